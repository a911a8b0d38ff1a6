"""Values to plain JSON and back, without loss; the schema carries a version."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final

import attrs

from .decision import Allowed, Denied, Step
from .errors import Malformed
from .events import EVENTS, Correction, ShipmentRelease
from .findings import Finding
from .notices import Notice
from .order import Duty, Evidence, Order, Purchase, Request
from .policy import Policy, TextPolicy
from .reasons import RefusalReason
from .snapshot import Snapshot

__all__ = ["SCHEMA", "from_json", "to_json"]

SCHEMA: Final = 1
"""Version of the form; raised whenever older readers would misread a newer writer."""

_CLASSES: Final[Mapping[str, type]] = {
    cls.__name__: cls
    for cls in (
        *EVENTS,
        ShipmentRelease,
        Allowed,
        Correction,
        Denied,
        Duty,
        Evidence,
        Finding,
        Notice,
        Order,
        Policy,
        Purchase,
        RefusalReason,
        Request,
        Snapshot,
        Step,
        TextPolicy,
    )
}


def to_json(value: object) -> dict[str, Any]:
    """Return *value* as plain JSON: dicts, lists, strings, numbers, booleans.

    Fields that are None are left out; None always means: not known, or none.

    Raises:
        Malformed: It is not one of this library's values.

    >>> to_json(Duty(noon, noon))["due"]
    '2022-08-12T12:00:00+09:00'
    """
    if type(value) not in _CLASSES.values():
        raise Malformed(f"{type(value).__name__} is not a value that is stored")
    return {"schema": SCHEMA, **_plain(value)}


def from_json(data: Mapping[str, Any]) -> Any:
    """Return the value that *data* stands for.

    Raises:
        Malformed: It is of a newer schema, of an unknown type, or not what `to_json` makes.

    >>> from_json(to_json(Order("698016773"))) == Order("698016773")
    True
    """
    if not isinstance(data, Mapping):
        raise Malformed(f"a stored value is a JSON object, not {type(data).__name__}")
    schema = data.get("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        raise Malformed(f"schema {schema!r} is not known; this version reads schema {SCHEMA}")
    return _value({name: each for name, each in data.items() if name != "schema"})


# One function a class, looked up by the value's own: everything that is stored comes through
# here.

_Plain = Callable[[Any], Any]


def _plain(value: Any) -> Any:
    kind: type = type(value)
    return _writer(kind)(value)


@cache
def _writer(cls: type) -> _Plain:
    """Return what makes plain JSON of the values of *cls*."""
    if cls in _CLASSES.values():
        return _fields_writer(cls)
    for known, write in _WRITERS:
        if issubclass(cls, known):
            return write
    return _refused


def _fields_writer(cls: type) -> _Plain:
    names = tuple(field.name for field in attrs.fields(cls))

    def write(value: Any) -> dict[str, Any]:
        said = {"type": cls.__name__}
        for name in names:
            each = getattr(value, name)
            if each is not None:
                said[name] = _plain(each)
        return said

    return write


def _itself(value: Any) -> Any:
    return value


def _refused(value: Any) -> Any:
    raise Malformed(f"{value!r} cannot be told in JSON")


_WRITERS: Final[tuple[tuple[type, _Plain], ...]] = (
    (Enum, lambda each: each.value),
    (date, lambda each: each.isoformat()),
    (timedelta, lambda each: each.total_seconds()),
    (tuple, lambda each: [_plain(one) for one in each]),
    (list, lambda each: [_plain(one) for one in each]),
    (frozenset, lambda each: sorted(_plain(one) for one in each)),
    (Mapping, lambda each: {str(name): _plain(one) for name, one in each.items()}),
    (str, _itself),
    (int, _itself),
    (float, _itself),
    (types.NoneType, _itself),
)


def _value(data: Mapping[str, Any]) -> Any:
    name = data.get("type")
    cls = _CLASSES.get(name) if isinstance(name, str) else None
    if cls is None:
        raise Malformed(f"{name!r} is not the name of a stored value")
    readers = _readers(cls)
    if unknown := sorted(data.keys() - readers.keys() - {"type"}):
        raise Malformed(f"{name} has no field {', '.join(unknown)}")
    try:
        return cls(**{key: readers[key](each) for key, each in data.items() if key != "type"})
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed(f"{name} cannot be read: {error}") from None


@cache
def _readers(cls: type) -> Mapping[str, _Plain]:
    hints = typing.get_type_hints(cls)
    return {field.name: _reader(hints[field.name]) for field in attrs.fields(cls)}


def _reader(hint: Any) -> _Plain:
    """Return what reads the values of a field declared as *hint*."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _union_reader(args)
    if origin is tuple:
        return _tuple_reader(args)
    if origin is frozenset:
        read = _reader(args[0])
        return lambda data: frozenset(read(each) for each in data)
    if origin is not None and issubclass(origin, Mapping):
        return dict
    if hint is object or not isinstance(hint, type):
        return _itself
    return _class_reader(hint)


def _union_reader(args: tuple[Any, ...]) -> _Plain:
    choices = [arg for arg in args if arg is not types.NoneType]
    if set(choices) == {datetime, date}:
        return _moment_or_day
    read = _reader(choices[0])
    return lambda data: None if data is None else read(data)


def _moment_or_day(data: Any) -> Any:
    # A day is written without a clock.
    return datetime.fromisoformat(data) if "T" in data else date.fromisoformat(data)


def _tuple_reader(args: tuple[Any, ...]) -> _Plain:
    if args[-1] is Ellipsis:
        read = _reader(args[0])
        return lambda data: tuple(read(each) for each in data)
    reads = [_reader(arg) for arg in args]
    return lambda data: tuple(read(each) for read, each in zip(reads, data, strict=True))


def _class_reader(hint: type) -> _Plain:
    if issubclass(hint, Enum):
        return hint
    if issubclass(hint, datetime | date):
        return hint.fromisoformat
    if issubclass(hint, timedelta):
        return lambda data: timedelta(seconds=data)
    return _value_reader(hint) if attrs.has(hint) else _scalar_reader(hint)


def _value_reader(hint: type) -> _Plain:
    def read(data: Any) -> Any:
        value = _value(data)
        if not isinstance(value, hint):
            raise Malformed(f"{type(value).__name__} stands where a {hint.__name__} belongs")
        return value

    return read


def _scalar_reader(hint: type) -> _Plain:
    def read(data: Any) -> Any:
        if type(data) is hint or (hint is float and type(data) is int):
            return data
        raise Malformed(f"{data!r} stands where {hint.__name__} belongs")

    return read
