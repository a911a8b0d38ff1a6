"""One row that cannot be read, damaged or of a newer release, holds up none of the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import samples
from desk.surroundings import DAY, HOUR, NUMBER, PACKED, REASON, Office
from qoo10_cancel import State
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import DispatchReport, IngestReport
from qoo10_cancel.errors import RowUnreadable
from qoo10_cancel.ports import DeliveryState
from qoo10_cancel.snapshot import Shipping, Snapshot

NEWER = '{"schema": 2}'
LISTED = Snapshot("76206", samples.NOON, Shipping.SCHEDULED, ship_date=samples.SOON)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give an office on a file."""
    with SQLiteStore(tmp_path / "orders.sqlite") as store:
        yield Office(store)


def damage(office: Office, table: str, *order_nos: str) -> None:
    """Make rows of these orders what a newer release would write."""
    update = f"UPDATE {table} SET body = ?, checksum = NULL WHERE order_no = ?"
    for order_no in order_nos:
        office.store._connection.execute(update, (NEWER, order_no))


class TestOrders:
    """The order itself cannot be read."""

    def test_asked_for_by_its_number(self, office: Office) -> None:
        """It is said which one, and what to do."""
        office.holds()
        damage(office, "qc_orders", "76206")

        with pytest.raises(RowUnreadable, match=r"order 76206: .* run the release that wrote it"):
            office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True)

    def test_the_sweep_goes_on(self, office: Office, caplog: pytest.LogCaptureFixture) -> None:
        """Logged, and skipped, each time."""
        for number in "123":
            office.plain_order(number)
        damage(office, "qc_orders", "2")
        office.watch.now += 9 * DAY

        assert office.desk.tick() == 2
        assert office.desk.tick() == 0
        logged = [(r.levelno, r.getMessage()) for r in caplog.records]
        assert logged.count((logging.ERROR, "unreadable order_no=2")) == 2

    def test_more_than_a_batch_of_them(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The sweep ends, and those behind them are swept."""
        monkeypatch.setattr("qoo10_cancel.desk.sweeps.BATCH", 4)
        numbers = [str(n) for n in range(10, 22)]
        for number in numbers:
            office.plain_order(number)
        damage(office, "qc_orders", *numbers[:9])
        office.watch.now += 9 * DAY

        assert office.desk.tick() == 3
        assert office.desk.tick() == 0

    @pytest.mark.parametrize("page", [1, 2, 1000])
    def test_the_queue(self, office: Office, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
        """The others are in it, however many a page holds."""
        monkeypatch.setattr("qoo10_cancel.desk.ledger._PAGE", page)
        for number in "123456":
            office.holds(number)
        damage(office, "qc_orders", "1", "3", "4")

        assert [waiting.order.order_no for waiting in office.desk.queue()] == ["2", "5", "6"]
        assert office.desk.board().by_state[State.CANCEL_REQUESTED] == 6

    def test_taking_in(self, office: Office) -> None:
        """A poll of all orders is taken in, but for that one."""
        for number in "123":
            office.plain_order(number)
        damage(office, "qc_orders", "2")
        office.watch.now = samples.NOON + HOUR
        later = attrs.evolve(
            LISTED, shipping=Shipping.SHIPPED, tracking_no=NUMBER, seen_at=samples.NOON + HOUR
        )

        came = office.desk.ingest(attrs.evolve(later, order_no=n) for n in "1234")

        assert (came.new, came.changed, came.skipped) == (1, 2, ("2",))
        assert office.desk.ingest([attrs.evolve(later, order_no="2")]) == IngestReport(
            skipped=("2",)
        )

    def test_its_notices(self, office: Office) -> None:
        """Whether they have lost their point cannot be told: tried again, and then given up."""
        office.holds("1")
        office.holds("2")
        damage(office, "qc_orders", "1")

        assert office.desk.deliver() == DispatchReport(delivered=1, again=1)
        for _ in range(8):
            office.watch.now += 2 * HOUR
            assert office.desk.deliver() == DispatchReport(again=1)
        office.watch.now += 2 * HOUR
        assert office.desk.deliver() == DispatchReport(dead=1)
        [entry] = office.store.outbox_entries(order_no="1")
        assert entry.error == "the stored order cannot be read"


class TestNotices:
    """What is to be delivered cannot be read."""

    def test_the_others_are_delivered(
        self, office: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        """It is given up; the others of its channel go out in the same round."""
        for number in "12345":
            office.holds(number)
        damage(office, "qc_outbox", "1", "2", "4")

        assert office.desk.deliver() == DispatchReport(delivered=2)
        assert [n.order_no for n in office.messenger.taken] == ["3", "5"]
        assert office.desk.deliver() == DispatchReport()
        assert [entry.notice.order_no for entry in office.store.outbox_entries()] == ["3", "5"]
        assert "unreadable order_no=4" in [r.getMessage() for r in caplog.records]

    def test_it_comes_back_when_it_can_be_read(self, office: Office) -> None:
        """The release that wrote it brings it back to life."""
        office.holds()
        entry = office.entry("request")
        written = office.store._connection.execute(
            "SELECT body, checksum FROM qc_outbox"
        ).fetchone()
        damage(office, "qc_outbox", "76206")
        office.desk.deliver()
        with pytest.raises(RowUnreadable):
            office.desk.revive(entry.notice.key)

        office.store._connection.execute("UPDATE qc_outbox SET body = ?, checksum = ?", written)

        dead = office.entry("request")
        assert (dead.state, dead.error) == (DeliveryState.DEAD, "the stored notice cannot be read")
        assert office.desk.revive(entry.notice.key)
        assert office.desk.deliver() == DispatchReport(delivered=1)

    def test_by_its_key(self, office: Office) -> None:
        """An engine that has the key is not told to come again."""
        office.holds()
        key = office.entry("request").notice.key
        damage(office, "qc_outbox", "76206")

        office.desk.deliver_one(key)

        assert office.messenger.taken == []
        assert office.desk.deliver() == DispatchReport()
