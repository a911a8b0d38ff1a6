"""The only module that knows `transitions`: the table as its machine, and an index of that."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from transitions import Machine, MachineError

from ..errors import CancelError
from ..events import Event
from ..order import Order, State
from .table import TABLE, Row

__all__ = ["Fire", "look_up", "row_for", "trigger"]


# `transitions` logs each step at INFO, beside what this library logs of it. A host that has set
# a level keeps it, and so does one that sets it later.
_ENGINE_LOG: Final = logging.getLogger("transitions.core")
if _ENGINE_LOG.level == logging.NOTSET:
    _ENGINE_LOG.setLevel(logging.WARNING)


# The machine: one for all orders, never handed out.


class _Carrier:
    """What the machine moves: one state, thrown away afterwards. An order is never moved."""

    __slots__ = ("state",)

    def __init__(self, state: State) -> None:
        self.state = state


class _Permit:
    """The one condition of a row: this row holds, and its guards have not objected.

    The guards themselves have run already, so that they run once; `transitions` would stop
    at the first that fails and could not say why.
    """

    def __init__(self, row: Row[Any]) -> None:
        self.row = row

    def __call__(self, order: Order, allowed: bool) -> bool:
        return allowed and (self.row.when is None or self.row.when(order))


def _built(table: tuple[Row[Any], ...]) -> Machine:
    # auto_transitions: to_<state>() would walk around every guard.
    # queued: a refused trigger would return True.
    machine = Machine(
        model=None, states=State, initial=State.NEW, auto_transitions=False, send_event=False
    )
    for row in table:
        if row.target is not None:
            machine.add_transition(
                row.event.__name__, row.source, row.target, conditions=_Permit(row)
            )
    return machine


# The index: read out of the machine's own objects, as a database's is out of its table.

_Index = Mapping[tuple[State, type[Event]], tuple[Row[Any], ...]]


def _compiled(machine: Machine, table: tuple[Row[Any], ...]) -> _Index:
    """Read the rows out of *machine*; the barred ones, which it does not hold, come from *table*.

    A test checks that the machine holds nothing else: no callback and no other condition.
    """
    index: dict[tuple[State, type[Event]], tuple[Row[Any], ...]] = {}
    barred = [row for row in table if row.target is None]
    for row in (*_rows_of(machine), *barred):
        key = (row.source, row.event)
        index[key] = (*index.get(key, ()), row)
    return index


def _rows_of(machine: Machine) -> Iterator[Row[Any]]:
    for event in machine.events.values():
        for transitions in event.transitions.values():
            for transition in transitions:
                permit: Any = transition.conditions[0].func
                yield permit.row


_MACHINE: Final = _built(TABLE)
_INDEX: Final = _compiled(_MACHINE, TABLE)


def row_for(order: Order, event: Event) -> Row[Any] | None:
    """Return the row that holds for *event* in the order's state; None where there is none."""
    for row in _INDEX.get((order.state, type(event)), ()):
        if row.when is None or row.when(order):
            return row
    return None


# Two ways through a row: looking it up, and having the machine take it.

Fire = Callable[[Row[Any] | None, Order, Event, bool], State | None]
"""Take *event* through its row, if its guards have allowed it; None: it goes nowhere."""


def look_up(row: Row[Any] | None, order: Order, event: Event, allowed: bool) -> State | None:
    """Ask the index where *row* leads; None where it is barred, or not allowed."""
    return row.target if row is not None and allowed else None


def trigger(row: Row[Any] | None, order: Order, event: Event, allowed: bool) -> State | None:
    """Have the machine make the step, and check that it is the one the index knows."""
    carrier = _Carrier(order.state)
    try:
        done = _MACHINE.events[type(event).__name__].trigger(carrier, order, allowed)
    except MachineError:
        done = False
    wanted = look_up(row, order, event, allowed)
    if (carrier.state if done else None) is not wanted:
        raise CancelError(
            f"the machine and its index disagree on {type(event).__name__} in {order.state.value}"
        )
    return wanted
