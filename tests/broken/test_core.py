"""The core broken on purpose, twenty times; each time a named check notices."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from unittest import mock

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test

import cases
import samples
from qoo10_cancel import CancelError, Duty, Order, Policy, State, apply, record
from qoo10_cancel.events import (
    EVENTS,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Delivery,
    DutyLapse,
    Event,
    EvidenceAdded,
    Refund,
    ShipDateLapse,
    Shipment,
    ShipmentRelease,
)
from qoo10_cancel.machine import course as room
from qoo10_cancel.machine import engine, refusal_rules, rules
from qoo10_cancel.machine.announcements import notices_of
from qoo10_cancel.machine.clock import next_move
from qoo10_cancel.machine.effects import _EFFECTS
from qoo10_cancel.machine.table import TABLE, Row, faults
from qoo10_cancel.notices import Notice
from qoo10_cancel.policy import TextPolicy
from qoo10_cancel.testing import OrderLife
from tables import Table, rows_for, standing_on

Breakage = AbstractContextManager[Any]


# The checks.


def wrong_cases(breakage: Breakage) -> set[str]:
    """Run the corpus on a broken core; name the cases that come out otherwise."""
    with breakage:
        return {case["name"] for case in cases.CASES if _differs(case)}


def _differs(case: dict[str, Any]) -> bool:
    try:
        return bool(cases.differences(case))
    except CancelError:
        return True


QUICK = settings(
    max_examples=3000,  # ends with the first find; what is broken shows within 150
    stateful_step_count=30,
    phases=[Phase.generate],
    database=None,
    derandomize=True,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


class HastyLife(OrderLife):
    """A life in which days pass, and the seller refuses whatever there is."""

    @rule()
    def days_pass(self) -> None:
        """Nobody ships for three days."""
        self.now += timedelta(days=3)
        self.somebody_sweeps()

    @rule()
    def the_seller_refuses(self) -> None:
        """Fit in every way, at any time."""
        self.offer(attrs.evolve(samples.EVENTS[CancelRefusal], at=self.now))


def broken_promise(breakage: Breakage) -> set[str]:
    """Live on a broken core; name the promises in whose check the life ended."""
    with breakage, pytest.raises(AssertionError) as ended:
        run_state_machine_as_test(HastyLife, settings=QUICK)
    return {frame.name for frame in traceback.extract_tb(ended.value.__traceback__)}


# The breakages.


def changed(change: Callable[[Row[Any]], Row[Any] | None]) -> Breakage:
    """Change or drop rows of the table."""
    table = tuple(new for row in TABLE if (new := change(row)) is not None)
    return standing_on(table)


def without(guard: Callable[..., Any]) -> Breakage:
    """Take one guard off every row."""
    return changed(
        lambda row: attrs.evolve(row, guards=tuple(g for g in row.guards if g is not guard))
    )


def delayed_may_be_refused() -> Breakage:
    """Let the row of 运送延期 through."""
    return changed(
        lambda row: (
            Row(row.source, row.event, State.REFUSED)
            if (row.source, row.event) == (State.SHIPPING_DELAYED, CancelRefusal)
            else row
        )
    )


def duty_until(due: Callable[[datetime], datetime]) -> Breakage:
    """Have the duty end at another moment."""

    def released(order: Order, event: Event, target: State, timeline: Any) -> Order:
        after = _EFFECTS_AS_THEY_ARE[ShipmentRelease](order, event, target, timeline)
        return attrs.evolve(after, duty=Duty(event.moment, due(event.moment)))

    return mock.patch.dict(_EFFECTS, {ShipmentRelease: released})


_EFFECTS_AS_THEY_ARE = dict(_EFFECTS)


def a_day_later(at: datetime) -> datetime:
    """Count 24 hours from the refusal."""
    return at + timedelta(days=1)


def midnight_in_utc(at: datetime) -> datetime:
    """End the day where London ends it in winter."""
    day = at.astimezone(UTC).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def breach_twice() -> Breakage:
    """Remember the breach only the second time."""

    def breached(order: Order, event: Event, target: State, timeline: Any) -> Order:
        duty = attrs.evolve(
            order.duty, reminded_at=order.duty.due, missed=order.duty.reminded_at == order.duty.due
        )
        after = _EFFECTS_AS_THEY_ARE[DutyLapse](order, event, target, timeline)
        return attrs.evolve(after, duty=duty)

    return mock.patch.dict(_EFFECTS, {DutyLapse: breached})


def lapse_shifted(shift: timedelta) -> Breakage:
    """Move the edge of the planned day."""
    lapse_of = Policy.lapse_of
    return mock.patch.object(Policy, "lapse_of", lambda self, day: lapse_of(self, day) + shift)


def limit(number: int) -> Breakage:
    """Move the 30 of QC-05."""
    moved = partial(Policy, text=TextPolicy(min_chars=number))
    return mock.patch.object(cases, "Policy", moved)


def never_put_back() -> Breakage:
    """Leave refused orders where they are."""

    def still(order: Order, policy: Policy) -> Event | None:
        return None if order.state is State.REFUSED else next_move(order, policy)

    return mock.patch.object(room, "next_move", still)


def keys_without_version() -> Breakage:
    """Name notices by their kind alone."""

    def keyless(*args: Any) -> tuple[Notice, ...]:
        return tuple(attrs.evolve(n, key=n.kind.value) for n in notices_of(*args))

    return mock.patch.object(room, "notices_of", keyless)


def effect_forgotten(event: type[Event]) -> Breakage:
    """Have an event leave nothing but the state."""
    return mock.patch.dict(_EFFECTS, {event: _EFFECTS_AS_THEY_ARE.get(Refund, _moved)})


def _moved(order: Order, event: Event, target: State, timeline: Any) -> Order:
    at = event.moment if order.last_at is None else max(order.last_at, event.moment)
    version = order.version + 1
    return attrs.evolve(order, state=target, version=version, last_at=at, timeline=timeline)


# The tests.


class TestTheCorpusNotices:
    """A broken rule makes the case go wrong that was written for it."""

    @pytest.mark.parametrize(
        ("breakage", "case"),
        [
            (without(refusal_rules.refusal_is_confirmed), "not confirmed"),
            (without(refusal_rules.planned_date_ahead), "the midnight after the planned day"),
            (without(refusal_rules.reason_agrees), "shipped, and nothing to show for it"),
            (without(refusal_rules.text_is_fit), "其他 in Chinese"),
            (without(refusal_rules.reason_is_chosen), "nothing is filled in"),
            (
                without(rules.refused_is_final),
                "the manual's own order: the buyer cannot ask again",
            ),
            (without(rules.pending_is_not_shipped), "while a request is pending"),
            (without(rules.shipped_is_returned), "after the shipment there is only a return"),
            (without(rules.date_is_ahead), "a date for yesterday"),
            (without(refusal_rules.duty_fits_the_day), "at 23:59:30 thirty seconds are left"),
            (delayed_may_be_refused(), "an order in 运送延期 cannot be refused"),
            (limit(29), "其他 with 29 characters"),
            (limit(31), "其他 with 30 characters"),
            (lapse_shifted(timedelta(microseconds=1)), "the midnight after the planned day"),
            (lapse_shifted(-timedelta(microseconds=1)), "the last microsecond of the planned day"),
            (duty_until(a_day_later), "at 23:59:30 thirty seconds are left"),
            (
                duty_until(midnight_in_utc),
                "15:30 in UTC is half past midnight in Japan: the next day's duty",
            ),
        ],
    )
    def test_by_name(self, breakage: Breakage, case: str) -> None:
        """The named case is among those that come out otherwise."""
        assert case in wrong_cases(breakage)

    def test_nothing_is_wrong_with_ours(self) -> None:
        """The unbroken core passes the very same check."""
        assert wrong_cases(standing_on(TABLE)) == set()


class TestALifeNotices:
    """A broken rule ends a life in the promise that was made for it."""

    @pytest.mark.parametrize(
        ("breakage", "promise"),
        [
            (without(rules.refused_is_final), "a_refused_order_is_never_asked_about_again"),
            (delayed_may_be_refused(), "only_a_pending_request_is_refused"),
            (duty_until(a_day_later), "a_duty_ends_with_its_day"),
            (duty_until(midnight_in_utc), "a_duty_ends_with_its_day"),
            (breach_twice(), "a_breach_is_recorded_once"),
            (never_put_back(), "a_refusal_puts_the_order_back"),
            (keys_without_version(), "no_notice_comes_twice"),
            (effect_forgotten(ShipmentRelease), "no_breach_is_missed"),
            (effect_forgotten(CancelRequest), "a_request_is_there_while_it_is_pending"),
            (effect_forgotten(CancelRefusal), "a_refusal_is_never_forgotten"),
        ],
    )
    def test_by_name(self, breakage: Breakage, promise: str) -> None:
        """The named promise is where it ended."""
        assert promise in broken_promise(breakage)

    def test_lost_ticks(self) -> None:
        """A tool that sweeps only when it likes misses a breach."""

        class Sleepy(HastyLife):
            """Takes the clock's moves only when somebody sweeps, and forgets them then."""

            def tick(self) -> Any:
                """Forget what was due."""
                return attrs.evolve(super().tick(), order=self.order, steps=(), notices=())

        with pytest.raises(AssertionError) as ended:
            run_state_machine_as_test(Sleepy, settings=QUICK)

        names = {frame.name for frame in traceback.extract_tb(ended.value.__traceback__)}
        assert "no_breach_is_missed" in names


