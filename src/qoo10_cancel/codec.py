"""Values to plain JSON and back, without loss; the schema carries a version."""

from __future__ import annotations

import json
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final

import attrs

from ._fields import moment_or_day
from .decision import Allowed, Denied, Step
from .errors import Malformed, redacted
from .events import EVENTS, Event, Looked, Origin, Retraction, ShipmentRelease
from .findings import Finding
from .japan import calendar_day
from .notices import Notice
from .order import (
    NO_LOOKS,
    Duty,
    Evidence,
    Looks,
    Order,
    Purchase,
    Request,
)
from .policy import Policy, TextPolicy
from .reasons import RefusalReason
from .snapshot import Snapshot

__all__ = ["SCHEMA", "dumps", "from_json", "to_json"]

SCHEMA: Final = 1
"""Version of the form; raised whenever older readers would misread a newer writer."""

_CLASSES: Final[Mapping[str, type]] = {
    cls.__name__: cls
    for cls in (
        *EVENTS,
        ShipmentRelease,
        Allowed,
        Denied,
        Duty,
        Evidence,
        Finding,
        Looked,
        Looks,
        Notice,
        Order,
        Policy,
        Purchase,
        RefusalReason,
        Request,
        Retraction,
        Snapshot,
        Step,
        TextPolicy,
    )
}


def to_json(value: object) -> dict[str, Any]:
    """Return *value* as plain JSON: dicts, lists, strings, numbers, booleans.

    Fields that are None are left out; None always means: not known, or none. What a file's
    unknown columns hold may be anybody's name; `Snapshot.unknown_columns` is left out, too.

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
    omitted = _omitted(cls)

    def write(value: Any) -> dict[str, Any]:
        fields = {"type": cls.__name__}
        for name, nothing in omitted.items():
            own = getattr(value, name)
            if own is not None and own is not nothing:
                fields[name] = _plain(own)
        return fields

    return write


def _stored(cls: type) -> tuple[str, ...]:
    """Name the fields that are stored: those that make one value differ from another."""
    return tuple(field.name for field in attrs.fields(cls) if field.eq)


def _omitted(cls: type) -> Mapping[str, Any]:
    """Return what each stored field is left out for: a default that says nothing, or None."""
    defaults = {name: attrs.fields_dict(cls)[name].default for name in _stored(cls)}
    return {n: d if any(d is one for one in _OMITTED) else None for n, d in defaults.items()}


_OMITTED: Final = (NO_LOOKS, Origin.HERE, ())
"""Defaults that are left out: they say nothing, and stand in every row."""


def _itself(value: Any) -> Any:
    return value


def _refused(value: Any) -> Any:
    raise Malformed(f"a {type(value).__name__} cannot be written as JSON")


_WRITERS: Final[tuple[tuple[type, _Plain], ...]] = (
    (Enum, lambda each: each.value),
    (type, lambda cls: cls.__name__),
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


def _value(data: Mapping[str, Any], wanted: type = object) -> Any:
    cls = _class_of(data, wanted)
    readers = _readers(cls)
    if not data.keys() <= readers.keys():
        unknown = sorted(map(str, data.keys() - readers.keys()))
        raise Malformed(f"{cls.__name__} has no field {', '.join(unknown)}")
    fields, name = {}, ""
    try:
        for name, each in data.items():
            fields[name] = readers[name](each)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise Malformed(f"{cls.__name__}.{name}: {error}") from None
    del fields["type"]
    try:
        return cls(**{**_unset(cls), **fields})
    except TypeError as error:
        raise Malformed(f"{cls.__name__} cannot be read: {error}") from None


def _class_of(data: Mapping[str, Any], wanted: type) -> type:
    """Return the class that *data* names, before anything inside is read.

    So nothing is read that nests deeper than our own values do.
    """
    name = data.get("type")
    cls = _CLASSES.get(name) if isinstance(name, str) else None
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
    readers = {name: _reader(hints[name]) for name in _stored(cls)}
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
        return lambda data: frozenset(read(each) for each in _of(list, data))
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
    said = _of(str, data)
    return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)


def _tuple_reader(args: tuple[Any, ...]) -> _Plain:
    if args[-1] is Ellipsis:
        read = _reader(args[0])
        return lambda data: tuple(read(each) for each in _of(list, data))
    reads = [_reader(arg) for arg in args]
    return lambda data: tuple(
        read(each) for read, each in zip(reads, _of(list, data), strict=True)
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
    cls = _CLASSES.get(_of(str, data))
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
        raise Malformed("a timeline has three parts for each telling")
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


# The same as text, written at once: a store writes six values for each refusal.


def dumps(value: object) -> str:
    """Return `to_json` of *value* as compact JSON text, in ASCII.

    >>> dumps(Duty(noon, noon))[:36]
    '{"schema":1,"type":"Duty","started_a'
    """
    if type(value) not in _CLASSES.values():
        raise Malformed(f"{type(value).__name__} is not a value that is stored")
    return f'{{"schema":{SCHEMA},{_TEXTS[type(value)](value)[1:]}'


_Text = Callable[[Any], str]


class _Texts(dict[type, _Text]):
    """The writer of each class, made when the first of its values is written."""

    def __missing__(self, cls: type) -> _Text:
        self[cls] = write = _text_writer(cls)
        return write


_TEXTS: Final = _Texts()


def _text_writer(cls: type) -> _Text:
    if cls in _CLASSES.values():
        return _fields_text(cls)
    if issubclass(cls, type):
        return lambda value: _quote(value.__name__)
    if issubclass(cls, Enum):
        return {member: _encode(member.value) for member in cls}.__getitem__
    for known, write in _TEXT_WRITERS:
        if issubclass(cls, known):
            return write
    return lambda value: _encode(_plain(value))


def _list_text(items: Iterable[Any]) -> str:
    return f"[{','.join([_TEXTS[type(item)](item) for item in items])}]"


def _mapping_text(mapping: Mapping[Any, Any]) -> str:
    items = mapping.items()
    return f"{{{','.join([f'{_quote(str(k))}:{_TEXTS[type(v)](v)}' for k, v in items])}}}"


def _fields_text(cls: type) -> _Text:
    """Return a function made for *cls*, as attrs makes its methods: a loop costs twice as much."""
    lines = [f'def write(value):\n text = \'{{"type":"{cls.__name__}"\'']
    omitted = _omitted(cls)
    lines += [
        f" field = value.{name}\n"
        f" if field is not None and field is not omitted[{name!r}]:"
        f" text += ',\"{name}\":' + texts[type(field)](field)"
        if nothing is not None
        else f" field = value.{name}\n"
        f" if field is not None: text += ',\"{name}\":' + texts[type(field)](field)"
        for name, nothing in omitted.items()
    ]
    names: dict[str, Any] = {"texts": _TEXTS, "omitted": omitted}
    exec("\n".join([*lines, " return text + '}'"]), names)  # noqa: S102  names of our own fields
    write: _Text = names["write"]
    return write


_quote: Final = json.encoder.encode_basestring_ascii
_TEXT_WRITERS: Final[tuple[tuple[type, _Text], ...]] = (
    (date, lambda moment: f'"{moment.isoformat()}"'),  # a moment is a date, too
    (str, _quote),
    (bool, lambda flag: "true" if flag else "false"),
    (int, int.__repr__),
    (tuple, _list_text),
    (list, _list_text),
    (Mapping, _mapping_text),
)
_encode: Final = json.JSONEncoder(separators=(",", ":")).encode
