"""One class per rule; each says the rule, and each test one claim about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    JST,
    Allowed,
    Decision,
    Denied,
    Duty,
    Evidence,
    Order,
    Policy,
    Purchase,
    ReasonKind,
    RefusalReason,
    Request,
    Rule,
    State,
    decide,
    record,
)
from qoo10_cancel.events import (
    EVENTS,
    CancelApproval,
    CancelRefusal,
    CancelRequest,
    Delivery,
    DutyLapse,
    Event,
    EvidenceAdded,
    FakeShipmentFound,
    ShipDateLapse,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
)
from qoo10_cancel.findings import Finding
from qoo10_cancel.machine import actions, number_is_its_own, observe, refusal_rules, rules
from qoo10_cancel.machine.table import TABLE, Guard
from qoo10_cancel.snapshot import Shipping, Snapshot
from qoo10_cancel.testing.strategies import (
    days,
    events_of,
    evidences,
    fit_refusals,
    moments,
    odd_orders,
    orders,
    policies,
    poor_texts,
    proofs,
    reasons,
)

GUARDS = {guard: row.event for row in TABLE for guard in row.guards}
"""Every guard that stands on a row, with the event that it is asked about."""
PENDING = st.sampled_from((State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED))
MICRO = timedelta(microseconds=1)
NEAR = st.integers(-3, 3).map(lambda micros: micros * MICRO)
SHORT = "商品は本日発送済みのため、取り消しをお受けできませんのでご"
FIT = samples.EVENTS[CancelRefusal]


def pending(**known: object) -> Order:
    """Give the plain order whose request waits for an answer."""
    return attrs.evolve(samples.ORDERS[State.CANCEL_REQUESTED], **known)


def bare(state: State) -> st.SearchStrategy[Order]:
    """Draw orders of which nothing is recorded that could speak against a reason."""
    return orders(state).map(lambda order: attrs.evolve(order, evidence=Evidence()))


def refusal(**other: object) -> CancelRefusal:
    """Give a refusal that is fit but for what is named."""
    return attrs.evolve(FIT, **other)


def warned(decision: Decision) -> set[str]:
    """List the warnings as `QC-03.planned-day-is-today`."""
    return {found.key for found in decision.warnings}


class TestNotExpected:
    """QC-00. An event that does not happen to an order in this state is denied, alone."""

    @pytest.mark.parametrize("state", [State.SHIPPED, State.DELIVERED, State.CANCELLED])
    @pytest.mark.parametrize("cls", [CancelApproval, WithdrawalAsked, ShipDateSet])
    def test_it_stands_alone(self, state: State, cls: type[Event]) -> None:
        """One violation, which names the state and the event."""
        denied = decide(samples.ORDERS[state], samples.EVENTS[cls])

        assert isinstance(denied, Denied)
        detail = "closed" if state is State.CANCELLED else "sent-already"
        assert [found.key for found in denied.violations] == [f"QC-00.{detail}"]
        assert denied.violations[0].params == {"state": state.value, "event": cls.__name__}

    @given(order=orders(State.CANCELLED), event=st.sampled_from(list(samples.EVENTS.values())))
    def test_nothing_happens_to_a_cancelled_order(self, order: Order, event: Event) -> None:
        """取消完成 is the end: only a refusal gets another answer, QC-01."""
        assert not decide(order, event).allowed

    @pytest.mark.parametrize(
        ("state", "cls", "detail", "remedy"),
        [
            ("withdrawal_asked", WithdrawalAsked, "asked-already", "wait for the buyer's answer"),
            ("scheduled", CancelApproval, "no-open-request", "if J·QSM shows a request"),
            ("shipping_delayed", WithdrawalAsked, "no-open-request", "if J·QSM shows a request"),
            ("shipped", Shipment, "sent-already", "do nothing"),
            ("cancelling", Shipment, "closed", "do not ship it"),
            ("scheduled", Delivery, "not-expected", "check the order's state in J·QSM"),
        ],
    )
    def test_the_remedy_fits_the_state(
        self, state: str, cls: type[Event], detail: str, remedy: str
    ) -> None:
        """A command that comes too early or too late says what to do instead."""
        order, event = samples.ORDERS[State(state)], samples.EVENTS[cls]

        denied = decide(order, event)

        assert [found.detail for found in denied.violations] == [detail]
        assert remedy in denied.violations[0].remedy("en")
        assert f"QC-00.{detail}" in warned(record(order, event))


class TestGuardsElsewhere:
    """A guard that is asked where its rule has nothing to say says nothing."""

    @pytest.mark.parametrize(
        ("guard", "order", "event"),
        [
            (refusal_rules.only_pending_is_refused, State.CANCEL_REQUESTED, CancelRefusal),
            (refusal_rules.only_pending_is_refused, State.WITHDRAWAL_ASKED, CancelRefusal),
            (refusal_rules.delayed_is_free, State.SCHEDULED, CancelRefusal),
            (rules.pending_is_not_shipped, State.AWAITING_SHIPMENT, Shipment),
            (rules.shipped_is_returned, State.AWAITING_SHIPMENT, CancelRequest),
            (rules.refused_is_final, State.SHIPPED, CancelRequest),
            (rules.duty_is_met_in_time, State.SHIPPED, Shipment),
        ],
    )
    def test_it_is_silent(self, guard: Guard[Any], order: State, event: type[Event]) -> None:
        """No finding at all."""
        assert guard(samples.ORDERS[order], samples.EVENTS[event], Policy()) == ()

    def test_a_duty_that_was_met_is_not_late(self) -> None:
        """A second shipment, a day later, is late for nothing."""
        met = attrs.evolve(samples.RUNNING, met_at=samples.NOON)
        order = attrs.evolve(samples.ORDERS[State.AWAITING_SHIPMENT], duty=met)

        late = Shipment(samples.NOON + timedelta(days=1))
        assert rules.duty_is_met_in_time(order, late, Policy()) == ()


class TestEveryGuard:
    """A guard is pure and total: any order, any event of its kind, any policy gives findings."""

    @pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
    @settings(max_examples=15)
    @given(data=st.data(), order=odd_orders(), policy=policies())
    def test_it_gives_findings(
        self, guard: Guard[Any], data: st.DataObject, order: Order, policy: Policy
    ) -> None:
        """A tuple of them, empty where it has nothing to say, and the same when asked again."""
        event = data.draw(events_of(GUARDS[guard]))

        findings = guard(order, event, policy)

        assert isinstance(findings, tuple)
        assert all(isinstance(found, Finding) for found in findings)
        assert guard(order, event, policy) == findings


class TestOnlyPendingIsRefused:
    """QC-01. Only a pending cancel request can be refused."""

    @given(data=st.data(), state=st.sampled_from(State))
    def test_in_every_state(self, data: st.DataObject, state: State) -> None:
        """QC-01 is named in every state but the pending ones and 运送延期."""
        order = data.draw(bare(state))
        decision = decide(order, data.draw(fit_refusals(at=order.last_at)))

        codes = set() if isinstance(decision, Allowed) else decision.codes
        allowed_here = ("cancel_requested", "withdrawal_asked", "shipping_delayed")
        assert ("QC-01" in codes) == (state.value not in allowed_here)

    def test_it_says_whether_it_was_refused_before(self) -> None:
        """An order without a request and one refused already are told apart."""
        never = decide(samples.ORDERS[State.SCHEDULED], FIT)
        before = decide(samples.ORDERS[State.AWAITING_SHIPMENT], FIT)

        assert [found.detail for found in never.violations] == ["no-request"]
        assert [found.detail for found in before.violations] == ["already-refused"]
        assert before.violations[0].params == {"state": "awaiting_shipment"}

    def test_nobody_is_told_to_ship_what_is_cancelled(self) -> None:
        """Refused once and cancelled since: there is no request, and that is all."""
        cancelled = attrs.evolve(samples.ORDERS[State.CANCELLED], refused_at=samples.NOON)

        assert [found.detail for found in decide(cancelled, FIT).violations] == ["no-request"]

    def test_every_other_objection_comes_with_it(self) -> None:
        """Where nothing can be refused, all that is wrong is still said at once."""
        denied = decide(samples.ORDERS[State.SCHEDULED], CancelRefusal(samples.NOON))

        assert denied.codes == {"QC-01", "QC-04", "QC-10"}


class TestDelayedIsFree:
    """QC-02. An order in 运送延期 cannot be refused; the buyer cancels freely."""

    @given(data=st.data(), order=bare(State.SHIPPING_DELAYED))
    def test_no_refusal_gets_through(self, data: st.DataObject, order: Order) -> None:
        """However good the reason: QC-02, and not QC-01."""
        denied = decide(order, data.draw(fit_refusals(at=order.last_at)))

        assert denied.codes == {"QC-02", "QC-03"}

    @given(late=st.timedeltas(timedelta(0), timedelta(days=3)))
    def test_without_a_sweep(self, late: timedelta) -> None:
        """Once the planned day is over the order is 运送延期, whether swept or not."""
        end = datetime(2022, 8, 16, tzinfo=JST)

        denied = decide(samples.ORDERS[State.SCHEDULED], refusal(at=end + late))

        assert denied.codes == {"QC-02", "QC-03"}


class TestPlannedDateAhead:
    """QC-03. At the moment of refusal the planned ship date has not passed."""

    @given(planned=days(), off=NEAR, planned_day=st.booleans())
    def test_the_edge_is_a_midnight_in_japan(
        self, planned: date, off: timedelta, planned_day: bool
    ) -> None:
        """In time until the planned day ends, or begins where the policy says so."""
        midnight = datetime(planned.year, planned.month, planned.day, tzinfo=JST)
        edge = midnight + timedelta(days=1) if planned_day else midnight
        order = pending(ship_date=planned)

        decision = decide(order, refusal(at=edge + off), Policy(planned_day=planned_day))

        assert decision.allowed == (off < timedelta(0))

    @given(at=moments())
    def test_the_planned_day_itself_warns(self, at: datetime) -> None:
        """On the planned day it is allowed, with a warning; a day before without."""
        today = at.astimezone(JST).date()

        now = decide(pending(ship_date=today), refusal(at=at))
        ahead = decide(pending(ship_date=today + timedelta(days=1)), refusal(at=at))

        assert "QC-03.planned-day-is-today" in warned(now)
        assert not {key for key in warned(ahead) if key.startswith("QC-03")}
        assert now.allowed
        assert ahead.allowed

    def test_an_unknown_date_warns(self) -> None:
        """Without a planned date nothing has passed, and somebody should know."""
        decision = decide(pending(ship_date=None), FIT)

        assert decision.allowed
        assert warned(decision) == {"QC-03.planned-date-unknown"}

    def test_lifted_it_warns(self) -> None:
        """A policy may lift it; the warning stays."""
        late = pending(ship_date=date(2022, 8, 11))

        decision = decide(late, FIT, Policy(lift={"QC-03"}))

        assert decision.allowed
        assert warned(decision) == {"QC-03.planned-date-passed"}
        assert decide(late, FIT).codes == {"QC-03"}


class TestReasonIsChosen:
    """QC-04. A reason is chosen: one of the four of the drop-down."""

    @given(reason=reasons(), state=PENDING)
    def test_none_is_not_enough(self, reason: RefusalReason, state: State) -> None:
        """QC-04 is named exactly where nothing is chosen."""
        decision = decide(samples.ORDERS[state], refusal(reason=reason))

        codes = set() if decision.allowed else decision.codes
        assert ("QC-04" in codes) == (reason.kind is None)

    @pytest.mark.parametrize(
        "word", ["商品发送完了", "发送准备完了", "订购制作商品", "其他", " Shipped ", "OTHER"]
    )
    def test_the_screens_own_words_will_do(self, word: str) -> None:
        """The words of the drop-down and our own name the same four reasons."""
        assert ReasonKind.read(word) in ReasonKind
        assert "QC-04" not in decide(pending(), refusal(reason=RefusalReason(word))).codes


class TestOtherIsExplained:
    """QC-05. 其他 is explained in 30 characters or more."""

    def test_thirty_is_the_first_length_accepted(self) -> None:
        """29 characters are too short and 30 are not."""
        thirty = "商品は本日すでに発送済みのため、取り消しをお受けできません。"

        enough = decide(pending(), refusal(reason=RefusalReason("other", thirty)))
        short = decide(pending(), refusal(reason=RefusalReason("other", SHORT)))

        assert (len(SHORT), len(thirty)) == (29, 30)
        assert enough.allowed
        assert short.codes == {"QC-05"}
        assert short.violations[0].params["required"] == 30

    @given(cut=st.integers(0, len(samples.TEXT)))
    def test_every_length_of_a_good_text(self, cut: int) -> None:
        """Cut anywhere, a good text is long enough from 30 characters on."""
        text = samples.TEXT[:cut]

        decision = decide(pending(), refusal(reason=RefusalReason("other", text)))

        codes = set() if decision.allowed else decision.codes
        assert ("QC-05" in codes) == (cut < 30)

    @given(spaces=st.text(" \t\n\u3000\u200b", max_size=60))
    def test_space_is_no_explanation(self, spaces: str) -> None:
        """Padding with white or invisible space does not reach 30."""
        padded = RefusalReason("other", SHORT + spaces)

        assert "QC-05" in decide(pending(), refusal(reason=padded)).codes

    @pytest.mark.parametrize("kind", ["shipped", "prepared", "made_to_order"])
    def test_the_other_reasons_need_no_text(self, kind: str) -> None:
        """A text is asked for with 其他 only."""
        reason = RefusalReason(kind)

        assert "QC-05" not in decide(pending(), refusal(reason=reason)).codes

    @given(text=poor_texts())
    def test_poor_texts_are_denied(self, text: str) -> None:
        """Too short, or not Japanese: no poor text gets through."""
        denied = decide(pending(), refusal(reason=RefusalReason("other", text)))

        assert denied.codes & {"QC-05", "QC-06"}


class TestTextIsJapanese:
    """QC-06. The text is Japanese, whatever the reason it comes with."""

    @pytest.mark.parametrize("kind", ReasonKind)
    @pytest.mark.parametrize(
        "text",
        [
            "您好，您的订单我们已经在今天上午打包完成并交给快递公司，目前无法再取消，请您谅解。",
            "Your order has already been packed and shipped and can no longer be cancelled.",
        ],
    )
    def test_other_languages_are_denied(self, kind: ReasonKind, text: str) -> None:
        """Chinese and English are not what the buyer is to read."""
        evidence = Evidence(
            handed_over_at=samples.MORNING, prepared_at=samples.MORNING, made_to_order=True
        )

        denied = decide(pending(), refusal(reason=RefusalReason(kind, text), evidence=evidence))

        assert denied.codes == {"QC-06"}


class TestTextIsFit:
    """QC-07. The text is fit to be sent: nothing dangerous, nothing unfinished."""

    @pytest.mark.parametrize(
        "spoiled",
        [
            samples.TEXT + "<script>alert(1)</script>",
            samples.TEXT + "\x00",
            samples.TEXT + "\r\nBcc: a@example.com",
            "商品は{shipped_at}に発送済みのため、キャンセルをお受けすることができません。",
        ],
    )
    def test_spoiled_texts_are_denied(self, spoiled: str) -> None:
        """Markup, controls, headers, a slot left open."""
        denied = decide(pending(), refusal(reason=RefusalReason("other", spoiled)))

        assert denied.codes == {"QC-07"}


class TestDelayIsNoReason:
    """QC-08. A delay of the store's own is no reason; an acknowledgement lifts the objection."""

    TEXT = "商品の入荷が遅れており、発送までお時間をいただくため、取り消しはお受けできません。"

    def test_a_late_delivery_to_the_store_is_denied(self) -> None:
        """The store's own delay denies the refusal."""
        denied = decide(pending(), refusal(reason=RefusalReason("other", self.TEXT)))

        assert denied.codes == {"QC-08"}

    def test_an_acknowledgement_stands_by_it(self) -> None:
        """With a note the same text is allowed, and warned about."""
        reason = RefusalReason("other", self.TEXT, "倉庫の担当者に確認済み")

        decision = decide(pending(), refusal(reason=reason))

        assert decision.allowed
        assert "QC-08" in {found.rule.code for found in decision.warnings}