class TestTheDoorsNotice:
    """The acting door checks each step against the index, and stops when they differ."""

    def test_a_truthy_guard(self) -> None:
        """`transitions` counts a truthy value that is no bool as no."""
        truthy = mock.patch.object(engine._Permit, "__call__", return_value="yes")

        with truthy, pytest.raises(CancelError, match="disagree"):
            apply(samples.ORDERS[State.SCHEDULED], samples.EVENTS[Shipment])

    def test_an_index_that_lies(self) -> None:
        """A target in the index that the machine does not know."""
        key = (State.CANCELLING, Refund)
        lie = attrs.evolve(rows_for(*key)[0], target=State.NEW)

        with (
            mock.patch.object(engine, "_INDEX", {**engine._INDEX, key: (lie,)}),
            pytest.raises(CancelError, match="Refund in cancelling"),
        ):
            apply(samples.ORDERS[State.CANCELLING], samples.EVENTS[Refund])

    def test_a_machine_that_lacks_a_row(self) -> None:
        """A step that the index knows and the machine does not."""
        poorer = engine._built(tuple(r for r in TABLE if r.source is not State.CANCELLING))

        with mock.patch.object(engine, "_MACHINE", poorer), pytest.raises(CancelError):
            apply(samples.ORDERS[State.CANCELLING], samples.EVENTS[Cancellation])

    def test_so_does_record(self) -> None:
        """Facts, too, are made by the machine where the table has a row for them."""
        poorer = engine._built(tuple(r for r in TABLE if r.source is not State.CANCELLING))

        with mock.patch.object(engine, "_MACHINE", poorer), pytest.raises(CancelError):
            record(samples.ORDERS[State.CANCELLING], samples.EVENTS[Cancellation])

    def test_a_machine_with_a_row_too_many(self) -> None:
        """A step that the machine would make and nobody allowed."""
        richer = engine._built((*TABLE, Row(State.SHIPPED, Refund, State.CANCELLED)))

        with mock.patch.object(engine, "_MACHINE", richer):
            assert engine._MACHINE.events["Refund"].transitions["SHIPPED"]
            with pytest.raises(CancelError, match="denied Refund"):
                apply(samples.ORDERS[State.SHIPPED], samples.EVENTS[Refund])


class TestTheStructureNotices:
    """A table that is not sound is named as such before anybody stands on it."""

    @pytest.mark.parametrize(
        ("table", "fault"),
        [
            (
                (*TABLE, Row(State.NEW, EvidenceAdded, State.NEW)),
                "2 rows for EvidenceAdded in new",
            ),
            (tuple(r for r in TABLE if r.event is not Delivery), "nothing leads to delivered"),
            (tuple(r for r in TABLE if r.source is not State.REFUSED), "refused is a trap"),
            (tuple(r for r in TABLE if r.event is not ShipDateLapse), "no row for ShipDateLapse"),
            ((*TABLE, Row(State.CANCELLED, Refund, State.NEW)), "cancelled is final, and Refund"),
        ],
    )
    def test_by_name(self, table: Table, fault: str) -> None:
        """The fault is said."""
        assert any(said.startswith(fault) for said in faults(table, EVENTS))


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def test_an_unbroken_life_goes_on() -> None:
    """The same check on the unbroken core ends in no promise."""
    with _nothing():
        run_state_machine_as_test(HastyLife, settings=settings(QUICK, max_examples=10))
