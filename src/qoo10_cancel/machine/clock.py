"""What will happen to an order by itself, if nobody does anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from ..events import (
    DutyLapse,
    DutyReminder,
    Event,
    RequestReminder,
    ShipDateLapse,
    ShipmentRelease,
)
from ..order import GONE, Order, State
from ..policy import Policy

__all__ = ["next_move"]


def next_move(order: Order, policy: Policy) -> Event | None:
    """Return the earliest move that the order will make by itself, stamped with its moment.

    A duty is watched in every state of its order (QC-12). A planned date that passed while
    the order was elsewhere lapses when it comes back, so that the step follows that one.

    >>> planned = Order("1", State.SCHEDULED, ship_date=date(2022, 8, 15))
    >>> next_move(planned, Policy())
    ShipDateLapse(at=datetime.datetime(2022, 8, 16, 0, 0, ...)
    """
    state = order.state
    if state in GONE:
        return None
    if state is State.REFUSED:
        return _release(order)
    own, duty = _own_move(order, policy), _duty_move(order, policy)
    if own is None or duty is None:
        return own or duty
    return min(own, duty, key=lambda move: move.moment)


def _own_move(order: Order, policy: Policy) -> Event | None:
    match order.state:
        case State.SCHEDULED if order.ship_date is not None:
            return ShipDateLapse(_not_before(order, policy.lapse_of(order.ship_date)))
        case State.AWAITING_SHIPMENT if order.ship_date is not None:
            return _lapse_of_a_refused(order, policy.lapse_of(order.ship_date))
        case State.CANCEL_REQUESTED | State.WITHDRAWAL_ASKED:
            return _request_reminder(order, policy)
        case _:
            return None


def _lapse_of_a_refused(order: Order, lapse: datetime) -> Event | None:
    # It changes no state: nobody says what becomes of the order then, and once it is warned about.
    last_at = order.last_at or order.refused_at
    return None if last_at is None or last_at >= lapse else ShipDateLapse(lapse)


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
    request, until = order.request, policy.refusable_until(order.ship_date)
    if request is None or until is None:
        return None
    # A date that is set late may put a reminder's moment behind what has happened since.
    since = max(request.reminded_at or request.at, order.last_at or request.at)
    reminder = _first_after(since, until, policy.request_reminders)
    return None if reminder is None else RequestReminder(reminder)


def _first_after(since: datetime, end: datetime, leads: Iterable[timedelta]) -> datetime | None:
    return next((end - lead for lead in leads if end - lead > since), None)
