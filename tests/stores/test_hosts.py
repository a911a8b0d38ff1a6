"""PostgreSQL as hosts run it: behind a pooler, with time limits, restarted while in use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from psycopg_pool import ConnectionPool

from desk.surroundings import Messenger
from pooler import PoolerMissing, pooler
from postgres import Cluster
from qoo10_cancel.adapters import postgres as adapter
from qoo10_cancel.adapters.postgres import PostgresStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import Conflict, StoreFailed
from qoo10_cancel.notices import Channel

from .changes import NOON, refusal, refused, requested, taken_in
from .test_postgres import outbox_life, store_life

FEW = settings(max_examples=6, stateful_step_count=12, deadline=None)
MODES = ("transaction", "session")
LEVELS = ("read committed", "repeatable read", "serializable")


@pytest.fixture
def dsn(postgres: Cluster) -> str:
    """Give a database of its own."""
    return postgres.new_database()


@pytest.fixture(params=MODES)
def pooled(request: pytest.FixtureRequest, postgres: Cluster, dsn: str) -> Iterator[str]:
    """Give the same database behind PgBouncer; skip without one, and fail where CI is set."""
    try:
        with pooler(postgres, request.param) as address:
            yield f"{address} {dsn[dsn.index('dbname=') :]}"
    except PoolerMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"not tested behind a pooler: {missing}")


class TestBehindAPooler:
    """With few connections to the server for everybody, in both modes, every promise is kept."""

    def test_a_store_lives(self, pooled: str) -> None:
        """Whatever is committed is read, as on a connection of one's own."""
        with ConnectionPool(pooled, min_size=1, open=True) as pool:
            run_state_machine_as_test(store_life(pool), settings=FEW)  # type: ignore[no-untyped-call]

    def test_an_outbox_lives(self, pooled: str) -> None:
        """Each notice is held by one, and ends once."""
        with ConnectionPool(pooled, min_size=1, open=True) as pool:
            run_state_machine_as_test(outbox_life(pool), settings=FEW)  # type: ignore[no-untyped-call]

    @pytest.mark.parametrize("level", LEVELS)
    def test_forty_commands_at_once(self, pooled: str, dsn: str, level: str) -> None:
        """With psycopg's defaults, under any isolation level that the database has."""
        name = dsn.partition("dbname=")[2]
        with psycopg.connect(dsn, autocommit=True) as owner:
            alter = f"ALTER DATABASE {name} SET default_transaction_isolation = '{level}'"
            owner.execute(alter.encode())
        store = PostgresStore(partial(psycopg.connect, pooled))

        def refuse(number: int) -> None:
            order_no = str(number % 20)
            for _ in range(30):
                try:
                    if number < 20:
                        return store.commit(refused(order_no))
                    return store.commit(taken_in(f"9{order_no}"))
                except Conflict:
                    continue
            raise AssertionError("a conflict thirty times")

        with ThreadPoolExecutor(8) as hosts:
            list(hosts.map(refuse, range(40)))

        assert len(store.find()) == 40
        assert len(store.outbox_entries()) == 60

    def test_a_desk_delivers(self, pooled: str) -> None:
        """Each notice once, by four workers at a time."""
        with ConnectionPool(pooled, min_size=1, max_size=4, open=True) as pool:
            store, messenger = PostgresStore(pool.connection), Messenger()
            store.commit_many([refused(str(n)) for n in range(10)])
            notifiers = dict.fromkeys(Channel, messenger)

            def work(_number: int) -> int:
                desk, delivered = Desk(store, clock=lambda: NOON, notifiers=notifiers), 0
                while done := desk.deliver(5).delivered:
                    delivered += done
                return delivered

            with ThreadPoolExecutor(4) as workers:
                assert sum(workers.map(work, range(4))) == 30
        assert len({notice.key for notice in messenger.taken}) == len(messenger.taken) == 30

    def test_a_store_that_prepares_is_caught(
        self, postgres: Cluster, dsn: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What one has prepared on a connection to the server, the next one finds there."""

        def prepare(self: Any, sql: str, parameters: Any = (), /) -> None:
            self._cursor.execute(sql.replace("?", "%s"), parameters or None, prepare=True)

        monkeypatch.setattr(adapter._Cursor, "execute", prepare)
        try:
            with pooler(postgres, "transaction") as address:
                connect = partial(psycopg.connect, f"{address} {dsn[dsn.index('dbname=') :]}")
                with pytest.raises(StoreFailed, match="prepared statement"):
                    PostgresStore(connect)
        except PoolerMissing as missing:
            pytest.skip(f"not tested behind a pooler: {missing}")


class TestTimeLimits:
    """What takes longer than the host allows is undone, and can be done again."""

    @pytest.mark.parametrize(
        ("limit", "says"),
        [
            ("statement_timeout", "a time limit has passed; try again"),
            ("lock_timeout", "somebody else holds the rows"),
        ],
    )
    def test_a_row_that_somebody_holds(self, dsn: str, limit: str, says: str) -> None:
        """The error says what has passed; nothing is written, and the next try succeeds."""
        store = PostgresStore(partial(psycopg.connect, dsn, options=f"-c {limit}=200ms"))
        store.commit(taken_in("1", requested("1")))
        with psycopg.connect(dsn) as rival, rival.transaction():
            rival.execute("SELECT 1 FROM qc_orders FOR UPDATE")
            with pytest.raises(StoreFailed, match=says):
                store.commit(refusal(requested("1")))
            with pytest.raises(StoreFailed, match=says):
                store.commit_many([refusal(requested("1"))])

        assert store.get("1") == requested("1")
        assert list(store.history("1")) == []
        store.commit(refusal(requested("1")))

    def test_a_transaction_that_is_left_idle(self, dsn: str) -> None:
        """The host's own: it is ended by the server, and nothing of it stays."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        options = "-c idle_in_transaction_session_timeout=100ms"
        with pytest.raises(StoreFailed, match=r"begin it again|cannot be reached"):
            leave_idle(store, partial(psycopg.connect, dsn, options=options))
        assert store.get("1") is None


def leave_idle(store: PostgresStore, connect: Any) -> None:
    """Commit within a transaction, then do nothing for longer than the server allows."""
    with psycopg.connect(store_dsn(connect)) as waits, connect() as host:
        host.execute("SELECT 1")
        bound = store.on(host)
        bound.commit(taken_in("1"))
        waits.execute("SELECT pg_sleep(0.5)")
        bound.get("1")


def store_dsn(connect: Any) -> str:
    """Return the DSN of a partial `psycopg.connect`."""
    dsn: str = connect.args[0]
    return dsn


class TestRestarts:
    """The server goes away and comes back while the store is in use."""

    def test_a_pool_that_checks(self, postgres: Cluster, dsn: str) -> None:
        """No command meets a connection that the restart has cut."""
        check = ConnectionPool.check_connection
        with ConnectionPool(dsn, min_size=2, open=True, check=check) as pool:
            store = PostgresStore(pool.connection)
            store.commit(refused("1"))
            cut_all(postgres, dsn)
            store.commit(refused("2"))
            assert [order.order_no for order in store.find()] == ["1", "2"]

    def test_a_pool_that_does_not(self, postgres: Cluster, dsn: str) -> None:
        """A command says that it failed and what to do; nothing of it is written by halves."""
        with ConnectionPool(dsn, min_size=1, max_size=1, open=True) as pool:
            store = PostgresStore(pool.connection)
            store.commit(refused("1"))
            cut_all(postgres, dsn)
            with pytest.raises(StoreFailed, match=r"try again|cannot be reached"):
                store.commit(refused("2"))
            store.commit(refused("2"))
        assert len(store_of(dsn).outbox_entries()) == 6

    def test_behind_a_pooler(self, postgres: Cluster, pooled: str, dsn: str) -> None:
        """The pooler connects again by itself; a command in between may fail, and says so."""
        check = ConnectionPool.check_connection
        with ConnectionPool(pooled, min_size=1, open=True, check=check) as pool:
            store = PostgresStore(pool.connection)
            store.commit(refused("1"))
            cut_all(postgres, dsn)
            for _ in range(3):
                try:
                    store.commit(refused("2"))
                except StoreFailed:
                    continue
                break
            assert [order.order_no for order in store.find()] == ["1", "2"]
            assert len(store.outbox_entries()) == 6

    def test_a_desk_that_runs_goes_on(self, postgres: Cluster, dsn: str) -> None:
        """A round that fails is logged, and the next one does the work."""
        rounds = iter([False, False, False, True])
        with ConnectionPool(dsn, min_size=1, max_size=1, open=True) as pool:
            store = PostgresStore(pool.connection)
            store.commit(refused("1"))
            desk = Desk(store, clock=lambda: NOON + timedelta(days=9))
            cut_all(postgres, dsn)
            desk.run_forever(lambda _seconds: next(rounds))
        assert store_of(dsn).get("1").duty.missed  # type: ignore[union-attr]


def store_of(dsn: str) -> PostgresStore:
    """Return a store on connections that are made anew."""
    return PostgresStore(partial(psycopg.connect, dsn))


def cut_all(postgres: Cluster, dsn: str) -> None:
    """End every connection to the database, as a restart does."""
    name = dsn.partition("dbname=")[2]
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        sql = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        connection.execute(sql, (name,))
