"""Looks at an order: when each source last showed it, and those that told nothing new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final
from zlib import crc32

from ..codec import dumps
from ..japan import japan_time
from ..order import Looks
from ..ports import Look
from ..snapshot import Snapshot
from ._rows import ORDER, Row, checksum_of, stamp
from ._sql import Cursor, Database, where

__all__ = [
    "INSERT_LOOKS",
    "LOOKS",
    "SqlLooks",
    "later",
    "look_row",
    "looks_of",
    "shows_nothing_new",
]

_SOURCES: Final = ("claims_at", "shipping_at", "dated_at")
LOOKS: Final = ("order_no", *_SOURCES)
"""The columns of a row; a source that has never shown the order has an empty text."""


def later() -> str:
    """Return what an INSERT does where there is a row: the later moment of each source stays."""
    sets = (
        f"{name} = CASE WHEN excluded.{name} > qc_looks.{name} "
        f"THEN excluded.{name} ELSE qc_looks.{name} END"
        for name in _SOURCES
    )
    news = (f"excluded.{name} > qc_looks.{name}" for name in _SOURCES)
    return f"ON CONFLICT (order_no) DO UPDATE SET {', '.join(sets)} WHERE {' OR '.join(news)}"


INSERT_LOOKS: Final = f"INSERT INTO qc_looks ({', '.join(LOOKS)}) VALUES (?, ?, ?, ?) {later()}"  # noqa: S608  columns of ours

_SELECT: Final = f"SELECT {', '.join(LOOKS)} FROM qc_looks"  # noqa: S608


class SqlLooks(Database):
    """When each source last showed an order; see `ports.Store` for what it promises."""

    def keep_looks(self, looks: Mapping[str, Looks]) -> None:
        """Keep when each source showed an order, where that is later than what is kept."""
        # Always in the same order, so that two who write many do not wait for each other.
        rows = [_row(order_no, looks[order_no]) for order_no in sorted(looks)]
        if rows:
            self._write(partial(self._keep_looks, rows))

    def _keep_looks(self, rows: Sequence[Row], cursor: Cursor) -> None:
        cursor.executemany(INSERT_LOOKS, rows)

    def newest_looks(self, order_nos: Collection[str]) -> Mapping[str, Looks]:
        """Return when each source last showed the orders, by number."""
        if not order_nos:
            return {}
        condition, values = where(("order_no", list(order_nos)))
        sql = f"{_SELECT} {condition}"
        rows = self._read(lambda cursor: self._select(cursor, sql, values))
        return {row[0]: looks_of(row) for row in rows}


def _row(order_no: str, looks: Looks) -> Row:
    return (order_no, *(_sealed(order_no, name, looks) for name in _SOURCES))


def _sealed(order_no: str, name: str, looks: Looks) -> str:
    """Return a moment with its checksum behind it; as text it sorts as moments do."""
    at = getattr(looks, name)
    return "" if at is None else _with_sum(order_no, name, stamp(at))


def _with_sum(order_no: str, name: str, at: str) -> str:
    return f"{at} {crc32(order_no.encode(errors='replace'), _sum(name, at)):08x}"


@lru_cache(maxsize=256)  # all of one poll were looked at together
def _sum(name: str, at: str) -> int:
    return crc32(f"{name} {at}".encode(errors="replace"))


def looks_of(row: Row) -> Looks:
    """Return the looks of a row of `LOOKS`; a damaged moment is none."""
    order_no, *texts = row
    return Looks(**dict(_moments(order_no, zip(_SOURCES, texts, strict=True))))


def _moments(order_no: str, texts: Iterable[tuple[str, str]]) -> Iterable[tuple[str, Any]]:
    for name, text in texts:
        at = str(text).partition(" ")[0]
        if text and text == _with_sum(order_no, name, at):
            yield name, japan_time(datetime.fromisoformat(at))


# Looks that are remembered beside the order.


def look_row(look: Look, body: str | None) -> Row:
    """Return what is kept of *look*, and the number and *body* of the order that it is about."""
    text = f"{look.fingerprint} {stamp(look.seen_at)}"
    return text, look.order.order_no, dumps(look.order) if body is None else body


def shows_nothing_new(
    row: Row, snapshot: Snapshot, fingerprint: Callable[[Snapshot], str]
) -> bool:
    """Say whether *snapshot* shows nothing new of the order of a row of `ORDER` and its look."""
    known, _, looked_at = row[-1].partition(" ")
    wake_at, (since, until) = row[_WAKE_AT], snapshot.looked_between
    if stamp(since) < looked_at or (wake_at is not None and wake_at <= stamp(until)):
        return False
    if known != fingerprint(snapshot):
        return False
    checksum: int | None = row[-2]
    return checksum is not None and checksum_of(tuple(row[:-2])) == checksum


_WAKE_AT: Final = ORDER.index("wake_at")
