"""Orders, history and notices in one SQLite file, with the standard library alone."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from ..errors import CancelError, Conflict, StoreFailed
from ..messages import Problem
from ._forks import check_not_inherited, opening, stores
from ._rows import Row
from ._schema import IN_HISTORY, NEWEST
from ._sql import Cursor
from ._store import SqlStore
from ._wal import PAUSE, begin_log, is_log_empty

__all__ = ["SQLiteStore"]

_APPLICATION: Final = 0x516F3130
"""`Qo10`, in the header of the files that are made here."""

_OLDEST: Final = (3, 35, 0)
"""The first SQLite that knows RETURNING."""

_PROBLEMS: Final = {
    sqlite3.SQLITE_FULL: "store-full",
    sqlite3.SQLITE_READONLY: "store-read-only",
    sqlite3.SQLITE_BUSY: "store-busy",
    sqlite3.SQLITE_LOCKED: "store-busy",
    sqlite3.SQLITE_NOTADB: "store-not-sqlite",
    sqlite3.SQLITE_CORRUPT: "store-damaged",
    sqlite3.SQLITE_IOERR: "store-disk",
    sqlite3.SQLITE_PERM: "store-forbidden",
    sqlite3.SQLITE_AUTH: "store-forbidden",
}


_T = TypeVar("_T")


class SQLiteStore(SqlStore):
    """A store and outbox in one file; it starts no thread and needs no server.

    Several threads may use one store, and several processes one file, on a local disk. A commit
    that has returned survives a power cut (`synchronous=FULL`). A store may be open when the
    process forks: it is closed and opened again by itself, in both processes; ":memory:" does
    not cross a fork. A new file can be read and written by its owner alone.

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
        self._in_memory = os.fspath(path) == ":memory:"
        self._path = Path(path).absolute()  # a daemon changes its folder
        self._timeout = timeout
        self._read_only = read_only
        self._lock = threading.Lock()
        self._owner: int | None = None
        self._process = os.getpid()
        self._file: tuple[int, int] | None = None
        self._connection: sqlite3.Connection | None = None
        self._is_closed = False
        if not (self._in_memory or read_only):
            self._make_file()
        self._open()
        if not read_only:
            try:
                self._bring_up_to_date()
            except BaseException:
                self.close()
                raise

    def _make_file(self) -> None:
        """Make an empty file for the owner alone; its log gets the same permissions."""
        with suppress(OSError):  # it is there, or SQLite will say why it cannot be
            try:
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            except ValueError:  # a zero, or half a character
                raise StoreFailed(
                    f"{str(self._path)!r} cannot be the path of a file; give another"
                ) from None

    def _open(self) -> None:
        """Open the file, or open it again after a fork; never make it."""
        with opening, self._lock:
            if self._connection is not None:
                return
            if self._file is not None:
                self._check_file()  # before it is opened: SQLite would take another one for it
            connection = None
            try:
                connection = self._connect()
                self._set_up(connection.cursor())
            except BaseException as error:
                if connection is not None:
                    connection.close()
                if isinstance(error, sqlite3.Error):
                    raise self._failure(error) from error
                raise
            self._connection = connection
            self._process = os.getpid()
            if not self._in_memory:
                stores.add(self)

    def _connect(self) -> sqlite3.Connection:
        if self._in_memory:
            return _connect(":memory:", self._timeout)
        with suppress(FileNotFoundError):
            self._file = self._identity()
            check_not_inherited(str(self._path), self._file)
        if self._read_only:
            return _connect_to_read(self._path, self._timeout)
        return _connect(f"{self._path.as_uri()}?mode=rw", self._timeout)

    def _set_up(self, cursor: Cursor) -> None:
        schema = self._schema(cursor)  # nothing is changed in a file of another program
        if self._read_only:
            self._check_up_to_date(schema)
            return
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone()[0] != "wal":
            begin_log(cursor, self._timeout)
        # FULL: under NORMAL a power cut may undo what the seller was told is done.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")

    def _check_up_to_date(self, schema: int) -> None:
        if schema != NEWEST:
            params = {"path": str(self._path), "found": schema, "newest": NEWEST}
            raise StoreFailed(Problem("store-older", params))

    def _identity(self) -> tuple[int, int]:
        status = self._path.stat()
        return status.st_dev, status.st_ino

    def close(self) -> None:
        """Close the file; whatever is asked afterwards raises `StoreFailed`."""
        with self._lock:
            self._is_closed = True
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    def __del__(self) -> None:
        """Close a file that nobody has closed, before the next fork finds it open.

        Python's own connection waits for the garbage collector.
        """
        connection = getattr(self, "_connection", None)
        if connection is not None and self._process == os.getpid():  # an inherited one stays
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # What a fork asks of it.

    def close_for_fork(self, seconds: float) -> bool:
        """Close the file for the time of a fork; False if a command goes on for longer."""
        if self._owner == threading.get_ident() or not self._lock.acquire(timeout=seconds):
            return False
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        return True

    def after_fork(self) -> None:
        """Let commands go on: the next one opens the file again."""
        self._lock.release()

    # Transactions. They are written out flat: the handler of a signal may raise between any two
    # instructions, and between the parts of a context manager nobody would undo what it began.

    def _read(self, work: Callable[[Cursor], _T]) -> _T:
        while True:
            self._check_open()
            with self._lock:
                connection = self._connection
                if connection is None:  # a fork has come in between
                    continue
                cursor = connection.cursor()
                try:
                    self._owner = threading.get_ident()
                    return work(cursor)
                except sqlite3.Error as error:
                    raise self._failure(error) from error
                finally:
                    self._owner = None
                    cursor.close()  # under the lock: later, a fork may find it being closed

    def _write(self, work: Callable[[Cursor], _T]) -> _T:
        while True:
            self._check_open()
            with self._lock:
                connection = self._connection
                if connection is None:
                    continue
                cursor = connection.cursor()
                try:
                    self._owner = threading.get_ident()
                    # IMMEDIATE: a transaction that has read may not wait for its turn to write.
                    cursor.execute("BEGIN IMMEDIATE")
                    result = work(cursor)
                    cursor.execute("COMMIT")
                except BaseException as error:
                    # Nothing between here and the rollback lets a second signal in.
                    if connection.in_transaction:
                        connection.rollback()
                    if isinstance(error, sqlite3.Error):
                        raise self._failure(error) from error
                    raise
                else:
                    return result
                finally:
                    self._owner = None
                    cursor.close()

    def _forget(self) -> None:
        """Write the whole file anew, and empty the log, which has the pages as they were.

        `PRAGMA secure_delete` is not enough: a row that SQLite has moved leaves a copy behind.
        """
        try:
            self._read(lambda cursor: cursor.execute("VACUUM"))
            self._empty_log()
        except StoreFailed as error:
            raise StoreFailed(
                f"{error}; the texts are erased, but bytes of them are still in the file or in "
                "the log beside it; erase them again"
            ) from error

    def _empty_log(self) -> None:
        until = time.monotonic() + self._timeout
        while not self._read(is_log_empty):
            if time.monotonic() > until:
                raise StoreFailed(f"{self._path}: another process reads it")
            time.sleep(PAUSE)

    def _check_open(self) -> None:
        """Open the file if a fork has closed it; stop whoever may not use it."""
        if self._owner == threading.get_ident():
            raise StoreFailed(
                f"{self._path}: this thread is in the middle of another command of this store; "
                "the handler of a signal cannot use it"
            )
        if self._is_closed:
            raise StoreFailed(f"{self._path}: the store is closed; open a new one")
        if self._connection is None:
            self._open()
        elif self._process != os.getpid():
            raise StoreFailed(
                f"{self._path} was opened before this process was forked, and could not be "
                "closed for the fork; open a store in each process"
            )
        elif self._file is not None:
            self._check_file()

    def _check_file(self) -> None:
        try:
            if self._identity() == self._file:
                return
        except OSError as error:
            raise StoreFailed(
                f"{self._path}: the file has been removed or moved since it was opened; "
                f"put it back, or open a new store ({error.strerror})"
            ) from error
        raise StoreFailed(
            f"{self._path}: another file is there now than was opened; "
            "put the first one back, or open a new store"
        )

    def _select(self, cursor: Cursor, sql: str, values: Sequence[Any]) -> list[Row]:
        try:
            cursor.execute(sql, values)
            return cursor.fetchall()
        except sqlite3.OperationalError as error:
            if not str(error).startswith("Could not decode"):
                raise
        # Slower, but what is damaged is to be found by its checksum, row by row.
        connection = cursor.connection
        connection.text_factory = _lenient_text
        try:
            cursor.execute(sql, values)
            return cursor.fetchall()
        finally:
            connection.text_factory = str

    def _has_schema(self, cursor: Cursor) -> bool:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = {row[0] for row in self._select(cursor, sql, ())}
        if "qc_meta" in tables:
            return True
        cursor.execute("PRAGMA application_id")
        if tables or cursor.fetchone()[0] not in {0, _APPLICATION}:
            raise StoreFailed(Problem("store-foreign", {"path": str(self._path)}))
        return False

    def _make_tables(self, cursor: Cursor) -> None:
        if not self._has_schema(cursor):
            cursor.execute(f"PRAGMA application_id = {_APPLICATION}")
        super()._make_tables(cursor)

    def _failure(self, error: sqlite3.Error) -> CancelError:
        if str(error) == IN_HISTORY:
            return Conflict("the history has this step, or this key, already")
        params = {"path": self._path, "folder": self._path.parent, "error": error}
        return StoreFailed(Problem(self._problem(error), {n: str(v) for n, v in params.items()}))

    def _problem(self, error: sqlite3.Error) -> str:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code != sqlite3.SQLITE_CANTOPEN:
            return _PROBLEMS.get(code, "store-failed")
        if self._path.is_dir():
            return "store-is-folder"
        return "store-cannot-open" if self._path.parent.is_dir() else "store-no-folder"


def _lenient_text(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _connect(uri: str, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, timeout=timeout, isolation_level=None, check_same_thread=False, uri=True
    )


def _connect_to_read(path: Path, timeout: float) -> sqlite3.Connection:
    connection = _connect(
        f"{path.as_uri()}?mode=rw", timeout
    )  # the right to write is used if it is there
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT name FROM sqlite_master")
    except BaseException as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError):
            raise
        # Readers share their marks in files beside the store. Where these cannot be made, and
        # no log shows that somebody writes, the file is read as it lies there.
        denied = error.sqlite_errorcode & 0xFF in {
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_CANTOPEN,
        }
        if not denied or not path.is_file() or path.with_name(f"{path.name}-wal").exists():
            raise
        return _connect(f"{path.as_uri()}?immutable=1", timeout)
    return connection
