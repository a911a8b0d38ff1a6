"""The details of an event as people type them, and their options."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

import attrs

from .._fields import read_day, read_moment
from ..errors import Malformed
from ..events import (
    EVENTS,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Event,
    EvidenceAdded,
    ShipDateSet,
    Shipment,
)
from ..messages import LANGUAGES, label
from ..order import Evidence, State
from ..reasons import ReasonKind, RefusalReason
from .options import Act, argument, option
from .problems import Misuse
from .typed import DAY, ORDER_NO, Typed, yes_or_no

__all__ = [
    "EVENT_NAMES",
    "REASON",
    "Given",
    "acknowledge",
    "carrier",
    "class_of",
    "details",
    "event",
    "event_of",
    "evidence",
    "evidence_of",
    "order",
    "reason",
    "reason_of",
    "refusal",
    "state_of",
    "tracking_no",
]

EVENT_NAMES: Final[Mapping[str, type[Event]]] = {event.name: event for event in EVENTS}
"""The events by their names on the command line."""


# Names: every name that the library has for a value, in any language, can be typed.


def _folded(text: str) -> str:
    """Return *text* without its case, quotes and hyphens, which people type differently."""
    return text.strip(" \t“”\"'「」『』【】[]").casefold().replace("-", "_").replace(" ", "_")


def _named(names: Mapping[Any, Sequence[str]]) -> dict[str, Any]:
    """Return the values by their *names* and labels; a label that two share is left out."""
    found: dict[str, Any] = {}
    for value in names:
        for name in {_folded(label(value, lang)) for lang in LANGUAGES}:
            found[name] = None if name in found else value
    return found | {_folded(name): value for value, own in names.items() for name in own}


@cache
def _states() -> dict[str, Any]:
    return _named({state: [state.value] for state in State})


@cache
def _events() -> dict[str, Any]:
    return _named({cls: [cls.name, cls.__name__] for cls in EVENTS})


@cache
def _reasons() -> dict[str, Any]:
    return _named({kind: [kind.value] for kind in ReasonKind})


def _read(text: str, known: Mapping[str, Any], problem: str, names: Iterable[str]) -> Any:
    found = known.get(_folded(text))
    if found is None:
        raise Misuse(problem, text=text, known=", ".join(names))
    return found


def state_of(text: str) -> State:
    """Read a state by its value, such as cancel_requested, or by its label in any language.

    Raises:
        Malformed: There is no such state.
    """
    state: State = _read(text, _states(), "state", (state.value for state in State))
    return state


def reason_of(text: str) -> ReasonKind:
    """Read a reason by its value, or by its label in any language.

    Raises:
        Malformed: *text* names none of the four.

    >>> from qoo10_cancel.cli.details import reason_of
    >>> reason_of("発送準備済み") is reason_of("goods ready to ship") is reason_of("prepared")
    True
    """
    kind: ReasonKind = _read(text, _reasons(), "reason", (kind.value for kind in ReasonKind))
    return kind


def class_of(text: str) -> type[Event]:
    """Read the class of an event by its name, or by any word of the library's."""
    cls: type[Event] = _read(text, _events(), "event", EVENT_NAMES)
    return cls


# Evidence.

_READERS: Final[Mapping[Any, Any]] = {
    datetime: read_moment,
    date: read_day,
    bool: yes_or_no,
    str: str,
}


def _evidence_readers() -> dict[str, Any]:
    hints = typing.get_type_hints(Evidence)
    return {f.name: _READERS[typing.get_args(hints[f.name])[0]] for f in attrs.fields(Evidence)}


def evidence_of(pairs: Iterable[str]) -> Evidence:
    """Read evidence given as NAME=VALUE, by the names of the fields of `Evidence`.

    Raises:
        Malformed: A name is unknown, or a value does not fit its field.

    >>> from qoo10_cancel.cli.details import evidence_of
    >>> evidence_of(["carrier=佐川急便", "bundled=yes"]).bundled
    True
    """
    readers, fields = _evidence_readers(), dict[str, Any]()
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name not in readers:
            raise Misuse("evidence", pair=pair, known=", ".join(readers))
        try:
            fields[name] = readers[name](value)
        except Malformed as error:
            raise Misuse("value", name=name, why=error) from None
    return Evidence(**fields)


