"""Each test of the desk runs on each store of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.surroundings import Office
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Give an empty store: in memory, and in a file."""
    if request.param == "memory":
        yield MemoryStore()
        return
    with SQLiteStore(tmp_path / "orders.sqlite") as kept:
        yield kept


@pytest.fixture
def office(store: Any) -> Office:
    """Give a desk with a clock, a notifier and a store."""
    return Office(store)
