"""Orders, history and notices in PostgreSQL, through psycopg 3."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, TypeVar

from ..errors import Conflict, MissingExtra, StoreFailed, TransactionLost
from ..notices import Notice
from ..ports import Change, JobQueue
from . import _pg_batch
from ._rows import Row, Rows
from ._sql import Cursor
from ._store import SqlStore

try:
    import psycopg
    from psycopg.adapt import Loader
    from psycopg.pq import TransactionStatus
    from psycopg.rows import tuple_row
except ModuleNotFoundError as missing:
    if missing.name != "psycopg":
        raise
    raise MissingExtra("PostgresStore", "postgres") from None

__all__ = ["PostgresStore"]

_MAKING_TABLES: Final = 0x516F3130
"""The advisory lock under which tables are made; any number that others do not use."""

_ASK_AGAIN: Final = 60.0
"""Seconds for which two clocks are taken to run alike."""

_REMEDIES: Final = {
    "08": "it cannot be reached; see that it runs and that the address is right",
    "25006": "it is read-only; connect to the primary server",
    "25P02": "your transaction has failed before; undo it and begin again",
    "25P03": "your transaction was idle for too long and has been ended; begin it again",
    "28": "it does not let this role in; see to the role and its password",
    "42": "let this role read and write the tables qc_*, "
    'or make them with schema_sql("postgresql")',
    "53": "it is out of disk, memory or connections; nothing was written, make room",
    "55P03": "somebody else holds the rows for longer than lock_timeout; try again",
    "57": "it is shutting down, or a time limit has passed; try again",
}
"""What to do, by SQLSTATE or by its class."""


_T = TypeVar("_T")


class PostgresStore(SqlStore):
    """A store and outbox in a PostgreSQL database, for any number of machines.

    Several threads and processes may use one store, as long as *connect* may be called by
    them. The tables `qc_*` are made in the first schema of the search path.

    Args:
        connect: Gives a connection for as long as a `with` block lasts: the `connection` of a
            `psycopg_pool.ConnectionPool`, or, where speed does not matter,
            `functools.partial(psycopg.connect, "dbname=shop")`.
        jobs: An engine that is handed new notices in the same transaction. Without one,
            `claim` hands them out.

    Raises:
        MissingExtra: On import, where psycopg is not installed.
        StoreFailed: The database cannot be used; the message says why and what to do. Every
            method raises it, too.
    """

    dialect = "postgresql"
    for_update = " FOR UPDATE"
    skip_locked = " FOR UPDATE SKIP LOCKED"
    lost: ClassVar[type[Conflict]] = Conflict
    """What is raised when a whole transaction has met another one."""

    def __init__(
        self,
        connect: Callable[[], AbstractContextManager[psycopg.Connection[Any]]],
        *,
        jobs: JobQueue | None = None,
    ) -> None:
        self._connect = connect
        self._jobs = jobs
        self._clock = _Clock()
        self._bring_up_to_date()

    def on(self, connection: psycopg.Connection[Any]) -> PostgresStore:
        """Return this store on *connection*, inside the transaction that is open there.

        What the caller writes to tables of its own and what the store writes are then
        committed, or undone, together. A `Conflict` undoes only what the store has written;
        after a `TransactionLost`, the caller's transaction has to be run again as a whole.

            with connection.transaction():
                connection.execute("UPDATE parcels SET held = true WHERE ...")
                Desk(store.on(connection), clock=clock).approve("698016773")
        """
        return _Bound(connection, self._jobs, self._clock)

    def clock(self) -> datetime:
        """Return the database's time, on which all machines agree.

        It is asked for once a minute; in between, the machine's own clock counts on.

            desk = Desk(store, clock=store.clock)
        """
        return self._clock.now(self._ask_time)

    def _ask_time(self) -> datetime:
        rows = self._read(lambda cursor: self._select(cursor, "SELECT clock_timestamp()", ()))
        moment: datetime = rows[0][0]
        return moment

    def _now(self) -> datetime | None:
        return self.clock()

    def _read(self, work: Callable[[Cursor], _T]) -> _T:
        with (
            _explained(self.lost),
            self._connect() as connection,
            _cursor(connection) as cursor,
        ):
            return work(cursor)

    def _write(self, work: Callable[[Cursor], _T]) -> _T:
        with (
            _explained(self.lost),
            self._connect() as connection,
            self._in_transaction(connection),
            _cursor(connection) as cursor,
        ):
            return work(cursor)

    def _select(self, cursor: Cursor, sql: str, values: Sequence[Any]) -> list[Row]:
        try:
            cursor.execute(sql, values)
            return cursor.fetchall()
        except UnicodeDecodeError:
            # Slower, but what is damaged is to be found by its checksum, row by row.
            with cursor.connection.cursor(row_factory=tuple_row) as lenient:
                lenient.adapters.register_loader("text", _LenientText)
                lenient.execute(_marked(sql), values or None, prepare=False)
                rows: list[Row] = lenient.fetchall()
                return rows

    def _in_transaction(
        self, connection: psycopg.Connection[Any]
    ) -> AbstractContextManager[object]:
        if _has_begun(connection):
            # It would be a part of that transaction, which nobody here commits.
            raise StoreFailed(
                "the connection is in a transaction already; give autocommit connections, or "
                "use `on` inside a transaction of yours"
            )
        return connection.transaction()

    def _has_schema(self, cursor: Cursor) -> bool:
        rows = self._select(cursor, "SELECT to_regclass('qc_meta') IS NOT NULL", ())
        found: bool = rows[0][0]
        return found

    def _make_tables(self, cursor: Cursor) -> None:
        # Where a transaction sees one moment, it would not see what others made while it waited.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        cursor.execute("SELECT pg_advisory_xact_lock(?)", (_MAKING_TABLES,))
        super()._make_tables(cursor)

    def _commit_many(
        self, prepared: Sequence[tuple[Change, Rows]], cursor: Cursor
    ) -> Sequence[Change]:
        orders = {rows.order[0] for _, rows in prepared}
        if len(orders) < len(prepared) or any(rows.erases for _, rows in prepared):
            return super()._commit_many(prepared, cursor)  # one by one
        written, notices = _pg_batch.write(cursor, [rows for _, rows in prepared])
        if notices:
            self._enqueue(cursor, notices)
        return [change for change, rows in prepared if rows.order[0] not in written]

    def _remember(self, rows: Sequence[Row], cursor: Cursor) -> None:
        # In one order, so that two who take in the same orders do not wait for each other.
        numbers = sorted(row[1] for row in rows)
        cursor.execute(
            "SELECT order_no FROM qc_orders WHERE order_no = ANY(?) ORDER BY order_no FOR UPDATE",
            (numbers,),
        )
        _pg_batch.remember(cursor, rows)

    def _keep_looks(self, rows: Sequence[Row], cursor: Cursor) -> None:
        _pg_batch.keep_looks(cursor, rows)

    def _enqueue(self, cursor: Cursor, notices: Sequence[Notice]) -> None:
        if self._jobs is not None:
            self._jobs.enqueue(cursor.connection, notices)


class _Bound(PostgresStore):
    """The store on one connection, inside a transaction that the caller begins and ends."""

    lost = TransactionLost

    def __init__(
        self, connection: psycopg.Connection[Any], jobs: JobQueue | None, clock: _Clock
    ) -> None:
        # Nothing is brought up to date: that was done when the store was opened.
        self._connect = lambda: nullcontext(connection)
        self._jobs = jobs
        self._clock = clock

    def _now(self) -> datetime | None:
        return self._clock.last()  # nothing is asked outside the caller's transaction

    def _in_transaction(
        self, connection: psycopg.Connection[Any]
    ) -> AbstractContextManager[object]:
        if not _has_begun(connection):
            # It would be committed by itself, whatever becomes of the caller's own writes.
            raise StoreFailed(
                "there is no open transaction on the connection; "
                "call the store inside `with connection.transaction():`"
            )
        return connection.transaction()


def _has_begun(connection: psycopg.Connection[Any]) -> bool:
    return connection.info.transaction_status is not TransactionStatus.IDLE


@contextmanager
def _cursor(connection: psycopg.Connection[Any]) -> Iterator[Cursor]:
    # Of a text in SQL_ASCII, psycopg makes bytes: nothing that was stored would be found.
    if connection.info.encoding != "utf-8":
        raise StoreFailed(
            "the connection does not speak UTF-8; connect with client_encoding='utf8'"
        )
    with connection.cursor(row_factory=tuple_row) as cursor:
        yield _Cursor(cursor)


class _Cursor:
    """A cursor that takes the parameter marks of the shared statements."""

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self._cursor = cursor

    @property
    def connection(self) -> psycopg.Connection[Any]:
        return self._cursor.connection

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> None:
        # Behind a pooler the next transaction may run where nothing was prepared.
        self._cursor.execute(_marked(sql), parameters or None, prepare=False)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> None:
        for row in rows:
            self.execute(sql, row)

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()


class _LenientText(Loader):
    """Reads what is not UTF-8 with lone surrogates."""

    def load(self, data: Any) -> str:
        return bytes(data).decode("utf-8", "surrogateescape")


class _Clock:
    """The database's time, asked for now and then."""

    def __init__(self) -> None:
        self._asked: tuple[float, datetime] | None = None

    def now(self, ask: Callable[[], datetime]) -> datetime:
        if self._asked is None or time.monotonic() - self._asked[0] > _ASK_AGAIN:
            moment = ask()
            # As of the moment after the answer: nobody is ahead of the database.
            self._asked = (time.monotonic(), moment)
        at, moment = self._asked
        return moment + timedelta(seconds=time.monotonic() - at)

    def last(self) -> datetime | None:
        """Count on from the last answer; None if there is none."""
        if self._asked is None:
            return None
        at, moment = self._asked
        return moment + timedelta(seconds=time.monotonic() - at)


def _marked(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


@contextmanager
def _explained(lost: type[Conflict]) -> Iterator[None]:
    try:
        yield
    except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected) as error:
        raise lost("somebody else wrote at the same time; begin the transaction again") from error
    except psycopg.errors.UniqueViolation as error:
        if error.diag.constraint_name == "qc_history_key":
            raise Conflict("the command with that key has just been carried out") from error
        raise StoreFailed(_why(error)) from error
    except psycopg.Error as error:
        raise StoreFailed(_why(error)) from error


def _why(error: psycopg.Error) -> str:
    # An error of the connection has no state of its own.
    state = error.sqlstate or ("08" if isinstance(error, psycopg.OperationalError) else "")
    remedy = _REMEDIES.get(state) or _REMEDIES.get(state[:2], "PostgreSQL cannot do it")
    return f"PostgreSQL: {remedy} ({error.diag.message_primary or str(error).strip()})"
