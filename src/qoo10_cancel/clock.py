"""What will happen to an order by itself, if nobody does anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from .events import (
    DutyLapse,
    DutyReminder,
    Event,
    RequestReminder,
    ShipDateLapse,
    ShipmentRelease,
)
from .order import PENDING, Order, State
from .policy import Policy

__all__ = ["RESTLESS", "next_move"]

RESTLESS = frozenset({State.SCHEDULED, State.REFUSED, State.AWAITING_SHIPMENT, *PENDING})
"""States in which an order can move by itself."""


def next_move(order: Order, policy: Policy) -> Event | None:
    """Return the earliest move that the order will make by itself, stamped with its moment.

    A move that fell due while the order was elsewhere is due when it came back, so that
    moments run forward.

    >>> planned = Order("1", State.SCHEDULED, ship_date=date(2022, 8, 15))
    >>> next_move(planned, Policy())
    ShipDateLapse(at=datetime.datetime(2022, 8, 16, 0, 0, ...), actor=None)
    """
    match order.state:
        case State.SCHEDULED if order.ship_date is not None:
            return ShipDateLapse(_not_before(order, policy.lapse_of(order.ship_date)))
        case State.REFUSED:
            return _release(order)
        case State.AWAITING_SHIPMENT:
            return _duty_move(order, policy)
        case State.CANCEL_REQUESTED | State.WITHDRAWAL_ASKED:
            moves = (_request_reminder(order, policy), _duty_move(order, policy))
            return min((m for m in moves if m is not None), key=lambda m: m.moment, default=None)
        case _:
            return None


def _not_before(order: Order, moment: datetime) -> datetime:
    return moment if order.last_at is None else max(moment, order.last_at)


def _release(order: Order) -> Event | None:
    moment = order.refused_at or order.last_at
    return None if moment is None else ShipmentRelease(moment)


def _duty_move(order: Order, policy: Policy) -> Event | None:
    duty = order.duty
    if duty is None or duty.missed or duty.met_at is not None:
        return None
    since = duty.reminded_at or duty.started_at
    reminder = _first_after(since, duty.due, policy.duty_reminders)
    return DutyLapse(duty.due) if reminder is None else DutyReminder(reminder)


def _request_reminder(order: Order, policy: Policy) -> Event | None:
    request = order.request
    if request is None or order.ship_date is None:
        return None
    since = request.reminded_at or request.at
    reminder = _first_after(since, policy.lapse_of(order.ship_date), policy.request_reminders)
    return None if reminder is None else RequestReminder(reminder)


def _first_after(since: datetime, end: datetime, leads: Iterable[timedelta]) -> datetime | None:
    return next((end - lead for lead in leads if end - lead > since), None)
