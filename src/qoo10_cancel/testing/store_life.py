"""The life of a store as a state machine: what is read must be what was written."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ..decision import Allowed
from ..errors import Conflict, KeyReused, RowUnreadable
from ..events import CancelRequest, Erasure, Event
from ..japan import JST
from ..machine import erase, record, without_texts
from ..notices import Notice
from ..order import NO_LOOKS, Looks, Order, State
from ..parcels import parcel_of
from ..ports import Change, DeliveryState, HistoryRow, Key, OutboxEntry, Outcome, Store, Wake
from . import strategies as own

__all__ = ["StoreLife"]

# As text, 10 comes before 9.
_NUMBERS: Final = ("10", "698016773", "9")
_ORDERS: Final = st.builds(
    lambda order, order_no: attrs.evolve(order, order_no=order_no),
    own.orders() | own.odd_orders(),
    st.sampled_from(_NUMBERS),
)
_EVENTS: Final = own.events()
_ITS_OWN: Final = st.integers(0, 2)
_MOMENT: Final = own.moments()
_KEYS: Final = st.none() | st.sampled_from(("the click", "クリック", "3f0c"))
_LOOKS: Final = st.builds(
    Looks,
    claims_at=st.none() | _MOMENT,
    shipping_at=st.none() | _MOMENT,
    dated_at=st.none() | _MOMENT,
)
_FAR: Final = datetime(9000, 1, 1, tzinfo=JST)


_POLICIES: Final = ("1-a", "1-b")
_PLACES: Final = [f"{policy} {place}" for policy in _POLICIES for place in ("1 x", "2 x", "2 y")]


@st.composite
def _contexts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what a change says beside what has happened."""
    return {
        "wake_at": draw(st.none() | _MOMENT),
        "recorded_at": draw(_MOMENT),
        "policy": draw(st.sampled_from(("1", "2022-08-12"))),
        "asked": draw(st.sampled_from(((), ("QC-15.request-gone",)))),
        "recorded_only": draw(_ITS_OWN),
        "place": draw(st.none() | st.sampled_from(_PLACES)),
    }


_CONTEXT: Final = _contexts()


