"""What the tests of the stores share: one PostgreSQL for the whole run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.postgres import Cluster, PostgresMissing, cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Start a PostgreSQL; without one, skip with the reason, and fail where CI is set."""
    try:
        import psycopg  # noqa: F401
        with cluster() as running:
            yield running
    except (PostgresMissing, ModuleNotFoundError) as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"not tested on PostgreSQL: {missing}")
