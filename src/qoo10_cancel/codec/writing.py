"""Values and answers to plain JSON, as objects and as text."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final

from ..errors import CancelError, Malformed, Unreadable
from ..messages import language
from .classes import CLASSES, PLACE, SCHEMA, error_name, for_readers, is_written, left_out_for

__all__ = ["dumps", "to_json"]


def to_json(value: object, lang: str | None = None) -> dict[str, Any]:
    """Return *value* as plain JSON: dicts, lists, strings, numbers, booleans.

    It writes values, which `from_json` reads back, and answers such as `Waiting`, `Action` or
    `Board`, which are only written. `json_schema` describes the form.

    Fields that are None are left out; None always means: not known, or none. What a file's
    unknown columns hold may be anybody's name; `Snapshot.unknown_columns` is left out, too.

    Args:
        value: A value or an answer of this library.
        lang: The reader's language. It adds what a page shows and what follows from the rest:
            the `message` and `remedy` of a finding, the `subject` and `body` of a notice,
            whether a decision or an action is `allowed`.

    Raises:
        Malformed: It is not one of this library's values or answers.
        UnknownLanguage: No messages exist in *lang*.

    >>> to_json(Duty(noon, noon))["due"]
    '2022-08-12T12:00:00+09:00'
    >>> to_json(Finding(Rule.REASON_IS_CHOSEN, "not-chosen"), "en")["message"]
    'no reason is chosen'
    """
    if not is_written(type(value)):
        raise Malformed(f"{type(value).__name__} is not a value that is written as JSON")
    return {"schema": SCHEMA, **_plain(value, None if lang is None else language(lang))}


# One function a class, looked up by the value's own: everything that is stored comes through
# here.

_Plain = Callable[[Any, str | None], Any]


def _plain(value: Any, lang: str | None) -> Any:
    kind: type = type(value)
    return _writer(kind)(value, lang)


@cache
def _writer(cls: type) -> _Plain:
    """Return what makes plain JSON of the values of *cls*."""
    if is_written(cls):
        return _fields_writer(cls)
    for known, write in _WRITERS:
        if issubclass(cls, known):
            return write
    return _refused


def _fields_writer(cls: type) -> _Plain:
    omitted, more = left_out_for(cls), for_readers(cls)

    def write(value: Any, lang: str | None) -> dict[str, Any]:
        fields = {"type": cls.__name__}
        for name, nothing in omitted.items():
            own = getattr(value, name)
            if own is not None and own is not nothing:
                fields[name] = _plain(own, lang)
        if lang is not None:
            for name in more:
                own = getattr(value, name)
                own = own(lang) if callable(own) else own
                if own is not None:
                    fields[name] = _plain(own, lang)
        return fields

    return write


def _itself(value: Any, _lang: str | None) -> Any:
    return value


def _error(error: CancelError, lang: str | None) -> dict[str, Any]:
    message = error.message(lang) if lang else str(error)
    fields = {"type": error_name(type(error)), "message": message}
    if isinstance(error, Unreadable):
        place = {name: getattr(error, name) for name in PLACE}
        fields |= {"key": error.problem.key, **place}
    return {name: field for name, field in fields.items() if field is not None}


def _mapping(items: Mapping[Any, Any], lang: str | None) -> dict[str, Any]:
    return {str(_plain(name, lang)): _plain(value, lang) for name, value in items.items()}


def _refused(value: Any, _lang: str | None) -> Any:
    raise Malformed(f"a {type(value).__name__} cannot be written as JSON")


_WRITERS: Final[tuple[tuple[type, _Plain], ...]] = (
    (Enum, lambda value, _: value.value),
    (type, lambda cls, _: cls.__name__),
    (date, lambda value, _: value.isoformat()),
    (timedelta, lambda value, _: value.total_seconds()),
    (tuple, lambda items, lang: [_plain(item, lang) for item in items]),
    (list, lambda items, lang: [_plain(item, lang) for item in items]),
    (frozenset, lambda items, lang: sorted(_plain(item, lang) for item in items)),
    (Mapping, _mapping),
    (CancelError, _error),
    (str, _itself),
    (int, _itself),
    (float, _itself),
    (types.NoneType, _itself),
)


# The same as text, written at once: a store writes six values for each refusal.


def dumps(value: object) -> str:
    """Return `to_json` of *value* as compact JSON text, in ASCII.

    >>> dumps(Duty(noon, noon))[:36]
    '{"schema":1,"type":"Duty","started_a'
    """
    if type(value) not in CLASSES.values():
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
    if cls in CLASSES.values():
        return _fields_text(cls)
    if issubclass(cls, type):
        return lambda value: _quote(value.__name__)
    if issubclass(cls, Enum):
        return {member: _encode(member.value) for member in cls}.__getitem__
    for known, write in _TEXT_WRITERS:
        if issubclass(cls, known):
            return write
    return lambda value: _encode(_plain(value, None))


def _list_text(items: Iterable[Any]) -> str:
    return f"[{','.join([_TEXTS[type(item)](item) for item in items])}]"


def _mapping_text(mapping: Mapping[Any, Any]) -> str:
    items = mapping.items()
    return f"{{{','.join([f'{_quote(str(k))}:{_TEXTS[type(v)](v)}' for k, v in items])}}}"


def _fields_text(cls: type) -> _Text:
    """Return a function made for *cls*, as attrs makes its methods: a loop costs twice as much."""
    lines = [f'def write(value):\n text = \'{{"type":"{cls.__name__}"\'']
    omitted = left_out_for(cls)
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
