"""The outlook: what may be done now, why not, what comes next, who waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    JST,
    Allowed,
    CancelRefusal,
    Denied,
    EvidenceAdded,
    Malformed,
    Order,
    Policy,
    Purchase,
    RefusalReason,
    Request,
    Rule,
    ShipDateSet,
    Shipment,
    State,
    decide,
)
from qoo10_cancel.errors import UnknownLanguage
from qoo10_cancel.events import COMMANDS, By, ClockEvent, Event, ShipmentRelease
from qoo10_cancel.findings import Finding
from qoo10_cancel.machine.doors import advance
from qoo10_cancel.machine.outlook import (
    Action,
    Urgency,
    actions,
    due_events,
    forecast,
    next_moment,
    place_in_queue,
    queue,
    why,
)
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.notices import NoticeKind
from qoo10_cancel.order import NO_EVIDENCE, OPEN, PENDING, Duty, Looks
from qoo10_cancel.testing.strategies import (
    events,
    fit_refusals,
    moments,
    odd_orders,
    orders,
    policies,
)

ANY_ORDER = st.one_of(orders(), odd_orders())
RESTLESS_ORDER = st.sampled_from(sorted(OPEN, key=lambda state: state.value)).flatmap(orders)
COMMANDED = events(kind=By.SELLER)
INSTANT = timedelta(microseconds=1)
UNFILLED = {"QC-04.not-chosen", "QC-05.empty", "QC-09.no-evidence", "QC-10.not-confirmed"}


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """List the findings by their keys."""
    return [found.key for found in findings]


def action_for(command: type[Event], every: tuple[Action, ...]) -> Action:
    """Pick the one about *command*."""
    [one] = [waiting for waiting in every if waiting.command is command]
    return one


@st.composite
def good_drafts(draw: st.DrawFn, command: type[Event], at: datetime) -> Event:
    """Draw commands in which everything that is needed is filled in, and well."""
    if command is CancelRefusal:
        return draw(fit_refusals(at=at))
    if command is ShipDateSet:
        return ShipDateSet(at, ship_date=at.date() + timedelta(days=2))
    if command is Shipment:
        return Shipment(at, "佐川急便", "412098765433")
    return command(at)


class TestActionsAgreeWithDecide:
    """With a draft the answer of `actions` is the answer of `decide`, code by code."""

    @given(order=ANY_ORDER, draft=COMMANDED, at=moments(), policy=policies())
    def test_on_any_draft(self, order: Order, draft: Event, at: datetime, policy: Policy) -> None:
        """The same violations and warnings; allowed exactly when allowed."""
        action = action_for(type(draft), actions(order, at, policy, draft))

        decision = decide(order, attrs.evolve(draft, at=at), policy)

        assert action.allowed is isinstance(decision, Allowed)
        assert action.warnings == decision.warnings
        if isinstance(decision, Denied):
            assert action.blocked_by == decision.violations
            assert action.leads_to is action.duty_due is action.until is None
            assert action.notices == ()

    @given(order=ANY_ORDER, draft=COMMANDED, at=moments(), policy=policies())
    def test_on_what_follows(
        self, order: Order, draft: Event, at: datetime, policy: Policy
    ) -> None:
        """Where it leads, which duty it starts, whom it tells."""
        action = action_for(type(draft), actions(order, at, policy, draft))

        decision = decide(order, attrs.evolve(draft, at=at), policy)

        if isinstance(decision, Allowed):
            swept = advance(order, at, policy)
            kinds = tuple(notice.kind for notice in decision.notices[len(swept.notices) :])
            steps = decision.steps[len(swept.steps) :]
            assert action.leads_to is decision.order.state
            assert action.notices == kinds
            starts = any(isinstance(step.event, ShipmentRelease) for step in steps)
            assert action.duty_due == (decision.order.duty.due if starts else None)

    @pytest.mark.parametrize("planned", [date(2022, 8, 13), date(2022, 8, 20)])
    def test_nothing_is_said_of_a_date_that_nobody_chose(self, planned: date) -> None:
        """To be set is a date; which one it would change is not known yet."""
        order = attrs.evolve(samples.ORDERS[State.SCHEDULED], ship_date=planned)

        action = action_for(ShipDateSet, actions(order, samples.NOON))

        assert (action.allowed, action.needs, action.warnings) == (True, ("ship_date",), ())

    def test_nothing_is_said_of_a_parcel_that_nobody_named(self) -> None:
        """It is asked for; only of a draft it is pointed out. All else is said of both."""
        unpaid = Purchase(paid_at=samples.NOON + timedelta(days=1))
        order = attrs.evolve(samples.ORDERS[State.SCHEDULED], purchase=unpaid)
        draft = Shipment(samples.NOON, "佐川急便")

        blank = action_for(Shipment, actions(order, samples.NOON))
        named = action_for(Shipment, actions(order, samples.NOON, draft=draft))

        assert codes(blank.warnings) == ["QC-13.before-payment"]
        assert codes(named.warnings) == ["QC-13.no-parcel", "QC-13.before-payment"]

    @given(order=ANY_ORDER, at=moments(), policy=policies(), draft=st.none() | COMMANDED)
    def test_every_command_is_there(
        self, order: Order, at: datetime, policy: Policy, draft: Event | None
    ) -> None:
        """Each command once, in the same order, whatever the draft."""
        assert tuple(a.command for a in actions(order, at, policy, draft)) == COMMANDS

    @given(order=ANY_ORDER, at=moments(), policy=policies())
    def test_a_sweep_makes_no_difference(self, order: Order, at: datetime, policy: Policy) -> None:
        """The answer is the same before and after the clock has been swept."""
        swept = advance(order, at, policy).order

        assert actions(order, at, policy) == actions(swept, at, policy)


class TestWhatIsMissingDoesNotBlock:
    """Without a draft, what is missing is in `needs`; filled in well, the answer holds."""

    @given(data=st.data(), order=ANY_ORDER, at=moments(), policy=policies())
    def test_a_good_draft_keeps_the_promise(
        self, data: st.DataObject, order: Order, at: datetime, policy: Policy
    ) -> None:
        """Allowed without a draft: allowed with a good one, and the same follows from it."""
        order = attrs.evolve(order, evidence=NO_EVIDENCE)  # nothing on record is still to come
        command = data.draw(st.sampled_from(COMMANDS))
        blank = action_for(command, actions(order, at, policy))
        draft = data.draw(good_drafts(command, at))

        filled = action_for(command, actions(order, at, policy, draft))

        assert blank.allowed is filled.allowed
        assert (blank.leads_to, blank.notices) == (filled.leads_to, filled.notices)
        assert (blank.duty_due, blank.until) == (filled.duty_due, filled.until)
        assert codes(blank.blocked_by) == codes(filled.blocked_by)
        assert filled.needs == ()

    @given(order=ANY_ORDER, draft=COMMANDED, at=moments(), policy=policies())
    def test_what_blocks_blocks_every_draft(
        self, order: Order, draft: Event, at: datetime, policy: Policy
    ) -> None:
        """No draft gets past what blocks without one."""
        blank = action_for(type(draft), actions(order, at, policy))

        filled = action_for(type(draft), actions(order, at, policy, draft))

        assert not UNFILLED & set(codes(blank.blocked_by))
        assert {f.rule for f in blank.blocked_by} <= {f.rule for f in filled.blocked_by}

    @pytest.mark.parametrize(
        ("command", "needs"),
        [
            (ShipDateSet, ("ship_date",)),
            (EvidenceAdded, ("evidence",)),
            (CancelRefusal, ("reason", "confirmed")),
            (Shipment, ("carrier", "tracking_no")),
        ],
    )
    @given(order=orders(), at=moments(), policy=policies())
    def test_needs_are_named(
        self,
        command: type[Event],
        needs: tuple[str, ...],
        order: Order,
        at: datetime,
        policy: Policy,
    ) -> None:
        """A command that needs input says which, whatever the order."""
        assert action_for(command, actions(order, at, policy)).needs == needs

    @pytest.mark.parametrize(
        ("draft", "needs"),
        [
            (CancelRefusal(samples.NOON), ("reason", "confirmed")),
            (CancelRefusal(samples.NOON, RefusalReason("other")), ("text", "confirmed")),
            (CancelRefusal(samples.NOON, RefusalReason("prepared")), ("evidence", "confirmed")),
            (CancelRefusal(samples.NOON, RefusalReason("other", samples.TEXT)), ("confirmed",)),
            (Shipment(samples.NOON, "佐川急便"), ("tracking_no",)),
            (Shipment(samples.NOON, None, "412098765433"), ("carrier",)),
        ],
    )
    def test_a_half_filled_draft(self, draft: Event, needs: tuple[str, ...]) -> None:
        """What a draft leaves out is named, too; for a refusal it blocks by then."""
        order = samples.ORDERS[State.CANCEL_REQUESTED]

        action = action_for(type(draft), actions(order, samples.NOON, draft=draft))

        decision = decide(order, draft)
        assert action.needs == needs
        assert action.blocked_by == decision.violations
        assert action.warnings == decision.warnings

    def test_the_buyer_will_be_told(self) -> None:
        """QC-16: before a reason is chosen it is clear already that the buyer is told."""
        refuse = action_for(
            CancelRefusal, actions(samples.ORDERS[State.CANCEL_REQUESTED], samples.NOON)
        )

        kinds = [NoticeKind.REFUSAL, NoticeKind.REFUSAL, NoticeKind.DUTY_STARTED]
        assert list(refuse.notices) == kinds


class TestUntil:
    """`until` is the moment from which on a refusal is no longer possible (QC-03)."""

    @given(order=orders(State.CANCEL_REQUESTED), policy=policies(), days=st.integers(1, 5))
    def test_it_is_the_first_moment_too_late(
        self, order: Order, policy: Policy, days: int
    ) -> None:
        """A microsecond earlier it may be done, at that moment it may not."""
        order = attrs.evolve(order, ship_date=order.last_at.date() + timedelta(days))
        policy = attrs.evolve(policy, lift=policy.lift - {Rule.PLANNED_DATE_AHEAD})
        refuse = action_for(CancelRefusal, actions(order, order.last_at, policy))

        early, late = (
            action_for(CancelRefusal, actions(order, at, policy))
            for at in (refuse.until - INSTANT, refuse.until)
        )

        assert early.allowed
        assert codes(late.blocked_by) == ["QC-03.planned-date-passed"]

    @given(order=orders(State.CANCEL_REQUESTED), at=moments(), policy=policies())
    def test_none_means_that_nothing_ends_it(
        self, order: Order, at: datetime, policy: Policy
    ) -> None:
        """Where no moment is named, it may be done a year later."""
        refuse = action_for(CancelRefusal, actions(order, at, policy))
        assume(refuse.allowed and refuse.until is None)

        later = action_for(CancelRefusal, actions(order, at + timedelta(days=365), policy))

        assert later.allowed

    def test_none_means_that_nothing_ends_it_where_it_is_lifted(self) -> None:
        """With QC-03 lifted no moment is named, though a date is known."""
        order = samples.ORDERS[State.CANCEL_REQUESTED]

        refuse = action_for(CancelRefusal, actions(order, samples.NOON, Policy(lift={"QC-03"})))

        assert refuse.allowed
        assert refuse.until is None

    @pytest.mark.parametrize(("planned_day", "day"), [(True, 16), (False, 15)])
    def test_the_planned_day_is_a_switch(self, planned_day: bool, day: int) -> None:
        """Planned for the 15th: until the 16th begins, or until the 15th does."""
        order = samples.ORDERS[State.CANCEL_REQUESTED]

        refuse = action_for(
            CancelRefusal, actions(order, samples.NOON, Policy(planned_day=planned_day))
        )

        assert refuse.until.isoformat() == f"2022-08-{day}T00:00:00+09:00"


class TestActionsAreAskedWell:
    """What is no command, no moment or no order is `Malformed`."""

    @pytest.mark.parametrize(
        "draft", [samples.EVENTS[c] for c in samples.EVENTS if c not in COMMANDS]
    )
    def test_a_draft_is_a_command(self, draft: Event) -> None:
        """An event that the seller cannot cause is no draft."""
        with pytest.raises(Malformed, match=f"{type(draft).__name__} is not a command"):
            actions(Order("1"), samples.NOON, draft=draft)

    @pytest.mark.parametrize(
        "ask",
        [
            lambda order, policy: actions(order, samples.NOON, policy),
            lambda order, policy: due_events(order, samples.NOON, policy),
            lambda order, policy: forecast(order, samples.NOON, policy),
            lambda order, policy: queue([order], samples.NOON, policy),
            lambda order, policy: why(order, samples.EVENTS[Shipment], policy),
            next_moment,
            place_in_queue,
        ],
    )
    @pytest.mark.parametrize(
        ("order", "policy", "wrong"),
        [
            ("1", Policy(), "an order is an Order"),
            (None, Policy(), "an order is an Order"),
            (Order("1"), "strict", "a policy is a Policy"),
            (Order("1"), None, "a policy is a Policy"),
        ],
    )
    def test_of_an_order_under_a_policy(
        self, ask: Callable[..., object], order: Any, policy: Any, wrong: str
    ) -> None:
        """Whatever is asked about anything else says so."""
        with pytest.raises(Malformed, match=wrong):
            ask(order, policy)

    def test_a_moment_has_a_zone(self) -> None:
        """A naive moment is refused."""
        with pytest.raises(Malformed, match="naive"):
            actions(Order("1"), datetime(2022, 8, 12))  # noqa: DTZ001


class TestWhy:
    """`why` answers first, then gives one sentence for each finding, in four languages."""

    @given(
        lang=st.sampled_from(list(LANGUAGES)), order=ANY_ORDER, event=events(), policy=policies()
    )
    def test_one_sentence_a_finding(
        self, lang: str, order: Order, event: Event, policy: Policy
    ) -> None:
        """The answer, the violations, the warnings: each with its code; never an exception."""
        decision = decide(order, event, policy)
        violations = () if isinstance(decision, Allowed) else decision.violations

        first, *rest = why(order, event, policy, lang=lang)

        assert order.order_no in first
        assert [line[:6] for line in rest] == [
            f"{found.rule.code}:" for found in (*violations, *decision.warnings)
        ]
        assert all("{" not in line and line.isprintable() for line in (first, *rest))

    @given(order=ANY_ORDER, event=events(), policy=policies())
    def test_the_first_sentence_answers(self, order: Order, event: Event, policy: Policy) -> None:
        """Yes or no, as `decide` has it."""
        first = why(order, event, policy)[0]

        assert ("not possible" not in first) is decide(order, event, policy).allowed

    def test_as_it_stands_at_that_moment(self) -> None:
        """An order whose date has passed is named as delayed, though nobody has swept."""
        planned = samples.ORDERS[State.SCHEDULED]
        refusal = CancelRefusal(samples.NOON + timedelta(days=9))

        first, second, *_ = why(planned, refusal)

        assert "delayed" in first
        assert second.startswith("QC-02: ")

    def test_an_unknown_language(self) -> None:
        """A language that nobody speaks here is an error."""
        with pytest.raises(UnknownLanguage):
            why(Order("1"), samples.EVENTS[Shipment], lang="qaa")


class TestTheNextMoment:
    """`next_moment`, `due_events` and `forecast` tell what the clock will bring."""

    @given(order=ANY_ORDER | RESTLESS_ORDER, policy=policies())
    def test_something_happens_then_and_not_before(self, order: Order, policy: Policy) -> None:
        """At that moment a move is due; a microsecond earlier none is."""
        moment = next_moment(order, policy)
        assume(moment is not None)

        before = forecast(order, moment - INSTANT, policy)
        then = forecast(order, moment, policy)

        assert before == Allowed(order, (), (), ())
        assert then.steps[0].event.moment == moment

    @given(order=ANY_ORDER, policy=policies(), far=st.timedeltas(timedelta(0), timedelta(999)))
    def test_none_means_never(self, order: Order, policy: Policy, far: timedelta) -> None:
        """Where no moment is named, nothing is ever due."""
        assume(next_moment(order, policy) is None)

        assert due_events(order, samples.NOON + far, policy) == ()

    @given(order=ANY_ORDER, at=moments(), policy=policies())
    def test_due_events_are_the_clocks(self, order: Order, at: datetime, policy: Policy) -> None:
        """Every move up to that moment, in the order in which they come, and the clock's only."""
        due = due_events(order, at, policy)

        steps = advance(order, at, policy).steps
        assert list(due) == [s.event for s in steps if isinstance(s.event, ClockEvent)]
        assert all(event.moment <= at for event in due)

    @given(order=ANY_ORDER, until=moments(), policy=policies())
    def test_a_forecast_is_a_walk(self, order: Order, until: datetime, policy: Policy) -> None:
        """Looking ahead is the same as waiting for each next moment in turn."""
        now, steps, notices, warnings = order, [], [], []
        while (moment := next_moment(now, policy)) is not None and moment <= until:
            gone = advance(now, moment, policy)
            assert gone.steps
            now = gone.order
            steps += gone.steps
            notices += gone.notices
            warnings += gone.warnings

        walked = Allowed(now, tuple(steps), tuple(notices), tuple(warnings))
        assert forecast(order, until, policy) == walked


