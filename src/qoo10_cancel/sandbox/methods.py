"""QAPI's methods, answered from a shop."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from ..errors import Malformed
from ..japan import JST, calendar_day, end_of, japan_time, midnight
from ..snapshot import Claim, Shipping
from .calls import Call, ErrorNumber, digits
from .entries import Entry
from .envelopes import Answer, Result, number_answer, result_answer
from .faults import Fault, FaultKind
from .orders import NotPossible
from .requests import Question, read_json
from .rows import BY_ORDER, CLAIM, V2, V3, RowOf
from .shop import Shop

__all__ = ["KEY_METHOD", "METHODS", "answer", "name_of"]

_NINETY_DAYS: Final = timedelta(days=90)
_MOST_AT_ONCE: Final = 500
_LONGEST: Final = {"memo": 1000, "carrier": 200, "tracking": 50}
_LIMITS: Final = {"hundred": 100, "five-hundred": 500}


# Reading.


def _day_or_moment(text: str, *, last: bool) -> datetime:
    """Read `yyyyMMdd` or `yyyyMMddHHmmss`; the last second of a day for the end of a period.

    Raises:
        ValueError: *text* is no such day or moment of the years that have an end.
    """
    if not (text.isascii() and text.isdigit() and len(text) in {8, 14}):
        raise ValueError(text)
    if len(text) == len("yyyyMMdd"):
        day = calendar_day(date(int(text[:4]), int(text[4:6]), int(text[6:])))
        return end_of(day) - timedelta(seconds=1) if last else midnight(day)
    numbers = [int(text[:4]), *(int(text[n : n + 2]) for n in range(4, 14, 2))]
    return japan_time(datetime(*numbers, tzinfo=JST))  # type: ignore[arg-type,misc]


def _period(call: Call, start: str, end: str, bad: int, long: int) -> tuple[datetime, datetime]:
    call.switch("A-14")
    try:
        first = _day_or_moment(call.params.get(start, ""), last=False)
        final = _day_or_moment(call.params.get(end, ""), last=True)
    except ValueError:
        raise ErrorNumber(bad, "Search Date Error") from None
    if final < first:
        raise ErrorNumber(bad, "Search Date Error")
    if final - first > _NINETY_DAYS:
        raise ErrorNumber(long, "The search period is over 90 days")
    return first, final


_MOMENTS: Final[Mapping[str, Callable[[Entry], datetime | None]]] = {
    "1": lambda entry: entry.ordered_at,
    "2": lambda entry: entry.order.purchase.paid_at,
    "3": lambda entry: entry.shipped_at,
    "4": lambda entry: entry.delivered_at,
}
_CLAIM_MOMENTS: Final[Mapping[str, Callable[[Entry], datetime | None]]] = {
    "1": lambda entry: entry.ordered_at,
    "2": lambda entry: entry.asked_at or entry.closed_at,
    "3": lambda entry: entry.closed_at,
}


def _shipping(row_of: RowOf, names: tuple[str, str, str, str]) -> Callable[[Call], Result]:
    status_name, start, end, condition_name = names

    def read(call: Call) -> Result:
        wanted = _statuses(call, status_name)
        first, final = _period(call, start, end, -10001, -10002)
        condition = call.params.get(condition_name) or "1"
        moment = _MOMENTS.get(condition)
        if moment is None or not _fits(call, wanted, condition):
            raise ErrorNumber(-10004, "ShippingStatus and SearchCondition do not fit")
        call.switch("A-03")
        return _list(
            call,
            row_of,
            [
                entry
                for entry in call.shop.all()
                if entry.shipping in wanted
                and (at := moment(entry)) is not None
                and first <= at <= final
            ],
        )

    return read


def _statuses(call: Call, name: str) -> frozenset[Shipping]:
    text = call.params.get(name, "").strip()
    if text in {"", "0"}:
        both = {Shipping.NEW, Shipping.SCHEDULED}
        if call.switch("A-01") == "all-open":
            return frozenset({Shipping.UNPAID, *both})
        return frozenset({Shipping.UNPAID, Shipping.NEW})
    if text not in {str(status.value) for status in Shipping}:
        raise ErrorNumber(-10003, "ShippingStatus is not valid")
    return frozenset({Shipping(int(text))})


def _fits(call: Call, wanted: frozenset[Shipping], condition: str) -> bool:
    if condition in {"1", "2"}:
        return True
    call.switch("A-20")
    least = 4 if condition == "3" else 5
    return all(status.value >= least for status in wanted)


def _claims(call: Call) -> Result:
    text = call.params.get("claimstat", "").strip()
    codes = {str(code.value): code for code in Claim}
    if text and text not in codes:
        raise ErrorNumber(-10002, "ClaimStat is not valid")
    first, final = _period(call, "search_sdate", "search_edate", -10002, -10003)
    moment = _CLAIM_MOMENTS.get(call.params.get("search_condition") or "2")
    if moment is None:
        raise ErrorNumber(-10002, "search_condition is not valid")
    call.switch("A-02")
    return _list(
        call,
        CLAIM,
        [
            entry
            for entry in call.shop.all()
            if entry.claim is not None
            and (not text or entry.claim is codes[text])
            and (at := moment(entry)) is not None
            and first <= at <= final
        ],
    )


def _one_order(call: Call) -> Result:
    order_no = call.order_no(bad=-10002)
    call.switch("A-02")
    call.switch("A-23")
    try:
        entry = call.shop.get(order_no)
    except NotPossible:
        raise ErrorNumber(-10003, "The order is not found") from None
    if entry.shipping is None:
        call.switch("A-09")
    return _list(call, BY_ORDER, [entry])


def _list(call: Call, row_of: RowOf, entries: list[Entry]) -> Result:
    limit = _LIMITS.get(call.shop.switches["A-18"])
    if limit is not None and len(entries) > limit:
        call.switch("A-18")
        entries = entries[:limit]
    rows = call.shop.fragments(row_of, entries)
    return Result(_with_fault(call, row_of, rows))


def _with_fault(call: Call, row_of: RowOf, rows: list[bytes]) -> list[bytes]:
    last = call.shop.last_lists
    place = call.params.get("claimstat", "")
    before = last.get(place, rows)
    if row_of is CLAIM:
        last[place] = rows
    match call.fault and call.fault.kind:
        case FaultKind.DOUBLED_ROW:
            return rows[:1] + rows
        case FaultKind.MISSING_ROW:
            return rows[1:]
        case FaultKind.LAGGING_CLAIMS if row_of is CLAIM:
            last[place] = before
            return before
    return rows


# Changing.

_CHECK_CODES: Final = {
    "date-in-the-past": -10018,
    "too-far-ahead": -10017,
    "no-such-order": -10001,
}


def _plan(call: Call) -> Result:
    try:
        _plan_one(call, call.params)
    except ErrorNumber as no:
        raise ErrorNumber(-10001, no.words) from None
    return Result()


def _plan_one(call: Call, params: Mapping[str, Any]) -> None:
    order_no = digits(params.get("orderno"), -10001)
    text, kind = str(params.get("estshipdt") or ""), str(params.get("delaytype") or "")
    memo = str(params.get("delaymemo") or "")
    if kind not in {"", "1", "2", "3", "4"} or len(memo) > _LONGEST["memo"]:
        raise ErrorNumber(-10001, "DelayType or DelayMemo is not valid")
    try:
        entry = call.shop.get(order_no)
        if entry.last_shipping not in {Shipping.NEW, Shipping.SCHEDULED} or entry.shipping is None:
            raise ErrorNumber(-10013, "The order is not in the requested state")
        if entry.order.ship_date is not None and call.switch("A-15") == "barred":
            raise ErrorNumber(-10012, "The order is confirmed already")
        if not text and call.switch("A-24") == "refused":
            raise ErrorNumber(-10016, "EstShipDt is missing")
        day = _day_or_moment(text[:8], last=False).date() if text else None
        call.switch("A-13")
        call.shop.set_ship_date(order_no, day, (kind, memo))
    except ValueError:
        raise ErrorNumber(-10016, "EstShipDt is not valid") from None
    except NotPossible as wrong:
        raise ErrorNumber(_CHECK_CODES.get(wrong.detail, -10013), wrong.words) from None


def _send(call: Call) -> Result:
    _send_one(call, call.params)
    return Result()


def _send_one(call: Call, params: Mapping[str, Any]) -> None:
    order_no = digits(params.get("orderno"), -10001)
    carrier, number = str(params.get("shippingcorp") or ""), str(params.get("trackingno") or "")
    if len(carrier) > _LONGEST["carrier"] or len(number) > _LONGEST["tracking"]:
        raise ErrorNumber(-10001, "ShippingCorp or TrackingNo is too long")
    try:
        if call.shop.get(order_no).claim is Claim.CANCEL_REQUESTED:
            call.switch("A-17")
        call.shop.ship(order_no, carrier, number)
    except NotPossible as wrong:
        call.switch("A-16")
        raise ErrorNumber(
            -10001 if wrong.detail == "no-such-order" else -10103, wrong.words
        ) from None
    except Malformed:
        raise ErrorNumber(-10001, "ShippingCorp or TrackingNo is not a line of text") from None


def _bulk(
    name: str, method: Callable[[Call, Mapping[str, Any]], None], number_name: str
) -> Callable[[Call], Result]:
    def run(call: Call) -> Result:
        try:
            rows = read_json(call.params.get(name, ""))
        except ValueError:
            raise ErrorNumber(-10001, f"{name} is not valid") from None
        if not isinstance(rows, list) or len(rows) > _MOST_AT_ONCE:
            raise ErrorNumber(-10011, f"at most {_MOST_AT_ONCE} orders a call")
        return Result([_bulk_row(call, row, method, number_name) for row in rows])

    return run


def _bulk_row(
    call: Call, row: Any, method: Callable[[Call, Mapping[str, Any]], None], number_name: str
) -> bytes:
    cells = row if isinstance(row, dict) else {}
    params = {str(name).casefold(): value for name, value in cells.items()}
    code = 0
    try:
        method(call, params)
    except ErrorNumber as no:
        code = no.code
    order_no = params.get("orderno", "")
    result = {number_name: order_no if isinstance(order_no, str | int) else "", "result_cd": code}
    return json.dumps(result, ensure_ascii=False).encode()


_CAUSES: Final = {"": "out of stock", "1": "edit order", "2": "undeliverable", "3": "delay"}


def _cancel(call: Call) -> Result:
    order_no = call.order_no("contrno")
    cause = _CAUSES.get(call.params.get("cancelreason", "").strip())
    if cause is None or len(call.params.get("sellermemo", "")) > _LONGEST["memo"]:
        raise ErrorNumber(-10001, "CancelReason or SellerMemo is not valid")
    try:
        if call.shop.get(order_no).claim is Claim.CANCEL_REQUESTED:
            call.switch("A-06")
        call.shop.cancel_as_seller(order_no, cause)
    except NotPossible as wrong:
        raise ErrorNumber(
            -10002 if wrong.detail == "no-such-order" else -10004, wrong.words
        ) from None
    return Result()


def _exchange(before: Claim, after: Claim) -> Callable[[Call], Result]:
    def run(call: Call) -> Result:
        order_no = call.order_no()
        try:
            if call.shop.get(order_no).claim is not before:
                raise ErrorNumber(-10004, "The order is not in the required state")
            call.shop.open_claim(order_no, after)
        except NotPossible as wrong:
            raise ErrorNumber(-10002, wrong.words) from None
        return Result()

    return run


_V3_NAMES: Final = ("shippingstatus", "searchstartdate", "searchenddate", "searchcondition")
_V2_NAMES: Final = ("shippingstat", "search_sdate", "search_edate", "search_condition")

METHODS: Final[Mapping[str, Callable[[Call], Result]]] = {
    "ShippingBasic.GetShippingInfo_v3": _shipping(V3, _V3_NAMES),
    "ShippingBasic.GetShippingInfo_v2": _shipping(V2, _V2_NAMES),
    "ShippingBasic.GetShippingInfo": _shipping(V2, _V2_NAMES),
    "ShippingBasic.GetClaimInfo_V3": _claims,
    "ShippingBasic.GetClaimInfo_V2": _claims,
    "ShippingBasic.GetClaimInfo": _claims,
    "ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2": _one_order,
    "ShippingBasic.SetSellerCheckYN_V2": _plan,
    "ShippingBasic.SetSellerCheckYNBulk": _bulk("sendplandtinfojson", _plan_one, "cont_no"),
    "ShippingBasic.SetSendingInfo": _send,
    "ShippingBasic.SetSendingInfoBulk": _bulk("shippinginfojson", _send_one, "contr_no"),
    "Claim.SetCancelProcess": _cancel,
    "Claim.SetClaimAccept": _exchange(Claim.EXCHANGE_REQUESTED, Claim.EXCHANGE_APPROVED),
    "Claim.SetClaimRedelivery": _exchange(Claim.EXCHANGE_APPROVED, Claim.REDELIVERING),
}
"""Every method but CreateCertificationKey, which is called before there is a key."""

KEY_METHOD: Final = "CertificationAPI.CreateCertificationKey"
_BY_NAME: Final = {name.casefold(): name for name in (*METHODS, KEY_METHOD)}
_CLASSES: Final = {name.partition(".")[0].casefold() for name in _BY_NAME.values()}


def name_of(question: Question) -> str | None:
    """Return the method's name as the guide spells it; None if there is no such method."""
    return _BY_NAME.get(question.method.strip().casefold())


