"""PostgreSQL: the same door, and what only a server can do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import attrs
import psycopg
import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from psycopg_pool import ConnectionPool

from postgres import Cluster
from qoo10_cancel import (
    CancelRefusal,
    CancelRequest,
    Evidence,
    EvidenceAdded,
    Order,
    RefusalReason,
)
from qoo10_cancel.adapters import schema_sql
from qoo10_cancel.adapters.postgres import PostgresStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import Conflict, KeyReused, StoreFailed, TransactionLost
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import Change, Key, Store
from qoo10_cancel.snapshot import Shipping, Snapshot
from qoo10_cancel.testing import OutboxLife, StoreLife
from qoo10_cancel.testing.outbox_life import OutboxStore

from .changes import NOON, cut_off, refusal, refused, requested, taken_in

FEW = settings(max_examples=10, stateful_step_count=15, deadline=None)

TAMPERING = (
    "UPDATE qc_history SET policy = 'another'",
    "DELETE FROM qc_history",
    "TRUNCATE qc_history",
    "TRUNCATE qc_orders CASCADE",
)


@pytest.fixture
def dsn(postgres: Cluster) -> str:
    """Give a database of its own."""
    return postgres.new_database()


@pytest.fixture
def pool(dsn: str) -> Iterator[ConnectionPool]:
    """Give connections to a database of its own."""
    with ConnectionPool(dsn, min_size=1, open=True) as opened:
        yield opened


def emptied(pool: ConnectionPool) -> PostgresStore:
    """Return a store with nothing in it, on a database that has been used before."""
    with pool.connection() as connection:
        connection.execute(
            "DROP TABLE IF EXISTS qc_outbox, qc_history, qc_looks, qc_orders, qc_meta"
        )
        connection.execute("DROP FUNCTION IF EXISTS qc_history_is_kept")
    return PostgresStore(pool.connection)


def is_refused(pool: ConnectionPool, sql: str) -> bool:
    """Say whether the database itself refuses *sql*."""
    with pool.connection() as connection:
        try:
            connection.execute(sql.encode())
        except psycopg.errors.RaiseException:
            connection.rollback()
            return True
        connection.rollback()
        return False


def store_life(pool: ConnectionPool) -> type[StoreLife]:
    """Return the life of a store on the connections of *pool*."""

    class Life(StoreLife):
        def make(self) -> Store:
            return emptied(pool)

        def tamper(self, store: Store, order_no: str) -> None:
            tampered = not store.history(order_no)
            for sql in TAMPERING:
                assert tampered or is_refused(pool, sql), sql

        @contextmanager
        def damaged(self, store: Store, order_no: str) -> Iterator[None]:
            assert isinstance(store, PostgresStore)
            with cut_off(store, "qc_orders", "order_no", order_no):
                yield

    return Life


def outbox_life(pool: ConnectionPool) -> type[OutboxLife]:
    """Return the life of an outbox on the connections of *pool*."""

    class Life(OutboxLife):
        def make(self) -> PostgresStore:
            return emptied(pool)

        @contextmanager
        def damaged(self, outbox: OutboxStore, notice_key: str) -> Iterator[None]:
            assert isinstance(outbox, PostgresStore)
            with cut_off(outbox, "qc_outbox", "notice_key", notice_key):
                yield

    return Life


class TestLives:
    """A store on PostgreSQL keeps every promise that one on SQLite keeps."""

    def test_a_store_lives(self, pool: ConnectionPool) -> None:
        """Whatever is committed is read; the history cannot be tampered with."""
        run_state_machine_as_test(store_life(pool), settings=FEW)  # type: ignore[no-untyped-call]

    def test_an_outbox_lives(self, pool: ConnectionPool) -> None:
        """Each notice is held by one, and ends once."""
        run_state_machine_as_test(outbox_life(pool), settings=FEW)  # type: ignore[no-untyped-call]


class TestTogether:
    """What the caller writes and what the store writes stand or fall together."""

    def test_both_are_committed(self, dsn: str) -> None:
        """On the caller's own connection."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        with psycopg.connect(dsn) as connection, connection.transaction():
            connection.execute("CREATE TABLE parcels (order_no TEXT)")
            store.on(connection).commit(taken_in("1"))

        assert store.get("1") == Order("1")

    def test_both_are_undone(self, dsn: str) -> None:
        """A failure of the caller's takes the change back, with its notices."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        with psycopg.connect(dsn) as connection, connection.transaction(force_rollback=True):
            store.on(connection).commit(refused("1"))
            assert store.on(connection).get("1") is not None

        assert store.get("1") is None
        assert list(store.outbox_entries()) == []

    def test_a_conflict_undoes_only_what_the_store_wrote(self, dsn: str) -> None:
        """The caller may go on."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        store.commit(taken_in("1"))
        with psycopg.connect(dsn) as connection, connection.transaction():
            with pytest.raises(Conflict):
                store.on(connection).commit(taken_in("1"))
            store.on(connection).commit(taken_in("2"))

        assert store.get("2") is not None

    def test_without_a_transaction_nothing_is_written(self, dsn: str) -> None:
        """It would be committed on its own."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        with (
            psycopg.connect(dsn) as connection,
            pytest.raises(StoreFailed, match="no open transaction"),
        ):
            store.on(connection).commit(taken_in("1"))

        assert store.get("1") is None

    def test_a_transaction_that_nobody_ends_is_not_joined(self, dsn: str) -> None:
        """A connection that is kept, and has read something, is in a transaction."""
        with closing(psycopg.connect(dsn)) as kept:
            store = PostgresStore(partial(psycopg.connect, dsn))
            careless = PostgresStore(lambda: nullcontext(kept))
            careless.get("1")

            with pytest.raises(StoreFailed, match="in a transaction already"):
                careless.commit(taken_in("1"))

        assert store.get("1") is None


class TestAtOnce:
    """Two who write at the same moment do not both win."""

    def test_a_key_is_used_once(self, dsn: str) -> None:
        """Two commands with one key, at the same moment, on different orders."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        with psycopg.connect(dsn) as first, first.transaction():
            store.on(first).commit(refused("1"), Key("k", "p"))
            with psycopg.connect(dsn) as second, second.transaction():
                second.execute("SET LOCAL lock_timeout = '200ms'")
                with pytest.raises(StoreFailed):
                    store.on(second).commit(refused("2"), Key("k", "p"))

        with pytest.raises(KeyReused):
            store.commit(refused("2"), Key("k", "another"))

    def test_a_claim_does_not_wait_for_another(self, dsn: str) -> None:
        """What somebody is taking is passed over."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        store.commit(refused("1"))
        lease = timedelta(minutes=1)
        with psycopg.connect(dsn) as first, first.transaction():
            mine = store.on(first).claim(NOON, channels=list(Channel), limit=2, lease=lease)
            others = store.claim(NOON, channels=list(Channel), limit=9, lease=lease)

        keys = {claimed.notice.key for claimed in (*mine, *others)}
        assert len(mine) == 2
        assert len(keys) == len(mine) + len(others)


REPEATABLE = r"-c default_transaction_isolation=repeatable\ read"


class TestWholeTransactions:
    """Where a transaction sees one moment, it can lose as a whole: then it is begun again."""

    def test_of_many_all_come_late(self, dsn: str) -> None:
        """Nothing was written, and all are to be decided again."""
        store = PostgresStore(partial(psycopg.connect, dsn, options=REPEATABLE))
        store.commit_many([taken_in(n, requested(n)) for n in "12"])
        changes = [refusal(requested(n)) for n in "12"]
        with psycopg.connect(dsn) as rival, ThreadPoolExecutor(1) as pool:
            with rival.transaction():
                rival.execute("UPDATE qc_orders SET version = 3 WHERE order_no = '2'")
                committed = pool.submit(store.commit_many, changes)
                wait_for_a_lock(dsn)
            late = committed.result(timeout=30)

        assert list(late) == changes
        assert list(store.history("1")) == []

    def test_a_sweep_goes_on(self, dsn: str) -> None:
        """What lost is left to the next sweep; nothing is raised."""
        store = PostgresStore(partial(psycopg.connect, dsn, options=REPEATABLE))
        store.commit(refused("1"))
        desk = Desk(store, clock=lambda: NOON + timedelta(days=9))
        with psycopg.connect(dsn) as rival, ThreadPoolExecutor(1) as pool:
            with rival.transaction():
                rival.execute("UPDATE qc_orders SET version = version WHERE order_no = '1'")
                swept = pool.submit(desk.tick)
                wait_for_a_lock(dsn)
            assert swept.result(timeout=30) == 0

        assert desk.tick() == 1

    def test_inside_the_host_s_own_it_is_the_host_who_begins_again(self, dsn: str) -> None:
        """Raised at once: another try in the same transaction sees the same moment."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        store.commit(taken_in("1", requested("1")))
        with psycopg.connect(dsn, options=REPEATABLE) as host, host.transaction():
            bound = Counted(store.on(host))
            assert bound.get("1") is not None
            store.commit(refusal(requested("1")))

            with pytest.raises(TransactionLost, match="begin the transaction again"):
                Desk(bound, clock=lambda: NOON).add_evidence("1", Evidence(perishable=True))
            with pytest.raises(TransactionLost):
                bound.commit_many([refusal(requested("1"))])

        assert bound.commits == 1