class TestReasonAgrees:
    """QC-09. The reason agrees with the recorded facts."""

    @given(kind=st.sampled_from(ReasonKind), data=st.data(), with_order=st.booleans())
    def test_a_proof_is_enough(
        self, kind: ReasonKind, data: st.DataObject, with_order: bool
    ) -> None:
        """With its proof, recorded before or brought along, any reason is allowed."""
        proof = data.draw(proofs(kind, at=samples.NOON))
        reason = RefusalReason(kind, samples.TEXT)
        order = pending(evidence=proof) if with_order else pending()
        brought = Evidence() if with_order else proof

        assert decide(order, refusal(reason=reason, evidence=brought)).allowed

    @pytest.mark.parametrize(
        ("kind", "evidence"),
        [
            ("shipped", Evidence(carrier="佐川急便")),
            ("shipped", Evidence(tracking_no="412098765433")),
            ("shipped", Evidence(carrier="", tracking_no="412098765433")),
            ("shipped", Evidence(prepared_at=samples.MORNING, made_to_order=True)),
            ("prepared", Evidence(handed_over_at=samples.MORNING, made_to_order=True)),
            ("made_to_order", Evidence(made_to_order=False)),
            ("made_to_order", Evidence(prepared_at=samples.MORNING)),
        ],
    )
    def test_another_fact_is_not(self, kind: str, evidence: Evidence) -> None:
        """Half a proof, or the proof of another reason, is none."""
        denied = decide(pending(), refusal(reason=RefusalReason(kind), evidence=evidence))

        assert [found.key for found in denied.violations] == ["QC-09.no-evidence"]

    def test_what_is_needed_is_named(self) -> None:
        """The finding names the reason and the facts it rests on."""
        denied = decide(pending(), refusal(reason=RefusalReason("shipped")))

        need = ["carrier", "tracking_no", "handed_over_at"]
        assert denied.violations[0].params == {"reason": "shipped", "need": need}

    def test_both_sources_are_taken_together_and_the_events_wins(self) -> None:
        """A carrier from the order and a number from the event make one parcel."""
        half = pending(evidence=Evidence(carrier="佐川急便", made_to_order=True))
        number = Evidence(tracking_no="412098765433", made_to_order=False)

        shipped = decide(half, refusal(reason=RefusalReason("shipped"), evidence=number))
        made = decide(half, refusal(reason=RefusalReason("made_to_order"), evidence=number))

        assert shipped.allowed
        assert made.codes == {"QC-09"}

    @pytest.mark.parametrize(
        ("kind", "field"), [("shipped", "handed_over_at"), ("prepared", "prepared_at")]
    )
    @given(off=NEAR)
    def test_a_moment_still_to_come_shows_nothing(
        self, kind: str, field: str, off: timedelta
    ) -> None:
        """The fact is there at the moment of the refusal, or it is denied."""
        evidence = Evidence(**{field: samples.NOON + off})

        decision = decide(pending(), refusal(reason=RefusalReason(kind), evidence=evidence))

        assert decision.allowed == (off <= timedelta(0))
        if not decision.allowed:
            assert [found.key for found in decision.violations] == ["QC-09.not-yet"]
            assert decision.violations[0].params["fact_at"] == (samples.NOON + off).isoformat()

    @pytest.mark.parametrize(("hour", "allowed"), [(0, True), (23, True), (24, False)])
    def test_where_only_the_day_is_known(self, hour: int, allowed: bool) -> None:
        """A fact of the same day came before a refusal known by its day."""
        packed = datetime(2022, 8, 12, tzinfo=JST) + timedelta(hours=hour)
        event = refusal(
            at=date(2022, 8, 12),
            reason=RefusalReason("prepared"),
            evidence=Evidence(prepared_at=packed),
        )

        assert decide(pending(), event).allowed == allowed

    @given(reason=reasons(), evidence=evidences())
    def test_lifted_it_warns(self, reason: RefusalReason, evidence: Evidence) -> None:
        """A policy may lift it: no violation is left, and the same objection warns."""
        event = refusal(reason=reason, evidence=evidence)

        strict, lifted = decide(pending(), event), decide(pending(), event, Policy(lift={"QC-09"}))

        assert lifted.allowed or "QC-09" not in lifted.codes
        objected = {} if strict.allowed else {f.key for f in strict.violations}
        assert {key for key in objected if key.startswith("QC-09")} <= warned(lifted)

    def test_the_evidence_stays_with_the_order(self) -> None:
        """What was shown for a refusal is remembered."""
        proof = Evidence(prepared_at=samples.MORNING)

        after = decide(pending(), refusal(reason=RefusalReason("prepared"), evidence=proof))

        assert after.order.evidence == proof


