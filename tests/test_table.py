"""The table: sound in its structure, and every guard on a row that it fits."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import samples
from qoo10_cancel import Denied, Malformed, Order, Policy, Request, State, decide
from qoo10_cancel.events import (
    EVENTS,
    ClockEvent,
    DutyLapse,
    DutyReminder,
    Event,
    RequestWithdrawal,
    ShipmentRelease,
)
from qoo10_cancel.machine import advance, refusal_rules, rules
from qoo10_cancel.machine.clock import next_move
from qoo10_cancel.machine.table import TABLE, Row, faults
from qoo10_cancel.order import FINAL
from qoo10_cancel.testing.strategies import events_of, odd_orders, orders, policies
from tables import rows_for

PAIRS = sorted({(row.source, row.event) for row in TABLE}, key=str)


def misfits(row: Row[Any]) -> list[str]:
    """List the guards of *row* that were written for another event."""
    wanted = {
        guard.__name__: inspect.get_annotations(guard, eval_str=True)["event"]
        for guard in row.guards
    }
    return [name for name, event in wanted.items() if not issubclass(row.event, event)]


NOT_ON_A_ROW = {"moments_run_forward", "number_is_its_own", "refused_and_delayed"}
"""Asked of every event, with the other orders at hand, or as time goes by."""


class TestTheTable:
    """Every transition, one row each."""

    def test_it_has_no_faults(self) -> None:
        """Decided, reachable, without traps; final states stay, and every event is used."""
        assert faults(TABLE, (*EVENTS, ShipmentRelease)) == ()

    @pytest.mark.parametrize("row", TABLE, ids=str)
    def test_guards_fit_their_rows(self, row: Row[Any]) -> None:
        """The event a guard is annotated with is the row's; mypy cannot see it here."""
        assert misfits(row) == []

    def test_every_guard_is_asked(self) -> None:
        """Each public guard stands on a row, but for those that are asked elsewhere."""
        asked = {guard.__name__ for row in TABLE for guard in row.guards}

        assert asked == {*rules.__all__, *refusal_rules.__all__} - NOT_ON_A_ROW

    @given(order=odd_orders())
    def test_one_row_holds(self, order: Order) -> None:
        """Of several rows for one pair exactly one is true, for any order."""
        for _, event in PAIRS:
            rows = rows_for(order.state, event)
            holding = [row for row in rows if row.when is None or row.when(order)]
            assert len(holding) == min(1, len(rows))

    @given(order=odd_orders(), policy=policies())
    def test_what_happens_by_itself_has_a_row(self, order: Order, policy: Policy) -> None:
        """Every move that an order makes stands in the table like any other event."""
        move = next_move(order, policy)

        assert move is None or rows_for(order.state, type(move))

    @pytest.mark.parametrize("order", samples.ORDERS.values(), ids=lambda order: order.state.value)
    def test_until_it_rests(self, order: Order) -> None:
        """Left alone, an order makes no move that has no row."""
        while move := next_move(order, Policy()):
            assert rows_for(order.state, type(move))
            order = advance(order, move.moment).order

    @pytest.mark.parametrize("state", [State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED])
    @pytest.mark.parametrize("origin", State)
    def test_a_withdrawal_leads_back(self, state: State, origin: State) -> None:
        """To every state from which a request can have come, and to no other."""
        back = [row for row in rows_for(state, RequestWithdrawal) if row.target is origin]

        try:
            order = Order("1", state, request=Request(samples.NOON, origin))
        except Malformed:
            assert back == []
        else:
            assert [row.when(order) for row in back if row.when] == [True]

    @pytest.mark.parametrize("event", [DutyReminder, DutyLapse])
    def test_a_duty_runs_wherever_it_can_be_met(self, event: type[Event]) -> None:
        """While the order waits, and while a request that a policy let through is pending."""
        for state in ("awaiting_shipment", "cancel_requested", "withdrawal_asked"):
            assert rows_for(State(state), event)

    def test_clock_moves_and_the_release_are_never_barred(self) -> None:
        """What happens by itself is asked nothing."""
        for row in TABLE:
            if issubclass(row.event, (ClockEvent, ShipmentRelease)):
                assert row.target is not None
                assert row.guards == ()

    @pytest.mark.parametrize("row", [row for row in TABLE if row.target is None], ids=str)
    @settings(max_examples=8)
    @given(data=st.data(), policy=policies())
    def test_barred_rows_always_say_why(
        self, row: Row[Any], data: st.DataObject, policy: Policy
    ) -> None:
        """Whatever is lifted, a barred event is denied by at least one rule."""
        denied = decide(data.draw(orders(row.source)), data.draw(events_of(row.event)), policy)

        if denied.order.state is State.REFUSED:
            return  # put back on the way, and judged there
        assert isinstance(denied, Denied)
        assert denied.violations


class TestFaults:
    """What the structure check finds, it names."""

    @pytest.mark.parametrize("state", [state for state in State if state is not State.NEW])
    def test_unreachable(self, state: State) -> None:
        """A state that nothing leads to."""
        table = tuple(row for row in TABLE if row.target is not state)

        assert f"nothing leads to {state.value}" in faults(table, ())

    @pytest.mark.parametrize("state", [state for state in State if state not in FINAL])
    def test_a_trap(self, state: State) -> None:
        """A state without a way to an end."""
        table = tuple(row for row in TABLE if row.source is not state)

        assert f"{state.value} is a trap: no way to a final state" in faults(table, ())

    @pytest.mark.parametrize("state", sorted(FINAL, key=str))
    def test_a_final_state_left(self, state: State) -> None:
        """An event that leads out of the end."""
        back = Row(state, samples.EVENTS.__iter__().__next__(), State.NEW)

        found = faults((*TABLE, back), ())
        assert found == (f"{state.value} is final, and CancelRequest leaves it",) or (
            state is State.DELIVERED and found[-1].endswith("leaves it")
        )

    @pytest.mark.parametrize("event", EVENTS)
    def test_an_event_unused(self, event: type[Event]) -> None:
        """An event that no row has."""
        table = tuple(row for row in TABLE if row.event is not event)

        assert f"no row for {event.__name__}" in faults(table, EVENTS)

    def test_two_rows_for_a_pair(self) -> None:
        """Both without a `when`, or one of them."""
        (row,) = rows_for(*PAIRS[0]) if len(rows_for(*PAIRS[0])) == 1 else (None,)
        twice = next(r for r in TABLE if r.when is None) if row is None else row

        found = faults((*TABLE, twice), ())

        fault = f"2 rows for {twice.event.__name__} in {twice.source.value}"
        assert found == (f"{fault}, not all with a `when`",)
