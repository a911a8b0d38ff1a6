"""What each event leaves on the order that it happened to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

import attrs

from .events import (
    CancelRefusal,
    CancelRequest,
    Correction,
    DutyLapse,
    DutyReminder,
    Event,
    Preparation,
    RequestReminder,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
    ShipmentRelease,
)
from .japan import day_of, end_of
from .order import PENDING, Duty, Evidence, Order, Request, State

__all__ = ["after"]


def after(order: Order, event: Event, target: State) -> Order:
    """Return the order in *target*, with what *event* leaves on it."""
    effect = _EFFECTS.get(type(event), _moved)
    return effect(order, event, target)


def _next(
    order: Order,
    target: State,
    at: datetime,
    ship_date: date | None,
    evidence: Evidence,
    request: Request | None,
    refused_at: datetime | None,
    duty: Duty | None,
) -> Order:
    # A plain call: attrs.evolve takes more than twice as long.
    last = order.last_at
    return Order(
        order.order_no,
        target,
        ship_date,
        order.purchase,
        evidence,
        request,
        refused_at,
        duty,
        at if last is None or at > last else last,
        order.version + 1,
    )


def _moved(o: Order, event: Event, target: State) -> Order:
    return _next(o, target, event.moment, o.ship_date, o.evidence, o.request, o.refused_at, o.duty)


def _requested(o: Order, event: CancelRequest, target: State) -> Order:
    at = event.moment
    request = Request(at, _origin(o), event.reason)
    return _next(o, target, at, o.ship_date, o.evidence, request, o.refused_at, o.duty)


def _origin(o: Order) -> State:
    if o.state in PENDING:
        return o.came_from  # a request made anew goes back to where the first one came from
    return State.AWAITING_SHIPMENT if o.state is State.REFUSED else o.state


def _withdrawn(o: Order, event: RequestWithdrawal, target: State) -> Order:
    return _next(o, target, event.moment, o.ship_date, o.evidence, None, o.refused_at, o.duty)


def _planned(o: Order, event: ShipDateSet, target: State) -> Order:
    at, planned, request = event.moment, event.ship_date, o.request
    if request is not None and request.came_from in _PLANNED_BY_A_DATE:
        request = attrs.evolve(request, came_from=State.SCHEDULED)
    return _next(o, target, at, planned, o.evidence, request, o.refused_at, o.duty)


_PLANNED_BY_A_DATE: Final = frozenset({State.NEW, State.SHIPPING_DELAYED})


def _prepared(o: Order, event: Preparation, target: State) -> Order:
    evidence = o.evidence | event.evidence
    return _next(o, target, event.moment, o.ship_date, evidence, o.request, o.refused_at, o.duty)


def _refused(o: Order, event: CancelRefusal, target: State) -> Order:
    # QC-15: a refusal withdraws the buyer's request.
    at, evidence = event.moment, o.evidence | event.evidence
    return _next(o, target, at, o.ship_date, evidence, None, at, o.duty)


def _released(o: Order, event: ShipmentRelease, target: State) -> Order:
    # QC-12: the duty starts at the refusal and ends with its day.
    at = event.moment
    duty = Duty(at, end_of(day_of(at)))
    return _next(o, target, at, o.ship_date, o.evidence, o.request, o.refused_at, duty)


def _shipped(o: Order, event: Shipment, target: State) -> Order:
    at, duty, evidence = event.moment, o.duty, o.evidence
    if event.carrier or event.tracking_no:
        evidence |= Evidence(carrier=event.carrier, tracking_no=event.tracking_no)
    if duty is not None and duty.met_at is None:
        duty = attrs.evolve(duty, met_at=at, missed=at >= duty.due)
    return _next(o, target, at, o.ship_date, evidence, o.request, o.refused_at, duty)


def _breached(o: Order, event: DutyLapse, target: State) -> Order:
    duty = o.duty and attrs.evolve(o.duty, missed=True)
    return _next(o, target, event.moment, o.ship_date, o.evidence, o.request, o.refused_at, duty)


def _duty_reminded(o: Order, event: DutyReminder, target: State) -> Order:
    at = event.moment
    duty = o.duty and attrs.evolve(o.duty, reminded_at=at)
    return _next(o, target, at, o.ship_date, o.evidence, o.request, o.refused_at, duty)


def _request_reminded(o: Order, event: RequestReminder, target: State) -> Order:
    at = event.moment
    request = o.request and attrs.evolve(o.request, reminded_at=at)
    return _next(o, target, at, o.ship_date, o.evidence, request, o.refused_at, o.duty)


def _corrected(o: Order, event: Correction, target: State) -> Order:
    at, last = event.moment, o.last_at
    last = at if last is None else max(at, last)
    return attrs.evolve(event.to, version=o.version + 1, last_at=last)


_EFFECTS: Final[Mapping[type[Event], Callable[[Order, Any, State], Order]]] = {
    CancelRequest: _requested,
    RequestWithdrawal: _withdrawn,
    ShipDateSet: _planned,
    Preparation: _prepared,
    CancelRefusal: _refused,
    ShipmentRelease: _released,
    Shipment: _shipped,
    DutyLapse: _breached,
    DutyReminder: _duty_reminded,
    RequestReminder: _request_reminded,
    Correction: _corrected,
}
