"""What may be done now, why not, and what comes next: the same evaluator, asked ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar, Final

import attrs

from .._fields import Answer
from ..decision import Allowed, Denied
from ..errors import Malformed
from ..events import (
    COMMANDS,
    CancelRefusal,
    ClockEvent,
    Event,
    EvidenceAdded,
    ShipDateSet,
    Shipment,
)
from ..findings import Finding
from ..japan import JST, day_of, japan_time
from ..messages import answer
from ..notices import NoticeKind
from ..order import GONE, PENDING, Duty, Order, State
from ..policy import DEFAULT_POLICY, Policy
from ..reasons import ReasonKind, RefusalReason
from .clock import next_move
from .doors import check_order, decide, foresee, sketch
from .unanswered import questions

__all__ = [
    "Action",
    "Urgency",
    "Waiting",
    "actions",
    "due_events",
    "forecast",
    "next_moment",
    "place_in_queue",
    "queue",
    "why",
]


@attrs.frozen
class Action(Answer):
    """One command of the seller's, and how it stands.

    Attributes:
        command: The class of the event.
        blocked_by: What forbids it, every rule at once; empty when it may be done.
        needs: Names of the input that is still missing (fields of the event or of its reason).
        warnings: What to know before doing it.
        leads_to: The state that the order is in then; None when it may not be done.
        duty_due: Until when the order is then to be marked as shipped (QC-12), if at all.
        notices: The kinds of the notices that go out, one for each.
        until: From this moment on it can no longer be done; None when nothing ends it.
    """

    for_readers: ClassVar = ("allowed",)

    command: type[Event]
    blocked_by: tuple[Finding, ...]
    needs: tuple[str, ...]
    warnings: tuple[Finding, ...]
    leads_to: State | None = None
    duty_due: datetime | None = None
    notices: tuple[NoticeKind, ...] = ()
    until: datetime | None = None

    @property
    def allowed(self) -> bool:
        """Say whether it may be done, once what it needs is there."""
        return not self.blocked_by


_SOME_REASON: Final = RefusalReason(ReasonKind.PREPARED)
"""Only a refusal lacks anything; whichever reason it will have, the buyer is told (QC-16)."""


def _unfilled_command(command: type[Event], at: datetime) -> tuple[Event, tuple[str, ...]]:
    """Return a command with nothing filled in, and what is to be filled in."""
    if command is ShipDateSet:
        return ShipDateSet(at, ship_date=day_of(at) + timedelta(days=1)), ("ship_date",)
    if command is EvidenceAdded:
        return EvidenceAdded(at), ("evidence",)
    if command is Shipment:
        return Shipment(at), ("carrier", "tracking_no")
    return command(at), ()


def actions(
    order: Order, at: datetime, policy: Policy = DEFAULT_POLICY, draft: Event | None = None
) -> tuple[Action, ...]:
    """Return every command of the seller's, and how it stands at the aware moment *at*.

    Without a draft, what is missing is listed in `needs` and does not block. A *draft* is a
    command as far as it is filled in: for its class the answer equals what `decide` says to
    it at that moment, code by code.

    Raises:
        Malformed: An argument is not what it should be, or the draft is no command.

    >>> asked = Order("698016773", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))
    >>> refuse = actions(asked, noon)[2]
    >>> refuse.command.__name__, refuse.allowed, refuse.needs
    ('CancelRefusal', True, ('reason', 'confirmed'))
    """
    if draft is not None and type(draft) not in COMMANDS:
        raise Malformed(f"{type(draft).__name__} is not a command of the seller's")
    now = foresee(order, at, policy).order
    moment = japan_time(at)
    return tuple(_action(now, command, moment, policy, draft) for command in COMMANDS)


def _action(
    order: Order, command: type[Event], at: datetime, policy: Policy, draft: Event | None
) -> Action:
    if type(draft) is command:
        event, needs = attrs.evolve(draft, at=at), _unfilled(draft)
        blank = False
    else:
        event, needs = _unfilled_command(command, at)
        blank = True
    decision = decide(order, event, policy)
    # What is said of a date or a parcel that nobody has named yet is about nothing.
    warnings = () if "ship_date" in needs else decision.warnings
    if blank:
        warnings = tuple(found for found in warnings if found.detail != "no-parcel")
    if isinstance(decision, Allowed):
        return _follows(command, needs, decision, warnings, order, policy)
    missing = tuple(f.needs for f in decision.violations if f.needs is not None)
    needs += tuple(name for name in missing if name not in needs)
    blocked = decision.violations
    if blank:
        blocked = tuple(f for f in blocked if f.needs is None)
        if not blocked:
            follows = sketch(order, CancelRefusal(at, _SOME_REASON), policy)
            return _follows(command, needs, follows, warnings, order, policy)
    return Action(command, blocked, needs, warnings)


def _unfilled(draft: Event) -> tuple[str, ...]:
    if isinstance(draft, Shipment):
        return tuple(n for n in ("carrier", "tracking_no") if getattr(draft, n) is None)
    return ()


def _follows(
    command: type[Event],
    needs: tuple[str, ...],
    after: Allowed,
    warnings: tuple[Finding, ...],
    before: Order,
    policy: Policy,
) -> Action:
    duty = after.order.duty if after.order.duty is not before.duty else None
    return Action(
        command,
        (),
        needs,
        warnings,
        after.order.state,
        duty.due if duty is not None and duty.met_at is None else None,
        tuple(notice.kind for notice in after.notices),
        policy.refusable_until(before.ship_date) if command is CancelRefusal else None,
    )


def why(
    order: Order, event: Event, policy: Policy = DEFAULT_POLICY, *, lang: str = "en"
) -> tuple[str, ...]:
    """Say in sentences whether *event* may happen to *order*, why not, and what to do.

    The first sentence is the answer; then one for each finding, violations first, each with
    its code, what is wrong, and the remedy.

    Raises:
        UnknownLanguage: No messages exist in *lang*.
        Malformed: An argument is not what it should be.

    >>> late = Order("698016773", State.SHIPPING_DELAYED, ship_date=date(2022, 8, 11))
    >>> [line[:6] for line in why(late, CancelRefusal(noon, confirmed=True))][1:]
    ['QC-02:', 'QC-03:', 'QC-04:']
    """
    decision = decide(order, event, policy)
    violations = decision.violations if isinstance(decision, Denied) else ()
    key = "denied" if violations else "allowed"
    # A denied order is named as it stands at that moment, whether or not anybody has swept.
    then = foresee(order, event.moment, policy).order if violations else decision.order
    params = {
        "order_no": order.order_no,
        "event": type(event).__name__,
        "state": then.state.value,
    }
    findings = (
        f"{f.rule.code}: {f.message(lang)} → {f.remedy(lang)}"
        for f in (*violations, *decision.warnings)
    )
    return (answer(key, lang, params), *findings)


def due_events(
    order: Order, at: datetime, policy: Policy = DEFAULT_POLICY
) -> tuple[ClockEvent, ...]:
    """Return the moves of the clock that are due at or before the aware moment *at*.

    >>> planned = Order("1", State.SCHEDULED, ship_date=date(2022, 8, 11))
    >>> [type(event).__name__ for event in due_events(planned, noon)]
    ['ShipDateLapse']
    """
    steps = foresee(order, at, policy).steps
    return tuple(step.event for step in steps if isinstance(step.event, ClockEvent))


def next_moment(order: Order, policy: Policy = DEFAULT_POLICY) -> datetime | None:
    """Return when the clock will next move *order*; None when it will not.

    >>> next_moment(Order("1", State.SCHEDULED, ship_date=date(2022, 8, 15))).isoformat()
    '2022-08-16T00:00:00+09:00'
    """
    check_order(order, policy)
    move = next_move(order, policy)
    return None if move is None else move.moment


def forecast(order: Order, until: datetime, policy: Policy = DEFAULT_POLICY) -> Allowed:
    """Return what the clock brings by the aware moment *until* if nobody does anything.

    >>> asked = Order("1", State.AWAITING_SHIPMENT, duty=Duty(noon, noon + timedelta(hours=12)))
    >>> [step.event.moment.hour for step in forecast(asked, noon + timedelta(days=1)).steps]
    [18, 23, 0]
    """
    return foresee(order, until, policy)


class Urgency(Enum):
    """What waiting costs, the most costly first."""

    DUTY = "duty"
    """A penalty: a refused order is not marked as shipped (QC-12)."""
    REQUEST = "request"
    """The refusal: after its moment a request can no longer be refused (QC-03)."""
    QUESTION = "question"
    """The truth: what became of it only the owner knows; see `questions`."""
    REST = "rest"
    """No request: after its planned ship date the buyer may cancel freely (QC-18); without a
    date the oldest first."""


@attrs.frozen
class Waiting(Answer):
    """One order that waits for the seller.

    Attributes:
        order: The order, as it is at the moment asked about.
        urgency: What waiting costs.
        until: When it costs that; None when no moment is known.
        todo: What to do with it: `duty`, `missed` (the duty's moment has passed), `request`,
            `question`, or the value of its state. `label(waiting, lang)` says it in words.
        questions: What only the owner can answer.
    """

    order: Order
    urgency: Urgency
    until: datetime | None
    todo: str
    questions: tuple[Finding, ...] = ()


_URGENCIES: Final = tuple(Urgency)
_FAR: Final = datetime.max.replace(tzinfo=JST)


def queue(orders: Iterable[Order], at: datetime, policy: Policy = DEFAULT_POLICY) -> list[Waiting]:
    """Return the orders that wait for the seller, by what it costs to wait.

    Duties come first, by their end; then requests, by the moment after which they can no
    longer be refused; then what only the owner can answer; then the rest, by the end of the
    planned ship date, without one by age. Orders that are shipped, cancelled or being cancelled
    wait for nobody and are left out, unless a question about them stands.

    >>> new = Order("1", last_at=noon)
    >>> asked = Order("2", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))
    >>> [(waiting.order.order_no, waiting.urgency.name) for waiting in queue([new, asked], noon)]
    [('2', 'REQUEST'), ('1', 'REST')]
    """
    moment = japan_time(at)
    waiting = (_waiting(_as_of(order, moment, policy), moment, policy) for order in orders)
    return sorted(filter(None, waiting), key=_rank)


def place_in_queue(order: Order, policy: Policy = DEFAULT_POLICY) -> str | None:
    """Return where *order* waits in the queue until the clock moves it; None if it does not.

    The places of one policy sort as text as `queue` sorts their orders; orders of the same place
    follow each other by number. Behind the policy's version stands a blank.

    Raises:
        Malformed: *order* is no `Order`, or *policy* no `Policy`.

    >>> new = Order("1", last_at=noon)
    >>> asked = Order("2", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))
    >>> place_in_queue(asked) < place_in_queue(new), place_in_queue(Order("3", State.SHIPPED))
    (True, None)
    """
    check_order(order, policy)
    waiting = _waiting(order, _FAR, policy)
    if waiting is None:
        return None
    urgency, until, age, _ = _rank(waiting)
    return f"{policy.version} {urgency} {_sortable(until)} {_sortable(age)}"


def _sortable(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")[:26]  # without Japan's offset


def _as_of(order: Order, at: datetime, policy: Policy) -> Order:
    moment = next_moment(order, policy)
    return order if moment is None or moment > at else foresee(order, at, policy).order


def _waiting(order: Order, at: datetime, policy: Policy) -> Waiting | None:
    asked = questions(order)
    if order.state in GONE:
        return Waiting(order, Urgency.QUESTION, None, "question", asked) if asked else None
    duty = order.duty
    refused = order.state in {State.REFUSED, State.AWAITING_SHIPMENT}
    if refused or (duty is not None and _is_running(duty)):
        due = None if duty is None else duty.due
        todo = "missed" if due is not None and due <= at else "duty"
        return Waiting(order, Urgency.DUTY, due, "question" if asked else todo, asked)
    if order.state in PENDING:
        until = policy.refusable_until(order.ship_date)
        return Waiting(order, Urgency.REQUEST, until, "question" if asked else "request", asked)
    if asked:
        return Waiting(order, Urgency.QUESTION, None, "question", asked)
    planned = order.ship_date
    until = None if planned is None else policy.lapse_of(planned)
    return Waiting(order, Urgency.REST, until, order.state.value)


def _is_running(duty: Duty) -> bool:
    # A second request, where a policy allows one, does not end the duty.
    return duty.met_at is None and not duty.missed


def _rank(waiting: Waiting) -> tuple[int, datetime, datetime, str]:
    order = waiting.order
    age = order.purchase.ordered_at or order.last_at or _FAR
    return _URGENCIES.index(waiting.urgency), waiting.until or _FAR, age, order.order_no
