"""Pasts: what leads a new order to a state, so that a shop may begin with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from ..events import (
    CancelApproval,
    CancelRefusal,
    CancelRequest,
    Delivery,
    Event,
    Refund,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
)
from ..japan import JST, day_of, midnight
from ..order import State
from ..reasons import ReasonKind, RefusalReason

__all__ = ["past"]

_HOUR: Final = timedelta(hours=1)


def past(state: State, ordered_at: datetime, now: datetime, parcel: str) -> Iterator[Event]:
    """Yield the events that lead a new order to *state* by *now*."""
    today = day_of(now)
    if state is State.NEW:
        return
    delayed = state is State.SHIPPING_DELAYED
    planned = today - timedelta(days=2) if delayed else today + timedelta(days=3)
    if state is State.DELIVERED:
        planned = today
    yield ShipDateSet(ordered_at + timedelta(minutes=10), ship_date=planned)
    if state in {State.SHIPPED, State.DELIVERED}:
        sent = now - timedelta(days=2) if state is State.DELIVERED else now - _HOUR / 2
        yield Shipment(sent, "佐川急便", parcel)
    if state is State.DELIVERED:
        yield Delivery(now - timedelta(days=1))
    if state in _REQUESTED_FIRST:
        yield CancelRequest(now - _HOUR, "订购取消")
    if state is State.WITHDRAWAL_ASKED:
        yield WithdrawalAsked(now - _HOUR / 2)
    if state in {State.CANCELLING, State.CANCELLED}:
        yield CancelApproval(now - _HOUR / 4)
    if state is State.CANCELLED:
        yield Refund(now - _HOUR / 12)
    if state in {State.REFUSED, State.AWAITING_SHIPMENT}:
        # On this day, so that its duty is still running.
        at = max(now - _HOUR / 4, midnight(today).replace(tzinfo=JST))
        yield CancelRefusal(min(at, now), RefusalReason(ReasonKind.SHIPPED), confirmed=True)


_REQUESTED_FIRST: Final = frozenset(
    {
        State.CANCEL_REQUESTED,
        State.WITHDRAWAL_ASKED,
        State.CANCELLING,
        State.CANCELLED,
        State.REFUSED,
        State.AWAITING_SHIPMENT,
    }
)
