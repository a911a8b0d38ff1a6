"""What a timeline comes to: its facts, taken one after the other through the table."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import attrs

from ..events import (
    CancelRefusal,
    CancelRequest,
    Event,
    Origin,
    RequestWithdrawal,
    Shipment,
)
from ..findings import Finding, Rule, Severity
from ..japan import day_of, end_of
from ..order import PENDING, SENT, Duty, Evidence, Order, State
from ..policy import Policy
from .course import Course, leads_to
from .effects import changed
from .engine import Fire, row_for
from .sequence import exactness, in_sequence
from .timeline import HAND, Telling

__all__ = ["Fold", "folded"]

_ANSWERS: Final = frozenset("xwpan")
_LEFT: Final = frozenset("sv")


def folded(
    order: Order,
    policy: Policy,
    fire: Fire,
    until: datetime | None,
    about: tuple[Telling, Event] | None = None,
) -> Fold:
    """Return what the order's timeline comes to, with the moves of the clock up to *until*.

    Args:
        order: Holds the timeline, the order before it, and the newest looks.
        policy: The switches.
        fire: What takes the steps.
        until: The last moment that the clock is known to have come to.
        about: The telling that is news, and its event in full: the guards judge it as of the
            moment at which it happened.
    """
    fold = Fold(order, policy, fire, about)
    fold.run()
    if until is not None:
        fold.advance(until, fire)
    return fold


class Fold(Course):
    """The order before its timeline, on its way through it."""

    __slots__ = (
        "about",
        "asked",
        "ended",
        "fire",
        "items",
        "looks",
        "news",
        "sent_at",
        "timeline",
    )

    def __init__(
        self, order: Order, policy: Policy, fire: Fire, about: tuple[Telling, Event] | None
    ) -> None:
        base = order if order.base is None else order.base
        start = attrs.evolve(base, purchase=order.purchase, base=base, timeline=order.timeline)
        super().__init__(start, policy)
        self.timeline = order.timeline
        self.looks = order.looks
        self.fire = fire
        self.about = about
        self.news: list[Finding] = []
        self.items = in_sequence(order)
        request = base.request
        self.asked: Event | None = None if request is None else CancelRequest(request.at)
        self.ended: datetime | None = None
        self.sent_at: datetime | None = None

    def after(self, event: Event, target: State) -> Order:
        """Return the order once *event* has brought it to *target*; the timeline is there."""
        return changed(self.order, event, target, self.timeline)

    def run(self) -> None:
        """Take every fact of the timeline."""
        for index, (telling, event, again) in enumerate(self.items):
            is_news = self.about is not None and telling == self.about[0]
            if again:
                self.news.extend([_MORE_EXACT] if is_news else [])
                continue
            self.advance(event.moment, self.fire)
            if self.about is not None and is_news:
                self._take_news(index, self.about[1], event)
            else:
                self._take(index, event)
            self.advance(event.moment, self.fire)

    def _take_news(self, index: int, news: Event, event: Event) -> None:
        """Take the event that is news, in full, as of the moment that is best known for it."""
        full = attrs.evolve(news, at=event.at)
        if isinstance(full, CancelRequest) and isinstance(event, CancelRequest):
            full = attrs.evolve(full, open=event.open)
        if isinstance(full, Shipment) and isinstance(event, Shipment):
            full = attrs.evolve(full, carrier=event.carrier, tracking_no=event.tracking_no)
        before = len(self.found)
        self.judge(full)
        judged = self.found[before:]
        known = self._take(index, full)
        if known:
            judged = [found for found in judged if found.rule is not Rule.NOT_EXPECTED]
            self.news.append(known)
        self.news.extend(found.as_warning() for found in judged)

    def _take(self, index: int, event: Event) -> Finding | None:
        """Take one fact; return a finding where it is another telling of a known one."""
        order = self.order
        row = row_for(order, event)
        if isinstance(event, CancelRequest):
            if self._is_the_same(event):
                return self._made_more_exact(event)
            if order.state in PENDING:
                # Only after a withdrawal can a buyer ask again: a refusal would have ended it.
                self._take(index, RequestWithdrawal(event.at))
                order = self.order
                row = row_for(order, event)
            target = self._requested(index, event, leads_to(order, event, row))
        elif isinstance(event, CancelRefusal) and self._is_refused():
            return self._refused_again(event)
        else:
            target = leads_to(order, event, row)
        if target is None:
            self._take_besides(event)
            return None
        if row is not None and row.target is target:
            self.fire(row, order, event, True)
        self._note(event)
        self.step(event, target)
        return None

    def _note(self, event: Event) -> None:
        if isinstance(event, CancelRequest):
            self.asked = event
            self.ended = None
        elif isinstance(event, RequestWithdrawal):
            self.ended = event.moment
        elif event.letter in _LEFT and self.sent_at is None:
            self.sent_at = event.moment

    # What is one request, and what are two.

    def _is_the_same(self, event: CancelRequest) -> bool:
        if self.order.state in PENDING:
            return self._is_open_already(event)
        if self._is_refused():
            return self._is_what_was_refused(event)
        if event.origin is Origin.SEEN:
            return self.ended is not None and event.moment - self.ended <= HAND
        last = self.asked
        if last is None or event.origin is Origin.HERE:
            return False
        return last.at == event.at or (last.origin is Origin.HERE and _is_near(last, event))

    def _is_open_already(self, event: CancelRequest) -> bool:
        last = self.asked
        if event.origin is not Origin.QOO10 or last is None:
            return True
        if not isinstance(event.at, datetime):
            return event.at <= day_of(last.moment)
        if last.origin is Origin.SEEN:
            return False
        if not isinstance(last.at, datetime):
            return day_of(event.at) <= last.at
        return last.at == event.at or (last.origin is Origin.HERE and _is_near(last, event))

    def _is_what_was_refused(self, event: CancelRequest) -> bool:
        refused_at, last = self.order.refused_at, self.asked
        if refused_at is None or event.origin is Origin.SEEN:
            return True
        if event.origin is Origin.HERE and Rule.REFUSED_IS_FINAL in self.policy.lift:
            return event.moment < refused_at
        if not isinstance(event.at, datetime):
            return event.at <= day_of(refused_at)
        if event.at <= refused_at:
            return True
        if last is None:
            return event.at - refused_at <= HAND
        if last.at == event.at or (
            not isinstance(last.at, datetime) and day_of(event.at) == last.at
        ):
            return True
        return (last.origin is not event.origin or event.origin is Origin.HERE) and _is_near(
            last, event
        )

    def _is_refused(self) -> bool:
        return self.order.refused_at is not None and self.order.state not in PENDING

    def _made_more_exact(self, event: CancelRequest) -> Finding:
        order, last = self.order, self.asked
        if last is not None and exactness(event) < exactness(last):
            self.asked = event
            if order.request is not None and order.state in PENDING:
                request = attrs.evolve(
                    order.request, at=event.moment, reason=event.reason or order.request.reason
                )
                self.order = attrs.evolve(order, request=request)
        return _MORE_EXACT

    def _requested(self, index: int, event: CancelRequest, target: State | None) -> State | None:
        """Return where a request leads; that it was refunded at once is only inferred."""
        if target is State.CANCELLED and self._is_open(index, event):
            return State.CANCEL_REQUESTED
        return target

    def _is_open(self, index: int, event: CancelRequest) -> bool:
        """Return whether anything known shows that the request was not refunded at once."""
        asked_by = event.at if isinstance(event.at, datetime) else end_of(event.at)
        unsent_at = self.looks.unsent_at
        if event.open or (unsent_at is not None and unsent_at > asked_by + HAND):
            return True
        for (code, _at, _detail), later, _ in self.items[index + 1 :]:
            if code[0] in _ANSWERS or (code[0] in _LEFT and later.origin is not Origin.HERE):
                return True
            if code[0] == "r" and "o" in code and later.at == event.at:
                return True
            if code[0] in "mc":
                return False
        return False

    # What else an account says.

    def _refused_again(self, event: CancelRefusal) -> Finding:
        order = self.order
        refused_at = order.refused_at or event.moment
        self.order = attrs.evolve(order, evidence=event.evidence | order.evidence)
        if day_of(refused_at) == day_of(event.moment):
            return _MORE_EXACT
        params = {"refused_at": refused_at.isoformat()}
        return Finding(Rule.SHIP_THE_SAME_DAY, "another-day", Severity.WARNING, params)

    def _take_besides(self, event: Event) -> None:
        """Take what an impossible event says besides; it changes no state."""
        order = self.order
        if isinstance(event, CancelRefusal):
            at = event.moment
            duty = order.duty
            if order.state in SENT and duty is None:
                duty = Duty.of(at)
                met_at = at if self.sent_at is None else self.sent_at
                duty = attrs.evolve(duty, met_at=met_at, missed=met_at >= duty.due)
            evidence = order.evidence | event.evidence
            self.order = attrs.evolve(
                order, refused_at=at, duty=duty, evidence=evidence, request=None
            )
        elif isinstance(event, Shipment) and (event.carrier or event.tracking_no):
            parcel = Evidence(carrier=event.carrier, tracking_no=event.tracking_no)
            self.order = attrs.evolve(order, evidence=order.evidence | parcel)


_MORE_EXACT: Final = Finding(Rule.MOMENTS_RUN_FORWARD, "more-exact", Severity.WARNING)


def _is_near(one: Event, other: Event) -> bool:
    if not isinstance(one.at, datetime) or not isinstance(other.at, datetime):
        return day_of(one.moment) == day_of(other.moment)
    return abs(one.at - other.at) <= HAND
