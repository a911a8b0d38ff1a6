"""From what a poll or a file says about an order to what has happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import attrs

from .._fields import Answer
from ..decision import Allowed, Step
from ..errors import Malformed, redacted
from ..events import (
    CancelApproval,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Delivery,
    Event,
    Looked,
    Origin,
    ShipDateSet,
    Shipment,
)
from ..findings import Finding, Rule, Severity
from ..notices import Notice
from ..order import GONE, NO_LOOKS, SENT, Looks, Order, Purchase, State
from ..policy import DEFAULT_POLICY, Policy
from ..snapshot import Claim, Shipping, Snapshot
from .doors import advance, check_order
from .looks import (
    CANCELS,
    LEFT,
    LISTED,
    dated,
    dated_at,
    is_later,
    is_only_inferred,
    looked_at,
    newest_of,
    set_aside,
    shows_no_state,
    what_they_showed,
)
from .news import record, refolded
from .timeline import packed, place
from .unanswered import questions

__all__ = ["Observed", "observe"]


@attrs.frozen
class Observed(Answer):
    """What a snapshot has shown.

    Attributes:
        order: The order as it is now; None where there is none to make.
        steps: What has happened meanwhile.
        notices: Whom to tell what.
        warnings: What does not fit, and what was objected to and happened all the same.
        questions: What only the owner can answer, as far as it was not asked before.
        set_aside: The name of a known status that this library does not handle:
            unpaid orders, returns, exchanges, parcels not received.
    """

    order: Order | None
    steps: tuple[Step, ...] = ()
    notices: tuple[Notice, ...] = ()
    warnings: tuple[Finding, ...] = ()
    questions: tuple[Finding, ...] = ()
    set_aside: str | None = None


def observe(
    order: Order | None,
    snapshot: Snapshot,
    policy: Policy = DEFAULT_POLICY,
    *,
    newest: Looks = NO_LOOKS,
) -> Observed:
    """Say what has happened to *order*, known from *snapshot*.

    Nothing that Qoo10 shows is denied. When its codes disagree, a finished cancellation decides,
    then shipping 4 and 5, then an open claim, then a refusal on record, then the planned date,
    then shipping 2 and 3. Snapshots may come late, twice and in any order: what one shows is put
    where it belongs, and the newest has the last word on what it shows. Observing the same
    snapshot twice tells nothing new.

    Args:
        order: The order as it is known; None on first sight.
        snapshot: What a poll or a file says.
        policy: The switches.
        newest: When each source was last looked at, if it has been looked at since the looks
            on the order: those showed of the order what the last one on it did.

    Raises:
        Malformed: The snapshot is about another order, or an argument is not what it should be.

    >>> seen = Snapshot("698016773", noon, Shipping.SCHEDULED, Claim.CANCEL_REQUESTED,
    ...                 ship_date=date(2022, 8, 15), requested_at=noon)
    >>> observe(None, seen).order.state
    <State.CANCEL_REQUESTED: 'cancel_requested'>
    """
    if not isinstance(snapshot, Snapshot):
        raise Malformed(f"a snapshot is a Snapshot, not {redacted(snapshot)}")
    if order is None and shows_no_state(snapshot):
        check_order(Order(snapshot.order_no), policy)
        aside = set_aside(snapshot)
        return Observed(None, questions=() if aside else (_VANISHED,), set_aside=aside)
    before = _first_sight(snapshot) if order is None else order
    check_order(before, policy)
    if before.order_no != snapshot.order_no:
        raise Malformed(f"the snapshot is about order {snapshot.order_no}, not {before.order_no}")
    reading = _Reading(before, snapshot, policy, newest)
    reading.read(is_new=order is None)
    asked_before = () if order is None else questions(order)
    return Observed(
        reading.order,
        tuple(reading.steps),
        tuple(reading.notices),
        tuple(reading.warnings),
        tuple(asked for asked in questions(reading.order) if asked not in asked_before),
        set_aside(snapshot),
    )


_VANISHED: Final = Finding(Rule.NOT_EXPECTED, "vanished", Severity.WARNING)


def _first_sight(snapshot: Snapshot) -> Order:
    """Return the order as it was before anything that the snapshot's codes tell."""
    bare = Order(snapshot.order_no, last_at=snapshot.purchase.ordered_at)
    planned = _planned(snapshot)
    if planned is None:
        return attrs.evolve(bare, purchase=snapshot.purchase)
    return attrs.evolve(
        bare,
        state=State.SCHEDULED,
        ship_date=planned.ship_date,
        purchase=snapshot.purchase,
        timeline=packed(planned),
        base=bare,
    )


