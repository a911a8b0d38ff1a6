"""The guards of a refusal, one function a rule: (order, event, policy) -> findings."""

from __future__ import annotations

from datetime import datetime

import attrs

from ..events import CancelRefusal, Event
from ..findings import Rule
from ..japan import day_of, duration_text
from ..order import PENDING, Duty, Evidence, Order, State
from ..policy import Policy
from ..reasons import ReasonKind
from ..text import check_reason
from .grounds import supports, wanted
from .objections import (
    NOTHING,
    Findings,
    is_before,
    number_looks_real,
    unless_lifted,
    violation,
    warning,
)

__all__ = [
    "delayed_is_free",
    "duty_fits_the_day",
    "evidence_looks_real",
    "only_pending_is_refused",
    "planned_date_ahead",
    "reason_agrees",
    "reason_is_chosen",
    "refusal_is_confirmed",
    "text_is_fit",
]


def only_pending_is_refused(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-01 (manual 1, 3): only a pending cancel request can be refused.

    >>> only_pending_is_refused(Order("1"), CancelRefusal(noon), Policy())[0].detail
    'no-request'
    """
    if order.state in PENDING:
        return NOTHING
    waits = order.state is State.AWAITING_SHIPMENT
    detail = "already-refused" if waits else "no-request"
    return violation(Rule.ONLY_PENDING_IS_REFUSED, detail, state=order.state.value)


def delayed_is_free(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-02 (manual 1): an order in 运送延期 cannot be refused; the buyer cancels freely.

    >>> delayed = Order("1", State.SHIPPING_DELAYED)
    >>> delayed_is_free(delayed, CancelRefusal(noon), Policy())[0].detail
    'delayed'
    """
    if order.state is not State.SHIPPING_DELAYED:
        return NOTHING
    return violation(Rule.DELAYED_IS_FREE, "delayed")


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
        return warning(rule, "planned-date-unknown")
    at = event.moment
    if at >= policy.lapse_of(planned):
        return unless_lifted(policy, rule, "planned-date-passed", ship_date=planned.isoformat())
    if day_of(at) == planned:
        return warning(rule, "planned-day-is-today", ship_date=planned.isoformat())
    return NOTHING


def reason_is_chosen(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-04 (manual 3.4): one of the four reasons of the drop-down is chosen.

    >>> reason_is_chosen(Order("1"), CancelRefusal(noon), Policy())[0].detail
    'not-chosen'
    """
    if event.reason.kind is not None:
        return NOTHING
    return violation(Rule.REASON_IS_CHOSEN, "not-chosen")


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
        return unless_lifted(
            policy, Rule.REASON_AGREES, "not-yet", reason=kind.value, fact_at=to_come.isoformat()
        )
    return unless_lifted(
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
        found = number_looks_real(order, evidence.carrier, evidence.tracking_no)
    if kind is None or fact_at is None:
        return found
    ordered_at = order.purchase.ordered_at
    if is_before(event, fact_at):
        if supports(kind, _so_far(evidence, event)):  # else `reason_agrees` objects to it
            found += warning(
                Rule.REASON_AGREES, "not-yet", reason=kind.value, fact_at=fact_at.isoformat()
            )
    elif ordered_at is not None and fact_at < ordered_at:
        found += warning(
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
        if (moment := getattr(evidence, name)) is not None and is_before(event, moment)
    }
    return attrs.evolve(evidence, **ahead) if ahead else evidence


def refusal_is_confirmed(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-10 (manual 3.6): the refusal is confirmed, as by the OK of the dialog.

    >>> refusal_is_confirmed(Order("1"), CancelRefusal(noon), Policy())[0].detail
    'not-confirmed'
    """
    if event.confirmed:
        return NOTHING
    return violation(Rule.REFUSAL_IS_CONFIRMED, "not-confirmed")


def duty_fits_the_day(order: Order, event: CancelRefusal, policy: Policy) -> Findings:
    """QC-12 (manual 1): a refusal late in the day leaves little time to mark as shipped.

    >>> last_minute = CancelRefusal(datetime(2022, 8, 12, 23, 59, 30, tzinfo=JST))
    >>> duty_fits_the_day(Order("1"), last_minute, Policy())[0].params["seconds_left"]
    30
    """
    return _little_time(event, policy) + _ships_later(order, event)


def _ships_later(order: Order, event: CancelRefusal) -> Findings:
    """Point out an item that cannot be shipped on the day of the refusal."""
    planned = order.ship_date
    made_to_order = (order.evidence | event.evidence).made_to_order
    if planned is None or planned <= day_of(event.moment):
        return NOTHING
    if not (order.purchase.reservation or made_to_order):
        return NOTHING
    return warning(Rule.SHIP_THE_SAME_DAY, "ships-later", ship_date=planned.isoformat())


def _little_time(event: CancelRefusal, policy: Policy) -> Findings:
    at = event.moment
    due = Duty.of(at).due
    left = due - at
    if not isinstance(event.at, datetime) or left >= policy.short_duty:
        return NOTHING
    return warning(
        Rule.SHIP_THE_SAME_DAY,
        "little-time",
        seconds_left=int(left.total_seconds()),
        left=duration_text(left),
        due_at=due.isoformat(),
    )
