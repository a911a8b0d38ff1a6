"""The adviser: which reason fits what is recorded."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel.errors import Malformed
from qoo10_cancel.japan import JST
from qoo10_cancel.machine.grounds import supports, wanted
from qoo10_cancel.order import Evidence, Order, State
from qoo10_cancel.policy import Policy
from qoo10_cancel.reasons import ReasonKind
from qoo10_cancel.wording import advice as adviser
from qoo10_cancel.wording.advice import Advice, advise

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
TODAY = NOON.date()
maybe = st.booleans() | st.none()
RECORDS = st.builds(
    Evidence,
    carrier=st.sampled_from([None, "", "佐川急便", "山田運送"]),
    tracking_no=st.sampled_from([None, "", "2234-5678-9012"]),
    handed_over_at=st.sampled_from([None, NOON, NOON + timedelta(hours=1)]),
    prepared_at=st.sampled_from([None, NOON, NOON + timedelta(hours=1)]),
    made_to_order=maybe,
    started_on=st.sampled_from([None, TODAY]),
    contacted_on=st.sampled_from([None, TODAY]),
    bundled=maybe,
    perishable=maybe,
)


def asked(evidence: Evidence) -> Order:
    """Return an order whose buyer asks to cancel."""
    return Order("698016773", State.CANCEL_REQUESTED, evidence=evidence)


def advised(evidence: Evidence) -> Advice:
    """Return what is said at noon to a seller who ships today."""
    return advise(asked(evidence), NOON, Policy(), TODAY)


class TestSupports:
    """QC-09. Each of the three fixed reasons rests on its own record; 其他 on none."""

    @given(RECORDS)
    def test_each_rests_on_its_record(self, evidence: Evidence) -> None:
        """The carrier with the number, or the hand-over; the packing; the mark."""
        parcel = bool(evidence.carrier) and bool(evidence.tracking_no)

        found = [supports(kind, evidence) for kind in ReasonKind]

        assert found == [
            parcel or evidence.handed_over_at is not None,
            evidence.prepared_at is not None,
            evidence.made_to_order is True,
            True,
        ]

    @given(st.sampled_from(ReasonKind))
    def test_what_is_wanted_would_do(self, kind: ReasonKind) -> None:
        """Recording every field that is wanted gives support; recording none gives 其他 only."""
        everything = Evidence(
            "佐川急便", "2234-5678-9012", NOON, None, NOON, None, made_to_order=True
        )

        only = Evidence(**{name: getattr(everything, name) for name in wanted(kind)})

        assert supports(kind, only)
        assert supports(kind, Evidence()) == (kind is ReasonKind.OTHER)


class TestAdvise:
    """The adviser never recommends what the records do not show."""

    @given(RECORDS)
    def test_four_in_the_order_of_the_screen(self, evidence: Evidence) -> None:
        """All four reasons are answered, whatever is recorded."""
        advice = advised(evidence)

        assert [reason.kind.value for reason in advice.reasons] == [
            "shipped",
            "prepared",
            "made_to_order",
            "other",
        ]

    @given(RECORDS)
    def test_what_fits_is_supported(self, evidence: Evidence) -> None:
        """A reason fits only with its record; where it does not fit, QC-09 says why."""
        for reason in advised(evidence).reasons:
            assert not reason.fits or supports(reason.kind, evidence)
            assert reason.fits == (reason.findings == ())
            assert {f.rule.code for f in reason.findings} <= {"QC-09"}
            assert reason.fits or reason.texts == ()

    @given(RECORDS)
    def test_no_ground_leads_to_the_withdrawal(self, evidence: Evidence) -> None:
        """QC-21 is said exactly when nothing is recommended."""
        advice = advised(evidence)

        codes = [finding.key for finding in advice.findings]

        assert codes == ([] if advice.best else ["QC-21.no-reason-fits"])

    @given(RECORDS)
    def test_the_recommended_is_true(self, evidence: Evidence) -> None:
        """What is recommended rests on a record: 其他 only on an agreement or the like."""
        best = advised(evidence).best

        if best is not None and best.kind is ReasonKind.OTHER:
            assert evidence.contacted_on or evidence.bundled or evidence.perishable
        elif best is not None:
            assert supports(best.kind, evidence)

    @given(RECORDS)
    def test_a_sent_parcel_is_not_promised(self, evidence: Evidence) -> None:
        """Once the parcel is handed over, no text says that it will be."""
        sent = attrs.evolve(evidence, handed_over_at=NOON)

        texts = [text for reason in advised(sent).reasons for text in reason.texts]

        assert not [text for text in texts if {"ship_on", "pickup_on"} & set(text.ready.slots)]

    def test_nothing_recorded(self) -> None:
        """Without a record only 其他 may be chosen, and nothing is recommended."""
        advice = advised(Evidence())

        assert [reason.fits for reason in advice.reasons] == [False, False, False, True]
        assert advice.best is None

    def test_the_promise_alone_is_open(self) -> None:
        """A ground with only the day of shipping open is a ground; the slot is named."""
        advice = advise(asked(Evidence(contacted_on=TODAY)), NOON, Policy())

        assert advice.best is advice.of(ReasonKind.OTHER)
        assert [gap.slot for gap in advice.best.texts[0].gaps] == ["ship_on"]

    @pytest.mark.parametrize(
        ("evidence", "key"),
        [
            (Evidence("佐川急便", "2234-5678-9012", NOON), "SHIPPED_TRACKED"),
            (Evidence("EMS", "EA123456789KR", NOON, "KR"), "SHIPPED_INTERNATIONAL"),
            (Evidence(carrier="日本郵便", handed_over_at=NOON), "SHIPPED_UNTRACKED"),
            (Evidence("ヤマト", prepared_at=NOON, pickup_on=TODAY), "READY_PICKUP"),
            (Evidence(prepared_at=NOON), "READY_WAREHOUSE"),
            (Evidence(made_to_order=True, started_on=TODAY), "CUSTOM_STARTED"),
            (Evidence(made_to_order=True, processed_on=TODAY), "CUSTOM_PROCESSED"),
            (Evidence(contacted_on=TODAY), "OTHER_BUYER_AGREED"),
            (Evidence(sent_on=TODAY), "OTHER_DIGITAL"),
        ],
    )
    def test_the_first_choice(self, evidence: Evidence, key: str) -> None:
        """Each record leads to its own text first."""
        best = advised(evidence).best

        assert best is not None
        assert best.text is not None
        assert best.text.ready.key == key

    def test_a_lifted_rule_makes_nothing_true(self) -> None:
        """With QC-09 lifted the objection is a warning; the reason still does not fit."""
        policy = Policy(lift={"QC-09"})

        shipped = advise(asked(Evidence()), NOON, policy).of(ReasonKind.SHIPPED)

        assert not shipped.fits
        assert [finding.severity.value for finding in shipped.findings] == ["warning"]

    def test_hostile_input(self) -> None:
        """A naive moment and a moment for a day are refused at the door."""
        with pytest.raises(Malformed, match="naive"):
            advise(asked(Evidence()), NOON.replace(tzinfo=None), Policy())
        with pytest.raises(Malformed, match="ship_on"):
            advise(asked(Evidence()), NOON, Policy(), NOON)


class TestBrokenAdvisers:
    """The tests above would notice an adviser that recommends too much."""

    def test_one_that_needs_no_ground(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An adviser for whom 其他 always has a ground is caught."""
        monkeypatch.setattr(adviser.ReasonAdvice, "grounded", property(lambda self: self.fits))

        with pytest.raises(AssertionError):
            TestAdvise().test_nothing_recorded()

    def test_one_that_hears_no_objection(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An adviser that does not ask QC-09 is caught."""
        monkeypatch.setattr(adviser, "reason_agrees", lambda *_: ())

        with pytest.raises(AssertionError):
            TestAdvise().test_nothing_recorded()
