"""Orders, evidence, requests, duties and reasons: frozen, checked where they enter."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    JST,
    Duty,
    Evidence,
    Malformed,
    Order,
    Policy,
    Purchase,
    ReasonKind,
    RefusalReason,
    Request,
    Snapshot,
    State,
    check_reason,
    decide,
    from_json,
    observe,
    to_json,
)
from qoo10_cancel.decision import Decision
from qoo10_cancel.errors import redacted
from qoo10_cancel.events import (
    EVENTS,
    By,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Event,
    RequestReminder,
    Retraction,
    ShipDateLapse,
    ShipDateSet,
    Shipment,
)
from qoo10_cancel.findings import LIFTABLE, Finding, Rule
from qoo10_cancel.machine import record, sketch
from qoo10_cancel.messages import LANGUAGES, label, language
from qoo10_cancel.order import FINAL, PENDING, DutyStanding, Looks
from qoo10_cancel.policy import TextPolicy
from qoo10_cancel.snapshot import joined
from qoo10_cancel.testing.strategies import (
    duties,
    events,
    evidences,
    moments,
    odd_orders,
    orders,
    policies,
    purchases,
    reasons,
    requests,
    snapshots,
)

VALUES = st.one_of(
    odd_orders(), evidences(), purchases(), requests(), duties(), reasons(), events(), policies()
)


class TestValues:
    """Every value is frozen, hashable, and survives copying and pickling."""

    @given(value=VALUES)
    def test_nothing_can_be_written_on_it(self, value: Any) -> None:
        """No field can be set, and none added to those with slots."""
        name = attrs.fields(type(value))[0].name

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, None)

    @given(value=VALUES)
    def test_copies_are_equal(self, value: Any) -> None:
        """Copied, deep-copied, pickled: the same value with the same hash."""
        copies = [
            copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value)),  # noqa: S301
            attrs.evolve(value),
        ]  # fmt: skip

        assert all(copied == value and hash(copied) == hash(value) for copied in copies)

    @given(order=odd_orders(), event=events())
    def test_so_do_decisions(self, order: Order, event: Event) -> None:
        """A decision can be sent to another process, and used as a key."""
        decision: Decision = decide(order, event)

        again = pickle.loads(pickle.dumps(decision))  # noqa: S301

        assert again == decision
        assert hash(again) == hash(decision)


class TestReprs:
    """A value shows what is known, and is silent about what is not."""

    @given(value=orders() | odd_orders() | evidences() | purchases() | snapshots())
    def test_what_is_known(self, value: Any) -> None:
        """Every field that differs from its default is named, with its value."""
        known = {f.name: getattr(value, f.name) for f in attrs.fields(type(value)) if f.repr}

        default = {f.name: f.default for f in attrs.fields(type(value))}
        fields = [f"{name}={own!r}" for name, own in known.items() if own != default[name]]
        assert repr(value) == f"{type(value).__name__}({', '.join(fields)})"

    def test_what_is_not(self) -> None:
        """A dozen times None helps nobody."""
        assert repr(Evidence()) == "Evidence()"
        assert repr(Order("1")) == "Order(order_no='1')"


class TestOrders:
    """An order holds what an order can hold; the message names the field that does not."""

    @pytest.mark.parametrize(
        ("field", "junk"),
        [
            ("state", "new"),
            ("ship_date", "2022-08-15"),
            ("ship_date", datetime(2022, 8, 15, tzinfo=JST)),
            ("purchase", None),
            ("evidence", None),
            ("request", samples.NOON),
            ("duty", samples.NOON),
            ("version", -1),
            ("version", 1.0),
            ("version", True),
            ("timeline", []),
            ("base", "76206"),
            ("looks", None),
        ],
    )
    def test_a_wrong_field_is_named(self, field: str, junk: object) -> None:
        """The field and the value stand in the message."""
        with pytest.raises(Malformed, match=field) as error:
            Order("76206", **{field: junk})

        assert redacted(junk) in str(error.value)

    def test_where_it_comes_from_is_not_shown(self) -> None:
        """Its timeline, its base and its looks are long, and `facts` shows them better."""
        order = attrs.evolve(
            Order("1"), timeline=(1,), base=Order("2"), looks=Looks(claims_at=samples.NOON)
        )

        assert repr(order) == repr(Order("1"))

    def test_twenty_digits_are_the_most(self) -> None:
        """Qoo10's own have nine or ten."""
        assert Order("1" * 20).order_no == "1" * 20

    @pytest.mark.parametrize(
        "number", ["", "12-34", "7.62E+04", 76206, None, "1" * 21, " 76206", "７６２０６", "²"]
    )
    def test_an_order_number_is_digits_kept_as_text(self, number: object) -> None:
        """Numbers that a spreadsheet has rewritten are not taken."""
        with pytest.raises(Malformed, match="digits"):
            Order(number)

    @pytest.mark.parametrize("field", ["refused_at", "last_at"])
    def test_moments_are_aware(self, field: str) -> None:
        """A naive moment is malformed, and any other is told in Japan time."""
        with pytest.raises(Malformed, match="naive"):
            Order("1", **{field: datetime(2022, 8, 12)})  # noqa: DTZ001

        assert getattr(Order("1", **{field: datetime(2022, 8, 12, tzinfo=UTC)}), field).hour == 9

    def test_a_planned_date_lies_in_the_years(self) -> None:
        """A placeholder such as 9999-12-31 is no planned date."""
        with pytest.raises(Malformed, match="9998"):
            Order("1", ship_date=date(9999, 12, 31))

    @given(order=orders())
    def test_where_a_request_comes_from(self, order: Order) -> None:
        """The request remembers; without one a planned date tells."""
        if order.request is not None:
            assert order.came_from is order.request.came_from
        else:
            planned = order.ship_date is not None
            assert order.came_from is (State.SCHEDULED if planned else State.NEW)

    def test_the_ends_and_the_waiting(self) -> None:
        """Two states are final, and in two a request waits."""
        assert {state.value for state in FINAL} == {"cancelled", "delivered"}
        assert {state.value for state in PENDING} == {"cancel_requested", "withdrawal_asked"}

    @pytest.mark.parametrize("state", State)
    def test_a_request_comes_from_a_place_to_return_to(self, state: State) -> None:
        """Not from a pending state, nor from the one that is passed through."""
        if state.value in ("cancel_requested", "withdrawal_asked", "refused"):
            with pytest.raises(Malformed, match=state.value):
                Request(samples.NOON, state)
        else:
            assert Request(samples.NOON, state).came_from is state


