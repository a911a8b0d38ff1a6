"""The JSON Schema of what `to_json` writes, made from the types of the fields."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Final

import attrs

from ..errors import CancelError, Malformed
from ..events import Event
from .classes import CLASSES, PLACE, SCHEMA, for_readers, is_written, left_out_for, stored_fields

__all__ = ["VALUES", "json_schema"]

VALUES: Final = tuple(CLASSES.values())
"""The values that are stored and read back: for `json_schema(*VALUES)`."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_Schema = dict[str, Any]
_Definitions = dict[type, _Schema]


def json_schema(*classes: type) -> _Schema:
    """Return the JSON Schema of what `to_json` writes of *classes*; without any, of all values.

    Each class stands under its name in `$defs`, with the classes that its fields hold. The
    whole document is one of *classes*.

    Raises:
        Malformed: `to_json` does not write the values of a class.

    >>> from qoo10_cancel.machine import Waiting
    >>> schema = json_schema(Waiting)
    >>> schema["$defs"]["Waiting"]["required"]
    ['type', 'order', 'urgency', 'todo']
    >>> "Order" in schema["$defs"], schema["properties"]["schema"]
    (True, {'const': 1})
    """
    wanted = classes or VALUES
    for cls in wanted:
        if not isinstance(cls, type) or not is_written(cls):
            raise Malformed(f"{getattr(cls, '__name__', cls)} is not written as JSON")
    definitions: _Definitions = {}
    for cls in wanted:
        _define(cls, definitions)
    named = {cls.__name__: definition for cls, definition in definitions.items()}
    assert len(named) == len(definitions), "two classes of one name"  # noqa: S101
    return {
        "$schema": _DIALECT,
        "type": "object",
        "properties": {"schema": {"const": SCHEMA}},
        "required": ["schema"],
        "anyOf": [_reference(cls) for cls in wanted],
        "$defs": named,
    }


def _reference(cls: type) -> _Schema:
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _define(cls: type, definitions: _Definitions) -> None:
    if cls in definitions:
        return
    definition = definitions[cls] = {}
    hints = typing.get_type_hints(cls)
    about = _about_fields(cls)
    fields = {
        name: _of(hints[name], definitions) | about.get(name, {}) for name in stored_fields(cls)
    }
    left_out = left_out_for(cls)
    required = [n for n in fields if left_out[n] is None and not _may_be_none(hints[n])]
    fields |= {name: _added(cls, name, definitions) for name in for_readers(cls)}
    definition |= {
        "description": (inspect.getdoc(cls) or "").partition("\n")[0],
        "type": "object",
        "properties": {"schema": {"const": SCHEMA}, "type": {"const": cls.__name__}, **fields},
        "required": ["type", *required],
        "additionalProperties": False,
    }


def _added(cls: type, name: str, definitions: _Definitions) -> _Schema:
    """Return the schema of what is added for a reader: a property, a method or a constant."""
    member = inspect.getattr_static(cls, name)
    read = member.fget if isinstance(member, property) else member
    if not callable(read):
        return {"const": read}
    about = (inspect.getdoc(read) or "").partition("\n")[0]
    schema = _of(typing.get_type_hints(read)["return"], definitions)
    return {**schema, "description": about} if about and "$ref" not in schema else schema


_ATTRIBUTE: Final = re.compile(r"^    (\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def _about_fields(cls: type) -> dict[str, _Schema]:
    """Return what the docstring of *cls* says about its fields."""
    attributes = (inspect.getdoc(cls) or "").partition("Attributes:\n")[2].partition("\n\n")[0]
    return {
        name: {"description": " ".join(text.split())}
        for name, text in _ATTRIBUTE.findall(attributes)
    }


def _may_be_none(hint: Any) -> bool:
    return types.NoneType in typing.get_args(hint)


def _of(hint: Any, definitions: _Definitions) -> _Schema:
    """Return the schema of a field declared as *hint*."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        choices = [_of(arg, definitions) for arg in args if arg is not types.NoneType]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    if origin in (tuple, frozenset):
        return _array(args, definitions)
    if origin is type:
        return {"enum": [cls.__name__ for cls in _concrete(args[0])]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(args[1], definitions)}
    return _plain(hint, definitions)


def _array(args: tuple[Any, ...], definitions: _Definitions) -> _Schema:
    if len(args) == 1 or args[-1] is Ellipsis:
        return {"type": "array", "items": _of(args[0], definitions)}
    parts = [_of(arg, definitions) for arg in args]
    return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


_PLAIN: Final[tuple[tuple[type, _Schema], ...]] = (
    (datetime, {"type": "string", "format": "date-time"}),
    (date, {"type": "string", "format": "date"}),
    (timedelta, {"type": "number", "description": "seconds"}),
    (str, {"type": "string"}),
    (bool, {"type": "boolean"}),
    (int, {"type": "integer"}),
    (float, {"type": "number"}),
)


_ERROR: Final[_Schema] = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("type", "message", "key", *PLACE)},
        "line": {"type": "integer"},
        "row_read": {"type": "boolean"},
    },
    "required": ["type", "message"],
    "additionalProperties": False,
}


def _plain(hint: Any, definitions: _Definitions) -> _Schema:
    if not isinstance(hint, type) or hint in {object, Any}:
        return {}
    for known, schema in _PLAIN:
        if issubclass(hint, known):
            return schema
    if issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if issubclass(hint, CancelError):
        return _ERROR
    classes = _concrete(hint)
    for cls in classes:
        _define(cls, definitions)
    references = [_reference(cls) for cls in classes]
    return references[0] if len(references) == 1 else {"anyOf": references}


def _concrete(cls: type) -> list[type]:
    """Return the classes whose values stand where *cls* is declared."""
    if not issubclass(cls, Event):
        return [cls]
    return [known for known in CLASSES.values() if issubclass(known, cls) and attrs.has(known)]
