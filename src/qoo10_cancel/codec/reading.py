"""Plain JSON back to values; whatever stands there is a value or `Malformed`."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final

import attrs

from .._fields import moment_or_day
from ..errors import Malformed, redacted
from ..events import EVENTS, Event, Origin
from ..japan import calendar_day
from ..order import Evidence, Order
from .classes import CLASSES, SCHEMA, for_readers, stored_fields

__all__ = ["from_json"]

_Plain = Callable[[Any], Any]


def from_json(data: Mapping[str, Any]) -> Any:
    """Return the value that *data* stands for.

    Raises:
        Malformed: It is of a newer schema, of an unknown type, or not what `to_json` makes; the
            message names the field.

    >>> from_json(to_json(Order("698016773"))) == Order("698016773")
    True
    """
    if not isinstance(data, Mapping):
        raise Malformed(f"a stored value is a JSON object, not {type(data).__name__}")
    schema = data.get("schema")
    if type(schema) is not int or schema != SCHEMA:
        raise Malformed(
            f"schema {redacted(schema)} is not known; this version reads schema {SCHEMA}"
        )
    return _value({name: field for name, field in data.items() if name != "schema"})


def _value(data: Mapping[str, Any], wanted: type = object) -> Any:
    cls = _class_of(data, wanted)
    readers = _readers(cls)
    if not data.keys() <= readers.keys():
        data = _without_words(cls, data, readers.keys())
    fields, name = {}, ""
    try:
        for name, field in data.items():
            fields[name] = readers[name](field)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise Malformed(f"{cls.__name__}.{name}: {error}") from None
    del fields["type"]
    try:
        return cls(**{**_unset(cls), **fields})
    except TypeError as error:
        raise Malformed(f"{cls.__name__} cannot be read: {error}") from None


def _without_words(
    cls: type, data: Mapping[str, Any], names: Collection[str]
) -> Mapping[str, Any]:
    """Return *data* without what was added for a reader: it follows from the rest."""
    unknown = sorted(str(name) for name in data if name not in {*names, *for_readers(cls)})
    if unknown:
        raise Malformed(f"{cls.__name__} has no field {', '.join(unknown)}")
    return {name: field for name, field in data.items() if name in names}


def _class_of(data: Mapping[str, Any], wanted: type) -> type:
    """Return the class that *data* names, before anything inside is read.

    So nothing is read that nests deeper than our own values do.
    """
    name = data.get("type")
    cls = CLASSES.get(name) if isinstance(name, str) else None
    if cls is None:
        raise Malformed(f"{redacted(name)} is not the name of a stored value")
    if not issubclass(cls, wanted):
        raise Malformed(f"{name} stands where {wanted.__name__} belongs")
    return cls


@cache
def _unset(cls: type) -> Mapping[str, None]:
    """Return the fields that may be None and have no default: None is left out when written."""
    hints = typing.get_type_hints(cls)
    return {
        field.name: None
        for field in attrs.fields(cls)
        if field.default is attrs.NOTHING and types.NoneType in typing.get_args(hints[field.name])
    }


@cache
def _readers(cls: type) -> Mapping[str, _Plain]:
    hints = typing.get_type_hints(cls)
    readers = {name: _reader(hints[name]) for name in stored_fields(cls)}
    if cls is Order:
        readers["timeline"] = _timeline
    return {"type": _itself} | readers


def _reader(hint: Any) -> _Plain:
    """Return what reads the values of a field declared as *hint*."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _union_reader(args)
    if origin is tuple:
        return _tuple_reader(args)
    if origin is type:
        return _event_class
    if origin is frozenset:
        read = _reader(args[0])
        return lambda data: frozenset(read(item) for item in _of(list, data))
    return _class_reader(hint) if origin is None else (lambda data: dict(_of(dict, data)))


def _of(wanted: type, data: Any) -> Any:
    # Only the names of types are said: what stands there may be a text.
    if type(data) is not wanted:
        raise Malformed(f"{type(data).__name__} stands where {wanted.__name__} belongs")
    return data


def _union_reader(args: tuple[Any, ...]) -> _Plain:
    choices = [arg for arg in args if arg is not types.NoneType]
    read = _moment_or_day if set(choices) == {datetime, date} else _reader(choices[0])
    return read if len(choices) == len(args) else lambda data: None if data is None else read(data)


def _moment_or_day(data: Any) -> Any:
    # A day is written without a clock.
    text = _of(str, data)
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _tuple_reader(args: tuple[Any, ...]) -> _Plain:
    if args[-1] is Ellipsis:
        read = _reader(args[0])
        return lambda data: tuple(read(item) for item in _of(list, data))
    reads = [_reader(arg) for arg in args]
    return lambda data: tuple(
        read(item) for read, item in zip(reads, _of(list, data), strict=True)
    )


def _class_reader(hint: type) -> _Plain:
    if hint is Any:
        return _itself
    if issubclass(hint, Enum):
        return _member_reader(hint)
    if issubclass(hint, datetime | date):
        return hint.fromisoformat
    if issubclass(hint, timedelta):
        return lambda data: timedelta(seconds=data)
    if attrs.has(hint):
        return lambda data: _value(_of(dict, data), hint)
    if hint is float:
        return lambda data: data if type(data) is int else _of(float, data)
    return lambda data: _of(hint, data)


def _event_class(data: Any) -> type[Event]:
    cls = CLASSES.get(_of(str, data))
    if cls is None or not issubclass(cls, Event):
        raise Malformed(f"{redacted(data)} is not the name of an event")
    return cls


_CODES: Final = {
    f"{cls.letter}{origin.value}{more}": cls.letter
    for cls in EVENTS
    if cls.letter is not None
    for origin in Origin
    for more in ("", "-", "o", "o-")
    if (cls.letter == "r" or "o" not in more) and (origin is Origin.HERE or "-" not in more)
}
"""The codes of a timeline, as they stand in every order that has one."""


def _timeline(data: Any) -> tuple[Any, ...]:
    parts = _of(list, data)
    if len(parts) % 3:
        raise Malformed("a timeline has three parts for every account")
    accounts: list[Any] = []
    for code, at, detail in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if not isinstance(code, str) or code not in _CODES:
            raise Malformed(f"{redacted(code)} is no code of a timeline")
        read: _Plain = _DETAILS.get(_CODES[code], _nothing)
        accounts += (sys.intern(code), moment_or_day(_moment_or_day(at)), read(detail))
    return tuple(accounts)


def _parcel(data: Any) -> tuple[str | None, str | None]:
    try:
        carrier, number = _of(list, data)
    except ValueError:
        raise Malformed("a parcel is a carrier and a number") from None
    return _maybe_text(carrier), _maybe_text(number)


def _maybe_text(data: Any) -> str | None:
    return None if data is None else str(_of(str, data))


def _nothing(data: Any) -> None:
    _of(types.NoneType, data)


_DETAILS: Final[Mapping[str, _Plain]] = {
    "d": lambda data: None if data is None else calendar_day(date.fromisoformat(data)),
    "e": lambda data: None if data is None else _value(_of(dict, data), Evidence),
    "r": _maybe_text,
    "s": _parcel,
    "x": lambda data: None if data is None else _value(_of(dict, data), Evidence),
}


def _member_reader(hint: type[Enum]) -> _Plain:
    # True equals 1, and is no code of Qoo10's.
    written = {type(member.value) for member in hint}.pop()
    return lambda data: hint(_of(written, data))


def _itself(value: Any) -> Any:
    return value
