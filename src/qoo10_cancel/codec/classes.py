"""The classes whose values are written and read, and which of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from .._fields import Answer
from ..decision import Allowed, Denied, Step
from ..errors import CancelError
from ..events import EVENTS, Erasure, Looked, Origin, Retraction, ShipmentRelease
from ..findings import Finding
from ..notices import Notice
from ..order import NO_LOOKS, Duty, Evidence, Looks, Order, Purchase, Request
from ..policy import Policy, TextPolicy
from ..reasons import RefusalReason
from ..snapshot import Snapshot

__all__ = [
    "CLASSES",
    "PLACE",
    "SCHEMA",
    "error_name",
    "for_readers",
    "is_written",
    "left_out_for",
    "stored_fields",
]

SCHEMA: Final = 1
"""Version of the form; raised whenever older readers would misread a newer writer."""

CLASSES: Final[Mapping[str, type]] = {
    cls.__name__: cls
    for cls in (
        *EVENTS,
        ShipmentRelease,
        Allowed,
        Denied,
        Duty,
        Erasure,
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

PLACE: Final = ("source", "line", "column", "value", "row_read")
"""Where in a file or a reply something could not be read: fields of `Unreadable`."""


def is_written(cls: type) -> bool:
    """Say whether values of *cls* are written as JSON: it is a stored class, or an answer."""
    return cls in CLASSES.values() or issubclass(cls, Answer)


def for_readers(cls: type) -> tuple[str, ...]:
    """Name what is added for a reader in a language; it follows from the fields."""
    names: tuple[str, ...] = getattr(cls, "for_readers", ())
    return names


def error_name(cls: type[CancelError]) -> str:
    """Return the name of the public class of an error."""
    return next(base.__name__ for base in cls.__mro__ if base.__module__ == CancelError.__module__)


def stored_fields(cls: type) -> tuple[str, ...]:
    """Name the fields that are stored: those that make one value differ from another."""
    return tuple(field.name for field in attrs.fields(cls) if field.eq)


def left_out_for(cls: type) -> Mapping[str, Any]:
    """Return what each stored field is left out for: a default that says nothing, or None."""
    defaults = {name: attrs.fields_dict(cls)[name].default for name in stored_fields(cls)}
    return {n: d if any(d is one for one in _OMITTED) else None for n, d in defaults.items()}


_OMITTED: Final = (NO_LOOKS, Origin.HERE, ())
"""Defaults that are left out: they say nothing, and stand in every row."""
