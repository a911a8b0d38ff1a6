"""Changes for the tests of the stores: orders taken in or refused, and rows cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

import attrs

from qoo10_cancel import JST, CancelRefusal, Evidence, Order, RefusalReason, Request, State, apply
from qoo10_cancel.adapters._sql import Cursor
from qoo10_cancel.adapters._store import SqlStore
from qoo10_cancel.machine import place_in_queue
from qoo10_cancel.ports import Change, DeliveryState, OutboxEntry

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
    order = order or Order(order_no)
    return Change(None, order, (), (), (), None, NOON, "1", (), place_in_queue(order))


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
        tuple(OutboxEntry(notice, DeliveryState.WAITING, 0, NOON) for notice in allowed.notices),
        allowed.warnings,
        wake_at,
        NOON,
        "1",
        (),
        place_in_queue(allowed.order),
    )


def refused(order_no: str) -> Change:
    """Return the change by which an order comes into the store and is refused at once."""
    change = refusal(requested(order_no))
    return attrs.evolve(change, before=None, warnings=())


@contextmanager
def cut_off(store: SqlStore, table: str, column: str, key: str) -> Iterator[None]:
    """Cut the JSON of a row off in the middle, and put it back at the end."""
    update = f"UPDATE {table} SET body = ? WHERE {column} = ?"

    def cut(cursor: Cursor) -> str:
        [[body]] = store._select(cursor, f"SELECT body FROM {table} WHERE {column} = ?", (key,))
        cursor.execute(update, (body[:9], key))
        return body

    body = store._write(cut)
    try:
        yield
    finally:
        store._write(lambda cursor: cursor.execute(update, (body, key)))
