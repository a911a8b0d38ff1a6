"""`Desk.sync` against the sandbox: what the desk believes afterwards is what is true."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qoo10_cancel import JST, CancelRefusal, Evidence, ReasonKind, RefusalReason, RuleBroken, State
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.qapi import EndUnknown, Qapi, SellerKey, Unanswered
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.order import DutyStanding
from qoo10_cancel.sandbox import Fault, FaultKind, Sandbox, Shop

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
SENT = Evidence(carrier="佐川急便", tracking_no="412345678901")


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """Return a desk whose clock is the shop's."""
    return Desk(MemoryStore(), clock=shop.clock)


def stored(desk: Desk) -> dict[str, State]:
    """Return the state of every order that the desk holds."""
    return {order.order_no: order.state for order in desk.store.find()}


def true(shop: Shop) -> dict[str, State]:
    """Return the state of every order as it is."""
    return {entry.order_no: entry.state for entry in shop.all()}


class TestOnePoll:
    """One poll, taken in: idempotent, and the same the hundredth time."""

    def test_a_shop_with_every_state(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """What only the owner's own records tell apart is told apart by them alone."""
        for state in State:
            if state not in {State.REFUSED, State.AWAITING_SHIPMENT, State.WITHDRAWAL_ASKED}:
                shop.place(state)

        report = desk.sync(qapi)

        assert report.complete
        assert report.problems == ()
        assert stored(desk) == true(shop)

    def test_again_changes_nothing(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """No new row in any history."""
        for state in State:
            shop.place(state)
        desk.sync(qapi)
        rows = {no: desk.history(no) for no in stored(desk)}

        report = desk.sync(qapi)

        assert (report.listed.new, report.listed.changed) == (0, 0)
        assert {no: desk.history(no) for no in stored(desk)} == rows

    def test_it_follows(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """A request that comes, and is taken back."""
        order_no = shop.place(State.SCHEDULED)
        desk.sync(qapi)
        shop.clock.step(timedelta(minutes=10))
        shop.request_cancel(order_no)
        desk.sync(qapi)
        assert desk.get(order_no).state is State.CANCEL_REQUESTED

        shop.clock.step(timedelta(minutes=10))
        shop.withdraw(order_no)
        report = desk.sync(qapi)

        assert [f.detail for f in report.questions[order_no]] == ["request-gone"]

    def test_a_dry_run_writes_nothing(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """And says what the real one then does."""
        shop.place(State.CANCEL_REQUESTED)
        shop.place(State.SHIPPED)

        dry = desk.sync(qapi, dry_run=True)
        assert stored(desk) == {}
        real = desk.sync(qapi)

        assert dry.dry_run
        assert not real.dry_run
        assert dry.listed == real.listed

    def test_twice_at_once(self, tmp_path: Path, sandbox: Sandbox, shop: Shop) -> None:
        """Two threads, one SQLite file: the same as one run after the other."""
        for state in State:
            shop.place(state)
        failures: list[BaseException] = []

        def run() -> None:
            try:
                store = SQLiteStore(tmp_path / "desk.sqlite")
                with Qapi(
                    SellerKey(shop.key), url=sandbox.qapi_url, clock=shop.clock, pace=0
                ) as qapi:
                    Desk(store, clock=shop.clock).sync(qapi)
            except BaseException as error:  # noqa: BLE001  told below
                failures.append(error)

        SQLiteStore(tmp_path / "desk.sqlite")
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        desk = Desk(SQLiteStore(tmp_path / "desk.sqlite"), clock=shop.clock)
        assert len(stored(desk)) == len(State)
        assert [len(desk.history(no)) for no in stored(desk)] == [
            len(history) for history in map(_alone(sandbox, shop).history, stored(desk))
        ]


def _alone(sandbox: Sandbox, shop: Shop) -> Desk:
    """Return a desk that has synced once, alone."""
    desk = Desk(MemoryStore(), clock=shop.clock)
    with Qapi(SellerKey(shop.key), url=sandbox.qapi_url, clock=shop.clock, pace=0) as qapi:
        desk.sync(qapi)
    return desk


class TestOrdersThatAreNotListed:
    """Open orders that the lists do not show are looked up one by one."""

    def test_older_than_the_period(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """An order of last month that is cancelled now."""
        old = shop.order(at=NOON - timedelta(days=40))
        desk.sync(qapi, period=timedelta(days=60))
        shop.request_cancel(old)
        done: list[tuple[int, int]] = []

        report = desk.sync(qapi, progress=lambda n, of: done.append((n, of)))

        assert desk.get(old).state is State.CANCELLED
        assert report.looked_up.changed == 1
        assert done == [(0, 1), (1, 1)]

    def test_an_order_that_the_shop_does_not_know(
        self, desk: Desk, qapi: Qapi, shop: Shop
    ) -> None:
        """Its question stands; nothing is guessed."""
        order_no = shop.place(State.SCHEDULED)
        desk.sync(qapi)
        del shop.entries[order_no]

        report = desk.sync(qapi)

        assert report.unknown == (order_no,)
        assert [f.detail for f in report.questions[order_no]] == ["vanished"]

    def test_look_ups_that_fail(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """After three in a row the rest waits for the next run."""
        for n in range(6):
            shop.order(at=NOON - timedelta(days=40, hours=n))
        desk.sync(qapi, period=timedelta(days=60))
        shop.faults.add(Fault(FaultKind.HTML, method="GetShippingAndClaimInfoByOrderNo_V2"))

        report = desk.sync(qapi)

        assert (len(report.problems), report.left) == (3, 6)

    def test_a_poll_that_fails(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """Nothing is written, and the error says what to do."""
        shop.place(State.NEW)
        shop.faults.add(Fault(FaultKind.SERVER_ERROR, method="GetShippingInfo_v3"))

        with pytest.raises(Unanswered, match="trying again may help"):
            desk.sync(qapi)

        assert stored(desk) == {}


class TestTheDayOverHttp:
    """Asked, refused by hand, synced, shipped: the duty is met at Qoo10 and in the records."""

    def refused(self, desk: Desk, qapi: Qapi, shop: Shop) -> str:
        """Let a request be refused in J·QSM, and told to the desk."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        desk.sync(qapi)
        shop.clock.step(timedelta(minutes=1))
        shop.refuse(order_no, ReasonKind.SHIPPED)
        reason = RefusalReason(ReasonKind.SHIPPED)
        desk.record(order_no, CancelRefusal(shop.clock(), reason, SENT, confirmed=True))
        return order_no

    def test_the_duty_is_met(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """`mark_as_shipped` judges, sends and records."""
        order_no = self.refused(desk, qapi, shop)
        shop.clock.step(timedelta(hours=2))
        desk.sync(qapi)
        assert desk.get(order_no).state is State.AWAITING_SHIPMENT

        desk.mark_as_shipped(qapi, order_no, "佐川急便", "412345678901")
        desk.sync(qapi)

        order = desk.get(order_no)
        assert order.duty is not None
        assert order.duty.standing(shop.clock()) is DutyStanding.MET
        assert shop.truth(order_no)["duty"] == "met"
        assert stored(desk) == true(shop)

    def test_what_a_rule_forbids_is_not_sent(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """QC-19: while the request is open."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        desk.sync(qapi)

        with pytest.raises(RuleBroken):
            desk.mark_as_shipped(qapi, order_no, "佐川急便", "412345678901")

        assert shop.get(order_no).state is State.CANCEL_REQUESTED
        assert not [a for a in shop.journal if "SetSendingInfo" in a.method]

    def test_an_unknown_end_is_not_recorded(self, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        """The next sync shows what came of it."""
        order_no = self.refused(desk, qapi, shop)
        shop.faults.add(Fault(FaultKind.DONE_NOT_ANSWERED))
        with pytest.raises(EndUnknown):
            desk.mark_as_shipped(qapi, order_no, "佐川急便", "412345678901")
        assert desk.get(order_no).state is State.AWAITING_SHIPMENT

        shop.faults.clear()
        desk.sync(qapi)

        assert desk.get(order_no).state is State.SHIPPED


@pytest.fixture(autouse=True)
def _silent(shop: Shop) -> Iterator[None]:
    """Fail a test whose sandbox answered a refusal or an approval by SetCancelProcess."""
    yield
    assert not [a for a in shop.journal if a.method == "Claim.SetCancelProcess"]