class TestRefusalIsConfirmed:
    """QC-10. The refusal is confirmed, as by the OK of the dialog."""

    @given(confirmed=st.booleans(), state=PENDING)
    def test_without_the_ok_it_is_denied(self, confirmed: bool, state: State) -> None:
        """Nothing else is wrong, and it is denied all the same."""
        decision = decide(samples.ORDERS[state], refusal(confirmed=confirmed))

        assert decision.allowed == confirmed
        assert confirmed or decision.codes == {"QC-10"}


class TestRefusedIsFinal:
    """QC-11. A refused order cannot be requested for cancellation again."""

    @given(order=orders(State.AWAITING_SHIPMENT), later=st.timedeltas(timedelta(0), timedelta(30)))
    def test_however_much_later(self, order: Order, later: timedelta) -> None:
        """The same day or a month later."""
        denied = decide(order, CancelRequest(order.last_at + later))

        assert denied.codes == {"QC-11"}
        refused_at = order.refused_at.isoformat()
        assert denied.violations[0].params == {"refused_at": refused_at}

    @pytest.mark.parametrize("reservation", [True, False, None])
    @pytest.mark.parametrize(
        "state",
        [State.NEW, State.SCHEDULED, State.SHIPPING_DELAYED, State.AWAITING_SHIPMENT],
    )
    def test_wherever_it_stands(self, state: State, reservation: bool | None) -> None:
        """What counts is that it was refused, not what has become of it, nor what was bought."""
        order = attrs.evolve(
            samples.ORDERS[state],
            refused_at=samples.MORNING,
            purchase=Purchase(reservation=reservation),
        )

        assert decide(order, CancelRequest(samples.NOON)).codes == {"QC-11"}

    @pytest.mark.parametrize("state", [State.SHIPPED, State.DELIVERED])
    def test_after_shipment_both_are_said(self, state: State) -> None:
        """QC-20 stands beside it where both are true."""
        order = attrs.evolve(samples.ORDERS[state], refused_at=samples.MORNING)

        assert decide(order, CancelRequest(samples.NOON)).codes == {"QC-11", "QC-20"}
        assert decide(order, CancelRequest(samples.NOON), Policy(lift={"QC-11"})).codes == {
            "QC-20"
        }

    def test_lifted_the_request_comes_from_where_the_order_waits(self) -> None:
        """With QC-11 lifted it is asked again, and a withdrawal leads back."""
        order = samples.ORDERS[State.AWAITING_SHIPMENT]

        asked = decide(order, CancelRequest(samples.NOON), Policy(lift={"QC-11"}))

        assert asked.order.state is State.CANCEL_REQUESTED
        assert asked.order.came_from is State.AWAITING_SHIPMENT
        assert warned(asked) == {"QC-11.refused-before"}

    @given(planned=days(), off=NEAR)
    def test_the_open_question_is_said(self, planned: date, off: timedelta) -> None:
        """Once the planned date of a refused order has passed, a warning asks what holds."""
        end = datetime(planned.year, planned.month, planned.day, tzinfo=JST) + timedelta(days=1)
        order = attrs.evolve(samples.ORDERS[State.AWAITING_SHIPMENT], ship_date=planned)

        denied = decide(order, CancelRequest(end + off))

        asked = "QC-14.refused-and-delayed" in warned(denied)
        assert asked == (off >= timedelta(0))