class TestEvidence:
    """Both together: where both say something, the second wins."""

    @given(one=evidences(), other=evidences())
    def test_field_by_field(self, one: Evidence, other: Evidence) -> None:
        """What the other says, else what the one said."""
        both = one | other

        for field in attrs.fields(Evidence):
            other_value = getattr(other, field.name)
            wanted = getattr(one, field.name) if other_value is None else other_value
            assert getattr(both, field.name) == wanted

    @given(evidence=evidences())
    def test_nothing_adds_nothing(self, evidence: Evidence) -> None:
        """On either side."""
        assert evidence | Evidence() == Evidence() | evidence == evidence

    @pytest.mark.parametrize(
        ("field", "junk"),
        [
            ("carrier", 3),
            ("carrier", "x" * 201),
            ("tracking_no", "12\n34"),
            ("prepared_at", "noon"),
            ("pickup_on", datetime(2022, 8, 12, tzinfo=JST)),
            ("made_to_order", "yes"),
        ],
    )
    def test_odd_fields_are_malformed(self, field: str, junk: object) -> None:
        """A line is printable and bounded, a flag a flag, a day a day."""
        with pytest.raises(Malformed):
            Evidence(**{field: junk})

    def test_a_line_of_200_characters_is_taken(self) -> None:
        """What Qoo10 takes for a carrier."""
        assert Evidence(carrier="x" * 200).carrier == "x" * 200


