"""One poll of a marketplace, taken in: what it lists, and each open order that it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import attrs

from .._fields import Answer
from .._log import log_event
from ..errors import CancelError, MarketplaceFailed
from ..findings import Finding
from ..machine import questions, queue
from ..order import OPEN, Looks, Order
from ..policy import Policy
from ..ports import Change, Look, Marketplace
from ..snapshot import Snapshot
from .intake import IngestReport, Intake
from .ledger import Ledger

__all__ = ["PERIOD", "DryLedger", "SyncReport", "Synchronizer"]

PERIOD: Final = timedelta(days=30)
"""How far back a poll asks for orders, unless told otherwise."""

_MOST_LOOKUPS: Final = 200
"""Orders that are looked up one by one in one run, the most urgent first."""

_FAILURES: Final = 3
"""After so many look-ups in a row that fail, the rest waits for the next run."""

Progress = Callable[[int, int], None]


@attrs.frozen
class SyncReport(Answer):
    """The result of one `Desk.sync`.

    Attributes:
        listed: What came of the orders that were listed.
        looked_up: What came of the open orders that were not, and were looked up one by one.
        unknown: Open orders that the marketplace does not know.
        left: How many open orders have not been looked up in this run.
        problems: What could not be asked or read.
        complete: Every list was had in full.
        dry_run: Nothing was written.
        questions: What only the owner can answer, by order number: all that stands, and in a
            dry run what would be asked.
    """

    listed: IngestReport
    looked_up: IngestReport
    unknown: tuple[str, ...]
    left: int
    problems: tuple[CancelError, ...]
    complete: bool
    dry_run: bool
    questions: Mapping[str, tuple[Finding, ...]] = attrs.field(factory=dict, hash=False)


class DryLedger(Ledger):
    """A ledger that reads and writes nothing: what would be written has no conflict."""

    def commit_many(self, changes: Sequence[Change]) -> set[str]:  # noqa: ARG002
        """Write nothing, and say that nobody was quicker."""
        return set()

    def remember(self, looks: Sequence[Look]) -> None:
        """Write nothing."""

    def keep_looks(self, looks: Mapping[str, Looks]) -> None:
        """Write nothing."""


class Synchronizer:
    """Polls a marketplace and takes in what it shows.

    Args:
        ledger: Reads the open orders.
        intake: Takes in snapshots.
        policy: The switches.
        now: Tells the time, in Japan.
    """

    def __init__(
        self, ledger: Ledger, intake: Intake, policy: Policy, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._intake = intake
        self._policy = policy
        self._now = now

    def sync(
        self,
        marketplace: Marketplace,
        period: timedelta,
        progress: Progress | None,
        *,
        dry_run: bool,
    ) -> SyncReport:
        """Poll, take in, look up; see `Desk.sync`."""
        now = self._now()
        poll = marketplace.poll(now - period, now)
        listed = self._intake.ingest(poll.snapshots)
        open_orders = self._unlisted({snapshot.order_no for snapshot in poll.snapshots})
        lookups = _Lookups(marketplace, progress)
        looked_up = self._intake.ingest(lookups.run(open_orders[:_MOST_LOOKUPS], self._now))
        report = SyncReport(
            listed,
            looked_up,
            tuple(lookups.unknown),
            len(open_orders) - lookups.done,
            (*poll.problems, *lookups.problems),
            complete=poll.complete,
            dry_run=dry_run,
            questions=self._questions(listed, looked_up),
        )
        log_event("synced", count=len(poll.snapshots) + lookups.done)
        return report

    def _questions(self, *reports: IngestReport) -> dict[str, tuple[Finding, ...]]:
        standing = {o.order_no: questions(o) for o in self._ledger.find(asked=True)}
        return {**standing, **{no: found for r in reports for no, found in r.questions.items()}}

    def _unlisted(self, listed: set[str]) -> list[str]:
        """Return the open orders that were not listed, the most urgent first."""
        orders: Iterator[Order] = self._ledger.find(states=OPEN)
        unlisted = [order for order in orders if order.order_no not in listed]
        return [waiting.order.order_no for waiting in queue(unlisted, self._now(), self._policy)]


class _Lookups:
    """Looks orders up one by one."""

    def __init__(self, marketplace: Marketplace, progress: Progress | None) -> None:
        self._marketplace = marketplace
        self._progress = progress or (lambda _done, _of: None)
        self.done = 0
        self.unknown: list[str] = []
        self.problems: list[CancelError] = []

    def run(self, order_nos: Sequence[str], now: Callable[[], datetime]) -> Iterator[Snapshot]:
        """Yield what is shown of each; one that is unknown is shown as listed nowhere."""
        failures = 0
        for order_no in order_nos:
            self._progress(self.done, len(order_nos))
            try:
                snapshot = self._marketplace.find_order(order_no)
            except MarketplaceFailed as failed:
                self.problems.append(failed)
                failures += 1
                if failures == _FAILURES:
                    return
                continue
            failures, self.done = 0, self.done + 1
            if snapshot is None:
                self.unknown.append(order_no)
                snapshot = Snapshot(order_no, now(), claims_seen=True, shipping_seen=True)
            yield snapshot
        self._progress(len(order_nos), len(order_nos))
