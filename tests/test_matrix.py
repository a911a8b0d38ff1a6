"""Every state and every class of event, written down: the state reached, or the exact codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import plain
from qoo10_cancel import Allowed, Denied, RuleBroken, State, apply, decide, record
from qoo10_cancel.events import EVENTS, ClockEvent, Event

WRITTEN = json.loads(Path(__file__, "..", "corpus", "matrix.json").resolve().read_text("utf-8"))
BY_NAME = {cls.__name__: cls for cls in EVENTS}
CELLS = [
    pytest.param(State(state), BY_NAME[name], said, id=f"{state}-{name}")
    for state, row in WRITTEN.items()
    for name, said in row.items()
]
# Where a fact leads though the table has no row for it: forward, and a close from anywhere.
OPEN = {"new", "scheduled", "shipping_delayed", "cancel_requested", "withdrawal_asked",
        "awaiting_shipment", "cancelling", "refused"}  # fmt: skip
UNSENT = {"new", "scheduled", "shipping_delayed"}
LANDINGS = {
    "CancelRefusal": ("awaiting_shipment", OPEN),
    "CancelApproval": ("cancelling", OPEN),
    "CancelRequest": ("cancel_requested", {"awaiting_shipment"}),
    "FakeShipmentFound": ("awaiting_shipment", {"refused"}),  # with a moment, it is put back
    "WithdrawalAsked": ("withdrawal_asked", UNSENT | {"withdrawal_asked"}),
    "WithdrawalDenied": ("cancel_requested", UNSENT | {"cancel_requested"}),
    "Shipment": ("shipped", OPEN),
    "Delivery": ("delivered", OPEN),
    "Refund": ("cancelled", OPEN | {"shipped", "delivered"}),
    "Cancellation": ("cancelled", OPEN | {"shipped", "delivered"}),
}
TOLD_AGAIN = {("cancel_requested", "CancelRequest"), ("withdrawal_asked", "CancelRequest")}


class TestTheMatrix:
    """A plain order per state and a plain event per class: nothing else is possible."""

    def test_it_is_complete(self) -> None:
        """Each state is there with each event that can be given."""
        assert set(WRITTEN) == {state.value for state in State}
        assert all(list(row) == list(BY_NAME) for row in WRITTEN.values())

    @pytest.mark.parametrize(("state", "cls", "said"), CELLS)
    def test_decide_says_so(self, state: State, cls: type[Event], said: object) -> None:
        """`decide` reaches the state, or names exactly these codes."""
        decision = decide(plain.ORDERS[state], plain.EVENTS[cls])

        if isinstance(decision, Allowed):
            assert decision.order.state.value == said
        else:
            assert sorted(decision.codes) == said

    @pytest.mark.parametrize(("state", "cls", "said"), CELLS)
    def test_apply_does_so(self, state: State, cls: type[Event], said: object) -> None:
        """`apply` reaches the state, or raises with exactly these codes."""
        order, event = plain.ORDERS[state], plain.EVENTS[cls]

        if isinstance(said, str):
            assert apply(order, event).order.state.value == said
        else:
            with pytest.raises(RuleBroken) as broken:
                apply(order, event)
            assert sorted({found.rule.code for found in broken.value.violations}) == said

    @pytest.mark.parametrize(("state", "cls", "said"), CELLS)
    def test_record_takes_it(self, state: State, cls: type[Event], said: object) -> None:
        """`record` reaches the state, or where a fact leads, with the codes as warnings."""
        accepted = record(plain.ORDERS[state], plain.EVENTS[cls])

        if isinstance(said, str):
            assert accepted.order.state.value == said
            return
        again = (state.value, cls.__name__) in TOLD_AGAIN
        assert again or set(said) <= {found.rule.code for found in accepted.warnings}
        if issubclass(cls, ClockEvent):
            assert accepted.order is plain.ORDERS[state], "the clock has nothing new to tell"
            return
        landing, sources = LANDINGS.get(cls.__name__, (state.value, OPEN))
        assert accepted.order.state.value == (landing if state.value in sources else state.value)

    def test_a_denied_order_is_the_one_that_came(self) -> None:
        """The very same value, and the event that was asked for."""
        order, event = plain.ORDERS[State.SHIPPED], plain.EVENTS[BY_NAME["Refund"]]

        denied = decide(order, event)

        assert isinstance(denied, Denied)
        assert denied.order is order
        assert denied.event is event
