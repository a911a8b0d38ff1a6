"""One guard function per rule: (order, event, policy) -> findings. Pure, total, never raising."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from ..events import CancelRefusal, CancelRequest, Event, ShipDateSet, Shipment
from ..findings import Finding, Rule, Severity
from ..japan import day_of, duration_text
from ..order import PENDING, SENT, Duty, Evidence, Order, State
from ..parcels import number_fault
from ..policy import Policy
from ..reasons import ReasonKind
from ..text import check_reason
from .grounds import supports, wanted

__all__ = [
    "Findings",
    "date_is_ahead",
    "delayed_is_free",
    "delayed_is_refunded",
    "duty_fits_the_day",
    "duty_is_met_in_time",
    "evidence_looks_real",
    "moments_run_forward",
    "number_is_its_own",
    "only_pending_is_refused",
    "pending_is_not_shipped",
    "planned_date_ahead",
    "reason_agrees",
    "reason_is_chosen",
    "refusal_is_confirmed",
    "refused_is_final",
    "reservation_is_known",
    "shipment_looks_real",
    "shipped_is_returned",
    "text_is_fit",
]

Findings = tuple[Finding, ...]
NOTHING: Final[Findings] = ()


def _violation(rule: Rule, detail: str, **params: object) -> Findings:
    return (Finding(rule, detail, Severity.VIOLATION, params),)


def _warning(rule: Rule, detail: str, **params: object) -> Findings:
    return (Finding(rule, detail, Severity.WARNING, params),)


def _unless_lifted(policy: Policy, rule: Rule, detail: str, **params: object) -> Findings:
    say = _warning if rule in policy.lift else _violation
    return say(rule, detail, **params)


def only_pending_is_refused(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-01 (manual 1, 3): only a pending cancel request can be refused.

    >>> only_pending_is_refused(Order("1"), CancelRefusal(noon), Policy())[0].detail
    'no-request'
    """
    if order.state in PENDING:
        return NOTHING
    waits = order.state is State.AWAITING_SHIPMENT
    detail = "already-refused" if waits else "no-request"
    return _violation(Rule.ONLY_PENDING_IS_REFUSED, detail, state=order.state.value)


