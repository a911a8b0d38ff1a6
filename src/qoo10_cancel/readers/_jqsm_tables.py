"""The formats of J·QSM's files: the delivery lists in ja, ko and zh, and the claim grid in zh."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from ..japan import day_of
from ..snapshot import Shipping
from ._cells import BadCell
from ._rows import RowFormat, Values
from .codes import Delay, Refused, claim_word, shipping_word

__all__ = ["CLAIM_GRID", "DELIVERY_LISTS"]


def _plan_delay(values: Values, seen_at: datetime, _fields: Collection[str]) -> None:
    """Read a delayed row as scheduled, since it shows the planned date that has passed.

    Status and date together say 运送延期, as they do in QAPI, which has no code for it. A row
    whose date lies ahead is not read: either the word or the date is wrong. On the planned day
    itself neither is: nobody says on which midnight 运送延期 begins.
    """
    if values["shipping"] is not Delay.DELAYED:
        return
    planned = values.get("ship_date")
    if planned is None:
        raise BadCell("delayed-without-date")
    if planned > day_of(seen_at):
        raise BadCell(
            "delayed-but-ahead", ship_date=planned.isoformat(), day=day_of(seen_at).isoformat()
        )
    values["shipping"] = Shipping.SCHEDULED


def _delivery_list(language: str, columns: dict[str, str], unread: str) -> RowFormat:
    return RowFormat(
        name=f"J·QSM delivery list ({language})",
        columns=columns,
        unread=unread,
        marks=("order_no", "ship_date", "shipping"),
        needed=("order_no", "shipping"),
        parsers={"shipping": shipping_word},
        lists="shipping_seen",
        normalize=_plan_delay,
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
        "배달희망일,배송방식,상품코드,상품명,수량,옵션정보,판매자옵션코드,사은품,"
        "수취인명,수취인명(음성표기),수취인전화번호,수취인핸드폰번호,주소,우편번호,국가,"
        "배송비결제,주문국가,통화,구매자결제금,판매가,할인액,총주문액,총공급원가,"
        "구매자명,구매자명(발음표기),배송요청사항,구매자전화번호,구매자핸드폰번호,"
        "판매자상품코드,JAN코드,규격번호,(선물)보내는사람,수화물 보관함 서비스,외부광고,소재,"
        "선물하기주문",
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
            "订购日": "ordered_at",
            "汇款日": "paid_at",
            "发货预定日": "ship_date",
        },
        "商品名,数量,选项信息,选项代码,收取人名,卖家商品号码,订购国家",
    ),
)
"""Header names from J·QSM's exports (ja, ko) and its grid (zh, the brief view and the dates)."""


def _end_refused(values: Values, _seen_at: datetime, _fields: Collection[str]) -> None:
    """Read a refused row as one whose request has ended by a refusal.

    Its dates and reason are dropped: they belong to the request, and nobody documents that
    its completion date is the moment of the refusal.
    """
    if values["claim"] is not Refused.REFUSED:
        return
    for field in ("claim", "requested_at", "request_reason", "closed_at"):
        values.pop(field, None)
    values |= {"refusal_shown": True, "claims_seen": True}


CLAIM_GRID: Final = RowFormat(
    name="J·QSM claim grid (zh)",
    columns={
        "处理状态": "claim",
        "取消/退货完成日": "closed_at",
        "取消/退货理由": "request_reason",
        "取消/退货申请日": "requested_at",
        "订购日": "ordered_at",
        "发货日": "shipped_at",
        "订购号码": "order_no",
        "购物车号码": "cart_no",
    },
    unread="选择,未收到原因,退货收货方式,商品代码,卖家商品代码",
    marks=("order_no", "requested_at", "claim"),
    needed=("order_no", "claim"),
    parsers={"claim": claim_word},
    lists="claims_seen",
    normalize=_end_refused,
    is_file=True,
)
"""The thirteen columns of the refusal manual; other languages of the grid are not published."""
