"""Whole lives of orders, under several policies and with late news."""

from __future__ import annotations

from datetime import timedelta

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from qoo10_cancel import State
from qoo10_cancel.decision import Decision
from qoo10_cancel.events import Event
from qoo10_cancel.machine.doors import apply, decide
from qoo10_cancel.testing import OrderLife
from qoo10_cancel.testing.strategies import EVERYTHING_LIFTED, events


class LiftedLife(OrderLife):
    """Everything that a policy can lift is lifted."""

    policy = EVERYTHING_LIFTED


class UnremindedLife(OrderLife):
    """Nobody is reminded of anything, and the planned day itself is too late."""

    policy = attrs.evolve(
        EVERYTHING_LIFTED, lift=(), duty_reminders=(), request_reminders=(), planned_day=False
    )


class ActedLife(OrderLife):
    """The acting door, asked first as a careful tool would."""

    def act(self, event: Event) -> Decision:
        """Act where asking said yes."""
        asked = decide(self.order, event, self.policy)
        return apply(self.order, event, self.policy) if asked.allowed else asked


class LateLife(LiftedLife):
    """News comes late, or with a date only: the history may then run backwards."""

    @rule(event=events(), ago=st.integers(0, 72), dated=st.booleans())
    def something_late(self, event: Event, ago: int, dated: bool) -> None:
        """Something that happened hours ago is told only now."""
        at = self.now - timedelta(hours=ago)
        self.offer(attrs.evolve(event, at=at.date() if dated else at))

    @invariant()
    def no_breach_is_missed(self) -> None:
        """Told late of a refusal, the next sweep finds the breach."""
        swept = self.tick().order
        if swept.state is State.AWAITING_SHIPMENT:
            assert swept.duty is not None
            assert swept.duty.missed == (self.now >= swept.duty.due)

    @invariant()
    def moments_run_forward(self) -> None:
        """Only the order's own last moment does."""
        if self.steps:
            assert self.order.last_at == max(step.event.moment for step in self.steps)


TestOrderLife = OrderLife.TestCase
TestLiftedLife = LiftedLife.TestCase
TestUnremindedLife = UnremindedLife.TestCase
TestActedLife = ActedLife.TestCase
TestLateLife = LateLife.TestCase
