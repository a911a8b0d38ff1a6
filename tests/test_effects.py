"""What each event leaves on its order, and that it leaves everything else alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from qoo10_cancel import JST, Evidence, Order, Request, State, apply, decide, record
from qoo10_cancel.events import (
    EVENTS,
    CancelRequest,
    Delivery,
    DutyLapse,
    DutyReminder,
    Event,
    EvidenceAdded,
    RequestReminder,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
    WithdrawalDenied,
)
from qoo10_cancel.machine import facts
from qoo10_cancel.machine.doors import advance
from qoo10_cancel.machine.effects import after
from qoo10_cancel.testing.strategies import events, odd_orders

TOUCHED = {
    "CancelRequest": {"request"},
    "RequestWithdrawal": {"request"},
    "ShipDateSet": {"ship_date", "request"},
    "EvidenceAdded": {"evidence"},
    "CancelRefusal": {"evidence", "request", "refused_at"},
    "Shipment": {"evidence", "duty"},
    "Delivery": {"duty"},
    "WithdrawalAsked": {"request"},
    "WithdrawalDenied": {"request"},
    "DutyLapse": {"duty"},
    "DutyReminder": {"duty"},
    "RequestReminder": {"request"},
}


class TestEffects:
    """An event changes the state, the version, the last moment, and what it is about."""

    @given(order=odd_orders(), event=events(), target=st.sampled_from(State))
    def test_nothing_else_is_touched(self, order: Order, event: Event, target: State) -> None:
        """Every other field is as it was."""
        changed = after(order, event, target)

        may = {"state", "version", "last_at", "timeline", "base"} | TOUCHED.get(
            type(event).__name__, set()
        )
        for field in attrs.fields(Order):
            if field.name not in may:
                assert getattr(changed, field.name) == getattr(order, field.name)
        assert changed.state is target
        assert changed.version == order.version + 1
        assert changed.last_at == max(order.last_at or event.moment, event.moment)

    @pytest.mark.parametrize(
        ("origin", "back"),
        [
            (State.NEW, State.SCHEDULED),
            (State.SHIPPING_DELAYED, State.SCHEDULED),
            (State.AWAITING_SHIPMENT, State.AWAITING_SHIPMENT),
        ],
    )
    def test_a_date_set_while_a_request_is_open(self, origin: State, back: State) -> None:
        """QC-18: withdrawn, the order comes back to what the date has made of it."""
        asked = attrs.evolve(
            samples.ORDERS[State.CANCEL_REQUESTED], request=Request(samples.NOON, origin)
        )
        planned = ShipDateSet(samples.NOON, ship_date=samples.SOON)

        dated = record(asked, planned).order

        assert dated.request == Request(samples.NOON, back)
        assert apply(dated, RequestWithdrawal(samples.NOON)).order.state is back

    def test_a_request_is_remembered(self) -> None:
        """When, from where, and in the buyer's words."""
        asked = decide(
            samples.ORDERS[State.SCHEDULED], CancelRequest(samples.NOON, "订购取消")
        ).order

        assert asked.request == Request(samples.NOON, State.SCHEDULED, "订购取消")

    @pytest.mark.parametrize("state", [State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED])
    def test_a_request_that_is_open_already(self, state: State) -> None:
        """Two people write it down: it is one request, and the earlier moment stands."""
        asked = record(samples.ORDERS[state], CancelRequest(samples.NOON)).order

        assert (asked.state, asked.request) == (state, samples.ASKED)

    @pytest.mark.parametrize("state", [State.SHIPPED, State.DELIVERED, State.CANCELLED])
    def test_a_request_that_can_be_none(self, state: State) -> None:
        """It would lead back: it is kept on the timeline, and changes nothing."""
        recorded = record(samples.ORDERS[state], CancelRequest(samples.NOON))

        assert (recorded.order.state, recorded.order.request) == (
            state,
            samples.ORDERS[state].request,
        )
        assert [type(fact.event) for fact in facts(recorded.order)] == [CancelRequest]
        assert recorded.warnings

    def test_a_shipment_leaves_its_number(self) -> None:
        """What it says is added to what is known; an empty one adds nothing."""
        known = attrs.evolve(
            samples.ORDERS[State.SCHEDULED], evidence=Evidence(carrier="佐川急便", origin="韓国")
        )

        evidence = decide(known, Shipment(samples.NOON, None, "412098765433")).order.evidence
        untold = decide(known, Shipment(samples.NOON, "", None)).order.evidence

        assert evidence == Evidence("佐川急便", "412098765433", origin="韓国")
        assert untold == known.evidence
        named = decide(known, Shipment(samples.NOON, "ヤマト運輸")).order.evidence
        assert named == Evidence("ヤマト運輸", origin="韓国")

    def test_preparation_adds_up(self) -> None:
        """Evidence is collected, the later word wins."""
        first = EvidenceAdded(
            samples.NOON, Evidence(carrier="佐川急便", pickup_on=date(2022, 8, 13))
        )
        second = EvidenceAdded(samples.NOON, Evidence(carrier="ヤマト運輸"))

        order = decide(decide(Order("1"), first).order, second).order

        assert order.evidence == Evidence(carrier="ヤマト運輸", pickup_on=date(2022, 8, 13))

    def test_a_request_while_the_order_is_put_back(self) -> None:
        """QC-15: what is on its way back to 买家已付款 is brought back there."""
        asked = after(
            samples.ORDERS[State.REFUSED], CancelRequest(samples.NOON), State.CANCEL_REQUESTED
        )

        assert asked.request == Request(samples.NOON, State.AWAITING_SHIPMENT)

    def test_a_second_request(self) -> None:
        """It goes back to where the first one came from."""
        again = after(
            samples.ORDERS[State.WITHDRAWAL_ASKED],
            CancelRequest(samples.NOON),
            State.CANCEL_REQUESTED,
        )

        assert again.request == Request(samples.NOON, State.SCHEDULED)

    @pytest.mark.parametrize("cls", [WithdrawalAsked, WithdrawalDenied])
    @pytest.mark.parametrize("state", [State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED])
    def test_who_is_asked_to_withdraw_has_asked(self, cls: type[Event], state: State) -> None:
        """The request that is open stays as it is; one that nobody recorded is made up for."""
        known = after(samples.ORDERS[state], cls(samples.NOON), state)
        unknown = after(samples.ORDERS[State.SCHEDULED], cls(samples.NOON), state)

        assert known.request == samples.ASKED
        assert unknown.request == Request(samples.NOON, State.SCHEDULED)

    @given(order=odd_orders(), first=events(), second=events())
    def test_the_base_is_the_order_before_its_timeline(
        self, order: Order, first: Event, second: Event
    ) -> None:
        """Whatever happens to it, and however often."""
        bare = attrs.evolve(order, base=None)

        once = after(bare, first, State.NEW)

        assert once.base == bare
        assert after(once, second, State.NEW).base == bare

    @pytest.mark.parametrize("cls", [Shipment, Delivery])
    @pytest.mark.parametrize("off", [-1, 0, 1])
    def test_what_has_left_meets_the_duty(self, cls: type[Event], off: int) -> None:
        """QC-12: in time before midnight, too late from midnight on."""
        at = datetime(2022, 8, 13, tzinfo=JST) + timedelta(microseconds=off)

        duty = record(samples.ORDERS[State.AWAITING_SHIPMENT], cls(at)).order.duty

        assert (duty.met_at, duty.missed) == (at, off >= 0)

    def test_a_shipment_meets_the_first_duty_once(self) -> None:
        """What was met stays met, whatever is recorded later."""
        shipped = decide(samples.ORDERS[State.AWAITING_SHIPMENT], Shipment(samples.NOON)).order

        again = record(shipped, Shipment(samples.NOON + timedelta(days=3))).order

        assert again.duty == shipped.duty
        assert again.duty.met_at == samples.NOON

    def test_reminders_remember_themselves(self) -> None:
        """By their own moment, on the duty and on the request."""
        waiting, asked = (
            samples.ORDERS[State.AWAITING_SHIPMENT],
            samples.ORDERS[State.CANCEL_REQUESTED],
        )
        evening = samples.NOON + timedelta(hours=7)
        later = samples.NOON + timedelta(days=3)

        duty = advance(waiting, evening).order.duty
        request = advance(asked, later).order.request

        assert duty.reminded_at == samples.NOON + timedelta(hours=6)
        assert request.reminded_at == later - timedelta(hours=3)

    @pytest.mark.parametrize("cls", [DutyLapse, DutyReminder, RequestReminder])
    def test_reminders_of_nothing_leave_nothing(self, cls: type[Event]) -> None:
        """Recorded where there is no duty and no request."""
        order = record(samples.ORDERS[State.NEW], cls(samples.NOON)).order

        assert (order.duty, order.request) == (None, None)

    def test_every_event_is_listed_above(self) -> None:
        """The table of what is touched names only events that exist."""
        assert set(TOUCHED) <= {cls.__name__ for cls in EVENTS}
