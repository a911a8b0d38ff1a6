"""What each event leaves on the order that it happened to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

import attrs

from ..events import (
    CancelRefusal,
    CancelRequest,
    Delivery,
    DutyLapse,
    DutyReminder,
    Event,
    EvidenceAdded,
    RequestReminder,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
    ShipmentRelease,
    WithdrawalAsked,
    WithdrawalDenied,
)
from ..order import PENDING, Duty, Evidence, Order, Request, State
from .timeline import appended

__all__ = ["after", "changed"]

Timeline = tuple[Any, ...]


def after(order: Order, event: Event, target: State) -> Order:
    """Return the order in *target*, with what *event* leaves on it and its timeline."""
    return changed(order, event, target, appended(order, event))


def changed(order: Order, event: Event, target: State, timeline: tuple[Any, ...]) -> Order:
    """Return the order in *target*, with what *event* leaves on it; its timeline is *timeline*."""
    effect = _EFFECTS.get(type(event), _next)
    return effect(order, event, target, timeline)


_AS_IT_WAS: Final[Any] = object()


def _next(
    o: Order,
    event: Event,
    target: State,
    timeline: Timeline,
    *,
    ship_date: date | None = _AS_IT_WAS,
    evidence: Evidence = _AS_IT_WAS,
    request: Request | None = _AS_IT_WAS,
    refused_at: datetime | None = _AS_IT_WAS,
    duty: Duty | None = _AS_IT_WAS,
) -> Order:
    # A plain call: attrs.evolve takes more than twice as long.
    at, last = event.moment, o.last_at
    return Order(
        o.order_no,
        target,
        o.ship_date if ship_date is _AS_IT_WAS else ship_date,
        o.purchase,
        o.evidence if evidence is _AS_IT_WAS else evidence,
        o.request if request is _AS_IT_WAS else request,
        o.refused_at if refused_at is _AS_IT_WAS else refused_at,
        o.duty if duty is _AS_IT_WAS else duty,
        at if last is None or at > last else last,
        o.version + 1,
        timeline,
        o if o.base is None else o.base,
        o.looks,
    )


def _requested(o: Order, event: CancelRequest, target: State, timeline: Timeline) -> Order:
    return _next(
        o, event, target, timeline, request=Request(event.moment, _origin(o), event.reason)
    )


def _asked_to_withdraw(o: Order, event: Event, target: State, timeline: Timeline) -> Order:
    request = o.request
    if o.state not in PENDING:  # who is asked to withdraw a request has made one
        request = Request(event.moment, _origin(o))
    return _next(o, event, target, timeline, request=request)


def _origin(o: Order) -> State:
    if o.state in PENDING:
        return o.came_from  # a second request goes back to where the first one came from
    return State.AWAITING_SHIPMENT if o.state is State.REFUSED else o.state


def _withdrawn(o: Order, event: RequestWithdrawal, target: State, timeline: Timeline) -> Order:
    return _next(o, event, target, timeline, request=None)


def _planned(o: Order, event: ShipDateSet, target: State, timeline: Timeline) -> Order:
    request = o.request
    if request is not None and request.came_from in _PLANNED_BY_A_DATE:
        request = attrs.evolve(request, came_from=State.SCHEDULED)
    planned = o.ship_date if event.ship_date is None else event.ship_date
    return _next(o, event, target, timeline, ship_date=planned, request=request)


_PLANNED_BY_A_DATE: Final = frozenset({State.NEW, State.SHIPPING_DELAYED})


def _prepared(o: Order, event: EvidenceAdded, target: State, timeline: Timeline) -> Order:
    return _next(o, event, target, timeline, evidence=o.evidence | event.evidence)


def _refused(o: Order, event: CancelRefusal, target: State, timeline: Timeline) -> Order:
    # QC-15: a refusal withdraws the buyer's request.
    evidence = o.evidence | event.evidence
    return _next(
        o, event, target, timeline, evidence=evidence, request=None, refused_at=event.moment
    )


def _released(o: Order, event: ShipmentRelease, target: State, timeline: Timeline) -> Order:
    # QC-12: the duty starts at the refusal and ends with its day.
    return _next(o, event, target, timeline, duty=Duty.of(event.moment))


def _shipped(o: Order, event: Shipment, target: State, timeline: Timeline) -> Order:
    at, duty, evidence = event.moment, o.duty, o.evidence
    if event.carrier or event.tracking_no:
        evidence |= Evidence(carrier=event.carrier, tracking_no=event.tracking_no)
    if duty is not None and duty.met_at is None:
        duty = attrs.evolve(duty, met_at=at, missed=at >= duty.due)
    return _next(o, event, target, timeline, evidence=evidence, duty=duty)


def _delivered(o: Order, event: Delivery, target: State, timeline: Timeline) -> Order:
    # Whoever never saw it leave knows by now that it has left.
    duty = o.duty
    if duty is not None and duty.met_at is None:
        duty = attrs.evolve(duty, met_at=event.moment, missed=event.moment >= duty.due)
    return _next(o, event, target, timeline, duty=duty)


def _breached(o: Order, event: DutyLapse, target: State, timeline: Timeline) -> Order:
    return _next(o, event, target, timeline, duty=o.duty and attrs.evolve(o.duty, missed=True))


def _duty_reminded(o: Order, event: DutyReminder, target: State, timeline: Timeline) -> Order:
    duty = o.duty and attrs.evolve(o.duty, reminded_at=event.moment)
    return _next(o, event, target, timeline, duty=duty)


def _request_reminded(
    o: Order, event: RequestReminder, target: State, timeline: Timeline
) -> Order:
    request = o.request and attrs.evolve(o.request, reminded_at=event.moment)
    return _next(o, event, target, timeline, request=request)


_EFFECTS: Final[Mapping[type[Event], Callable[[Order, Any, State, Timeline], Order]]] = {
    CancelRequest: _requested,
    RequestWithdrawal: _withdrawn,
    ShipDateSet: _planned,
    EvidenceAdded: _prepared,
    CancelRefusal: _refused,
    ShipmentRelease: _released,
    Shipment: _shipped,
    Delivery: _delivered,
    WithdrawalAsked: _asked_to_withdraw,
    WithdrawalDenied: _asked_to_withdraw,
    DutyLapse: _breached,
    DutyReminder: _duty_reminded,
    RequestReminder: _request_reminded,
}
