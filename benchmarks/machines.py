"""The same life on other machines: the same guards, orders, steps, findings and notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from statemachine import State as SMState
from statemachine import StateMachine
from statemachine.exceptions import TransitionNotAllowed
from transitions import Machine, MachineError

from benchmarks import by_hand
from qoo10_cancel.decision import Allowed, Decision, Denied, Step
from qoo10_cancel.events import Event
from qoo10_cancel.findings import Finding, Severity
from qoo10_cancel.machine import next_move, rules
from qoo10_cancel.notices import Notice
from qoo10_cancel.order import Order, State
from qoo10_cancel.policy import Policy

settings.configure()
from django_fsm import FSMField, transition  # noqa: E402  it reads Django's settings at import
from django_fsm import TransitionNotAllowed as TransitionNotAllowedDjango  # noqa: E402

S = State


EDGES = [
    *((event.__name__, source, target) for (source, event), (_, target) in by_hand.WAYS.items()
      if target is not None),
    ("ShipmentRelease", S.REFUSED, S.AWAITING_SHIPMENT),
]  # fmt: skip

Fire = Callable[[Order, Event, Policy, list[Finding]], State | None]
"""Have a machine make one step: the state that it leads to, None where the machine denies it."""


def passes(order: Order, event: Event, policy: Policy, found: list[Finding]) -> bool:
    """Ask the guards that the row has, as the condition of a transition; keep what they say."""
    guards, _ = by_hand.WAYS.get((order.state, type(event)), ((), None))
    for guard in guards:
        found += guard(order, event, policy)
    found += rules.moments_run_forward(order, event, policy)
    return not any(f.severity is Severity.VIOLATION for f in found)


def answer(order: Order, event: Event, policy: Policy, fire: Fire) -> Decision:
    """Answer as `qoo10_cancel.decide` does, every step made by a machine."""
    steps: list[Step] = []
    notices: list[Notice] = []
    found: list[Finding] = []
    now = _moved(order, event.moment, policy, fire, steps, notices)
    target = fire(now, event, policy, found)
    if target is None:
        if not found:  # the machine has no such transition, and says nothing more
            passes(now, event, policy, found)
        violations = tuple(f for f in found if f.severity is Severity.VIOLATION)
        warnings = tuple(f for f in found if f.severity is Severity.WARNING)
        return Denied(order, event, violations, warnings)
    now = by_hand.step(now, event, target, steps, notices, policy)
    now = _moved(now, event.moment, policy, fire, steps, notices)
    return Allowed(now, tuple(steps), tuple(notices), tuple(found))


def _moved(
    now: Order,
    until: datetime,
    policy: Policy,
    fire: Fire,
    steps: list[Step],
    notices: list[Notice],
) -> Order:
    while now.state in by_hand.MOVES_ALONE:
        move = next_move(now, policy)
        if move is None or move.moment > until:
            break
        target = fire(now, move, policy, [])
        assert target is not None
        now = by_hand.step(now, move, target, steps, notices, policy)
    return now


# transitions, one machine for all.


class Carrier:
    """What the shared machine moves."""

    __slots__ = ("state",)

    def __init__(self, state: State) -> None:
        self.state = state


def _edges() -> list[dict[str, Any]]:
    return [
        {"trigger": name, "source": source, "dest": target, "conditions": passes}
        for name, source, target in EDGES
    ]


SHARED = Machine(
    model=None, states=State, initial=S.NEW, auto_transitions=False, transitions=_edges()
)


def _on_shared(order: Order, event: Event, policy: Policy, found: list[Finding]) -> State | None:
    carrier = Carrier(order.state)
    try:
        done = SHARED.events[type(event).__name__].trigger(carrier, order, event, policy, found)
    except MachineError:
        return None
    return carrier.state if done else None


BARE = Machine(
    model=None,
    states=State,
    initial=S.NEW,
    auto_transitions=False,
    transitions=[list(edge) for edge in EDGES],
)


def bare(state: State, event: Event) -> None:
    """Pull the trigger alone: no guard, no record."""
    with suppress(MachineError):
        BARE.events[type(event).__name__].trigger(Carrier(state))


def shared() -> Fire:
    """Use one machine for all orders, with a throw-away carrier."""
    return _on_shared


# transitions, as its README shows it: a machine for each order.


class Live:
    """An order that is a model."""

    def __init__(self) -> None:
        self.machine = Machine(model=self, states=State, initial=S.NEW, transitions=_edges())

    def fire(
        self, order: Order, event: Event, policy: Policy, found: list[Finding]
    ) -> State | None:
        """Have the order's own machine make the step."""
        try:
            done = self.trigger(type(event).__name__, order, event, policy, found)
        except MachineError:
            return None
        return self.state if done else None


