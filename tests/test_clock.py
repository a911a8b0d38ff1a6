"""What happens to an order by itself, and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from qoo10_cancel import JST, Order, Policy, Request, State
from qoo10_cancel.events import (
    DutyLapse,
    DutyReminder,
    RequestReminder,
    ShipDateLapse,
    ShipmentRelease,
)
from qoo10_cancel.machine.clock import next_move
from qoo10_cancel.machine.doors import advance
from qoo10_cancel.order import OPEN
from qoo10_cancel.testing.strategies import EVERYTHING_LIFTED, moments, odd_orders, policies

HOUR = timedelta(hours=1)
DUE = datetime(2022, 8, 13, tzinfo=JST)
LAPSE = datetime(2022, 8, 16, tzinfo=JST)


def moves(order: Order, policy: Policy = Policy()) -> list[tuple[str, datetime]]:  # noqa: B008
    """List everything that the order will do by itself within a year."""
    gone = advance(order, datetime(2023, 8, 12, tzinfo=JST), policy)
    return [(type(step.event).__name__, step.event.moment) for step in gone.steps]


class TestMovesOfTheClock:
    """Each move is stamped with its own moment."""

    def test_a_duty_is_reminded_of_twice_and_then_breached(self) -> None:
        """Six hours and one hour before midnight, and at midnight."""
        assert moves(samples.ORDERS[State.AWAITING_SHIPMENT]) == [
            ("DutyReminder", DUE - 6 * HOUR),
            ("DutyReminder", DUE - HOUR),
            ("DutyLapse", DUE),
            ("ShipDateLapse", LAPSE),
        ]

    def test_the_planned_date_of_a_refused_order_passes_once(self) -> None:
        """QC-14: it changes no state, and nobody says what holds then; a warning says so, once."""
        refused = samples.ORDERS[State.AWAITING_SHIPMENT]

        passed = advance(refused, LAPSE)
        again = advance(passed.order, LAPSE + timedelta(days=9))

        assert passed.order.state is State.AWAITING_SHIPMENT
        assert [found.key for found in passed.warnings] == ["QC-14.refused-and-delayed"]
        assert "delayed" not in [notice.kind.value for notice in passed.notices]
        assert (again.steps, again.warnings) == ((), ())

    @pytest.mark.parametrize(("before", "reminders"), [(7, 2), (6, 1), (5, 1), (1, 0), (0.5, 0)])
    def test_a_late_refusal_is_reminded_of_less(self, before: float, reminders: int) -> None:
        """A reminder that would have been due at the refusal or before is left out."""
        duty = attrs.evolve(samples.RUNNING, started_at=DUE - before * HOUR)
        order = attrs.evolve(samples.ORDERS[State.AWAITING_SHIPMENT], duty=duty)

        assert [name for name, _ in moves(order)] == [
            *["DutyReminder"] * reminders,
            "DutyLapse",
            "ShipDateLapse",
        ]

    def test_a_met_duty_rests(self) -> None:
        """Nobody is reminded of what is done, or of what is lost."""
        order = samples.ORDERS[State.AWAITING_SHIPMENT]
        met = attrs.evolve(order, duty=attrs.evolve(samples.RUNNING, met_at=samples.NOON))
        missed = attrs.evolve(order, duty=attrs.evolve(samples.RUNNING, missed=True))

        assert moves(met) == moves(missed) == [("ShipDateLapse", LAPSE)]

    def test_a_request_is_reminded_of_before_its_day_ends(self) -> None:
        """Fifteen hours and three hours before it can no longer be refused; it stays pending."""
        assert moves(samples.ORDERS[State.CANCEL_REQUESTED]) == [
            ("RequestReminder", LAPSE - 15 * HOUR),
            ("RequestReminder", LAPSE - 3 * HOUR),
        ]

    def test_a_request_made_in_the_last_hours(self) -> None:
        """Only the reminder that is still to come."""
        request = Request(LAPSE - 4 * HOUR, State.SCHEDULED)
        order = attrs.evolve(samples.ORDERS[State.WITHDRAWAL_ASKED], request=request)

        assert moves(order) == [("RequestReminder", LAPSE - 3 * HOUR)]

    def test_a_request_beside_a_duty(self) -> None:
        """With QC-11 lifted both run, and each takes its turn by its moment."""
        order = attrs.evolve(
            samples.ORDERS[State.CANCEL_REQUESTED],
            ship_date=date(2022, 8, 13),
            duty=samples.RUNNING,
        )

        assert moves(order, attrs.evolve(EVERYTHING_LIFTED, lift={"QC-11"})) == [
            ("DutyReminder", DUE - 6 * HOUR),
            ("RequestReminder", DUE - 3 * HOUR),
            ("DutyReminder", DUE - HOUR),
            ("DutyLapse", DUE),
        ]

    def test_where_nothing_ends_a_request_nobody_is_reminded_of_it(self) -> None:
        """QC-03 lifted, a planned date that passes changes nothing for an open request."""
        order = attrs.evolve(samples.ORDERS[State.CANCEL_REQUESTED], ship_date=date(2022, 8, 13))

        assert moves(order, EVERYTHING_LIFTED) == []
        assert moves(order) != []

    @pytest.mark.parametrize("state", ["new", "scheduled", "shipping_delayed"])
    def test_a_duty_is_watched_wherever_the_order_is(self, state: str) -> None:
        """QC-12: a fact that moves a refused order elsewhere does not end its duty."""
        order = attrs.evolve(samples.ORDERS[State(state)], ship_date=None, duty=samples.RUNNING)

        assert moves(order) == [
            ("DutyReminder", DUE - 6 * HOUR),
            ("DutyReminder", DUE - HOUR),
            ("DutyLapse", DUE),
        ]

    def test_a_planned_date_lapses(self) -> None:
        """As its day ends; or at once when the order comes back to it later."""
        order = samples.ORDERS[State.SCHEDULED]
        back = attrs.evolve(order, last_at=LAPSE + HOUR)

        assert moves(order) == [("ShipDateLapse", LAPSE)]
        assert moves(back) == [("ShipDateLapse", LAPSE + HOUR)]

    def test_a_refused_order_is_put_back_at_once(self) -> None:
        """At the moment of the refusal; without one, when it was last heard of."""
        order = samples.ORDERS[State.REFUSED]
        refused = attrs.evolve(order, refused_at=samples.NOON, last_at=samples.NOON + HOUR)
        heard = attrs.evolve(order, last_at=samples.NOON)

        assert next_move(refused, Policy()) == ShipmentRelease(samples.NOON)
        assert next_move(heard, Policy()) == ShipmentRelease(samples.NOON)
        assert next_move(order, Policy()) is None

    def test_nothing_to_remind_of(self) -> None:
        """Without a planned date, a request or a duty nothing moves."""
        for state in (State.SCHEDULED, State.CANCEL_REQUESTED, State.AWAITING_SHIPMENT):
            assert next_move(Order("1", state), Policy()) is None
        unasked = attrs.evolve(samples.ORDERS[State.CANCEL_REQUESTED], request=None)
        assert next_move(unasked, Policy()) is None


class TestRest:
    """Most states rest, and every order comes to rest."""

    @given(order=odd_orders(), policy=policies())
    def test_only_restless_states_move(self, order: Order, policy: Policy) -> None:
        """A move comes from a restless state, by the clock or by the platform."""
        move = next_move(order, policy)

        known = (ShipDateLapse, RequestReminder, DutyReminder, DutyLapse, ShipmentRelease)
        assert move is None or (isinstance(move, known) and order.state in OPEN)

    @given(order=odd_orders(), policy=policies())
    def test_every_order_comes_to_rest(self, order: Order, policy: Policy) -> None:
        """Within a year nothing is left to come, and it took few steps."""
        gone = advance(order, datetime(2024, 1, 1, tzinfo=JST), policy)

        assert next_move(gone.order, policy) is None
        assert len(gone.steps) <= 12

    @given(order=odd_orders(), policy=policies(), until=moments(), more=st.integers(0, 40))
    def test_nothing_moves_after_until(
        self, order: Order, policy: Policy, until: datetime, more: int
    ) -> None:
        """What is left to come lies behind it, and what was taken does not."""
        gone = advance(order, until + more * HOUR, policy)

        left = next_move(gone.order, policy)
        assert left is None or left.moment > until + more * HOUR
        assert all(step.event.moment <= until + more * HOUR for step in gone.steps)
