"""What each event leaves on the order that it happened to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

import attrs

from ..events import (
    CancelRefusal,
    CancelRequest,
    Correction,
    DutyLapse,
    DutyReminder,
    Event,
    EvidenceAdded,
    RequestReminder,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
    ShipmentRelease,
)
from ..order import PENDING, Duty, Evidence, Order, Request, State

__all__ = ["after"]


def after(order: Order, event: Event, target: State) -> Order:
    """Return the order in *target*, with what *event* leaves on it."""
    effect = _EFFECTS.get(type(event), _next)
    return effect(order, event, target)


_AS_IT_WAS: Final[Any] = object()


def _next(
    o: Order,
    event: Event,
    target: State,
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
    )


def _requested(o: Order, event: CancelRequest, target: State) -> Order:
    return _next(o, event, target, request=Request(event.moment, _origin(o), event.reason))


def _origin(o: Order) -> State:
    if o.state in PENDING:
        return o.came_from  # a request made anew goes back to where the first one came from
    return State.AWAITING_SHIPMENT if o.state is State.REFUSED else o.state


def _withdrawn(o: Order, event: RequestWithdrawal, target: State) -> Order:
    return _next(o, event, target, request=None)


def _planned(o: Order, event: ShipDateSet, target: State) -> Order:
    request = o.request
    if request is not None and request.came_from in _PLANNED_BY_A_DATE:
        request = attrs.evolve(request, came_from=State.SCHEDULED)
    return _next(o, event, target, ship_date=event.ship_date, request=request)


_PLANNED_BY_A_DATE: Final = frozenset({State.NEW, State.SHIPPING_DELAYED})


def _prepared(o: Order, event: EvidenceAdded, target: State) -> Order:
    return _next(o, event, target, evidence=o.evidence | event.evidence)


def _refused(o: Order, event: CancelRefusal, target: State) -> Order:
    # QC-15: a refusal withdraws the buyer's request.
    evidence = o.evidence | event.evidence
    return _next(o, event, target, evidence=evidence, request=None, refused_at=event.moment)


def _released(o: Order, event: ShipmentRelease, target: State) -> Order:
    # QC-12: the duty starts at the refusal and ends with its day.
    return _next(o, event, target, duty=Duty.of(event.moment))


def _shipped(o: Order, event: Shipment, target: State) -> Order:
    at, duty, evidence = event.moment, o.duty, o.evidence
    if event.carrier or event.tracking_no:
        evidence |= Evidence(carrier=event.carrier, tracking_no=event.tracking_no)
    if duty is not None and duty.met_at is None:
        duty = attrs.evolve(duty, met_at=at, missed=at >= duty.due)
    return _next(o, event, target, evidence=evidence, duty=duty)


def _breached(o: Order, event: DutyLapse, target: State) -> Order:
    return _next(o, event, target, duty=o.duty and attrs.evolve(o.duty, missed=True))


def _duty_reminded(o: Order, event: DutyReminder, target: State) -> Order:
    duty = o.duty and attrs.evolve(o.duty, reminded_at=event.moment)
    return _next(o, event, target, duty=duty)


def _request_reminded(o: Order, event: RequestReminder, target: State) -> Order:
    request = o.request and attrs.evolve(o.request, reminded_at=event.moment)
    return _next(o, event, target, request=request)


def _corrected(o: Order, event: Correction, target: State) -> Order:
    at, last = event.moment, o.last_at
    last = at if last is None else max(at, last)
    return attrs.evolve(event.to, version=o.version + 1, last_at=last)


_EFFECTS: Final[Mapping[type[Event], Callable[[Order, Any, State], Order]]] = {
    CancelRequest: _requested,
    RequestWithdrawal: _withdrawn,
    ShipDateSet: _planned,
    EvidenceAdded: _prepared,
    CancelRefusal: _refused,
    ShipmentRelease: _released,
    Shipment: _shipped,
    DutyLapse: _breached,
    DutyReminder: _duty_reminded,
    RequestReminder: _request_reminded,
    Correction: _corrected,
}