class TestWhatAFormSends:
    """A field that nobody filled in arrives as a blank text, and means: not known."""

    @pytest.mark.parametrize("blank", ["", " ", "\u3000\t"])
    def test_a_blank_is_none(self, blank: str) -> None:
        """So it neither wins over what is on record nor counts as evidence."""
        recorded = Evidence(carrier="佐川急便", tracking_no="412098765433", origin="東京")
        form = Evidence(carrier=blank, tracking_no=blank, origin=blank)

        assert form == Evidence()
        assert recorded | form == recorded
        assert Shipment(samples.NOON, blank, blank) == Shipment(samples.NOON)

    def test_false_is_an_answer(self) -> None:
        """What is said not to be so wins over what was said before."""
        both = Evidence(made_to_order=True) | Evidence(made_to_order=False)

        assert both.made_to_order is False

    @pytest.mark.parametrize("make", [
        lambda: CancelRequest(samples.NOON, None),
        lambda: Request(samples.NOON, State.NEW, None),
        lambda: Cancellation(samples.NOON, None),
        lambda: Snapshot("1", samples.NOON, request_reason=None),
        lambda: Retraction(samples.NOON, actor="李", what="ship", note=None),
    ])  # fmt: skip
    def test_where_a_text_stands_none_is_malformed(self, make: Callable[[], object]) -> None:
        """It would come back from a store as another value."""
        with pytest.raises(Malformed, match="must be a text"):
            make()


NAME = "山田太郎 03-1234-5678"


class TestErrorsTellNobodysData:
    """An error names the field and what kind of thing stood there; no name, no phone, no end."""

    @pytest.mark.parametrize("junk", [NAME, {"Receiver": NAME}, [NAME], "9" * 10**6, 10**999])
    @pytest.mark.parametrize("make", [
        Order,
        Purchase,
        RefusalReason,
        to_json,
        lambda junk: from_json({"schema": junk}),
        lambda junk: from_json({"schema": 1, "type": junk}),
        lambda junk: Order("1", junk),
        lambda junk: Order("1", ship_date=junk),
        lambda junk: CancelRefusal(samples.NOON, junk),
        lambda junk: CancelRefusal(samples.NOON, evidence=junk),
        lambda junk: ShipDateSet(samples.NOON, ship_date=junk),
        lambda junk: Duty(junk, samples.NOON),
        lambda junk: decide(junk, junk),
        lambda junk: observe(None, junk),
        lambda junk: Policy(lift=junk),
        lambda junk: Policy(planned_day=junk),
        language,
        lambda junk: check_reason(RefusalReason(text="x"), junk),
    ])  # fmt: skip
    def test_short_and_nobodys(self, make: Callable[[object], object], junk: object) -> None:
        """Whatever is handed in."""
        with pytest.raises(Malformed) as error:
            make(junk)

        assert "山田" not in str(error.value)
        assert "1234" not in str(error.value)
        assert len(str(error.value)) < 250

    def test_what_helps_is_shown(self) -> None:
        """Codes, numbers and dates are nobody's."""
        values = ("QC-99", 42, None, True, date(2022, 8, 12), Order("1"))

        shown = ["'QC-99'", "42", "None", "True", "2022-08-12", "an Order"]
        assert [redacted(value) for value in values] == shown


