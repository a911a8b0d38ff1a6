"""The desk: orders are taken in, judged, answered and watched. The clock comes from the host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from .._fields import number
from ..events import (
    Event,
)
from ..machine import (
    Action,
    Waiting,
    actions,
    queue,
)
from ..notices import Channel
from ..order import Order
from ..policy import DEFAULT_POLICY, Policy
from ..ports import Clock, HistoryRow, Marketplace, Notifier, Outbox, Store
from ..snapshot import Snapshot
from .checks import check_channel, check_parts, japan_clock
from .commands import Commands
from .dispatch import LEASE, MAX_ATTEMPTS, Dispatcher, DispatchReport
from .intake import IngestReport, Intake
from .ledger import Ledger
from .results import Board, Queue
from .sweeps import Sweeper, rounds
from .sync import PERIOD, DryLedger, Synchronizer, SyncReport

__all__ = ["Desk"]


class Desk(Commands):
    """Where orders are taken in, answered and watched.

    Each command reads the order, decides, and saves the order, its history and its notices in
    one transaction. When somebody else was quicker, it reads and decides again. It may be used
    from several threads at once if its store may; from asyncio, call it through
    `asyncio.to_thread`.

    Every command takes `key`, an idempotency key: a repeat returns the first outcome and
    changes nothing, and the moment recorded first stands; the same key with another command
    raises `KeyReused`. What writes nothing is not remembered: a denial, and a fact that was
    known already.

    Args:
        store: Keeps orders, history and notices.
        clock: Tells the time as an aware moment.
        policy: The switches.
        notifiers: Who delivers, by channel. Notices to the seller wait until somebody delivers
            them; those to the buyer, whom Qoo10 itself tells, are only recorded unless their
            channel is named here or in *channels*.
        outbox: Hands out the notices; the store itself, if it is one and none is given.
        channels: Further channels whose notices wait for another desk to deliver them.
        max_attempts: After so many attempts a notice becomes a dead letter.
        lease: How long one attempt may take before another worker may try.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        policy: Policy = DEFAULT_POLICY,
        notifiers: Mapping[Channel, Notifier] | None = None,
        outbox: Outbox | None = None,
        channels: Iterable[Channel] = (),
        max_attempts: int = MAX_ATTEMPTS,
        lease: timedelta = LEASE,
    ) -> None:
        notifiers = {} if notifiers is None else notifiers
        check_parts(store, clock, notifiers)
        now = japan_clock(clock)
        self._channels = frozenset({Channel.SELLER, *notifiers, *map(check_channel, channels)})
        super().__init__(Ledger(store, policy, now, self._channels), store, policy, now)
        self._intake = Intake(self._ledger, policy, now)
        self._sweeper = Sweeper(store, self._ledger, policy, now)
        self._dispatcher = Dispatcher(
            store, outbox, dict(notifiers), now, max_attempts=max_attempts, lease=lease
        )

    def ingest(self, snapshots: Iterable[Snapshot] | Snapshot) -> IngestReport:
        """Observe what polls or files say, in the order given; each batch in one transaction.

        Bulk, idempotent, and the same on the first poll and the hundredth. A tracking number
        that another cart has used is warned about (QC-13). An order whose stored row cannot be
        read is skipped, and never blocks the others. A look more than five minutes ahead of the
        desk's clock, or that shows such a moment, is left out with a warning (QC-22).

        Args:
            snapshots: Any number of them, or one, or a reading of `readers`.

        Raises:
            Malformed: One is no snapshot; of its batch nothing is taken in.
        """
        return self._intake.ingest(snapshots)

    def sync(
        self,
        marketplace: Marketplace,
        *,
        period: timedelta = PERIOD,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> SyncReport:
        """Poll *marketplace* and take in what it shows.

        Orders that wait and were not listed are looked up one by one, the most urgent first.
        Idempotent, and safe to run twice at once.

        Args:
            marketplace: Such as `adapters.qapi.Qapi`.
            period: How far back it is asked for orders.
            dry_run: Only say what would change.
            progress: Called with how many look-ups are done, and of how many.

        Raises:
            MarketplaceFailed: Nothing could be polled; its class says who must act.
        """
        ledger, intake = self._ledger, self._intake
        if dry_run:
            ledger = DryLedger(self.store, self.policy, self._now, self._channels)
            intake = Intake(ledger, self.policy, self._now)
        synchronizer = Synchronizer(ledger, intake, self.policy, self._now)
        return synchronizer.sync(marketplace, period, progress, dry_run=dry_run)

    # Asking.

    def get(self, order_no: str) -> Order:
        """Return the order as stored.

        Raises:
            Malformed: It is no number of an order: digits, as text.
            NotFound: The store does not hold it.
        """
        return self._ledger.get(order_no)

    def actions(self, order_no: str, draft: Event | None = None) -> tuple[Action, ...]:
        """Return what may be done with the order now; see `qoo10_cancel.actions`."""
        return actions(self.get(order_no), self._now(), self.policy, draft)

    def queue(self, limit: int | None = None) -> list[Waiting]:
        """Return the orders that wait for the seller now, the first *limit* of them if given.

        See `qoo10_cancel.queue`. One whose stored row cannot be read is left out, and logged.
        """
        return list(self.queue_page(limit).waiting)

    def queue_page(self, limit: int | None = None) -> Queue:
        """Return the first *limit* orders of the queue, how many wait, and when they were seen.

        Of the orders that the clock has not moved since they were written, it reads only those of
        the page.
        """
        now = self._now()
        queued = self.store.waiting(now, self.policy.version, limit)
        waiting = queue(queued.orders, now, self.policy)
        page = tuple(self._ledger.with_newest_looks(waiting[:limit]))
        return Queue(now, len(waiting) + queued.more, page)

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return everything that has happened to the order, oldest first."""
        return self.store.history(number(order_no))

    def board(self) -> Board:
        """Return the counters of the manual's screen, as stored."""
        return Board.of(self.store.counts())

    def tick(self) -> int:
        """Take every move of the clock that is due by now; return how many orders moved.

        Several sweepers may run at once: each move is taken once. An order whose stored row
        cannot be read is logged, and never blocks the others.
        """
        return self._sweeper.tick()

    # Delivering.

    def deliver(self, limit: int = 100) -> DispatchReport:
        """Deliver up to *limit* notices that are due, each at least once.

        An obsolete one is dropped; one that fails is tried again, and dead in the end.

        Raises:
            Malformed: The desk has no notifier: nothing can be delivered, and notices wait.
        """
        return self._dispatcher.deliver(limit)

    def deliver_one(self, notice_key: str) -> None:
        """Deliver one notice, for engines that hand out keys.

        Raises:
            NotDelivered: It failed and is to be tried again.
        """
        self._dispatcher.deliver_one(notice_key)

    def revive(self, notice_key: str) -> bool:
        """Make a dead letter due again; return False if it is not dead."""
        return self._dispatcher.outbox.revive(notice_key, self._now())

    def now(self) -> datetime:
        """Return what the clock tells, in Japan time."""
        return self._now()

    def run_forever(
        self, stop: Callable[[float], bool], *, every: timedelta = timedelta(seconds=5)
    ) -> None:
        """Sweep and deliver until *stop* says so; without notifiers, only sweep.

        A store that fails is logged, and tried again in the next round, for as long as it
        takes; any other error ends it.

        Args:
            stop: Waits for so many seconds and returns whether to end; `Event().wait` of
                `threading` does.
            every: How long to wait between rounds in which there was nothing to do.
        """
        rounds(self._round, stop, every.total_seconds())

    def _round(self) -> bool:
        """Sweep and deliver once; say whether there may be more to do at once."""
        self.tick()
        return self._dispatcher.has_notifiers and self.deliver() != DispatchReport()
