"""Orders, history and notices in PostgreSQL, through psycopg 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final

from ..errors import Conflict, MissingExtra, StoreFailed
from ..notices import Notice
from ..ports import Outbox
from ._sql import Cursor, SqlStore

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

_SAID: Final = {
    "08": "it cannot be reached; see that it runs and that the address is right",
    "25": "it is read-only; connect to the primary server",
    "28": "it does not let this role in; see to the role and its password",
    "42": "let this role read and write the tables qc_*, "
    'or make them with schema_sql("postgresql")',
    "53": "it is out of disk, memory or connections; nothing was written, make room",
    "57": "it is shutting down, or a time limit has passed; try again",
}
"""What to do, by class of SQLSTATE."""


class PostgresStore(SqlStore):
    """A store and mailbox in a PostgreSQL database, for any number of machines.

    Several threads and processes may use one store, as long as *connect* may be called by
    them. The tables `qc_*` are made in the first schema of the search path.

    Args:
        connect: Gives a connection for as long as a `with` block lasts: the `connection` of a
            `psycopg_pool.ConnectionPool`, or, where speed does not matter,
            `functools.partial(psycopg.connect, "dbname=shop")`.
        outbox: An engine that is handed new notices in the same transaction. Without one,
            `claim` hands them out.

    Raises:
        MissingExtra: On import, where psycopg is not installed.
        StoreFailed: The database cannot be used; the message says why and what to do. Every
            method raises it, too.
    """

    dialect = "postgresql"
    for_update = " FOR UPDATE"
    skip_locked = " FOR UPDATE SKIP LOCKED"

    def __init__(
        self,
        connect: Callable[[], AbstractContextManager[psycopg.Connection[Any]]],
        *,
        outbox: Outbox | None = None,
    ) -> None:
        self._connect = connect
        self._outbox = outbox
        self._begun = False
        self._bring_up_to_date()

    def on(self, connection: psycopg.Connection[Any]) -> PostgresStore:
        """Return this store on *connection*, inside the transaction that is open there.

        What the caller writes to tables of its own and what the store writes are then
        committed, or undone, together. A `Conflict` undoes only what the store has written.

            with connection.transaction():
                connection.execute("UPDATE parcels SET held = true WHERE ...")
                Desk(store.on(connection), clock=clock).refuse("698016773", reason)
        """
        bound = PostgresStore.__new__(PostgresStore)
        bound._connect = lambda: nullcontext(connection)  # noqa: SLF001
        bound._begun = True  # noqa: SLF001
        bound._outbox = self._outbox  # noqa: SLF001
        return bound

    @contextmanager
    def _reading(self) -> Iterator[Cursor]:
        with (
            _explained(),
            self._connect() as connection,
            connection.cursor(row_factory=tuple_row) as cursor,
        ):
            yield _Cursor(cursor)

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        with (
            _explained(),
            self._connect() as connection,
            self._in_transaction(connection),
            connection.cursor(row_factory=tuple_row) as cursor,
        ):
            yield _Cursor(cursor)

    def _in_transaction(
        self, connection: psycopg.Connection[Any]
    ) -> AbstractContextManager[object]:
        begun = connection.info.transaction_status is not TransactionStatus.IDLE
        if begun and not self._begun:
            # It would be a part of that transaction, which nobody here commits.
            raise StoreFailed(
                "the connection is in a transaction already; give autocommit connections, or "
                "use `on` inside a transaction of yours"
            )
        if self._begun and not begun:
            # It would be committed by itself, whatever becomes of the caller's own writes.
            raise StoreFailed(
                "there is no open transaction on the connection; "
                "call the store inside `with connection.transaction():`"
            )
        return connection.transaction()

    def _has_schema(self, cursor: Cursor) -> bool:
        cursor.execute("SELECT to_regclass('qc_meta') IS NOT NULL")
        found: bool = cursor.fetchone()[0]
        return found

    def _make_tables(self, cursor: Cursor) -> None:
        cursor.execute("SELECT pg_advisory_xact_lock(?)", (_MAKING_TABLES,))
        super()._make_tables(cursor)

    def _queued(self, cursor: Cursor, notices: Sequence[Notice]) -> None:
        if self._outbox is not None:
            self._outbox.add(cursor.connection, notices)


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
def _explained() -> Iterator[None]:
    try:
        yield
    except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected) as error:
        raise Conflict("somebody else wrote at the same time") from error
    except psycopg.errors.UniqueViolation as error:
        if error.diag.constraint_name == "qc_history_key":
            raise Conflict("the command with that key has just been carried out") from error
        raise StoreFailed(_why(error)) from error
    except psycopg.Error as error:
        raise StoreFailed(_why(error)) from error


def _why(error: psycopg.Error) -> str:
    # An error of the connection has no state of its own.
    state = error.sqlstate or ("08" if isinstance(error, psycopg.OperationalError) else "")
    said = _SAID.get(state[:2], "PostgreSQL cannot do it")
    return f"PostgreSQL: {said} ({error.diag.message_primary or str(error).strip()})"
