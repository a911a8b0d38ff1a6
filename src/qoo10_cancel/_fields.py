"""How the fields of values are checked where they enter, and what people type is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar, Final

import attrs

from .errors import Malformed, redacted
from .japan import JST, calendar_day, japan_time
from .messages import Problem

__all__ = [
    "LONGEST_LINE",
    "MOST_DIGITS",
    "Answer",
    "a_day",
    "a_flag",
    "a_line",
    "blank_is_none",
    "brief",
    "is_a",
    "maybe_line",
    "maybe_moment",
    "maybe_moment_or_day",
    "maybe_number",
    "moment_or_day",
    "number",
    "read_day",
    "read_moment",
    "read_moment_or_day",
]

MOST_DIGITS: Final = 20
LONGEST_LINE: Final = 200  # what SetSendingInfo takes for a carrier


def number(text: str) -> str:
    """Return *text* if it is a number as Qoo10 writes them: digits, kept as text.

    Raises:
        Malformed: It is not: too long, not text, or rewritten by a spreadsheet. Blanks around it
            and full-width digits are named, with the number to write.

    >>> number("698016773")
    '698016773'
    """
    if not isinstance(text, str) or not (
        text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    ):
        raise Malformed(
            _typing_error(text)
            or Problem("no-number", {"text": redacted(text), "most": MOST_DIGITS})
        )
    return text


def _typing_error(text: object) -> Problem | None:
    """Return how *text* differs from a number that it holds, if that is all that is wrong."""
    if not isinstance(text, str) or len(text) > LONGEST_LINE:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS):
        return None
    if text.strip() == plain:
        return Problem("blanks-around-number", {"number": plain})
    return Problem("full-width-number", {"number": plain})


def maybe_number(text: str | None) -> str | None:
    """Return *text* as `number` does; None stays None."""
    return None if text is None else number(text)


def maybe_moment(value: datetime | None) -> datetime | None:
    """Return *value* in Japan time; None stays None."""
    return None if value is None else japan_time(value)


def moment_or_day(value: datetime | date) -> datetime | date:
    """Return a moment in Japan time, or a plain date, which is a day in Japan, as it is."""
    if isinstance(value, datetime):
        return japan_time(value)
    if not isinstance(value, date):
        raise Malformed(f"{redacted(value)} is neither an aware moment nor a date in Japan")
    return calendar_day(value)


def maybe_moment_or_day(value: datetime | date | None) -> datetime | date | None:
    """Return *value* as `moment_or_day` does; None stays None."""
    return None if value is None else moment_or_day(value)


class Answer:
    """The result of a question or an act: `to_json` writes its fields, and nothing reads it back.

    Attributes:
        for_readers: What `to_json` adds in a reader's language: names of properties, and of
            methods that take the language.
    """

    __slots__ = ()
    for_readers: ClassVar[tuple[str, ...]] = ()


def a_day(_owner: object, field: attrs.Attribute[Any], value: Any) -> None:
    """Accept a plain date, and None where it is not known."""
    if value is not None:
        try:
            calendar_day(value)
        except Malformed as error:
            raise Malformed(f"{field.name}: {error}") from None


def a_flag(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    """Accept True and False, and None where it is not known."""
    if value is not None and not isinstance(value, bool):
        raise Malformed(
            f"{field.name} must be True, False or None (not known), not {redacted(value)}"
        )


def blank_is_none(text: str | None) -> str | None:
    """Return None for a blank text, which is what a form sends for a field left open."""
    return None if isinstance(text, str) and not text.strip() else text


def maybe_line(owner: object, field: attrs.Attribute[Any], value: object) -> None:
    """Accept what `a_line` accepts, and None where there is none."""
    if value is not None:
        a_line(owner, field, value)


def a_line(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    """Accept one printable line of bounded length."""
    if not isinstance(value, str):
        raise Malformed(f"{field.name} must be a text, not {redacted(value)}")
    # Japanese separates words by U+3000, which Python does not call printable.
    if len(value) > LONGEST_LINE or not value.replace("\u3000", " ").isprintable():
        raise Malformed(Problem("not-one-line", {"field": field.name, "most": LONGEST_LINE}))


def is_a(wanted: type) -> Callable[[object, attrs.Attribute[Any], object], None]:
    """Return a check that accepts values of the class *wanted* alone."""

    def check(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, wanted):
            raise Malformed(f"{field.name} must be {wanted.__name__}, not {type(value).__name__}")

    return check


def brief(value: attrs.AttrsInstance) -> str:
    """Return a repr of *value* without the fields that say nothing but their defaults.

    >>> Order("698016773", evidence=Evidence(carrier="ヤマト運輸"))
    Order(order_no='698016773', evidence=Evidence(carrier='ヤマト運輸'))
    """
    fields = ", ".join(
        f"{field.name}={own!r}"
        for field in attrs.fields(type(value))
        if field.repr and (own := getattr(value, field.name)) != field.default
    )
    return f"{type(value).__name__}({fields})"


# What people type.

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

    >>> from qoo10_cancel import read_day
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

    >>> from qoo10_cancel import read_moment
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

    >>> from qoo10_cancel import read_moment_or_day
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
