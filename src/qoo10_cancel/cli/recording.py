"""The commands that record facts: what has happened is never denied."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, TypeVar

import attrs
import typer

from ..events import Correction, Event
from ..order import Duty, Order, State
from .acting import told
from .details import Actor, Details, EventName, Key, OrderNo
from .misuse import Misuse
from .register import ACT, Commands, command
from .terminal import Terminal
from .typed import day, event_of, moment, moment_or_day, state_of

__all__ = ["add_recording"]

_Recorded = TypeVar("_Recorded", bound=Event)


def add_recording(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    for name, act in _COMMANDS.items():
        command(app, name, ACT)(act)


def _record(
    terminal: Terminal,
    order_no: OrderNo,
    event: EventName,
    given: Details,
    happened_at: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="When it happened; a date if only that is known."),
    ] = None,
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Record what has happened: the click has been made, or Qoo10 shows it. Never denied."""
    at = terminal.now() if happened_at is None else moment_or_day(happened_at)
    fact = event_of(event, at, given, actor=actor)
    if happened_at is None and (first := _first(terminal, key, type(fact))) is not None:
        fact = attrs.evolve(fact, at=first.at)
    told(terminal, fact, terminal.desk().record(order_no, fact, key=key))


def _first(terminal: Terminal, key: str | None, kind: type[_Recorded]) -> _Recorded | None:
    """Return what *key* has recorded before: a repeat means what was true then, not now."""
    outcome = None if key is None else terminal.store().outcome(key)
    steps = () if outcome is None else outcome.allowed.steps
    return next((step.event for step in steps if isinstance(step.event, kind)), None)


def _correct(
    terminal: Terminal,
    order_no: OrderNo,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept in the history.")],
    actor: Annotated[str, typer.Option(metavar="NAME", help="Who; kept in the history.")],
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="Such as cancel_requested.")
    ] = None,
    ship_date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The planned ship date, or none.")
    ] = None,
    refused_at: Annotated[
        str | None, typer.Option(metavar="MOMENT", help="When it was refused, or none.")
    ] = None,
    key: Key = None,
) -> None:
    """Put a wrong record right: a recorded act with a name and a note, never an edit."""
    desk = terminal.desk()
    first = _first(terminal, key, Correction)
    order = desk.get(order_no) if first is None else first.to
    to = _corrected(order, state, ship_date, refused_at)
    allowed = desk.correct(order_no, to, note=note, actor=actor, key=key)
    told(terminal, allowed.steps[-1].event, allowed)


def _corrected(
    order: Order, state: str | None, ship_date: str | None, refused_at: str | None
) -> Order:
    if state is None and ship_date is None and refused_at is None:
        raise Misuse("correct")
    if state is not None:
        order = attrs.evolve(order, state=state_of(state))
    if ship_date is not None:
        order = attrs.evolve(order, ship_date=None if ship_date == "none" else day(ship_date))
    if refused_at is not None:
        refused = None if refused_at == "none" else moment(refused_at)
        order = attrs.evolve(order, refused_at=refused, duty=_duty(order.state, refused))
    return order


def _duty(state: State, refused_at: datetime | None) -> Duty | None:
    """Return the duty that a refusal started, where the order still waits for it (QC-12)."""
    if refused_at is None or state is not State.AWAITING_SHIPMENT:
        return None
    return Duty.of(refused_at)


_COMMANDS: Final[Commands] = {"record": _record, "correct": _correct}