def answer(
    question: Question,
    shop: Shop | None,
    fault: Fault | None,
    new_key: Callable[[Mapping[str, str]], str | None],
) -> Answer:
    """Return QAPI's answer to *question*.

    Args:
        question: The call.
        shop: The shop of the key; None if the key belongs to none.
        fault: The fault that strikes the rows of a list, if one does.
        new_key: Returns a new key for the login in the fields; None if the login is wrong.
    """
    name = name_of(question)
    if name is None:
        return _unknown(question)
    if name == KEY_METHOD:
        made = new_key(question.params)
        if made is None:
            return number_answer(-10001, "Check user_id, pwd and the API key", xml=question.xml)
        return result_answer(Result(value=made), name, (), xml=question.xml)
    if shop is None:
        return number_answer(-90001, "存在しないAPIです。", routing=True, xml=question.xml)
    call = Call(shop, question, fault)
    try:
        with shop.lock:
            result = METHODS[name](call)
    except ErrorNumber as no:
        assumed = tuple(call.assumed)
        return number_answer(
            no.code, no.words, routing=no.routing, xml=question.xml, assumed=assumed
        )
    return result_answer(result, name, tuple(call.assumed), xml=question.xml)


def _unknown(question: Question) -> Answer:
    group, _, method = question.method.partition(".")
    known = group.casefold() in _CLASSES
    words = f"Can't find method Info {method}" if known else f"Can't find service Name {group}"
    return number_answer(-90001, words[:200], routing=True, xml=question.xml, assumed=("A-11",))
