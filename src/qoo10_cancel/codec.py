"""Values to plain JSON and back, without loss; the schema carries a version."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
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


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case tuple() | list():
            return [_plain(each) for each in value]
        case frozenset():
            return sorted(_plain(each) for each in value)
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case str() | int() | float() | None:
            return value
        case _ if type(value) in _CLASSES.values():
            fields = ((f.name, getattr(value, f.name)) for f in attrs.fields(type(value)))
            said = {name: _plain(each) for name, each in fields if each is not None}
            return {"type": type(value).__name__, **said}
        case _:
            raise Malformed(f"{value!r} cannot be told in JSON")


def _value(data: Mapping[str, Any]) -> Any:
    name = data.get("type")
    cls = _CLASSES.get(name) if isinstance(name, str) else None
    if cls is None:
        raise Malformed(f"{name!r} is not the name of a stored value")
    hints = _hints(cls)
    given = {key: each for key, each in data.items() if key != "type"}
    if unknown := sorted(given.keys() - hints.keys()):
        raise Malformed(f"{name} has no field {', '.join(unknown)}")
    try:
        return cls(**{key: _read(hints[key], each) for key, each in given.items()})
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed(f"{name} cannot be read: {error}") from None


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in attrs.fields(cls)}


def _read(hint: Any, data: Any) -> Any:
    """Return *data* as a field declared as *hint* holds it."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _read_union(args, data)
    if origin is tuple:
        inner = args[0] if args[-1] is Ellipsis else None
        return tuple(_read(inner or args[i], each) for i, each in enumerate(data))
    if origin is frozenset:
        return frozenset(_read(args[0], each) for each in data)
    if origin is not None and issubclass(origin, Mapping):
        return dict(data)
    if hint is object or not isinstance(hint, type):
        return data
    return _read_class(hint, data)


def _read_union(args: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None
    choices = [arg for arg in args if arg is not type(None)]
    if set(choices) == {datetime, date}:
        # A day is written without a clock.
        return _read_class(datetime if "T" in data else date, data)
    return _read(choices[0], data)


def _read_class(hint: type, data: Any) -> Any:
    if issubclass(hint, Enum):
        return hint(data)
    if issubclass(hint, datetime | date):
        return hint.fromisoformat(data)
    if issubclass(hint, timedelta):
        return timedelta(seconds=data)
    if attrs.has(hint):
        value = _value(data)
        if not isinstance(value, hint):
            raise Malformed(f"{type(value).__name__} stands where a {hint.__name__} belongs")
        return value
    if type(data) is hint or (hint is float and type(data) is int):
        return data
    raise Malformed(f"{data!r} stands where {hint.__name__} belongs")