class Counted:
    """A store whose commits are counted."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.commits = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def commit(self, *given: Any) -> None:
        """Count, and commit."""
        self.commits += 1
        self.store.commit(*given)


def wait_for_a_lock(dsn: str) -> None:
    """Return once somebody waits for a row that another one holds."""
    asked = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with psycopg.connect(dsn, autocommit=True) as connection:
        for _ in range(600):
            if connection.execute(asked).fetchone() != (0,):
                return
            time.sleep(0.05)
    raise AssertionError("nobody waits")


class TestManyHosts:
    """Hosts start at once, behind poolers, with clocks of their own."""

    @pytest.mark.parametrize("level", ["read committed", "repeatable read", "serializable"])
    def test_six_make_the_tables_at_once(self, dsn: str, level: str) -> None:
        """Under any isolation, whoever comes second finds them made."""
        options = "-c default_transaction_isolation=" + level.replace(" ", "\\ ")
        start = Barrier(6)

        def opens(number: int) -> None:
            start.wait(30)
            store = PostgresStore(partial(psycopg.connect, dsn, options=options))
            for _ in range(8):  # a conflict is promised to be one that goes when it is tried again
                try:
                    return store.commit(refused(str(number)))
                except Conflict:
                    continue
            raise AssertionError(f"host {number} met a conflict eight times")

        with ThreadPoolExecutor(6) as hosts:
            list(hosts.map(opens, range(6)))

        found = PostgresStore(partial(psycopg.connect, dsn)).find()
        assert [order.order_no for order in found] == list("012345")

    def test_nothing_is_prepared(self, dsn: str) -> None:
        """A transaction pooler may give each transaction another connection."""
        with psycopg.connect(dsn, autocommit=True, prepare_threshold=0) as kept:
            store = PostgresStore(lambda: nullcontext(kept))
            for number in range(8):
                store.commit(refused(str(number)))
                store.find()

            asked = "SELECT count(*) FROM pg_prepared_statements"
            prepared = kept.execute(asked, prepare=False).fetchone()
        assert prepared == (0,)

    def test_a_clock_that_is_ahead(self, dsn: str) -> None:
        """Its notices are due at once for everybody else."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        ahead = store.clock() + timedelta(minutes=10)
        change = refused("1")
        entries = tuple(attrs.evolve(entry, due_at=ahead) for entry in change.outbox_entries)
        store.commit(attrs.evolve(change, outbox_entries=entries))

        lease = timedelta(minutes=1)
        taken = store.claim(store.clock(), channels=list(Channel), limit=9, lease=lease)

        assert len(taken) == 3

    def test_the_database_tells_the_time(self, dsn: str) -> None:
        """An aware moment; asked for once, and counted on from there."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        with psycopg.connect(dsn) as connection:
            before = connection.execute("SELECT clock_timestamp()").fetchone()[0]

        first, second = store.clock(), store.clock()

        assert before <= first <= second < before + timedelta(seconds=30)
        assert Desk(store, clock=store.clock).now().utcoffset() == timedelta(hours=9)


class TestLooks:
    """A look that shows what the last one did is recognised on a server, too."""

    def test_until_the_order_changes(self, dsn: str) -> None:
        """From the third time on, for a whole batch of orders."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        desk = Desk(store, clock=lambda: NOON)
        shown = [
            Snapshot(str(n), NOON, Shipping.SCHEDULED, ship_date=NOON.date()) for n in range(9)
        ]
        for _ in range(2):
            desk.ingest(shown)
        numbers = {entry.order_no: entry for entry in shown}

        known = store.unchanged(numbers, desk._intake._print)
        desk.record("3", EvidenceAdded(NOON, Evidence(perishable=True)))

        assert set(known) == set(numbers)
        assert set(store.unchanged(numbers, desk._intake._print)) == set(numbers) - {"3"}


