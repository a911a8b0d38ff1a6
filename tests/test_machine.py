"""The doors beside `decide`: what `record`, `sketch`, `retract` and `replay` make of an order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import samples
from qoo10_cancel import Malformed, Order, Policy, RuleBroken, State, Step, apply, decide, record
from qoo10_cancel.events import (
    By,
    CancelApproval,
    CancelRefusal,
    CancelRequest,
    ClockEvent,
    Event,
    Retraction,
)
from qoo10_cancel.machine import facts, retract
from qoo10_cancel.machine.doors import advance, foresee, replay, sketch
from qoo10_cancel.testing.strategies import events, moments, odd_orders, orders, policies


class TestForesight:
    """`foresee` asks what `advance` would do; `sketch` asks what would follow."""

    @given(order=odd_orders(), until=moments(), policy=policies())
    def test_foresee_is_advance(self, order: Order, until: object, policy: Policy) -> None:
        """The same answer, without the machine."""
        assert foresee(order, until, policy) == advance(order, until, policy)

    @given(order=orders(), event=events(kind=By.SELLER), policy=policies())
    def test_sketch_is_what_would_follow(self, order: Order, event: Any, policy: Policy) -> None:
        """It leads where recording the event does, without a word about the rules."""
        assume(order.refused_at is None and event.moment >= order.last_at)
        recorded, drawn = record(order, event, policy), sketch(order, event, policy)

        assert drawn.order.state is recorded.order.state
        asked = decide(order, event, policy)
        assert not asked or drawn == attrs.evolve(asked, warnings=())

    def test_a_sketch_begins_with_what_the_clock_does_before(self) -> None:
        """A shipment a day late: two reminders and the breach come first, as in `decide`."""
        order, late = (
            samples.ORDERS[State.AWAITING_SHIPMENT],
            attrs.evolve(_shipment(), at=_late()),
        )

        steps = sketch(order, late).steps

        assert steps == decide(order, late).steps
        assert len(steps) == 4


class TestRetractions:
    """What did not happen is taken back by a step of its own; nothing is rewritten."""

    @given(order=orders(), event=events(at=samples.NOON))
    def test_what_followed_goes_with_it(self, order: Order, event: Event) -> None:
        """The order is as it would be had it never been told."""
        assume(not isinstance(event, ClockEvent) and order.last_at <= samples.NOON)
        wrong = record(order, event).order
        right = Retraction(samples.NOON, what=type(event), note="押し間違い", actor="佐藤")

        fixed = retract(wrong, right)

        swept = advance(order, samples.NOON).order
        same = ("state", "ship_date", "evidence", "refused_at", "duty")
        assert [getattr(fixed.order, n) for n in same] == [getattr(swept, n) for n in same]
        assert fixed.order.version == wrong.version + 1
        assert [fact.retracted for fact in facts(fixed.order)] == [True]
        assert [w.key for w in fixed.warnings] == ["QC-22.retracted"]

    def test_a_breach_that_went_with_it(self) -> None:
        """It was announced, so that it is set right."""
        refusal = CancelRefusal(samples.NOON, confirmed=True)
        asked = attrs.evolve(samples.ORDERS[State.CANCEL_REQUESTED], last_at=samples.MORNING)
        breached = advance(record(asked, refusal).order, samples.NOON + timedelta(days=1)).order
        assert breached.duty.missed

        fixed = retract(
            breached, Retraction(samples.NOON, what=CancelRefusal, note="not clicked", actor="Li")
        )

        assert (fixed.order.state, fixed.order.duty) == (State.CANCEL_REQUESTED, None)
        assert [notice.params["what"] for notice in fixed.notices] == ["duty_missed"]

    @pytest.mark.parametrize("junk", [None, Order("1"), samples.EVENTS[CancelRefusal]])
    def test_by_nothing_but_a_retraction(self, junk: Any) -> None:
        """And of nothing but an order."""
        right = Retraction(samples.NOON, what="ship", note="x", actor="佐藤")

        with pytest.raises(Malformed, match="Retraction"):
            retract(Order("1"), junk)
        with pytest.raises(Malformed, match="an order is an Order"):
            retract("1", right)
        with pytest.raises(Malformed, match="steps"):
            replay(Order("1"), [junk])

    @pytest.mark.parametrize("junk", ["tick", None, 3, ClockEvent])
    def test_of_what_is_told(self, junk: Any) -> None:
        """A move of the clock is nobody's record."""
        with pytest.raises(Malformed, match="no name of an event"):
            Retraction(samples.NOON, what=junk, note="x", actor="佐藤")


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
        order, refusal = samples.ORDERS[State.CANCEL_REQUESTED], CancelRefusal(samples.NOON)

        with pytest.raises(RuleBroken) as broken:
            apply(order, refusal)

        message = str(broken.value)
        assert message.startswith("order 76206 (cancel_requested) denied CancelRefusal: QC-04: ")
        assert "QC-10: " in message
        assert type(broken.value)(*broken.value.args).violations == broken.value.violations

    def test_a_walk_of_many_steps(self) -> None:
        """A shipment a day late: two reminders, the breach, the shipment."""
        order = samples.ORDERS[State.AWAITING_SHIPMENT]

        steps = apply(order, attrs.evolve(samples.EVENTS[type(_shipment())], at=_late())).steps

        assert [step.version for step in steps] == [1, 2, 3, 4]


def _shipment() -> Any:
    return next(event for cls, event in samples.EVENTS.items() if cls.__name__ == "Shipment")


def _late() -> Any:
    return samples.NOON + timedelta(days=1)


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

    def test_of_nothing_but_an_order(self) -> None:
        """Even where no step follows."""
        with pytest.raises(Malformed, match="an order is an Order"):
            replay("1", [])

    def test_a_missing_step_is_noticed(self) -> None:
        """Without its first step a history does not hold together."""
        asked = record(Order("1", State.SCHEDULED), CancelRequest(samples.NOON))
        answered = record(asked.order, CancelApproval(samples.NOON))

        with pytest.raises(Malformed, match="begins in cancel_requested"):
            replay(Order("1", State.SCHEDULED), answered.steps)

    def test_a_repeated_version_is_noticed(self) -> None:
        """A step that counts wrongly is not taken."""
        order = Order("1", State.SCHEDULED, version=7)

        with pytest.raises(Malformed, match="version 7"):
            replay(order, [Step(CancelRequest(samples.NOON), order.state, order.state, 3)])
