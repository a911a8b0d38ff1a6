"""What QAPI's rows look like: of GetShippingInfo, GetClaimInfo_V3 and the method for one order."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from ._rows import RowFormat
from .codes import claim_code, shipping_code

__all__ = ["BY_ORDER_ROW", "CLAIM_ROW", "SHIPPING_ROW"]

_SHIPPING_COLUMNS: Final = {
    "OrderNo": "order_no",
    "ShippingStatus": "shipping",
    "PackNo": "cart_no",
    "OrderDate": "ordered_at",
    "PaymentDate": "paid_at",
    "EstimatedShippingDate": "ship_date",  # version 3
    "EstShippingDate": "ship_date",  # version 2
    "ShippingDate": "shipped_at",
    "DeliveredDate": "delivered_at",
    "DeliveryCompany": "carrier",
    "TrackingNo": "tracking_no",
    "AvailableSendType": "reservation",
}
"""The columns that are read, of both versions; case does not count."""

_V3: Final = (
    "SellerID,Buyer,BuyerKana,BuyerTel,BuyerMobile,BuyerEmail,ItemNo,SellerItemCode,ItemTitle,"
    "Option,OptionCode,OrderPrice,OrderQty,Discount,Total,Receiver,ReceiverKana,ZipCode,"
    "ShippingAddress,Address1,Address2,ReceiverTel,ReceiverMobile,DesiredDeliveryDate,SenderName,"
    "SenderTel,SenderNation,SenderZipCode,SenderAddress,ShippingWay,ShippingMessage,"
    "PaymentMethod,SellerDiscount,Currency,ShippingRate,RelatedOrder,ShippingRateType,"
    "VoucherCode,PackingNo,SellerDeliveryNo,Gift,CartDiscountSeller,CartDiscountQoo10,SettlePrice,"
    "BranchName,Material,AvailableShippingDate"
)

_V2: Final = (
    "buyer_gata,itemCode,receiver_gata,shippingCountry,shippingAddr,Addr1,Addr2,hopeDate,"
    "senderAddr,ShippingMsg,PaymentNation,cod_price,Cart_Discount_Seller,Cart_Discount_Qoo10,"
    "OverseaConsignment,OverseaConsignment_receiver,OverseaConsignment_Country,"
    "OverseaConsignment_zipCode,OverseaConsignment_Addr1,OverseaConsignment_Addr2"
)

_SHIPPING_UNREAD: Final = f"{_V3},{_V2}"

SHIPPING_ROW: Final = RowFormat(
    name="GetShippingInfo",
    columns=_SHIPPING_COLUMNS,
    unread=_SHIPPING_UNREAD,
    marks=("order_no", "shipping"),
    needed=("order_no", "shipping"),
    parsers={"shipping": shipping_code},
    lists="shipping_seen",
)

_CLAIM_COLUMNS: Final = {
    "orderNo": "order_no",
    "claimStatus": "claim",
    "packNo": "cart_no",
    "requestDate": "requested_at",
    "reason": "request_reason",
    "cancelRefundDate": "closed_at",
    "orderDate": "ordered_at",
    "PaymentDate": "paid_at",
    "shippingDate": "shipped_at",
    "DeliveredDate": "delivered_at",
    "deliveryCompany": "carrier",
    "trackingNo": "tracking_no",
}

_CLAIM_UNREAD: Final = (
    "itemCode,sellerItemCode,itemTitle,orderQty,paymentNation,currency,paymentAmount,"
    "deliveryCompanyReturn,trackingNoReturn,pickupAddress,zipCode,paymentReturnShipping,"
    "itemCondition,receiver,receiverTel,receiverMobile,buyer,buyerTel,buyerMobile,"
    "CODCancelPrice,CODQrefundPrice,CODCancelRelatedOrder,nrDutyTarget,nrSolType,"
    "nrPartRefundCnt,nrPartRefundBalance"
)

CLAIM_ROW: Final = RowFormat(
    name="GetClaimInfo_V3",
    columns=_CLAIM_COLUMNS,
    unread=_CLAIM_UNREAD,
    marks=("order_no", "claim"),
    needed=("order_no", "claim"),
    parsers={"claim": claim_code},
    lists="claims_seen",
)
"""They carry neither the shipping status nor the planned date."""


def _normalize(values: dict[str, Any], _seen_at: datetime) -> None:
    """Take a blank claim for none; a blank shipping status says nothing."""
    values["claims_seen"] = True
    values["shipping_seen"] = "shipping" in values


BY_ORDER_ROW: Final = RowFormat(
    name="GetShippingAndClaimInfoByOrderNo_V2",
    columns={**_SHIPPING_COLUMNS, **_CLAIM_COLUMNS},
    unread=f"OrderType,pickupzipCode,{_SHIPPING_UNREAD},{_CLAIM_UNREAD}",
    marks=("order_no", "shipping", "claim"),
    needed=("order_no",),
    parsers={"shipping": shipping_code, "claim": claim_code},
    normalize=_normalize,
)
"""Both statuses, but no planned date."""
