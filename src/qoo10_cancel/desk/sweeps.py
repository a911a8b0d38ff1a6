"""Take what the clock brings, order by order and each move once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from .._log import log_event
from ..errors import Conflict, StoreFailed
from ..machine import advance
from ..policy import Policy
from ..ports import Store, Wake
from .ledger import BATCH, Ledger

__all__ = ["Sweeper", "rounds"]


class Sweeper:
    """Advances the orders that are due.

    Args:
        store: Knows which orders are due.
        ledger: Reads and writes them.
        policy: The switches.
        now: Tells the time, in Japan.
    """

    def __init__(
        self, store: Store, ledger: Ledger, policy: Policy, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._policy = policy
        self._now = now

    def tick(self) -> int:
        """Take every move of the clock that is due by now; return how many orders moved."""
        moved, now = 0, self._now()
        last: Wake | None = None
        # Each order once: what stays due, for whatever reason, must not be all that is seen.
        while due := self._store.due(now, BATCH, after=last):
            moved += self._advance([wake.order_no for wake in due], now)
            last = due[-1]
        if moved:
            log_event("ticked", count=moved)
        return moved

    def _advance(self, order_nos: Sequence[str], now: datetime) -> int:
        changes = [
            self._ledger.change(order, advance(order, now, self._policy))
            for order in self._ledger.get_many(order_nos).values()
            if order is not None
        ]
        conflicts = self._ledger.commit_many(changes)
        return sum(
            bool(change.steps) for change in changes if change.after.order_no not in conflicts
        )


def rounds(work: Callable[[], bool], stop: Callable[[float], bool], seconds: float) -> None:
    """Call *work* until *stop* says so; wait *seconds* after a round with nothing to do.

    A store that fails is logged, and tried again in the next round.
    """
    while not stop(0.0 if _worked(work) else seconds):
        pass


def _worked(work: Callable[[], bool]) -> bool:
    try:
        return work()
    except (Conflict, StoreFailed) as error:
        log_event("round_failed", level=logging.ERROR, error=type(error).__name__)
        return False
