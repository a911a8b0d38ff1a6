"""What holds for every order, event and policy whatever they are."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import product

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    Allowed,
    Denied,
    Malformed,
    Order,
    Policy,
    Purchase,
    Request,
    RuleBroken,
    State,
)
from qoo10_cancel.decision import Decision
from qoo10_cancel.events import (
    EVENTS,
    ClockEvent,
    DutyLapse,
    Event,
    ShipDateLapse,
    ShipmentRelease,
)
from qoo10_cancel.findings import Finding, Rule, Severity
from qoo10_cancel.machine import advance, apply, decide, foresee, record, sketch
from qoo10_cancel.machine.clock import next_move
from qoo10_cancel.machine.table import TABLE, Row
from qoo10_cancel.order import PENDING
from qoo10_cancel.testing.strategies import (
    events,
    moments,
    odd_orders,
    orders,
    policies,
    turns,
    zones,
)
from tables import standing_on

ANY_ORDER = st.one_of(orders(), odd_orders())
RETURNS = [s for s in State if s not in (*PENDING, State.REFUSED)]
JUNK = st.one_of(
    st.none(),
    st.integers(),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.sampled_from((Order, Event, State.NEW, object(), ShipmentRelease, decide)),
)


def acted(order: Order, event: Event, policy: Policy) -> Decision:
    """Give the acting door's answer in the words of the asking one."""
    try:
        return apply(order, event, policy)
    except RuleBroken as broken:
        return broken.denied


class TestTheDoorsAgree:
    """`decide` asks and `apply` acts: both give the same answer."""

    @given(order=ANY_ORDER, event=events(), policy=policies())
    def test_on_anything(self, order: Order, event: Event, policy: Policy) -> None:
        """Any order, event and policy: the same decision, part by part."""
        assert acted(order, event, policy) == decide(order, event, policy)

    @pytest.mark.parametrize("cls", EVENTS)
    @pytest.mark.parametrize("state", State)
    def test_on_every_pair(self, state: State, cls: type[Event]) -> None:
        """Every state and every class of event."""
        order, event = samples.ORDERS[state], samples.EVENTS[cls]

        assert acted(order, event, Policy()) == decide(order, event, Policy())


def outcomes(row: Row[Event]) -> list[tuple[Severity | None, ...]]:
    """List what the guards of *row* may say together."""
    severities = (None, Severity.VIOLATION) if len(row.guards) > 3 else (None, *Severity)
    return list(product(severities, repeat=len(row.guards)))


def saying(number: int, severity: Severity | None) -> object:
    """Make a guard that always says the same."""
    finding = severity and Finding(list(Rule)[number + 1], "said", severity)
    return lambda *_: () if finding is None else (finding,)


def fitting(row: Row[Event]) -> Order:
    """Give a plain order for which *row* holds."""
    order = samples.ORDERS[row.source]
    tries = [
        order,
        attrs.evolve(order, purchase=Purchase(reservation=False)),
        *(attrs.evolve(order, request=Request(samples.MORNING, back)) for back in RETURNS),
    ]
    return next(order for order in tries if row.when is None or row.when(order))


class TestEveryGuardIsHeard:
    """Every row, with every combination of what its guards may say, through both doors."""

    @pytest.mark.parametrize("row", [row for row in TABLE if row.event in EVENTS], ids=str)
    def test_one_violation_denies(self, row: Row[Event]) -> None:
        """Allowed when no guard objects; else denied with each that does, and no other."""
        if issubclass(row.event, ClockEvent):
            assert row.guards == ()  # a move of the clock is asked nothing but whether it is due
            return
        order, event = fitting(row), samples.EVENTS[row.event]
        for severities in outcomes(row):
            wanted = [
                list(Rule)[n + 1] for n, s in enumerate(severities) if s is Severity.VIOLATION
            ]
            with standing_on(with_guards(row, severities)):
                answer = decide(order, event)
                assert acted(order, event, Policy()) == answer
            if isinstance(answer, Denied):
                assert [f.rule for f in answer.violations] == wanted
                assert row.target is None or wanted
            else:
                assert not wanted
                assert row.target is answer.steps[0].target


