"""Two tellings of one page: the library and a naive model agree on every outcome."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import model
from qoo10_cancel import Allowed, CancelRefusal, Order, Policy, decide
from qoo10_cancel.events import EVENTS, Event
from qoo10_cancel.findings import LIFTABLE
from qoo10_cancel.testing.strategies import events, events_of, orders

LIFTED = st.frozensets(st.sampled_from(sorted(LIFTABLE, key=lambda rule: rule.code)))


def outcome(order: Order, event: Event, policy: Policy) -> str | set[str]:
    """Give the library's answer in the model's words."""
    decision = decide(order, event, policy)
    if isinstance(decision, Allowed):
        return decision.order.state.value
    return set(decision.codes)


def known_text(event: Event, text: str) -> Event:
    """Give a refusal one of the texts that the model knows."""
    if not isinstance(event, CancelRefusal):
        return event
    return attrs.evolve(event, reason=attrs.evolve(event.reason, text=text))


class TestTheModelAgrees:
    """State or exact set of codes: the model, written apart from the library, says the same."""

    @settings(max_examples=120)
    @given(
        order=orders(),
        event=events(),
        text=st.sampled_from(sorted(model.TEXTS)),
        planned_day=st.booleans(),
        lift=LIFTED,
    )
    def test_on_anything(
        self, order: Order, event: Event, text: str, planned_day: bool, lift: frozenset[object]
    ) -> None:
        """Any order that holds together, any event, every switch."""
        policy = Policy(planned_day=planned_day, lift=lift)
        event = known_text(event, text)

        answer = outcome(order, event, policy)

        assert answer == model.expected(order, event, planned_day, {r.code for r in lift})

    @pytest.mark.parametrize("cls", EVENTS)
    @given(order=orders(), text=st.sampled_from(sorted(model.TEXTS)), data=st.data())
    def test_on_every_class(
        self, cls: type[Event], order: Order, text: str, data: st.DataObject
    ) -> None:
        """Each class of event, under the default policy."""
        event = known_text(data.draw(events_of(cls)), text)

        assert outcome(order, event, Policy()) == model.expected(order, event)
