"""One cell at a time: texts, numbers and dates, and how a bad one is shown."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from .. import _fields as fields
from ..errors import Malformed
from ..japan import JST

__all__ = [
    "AGAIN",
    "Rewritten",
    "fold",
    "is_personal",
    "line",
    "moment",
    "moment_or_day",
    "number",
    "planned_day",
    "shown",
    "text_of",
    "tracking_number",
]

AGAIN: Final = "export the file from J·QSM again and do not open it in a spreadsheet first"

_BLANKS: Final = " \t\r\n\u3000\u00a0"
_MOST_BITS: Final = 67  # as 20 digits have; to write out a number of millions takes for ever
_LONGEST_SHOWN: Final = 40


def fold(name: str) -> str:
    """Return a column's name as names are compared: QAPI mixes orderDate with PaymentDate."""
    return name.strip(_BLANKS).casefold()


def text_of(value: object) -> str:
    """Return what stands in a cell; `null`, `""` and `[]` are all empty."""
    if isinstance(value, str):
        return value.strip(_BLANKS)
    if value is None or value == []:
        return ""
    if type(value) is int:
        if value.bit_length() > _MOST_BITS:
            raise Malformed("this number is longer than any of Qoo10's")
        return str(value)
    raise Malformed(f"this must be a text or a whole number, not a {type(value).__name__}")


# Reading.


class Rewritten(Malformed):
    """A number or a date as spreadsheets write them, and not as Qoo10 does."""


_EXPONENT: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.ASCII | re.IGNORECASE)
_DAY_AND_TIME: Final = re.compile(
    r"(\d{4})([-/])(\d\d)\2(\d\d)(?: (\d\d):(\d\d):(\d\d))?", re.ASCII
)
_DIGITS_ONLY: Final = re.compile(r"(\d{4})()(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?", re.ASCII)
# 8/12/2022, 2022/8/12 0:00, 12.08.2022 1:00:00 PM; not 2022-08-12T10:00:00, which programs write.
_REWRITTEN: Final = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?: \D*\d{1,2}:\d\d(?::\d\d)?\D*)?", re.ASCII
)
_NO_DATE: Final = (
    "this is no date as Qoo10 writes them: 2022-08-12, 2022/08/12, 20220812, or with a time"
)
_YEARS: Final = range(2000, 2100)


def number(text: str) -> str:
    """Read a number as Qoo10 writes them: digits, kept as text."""
    _is_whole(text)
    try:
        return fields.number(text)
    except Malformed:  # which repeats the text, whatever it is
        raise Malformed(
            f"this is not a number of Qoo10's: 1 to {fields.MOST_DIGITS} digits"
        ) from None


def _is_whole(text: str) -> None:
    if _EXPONENT.fullmatch(text):
        raise Rewritten("the last digits of this number are lost")


def line(text: str) -> str:
    """Read one printable line. A wide or unbreakable space is a space."""
    plain = text.replace("\u3000", " ").replace("\u00a0", " ")
    if len(plain) > fields.LONGEST_LINE:
        raise Malformed(
            f"this text has {len(plain)} characters; {fields.LONGEST_LINE} are allowed"
        )
    if not plain.isprintable():
        raise Malformed("this text has line breaks or characters that cannot be printed")
    return plain


def tracking_number(text: str) -> str:
    """Read a parcel's number, which may have letters and hyphens."""
    _is_whole(text)
    return line(text)


@lru_cache(maxsize=1024)  # the rows of a file share their dates
def moment_or_day(text: str) -> datetime | date:
    """Read a date in one of Qoo10's shapes, with its time in Japan where it has one."""
    found = _DAY_AND_TIME.fullmatch(text) or _DIGITS_ONLY.fullmatch(text)
    if found is None:
        kind = Rewritten if _REWRITTEN.fullmatch(text) else Malformed
        raise kind(_NO_DATE)
    year, _, *rest = found.groups()
    parts = [int(part) for part in rest if part is not None]
    if int(year) not in _YEARS:
        raise Malformed("this date lies outside the years 2000 to 2099")
    try:
        day = date(int(year), parts[0], parts[1])
        if len(parts) == 2:  # noqa: PLR2004 - month and day, no time
            return day
        hour, minute, second = parts[2:]
        return datetime.combine(day, time(hour, minute, second), JST)
    except ValueError:
        raise Malformed("there is no such date or time") from None


def moment(text: str) -> datetime | None:
    """Read a moment; None where only the day stands, of which no moment is made up."""
    value = moment_or_day(text)
    return value if isinstance(value, datetime) else None


def planned_day(text: str) -> date:
    """Read a date; a time of day behind it does not count."""
    value = moment_or_day(text)
    return value.date() if isinstance(value, datetime) else value


# Showing.

_PERSONAL_COLUMN: Final = re.compile(
    "name|kana|gata|buyer|receiver|sender|tel|phone|mobile|mail|addr|zip|birth"
    "|名|氏|様|カナ|フリガナ|受取|購入者|贈り主|宛|電話|携帯|住所|郵便|メール"
    "|이름|성명|인명|자명|수취인|구매자|받는|보내는|전화|휴대|핸드폰|주소|우편|메일"
    "|姓|收取人|收件|收货|买家|电话|手机|地址|邮编|邮箱|邮件"
)
_PERSONAL_VALUE: Final = re.compile(
    r"\S@\S|\+\d[\d ()-]{6,}|\b0\d{1,4}[- ]\d{1,4}[- ]\d{3,4}|^0\d{9,10}$|〒|^\d{3}-\d{4}$"
    r"|[都道府県].{1,12}[市区町村]"
)


def is_personal(column: str, value: str) -> bool:
    """Say whether a column this library does not know may hold names, phones or addresses."""
    return bool(_PERSONAL_COLUMN.search(fold(column)) or _PERSONAL_VALUE.search(value))


def shown(value: object) -> str:
    """Return *value* as an error may show it: short, visible, and nothing personal."""
    text = value[: _LONGEST_SHOWN + 1] if isinstance(value, str) else _written(value)
    if _PERSONAL_VALUE.search(text):
        return "(not shown: it looks like a phone number or an address)"
    visible = "".join(ch if ch.isprintable() else f"<U+{ord(ch):04X}>" for ch in text)
    return visible if len(visible) <= _LONGEST_SHOWN else visible[:_LONGEST_SHOWN] + "…"


def _written(value: object) -> str:
    """Return a single value as it is written; what may hold others is not looked into."""
    single = type(value) in (bool, float) or (
        type(value) is int and value.bit_length() <= _MOST_BITS
    )
    return str(value) if single else f"({type(value).__name__})"
