"""What was typed, into values: moments, days, evidence, events by name."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

import attrs

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
from ..japan import calendar_day, japan_time
from ..order import Evidence, State
from ..reasons import RefusalReason
from .misuse import Misuse

__all__ = [
    "EVENT_NAMES",
    "Given",
    "day",
    "decoded",
    "event_of",
    "evidence_of",
    "moment",
    "moment_or_day",
    "state_of",
]

_IN_JAPAN: Final = re.compile(r"\s*(JST|Asia/Tokyo)$", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def decoded(given: Mapping[str, object]) -> None:
    """Check that what was typed is text: the system hands over any bytes.

    Raises:
        Malformed: It is not.
    """
    for name, value in given.items():
        for each in value if isinstance(value, list) else [value]:
            try:
                str(each).encode()
            except UnicodeEncodeError:
                said = name.replace("_", "-")
                raise Misuse("bytes", name=said, said=ascii(str(each))[:60]) from None


def moment(text: str) -> datetime:
    """Read a moment that says where its clock stands: +09:00, Z, or JST behind it.

    Raises:
        Malformed: It is no moment, or does not say where its clock stands.

    >>> from qoo10_cancel.cli.typed import moment
    >>> moment("2022-08-12 14:05 JST").isoformat()
    '2022-08-12T14:05:00+09:00'
    """
    said = _IN_JAPAN.sub("+09:00", text.strip())
    try:
        read = datetime.fromisoformat(said)
    except ValueError:
        raise Misuse("moment", text=text) from None
    if read.tzinfo is None:
        raise Misuse("clock", text=text)
    return japan_time(read)


def day(text: str) -> date:
    """Read a date in Japan, as YYYY-MM-DD.

    Raises:
        Malformed: It is none.
    """
    if _DAY.fullmatch(text):
        try:
            return calendar_day(date.fromisoformat(text))
        except ValueError:
            pass
    raise Misuse("day", text=text)


def moment_or_day(text: str) -> datetime | date:
    """Read a moment, or a date where only the day is known."""
    return day(text) if _DAY.fullmatch(text) else moment(text)


def _yes_or_no(text: str) -> bool:
    known = {"yes": True, "true": True, "no": False, "false": False}
    if text.lower() not in known:
        raise Misuse("yes_or_no", text=text)
    return known[text.lower()]


_READERS: Final[Mapping[Any, Any]] = {datetime: moment, date: day, bool: _yes_or_no, str: str}


def _evidence_readers() -> dict[str, Any]:
    hints = typing.get_type_hints(Evidence)
    return {f.name: _READERS[typing.get_args(hints[f.name])[0]] for f in attrs.fields(Evidence)}


def evidence_of(pairs: Iterable[str]) -> Evidence:
    """Read evidence given as NAME=VALUE, by the names of the fields of `Evidence`.

    Raises:
        Malformed: A name is unknown, or a value is not what it should be.

    >>> from qoo10_cancel.cli.typed import evidence_of
    >>> evidence_of(["carrier=佐川急便", "bundled=yes"]).bundled
    True
    """
    readers, said = _evidence_readers(), dict[str, Any]()
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name not in readers:
            raise Misuse("evidence", pair=pair, known=", ".join(readers))
        try:
            said[name] = readers[name](value)
        except Malformed as error:
            raise Misuse("value", name=name, why=error) from None
    return Evidence(**said)


def state_of(text: str) -> State:
    """Read a state by its value, such as cancel_requested.

    Raises:
        Malformed: There is no such state.
    """
    try:
        return State(text.strip().lower().replace("-", "_"))
    except ValueError:
        known = ", ".join(state.value for state in State)
        raise Misuse("state", text=text, known=known) from None


# Events.

EVENT_NAMES: Final[Mapping[str, type[Event]]] = {event.name: event for event in EVENTS}
"""What each event is called on the command line; the names of the classes are taken, too."""


@attrs.frozen
class Given:
    """The details of an event as far as they were typed."""

    reason: str | None = None
    text: str | None = None
    acknowledge: str | None = None
    evidence: tuple[str, ...] = ()
    carrier: str | None = None
    tracking_no: str | None = None
    ship_date: str | None = None
    cause: str | None = None


_TAKES: Final[Mapping[type[Event], frozenset[str]]] = {
    CancelRequest: frozenset(),
    ShipDateSet: frozenset({"ship_date"}),
    EvidenceAdded: frozenset({"evidence"}),
    CancelRefusal: frozenset({"reason", "text", "acknowledge", "evidence"}),
    Shipment: frozenset({"carrier", "tracking_no"}),
    Cancellation: frozenset({"cause"}),
}


def event_of(name: str, at: datetime | date, given: Given, *, actor: str | None = None) -> Event:
    """Return the event called *name*, with the details *given*.

    Raises:
        Malformed: There is no such event, a detail is none of its, or one is not what it
            should be.
    """
    cls = _event_class(name)
    _only_its_own(name, cls, given)
    if cls is CancelRefusal:
        reason = RefusalReason(given.reason, given.text or "", given.acknowledge or "")
        return CancelRefusal(at, reason, evidence_of(given.evidence), True, actor=actor)
    if cls is ShipDateSet:
        if given.ship_date is None:
            raise Misuse("ship_date")
        return ShipDateSet(at, ship_date=day(given.ship_date), actor=actor)
    if cls is EvidenceAdded:
        return EvidenceAdded(at, evidence_of(given.evidence), actor=actor)
    if cls is Shipment:
        return Shipment(at, given.carrier, given.tracking_no, actor=actor)
    if cls is Cancellation:
        return Cancellation(at, given.cause or "", actor=actor)
    return cls(at, actor=actor)


def _event_class(name: str) -> type[Event]:
    classes = {cls.__name__.lower(): cls for cls in EVENTS}
    cls = EVENT_NAMES.get(name.lower()) or classes.get(name.lower().replace("-", ""))
    if cls is None:
        raise Misuse("event", name=name, known=", ".join(EVENT_NAMES))
    return cls


def _only_its_own(name: str, cls: type[Event], given: Given) -> None:
    said = {field for field, value in attrs.asdict(given).items() if value not in (None, ())}
    foreign = sorted(said - _TAKES.get(cls, frozenset()))
    if foreign:
        option = foreign[0].replace("_", "-")
        raise Misuse("foreign", name=name, option=option)
