"""The slots of ready texts: read from recorded facts, checked, and written in each language."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import ClassVar, Final

import attrs

from .._fields import Answer, a_day
from ..errors import Malformed
from ..japan import day_of, japan_time
from ..messages import advice_text, language
from ..order import NO_EVIDENCE, Evidence, Order
from ..parcels import CARRIERS, carrier_named, tracking_numbers
from ..reasons import ReasonKind
from .places import place_code

__all__ = [
    "FIELDS",
    "Facts",
    "Gap",
    "parse_slot",
    "read_slot",
    "slot_pattern",
    "slot_text",
]

FIELDS: Final = {
    "shipped_on": "handed_over_at",
    "carrier": "carrier",
    "tracking_no": "tracking_no",
    "origin": "origin",
    "pickup_on": "pickup_on",
    "ready_on": "prepared_at",
    "prepared_on": "prepared_at",
    "production_started_on": "started_on",
    "processed_on": "processed_on",
    "contacted_on": "contacted_on",
    "sent_on": "sent_on",
    "ship_on": "ship_on",
}
"""Every slot, and the field of `Evidence` it is read from; `ship_on` is the seller's promise."""

_PROMISES: Final = frozenset({"pickup_on", "ship_on"})
_ONE_NUMBER: Final = r"(?=[A-Z-]*[0-9])[A-Z0-9-]{6,30}"
_NUMBERS: Final = re.compile(f"{_ONE_NUMBER}(?:/{_ONE_NUMBER}){{0,3}}")
_YEAR: Final = 365  # the texts name no year, so a day must be less than one away


@attrs.frozen
class Gap(Answer):
    """A slot that cannot be filled from what is recorded.

    Attributes:
        slot: The slot's name, such as `tracking_no`.
        field: The field of `Evidence` to record, or the argument to give.
        why: `missing`, `unlisted`, `malformed`, `still-to-come`, `before-the-order`,
            `before-the-request`, `has-passed`, `not-today` or `a-year-away`.

    >>> Gap("shipped_on", "handed_over_at", "missing").message("en")
    'day of hand-over (handed_over_at): not recorded yet'
    """

    for_readers: ClassVar = ("message",)

    slot: str
    field: str
    why: str

    def message(self, lang: str) -> str:
        """Return which slot is open and why, in *lang*.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        name = advice_text(f"slot.{self.slot}", lang, {})
        return advice_text(f"gap.{self.why}", lang, {"slot": name, "field": self.field})


def _is_evidence(_owner: object, _field: object, value: object) -> None:
    if type(value) is not Evidence:
        raise Malformed(f"evidence must be Evidence, not {type(value).__name__}")


@attrs.frozen
class Facts:
    """The facts that fill a ready text: the record of an order, and the moment of the refusal.

    Attributes:
        at: The moment of the refusal, in Japan time.
        evidence: What the seller can show.
        ship_on: The day in Japan on which the seller will ship, if that is promised.
        ordered_on: The day in Japan of the order; None when not known.
        asked_on: The day in Japan on which the buyer asked to cancel; None when not known.
    """

    at: datetime = attrs.field(converter=japan_time)
    evidence: Evidence = attrs.field(default=NO_EVIDENCE, validator=_is_evidence)
    ship_on: date | None = attrs.field(default=None, validator=a_day)
    ordered_on: date | None = attrs.field(default=None, validator=a_day)
    asked_on: date | None = attrs.field(default=None, validator=a_day)

    @classmethod
    def of(
        cls,
        order: Order,
        at: datetime,
        ship_on: date | None = None,
        evidence: Evidence = NO_EVIDENCE,
    ) -> Facts:
        """Return the facts of *order* at *at*; *evidence* wins over the order's own."""
        ordered, request = order.purchase.ordered_at, order.request
        return cls(
            at=at,
            evidence=order.evidence | evidence,
            ship_on=ship_on,
            ordered_on=None if ordered is None else day_of(ordered),
            asked_on=None if request is None else day_of(request.at),
        )


