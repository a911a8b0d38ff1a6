"""The room of `transitions`: what its machine may not hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from transitions import Machine, Transition

from qoo10_cancel import State
from qoo10_cancel.events import EVENTS, Refund
from qoo10_cancel.machine import engine
from qoo10_cancel.machine.table import TABLE
from tables import rows_for

NAME = "Refund"
ROW = rows_for(State.CANCELLING, Refund)[0]


def escapes(machine: Machine) -> list[str]:
    """List the triggers that are no event of ours, such as `to_SHIPPED`."""
    ours = {cls.__name__ for cls in EVENTS} | {"ShipmentRelease"}
    return sorted(set(machine.events) - ours)


def other(**options: Any) -> Machine:
    """Build the machine with an option it should not have."""
    chosen = {"model": None, "states": State, "initial": State.NEW, "auto_transitions": False}
    machine = Machine(**{**chosen, **options})
    machine.add_transition(NAME, ROW.source, ROW.target, conditions=engine._Permit(ROW))
    return machine


def changed(change: Callable[[Any], object]) -> Machine:
    """Build the machine, and change its one transition."""
    machine = other()
    change(machine.events[NAME].transitions[ROW.source.name][0])
    return machine


def nothing(*_: object) -> None:
    """Do nothing: a callback."""


def extras(machine: Machine) -> list[str]:
    """List what *machine* holds that the index, read out of it, cannot express."""
    options = ("has_queue", "send_event", "on_exception", "finalize_event", "prepare_event",
               "before_state_change", "after_state_change", "on_final")  # fmt: skip
    found = [name for name in options if getattr(machine, name)]
    found += [f"callbacks of {s.name}" for s in machine.states.values() if s.on_enter or s.on_exit]
    for event in machine.events.values():
        for transitions in event.transitions.values():
            found += [event.name for move in transitions if not is_of_a_row(event.name, move)]
    return found


def is_of_a_row(name: str, transition: Transition) -> bool:
    """Return whether *transition* is that of one row, with the row's own condition alone."""
    if transition.prepare or transition.before or transition.after:
        return False
    if len(transition.conditions) != 1 or not transition.conditions[0].target:
        return False
    row = getattr(transition.conditions[0].func, "row", None)
    if row is None or row.target is None:
        return False
    ways = (name, transition.source, transition.dest)
    return ways == (row.event.__name__, row.source.name, row.target.name)


class TestTheCompilation:
    """The index is read from the machine, which holds nothing that the index cannot express."""

    def test_ours_compiles(self) -> None:
        """Every row of the table is in the index, and nothing else."""
        index = engine._compiled(engine._built(TABLE), TABLE)

        assert sorted((row for rows in index.values() for row in rows), key=str) == sorted(
            TABLE, key=str
        )

    def test_ours_holds_nothing_else(self) -> None:
        """No queue, no callbacks, one condition a transition."""
        assert extras(engine._MACHINE) == extras(other()) == []

    @pytest.mark.parametrize(
        "option",
        [
            {"queued": True},
            {"send_event": True},
            {"on_exception": nothing},
            {"finalize_event": nothing},
            {"prepare_event": nothing},
            {"before_state_change": nothing},
            {"after_state_change": nothing},
            {"on_final": nothing},
            {"auto_transitions": True},
        ],
        ids=lambda option: next(iter(option)),
    )
    def test_options_are_noticed(self, option: dict[str, object]) -> None:
        """A queue, callbacks, triggers that nobody wrote."""
        assert extras(other(**option))

    @pytest.mark.parametrize("hook", ["on_enter", "on_exit"])
    def test_callbacks_of_states_are_noticed(self, hook: str) -> None:
        """They would run on one door only."""
        machine = other()
        getattr(machine.get_state(State.CANCELLED), hook).append(nothing)

        assert extras(machine) == ["callbacks of CANCELLED"]

    @pytest.mark.parametrize(
        "change",
        [
            lambda t: t.before.append(nothing),
            lambda t: t.after.append(nothing),
            lambda t: t.prepare.append(nothing),
            lambda t: t.conditions.append(t.conditions[0]),
            lambda t: t.conditions.clear(),
            lambda t: setattr(t.conditions[0], "target", False),  # as `unless` does
            lambda t: setattr(t.conditions[0], "func", nothing),
            lambda t: setattr(t.conditions[0].func, "row", attrs.evolve(ROW, target=None)),
            lambda t: setattr(t, "dest", "SHIPPED"),
            lambda t: setattr(t, "dest", None),
            lambda t: setattr(t, "source", "NEW"),
        ],
    )
    def test_transitions_are_a_row_each(self, change: Callable[[Any], object]) -> None:
        """One condition, a row's own; no callbacks, and the row's own two states."""
        assert extras(changed(change)) == [NAME]

    def test_there_is_no_way_around(self) -> None:
        """No `to_<state>()` exists, which would walk past every guard."""
        assert escapes(engine._MACHINE) == []
        assert escapes(other(auto_transitions=True)) != []


class TestTheEngineIsQuiet:
    """What the machine logs of a step is logged by the library already."""

    @pytest.mark.parametrize(
        ("before", "shown"),
        [("", False), ("getLogger('transitions.core').setLevel(INFO)", True)],
    )
    def test_where_a_host_listens_to_all(self, before: str, shown: bool) -> None:
        """`basicConfig(level=INFO)` shows none of its lines, unless the host asked for them."""
        program = f"""
from logging import INFO, basicConfig, getLogger
{before}
basicConfig(level=INFO)
from datetime import datetime
from qoo10_cancel import JST, Order, apply
from qoo10_cancel.events import Cancellation
apply(Order("1"), Cancellation(datetime(2022, 8, 12, tzinfo=JST)))
"""
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )

        assert ("transitions.core" in run.stderr) is shown
