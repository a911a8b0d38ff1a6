"""The life of one order as a state machine: any events in any order, and what must hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ..decision import Allowed, Decision, Denied, Step
from ..events import (
    EVENTS,
    CancelRefusal,
    CancelRequest,
    ClockEvent,
    DutyLapse,
    Event,
    ShipDateLapse,
    ShipDateSet,
    ShipmentRelease,
)
from ..findings import Rule, Severity
from ..japan import JST, day_of
from ..machine import TABLE, advance, decide
from ..notices import Notice
from ..order import FINAL, PENDING, Order, Purchase, State
from ..policy import Policy
from . import strategies as own

__all__ = ["OrderLife"]

# Drawn as if they happened at the start, and then moved: a strategy made once is quick.
_START: Final = datetime(2022, 8, 12, 10, 5, tzinfo=JST)
_ON_COURSE: Final = (State.NEW, State.SCHEDULED, State.AWAITING_SHIPMENT)
_OF: Final = {cls: own.events_of(cls, at=_START) for cls in EVENTS}


class OrderLife(RuleBasedStateMachine):
    """One order after another, any events in any order; what the manual says must hold.

    To put a tool of your own to the test, subclass it and override `act`, and `tick` if the
    tool has its own; set `policy` to try another one. Time only moves forward here.

        class MyLife(OrderLife):
            def act(self, event):
                return my_tool.decide(self.order, event)

        TestMyLife = MyLife.TestCase
    """

    policy = Policy()

    def __init__(self) -> None:
        super().__init__()
        self.now = _START
        self.seen = self.now
        self.order = Order("76206")
        self.steps: list[Step] = []
        self.notices: list[Notice] = []

    # What an embedder overrides.

    def act(self, event: Event) -> Decision:
        """Answer whether *event* happens to `self.order`, and what the order is then."""
        return decide(self.order, event, self.policy)

    def tick(self) -> Allowed:
        """Take the moves that are due by `self.now`."""
        return advance(self.order, self.now, self.policy)

    # What happens.

    @initialize(purchase=own.purchases())
    def is_bought(self, purchase: Purchase) -> None:
        """An order may or may not be of a reservation item."""
        self.order = Order("76206", purchase=purchase)

    @precondition(lambda self: self.order.state in FINAL)
    @rule(purchase=own.purchases())
    def another_is_bought(self, purchase: Purchase) -> None:
        """Nothing more happens to the last one, so a new life begins; time goes on."""
        self.order = Order(str(int(self.order.order_no) + 1), purchase=purchase)
        self.steps.clear()
        self.notices.clear()

    @rule(hours=st.integers(0, 30), more=st.sampled_from((0, 1, 30, 3599)))
    def time_moves_on(self, hours: int, more: int) -> None:
        """Nobody sweeps while time moves on."""
        self.now += timedelta(hours=hours, seconds=more)

    @rule()
    def the_day_ends(self) -> None:
        """Move to the next midnight in Japan, where most things fall due."""
        tomorrow = self.now.astimezone(JST) + timedelta(days=1)
        self.now = tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)

    @rule()
    def somebody_sweeps(self) -> None:
        """A tick changes nothing but what was due."""
        self.took(self.tick())
        self.seen = self.now

    @rule(event=own.events(at=_START))
    def anything(self, event: Event) -> None:
        """Any event whatsoever."""
        self.offer(attrs.evolve(event, at=self.now))

    @precondition(lambda self: self.exits())
    @rule(data=st.data())
    def something_listed(self, data: st.DataObject) -> None:
        """An event the table knows for this state, so that walks get far."""
        cls = data.draw(st.sampled_from(self.exits()), label="class")
        self.offer(attrs.evolve(data.draw(_OF[cls], label="event"), at=self.now))

    @precondition(lambda self: self.order.state in _ON_COURSE)
    @rule()
    def the_usual_course(self) -> None:
        """A date is set, the buyer asks, and asks again: few walks get there by themselves."""
        if self.order.state is State.NEW:
            tomorrow = day_of(self.now) + timedelta(days=1)
            self.offer(ShipDateSet(self.now, ship_date=tomorrow))
        else:
            self.offer(CancelRequest(self.now))

    @precondition(lambda self: self.order.state in PENDING)
    @rule(refusal=own.fit_refusals(at=_START))
    def a_fit_refusal(self, refusal: CancelRefusal) -> None:
        """A refusal with a reason to which nobody objects."""
        self.offer(attrs.evolve(refusal, at=self.now))

    def exits(self) -> list[type[Event]]:
        """List the events of the rows that leave the present state."""
        leaving = {row.event for row in TABLE if row.source is self.order.state}
        return sorted(leaving - {ShipmentRelease}, key=lambda cls: cls.__name__)

    def offer(self, event: Event) -> None:
        """Have *event* happen, if nothing objects."""
        decision = self.act(event)
        if isinstance(decision, Denied):
            self.denied(event, decision)
        else:
            self.took(decision)
            self.seen = max(self.seen, event.moment)

    def took(self, allowed: Allowed) -> None:
        """Go on with the order that came out."""
        assert all(found.severity is Severity.WARNING for found in allowed.warnings)
        self.order = allowed.order
        self.steps.extend(allowed.steps)
        self.notices.extend(allowed.notices)

    def denied(self, event: Event, denied: Denied) -> None:
        """A denied event leaves the order as it was, and somebody says why."""
        assert denied.order == self.order, "a denied event changed the order"
        assert denied.event == event, "another event was denied"
        assert denied.violations, "denied without a violation"
        assert all(found.severity is Severity.VIOLATION for found in denied.violations)
        if Rule.NOT_EXPECTED in {found.rule for found in denied.violations}:
            assert len(denied.violations) == 1, "QC-00 stands alone"

    # What must hold.

    def refusals(self) -> list[Step]:
        """List the refusals of this life."""
        return [step for step in self.steps if isinstance(step.event, CancelRefusal)]

    @invariant()
    def only_a_pending_request_is_refused(self) -> None:
        """QC-01, QC-02."""
        assert all(step.source in PENDING for step in self.refusals())

    @invariant()
    def a_planned_date_is_kept(self) -> None:
        """QC-18: an order is only delayed once its planned date has passed in Japan."""
        for step in self.steps:
            if step.target is State.SHIPPING_DELAYED and isinstance(step.event, ShipDateLapse):
                planned = self.order.ship_date
                assert planned is not None
        if self.order.state is State.SHIPPING_DELAYED and self.order.ship_date is not None:
            assert self.seen.astimezone(JST).date() >= self.order.ship_date

    @invariant()
    def a_refused_order_is_never_asked_about_again(self) -> None:
        """QC-11, unless the policy lifts it."""
        if self.refusals() and Rule.REFUSED_IS_FINAL not in self.policy.lift:
            since = self.steps.index(self.refusals()[0])
            assert not {step.target for step in self.steps[since:]} & PENDING

    @invariant()
    def a_refusal_is_never_forgotten(self) -> None:
        """QC-11."""
        assert (self.order.refused_at is not None) == bool(self.refusals())

    @invariant()
    def a_refusal_puts_the_order_back(self) -> None:
        """QC-15: the system's own step follows at once, and nothing rests in `REFUSED`."""
        assert self.order.state is not State.REFUSED
        for step, following in pairwise(self.steps):
            if step.target is State.REFUSED:
                assert isinstance(following.event, ShipmentRelease)
                assert following.target is State.AWAITING_SHIPMENT
                assert following.event.moment == step.event.moment

    @invariant()
    def a_request_is_there_while_it_is_pending(self) -> None:
        """QC-15: a refusal or a withdrawal takes it away."""
        if self.order.state in PENDING:
            assert self.order.request is not None
        if self.order.state in (State.NEW, State.SCHEDULED, State.AWAITING_SHIPMENT):
            assert self.order.request is None

    @invariant()
    def the_buyer_is_told(self) -> None:
        """QC-16: by app and by mail, of each refusal."""
        assert sum(notice.to_buyer for notice in self.notices) == 2 * len(self.refusals())

    @invariant()
    def a_duty_ends_with_its_day(self) -> None:
        """QC-12: at the next midnight in Japan."""
        duty = self.order.duty
        if duty is not None:
            refused, due = duty.started_at.astimezone(JST), duty.due.astimezone(JST)
            assert due.date() == refused.date() + timedelta(days=1)
            assert (due.hour, due.minute, due.second, due.microsecond) == (0, 0, 0, 0)

    @invariant()
    def no_breach_is_missed(self) -> None:
        """QC-12: once seen after its end, an unmet duty stands as missed."""
        duty = self.order.duty
        if self.order.state is State.AWAITING_SHIPMENT:
            assert duty is not None
            assert duty.missed == (self.seen >= duty.due)

    @invariant()
    def a_breach_is_recorded_once(self) -> None:
        """QC-12: one duty, one breach at most, at the moment it fell due."""
        lapses = [step.event.moment for step in self.steps if isinstance(step.event, DutyLapse)]
        assert len(lapses) == len(set(lapses))
        assert len(lapses) <= len(self.refusals())

    @invariant()
    def every_step_counts(self) -> None:
        """The version is the number of steps."""
        assert [step.version for step in self.steps] == list(range(1, len(self.steps) + 1))
        assert self.order.version == len(self.steps)

    @invariant()
    def steps_chain(self) -> None:
        """Each step starts where the one before ended."""
        for step, following in pairwise(self.steps):
            assert step.target is following.source
        if self.steps:
            assert self.steps[-1].target is self.order.state

    @invariant()
    def moments_run_forward(self) -> None:
        """QC-22: the history can be read from top to bottom."""
        for step, following in pairwise(self.steps):
            assert step.event.moment <= following.event.moment
        if self.steps:
            assert self.order.last_at == self.steps[-1].event.moment

    @invariant()
    def the_clock_is_never_ahead(self) -> None:
        """A move of the clock is stamped with its own moment, which has come."""
        for step in self.steps:
            if isinstance(step.event, ClockEvent):
                assert step.event.moment <= self.seen

    @invariant()
    def final_states_stay(self) -> None:
        """No event leads out of 取消完成 or 交易完成."""
        for step in self.steps:
            if step.source in FINAL:
                assert step.target is step.source

    @invariant()
    def no_notice_comes_twice(self) -> None:
        """A notice's key is unique for ever."""
        keys = [notice.key for notice in self.notices]
        assert len(keys) == len(set(keys))