def asked_orders() -> st.SearchStrategy[Order]:
    """Draw orders with a pending request that has no duty beside it."""
    asked = st.sampled_from(sorted(PENDING, key=str)).flatmap(orders)
    return asked.map(lambda order: attrs.evolve(order, duty=None))


def waiting(order_no: str, state: State = State.NEW, **known: object) -> Order:
    """Make an order that waits."""
    return Order(order_no, state, **known)


DAY = timedelta(days=1)
QUEUED = [
    waiting(
        "9", State.AWAITING_SHIPMENT, duty=Duty(samples.NOON - DAY, samples.NOON, missed=True)
    ),
    waiting(
        "8",
        State.CANCEL_REQUESTED,
        ship_date=date(2022, 8, 19),
        request=Request(samples.NOON, State.AWAITING_SHIPMENT),
        duty=Duty(samples.NOON, samples.NOON + DAY / 3),
    ),
    waiting("7", State.AWAITING_SHIPMENT, duty=Duty(samples.NOON, samples.NOON + DAY / 2)),
    waiting("6", State.AWAITING_SHIPMENT),
    waiting("5", State.WITHDRAWAL_ASKED, ship_date=date(2022, 8, 14)),
    waiting("4", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15)),
    waiting("3", State.CANCEL_REQUESTED),
    waiting("22", State.SHIPPING_DELAYED, ship_date=date(2022, 8, 11), last_at=samples.NOON),
    waiting("1", State.SCHEDULED, ship_date=date(2022, 8, 20), last_at=samples.NOON - DAY),
    waiting("2", purchase=Purchase(ordered_at=samples.NOON - 9 * DAY), last_at=samples.NOON),
    waiting("21", State.SHIPPING_DELAYED, last_at=samples.NOON - 5 * DAY),
    waiting("20", last_at=samples.NOON - DAY),
    waiting("10"),
]
"""Orders, the most urgent first."""


