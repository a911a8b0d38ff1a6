"""What the tests of the stores share: one PostgreSQL for the whole run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from postgres import Cluster, PostgresMissing, cluster

collect_ignore = []
if find_spec("psycopg") is None and not os.environ.get("CI"):
    collect_ignore = ["test_postgres.py", "test_procrastinate.py"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Start a PostgreSQL; without one, skip with the reason, and fail where CI is set."""
    try:
        with cluster() as running:
            yield running
    except PostgresMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"not tested on PostgreSQL: {missing}")
