"""Dates and moments as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Final

from ..errors import Malformed
from ..japan import JST, calendar_day, japan_time
from ..messages import Problem

__all__ = ["read_day", "read_moment", "read_moment_or_day"]

_CLOCK: Final = re.compile(
    r"[,、\s(]*(JST|Asia/Tokyo|Japan time|日本時間|日本时间|일본 시간)\)?$", re.IGNORECASE
)
"""What may stand behind a moment of Japan's, as people and this library write it."""

_DAY: Final = re.compile(
    r"(\d{4})(?:([-/.])(\d\d?)\2(\d\d?)|\s?年\s?(\d\d?)\s?月\s?(\d\d?)\s?日"
    r"|\s?년\s?(\d\d?)\s?월\s?(\d\d?)\s?일)",
    re.ASCII,
)
_HOURS: Final = re.compile(r"(\d\d?)\s?(?:時|时|點|点|시)\s?(?:(\d\d?)\s?(?:分|분))?", re.ASCII)
_EARLY: Final = re.compile(r"^[T\s]*(?=\d:)", re.ASCII)
"""What stands before an hour of one digit."""


def read_day(text: str) -> date:
    """Read a date in Japan, such as 2022-08-15, 2022/8/15 or 2022年8月15日.

    Full-width digits are read, and blanks around it are left out.

    Raises:
        Malformed: It is none; `message` says so in the reader's language.

    >>> from qoo10_cancel.readers import read_day
    >>> read_day("2022年8月15日") == read_day("２０２２／０８／１５") == read_day("2022-8-15")
    True
    """
    plain = _plain(text)
    found = _DAY.fullmatch(plain)
    if found:
        try:
            return calendar_day(date.fromisoformat(_iso(found)))
        except ValueError:
            pass
    raise Malformed(Problem("not-a-typed-day", {"text": repr(text[:_SHOWN])}))


def read_moment(text: str) -> datetime:
    """Read a moment; one that names no clock is Japan's.

    Raises:
        Malformed: It is none, or a day alone; `message` says so in the reader's language.

    >>> from qoo10_cancel.readers import read_moment
    >>> read_moment("2022年8月12日 9:30").isoformat(), read_moment("2022-08-12T00:30Z").isoformat()
    ('2022-08-12T09:30:00+09:00', '2022-08-12T09:30:00+09:00')
    """
    written = _CLOCK.sub("", _plain(text))
    found = _DAY.match(written)
    if found:
        time = _HOURS.sub(lambda hours: f"{hours[1]}:{hours[2] or 0:0>2}", written[found.end() :])
        written = f"{_iso(found)} {_EARLY.sub('0', time).lstrip('T ')}"
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        read = None
    if read is None or ":" not in written:  # a day alone
        raise Malformed(Problem("not-a-typed-moment", {"text": repr(text[:_SHOWN])}))
    return japan_time(read.replace(tzinfo=JST) if read.tzinfo is None else read)


def read_moment_or_day(text: str) -> datetime | date:
    """Read a moment, or a date where only the day is known; raises as `read_moment` does.

    >>> from qoo10_cancel.readers import read_moment_or_day
    >>> read_moment_or_day("2022/08/12")
    datetime.date(2022, 8, 12)
    """
    return read_day(text) if _DAY.fullmatch(_plain(text)) else read_moment(text)


def _plain(text: str) -> str:
    if not isinstance(text, str):
        raise Malformed(f"a date is typed as text, not as a {type(text).__name__}")
    return unicodedata.normalize("NFKC", text).strip() if len(text) <= _LONGEST else ""


_LONGEST: Final = 100
_SHOWN: Final = 40


def _iso(found: re.Match[str]) -> str:
    month, day = (part for part in found.groups()[2:] if part is not None)
    return f"{found[1]}-{month:0>2}-{day:0>2}"
