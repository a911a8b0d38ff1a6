"""Orders as the rows of QAPI's answers: version 3, version 2, claims, and one order's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from ..order import State
from ..snapshot import Shipping
from .assumptions import Switches
from .entries import Entry

__all__ = ["BY_ORDER", "CLAIM", "V2", "V3", "Row", "RowOf"]

Row = dict[str, Any]
RowOf = Callable[[Entry, Switches, str], Row]

_LABELS: Final[Mapping[Shipping, str]] = {
    Shipping.UNPAID: "Awaiting shipping(1)",
    Shipping.NEW: "On request(2)",
    Shipping.SCHEDULED: "Seller confirm(3)",
    Shipping.SHIPPED: "On delivery(4)",
    Shipping.DELIVERED: "Delivered(5)",
}


def _at(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"


def _planned(entry: Entry, switches: Switches) -> str:
    day = entry.order.ship_date
    if day is None:
        return ""
    return f"{day}" if switches["A-03"] == "day" else f"{day} 00:00:00"


def _carrier(entry: Entry) -> tuple[str, str]:
    """Return the carrier and the tracking number; blank until it is shipped."""
    if entry.shipped_at is None:
        return "", ""
    evidence = entry.order.evidence
    return evidence.carrier or "", evidence.tracking_no or ""


def v3(entry: Entry, switches: Switches, seller: str) -> Row:
    """Return a row of GetShippingInfo_v3."""
    order, goods, person = entry.order, entry.goods, entry.person
    bought = order.purchase
    carrier, number = _carrier(entry)
    return {
        "ShippingStatus": _LABELS[
            entry.last_shipping if entry.shipping is None else entry.shipping
        ],
        "SellerID": seller,
        "PackNo": int(bought.cart_no or 0),
        "OrderDate": _at(bought.ordered_at),
        "PaymentDate": _at(bought.paid_at),
        "EstimatedShippingDate": _planned(entry, switches),
        "ShippingDate": _at(entry.shipped_at),
        "DeliveredDate": _at(entry.delivered_at),
        "Buyer": person.name,
        "BuyerKana": person.kana,
        "BuyerTel": person.phone,
        "BuyerMobile": person.phone,
        "BuyerEmail": person.mail,
        "OrderNo": int(entry.order_no),
        "ItemNo": goods.item_no,
        "SellerItemCode": goods.seller_code,
        "ItemTitle": goods.title,
        "Option": goods.option,
        "OptionCode": "",
        "OrderPrice": float(goods.price),
        "OrderQty": goods.quantity,
        "Discount": 0.0,
        "Total": float(goods.total),
        "Receiver": person.name,
        "ReceiverKana": person.kana,
        "ZipCode": person.zip_code,
        "ShippingAddress": "".join(person.address),
        "Address1": person.address[0],
        "Address2": person.address[1],
        "ReceiverTel": person.phone,
        "ReceiverMobile": person.phone,
        "DesiredDeliveryDate": "",
        "SenderName": seller,
        "SenderTel": "",
        "SenderNation": "JP",
        "SenderZipCode": "",
        "SenderAddress": "",
        "ShippingWay": "",
        "ShippingMessage": "",
        "PaymentMethod": "",
        "SellerDiscount": 0.0,
        "Currency": "JPY",
        "ShippingRate": 0.0,
        "RelatedOrder": "",
        "ShippingRateType": "Free",
        "DeliveryCompany": carrier,
        "VoucherCode": "",
        "PackingNo": f"JPP{entry.order_no[-8:]}",
        "SellerDeliveryNo": "",
        "Gift": "",
        "CartDiscountSeller": 0.0,
        "CartDiscountQoo10": 0.0,
        "SettlePrice": float(goods.total),
        "BranchName": "",
        "TrackingNo": number,
        "Material": "",
        "AvailableSendType": "1" if bought.reservation else "0",
        "AvailableShippingDate": "",
    }


_TO_V2: Final[Mapping[str, str]] = {
    "ShippingStatus": "shippingStatus",
    "SellerID": "sellerID",
    "PackNo": "packNo",
    "OrderDate": "orderDate",
    "EstimatedShippingDate": "EstShippingDate",
    "Buyer": "buyer",
    "BuyerKana": "buyer_gata",
    "BuyerTel": "buyerTel",
    "BuyerMobile": "buyerMobile",
    "BuyerEmail": "buyerEmail",
    "OrderNo": "orderNo",
    "ItemNo": "itemCode",
    "SellerItemCode": "sellerItemCode",
    "ItemTitle": "itemTitle",
    "Option": "option",
    "OptionCode": "optionCode",
    "OrderPrice": "orderPrice",
    "OrderQty": "orderQty",
    "Discount": "discount",
    "Total": "total",
    "Receiver": "receiver",
    "ReceiverKana": "receiver_gata",
    "ZipCode": "zipCode",
    "ShippingAddress": "shippingAddr",
    "Address1": "Addr1",
    "Address2": "Addr2",
    "ReceiverTel": "receiverTel",
    "ReceiverMobile": "receiverMobile",
    "DesiredDeliveryDate": "hopeDate",
    "SenderName": "senderName",
    "SenderTel": "senderTel",
    "SenderNation": "senderNation",
    "SenderZipCode": "senderZipCode",
    "SenderAddress": "senderAddr",
    "ShippingMessage": "ShippingMsg",
    "ShippingRateType": "shippingRateType",
    "CartDiscountSeller": "Cart_Discount_Seller",
    "CartDiscountQoo10": "Cart_Discount_Qoo10",
}
"""Version 2 mixes the cases: orderDate beside PaymentDate."""

_ONLY_V3: Final = frozenset({"Material", "AvailableSendType", "AvailableShippingDate"})
_ONLY_V2: Final = {
    "shippingCountry": "JP",
    "PaymentNation": "JP",
    "cod_price": 0.0,
    "OverseaConsignment": "",
    "OverseaConsignment_receiver": "",
    "OverseaConsignment_Country": "",
    "OverseaConsignment_zipCode": "",
    "OverseaConsignment_Addr1": "",
    "OverseaConsignment_Addr2": "",
}


def v2(entry: Entry, switches: Switches, seller: str) -> Row:
    """Return a row of GetShippingInfo and GetShippingInfo_v2."""
    row = v3(entry, switches, seller)
    renamed = {_TO_V2.get(name, name): cell for name, cell in row.items() if name not in _ONLY_V3}
    return {**renamed, **_ONLY_V2}


def _claim_cells(entry: Entry) -> Row:
    other = entry.other
    request = entry.order.request
    reason = other.reason if other is not None else request.reason if request is not None else ""
    closed = other.closed_at if other is not None else entry.closed_at
    has_claim = entry.claim is not None
    return {
        "claimStatus": str(entry.claim.value) if entry.claim is not None else "",
        "cancelRefundDate": _at(closed) if has_claim else "",
        "reason": reason if has_claim else "",
        "requestDate": _at(entry.asked_at or closed) if has_claim else "",
    }


_RETURN_CELLS: Final = {
    "deliveryCompanyReturn": "",
    "trackingNoReturn": "",
    "pickupAddress": "",
    "paymentReturnShipping": "",
    "itemCondition": "",
    "CODCancelPrice": 0.0,
    "CODQrefundPrice": 0.0,
    "CODCancelRelatedOrder": "",
    "nrDutyTarget": "",
    "nrSolType": "",
    "nrPartRefundCnt": "",
    "nrPartRefundBalance": "",
}


def claim(entry: Entry, _switches: Switches, _seller: str) -> Row:
    """Return a row of GetClaimInfo_V3; it has no planned date and no shipping status."""
    goods, person, bought = entry.goods, entry.person, entry.order.purchase
    carrier, number = _carrier(entry)
    return {
        **_claim_cells(entry),
        "orderDate": _at(bought.ordered_at),
        "PaymentDate": _at(bought.paid_at),
        "shippingDate": _at(entry.shipped_at),
        "DeliveredDate": _at(entry.delivered_at),
        "orderNo": int(entry.order_no),
        "packNo": int(bought.cart_no or 0),
        "itemCode": goods.item_no,
        "sellerItemCode": goods.seller_code,
        "itemTitle": goods.title,
        "orderQty": goods.quantity,
        "paymentNation": "JP",
        "currency": "JPY",
        "paymentAmount": float(goods.total),
        "deliveryCompany": carrier,
        "trackingNo": number,
        "zipCode": "",
        "receiver": person.name,
        "receiverTel": person.phone,
        "receiverMobile": person.phone,
        "buyer": person.name,
        "buyerTel": person.phone,
        "buyerMobile": person.phone,
        **_RETURN_CELLS,
    }


def by_order(entry: Entry, switches: Switches, seller: str) -> Row:
    """Return the row of GetShippingAndClaimInfoByOrderNo_V2: both statuses, no planned date."""
    row = v2(entry, switches, seller)
    for name in ("EstShippingDate", "ShippingDate", "DeliveryCompany", "TrackingNo", "Currency",
                 "PaymentNation"):  # fmt: skip
        row.pop(name)
    if entry.state is State.CANCELLED and switches["A-09"] == "blank":
        row["shippingStatus"] = ""
    carrier, number = _carrier(entry)
    cells = _claim_cells(entry)
    if not cells["claimStatus"] and switches["A-23"] == "zero":
        cells["claimStatus"] = "0"
    return {
        **row,
        "OrderType": "",
        "paymentNation": "JP",
        **cells,
        "shippingDate": _at(entry.shipped_at),
        "currency": "JPY",
        "deliveryCompany": carrier,
        "trackingNo": number,
        "pickupzipCode": "",
        **_RETURN_CELLS,
    }


V3: Final[RowOf] = v3
V2: Final[RowOf] = v2
CLAIM: Final[RowOf] = claim
BY_ORDER: Final[RowOf] = by_order
