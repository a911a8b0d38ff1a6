"""Load, decide, save and queue in one step; deliver; sweep. The clock comes from the host."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final

import attrs

from .._fields import number
from .._log import is_enabled, log_event
from ..codec import to_json
from ..decision import Allowed, Decision, Step
from ..errors import (
    Conflict,
    KeyReused,
    Malformed,
    NotFound,
    RowUnreadable,
    StoreFailed,
    TransactionLost,
)
from ..events import (
    CancelApproval,
    CancelRefusal,
    Correction,
    Event,
    EvidenceAdded,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
)
from ..findings import Finding, Rule, Severity
from ..japan import japan_time
from ..machine import (
    Action,
    Observed,
    Waiting,
    actions,
    advance,
    apply,
    correct,
    decide,
    next_moment,
    observe,
    queue,
    record,
)
from ..notices import Channel, Notice
from ..order import NO_EVIDENCE, OPEN, Evidence, Order, State
from ..parcels import parcel_of
from ..policy import DEFAULT_POLICY, Policy
from ..ports import (
    Change,
    Clock,
    DeliveryState,
    HistoryRow,
    Key,
    Notifier,
    Outbox,
    OutboxEntry,
    Store,
)
from ..reasons import RefusalReason
from ..snapshot import Snapshot
from ..wording import Handover, handover
from .dispatch import LEASE, MAX_ATTEMPTS, Dispatcher, DispatchReport
from .intake import IngestReport, Tally

__all__ = ["Board", "Desk", "DispatchReport", "IngestReport", "Prepared"]

_TRIES: Final = 8
"""How often a command reads and decides again when others change the order meanwhile."""

_BATCH: Final = 500
"""How many orders one transaction takes in, or sweeps."""

_SKEW: Final = timedelta(days=1)
"""How far another clock may be ahead of the desk's."""

_AT_ONCE: Final = timedelta(minutes=5)
"""How far the moment of a command may be from the desk's clock."""

_PAGE: Final = 1000
"""How many orders are read at a time."""

_LINES: Final = 10
"""How many lines a cart seldom has more of: so many are read to look for another cart's."""


@attrs.frozen
class Prepared:
    """A refusal that has been judged and not yet made.

    Attributes:
        decision: What the rules say.
        sheet: What the person who clicks needs.
    """

    decision: Decision
    sheet: Handover


@attrs.frozen
class _Seen:
    """A snapshot, what it tells of the order, and what is to be written of that."""

    snapshot: Snapshot
    observed: Observed
    change: Change | None


@attrs.frozen
class Board:
    """The counters of the manual's screen (manual 3.2).

    Attributes:
        cancel_requested: 取消要求: requests that wait for an answer, asked to withdraw or not.
        cancelling: 取消中.
        cancelled: 取消完成.
        withdrawal_asked: 撤回申请: of the requests, those asked to be withdrawn.
        refused: 已拒绝取消: orders that were ever refused.
        by_state: How many orders are in each state.
    """

    cancel_requested: int
    cancelling: int
    cancelled: int
    withdrawal_asked: int
    refused: int
    by_state: Mapping[State, int] = attrs.field(hash=False)


