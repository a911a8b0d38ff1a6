"""A shop that believes what it is told, and somebody who compares that with the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from news.world import HOUR, MINUTE, START, Mode, News, Truth, look, record_of
from qoo10_cancel import Notice, Order, Policy, Snapshot, State
from qoo10_cancel.decision import Step
from qoo10_cancel.events import CancelRefusal, Event, Origin
from qoo10_cancel.machine import advance, facts, looked, observe, questions, record
from qoo10_cancel.notices import NoticeKind
from qoo10_cancel.order import NO_LOOKS

POLICY = Policy()


class Shop:
    """One order as a shop knows it."""

    def __init__(self) -> None:
        self.order: Order | None = None
        self.first: Order | None = None
        self.waiting: list[Event] = []
        self.notices: list[Notice] = []
        self.steps: list[Step] = []
        self.claims_of: datetime | None = None
        self.shipping_of: datetime | None = None
        self.newest = NO_LOOKS
        self.asked = 0
        self.claims_looks: list[datetime] = []
        self.recorded: list[Event] = []

    def hear(self, told: Snapshot | Event) -> None:
        """Take one piece of news in; records of an order not yet seen wait for it."""
        if isinstance(told, Snapshot):
            before = () if self.order is None else questions(self.order)
            seen = observe(self.order, told, POLICY, newest=self.newest)
            self.order = seen.order
            if self.order is not None:  # nothing is kept of an order that no list has shown
                self.newest = self.newest.or_later(looked(told))
            self.notices += seen.notices
            self.steps += seen.steps
            self.asked += sum(one not in before for one in seen.questions)
            waiting, self.waiting = self.waiting, []
            for event in waiting:
                self.hear(event)
        elif self.order is None:
            self.waiting.append(told)
        else:
            self.recorded.append(told)
            recorded = record(self.order, told, POLICY, newest=self.newest)
            self.order = recorded.order
            self.notices += recorded.notices
            self.steps += recorded.steps

    def learn(self, one: News) -> None:
        """Take one piece of news in, and remember what it showed."""
        self.hear(one.told)
        if self.order is None:
            return  # nothing is kept of an order that no list has shown yet
        self.claims_looks += [] if one.of[0] is None else [one.of[0]]
        self.claims_of = max(filter(None, (self.claims_of, one.of[0])), default=None)
        self.shipping_of = max(filter(None, (self.shipping_of, one.of[1])), default=None)

    def questions(self) -> set[str]:
        """Name what is asked about the order."""
        return set() if self.order is None else {one.detail for one in questions(self.order)}

    def tick(self, at: datetime) -> None:
        """Let the clock take its moves."""
        if self.order is not None:
            gone = advance(self.order, at, POLICY)
            self.order = gone.order
            self.notices += gone.notices
            self.steps += gone.steps

    def standing(self) -> set[str]:
        """Name what stands announced for good: announced, and not set right."""
        return {kind for kind in ("duty_missed", "refunded") if self.announced().get(kind, 0) > 0}

    def announced(self) -> dict[str, int]:
        """Count what was announced, by kind, without what was set right."""
        count: dict[str, int] = {}
        for notice in self.notices:
            if notice.kind is NoticeKind.SET_RIGHT:
                what = str(notice.params["what"])
                count[what] = count.get(what, 0) - 1
            else:
                count[notice.kind.value] = count.get(notice.kind.value, 0) + 1
        return count


# What is false.


def falsehoods(shop: Shop, truth: Truth, mode: Mode, now: datetime) -> Iterator[str]:
    """Yield what the shop believes that is not so, and that no question asks."""
    if shop.order is None:
        return
    order = advance(shop.order, now, POLICY).order
    if questions(order):
        return
    seen = [at for at in (shop.claims_of, shop.shipping_of) if at is not None]
    since = min(seen) if len(seen) == 2 else START
    told = as_told(shop, truth)
    if _is_inferred(shop, order):
        return
    states = {one.at(at).state for one in (truth, told) for at in truth.changes(since, now)}
    if _seen(order.state.value) not in {_seen(state) for state in states}:
        yield f"{order.state.value}, and it was {sorted(states)}"
    yield from _false_facts(order, truth, told, now)
    if order.duty is not None and order.duty.missed and not truth.at(now).missed:
        shipped = truth.at(now).shipped
        due = order.duty.due
        known = shop.shipping_of is not None and shipped is not None and shop.shipping_of >= due
        if known and not mode.undated:
            yield "a breach that was none"


def as_told(shop: Shop, truth: Truth) -> Truth:
    """Return the history without what nobody can know: neither recorded, nor seen by anybody.

    Such is what happened after the last look; and between two looks a refusal, with the request
    that it answers.
    """
    told = Truth(truth.reservation is True or (truth.reservation is None), [])
    recorded = {_NAMES[type(event).__name__] for event in shop.recorded}
    asked: list[tuple[datetime, str, date | None]] = []
    for when, what, planned in truth.events:
        of = shop.shipping_of if what in ("date", "ship", "deliver") else shop.claims_of
        unseen = of is None or when > of
        heard = _is_recorded(shop, planned) if what == "date" else what in recorded
        if unseen and not heard:
            continue
        told.events.append((when, what, planned))
        if what in ("request", "ask", "deny"):
            asked = [*asked, told.events[-1]] if what != "request" else [told.events[-1]]
        if what == "refuse" and asked and not _is_refusal_known(shop, asked[0][0], when):
            asked.append(told.events[-1])
            told.events = [one for one in told.events if one not in asked]
    return told


_NAMES = {
    "CancelRequest": "request", "CancelRefusal": "refuse", "RequestWithdrawal": "withdraw",
    "CancelApproval": "approve", "WithdrawalAsked": "ask", "Shipment": "ship",
    "ShipDateSet": "date",
}  # fmt: skip


def _is_inferred(shop: Shop, order: Order) -> bool:
    """Return whether only a person has told of the request, and no look has followed.

    What Qoo10 made of it follows from the manual, and from a moment that may be minutes off.
    """
    by_hand = [event for event in shop.recorded if type(event).__name__ == "CancelRequest"]
    if not by_hand or order.state not in (State.CANCELLED, State.CANCEL_REQUESTED):
        return False
    return shop.claims_of is None or shop.claims_of < by_hand[-1].moment + 15 * MINUTE


def _is_recorded(shop: Shop, planned: object) -> bool:
    return any(getattr(event, "ship_date", None) == planned for event in shop.recorded)


def _is_refusal_known(shop: Shop, since: datetime, until: datetime) -> bool:
    seen = any(since <= look < until for look in shop.claims_looks)
    owner = shop.order is not None and shop.order.refused_at is not None
    near = (
        abs(event.moment - at) <= 15 * MINUTE for event in shop.recorded for at in (since, until)
    )
    return seen or owner or any(near)


def _seen(state: str) -> str:
    """Qoo10 has one code for a request, whether it was asked to be withdrawn or not."""
    return "cancel_requested" if state == "withdrawal_asked" else state


def _false_facts(order: Order, truth: Truth, told: Truth, now: datetime) -> Iterator[str]:
    really = truth.at(now)
    if order.refused_at is not None:
        if really.refused is None:
            yield "refused, and nobody did"
        elif _is_by_then(order) and order.refused_at >= really.refused:
            pass  # of an order that has ended nobody asks when
        elif abs(order.refused_at - really.refused) > timedelta(minutes=15):
            yield f"refused at {order.refused_at}, and it was at {really.refused}"
    if order.state in (State.SHIPPED, State.DELIVERED) and really.shipped is None:
        yield "shipped, and it never left"
    if order.state is State.CANCELLED and really.closed is told.at(now).closed is None:
        yield "cancelled, and it never was"


def _is_by_then(order: Order) -> bool:
    """Return whether a list has shown the refusal, and nobody has told when it was."""
    told = [fact.event for fact in facts(order) if isinstance(fact.event, CancelRefusal)]
    return all(event.origin is Origin.SEEN for event in told)


# What is false at the end.


def answered(shop: Shop, truth: Truth, now: datetime) -> int:
    """Answer every question that stands with the truth; return how many there were."""
    asked = questions(shop.order) if shop.order is not None else ()
    for question in asked:
        if question.detail == "request-gone":
            last = [one for one in truth.events if one[1] in ("refuse", "withdraw")]
            if last:
                when, what, _ = last[-1]
                shop.hear(record_of(what, when))
        elif question.detail == "refused-when":
            shop.hear(record_of("refuse", truth.at(now).refused or now))
        elif question.detail == "still-pending" and (asked_at := truth.at(now).asked) is not None:
            shop.hear(record_of("request", asked_at))
    return len(asked)


def final_falsehoods(shop: Shop, truth: Truth, mode: Mode, now: datetime) -> Iterator[str]:
    """Yield where the shop does not stand where the truth stands."""
    if shop.order is None:
        return
    shop.tick(now)
    order, really = shop.order, truth.at(now)
    told = as_told(shop, truth).at(now)
    if _seen(order.state.value) not in {_seen(really.state), _seen(told.state)}:
        yield f"at the end {order.state.value}, and it is {really.state}"
    unseen = really.refused is not None and not any(
        really.refused <= look < (really.closed or now) for look in shop.claims_looks
    )
    known = {really.refused is None, told.refused is None} | ({True} if unseen else set())
    if (order.refused_at is None) not in known:
        yield f"at the end refused {order.refused_at}, and it was {really.refused}"
    if order.ship_date != really.planned and really.state in _OPEN:
        yield f"at the end planned {order.ship_date}, and it is {really.planned}"
    missed = order.duty is not None and order.duty.missed
    if (
        missed not in {really.missed, told.missed}
        and not mode.undated
        and really.state != "cancelled"
    ):
        yield f"at the end missed {missed}, and it was {really.missed}"
    if "duty_missed" in shop.standing() and not really.missed and not mode.undated:
        yield "a breach stands announced that was none"
    announced = shop.announced()
    requests = sum(what == "request" for _, what, _ in truth.events)
    if announced.get("request", 0) > requests:
        yield f"{announced} announced, and there were {requests} requests"
    if "refunded" in shop.standing() and really.closed is None:
        yield "a refund stands announced that was none"
    if questions(order):
        yield f"still asked: {[one.key for one in questions(order)]}"


_OPEN = {"new", "scheduled", "shipping_delayed", "cancel_requested", "withdrawal_asked",
         "awaiting_shipment"}  # fmt: skip


def as_dated(mode: Mode) -> Mode:
    """Return how a complete look of that mode is."""
    shown = {name: getattr(mode, name) for name in ("days", "undated", "files", "refused_rows")}
    return Mode("", **shown)


Ask = Callable[[Truth, list[News], str], None]
"""Hears of each question: the truth, what was told so far, and the question's detail."""


