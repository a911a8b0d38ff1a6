"""The doors beside `decide`: what `record`, `sketch`, `correct` and `replay` make of an order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import plain
from qoo10_cancel import Malformed, Order, Policy, RuleBroken, State, Step, apply, decide, record
from qoo10_cancel.events import By, CancelApproval, CancelRefusal, CancelRequest, Correction, Event
from qoo10_cancel.findings import Severity
from qoo10_cancel.machine.doors import advance, correct, foresee, replay, sketch
from qoo10_cancel.testing.strategies import events, moments, odd_orders, orders, policies


class TestForesight:
    """`foresee` asks what `advance` would do; `sketch` asks what would follow."""

    @given(order=odd_orders(), until=moments(), policy=policies())
    def test_foresee_is_advance(self, order: Order, until: object, policy: Policy) -> None:
        """The same answer, without the machine."""
        assert foresee(order, until, policy) == advance(order, until, policy)

    @given(order=orders(), event=events(kind=By.SELLER), policy=policies())
    def test_sketch_is_what_would_follow(self, order: Order, event: Any, policy: Policy) -> None:
        """It is what comes of recording the event, without a word about the rules."""
        recorded, drawn = record(order, event, policy), sketch(order, event, policy)

        assert drawn == attrs.evolve(recorded, warnings=())


class TestCorrections:
    """A wrong record is put right by a step of its own; nothing is rewritten."""

    @given(order=orders(), to=orders())
    def test_the_step_keeps_what_was_there(self, order: Order, to: Order) -> None:
        """The version goes on, the last moment does not go back, and a warning names who."""
        to = attrs.evolve(
            to,
            order_no=order.order_no,
            state=State.AWAITING_SHIPMENT if to.state is State.REFUSED else to.state,
        )
        right = Correction(plain.NOON, to=to, note="押し間違い", actor="佐藤")

        fixed = correct(order, right)

        assert fixed.order.state is to.state
        assert fixed.order.version == order.version + 1
        assert fixed.order.last_at == max(order.last_at, plain.NOON)
        (step,) = fixed.steps
        assert (step.event, step.source, step.target) == (right, order.state, to.state)
        assert step.version == fixed.order.version
        (warning,) = fixed.warnings
        assert (warning.key, warning.severity) == ("QC-22.corrected", Severity.WARNING)
        assert warning.params == {"actor": "佐藤"}
        assert fixed.notices == ()

    def test_an_order_never_heard_of(self) -> None:
        """Its last moment is that of the correction."""
        right = Correction(plain.NOON, to=Order("1"), note="x", actor="佐藤")

        assert correct(Order("1"), right).order.last_at == plain.NOON

    @pytest.mark.parametrize("to", [Order("2"), Order("1", State.REFUSED)], ids=str)
    def test_not_to_another_order_nor_to_what_is_passed_through(self, to: Order) -> None:
        """Another number, or a state in which nothing rests."""
        right = Correction(plain.NOON, to=to, note="x", actor="佐藤")

        with pytest.raises(Malformed, match="order 1 cannot"):
            correct(Order("1"), right)

    @pytest.mark.parametrize("junk", [None, Order("1"), plain.EVENTS[CancelRefusal]])
    def test_by_nothing_but_a_correction(self, junk: Any) -> None:
        """And of nothing but an order."""
        right = Correction(plain.NOON, to=Order("1"), note="x", actor="佐藤")

        with pytest.raises(Malformed, match="Correction"):
            correct(Order("1"), junk)
        with pytest.raises(Malformed, match="an order is an Order"):
            correct("1", right)
        with pytest.raises(Malformed, match="steps"):
            replay(Order("1"), [junk])


class TestDecisionsAsConditions:
    """`if decide(order, event):` asks whether the event may happen."""

    @given(order=odd_orders(), event=events())
    def test_a_denial_is_false(self, order: Order, event: Event) -> None:
        """True when allowed, false when denied."""
        decision = decide(order, event)

        assert bool(decision) is decision.allowed
        assert bool(decision.violations) is bool(decision.codes) is not decision.allowed


class TestRuleBroken:
    """The error tells the order, its state, the event and every rule, in one line."""

    def test_it_can_be_read(self) -> None:
        """And it survives pickling, for those who act in another process."""
        order, refusal = plain.ORDERS[State.CANCEL_REQUESTED], CancelRefusal(plain.NOON)

        with pytest.raises(RuleBroken) as broken:
            apply(order, refusal)

        said = str(broken.value)
        assert said.startswith("order 76206 (cancel_requested) denied CancelRefusal: QC-04: ")
        assert "QC-10: " in said
        assert type(broken.value)(*broken.value.args).violations == broken.value.violations

    def test_a_walk_of_many_steps(self) -> None:
        """A shipment a day late: two reminders, the breach, the shipment."""
        order = plain.ORDERS[State.AWAITING_SHIPMENT]

        steps = apply(order, attrs.evolve(plain.EVENTS[type(_shipment())], at=_late())).steps

        assert [step.version for step in steps] == [1, 2, 3, 4]


def _shipment() -> Any:
    return next(event for cls, event in plain.EVENTS.items() if cls.__name__ == "Shipment")


def _late() -> Any:
    return plain.NOON + timedelta(days=1)


class TestReplay:
    """A history, replayed, makes the order that it belongs to; a broken one is pointed out."""

    @given(data=st.data())
    def test_a_life_replayed_ends_where_it_ended(self, data: st.DataObject) -> None:
        """Whatever has been recorded of an order, its steps lead to it again."""
        first = order = data.draw(orders())
        steps: list[Step] = []

        for _ in range(4):
            accepted = record(order, data.draw(events()))
            order, steps = accepted.order, [*steps, *accepted.steps]

        assert replay(first, steps) == order

    def test_a_correction_is_replayed(self) -> None:
        """What was put right is right in the replay, too."""
        wrong = Order("1", State.AWAITING_SHIPMENT)
        right = Correction(plain.NOON, to=Order("1"), note="not clicked", actor="Li")

        fixed = correct(wrong, right)

        assert replay(wrong, fixed.steps) == fixed.order

    def test_a_missing_step_is_noticed(self) -> None:
        """Without its first step a history does not hold together."""
        asked = record(Order("1", State.SCHEDULED), CancelRequest(plain.NOON))
        answered = record(asked.order, CancelApproval(plain.NOON))

        with pytest.raises(Malformed, match="begins in cancel_requested"):
            replay(Order("1", State.SCHEDULED), answered.steps)

    def test_a_repeated_version_is_noticed(self) -> None:
        """A step that counts wrongly is not taken."""
        order = Order("1", State.SCHEDULED, version=7)

        with pytest.raises(Malformed, match="version 7"):
            replay(order, [Step(CancelRequest(plain.NOON), order.state, order.state, 3)])