class TestShipTheSameDay:
    """QC-12. After a refusal, the order is marked as shipped the same day in Japan."""

    @given(at=moments(), state=PENDING)
    def test_the_duty_ends_at_the_next_midnight(self, at: datetime, state: State) -> None:
        """Whenever it starts, it is due as the day of the refusal ends."""
        order = attrs.evolve(samples.ORDERS[state], ship_date=None)

        duty = decide(order, refusal(at=at)).order.duty

        day = at.astimezone(JST).date() + timedelta(days=1)
        assert duty.started_at == at
        assert duty.due == datetime(day.year, day.month, day.day, tzinfo=JST)

    @given(off=NEAR)
    def test_midnight_is_too_late(self, off: timedelta) -> None:
        """Before midnight it is met; at midnight it is missed, and shipped all the same."""
        waiting = samples.ORDERS[State.AWAITING_SHIPMENT]
        midnight = datetime(2022, 8, 13, tzinfo=JST)

        decision = decide(waiting, Shipment(midnight + off))

        late = off >= timedelta(0)
        assert decision.order.state is State.SHIPPED
        assert decision.order.duty.missed == late
        assert decision.order.duty.met_at == midnight + off
        assert ("QC-12.late" in warned(decision)) == late
        assert (DutyLapse in [type(step.event) for step in decision.steps]) == late

    @given(seconds=st.integers(1, 4 * 3600))
    @example(seconds=7200)
    @example(seconds=7199)
    @example(seconds=3600)
    @example(seconds=3660)
    @example(seconds=59)
    def test_little_time_is_warned_about(self, seconds: int) -> None:
        """Less than two hours before midnight a refusal warns, and says how much is left."""
        at = datetime(2022, 8, 13, tzinfo=JST) - timedelta(seconds=seconds)

        decision = decide(pending(), refusal(at=at))

        found = [f for f in decision.warnings if f.key == "QC-12.little-time"]
        assert bool(found) == (seconds < 7200)
        if found:
            params = found[0].params
            hours, rest = divmod(seconds, 3600)
            assert params["seconds_left"] == seconds
            assert params["left"] == f"{hours}:{rest // 60:02}:{rest % 60:02}"
            assert params["due_at"] == "2022-08-13T00:00:00+09:00"

    def test_a_day_alone_leaves_no_seconds_to_count(self) -> None:
        """Where only the day is known, nothing is said about the time left."""
        decision = decide(pending(), refusal(at=date(2022, 8, 12)))

        assert decision.allowed
        assert warned(decision) == set()
        assert decision.order.duty.due == datetime(2022, 8, 13, tzinfo=JST)

    @pytest.mark.parametrize("lift", [("QC-11", "QC-19")])
    def test_the_duty_goes_on_should_the_buyer_ask_again(self, lift: tuple[str, ...]) -> None:
        """A second request does not stop the clock of the first refusal."""
        order = samples.ORDERS[State.AWAITING_SHIPMENT]
        policy = Policy(lift=lift)
        again = decide(order, CancelRequest(samples.NOON), policy).order

        shipped = decide(again, Shipment(samples.NOON + timedelta(days=1)), policy)

        assert shipped.order.duty.missed
        assert warned(shipped) >= {"QC-12.late", "QC-19.request-pending"}


