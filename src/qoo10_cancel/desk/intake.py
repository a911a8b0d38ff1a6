"""What taking in snapshots has come to."""

from __future__ import annotations

import attrs

from ..decision import Step
from ..machine import Observed
from ..ports import Change

__all__ = ["IngestReport", "Tally"]


@attrs.frozen
class IngestReport:
    """What taking in snapshots has come to.

    Attributes:
        new: Orders seen for the first time.
        changed: Orders to which something has happened.
        unchanged: Orders to which nothing has.
        set_aside: Order number and the name of the status that is none of this library's.
        happened: Order number and steps, for each known order to which something has happened.
        told: Order number and what was told, for each order with warnings or questions.
        skipped: Orders of which nothing was taken in, for what is stored of them cannot be read.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    set_aside: tuple[tuple[str, str], ...] = ()
    happened: tuple[tuple[str, tuple[Step, ...]], ...] = ()
    told: tuple[tuple[str, Observed], ...] = ()
    skipped: tuple[str, ...] = ()


class Tally:
    """Counts what an intake comes to."""

    def __init__(self) -> None:
        self.new = self.changed = self.unchanged = 0
        self._aside: list[tuple[str, str]] = []
        self._happened: list[tuple[str, tuple[Step, ...]]] = []
        self._told: list[tuple[str, Observed]] = []
        self._skipped: list[str] = []

    def skip(self, order_no: str) -> None:
        """Note an order of which nothing could be taken in."""
        self._skipped.append(order_no)

    def count(self, order_no: str, observed: Observed, change: Change | None) -> None:
        """Count an order by what was seen and what was written of it; None: nothing."""
        if observed.set_aside is not None:
            self._aside.append((order_no, observed.set_aside))
        if observed.warnings or observed.questions:
            self._told.append((order_no, observed))
        if change is None:
            self.unchanged += observed.set_aside is None
        elif change.before is None:
            self.new += 1
        else:
            self.changed += 1
            self._happened.append((order_no, change.steps))

    def intake(self) -> IngestReport:
        """Return the sums."""
        return IngestReport(
            self.new,
            self.changed,
            self.unchanged,
            tuple(self._aside),
            tuple(self._happened),
            tuple(self._told),
            tuple(self._skipped),
        )
