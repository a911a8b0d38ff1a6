"""What a seller does with an order: judged, and written once for each key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import attrs

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
from ..machine import apply, decide, erase, questions, record, retract
from ..messages import Problem
from ..order import NO_EVIDENCE, Evidence, Looks, Order
from ..policy import Policy
from ..ports import Marketplace, Store
from ..reasons import RefusalReason
from .checks import check_event, check_now, check_past
from .ledger import Ledger, command_key

if TYPE_CHECKING:
    from ..wording import Prepared

__all__ = ["Commands"]


class Commands:
    """The commands of a desk, and the facts that it records.

    Args:
        ledger: Reads and writes the orders.
        store: Where the other orders of a cart are.
        policy: The switches.
        now: Tells the time, in Japan.
    """

    def __init__(
        self, ledger: Ledger, store: Store, policy: Policy, now: Callable[[], datetime]
    ) -> None:
        self.store = store
        self.policy = policy
        self._ledger = ledger
        self._now = now

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
        order = self._ledger.get(order_no)
        refusal = CancelRefusal(self._now(), reason, evidence, confirmed=True, actor=actor)
        decision = decide(order, refusal, self.policy)
        cart_no = order.purchase.cart_no
        cart = () if cart_no is None else self.store.find(cart_no=cart_no)
        # Only whoever prepares a refusal waits for the texts and the pages.
        from ..wording import Prepared, handover  # noqa: PLC0415

        return Prepared(decision, handover(decision, self.policy, cart))

    # Denied when a rule is broken.

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
        now = self._now()
        return self.act(
            order_no, CancelRefusal(now, reason, evidence, confirmed, actor=actor), key=key
        )

    def ask_withdrawal(
        self, order_no: str, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Ask the buyer to take the request back (取消的撤回要请); raises as `refuse` does."""
        return self.act(order_no, WithdrawalAsked(self._now(), actor=actor), key=key)

    def approve(
        self, order_no: str, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Approve the buyer's request; raises as `refuse` does."""
        return self.act(order_no, CancelApproval(self._now(), actor=actor), key=key)

    def set_ship_date(
        self, order_no: str, ship_date: date, *, actor: str | None = None, key: str | None = None
    ) -> Allowed:
        """Set 发货预定日, a date in Japan; raises as `refuse` does."""
        event = ShipDateSet(self._now(), ship_date=ship_date, actor=actor)
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
        """Mark the order as shipped; raises as `refuse` does.

        A tracking number that another cart has used is warned about (QC-13).
        """
        event = Shipment(self._now(), carrier, tracking_no, actor=actor)
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

        If the process is killed in between, the next `sync` shows whether it is shipped.

        Raises:
            RuleBroken: It is denied; nothing was sent.
            MarketplaceFailed: It was not done, or nothing tells whether it was; its class says
                which, and nothing is recorded.
        """
        shipment = Shipment(self._now(), carrier, tracking_no, actor=actor)
        apply(self._ledger.get(order_no), shipment, self.policy)
        marketplace.mark_as_shipped(order_no, carrier, tracking_no)
        return self.record(order_no, attrs.evolve(shipment, at=self._now()))

    def add_evidence(
        self,
        order_no: str,
        evidence: Evidence,
        *,
        actor: str | None = None,
        key: str | None = None,
    ) -> Allowed:
        """Record evidence for a reason; raises as `refuse` does."""
        return self.act(order_no, EvidenceAdded(self._now(), evidence, actor=actor), key=key)

    def act(self, order_no: str, event: Event, *, key: str | None = None) -> Allowed:
        """Make *event* happen now, if every rule allows it; raises as `refuse` does.

        Raises:
            Malformed: It lies more than five minutes from the desk's clock, or on another day
                where only the day is known. What has happened before is for `record`.
        """
        check_event(event)
        command = command_key(key, "act", order_no, event)
        return self._ledger.run(order_no, command, partial(self._apply, event))

    def _apply(self, event: Event, order: Order, _newest: Looks) -> Allowed:
        check_now(event, self._now())
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
        check_past(event, self._now(), self.policy)
        command = command_key(key, "record", order_no, event)
        return self._ledger.run(order_no, command, partial(self._record, event))

    def _record(self, event: Event, order: Order, newest: Looks) -> Allowed:
        return self._ledger.with_warnings(record(order, event, self.policy, newest=newest))

    def answer(self, order_no: str, event: Event, *, key: str | None = None) -> Allowed:
        """Answer the question that stands about the order: record what became of it.

        A request that is gone was refused or taken back: give a `CancelRefusal` or a
        `RequestWithdrawal` with its moment. An order that has vanished was cancelled, perhaps.

        Raises:
            Malformed: Nothing is asked about the order; or as for `record`.
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        check_event(event)
        check_past(event, self._now(), self.policy)
        command = command_key(key, "answer", order_no, event)
        return self._ledger.run(order_no, command, partial(self._answer, event))

    def _answer(self, event: Event, order: Order, newest: Looks) -> Allowed:
        if not questions(order):
            raise Malformed(Problem("nothing-asked", {"order_no": order.order_no}))
        return self._record(event, order, newest)

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
        record it again.

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
        retraction = Retraction(self._now(), actor=actor, what=what, when=when, note=note)
        command = command_key(key, "retract", order_no, retraction)
        act = partial(self._retract, retraction)
        return self._ledger.run(order_no, command, act)

    def _retract(self, retraction: Retraction, order: Order, newest: Looks) -> Allowed:
        return retract(order, retraction, self.policy, newest=newest)

    def erase(self, order_no: str, *, actor: str, key: str | None = None) -> Allowed:
        """Erase the free texts of an order, for good: the facts stay, the step is on record.

        What the buyer wrote, what the buyer was sent, and notes beside it go from the order,
        its history, its notices and the outcomes of keys; see `qoo10_cancel.machine.erase`.

        Raises:
            Malformed: Nobody is named as *actor*.
            RowUnreadable: A stored row cannot be read; nothing is erased.
            NotFound, KeyReused, Conflict: As for `refuse`.
        """
        erasure = Erasure(self._now(), actor=actor)
        command = command_key(key, "erase", order_no, erasure)
        return self._ledger.run(order_no, command, lambda order, _newest: erase(order, erasure))