IMPLAUSIBLE = """x|12345|111111111111|1212-1212-1212|1212121212|1234567890|9876543210|abcdefgh|\
0000000000000000000000000000000|4120987654334120987654334120987|\
4120 9876 5433!|4120_9876_5433|٤١٢٠٩٨٧"""
PLAUSIBLE = """412098765433|4120-9876-5433|EA987654326JP|４１２０９８７６５４３３|\
4120－9876－5433|412098|4120 9876 5433|1213121312|\
412098765433412098765433412098"""


class TestTheEvidenceOfARefusal:
    """QC-09, QC-13. What the reason rests on is about this parcel; odd signs are warnings."""

    @pytest.mark.parametrize(
        ("number", "detail"),
        [
            ("76206", "number-is-the-order"),
            ("24996", "number-is-the-cart"),
            ("090-0000-0000", "number-is-a-phone"),
            ("412098765432", "check-digit"),
        ],
    )
    def test_the_number_is_looked_at_before_the_click(self, number: str, detail: str) -> None:
        """The same faults as of a shipment, beside a refusal that stays possible."""
        order = pending(purchase=Purchase(cart_no="24996"))
        parcel = Evidence(carrier="佐川急便", tracking_no=number)

        decision = decide(order, refusal(reason=RefusalReason("shipped"), evidence=parcel))

        assert decision.allowed
        assert warned(decision) == {f"QC-13.{detail}"}

    def test_another_reason_rests_on_no_number(self) -> None:
        """What is recorded of a parcel says nothing of goods that are only packed."""
        parcel = Evidence(carrier="佐川急便", tracking_no="76206")

        assert warned(decide(pending(evidence=parcel), FIT)) == set()

    @pytest.mark.parametrize(
        ("hours", "warnings"),
        [
            (1, {"QC-09.not-yet"}),
            (-1, set()),
            (-24, set()),
            (-48, {"QC-09.before-order"}),
        ],
    )
    def test_moments(self, hours: int, warnings: set[str]) -> None:
        """A hand-over still to come, or older than the order, even where a number suffices."""
        order = pending(purchase=Purchase(ordered_at=samples.NOON - timedelta(days=1)))
        handed_over_at = samples.NOON + timedelta(hours=hours)
        parcel = Evidence("佐川急便", "412098765433", handed_over_at)

        decision = decide(order, refusal(reason=RefusalReason("shipped"), evidence=parcel))

        assert decision.allowed
        assert warned(decision) == warnings


