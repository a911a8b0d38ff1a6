"""The rows of GetShippingInfo, versions 2 and 3, which name their columns differently."""

from __future__ import annotations

from typing import Final

from ._shape import Shape
from .codes import shipping_code

__all__ = ["SHIPPING_COLUMNS", "SHIPPING_ROW", "SHIPPING_UNREAD"]

SHIPPING_COLUMNS: Final = {
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

SHIPPING_UNREAD: Final = f"{_V3},{_V2}"

SHIPPING_ROW: Final = Shape(
    name="GetShippingInfo",
    columns=SHIPPING_COLUMNS,
    unread=SHIPPING_UNREAD,
    marks=("order_no", "shipping"),
    needed=("order_no", "shipping"),
    parsers={"shipping": shipping_code},
    lists="shipping_seen",
)
