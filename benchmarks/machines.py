"""The same life on other machines, each with the same guards and the same new record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from statemachine import State as SMState
from statemachine import StateMachine
from statemachine.exceptions import TransitionNotAllowed
from transitions import Machine, MachineError

from benchmarks import by_hand
from qoo10_cancel.effects import after
from qoo10_cancel.events import Event, ShipmentRelease
from qoo10_cancel.findings import Severity
from qoo10_cancel.order import Order, State

settings.configure()
from django_fsm import FSMField, transition  # noqa: E402  it reads Django's settings at import
from django_fsm import TransitionNotAllowed as TransitionNotAllowedDjango  # noqa: E402

S = State


def _life() -> tuple[Order, tuple[Event, ...], Any]:
    from benchmarks.core import LIFE, NEW, POLICY  # noqa: PLC0415  it imports this module

    return NEW, LIFE, POLICY


EDGES = [
    *((event.__name__, source, target) for (source, event), (_, target) in by_hand.WAYS.items()
      if target is not None),
    ("ShipmentRelease", S.REFUSED, S.AWAITING_SHIPMENT),
]  # fmt: skip


def passes(order: Order, event: Event, policy: Any) -> bool:
    """Ask the guards that the row has; findings are thrown away, as these machines do."""
    guards, _ = by_hand.WAYS.get((order.state, type(event)), ((), None))
    found = [f for guard in guards for f in guard(order, event, policy)]
    return not any(f.severity is Severity.VIOLATION for f in found)


# transitions, one machine for all.


class Carrier:
    """What the shared machine moves."""

    __slots__ = ("state",)

    def __init__(self, state: State) -> None:
        self.state = state


def _edges(condition: Callable[..., bool]) -> list[dict[str, Any]]:
    return [
        {"trigger": name, "source": source, "dest": target, "conditions": condition}
        for name, source, target in EDGES
    ]


SHARED = Machine(
    model=None, states=State, initial=S.NEW, auto_transitions=False, transitions=_edges(passes)
)


def _triggered(order: Order, event: Event, policy: Any) -> Order:
    carrier = Carrier(order.state)
    try:
        if not SHARED.events[type(event).__name__].trigger(carrier, order, event, policy):
            return order
    except MachineError:
        return order
    order = after(order, event, carrier.state)
    if order.state is S.REFUSED:
        SHARED.events["ShipmentRelease"].trigger(carrier, order, event, policy)
        order = after(order, ShipmentRelease(event.moment), carrier.state)
    return order


def shared() -> Order:
    """Walk one life on a shared machine with a throw-away carrier."""
    order, life, policy = _life()
    for event in life:
        order = _triggered(order, event, policy)
    return order


def shared_with_domain() -> Order:
    """Trigger the shared machine beside H: what a command costs at the least."""
    order, life, policy = _life()
    for event in life:
        carrier = Carrier(order.state)
        with suppress(MachineError):
            SHARED.events[type(event).__name__].trigger(carrier, order, event, policy)
        order = by_hand.decide(order, event, policy).order
    return order


# transitions, as its README shows it: a machine for each order.


class Live:
    """An order that is a model."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.machine = Machine(model=self, states=State, initial=S.NEW, transitions=_edges(passes))


def per_order() -> Order:
    """Walk one life on a machine of its own."""
    order, life, policy = _life()
    live = Live(order)
    for event in life:
        try:
            moved = live.trigger(type(event).__name__, live.order, event, policy)
        except MachineError:
            continue
        if moved:
            live.order = after(live.order, event, live.state)
            if live.state is S.REFUSED:
                live.trigger("ShipmentRelease", live.order, event, policy)
                live.order = after(live.order, ShipmentRelease(event.moment), live.state)
    return live.order


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

    def fits(self, order: Order, fact: Event, policy: Any) -> bool:
        """Ask the guards."""
        return passes(order, fact, policy)


def statemachine() -> Order:
    """Walk one life on a python-statemachine of its own."""
    order, life, policy = _life()
    flow = Flow()
    for event in life:
        try:
            flow.send(type(event).__name__, order=order, fact=event, policy=policy)
        except TransitionNotAllowed:
            continue
        order = after(order, event, State(next(iter(flow.configuration)).id))
        if order.state is S.REFUSED:
            flow.send("ShipmentRelease", order=order, fact=event, policy=policy)
            order = after(order, ShipmentRelease(event.moment), S.AWAITING_SHIPMENT)
    return order


# django-fsm-2: decorated methods on any class with the field.


def _way(name: str) -> Callable[[Any], None]:
    def move(self: Any) -> None:
        """Nothing to do: the order's record is made outside."""

    move.__name__ = name
    field = FSMField()
    field.name = field.attname = "state"
    for event, source, target in EDGES:
        if event == name:
            fits = [lambda live: passes(live.order, live.event, live.policy)]
            move = transition(
                field=field, source=source.name, target=target.name, conditions=fits
            )(move)
    return move


class DjangoLive:
    """An order with a field that django-fsm-2 guards."""

    def __init__(self, order: Order, policy: Any) -> None:
        self.order, self.policy, self.event = order, policy, None
        self.state = order.state.name


for _name in {name for name, _, _ in EDGES}:
    setattr(DjangoLive, _name, _way(_name))


def django_fsm() -> Order:
    """Walk one life on django-fsm-2."""
    order, life, policy = _life()
    live = DjangoLive(order, policy)
    for event in life:
        live.event = event
        try:
            getattr(live, type(event).__name__)()
        except TransitionNotAllowedDjango:
            continue
        live.order = after(live.order, event, State[live.state])
        if live.state == "REFUSED":
            live.ShipmentRelease()
            live.order = after(live.order, ShipmentRelease(event.moment), State[live.state])
    return live.order


def may_all() -> None:
    """Ask a live order about every event of its state, as `may_…` does."""
    order, life, policy = _life()
    live = _ASKED_LIVE
    for name in live.machine.get_triggers(live.state):
        live.may_trigger(name, order, life[2], policy)


LIVES: dict[str, Callable[[], Order]] = {
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


_ASKED_LIVE = Live(Order("698016773"))
_ASKED_LIVE.state = S.CANCEL_REQUESTED