class TestNoFakeShipment:
    """QC-13. No fake shipment: its signs are warnings."""

    @pytest.mark.parametrize("number", IMPLAUSIBLE.split("|"))
    def test_implausible_numbers_are_pointed_out(self, number: str) -> None:
        """Too short, too long, all alike, counted up: a warning, never a denial."""
        decision = decide(
            samples.ORDERS[State.SCHEDULED], Shipment(samples.NOON, "佐川急便", number)
        )

        assert decision.allowed
        assert warned(decision) == {"QC-13.implausible-number"}

    @pytest.mark.parametrize("number", [*PLAUSIBLE.split("|"), None])
    def test_plausible_ones_are_not(self, number: str | None) -> None:
        """Six to thirty letters and digits, in groups or not; or none at all."""
        decision = decide(
            samples.ORDERS[State.SCHEDULED], Shipment(samples.NOON, "QXpress", number)
        )

        assert warned(decision) == ({"QC-13.no-parcel"} if number is None else set())

    @pytest.mark.parametrize(
        ("carrier", "number", "detail"),
        [
            ("佐川急便", "76206", "number-is-the-order"),
            ("佐川急便", "24996", "number-is-the-cart"),
            ("佐川急便", "20220812", "number-is-a-date"),
            ("佐川急便", "090-0000-0000", "number-is-a-phone"),
            ("佐川急便", "412098765432", "check-digit"),
            (None, "EA987654321JP", "check-digit"),
        ],
    )
    def test_what_is_wrong_is_named(self, carrier: str | None, number: str, detail: str) -> None:
        """A warning, never a denial: the proof is Qoo10's."""
        order = attrs.evolve(samples.ORDERS[State.SCHEDULED], purchase=Purchase(cart_no="24996"))

        decision = decide(order, Shipment(samples.NOON, carrier, number))

        assert decision.allowed
        assert warned(decision) - {"QC-13.no-parcel"} == {f"QC-13.{detail}"}

    @pytest.mark.parametrize(
        ("carrier", "number", "missing"),
        [
            (None, None, ["carrier", "tracking_no"]),
            ("", " ", ["carrier", "tracking_no"]),
            ("佐川急便", "", ["tracking_no"]),
            (None, "412098765433", ["carrier"]),
        ],
    )
    @pytest.mark.parametrize("state", [State.SCHEDULED, State.AWAITING_SHIPMENT])
    def test_without_a_parcel(
        self, state: State, carrier: str | None, number: str | None, missing: list[str]
    ) -> None:
        """What is missing is named, whoever asks, acts or records; a look is not asked for it."""
        order, event = samples.ORDERS[state], Shipment(samples.NOON, carrier, number)
        look = Snapshot(order.order_no, samples.NOON, Shipping.SHIPPED, shipped_at=samples.NOON)

        shipping = next(
            a for a in actions(order, samples.NOON, draft=event) if a.command is Shipment
        )

        for warnings in (
            decide(order, event).warnings,
            record(order, event).warnings,
            shipping.warnings,
        ):
            found = [found for found in warnings if found.key == "QC-13.no-parcel"]
            assert [finding.params["need"] for finding in found] == [missing]
        assert "no-parcel" not in {found.detail for found in observe(order, look).warnings}

    def test_what_is_on_record_is_not_missing(self) -> None:
        """Carrier and number that came with the refusal need not be given again."""
        parcel = Evidence(carrier="佐川急便", tracking_no="412098765433")
        order = attrs.evolve(samples.ORDERS[State.AWAITING_SHIPMENT], evidence=parcel)

        assert warned(decide(order, Shipment(samples.NOON))) == set()

    def test_the_carrier_on_record_counts(self) -> None:
        """Where the shipment itself does not name it."""
        order = attrs.evolve(
            samples.ORDERS[State.SCHEDULED], evidence=Evidence(carrier="ヤマト運輸宅急便")
        )

        decision = decide(order, Shipment(samples.NOON, None, "412098765432"))

        assert warned(decision) == {"QC-13.check-digit"}

    @pytest.mark.parametrize(
        "state",
        ["new", "scheduled", "shipping_delayed", "cancel_requested", "withdrawal_asked",
         "awaiting_shipment"],
    )  # fmt: skip
    def test_wherever_it_is_shipped_from(self, state: str) -> None:
        """The signs are looked for on every row, and beside every other objection."""
        odd = Shipment(samples.NOON, "佐川急便", "111111111111")

        decision = decide(samples.ORDERS[State(state)], odd)

        assert "QC-13.implausible-number" in warned(decision)

    @pytest.mark.parametrize(
        ("others", "used_by"),
        [
            ([], None),
            ([("76206", "1")], None),
            ([("76207", "1")], None),
            ([("76207", "2")], "76207"),
            ([("76207", None)], "76207"),
            ([("76206", "1"), ("76207", "1"), ("76208", "2"), ("76209", "3")], "76208"),
        ],
    )
    def test_a_number_used_for_another_cart(
        self, others: list[tuple[str, str | None]], used_by: str | None
    ) -> None:
        """One parcel may carry a whole cart, and no other order; the first other one is named."""
        order = Order("76206", purchase=Purchase(cart_no="1"))
        users = [Order(number, purchase=Purchase(cart_no=cart)) for number, cart in others]

        found = number_is_its_own(order, samples.EVENTS[Shipment], users)

        named = [(f.key, f.params["order_no"]) for f in found]
        assert named == ([("QC-13.number-used-elsewhere", used_by)] if used_by else [])
        assert isinstance(found, tuple)

    def test_two_unknown_carts_are_not_one(self) -> None:
        """Where no cart is known, another order's number is another's."""
        other = Order("76207")

        assert number_is_its_own(Order("76206"), samples.EVENTS[Shipment], [other])

    @given(off=NEAR)
    def test_before_payment(self, off: timedelta) -> None:
        """A shipment before the payment is odd."""
        paid = attrs.evolve(
            samples.ORDERS[State.SCHEDULED], purchase=Purchase(paid_at=samples.NOON)
        )

        decision = decide(paid, Shipment(samples.NOON + off))

        assert decision.allowed
        assert ("QC-13.before-payment" in warned(decision)) == (off < timedelta(0))

    def test_on_the_day_of_payment(self) -> None:
        """Where only the day is known, the day of payment itself is not before it."""
        paid = attrs.evolve(
            samples.ORDERS[State.SCHEDULED], purchase=Purchase(paid_at=samples.NOON)
        )

        parcel = ("佐川急便", "412098765433")
        assert warned(decide(paid, Shipment(date(2022, 8, 12), *parcel))) == set()
        assert warned(decide(paid, Shipment(date(2022, 8, 11), *parcel))) == {
            "QC-13.before-payment"
        }

    @pytest.mark.parametrize("state", [State.SHIPPED, State.DELIVERED])
    def test_qoo10s_finding_is_told(self, state: State) -> None:
        """A finding changes no state, and the seller is told."""
        decision = decide(samples.ORDERS[state], FakeShipmentFound(samples.NOON))

        assert decision.order.state is state
        assert [notice.kind.value for notice in decision.notices] == ["fake_found"]