def read_slot(slot: str, facts: Facts, kind: ReasonKind) -> str | Gap:
    """Return the plain value of *slot*, or the gap in the record.

    A value is plain text: a day is `MM-DD`, a carrier or place its code, tracking numbers are in
    their normal form, joined by `/`.

    >>> read_slot("ready_on", Facts(noon, Evidence(prepared_at=noon)), ReasonKind.PREPARED)
    '08-12'
    """
    field = FIELDS[slot]
    recorded = facts.ship_on if slot == "ship_on" else getattr(facts.evidence, field)
    if recorded is None or recorded == "":
        return Gap(slot, field, "missing")
    if isinstance(recorded, date):
        if slot in _PROMISES:
            why = _wrong_promise(recorded, facts, kind)
        else:
            why = _wrong_past(slot, recorded, facts)
        return Gap(slot, field, why) if why else f"{recorded:%m-%d}"
    return _plain_value(slot, recorded) or Gap(slot, field, _NOT_KNOWN[slot])


_NOT_KNOWN: Final = {"carrier": "unlisted", "origin": "unlisted", "tracking_no": "malformed"}


def _plain_value(slot: str, text: str) -> str | None:
    match slot:
        case "carrier":
            carrier = carrier_named(text)
            return carrier.code if carrier else None
        case "origin":
            return place_code(text)
        case _:
            numbers = "/".join(tracking_numbers(text))
            return numbers if _NUMBERS.fullmatch(numbers) else None


def _wrong_promise(day: date, facts: Facts, kind: ReasonKind) -> str | None:
    today = day_of(facts.at)
    if day < today:
        return "has-passed"
    if day > today and kind is not ReasonKind.MADE_TO_ORDER:
        return "not-today"  # a refused order is marked as shipped the same day (QC-12)
    return "a-year-away" if (day - today).days >= _YEAR else None


def _wrong_past(slot: str, recorded: date, facts: Facts) -> str | None:
    today = day_of(facts.at)
    moment, day = _parts(recorded)
    if day > today or (moment is not None and moment > facts.at):
        return "still-to-come"
    if facts.ordered_on is not None and day < facts.ordered_on:
        return "before-the-order"
    if slot == "contacted_on" and facts.asked_on is not None and day < facts.asked_on:
        return "before-the-request"
    return "a-year-away" if (today - day).days >= _YEAR else None


def _parts(recorded: date) -> tuple[datetime | None, date]:
    if isinstance(recorded, datetime):
        return recorded, day_of(recorded)
    return None, recorded


def slot_text(slot: str, value: str, lang: str) -> str:
    """Return the plain *value* of *slot* as it is written in *lang*.

    >>> [slot_text("shipped_on", "08-12", lang) for lang in ("ja", "zh-CN", "ko", "en")]
    ['8月12日', '8月12日', '8월 12일', '12 August']
    """
    if slot.endswith("_on"):
        month, day = (int(part) for part in value.split("-"))
        names = advice_text("months", lang, {}).split()
        return advice_text("day", lang, {"month": names[month - 1], "day": day})
    match slot:
        case "carrier":
            return CARRIERS[value].name(language(lang))
        case "origin":
            return advice_text(f"place.{value}", lang, {})
        case _:
            return value


def slot_pattern(slot: str) -> str:
    """Return the expression that the Japanese text of *slot* matches."""
    if slot.endswith("_on"):
        return r"[0-9]{1,2}月[0-9]{1,2}日"
    return _NUMBERS.pattern if slot == "tracking_no" else r".{1,40}?"


def parse_slot(slot: str, text: str) -> str | None:
    """Return the plain value of *slot* whose Japanese text is *text*: `slot_text`, backwards.

    >>> parse_slot("shipped_on", "8月12日"), parse_slot("carrier", "ヤマト運輸")
    ('08-12', 'yamato')
    """
    if not slot.endswith("_on"):
        return _plain_value(slot, text)
    month, day = (int(part) for part in text.removesuffix("日").split("月"))
    try:
        return f"{date(2000, month, day):%m-%d}"  # a leap year, so that 29 February is a day
    except ValueError:
        return None
