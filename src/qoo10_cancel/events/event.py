"""What every event has: when, who, how it is known, and what its class fixes."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import ClassVar

import attrs

from .._fields import is_a, maybe_line, moment_or_day
from ..japan import midnight
from ..order import State

__all__ = ["By", "Event", "Origin"]


class By(Enum):
    """Who causes an event."""

    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"
    CLOCK = "clock"


class Origin(Enum):
    """How it is known that an event has happened."""

    # As for State: Enum's own hash is dear.
    __hash__ = object.__hash__

    HERE = "h"
    """A person did it or recorded it here."""
    QOO10 = "q"
    """Qoo10 shows it, with its moment or its day."""
    SEEN = "s"
    """Qoo10 shows it without a date: it has happened by `at`, the moment of the look."""


@attrs.frozen
class Event:
    """Something that happens to one order.

    A class that adds no field is a plain subclass: making a class with attrs takes a
    millisecond, and there are many.

    Attributes:
        at: When: an aware moment, or a plain date in Japan where only the day is known.
        actor: Who did it, by name, if anybody is to be named in the history.
        origin: How it is known.
    """

    name: ClassVar[str]
    """What it is called where it is typed: `refuse`, `set-ship-date`."""
    letter: ClassVar[str | None] = None
    """What it is called in a stored timeline; None for what stands in none."""
    by: ClassVar[By]
    leads_to: ClassVar[State | None] = None
    """The state in which an order is once this has really happened; None: where it was."""
    automatic: ClassVar[bool] = False
    """Whether the order makes this move by itself, when it is due."""

    at: datetime | date = attrs.field(converter=moment_or_day)
    actor: str | None = attrs.field(default=None, validator=maybe_line, kw_only=True)
    origin: Origin = attrs.field(default=Origin.HERE, validator=is_a(Origin), kw_only=True)

    @property
    def moment(self) -> datetime:
        """Give the moment; the first one of the day where only the day is known."""
        at = self.at
        return at if isinstance(at, datetime) else midnight(at)
