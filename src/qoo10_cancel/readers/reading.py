"""The result of reading a file or reply: the good rows, and every bad one by its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from ..errors import Unreadable
from ..japan import japan_time
from ..order import Purchase
from ..snapshot import Snapshot
from ._rows import RowOutcome, RowReader
from .problems import Location

__all__ = ["Reading", "RowCollector"]

_MOST_PROBLEMS: Final = 10_000


@attrs.frozen
class Reading:
    """The result of reading one file, or the replies of one poll.

    Attributes:
        snapshots: What the good rows say, one for each order, in the order of the rows.
        problems: What could not be read, in the order of the rows; a problem of the whole comes
            first. Its `line` counts from 1: lines of a file, with the header; rows of a reply.
        set_aside: Order number and word of each claim that is not a cancellation and has no code.
        seen_at: The moment of the poll, or when the file was written.
        claims_seen: Whether an order that is not here has no claim. True only for a complete
            claim list of which no row was lost.
        shipping_seen: Whether an order that is not here has left the shipping list. True only
            for a complete shipping list of which no row was lost.
    """

    snapshots: tuple[Snapshot, ...]
    problems: tuple[Unreadable, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = attrs.field(default=(), kw_only=True)
    seen_at: datetime = attrs.field(converter=japan_time, kw_only=True)
    claims_seen: bool = attrs.field(default=False, kw_only=True)
    shipping_seen: bool = attrs.field(default=False, kw_only=True)

    @property
    def listed(self) -> frozenset[str]:
        """Return the numbers of all orders that have a row here, also of those set aside."""
        aside = {order_no for order_no, _word in self.set_aside}
        return frozenset({snapshot.order_no for snapshot in self.snapshots} | aside)


class RowCollector:
    """Collects rows as they are read, and finds those that contradict each other."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._rows: dict[str, dict[Snapshot, Location]] = {}
        self._set_aside: dict[tuple[str, str], None] = {}
        self._problems: list[Unreadable] = []
        self._unlisted = 0
        self._is_whole = True

    def add(self, outcome: RowOutcome, location: Location) -> None:
        """Keep the outcome of one row."""
        if outcome.snapshot is not None:
            rows = self._rows.setdefault(outcome.snapshot.order_no, {})
            rows.setdefault(outcome.snapshot, location)
        if outcome.set_aside is not None:
            self._set_aside[outcome.set_aside] = None
        for problem in outcome.problems:
            self._keep(problem)
        self._is_whole &= not outcome.is_lost

    def lose(self, location: Location, key: str, **params: Any) -> None:
        """Report a row, or a part of the whole, that is lost or cannot be trusted."""
        self._is_whole = False
        if len(self._problems) < _MOST_PROBLEMS:
            self._keep(location.problem(key, **params))
        else:
            self._unlisted += 1

    def _keep(self, problem: Unreadable) -> None:
        """Keep a problem. After 10,000, only count them, so that memory stays bounded."""
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(problem)
        else:
            self._unlisted += 1

    def reading(self, reader: RowReader) -> Reading:
        """Return the good rows, and the problems sorted by line."""
        column = reader.format.column_of("order_no")
        good: list[Snapshot] = []
        for order_no, rows in self._rows.items():
            snapshot = _agreed(list(rows))
            if snapshot is not None:
                good.append(snapshot)
            if len(rows) > 1:
                self._name_both(list(rows.values()), column, order_no, agree=snapshot is not None)
        if self._unlisted:
            more = self._location.problem("more-problems", count=self._unlisted)
            self._problems.append(more)
        lists = reader.format.lists
        seen = {lists: reader.complete and self._is_whole} if lists else {}
        return Reading(
            tuple(good),
            tuple(sorted(self._problems, key=_line)),
            set_aside=tuple(self._set_aside),
            seen_at=reader.seen_at,
            **seen,
        )

    def _name_both(
        self, places: list[Location], column: str, order_no: str, *, agree: bool
    ) -> None:
        """Report rows of one order that differ; none is read unless the statuses *agree*."""
        key = "rows-differ" if agree else "contradiction"
        for here in places:
            other = places[0] if here is not places[0] else places[1]
            self._keep(here.problem(key, column, order_no, row_read=agree, other=other.line))
        self._is_whole &= agree


def _line(problem: Unreadable) -> int:
    return problem.line or 0


_DECIDING: Final = ("shipping", "claim", "refusal_shown")


def _agreed(snapshots: list[Snapshot]) -> Snapshot | None:
    """Return what several rows of one order agree in; None if their deciding fields differ."""
    first, *others = snapshots
    if not others:
        return first
    if any(getattr(one, name) != getattr(first, name) for one in others for name in _DECIDING):
        return None
    bought = _common(Purchase, [snapshot.purchase for snapshot in snapshots])
    common = _common(Snapshot, snapshots)
    return Snapshot(**{**common, "purchase": Purchase(**bought)})


def _common(kind: type[attrs.AttrsInstance], values: list[Any]) -> Mapping[str, Any]:
    """Return the fields in which all *values* agree."""
    names = [field.name for field in attrs.fields(kind)]
    return {
        name: getattr(values[0], name)
        for name in names
        if all(getattr(value, name) == getattr(values[0], name) for value in values)
    }
