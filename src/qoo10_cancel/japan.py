"""Japan time: a fixed +09:00, its days, and where they end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from .errors import Malformed

__all__ = ["JST", "day_of", "end_of", "japan", "midnight"]

JST: Final = timezone(timedelta(hours=9), "JST")
"""Japan has no summer time, so no time zone data is needed."""

_DAY: Final = timedelta(days=1)


def japan(moment: datetime) -> datetime:
    """Return *moment* as Japan's clocks show it.

    Raises:
        Malformed: The moment is naive, or is no moment at all.

    >>> japan(datetime(2022, 8, 11, 16, 0, tzinfo=timezone.utc)).isoformat()
    '2022-08-12T01:00:00+09:00'
    """
    if not isinstance(moment, datetime):
        raise Malformed(f"{moment!r} is not a moment; give an aware datetime")
    try:
        if moment.tzinfo is JST:
            return moment
        if moment.utcoffset() is None:
            raise Malformed(
                f"{moment.isoformat()} is a naive moment; say where its clock stands, "
                "for example datetime(..., tzinfo=JST)"
            )
        return moment.astimezone(JST)
    except OverflowError:
        raise Malformed(f"{moment!r} lies outside the calendar when told in Japan time") from None


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
    try:
        return midnight(day + _DAY)
    except OverflowError:
        raise Malformed(f"{day.isoformat()} is the calendar's last day and has no end") from None


def day_of(moment: datetime) -> date:
    """Return the day in Japan on which *moment* falls.

    >>> day_of(datetime(2022, 8, 11, 15, 0, tzinfo=timezone.utc))
    datetime.date(2022, 8, 12)
    """
    return japan(moment).date()
