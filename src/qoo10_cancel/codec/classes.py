"""The classes whose values are stored, and which of their fields are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from ..decision import Allowed, Denied, Step
from ..events import EVENTS, Erasure, Looked, Origin, Retraction, ShipmentRelease
from ..findings import Finding
from ..notices import Notice
from ..order import NO_LOOKS, Duty, Evidence, Looks, Order, Purchase, Request
from ..policy import Policy, TextPolicy
from ..reasons import RefusalReason
from ..snapshot import Snapshot

__all__ = ["CLASSES", "SCHEMA", "left_out_for", "stored_fields"]

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


def stored_fields(cls: type) -> tuple[str, ...]:
    """Name the fields that are stored: those that make one value differ from another."""
    return tuple(field.name for field in attrs.fields(cls) if field.eq)


def left_out_for(cls: type) -> Mapping[str, Any]:
    """Return what each stored field is left out for: a default that says nothing, or None."""
    defaults = {name: attrs.fields_dict(cls)[name].default for name in stored_fields(cls)}
    return {n: d if any(d is one for one in _OMITTED) else None for n, d in defaults.items()}


_OMITTED: Final = (NO_LOOKS, Origin.HERE, ())
"""Defaults that are left out: they say nothing, and stand in every row."""