def lived(seed: int, mode: Mode, ask: Ask | None = None) -> tuple[Shop, list[str]]:
    """Live one history in one mode; return the shop, and everything false that it believed."""
    from news.world import a_history, news_of  # noqa: PLC0415

    chance = Random(seed)  # noqa: S311
    truth = a_history(chance)
    if mode.files and truth.reservation is False:
        truth.reservation = None  # files do not say
    news = news_of(truth, mode, chance)
    shop, found = Shop(), []
    for index, one in enumerate(news):
        if chance.random() < 0.4:
            shop.tick(one.known_at - chance.randrange(90) * MINUTE)
        before = shop.questions()
        shop.learn(one)
        if ask is not None:
            for question in shop.questions() - before:
                ask(truth, news[: index + 1], question)
        found += [
            f"{seed} {mode.name}: {false}" for false in falsehoods(shop, truth, mode, one.known_at)
        ]
    end = (
        max(
            (one.known_at for one in news),
            default=truth.events[-1][0] if truth.events else START,
        )
        + 30 * HOUR
    )
    whole = look(truth, as_dated(mode), (end, end), end)
    if whole is not None:
        shop.learn(News(whole, end, (end, end)))
        answered(shop, truth, end)
    found += [f"{seed} {mode.name}: {false}" for false in final_falsehoods(shop, truth, mode, end)]
    return shop, found
