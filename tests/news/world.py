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
from qoo10_cancel.readers import join, read_file
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
        elif what == "unlist":
            self.state = "unlisted"
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
    """How polls, files and people are.

    Attributes:
        name: What it is called.
        days: Lists show days, not moments.
        undated: Lists show no dates but planned ones.
        lag: The claims that are shown are up to so many minutes old.
        skew: The clock of whoever polls is up to so many minutes off.
        files: Lists come as J·QSM's files, and are read and joined by `readers`.
        refused_rows: The claim list shows a refused request as refused.
        apart: Lists are had one by one.
        missing: The claim list is not had at times.
        by_hand: How much more or less often than usual people record what they did.
        off: People are up to so many minutes off.
        owner: Snapshots have the owner's `refused_at`.
        late: News comes up to so many hours late.
        shuffled: News comes in any order.
        twice: News comes twice.
    """

    name: str
    days: bool = False
    undated: bool = False
    lag: int = 0
    skew: int = 0
    files: bool = False
    refused_rows: bool = False
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
    Mode("lagging claims", lag=10),
    Mode("claims that lag for hours", lag=400),
    Mode("a clock that is off", skew=4),
    Mode("J·QSM's files", files=True, days=True),
    Mode("J·QSM's files, refused ones shown", files=True, days=True, refused_rows=True,
         by_hand=0.5),
    Mode("J·QSM's files, in any order", files=True, days=True, refused_rows=True, apart=True,
         shuffled=True, twice=True),
    Mode("by hand, ten minutes off", off=10),
    Mode("the owner's refused_at", owner=True, by_hand=0.3),
    Mode("hours late", late=30),
    Mode("in any order", shuffled=True, off=10),
    Mode("everything twice", twice=True, shuffled=True),
    Mode("all of it", days=True, lag=10, apart=True, missing=True, by_hand=0.7, off=10,
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
        claims_at = now - (chance.randrange(mode.lag + 1) * MINUTE if mode.lag else timedelta(0))
        seen_at = now + chance.randrange(-mode.skew, mode.skew + 1) * MINUTE
        lists = chance.choice(("both", "both", "claims", "shipping")) if mode.apart else "both"
        missing = mode.missing and chance.random() < 0.3
        of = (
            None if lists == "shipping" or missing else claims_at,
            None if lists == "claims" else now,
        )
        seen = look(truth, mode, of, seen_at)
        if seen is not None:
            yield News(seen, max(now, seen_at) + late, of)


def look(
    truth: Truth, mode: Mode, of: tuple[datetime | None, datetime | None], seen_at: datetime
) -> Snapshot | None:
    """Tell what lists that show the moments *of* say at *seen_at*."""
    if mode.files:
        return read(files_of(truth, mode, of), seen_at)
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


def read(files: list[bytes], seen_at: datetime) -> Snapshot | None:
    """Read complete files as an import does; what they do not show is known, too."""
    readings = [read_file(file, seen_at, complete=True) for file in files]
    shown = {one.order_no: one for one in join(readings, known=[ORDER_NO])}
    return shown.get(ORDER_NO)


def files_of(truth: Truth, mode: Mode, of: tuple[datetime | None, datetime | None]) -> list[bytes]:
    """Return the claim grid and the delivery list of a shop, as J·QSM exports them."""
    claims_of, shipping_of = of
    files = []
    if claims_of is not None:
        files.append(
            [CLAIM_HEADER, "取消完成,1,2022/08/09,2022/08/09", *_claim_row(truth, mode, claims_of)]
        )
    if shipping_of is not None:
        files.append([SHIPPING_HEADER, "配送完了,1,,,,,", *_shipping_row(truth, shipping_of)])
    return ["\r\n".join([*lines, ""]).encode() for lines in files]


CLAIM_HEADER = "处理状态,订购号码,取消/退货申请日,取消/退货完成日"
SHIPPING_HEADER = "配送状態,注文番号,発送予定日,発送日,配送完了日,配送会社,送り状番号"


def _claim_row(truth: Truth, mode: Mode, of: datetime) -> Iterator[str]:
    standing = truth.at(of)
    word = {"cancel_requested": "取消:处理要求", "withdrawal_asked": "取消:处理要求",
            "cancelling": "取消中", "cancelled": "取消完成"}.get(standing.state)  # fmt: skip
    if word is None and standing.refused and mode.refused_rows:
        word = "已拒绝取消"
    if word is not None:
        yield f"{word},{ORDER_NO},{_cell(standing.asked)},{_cell(standing.closed)}"


def _shipping_row(truth: Truth, of: datetime) -> Iterator[str]:
    standing = truth.at(of)
    if standing.state in ("cancelled", "unlisted"):
        return
    word = "配送準備" if standing.planned else "配送要請"
    if standing.state == "shipping_delayed":
        word = "配送遅延"
    carrier = ""
    if standing.shipped:
        word, carrier = ("配送完了" if standing.delivered else "配送中"), "佐川急便"
    days = (standing.planned, standing.shipped, standing.delivered)
    yield f"{word},{ORDER_NO},{','.join(map(_cell, days))},{carrier},"


def _cell(day: date | None) -> str:
    return "" if day is None else f"{day:%Y/%m/%d}"


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
    if standing.state in ("cancelled", "unlisted"):
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
