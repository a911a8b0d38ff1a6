"""The files to download from J·QSM: UTF-8 with a BOM, every cell quoted, CRLF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ..order import State
from ..snapshot import Claim, Shipping
from .entries import Entry

__all__ = ["claim_grid", "delivery_list"]

_BRIEF: Final = (
    "配送状態", "注文番号", "カート番号", "配送会社", "送り状番号", "発送日", "発送予定日",
    "商品名", "数量", "オプション情報", "オプションコード", "受取人名", "販売者商品コード",
    "外部広告", "決済サイト",
)  # fmt: skip
_CLAIM_GRID: Final = (
    "选择", "处理状态", "取消/退货完成日", "取消/退货理由", "未收到原因", "取消/退货申请日",
    "退货收货方式", "订购日", "发货日", "订购号码", "购物车号码", "商品代码", "卖家商品代码",
)  # fmt: skip
_SHIPPING: Final = {
    Shipping.UNPAID: "配送待ち",
    Shipping.NEW: "配送要請",
    Shipping.SCHEDULED: "配送準備",
    Shipping.SHIPPED: "配送中",
    Shipping.DELIVERED: "配送完了",
}
_CLAIMS: Final = {
    Claim.CANCEL_REQUESTED: "取消:处理要求",
    Claim.CANCELLING: "取消中",
    Claim.CANCELLED: "取消完成",
    Claim.RETURN_REQUESTED: "退货申请",
    Claim.RETURNING: "退货中",
    Claim.RETURNED: "退货完成",
    Claim.EXCHANGE_REQUESTED: "申请交换",
    Claim.REDELIVERING: "再次运途中",
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def _day(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y/%m/%d}"


def _file(header: tuple[str, ...], rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["'" + cell if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def delivery_list(entries: Iterable[Entry]) -> bytes:
    """Return the Japanese brief delivery list of *entries*."""
    return _file(_BRIEF, map(_delivery_row, (e for e in entries if e.shipping is not None)))


def _delivery_row(entry: Entry) -> list[str]:
    order, goods = entry.order, entry.goods
    assert entry.shipping is not None  # noqa: S101  filtered
    delayed = entry.state is State.SHIPPING_DELAYED
    sent = entry.shipped_at is not None
    return [
        "配送遅延" if delayed else _SHIPPING[entry.shipping],
        entry.order_no,
        order.purchase.cart_no or "",
        order.evidence.carrier or "" if sent else "",
        order.evidence.tracking_no or "" if sent else "",
        _day(entry.shipped_at),
        "" if order.ship_date is None else f"{order.ship_date:%Y/%m/%d}",
        goods.title,
        str(goods.quantity),
        goods.option,
        "",
        entry.person.name,
        goods.seller_code,
        "",
        "Qoo10",
    ]


def claim_grid(entries: Iterable[Entry]) -> bytes:
    """Return the Chinese claim grid of the manual for the *entries* that have a claim."""
    return _file(_CLAIM_GRID, (_claim_row(e) for e in entries if e.claim in _CLAIMS))


def _claim_row(entry: Entry) -> list[str]:
    assert entry.claim is not None  # noqa: S101  filtered
    request, other = entry.order.request, entry.other
    reason = other.reason if other is not None else request.reason if request is not None else ""
    return [
        "",
        _CLAIMS[entry.claim],
        _day(other.closed_at if other is not None else entry.closed_at),
        reason,
        "",
        _day(entry.asked_at),
        "",
        _day(entry.ordered_at),
        _day(entry.shipped_at),
        entry.order_no,
        entry.order.purchase.cart_no or "",
        entry.goods.item_no,
        entry.goods.seller_code,
    ]
