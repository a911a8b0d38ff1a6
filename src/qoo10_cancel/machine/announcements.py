"""Which notices an event causes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from ..events import (
    CancelRefusal,
    CancelRequest,
    DutyLapse,
    DutyReminder,
    Event,
    FakeShipmentFound,
    RequestReminder,
    ShipDateLapse,
    ShipmentRelease,
)
from ..japan import moment_text
from ..notices import Channel, Notice, NoticeKind
from ..order import PENDING, Order, State
from ..policy import Policy
from ..text import canonical_text

__all__ = ["notices_of"]


def notices_of(event: Event, before: Order, after: Order, policy: Policy) -> tuple[Notice, ...]:
    """Return the notices that *event* causes by bringing an order from *before* to *after*."""
    make = _MADE_BY.get(type(event))
    return () if make is None else make(event, before, after, policy)


_NO_PARAMS: Final[Mapping[str, object]] = {}


def _notice(  # the parts of a notice, spelled once
    kind: NoticeKind,
    event: Event,
    after: Order,
    *,
    channel: Channel = Channel.SELLER,
    expires_at: datetime | None = None,
    params: Mapping[str, object] = _NO_PARAMS,
) -> Notice:
    key = f"{after.order_no}:{after.version}:{kind.value}:{channel.value}"
    return Notice(
        key,
        kind,
        channel,
        after.order_no,
        after.version,
        event.moment,
        expires_at,
        params,
    )


def _request(event: Event, before: Order, after: Order, policy: Policy) -> tuple[Notice, ...]:
    if after.state in PENDING:
        return (_notice(NoticeKind.REQUEST, event, after, params=_until(event, after, policy)),)
    if after.state is not State.CANCELLED:
        return ()  # seen from outside, where it led elsewhere
    why = "QC-14" if before.state is State.SHIPPING_DELAYED else "QC-17"
    return (_notice(NoticeKind.REFUNDED, event, after, params={"rule": why}),)


def _until(event: Event, order: Order, policy: Policy) -> dict[str, object]:
    """Say until when a request can be refused, as Japan's clocks show it.

    It is `?` when no planned date is known, and empty when nothing ends the time.
    """
    end = policy.refusable_until(order.ship_date)
    if end is None:
        return {"until": "?" if order.ship_date is None else ""}
    until = moment_text(end)
    return {"until": until, "passed": True} if end <= event.moment else {"until": until}


def _refusal(event: Event, before: Order, after: Order, policy: Policy) -> tuple[Notice, ...]:
    reason = event.reason if isinstance(event, CancelRefusal) else None
    if reason is None or reason.kind is None:
        return ()  # a refusal seen from outside: what the buyer read is not known
    kind, text = reason.kind.value, canonical_text(reason.text, policy)
    return tuple(
        _notice(
            NoticeKind.REFUSAL,
            event,
            after,
            channel=channel,
            params={"reason": kind, "text": text},
        )
        for channel in (Channel.BUYER_APP, Channel.BUYER_MAIL)
    )


def _duty(kind: NoticeKind) -> _Maker:
    def make(event: Event, before: Order, after: Order, policy: Policy) -> tuple[Notice, ...]:
        duty = after.duty
        if duty is None:
            return ()
        expires_at = None if kind is NoticeKind.DUTY_MISSED else duty.due
        params = {"due_at": duty.due.isoformat()}
        return (_notice(kind, event, after, expires_at=expires_at, params=params),)

    return make


def _request_ending(
    event: Event, before: Order, after: Order, policy: Policy
) -> tuple[Notice, ...]:
    end = policy.refusable_until(after.ship_date)
    if end is None:
        return ()
    params = {"until": moment_text(end)}
    return (_notice(NoticeKind.REQUEST_ENDING, event, after, expires_at=end, params=params),)


def _delayed(event: Event, before: Order, after: Order, policy: Policy) -> tuple[Notice, ...]:
    if after.state is not State.SHIPPING_DELAYED:
        return ()  # a refused order: nobody says what becomes of it
    return (_notice(NoticeKind.DELAYED, event, after),)


def _fake(event: Event, before: Order, after: Order, policy: Policy) -> tuple[Notice, ...]:
    return (_notice(NoticeKind.FAKE_FOUND, event, after),)


_Maker = Callable[[Event, Order, Order, Policy], tuple[Notice, ...]]

_MADE_BY: Final[Mapping[type[Event], _Maker]] = {
    CancelRequest: _request,
    CancelRefusal: _refusal,
    ShipmentRelease: _duty(NoticeKind.DUTY_STARTED),
    DutyReminder: _duty(NoticeKind.DUTY_ENDING),
    DutyLapse: _duty(NoticeKind.DUTY_MISSED),
    RequestReminder: _request_ending,
    ShipDateLapse: _delayed,
    FakeShipmentFound: _fake,
}
