"""Writes what is known of an order in every shape that Qoo10 writes it in: a second witness."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs
from hypothesis import strategies as st

from qoo10_cancel import JST, Purchase
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)

COLUMNS = {
    "ja": {
        "shipping": "配送状態",
        "order_no": "注文番号",
        "cart_no": "カート番号",
        "carrier": "配送会社",
        "tracking_no": "送り状番号",
        "shipped_at": "発送日",
        "ordered_at": "注文日",
        "paid_at": "入金日",
        "ship_date": "発送予定日",
        "delivered_at": "配送完了日",
    },
    "ko": {
        "shipping": "배송상태",
        "order_no": "주문번호",
        "cart_no": "장바구니번호",
        "carrier": "택배사",
        "tracking_no": "송장번호",
        "shipped_at": "발송일",
        "ordered_at": "주문일",
        "paid_at": "입금일",
        "ship_date": "발송예정일",
        "delivered_at": "배송완료일",
    },
    "zh": {
        "shipping": "运送状态",
        "order_no": "订购号码",
        "cart_no": "购物车号码",
        "carrier": "运送公司",
        "tracking_no": "运单号码",
        "shipped_at": "发货日",
        "ship_date": "发货预定日",
    },
    "grid": {
        "claim": "处理状态",
        "order_no": "订购号码",
        "cart_no": "购物车号码",
        "requested_at": "取消/退货申请日",
        "request_reason": "取消/退货理由",
        "closed_at": "取消/退货完成日",
        "ordered_at": "订购日",
        "shipped_at": "发货日",
    },
    "v3": {
        "shipping": "ShippingStatus",
        "order_no": "OrderNo",
        "cart_no": "PackNo",
        "carrier": "DeliveryCompany",
        "tracking_no": "TrackingNo",
        "shipped_at": "ShippingDate",
        "ordered_at": "OrderDate",
        "paid_at": "PaymentDate",
        "ship_date": "EstimatedShippingDate",
        "delivered_at": "DeliveredDate",
        "reservation": "AvailableSendType",
    },
    "v2": {
        "shipping": "shippingStatus",
        "order_no": "orderNo",
        "cart_no": "packNo",
        "carrier": "DeliveryCompany",
        "tracking_no": "TrackingNo",
        "shipped_at": "ShippingDate",
        "ordered_at": "orderDate",
        "paid_at": "PaymentDate",
        "ship_date": "EstShippingDate",
        "delivered_at": "DeliveredDate",
    },
    "claims": {
        "claim": "claimStatus",
        "order_no": "orderNo",
        "cart_no": "packNo",
        "carrier": "deliveryCompany",
        "tracking_no": "trackingNo",
        "requested_at": "requestDate",
        "request_reason": "reason",
        "closed_at": "cancelRefundDate",
        "ordered_at": "orderDate",
        "paid_at": "PaymentDate",
        "shipped_at": "shippingDate",
        "delivered_at": "DeliveredDate",
    },
    "by order": {
        "shipping": "shippingStatus",
        "claim": "claimStatus",
        "order_no": "orderNo",
        "cart_no": "packNo",
        "carrier": "deliveryCompany",
        "tracking_no": "trackingNo",
        "requested_at": "requestDate",
        "request_reason": "reason",
        "closed_at": "cancelRefundDate",
        "ordered_at": "orderDate",
        "paid_at": "PaymentDate",
        "shipped_at": "shippingDate",
        "delivered_at": "DeliveredDate",
    },
}
"""Which column of each shape holds what."""

PERSONAL = {
    "ja": ["受取人名", "受取人電話番号", "住所", "購入者名(フリガナ)", "配送要請事項"],
    "ko": ["수취인명", "수취인전화번호", "구매자휴대전화", "주소"],
    "zh": ["收取人名", "收取人手机"],
    "v3": ["Receiver", "BuyerTel", "BuyerEmail", "ShippingAddress", "ShippingMessage"],
    "v2": ["receiver_gata", "buyerMobile", "Addr1", "senderTel"],
    "claims": ["receiver", "buyerTel", "pickupAddress"],
    "by order": ["receiver", "buyerTel", "pickupzipCode"],
    "grid": ["买家姓名"],
}
"""Columns with personal data, listed or (in Korean, and some in Chinese) not listed anywhere."""

CSV_LISTS = ("ja", "ko", "zh")

WORDS = {
    "ja": {
        1: ["配送待ち", "入金待ち", "決済待ち"],
        2: ["配送要請", "新規注文"],
        3: ["配送準備", "発送予定"],
        4: ["配送中"],
        5: ["配送完了"],
    },
    "ko": {1: ["배송대기"], 2: ["배송요청"], 3: ["배송준비"], 4: ["배송중"], 5: ["배송완료"]},
    "zh": {
        1: ["订购处理中"],
        2: ["新订购"],
        3: ["运送准备", "等待发货"],
        4: ["运送中", "运输中"],
        5: ["交易完成", "已完成订单"],
    },
}
DELAYED = {"ja": "配送遅延", "ko": "배송지연", "zh": "运送延期"}
CLAIM_WORDS = {1: "取消:处理要求", 2: "取消中", 3: "取消完成", 4: "退货申请"}
LABELS = ["Awaiting shipping", "On request", "Seller confirm", "On delivery", "Delivered", ""]
WORDS_FOR_EMPTY = ["nan", "NaN", "NaT", "<NA>", "None", "null", "undefined", "#N/A"]
CLAIMS = [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]


@attrs.frozen
class Fact:
    """What is true of one order, before anybody writes it down."""

    order_no: str
    shipping: int
    claim: int
    cart_no: str
    carrier: str
    tracking_no: str
    request_reason: str
    reservation: str
    ship_date: date | None
    ordered_at: datetime
    paid_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    requested_at: datetime | None
    closed_at: datetime | None


def numbers() -> st.SearchStrategy[str]:
    """Order numbers of nine or ten digits."""
    return st.integers(10**8, 10**10 - 1).map(str)


def lines() -> st.SearchStrategy[str]:
    """One printable line, with all that makes CSV and spreadsheets stumble."""
    signs = st.sampled_from(list(',";=+-@|\t'.replace("\t", "")))
    letters = st.characters(exclude_categories=("C", "Z"))
    text = st.text(st.one_of(signs, letters, st.just(" ")), max_size=30).map(str.strip)
    return text.filter(lambda line: line not in WORDS_FOR_EMPTY)


def facts() -> st.SearchStrategy[Fact]:
    """Anything that may be true of an order."""
    moment = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0, tzinfo=JST)
    )
    return st.builds(
        Fact,
        order_no=numbers(),
        shipping=st.integers(1, 5),
        claim=st.sampled_from(CLAIMS),
        cart_no=st.integers(10**8, 10**9 - 1).map(str),
        carrier=lines(),
        tracking_no=st.from_regex(r"[0-9A-Z][0-9A-Z-]{0,15}", fullmatch=True),
        request_reason=lines(),
        reservation=st.sampled_from(["0", "1", "2", "3", ""]),
        ship_date=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        ordered_at=moment,
        paid_at=st.none() | moment,
        shipped_at=st.none() | moment,
        delivered_at=st.none() | moment,
        requested_at=st.none() | moment,
        closed_at=st.none() | moment,
    )


def many_facts(min_size: int = 0, max_size: int = 5) -> st.SearchStrategy[list[Fact]]:
    """Facts about different orders."""
    return st.lists(
        facts(), min_size=min_size, max_size=max_size, unique_by=lambda fact: fact.order_no
    )


@attrs.frozen
class Hand:
    """How somebody writes: the shape of dates, with or without the time of day."""

    day: str = "%Y-%m-%d"
    time: str | None = " %H:%M:%S"

    def date(self, value: date | None) -> str:
        """Write a date or a moment."""
        if value is None:
            return ""
        timed = isinstance(value, datetime) and self.time is not None
        return value.strftime(self.day + (self.time or "" if timed else ""))


def hands() -> st.SearchStrategy[Hand]:
    """Every way in which Qoo10 writes dates."""
    return st.sampled_from(
        [
            Hand(),
            Hand(time=None),
            Hand("%Y/%m/%d"),
            Hand("%Y/%m/%d", None),
            Hand("%Y%m%d", "%H%M%S"),
            Hand("%Y%m%d", None),
        ]
    )


def texts(fact: Fact, shape: str, hand: Hand, choose: int = 0) -> dict[str, str]:
    """Write one row of *shape*: the names of its columns, and the texts in them."""
    row = {}
    for field, column in COLUMNS[shape].items():
        value = getattr(fact, field)
        if field == "shipping" and shape in WORDS:
            words = WORDS[shape][value]
            row[column] = words[choose % len(words)]
        elif field == "shipping":
            label = LABELS[choose % len(LABELS)]  # only the number counts
            row[column] = f"{label}({value})" if label else str(value)
        elif field == "claim" and shape == "grid":
            row[column] = CLAIM_WORDS[value]
        elif isinstance(value, date) or value is None:
            row[column] = hand.date(value)
        else:
            row[column] = str(value)
    return row


def read_back(fact: Fact, shape: str, hand: Hand, **flags: bool) -> Snapshot:
    """Say what a reader must find in a row that `texts` has written."""
    known = {field: getattr(fact, field) for field in COLUMNS[shape]}
    for field, value in known.items():
        if isinstance(value, datetime) and hand.time is None:
            only_moments = field in ("ordered_at", "paid_at")
            known[field] = None if only_moments else value.date()
    bought = {name: known.pop(name, None) for name in ("cart_no", "ordered_at", "paid_at")}
    sent = known.pop("reservation", "")
    purchase = Purchase(**bought, reservation={"": None, "1": True, "2": True}.get(sent, False))
    if "shipping" in known:
        known["shipping"] = Shipping(known["shipping"])
    if "claim" in known:
        known["claim"] = Claim(known["claim"])
    for field in ("carrier", "tracking_no"):
        known[field] = known.get(field) or None
    return Snapshot(seen_at=NOON, purchase=purchase, **known, **flags)


def csv_bytes(
    rows: Sequence[Mapping[str, str]],
    head: Sequence[str],
    *,
    encoding: str = "utf-8-sig",
    quoted: bool = True,
    newline: str = "\r\n",
) -> bytes:
    """Write a CSV file."""
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, quoting=quoting, lineterminator=newline)
    writer.writerow(head)
    writer.writerows([[row.get(name, "") for name in head] for row in rows])
    return out.getvalue().encode(encoding)


def delivery_list(facts: Sequence[Fact], language: str = "ja", hand: Hand | None = None) -> bytes:
    """Write a delivery list as J·QSM exports it."""
    rows = [texts(fact, language, hand or Hand()) for fact in facts]
    return csv_bytes(rows, list(COLUMNS[language].values()))


def reply(rows: Any) -> dict[str, Any]:
    """Put rows in the envelope of a success."""
    return {"ResultCode": 0, "ResultMsg": "SUCCESS", "ResultObject": rows}


def json_text(value: Any) -> str:
    """Write JSON as QAPI does."""
    return json.dumps(value, ensure_ascii=False)
