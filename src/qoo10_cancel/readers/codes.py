"""Every code and every screen word that a reader understands; what is not here is an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from ..errors import Malformed
from ..snapshot import Claim, Shipping

__all__ = [
    "CLAIM_WORDS",
    "DELAY_WORDS",
    "ERROR_CODES",
    "SEND_TYPES",
    "SHIPPING_WORDS",
    "Delay",
    "claim_code",
    "claim_word",
    "send_type",
    "shipping_code",
    "shipping_word",
]


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
    # 卖家确认 stands on the screen for an exchange and for a parcel not received: not read.
}
"""The words of 处理状态: the grid's one known value, and the screen's counters."""

SEND_TYPES: Final[Mapping[str, bool]] = {"0": False, "1": True, "2": True, "3": False}
"""AvailableSendType: whether it is a reservation item (1 by days, 2 by release date)."""

ERROR_CODES: Final[Mapping[str, str]] = {
    "-10000": "check the Seller Authorization Key",
    "-90000": "check the Seller Authorization Key",
    "-90001": "no such API, or the key is wrong",
    "-90002": "this key is not allowed to ask for this",
    "-90003": "this key is not allowed to ask for this",
    "-90004": "the Seller Authorization Key has expired; make a new one",
    "-90005": "the Seller Authorization Key has expired; make a new one",
}
"""The codes that mean the same for every method of QAPI, and what to do about them."""

_LABELLED: Final = re.compile(r"[^()]*\((\d{1,3})\)", re.ASCII)  # Seller confirm(3)

_WORDS: Final[Mapping[str, Shipping | Delay]] = {
    **SHIPPING_WORDS,
    **dict.fromkeys(DELAY_WORDS, Delay.DELAYED),
}
_SHIPPING_CODES: Final = {str(each.value): each for each in Shipping}
_CLAIM_CODES: Final = {str(each.value): each for each in Claim}

_Value = TypeVar("_Value")


def _listed(table: Mapping[str, _Value], key: str, what: str) -> _Value:
    if key not in table:
        raise Malformed(f"this {what} is not known; known are {', '.join(table)}")
    return table[key]


def _number_of(text: str) -> str:
    labelled = _LABELLED.fullmatch(text)
    return labelled[1] if labelled else text


def shipping_code(text: str) -> Shipping:
    """Read ShippingStatus: a number, or a label with the number behind it, which alone counts.

    >>> from qoo10_cancel.readers.codes import shipping_code
    >>> shipping_code("Seller confirm(3)")
    <Shipping.SCHEDULED: 3>
    """
    return _listed(_SHIPPING_CODES, _number_of(text), "shipping status")


def claim_code(text: str) -> Claim:
    """Read claimStatus."""
    return _listed(_CLAIM_CODES, _number_of(text), "claim status")


def send_type(text: str) -> bool:
    """Read AvailableSendType: whether it is a reservation item."""
    return _listed(SEND_TYPES, text, "send type")


def shipping_word(text: str) -> Shipping | Delay:
    """Read the status column of a J·QSM delivery list, in any of its languages."""
    word = unicodedata.normalize("NFKC", text)
    return _listed(_WORDS, word, "shipping status")


def claim_word(text: str) -> Claim:
    """Read 处理状态 of the J·QSM claim grid."""
    return _listed(CLAIM_WORDS, unicodedata.normalize("NFKC", text), "claim status")
