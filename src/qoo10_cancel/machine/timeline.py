"""The timeline of an order: all accounts of it, packed, in the order in which it happened.

A timeline is one flat tuple of a code, a moment or day and a detail for each telling: small, and
quick to append to. The code is the letter of the event, how it is known (`Origin`), `o` where
Qoo10 showed a request open, `-` where the telling has been retracted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import attrs

from ..events import (
    EVENTS,
    CancelRefusal,
    CancelRequest,
    Event,
    EvidenceAdded,
    Origin,
    Retraction,
    ShipDateSet,
    Shipment,
)
from ..japan import day_of, end_of, midnight
from ..order import NO_EVIDENCE, PENDING, SENT, Order, State

__all__ = [
    "ERASED",
    "HAND",
    "Fact",
    "Telling",
    "appended",
    "facts",
    "inserted",
    "is_known",
    "is_next",
    "packed",
    "place",
    "retracted",
    "tellings",
    "unpacked",
]

Telling = tuple[str, datetime | date, Any]
"""Code, when, and detail: the planned date, the evidence, the parcel or the buyer's reason."""

Timeline = tuple[Any, ...]

HAND: Final = timedelta(minutes=15)
"""How far from the truth a moment may be that a person writes down, in the evening or between
two parcels. Two requests of one buyer are never that close; two accounts of one are."""

ERASED: Final = ""
"""The detail of a request whose text was erased; one that has none has None."""

CLASSES: Final = {cls.letter: cls for cls in EVENTS if cls.letter is not None}
_CODES: Final = {
    (cls, origin): f"{letter}{origin.value}"
    for letter, cls in CLASSES.items()
    for origin in Origin
}
_OPEN: Final = {_CODES[CancelRequest, origin]: f"r{origin.value}o" for origin in Origin}
RETRACTED: Final = {code: f"{code}-" for code in (*_CODES.values(), *_OPEN.values())}

_RANK: Final = {letter: rank for rank, letter in enumerate("deranxwpsmcvf")}
"""What comes first of what happened at one moment: what opens or plans, then what ends; what is
not named here comes last."""

_AT_ITS_START: Final = frozenset("der")
"""What stands at the start of a day of which no moment is known; the rest stands at its end."""

SEEN_DATE: Final = _CODES[ShipDateSet, Origin.SEEN]
_ENDS: Final = frozenset("xwpmc")
_CLOSES: Final = frozenset("mc")
_ONCE: Final = {"s": frozenset("s"), "v": frozenset("v"), "m": _CLOSES, "c": _CLOSES}


# One telling.


def packed(event: Event) -> Telling:
    """Return *event* as a telling."""
    code = _CODES[type(event), event.origin]
    detail: Any = None
    if isinstance(event, CancelRequest):
        detail = event.reason or None
        code = _OPEN[code] if event.open else code
    elif isinstance(event, ShipDateSet):
        detail = event.ship_date
    elif isinstance(event, Shipment):
        detail = (event.carrier, event.tracking_no)
    elif isinstance(event, EvidenceAdded | CancelRefusal):
        detail = None if event.evidence is NO_EVIDENCE else event.evidence
    return code, event.at, detail


def unpacked(code: str, at: datetime | date, detail: Any) -> Event:
    """Return the event of a telling; what only the history keeps is not there."""
    accounts, letter = Origin(code[1]), code[0]
    if letter == "d":
        return ShipDateSet(at, ship_date=detail, origin=accounts)
    if letter == "r":
        return CancelRequest(at, detail or "", origin=accounts, open="o" in code)
    if letter == "s":
        return Shipment(at, *(detail or ()), origin=accounts)
    if letter == "e":
        return EvidenceAdded(at, detail or NO_EVIDENCE, origin=accounts)
    if letter == "x":
        return CancelRefusal(at, evidence=detail or NO_EVIDENCE, confirmed=True, origin=accounts)
    return CLASSES[letter](at, origin=accounts)


def place(code: str, at: datetime | date) -> datetime:
    """Return where a telling stands among moments."""
    if isinstance(at, datetime):
        return at
    return midnight(at) if code[:1] in _AT_ITS_START else end_of(at)


def _key(telling: Telling) -> tuple[Any, ...]:
    code, at, detail = telling
    if code[:2] == SEEN_DATE:
        return (0, at, 0, code, str(detail))
    return (1, place(code, at), _RANK.get(code[0], len(_RANK)), code, str(detail))


# All of them.


def tellings(timeline: Timeline) -> Iterator[Telling]:
    """Yield the tellings of *timeline*; planned dates that were only seen stand in front."""
    parts = iter(timeline)
    return zip(parts, parts, parts, strict=True)


def appended(order: Order, event: Event) -> Timeline:
    """Return the order's timeline with *event* at its end."""
    if event.letter is None:
        return order.timeline
    telling = packed(event)
    if telling[0] == SEEN_DATE:
        return inserted(order.timeline, telling)
    return order.timeline + telling


def inserted(timeline: Timeline, telling: Telling) -> Timeline:
    """Return *timeline* with *telling* where it belongs."""
    key, index = _key(telling), len(timeline)
    while index and _key(timeline[index - 3 : index]) > key:
        index -= 3
    return (*timeline[:index], *telling, *timeline[index:])


