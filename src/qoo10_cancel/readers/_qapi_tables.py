"""What QAPI's rows look like. All methods share their columns, since clients merge rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final, Literal

from ._rows import RowFormat, Values
from .codes import claim_code, shipping_code

__all__ = ["BY_ORDER_ROW", "CLAIM_ROW", "SHIPPING_ROW"]

_COLUMNS: Final = {
    "orderNo": "order_no",
    "shippingStatus": "shipping",
    "claimStatus": "claim",
    "packNo": "cart_no",
    "orderDate": "ordered_at",
    "PaymentDate": "paid_at",
    "EstimatedShippingDate": "ship_date",  # version 3
    "EstShippingDate": "ship_date",  # version 2
    "requestDate": "requested_at",
    "reason": "request_reason",
    "cancelRefundDate": "closed_at",
    "shippingDate": "shipped_at",
    "DeliveredDate": "delivered_at",
    "deliveryCompany": "carrier",
    "trackingNo": "tracking_no",
    "AvailableSendType": "reservation",
}
"""The columns that are read, of all versions; case does not count."""

_UNREAD: Final = (
    # GetShippingInfo, version 3
    "SellerID,Buyer,BuyerKana,BuyerTel,BuyerMobile,BuyerEmail,ItemNo,SellerItemCode,ItemTitle,"
    "Option,OptionCode,OrderPrice,OrderQty,Discount,Total,Receiver,ReceiverKana,ZipCode,"
    "ShippingAddress,Address1,Address2,ReceiverTel,ReceiverMobile,DesiredDeliveryDate,SenderName,"
    "SenderTel,SenderNation,SenderZipCode,SenderAddress,ShippingWay,ShippingMessage,"
    "PaymentMethod,SellerDiscount,Currency,ShippingRate,RelatedOrder,ShippingRateType,"
    "VoucherCode,PackingNo,SellerDeliveryNo,Gift,CartDiscountSeller,CartDiscountQoo10,SettlePrice,"
    "BranchName,Material,AvailableShippingDate,"
    # and version 2
    "buyer_gata,itemCode,receiver_gata,shippingCountry,shippingAddr,Addr1,Addr2,hopeDate,"
    "senderAddr,ShippingMsg,PaymentNation,cod_price,Cart_Discount_Seller,Cart_Discount_Qoo10,"
    "OverseaConsignment,OverseaConsignment_receiver,OverseaConsignment_Country,"
    "OverseaConsignment_zipCode,OverseaConsignment_Addr1,OverseaConsignment_Addr2,"
    # GetClaimInfo_V3
    "paymentAmount,deliveryCompanyReturn,trackingNoReturn,pickupAddress,paymentReturnShipping,"
    "itemCondition,CODCancelPrice,CODQrefundPrice,CODCancelRelatedOrder,nrDutyTarget,nrSolType,"
    "nrPartRefundCnt,nrPartRefundBalance,"
    # GetShippingAndClaimInfoByOrderNo_V2
    "OrderType,pickupzipCode"
)


def _list(name: str, status: str, lists: Literal["claims_seen", "shipping_seen"]) -> RowFormat:
    return RowFormat(
        name=name,
        columns=_COLUMNS,
        unread=_UNREAD,
        marks=("order_no", status),
        needed=("order_no", status),
        parsers=_PARSERS,
        lists=lists,
    )


_PARSERS: Final = {"shipping": shipping_code, "claim": claim_code}

SHIPPING_ROW: Final = _list("GetShippingInfo", "shipping", "shipping_seen")

CLAIM_ROW: Final = _list("GetClaimInfo_V3", "claim", "claims_seen")
"""Claim rows carry neither the shipping status nor the planned date."""


def _show_both(values: Values, _seen_at: datetime, fields: Collection[str]) -> None:
    """Take a blank claim for none, but not a missing one; a blank shipping status says nothing."""
    values["claims_seen"] = "claim" in fields
    values["shipping_seen"] = "shipping" in values


BY_ORDER_ROW: Final = RowFormat(
    name="GetShippingAndClaimInfoByOrderNo_V2",
    columns=_COLUMNS,
    unread=_UNREAD,
    marks=("order_no", "shipping", "claim"),
    needed=("order_no",),
    parsers=_PARSERS,
    normalize=_show_both,
)
"""Both statuses, but no planned date."""
