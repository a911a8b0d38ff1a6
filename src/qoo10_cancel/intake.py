"""What taking in snapshots has come to."""

from __future__ import annotations

import attrs

from .decision import Step
from .observe import Observed
from .ports import Change

__all__ = ["Intake", "Tally"]


@attrs.frozen
class Intake:
    """What taking in snapshots has come to.

    Attributes:
        new: Orders seen for the first time.
        changed: Orders to which something has happened.
        unchanged: Orders to which nothing has.
        set_aside: Order number and the name of the status that is none of this library's.
        happened: Order number and steps, for each known order to which something has happened.
        told: Order number and what was told, for each order with warnings or questions.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    set_aside: tuple[tuple[str, str], ...] = ()
    happened: tuple[tuple[str, tuple[Step, ...]], ...] = ()
    told: tuple[tuple[str, Observed], ...] = ()


class Tally:
    """Counts what an intake comes to."""

    def __init__(self) -> None:
        self.new = self.changed = self.unchanged = 0
        self._aside: list[tuple[str, str]] = []
        self._happened: list[tuple[str, tuple[Step, ...]]] = []
        self._told: list[tuple[str, Observed]] = []

    def told(self, order_no: str, observed: Observed) -> None:
        """Keep what was said of an order, if anything was."""
        if observed.set_aside is not None:
            self._aside.append((order_no, observed.set_aside))
        if observed.warnings or observed.questions:
            self._told.append((order_no, observed))

    def count(self, change: Change | None) -> None:
        """Count an order by what was written of it; None: nothing."""
        if change is None:
            self.unchanged += 1
        elif change.before is None:
            self.new += 1
        else:
            self.changed += 1
            self._happened.append((change.after.order_no, change.steps))

    def intake(self) -> Intake:
        """Return the sums."""
        return Intake(
            self.new,
            self.changed,
            self.unchanged,
            tuple(self._aside),
            tuple(self._happened),
            tuple(self._told),
        )
