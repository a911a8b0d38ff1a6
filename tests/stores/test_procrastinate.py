"""Procrastinate: a job for each notice, in the same transaction, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector

from postgres import Cluster
from qoo10_cancel import RefusalReason, State
from qoo10_cancel.adapters.postgres import PostgresStore
from qoo10_cancel.adapters.procrastinate import QUEUE, ProcrastinateQueue, blueprint
from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import NotDelivered
from qoo10_cancel.notices import Channel, Notice
from qoo10_cancel.ports import DeliveryState, Marketplace
from qoo10_cancel.sandbox import Fault, FaultKind, Sandbox, ShopClock

from .changes import NOON, refused, requested, taken_in


class Office:
    """A shop's program: a store, a desk, and an app of its own."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.now = NOON
        self.stalled_after = 60.0
        self.marketplace: Marketplace | None = None
        self.sent: list[str] = []
        self.notify: Callable[[Notice], None] = lambda notice: self.sent.append(notice.key)
        self.connect = partial(psycopg.connect, dsn)
        with App(connector=SyncPsycopgConnector(conninfo=dsn)).open() as app:
            app.schema_manager.apply_schema()
        self.store = PostgresStore(self.connect, jobs=ProcrastinateQueue())

    def desk(self) -> Desk:
        """Return a desk that delivers through this office."""
        return Desk(self.store, clock=lambda: self.now, notifiers=dict.fromkeys(Channel, self))

    def work(self, *tasks: str) -> None:
        """Run *tasks*, and then whatever waits to be done now."""
        app = App(connector=PsycopgConnector(conninfo=self.dsn))
        app.add_tasks_from(
            blueprint(self.desk, marketplace=self.marketplace, stalled_after=self.stalled_after),
            namespace="qoo10_cancel",
        )
        app.periodic_registry.periodic_tasks.clear()  # the minutes of the real clock play no part
        with App(connector=SyncPsycopgConnector(conninfo=self.dsn)).open() as asking:
            for task in tasks:
                asking.configure_task(f"qoo10_cancel:{task}", queue=QUEUE).defer(timestamp=0)
        app.run_worker(queues=[QUEUE], wait=False, install_signal_handlers=False)

    def ask(self, sql: str) -> list[Any]:
        """Return what the database answers."""
        with self.connect() as connection:
            return connection.execute(sql.encode()).fetchall()

    def tell(self, sql: str) -> None:
        """Have the database do something."""
        with self.connect() as connection:
            connection.execute(sql.encode())


@pytest.fixture
def office(postgres: Cluster) -> Office:
    """Give an office with a database of its own."""
    return Office(postgres.new_database())


class TestOutbox:
    """A job is deferred if, and only if, the change that caused it is written."""

    def test_a_job_carries_the_key_and_no_lock(self, office: Office) -> None:
        """The notice stays in the store."""
        office.store.commit(refused("1"))

        jobs = office.ask("SELECT args, lock, queueing_lock FROM procrastinate_jobs ORDER BY id")

        keys = [entry.notice.key for entry in office.store.outbox_entries()]
        assert jobs == [({"notice_key": key}, None, None) for key in keys]

    def test_an_undone_change_leaves_no_job(self, office: Office) -> None:
        """Row and job go together."""
        with office.connect() as connection, connection.transaction(force_rollback=True):
            office.store.on(connection).commit(refused("1"))

        assert office.store.get("1") is None
        assert office.ask("SELECT * FROM procrastinate_jobs") == []

    def test_a_revived_notice_gets_a_job(self, office: Office) -> None:
        """Nobody would deliver it otherwise."""
        office.store.commit(refused("1"))
        office.tell("TRUNCATE procrastinate_jobs CASCADE")
        office.tell("UPDATE qc_outbox SET state = 'dead', status_checksum = NULL")
        key = office.store.outbox_entries()[0].notice.key

        assert office.desk().revive(key)

        assert office.ask("SELECT args FROM procrastinate_jobs") == [({"notice_key": key},)]