def delayed_is_free(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-02 (manual 1): an order in 运送延期 cannot be refused; the buyer cancels freely.

    >>> delayed = Order("1", State.SHIPPING_DELAYED)
    >>> delayed_is_free(delayed, CancelRefusal(noon), Policy())[0].detail
    'delayed'
    """
    if order.state is not State.SHIPPING_DELAYED:
        return NOTHING
    return _violation(Rule.DELAYED_IS_FREE, "delayed")


def planned_date_ahead(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-03 (manual 1): at the moment of refusal the planned ship date has not passed.

    On the planned day itself it warns, since nobody says on which midnight the day counts as
    passed; likewise when the date is not known.

    >>> late = Order("1", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 11))
    >>> planned_date_ahead(late, CancelRefusal(noon), Policy())[0].detail
    'planned-date-passed'
    """
    rule, planned = Rule.PLANNED_DATE_AHEAD, order.ship_date
    if planned is None:
        return _warning(rule, "planned-date-unknown")
    at = event.moment
    if at >= policy.lapse_of(planned):
        return _unless_lifted(policy, rule, "planned-date-passed", ship_date=planned.isoformat())
    if day_of(at) == planned:
        return _warning(rule, "planned-day-is-today", ship_date=planned.isoformat())
    return NOTHING


def reason_is_chosen(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-04 (manual 3.4): one of the four reasons of the drop-down is chosen.

    >>> reason_is_chosen(Order("1"), CancelRefusal(noon), Policy())[0].detail
    'not-chosen'
    """
    if event.reason.kind is not None:
        return NOTHING
    return _violation(Rule.REASON_IS_CHOSEN, "not-chosen")


def text_is_fit(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-05 to QC-08, and the ground of QC-09 (manual 1, 3.4): the text may be sent as it is.

    >>> short = CancelRefusal(noon, RefusalReason("other", "発送済みです"))
    >>> text_is_fit(Order("1"), short, Policy())[0].detail
    'too-short'
    """
    reason = event.reason
    if not reason.text and reason.kind is not ReasonKind.OTHER:
        return NOTHING
    return check_reason(reason, policy).findings


def reason_agrees(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-09 (manual 1): the reason agrees with the recorded facts.

    What is recorded with the order and what comes with the event are taken together; the
    event's wins. A moment still to come shows nothing.

    >>> unproven = CancelRefusal(noon, RefusalReason("prepared"))
    >>> reason_agrees(Order("1"), unproven, Policy())[0].detail
    'no-evidence'
    """
    kind = event.reason.kind
    if kind is None:
        return NOTHING
    evidence = order.evidence | event.evidence
    if supports(kind, _so_far(evidence, event)):
        return NOTHING
    to_come = _fact_at(kind, evidence)
    if to_come is not None:
        return _unless_lifted(
            policy, Rule.REASON_AGREES, "not-yet", reason=kind.value, fact_at=to_come.isoformat()
        )
    return _unless_lifted(
        policy, Rule.REASON_AGREES, "no-evidence", reason=kind.value, need=list(wanted(kind))
    )


def evidence_looks_real(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-09, QC-13 (manual 1): signs that the evidence is not about this parcel.

    The duty of a refusal is met with the same number, so it is looked at before the click.

    >>> own_number = Evidence(carrier="佐川急便", tracking_no="698016773")
    >>> refusal = CancelRefusal(noon, RefusalReason("shipped"), own_number)
    >>> evidence_looks_real(Order("698016773"), refusal, Policy())[0].detail
    'number-is-the-order'
    """
    kind, evidence = event.reason.kind, order.evidence | event.evidence
    fact_at = _fact_at(kind, evidence)
    found = NOTHING
    if kind is ReasonKind.SHIPPED:
        found = _number_looks_real(order, evidence.carrier, evidence.tracking_no)
    if kind is None or fact_at is None:
        return found
    ordered_at = order.purchase.ordered_at
    if _is_before(event, fact_at):
        if supports(kind, _so_far(evidence, event)):  # else `reason_agrees` objects to it
            found += _warning(
                Rule.REASON_AGREES, "not-yet", reason=kind.value, fact_at=fact_at.isoformat()
            )
    elif ordered_at is not None and fact_at < ordered_at:
        found += _warning(
            Rule.REASON_AGREES,
            "before-order",
            reason=kind.value,
            fact_at=fact_at.isoformat(),
            ordered_at=ordered_at.isoformat(),
        )
    return found


def _fact_at(kind: ReasonKind | None, evidence: Evidence) -> datetime | None:
    """Return the moment on which the reason *kind* rests."""
    if kind is ReasonKind.SHIPPED:
        return evidence.handed_over_at
    return evidence.prepared_at if kind is ReasonKind.PREPARED else None


def _so_far(evidence: Evidence, event: Event) -> Evidence:
    """Return what *evidence* shows by the time of *event*."""
    ahead = {
        name: None
        for name in ("handed_over_at", "prepared_at")
        if (moment := getattr(evidence, name)) is not None and _is_before(event, moment)
    }
    return attrs.evolve(evidence, **ahead) if ahead else evidence


def _is_before(event: Event, moment: datetime) -> bool:
    """Say whether *event* came before *moment*; where only its day is known, a day before."""
    at = event.at
    return at < moment if isinstance(at, datetime) else at < day_of(moment)


def refusal_is_confirmed(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-10 (manual 3.6): the refusal is confirmed, as by the OK of the dialog.

    >>> refusal_is_confirmed(Order("1"), CancelRefusal(noon), Policy())[0].detail
    'not-confirmed'
    """
    if event.confirmed:
        return NOTHING
    return _violation(Rule.REFUSAL_IS_CONFIRMED, "not-confirmed")


def duty_fits_the_day(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-12 (manual 1): a refusal late in the day leaves little time to ship-process.

    >>> last_minute = CancelRefusal(datetime(2022, 8, 12, 23, 59, 30, tzinfo=JST))
    >>> duty_fits_the_day(Order("1"), last_minute, Policy())[0].params["seconds_left"]
    30
    """
    at = event.moment
    due = Duty.of(at).due
    left = due - at
    if not isinstance(event.at, datetime) or left >= policy.short_duty:
        return NOTHING
    return _warning(
        Rule.SHIP_THE_SAME_DAY,
        "little-time",
        seconds_left=int(left.total_seconds()),
        left=duration_text(left),
        due_at=due.isoformat(),
    )


def duty_is_met_in_time(order: Order, event: Shipment, policy: Policy) -> Findings:
    """QC-12 (manual 1): ship-processing after the day of the refusal is late, not forbidden.

    >>> duty = Duty(noon, due=datetime(2022, 8, 13, tzinfo=JST))
    >>> waiting = Order("1", State.AWAITING_SHIPMENT, duty=duty)
    >>> duty_is_met_in_time(waiting, Shipment(noon + timedelta(days=1)), Policy())[0].detail
    'late'
    """
    duty = order.duty
    if duty is None or duty.met_at is not None or event.moment < duty.due:
        return NOTHING
    return _warning(Rule.SHIP_THE_SAME_DAY, "late", due_at=duty.due.isoformat())


def refused_is_final(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-11 (manual 4): a refused order cannot be requested for cancellation again.

    Whether that still holds once its planned date has passed, when a buyer may otherwise
    cancel freely (QC-14), nobody says; a warning says so.

    >>> refused = Order("1", State.AWAITING_SHIPMENT, refused_at=noon)
    >>> refused_is_final(refused, CancelRequest(noon), Policy())[0].detail
    'refused-before'
    """
    if order.refused_at is None:
        return NOTHING
    found = _unless_lifted(
        policy,
        Rule.REFUSED_IS_FINAL,
        "refused-before",
        refused_at=order.refused_at.isoformat(),
    )
    planned = order.ship_date
    if planned is not None and event.moment >= policy.lapse_of(planned):
        found += _warning(
            Rule.DELAYED_IS_REFUNDED, "refused-and-delayed", ship_date=planned.isoformat()
        )
    return found


def shipment_looks_real(order: Order, event: Shipment, policy: Policy) -> Findings:
    """QC-13 (manual 1): signs of fake ship-processing are pointed out; the proof is Qoo10's.

    >>> odd = Shipment(noon, "佐川急便", "111111111111")
    >>> shipment_looks_real(Order("1"), odd, Policy())[0].detail
    'implausible-number'
    """
    parcel = order.evidence | Evidence(carrier=event.carrier, tracking_no=event.tracking_no)
    found = _number_looks_real(order, parcel.carrier, event.tracking_no)
    missing = [name for name in ("carrier", "tracking_no") if getattr(parcel, name) is None]
    if missing:
        found += _warning(Rule.NO_FAKE_SHIPMENT, "no-parcel", need=missing)
    paid_at = order.purchase.paid_at
    if paid_at is not None and _is_before(event, paid_at):
        found += _warning(Rule.NO_FAKE_SHIPMENT, "before-payment", paid_at=paid_at.isoformat())
    return found


def _number_looks_real(order: Order, carrier: str | None, tracking_no: str | None) -> Findings:
    """Return what is wrong with the tracking number, if there is one."""
    if tracking_no is None:
        return NOTHING
    fault = number_fault(tracking_no, carrier, order.order_no, order.purchase.cart_no)
    return _warning(Rule.NO_FAKE_SHIPMENT, fault) if fault else NOTHING


def reservation_is_known(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-17 (buyer help 583): only a reservation item waits for the seller before a date is set.

    >>> reservation_is_known(Order("1"), CancelRequest(noon), Policy())[0].detail
    'reservation-unknown'
    """
    if order.purchase.reservation is not None:
        return NOTHING
    return _warning(Rule.UNPLANNED_IS_FREE, "reservation-unknown")


def delayed_is_refunded(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-14 (manual 1): in 运送延期 a buyer's cancel is refunded at once, without the seller.

    >>> late = Order("1", State.SHIPPING_DELAYED, ship_date=date(2022, 8, 11))
    >>> delayed_is_refunded(late, CancelRequest(noon), Policy())[0].detail
    'refunded-at-once'
    """
    return _warning(Rule.DELAYED_IS_REFUNDED, "refunded-at-once")


def date_is_ahead(order: Order, event: ShipDateSet, policy: Policy) -> Findings:
    """QC-18 (manual 1): a planned date in the past would make the order 运送延期 at once.

    That a set date may be changed, and a delayed order planned anew, is assumed: it warns.

    >>> yesterday = ShipDateSet(noon, ship_date=date(2022, 8, 11))
    >>> date_is_ahead(Order("1"), yesterday, Policy())[0].detail
    'date-in-the-past'
    """
    rule, planned = Rule.DELAY_NEEDS_A_LAPSE, event.ship_date
    if policy.lapse_of(planned) <= event.moment:
        return _violation(rule, "date-in-the-past", ship_date=planned.isoformat())
    if order.state is State.SHIPPING_DELAYED:
        return _warning(rule, "planned-anew", ship_date=planned.isoformat())
    if order.ship_date is not None and order.ship_date != planned:
        return _warning(rule, "date-changed", ship_date=planned.isoformat())
    return NOTHING


def pending_is_not_shipped(order: Order, event: Shipment, policy: Policy) -> Findings:
    """QC-19 (nobody says): while a request is pending, refuse first, then ship-process.

    >>> asked = Order("1", State.CANCEL_REQUESTED)
    >>> pending_is_not_shipped(asked, Shipment(noon), Policy())[0].detail
    'request-pending'
    """
    if order.state not in PENDING:
        return NOTHING
    return _unless_lifted(policy, Rule.PENDING_IS_NOT_SHIPPED, "request-pending")


def shipped_is_returned(order: Order, event: CancelRequest, policy: Policy) -> Findings:
    """QC-20 (buyer help 583): after ship-processing there is no cancel, only a return.

    >>> shipped_is_returned(Order("1", State.SHIPPED), CancelRequest(noon), Policy())[0].detail
    'only-a-return'
    """
    if order.state not in SENT:
        return NOTHING
    return _violation(Rule.SHIPPED_IS_RETURNED, "only-a-return", state=order.state.value)


def moments_run_forward(order: Order, event: Event, policy: Policy) -> Findings:
    """QC-22 (records): an event earlier than what is already recorded is pointed out.

    >>> order, yesterday = Order("1", last_at=noon), Shipment(date(2022, 8, 11))
    >>> moments_run_forward(order, yesterday, Policy())[0].detail
    'earlier-than-recorded'
    """
    last = order.last_at
    if last is None or not _is_before(event, last):
        return NOTHING
    return _warning(Rule.MOMENTS_RUN_FORWARD, "earlier-than-recorded", last_at=last.isoformat())


def number_is_its_own(order: Order, event: Shipment, others: Iterable[Order]) -> Findings:
    """QC-13 (manual 1): a tracking number that another cart has used is a sign of fake shipping.

    Args:
        order: The order that is shipped.
        event: Its shipment.
        others: Orders with that tracking number, sorted by their own; the order may be among
            them.

    >>> used = Order("2", evidence=Evidence(tracking_no="403912345675"))
    >>> again = Shipment(noon, tracking_no="403912345675")
    >>> number_is_its_own(Order("1"), again, [used])[0].params["order_no"]
    '2'
    """
    cart = order.purchase.cart_no
    for other in others:
        same_cart = cart is not None and cart == other.purchase.cart_no
        if other.order_no != order.order_no and not same_cart:
            return _warning(
                Rule.NO_FAKE_SHIPMENT, "number-used-elsewhere", order_no=other.order_no
            )
    return NOTHING
