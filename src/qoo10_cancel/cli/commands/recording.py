"""The commands that record facts: what has happened is never denied."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

import attrs

from ...events import Correction, Event
from ...order import Duty, Order, State
from .. import details
from ..details import Given, event_of, state_of
from ..options import actor, command, key, option
from ..problems import Misuse
from ..terminal import Terminal
from ..typed import DAY, MOMENT, MOMENT_OR_DAY, Typed
from .acting import tell

__all__ = ["correct", "record"]

_Recorded = TypeVar("_Recorded", bound=Event)


@command("record")
@details.order
@details.event
@details.details
@option("--happened-at", type=MOMENT_OR_DAY)
@actor
@key
def record(
    terminal: Terminal,
    order_no: str,
    event: str,
    happened_at: datetime | date | None,
    actor: str | None,
    key: str | None,
    **given: Any,
) -> None:
    """Record what has happened: the click has been made, or Qoo10 shows it. Never denied."""
    at = terminal.now() if happened_at is None else happened_at
    fact = event_of(event, at, Given(**given), actor=actor)
    desk = terminal.desk(write=True)
    if happened_at is None and (first := _first(terminal, key, type(fact))) is not None:
        fact = attrs.evolve(fact, at=first.at)
    terminal.order(order_no)
    tell(terminal, fact, desk.record(order_no, fact, key=key))


def _first(terminal: Terminal, key: str | None, kind: type[_Recorded]) -> _Recorded | None:
    """Return the event that *key* recorded the first time; a repeat means that one."""
    outcome = None if key is None else terminal.store().outcome(key)
    steps = () if outcome is None else outcome.allowed.steps
    return next((step.event for step in steps if isinstance(step.event, kind)), None)


_NONE = object()
"""Stands for a typed `none`, which clears the field."""


def _or_none(kind: Typed) -> Typed:
    return Typed(kind.name, lambda text: _NONE if text.strip() == "none" else kind.read(text))


@command("correct")
@details.order
@option("--note", required=True)
@option("--actor", metavar="NAME", required=True)
@option("--state", type=Typed("STATE", state_of, lambda: [state.value for state in State]))
@option("--ship-date", type=_or_none(DAY))
@option("--refused-at", type=_or_none(MOMENT))
@key
def correct(
    terminal: Terminal, order_no: str, note: str, actor: str, key: str | None, **fields: Any
) -> None:
    """Put a wrong record right: a recorded act with a name and a note, never an edit."""
    desk = terminal.desk(write=True)
    first = _first(terminal, key, Correction)
    to = _corrected(terminal.order(order_no) if first is None else first.to, **fields)
    allowed = desk.correct(order_no, to, note=note, actor=actor, key=key)
    tell(terminal, allowed.steps[-1].event, allowed)


def _corrected(order: Order, state: State | None, ship_date: Any, refused_at: Any) -> Order:
    if state is None and ship_date is None and refused_at is None:
        raise Misuse("correct")
    if state is not None:
        order = attrs.evolve(order, state=state)
    if ship_date is not None:
        order = attrs.evolve(order, ship_date=None if ship_date is _NONE else ship_date)
    if refused_at is not None:
        refused = None if refused_at is _NONE else refused_at
        order = attrs.evolve(order, refused_at=refused, duty=_duty(order.state, refused))
    return order


def _duty(state: State, refused_at: datetime | None) -> Duty | None:
    """Return the duty that a refusal started, where the order still waits for it (QC-12)."""
    if refused_at is None or state is not State.AWAITING_SHIPMENT:
        return None
    return Duty.of(refused_at)
