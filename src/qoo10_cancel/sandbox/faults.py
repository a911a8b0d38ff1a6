"""Faults that are counted: the nth call, the first ones, a method, a time, or seeded dice."""

from __future__ import annotations

import random
from datetime import datetime
from enum import Enum
from typing import Any, Final

import attrs

from .._fields import is_a, maybe_line
from ..errors import Malformed, redacted
from ..japan import japan_time

__all__ = ["Fault", "FaultKind", "Faults"]


_LONGEST: Final = 600.0


class FaultKind(Enum):
    """What goes wrong with a call."""

    REFUSE = "refuse"
    """The connection is closed before anything is done."""
    DONE_NOT_ANSWERED = "done-not-answered"
    """It is carried out, and the connection is closed without an answer."""
    ANSWERED_NOT_DONE = "answered-not-done"
    """Success is answered, and nothing is done."""
    HALF = "half"
    """It is carried out; half of the answer is sent, then the connection is closed."""
    SLOW = "slow"
    """It is carried out and answered after some real seconds."""
    SERVER_ERROR = "server-error"
    """HTTP 503 with a page; nothing is done."""
    HTML = "html"
    """HTTP 200 with a page instead of JSON; nothing is done."""
    WRONG_JSON = "wrong-json"
    """HTTP 200 with JSON that breaks off; nothing is done."""
    NO_OBJECT = "no-object"
    """Success without ResultObject."""
    CODE = "code"
    """An error number, in either envelope; nothing is done."""
    DOUBLED_ROW = "doubled-row"
    """The first row of a list stands in it twice."""
    MISSING_ROW = "missing-row"
    """The first row of a list is missing."""
    LAGGING_CLAIMS = "lagging-claims"
    """The claim list is the one that was answered last time."""


def _kind(value: Any) -> FaultKind:
    try:
        return FaultKind(value)
    except ValueError:
        known = ", ".join(kind.value for kind in FaultKind)
        raise Malformed(
            f"{redacted(value)} is not a kind of fault; choose one of {known}"
        ) from None


def _count(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and (type(value) is not int or value < 1):
        raise Malformed(f"{field.name} counts from 1; it cannot be {redacted(value)}")


def _chance(_owner: object, _field: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and not (isinstance(value, int | float) and 0 < value <= 1):
        raise Malformed(f"chance is a probability above 0 and up to 1, not {redacted(value)}")


def _seconds(_owner: object, _field: attrs.Attribute[Any], value: float) -> None:
    if not 0 <= value <= _LONGEST:
        raise Malformed(f"seconds goes from 0 to {_LONGEST:.0f}, not {redacted(value)}")


@attrs.frozen
class Fault:
    """One fault and when it strikes: every condition that is given must hold.

    Attributes:
        kind: What goes wrong.
        method: Only calls of this method, such as `SetSendingInfo`; case does not count.
        nth: Only the nth of these calls, counted from 1.
        first: Only this many of these calls, from the first.
        since: Not before this moment of the shop's clock.
        until: Not from this moment on.
        chance: Only with this probability, by the shop's seeded dice.
        seconds: For `slow`: how long, in real seconds.
        code: For `code`: the number.
        routing: For `code`: in the routing's envelope (ErrorCode, ErrorMsg).

    >>> from qoo10_cancel.sandbox import Fault, FaultKind
    >>> Fault(FaultKind.DONE_NOT_ANSWERED, method="SetSendingInfo", nth=1).nth
    1
    """

    kind: FaultKind = attrs.field(converter=_kind)
    method: str | None = attrs.field(default=None, validator=maybe_line)
    nth: int | None = attrs.field(default=None, validator=_count)
    first: int | None = attrs.field(default=None, validator=_count)
    since: datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(japan_time)
    )
    until: datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(japan_time)
    )
    chance: float | None = attrs.field(default=None, validator=_chance)
    seconds: float = attrs.field(default=1.0, converter=float, validator=_seconds)
    code: int = attrs.field(default=-90001, validator=is_a(int))
    routing: bool = attrs.field(default=True, validator=is_a(bool))

    def fits(self, method: str) -> bool:
        """Say whether the fault is about *method*."""
        if self.method is None:
            return True
        return method.casefold().rpartition(".")[2] == self.method.casefold().rpartition(".")[2]

    def as_json(self) -> dict[str, Any]:
        """Return the fault in plain JSON, without the fields that were not given."""
        plain = attrs.asdict(self, filter=lambda field, value: value != field.default)
        return {
            name: value.value
            if isinstance(value, Enum)
            else value.isoformat()
            if isinstance(value, datetime)
            else value
            for name, value in plain.items()
        }

    @classmethod
    def from_json(cls, document: Any) -> Fault:
        """Return the fault that *document* describes.

        Raises:
            Malformed: It describes no fault.
        """
        try:
            moments = {
                name: datetime.fromisoformat(document[name])
                for name in ("since", "until")
                if name in document
            }
            return cls(**{**document, **moments})
        except (TypeError, ValueError) as wrong:
            raise Malformed(f"this does not describe a fault: {wrong!s:.100}") from None


class Faults:
    """The faults of one shop, and how many calls each has counted."""

    def __init__(self, seed: int = 0) -> None:
        self._faults: list[tuple[Fault, list[int]]] = []
        self._dice = random.Random(seed)  # noqa: S311
        self.struck = 0

    def add(self, fault: Fault) -> None:
        """Add *fault*; its count begins now."""
        self._faults.append((fault, [0]))

    def clear(self) -> None:
        """Remove every fault."""
        self._faults.clear()

    def all(self) -> list[Fault]:
        """Return the faults, oldest first."""
        return [fault for fault, _calls in self._faults]

    def next(self, method: str, now: datetime) -> Fault | None:
        """Count a call of *method*, and return the first fault that strikes it."""
        found = None
        for fault, calls in self._faults:
            if fault.fits(method):
                calls[0] += 1
                if found is None and self._strikes(fault, calls[0], now):
                    found = fault
        self.struck += found is not None
        return found

    def _strikes(self, fault: Fault, call: int, now: datetime) -> bool:
        return (
            fault.nth in {None, call}
            and (fault.first is None or call <= fault.first)
            and (fault.since is None or fault.since <= now)
            and (fault.until is None or now < fault.until)
            and (fault.chance is None or self._dice.random() < fault.chance)
        )