def per_order() -> Fire:
    """Make a machine for one order."""
    return Live().fire


# python-statemachine: a machine for each order, since that is all it knows.


class Flow(StateMachine):
    """The rows that a life needs."""

    new = SMState(initial=True)
    scheduled = SMState()
    shipping_delayed = SMState()
    cancel_requested = SMState()
    refused = SMState()
    awaiting_shipment = SMState()
    shipped = SMState()
    delivered = SMState(final=True)

    ShipDateSet = new.to(scheduled, cond="fits") | scheduled.to.itself(cond="fits")
    ShipDateLapse = scheduled.to(shipping_delayed, cond="fits")
    Replan = shipping_delayed.to(scheduled, cond="fits")
    CancelRequest = scheduled.to(cancel_requested, cond="fits")
    CancelRefusal = cancel_requested.to(refused, cond="fits")
    ShipmentRelease = refused.to(awaiting_shipment, cond="fits")
    Shipment = awaiting_shipment.to(shipped, cond="fits")
    Delivery = shipped.to(delivered, cond="fits")

    def fits(self, order: Order, fact: Event, policy: Policy, found: list[Finding]) -> bool:
        """Ask the guards."""
        return passes(order, fact, policy, found)

    def fire(
        self, order: Order, event: Event, policy: Policy, found: list[Finding]
    ) -> State | None:
        """Have the flow make the step."""
        try:
            self.send(type(event).__name__, order=order, fact=event, policy=policy, found=found)
        except TransitionNotAllowed:
            return None
        return State(next(iter(self.configuration)).id)


def statemachine() -> Fire:
    """Make a flow for one order."""
    return Flow().fire


# django-fsm-2: decorated methods on any class with the field.


def _way(name: str) -> Callable[[Any], None]:
    def move(self: Any) -> None:
        """Nothing to do: the order's record is made outside."""

    move.__name__ = name
    field = FSMField()
    field.name = field.attname = "state"
    for event, source, target in EDGES:
        if event == name:
            fits = [lambda live: passes(*live.asked)]
            move = transition(
                field=field, source=source.name, target=target.name, conditions=fits
            )(move)
    return move


class DjangoLive:
    """An order with a field that django-fsm-2 guards."""

    def __init__(self) -> None:
        self.state = S.NEW.name
        self.asked: tuple[Any, ...] = ()

    def fire(
        self, order: Order, event: Event, policy: Policy, found: list[Finding]
    ) -> State | None:
        """Call the method of that name."""
        self.asked = order, event, policy, found
        try:
            getattr(self, type(event).__name__)()
        except TransitionNotAllowedDjango:
            return None
        return State[self.state]


for _name in {name for name, _, _ in EDGES}:
    setattr(DjangoLive, _name, _way(_name))


def django_fsm() -> Fire:
    """Make the field's owner for one order."""
    return DjangoLive().fire


MACHINES: dict[str, Callable[[], Fire]] = {
    "`transitions`, shared": shared,
    "`transitions`, a machine per order": per_order,
    "python-statemachine": statemachine,
    "django-fsm-2": django_fsm,
}
GOALS = {
    "`transitions`, shared": 5,
    "`transitions`, a machine per order": 60,
    "python-statemachine": 100,
    "django-fsm-2": 1,
}


_ASKED = Live()
_ASKED.state = S.CANCEL_REQUESTED


def may(order: Order, events: Iterable[Event], policy: Policy) -> list[bool]:
    """Ask a machine that stands in `CANCEL_REQUESTED` about each of *events*, by `may_…`."""
    return [_ASKED.may_trigger(type(event).__name__, order, event, policy, []) for event in events]
