"""What the stores on a database share below both ports: transactions, schema, pages of rows."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, Protocol, TypeVar

from .._log import log_event
from ..errors import RowUnreadable, StoreFailed
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
    def _reading(self) -> AbstractContextManager[Cursor]:
        """Give a cursor to read with; failures of the driver come out as `StoreFailed`."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Cursor]:
        """Give a cursor in a transaction of its own, undone if anything is raised."""

    @abstractmethod
    def _has_schema(self, cursor: Cursor) -> bool:
        """Say whether the tables are there; raise `StoreFailed` where they must not be made."""

    def _enqueue(self, cursor: Cursor, notices: Sequence[Notice]) -> None:  # noqa: B027  optional
        """Hand notices to an engine, inside the transaction."""

    # The schema.

    def _bring_up_to_date(self) -> None:
        with self._reading() as cursor:
            if self._schema(cursor) == NEWEST:
                return
        with self._writing() as cursor:
            self._make_tables(cursor)

    def _make_tables(self, cursor: Cursor) -> None:
        since = self._schema(cursor)  # again, for another process may have been quicker
        if since < NEWEST:
            for statement in statements(self.dialect, since):
                cursor.execute(statement)

    def _schema(self, cursor: Cursor) -> int:
        if not self._has_schema(cursor):
            return 0
        cursor.execute("SELECT value FROM qc_meta WHERE name = 'schema'")
        row = cursor.fetchone()
        if row is None or not row[0].isdigit():
            raise StoreFailed("qc_meta holds no schema version; restore it from a backup")
        found = int(row[0])
        if found > NEWEST:
            raise StoreFailed(
                f"the store has schema {found}, this release knows {NEWEST}; "
                "install the release that wrote it, or a newer one"
            )
        return found

    # Pages.

    def _listed(
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
        found: list[_T] = []
        width = len(after)
        with self._reading() as cursor:
            while limit > len(found):
                missing = limit - len(found)
                cursor.execute(f"{sql} LIMIT ?", (*values, *after, missing))
                rows = cursor.fetchall()
                found += readable([row[:-width] for row in rows], read)
                if len(rows) < missing:
                    break
                after = rows[-1][-width:]
        return found


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
