"""Every state and every class of event: the state reached, or the exact codes, as written down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import samples
from qoo10_cancel import Allowed, Denied, RuleBroken, State, apply, decide, record
from qoo10_cancel.events import EVENTS, ClockEvent, Event

WRITTEN = json.loads(Path(__file__, "..", "corpus", "matrix.json").resolve().read_text("utf-8"))
BY_NAME = {cls.__name__: cls for cls in EVENTS}
CELLS = [
    pytest.param(state, cls, WRITTEN[state.value].get(name, ["QC-00"]), id=f"{state.value}-{name}")
    for state in State
    for name, cls in BY_NAME.items()
]
# Where a fact leads though the table has no row for it: forward, and a close from anywhere.
OPEN = {"new", "scheduled", "shipping_delayed", "cancel_requested", "withdrawal_asked",
        "awaiting_shipment", "cancelling", "refused"}  # fmt: skip
UNSENT = {"new", "scheduled", "shipping_delayed"}
PUT_BACK = ("awaiting_shipment", {"refused"})  # time goes by, and Qoo10 releases the order
STAYS = ("", set[str]())
LANDINGS = {
    "RequestWithdrawal": STAYS,  # the refusal has ended the request
    "CancelRefusal": ("awaiting_shipment", OPEN),
    "CancelApproval": ("cancelling", OPEN),
    "CancelRequest": ("cancel_requested", {"awaiting_shipment"}),
    "WithdrawalAsked": ("withdrawal_asked", UNSENT | {"withdrawal_asked"}),
    "WithdrawalDenied": ("cancel_requested", UNSENT | {"cancel_requested"}),
    "Shipment": ("shipped", OPEN),
    "Delivery": ("delivered", OPEN),
    "Refund": ("cancelled", OPEN | {"shipped", "delivered"}),
    "Cancellation": ("cancelled", OPEN | {"shipped", "delivered"}),
}
TOLD_AGAIN = {("cancel_requested", "CancelRequest"), ("withdrawal_asked", "CancelRequest")}


class TestTheMatrix:
    """A plain order per state and a plain event per class; what is not written is QC-00."""

    def test_every_cell_is_asked(self) -> None:
        """No state or event is written down that there is not."""
        assert list(WRITTEN) == [state.value for state in State]
        assert {name for row in WRITTEN.values() for name in row} == set(BY_NAME)

    @pytest.mark.parametrize(("state", "cls", "outcome"), CELLS)
    def test_decide(self, state: State, cls: type[Event], outcome: object) -> None:
        """`decide` reaches the state, or names exactly these codes."""
        decision = decide(samples.ORDERS[state], samples.EVENTS[cls])

        if isinstance(decision, Allowed):
            assert decision.order.state.value == outcome
        else:
            assert sorted(decision.codes) == outcome

    @pytest.mark.parametrize(("state", "cls", "outcome"), CELLS)
    def test_apply(self, state: State, cls: type[Event], outcome: object) -> None:
        """`apply` reaches the state, or raises with exactly these codes."""
        order, event = samples.ORDERS[state], samples.EVENTS[cls]

        if isinstance(outcome, str):
            assert apply(order, event).order.state.value == outcome
        else:
            with pytest.raises(RuleBroken) as broken:
                apply(order, event)
            assert sorted({found.rule.code for found in broken.value.violations}) == outcome

    @pytest.mark.parametrize(("state", "cls", "outcome"), CELLS)
    def test_record(self, state: State, cls: type[Event], outcome: object) -> None:
        """`record` reaches the state, or where a fact leads, with the codes as warnings."""
        accepted = record(samples.ORDERS[state], samples.EVENTS[cls])

        if isinstance(outcome, str):
            assert accepted.order.state.value == outcome
            return
        again = (state.value, cls.__name__) in TOLD_AGAIN
        assert again or set(outcome) <= {found.rule.code for found in accepted.warnings}
        if issubclass(cls, ClockEvent):
            assert accepted.order is samples.ORDERS[state], "the clock has nothing new to tell"
            return
        landing, sources = LANDINGS.get(cls.__name__, PUT_BACK if cls.leads_to is None else STAYS)
        assert accepted.order.state.value == (landing if state.value in sources else state.value)

    def test_a_denied_order_is_the_one_that_came(self) -> None:
        """The very same value, and the event that was asked for."""
        order, event = samples.ORDERS[State.SHIPPED], samples.EVENTS[BY_NAME["Refund"]]

        denied = decide(order, event)

        assert isinstance(denied, Denied)
        assert denied.order is order
        assert denied.event is event