class StoreLife(RuleBasedStateMachine):
    """Changes in any order, some late, some repeated; after each, reads must agree.

    To put a store of your own to the test, subclass it and override `make`. `reopen`,
    `outbox_entries`, `tamper` and `damaged` are there for stores that can do more, or do it in
    another way.

        class MyStoreLife(StoreLife):
            def make(self):
                return MyStore(...)

        TestMyStore = MyStoreLife.TestCase
    """

    def __init__(self) -> None:
        super().__init__()
        self.orders: dict[str, Order] = {}
        self.stale: dict[str, Order] = {}
        self.wakes: dict[str, datetime] = {}
        self.places: dict[str, str | None] = {}
        self.rows: dict[str, list[HistoryRow]] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.queued: dict[str, tuple[Notice, DeliveryState]] = {}
        self.looks: dict[str, Looks] = {}
        self.asked: set[str] = set()

    # What an embedder overrides.

    @abstractmethod
    def make(self) -> Store:
        """Return a new store, with nothing in it."""
        raise NotImplementedError

    def reopen(self, store: Store) -> Store:
        """Close *store* and open it again, if it outlives a process."""
        return store

    def outbox_entries(self, store: Store) -> Sequence[OutboxEntry]:
        """Return what *store* has queued, read by `outbox_entries` if it has that method."""
        entries: Sequence[OutboxEntry] = (
            store.outbox_entries() if hasattr(store, "outbox_entries") else ()
        )
        return entries

    def tamper(self, store: Store, order_no: str) -> None:
        """Try to change, replace and remove the order's history around *store*.

        What the database answers is passed over; the history must be as it was.
        """

    def damaged(self, store: Store, order_no: str) -> AbstractContextManager[object]:
        """Make what is stored of the order unreadable for as long as the context is open."""
        raise NotImplementedError

    # What happens.

    @initialize()
    def is_opened(self) -> None:
        """A new store has nothing in it."""
        self.store = self.make()

    @rule(order=_ORDERS, context=_CONTEXT)
    def is_taken_in(self, order: Order, context: dict[str, Any]) -> None:
        """An order is new to the store, or somebody else has taken it in."""
        self.commit(_change(None, Allowed(order, (), (), ()), context))

    @precondition(lambda self: self.orders)
    @rule(which=_ITS_OWN, event=_EVENTS, context=_CONTEXT, key=_KEYS)
    def something_happens(
        self, which: int, event: Event, context: dict[str, Any], key: str | None
    ) -> None:
        """Anything happens to an order, under a key or without."""
        order = self.one_of(self.orders, which)
        key_of = None if key is None else Key(key, type(event).__name__)
        self.commit(_change(order, record(order, event), context), key_of)

    @precondition(lambda self: self.orders)
    @rule(which=_ITS_OWN, at=_MOMENT, context=_CONTEXT, key=_KEYS, many=st.booleans())
    def texts_are_erased(
        self, which: int, at: datetime, context: dict[str, Any], key: str | None, *, many: bool
    ) -> None:
        """The facts of an order stay; what people wrote about it goes, wherever it stands.

        Often somebody has written about it just before, under a key or without.
        """
        order_no = self.one_of(self.orders, which).order_no
        if key is not None:
            order = self.orders[order_no]
            asked = record(order, CancelRequest(at, "from Hanako"))
            self.commit(_change(order, asked, context), Key(key, "Request"))
        order = self.orders[order_no]
        change = _change(order, erase(order, Erasure(at, actor="Li")), context)
        if many:
            self.commit_many([change])
        else:
            self.commit(change)

    @precondition(lambda self: self.outcomes)
    @rule(which=_ITS_OWN, event=_EVENTS, context=_CONTEXT, other=st.booleans())
    def a_key_comes_again(
        self, which: int, event: Event, context: dict[str, Any], *, other: bool
    ) -> None:
        """A command is repeated, or another one comes with its key."""
        order = self.one_of(self.orders, which)
        name, outcome = list(self.outcomes.items())[which % len(self.outcomes)]
        payload = "another" if other else outcome.payload
        self.commit(_change(order, record(order, event), context), Key(name, payload))

    @precondition(lambda self: self.stale)
    @rule(which=_ITS_OWN, event=_EVENTS, context=_CONTEXT, many=st.booleans())
    def something_comes_late(
        self, which: int, event: Event, context: dict[str, Any], *, many: bool
    ) -> None:
        """Somebody decides about an order that has moved meanwhile."""
        order = self.one_of(self.stale, which)
        change = _change(order, record(order, event), context)
        if many:
            self.commit_many([change])
        else:
            self.commit(change)

    @precondition(lambda self: self.orders)
    @rule(order=_ORDERS, event=_EVENTS, context=_CONTEXT)
    def many_come_at_once(self, order: Order, event: Event, context: dict[str, Any]) -> None:
        """A file is taken in, and the clock moves many orders; some of them have moved."""
        others = [*self.orders.values(), *self.stale.values()]
        moved = [other for other in others if other.order_no != order.order_no]
        news = [_change(None, Allowed(order, (), (), ()), context)]
        news += [_change(other, record(other, event), context) for other in moved]
        self.commit_many(news)

    @precondition(lambda self: self.orders)
    @rule(looks=st.lists(_LOOKS, min_size=1, max_size=3))
    def sources_show_orders(self, looks: Sequence[Looks]) -> None:
        """Of the moments of each source the latest stays, whichever comes last."""
        shown = dict(zip(self.orders, looks, strict=False))
        self.store.keep_looks(shown)
        for order_no, seen in shown.items():
            self.looks[order_no] = seen.or_later(self.looks.get(order_no, NO_LOOKS))

    @precondition(lambda self: self.orders and type(self).tamper is not StoreLife.tamper)
    @rule(which=_ITS_OWN)
    def somebody_tampers(self, which: int) -> None:
        """The history is append-only, for those who go around the store too."""
        self.tamper(self.store, self.one_of(self.orders, which).order_no)

    @precondition(lambda self: self.orders and type(self).damaged is not StoreLife.damaged)
    @rule(which=_ITS_OWN)
    def an_order_cannot_be_read(self, which: int) -> None:
        """It says so, and holds up none of the others."""
        order_no = self.one_of(self.orders, which).order_no
        others = {no: order for no, order in self.orders.items() if no != order_no}
        with self.damaged(self.store, order_no):
            for read in (self.store.get, lambda no: self.store.get_many([no, *others])):
                with suppress(RowUnreadable):
                    raise AssertionError(f"what cannot be read was read: {read(order_no)}")
            try:
                assert self.store.get_many(list(others)) == others
                self.are_found(others)
            except RowUnreadable as error:
                raise AssertionError("one row has held up the others") from error

    def are_found(self, orders: dict[str, Order]) -> None:
        """All of *orders* are found, page by page too, and no others."""
        expected = [order for _, order in sorted(orders.items())]
        assert list(self.store.find()) == expected
        found: list[Order] = []
        while page := self.store.find(after=found[-1].order_no if found else None, limit=1):
            found += page
        assert found == expected

    @precondition(lambda self: type(self).reopen is not StoreLife.reopen)
    @rule()
    def is_opened_again(self) -> None:
        """What was committed is there after the process has ended."""
        self.store = self.reopen(self.store)

    def one_of(self, orders: dict[str, Order], which: int) -> Order:
        """Return one of *orders*."""
        return list(orders.values())[which % len(orders)]

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Commit *change*, which raises what it must."""
        if key is not None and not change.steps:
            return  # nothing has happened beside which a key could be remembered
        try:
            self.store.commit(change, key)
        except KeyReused:
            assert key is not None
            assert self.outcomes[key.name].payload != key.payload, "the key was not used before"
        except Conflict:
            known = key is not None and key.name in self.outcomes
            assert known or not self.fits(change), "nobody else had changed the order"
            assert not (known and key and self.outcomes[key.name].payload != key.payload)
        else:
            assert key is None or key.name not in self.outcomes, "a command was repeated"
            assert self.fits(change), "a late change was written"
            self.write(change, key)

    def commit_many(self, changes: Sequence[Change]) -> None:
        """Commit *changes*, all of which but the late ones are written."""
        fit = []
        for change in changes:
            if self.fits(change):
                fit.append(change)
                self.write(change)

        late = self.store.commit_many(changes)

        assert {id(change) for change in late} == {id(change) for change in changes} - {
            id(change) for change in fit
        }, "the changes left out are not those that came late"

    def fits(self, change: Change) -> bool:
        """Say whether nobody has changed the order since it was read."""
        stored = self.orders.get(change.after.order_no)
        if change.before is None or stored is None:
            return change.before is None and stored is None
        return change.before.version == stored.version

    def write(self, change: Change, key: Key | None = None) -> None:
        """Remember what the store is to hold now."""
        order_no = change.after.order_no
        if change.erases:
            self.erase(order_no)
        if change.before is not None and change.before.version != change.after.version:
            self.stale[order_no] = change.before
        self.orders[order_no] = change.after
        self.places[order_no] = change.place
        self.asked.discard(order_no)
        self.asked |= {order_no} if change.asked else set()
        self.wakes[order_no] = _FAR if change.wake_at is None else change.wake_at
        sent = [step for step in change.steps if not step.event.automatic] or change.steps
        for step in change.steps:
            last = step is change.steps[-1]
            warnings = change.warnings if step is sent[-1] else ()
            name = key.name if last and key is not None else None
            row = HistoryRow(order_no, step, change.recorded_at, change.policy, warnings, name)
            self.rows.setdefault(order_no, []).append(row)
        for entry in change.outbox_entries:
            self.queued.setdefault(entry.notice.key, (entry.notice, entry.state))
        if key is not None:
            allowed = Allowed(change.after, change.steps, change.notices, change.warnings)
            self.outcomes[key.name] = Outcome(key.payload, allowed)

    def erase(self, order_no: str) -> None:
        """Forget the texts of what the store held of the order."""
        self.rows[order_no] = [
            attrs.evolve(
                row,
                step=without_texts(row.step),
                warnings=tuple(map(without_texts, row.warnings)),
            )
            for row in self.rows.get(order_no, [])
        ]
        for key, (notice, state) in self.queued.items():
            if notice.order_no == order_no:
                self.queued[key] = (without_texts(notice), state)
        for name, outcome in self.outcomes.items():
            if outcome.allowed.order.order_no == order_no:
                events = [step.event for step in outcome.allowed.steps]
                had_text = any(without_texts(event) != event for event in events)
                payload = "" if had_text else outcome.payload
                self.outcomes[name] = Outcome(payload, without_texts(outcome.allowed))

    # What must hold.

    @invariant()
    def orders_are_as_written(self) -> None:
        """What is read is what was written, field by field."""
        for order_no in _NUMBERS:
            assert self.store.get(order_no) == self.orders.get(order_no)
        for some in (_NUMBERS, _NUMBERS[1:], ()):
            held = {no: order for no, order in self.orders.items() if no in some}
            assert dict(self.store.get_many(some)) == held

    @invariant()
    def history_is_as_written(self) -> None:
        """Nothing is changed, nothing is missing, nothing was added."""
        for order_no in _NUMBERS:
            assert list(self.store.history(order_no)) == self.rows.get(order_no, [])

    @invariant()
    def looks_are_the_newest(self) -> None:
        """Each source's of each order, and of no other."""
        newest = {no: looks for no, looks in self.looks.items() if looks != NO_LOOKS}
        for some in (_NUMBERS, _NUMBERS[1:], ()):
            kept = self.store.newest_looks(some)
            found = {no: looks for no, looks in kept.items() if looks != NO_LOOKS}
            assert found == {no: looks for no, looks in newest.items() if no in some}

    @invariant()
    def outcomes_are_as_written(self) -> None:
        """A key is remembered with what its command came to."""
        for name in ("the click", "クリック", "3f0c", "nobody's"):
            assert self.store.outcome(name) == self.outcomes.get(name)

    @invariant()
    def notices_are_as_written(self) -> None:
        """No change without its notices, no notice without its change, each once."""
        entries = self.outbox_entries(self.store)
        assert len(entries) == len({entry.notice.key for entry in entries})
        stored = {entry.notice.key: (entry.notice, entry.state) for entry in entries}
        assert stored == self.queued

    @invariant()
    def notices_of_an_order_are_in_turn(self) -> None:
        """Notices of an order stand in the order in which they arose."""
        for order_no in _NUMBERS:
            stored = [entry.notice for entry in self.outbox_entries(self.store)]
            written = [notice for notice, _ in self.queued.values()]
            assert [notice.key for notice in stored if notice.order_no == order_no] == [
                notice.key for notice in written if notice.order_no == order_no
            ]

    @invariant()
    def orders_are_found(self) -> None:
        """By state, cart and tracking number, sorted by order number as text, page by page."""
        everything = sorted(self.orders.values(), key=lambda order: order.order_no)
        assert list(self.store.find()) == everything
        asked = [order for order in everything if order.order_no in self.asked]
        assert list(self.store.find(asked=True)) == asked
        for order in everything:
            cart, number = order.purchase.cart_no, order.evidence.tracking_no
            alike = [other for other in everything if other.state is order.state]
            same_cart = [other for other in everything if cart in {None, other.purchase.cart_no}]
            same = [
                other
                for other in everything
                if number is None or parcel_of(other.evidence.tracking_no) == parcel_of(number)
            ]
            beyond = [other for other in everything if other.order_no > order.order_no]
            assert list(self.store.find(states=[order.state])) == alike
            assert list(self.store.find(states=[order.state], asked=True)) == [
                other for other in alike if other in asked
            ]
            assert list(self.store.find(cart_no=cart)) == same_cart
            assert list(self.store.find(tracking_no=number)) == same
            assert list(self.store.find(tracking_no=_respelled(number))) == same
            assert list(self.store.find(after=order.order_no, limit=1)) == beyond[:1]

    @invariant()
    def orders_are_counted(self) -> None:
        """By state; those that were ever refused; those about which something is asked."""
        counts = self.store.counts()
        for state in State:
            count = sum(order.state is state for order in self.orders.values())
            assert counts.by_state.get(state, 0) == count
        refused = sum(order.refused_at is not None for order in self.orders.values())
        assert counts.refused == refused
        assert counts.asked == len(self.asked)

    @invariant()
    def first_orders_are_found(self) -> None:
        """The first of the queue are among those that are read; what is not read is counted."""
        for at in {_FAR - timedelta(days=1), *self.wakes.values()} - {_FAR}:
            moved = {no for no, wake in self.wakes.items() if wake <= at}
            still = {no: place for no, place in self.places.items() if no not in moved}
            for policy in _POLICIES:
                own = sorted((place, no) for no, place in still.items() if _is_of(policy, place))
                read = {no for no, place in still.items() if place and not _is_of(policy, place)}
                for limit in (0, 1, 2, None):
                    queued = self.store.waiting(at, policy, limit)
                    first = {no for _, no in own[:limit]}
                    expected = {no: self.orders[no] for no in moved | read | first}
                    assert {order.order_no: order for order in queued.orders} == expected
                    assert len(queued.orders) == len(expected)
                    assert queued.more == len(own) - len(first)

    @invariant()
    def orders_are_due(self) -> None:
        """At their very moment, and the earliest first."""
        moments = sorted((wake, no) for no, wake in self.wakes.items() if wake != _FAR)
        waiting = [Wake(*moment) for moment in moments]
        for number, wake in enumerate(waiting):
            due = [other for other in waiting if other.at <= wake.at]
            before = [other for other in waiting if other.at < wake.at]
            beyond = [other for other in waiting[number + 1 :] if other.at <= wake.at]
            assert list(self.store.due(wake.at, 100)) == due
            assert list(self.store.due(wake.at, 1)) == due[:1]
            assert list(self.store.due(wake.at, 100, after=wake)) == beyond
            assert list(self.store.due(wake.at - timedelta(microseconds=1), 100)) == before


def _is_of(policy: str, place: str | None) -> bool:
    return place is not None and place.startswith(f"{policy} ")


def _respelled(tracking_no: str | None) -> str | None:
    """Return the number as somebody else would type it: in full width, with a space."""
    if tracking_no is None:
        return None
    return " ".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in tracking_no)


def _change(before: Order | None, allowed: Allowed, context: dict[str, Any]) -> Change:
    """Return the change that *allowed* makes; the first notices are only recorded."""
    context = dict(context)
    recorded = context.pop("recorded_only")
    recorded_at = context["recorded_at"]
    states = [DeliveryState.RECORDED_ONLY] * recorded
    states += [DeliveryState.WAITING] * len(allowed.notices)
    return Change(
        before=before,
        after=allowed.order,
        steps=allowed.steps,
        outbox_entries=tuple(
            OutboxEntry(notice, state, 0, recorded_at)
            for notice, state in zip(allowed.notices, states, strict=False)
        ),
        warnings=allowed.warnings,
        **context,
    )
