"""J·QSM's delivery lists, `DeliveryManagement_detail_*` and `_brief*.csv`, in ja, ko, zh."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from ..errors import Malformed
from ..japan import day_of
from ..snapshot import Shipping
from ._shape import Shape
from .codes import Delay, shipping_word

__all__ = ["DELIVERY_LISTS"]


def _settle(said: dict[str, Any], seen_at: datetime) -> None:
    """Take a delayed row for what it is: scheduled, with a planned date that has passed.

    Status and date together say 运送延期, as they do in QAPI, which has no code for it. A row
    whose date lies ahead is not read: either the word or the date is wrong. On the planned day
    itself neither is: nobody says on which midnight 运送延期 begins.
    """
    if said["shipping"] is not Delay.DELAYED:
        return
    planned = said.get("ship_date")
    if planned is None:
        raise Malformed("this row is delayed and does not say which planned date has passed")
    if planned > day_of(seen_at):
        raise Malformed(
            f"this row is delayed, but its planned date {planned} lies ahead of "
            f"{day_of(seen_at)}, the day on which it was seen"
        )
    said["shipping"] = Shipping.SCHEDULED


def _delivery_list(language: str, columns: dict[str, str], unread: str) -> Shape:
    return Shape(
        name=f"J·QSM delivery list ({language})",
        columns=columns,
        unread=unread,
        marks=("order_no", "ship_date", "shipping"),
        needed=("order_no", "shipping"),
        parsers={"shipping": shipping_word},
        lists="shipping_seen",
        settle=_settle,
        is_file=True,
    )


DELIVERY_LISTS: Final = (
    _delivery_list(
        "ja",
        {
            "配送状態": "shipping",
            "注文番号": "order_no",
            "カート番号": "cart_no",
            "配送会社": "carrier",
            "送り状番号": "tracking_no",
            "発送日": "shipped_at",
            "注文日": "ordered_at",
            "入金日": "paid_at",
            "発送予定日": "ship_date",
            "配送完了日": "delivered_at",
        },
        "お届け希望日,配送方法,商品番号,商品名,数量,オプション情報,オプションコード,おまけ,"
        "受取人名,受取人名(フリガナ),受取人電話番号,受取人携帯電話番号,住所,郵便番号,国家,"
        "送料の決済,決済サイト,通貨,購入者決済金額,販売価格,割引額,注文金額の合計,供給原価の合計,"
        "購入者名,購入者名(フリガナ),配送要請事項,購入者電話番号,購入者携帯電話番号,"
        "販売者商品コード,JANコード,規格番号,プレゼント贈り主,外部広告,素材,ギフト注文",
    ),
    _delivery_list(
        "ko",
        {
            "배송상태": "shipping",
            "주문번호": "order_no",
            "장바구니번호": "cart_no",
            "택배사": "carrier",
            "송장번호": "tracking_no",
            "발송일": "shipped_at",
            "주문일": "ordered_at",
            "입금일": "paid_at",
            "발송예정일": "ship_date",
            "배송완료일": "delivered_at",
        },
        # The published list leaves out what stands between 수취인명 and 판매자상품코드.
        "배달희망일,배송방식,상품코드,상품명,수량,옵션정보,판매자옵션코드,사은품,수취인명,"
        "판매자상품코드,JAN코드,규격번호,(선물)보내는사람,외부광고,소재,선물하기주문",
    ),
    _delivery_list(
        "zh",
        {
            "运送状态": "shipping",
            "订购号码": "order_no",
            "购物车号码": "cart_no",
            "运送公司": "carrier",
            "运单号码": "tracking_no",
            "发货日": "shipped_at",
            "发货预定日": "ship_date",
        },
        "商品名,数量,选项信息,选项代码,收取人名,卖家商品号码,订购国家",
    ),
)
"""Header names from J·QSM's exports (ja, ko) and its grid (zh, the brief view)."""
