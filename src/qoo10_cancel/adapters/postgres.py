"""Orders, history and notices in PostgreSQL, through psycopg 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, ClassVar, Final

from ..errors import Conflict, MissingExtra, StoreFailed, TransactionLost
from ..notices import Notice
from ..ports import JobQueue
from ._sql import Cursor
from ._store import SqlStore

try:
    import psycopg
    from psycopg.pq import TransactionStatus
    from psycopg.rows import tuple_row
except ModuleNotFoundError as missing:
    if missing.name != "psycopg":
        raise
    raise MissingExtra("PostgresStore", "postgres") from None

__all__ = ["PostgresStore"]

_MAKING_TABLES: Final = 0x516F3130
"""The advisory lock under which tables are made; any number that others do not use."""

_REMEDIES: Final = {
    "08": "it cannot be reached; see that it runs and that the address is right",
    "25006": "it is read-only; connect to the primary server",
    "25P02": "your transaction has failed before; undo it and begin again",
    "28": "it does not let this role in; see to the role and its password",
    "42": "let this role read and write the tables qc_*, "
    'or make them with schema_sql("postgresql")',
    "53": "it is out of disk, memory or connections; nothing was written, make room",
    "57": "it is shutting down, or a time limit has passed; try again",
}
"""What to do, by SQLSTATE or by its class."""


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
        return _Bound(connection, self._jobs)

    @contextmanager
    def _reading(self) -> Iterator[Cursor]:
        with (
            _explained(self.lost),
            self._connect() as connection,
            _cursor(connection) as cursor,
        ):
            yield cursor

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        with (
            _explained(self.lost),
            self._connect() as connection,
            self._in_transaction(connection),
            _cursor(connection) as cursor,
        ):
            yield cursor

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
        cursor.execute("SELECT to_regclass('qc_meta') IS NOT NULL")
        found: bool = cursor.fetchone()[0]
        return found

    def _make_tables(self, cursor: Cursor) -> None:
        cursor.execute("SELECT pg_advisory_xact_lock(?)", (_MAKING_TABLES,))
        super()._make_tables(cursor)

    def _enqueue(self, cursor: Cursor, notices: Sequence[Notice]) -> None:
        if self._jobs is not None:
            self._jobs.enqueue(cursor.connection, notices)


class _Bound(PostgresStore):
    """The store on one connection, inside a transaction that the caller begins and ends."""

    lost = TransactionLost

    def __init__(self, connection: psycopg.Connection[Any], jobs: JobQueue | None) -> None:
        # Nothing is brought up to date: that was done when the store was opened.
        self._connect = lambda: nullcontext(connection)
        self._jobs = jobs

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
        self._cursor.execute(_marked(sql), parameters or None)

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()


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
