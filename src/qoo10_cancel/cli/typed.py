"""Turns what is typed into values: texts, numbers, days and moments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from ..japan import JST, calendar_day, japan_time
from ..messages import LANGUAGES, language
from .problems import Misuse, Usage

if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType

__all__ = [
    "COUNT",
    "DAY",
    "KEY",
    "LANG",
    "MOMENT",
    "MOMENT_OR_DAY",
    "ORDER_NO",
    "SECONDS",
    "TEXT",
    "Typed",
    "choice",
    "day",
    "moment",
    "moment_or_day",
    "yes_or_no",
]

_CLOCK: Final = re.compile(
    r"[,，、\s(（]*(JST|Asia/Tokyo|Japan time|日本時間|日本时间|일본 시간)[)）]?$", re.IGNORECASE
)
"""What may stand behind a moment of Japan's, as people and this library write it."""

_DAY: Final = re.compile(r"(\d{4})([-/])(\d\d?)\2(\d\d?)", re.ASCII)
_EARLY: Final = re.compile(r"^[T ](?=\d:)", re.ASCII)
"""What stands before an hour of one digit."""


class Typed(_ParamType):
    """A type of argument, read by a function that raises `Misuse` when it cannot.

    Args:
        name: The name in capitals, as the help shows it.
        read: Reads the text.
        words: What a shell offers.
    """

    def __init__(
        self, name: str, read: Callable[[str], Any], words: Callable[[], Iterable[str]] = tuple
    ) -> None:
        self.name = name
        self.read = read
        self._words = words

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,  # noqa: ARG002 - Click gives it
    ) -> Any:
        """Read *value*, if it is still text; the system may hand over any bytes."""
        if not isinstance(value, str):
            return value
        try:
            value.encode()
        except UnicodeEncodeError:
            name = "?" if param is None else param.human_readable_name
            raise Misuse("bytes", name=name, text=ascii(value)[:60]) from None
        return self.read(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - as above
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the words that begin with *incomplete*."""
        return [CompletionItem(word) for word in self._words() if word.startswith(incomplete)]


def moment(text: str) -> datetime:
    """Read a moment; one that names no clock is Japan's.

    Raises:
        Malformed: It is no moment.

    >>> from qoo10_cancel.cli.typed import moment
    >>> moment("2022/08/12 14:05").isoformat(), moment("2022-08-12T05:05Z").isoformat()
    ('2022-08-12T14:05:00+09:00', '2022-08-12T14:05:00+09:00')
    """
    written = _CLOCK.sub("", text.strip())
    found = _DAY.match(written)
    if found:
        written = _iso(found) + _EARLY.sub("T0", written[found.end() :])
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise Misuse("moment", text=text) from None
    if ":" not in written:  # a day alone
        raise Misuse("moment", text=text)
    return japan_time(read.replace(tzinfo=JST) if read.tzinfo is None else read)


def day(text: str) -> date:
    """Read a date in Japan, such as 2022-08-15 or 2022/8/15.

    Raises:
        Malformed: It is none.
    """
    found = _DAY.fullmatch(text.strip())
    if found:
        try:
            return calendar_day(date.fromisoformat(_iso(found)))
        except ValueError:
            pass
    raise Misuse("day", text=text)


def _iso(found: re.Match[str]) -> str:
    return f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}"


def moment_or_day(text: str) -> datetime | date:
    """Read a moment, or a date where only the day is known."""
    return day(text) if _DAY.fullmatch(text.strip()) else moment(text)


_YES_OR_NO: Final = {"yes": True, "true": True, "no": False, "false": False}


def yes_or_no(text: str) -> bool:
    """Read yes or no.

    Raises:
        Malformed: It is neither.
    """
    if text.lower() not in _YES_OR_NO:
        raise Misuse("yes_or_no", text=text)
    return _YES_OR_NO[text.lower()]


def _number(read: Callable[[str], float], least: float, most: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        try:
            value = read(text)
        except ValueError:
            raise Usage("number", text=text, least=least, most=most) from None
        if not least <= value <= most:
            raise Usage("number", text=text, least=least, most=most)
        return value

    return number


def _order_no(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise Misuse("order_no", text=text)
    return text


def _key(text: str) -> str:
    if not text.strip():  # a script's variable that is not set
        raise Misuse("empty_key")
    return text


def choice(name: str, key: str, words: Iterable[str]) -> Typed:
    """Return a type that takes one of *words*; the problem *key* lists them as `known`."""
    known = tuple(words)

    def read(text: str) -> str:
        if text not in known:
            raise Misuse(key, name=text, known=", ".join(known))
        return text

    return Typed(name, read, lambda: known)


TEXT: Final = Typed("TEXT", str)
ORDER_NO: Final = Typed("ORDER", _order_no)
KEY: Final = Typed("KEY", _key)
DAY: Final = Typed("DATE", day)
MOMENT: Final = Typed("MOMENT", moment)
MOMENT_OR_DAY: Final = Typed("MOMENT", moment_or_day)
COUNT: Final = Typed("N", _number(int, 1, 1_000_000))
SECONDS: Final = Typed("SECONDS", _number(float, 0.1, 3600))
LANG: Final = Typed("LANG", language, lambda: LANGUAGES)
