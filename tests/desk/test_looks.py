"""A look that shows what the last one did is recognised, and told as if it had been read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from desk.surroundings import HOUR, PACKED, Office, Watch
from qoo10_cancel import Evidence, EvidenceAdded, Policy
from qoo10_cancel.adapters import _orders
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk, IngestReport
from qoo10_cancel.snapshot import Shipping, Snapshot
from qoo10_cancel.testing.strategies import snapshots

LISTED = Snapshot(
    "76206", samples.NOON, Shipping.SCHEDULED, claims_seen=True, ship_date=samples.SOON
)
WAITS = st.sampled_from((timedelta(0), timedelta(minutes=5), HOUR, 30 * HOUR, -HOUR))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give an office on a file."""
    with SQLiteStore(tmp_path / "orders.sqlite") as store:
        yield Office(store)


def recognised(office: Office, snapshot: Snapshot) -> bool:
    """Say whether the store takes *snapshot* for one that shows nothing new."""
    intake = office.desk._intake
    seen: list[Any] = []
    ledger = intake._ledger
    known = ledger.unchanged
    ledger.unchanged = lambda *looks: seen.append(known(*looks)) or seen[-1]
    try:
        office.desk.ingest([snapshot])
    finally:
        ledger.unchanged = known
    return bool(seen[-1])


def later(snapshot: Snapshot, hours: float) -> Snapshot:
    """Return the same look, made so many hours later."""
    return attrs.evolve(snapshot, seen_at=snapshot.seen_at + hours * HOUR)


class TestRecognising:
    """From the third time on; whatever changes the order ends it."""

    def test_from_the_third_time_on(self, office: Office) -> None:
        """Written at the second: a file that comes once leaves no trace."""
        office.watch.now += 9 * HOUR

        assert [recognised(office, later(LISTED, n)) for n in range(4)] == [
            False,
            False,
            True,
            True,
        ]
        assert office.desk.ingest([later(LISTED, 4)]) == IngestReport(unchanged=1)

    @pytest.mark.parametrize(
        "other",
        [
            later(LISTED, -1),
            later(attrs.evolve(LISTED, claims_seen=False), 3),
            later(attrs.evolve(LISTED, carrier="佐川急便"), 3),
            later(LISTED, 99),
        ],
        ids=["older", "claims not seen", "another field", "the planned date has passed"],
    )
    def test_another_look(self, office: Office, other: Snapshot) -> None:
        """It is read as ever."""
        office.watch.now += 99 * HOUR
        for number in range(3):
            office.desk.ingest([later(LISTED, number)])

        assert not recognised(office, other)

    def test_the_order_has_changed(self, office: Office) -> None:
        """By a person, by another host, by hand."""
        office.watch.now += 9 * HOUR
        for number in range(3):
            office.desk.ingest([later(LISTED, number)])
        office.desk.record("76206", EvidenceAdded(samples.NOON, PACKED))

        assert not recognised(office, later(LISTED, 4))

    def test_other_rules(self, office: Office) -> None:
        """What told nothing under one policy may tell something under another."""
        office.watch.now += 9 * HOUR
        for number in range(3):
            office.desk.ingest([later(LISTED, number)])
        other = Office(office.store, policy=Policy(planned_day=False))
        other.watch.now = office.watch.now

        assert not recognised(other, later(LISTED, 4))

    def test_a_damaged_row(self, office: Office) -> None:
        """It is not believed because of a look, either."""
        office.watch.now += 9 * HOUR
        for number in range(3):
            office.desk.ingest([later(LISTED, number)])
        office.store._connection.execute("UPDATE qc_orders SET version = 7")

        assert office.desk.ingest([later(LISTED, 4)]) == IngestReport(skipped=("76206",))


def polled(store: Any, polls: Sequence[tuple[Snapshot, timedelta, bool]]) -> list[Any]:
    """Take the same things in again and again, with other events between; return all reports."""
    watch = Watch(samples.NOON)
    desk, reports = Desk(store, clock=watch), []
    for snapshot, wait, moved in polls:
        watch.now = max(watch.now, snapshot.seen_at)
        for number in range(4):
            seen = attrs.evolve(snapshot, seen_at=snapshot.seen_at + number * wait)
            watch.now = max(watch.now, seen.seen_at)
            reports.append(desk.ingest([seen]))
            if moved and number == 2 and store.get(seen.order_no) is not None:
                desk.record(seen.order_no, EvidenceAdded(watch.now, Evidence(perishable=True)))
    return [reports, store.find(), [list(store.history(o.order_no)) for o in store.find()]]


class TestNothingElseChanges:
    """With the memory or without it, everything is told and written alike."""

    @given(
        polls=st.lists(
            st.tuples(
                snapshots().map(lambda seen: attrs.evolve(seen, order_no="76206")),
                WAITS,
                st.booleans(),
            ),
            min_size=1,
            max_size=3,
        )
    )
    def test_against_a_store_without_memory(
        self, polls: list[tuple[Snapshot, timedelta, bool]]
    ) -> None:
        """Any looks, older and newer, any number of times."""
        with SQLiteStore(":memory:") as store:
            assert polled(store, polls) == polled(MemoryStore(), polls)

    def test_a_store_that_does_not_forget_is_caught(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One that keeps a look beside an order that has changed."""
        keeps = _orders.UPDATE_ORDER.replace(", look = NULL", "")
        monkeypatch.setattr(_orders, "UPDATE_ORDER", keeps)

        with pytest.raises(AssertionError):
            TestRecognising().test_the_order_has_changed(office)
