"""Japan time: a fixed +09:00, its days and their ends; how moments and durations are written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from .errors import Malformed, redacted

__all__ = [
    "JST",
    "calendar_day",
    "day_of",
    "duration_text",
    "end_of",
    "japan_time",
    "midnight",
    "moment_text",
]


class _JapanTime(tzinfo):
    """A fixed +09:00. Unlike `timezone`, it has a short repr, which stands in every order's."""

    __slots__ = ()

    def utcoffset(self, _moment: datetime | None) -> timedelta:
        return _OFFSET

    def dst(self, _moment: datetime | None) -> None:
        return None

    def tzname(self, _moment: datetime | None) -> str:
        return "JST"

    def fromutc(self, moment: datetime) -> datetime:
        return moment + _OFFSET

    def __repr__(self) -> str:
        return "JST"

    def __reduce__(self) -> str:  # pickled and copied, it is still the one that `is` compares
        return "JST"


_OFFSET: Final = timedelta(hours=9)

JST: Final = _JapanTime()
"""Japan has no summer time, so no time zone data is needed.

>>> datetime(2022, 8, 12, 10, 5, tzinfo=JST)
datetime.datetime(2022, 8, 12, 10, 5, tzinfo=JST)
"""

_DAY: Final = timedelta(days=1)

# Far from the calendar's ends, so that no deadline counted from a moment falls off them.
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 9998
_OUTSIDE: Final = f"lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}"


def japan_time(moment: datetime) -> datetime:
    """Return *moment* as Japan's clocks show it.

    Raises:
        Malformed: The moment is naive, or is no moment at all.

    >>> japan_time(datetime(2022, 8, 11, 16, 0, tzinfo=timezone.utc)).isoformat()
    '2022-08-12T01:00:00+09:00'
    """
    if not isinstance(moment, datetime):
        raise Malformed(f"{redacted(moment)} is not a moment; give an aware datetime")
    if moment.tzinfo is not JST:
        moment = _converted(moment)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise Malformed(f"{moment.isoformat()} {_OUTSIDE}")
    return moment


def _converted(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise Malformed(
            f"{moment.isoformat()} is a naive moment; say where its clock stands, "
            "for example datetime(..., tzinfo=JST)"
        )
    try:
        return moment.astimezone(JST)
    except OverflowError:
        raise Malformed(f"{moment.isoformat()} {_OUTSIDE}") from None


def calendar_day(day: date) -> date:
    """Return *day*, a plain date in Japan.

    Raises:
        Malformed: It is a moment, no date at all, or outside the years 1970 to 9997.
    """
    if type(day) is not date:
        raise Malformed(f"{redacted(day)} is not a date in Japan; give a plain date")
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:  # its end is a moment, and so within the years
        raise Malformed(f"{day.isoformat()} {_OUTSIDE}")
    return day


def midnight(day: date) -> datetime:
    """Return the first moment of *day* in Japan.

    >>> midnight(date(2022, 8, 12)).isoformat()
    '2022-08-12T00:00:00+09:00'
    """
    return datetime.combine(day, time.min, JST)


def end_of(day: date) -> datetime:
    """Return the first moment after *day* in Japan: an exclusive bound.

    >>> end_of(date(2022, 8, 12)).isoformat()
    '2022-08-13T00:00:00+09:00'
    """
    return midnight(day + _DAY)


def day_of(moment: datetime) -> date:
    """Return the day in Japan on which *moment* falls.

    >>> day_of(datetime(2022, 8, 11, 15, 0, tzinfo=timezone.utc))
    datetime.date(2022, 8, 12)
    """
    return japan_time(moment).date()


def moment_text(moment: datetime) -> str:
    """Return *moment* as a person in Japan reads it; seconds only where there are some.

    >>> moment_text(datetime(2022, 8, 12, 15, 0, tzinfo=timezone.utc))
    '2022-08-13 00:00'
    >>> moment_text(datetime(2022, 8, 12, 11, 37, 5, tzinfo=JST))
    '2022-08-12 11:37:05'
    """
    local = japan_time(moment)
    return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"


def duration_text(left: timedelta) -> str:
    """Return *left* as h:mm:ss in whole seconds; 0:00:00 when nothing is left.

    >>> duration_text(timedelta(hours=26, seconds=30))
    '26:00:30'
    """
    minutes, seconds = divmod(max(0, int(left.total_seconds())), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
