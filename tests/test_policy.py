"""The switches: what may be lifted, and under which name a decision is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import Malformed, Policy, Rule
from qoo10_cancel.findings import LIFTABLE
from qoo10_cancel.policy import TextPolicy
from qoo10_cancel.testing.strategies import days, policies


class TestLift:
    """QC-03, QC-09, QC-11 and QC-19 can be lifted, and nothing else."""

    @pytest.mark.parametrize("rule", Rule)
    def test_each_rule(self, rule: Rule) -> None:
        """Given as a rule or by its code; the others are malformed, by name."""
        if rule.code in ("QC-03", "QC-09", "QC-11", "QC-19"):
            assert Policy(lift={rule}) == Policy(lift=[rule.code])
        else:
            with pytest.raises(Malformed, match=rule.code):
                Policy(lift={rule})

    @pytest.mark.parametrize("junk", [["QC-99"], "QC-19", 3, [None], [[]]])
    def test_junk_is_malformed(self, junk: object) -> None:
        """A code that is none, or no codes at all."""
        with pytest.raises(Malformed):
            Policy(lift=junk)

    def test_four_can_be(self) -> None:
        """The same four are named for whoever asks."""
        assert sorted(rule.code for rule in LIFTABLE) == ["QC-03", "QC-09", "QC-11", "QC-19"]


class TestPlannedDay:
    """One switch says on which midnight the planned day has passed."""

    @given(day=days())
    def test_a_day_apart(self, day: date) -> None:
        """In time on the day itself, or only before it."""
        in_time, too_late = Policy(), Policy(planned_day=False)

        assert too_late.lapse_of(day).astimezone(UTC).hour == 15
        assert in_time.lapse_of(day) - too_late.lapse_of(day) == timedelta(days=1)
        assert in_time.lapse_of(day) == datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


class TestReminders:
    """Lead times: over nothing, up to 366 days, the longest first, each once."""

    def test_they_are_put_in_order(self) -> None:
        """Whatever the order they are given in."""
        hour = timedelta(hours=1)

        assert Policy(duty_reminders=[hour, 3 * hour, hour]).duty_reminders == (3 * hour, hour)

    @pytest.mark.parametrize("lead", [timedelta(0), timedelta(-1), timedelta(days=367), 3600])
    @pytest.mark.parametrize("field", ["duty_reminders", "request_reminders"])
    def test_others_are_malformed(self, field: str, lead: object) -> None:
        """No time, no lead; 366 days are the most."""
        with pytest.raises(Malformed):
            Policy(**{field: [lead]})

        assert Policy(**{field: [timedelta(days=366)]})

    def test_the_hours_nobody_states(self) -> None:
        """Six and one before midnight, fifteen and three before a request can lapse."""
        hour, policy = timedelta(hours=1), Policy()

        assert policy.duty_reminders == (6 * hour, hour)
        assert policy.request_reminders == (15 * hour, 3 * hour)
        assert policy.short_duty == 2 * hour

    @pytest.mark.parametrize("span", [timedelta(0), timedelta(seconds=1), timedelta(days=366)])
    def test_a_short_duty_may_be_none(self, span: timedelta) -> None:
        """Whoever wants no warning sets no time at all."""
        assert Policy(short_duty=span).short_duty == span

    @pytest.mark.parametrize("junk", [timedelta(-1), timedelta(days=366, seconds=1), 7200, None])
    def test_other_spans_are_malformed(self, junk: object) -> None:
        """Less than nothing, more than a year, or no span."""
        with pytest.raises(Malformed, match="short_duty"):
            Policy(short_duty=junk)


class TestRefusableUntil:
    """QC-03 ends refusals at the lapse of the planned date, if one is known and the rule holds."""

    @given(day=days(), planned_day=st.booleans())
    def test_at_the_lapse(self, day: date, planned_day: bool) -> None:
        """The lapse of the date, by the switch; None where nothing ends it."""
        policy = Policy(planned_day=planned_day)

        assert policy.refusable_until(day) == policy.lapse_of(day)
        assert policy.refusable_until(None) is None
        assert Policy(lift={"QC-03"}).refusable_until(day) is None


class TestVersion:
    """A decision is kept with the name of the rules and switches it was made under."""

    @given(one=policies(), other=policies())
    def test_the_same_switches_the_same_name(self, one: Policy, other: Policy) -> None:
        """Two policies share a version exactly when they are equal."""
        assert (one.version == other.version) == (one == other)

    def test_every_switch_counts(self) -> None:
        """Changing any of them changes the name."""
        others = [
            Policy(planned_day=False),
            Policy(lift={"QC-03"}),
            Policy(text=TextPolicy(min_chars=31)),
            Policy(duty_reminders=()),
            Policy(request_reminders=()),
            Policy(short_duty=timedelta(hours=1)),
        ]

        assert len({policy.version for policy in (Policy(), *others)}) == 7

    def test_the_default_keeps_its_name(self) -> None:
        """It stands beside every stored decision: another name says that a switch was changed."""
        assert Policy().version == "1-09a433b8"


class TestTextPolicy:
    """The numbers for texts are positive numbers."""

    @pytest.mark.parametrize("field", ["min_chars", "max_units", "min_kana", "max_lines"])
    def test_one_is_the_least(self, field: str) -> None:
        """A text of one character may do."""
        assert getattr(TextPolicy(**{field: 1}), field) == 1

    @pytest.mark.parametrize("share", [1e-9, 0.5, 1, 1.0])
    def test_a_share_is_up_to_the_whole(self, share: float) -> None:
        """All kana may be asked for."""
        assert TextPolicy(min_kana_share=share).min_kana_share == share

    @pytest.mark.parametrize("junk", [0, 0.0, -0.1, 1.000001, 2, True, "0.1", None])
    def test_other_shares_are_malformed(self, junk: object) -> None:
        """None of the text, more than all of it, or no number."""
        with pytest.raises(Malformed, match="min_kana_share"):
            TextPolicy(min_kana_share=junk)

    def test_the_numbers_nobody_states(self) -> None:
        """These are ours; a change of one changes which refusals are denied."""
        assert TextPolicy() == TextPolicy(
            min_chars=30,
            max_units=1000,
            raw_ceiling=8192,
            min_kana=5,
            min_japanese_letters=12,
            min_kana_share=0.10,
            max_lines=10,
            url_is_violation=False,
        )

    @pytest.mark.parametrize("junk", [0, -1, True, "30", None, float("nan")])
    def test_others_are_malformed(self, junk: object) -> None:
        """The field is named."""
        with pytest.raises(Malformed, match="min_chars"):
            TextPolicy(min_chars=junk)

    def test_the_manuals_number(self) -> None:
        """最少需要填写30文字以上."""
        assert TextPolicy().min_chars == 30
