"""One plain order per state and one plain event per class, on the manual's day: 2022-08-12."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from qoo10_cancel import JST, Duty, Order, RefusalReason, Request, State
from qoo10_cancel import events as e

TEXT = "ご注文の商品は検品と梱包を終えて発送済みですので、キャンセルをお受けできません。"
NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
MORNING = NOON - timedelta(hours=2)
SOON = date(2022, 8, 15)
ASKED = Request(MORNING, State.SCHEDULED, "订购取消")
RUNNING = Duty(MORNING, datetime(2022, 8, 13, tzinfo=JST))

ORDERS = {
    order.state: order
    for order in (
        Order("76206", State.NEW),
        Order("76206", State.SCHEDULED, SOON),
        Order("76206", State.SHIPPING_DELAYED, date(2022, 8, 11)),
        Order("76206", State.CANCEL_REQUESTED, SOON, request=ASKED),
        Order("76206", State.WITHDRAWAL_ASKED, SOON, request=ASKED),
        Order("76206", State.CANCELLING, SOON, request=ASKED),
        Order("76206", State.CANCELLED, SOON, request=ASKED),
        Order("76206", State.REFUSED, SOON),
        Order("76206", State.AWAITING_SHIPMENT, SOON, refused_at=MORNING, duty=RUNNING),
        Order("76206", State.SHIPPED, SOON),
        Order("76206", State.DELIVERED, SOON),
    )
}

SPECIAL = {
    e.ShipDateSet: e.ShipDateSet(NOON, ship_date=SOON),
    e.CancelRefusal: e.CancelRefusal(NOON, RefusalReason("other", TEXT), confirmed=True),
    e.Shipment: e.Shipment(NOON, "佐川急便", "412098765433"),
}
EVENTS = {cls: SPECIAL.get(cls) or cls(NOON) for cls in e.EVENTS}
