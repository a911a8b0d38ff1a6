"""Japan's clock and calendar: a fixed +09:00."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import JST, Malformed
from qoo10_cancel.japan import (
    calendar_day,
    day_of,
    duration_text,
    end_of,
    japan_time,
    midnight,
    moment_text,
)
from qoo10_cancel.testing.strategies import days, moments, zones


class TestMoments:
    """A moment is aware, lies between 1970 and 9998, and is told as Japan's clocks show it."""

    @given(moment=moments(wide=True))
    def test_the_moment_stays_the_same(self, moment: datetime) -> None:
        """Another clock shows it, nine hours ahead of UTC."""
        local = japan_time(moment)

        assert local == moment
        assert local.tzinfo is JST
        assert local.utcoffset() == timedelta(hours=9)

    @given(moment=moments())
    def test_twice_is_once(self, moment: datetime) -> None:
        """A moment in Japan time is returned as it is."""
        local = japan_time(moment)

        assert japan_time(local) is local

    @given(moment=moments(wide=True), zone=zones())
    def test_from_there_and_back(self, moment: datetime, zone: timezone) -> None:
        """Another zone's clock shows the same moment, as `timezone` would tell it."""
        theirs = timezone(timedelta(hours=9))
        assert moment.astimezone(JST) == moment.astimezone(zone).astimezone(JST) == moment
        assert moment.astimezone(JST).isoformat() == moment.astimezone(theirs).isoformat()
        assert hash(moment.astimezone(JST)) == hash(moment)

    @given(moment=moments())
    def test_it_stays_in_japan_when_copied(self, moment: datetime) -> None:
        """Pickled or copied, its zone is still the one that is compared by `is`."""
        ours = japan_time(moment)
        pickled = pickle.loads(pickle.dumps(ours))  # noqa: S301  our own
        for other in (copy.copy(ours), copy.deepcopy(ours), pickled):
            assert other == ours
            assert other.tzinfo is JST

    def test_it_can_be_read(self) -> None:
        """The repr stands in every order's, so it is short."""
        moment = datetime(2022, 8, 12, 10, 5, tzinfo=JST)

        assert repr(moment) == "datetime.datetime(2022, 8, 12, 10, 5, tzinfo=JST)"
        assert f"{moment:%H:%M %Z %z}" == "10:05 JST +0900"
        assert moment.dst() is None

    @given(moment=st.datetimes())
    def test_a_naive_moment_is_malformed(self, moment: datetime) -> None:
        """Nobody knows where its clock stands."""
        with pytest.raises(Malformed, match="naive"):
            japan_time(moment)

    @pytest.mark.parametrize("junk", [None, "2022-08-12", date(2022, 8, 12), 1660273200, object()])
    def test_anything_else_is_malformed(self, junk: object) -> None:
        """A date is no moment, nor is a number."""
        with pytest.raises(Malformed, match="not a moment"):
            japan_time(junk)

    @pytest.mark.parametrize(
        "moment",
        [
            datetime(1970, 1, 1, tzinfo=JST) - timedelta(microseconds=1),
            datetime(9999, 1, 1, tzinfo=JST),
            datetime(9999, 12, 31, 23, tzinfo=UTC),
            datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
            datetime(1, 1, 1, tzinfo=JST),
        ],
    )
    def test_the_calendars_ends_are_malformed(self, moment: datetime) -> None:
        """What a deadline could fall off is refused where it enters."""
        with pytest.raises(Malformed, match="1970 to 9998"):
            japan_time(moment)

    def test_the_first_and_the_last_year_are_good(self) -> None:
        """1970 and 9998 are inside."""
        first = datetime(1970, 1, 1, tzinfo=JST)
        last = datetime(9999, 1, 1, tzinfo=JST) - timedelta(microseconds=1)

        assert (japan_time(first), japan_time(last)) == (first, last)


class TestDays:
    """A day in Japan begins and ends at midnight in Japan, wherever one looks from."""

    @given(moment=moments(), zone=zones())
    def test_every_moment_lies_in_its_day(self, moment: datetime, zone: timezone) -> None:
        """From its midnight on, and before its end."""
        day = day_of(moment.astimezone(zone))

        assert midnight(day) <= moment < end_of(day)

    @given(day=days(wide=True))
    def test_a_day_has_24_hours(self, day: date) -> None:
        """There is no summer time."""
        assert end_of(day) - midnight(day) == timedelta(hours=24)
        assert end_of(day) == midnight(day + timedelta(days=1))

    def test_the_evening_in_utc_is_tomorrow(self) -> None:
        """14:59 UTC is still today in Japan, 15:00 is not."""
        assert day_of(datetime(2022, 8, 12, 14, 59, 59, 999999, tzinfo=UTC)) == date(2022, 8, 12)
        assert day_of(datetime(2022, 8, 12, 15, tzinfo=UTC)) == date(2022, 8, 13)

    @pytest.mark.parametrize(
        "junk", [None, "2022-08-12", datetime(2022, 8, 12, tzinfo=JST), 20220812]
    )
    def test_a_day_is_a_plain_date(self, junk: object) -> None:
        """A moment is no day, nor is a text."""
        with pytest.raises(Malformed, match="not a date"):
            calendar_day(junk)

    @given(seconds=st.integers(-3600, 400 * 86400))
    def test_what_is_left_of_it_reads_as_a_clock(self, seconds: int) -> None:
        """Hours, minutes, seconds; never less than nothing."""
        hour, minute, second = map(int, duration_text(timedelta(seconds=seconds)).split(":"))

        assert hour * 3600 + minute * 60 + second == max(0, seconds)
        assert minute < 60
        assert second < 60

    @given(moment=moments(), zone=zones())
    def test_a_moment_is_written_for_japan(self, moment: datetime, zone: timezone) -> None:
        """To the minute, or to the second where it has seconds; wherever its clock stands."""
        local = moment.astimezone(timezone(timedelta(hours=9)))
        text = moment_text(moment.astimezone(zone))

        assert text == local.isoformat(" ")[: 19 if local.second else 16]

    def test_the_first_and_the_last_day_are_good(self) -> None:
        """Of 1970 and of 9997, whose end is still a moment."""
        for day in (date(1970, 1, 1), date(9997, 12, 31)):
            assert calendar_day(day) == day

    @pytest.mark.parametrize("year", [1, 1969, 9998, 9999])
    def test_a_day_lies_inside_the_years(self, year: int) -> None:
        """1970 to 9998."""
        with pytest.raises(Malformed, match="1970 to 9998"):
            calendar_day(date(year, 12, 31))