def with_guards(
    row: Row[Event], severities: tuple[Severity | None, ...]
) -> tuple[Row[Event], ...]:
    """Put guards on *row* that say just that."""
    guards = tuple(saying(n, severity) for n, severity in enumerate(severities))
    return tuple(attrs.evolve(r, guards=guards) if r is row else r for r in TABLE)


class TestTicksChangeNothing:
    """With ticks at any moments, or none, the order ends the same and no breach is missed."""

    @given(data=st.data(), order=ANY_ORDER, policy=policies())
    def test_before_any_event(self, data: st.DataObject, order: Order, policy: Policy) -> None:
        """Whoever sweeps, and when: the same order, steps, notices and findings."""
        event = data.draw(events(at=data.draw(st.one_of(turns(order, policy), moments()))))
        ticks = data.draw(st.lists(moments(), max_size=3))

        swept = order
        steps, notices = [], []
        for tick in sorted(min(tick, event.moment) for tick in ticks):
            gone = advance(swept, tick, policy)
            swept = gone.order
            steps += gone.steps
            notices += gone.notices

        assume(not any(type(step.event) is type(event) for step in steps))
        plain, late = decide(order, event, policy), decide(swept, event, policy)
        assert plain.warnings == late.warnings
        if isinstance(plain, Allowed):
            assert isinstance(late, Allowed)
            assert plain.order == late.order
            assert plain.steps == (*steps, *late.steps)
            assert plain.notices == (*notices, *late.notices)
        else:
            assert isinstance(late, Denied)
            assert plain.violations == late.violations

    @given(data=st.data(), order=ANY_ORDER, policy=policies())
    def test_one_tick_is_as_good_as_many(
        self, data: st.DataObject, order: Order, policy: Policy
    ) -> None:
        """Swept in two goes or in one, the order ends the same."""
        early, late = sorted(data.draw(st.tuples(moments(), moments())))

        first = advance(order, early, policy)
        second = advance(first.order, late, policy)

        once = advance(order, late, policy)
        assert once.order == second.order
        assert once.steps == first.steps + second.steps

    @given(order=ANY_ORDER, at=moments(), policy=policies())
    def test_a_second_tick_does_nothing(self, order: Order, at: object, policy: Policy) -> None:
        """What has been swept is not swept again."""
        swept = advance(order, at, policy).order

        assert advance(swept, at, policy) == Allowed(swept, (), (), ())


WATCHED = st.sampled_from((State.SCHEDULED, *PENDING, State.AWAITING_SHIPMENT)).flatmap(orders)
"""Orders that the clock can move."""
EARLY = st.timedeltas(timedelta(microseconds=1), timedelta(days=9))


class TestClockEventsHandedIn:
    """A clock event handed in is one of the order's own moves: once when due, not before."""

    @given(order=WATCHED, policy=policies(), late=st.timedeltas(timedelta(0), timedelta(days=2)))
    def test_when_due_it_is_taken(self, order: Order, policy: Policy, late: timedelta) -> None:
        """At its moment or later it is allowed, and stamped with its own moment."""
        move = next_move(order, policy)
        assume(isinstance(move, ClockEvent))

        decision = decide(order, attrs.evolve(move, at=move.moment + late), policy)

        assert isinstance(decision, Allowed)
        assert decision.steps[0].event == move
        assert decision.order == advance(order, move.moment + late, policy).order

    @given(order=WATCHED, policy=policies(), late=st.timedeltas(timedelta(0), timedelta(days=2)))
    def test_recorded_it_is_the_same(self, order: Order, policy: Policy, late: timedelta) -> None:
        """As a fact it is taken once, too, and changes nothing else."""
        move = next_move(order, policy)
        assume(isinstance(move, ClockEvent))
        event = attrs.evolve(move, at=move.moment + late)

        assert record(order, event, policy) == decide(order, event, policy)

    @given(order=WATCHED, policy=policies(), early=EARLY)
    def test_too_early_it_is_denied(self, order: Order, policy: Policy, early: timedelta) -> None:
        """One microsecond before, its own rule denies it: QC-18 or QC-12."""
        move = next_move(order, policy)
        assume(isinstance(move, ClockEvent))

        decision = decide(order, attrs.evolve(move, at=move.moment - early), policy)

        own = {"ShipDateLapse": "QC-18", "RequestReminder": "QC-18"}
        assert isinstance(decision, Denied)
        assert decision.codes == {own.get(type(move).__name__, "QC-12")}
        assert decision.violations[0].detail == "too-early"

    @given(order=WATCHED, policy=policies())
    def test_a_second_time_it_is_not_expected(self, order: Order, policy: Policy) -> None:
        """Taken once, it does not happen again: QC-00, or too early for the next reminder."""
        move = next_move(order, policy)
        assume(isinstance(move, ClockEvent))
        taken = advance(order, move.moment, policy).order

        decision = decide(taken, move, policy)

        coming = next_move(taken, policy)
        again = isinstance(decision, Denied) and decision.violations[0].detail == "too-early"
        assert isinstance(decision, Denied)
        assert again or decision.codes == {"QC-00"}
        assert not again or (coming is not None and coming.moment > move.moment)

    @given(order=ANY_ORDER, at=moments())
    def test_the_release_is_nobodys_to_send(self, order: Order, at: object) -> None:
        """The step behind a refusal is not a public event: it is QC-00 unless it was due."""
        decision = decide(order, ShipmentRelease(at))

        due = any(isinstance(s.event, ShipmentRelease) for s in advance(order, at).steps)
        assert decision.allowed == due
        assert due or decision.codes == {"QC-00"}


