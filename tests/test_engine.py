"""The room of `transitions`: what its machine may not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from transitions import Machine

from houses import rows_for
from qoo10_cancel import State
from qoo10_cancel.events import EVENTS, Refund
from qoo10_cancel.machine import engine
from qoo10_cancel.machine.table import TABLE

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


class TestTheCompilation:
    """The index is read from the machine, and refuses what it cannot express."""

    def test_ours_compiles(self) -> None:
        """Every row of the table is in the index, and nothing else."""
        index = engine._compiled(engine._built(TABLE), TABLE)

        assert sorted((row for rows in index.values() for row in rows), key=str) == sorted(
            TABLE, key=str
        )

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
    def test_options_are_refused(self, option: dict[str, object]) -> None:
        """A queue, callbacks, triggers that nobody wrote."""
        with pytest.raises(ValueError, match="callbacks"):
            engine._compiled(other(**option), ())

    @pytest.mark.parametrize("hook", ["on_enter", "on_exit"])
    def test_callbacks_of_states_are_refused(self, hook: str) -> None:
        """They would run on one door only."""
        machine = other()
        getattr(machine.get_state(State.CANCELLED), hook).append(nothing)

        with pytest.raises(ValueError, match="states"):
            engine._compiled(machine, ())

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
            lambda t: setattr(t, "dest", "SHIPPED"),
            lambda t: setattr(t, "dest", None),
            lambda t: setattr(t, "source", "NEW"),
        ],
    )
    def test_transitions_are_a_row_each(self, change: Callable[[Any], object]) -> None:
        """One condition, a row's own; no callbacks, and the row's own two states."""
        assert engine._compiled(other(), ())

        with pytest.raises(ValueError, match="Refund"):
            engine._compiled(changed(change), ())

    def test_a_transition_that_stays_put_unseen(self) -> None:
        """A row without a target is not the machine's to hold."""
        barred = attrs.evolve(ROW, target=None)

        with pytest.raises(ValueError, match="Refund"):
            engine._row_of(NAME, type("Internal", (), {
                "prepare": [], "before": [], "after": [], "source": "CANCELLING", "dest": None,
                "conditions": [type("C", (), {"func": engine._Permit(barred), "target": True})],
            }))  # fmt: skip

    def test_there_is_no_way_around(self) -> None:
        """No `to_<state>()` exists, which would walk past every guard."""
        assert escapes(engine._MACHINE) == []
        assert escapes(other(auto_transitions=True)) != []
