"""Cells: texts, numbers and dates, and how an error shows a bad one."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from math import isnan
from typing import Any, Final

from .. import _fields as fields
from ..japan import JST

__all__ = [
    "BadCell",
    "cell_text",
    "escaped",
    "fold",
    "is_personal",
    "line",
    "moment",
    "moment_or_day",
    "number",
    "planned_day",
    "tracking_number",
]

_BLANKS: Final = " \t\r\n\u3000\u00a0"
_MOST_BITS: Final = 67  # as 20 digits have; to write out a number of millions takes for ever
_LONGEST_SHOWN: Final = 40


class BadCell(Exception):
    """A cell that cannot be read as it stands.

    Attributes:
        key: The kind of problem.
        params: The params of its sentence.
        kept: The part that can be read all the same; None if there is none.
    """

    def __init__(self, key: str, kept: Any = None, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.kept = kept
        self.params = params


def fold(name: str) -> str:
    """Return a column's name for comparing: QAPI mixes orderDate with PaymentDate."""
    return name.strip(_BLANKS).casefold()


def cell_text(value: object) -> str:
    """Return the text of a cell; `null`, `""` and `[]` are all empty.

    Raises:
        BadCell: *value* is neither a text nor a whole number.
    """
    if isinstance(value, str):
        return value.strip(_BLANKS)
    if value is None or value == []:
        return ""
    if type(value) is int:
        if value.bit_length() > _MOST_BITS:
            raise BadCell("number-too-long")
        return str(value)
    if type(value) is float:
        raise BadCell(_float_key(value))
    raise BadCell("not-a-text", type=type(value).__name__)


def _float_key(value: float) -> str:
    if isnan(value):  # as pandas hands out empty cells
        return "word-for-empty"
    return "decimal" if value.is_integer() else "not-a-number"


# Reading.

_EMPTY_WORDS: Final = frozenset({"nan", "NaN", "NaT", "<NA>", "None", "null", "undefined", "#N/A"})
"""What programs write for an empty cell: pandas, Python, JavaScript, spreadsheets."""

_EXPONENT: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.ASCII | re.IGNORECASE)
_DECIMAL: Final = re.compile(r"\d+\.0+", re.ASCII)
_DAY_AND_TIME: Final = re.compile(
    r"(\d{4})([-/])(\d\d)\2(\d\d)(?: (\d\d):(\d\d):(\d\d))?", re.ASCII
)
_DIGITS_ONLY: Final = re.compile(r"(\d{4})()(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?", re.ASCII)
# 8/12/2022, 2022/8/12 0:00, 12.08.2022 1:00:00 PM; not 2022-08-12T10:00:00, which programs write.
_REWRITTEN: Final = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?: \D*\d{1,2}:\d\d(?::\d\d)?\D*)?", re.ASCII
)
_YEARS: Final = range(2000, 2100)


def _check_not_empty_word(text: str) -> None:
    if text in _EMPTY_WORDS:
        raise BadCell("word-for-empty")


def _check_all_digits_left(text: str) -> None:
    _check_not_empty_word(text)
    if _EXPONENT.fullmatch(text):
        raise BadCell("lost-digits")
    if _DECIMAL.fullmatch(text):
        raise BadCell("decimal")


def number(text: str) -> str:
    """Read a number as Qoo10 writes them: digits, kept as text."""
    _check_all_digits_left(text)
    if not (text.isascii() and text.isdigit() and len(text) <= fields.MOST_DIGITS):
        raise BadCell("not-a-number", most=fields.MOST_DIGITS)
    return text


def line(text: str) -> str:
    """Read a free text as one printable line; fold or cut any other.

    Raises:
        BadCell: The text was folded or cut; `kept` has the line.
    """
    _check_not_empty_word(text)
    plain = text[: 8 * fields.LONGEST_LINE].replace("\u3000", " ").replace("\u00a0", " ")
    folded = plain if plain.isprintable() else _folded(plain)
    if len(text) > fields.LONGEST_LINE:
        cut = folded[: fields.LONGEST_LINE].rstrip()
        raise BadCell("text-cut", cut, length=len(text), most=fields.LONGEST_LINE)
    if folded is not plain:
        raise BadCell("text-folded", folded)
    return plain


def _folded(text: str) -> str:
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())


def tracking_number(text: str) -> str:
    """Read a parcel's number, which may have letters and hyphens."""
    _check_all_digits_left(text)
    plain = text.replace("\u3000", " ").replace("\u00a0", " ")
    if len(plain) > fields.LONGEST_LINE or not plain.isprintable():
        raise BadCell("not-a-tracking-number", most=fields.LONGEST_LINE)
    return plain


@lru_cache(maxsize=1024)  # the rows of a file share their dates
def moment_or_day(text: str) -> datetime | date:
    """Read a date in one of Qoo10's shapes, with its time in Japan where it has one."""
    found = _DAY_AND_TIME.fullmatch(text) or _DIGITS_ONLY.fullmatch(text)
    if found is None:
        _check_not_empty_word(text)
        raise BadCell("rewritten-date" if _REWRITTEN.fullmatch(text) else "not-a-date")
    year, _, *rest = found.groups()
    parts = [int(part) for part in rest if part is not None]
    if int(year) not in _YEARS:
        raise BadCell("date-outside", first=_YEARS[0], last=_YEARS[-1])
    try:
        day = date(int(year), parts[0], parts[1])
        if len(parts) == 2:  # noqa: PLR2004 - month and day, no time
            return day
        hour, minute, second = parts[2:]
        return datetime.combine(day, time(hour, minute, second), JST)
    except ValueError:
        raise BadCell("no-such-date") from None


def moment(text: str) -> datetime | None:
    """Read a moment; None if the cell has only a day, since no time is invented."""
    value = moment_or_day(text)
    return value if isinstance(value, datetime) else None


def planned_day(text: str) -> date:
    """Read a date, and ignore a time of day after it."""
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
_HIDDEN: Final = "(not shown: it looks like a phone number or an address)"


def is_personal(column: str, value: str) -> bool:
    """Say whether a column this library does not know may hold names, phones or addresses."""
    return bool(_PERSONAL_COLUMN.search(fold(column)) or _PERSONAL_VALUE.search(value))


def escaped(value: object) -> str:
    """Return *value* as an error may show it: short, printable, and nothing personal."""
    text = value[: _LONGEST_SHOWN + 1] if isinstance(value, str) else _single(value)
    if _PERSONAL_VALUE.search(text):
        return _HIDDEN
    printable = "".join(ch if ch.isprintable() else f"<U+{ord(ch):04X}>" for ch in text)
    return printable if len(printable) <= _LONGEST_SHOWN else printable[:_LONGEST_SHOWN] + "…"


def _single(value: object) -> str:
    """Write out a single value; of a container name only the type."""
    single = type(value) in (bool, float) or (
        type(value) is int and value.bit_length() <= _MOST_BITS
    )
    return str(value) if single else f"({type(value).__name__})"