class TestTasks:
    """What the blueprint's tasks do in the host's app."""

    def test_notices_are_delivered(self, office: Office) -> None:
        """Each once."""
        office.store.commit(taken_in("1", requested("1")))
        office.desk().refuse("1", RefusalReason("prepared"), confirmed=True)

        office.work()

        assert len(office.sent) == len(set(office.sent)) == 3
        assert {e.state for e in office.store.outbox_entries()} == {DeliveryState.DELIVERED}

    def test_a_notice_that_fails_is_tried_again(self, office: Office) -> None:
        """Later, by the same job."""
        office.store.commit(refused("1"))
        office.notify = refuse_to_deliver
        office.work()
        office.now += timedelta(hours=2)
        office.notify = lambda notice: office.sent.append(notice.key)
        office.tell("UPDATE procrastinate_jobs SET scheduled_at = now()")

        office.work()

        assert len(office.sent) == 3
        assert [entry.attempts for entry in office.store.outbox_entries()] == [2, 2, 2]

    def test_the_clock_is_swept_inside_a_worker(self, office: Office) -> None:
        """What the sweep brings is delivered, too."""
        office.store.commit(refused("1"))
        office.work()
        office.now += timedelta(days=1)

        office.work("tick")
        office.work()

        order = office.store.get("1")
        assert order is not None
        assert order.duty is not None
        assert order.duty.missed
        assert any("duty_missed" in key for key in office.sent)

    def test_what_a_killed_worker_held_is_rescued(self, office: Office) -> None:
        """Procrastinate alone would lose it."""
        office.store.commit(refused("1"))
        office.tell(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '9s')"
        )
        office.tell(
            "UPDATE procrastinate_jobs SET status = 'doing', "
            "worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )
        office.work()
        held = list(office.sent)
        office.stalled_after = 1.0

        office.work("rescue")
        office.work()

        assert held == []
        assert len(office.sent) == 3

    def test_the_host_s_own_jobs_are_left_alone(self, office: Office) -> None:
        """On the same queue: stalled or old, they are for the host to judge."""
        office.store.commit(refused("1"))
        office.work()
        office.tell("UPDATE procrastinate_jobs SET task_name = 'shop:pack' WHERE id < 3")
        office.tell("UPDATE procrastinate_events SET at = now() - interval '80 hours'")
        office.tell(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '9h')"
        )
        office.tell(
            "UPDATE procrastinate_jobs SET status = 'doing', "
            "worker_id = (SELECT max(id) FROM procrastinate_workers) WHERE id = 1"
        )

        office.work("rescue", "remove_old_jobs")

        left = office.ask(
            "SELECT id, status::text FROM procrastinate_jobs WHERE id <= 3 ORDER BY id"
        )
        assert left == [(1, "doing"), (2, "succeeded")]

    def test_a_notice_that_cannot_be_read_is_not_tried_for_ever(self, office: Office) -> None:
        """Nor is one whose order cannot be: the job ends with the notice."""
        office.store.commit(refused("1"))
        office.store.commit(refused("2"))
        office.tell("UPDATE qc_outbox SET body = '{' WHERE order_no = '1'")
        office.tell("UPDATE qc_orders SET body = '{' WHERE order_no = '2'")
        for _ in range(10):
            office.work()
            office.tell("UPDATE procrastinate_jobs SET scheduled_at = now()")
            office.now += timedelta(hours=2)

        assert set(office.ask("SELECT status::text FROM procrastinate_jobs")) == {("succeeded",)}
        rows = set(office.ask("SELECT order_no, state, error FROM qc_outbox"))
        assert rows == {
            ("1", "dead", "the stored notice cannot be read"),
            ("2", "dead", "the stored order cannot be read"),
        }

    def test_old_jobs_are_removed(self, office: Office) -> None:
        """Those of three days ago."""
        office.store.commit(refused("1"))
        office.work()
        office.tell("UPDATE procrastinate_events SET at = now() - interval '80 hours'")

        office.work("remove_old_jobs")

        left = office.ask("SELECT task_name FROM procrastinate_jobs")
        assert ("qoo10_cancel:deliver",) not in left


def refuse_to_deliver(notice: Notice) -> None:
    """Fail as a server does that is busy."""
    raise NotDelivered(f"busy: {notice.key}")


class TestSync:
    """With a marketplace, the worker asks it; a sync that fails is made up for by the next."""

    def test_a_request_is_seen_and_told(self, office: Office) -> None:
        """Polled in a worker, stored, and the seller notified; again, nothing is new."""
        with Sandbox() as sandbox:
            shop = sandbox.open(clock=ShopClock(NOON))
            order_no = shop.place(State.CANCEL_REQUESTED)
            key = SellerKey(shop.key)
            with Qapi(key, url=sandbox.qapi_url, pace=0, clock=shop.clock) as office.marketplace:
                office.work("sync")
                told = list(office.sent)
                office.work("sync")

        order = office.store.get(order_no)
        assert order is not None
        assert order.state is State.CANCEL_REQUESTED
        assert told == office.sent != []

    def test_one_that_fails(self, office: Office) -> None:
        """Is a failed job without the key in it; the next one is complete."""
        with Sandbox() as sandbox:
            shop = sandbox.open("the-secret-key", clock=ShopClock(NOON))
            shop.place(State.CANCEL_REQUESTED)
            shop.faults.add(Fault(FaultKind.CODE, first=1, code=-90001))
            key = SellerKey(shop.key)
            with Qapi(key, url=sandbox.qapi_url, pace=0, clock=shop.clock) as office.marketplace:
                office.work("sync")
                office.work("sync")

        assert office.ask(f"SELECT {STATUS}") == [("failed",), ("succeeded",)]
        assert len(list(office.store.find())) == 1
        rows = office.ask("SELECT procrastinate_jobs::text FROM procrastinate_jobs")
        assert "the-secret-key" not in str(rows)

    def test_when(self, office: Office) -> None:
        """Every ten minutes, or as the host says; without a marketplace never."""
        with Qapi(SellerKey("sample-key")) as qapi:
            for expected, options in (
                ({"*/10 * * * *"}, {"marketplace": qapi}),
                ({"7 * * * *"}, {"marketplace": qapi, "sync_cron": "7 * * * *"}),
                (set(), {}),
            ):
                tasks = blueprint(office.desk, **options).periodic_registry.periodic_tasks.values()
                assert {task.cron for task in tasks if task.task.name == "sync"} == expected


STATUS = "status::text FROM procrastinate_jobs WHERE task_name LIKE '%:sync' ORDER BY id"