class TestErasedTexts:
    """No column of any table has them, and the history is still protected."""

    def test_no_column_has_them(self, dsn: str) -> None:
        """Neither the order's, nor of its history, notices, outcomes and looks."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        desk = Desk(store, clock=lambda: NOON, channels=list(Channel))
        desk.ingest([Snapshot("1", NOON, Shipping.SCHEDULED, ship_date=NOON.date())])
        desk.record("1", CancelRequest(NOON, "Hanako asks"), key="asked")
        reason = RefusalReason("prepared", "dear Hanako", "Hanako knows")
        desk.record("1", CancelRefusal(NOON, reason, confirmed=True), key="refused")
        assert "Hanako" in everything(dsn)

        desk.erase("1", actor="Li", key="erased")

        assert "Hanako" not in everything(dsn)
        assert [row.step.event.actor for row in store.history("1")][-1] == "Li"
        outcome = store.outcome("refused")
        assert outcome is not None
        assert outcome.payload == ""

    @pytest.mark.parametrize("column", ["recorded_at", "policy", "key"])
    def test_facts_cannot_be_changed_by_the_way(self, dsn: str, column: str) -> None:
        """Not even by somebody who sets the mark under which texts are erased."""
        PostgresStore(partial(psycopg.connect, dsn)).commit(refused("1"))
        with psycopg.connect(dsn, autocommit=True) as other:
            other.execute("INSERT INTO qc_meta VALUES ('erasing 1', '')")
            for sql in (f"UPDATE qc_history SET {column} = 'x'", "DELETE FROM qc_history"):
                with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                    other.execute(sql.encode())


def everything(dsn: str) -> str:
    """Return all that stands in our tables, as text."""
    tables = ("qc_orders", "qc_history", "qc_outbox", "qc_looks", "qc_meta")
    with psycopg.connect(dsn) as connection:
        rows = [
            connection.execute(f"SELECT t::text FROM {table} t".encode()).fetchall()
            for table in tables
        ]
    return repr(rows)


class TestFailures:
    """A store that cannot be used says why, and what to do."""

    @pytest.mark.parametrize("encoding", ["sql_ascii", "latin1"])
    def test_a_connection_that_does_not_speak_utf_8(self, dsn: str, encoding: str) -> None:
        """Nothing that is stored would be found: refused when it is opened."""
        with pytest.raises(StoreFailed, match="connect with client_encoding='utf8'"):
            PostgresStore(partial(psycopg.connect, dsn, client_encoding=encoding))

    def test_a_host_s_connection_that_does_not_speak_utf_8(self, dsn: str) -> None:
        """Nor is one taken for a transaction of the host's."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        with (
            psycopg.connect(dsn, client_encoding="sql_ascii") as host,
            host.transaction(),
            pytest.raises(StoreFailed, match="does not speak UTF-8"),
        ):
            store.on(host).get("1")

    def test_the_host_s_transaction_has_failed(self, dsn: str) -> None:
        """It is not the server that is read-only."""
        store = PostgresStore(partial(psycopg.connect, dsn))
        with psycopg.connect(dsn) as host:
            with pytest.raises(psycopg.errors.UndefinedTable):
                host.execute("SELECT * FROM nowhere")
            with pytest.raises(StoreFailed, match="has failed before; undo it"):
                store.on(host).commit(taken_in("1"))
            host.rollback()

    def test_nobody_listens(self) -> None:
        """The server is not there."""
        with pytest.raises(StoreFailed, match="cannot be reached"):
            PostgresStore(partial(psycopg.connect, "host=127.0.0.1 port=1 dbname=x"))

    def test_it_is_read_only(self, dsn: str) -> None:
        """A standby, or a role that may only read."""
        PostgresStore(partial(psycopg.connect, dsn))
        options = "-c default_transaction_read_only=on"
        store = PostgresStore(partial(psycopg.connect, dsn, options=options))
        with pytest.raises(StoreFailed, match="read-only"):
            store.commit(taken_in("1"))

    def test_the_schema_is_newer(self, dsn: str) -> None:
        """A newer release has been here."""
        PostgresStore(partial(psycopg.connect, dsn))
        with psycopg.connect(dsn) as connection:
            connection.execute("UPDATE qc_meta SET value = '99' WHERE name = 'schema'")

        with pytest.raises(StoreFailed, match="schema 99"):
            PostgresStore(partial(psycopg.connect, dsn))

    def test_a_host_makes_the_tables_itself(self, dsn: str) -> None:
        """From the printed schema; the store then changes nothing."""
        with psycopg.connect(dsn) as connection:
            connection.execute(schema_sql("postgresql").encode())

        store = PostgresStore(partial(psycopg.connect, dsn))
        store.commit(taken_in("1"))

        with closing(psycopg.connect(dsn)) as connection:
            row = connection.execute("SELECT order_no FROM qc_orders").fetchone()
        assert row == ("1",)


def test_changes_are_changes() -> None:
    """The changes of these tests bring notices."""
    assert isinstance(refused("1"), Change)
    assert len(refused("1").outbox_entries) == 3