def is_next(order: Order, event: Event) -> bool:
    """Return whether *event* is later than all that is known of *order*."""
    last, looks, moment = order.last_at, order.looks, event.moment
    if last is not None and moment < last:
        return False
    planned = isinstance(event, ShipDateSet)
    if planned and looks.dated_at is not None and moment < looks.dated_at:
        return False
    where = place(event.letter or "", event.at)
    # A date that is only seen stands where the others let it, one alone before all that follows.
    with_dates = planned or order.timeline[3:4] == (SEEN_DATE,)
    for code, at, _detail in tellings(order.timeline):
        if (with_dates or code != SEEN_DATE) and place(code, at) > where:
            return False
    return True


def is_known(order: Order, telling: Telling) -> bool:
    """Return whether *telling* adds nothing to what is known.

    That is so when it has been recorded before, retracted or not, or when Qoo10 shows without a
    date what is known to have happened by then. What the order merely looks like says
    nothing here: it may be inferred, and inferred wrongly.
    """
    code, at, detail = telling
    for known, when, what in tellings(order.timeline):
        if known[0] != code[0]:
            continue
        same = when == at and type(when) is type(at) and what in (detail, ERASED)
        is_its_day = code[1] == Origin.QOO10.value and _is_day_of(at, when)
        if (same or is_its_day) and known.rstrip("-") in {code, f"{code}o"}:
            return True
    base = order if order.base is None else order.base
    if code[0] == "x" and detail is None and base.refused_at == at:
        return True
    return code[1] == Origin.SEEN.value and _is_told_by_then(order, code[0], at, detail)


def _is_day_of(at: datetime | date, moment: datetime | date) -> bool:
    return isinstance(moment, datetime) and at == day_of(moment)


def _is_told_by_then(order: Order, letter: str, at: Any, detail: Any) -> bool:
    accounts = [
        (place(code, when), code, what)
        for code, when, what in tellings(order.timeline)
        if not code.endswith("-")
    ]
    accounts = sorted((one for one in accounts if one[0] <= at), key=lambda one: one[0])
    base = order if order.base is None else order.base
    if letter == "d":
        seen, looks = [], order.looks
        if looks.dated_at is not None and looks.dated_at <= at:
            seen = [(looks.dated_at, looks.ship_date)]
        planned = [*((when, what) for when, code, what in accounts if code[0] == "d"), *seen]
        dates = [what for _, what in sorted(planned, key=lambda one: one[0])]
        if detail is None:
            return bool(dates) or base.ship_date is not None or base.state is not State.NEW
        return bool((dates[-1] if dates else base.ship_date) == detail)
    if letter in _ONCE:
        done = {"s": base.state in SENT, "v": base.state is State.DELIVERED}
        return any(code[0] in _ONCE[letter] for _, code, _ in accounts) or done.get(
            letter, base.state is State.CANCELLED
        )
    last = next(
        (one for one in reversed(accounts) if one[1][0] == "r" or one[1][0] in _ENDS), None
    )
    if letter == "r":
        return _is_asked_by_then(base, last, at)
    if last is None:
        return letter == "p" and base.state is State.CANCELLING
    return last[1][0] == letter


def _is_asked_by_then(base: Order, last: tuple[datetime, str, Any] | None, at: datetime) -> bool:
    if last is None:
        return base.state in PENDING or base.refused_at is not None
    when, code, _detail = last
    if code[0] == "r":
        return "o" in code
    # After an answer the list may lag (QC-15).
    return code[0] != "w" or at - when <= HAND


def retracted(timeline: Timeline, retraction: Retraction) -> tuple[Timeline, bool]:
    """Return *timeline* with a fact recorded here marked, and whether Qoo10 shows the fact.

    Without a moment, all accounts of such an event are meant.
    """
    parts: list[Any] = []
    shown = False
    for code, at, detail in tellings(timeline):
        is_meant = CLASSES[code[0]] is retraction.what and _is_at(retraction.when, at)
        here = is_meant and code[1] == Origin.HERE.value
        shown = shown or (is_meant and not here)
        parts += (RETRACTED.get(code, code) if here else code, at, detail)
    return tuple(parts), shown


def _is_at(wanted: datetime | date | None, at: datetime | date) -> bool:
    return wanted is None or (
        wanted == at and isinstance(wanted, datetime) == isinstance(at, datetime)
    )


# What anybody may read.


@attrs.frozen
class Fact:
    """One account on the timeline, to be read.

    Attributes:
        event: What happened, as far as the timeline keeps it; the history has the rest.
        retracted: Whether it has been taken back.
    """

    event: Event
    retracted: bool = False


def facts(order: Order) -> tuple[Fact, ...]:
    """Return the accounts of *order*, oldest first.

    >>> shipped = record(Order("1"), Shipment(noon))
    >>> [type(fact.event).__name__ for fact in facts(shipped.order)]
    ['Shipment']
    """
    return tuple(
        Fact(unpacked(code, at, detail), code.endswith("-"))
        for code, at, detail in tellings(order.timeline)
    )
