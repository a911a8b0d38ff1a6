"""What the stores on a database share below both ports: transactions, schema, pages of rows."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from .._log import log_event
from ..errors import RowUnreadable, StoreFailed
from ..messages import Problem
from ..notices import Notice
from ._rows import Row
from ._schema import NEWEST, Dialect, statements

__all__ = ["Cursor", "Database", "readable", "where"]

_T = TypeVar("_T")


class Cursor(Protocol):
    """What both drivers' cursors can do."""

    @property
    def connection(self) -> Any: ...
    @property
    def rowcount(self) -> int: ...
    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Any: ...
    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Database(ABC):
    """A database with our tables; an adapter brings the transactions."""

    dialect: ClassVar[Dialect]
    for_update: ClassVar[str] = ""
    """What is added so that a row that was read stays as it is until the commit."""
    skip_locked: ClassVar[str] = ""
    """What is added so that a claim does not wait for another one."""

    @abstractmethod
    def _read(self, work: Callable[[Cursor], _T]) -> _T:
        """Return what *work* returns; failures of the driver come out as `StoreFailed`."""

    @abstractmethod
    def _write(self, work: Callable[[Cursor], _T]) -> _T:
        """Return what *work* returns, in a transaction that is undone if anything is raised.

        Nothing is left open, whatever is raised and wherever: a signal's handler may raise
        between any two instructions.
        """

    @abstractmethod
    def _select(self, cursor: Cursor, sql: str, values: Sequence[Any]) -> list[Row]:
        """Return the rows of a query; text that is not UTF-8 comes with lone surrogates."""

    def _now(self) -> datetime | None:
        """Return the time that all who use the database agree on; None on one machine."""
        return None

    @abstractmethod
    def _has_schema(self, cursor: Cursor) -> bool:
        """Say whether the tables are there; raise `StoreFailed` where they must not be made."""

    def _enqueue(self, cursor: Cursor, notices: Sequence[Notice]) -> None:  # noqa: B027  optional
        """Hand notices to an engine, inside the transaction."""

    def _forget(self) -> None:  # noqa: B027  optional
        """Leave nothing in the files of what the last transaction has erased."""

    # The schema.

    def _bring_up_to_date(self) -> None:
        if self._read(self._schema) != NEWEST:
            self._write(self._make_tables)

    def _make_tables(self, cursor: Cursor) -> None:
        since = self._schema(cursor)  # again, for another process may have been quicker
        if since < NEWEST:
            for statement in statements(self.dialect, since):
                cursor.execute(statement)

    def _schema(self, cursor: Cursor) -> int:
        if not self._has_schema(cursor):
            return 0
        rows = self._select(cursor, "SELECT value FROM qc_meta WHERE name = 'schema'", ())
        if not rows or not str(rows[0][0]).isdecimal():
            raise StoreFailed("qc_meta holds no schema version; restore it from a backup")
        found = int(rows[0][0])
        if found > NEWEST:
            raise StoreFailed(Problem("store-newer", {"found": found, "newest": NEWEST}))
        return found

    # Pages.

    def _page(
        self,
        sql: str,
        values: Sequence[str],
        after: Sequence[Any],
        limit: int,
        read: Callable[[Row], _T],
    ) -> list[_T]:
        """Return up to *limit* readable values of the rows that *sql* finds beyond *after*.

        The last columns of a row say where it stands, as *after* does.
        """

        def work(cursor: Cursor) -> list[_T]:
            found: list[_T] = []
            last, skipped, width = after, 0, len(after)
            limited = f"{sql} LIMIT ? OFFSET ?"
            while limit > len(found):
                missing = limit - len(found)
                rows = self._select(cursor, limited, (*values, *last, missing, skipped))
                found += readable([row[:-width] for row in rows], read)
                if len(rows) < missing:
                    break
                if _can_be_asked_for(rows[-1][-width:]):
                    last, skipped = rows[-1][-width:], 0
                else:
                    skipped += len(rows)
            return found

        return self._read(work)


def _can_be_asked_for(values: Sequence[Any]) -> bool:
    """Say whether no text among *values* has lone surrogates, as damaged text has."""
    try:
        "".join(map(str, values)).encode()
    except UnicodeEncodeError:
        return False
    return True


def readable(rows: Sequence[Row], read: Callable[[Row], _T]) -> Iterator[_T]:
    """Yield the values of *rows*; log an unreadable one, and go on with the others."""
    for row in rows:
        try:
            value = read(row)
        except RowUnreadable:
            log_event("unreadable", level=logging.ERROR, order_no=row[0])
        else:
            yield value


def where(*wanted: tuple[str, list[str]]) -> tuple[str, list[str]]:
    """Return a condition on columns of ours, and its values; without values a column is free."""
    conditions = [f"{column} IN ({', '.join('?' * len(vs))})" for column, vs in wanted if vs]
    values = [value for _, column_values in wanted for value in column_values]
    return "WHERE " + " AND ".join(["1 = 1", *conditions]), values