class TestTheQueue:
    """Duties by their end, then requests by their last moment, then by planned date and age."""

    @given(shuffled=st.permutations(QUEUED))
    def test_it_is_sorted_as_documented(self, shuffled: list[Order]) -> None:
        """In whatever order they are given, they come out in the one that matters."""
        numbers = [waiting.order.order_no for waiting in queue(shuffled, samples.NOON)]

        assert numbers == [order.order_no for order in QUEUED]

    def test_what_waiting_costs(self) -> None:
        """Each says what waiting costs, and when."""
        seen = [(waiting.urgency, waiting.until) for waiting in queue(QUEUED, samples.NOON)]

        assert [urgency.name for urgency, _ in seen] == ["DUTY"] * 4 + ["REQUEST"] * 3 + [
            "REST"
        ] * 6
        assert [until and until.isoformat()[8:16] for _, until in seen] == [
            "12T12:00",
            "12T20:00",
            "13T00:00",
            None,
            "15T00:00",
            "16T00:00",
            None,
            "12T00:00",
            "21T00:00",
            None,
            None,
            None,
            None,
        ]

    @given(several=st.lists(ANY_ORDER, max_size=4), at=moments(), policy=policies())
    def test_nobody_who_waits_is_left_out(
        self, several: list[Order], at: datetime, policy: Policy
    ) -> None:
        """Everyone but the shipped and the cancelled is there, once, as of that moment."""
        now = [advance(order, at, policy).order for order in several]
        ended = (State.SHIPPED, State.DELIVERED, State.CANCELLING, State.CANCELLED)

        queued = [waiting.order for waiting in queue(several, at, policy)]

        assert sorted(map(repr, queued)) == sorted(
            repr(order) for order in now if order.state not in ended
        )

    @given(several=st.lists(ANY_ORDER, max_size=4), at=moments(), policy=policies())
    def test_a_tick_makes_no_difference(
        self, several: list[Order], at: datetime, policy: Policy
    ) -> None:
        """Swept before or not: the same queue."""
        swept = [advance(order, at, policy).order for order in several]

        assert queue(several, at, policy) == queue(swept, at, policy)

    @given(several=st.lists(ANY_ORDER, max_size=4), at=moments(), policy=policies())
    def test_dearer_comes_first(self, several: list[Order], at: datetime, policy: Policy) -> None:
        """Urgency first; within it a known moment before a later one and before none."""
        ranks = [
            (waiting.urgency.value, waiting.until is None, waiting.until or samples.NOON)
            for waiting in queue(several, at, policy)
        ]

        assert ranks == sorted(ranks)

    @given(order=asked_orders(), at=moments(), policy=policies())
    def test_a_request_waits_until_it_cannot_be_refused(
        self, order: Order, at: datetime, policy: Policy
    ) -> None:
        """A request's moment is the end of its planned date, unless QC-03 is lifted."""
        [waiting] = queue([order], at, policy)

        assert waiting.urgency is Urgency.REQUEST
        planned = order.ship_date
        endless = planned is None or Rule("QC-03") in policy.lift
        assert waiting.until == (None if endless else policy.lapse_of(planned))

    @pytest.mark.parametrize(
        ("state", "open_questions", "urgency", "todo"),
        [
            (State.SHIPPED, True, Urgency.QUESTION, "question"),
            (State.CANCELLING, True, Urgency.QUESTION, "question"),
            (State.SCHEDULED, True, Urgency.QUESTION, "question"),
            (State.SCHEDULED, False, Urgency.REST, "scheduled"),
            (State.CANCEL_REQUESTED, True, Urgency.REQUEST, "question"),
            (State.CANCEL_REQUESTED, False, Urgency.REQUEST, "request"),
            (State.AWAITING_SHIPMENT, True, Urgency.DUTY, "question"),
            (State.AWAITING_SHIPMENT, False, Urgency.DUTY, "duty"),
        ],
    )
    def test_a_question_waits_with_its_order(
        self, state: State, open_questions: bool, urgency: Urgency, todo: str
    ) -> None:
        """An order that no list shows any longer: whatever else waits, the question is there."""
        looks = Looks(claims_at=samples.NOON, shipping_at=samples.NOON)
        order = samples.ORDERS[state]

        [one] = queue(
            [attrs.evolve(order, looks=looks) if open_questions else order], samples.NOON
        )

        assert (one.urgency, one.todo) == (urgency, todo)
        assert codes(one.questions) == (["QC-00.vanished"] if open_questions else [])

    @pytest.mark.parametrize(
        ("duty", "urgency"),
        [
            ({}, Urgency.DUTY),
            ({"missed": True}, Urgency.REQUEST),
            ({"met_at": samples.NOON}, Urgency.REQUEST),
            ({"met_at": samples.NOON, "missed": True}, Urgency.REQUEST),
        ],
    )
    def test_a_second_request(self, duty: dict[str, Any], urgency: Urgency) -> None:
        """It does not end the duty; once the duty is over, it waits as a request does."""
        duties = attrs.evolve(samples.RUNNING, **duty)
        order = attrs.evolve(samples.ORDERS[State.CANCEL_REQUESTED], duty=duties)

        assert [one.urgency for one in queue([order], samples.NOON)] == [urgency]

    @given(off=st.integers(-2, 2))
    def test_a_duty_is_missed_from_its_end_on(self, off: int) -> None:
        """At midnight what is to be done is no longer the same."""
        order = samples.ORDERS[State.AWAITING_SHIPMENT]

        [one] = queue([order], datetime(2022, 8, 13, tzinfo=JST) + off * INSTANT)

        assert one.todo == ("duty" if off < 0 else "missed")

    @given(off=st.integers(-2, 2))
    def test_it_is_the_queue_of_that_very_moment(self, off: int) -> None:
        """A planned date that passes at the moment asked about has passed."""
        order = samples.ORDERS[State.SCHEDULED]

        [one] = queue([order], datetime(2022, 8, 16, tzinfo=JST) + off * INSTANT)

        assert one.todo == ("scheduled" if off < 0 else "shipping_delayed")

    @given(several=st.lists(ANY_ORDER, max_size=4), at=moments(), policy=policies())
    def test_places_sort_as_the_queue_does(
        self, several: list[Order], at: datetime, policy: Policy
    ) -> None:
        """Sorted as text, then by number; who has no place does not wait."""
        swept = [advance(order, at, policy).order for order in several]
        placed = [(place_in_queue(order, policy), order.order_no, order) for order in swept]

        wanted = sorted((one for one in placed if one[0]), key=lambda one: one[:2])

        assert [(one[0], one[1]) for one in wanted] == [
            (place_in_queue(one.order, policy), one.order.order_no)
            for one in queue(swept, at, policy)
        ]
        assert all(str(one[0]).startswith(f"{policy.version} ") for one in wanted)

    def test_each_order_is_looked_at_once(self) -> None:
        """The work grows with the orders: one look each, from any iterable."""
        looked = []

        def pass_by(several: list[Order]) -> object:
            for order in several:
                looked.append(order.order_no)
                yield order

        queue(pass_by(QUEUED), samples.NOON)

        assert len(looked) == len(QUEUED)
