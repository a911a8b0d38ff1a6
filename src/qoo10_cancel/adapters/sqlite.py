"""Orders, history and notices in one SQLite file, with the standard library alone."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ..errors import StoreFailed
from ._schema import NEWEST
from ._sql import Cursor
from ._store import SqlStore

__all__ = ["SQLiteStore"]

_APPLICATION: Final = 0x516F3130
"""`Qo10`, in the header of the files that are made here."""

_PAUSE: Final = 0.01
"""Seconds between two tries at what SQLite itself does not wait for."""

_OLDEST: Final = (3, 35, 0)
"""The first SQLite that knows RETURNING."""

_REMEDIES: Final = {
    sqlite3.SQLITE_FULL: "the disk is full; nothing was written, make room and try again",
    sqlite3.SQLITE_READONLY: "it is read-only; let this user write to the file and its folder",
    sqlite3.SQLITE_BUSY: "another process holds it; try again, or wait longer with timeout=",
    sqlite3.SQLITE_LOCKED: "another process holds it; try again, or wait longer with timeout=",
    sqlite3.SQLITE_NOTADB: "it is not a SQLite file; give another path",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; see to the disk and try again",
    sqlite3.SQLITE_PERM: "this user may not open it; let this user write to it",
    sqlite3.SQLITE_AUTH: "this user may not open it; let this user write to it",
}


class SQLiteStore(SqlStore):
    """A store and outbox in one file; it starts no thread and needs no server.

    Several threads may use one store, and several processes one file, on a local disk; each
    process opens a store of its own, after a fork too. A commit that has returned survives a
    power cut (`synchronous=FULL`).

    Args:
        path: The file; it is made if it is missing. ":memory:" keeps everything in memory.
        timeout: Seconds to wait while another process writes.
        read_only: Change nothing, and need no right to write the file; it must exist.

    Raises:
        StoreFailed: The file cannot be used; the message says why and what to do. Every method
            raises it, too.

    >>> from qoo10_cancel.adapters.sqlite import SQLiteStore
    >>> with SQLiteStore(":memory:") as store:
    ...     store.get("698016773") is None
    True
    """

    dialect = "sqlite"

    def __init__(
        self, path: str | os.PathLike[str], *, timeout: float = 5.0, read_only: bool = False
    ) -> None:
        if sqlite3.sqlite_version_info < _OLDEST:
            raise StoreFailed(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 is needed")
        self._path = Path(path)
        self._lock = threading.Lock()
        self._process = os.getpid()
        with self._explained():
            self._connection = _open(self._path, timeout, read_only=read_only)
        try:
            with self._reading() as cursor:
                schema = self._schema(cursor)  # nothing is changed in a file of another program
                if not read_only:
                    _set_up(cursor, timeout)
            if read_only:
                self._check_up_to_date(schema)
            else:
                self._bring_up_to_date()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file; whatever is asked afterwards raises `StoreFailed`."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Cursor]:
        if os.getpid() != self._process:
            raise StoreFailed(
                f"{self._path} was opened before this process was forked; open a store in each"
            )
        with self._lock, self._explained():
            yield self._connection.cursor()

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        with self._reading() as cursor:
            # IMMEDIATE: a transaction that has read may not wait for its turn to write.
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    cursor.execute("ROLLBACK")
                raise

    def _check_up_to_date(self, schema: int) -> None:
        if schema != NEWEST:
            raise StoreFailed(
                f"{self._path} has schema {schema}, this release reads {NEWEST}; "
                "open it once with the right to write, which brings it up to date"
            )

    def _has_schema(self, cursor: Cursor) -> bool:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {row[0] for row in cursor.fetchall()}
        if "qc_meta" in tables:
            return True
        cursor.execute("PRAGMA application_id")
        if tables or cursor.fetchone()[0] not in {0, _APPLICATION}:
            raise StoreFailed(
                f"{self._path} belongs to another program; give another path, "
                'or make the tables in it with schema_sql("sqlite")'
            )
        return False

    def _make_tables(self, cursor: Cursor) -> None:
        if not self._has_schema(cursor):
            cursor.execute(f"PRAGMA application_id = {_APPLICATION}")
        super()._make_tables(cursor)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreFailed(f"{self._path}: {self._why(error)} ({error})") from error

    def _why(self, error: sqlite3.Error) -> str:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code != sqlite3.SQLITE_CANTOPEN:
            return _REMEDIES.get(code, "SQLite cannot do it")
        if self._path.is_dir():
            return "it is a folder; give the path of a file"
        if not self._path.parent.is_dir():
            return f"there is no folder {self._path.parent}; make it first"
        return "it cannot be opened; let this user write to the file and its folder"


def _open(path: Path, timeout: float, *, read_only: bool) -> sqlite3.Connection:
    try:
        if not read_only:
            return _connect(path, timeout)
        return _connect_to_read(path, timeout)
    except ValueError:  # a zero, or half a character
        raise StoreFailed(f"{str(path)!r} cannot be the path of a file; give another") from None


def _connect(path: Path | str, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(
        path,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        uri=isinstance(path, str),
    )


def _connect_to_read(path: Path, timeout: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    connection = _connect(f"{uri}?mode=rw", timeout)  # the right to write is used if it is there
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT name FROM sqlite_master")
    except sqlite3.OperationalError as error:
        connection.close()
        # Readers share their marks in files beside the store. Where these cannot be made, and
        # no log shows that somebody writes, the file is read as it lies there.
        denied = error.sqlite_errorcode & 0xFF in {
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_CANTOPEN,
        }
        if not denied or not path.is_file() or path.with_name(f"{path.name}-wal").exists():
            raise
        return _connect(f"{uri}?immutable=1", timeout)
    return connection


def _set_up(cursor: Cursor, timeout: float) -> None:
    cursor.execute("PRAGMA journal_mode")
    if cursor.fetchone()[0] != "wal":
        _begin_log(cursor, timeout)
    # FULL: under NORMAL a power cut may undo what the seller was told is done.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")


def _begin_log(cursor: Cursor, timeout: float) -> None:
    """Switch to WAL, for which SQLite itself does not wait while others write."""
    until = time.monotonic() + timeout
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return