class TestDuty:
    """To be marked as shipped before the next midnight in Japan."""

    @given(duty=duties(), off=st.integers(-2, 2))
    def test_it_stands_or_falls_at_midnight(self, duty: Duty, off: int) -> None:
        """Running before, missed from then on, and the seconds left say the same."""
        at = duty.due + timedelta(seconds=off)

        running = off < 0
        assert duty.standing(at) is (DutyStanding.RUNNING if running else DutyStanding.MISSED)
        assert duty.left(at) == (-off if running else 0)

    @given(duty=duties(met=True), at=moments())
    def test_once_met_the_moment_does_not_matter(self, duty: Duty, at: datetime) -> None:
        """In time or not is decided by when it was met."""
        wanted = DutyStanding.MET if duty.met_at < duty.due else DutyStanding.MISSED

        assert duty.standing(at) is wanted
        assert duty.left(at) == 0

    @pytest.mark.parametrize(("off", "standing"), [(-1, "met"), (0, "missed"), (1, "missed")])
    def test_met_at_midnight_is_too_late(self, off: int, standing: str) -> None:
        """The end of the day is exclusive."""
        duty = Duty.of(samples.NOON)
        met = attrs.evolve(duty, met_at=duty.due + timedelta(microseconds=off))

        assert met.standing(samples.NOON).value == standing

    @given(refused_at=moments())
    def test_it_is_due_at_the_end_of_the_day_of_the_refusal(self, refused_at: datetime) -> None:
        """In Japan, wherever the clock stands that shows the moment."""
        duty = Duty.of(refused_at)

        day = refused_at.astimezone(JST).date()
        assert duty.started_at == refused_at
        assert duty.due == datetime(day.year, day.month, day.day, tzinfo=JST) + timedelta(days=1)

    def test_a_recorded_breach_stays(self) -> None:
        """Missed is missed, even when asked about an earlier moment."""
        missed = attrs.evolve(samples.RUNNING, missed=True)

        assert missed.standing(samples.NOON) is DutyStanding.MISSED


LOOKS = st.builds(
    Looks,
    **dict.fromkeys(
        ("claims_at", "shipping_at", "dated_at"),
        st.none() | st.integers(0, 2).map(lambda hours: samples.NOON + timedelta(hours=hours)),
    ),
    claim=st.none() | st.just(1),
)


class TestLooks:
    """Of two looks at one source, the later counts; a source never looked at has none."""

    SOURCES = ("claims_at", "shipping_at", "dated_at")

    @given(one=LOOKS, other=LOOKS)
    def test_the_later_of_each_source(self, one: Looks, other: Looks) -> None:
        """Each by itself, and only when, not what it showed."""
        both = one.or_later(other)

        for name in self.SOURCES:
            known = [at for at in (getattr(one, name), getattr(other, name)) if at]
            assert getattr(both, name) == max(known, default=None)
        assert both.claim is None

    @given(one=LOOKS, other=LOOKS)
    def test_later_in_one_source_is_later(self, one: Looks, other: Looks) -> None:
        """Than the other, or looked at where the other was not."""
        later = any(
            (at := getattr(one, name)) and (not (known := getattr(other, name)) or at > known)
            for name in self.SOURCES
        )

        assert one.is_later(other) is later


