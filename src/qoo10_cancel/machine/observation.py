"""From what a poll or a file says about an order to what has happened to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import attrs

from ..decision import Allowed, Step
from ..errors import Malformed, redacted
from ..events import (
    CancelApproval,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Delivery,
    Event,
    EvidenceAdded,
    Refund,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
)
from ..findings import Finding, Rule, Severity
from ..japan import day_of, midnight
from ..notices import Notice
from ..order import FINAL, GONE, PENDING, SENT, UNSENT, Order, Purchase, State
from ..policy import DEFAULT_POLICY, Policy
from ..snapshot import Claim, Shipping, Snapshot
from .doors import advance, check_order, record

__all__ = ["Observed", "observe"]


@attrs.frozen
class Observed:
    """What a snapshot has told.

    Attributes:
        order: The order as it is now; None where there is none to make.
        steps: What has happened meanwhile.
        notices: Whom to tell what.
        warnings: What does not fit, and what was objected to and happened all the same.
        questions: What only the owner can answer; nothing was guessed.
        set_aside: The name of a status that is known and no business of this library's:
            unpaid orders, returns, exchanges, parcels not received.
    """

    order: Order | None
    steps: tuple[Step, ...] = ()
    notices: tuple[Notice, ...] = ()
    warnings: tuple[Finding, ...] = ()
    questions: tuple[Finding, ...] = ()
    set_aside: str | None = None


_CANCELS: Final = frozenset({Claim.CANCEL_REQUESTED, Claim.CANCELLING, Claim.CANCELLED})
_LEFT: Final = frozenset({Shipping.SHIPPED, Shipping.DELIVERED})


def observe(order: Order | None, snapshot: Snapshot, policy: Policy = DEFAULT_POLICY) -> Observed:
    """Say what has happened to *order*, known from *snapshot*.

    Nothing that Qoo10 shows is denied. When its codes disagree, a finished cancel decides, then
    shipping 4 and 5, then an open claim, then a refusal on record, then the planned date, then
    shipping 2 and 3. Observing the same snapshot twice tells nothing new.

    Args:
        order: The order as it is known; None on first sight.
        snapshot: What a poll or a file says.
        policy: The switches.

    Raises:
        Malformed: The snapshot is about another order, or an argument is not what it should be.

    >>> seen = Snapshot("698016773", noon, Shipping.SCHEDULED, Claim.CANCEL_REQUESTED,
    ...                 ship_date=date(2022, 8, 15), requested_at=noon)
    >>> observe(None, seen).order.state
    <State.CANCEL_REQUESTED: 'cancel_requested'>
    """
    if not isinstance(snapshot, Snapshot):
        raise Malformed(f"a snapshot is a Snapshot, not {redacted(snapshot)}")
    before = _first_sight(snapshot) if order is None else order
    check_order(before, policy)
    if before.order_no != snapshot.order_no:
        raise Malformed(f"the snapshot is about order {snapshot.order_no}, not {before.order_no}")
    if order is not None and order.last_at is not None and snapshot.seen_at < order.last_at:
        return Observed(order, warnings=(_stale(order.last_at),))
    return _Sight(before, snapshot, policy, known=order is not None).told()


def _stale(last_at: datetime) -> Finding:
    params = {"last_at": last_at.isoformat()}
    return Finding(Rule.MOMENTS_RUN_FORWARD, "earlier-than-recorded", Severity.WARNING, params)


class _Sight:
    """One snapshot being read against one order."""

    def __init__(self, order: Order, snapshot: Snapshot, policy: Policy, *, known: bool) -> None:
        self.known = known
        self.snapshot = snapshot
        self.policy = policy
        self.claim = snapshot.claim if snapshot.claim in _CANCELS else None
        self.order = _with_purchase(order, snapshot.purchase)
        self.steps: list[Step] = []
        self.notices: list[Notice] = []
        self.warnings: list[Finding] = []
        self.questions: list[Finding] = []

    def told(self) -> Observed:
        aside = self._set_aside()
        if self._shows_no_state(aside):
            if aside is None and self.order.state not in FINAL:
                self._ask(Rule.NOT_EXPECTED, "vanished")
            return self._observed(self.order if self.known else None, aside)
        dated = self.order.state not in GONE
        self._read_dates()
        self._read_codes()
        if not dated and self.order.state not in GONE:
            self._read_dates()
        self._take(advance(self.order, self.snapshot.seen_at, self.policy))
        return self._observed(self.order, aside)

    def _shows_no_state(self, aside: str | None) -> bool:
        """No code of a cancel or of shipping, and not for want of looking."""
        shown = self.claim is not None or self.snapshot.shipping not in {None, Shipping.UNPAID}
        looked = aside is not None or self.snapshot.shipping_seen or not self.known
        return looked and not shown

    def _observed(self, order: Order | None, aside: str | None) -> Observed:
        return Observed(
            order,
            tuple(self.steps),
            tuple(self.notices),
            tuple(self.warnings),
            tuple(self.questions),
            aside,
        )

    def _set_aside(self) -> str | None:
        claim, shipping = self.snapshot.claim, self.snapshot.shipping
        if claim is not None and claim not in _CANCELS:
            return claim.name.lower()
        return shipping.name.lower() if shipping is Shipping.UNPAID else None

    def _read_dates(self) -> None:
        """A planned date that is new, or another one; the screen shows it set by now."""
        snapshot, order = self.snapshot, self.order
        planned = snapshot.ship_date
        if planned is not None and planned != order.ship_date and order.state not in GONE:
            seen = None if order.state in UNSENT else order.state
            self._record(ShipDateSet(self._planned_by(), ship_date=planned), seen=seen)
        elif order.state is State.NEW and (
            snapshot.shipping is Shipping.SCHEDULED or order.ship_date is not None
        ):
            self._record(EvidenceAdded(self._planned_by()), seen=State.SCHEDULED)
        if snapshot.shipping is Shipping.SCHEDULED and self.order.ship_date is None:
            self._warn(Rule.DELAY_NEEDS_A_LAPSE, "unplanned")

    def _planned_by(self) -> datetime:
        """A date was set before all that can only follow it, however late it is seen."""
        seen, last = self.snapshot, self.order.last_at
        told = (
            seen.requested_at,
            seen.refused_at,
            seen.shipped_at,
            seen.delivered_at,
            seen.closed_at,
        )
        by = min((seen.seen_at, *(_first_moment(each) for each in told if each is not None)))
        return by if last is None else max(by, last)

    def _read_codes(self) -> None:
        claim, shipping = self.claim, self.snapshot.shipping
        if self.snapshot.refused_at is not None and self._is_news(self.snapshot.refused_at):
            self._refused(self.snapshot.refused_at)
        if claim is Claim.CANCELLED:
            self._cancelled()
        elif shipping in _LEFT or self._is_sent_by_record():
            self._shipped()
        elif claim is Claim.CANCELLING:
            self._cancelling()
        elif claim is Claim.CANCEL_REQUESTED:
            self._requested()
        elif self.order.state in PENDING:
            self._request_gone()
        if self._shows_another_state():
            self._disagree()

    def _cancelled(self) -> None:
        if self.snapshot.requested_at is not None and self.order.state in UNSENT:
            self._record(self._request())
        at = self._at(self.snapshot.closed_at)
        match self.order.state:
            case State.CANCELLED:
                return
            case State.CANCELLING:
                self._record(Refund(at))
            case _:
                self._record(Cancellation(at), seen=State.CANCELLED)

    def _is_sent_by_record(self) -> bool:
        """Shipping 4 or 5 is on record, and this source shows claims alone."""
        told = self.snapshot.shipping is not None or self.snapshot.shipping_seen
        return not told and self.order.state in SENT

    def _shipped(self) -> None:
        snapshot = self.snapshot
        if self.order.state not in SENT:
            at = self._at(snapshot.shipped_at)
            self._record(Shipment(at, snapshot.carrier, snapshot.tracking_no), seen=State.SHIPPED)
        if snapshot.shipping is Shipping.DELIVERED and self.order.state is State.SHIPPED:
            self._record(Delivery(self._at(snapshot.delivered_at)))

    def _cancelling(self) -> None:
        if self.order.state in {State.CANCELLING, State.CANCELLED}:
            return
        if self.order.state not in PENDING:
            self._record(self._request(), seen=State.CANCEL_REQUESTED)
        self._record(CancelApproval(self._at(None)), seen=State.CANCELLING)

    def _requested(self) -> None:
        if self.order.state in PENDING:
            if not self._is_another_request():
                return
            # Only after a withdrawal can a buyer ask again: a refusal would have ended it.
            self._record(RequestWithdrawal(self._at(self.snapshot.requested_at)))
        elif self._is_refused_already():
            self._ask(Rule.REFUSAL_WITHDRAWS, "still-pending")
        self._record(self._request(), seen=State.CANCEL_REQUESTED)

    def _is_news(self, refused_at: datetime) -> bool:
        """What the owner knows of is recorded once, whatever Qoo10 shows by now."""
        order = self.order
        if order.state in GONE:
            return False
        return order.refused_at is None or (
            order.state in PENDING and refused_at > order.refused_at
        )

    def _refused(self, refused_at: datetime) -> None:
        if self.order.state not in PENDING:
            # What was refused had been asked, whether it was seen or not.
            asked_at = self.snapshot.requested_at
            if asked_at is None or _first_moment(asked_at) > refused_at:
                asked_at = refused_at
            request = CancelRequest(asked_at, self.snapshot.request_reason)
            self._record(request, seen=State.CANCEL_REQUESTED)
        # What the buyer read, and on what evidence, is not known here.
        self._record(CancelRefusal(refused_at, confirmed=True))

    def _request_gone(self) -> None:
        request, refused_at = self.order.request, self.order.refused_at
        if not self.snapshot.claims_seen:
            return
        if request is not None and refused_at is not None and request.at <= refused_at:
            # The refusal on record is what ended it: it was still shown for a while (QC-15).
            at = self.snapshot.seen_at
            self._record(RequestWithdrawal(at), seen=State.AWAITING_SHIPMENT)
        else:
            self._ask(Rule.REFUSAL_WITHDRAWS, "request-gone")

    def _is_another_request(self) -> bool:
        asked, known = self.snapshot.requested_at, self.order.request
        if asked is None or known is None:
            return False
        # A request on midnight was told with its day only: the hour is no other request.
        if isinstance(asked, datetime) and known.at != midnight(day_of(known.at)):
            return asked > known.at
        return day_of(_first_moment(asked)) > day_of(known.at)

    def _is_refused_already(self) -> bool:
        asked, refused_at = self.snapshot.requested_at, self.order.refused_at
        if refused_at is None:
            return False
        if asked is None:
            return True
        return asked <= refused_at if isinstance(asked, datetime) else asked <= day_of(refused_at)

    def _request(self) -> CancelRequest:
        return CancelRequest(self._at(self.snapshot.requested_at), self.snapshot.request_reason)

    def _at(self, told: datetime | date | None) -> datetime | date:
        return self.snapshot.seen_at if told is None else told

    def _record(self, event: Event, *, seen: State | None = None) -> None:
        self._take(record(self.order, event, self.policy, seen=seen))

    def _take(self, accepted: Allowed) -> None:
        self.order = accepted.order
        self.steps += accepted.steps
        self.notices += accepted.notices
        for found in accepted.warnings:
            if found.detail == "refunded-at-once" and self.order.state is State.CANCEL_REQUESTED:
                self._warn(Rule.DELAYED_IS_REFUNDED, "pending-though-delayed")
            elif found.detail not in _FOR_WHO_ACTS:
                self.warnings.append(found)

    def _shows_another_state(self) -> bool:
        """The codes contradict each other, or the order is further along than they show."""
        claim, shipping, state = self.claim, self.snapshot.shipping, self.order.state
        if self._is_sent_by_record():
            return claim is not None
        if shipping in _LEFT:
            return claim is not None or (state, shipping) == (State.DELIVERED, Shipping.SHIPPED)
        if claim is not None:
            return (claim, state) == (Claim.CANCELLING, State.CANCELLED)
        # A list without claims does not show that an order is being cancelled.
        looked = self.snapshot.claims_seen or state is not State.CANCELLING
        return shipping is not None and state in GONE and looked

    def _disagree(self) -> None:
        claim, shipping = self.snapshot.claim, self.snapshot.shipping
        self._warn(
            Rule.NOT_EXPECTED,
            "codes-disagree",
            claim=0 if claim is None else claim.value,
            shipping=0 if shipping is None else shipping.value,
            state=self.order.state.value,
        )

    def _warn(self, rule: Rule, detail: str, **params: object) -> None:
        self.warnings.append(Finding(rule, detail, Severity.WARNING, params))

    def _ask(self, rule: Rule, detail: str, **params: object) -> None:
        self.questions.append(Finding(rule, detail, Severity.WARNING, params))


def _first_moment(told: datetime | date) -> datetime:
    return told if isinstance(told, datetime) else midnight(told)


_FOR_WHO_ACTS: Final = frozenset({"reservation-unknown", "date-in-the-past", "no-parcel"})
"""What is no news to who looks: the snapshot itself shows how it went."""


def _first_sight(snapshot: Snapshot) -> Order:
    """Return the order as it was before anything that the snapshot's codes tell."""
    planned = snapshot.ship_date is not None or snapshot.shipping is Shipping.SCHEDULED
    return Order(
        snapshot.order_no,
        State.SCHEDULED if planned else State.NEW,
        snapshot.ship_date,
        last_at=snapshot.purchase.ordered_at,
    )


def _with_purchase(order: Order, seen: Purchase) -> Order:
    said = attrs.asdict(seen, recurse=False)
    fresh = {name: value for name, value in said.items() if value is not None}
    purchase = attrs.evolve(order.purchase, **fresh)
    return order if purchase == order.purchase else attrs.evolve(order, purchase=purchase)
