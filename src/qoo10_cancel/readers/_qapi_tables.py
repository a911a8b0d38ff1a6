"""The rows of GetClaimInfo_V3. They carry neither the shipping status nor the planned date."""

from __future__ import annotations

from typing import Final

from ._shape import Shape
from .codes import claim_code

__all__ = ["CLAIM_COLUMNS", "CLAIM_ROW", "CLAIM_UNREAD"]

CLAIM_COLUMNS: Final = {
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

CLAIM_UNREAD: Final = (
    "itemCode,sellerItemCode,itemTitle,orderQty,paymentNation,currency,paymentAmount,"
    "deliveryCompanyReturn,trackingNoReturn,pickupAddress,zipCode,paymentReturnShipping,"
    "itemCondition,receiver,receiverTel,receiverMobile,buyer,buyerTel,buyerMobile,"
    "CODCancelPrice,CODQrefundPrice,CODCancelRelatedOrder,nrDutyTarget,nrSolType,"
    "nrPartRefundCnt,nrPartRefundBalance"
)

CLAIM_ROW: Final = Shape(
    name="GetClaimInfo_V3",
    columns=CLAIM_COLUMNS,
    unread=CLAIM_UNREAD,
    marks=("order_no", "claim"),
    needed=("order_no", "claim"),
    parsers={"claim": claim_code},
    lists="claims_seen",
)
