"""The doors: order and event in, decision out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ..decision import Allowed, Decision, Denied, RuleBroken, Step
from ..errors import Malformed, redacted
from ..events import EVENTS, Event, ShipmentRelease
from ..findings import Severity
from ..japan import japan_time
from ..order import Order
from ..policy import DEFAULT_POLICY, Policy
from .course import Course, leads_to
from .effects import after
from .engine import Fire, look_up, row_for, trigger

__all__ = [
    "advance",
    "apply",
    "check",
    "check_order",
    "decide",
    "decided",
    "foresee",
    "replay",
    "sketch",
]

_KNOWN: Final = frozenset({*EVENTS, ShipmentRelease})


def check(order: Order, event: Event, policy: Policy) -> None:
    """Check that the arguments of a door are what they should be."""
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
    check(order, event, policy)
    return decided(order, event, policy, look_up)


def apply(order: Order, event: Event, policy: Policy = DEFAULT_POLICY) -> Allowed:
    """Act: the same as `decide`, every step made by the `transitions` machine.

    Raises:
        RuleBroken: The event is denied; the error carries every violation.
        Malformed: An argument is not what it should be.

    >>> planned = Order("698016773", State.SCHEDULED, ship_date=date(2022, 8, 15))
    >>> apply(planned, CancelRequest(noon)).order.state
    <State.CANCEL_REQUESTED: 'cancel_requested'>
    """
    check(order, event, policy)
    decision = decided(order, event, policy, trigger)
    if isinstance(decision, Denied):
        raise RuleBroken(decision)
    return decision


def decided(order: Order, event: Event, policy: Policy, fire: Fire) -> Decision:
    """Return what the rules say of *event*, its steps taken by *fire*."""
    course = Course(order, policy)
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


def _denied(order: Order, event: Event, course: Course) -> Denied:
    violations = tuple(f for f in course.found if f.severity is Severity.VIOLATION)
    warnings = tuple(f for f in course.found if f.severity is Severity.WARNING)
    return Denied(order, event, violations, warnings)


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
    course = Course(order, policy)
    course.advance(japan_time(until), fire)
    return Allowed(course.order, tuple(course.steps), tuple(course.notices), tuple(course.passed))


def sketch(order: Order, event: Event, policy: Policy = DEFAULT_POLICY) -> Allowed:
    """Ask what would follow from *event* if nothing stood against it; no rule is asked.

    >>> asked = Order("1", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))
    >>> sketch(asked, CancelRefusal(noon)).order.duty.due.isoformat()
    '2022-08-13T00:00:00+09:00'
    """
    check(order, event, policy)
    course = Course(order, policy)
    course.advance(event.moment, look_up)
    if not course.includes(event):
        target = leads_to(course.order, event, row_for(course.order, event))
        course.step(event, course.order.state if target is None else target)
        course.advance(event.moment, look_up)
    return course.allowed()


def replay(order: Order, steps: Iterable[Step]) -> Order:
    """Return what *steps*, an order's history, have made of *order*, checking each link.

    Rules are not asked again: what is recorded has happened, under the rules of its time.

    Args:
        order: The order before the first step.
        steps: Its history, oldest first.

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
        became = step.became
        order = after(order, step.event, step.target) if became is None else became
    return order
