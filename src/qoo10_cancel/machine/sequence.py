"""The sequence in which things happened to an order: several accounts of one thing count once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import attrs

from ..events import CancelRequest, Event, Origin, Shipment
from ..japan import day_of, midnight
from ..order import Order, State
from .timeline import SEEN_DATE, Telling, place, tellings, unpacked

__all__ = ["Entry", "exactness", "in_sequence"]

_ONCE: Final = {"s": "s", "v": "v", "m": "c", "c": "c"}
"""Shipment, delivery and close happen once, however many accounts there are."""

Entry = tuple[Telling, Event, bool]
"""A telling, its event, and whether the event is another telling's, which stands before it."""


def exactness(event: Event) -> int:
    """Rank how exact an account is: Qoo10's moment, a person's, Qoo10's day, by the time seen."""
    if event.origin is Origin.SEEN:
        return 4
    if isinstance(event.at, datetime):
        return 0 if event.origin is Origin.QOO10 else 1
    return 2 if event.origin is Origin.QOO10 else 3


def in_sequence(order: Order) -> Sequence[Entry]:
    """Return the facts in the order in which they happened, each with the telling that counts."""
    placed: list[tuple[datetime, int, int, Entry]] = []
    dates: list[Telling] = []
    once: dict[str, list[Telling]] = {}
    last: datetime | None = None
    days = _days_of_requests(order.timeline)
    for index, telling in enumerate(tellings(order.timeline)):
        code, at, _detail = telling
        if code.endswith("-"):
            continue
        if code[0] == "d":
            dates.append(telling)
        elif code[0] in _ONCE:
            once.setdefault(_ONCE[code[0]], []).append(telling)
        else:
            where = place(code, at)
            # What is done now may be stamped a little before what is known already.
            last = where if last is None else max(last, where)
            placed.append((last, 1, index, (telling, *_event_of(telling, days))))
    for index, several in enumerate(once.values()):
        for item in _one_of(several):
            rank = 2 + "svc".index(_ONCE[item[0][0][0]])
            placed.append((place(item[0][0], item[1].at), rank, index, item))
    first = min((where for where, *_ in placed), default=None)
    for index, (where, telling, event) in enumerate(_dates(order, dates, first)):
        placed.append((where, 0, index, (telling, event, False)))
    placed.sort(key=lambda one: one[:3])
    return [item for *_, item in placed]


def _days_of_requests(timeline: tuple[Any, ...]) -> dict[date, bool]:
    """Return the days with a dated request, and whether one was seen open."""
    accounts = [
        (code, at) for code, at, _ in tellings(timeline) if code[0] == "r" and code[-1] != "-"
    ]
    days = {day_of(at) for code, at in accounts if isinstance(at, datetime) and code[1] != "s"}
    return {day: any("o" in code for code, at in accounts if at == day) for day in days}


def _event_of(telling: Telling, days: dict[date, bool]) -> tuple[Event, bool]:
    """Return the event of *telling*, and whether it is another one's, with its day alone."""
    event = unpacked(*telling)
    if not isinstance(event, CancelRequest):
        return event, False
    if not isinstance(event.at, datetime):
        return event, event.at in days
    if days.get(day_of(event.at)) and not event.open:
        return attrs.evolve(event, open=True), False
    return event, False


def _one_of(several: list[Telling]) -> Iterator[Entry]:
    """Yield the one fact that *several* tellings come to; the others add what else they say."""
    events = [(unpacked(*telling), telling) for telling in several]
    days = {e.at for e, _ in events if e.origin is Origin.QOO10 and not isinstance(e.at, datetime)}

    def how_good(one: tuple[Event, Telling]) -> tuple[int, datetime]:
        event = one[0]
        rank = exactness(event)
        if rank == 1 and days and day_of(event.moment) not in days:
            rank = 3  # Qoo10's day says otherwise
        return rank, event.moment

    events.sort(key=how_good)
    best, telling = events[0]
    if isinstance(best, Shipment):
        best = _with_parcel(best, [e for e, _ in events[1:] if isinstance(e, Shipment)])
    yield telling, best, False
    for _event, other in events[1:]:
        yield other, best, True


def _with_parcel(best: Shipment, others: list[Shipment]) -> Shipment:
    for other in others:
        best = attrs.evolve(
            best,
            carrier=best.carrier or other.carrier,
            tracking_no=best.tracking_no or other.tracking_no,
        )
    return best


def _dates(
    order: Order, dates: list[Telling], first: datetime | None
) -> Iterator[tuple[datetime, Telling, Event]]:
    """Yield the planned dates, each with its place in the sequence.

    A date that was only seen stands where it was seen, but not after the start of the planned
    day and not before another date; the first one stands before all that must follow a date.
    """
    base = order if order.base is None else order.base
    looks = order.looks
    if looks.dated_at is not None and looks.ship_date is not None:
        # The newest look has the last word.
        dates = [*dates, (SEEN_DATE, looks.dated_at, looks.ship_date)]
    known: date | None = base.ship_date
    last: datetime | None = None
    for code, at, planned in sorted(dates, key=lambda telling: place(telling[0], telling[1])):
        where = place(code, at)
        accounts: datetime | date = at
        if code[1] == Origin.SEEN.value:
            if planned is not None:
                where = min(where, midnight(planned))
            if last is not None:
                where = max(where, last)
            elif known is None and first is not None:
                where = min(where, first)
            accounts = where
        is_first = known is None and last is None and base.state is State.NEW
        is_news = is_first if planned is None else planned != known
        if is_news or code[1] != Origin.SEEN.value:
            known, last = planned, where
            yield where, (code, at, planned), unpacked(code, accounts, planned)
