"""Taking in what polls and files say: in bulk, as often as one likes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import samples
from desk.surroundings import HOUR, NUMBER, PACKED, REASON, Between, Office, states
from qoo10_cancel import Purchase, State
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.desk import Desk, IngestReport
from qoo10_cancel.errors import Conflict, Malformed
from qoo10_cancel.machine.observation import observe
from qoo10_cancel.readers import Reading
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot
from qoo10_cancel.testing.strategies import snapshots

LISTED = Snapshot(
    "76206",
    samples.NOON,
    Shipping.SCHEDULED,
    claims_seen=True,
    shipping_seen=True,
    ship_date=samples.SOON,
)
ASKED = attrs.evolve(LISTED, claim=Claim.CANCEL_REQUESTED, requested_at=samples.NOON)


def seen(number: int, snapshot: Snapshot = LISTED, at: datetime = samples.NOON) -> Snapshot:
    """Return the snapshot as one of the order with that number."""
    return attrs.evolve(snapshot, order_no=str(number), seen_at=at)


class TestIntake:
    """Each snapshot is observed, and what it tells is saved and counted."""

    def test_it_is_counted(self, office: Office) -> None:
        """New, changed, unchanged, set aside, and what was told."""
        first = office.desk.ingest([seen(1), seen(2), seen(3)])
        later = samples.NOON + HOUR

        office.watch.now = later
        second = office.desk.ingest(
            [
                seen(1, at=later),
                seen(2, ASKED, later),
                seen(3, attrs.evolve(LISTED, shipping=None, ship_date=None), later),
                Snapshot("4", later, Shipping.UNPAID),
                Snapshot("5", later, Shipping.DELIVERED, Claim.RETURNED),
            ]
        )

        assert first == IngestReport(new=3)
        # That one has vanished is on record, too: it stands as a question.
        assert (second.new, second.changed, second.unchanged) == (1, 2, 1)
        assert second.set_aside == (("4", "unpaid"), ("5", "returned"))
        [(number, observed)] = second.observed
        assert (number, observed.questions[0].key) == ("3", "QC-00.vanished")
        assert office.store.get("4") is None

    def test_a_number_of_another_cart(self, office: Office) -> None:
        """QC-13: seen from outside, a tracking number used twice is warned about, too."""
        parcel = {"shipping": Shipping.SHIPPED, "shipped_at": samples.NOON, "tracking_no": NUMBER}
        carts = [Purchase("249960001"), Purchase("249960001"), Purchase("249960002")]
        sent = [
            attrs.evolve(seen(number), purchase=cart, **parcel)
            for number, cart in enumerate(carts, start=1)
        ]

        [(number, observed)] = office.desk.ingest(sent).observed

        assert (number, [f.key for f in observed.warnings]) == ("3", [
            "QC-13.number-used-elsewhere"
        ])  # fmt: skip
        assert office.desk.history("3")[-1].warnings == observed.warnings

    def test_a_poll_of_the_future(self, office: Office) -> None:
        """A clock that is ahead would let planned dates pass: nothing of that look is read."""
        minute = HOUR / 60
        ahead = seen(2, at=samples.NOON + 6 * minute)
        asked = attrs.evolve(seen(3, ASKED), requested_at=samples.NOON + HOUR)

        came = office.desk.ingest([seen(1, at=samples.NOON + 5 * minute), ahead, asked])

        assert came.new == 1
        assert [order.order_no for order in office.store.find()] == ["1"]
        assert [(no, observed.warnings[0].key) for no, observed in came.observed] == [
            ("2", "QC-22.ahead"),
            ("3", "QC-22.ahead"),
        ]
        assert came.observed[0][1].warnings[0].message("en").count("2022-08-12 12:0") == 2

    @pytest.mark.parametrize("given", [[{"OrderNo": 1}], "76206", None, [LISTED, None]])
    def test_no_snapshots(self, office: Office, given: Any) -> None:
        """Rows that nobody has read yet, a number, nothing: nothing is taken in."""
        with pytest.raises(Malformed, match="snapshots"):
            office.desk.ingest(given)

        assert office.store.find() in ([], ())

    def test_questions_are_kept(self, office: Office) -> None:
        """What was asked stands beside the last step of the history, with the warnings."""
        office.refused()
        asked = attrs.evolve(ASKED, seen_at=samples.NOON + HOUR)

        office.watch.now += HOUR
        office.desk.ingest([asked])

        kept = office.desk.history("76206")[-1].warnings
        assert "QC-15.still-pending" in [found.key for found in kept]

    def test_several_of_one_order_in_one_batch(self, office: Office) -> None:
        """They are told one after the other."""
        came = office.desk.ingest([LISTED, ASKED, ASKED])

        assert (came.new, came.changed, came.unchanged) == (1, 1, 1)
        [(order_no, steps)] = came.steps
        assert order_no == ASKED.order_no
        assert [type(step.event).__name__ for step in steps] == ["CancelRequest"]
        assert states(office) == [State.CANCEL_REQUESTED]

    def test_one_snapshot_alone(self, office: Office) -> None:
        """It need not be put into a list."""
        assert office.desk.ingest(LISTED) == IngestReport(new=1)

    def test_a_reading(self, office: Office) -> None:
        """What a reader has returned is taken in as it is."""
        reading = Reading((LISTED,), seen_at=samples.NOON)

        assert office.desk.ingest(reading) == IngestReport(new=1)

    @pytest.mark.parametrize("wrong", [None, 5, object()])
    def test_what_holds_no_snapshots(self, office: Office, wrong: Any) -> None:
        """It is said what is wanted."""
        with pytest.raises(Malformed, match="give snapshots, or a reading that has them"):
            office.desk.ingest(wrong)

    def test_more_than_a_batch(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        """Any number of snapshots, from any iterable."""
        monkeypatch.setattr("qoo10_cancel.desk.intake.BATCH", 4)

        assert office.desk.ingest(seen(n) for n in range(1, 11)) == IngestReport(new=10)
        assert office.desk.ingest(iter(())) == IngestReport()

    def test_only_the_purchase_is_new(self, office: Office) -> None:
        """What is learnt of the purchase is saved, though nothing has happened."""
        office.desk.ingest([LISTED])

        office.desk.ingest([attrs.evolve(LISTED, purchase=Purchase("249960001"))])

        assert office.desk.get("76206").purchase.cart_no == "249960001"
        [row] = office.desk.history("76206")
        assert type(row.step.event).__name__ == "Looked"

    @given(several=st.lists(snapshots("76206") | snapshots("1"), max_size=4))
    def test_a_second_time_nothing_is_new(self, several: list[Snapshot]) -> None:
        """Taken in again in the order in which they were seen: nothing is written."""
        office = Office(MemoryStore())
        office.watch.now += 9 * 24 * HOUR
        several.sort(key=lambda snapshot: snapshot.seen_at)
        office.desk.ingest(several)
        written = office.written()

        again = office.desk.ingest(several[-1:])

        assert (again.new, again.changed) == (0, 0)
        assert office.written() == written

    @given(several=st.lists(snapshots("76206") | snapshots("1"), max_size=4))
    @example(
        several=[
            Snapshot("1", samples.MORNING + HOUR, ship_date=samples.SOON),
            Snapshot("1", samples.MORNING, claim=Claim.CANCEL_REQUESTED),
            Snapshot("1", samples.MORNING, ship_date=samples.SOON),
        ]
    )
    def test_in_bulk_as_one_by_one(self, several: list[Snapshot]) -> None:
        """One batch, or a batch for each: the same orders and histories."""
        bulk, single = Office(MemoryStore()), Office(MemoryStore())
        bulk.watch.now = single.watch.now = samples.NOON + 9 * 24 * HOUR

        bulk.desk.ingest(several)
        for snapshot in several:
            single.desk.ingest([snapshot])

        assert bulk.written() == single.written()


class TestConflicts:
    """An order that somebody changes meanwhile is observed again, and the others are saved."""

    def test_observed_again(self, store: Any) -> None:
        """Refused while the poll was read: what it shows is told of the order as it is now."""
        rival = Office(store)
        rival.desk.ingest([seen(1), seen(2, ASKED), seen(3)])
        refusals = [rival.desk.refuse]
        shipped = attrs.evolve(
            LISTED, seen_at=samples.NOON + HOUR, shipping=Shipping.SHIPPED, tracking_no=NUMBER
        )

        def meddle(change: Any) -> None:
            if change.after.order_no == "2" and refusals:
                refusals.pop()("2", REASON, evidence=PACKED, confirmed=True)

        later = [attrs.evolve(shipped, order_no=n) for n in "123"]
        mine = Office(Between(store, meddle))
        mine.watch.now += HOUR
        came = mine.desk.ingest(later)

        assert came.changed == 3
        assert states(rival, "2")[-3:] == [
            State.REFUSED,
            State.AWAITING_SHIPMENT,
            State.SHIPPED,
        ]
        assert rival.desk.get("2").duty.met_at == samples.NOON + HOUR

    def test_what_is_told_is_what_was_written(self, store: Any) -> None:
        """Of the reading that lost the race nothing is told: what it found was another order."""
        rival = Office(store)
        rival.desk.ingest([LISTED])
        shipped = attrs.evolve(
            LISTED, seen_at=samples.NOON + HOUR, shipping=Shipping.SHIPPED, tracking_no=NUMBER
        )
        refusals = [rival.desk.refuse]

        def meddle(_change: object) -> None:
            if refusals:
                rival.desk.ingest([ASKED])
                refusals.pop()("76206", REASON, evidence=PACKED, confirmed=True)

        asked = attrs.evolve(ASKED, seen_at=samples.NOON + HOUR)
        mine = Office(Between(store, meddle))
        mine.watch.now += HOUR
        came = mine.desk.ingest([asked])
        [(number, observed)] = came.observed
        assert number == "76206"
        assert [f.key for f in (*observed.warnings, *observed.questions)] == [
            f.key for f in rival.desk.history("76206")[-1].warnings
        ]
        rival.watch.now += HOUR
        assert rival.desk.ingest([shipped]).changed == 1

    def test_seen_by_two_for_the_first_time(self, store: Any) -> None:
        """Two read the same new order at once: it is there once."""
        rival = Office(store)

        came = Office(Between(store, lambda _: rival.desk.ingest([ASKED]))).desk.ingest([ASKED])

        assert came == IngestReport(unchanged=1)
        assert states(rival) == [State.CANCEL_REQUESTED]

    def test_it_does_not_try_for_ever(self, store: Any) -> None:
        """When others are always quicker, it gives up after eight tries more."""
        rival = Office(store)
        rival.desk.ingest([LISTED])
        tries: list[object] = []

        def meddle(_change: object) -> None:
            tries.append(rival.desk.add_evidence("76206", PACKED))

        with pytest.raises(Conflict, match="order 76206 was changed by others 8 times"):
            Office(Between(store, meddle)).desk.ingest([ASKED])

        assert len(tries) == 9

    def test_an_intake_is_what_observe_tells(self, office: Office) -> None:
        """The desk adds nothing to what was observed."""
        observed = observe(None, ASKED, office.desk.policy)

        office.desk.ingest([ASKED])

        assert office.desk.get("76206") == observed.order
        assert [entry.step for entry in office.desk.history("76206")] == list(observed.steps)
        outbox_entries = [entry.notice for entry in office.store.outbox_entries()]
        assert outbox_entries == list(observed.notices)

    def test_an_order_to_store_is_needed(self) -> None:
        """A desk of a store that has nothing says so."""
        assert Desk(MemoryStore(), clock=lambda: samples.NOON).queue() == []