# What a snapshot shows, whatever is on record.


def _shown(snapshot: Snapshot) -> list[Event]:
    """Return all that *snapshot* shows to have happened, in the order in which it did."""
    events = [*_shown_of_shipping(snapshot), *_shown_of_claims(snapshot)]
    if snapshot.refused_at is not None:
        # The owner's own record; what the buyer read, and on what evidence, is not known.
        events.append(CancelRefusal(snapshot.refused_at, confirmed=True))
    elif snapshot.refusal_shown:
        looked = snapshot.claims_looked_at or snapshot.seen_at
        events.append(CancelRefusal(looked, confirmed=True, origin=Origin.SEEN))
    # A date was set before what the same look shows to have followed it.
    return sorted(events, key=lambda e: (not isinstance(e, ShipDateSet), place(*packed(e)[:2])))


def _planned(snapshot: Snapshot) -> ShipDateSet | None:
    if snapshot.ship_date is None and snapshot.shipping is not Shipping.SCHEDULED:
        return None
    at = dated_at(snapshot)
    return ShipDateSet(at, ship_date=snapshot.ship_date, origin=Origin.SEEN)


def _shown_of_shipping(snapshot: Snapshot) -> Iterator[Event]:
    planned = _planned(snapshot)
    if planned is not None:
        yield planned
    if snapshot.shipping not in LEFT:
        return
    looked = snapshot.shipping_looked_at or snapshot.seen_at
    delivered = snapshot.delivered_at if snapshot.shipping is Shipping.DELIVERED else None
    # What has arrived has left before.
    left_by = looked if delivered is None else min(looked, place("v", delivered))
    parcel = snapshot.carrier, snapshot.tracking_no
    yield Shipment(
        *_moment(snapshot.shipped_at, left_by), *parcel, origin=_told(snapshot.shipped_at)
    )
    if snapshot.shipping is Shipping.DELIVERED:
        yield Delivery(*_moment(delivered, looked), origin=_told(delivered))


def _shown_of_claims(snapshot: Snapshot) -> Iterator[Event]:
    claim, asked = snapshot.claim, snapshot.requested_at
    if claim not in CANCELS:
        was_refused = snapshot.refusal_shown or snapshot.refused_at is not None
        if was_refused and asked is not None:
            yield CancelRequest(asked, snapshot.request_reason, origin=Origin.QOO10)
        return
    looked = snapshot.claims_looked_at or snapshot.seen_at
    is_open = claim is Claim.CANCEL_REQUESTED
    if is_open or asked is not None:
        yield CancelRequest(
            *_moment(asked, looked), snapshot.request_reason, origin=_told(asked), open=is_open
        )
    if claim is Claim.CANCELLING:
        yield CancelApproval(looked, origin=Origin.SEEN)
    elif claim is Claim.CANCELLED:
        closed = snapshot.closed_at
        yield Cancellation(*_moment(closed, looked), origin=_told(closed))


def _moment(accounts: datetime | date | None, looked: datetime) -> tuple[datetime | date]:
    return (looked if accounts is None else accounts,)


def _told(accounts: datetime | date | None) -> Origin:
    return Origin.SEEN if accounts is None else Origin.QOO10


# What that comes to, with what is on record.