class TestTotality:
    """Whatever is handed in: an answer, or `Malformed`."""

    @given(order=ANY_ORDER | JUNK, event=events() | JUNK, policy=policies() | JUNK)
    def test_nothing_but_malformed(self, order: Order, event: Event, policy: Policy) -> None:
        """Junk is `Malformed` at every door, and nothing else is ever raised."""
        sound = (
            isinstance(order, Order) and isinstance(event, Event) and isinstance(policy, Policy)
        )
        for door in (decide, record, sketch, acted):
            with nullcontext() if sound else pytest.raises(Malformed):
                assert isinstance(door(order, event, policy), (Allowed, Denied))

    @given(order=ANY_ORDER | JUNK, until=moments() | JUNK, policy=policies() | JUNK)
    def test_nor_from_a_tick(self, order: Order, until: object, policy: Policy) -> None:
        """Swept or foreseen: junk is `Malformed`."""
        sound = isinstance(order, Order) and isinstance(policy, Policy)
        sound = sound and isinstance(until, datetime)
        for sweep in (advance, foresee):
            with nullcontext() if sound else pytest.raises(Malformed):
                assert sweep(order, until, policy).allowed

    @given(order=ANY_ORDER, event=events(), policy=policies())
    def test_apply_raises_its_own(self, order: Order, event: Event, policy: Policy) -> None:
        """`apply` raises `RuleBroken` with at least one violation, or nothing."""
        denied = not decide(order, event, policy).allowed

        with pytest.raises(RuleBroken) if denied else nullcontext() as broken:
            apply(order, event, policy)

        assert not denied or broken.value.violations

    @given(order=odd_orders(), at=moments(wide=True), data=st.data())
    def test_in_any_year(self, order: Order, at: object, data: st.DataObject) -> None:
        """No year is too far."""
        event = data.draw(events(at=at))

        assert isinstance(decide(order, event), (Allowed, Denied))

    def test_a_tick_needs_a_moment(self) -> None:
        """`advance` takes an aware moment."""
        with pytest.raises(Malformed):
            advance(Order("1"), "tomorrow")


def is_in_order(order: Order, event: Event) -> bool:
    """Say whether *event* is no earlier than what is known."""
    return order.last_at is None or event.moment >= order.last_at


