"""The exceptions, and whom each one asks to act.

::

    CancelError
    ├── RuleBroken         you:        the event breaks a rule; stands in `decision`
    ├── Malformed          you:        what was handed in is not a value this library knows
    │   ├── Unreadable         a file, a reply, or a row of it cannot be read
    │   ├── UnknownLanguage    no messages in that language
    │   └── KeyReused          an idempotency key came back with another payload
    ├── MissingExtra       you:        install the named extra
    ├── Conflict           nobody:     the store moved meanwhile; read and decide again
    │   └── TransactionLost    the host:   run your transaction again, as a whole
    ├── NotFound           you:        the store does not hold that order or notice
    ├── StoreFailed        the host:   the store cannot be used as it stands
    │   └── RowUnreadable      one row of it cannot be read; the others can
    ├── MarketplaceFailed  see its class: Qoo10 answered with an error, or not at all
    └── NotifierFailed
        ├── NotDelivered   time:       trying again may help
        └── Undeliverable  you:        trying again will not help
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final, Protocol

__all__ = [
    "CancelError",
    "Conflict",
    "KeyReused",
    "Malformed",
    "MarketplaceFailed",
    "MissingExtra",
    "NotDelivered",
    "NotFound",
    "NotifierFailed",
    "RowUnreadable",
    "StoreFailed",
    "TransactionLost",
    "Undeliverable",
    "UnknownLanguage",
    "Unreadable",
    "redacted",
]

_PLAIN: Final = re.compile(r"[A-Za-z0-9_.:/+-]{0,40}")
_MOST_DIGITS: Final = 20


def redacted(value: object) -> str:
    """Return *value* as an error may show it: short, and nobody's name or address.

    >>> redacted("69801677x"), redacted("山田太郎"), redacted({"Receiver": "山田太郎"})
    ("'69801677x'", 'a text of 4 characters', 'a dict')
    """
    if isinstance(value, str):
        return repr(value) if _PLAIN.fullmatch(value) else f"a text of {len(value)} characters"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, float, Enum)):
        return str(value)
    if isinstance(value, int) and abs(value) < 10**_MOST_DIGITS:
        return str(value)
    name = type(value).__name__
    return f"an {name}" if name[0] in "AEIOUaeiou" else f"a {name}"


class CancelError(Exception):
    """Anything this library raises on purpose."""

    def message(self, lang: str) -> str:
        """Say what is wrong: in *lang* where a reader may meet it, else in English.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        worded = getattr(self.args[0] if self.args else None, "message", None)
        return str(self) if worded is None else str(worded(lang))


class Malformed(CancelError, ValueError):
    """What was handed in is not a value this library knows; the message says which."""


class Explained(Protocol):
    """What is wrong, in every language."""

    @property
    def key(self) -> str:
        """Name it, in kebab-case; stable, never translated."""

    @property
    def params(self) -> Mapping[str, object]:
        """Return what its sentence is made of."""

    def message(self, lang: str) -> str:
        """Say in *lang* what is wrong and what to do."""


class Unreadable(Malformed):
    """A file, a reply, a row or a cell of it cannot be read.

    Attributes:
        problem: What is wrong, with a stable key; see `readers.Problem`. As a text, English.
        source: The file's name, or the method that answered.
        line: Line in the file or number of the row, counted from 1; None for the whole.
        column: Name of the column as it stands there; None for the whole row.
        value: What stood there, shortened, with control characters made visible; None where
            it may be anybody's words.
        row_read: Whether the row was read all the same, without this cell or with what could be
            kept of it.
    """

    def __init__(
        self,
        problem: Explained,
        source: str,
        line: int | None = None,
        column: str | None = None,
        value: str | None = None,
        row_read: bool = False,
    ) -> None:
        super().__init__(problem, source, line, column, value, row_read)
        self.problem = problem
        self.source = source
        self.line = line
        self.column = column
        self.value = value
        self.row_read = row_read

    def message(self, lang: str) -> str:
        """Say what is wrong and what to do, in ja, zh-CN, ko or en.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        return self.problem.message(lang)

    def __str__(self) -> str:
        place = self.source
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        value = "" if self.value is None else f": {self.value!r}"
        return f"{place}{value}: {self.problem}"


class UnknownLanguage(Malformed):
    """Messages exist in ja, zh-CN, ko and en only."""


class KeyReused(Malformed):
    """An idempotency key was seen before, with another command."""


class MissingExtra(CancelError, ImportError):
    """A part of the library needs packages that are not installed."""

    def __init__(self, part: str, extra: str) -> None:
        super().__init__(f'{part} needs the extra "{extra}": pip install "qoo10-cancel[{extra}]"')
        self.args = (part, extra)  # a copy is made by calling the class with them
        self.extra = extra


class Conflict(CancelError):
    """The order was changed by somebody else since it was read; read and decide again."""


class TransactionLost(Conflict):
    """A transaction of the host's has met another one; only the host can run it again."""


class NotFound(CancelError, LookupError):
    """The store does not hold the order or the notice that was asked for."""


class StoreFailed(CancelError):
    """The store cannot be used as it stands; the message says why and what to do."""


class RowUnreadable(StoreFailed):
    """One stored row cannot be read: it is damaged, or a newer release has written it."""


class MarketplaceFailed(CancelError):
    """Qoo10 answered with an error, with something unreadable, or not at all.

    The classes in `qoo10_cancel.adapters.qapi` say which, and who must act.
    """


class NotifierFailed(CancelError):
    """A notifier failed to deliver a notice."""


class NotDelivered(NotifierFailed):
    """The notice was not accepted for delivery; trying again may help.

    Attributes:
        retry_after: Seconds the other side asked us to wait, if it said so.
    """

    def __init__(self, why: str, *, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Undeliverable(NotifierFailed):
    """The notice will never be accepted; trying again will not help."""
