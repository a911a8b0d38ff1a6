"""Many changes in a handful of statements on PostgreSQL: each table's rows are one JSON parameter.

A statement for each row would cost a round trip each, and an array for each column costs psycopg
more time than the database takes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from ..notices import Notice
from ..ports import DeliveryState
from ._looks import LOOKS, later
from ._rows import ENTRY, HISTORY, ORDER, STATUS, Row, Rows
from ._sql import Cursor

__all__ = ["keep_looks", "remember", "write"]

_NUMBERS: Final = frozenset(
    {"version", "since", "attempts", "checksum", "status_checksum", "expected", "turn"}
)

_ORDER: Final = (*ORDER, "checksum")
_HISTORY: Final = (*HISTORY, "checksum")
_ENTRY: Final = (*ENTRY, "checksum", *STATUS[1:], "status_checksum")


def _recordset(columns: Iterable[str]) -> str:
    typed = (f"{name} {'bigint' if name in _NUMBERS else 'text'}" for name in columns)
    return f"json_to_recordset(?::json) AS new ({', '.join(typed)})"


# In one order, so that two who write the same orders do not wait for each other.
_LOCK: Final = """
SELECT order_no FROM qc_orders WHERE order_no = ANY(?) ORDER BY order_no FOR UPDATE"""

_UPDATE: Final = f"""
UPDATE qc_orders SET {", ".join(f"{name} = new.{name}" for name in _ORDER[1:])}
    , look = NULL
FROM {_recordset((*_ORDER, "expected"))}
WHERE qc_orders.order_no = new.order_no AND qc_orders.version = new.expected
RETURNING qc_orders.order_no"""  # noqa: S608  columns of ours

_INSERT: Final = f"""
INSERT INTO qc_orders ({", ".join(_ORDER)}) SELECT {", ".join(_ORDER)}
FROM {_recordset(_ORDER)} ORDER BY order_no ON CONFLICT DO NOTHING RETURNING order_no"""  # noqa: S608

_INSERT_HISTORY: Final = f"""
INSERT INTO qc_history ({", ".join(_HISTORY)}) SELECT {", ".join(_HISTORY)}
FROM {_recordset(_HISTORY)}"""  # noqa: S608

_INSERT_ENTRIES: Final = f"""
INSERT INTO qc_outbox ({", ".join(_ENTRY)}) SELECT {", ".join(_ENTRY)}
FROM {_recordset((*_ENTRY, "turn"))} ORDER BY turn ON CONFLICT DO NOTHING
RETURNING notice_key"""  # noqa: S608

_LOOK: Final = ("look", "order_no", "body")

_REMEMBER: Final = f"""
UPDATE qc_orders SET look = new.look FROM {_recordset(_LOOK)}
WHERE qc_orders.order_no = new.order_no AND qc_orders.body = new.body"""  # noqa: S608


_KEEP_LOOKS: Final = f"""
INSERT INTO qc_looks ({", ".join(LOOKS)}) SELECT {", ".join(LOOKS)}
FROM {_recordset(LOOKS)} ORDER BY order_no {later()}"""  # noqa: S608


def write(cursor: Cursor, changes: Sequence[Rows]) -> tuple[set[str], list[Notice]]:
    """Write *changes*; return the orders that were written, and the new notices to deliver."""
    new = [rows for rows in changes if rows.expected is None]
    known = [rows for rows in changes if rows.expected is not None]
    written = _returned(cursor, _INSERT, _ORDER, [rows.order for rows in new])
    if known:
        cursor.execute(_LOCK, ([rows.order[0] for rows in known],))
        columns = (*_ORDER, "expected")
        updates = [(*rows.order, rows.expected) for rows in known]
        written |= _returned(cursor, _UPDATE, columns, updates)
    won = [rows for rows in changes if rows.order[0] in written]
    history = [row for rows in won for row in rows.history]
    if history:
        cursor.execute(_INSERT_HISTORY, (_records(_HISTORY, history),))
    return written, _write_entries(cursor, won)


def remember(cursor: Cursor, looks: Sequence[Row]) -> None:
    """Keep looks beside their orders: rows of look, order number and body."""
    cursor.execute(_REMEMBER, (_records(_LOOK, looks),))


def keep_looks(cursor: Cursor, rows: Sequence[Row]) -> None:
    """Keep when each source showed an order: rows of `LOOKS`."""
    cursor.execute(_KEEP_LOOKS, (_records(LOOKS, rows),))


def _write_entries(cursor: Cursor, won: Collection[Rows]) -> list[Notice]:
    entries = [entry for rows in won for entry in rows.outbox]
    turns = [(*row, turn) for turn, (_, row) in enumerate(entries)]
    added = _returned(cursor, _INSERT_ENTRIES, (*_ENTRY, "turn"), turns)
    return [
        entry.notice
        for entry, _ in entries
        if entry.state is DeliveryState.WAITING and entry.notice.key in added
    ]


def _returned(cursor: Cursor, sql: str, columns: Sequence[str], rows: Sequence[Row]) -> set[Any]:
    if not rows:
        return set()
    cursor.execute(sql, (_records(columns, rows),))
    return {row[0] for row in cursor.fetchall()}


def _records(columns: Sequence[str], rows: Sequence[Row]) -> str:
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows])
