"""True histories of one order, and the news of them as polls, files and people bring it.

Nothing here knows how the library thinks: a history is a list of what happened when, and its
state at a moment is told by a page of plain code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from qoo10_cancel import (
    JST,
    CancelApproval,
    CancelRefusal,
    CancelRequest,
    Purchase,
    RefusalReason,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
    Snapshot,
)
from qoo10_cancel.events import Event, WithdrawalAsked
from qoo10_cancel.snapshot import Claim, Shipping

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START = datetime(2022, 8, 8, 9, tzinfo=JST)
ORDER_NO = "698016773"


def midnight(day: date) -> datetime:
    """Return the first moment of a day in Japan."""
    return datetime(day.year, day.month, day.day, tzinfo=JST)


# What happened.


@dataclass
class Truth:
    """What really happened, the first first: when, what, and the planned date that was set."""

    reservation: bool | None
    events: list[tuple[datetime, str, date | None]] = field(default_factory=list)

    def at(self, moment: datetime) -> Standing:
        """Tell how the order stands at a moment."""
        standing = Standing()
        for when, what, planned in self.events:
            if when > moment:
                break
            standing.lapse(when)
            standing.happen(when, what, planned, instant=self.reservation is not True)
        standing.lapse(moment)
        return standing

    def changes(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """Yield the moments between two at which something changed, and both ends."""
        yield since
        for day in range((until - since).days + 2):
            at = midnight(since.date() + day * DAY)
            if since < at <= until:
                yield at
        yield from (when for when, _, _ in self.events if since < when <= until)
        yield until


@dataclass
class Standing:
    """How an order really stands at one moment."""

    state: str = "new"
    planned: date | None = None
    asked: datetime | None = None
    refused: datetime | None = None
    shipped: datetime | None = None
    delivered: datetime | None = None
    closed: datetime | None = None
    was: str = "new"
    missed: bool = False

    def lapse(self, moment: datetime) -> None:
        """Let time pass."""
        if self.state == "scheduled" and self.planned and moment >= midnight(self.planned) + DAY:
            self.state = "shipping_delayed"
        if self.refused and self.state == "awaiting_shipment":
            due = midnight(self.refused.date()) + DAY
            self.missed = self.missed or moment >= due

    def happen(  # noqa: PLR0912  one page, told as one page
        self, when: datetime, what: str, planned: date | None, *, instant: bool
    ) -> None:
        """Let one thing happen."""
        if what == "date":
            self.planned = planned
            if self.state in ("new", "scheduled", "shipping_delayed"):
                self.state = "scheduled"
            if self.was in ("new", "shipping_delayed"):
                self.was = "scheduled"
        elif what == "request":
            self.asked = when
            self.was = self.state
            free = self.state == "shipping_delayed" or (self.state == "new" and instant)
            self.state = "cancelled" if free else "cancel_requested"
            self.closed = when if free else None
        elif what == "ask":
            self.state = "withdrawal_asked"
        elif what == "deny":
            self.state = "cancel_requested"
        elif what == "withdraw":
            self.state, self.asked = self.was, None
            if self.state == "shipping_delayed":
                self.state = "scheduled"
            self.lapse(when)
        elif what == "refuse":
            self.state, self.refused, self.asked = "awaiting_shipment", when, None
        elif what == "approve":
            self.state = "cancelling"
        elif what == "close":
            self.state, self.closed = "cancelled", when
        elif what == "ship":
            self.state, self.shipped = "shipped", when
        elif what == "deliver":
            self.state, self.delivered = "delivered", when


def a_history(chance: Random) -> Truth:
    """Make up what happens to one order in the course of a week or two."""
    truth = Truth(chance.choice((False, False, None, True)))
    now = START + chance.randrange(600) * MINUTE
    for _ in range(chance.randrange(2, 9)):
        now += chance.choice((40 * MINUTE, 2 * HOUR, 5 * HOUR, 11 * HOUR, 26 * HOUR))
        now += chance.randrange(60) * MINUTE + chance.randrange(60) * timedelta(seconds=1)
        standing = truth.at(now)
        what = chance.choice(_NEXT.get(standing.state, ("",)))
        if what == "request" and standing.refused:
            continue
        if what == "refuse" and standing.planned and now >= midnight(standing.planned) + DAY:
            continue
        planned = now.date() + chance.randrange(5) * DAY if what == "date" else None
        if what:
            truth.events.append((now, what, planned))
    return truth


_NEXT = {
    "new": ("date", "date", "date", "request", "close"),
    "scheduled": ("request", "request", "request", "ship", "date", "close", ""),
    "shipping_delayed": ("date", "ship", "request", "close"),
    "cancel_requested": ("refuse", "refuse", "withdraw", "approve", "ask", "date", ""),
    "withdrawal_asked": ("withdraw", "deny", "refuse", ""),
    "awaiting_shipment": ("ship", "ship", "ship", "date", "close", ""),
    "cancelling": ("close",),
    "shipped": ("deliver", ""),
}


# How it is told.


@dataclass(frozen=True)
class Mode:
    """How polls, files and people are."""

    name: str
    days: bool = False
    undated: bool = False
    lag: bool = False
    apart: bool = False
    missing: bool = False
    by_hand: float = 1.0
    off: int = 0
    owner: bool = False
    late: int = 0
    shuffled: bool = False
    twice: bool = False


MODES = (
    Mode("as it comes"),
    Mode("nobody records", by_hand=0.0),
    Mode("lists at different moments", apart=True),
    Mode("missing pages", missing=True, by_hand=0.6),
    Mode("days only", days=True),
    Mode("no dates", undated=True),
    Mode("lagging claims", lag=True),
    Mode("by hand, ten minutes off", off=10),
    Mode("the owner's refused_at", owner=True, by_hand=0.3),
    Mode("hours late", late=30),
    Mode("in any order", shuffled=True, off=10),
    Mode("everything twice", twice=True, shuffled=True),
    Mode("all of it", days=True, lag=True, apart=True, missing=True, by_hand=0.7, off=10,
         owner=True, late=20, shuffled=True, twice=True),
)  # fmt: skip


@dataclass(frozen=True)
class News:
    """One piece of news.

    Attributes:
        told: A snapshot, or an event that somebody records.
        known_at: When it reaches the shop.
        of: The moments of claims and of shipments that it shows; None where it shows none.
    """

    told: Snapshot | Event
    known_at: datetime
    of: tuple[datetime | None, datetime | None] = (None, None)


def news_of(truth: Truth, mode: Mode, chance: Random) -> list[News]:
    """Tell a history as *mode* has it, in the order in which it becomes known."""
    end = (truth.events[-1][0] if truth.events else START) + DAY
    news = [*_polls(truth, mode, chance, end), *_records(truth, mode, chance)]
    if mode.twice:
        news += chance.sample(news, len(news) // 2)
    if mode.shuffled:
        chance.shuffle(news)
        known = max((one.known_at for one in news), default=end)
        return [News(one.told, known, one.of) for one in news]
    return sorted(news, key=lambda one: one.known_at)


def _polls(truth: Truth, mode: Mode, chance: Random, end: datetime) -> Iterator[News]:
    now = START + HOUR
    while now < end:
        now += chance.choice((HOUR, 3 * HOUR, 7 * HOUR, 19 * HOUR)) + chance.randrange(50) * MINUTE
        late = chance.randrange(mode.late + 1) * HOUR if mode.late else timedelta(0)
        claims_at = now - (chance.randrange(11) * MINUTE if mode.lag else timedelta(0))
        lists = chance.choice(("both", "both", "claims", "shipping")) if mode.apart else "both"
        missing = mode.missing and chance.random() < 0.3
        of = (
            None if lists == "shipping" or missing else claims_at,
            None if lists == "claims" else now,
        )
        seen = look(truth, mode, of, now)
        if seen is not None:
            yield News(seen, now + late, of)


def look(
    truth: Truth, mode: Mode, of: tuple[datetime | None, datetime | None], seen_at: datetime
) -> Snapshot | None:
    """Tell what lists that show the moments *of* say at *seen_at*."""
    fields: dict[str, Any] = {"purchase": Purchase(reservation=truth.reservation)}
    claims_of, shipping_of = of
    if claims_of is not None:
        fields |= _claims(truth, mode, claims_of)
    if shipping_of is not None:
        fields |= _shipping(truth, mode, shipping_of)
    if mode.owner and claims_of is not None:
        refused = truth.at(claims_of).refused
        fields |= {} if refused is None else {"refused_at": refused}
    if len(fields) == 1:
        return None
    return Snapshot(ORDER_NO, seen_at, **fields)


def _dated(mode: Mode) -> Callable[[datetime | None], datetime | date | None]:
    def dated(moment: datetime | None) -> datetime | date | None:
        if moment is None or mode.undated:
            return None
        return moment.date() if mode.days else moment

    return dated


def _claims(truth: Truth, mode: Mode, of: datetime) -> dict[str, Any]:
    standing, dated = truth.at(of), _dated(mode)
    claims = {"cancel_requested": 1, "withdrawal_asked": 1, "cancelling": 2, "cancelled": 3}
    code = claims.get(standing.state)
    fields: dict[str, Any] = {"claims_seen": True}
    if code is not None:
        fields |= {"claim": Claim(code), "requested_at": dated(standing.asked)}
    if code == 3:
        fields["closed_at"] = dated(standing.closed)
    return fields


def _shipping(truth: Truth, mode: Mode, of: datetime) -> dict[str, Any]:
    standing, dated = truth.at(of), _dated(mode)
    fields: dict[str, Any] = {"shipping_seen": True}
    if standing.state == "cancelled":
        return fields
    code = 3 if standing.planned else 2
    if standing.shipped:
        code = 5 if standing.delivered else 4
        fields |= {"shipped_at": dated(standing.shipped), "carrier": "佐川急便"}
        fields["delivered_at"] = dated(standing.delivered)
    return {**fields, "shipping": Shipping(code), "ship_date": standing.planned}


def _records(truth: Truth, mode: Mode, chance: Random) -> Iterator[News]:
    for when, what, planned in truth.events:
        if what not in _BY_HAND or chance.random() >= mode.by_hand * _BY_HAND[what]:
            continue
        off = chance.randrange(-mode.off, mode.off + 1) * MINUTE if mode.off else timedelta(0)
        if (when + off).date() != when.date():
            off = timedelta(0)  # people know the day
        known = when + 15 * MINUTE + chance.randrange(mode.late + 1) * HOUR
        yield News(record_of(what, when + off, planned), known)


_BY_HAND = {
    "request": 0.3, "refuse": 1.0, "withdraw": 0.5, "approve": 0.5, "ask": 0.7, "ship": 0.4,
    "date": 0.3,
}  # fmt: skip


def record_of(what: str, at: datetime, planned: date | None = None) -> Event:
    """Return what somebody records of one thing that happened."""
    match what:
        case "request":
            return CancelRequest(at)
        case "refuse":
            return CancelRefusal(at, RefusalReason("prepared"), confirmed=True)
        case "withdraw":
            return RequestWithdrawal(at)
        case "approve":
            return CancelApproval(at)
        case "ask":
            return WithdrawalAsked(at)
        case "ship":
            return Shipment(at, "佐川急便", "403912345678")
        case _:
            return ShipDateSet(at, ship_date=planned)
