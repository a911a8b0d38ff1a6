"""Turns typed text into values: numbers, days, moments and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from .._fields import read_day, read_moment, read_moment_or_day
from ..messages import LANGUAGES, language
from ..order import Order
from .problems import Misuse, Usage

if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType

__all__ = [
    "COUNT",
    "DAY",
    "DAYS",
    "KEY",
    "LANG",
    "MOMENT",
    "MOMENT_OR_DAY",
    "ORDER_NO",
    "SECONDS",
    "TEXT",
    "Typed",
    "choice",
    "yes_or_no",
]


class Typed(_ParamType):
    """A type of argument, read by a function that raises `Misuse` when it cannot.

    Args:
        name: The name in capitals, as the help shows it.
        read: Reads the text.
        words: Returns what it may be, as a shell offers it and the help lists it.
    """

    def __init__(
        self, name: str, read: Callable[[str], Any], words: Callable[[], Iterable[str]] = tuple
    ) -> None:
        self.name = name
        self.read = read
        self.words = words

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
        return [CompletionItem(word) for word in self.words() if word.startswith(incomplete)]


_YES_OR_NO: Final = {"yes": True, "true": True, "no": False, "false": False}


def yes_or_no(text: str) -> bool:
    """Read yes or no.

    Raises:
        Malformed: *text* is neither.
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
    if not text.strip().isdigit():
        raise Misuse("order_no", text=text)
    return Order(text).order_no


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
DAY: Final = Typed("DATE", read_day)
MOMENT: Final = Typed("MOMENT", read_moment)
MOMENT_OR_DAY: Final = Typed("MOMENT", read_moment_or_day)
COUNT: Final = Typed("N", _number(int, 1, 1_000_000))
DAYS: Final = Typed("N", _number(int, 1, 36_500))  # a date has no year before 1
SECONDS: Final = Typed("SECONDS", _number(float, 0.1, 3600))
LANG: Final = Typed("LANG", language, lambda: LANGUAGES)
