"""Why a question had to be asked: two worlds that agree in all that was told, not in the answer.

For each question a second history is looked for, which the same looks would have shown in the
same words, and in which another thing became of the order. Where there is one, nothing that was
known could have answered the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import product

import attrs

from news.world import HOUR, MINUTE, Mode, News, Truth, files_of, look
from qoo10_cancel import Snapshot
from qoo10_cancel.events import Event

Happening = tuple[datetime, str, date | None]

NO_LAG = (timedelta(0),)
LAGS = tuple(minutes * MINUTE for minutes in (0, 5, 10, 30, 60, 120, 240, 400, 720, 1440))
"""How old what a claim list shows may be."""

ARGUMENTS = {
    "request-gone": "refused or withdrawn: both take it off the list, and leave no other trace",
    "still-pending": "the list lags, or the answer that somebody recorded was none",
    "refused-when": "refused at another moment between the same two looks",
    "vanished": "cancelled, or no longer listed for another reason",
    "shipped-and-cancelled": "somebody recorded a shipment that was, or was none",
}
"""What differs between the two worlds, by question."""


def second_world(
    truth: Truth, told: Sequence[News], mode: Mode, question: str
) -> tuple[Truth, bool] | None:
    """Return a history that was told as *truth* was, and that answers the question otherwise.

    With it comes whether a claim list lags there where here it did not: whether it lags is
    what `still-pending` asks.
    """
    looks = [one for one in told if isinstance(one.told, Snapshot)]
    records = [one.told for one in told if not isinstance(one.told, Snapshot)]
    # Where nothing says whether it is a reservation, it may be one (QC-17).
    reservations = {truth.reservation, True} if truth.reservation is None else {truth.reservation}
    others = []
    for reservation, (events, doubted) in product(reservations, _others(truth, looks, question)):
        other = Truth(reservation, sorted(events, key=lambda one: one[0]))
        sure = [event for event in records if _name(event) != doubted]
        if all(_has_happened(event, other) for event in sure):
            others.append(other)
    may_lag = (NO_LAG, LAGS) if question == "still-pending" else (NO_LAG,)
    for lags, other in product(may_lag, others):
        if all(_is_seen_alike(truth, other, one, mode, lags) for one in looks):
            return other, lags is LAGS
    return None


def _others(
    truth: Truth, looks: Sequence[News], question: str
) -> Iterator[tuple[list[Happening], str]]:
    """Yield what else may have happened, with the kind of record that it makes doubtful."""
    events = truth.events
    if question == "request-gone":
        yield from ((_with(events, i, _SWAPPED[what]), "") for i, what in _of(events, _SWAPPED))
        for at in _moments_of_a_request(events, looks):
            yield [*events, (at, "withdraw", None)], ""
            yield [*events, (at, "refuse", None)], ""
    elif question == "still-pending":
        answers = _of(events, ("refuse", "withdraw", "approve"))
        yield from ((_without(events, i), what) for i, what in answers)
    elif question == "refused-when":
        for i, _what in _of(events, ("refuse",)):
            at = events[i][0]
            yield from (
                ([*_without(events, i), (at + shift, "refuse", None)], "") for shift in _SHIFTS
            )
    elif question == "vanished":
        closing = [i for i, _ in _of(events, ("close", "request"))]
        yield from ((_with(events, i, "unlist"), "") for i in closing)
        for i in closing:
            yield [*events, (events[i][0] + timedelta(seconds=1), "unlist", None)], ""
    elif question == "shipped-and-cancelled":
        yield from ((_without(events, i), "ship") for i, _ in _of(events, ("ship",)))


_SWAPPED = {"refuse": "withdraw", "withdraw": "refuse"}
_SHIFTS = [sign * shift for shift in (20 * MINUTE, HOUR, 3 * HOUR, 9 * HOUR) for sign in (-1, 1)]


def _of(events: Sequence[Happening], kinds: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield where one of the *kinds* happened, the last first."""
    kinds = set(kinds)
    indices = reversed(range(len(events)))
    return ((i, events[i][1]) for i in indices if events[i][1] in kinds)


def _with(events: Sequence[Happening], index: int, what: str) -> list[Happening]:
    when, _, planned = events[index]
    return [*events[:index], (when, what, planned), *events[index + 1 :]]


def _without(events: Sequence[Happening], index: int) -> list[Happening]:
    return [*events[:index], *events[index + 1 :]]


def _moments_of_a_request(
    events: Sequence[Happening], looks: Sequence[News]
) -> Iterator[datetime]:
    """Yield when it may have ended: just after it was made, and just before each look."""
    second = timedelta(seconds=1)
    yield from (events[i][0] + second for i, _ in _of(events, ("request",)))
    yield from (of[0] - second for of in {one.of for one in looks} if of[0] is not None)


# What was told.


_NAMES = {
    "CancelRequest": "request", "CancelRefusal": "refuse", "RequestWithdrawal": "withdraw",
    "CancelApproval": "approve", "WithdrawalAsked": "ask", "Shipment": "ship",
    "ShipDateSet": "date",
}  # fmt: skip


def _name(event: Event) -> str:
    return _NAMES[type(event).__name__]


def _has_happened(event: Event, truth: Truth) -> bool:
    """Return whether somebody may have recorded *event*, some minutes off."""
    return any(
        what == _name(event) and abs(when - event.moment) <= 15 * MINUTE
        for when, what, _ in truth.events
    )


def _is_seen_alike(
    truth: Truth, other: Truth, one: News, mode: Mode, lags: Sequence[timedelta]
) -> bool:
    assert isinstance(one.told, Snapshot)
    claims_of, shipping_of = one.of
    for lag in lags if claims_of is not None else NO_LAG:
        of = (None if claims_of is None else claims_of - lag, shipping_of)
        if mode.files:  # what is written alike is read alike
            alike = files_of(other, mode, of) == files_of(truth, mode, one.of)
        else:
            seen = look(other, mode, of, one.told.seen_at)
            shown = None if seen is None else attrs.evolve(seen, purchase=one.told.purchase)
            alike = shown == one.told
        if alike:
            return True
    return False