class _Reading:
    """One snapshot being read against one order."""

    def __init__(self, order: Order, snapshot: Snapshot, policy: Policy, newest: Looks) -> None:
        self.snapshot = snapshot
        self.newest = newest
        self.policy = policy
        self.known = order
        self.order = _with_purchase(order, snapshot.purchase)
        self.steps: list[Step] = []
        self.notices: list[Notice] = []
        self.warnings: list[Finding] = []

    def read(self, *, is_new: bool) -> None:
        """Take all that the snapshot shows, and remember what was looked at."""
        newest = dated(looked_at(self.order, self.newest).looks, self.snapshot)
        if shows_no_state(self.snapshot) and set_aside(self.snapshot):
            return
        for event in _shown(self.snapshot):
            self._take(record(self.order, event, self.policy, newest=newest))
        self._look(is_new=is_new)
        self._take(advance(self.order, self.snapshot.seen_at, self.policy))
        self._keep_in_history(is_new=is_new)
        self._compare()

    def _look(self, *, is_new: bool) -> None:
        """Remember the newest look, unless it shows what the last one did."""
        known = looked_at(self.order, self.newest)
        looking = attrs.evolve(self.order, looks=newest_of(known.looks, self.snapshot))
        if not (is_new or self.steps or self._shows_something_else(known, looking)):
            return
        if is_only_inferred(looking):
            look = Looked(self.snapshot.seen_at)
            again = refolded(self.order, look, looking.looks, self.policy)
            if again.notices or again.order.state is not looking.state:
                self._take(again)
        self.order = attrs.evolve(self.order, looks=looking.looks)

    def _shows_something_else(self, known: Order, looking: Order) -> bool:
        old, new = known.looks, looking.looks
        if what_they_showed(old) != what_they_showed(new):
            return True
        if questions(looking) != questions(self.order):
            return True
        return is_only_inferred(looking) and new.unsent_at != old.unsent_at

    def _keep_in_history(self, *, is_new: bool) -> None:
        """Have the last step tell what no step tells: what was looked at, and the purchase."""
        before, now = self.known, self.order
        if is_new or (before.looks, before.purchase) == (now.looks, now.purchase):
            return
        if self.steps:
            self.steps[-1] = attrs.evolve(self.steps[-1], became=now)
            return
        self.order = now = attrs.evolve(now, version=now.version + 1)
        looked = Looked(self.snapshot.seen_at)
        self.steps.append(Step(looked, now.state, now.state, now.version, now))

    def _take(self, accepted: Allowed) -> None:
        self.order = accepted.order
        self.steps += accepted.steps
        self.notices += accepted.notices
        for found in accepted.warnings:
            if found.detail == "refunded-at-once" and self.order.state is State.CANCEL_REQUESTED:
                self._warn(Rule.DELAYED_IS_REFUNDED, "pending-though-delayed")
            elif found.detail not in _FOR_WHO_ACTS:
                self.warnings.append(found)

    # Whether the codes agree.

    def _compare(self) -> None:
        snapshot = self.snapshot
        warned = any(found.detail == "unplanned" for found in self.warnings)
        unplanned = snapshot.shipping is Shipping.SCHEDULED and self.order.ship_date is None
        if unplanned and not warned:
            self._warn(Rule.DELAY_NEEDS_A_LAPSE, "unplanned")
        if self._is_newest() and self._shows_another_state():
            self.warnings = [found for found in self.warnings if found.detail not in _CODES]
            self._warn(
                Rule.NOT_EXPECTED,
                "codes-disagree",
                claim=0 if snapshot.claim is None else snapshot.claim.value,
                shipping=0 if snapshot.shipping is None else snapshot.shipping.value,
                state=self.order.state.value,
            )

    def _is_newest(self) -> bool:
        looks, snapshot = self.order.looks, self.snapshot
        return not (
            is_later(looks.claims_at, snapshot.claims_looked_at)
            or is_later(looks.shipping_at, snapshot.shipping_looked_at)
        )

    def _shows_another_state(self) -> bool:
        """The codes contradict each other, or the order is further along than they show."""
        snapshot, state = self.snapshot, self.order.state
        claim = snapshot.claim if snapshot.claim in CANCELS else None
        shipping = snapshot.shipping
        if shipping in LEFT:
            return claim is not None or (state, shipping) == (State.DELIVERED, Shipping.SHIPPED)
        if state in SENT and claim is not None:
            return True
        if claim is not None:
            return state is State.CANCELLED and claim is not Claim.CANCELLED
        # A list without claims does not show that an order is being cancelled.
        looked = snapshot.claims_seen or state is not State.CANCELLING
        return shipping in LISTED and state in GONE and looked

    def _warn(self, rule: Rule, detail: str, **params: object) -> None:
        self.warnings.append(Finding(rule, detail, Severity.WARNING, params))


_FOR_WHO_ACTS: Final = frozenset(
    {
        "reservation-unknown",
        "date-in-the-past",
        "known",
        "more-exact",
        "earlier-than-recorded",
        "no-parcel",
    }
)
"""Warnings for someone about to act; a snapshot already shows the result."""

_CODES: Final = frozenset(
    {"asked-already", "closed", "no-open-request", "not-expected", "only-a-return", "sent-already"}
)
"""What only says that the codes disagree."""


def _with_purchase(order: Order, seen: Purchase) -> Order:
    known = attrs.asdict(seen, recurse=False)
    fresh = {name: value for name, value in known.items() if value is not None}
    purchase = attrs.evolve(order.purchase, **fresh)
    return order if purchase == order.purchase else attrs.evolve(order, purchase=purchase)