class TestRecordNeverDenies:
    """What has really happened is accepted, with a warning for what should not have."""

    @given(order=ANY_ORDER, event=events(), policy=policies())
    def test_facts_are_facts(self, order: Order, event: Event, policy: Policy) -> None:
        """Every violation that `decide` would name comes back as a warning.

        Unless it is no news: another account of what is known has nothing to object to.
        """
        accepted = record(order, event, policy)

        asked = decide(order, event, policy)
        warned = {(f.rule, f.detail) for f in accepted.warnings}
        again = {"known", "more-exact", "another-day"} & {detail for _rule, detail in warned}
        assert all(found.severity is Severity.WARNING for found in accepted.warnings)
        if isinstance(asked, Denied) and is_in_order(order, event) and not again:
            assert {(f.rule, f.detail) for f in asked.violations} <= warned

    @given(order=ANY_ORDER, event=events(), policy=policies())
    def test_what_may_happen_happens_alike(
        self, order: Order, event: Event, policy: Policy
    ) -> None:
        """Where `decide` allows what is later than all that is known, `record` is the same."""
        asked = decide(order, event, policy)

        recorded = record(order, event, policy)
        assert recorded == asked or isinstance(asked, Denied) or not is_in_order(order, event)

    @given(order=ANY_ORDER, event=events(), policy=policies())
    def test_every_step_counts(self, order: Order, event: Event, policy: Policy) -> None:
        """A fact is at least one step, the steps chain, and the version counts them."""
        assume(not isinstance(event, ClockEvent))
        accepted = record(order, event, policy)

        versions = [step.version for step in accepted.steps]
        assert versions == list(range(order.version + 1, accepted.order.version + 1))
        assert accepted.steps
        assert accepted.steps[-1].target is accepted.order.state

    @given(
        order=orders(State.AWAITING_SHIPMENT),
        facts=st.lists(events(), min_size=1, max_size=4),
        policy=policies(),
        late=st.timedeltas(timedelta(0), timedelta(days=30)),
    )
    def test_no_breach_is_missed(
        self, order: Order, facts: list[Event], policy: Policy, late: timedelta
    ) -> None:
        """QC-12: wherever facts bring it, a duty is met, over, or seen to be missed."""
        for fact in facts:
            order = record(order, fact, policy).order
        assert order.duty is not None
        swept = advance(order, order.duty.due + late, policy).order

        ended = {State.CANCELLING, State.CANCELLED, State.SHIPPED, State.DELIVERED}
        assert swept.duty is not None
        assert swept.duty.missed or swept.duty.met_at or swept.state in ended

    @given(order=WATCHED, policy=policies())
    def test_the_clock_is_believed_once(self, order: Order, policy: Policy) -> None:
        """QC-12: a breach or a delay that is told again is said to be known."""
        move = next_move(order, policy)
        assume(isinstance(move, (DutyLapse, ShipDateLapse)))
        known = record(order, move, policy).order
        assume(next_move(known, policy) is None)

        again = record(known, move, policy)

        assert (again.order, again.steps, again.notices) == (known, (), ())
        assert {found.rule.code for found in again.warnings} == {"QC-00"}


class TestZones:
    """Japan is the only place where it matters what time it is."""

    @given(order=ANY_ORDER, at=moments(), zone=zones(), data=st.data())
    def test_the_callers_zone_does_not_matter(
        self, order: Order, at: object, zone: object, data: st.DataObject
    ) -> None:
        """The same moment told in another zone gives the same decision, written alike."""
        event = data.draw(events(at=at))
        elsewhere = attrs.evolve(event, at=at.astimezone(zone))

        assert elsewhere.at.isoformat() == event.at.isoformat()
        assert decide(order, elsewhere) == decide(order, event)

    def test_the_hosts_zone_does_not_matter(self) -> None:
        """Three hosts on three continents print the same story."""
        answers = {zone: _told_in(zone) for zone in ("UTC", "America/New_York", "Asia/Tokyo")}

        assert len(set(answers.values())) == 1
        assert "awaiting_shipment" in answers["UTC"]


_STORY = """
from datetime import date, datetime, timezone
from qoo10_cancel import *
at = datetime(2022, 8, 12, 14, 59, 30, tzinfo=timezone.utc)
order = Order("76206", State.SCHEDULED, ship_date=date(2022, 8, 12))
order = apply(order, CancelRequest(date(2022, 8, 12))).order
made = Evidence(made_to_order=True)
refusal = CancelRefusal(at, RefusalReason("made_to_order"), made, confirmed=True)
print(repr(apply(order, refusal)), apply(order, refusal).order.state.value)
"""


def _told_in(zone: str) -> str:
    home = {**os.environ, "TZ": zone}
    ended = subprocess.run(
        [sys.executable, "-c", _STORY], env=home, check=True, capture_output=True, text=True
    )
    return ended.stdout
