"""What only the owner can answer, computed from an order and the newest looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from ..events import Origin
from ..findings import Finding, Rule, Severity
from ..japan import day_of, end_of
from ..order import FINAL, OPEN, PENDING, SENT, Looks, Order, State
from .timeline import HAND, Telling, place, tellings

__all__ = ["questions"]

_ASKED: Final = 1
"""ClaimStat of an open request."""

LONGEST_LAG: Final = timedelta(days=1)
"""What a list shows is taken to be younger than this; nobody says how far lists lag."""

_ANSWERS: Final = frozenset("xwp")
_CLOSES: Final = frozenset("mc")
_ANSWERED: Final = (OPEN - PENDING) | {State.CANCELLING}


def questions(order: Order) -> tuple[Finding, ...]:
    """Return what only the owner of *order* can answer; it stands until it is answered.

    >>> gone = Looks(unclaimed_at=noon + timedelta(hours=1))
    >>> asked = Order("1", State.CANCEL_REQUESTED, request=Request(noon, State.NEW), looks=gone)
    >>> [question.key for question in questions(asked)]
    ['QC-15.request-gone']
    """
    return tuple(_questions(order))


def _questions(order: Order) -> Iterator[Finding]:
    accounts = [telling for telling in tellings(order.timeline) if not telling[0].endswith("-")]
    if _has_vanished(order, accounts):
        yield _question(Rule.NOT_EXPECTED, "vanished")
    elif _is_gone(order, accounts):
        yield _question(Rule.REFUSAL_WITHDRAWS, "request-gone")
    elif _is_still_pending(order, accounts):
        yield _question(Rule.REFUSAL_WITHDRAWS, "still-pending")
    if _is_refused_undated(order, accounts):
        yield _question(Rule.SHIP_THE_SAME_DAY, "refused-when")
    if _is_shipped_and_cancelled(order, accounts):
        yield _question(Rule.NOT_EXPECTED, "shipped-and-cancelled")


def _question(rule: Rule, detail: str) -> Finding:
    return Finding(rule, detail, Severity.WARNING)


def _is_gone(order: Order, accounts: list[Telling]) -> bool:
    """Return whether a later look at the claims no longer shows the open request (QC-15)."""
    gone_at = order.looks.unclaimed_at
    if order.request is None or gone_at is None or order.looks.claim == _ASKED:
        return False
    asked_by = _asked_by(order.request.at, accounts)
    if order.state in PENDING or order.state in SENT:
        return order.looks.claim is None and gone_at >= asked_by
    # Cancelled since, and not on that request: what became of it is to be known all the same.
    if _is_shown_again(order.looks.requested_at, order.request.at):
        return False
    approved = any(code[0] == "p" for code, _at, _detail in accounts)
    closed = [place(code, at) for code, at, _detail in accounts if code[0] in _CLOSES]
    is_closed = order.state is State.CANCELLED and bool(closed) and not approved
    days = [
        end_of(at) for code, at, _ in accounts if code[0] == "r" and not isinstance(at, datetime)
    ]
    return is_closed and max([asked_by + HAND, *days[-1:]]) < gone_at < min(closed)


def _is_shown_again(shown: datetime | date | None, asked_at: datetime) -> bool:
    """Return whether a look shows the request of *asked_at*: the look without it lagged."""
    return shown == asked_at if isinstance(shown, datetime) else shown == day_of(asked_at)


def _asked_by(at: datetime, accounts: list[Telling]) -> datetime:
    """Return by when the request had been made: what only a person says may be a little later."""
    asked = [telling for telling in accounts if telling[0][0] == "r"]
    if not asked or any("o" in code for code, _at, _reason in asked):
        return at
    when = asked[-1][1]
    return when + HAND if isinstance(when, datetime) else end_of(when)


def _is_still_pending(order: Order, accounts: list[Telling]) -> bool:
    """Return whether a look at the claims still shows the request that was answered."""
    looks = order.looks
    if looks.claims_at is None or looks.claim != _ASKED or order.state not in _ANSWERED:
        return False
    answers = [place(code, at) for code, at, _detail in accounts if code[0] in _ANSWERS]
    answers += [] if order.refused_at is None else [order.refused_at]
    if not answers or looks.claims_at <= max(answers):
        return False
    return not _had_ended(looks, max(answers))


def _had_ended(looks: Looks, answered_at: datetime) -> bool:
    """Return whether an earlier look showed the request ended, so that the newest one lags."""
    asked_at, gone_at = looks.requested_at, looks.unclaimed_at
    if asked_at is None or gone_at is None or gone_at <= answered_at:
        return False
    asked_by = asked_at if isinstance(asked_at, datetime) else end_of(asked_at)
    return gone_at - asked_by > LONGEST_LAG


def _is_refused_undated(order: Order, accounts: list[Telling]) -> bool:
    """Return whether a list shows the request as refused, and nothing says when."""
    base = order if order.base is None else order.base
    refusals = {code[1] for code, _at, _detail in accounts if code[0] == "x"}
    undated = refusals == {Origin.SEEN.value} and base.refused_at is None
    return undated and order.state is not State.CANCELLED


def _has_vanished(order: Order, accounts: list[Telling]) -> bool:
    """Return whether no list of Qoo10's has the order, and nothing on record says why."""
    looks = order.looks
    if looks.shipping_at is None or looks.shipping is not None or looks.claim is not None:
        return False
    seen_at = looks.shipping_at
    return order.state not in FINAL and all(place(code, at) <= seen_at for code, at, _ in accounts)


def _is_shipped_and_cancelled(order: Order, accounts: list[Telling]) -> bool:
    """Return whether a shipment later than the cancellation is on record."""
    if order.state is not State.CANCELLED:
        return False
    closed = [place(code, at) for code, at, _detail in accounts if code[0] in _CLOSES]
    sent = [
        place(code, at)
        for code, at, _detail in accounts
        if code[0] == "s" and code[1] != Origin.SEEN.value
    ]
    return bool(closed and sent) and max(sent) > min(closed)
