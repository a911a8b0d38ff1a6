"""Every code and every screen word that a reader understands; any other is an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

import attrs

from ..snapshot import Claim, Shipping
from ._cells import BadCell

__all__ = [
    "CLAIM_WORDS",
    "DELAY_WORDS",
    "FAILED_CALLS",
    "OTHER_CLAIM_WORDS",
    "REFUSED_WORD",
    "SEND_TYPES",
    "SHIPPING_WORDS",
    "Delay",
    "OtherClaim",
    "Refused",
    "claim_code",
    "claim_word",
    "send_type",
    "shipping_code",
    "shipping_word",
]


class Refused(Enum):
    """J·QSM's word for a refused request; QAPI has no code for it."""

    REFUSED = "refused"


@attrs.frozen
class OtherClaim:
    """The word of a claim that is not a cancellation and has no code."""

    word: str


class Delay(Enum):
    """J·QSM's word for an order whose planned date has passed; QAPI has no code for it."""

    DELAYED = "delayed"


SHIPPING_WORDS: Final[Mapping[str, Shipping]] = {
    "配送待ち": Shipping.UNPAID,
    "入金待ち": Shipping.UNPAID,
    "決済待ち": Shipping.UNPAID,
    "배송대기": Shipping.UNPAID,
    "订购处理中": Shipping.UNPAID,
    "配送要請": Shipping.NEW,
    "新規注文": Shipping.NEW,
    "배송요청": Shipping.NEW,
    "新订购": Shipping.NEW,
    "配送準備": Shipping.SCHEDULED,
    "発送予定": Shipping.SCHEDULED,  # what the buyer is shown
    "배송준비": Shipping.SCHEDULED,
    "运送准备": Shipping.SCHEDULED,
    "等待发货": Shipping.SCHEDULED,
    "配送中": Shipping.SHIPPED,
    "배송중": Shipping.SHIPPED,
    "运送中": Shipping.SHIPPED,
    "运输中": Shipping.SHIPPED,
    "配送完了": Shipping.DELIVERED,
    "배송완료": Shipping.DELIVERED,
    "交易完成": Shipping.DELIVERED,
    "已完成订单": Shipping.DELIVERED,
}
"""The words of 配送状態 / 배송상태 / 运送状态: J·QSM's lists and pages in three languages."""

DELAY_WORDS: Final = ("配送遅延", "배송지연", "运送延期")
"""Status 2 or 3 with a planned date that has passed."""

CLAIM_WORDS: Final[Mapping[str, Claim]] = {
    "取消:处理要求": Claim.CANCEL_REQUESTED,  # the one value seen in the grid itself
    "取消要求": Claim.CANCEL_REQUESTED,
    "取消申请": Claim.CANCEL_REQUESTED,
    "取消中": Claim.CANCELLING,
    "取消完成": Claim.CANCELLED,
    "退货申请": Claim.RETURN_REQUESTED,
    "退货中": Claim.RETURNING,
    "退货完成": Claim.RETURNED,
    "申请交换": Claim.EXCHANGE_REQUESTED,
    "再次运途中": Claim.REDELIVERING,
}
"""The words of 处理状态 that have a code: the grid's one known value, and the counters' words."""

REFUSED_WORD: Final = "已拒绝取消"
"""The word of a request that the seller has refused; QAPI has no code for it."""

OTHER_CLAIM_WORDS: Final = frozenset(
    {
        "退货保留",
        "已收件退款请求",
        "交换延期",
        "卖家确认",  # of an exchange and of a parcel not received: no cancellation either way
        "接收申请",
        "确认送货",
        "撤回申请",  # the seller asks for a claim to be withdrawn; until then it stands
        "撤回保留",
    }
)
"""The counters' words that have no code and say nothing about a cancellation."""

_OTHER_CLAIM: Final = re.compile("(退货|交换|未收到|未收取|未收取申请|撤回索赔):.{1,40}")

SEND_TYPES: Final[Mapping[str, bool]] = {"0": False, "1": True, "2": True, "3": False}
"""AvailableSendType: whether it is a reservation item (1 by days, 2 by release date)."""

FAILED_CALLS: Final[Mapping[str, str]] = {
    "-10000": "failed-wrong-key",
    "-90000": "failed-wrong-key",
    "-90001": "failed-no-such-method",
    "-90002": "failed-not-allowed",
    "-90003": "failed-not-allowed",
    "-90004": "failed-expired-key",
    "-90005": "failed-expired-key",
}
"""The codes that mean the same for every method of QAPI, each with the key of its problem."""

_LABELLED: Final = re.compile(r"[^()]*\((\d{1,3})\)", re.ASCII)  # Seller confirm(3)

_WORDS: Final[Mapping[str, Shipping | Delay]] = {
    **SHIPPING_WORDS,
    **dict.fromkeys(DELAY_WORDS, Delay.DELAYED),
}
_SHIPPING_CODES: Final = {str(shipping.value): shipping for shipping in Shipping}
_CLAIM_CODES: Final = {str(claim.value): claim for claim in Claim}
_GRID_WORDS: Final[Mapping[str, Claim | Refused]] = {
    **CLAIM_WORDS,
    REFUSED_WORD: Refused.REFUSED,
}

_Value = TypeVar("_Value")


def _listed(table: Mapping[str, _Value], code: str, key: str) -> _Value:
    if code not in table:
        raise BadCell(key, known=list(table))
    return table[code]


def _number_of(text: str) -> str:
    labelled = _LABELLED.fullmatch(text)
    return labelled[1] if labelled else text


def shipping_code(text: str) -> Shipping:
    """Read ShippingStatus: a number, or a label with the number behind it, which alone counts.

    >>> from qoo10_cancel.readers.codes import shipping_code
    >>> shipping_code("Seller confirm(3)")
    <Shipping.SCHEDULED: 3>
    """
    return _listed(_SHIPPING_CODES, _number_of(text), "unknown-shipping-status")


def claim_code(text: str) -> Claim:
    """Read claimStatus."""
    return _listed(_CLAIM_CODES, _number_of(text), "unknown-claim-status")


def send_type(text: str) -> bool:
    """Read AvailableSendType: whether it is a reservation item."""
    return _listed(SEND_TYPES, text, "unknown-send-type")


def shipping_word(text: str) -> Shipping | Delay:
    """Read the status column of a J·QSM delivery list, in any of its languages."""
    word = unicodedata.normalize("NFKC", text)
    return _listed(_WORDS, word, "unknown-shipping-status")


def claim_word(text: str) -> Claim | Refused | OtherClaim:
    """Read 处理状态 of the J·QSM claim grid."""
    word = unicodedata.normalize("NFKC", text)
    if word in OTHER_CLAIM_WORDS or (word not in _GRID_WORDS and _OTHER_CLAIM.fullmatch(word)):
        return OtherClaim(word)
    return _listed(_GRID_WORDS, word, "unknown-claim-status")
