"""A second, deliberately simple telling of what may happen to an order, apart from src.

Where nothing but the state decides, it is what `corpus/matrix.json` has; without a cell, QC-00.
`expected` answers with the state that is reached, or with the set of codes of the broken rules.
It knows the two leads of the default policy's reminders, and the texts in `TEXTS`, no others.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

MATRIX = json.loads((Path(__file__).parent / "corpus" / "matrix.json").read_text("utf-8"))
TOKYO = timezone(timedelta(hours=9))
DAY = timedelta(days=1)

LONG = "商品は本日すでに発送済みのため、取り消しをお受けできません。"
SHORT = "商品は本日発送済みのため、取り消しをお受けできませんのでご"
TEXTS = {LONG: 30, SHORT: 29, "": 0}


def day(at: datetime) -> date:
    """Give the day in Tokyo."""
    return at.astimezone(TOKYO).date()


def start(on: date) -> datetime:
    """Give the first moment of a day in Tokyo."""
    return datetime(on.year, on.month, on.day, tzinfo=TOKYO)


def expected(  # noqa: PLR0912, PLR0915 - one page, told as one page
    order: Any, event: Any, planned_day: bool = True, lifted: frozenset[str] = frozenset()
) -> str | set[str]:
    """Answer with a state, or with codes."""
    at = event.at if isinstance(event.at, datetime) else start(event.at)
    happens = type(event).__name__
    state = order.state.value
    refused_at = order.refused_at
    due = start(day(refused_at) + DAY) if refused_at else None

    def passed(planned: date | None) -> bool:
        if planned is None:
            return False
        return day(at) > planned if planned_day else day(at) >= planned

    # What the clock has done before.
    lapsed = state == "scheduled" and passed(order.ship_date)
    if lapsed:
        state = "shipping_delayed"
    if state == "refused" and refused_at and refused_at <= at:
        state = "awaiting_shipment"

    # The clock's own events.
    if happens == "ShipDateLapse":
        if lapsed:
            return state
        if state in ("awaiting_shipment", "refused") and refused_at and order.ship_date:
            # A refused order's date passes once, and changes nothing.
            lapse = start(order.ship_date) + (DAY if planned_day else 0 * DAY)
            since = max(filter(None, (order.last_at, refused_at)))
            return {"QC-00"} if since >= lapse else state if lapse <= at else {"QC-18"}
        return {"QC-18"} if state == "scheduled" and order.ship_date else {"QC-00"}
    if happens in ("DutyLapse", "DutyReminder"):
        watched = ("refused", "awaiting_shipment", "cancel_requested", "withdrawal_asked")
        if due is None or state not in watched:
            return {"QC-00"}
        if happens == "DutyLapse":
            return state if due <= at else {"QC-12"}
        return reminded(state, at, refused_at, due, (6, 1), "QC-12")
    if happens == "RequestReminder":
        if state not in ("cancel_requested", "withdrawal_asked") or order.ship_date is None:
            return {"QC-00"}
        if "QC-03" in lifted:
            return {"QC-00"}  # nothing ends the request, so no reminder ever comes
        end = start(order.ship_date) + (DAY if planned_day else 0 * DAY)
        return reminded(state, at, order.request.at, end, (15, 3), "QC-18")

    pending = state in ("cancel_requested", "withdrawal_asked")
    before = state in ("new", "scheduled", "shipping_delayed")
    gone = state in ("shipped", "delivered")
    codes: set[str] = set()

    # The buyer's.
    if happens == "CancelRequest":
        if state == "new":
            return "cancelled" if order.purchase.reservation is False else "cancel_requested"
        if state == "scheduled":
            return "cancel_requested"
        if state == "shipping_delayed":
            return "cancelled"
        if state == "awaiting_shipment":
            return {"QC-11"} if "QC-11" not in lifted else "cancel_requested"
        if gone:
            return {"QC-20"} | ({"QC-11"} if refused_at and "QC-11" not in lifted else set())
    if happens == "RequestWithdrawal" and pending:
        back = order.request.came_from.value
        return "shipping_delayed" if back == "scheduled" and passed(order.ship_date) else back

    # The seller's.
    if happens == "ShipDateSet" and (before or pending or state == "awaiting_shipment"):
        if day(at) > event.ship_date:
            return {"QC-18"}
        planned = "shipping_delayed" if passed(event.ship_date) else "scheduled"
        return planned if before else state
    if happens == "EvidenceAdded" and state not in ("cancelled", "delivered"):
        return state
    if happens == "CancelRefusal":
        if not pending:
            codes.add("QC-02" if state == "shipping_delayed" else "QC-01")
        if passed(order.ship_date) and "QC-03" not in lifted:
            codes.add("QC-03")
        codes |= about_the_reason(order, event, at, lifted)
        return codes or "awaiting_shipment"
    if happens == "Shipment":
        if before or state == "awaiting_shipment":
            return "shipped"
        if pending:
            return "shipped" if "QC-19" in lifted else {"QC-19"}

    return MATRIX[state].get(happens, {"QC-00"})


def reminded(
    state: str, at: datetime, since: datetime, end: datetime, hours: tuple[int, ...], code: str
) -> str | set[str]:
    """Answer for a reminder: taken when one is due, too early when one is coming."""
    moments = [end - timedelta(hours=h) for h in hours if end - timedelta(hours=h) > since]
    if any(moment <= at for moment in moments):
        return state
    return {code} if moments else {"QC-00"}


def about_the_reason(order: Any, event: Any, at: datetime, lifted: frozenset[str]) -> set[str]:
    """List what is wrong with the reason of a refusal, and with its confirmation."""
    codes = set()
    kind = event.reason.kind.value if event.reason.kind else None
    if kind is None:
        codes.add("QC-04")
    if kind == "other" and TEXTS[event.reason.text] < 30:
        codes.add("QC-05")
    if not event.confirmed:
        codes.add("QC-10")

    def known(field: str) -> Any:
        own = getattr(event.evidence, field)
        return getattr(order.evidence, field) if own is None else own

    def future(moment: datetime | None) -> bool:
        if moment is None:
            return False
        return day(moment) > event.at if not isinstance(event.at, datetime) else moment > at

    if kind == "shipped":
        parcel = known("carrier") and known("tracking_no")
        handed = known("handed_over_at")
        agrees = bool(parcel) or (handed is not None and not future(handed))
    elif kind == "prepared":
        agrees = known("prepared_at") is not None and not future(known("prepared_at"))
    elif kind == "made_to_order":
        agrees = known("made_to_order") is True
    else:
        agrees = True
    if not agrees and "QC-09" not in lifted:
        codes.add("QC-09")
    return codes
