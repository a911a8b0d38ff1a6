"""Whole lives at the desk: clocks that jump, notifiers that fail, anything in any order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import samples
from desk.surroundings import DAY, NUMBER, Messenger, Office
from qoo10_cancel import Allowed, Notice, Order, RuleBroken
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.decision import Step
from qoo10_cancel.errors import KeyReused, NotDelivered, Undeliverable
from qoo10_cancel.events import EVENTS, By, CancelRefusal, DutyLapse, Event
from qoo10_cancel.machine.doors import advance
from qoo10_cancel.notices import Channel
from qoo10_cancel.order import PENDING
from qoo10_cancel.ports import Change, DeliveryState, Key
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot
from qoo10_cancel.testing.strategies import events, fit_refusals, snapshots

NUMBERS = st.sampled_from(("76206", "1"))
KEYS = st.none() | st.sampled_from(("a", "b", "c"))
FACTS = st.one_of(*(events(kind=by, at=samples.NOON) for by in By if by is not By.CLOCK))
MOODS = (
    None,
    NotDelivered("busy"),
    NotDelivered("busy", retry_after=math.nan),
    Undeliverable("no such address"),
    ValueError("broken"),
)


class Witness:
    """A store that remembers every change that was committed."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.changes: list[Change] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Commit, and remember it."""
        self.store.commit(change, key)
        self.changes.append(change)

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Commit, and remember those that were."""
        late = self.store.commit_many(changes)
        assert not late, "nobody else is at it"
        self.changes.extend(changes)
        return late

    def steps(self, order_no: str) -> list[Step]:
        """List the steps that were committed."""
        return [s for c in self.changes if c.after.order_no == order_no for s in c.steps]

    def notices(self) -> dict[str, Notice]:
        """Give the notices of all changes, by key."""
        return {n.key: n for c in self.changes for n in c.notices}


class DeskLife(RuleBasedStateMachine):
    """One desk, a few orders; and beside it a list of what was committed."""

    def make(self) -> Any:
        """Return an empty store."""
        return MemoryStore()

    def __init__(self) -> None:
        super().__init__()
        self.witness = Witness(self.make())
        self.office = Office(self.witness)
        self.desk = self.office.desk
        self.office.messenger = Messenger()
        self.desk._dispatcher._notifiers[Channel.SELLER] = self.office.messenger
        self.outcomes: dict[str, Allowed] = {}

    @property
    def now(self) -> Any:
        """Tell the time."""
        return self.office.watch.now

    # What happens.

    @initialize(reservation=st.none() | st.booleans())
    def orders_come_in(self, reservation: bool | None) -> None:
        """Two orders are known from the start, one with a request."""
        purchase = attrs.evolve(Order("1").purchase, reservation=reservation)
        self.office.plain_order("1", purchase=purchase)
        self.office.holds("76206")

    @rule(hours=st.integers(0, 30), more=st.sampled_from((0, 1, 3599)))
    def time_moves_on(self, hours: int, more: int) -> None:
        """Nobody sweeps while time moves on."""
        self.office.watch.now += timedelta(hours=hours, seconds=more)

    @rule(minutes=st.sampled_from((1, 60)))
    def the_clock_is_set_back(self, minutes: int) -> None:
        """Clocks are set back now and then."""
        self.office.watch.now -= timedelta(minutes=minutes)

    @rule(number=NUMBERS, data=st.data())
    def somebody_polls(self, number: str, data: st.DataObject) -> None:
        """Any snapshot, seen now."""
        seen = attrs.evolve(data.draw(snapshots(number)), seen_at=self.now)
        self.desk.ingest([seen])
        written = self.office.written()
        self.desk.ingest([seen])
        assert self.office.written() == written, "taken in twice, told twice"

    @rule(number=NUMBERS)
    def a_request_is_shown(self, number: str) -> None:
        """A buyer asks, as a poll shows it."""
        seen = Snapshot(number, self.now, Shipping.SCHEDULED, Claim.CANCEL_REQUESTED)
        planned = self.now.date() + 3 * DAY
        self.desk.ingest([attrs.evolve(seen, ship_date=planned, requested_at=self.now)])

    @rule(number=NUMBERS, event=FACTS, key=KEYS)
    def something_is_recorded(self, number: str, event: Event, key: str | None) -> None:
        """Any fact, now."""
        event = attrs.evolve(event, at=self.now)
        self.keyed(key, lambda: self.desk.record(number, event, key=key))

    @rule(number=NUMBERS, event=events(at=samples.NOON), key=KEYS)
    def something_is_tried(self, number: str, event: Event, key: str | None) -> None:
        """Any event, if the rules allow it."""
        event = attrs.evolve(event, at=self.now)
        self.tried(key, lambda: self.desk.act(number, event, key=key))

    @precondition(lambda self: self.pending())
    @rule(data=st.data(), key=KEYS)
    def a_request_is_refused(self, data: st.DataObject, key: str | None) -> None:
        """A refusal to which nobody objects."""
        number = data.draw(st.sampled_from(self.pending()))
        refusal = data.draw(fit_refusals(at=samples.NOON))
        event = attrs.evolve(refusal, at=self.now)
        self.tried(key, lambda: self.desk.act(number, event, key=key))

    @rule(number=NUMBERS, key=KEYS)
    def it_is_shipped(self, number: str, key: str | None) -> None:
        """The parcel leaves."""
        self.tried(key, lambda: self.desk.ship(number, "佐川急便", NUMBER, key=key))

    @rule(number=NUMBERS, data=st.data(), key=KEYS)
    def it_is_put_right(self, number: str, data: st.DataObject, key: str | None) -> None:
        """A record is taken back, if there is one."""
        what = data.draw(st.sampled_from([cls for cls in EVENTS if cls.letter]))
        self.tried(
            key, lambda: self.desk.retract(number, what, note="取り違え", actor="李", key=key)
        )

    @rule()
    def somebody_sweeps(self) -> None:
        """After a sweep nothing is due."""
        self.desk.tick()
        assert list(self.witness.due(self.now, 9)) == []
        assert self.desk.tick() == 0

    @rule(mood=st.sampled_from(MOODS), limit=st.integers(1, 9))
    def somebody_delivers(self, mood: Exception | None, limit: int) -> None:
        """Notices go out, or do not."""
        self.office.messenger.raises = lambda _notice: mood
        self.desk.deliver(limit)

    @rule()
    def a_worker_is_killed(self) -> None:
        """Accepted, and killed before that could be written down."""
        notice = self.witness.claim(
            self.now, channels={Channel.SELLER}, limit=1, lease=timedelta(minutes=2)
        )
        self.office.messenger.taken += [claimed.notice for claimed in notice]

    def pending(self) -> list[str]:
        """List the orders whose request is open."""
        orders = [self.desk.get(number) for number in ("76206", "1")]
        return [order.order_no for order in orders if order.state in PENDING]

    def tried(self, key: str | None, act: Any) -> None:
        """Do it; when it is denied, nothing has changed."""
        written = self.office.written()
        try:
            self.keyed(key, act)
        except RuleBroken:
            assert self.office.written() == written, "denied, and something was written"

    def keyed(self, key: str | None, act: Any) -> None:
        """Do it; with a key under which something was written, nothing happens again."""
        written, known = self.office.written(), self.outcomes.get(key)
        try:
            allowed = act()
        except KeyReused:
            assert known is not None
            assert self.office.written() == written, "a key was reused, and something was written"
            return
        if known is not None:
            assert (allowed, self.office.written()) == (known, written)
        if key is not None and allowed.steps:
            self.outcomes[key] = allowed

    # What must hold.

    @invariant()
    def history_is_what_was_committed(self) -> None:
        """Every step, in its order, and nothing else."""
        for order in self.witness.find():
            rows = [entry.step for entry in self.desk.history(order.order_no)]
            assert rows == self.witness.steps(order.order_no)

    @invariant()
    def history_chains(self) -> None:
        """Each step starts where the last one ended; the version counts them."""
        for order in self.witness.find():
            steps = self.witness.steps(order.order_no)
            assert [step.version for step in steps] == list(range(1, order.version + 1))
            assert all(one.target is two.source for one, two in pairwise(steps))
            assert not steps or steps[-1].target is order.state

    @invariant()
    def no_notice_is_lost(self) -> None:
        """Each notice of each change is in the outbox, once, and no other."""
        keys = [entry.notice.key for entry in self.witness.outbox_entries()]
        assert sorted(keys) == sorted(self.witness.notices())

    @invariant()
    def the_buyer_is_told_by_qoo10(self) -> None:
        """The buyers' notices are kept, and delivered by nobody."""
        for entry in self.witness.outbox_entries():
            assert entry.notice.to_buyer == (entry.state is DeliveryState.RECORDED_ONLY)
        assert not any(notice.to_buyer for notice in self.office.messenger.taken)

    @invariant()
    def delivered_means_accepted(self) -> None:
        """What stands as delivered has been taken by the notifier."""
        taken = {notice.key for notice in self.office.messenger.taken}
        for entry in self.witness.outbox_entries(states={DeliveryState.DELIVERED}):
            assert entry.notice.key in taken

    @invariant()
    def each_breach_once(self) -> None:
        """QC-12: no more breaches than refusals, none before its day has ended."""
        for order in self.witness.find():
            made = [step.event for step in self.witness.steps(order.order_no)]
            lapses = [event for event in made if type(event) is DutyLapse]
            refusals = [event for event in made if type(event) is CancelRefusal]
            assert len(lapses) <= len(refusals)

    @invariant()
    def the_wake_up_is_set(self) -> None:
        """Whoever has a move to make by a moment is due at that moment."""
        far = self.now + 400 * DAY
        due = {wake.order_no for wake in self.witness.due(far, 9)}
        for order in self.witness.find():
            moves = advance(order, far, self.desk.policy).steps
            assert (order.order_no in due) == bool(moves)

    def teardown(self) -> None:
        """Given time and a notifier that works, every notice ends well."""
        if not self.witness.find():
            return
        for entry in self.witness.outbox_entries(states={DeliveryState.DEAD}):
            assert self.desk.revive(entry.notice.key)
        self.office.messenger.raises = lambda _notice: None
        self.office.watch.now += 30 * DAY
        self.desk.deliver(1000)
        self.office.watch.now += 30 * DAY
        self.desk.deliver(1000)

        ends = {entry.state for entry in self.witness.outbox_entries()}
        assert ends <= {
            DeliveryState.DELIVERED,
            DeliveryState.DROPPED,
            DeliveryState.RECORDED_ONLY,
        }


class SQLiteDeskLife(DeskLife):
    """The same on SQLite."""

    def make(self) -> Any:
        """Return a store that forgets everything when it is closed."""
        return SQLiteStore(":memory:")

    def teardown(self) -> None:
        """Close it at the end."""
        super().teardown()
        self.witness.store.close()


TestDeskLife = DeskLife.TestCase
TestSQLiteDeskLife = SQLiteDeskLife.TestCase
# A step looks at the whole store: fewer lives than elsewhere do.
TestDeskLife.settings = settings(max_examples=settings.default.max_examples // 2)
TestSQLiteDeskLife.settings = settings(max_examples=settings.default.max_examples // 8)
