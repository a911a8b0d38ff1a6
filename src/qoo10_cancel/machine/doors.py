"""The doors: order and event in, decision out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from ..decision import Allowed, Decision, Denied, RuleBroken, Step
from ..errors import Malformed, redacted
from ..events import (
    COMMANDS,
    EVENTS,
    ClockEvent,
    Correction,
    Event,
    RequestWithdrawal,
    ShipDateSet,
    ShipmentRelease,
)
from ..findings import Finding, Rule, Severity
from ..japan import japan_time
from ..notices import Notice
from ..order import GONE, PENDING, SENT, Order, State
from ..policy import DEFAULT_POLICY, Policy
from .announcements import notices_of
from .clock import next_move
from .effects import after
from .engine import Fire, look_up, row_for, trigger
from .rules import moments_run_forward
from .table import Row

__all__ = [
    "advance",
    "apply",
    "check_order",
    "correct",
    "decide",
    "foresee",
    "record",
    "replay",
    "sketch",
]

_KNOWN: Final = frozenset({*EVENTS, ShipmentRelease})


class _Course:
    """An order as it changes, with the steps, notices and findings so far."""

    __slots__ = ("found", "notices", "order", "policy", "steps")

    def __init__(self, order: Order, policy: Policy) -> None:
        self.order = order
        self.policy = policy
        self.steps: list[Step] = []
        self.notices: list[Notice] = []
        self.found: list[Finding] = []

    def step(self, event: Event, target: State) -> None:
        before = self.order
        self.order = now = after(before, event, target)
        self.steps.append(Step(event, before.state, target, now.version))
        self.notices.extend(notices_of(event, before, now, self.policy))

    def advance(self, until: datetime, fire: Fire) -> None:
        """Take the moves that the order makes by itself, up to and including *until*."""
        while self.order.state not in GONE:
            move = next_move(self.order, self.policy)
            if move is None or move.moment > until:
                return
            row = row_for(self.order, move)
            target = fire(row, self.order, move, True)
            self.step(move, self.order.state if target is None else target)

    def judge(self, event: Event) -> Row[Any] | None:
        """Ask every guard of the row that holds; return the row."""
        order, policy, found = self.order, self.policy, self.found
        row = row_for(order, event)
        if event.automatic:
            found.append(_untimely(order, event, policy))
        elif row is None:
            found.append(_out_of_place(order, event))
        else:
            for guard in row.guards:
                found.extend(guard(order, event, policy))
        found.extend(moments_run_forward(order, event, policy))
        return row

    def land(self, event: Event, row: Row[Any] | None, seen: State | None, fire: Fire) -> None:
        """Take the step of *event*, whatever the rules say, and the moves that follow it."""
        self.step(event, _landing(self.order, event, row, seen, fire))
        self.advance(event.moment, fire)

    @property
    def is_unexpected(self) -> bool:
        return any(found.rule is Rule.NOT_EXPECTED for found in self.found)

    def includes(self, event: Event) -> bool:
        """Return whether the order has made the move *event* by itself."""
        return any(type(step.event) is type(event) for step in self.steps)

    def allowed(self) -> Allowed:
        return Allowed(self.order, tuple(self.steps), tuple(self.notices), tuple(self.found))


def _not_expected(order: Order, event: Event) -> Finding:
    params = {"state": order.state.value, "event": type(event).__name__}
    return Finding(Rule.NOT_EXPECTED, "not-expected", Severity.VIOLATION, params)


def _out_of_place(order: Order, event: Event) -> Finding:
    """Return why the state does not take a command, so that its remedy fits the state."""
    state, command = order.state, type(event)
    if command not in COMMANDS or state is State.REFUSED:
        return _not_expected(order, event)
    if state in PENDING:
        detail = "answer-first" if command is ShipDateSet else "asked-already"
    elif state in SENT:
        detail = "sent-already"
    elif state in GONE:
        detail = "closed"
    else:
        detail = "ship-today" if command is ShipDateSet else "no-open-request"
    params = {"state": state.value, "event": command.__name__}
    return Finding(Rule.NOT_EXPECTED, detail, Severity.VIOLATION, params)


def _check(order: Order, event: Event, policy: Policy) -> None:
    check_order(order, policy)
    if type(event) not in _KNOWN:
        raise Malformed(f"{redacted(event)} is not an event; see qoo10_cancel.events.EVENTS")


def check_order(order: Order, policy: Policy) -> None:
    """Check that *order* is an `Order` and *policy* a `Policy`.

    Raises:
        Malformed: One of them is not.
    """
    if not isinstance(order, Order):
        raise Malformed(f"an order is an Order, not {redacted(order)}")
    if not isinstance(policy, Policy):
        raise Malformed(f"a policy is a Policy, not {redacted(policy)}")


# The doors.


def decide(order: Order, event: Event, policy: Policy = DEFAULT_POLICY) -> Decision:
    """Ask: may *event* happen to *order*, and what is the order then?

    The moves of the clock that are due at or before the event's moment are taken first, so it
    makes no difference whether anybody has swept for them.

    Returns:
        `Allowed` with the new order, the steps, the notices and the warnings; or `Denied` with
        the order as it came and every violation at once.

    Raises:
        Malformed: An argument is not what it should be.

    >>> asked = Order("698016773", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))
    >>> apology = RefusalReason("其他", "申し訳ございませんが、お受けできません。")
    >>> sorted(decide(asked, CancelRefusal(noon, apology)).codes)
    ['QC-05', 'QC-10']
    """
    _check(order, event, policy)
    return _decided(order, event, policy, look_up)


def apply(order: Order, event: Event, policy: Policy = DEFAULT_POLICY) -> Allowed:
    """Act: the same as `decide`, every step made by the `transitions` machine.

    Raises:
        RuleBroken: The event is denied; the error carries every violation.
        Malformed: An argument is not what it should be.

    >>> planned = Order("698016773", State.SCHEDULED, ship_date=date(2022, 8, 15))
    >>> apply(planned, CancelRequest(noon)).order.state
    <State.CANCEL_REQUESTED: 'cancel_requested'>
    """
    _check(order, event, policy)
    decision = _decided(order, event, policy, trigger)
    if isinstance(decision, Denied):
        raise RuleBroken(decision)
    return decision


def _decided(order: Order, event: Event, policy: Policy, fire: Fire) -> Decision:
    course = _Course(order, policy)
    course.advance(event.moment, fire)
    if course.includes(event):
        return course.allowed()
    row = course.judge(event)
    allowed = not any(found.severity is Severity.VIOLATION for found in course.found)
    target = fire(row, course.order, event, allowed)
    if target is None:
        return _denied(order, event, course)
    course.step(event, target)
    course.advance(event.moment, fire)
    return course.allowed()


def _denied(order: Order, event: Event, course: _Course) -> Denied:
    violations = tuple(f for f in course.found if f.severity is Severity.VIOLATION)
    warnings = tuple(f for f in course.found if f.severity is Severity.WARNING)
    return Denied(order, event, violations, warnings)


def _untimely(order: Order, event: Event, policy: Policy) -> Finding:
    """Return why a move of the clock is not due: it comes later, or never."""
    coming = _Course(order, policy)
    while (move := next_move(coming.order, policy)) is not None:
        if type(move) is type(event) and isinstance(event, ClockEvent):
            params = {"event": type(event).__name__, "due_at": move.moment.isoformat()}
            return Finding(event.rule, "too-early", Severity.VIOLATION, params)
        coming.advance(move.moment, look_up)
    return _not_expected(order, event)


def record(
    order: Order, event: Event, policy: Policy = DEFAULT_POLICY, *, seen: State | None = None
) -> Allowed:
    """Accept a fact: *event* has happened, at Qoo10 or by a person's click.

    Nothing that really happened is denied: what `decide` would object to comes back as
    warnings, duties start, notices are made. Where the table has no row, the order goes to
    the state that the event's class names.

    Args:
        order: The order before.
        event: What has happened.
        policy: The switches.
        seen: The state that Qoo10 shows afterwards, where that is known; it wins.

    Raises:
        Malformed: An argument is not what it should be.

    >>> delayed = Order("698016773", State.SHIPPING_DELAYED, ship_date=date(2022, 8, 11))
    >>> clicked = record(delayed, CancelRefusal(noon, RefusalReason("prepared"), confirmed=True))
    >>> clicked.order.state.value, sorted({w.rule.code for w in clicked.warnings})
    ('awaiting_shipment', ['QC-02', 'QC-03', 'QC-09'])
    """
    _check(order, event, policy)
    if seen is not None and not isinstance(seen, State):
        raise Malformed(f"seen is a State, not {redacted(seen)}")
    course = _Course(order, policy)
    course.advance(event.moment, trigger)
    if not course.includes(event):
        row = course.judge(event)
        course.found = [found.as_warning() for found in course.found]
        if not (course.is_unexpected and _is_made(course.order, event)):
            course.land(event, row, seen, trigger)
    return course.allowed()


def _is_made(order: Order, event: Event) -> bool:
    """Return whether this move of the clock has been made already: a breach is recorded once."""
    return isinstance(event, ClockEvent) and event.leads_to in {None, order.state}


def _landing(
    order: Order, event: Event, row: Row[Any] | None, seen: State | None, fire: Fire
) -> State:
    if row is not None and row.target is not None and seen in {None, row.target}:
        fire(row, order, event, True)
        return row.target
    if seen is not None:
        return seen
    if isinstance(event, RequestWithdrawal) and order.request is not None:
        return order.request.came_from
    return event.leads_to or order.state


def advance(order: Order, until: datetime, policy: Policy = DEFAULT_POLICY) -> Allowed:
    """Take the moves that *order* makes by itself up to and including the aware moment *until*.

    >>> planned = Order("1", State.SCHEDULED, ship_date=date(2022, 8, 11))
    >>> advance(planned, noon).order.state
    <State.SHIPPING_DELAYED: 'shipping_delayed'>
    """
    return _advanced(order, until, policy, trigger)


def foresee(order: Order, until: datetime, policy: Policy = DEFAULT_POLICY) -> Allowed:
    """Ask what `advance` would do."""
    return _advanced(order, until, policy, look_up)


def _advanced(order: Order, until: datetime, policy: Policy, fire: Fire) -> Allowed:
    check_order(order, policy)
    course = _Course(order, policy)
    course.advance(japan_time(until), fire)
    return course.allowed()


def sketch(order: Order, event: Event, policy: Policy = DEFAULT_POLICY) -> Allowed:
    """Ask what would follow from *event* if nothing stood against it; no rule is asked.

    >>> asked = Order("1", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))
    >>> sketch(asked, CancelRefusal(noon)).order.duty.due.isoformat()
    '2022-08-13T00:00:00+09:00'
    """
    _check(order, event, policy)
    course = _Course(order, policy)
    course.advance(event.moment, look_up)
    if not course.includes(event):
        course.land(event, row_for(course.order, event), None, look_up)
    return course.allowed()


def correct(order: Order, correction: Correction) -> Allowed:
    """Put a wrong record right; the step keeps what was recorded, by whom it was put right, why.

    Raises:
        Malformed: The correction is of another order, or leaves the order in REFUSED.

    >>> wrong = Order("1", State.AWAITING_SHIPMENT, refused_at=noon, version=3)
    >>> right = Order("1", State.CANCEL_REQUESTED)
    >>> fixed = correct(wrong, Correction(noon, to=right, note="clicked nothing", actor="Li"))
    >>> fixed.order.state.value, fixed.order.version
    ('cancel_requested', 4)
    """
    check_order(order, DEFAULT_POLICY)
    if not isinstance(correction, Correction):
        raise Malformed(f"an order is put right by a Correction, not {redacted(correction)}")
    to = correction.to
    if to.order_no != order.order_no:
        raise Malformed(f"order {order.order_no} cannot be corrected to another, {to.order_no}")
    if to.state is State.REFUSED:
        raise Malformed(
            f"order {order.order_no} cannot rest in {to.state.value}; "
            f"Qoo10 puts a refused order back: give {State.AWAITING_SHIPMENT.value}"
        )
    now = after(order, correction, to.state)
    params = {"actor": correction.actor}
    warning = Finding(Rule.MOMENTS_RUN_FORWARD, "corrected", Severity.WARNING, params)
    step = Step(correction, order.state, now.state, now.version)
    return Allowed(now, (step,), (), (warning,))


def replay(order: Order, steps: Iterable[Step]) -> Order:
    """Return what *steps*, an order's history, have made of *order*, checking each link.

    Rules are not asked again: what is recorded has happened, under the rules of its time.

    Args:
        order: The order before the first step.
        steps: Its history, the first first.

    Raises:
        Malformed: A step does not begin where the one before it ended.

    >>> planned = Order("1", State.SCHEDULED, ship_date=date(2022, 8, 15))
    >>> done = apply(planned, CancelRequest(noon))
    >>> replay(planned, done.steps) == done.order
    True
    """
    check_order(order, DEFAULT_POLICY)
    for step in steps:
        if not isinstance(step, Step):
            raise Malformed(f"a history is made of steps, not {redacted(step)}")
        if step.source is not order.state or step.version != order.version + 1:
            raise Malformed(
                f"step {step.version} of order {order.order_no} begins in {step.source.value}; "
                f"the order is {order.state.value} at version {order.version}"
            )
        order = after(order, step.event, step.target)
    return order
