"""What was read from one file or reply: the good rows, and every bad one by its place."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import attrs

from ..errors import Unreadable
from ..japan import japan_time
from ..snapshot import Snapshot
from ._rows import Location, RowReader

__all__ = ["Reading", "RowCollector"]

_MOST_PROBLEMS: Final = 10_000


@attrs.frozen
class Reading:
    """What was read from one file, or from the replies of one poll.

    Attributes:
        snapshots: What the good rows say, one for each order, in the order of the rows.
        problems: What could not be read, in the order of the rows; a problem of the whole comes
            first. Its `line` counts from 1: lines of a file, with the header; rows of a reply.
        seen_at: The moment of the poll, or when the file was written.
        claims_seen: An order that is not here has no claim. Only said by a complete claim list
            without any problem.
        shipping_seen: An order that is not here is not in the shipping list any more. Only said
            by a complete shipping list without any problem.
    """

    snapshots: tuple[Snapshot, ...]
    problems: tuple[Unreadable, ...] = ()
    seen_at: datetime = attrs.field(converter=japan_time, kw_only=True)
    claims_seen: bool = attrs.field(default=False, kw_only=True)
    shipping_seen: bool = attrs.field(default=False, kw_only=True)


_Row = tuple[Snapshot, frozenset[tuple[str, str]]]
"""A snapshot and its unknown columns: what makes two rows the same."""


class RowCollector:
    """Takes rows as they are read, and finds those that contradict each other."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._rows: dict[str, dict[_Row, Location]] = {}
        self._problems: list[Unreadable] = []
        self._unlisted = 0

    def take(self, outcome: Snapshot | list[Unreadable], where: Location) -> None:
        """Take what one row came to."""
        if isinstance(outcome, Snapshot):
            row = (outcome, frozenset(outcome.unknown_columns.items()))
            self._rows.setdefault(outcome.order_no, {}).setdefault(row, where)
        else:
            for problem in outcome:
                self.object_to(problem)

    def object_to(self, problem: Unreadable) -> None:
        """Take a problem; beyond a bound problems are only counted, so that memory is."""
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(problem)
        else:
            self._unlisted += 1

    def reading(self, plan: RowReader, source: str) -> Reading:
        """Return the good rows, and the problems sorted by line."""
        good: list[Snapshot] = []
        for order_no, rows in self._rows.items():
            if len(rows) == 1:
                good.extend(snapshot for snapshot, _aside in rows)
            else:
                self._contradiction(order_no, list(rows.values()))
        if self._unlisted:
            more = f"{self._unlisted} more problems of this source are not listed"
            self._problems.append(Unreadable(more, source=source))
        problems = sorted(self._problems, key=lambda each: each.line or 0)
        lists = plan.shape.lists
        seen = {lists: plan.complete and not problems} if lists else {}
        return Reading(tuple(good), tuple(problems), seen_at=plan.seen_at, **seen)

    def _contradiction(self, order_no: str, places: list[Location]) -> None:
        for here in places:
            other = places[0] if here is not places[0] else places[1]
            why = (
                f"line {other.line} says something else about this order, and nothing tells "
                "which is right; neither was read"
            )
            self.object_to(here.problem(why, self._column, order_no))
