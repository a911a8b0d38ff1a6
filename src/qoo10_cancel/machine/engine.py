"""The only module that knows `transitions`: the table as its machine, and an index of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from transitions import Event as Trigger
from transitions import Machine, MachineError, Transition
from transitions.core import Condition

from ..errors import CancelError
from ..events import Event
from ..order import Order, State
from .table import TABLE, Row

__all__ = ["Fire", "look_up", "row_for", "trigger"]


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

    Raises:
        ValueError: The machine holds what the index cannot express.
    """
    if machine.has_queue or machine.send_event or machine.on_exception or machine.finalize_event:
        raise ValueError("the machine has a queue or callbacks; the index knows neither")
    if machine.prepare_event or machine.before_state_change or machine.after_state_change:
        raise ValueError("the machine has callbacks; the index knows none")
    if machine.on_final or any(s.on_enter or s.on_exit for s in machine.states.values()):
        raise ValueError("the machine's states have callbacks; the index knows none")
    index: dict[tuple[State, type[Event]], tuple[Row[Any], ...]] = {}
    for trigger in machine.events.values():
        for row in _rows_of(trigger):
            key = (row.source, row.event)
            index[key] = (*index.get(key, ()), row)
    for row in table:
        if row.target is None:
            index[row.source, row.event] = (row,)
    return index


def _rows_of(trigger: Trigger) -> list[Row[Any]]:
    return [
        _row_of(trigger.name, transition)
        for transitions in trigger.transitions.values()
        for transition in transitions
    ]


def _row_of(name: str, transition: Transition) -> Row[Any]:
    conditions: list[Condition] = transition.conditions
    permit = conditions[0].func if len(conditions) == 1 and conditions[0].target else None
    if (
        transition.prepare
        or transition.before
        or transition.after
        or not isinstance(permit, _Permit)
    ):
        raise ValueError(
            f"a transition of {name} has callbacks or conditions that are not a row's"
        )
    row = permit.row
    said = (row.event.__name__, row.source.name, row.target and row.target.name)
    if transition.dest is None or said != (name, transition.source, transition.dest):
        raise ValueError(f"the machine moves {name} otherwise than its row {said}")
    return row


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