# Events.


@attrs.frozen
class Given:
    """The details of an event as far as they are given."""

    reason: ReasonKind | None = None
    text: str | None = None
    acknowledge: str | None = None
    evidence: tuple[str, ...] = ()
    carrier: str | None = None
    tracking_no: str | None = None
    ship_date: date | None = None
    cause: str | None = None

    @property
    def refusal(self) -> RefusalReason:
        """Give the reason with its text, as far as they are given."""
        return RefusalReason(self.reason, self.text or "", self.acknowledge or "")


_TAKES: Final[Mapping[type[Event], frozenset[str]]] = {
    CancelRequest: frozenset(),
    ShipDateSet: frozenset({"ship_date"}),
    EvidenceAdded: frozenset({"evidence"}),
    CancelRefusal: frozenset({"reason", "text", "acknowledge", "evidence"}),
    Shipment: frozenset({"carrier", "tracking_no"}),
    Cancellation: frozenset({"cause"}),
}


def event_of(
    name: str,
    at: datetime | date,
    given: Given,
    *,
    actor: str | None = None,
    ship_date: date | None = None,
) -> Event:
    """Return the event called *name*, with the details *given*.

    Args:
        name: Its name, that of its class, or its label in any language.
        at: When it happens.
        given: Its details.
        actor: Who does it.
        ship_date: Stands in for a planned ship date that is not given.

    Raises:
        Malformed: *name* names no event, a detail does not belong to it, or a detail is
            missing or wrong.
    """
    cls = class_of(name)
    _check_details(name, cls, given)
    if cls is CancelRefusal:
        evidence = evidence_of(given.evidence)
        return CancelRefusal(at, given.refusal, evidence, confirmed=True, actor=actor)
    if cls is ShipDateSet:
        planned = given.ship_date or ship_date
        if planned is None:
            raise Misuse("ship_date")
        return ShipDateSet(at, ship_date=planned, actor=actor)
    if cls is EvidenceAdded:
        return EvidenceAdded(at, evidence_of(given.evidence), actor=actor)
    if cls is Shipment:
        return Shipment(at, given.carrier, given.tracking_no, actor=actor)
    if cls is Cancellation:
        return Cancellation(at, given.cause or "", actor=actor)
    return cls(at, actor=actor)


def _check_details(name: str, cls: type[Event], given: Given) -> None:
    fields = {field for field, value in attrs.asdict(given).items() if value not in (None, ())}
    foreign = sorted(fields - _TAKES.get(cls, frozenset()))
    if foreign:
        raise Misuse("foreign", name=name, option=foreign[0].replace("_", "-"))


# The options.


def _words_of(names: Iterable[str]) -> Callable[[], Iterable[str]]:
    return lambda: names


REASON: Final = Typed("REASON", reason_of, _words_of([kind.value for kind in ReasonKind]))
_EVENT: Final = Typed("EVENT", str, _words_of(EVENT_NAMES))

order: Final = argument("order_no", metavar="ORDER", type=ORDER_NO)
event: Final = argument("event", type=_EVENT)
reason: Final = option("--reason", type=REASON)
acknowledge: Final = option("--acknowledge", metavar="NOTE")
evidence: Final = option(
    "--evidence", "-e", "evidence", type=Typed("NAME=VALUE", str), multiple=True
)
carrier: Final = option("--carrier", metavar="NAME")
tracking_no: Final = option("--tracking-no", metavar="NUMBER")


def _together(*options: Callable[[Act], Act]) -> Callable[[Act], Act]:
    def decorate(act: Act) -> Act:
        for add in reversed(options):
            act = add(act)
        return act

    return decorate


refusal: Final = _together(reason, option("--text"), acknowledge, evidence)
"""The options of a refusal."""

details: Final = _together(
    refusal, carrier, tracking_no, option("--ship-date", type=DAY), option("--cause")
)
"""The options of any event."""
