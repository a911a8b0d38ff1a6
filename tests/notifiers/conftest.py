"""Closes the servers when the tests are over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from notifiers.servers import OPEN


@pytest.fixture(scope="session", autouse=True)
def _closing_time() -> Iterator[None]:
    yield
    OPEN.close()
