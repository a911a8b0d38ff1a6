"""The desk: orders are taken in, judged, answered and watched. The clock comes from the host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

import attrs

from .._fields import number
from ..decision import Allowed
from ..errors import Malformed
from ..events import (
    CancelApproval,
    CancelRefusal,
    Erasure,
    Event,
    EvidenceAdded,
    Retraction,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
)
from ..japan import japan_time
from ..machine import (
    Action,
    Waiting,
    actions,
    apply,
    decide,
    erase,
    questions,
    queue,
    record,
    retract,
)
from ..notices import Channel
from ..order import NO_EVIDENCE, OPEN, Evidence, Order
from ..policy import DEFAULT_POLICY, Policy
from ..ports import Clock, HistoryRow, Marketplace, Notifier, Outbox, Store
from ..reasons import RefusalReason
from ..snapshot import Snapshot
from ..wording import handover
from .answers import Board, Prepared
from .checks import check_channel, check_event, check_now, check_parts, check_past
from .dispatch import LEASE, MAX_ATTEMPTS, Dispatcher, DispatchReport
from .intake import IngestReport, Intake
from .ledger import Ledger, command_key
from .sweeps import Sweeper, rounds
from .sync import PERIOD, DryLedger, Synchronizer, SyncReport

__all__ = ["Desk"]


class Desk:
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
        self.store = store
        self.policy = policy
        self._clock = clock
        self._channels = frozenset({Channel.SELLER, *notifiers, *map(check_channel, channels)})
        self._ledger = Ledger(store, policy, self.now, self._channels)
        self._intake = Intake(self._ledger, policy, self.now)
        self._sweeper = Sweeper(store, self._ledger, policy, self.now)
        self._dispatcher = Dispatcher(
            store, outbox, dict(notifiers), self.now, max_attempts=max_attempts, lease=lease
        )

    def ingest(self, snapshots: Iterable[Snapshot] | Snapshot) -> IngestReport:
        """Observe what polls or files say, in the order given; each batch in one transaction.

        Bulk, idempotent, and the same on the first poll and the hundredth. A tracking number
        that another cart has used is warned about (QC-13). An order whose stored row cannot be
        read is skipped, and holds up no other one.

        Args:
            snapshots: Any number of them, or one, or a reading of `readers`.

        Raises:
            Malformed: One is no snapshot, or was seen more than a day ahead of the desk's
                clock; of its batch nothing is taken in.
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
            ledger = DryLedger(self.store, self.policy, self.now, self._channels)
            intake = Intake(ledger, self.policy, self.now)
        synchronizer = Synchronizer(ledger, intake, self.policy, self.now)
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
        return actions(self.get(order_no), self.now(), self.policy, draft)

    def queue(self) -> list[Waiting]:
        """Return the orders that wait for the seller now; see `qoo10_cancel.queue`.

        One whose stored row cannot be read is left out, and logged.
        """
        return queue(self._ledger.find(states=OPEN), self.now(), self.policy)

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Return everything that has happened to the order, the first first."""
        return self.store.history(number(order_no))

    def board(self) -> Board:
        """Return the counters of the manual's screen, as stored."""
        return Board.of(self.store.counts())

    def prepare(
        self,
        order_no: str,
        reason: RefusalReason,
        *,
        evidence: Evidence = NO_EVIDENCE,
        actor: str | None = None,
    ) -> Prepared:
        """Judge a refusal without making it, and write the sheet for the person who clicks.

        It is judged as confirmed: the OK of the dialog is the last thing that is clicked.
        """
        order = self.get(order_no)
        refusal = CancelRefusal(self.now(), reason, evidence, confirmed=True, actor=actor)
        decision = decide(order, refusal, self.policy)
        cart_no = order.purchase.cart_no
        cart = () if cart_no is None else self.store.find(cart_no=cart_no)
        return Prepared(decision, handover(decision, self.policy, cart))

    # Commands: denied when a rule is broken.

    def refuse(
        self,
        order_no: str,
        reason: RefusalReason,
        *,
        evidence: Evidence = NO_EVIDENCE,
        confirmed: bool = False,
        actor: str | None = None,
        key: str | None = None,
    ) -> Allowed:
        """Refuse the buyer's request: judged and recorded; the duty starts.

        Args:
            order_no: The order.
            reason: What the buyer will read.
            evidence: What the reason rests on, beside what is recorded with the order.
            confirmed: The person who refuses has confirmed it, as by the OK of Qoo10's dialog
                (QC-10).
            actor: Who refuses.
            key: An idempotency key.

        Raises:
            RuleBroken: It is denied, with every violation; nothing is changed.
            NotFound: The store does not hold the order.
            KeyReused: *key* was used for another command.
            Conflict: The order kept changing; nothing is changed.
        """
        now = self.now()
        return self.act(
            order_no, CancelRefusal(now, reason, evidence, confirmed, actor=actor), key=key
        )

    def ask_withdrawal(
        self, order_no: str, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Ask the buyer to take the request back (取消的撤回要请); raises as `refuse` does."""
        return self.act(order_no, WithdrawalAsked(self.now(), actor=actor), key=key)

    def approve(
        self, order_no: str, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Approve the buyer's request; raises as `refuse` does."""
        return self.act(order_no, CancelApproval(self.now(), actor=actor), key=key)

    def set_ship_date(
        self, order_no: str, ship_date: date, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Set 发货预定日, a date in Japan; raises as `refuse` does."""
        event = ShipDateSet(self.now(), ship_date=ship_date, actor=actor)
        return self.act(order_no, event, key=key)

    def ship(
        self,
        order_no: str,
        carrier: str | None = None,
        tracking_no: str | None = None,
        *,
        actor: str | None = None,
        key: str | None = None,
    ) -> Allowed:
        """Ship-process the order; raises as `refuse` does.

        A tracking number that another cart has used is warned about (QC-13).
        """
        event = Shipment(self.now(), carrier, tracking_no, actor=actor)
        return self.act(order_no, event, key=key)

    def mark_as_shipped(
        self,
        marketplace: Marketplace,
        order_no: str,
        carrier: str,
        tracking_no: str,
        *,
        actor: str | None = None,
    ) -> Allowed:
        """Judge, mark as shipped at *marketplace*, and record it.

        Killed in between, the next `sync` shows it as shipped.

        Raises:
            RuleBroken: It is denied; nothing was sent.
            MarketplaceFailed: It was not done, or nothing tells whether it was; its class says
                which, and nothing is recorded.
        """
        shipment = Shipment(self.now(), carrier, tracking_no, actor=actor)
        apply(self.get(order_no), shipment, self.policy)
        marketplace.mark_as_shipped(order_no, carrier, tracking_no)
        return self.record(order_no, attrs.evolve(shipment, at=self.now()))

    def add_evidence(
        self,
        order_no: str,
        evidence: Evidence,
        *,
        actor: str | None = None,
        key: str | None = None,
    ) -> Allowed:
        """Record evidence for a reason; raises as `refuse` does."""
        return self.act(order_no, EvidenceAdded(self.now(), evidence, actor=actor), key=key)

    def act(self, order_no: str, event: Event, *, key: str | None = None) -> Allowed:
        """Make *event* happen now, if every rule allows it; raises as `refuse` does.

        Raises:
            Malformed: It lies more than five minutes from the desk's clock, or on another day
                where only the day is known. What has happened before is for `record`.
        """
        check_event(event)
        command = command_key(key, "act", order_no, event)
        return self._ledger.run(order_no, command, partial(self._apply, event))

    def _apply(self, event: Event, order: Order) -> Allowed:
        check_now(event, self.now())
        return self._ledger.with_warnings(apply(order, event, self.policy))

    # Facts: never denied.

    def record(self, order_no: str, event: Event, *, key: str | None = None) -> Allowed:
        """Record what has happened: the click has been made, or Qoo10 shows it.

        What the rules object to comes back as warnings; the duty starts all the same.

        Raises:
            Malformed: It lies over five minutes ahead of the desk's clock, or its text is longer
                than what is kept (`TextPolicy.raw_ceiling`).
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        check_event(event)
        check_past(event, self.now(), self.policy)
        command = command_key(key, "record", order_no, event)
        return self._ledger.run(order_no, command, partial(self._record, event))

    def _record(self, event: Event, order: Order) -> Allowed:
        return self._ledger.with_warnings(record(order, event, self.policy))

    def answer(self, order_no: str, event: Event, *, key: str | None = None) -> Allowed:
        """Answer the question that stands about the order: record what became of it.

        A request that is gone was refused or taken back: give a `CancelRefusal` or a
        `RequestWithdrawal` with its moment. An order that has vanished was cancelled, perhaps.

        Raises:
            Malformed: Nothing is asked about the order; or as for `record`.
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        check_event(event)
        check_past(event, self.now(), self.policy)
        command = command_key(key, "answer", order_no, event)
        return self._ledger.run(order_no, command, partial(self._answer, event))

    def _answer(self, event: Event, order: Order) -> Allowed:
        if not questions(order):
            raise Malformed(
                f"nothing is asked about order {order.order_no}; record what has happened"
            )
        return self._record(event, order)

    def retract(
        self,
        order_no: str,
        what: type[Event] | str,
        *,
        when: datetime | date | None = None,
        note: str,
        actor: str,
        key: str | None = None,
    ) -> Allowed:
        """Take back what was recorded here and did not happen, or not then.

        What followed from it goes with it; the record of it stays, marked. For another moment,
        record it anew.

        Args:
            order_no: The order.
            what: The class of the event, or what it is called: `refuse`.
            when: The moment or day for which it was recorded; None: whenever.
            note: Why.
            actor: Who takes it back.
            key: An idempotency key.

        Raises:
            RuleBroken: Nothing like it was recorded here, or Qoo10 itself shows it (QC-22).
            Malformed: Actor or note is missing.
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        retraction = Retraction(self.now(), actor=actor, what=what, when=when, note=note)
        command = command_key(key, "retract", order_no, retraction)
        act = partial(self._retract, retraction)
        return self._ledger.run(order_no, command, act)

    def _retract(self, retraction: Retraction, order: Order) -> Allowed:
        return retract(order, retraction, self.policy)

    def erase(self, order_no: str, *, actor: str, key: str | None = None) -> Allowed:
        """Erase the free texts of an order, for good: the facts stay, the step is on record.

        What the buyer wrote, what the buyer was sent, and notes beside it go from the order,
        its history, its notices and the outcomes of keys; see `qoo10_cancel.machine.erase`.

        Raises:
            Malformed: Nobody is named as *actor*.
            RowUnreadable: A stored row cannot be read; nothing is erased.
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        erasure = Erasure(self.now(), actor=actor)
        command = command_key(key, "erase", order_no, erasure)
        return self._ledger.run(order_no, command, lambda order: erase(order, erasure))

    def tick(self) -> int:
        """Take every move of the clock that is due by now; return how many orders moved.

        Several sweepers may run at once: each move is taken once. An order whose stored row
        cannot be read is logged, and holds up no other one.
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
        """Give a dead letter another life; False if it is not dead."""
        return self._dispatcher.outbox.revive(notice_key, self.now())

    def now(self) -> datetime:
        """Return what the clock tells, in Japan time."""
        return japan_time(self._clock())

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
