"""The switches: what may be lifted, and under which name a decision is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

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
        assert Policy().version.startswith("1-")


class TestTextPolicy:
    """The numbers for texts are positive numbers."""

    @pytest.mark.parametrize("junk", [0, -1, True, "30", None, float("nan")])
    def test_others_are_malformed(self, junk: object) -> None:
        """The field is named."""
        with pytest.raises(Malformed, match="min_chars"):
            TextPolicy(min_chars=junk)

    def test_the_manuals_number(self) -> None:
        """最少需要填写30文字以上."""
        assert TextPolicy().min_chars == 30
