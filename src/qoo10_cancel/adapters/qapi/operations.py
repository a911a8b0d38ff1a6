"""The operations of the client, as procedures of calls and answers: no I/O, no clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any, Final, TypeVar

import attrs

from ..._fields import number
from ...errors import CancelError, Malformed, Unreadable
from ...japan import calendar_day, day_of
from ...ports import Clock, Poll
from ...readers import (
    Problem,
    Reading,
    join,
    read_by_order,
    read_claims,
    read_shipping,
    reply_rows,
)
from ...snapshot import Claim, Shipping, Snapshot
from .calls import Answer, Call, Pause, judge, result_of
from .errors import EndUnknown, OrderUnknown, QapiError, Unanswered, error_for
from .keys import SellerKey
from .params import CancelReason, DelayType, Parcel, checked_memo, member, parcel_params
from .windows import Window, may_be_cut, windows

__all__ = ["MOST_AT_ONCE", "Operations", "Procedure"]

T = TypeVar("T")
Procedure = Generator[Call | Pause, Answer | None, T]
"""Yields the next call or pause, and is sent its answer, or has `Unanswered` thrown into it."""

MOST_AT_ONCE: Final = 500
"""Orders that a bulk method takes."""

_SETTLE: Final = 2.0
"""Seconds before looking whether a call without an answer was carried out."""

_ORDER_DATE: Final = "1"
"""SearchCondition: the date of the order, so that both lists cover the same orders."""

_LEFT: Final = frozenset({Shipping.SHIPPED, Shipping.DELIVERED})
_NOTHING: Final = Answer(0, b"")
_ENDED: Final = frozenset({Claim.CANCELLING, Claim.CANCELLED})


class Operations:
    """The procedures of one client.

    Args:
        key: The Seller Authorization Key.
        clock: Tells the time, as an aware moment.
        tries: How often a harmless call is made before it counts as unanswered.
    """

    def __init__(self, key: SellerKey, clock: Clock, tries: int) -> None:
        self.key = key
        self.clock = clock
        self.tries = tries

    # Reading.

    def poll(self, since: datetime, until: datetime) -> Procedure[Poll]:
        """Ask for the orders first, then for the claims.

        An order that is cancelled meanwhile is then seen with its claim; the other way round it
        would be in neither list.
        """
        asked_at = self.clock()
        orders = yield from self.list_orders(since, until)
        claims = yield from self.list_claims(since, until)
        return Poll(
            join([orders, claims]),
            (*orders.problems, *claims.problems),
            complete=orders.shipping_seen and claims.claims_seen,
            asked_at=asked_at,
        )

    def list_orders(self, since: datetime, until: datetime) -> Procedure[Reading]:
        """Ask for the statuses 2 to 5: an order that moves on meanwhile is seen twice."""

        def call(status: Shipping, window: Window) -> Call:
            start, end = window.text
            params = {
                "ShippingStatus": str(status.value),
                "SearchStartDate": start,
                "SearchEndDate": end,
                "SearchCondition": _ORDER_DATE,
            }
            return Call("ShippingBasic.GetShippingInfo_v3", params)

        statuses = [status for status in Shipping if status is not Shipping.UNPAID]
        return (yield from self._list(call, statuses, since, until, read_shipping))

    def list_claims(self, since: datetime, until: datetime) -> Procedure[Reading]:
        """Ask for every known claim status: nobody says that a blank one means all of them."""

        def call(status: Claim, window: Window) -> Call:
            start, end = window.text
            params = {
                "ClaimStat": str(status.value),
                "search_Sdate": start,
                "search_Edate": end,
                "search_condition": _ORDER_DATE,
            }
            return Call("ShippingBasic.GetClaimInfo_V3", params)

        return (yield from self._list(call, Claim, since, until, read_claims))

    def _list(
        self,
        call: Callable[[Any, Window], Call],
        statuses: Iterable[Enum],
        since: datetime,
        until: datetime,
        read: Callable[..., Reading],
    ) -> Procedure[Reading]:
        seen_at = self.clock()  # what happens after the first question is for the next poll
        statuses = tuple(statuses)
        replies: list[Mapping[str, Any]] = []
        problems: list[Unreadable | Unanswered] = []
        for window in windows(since, until):
            for status in statuses:
                try:
                    found = yield from self._window(partial(call, status), window)
                    replies += found.replies
                    problems += found.problems
                except Unanswered as failed:
                    problems.append(failed)
        if problems and not replies:
            raise problems[0]
        reading = read(replies, seen_at, complete=not problems)
        if not problems and not reading.problems:
            return reading
        unread = (*map(_unreadable, problems), *map(self._hidden, reading.problems))
        return attrs.evolve(reading, problems=unread)

    def _hidden(self, problem: Unreadable) -> Unreadable:
        """Return *problem*, without what it shows where that may be part of the key."""
        if not self.key.shows_in(str(problem)):
            return problem
        return Unreadable(Problem("key-hidden"), problem.source, problem.line)

    def _window(self, call: Callable[[Window], Call], window: Window) -> Procedure[_Found]:
        """Ask for *window*; halve it as long as the answer may be cut short."""
        asked = call(window)
        reply = yield from self._ask(asked)
        rows = len(_rows(asked, reply))
        if not may_be_cut(rows):
            return _Found([reply], [])
        halves = window.halves()
        if halves is None:
            first, last = window.text
            cut = Problem("may-be-cut", {"rows": rows, "first": first, "last": last})
            return _Found([reply], [Unreadable(cut, source=asked.method)])
        older = yield from self._window(call, halves[0])
        newer = yield from self._window(call, halves[1])
        return _Found(older.replies + newer.replies, older.problems + newer.problems)

    def find_order(self, order_no: str) -> Procedure[Snapshot | None]:
        """Ask for one order; None if the shop does not have it."""
        seen_at = self.clock()
        call = Call(
            "ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2", {"OrderNo": number(order_no)}
        )
        try:
            reply = yield from self._ask(call)
        except OrderUnknown:
            return None
        _rows(call, reply)
        reading = read_by_order(reply, seen_at)
        for snapshot in reading.snapshots:
            if snapshot.order_no == order_no:
                return snapshot
        if reading.problems:
            raise Unanswered(call.method, self._hidden(reading.problems[0]).problem)
        return None

    # Changing.

    def set_ship_date(
        self,
        order_no: str,
        ship_date: date,
        delay: DelayType = DelayType.PREPARING,
        memo: str = "",
    ) -> Procedure[None]:
        """Set the planned date; see `Qapi.set_ship_date`."""
        params = {
            "OrderNo": number(order_no),
            "EstShipDt": f"{calendar_day(ship_date):%Y%m%d}",
            "DelayType": member(DelayType, delay).value,
            "DelayMemo": checked_memo(memo),
        }
        call = Call("ShippingBasic.SetSellerCheckYN_V2", params, harmless=False)

        def done(order: Snapshot) -> bool | None:
            # The row of one order has no planned date: only a status still at 2 tells anything.
            return False if order.shipping is Shipping.NEW else None

        yield from self._change(call, order_no, done)

    def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str) -> Procedure[None]:
        """Mark one order as shipped; see `Qapi.mark_as_shipped`."""
        params = {"OrderNo": number(order_no), **parcel_params(carrier, tracking_no)}
        call = Call("ShippingBasic.SetSendingInfo", params, harmless=False)
        yield from self._change(call, order_no, _shipped_with(tracking_no))

    def mark_many_as_shipped(
        self, parcels: Sequence[Parcel]
    ) -> Procedure[dict[str, CancelError | None]]:
        """Mark many; see `Qapi.mark_many_as_shipped`."""
        by_order = {parcel.order_no: parcel for parcel in parcels}
        if len(by_order) != len(parcels):
            raise Malformed("an order is marked as shipped once; one of these stands twice")
        for parcel in parcels:
            parcel_params(parcel.carrier, parcel.tracking_no)
        results: dict[str, CancelError | None] = {}
        for start in range(0, len(parcels), MOST_AT_ONCE):
            results |= yield from self._mark_batch(parcels[start : start + MOST_AT_ONCE])
        return results

    def _mark_batch(self, parcels: Sequence[Parcel]) -> Procedure[dict[str, CancelError | None]]:
        rows = [
            {"OrderNo": p.order_no, "ShippingCorp": p.carrier, "TrackingNo": p.tracking_no}
            for p in parcels
        ]
        params = {"ShippingInfoJson": json.dumps(rows, ensure_ascii=False)}
        call = Call("ShippingBasic.SetSendingInfoBulk", params, harmless=False)
        try:
            reply = yield from self._ask(call)
            codes = _codes_by_order(_rows(call, reply))
        except Unanswered as failed:
            codes, end = {}, failed
        else:
            end = Unanswered(call.method, Problem("qapi-no-row"))
        results: dict[str, CancelError | None] = {}
        for parcel in parcels:
            code = codes.get(parcel.order_no)
            if code is not None:
                results[parcel.order_no] = None if code == "0" else error_for(call.method, code)
            else:
                results[parcel.order_no] = yield from self._end_of(call, parcel, end)
        return results

    def _end_of(
        self, call: Call, parcel: Parcel, failed: Unanswered
    ) -> Procedure[CancelError | None]:
        """Look whether *parcel* was marked by a call that gave no answer for it."""
        if not failed.sent:
            return failed
        try:
            done = yield from self._look(call, parcel.order_no, failed)
        except (QapiError, Unanswered) as end:
            return end
        if done is not None and _shipped_with(parcel.tracking_no)(done):
            return None
        return EndUnknown(call.method, failed.why)

    def cancel_as_seller(
        self, order_no: str, reason: CancelReason, memo: str = ""
    ) -> Procedure[None]:
        """Cancel as the seller; see `Qapi.cancel_as_seller`."""
        params = {
            "ContrNo": number(order_no),
            "CancelReason": member(CancelReason, reason).value,
            "SellerMemo": checked_memo(memo),
        }
        call = Call("Claim.SetCancelProcess", params, harmless=False)
        yield from self._change(call, order_no, lambda order: order.claim in _ENDED)

    def create_key(self, user_id: str, password: str) -> Procedure[SellerKey]:
        """Make a Seller Authorization Key; `self.key` is the API key here."""
        issued_on = day_of(self.clock())
        params = {"user_id": user_id, "pwd": password}
        call = Call("CertificationAPI.CreateCertificationKey", params, quiet=True)
        reply = yield from self._ask(call)
        secret = result_of(call, reply)
        try:
            return SellerKey(secret, issued_on)
        except Malformed:
            raise Unanswered(call.method, Problem("qapi-no-key")) from None

    # Shared.

    def _ask(self, call: Call) -> Procedure[Mapping[str, Any]]:
        """Call until there is an answer, as often as that is harmless."""
        for attempt in range(1, self.tries + 1):
            try:
                answer = yield call
                return judge(call, answer or _NOTHING, self.key)
            except Unanswered as failed:
                if attempt == self.tries or (failed.sent and not call.harmless):
                    raise
            yield Pause(2.0 ** (attempt - 1))
        raise AssertionError

    def _change(
        self, call: Call, order_no: str, done: Callable[[Snapshot], bool | None]
    ) -> Procedure[None]:
        """Send *call*. When its end is unknown, look at the order before sending it once more.

        *done* says of the order whether it was carried out; None: the order does not tell.
        """
        try:
            yield from self._ask(call)
        except Unanswered as failed:
            if not failed.sent:
                raise
            end = failed
        else:
            return
        order = yield from self._look(call, order_no, end)
        was_done = None if order is None else done(order)
        if was_done:
            return
        if was_done is None:
            raise EndUnknown(call.method, end.why)
        try:
            yield from self._ask(call)
        except Unanswered as again:
            raise EndUnknown(call.method, again.why) from None
        except QapiError:
            # The first one may have been carried out after the look.
            order = yield from self._look(call, order_no, end)
            if order is None or not done(order):
                raise

    def _look(self, call: Call, order_no: str, end: Unanswered) -> Procedure[Snapshot | None]:
        yield Pause(_SETTLE)
        try:
            return (yield from self.find_order(order_no))
        except Unanswered:
            raise EndUnknown(call.method, end.why) from None


@attrs.frozen
class _Found:
    """The replies that cover a window, and what is missing of it."""

    replies: list[Mapping[str, Any]]
    problems: list[Unreadable | Unanswered]


def _unreadable(problem: Unreadable | Unanswered) -> Unreadable:
    return problem if isinstance(problem, Unreadable) else Unreadable(problem, problem.method)


def _rows(call: Call, reply: Mapping[str, Any]) -> list[Any]:
    """Return the rows; ResultObject must be there."""
    result_of(call, reply)
    try:
        return reply_rows(reply, call.method)
    except Unreadable as wrong:
        raise Unanswered(call.method, wrong.problem) from None


def _codes_by_order(rows: Collection[Any]) -> dict[str, str]:
    """Return the codes of a bulk answer by order, without the rows that do not tell."""
    codes: dict[str, str] = {}
    for row in rows:
        if not isinstance(row, Mapping):
            continue
        cells = {str(name).casefold(): value for name, value in row.items()}
        order_no, code = cells.get("contr_no", cells.get("cont_no")), cells.get("result_cd")
        if isinstance(order_no, str) and isinstance(code, str):  # numbers are parsed as texts
            codes[order_no] = code
    return codes


def _shipped_with(tracking_no: str) -> Callable[[Snapshot], bool | None]:
    def done(order: Snapshot) -> bool | None:
        if order.shipping not in _LEFT:
            return False if order.shipping is not None else None
        # Shipped with another number: somebody else was quicker, and sending would overwrite it.
        return True if order.tracking_no == (tracking_no.strip() or None) else None

    return done