class TestRulesAndFindings:
    """A rule says where it stands and what changes it; a finding, what one rule says."""

    SOURCES: ClassVar = {
        "stated": ("manual", "table"),
        "official": "buyer help",
        "derived": ("manual", "text rule"),
        "assumed": "nobody says",
        "technical": "records",
    }

    @pytest.mark.parametrize("rule", Rule)
    def test_its_certainty_goes_with_its_source(self, rule: Rule) -> None:
        """Stated by the manual, on another page of Qoo10's, or nowhere."""
        assert rule.source.startswith(self.SOURCES[rule.certainty.value])

    @pytest.mark.parametrize("rule", Rule)
    def test_its_switch_is_one_of_the_policy(self, rule: Rule) -> None:
        """A rule can be lifted exactly where its switch says so."""
        switches = rule.switch.split(", ") if rule.switch else []

        assert set(switches) <= attrs.fields_dict(Policy).keys()
        assert ("lift" in switches) is (rule in LIFTABLE)

    def test_the_manuals_own_number(self) -> None:
        """Only the sentence about 其他 has one."""
        assert {rule.code: rule.params for rule in Rule if rule.params} == {
            "QC-05": {"required": 30}
        }

    def test_as_a_line(self) -> None:
        """A rule with its sentence, a finding with what to do now."""
        found = Finding(Rule.REASON_IS_CHOSEN, "not-chosen")

        assert str(Rule.REASON_IS_CHOSEN) == "QC-04: a refusal names one of the four reasons"
        assert str(found) == f"QC-04: {found.message('en')} → {found.remedy('en')}"

    def test_what_it_needs(self) -> None:
        """The input that is lacking; nothing where what there is is wrong."""
        rules = {
            "reason": Finding(Rule.REASON_IS_CHOSEN, "not-chosen"),
            "text": Finding(Rule.OTHER_IS_EXPLAINED, "empty"),
            "evidence": Finding(Rule.REASON_AGREES, "no-evidence"),
            "confirmed": Finding(Rule.REFUSAL_IS_CONFIRMED, "not-confirmed"),
            None: Finding(Rule.OTHER_IS_EXPLAINED, "too-short"),
        }

        assert {found.needs: found for found in rules.values()} == rules

    def test_as_a_warning(self) -> None:
        """The same finding, which denies nothing."""
        found = Finding(Rule.OTHER_IS_EXPLAINED, "too-short", params={"required": 30})
        warning = found.as_warning()

        assert (found.severity.value, warning.severity.value) == ("violation", "warning")
        assert attrs.evolve(warning, severity=found.severity) == found


class TestReasons:
    """A reason is only a value: a poor one is no error, a foreign one is."""

    def test_the_order_of_the_drop_down(self) -> None:
        """商品发送完了, 发送准备完了, 订购制作商品, 其他."""
        assert [label(kind, "zh-CN") for kind in ReasonKind] == [
            "商品发送完了", "发送准备完了", "订购制作商品", "其他",
        ]  # fmt: skip

    @pytest.mark.parametrize("kind", ReasonKind)
    def test_a_reason_by_itself_or_by_any_of_its_names(self, kind: ReasonKind) -> None:
        """The member, its value, and its label in each language."""
        names = [kind, kind.value, f" {kind.value.upper()}\n"]

        for name in (*names, *(label(kind, lang) for lang in LANGUAGES)):
            assert ReasonKind.read(name) is RefusalReason(name).kind is kind

    @pytest.mark.parametrize("junk", ["", "选择", "late", 3, object()])
    def test_other_words_are_malformed(self, junk: object) -> None:
        """The four that there are stand in the message."""
        with pytest.raises(Malformed, match="其他"):
            RefusalReason(junk)

    @pytest.mark.parametrize("field", ["text", "acknowledgement"])
    def test_a_text_is_a_text(self, field: str) -> None:
        """None is no text."""
        with pytest.raises(Malformed, match=field):
            RefusalReason(**{field: None})


class TestEvents:
    """Nouns with a moment or a day; who causes one is fixed by its class."""

    @given(event=events())
    def test_the_moment_of_a_day_is_its_first(self, event: Event) -> None:
        """A moment as it is; a date as its midnight in Japan."""
        moment = event.moment

        assert moment.tzinfo is JST
        if not isinstance(event.at, datetime):
            assert moment == datetime(event.at.year, event.at.month, event.at.day, tzinfo=JST)

    @pytest.mark.parametrize("junk", [None, "2022-08-12", datetime(2022, 8, 12), 3])  # noqa: DTZ001
    @pytest.mark.parametrize("cls", [cls for cls in EVENTS if cls is not ShipDateSet])
    def test_at_is_an_aware_moment_or_a_date(self, cls: type[Event], junk: object) -> None:
        """Anything else is malformed."""
        with pytest.raises(Malformed):
            cls(junk)

    def test_who_causes_what(self) -> None:
        """The buyer two, the seller seven or so, the platform six, the clock the rest."""
        by = {who: [cls.__name__ for cls in EVENTS if cls.by is who] for who in By}

        assert by[By.BUYER] == ["CancelRequest", "RequestWithdrawal"]
        assert by[By.SELLER] == [
            "ShipDateSet", "EvidenceAdded", "CancelRefusal", "CancelApproval", "WithdrawalAsked",
            "Shipment",
        ]  # fmt: skip
        assert by[By.CLOCK] == ["ShipDateLapse", "RequestReminder", "DutyReminder", "DutyLapse"]

    def test_fields_are_checked(self) -> None:
        """Evidence is evidence, a planned date a date, an actor one line."""
        with pytest.raises(Malformed, match="evidence"):
            CancelRefusal(samples.NOON, evidence="a receipt")
        with pytest.raises(Malformed, match="not a date"):
            ShipDateSet(samples.NOON, ship_date="tomorrow")
        with pytest.raises(Malformed, match="actor"):
            Shipment(samples.NOON, actor="佐藤\n")


