"""Notices to the buyer and the seller, as values, and when they are obsolete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import ClassVar, Final

import attrs

from ._fields import maybe_moment, number
from .japan import duration_text, japan_time
from .messages import notice_text
from .order import FINAL, PENDING, DutyStanding, Order, State

__all__ = ["Channel", "Notice", "NoticeKind", "is_obsolete"]


class NoticeKind(Enum):
    """What a notice is about."""

    REFUSAL = "refusal"
    """To the buyer: the request was refused, and why (QC-16)."""
    REQUEST = "request"
    """To the seller: a buyer asks to cancel."""
    REQUEST_ENDING = "request_ending"
    """To the seller: an open request can soon no longer be refused (QC-03, QC-18)."""
    DUTY_STARTED = "duty_started"
    """To the seller: mark the order as shipped before midnight (QC-12)."""
    DUTY_ENDING = "duty_ending"
    """To the seller: the day is running out (QC-12)."""
    DUTY_MISSED = "duty_missed"
    """To the seller: the day has ended, and the order is not marked as shipped (QC-12)."""
    DELAYED = "delayed"
    """To the seller: the order has become 运送延期 (QC-18, QC-02)."""
    REFUNDED = "refunded"
    """To the seller: the buyer cancelled and was refunded at once (QC-14, QC-17)."""
    FAKE_FOUND = "fake_found"
    """To the seller: Qoo10 found the shipment to be false (QC-13)."""
    SET_RIGHT = "set_right"
    """To the seller: what was announced before was not so."""


class Channel(Enum):
    """The way a notice goes, which says to whom."""

    BUYER_APP = "buyer_app"
    BUYER_MAIL = "buyer_mail"
    SELLER = "seller"


@attrs.frozen
class Notice:
    """A fact to tell, not a job.

    Attributes:
        key: Unique for ever and the same whenever the notice is made again; goes out as
            idempotency key, so that a repeat can be recognised.
        kind: What it is about.
        channel: The way it goes, which says to whom.
        order_no: The order it is about.
        version: The version of the order that it is about.
        at: When what it tells happened.
        expires_at: From when on it is no longer worth delivering; None: always worth it.
        params: What the sentences are made of; plain JSON.
    """

    for_readers: ClassVar = ("subject", "body")

    key: str
    kind: NoticeKind
    channel: Channel
    order_no: str = attrs.field(converter=number)
    version: int
    at: datetime = attrs.field(converter=japan_time)
    expires_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    params: Mapping[str, object] = attrs.field(factory=dict, hash=False)

    @property
    def to_buyer(self) -> bool:
        """Say whether the notice is for the buyer, whom Qoo10 tells by itself, too."""
        return self.channel is not Channel.SELLER

    def subject(self, lang: str) -> str:
        """Return one line without any free text in it, in ja, zh-CN, ko or en."""
        return notice_text(self._wording, lang, self._said)[0]

    def body(self, lang: str) -> str:
        """Return the whole text, in ja, zh-CN, ko or en; a buyer's is meant to be read in ja."""
        return notice_text(self._wording, lang, self._said)[1]

    @property
    def _wording(self) -> str:
        """Name the sentences: a request's say until when it can be refused."""
        if self.kind is NoticeKind.SET_RIGHT:
            return f"set_right.{self.params.get('what')}"
        if self.kind is not NoticeKind.REQUEST:
            return str(self.kind.value)
        until = self.params.get("until")
        if self.params.get("passed"):
            return "request.passed"
        if until == "?":
            return "request.unknown"
        return "request.known" if until else "request.open"

    @property
    def _said(self) -> dict[str, object]:
        end = self.expires_at
        left = "?" if end is None else duration_text(end - self.at)
        return {**self.params, "order_no": self.order_no, "left": left}


def is_obsolete(notice: Notice, order: Order, at: datetime) -> bool:
    """Say whether *notice* is no longer worth delivering at the aware moment *at*.

    It is not when it has expired, or when its order has moved on: the request is answered,
    the order marked as shipped. What has happened for good stays worth telling.
    """
    if notice.expires_at is not None and japan_time(at) >= notice.expires_at:
        return True
    if notice.kind in _ABOUT_A_MOMENT and _is_overtaken(notice, order):
        return True
    match notice.kind:
        case NoticeKind.REQUEST | NoticeKind.REQUEST_ENDING:
            return order.state not in PENDING
        case NoticeKind.DUTY_STARTED | NoticeKind.DUTY_ENDING:
            return order.state in FINAL or order.duty is None or order.duty.met_at is not None
        case NoticeKind.DUTY_MISSED:
            return order.duty is None or order.duty.standing(at) is not DutyStanding.MISSED
        case NoticeKind.DELAYED:
            return order.state is not State.SHIPPING_DELAYED
        case NoticeKind.REFUNDED:
            return order.state is not State.CANCELLED
        case NoticeKind.REFUSAL:
            return order.refused_at is None  # taken back: nothing was refused
        case _:
            return False


_ABOUT_A_MOMENT: Final = frozenset({NoticeKind.REQUEST_ENDING, NoticeKind.DUTY_ENDING})


def _is_overtaken(notice: Notice, order: Order) -> bool:
    """Return whether a later reminder has been given, so that two never come at once."""
    about = order.request if notice.kind is NoticeKind.REQUEST_ENDING else order.duty
    return about is not None and about.reminded_at is not None and notice.at < about.reminded_at
