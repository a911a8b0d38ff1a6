"""Changes for the tests of the stores: an order taken in, and one that is refused at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from qoo10_cancel import (
    JST,
    CancelRefusal,
    Evidence,
    Order,
    RefusalReason,
    Request,
    State,
    apply,
)
from qoo10_cancel.ports import Change

NOON: Final = datetime(2022, 8, 12, 12, tzinfo=JST)


def requested(order_no: str) -> Order:
    """Return an order of which a buyer asks to cancel, and which is packed."""
    return Order(
        order_no,
        State.CANCEL_REQUESTED,
        date(2022, 8, 15),
        evidence=Evidence(prepared_at=NOON),
        request=Request(NOON, State.SCHEDULED),
        last_at=NOON,
        version=2,
    )


def taken_in(order_no: str, order: Order | None = None) -> Change:
    """Return the change by which an order comes into the store."""
    return Change(None, order or Order(order_no), (), (), (), (), None, NOON, "1")


def refusal(order: Order) -> Change:
    """Return the change by which *order* is refused: two steps, three notices."""
    event = CancelRefusal(NOON, RefusalReason("prepared"), confirmed=True)
    allowed = apply(order, event)
    duty = allowed.order.duty
    wake_at = None if duty is None else duty.due
    return Change(
        order,
        allowed.order,
        allowed.steps,
        allowed.notices,
        (),
        allowed.warnings,
        wake_at,
        NOON,
        "1",
    )


def refused(order_no: str) -> Change:
    """Return the change by which an order comes into the store and is refused at once."""
    change = refusal(requested(order_no))
    return Change(
        None, change.after, change.steps, change.deliver, (), (), change.wake_at, NOON, "1"
    )