class TestDelayedIsRefunded:
    """QC-14. In 运送延期 a buyer's cancel is refunded at once, without the seller."""

    @given(order=orders(State.SHIPPING_DELAYED))
    def test_it_is_over_at_once(self, order: Order) -> None:
        """No request is left to answer."""
        decision = decide(order, CancelRequest(order.last_at))

        assert decision.order.state is State.CANCELLED
        assert "QC-14.refunded-at-once" in warned(decision)
        assert [notice.params for notice in decision.notices] == [{"rule": "QC-14"}]

    @given(off=NEAR)
    def test_a_microsecond_decides(self, off: timedelta) -> None:
        """Asked before the planned day ends the seller may answer; afterwards it is over."""
        end = datetime(2022, 8, 16, tzinfo=JST)

        after = decide(samples.ORDERS[State.SCHEDULED], CancelRequest(end + off)).order

        wanted = State.CANCEL_REQUESTED if off < timedelta(0) else State.CANCELLED
        assert after.state is wanted


class TestRefusalWithdraws:
    """QC-15. A refusal withdraws the buyer's request and puts the order back to 买家已付款."""

    @given(order=bare(State.CANCEL_REQUESTED), data=st.data())
    def test_the_system_puts_it_back(self, order: Order, data: st.DataObject) -> None:
        """Both steps are seen, at one moment, and no request is left."""
        order = attrs.evolve(order, ship_date=None, duty=None)

        decision = decide(order, data.draw(fit_refusals(at=order.last_at)))

        assert [step.target.value for step in decision.steps] == ["refused", "awaiting_shipment"]
        assert len({step.event.moment for step in decision.steps}) == 1
        assert decision.order.request is None
        assert decision.order.refused_at == order.last_at


class TestBuyerIsTold:
    """QC-16. The buyer is told by app and mail, with the reason."""

    @given(data=st.data())
    def test_with_the_reason(self, data: st.DataObject) -> None:
        """Two notices, each with the choice and the text as it is sent."""
        event = data.draw(fit_refusals(at=samples.NOON))

        notices = [n for n in decide(pending(), event).notices if n.to_buyer]

        assert [n.channel.value for n in notices] == ["buyer_app", "buyer_mail"]
        for notice in notices:
            reason = event.reason
            assert notice.params == {"reason": reason.kind.value, "text": reason.text}


class TestUnplannedIsFree:
    """QC-17. Before a ship date is set the buyer cancels at once, reservation items excepted."""

    @pytest.mark.parametrize(
        ("reservation", "state", "warnings"),
        [
            (False, "cancelled", set()),
            (True, "cancel_requested", set()),
            (None, "cancel_requested", {"QC-17.reservation-unknown"}),
        ],
    )
    def test_reservation_items_wait(
        self, reservation: bool | None, state: str, warnings: set[str]
    ) -> None:
        """Cancelled at once, unless it is a reservation or that is not known."""
        order = Order("76206", purchase=Purchase(reservation=reservation))

        decision = decide(order, CancelRequest(samples.NOON))

        assert decision.order.state.value == state
        assert warned(decision) == warnings

    def test_the_seller_is_told_why(self) -> None:
        """The notice names the rule under which the buyer was refunded."""
        order = Order("76206", purchase=Purchase(reservation=False))

        notices = decide(order, CancelRequest(samples.NOON)).notices

        assert [(n.kind.value, n.params) for n in notices] == [("refunded", {"rule": "QC-17"})]


