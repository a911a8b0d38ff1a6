"""Other tables, and other guards, put under the machine for as long as a test needs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from qoo10_cancel.events import Event
from qoo10_cancel.machine import engine
from qoo10_cancel.machine.table import TABLE, Row
from qoo10_cancel.order import State

Table = tuple[Row[Any], ...]


@contextmanager
def standing_on(table: Table) -> Iterator[None]:
    """Have `decide`, `apply` and `record` go by *table*."""
    built = engine._built(table)
    index = engine._compiled(built, table)
    with mock.patch.multiple(engine, _MACHINE=built, _INDEX=index):
        yield


def rows_for(state: State, event: type[Event], table: Table = TABLE) -> list[Row[Any]]:
    """List the rows for one pair."""
    return [row for row in table if row.source is state and row.event is event]