class Desk:
    """Where orders are taken in, answered and watched.

    Each command reads the order, decides, and saves the order, its history and its notices in
    one transaction. When somebody else was quicker, it reads and decides again. It may be used
    from several threads at once if its store may; from asyncio, call it through
    `asyncio.to_thread`.

    Every command takes `key`, an idempotency key: a repeat returns the first outcome and
    changes nothing; the same key with another command raises `KeyReused`. Denials are not
    remembered.

    Args:
        store: Keeps orders, history and notices.
        clock: Tells the time as an aware moment.
        policy: The switches.
        notifiers: Who delivers, by channel. Notices of other channels are recorded only;
            Qoo10 itself tells the buyer.
        outbox: Hands out the notices; the store itself, if it is one and none is given.
        channels: The channels that somebody delivers, if not this very desk.
        max_attempts: After so many attempts a notice becomes a dead letter.
        lease: How long one attempt may take before another worker may try.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        policy: Policy = DEFAULT_POLICY,
        notifiers: Mapping[Channel, Notifier] | None = None,
        outbox: Outbox | None = None,
        channels: Iterable[Channel] = (),
        max_attempts: int = MAX_ATTEMPTS,
        lease: timedelta = LEASE,
    ) -> None:
        notifiers = {} if notifiers is None else notifiers
        _checked(store, clock, notifiers)
        self.store = store
        self.policy = policy
        self._clock = clock
        self._notifiers = dict(notifiers)
        self._channels = frozenset({*self._notifiers, *map(_a_channel, channels)})
        self._post = Dispatcher(
            store, outbox, self._notifiers, self.now, max_attempts=max_attempts, lease=lease
        )

    # Taking in.

    def ingest(self, snapshots: Iterable[Snapshot]) -> IngestReport:
        """Observe what polls or files say, in the order given; each batch in one transaction.

        Bulk, idempotent, and the same on the first poll and the hundredth. A tracking number
        that another cart has used is warned about (QC-13). An order whose stored row cannot be
        read is skipped, and holds up no other one.

        Raises:
            Malformed: One is no snapshot, or was seen more than a day ahead of the desk's
                clock; of its batch nothing is taken in.
        """
        tally = Tally()
        source = _several(snapshots)
        while batch := list(islice(source, _BATCH)):
            for snapshot in batch:
                if not isinstance(snapshot, Snapshot):
                    raise Malformed(f"snapshots are taken in, not a {type(snapshot).__name__}")
                self._not_ahead(snapshot.seen_at, _SKEW)
            self._take_in_batch(batch, tally)
        return tally.intake()

    def _take_in_batch(self, batch: Sequence[Snapshot], tally: Tally) -> None:
        held = self._held([snapshot.order_no for snapshot in batch])
        seen: list[_Seen] = []
        moving: dict[str, Order] = {}
        for snapshot in batch:
            order_no = snapshot.order_no
            if order_no in moving:
                self._write(seen, tally)
                seen, moving = [], {}
                held |= self._held([order_no])
            if order_no not in held:
                tally.skip(order_no)
                continue
            each = self._seen(snapshot, held[order_no], moving.values())
            seen.append(each)
            if each.change is not None:
                moving[order_no] = each.change.after
        self._write(seen, tally)

    def _held(self, order_nos: Collection[str]) -> dict[str, Order | None]:
        """Return orders as stored, None for those that are not; without those unreadable."""
        try:
            found = self.store.get_many(order_nos)
        except RowUnreadable:
            return dict(self._held_one_by_one(order_nos))
        return {order_no: found.get(order_no) for order_no in order_nos}

    def _held_one_by_one(self, order_nos: Iterable[str]) -> Iterator[tuple[str, Order | None]]:
        for order_no in order_nos:
            try:
                yield order_no, self.store.get(order_no)
            except RowUnreadable:
                log_event("unreadable", level=logging.ERROR, order_no=order_no)

    def _seen(
        self, snapshot: Snapshot, before: Order | None, meanwhile: Iterable[Order] = ()
    ) -> _Seen:
        observed = observe(before, snapshot, self.policy)
        found = self._numbers_used_elsewhere(observed.order, observed.steps, meanwhile)
        if found:
            observed = attrs.evolve(observed, warnings=(*observed.warnings, *found))
        if observed.order is None or observed.order == before:
            return _Seen(snapshot, observed, None)
        change = self._change(before, _as_allowed(observed.order, observed))
        return _Seen(snapshot, observed, change)

    def _write(self, seen: Sequence[_Seen], tally: Tally) -> None:
        changes = [each.change for each in seen if each.change is not None]
        late = self._late(changes)
        for each in seen:
            written = each
            if each.change is not None and each.snapshot.order_no in late:
                written = self._seen_again(each.snapshot)
            tally.count(each.snapshot.order_no, written.observed, written.change)

    def _late(self, changes: Sequence[Change]) -> set[str]:
        """Commit *changes*, and return the numbers of the orders that others were quicker with."""
        late = self.store.commit_many(changes) if changes else ()
        return {change.after.order_no for change in late}

    def _seen_again(self, snapshot: Snapshot) -> _Seen:
        """Observe an order that somebody changed while it was being taken in."""
        for _ in range(_TRIES):
            each = self._seen(snapshot, self.store.get(snapshot.order_no))
            if each.change is None or not self._late([each.change]):
                return each
        raise Conflict(
            f"order {snapshot.order_no} was changed by others {_TRIES} times; try again"
        )

    # Asking.

    def get(self, order_no: str) -> Order:
        """Return the order as stored.

        Raises:
            Malformed: It is no number of an order: digits, as text.
            NotFound: The store does not hold it.
        """
        order = self.store.get(number(order_no))
        if order is None:
            raise NotFound(f"order {order_no} is not in the store; import it first")
        return order

    def actions(self, order_no: str, draft: Event | None = None) -> tuple[Action, ...]:
        """Return what may be done with the order now; see `outlook.actions`."""
        return actions(self.get(order_no), self.now(), self.policy, draft)

    def queue(self) -> list[Waiting]:
        """Return the orders that wait for the seller now; see `outlook.queue`.

        One whose stored row cannot be read is left out, and logged.
        """
        return queue(self._all(OPEN), self.now(), self.policy)

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return everything that has happened to the order, the first first."""
        return self.store.history(number(order_no))

    def board(self) -> Board:
        """Return the counters of the manual's screen, as stored."""
        counts = dict(self.store.counts())
        refused = counts.pop("refused_at", 0)
        by_state = {state: counts.get(state.value, 0) for state in State}
        asked = by_state[State.WITHDRAWAL_ASKED]
        return Board(
            by_state[State.CANCEL_REQUESTED] + asked,
            by_state[State.CANCELLING],
            by_state[State.CANCELLED],
            asked,
            refused,
            by_state,
        )

    def prepare(
        self,
        order_no: str,
        reason: RefusalReason,
        *,
        evidence: Evidence = NO_EVIDENCE,
        confirmed: bool = True,
        actor: str | None = None,
    ) -> Prepared:
        """Judge a refusal without making it, and write the sheet for the person who clicks."""
        now = self.now()
        order = advance(self.get(order_no), now, self.policy).order
        refusal = CancelRefusal(now, reason, evidence, confirmed, actor=actor)
        cart_no = order.purchase.cart_no
        siblings = () if cart_no is None else self.store.find(cart_no=cart_no)
        sheet = handover(order, refusal, now, self.policy, siblings)
        return Prepared(decide(order, refusal, self.policy), sheet)

    # Commands: denied when a rule is broken.

    def refuse(
        self,
        order_no: str,
        reason: RefusalReason,
        *,
        evidence: Evidence = NO_EVIDENCE,
        confirmed: bool = True,
        actor: str | None = None,
        key: str | None = None,
    ) -> Allowed:
        """Refuse the buyer's request: judged and recorded; the duty starts.

        Raises:
            RuleBroken: It is denied, with every violation; nothing is changed.
            NotFound: The store does not hold the order.
            KeyReused: *key* was used for another command.
            Conflict: The order kept changing; nothing is changed.
        """
        now = self.now()
        return self.act(
            order_no, CancelRefusal(now, reason, evidence, confirmed, actor=actor), key=key
        )

    def ask_withdrawal(
        self, order_no: str, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Ask the buyer to take the request back (取消的撤回要请); raises as `refuse` does."""
        return self.act(order_no, WithdrawalAsked(self.now(), actor=actor), key=key)

    def approve(
        self, order_no: str, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Approve the buyer's request; raises as `refuse` does."""
        return self.act(order_no, CancelApproval(self.now(), actor=actor), key=key)

    def set_ship_date(
        self, order_no: str, ship_date: date, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Set 发货预定日, a date in Japan; raises as `refuse` does."""
        event = ShipDateSet(self.now(), ship_date=ship_date, actor=actor)
        return self.act(order_no, event, key=key)

    def ship(
        self,
        order_no: str,
        carrier: str | None = None,
        tracking_no: str | None = None,
        *,
        actor: str | None = None,
        key: str | None = None,
    ) -> Allowed:
        """Ship-process the order; raises as `refuse` does.

        A tracking number that another cart has used is warned about (QC-13).
        """
        event = Shipment(self.now(), carrier, tracking_no, actor=actor)
        return self.act(order_no, event, key=key)

    def add_evidence(
        self,
        order_no: str,
        evidence: Evidence,
        *,
        actor: str | None = None,
        key: str | None = None,
    ) -> Allowed:
        """Record evidence for a reason; raises as `refuse` does."""
        return self.act(order_no, EvidenceAdded(self.now(), evidence, actor=actor), key=key)

    def act(self, order_no: str, event: Event, *, key: str | None = None) -> Allowed:
        """Make *event* happen now, if every rule allows it; raises as `refuse` does.

        Raises:
            Malformed: It lies more than five minutes from the desk's clock, or on another day
                where only the day is known. What has happened before is for `record`.
        """
        _an_event(event)
        known = _key(key, "act", order_no, event)
        return self._change_order(order_no, known, lambda order: self._applied(order, event))

    def _applied(self, order: Order, event: Event) -> Allowed:
        self._is_now(event)
        return self._with_number_checked(apply(order, event, self.policy))

    def _is_now(self, event: Event) -> None:
        """Stop what is back-dated: judged as of then, it would get past a rule that holds now."""
        self._not_ahead(event.moment, _AT_ONCE)
        now = self.now()
        oldest, at = now - _AT_ONCE, event.at
        if at < oldest if isinstance(at, datetime) else at < oldest.date():
            raise Malformed(
                f"it happened at {at.isoformat()}, and it is {now.isoformat()} now; "
                "what has happened before is not acted, record it"
            )

    # Facts: never denied.

    def record(self, order_no: str, event: Event, *, key: str | None = None) -> Allowed:
        """Record what has happened: the click has been made, or Qoo10 shows it.

        What the rules object to comes back as warnings; the duty starts all the same.

        Raises:
            Malformed: It lies more than a day ahead of the desk's clock.
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        _an_event(event)
        self._not_ahead(event.moment, _SKEW)
        known = _key(key, "record", order_no, event, timed=True)
        return self._change_order(order_no, known, lambda order: self._recorded(order, event))

    def _recorded(self, order: Order, event: Event) -> Allowed:
        return self._with_number_checked(record(order, event, self.policy))

    def correct(
        self, order_no: str, to: Order, *, note: str, actor: str, key: str | None = None
    ) -> Allowed:
        """Put a wrong record right: a recorded act with an actor and a note, never an edit.

        Raises:
            Malformed: *to* is another order, or actor or note is missing.
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        correction = Correction(self.now(), actor=actor, to=to, note=note)
        known = _key(key, "correct", order_no, correction)
        return self._change_order(order_no, known, lambda order: correct(order, correction))

    # What the clock brings.

    def tick(self) -> int:
        """Take every move of the clock that is due by now; return how many orders moved.

        Several sweepers may run at once: each move is taken once. An order whose stored row
        cannot be read is logged, and holds up no other one.
        """
        moved, now = 0, self.now()
        seen: set[str] = set()
        while due := self._due(now, seen):
            orders = [order for order in self._held(due).values() if order is not None]
            changes = [self._change(o, advance(o, now, self.policy)) for o in orders]
            late = self._late(changes)
            written = [each for each in changes if each.after.order_no not in late]
            moved += sum(bool(each.steps) for each in written)
            # Once each: what stays due, for whatever reason, must not be all that is looked at.
            seen.update(due)
        if moved:
            log_event("ticked", count=moved)
        return moved

    def _due(self, now: datetime, seen: Collection[str]) -> list[str]:
        due = self.store.due(now, _BATCH + len(seen))
        return [order_no for order_no in due if order_no not in seen][:_BATCH]

    # Delivering.

    def deliver(self, limit: int = 100) -> DispatchReport:
        """Deliver up to *limit* notices that are due, each at least once.

        A notice whose order has moved on, or that has expired, is dropped. One that fails is
        tried again later, and becomes a dead letter after the last attempt.
        """
        return self._post.deliver(limit)

    def deliver_one(self, notice_key: str) -> None:
        """Deliver one notice, for engines that hand out keys.

        Raises:
            NotDelivered: It failed and is to be tried again.
        """
        self._post.deliver_one(notice_key)

    def revive(self, notice_key: str) -> bool:
        """Give a dead letter another life; False if it is not dead."""
        return self._post.outbox.revive(notice_key, self.now())

    # Shared.

    def now(self) -> datetime:
        """Return what the clock tells, in Japan time."""
        return japan_time(self._clock())

    def _not_ahead(self, moment: datetime, skew: timedelta) -> None:
        """Stop a mistyped year: it would start a duty of the future."""
        now = self.now()
        if moment > now + skew:
            raise Malformed(
                f"nothing has happened at {moment.isoformat()} yet: it is {now.isoformat()} now"
            )

    def run_forever(
        self, stop: Callable[[float], bool], *, every: timedelta = timedelta(seconds=5)
    ) -> None:
        """Sweep and deliver until *stop* says so.

        A store that fails is logged, and tried again in the next round, for as long as it
        takes; any other error ends it.

        Args:
            stop: Waits for so many seconds and returns whether to end; `Event().wait` of
                `threading` does.
            every: How long to wait between rounds in which there was nothing to do.
        """
        while not stop(0.0 if self._round() else every.total_seconds()):
            pass

    def _round(self) -> bool:
        """Sweep and deliver once; say whether there may be more to do at once."""
        try:
            self.tick()
            return self.deliver() != DispatchReport()
        except (Conflict, StoreFailed) as error:
            log_event("round_failed", level=logging.ERROR, error=type(error).__name__)
            return False

    def _change_order(
        self, order_no: str, key: Key | None, act: Callable[[Order], Allowed]
    ) -> Allowed:
        for _ in range(_TRIES):
            # First the order, then the key: an order read after another has used the key would
            # be denied what that very command has done to it.
            order = self.get(order_no)
            first = self._first_outcome(key)
            if first is not None:
                return first
            allowed = act(order)
            if not allowed.steps:
                return allowed  # known already; told again with its key, it is known again
            try:
                self.store.commit(self._change(order, allowed), key)
            except TransactionLost:
                raise
            except Conflict:
                continue
            self._say(allowed)
            return allowed
        raise Conflict(
            f"order {order_no} was changed by others {_TRIES} times while this command tried; "
            "nothing is changed, try again"
        )

    def _first_outcome(self, key: Key | None) -> Allowed | None:
        outcome = None if key is None else self.store.outcome(key.name)
        if outcome is None or key is None:
            return None
        if outcome.payload != key.payload:
            raise KeyReused(f"the key {key.name!r} was used for another command")
        return outcome.allowed

    def _change(self, before: Order | None, allowed: Allowed) -> Change:
        now = self.now()
        return Change(
            before,
            allowed.order,
            allowed.steps,
            tuple(self._entry(notice, now) for notice in allowed.notices),
            allowed.warnings,
            next_moment(allowed.order, self.policy),
            now,
            self.policy.version,
        )

    def _entry(self, notice: Notice, now: datetime) -> OutboxEntry:
        delivered = notice.channel in self._channels
        return OutboxEntry(
            notice, DeliveryState.WAITING if delivered else DeliveryState.RECORDED_ONLY, 0, now
        )

    def _with_number_checked(self, allowed: Allowed) -> Allowed:
        found = self._numbers_used_elsewhere(allowed.order, allowed.steps)
        return attrs.evolve(allowed, warnings=(*allowed.warnings, *found)) if found else allowed

    def _numbers_used_elsewhere(
        self, order: Order | None, steps: Iterable[Step], meanwhile: Iterable[Order] = ()
    ) -> tuple[Finding, ...]:
        """QC-13: a tracking number that another cart has used is a sign of fake shipping.

        *meanwhile* are orders that are about to be stored.
        """
        shipments = (s.event for s in steps if isinstance(s.event, Shipment))
        tracking_no = next((each.tracking_no for each in shipments), None)
        if order is None or tracking_no is None:
            return ()
        parcel = parcel_of(tracking_no)
        stored = self._found(tracking_no=tracking_no, page=_LINES)
        coming = (each for each in meanwhile if parcel_of(each.evidence.tracking_no) == parcel)
        first = min((*_elsewhere(stored, order, 1), *_elsewhere(coming, order)), default=None)
        if first is None:
            return ()
        rule, params = Rule.NO_FAKE_SHIPMENT, {"order_no": first}
        return (Finding(rule, "number-used-elsewhere", Severity.WARNING, params),)

    def _say(self, allowed: Allowed) -> None:
        if not is_enabled():
            return
        for step in allowed.steps:
            log_event(
                type(step.event).__name__,
                order_no=allowed.order.order_no,
                version=step.version,
                state=step.target.value,
                codes=tuple(found.rule.code for found in allowed.warnings),
            )

    def _all(self, states: Iterable[State]) -> Iterable[Order]:
        return self._found(states=tuple(states), page=_PAGE)

    def _found(self, *, page: int, **wanted: Any) -> Iterator[Order]:
        after = None
        while found := self.store.find(**wanted, after=after, limit=page):
            yield from found
            after = found[-1].order_no


def _checked(store: object, clock: object, notifiers: object) -> None:
    """Say at once what would otherwise go wrong with the first notice, or the first order."""
    if not isinstance(store, Store):
        raise Malformed(f"a store is an object with the methods of ports.Store, not {store!r}")
    if not callable(clock):
        raise Malformed("a clock is called for the time; give a function, not a moment")
    if not isinstance(notifiers, Mapping):
        raise Malformed("notifiers are given by channel, such as {Channel.SELLER: ...}")
    for channel, notifier in notifiers.items():
        _a_channel(channel)
        if not isinstance(notifier, Notifier):
            raise Malformed(f"a notifier has a method notify; {type(notifier).__name__} has none")


def _a_channel(channel: Any) -> Channel:
    if not isinstance(channel, Channel):
        known = ", ".join(f"Channel.{each.name}" for each in Channel)
        raise Malformed(f"{channel!r} is no channel of notices; there are {known}")
    return channel


def _an_event(event: object) -> None:
    if not isinstance(event, Event):
        raise Malformed(f"{type(event).__name__} is no event")


def _several(snapshots: Any) -> Iterator[Any]:
    try:
        return iter(snapshots)
    except TypeError:
        raise Malformed("snapshots are taken in by the list; put this one into one") from None


def _elsewhere(users: Iterable[Order], order: Order, most: int | None = None) -> Iterator[str]:
    """Yield the numbers of the orders that lie in another box than *order*."""
    others = (each for each in users if each.order_no != order.order_no)
    return islice((each.order_no for each in others if not _same_cart(order, each)), most)


def _same_cart(one: Order, other: Order) -> bool:
    cart = one.purchase.cart_no
    return cart is not None and cart == other.purchase.cart_no


def _as_allowed(order: Order, observed: Observed) -> Allowed:
    told = (*observed.warnings, *observed.questions)
    return Allowed(order, observed.steps, observed.notices, told)


def _key(
    name: str | None, command: str, order_no: str, event: Event, *, timed: bool = False
) -> Key | None:
    """Return the key with a fingerprint of the command.

    The moment of a command is the desk's own and differs at a repeat; that of a recorded fact
    is part of the fact.
    """
    if name is None:
        return None
    said = to_json(event)
    if not timed:
        del said["at"]
    told = json.dumps([command, order_no, said], sort_keys=True)
    return Key(name, hashlib.sha256(told.encode()).hexdigest())