class TestPurchase:
    """What was bought together: numbers are numbers, flags are flags."""

    def test_odd_fields_are_malformed(self) -> None:
        """A cart number is digits; a reservation is one, is none, or is not known."""
        with pytest.raises(Malformed, match="number"):
            Purchase(cart_no="A-1")
        with pytest.raises(Malformed, match="reservation"):
            Purchase(reservation="no")

    def test_the_default_knows_nothing(self) -> None:
        """And is one value with any other that knows nothing."""
        assert Purchase() == Order("1").purchase
        assert Policy() == Policy()


class TestClassesAreChecked:
    """A field that holds a value of ours takes no other."""

    def test_a_reason_is_a_reason(self) -> None:
        """A text is no reason, and the error says so."""
        with pytest.raises(Malformed, match="reason must be RefusalReason, not str"):
            CancelRefusal(samples.NOON, "shipped")  # type: ignore[arg-type]


class TestWhatIsNoneOfOurs:
    """Where a value of ours belongs, nothing else is taken."""

    @pytest.mark.parametrize(
        "make",
        [
            lambda: TextPolicy(min_chars=30.5),
            lambda: TextPolicy(min_kana_share=float("inf")),
            lambda: TextPolicy(min_kana_share=True),
            lambda: TextPolicy(url_is_violation="no"),
            lambda: TextPolicy(version=object()),
            lambda: Policy(short_duty=timedelta.max),
            lambda: Policy(short_duty=2),
            lambda: Policy(duty_reminders=6),
            lambda: Policy(lift=9),
            lambda: Policy(lift="QC-09"),
            lambda: joined([1]),
            lambda: check_reason(None),
            lambda: observe(None, Snapshot("1", samples.NOON), 3),
            lambda: Snapshot("1", samples.NOON, purchase=None),
            lambda: Snapshot("1", samples.NOON, claims_seen="no"),
        ],
    )
    def test_it_is_malformed(self, make: Callable[[], object]) -> None:
        """And the message says what was wanted."""
        with pytest.raises(Malformed):
            make()

    def test_evidence_is_joined_with_evidence(self) -> None:
        """Anything else is Python's own error for two things that do not go together."""
        with pytest.raises(TypeError):
            Evidence() | None

    def test_a_reminder_of_what_nothing_ends(self) -> None:
        """QC-03 lifted, or no date: told by hand, it names no end."""
        asked = samples.ORDERS[State.CANCEL_REQUESTED]

        recorded = record(asked, RequestReminder(samples.NOON), Policy(lift={"QC-03"}))

        assert recorded.notices == ()

    def test_what_follows_from_a_move_already_made(self) -> None:
        """A move that was due before is made once."""
        late = attrs.evolve(samples.ORDERS[State.SCHEDULED], ship_date=date(2022, 8, 11))
        lapse = ShipDateLapse(samples.NOON)

        assert len(sketch(late, lapse).steps) == 1