class TestDelayNeedsALapse:
    """QC-18. An order becomes 运送延期 only when its planned date has passed."""

    @given(planned=days(), off=NEAR, planned_day=st.booleans())
    def test_the_edge_is_a_midnight_in_japan(
        self, planned: date, off: timedelta, planned_day: bool
    ) -> None:
        """Delayed from the midnight on that the policy names, not before."""
        order = attrs.evolve(samples.ORDERS[State.SCHEDULED], ship_date=planned)
        day = planned + timedelta(days=1) if planned_day else planned
        edge = datetime(day.year, day.month, day.day, tzinfo=JST)

        decision = decide(order, ShipDateLapse(edge + off), Policy(planned_day=planned_day))

        if off < timedelta(0):
            assert decision.codes == {"QC-18"}
            assert decision.violations[0].params["due_at"] == edge.isoformat()
        else:
            assert decision.order.state is State.SHIPPING_DELAYED
            assert decision.steps[0].event.at == edge

    @given(planned=days(), off=NEAR)
    def test_no_date_is_set_in_the_past(self, planned: date, off: timedelta) -> None:
        """A date may be set until its day has ended."""
        end = datetime(planned.year, planned.month, planned.day, tzinfo=JST) + timedelta(days=1)

        decision = decide(Order("76206"), ShipDateSet(end + off, ship_date=planned))

        assert decision.allowed == (off < timedelta(0))
        if not decision.allowed:
            assert [found.key for found in decision.violations] == ["QC-18.date-in-the-past"]
            assert decision.violations[0].params == {"ship_date": planned.isoformat()}

    @pytest.mark.parametrize(
        ("state", "planned", "warnings"),
        [
            (State.NEW, 16, set()),
            (State.SCHEDULED, 15, set()),
            (State.SCHEDULED, 16, {"QC-18.date-changed"}),
            (State.SHIPPING_DELAYED, 16, {"QC-18.new-date"}),
        ],
    )
    def test_changing_a_date_is_assumed(
        self, state: State, planned: int, warnings: set[str]
    ) -> None:
        """A changed date and a new date for a delayed order are allowed, with a warning."""
        event = ShipDateSet(samples.NOON, ship_date=date(2022, 8, planned))

        decision = decide(samples.ORDERS[state], event)

        assert decision.order.state is State.SCHEDULED
        assert decision.order.ship_date == date(2022, 8, planned)
        assert warned(decision) == warnings

    def test_no_date_plans_nothing(self) -> None:
        """Set without a date: it is allowed, pointed out, and the date that is known stays."""
        fresh = decide(samples.ORDERS[State.NEW], ShipDateSet(samples.NOON, ship_date=None))
        dated = decide(samples.ORDERS[State.SCHEDULED], ShipDateSet(samples.NOON, ship_date=None))

        assert warned(fresh) == warned(dated) == {"QC-18.unplanned"}
        assert fresh.order.ship_date is None
        assert dated.order.ship_date == samples.SOON


class TestPendingIsNotShipped:
    """QC-19. While a request is pending: refuse first, then mark as shipped."""

    @given(state=PENDING, lifted=st.booleans())
    def test_unless_the_policy_lifts_it(self, state: State, lifted: bool) -> None:
        """Denied, or allowed with the same objection as a warning."""
        policy = Policy(lift={"QC-19"}) if lifted else Policy()

        decision = decide(samples.ORDERS[state], samples.EVENTS[Shipment], policy)

        assert decision.allowed == lifted
        found = decision.warnings if lifted else decision.violations
        assert [f.key for f in found] == ["QC-19.request-pending"]


class TestShippedIsReturned:
    """QC-20. A shipped order is not cancelled, only returned."""

    @pytest.mark.parametrize("state", [State.SHIPPED, State.DELIVERED])
    def test_a_request_is_denied(self, state: State) -> None:
        """On the way and after it has arrived."""
        denied = decide(samples.ORDERS[state], CancelRequest(samples.NOON))

        assert [found.key for found in denied.violations] == ["QC-20.only-a-return"]
        assert denied.violations[0].params == {"state": state.value}

    def test_delivery_ends_it(self) -> None:
        """The parcel arrives once."""
        arrived = decide(samples.ORDERS[State.SHIPPED], Delivery(samples.NOON)).order

        assert arrived.state is State.DELIVERED
        assert decide(arrived, Delivery(samples.NOON)).codes == {"QC-00"}


class TestOtherGroundsWithdraw:
    """QC-21. Other grounds go through the withdrawal request, not refusal: a remedy, no guard."""

    def test_no_finding_names_it(self) -> None:
        """It is never a violation: the seller asks, and the buyer takes the request back."""
        asked = decide(pending(), WithdrawalAsked(samples.NOON)).order

        assert asked.state is State.WITHDRAWAL_ASKED
        assert asked.request == samples.ASKED

    @given(order=orders(), event=st.sampled_from(list(samples.EVENTS.values())))
    def test_it_denies_nothing(self, order: Order, event: Event) -> None:
        """Whatever happens, QC-21 is not what stands against it."""
        decision = decide(order, event)

        found = decision.warnings if decision.allowed else decision.violations
        assert Rule.OTHER_GROUNDS_WITHDRAW not in {f.rule for f in found}


class TestMomentsRunForward:
    """QC-22. Moments run forward: an earlier one is pointed out, and never denied for it."""

    @given(off=NEAR)
    def test_earlier_than_recorded(self, off: timedelta) -> None:
        """A microsecond earlier warns; the same moment does not."""
        order = attrs.evolve(samples.ORDERS[State.SCHEDULED], last_at=samples.NOON)

        decision = decide(order, EvidenceAdded(samples.NOON + off))

        assert decision.allowed
        assert ("QC-22.earlier-than-recorded" in warned(decision)) == (off < timedelta(0))
        assert decision.order.last_at == max(samples.NOON, samples.NOON + off)

    @pytest.mark.parametrize(("day", "early"), [(11, True), (12, False), (13, False)])
    def test_where_only_the_day_is_known(self, day: int, early: bool) -> None:
        """The day of the last record itself is not before it."""
        order = attrs.evolve(samples.ORDERS[State.SCHEDULED], last_at=samples.NOON)

        decision = decide(order, EvidenceAdded(date(2022, 8, day)))

        assert bool(warned(decision)) == early

    @given(order=orders(), event=st.sampled_from(EVENTS), at=moments())
    def test_it_is_a_warning_at_every_door(
        self, order: Order, event: type[Event], at: datetime
    ) -> None:
        """It never stands among the violations."""
        decision = decide(order, attrs.evolve(samples.EVENTS[event], at=at))

        violations = [] if decision.allowed else decision.violations
        assert Rule.MOMENTS_RUN_FORWARD not in {found.rule for found in violations}
        assert record(order, attrs.evolve(samples.EVENTS[event], at=at)).allowed


def test_the_duty_and_the_request_are_what_they_seem() -> None:
    """The plain orders hold what the tests above take for granted."""
    assert Duty(samples.MORNING, datetime(2022, 8, 13, tzinfo=JST)) == samples.RUNNING
    assert Request(samples.MORNING, State.SCHEDULED, "订购取消") == samples.ASKED
