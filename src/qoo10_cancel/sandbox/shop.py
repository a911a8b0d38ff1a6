"""One shop: what its buyers, its seller and Qoo10 can do to its orders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

import attrs

from ..events import (
    CancelApproval,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Delivery,
    FakeShipmentFound,
    Refund,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
    WithdrawalDenied,
)
from ..japan import japan_time
from ..order import Order, Purchase, State
from ..reasons import ReasonKind, RefusalReason
from ..snapshot import Claim
from .entries import Entry, OtherClaim, Refusal
from .goods import Goods, Person, invent_goods, invent_person, parcel_no
from .orders import NotPossible, ShopOrders, alone
from .pasts import past

__all__ = ["LONGEST_TEXT", "Shop"]

LONGEST_TEXT: Final = 8_192
"""Characters that the form takes; ours."""

_MOST_ORDERS: Final = 100_000
_FARTHEST: Final = {"two-weeks": 14, "unlimited": 36_500}
"""Days ahead of which a ship date may be planned; a century, so that its end is a moment."""


class Shop(ShopOrders):
    """A shop on the local Qoo10. Its methods may be called from any thread.

    Args:
        key: Its certification key.
        user_id: The login to J·QSM and for new keys.
        password: The password of that login.
        clock: Its clock; stopped at the present if not given.
        seed: Of everything that is left to chance.
    """

    # Looking.

    @alone
    def all(self) -> list[Entry]:
        """Return every order, oldest first."""
        return list(self.entries.values())

    @alone
    def get(self, order_no: str) -> Entry:
        """Return one order.

        Raises:
            NotPossible: The shop does not have it.
        """
        return self._entry(order_no)

    @alone
    def truth(self, order_no: str) -> dict[str, Any]:
        """Return the true state of one order, and its past, in plain JSON."""
        entry = self._entry(order_no)
        order, duty = entry.order, entry.order.duty
        return {
            "order_no": order_no,
            "state": entry.state.value,
            "shipping": None if entry.shipping is None else entry.shipping.value,
            "claim": None if entry.claim is None else entry.claim.value,
            "ship_date": None if order.ship_date is None else order.ship_date.isoformat(),
            "requested_at": None if entry.asked_at is None else entry.asked_at.isoformat(),
            "refused_at": None if order.refused_at is None else order.refused_at.isoformat(),
            "shipped_at": None if entry.shipped_at is None else entry.shipped_at.isoformat(),
            "duty": None if duty is None else duty.standing(self.clock()).value,
            "happened": [
                {
                    "at": h.at.isoformat(),
                    "event": h.event,
                    "from": h.source.value,
                    "to": h.target.value,
                }
                for h in entry.happened
            ],
        }

    # Buyers.

    @alone
    def order(
        self,
        *,
        at: datetime | None = None,
        paid: bool = True,
        reservation: bool = False,
        cart_no: str | None = None,
        goods: Goods | None = None,
        person: Person | None = None,
    ) -> str:
        """Let a buyer order something; return the order number."""
        if len(self.entries) >= _MOST_ORDERS:
            raise NotPossible("full", f"a shop holds {_MOST_ORDERS} orders")
        order_no, self._next = str(self._next), self._next + 1
        ordered_at = (self.clock() if at is None else japan_time(at)).replace(microsecond=0)
        purchase = Purchase(
            cart_no or str(249_960_000 + len(self.entries)),
            ordered_at,
            ordered_at + timedelta(minutes=2) if paid else None,
            reservation,
        )
        order = Order(order_no, State.NEW, None, purchase)
        goods = goods or invent_goods(self._dice, reservation=reservation)
        self._store(Entry(order, goods, person or invent_person(self._dice), unpaid=not paid))
        return order_no

    @alone
    def pay(self, order_no: str) -> None:
        """Let the buyer pay."""
        entry = self._entry(order_no)
        if not entry.unpaid:
            raise NotPossible("paid-already", "this order is paid already")
        purchase = attrs.evolve(entry.order.purchase, paid_at=self._now())
        order = attrs.evolve(entry.order, purchase=purchase)
        self._store(attrs.evolve(entry, order=order, unpaid=False))

    @alone
    def request_cancel(self, order_no: str, reason: str = "订购取消") -> State:
        """Let the buyer request the cancellation; return the state that follows.

        Before a ship date is set, and once it has passed, the buyer is refunded at once.
        """
        entry = self._paid(order_no)
        done = self._happen(entry, CancelRequest(self._now(), reason))
        if done.state is State.CANCELLED:
            self._message(done, "cancelled")
        return done.state

    @alone
    def withdraw(self, order_no: str) -> State:
        """Let the buyer withdraw the request; return the state that follows."""
        return self._happen(self._paid(order_no), RequestWithdrawal(self._now())).state

    @alone
    def open_claim(self, order_no: str, code: Claim, reason: str = "") -> None:
        """Let the buyer open, or Qoo10 move, a claim other than a cancellation."""
        if code in {Claim.CANCEL_REQUESTED, Claim.CANCELLING, Claim.CANCELLED}:
            raise NotPossible("no-other-claim", "a cancellation is asked for, not opened")
        entry = self._entry(order_no)
        if entry.shipped_at is None and code is not Claim.UNPAID_CANCELLED:
            raise NotPossible("not-shipped", "only what was shipped is returned or exchanged")
        opened = self._now() if entry.other is None else entry.other.opened_at
        self._store(attrs.evolve(entry, other=OtherClaim(code, opened, reason)))

    # The seller.

    @alone
    def set_ship_date(
        self, order_no: str, day: date | None, delay: tuple[str, str] = ("1", "")
    ) -> None:
        """Set 发货预定日; None: the order is confirmed without one (A-24)."""
        entry = self._paid(order_no)
        now = self._now()
        days = _FARTHEST[self.switches["A-13"]]
        if day is not None and day > now.date() + timedelta(days=days):
            raise NotPossible("too-far-ahead", f"a ship date is planned {days} days ahead at most")
        planned = self._happen(entry, ShipDateSet(now, ship_date=day))
        self._store(attrs.evolve(planned, delay=delay))

    @alone
    def refuse(self, order_no: str, kind: ReasonKind | str | None, text: str = "") -> None:
        """Refuse the request, as J·QSM does after the form and the OK of its dialog.

        Raises:
            Malformed: *kind* is a word that names none of the four reasons.
        """
        kind = None if kind is None else ReasonKind.read(kind)
        entry = self._paid(order_no)
        self.check_refusal(order_no, kind, text)
        now = self._now()
        refusal = CancelRefusal(now, RefusalReason(kind), confirmed=True)
        refused = self._happen(entry, refusal)
        assert kind is not None  # noqa: S101  checked
        self._store(attrs.evolve(refused, refusal=Refusal(now, kind, text)))
        self._message(entry, "refused", text, kind.value)

    @alone
    def check_refusal(self, order_no: str, kind: ReasonKind | None, text: str = "") -> None:
        """Check a refusal as J·QSM's form does.

        Raises:
            NotPossible: `no-reason`, `too-short`, `too-long`, `date-passed`, or the detail of
                another rule.
        """
        if kind is None:
            raise NotPossible("no-reason", "choose a reason")
        if kind is ReasonKind.OTHER and self.count(text) < 30:  # noqa: PLR2004  the form's rule
            raise NotPossible("too-short", "the reason 其他 needs 30 characters or more")
        if len(text) > LONGEST_TEXT:
            raise NotPossible("too-long", f"the form takes {LONGEST_TEXT} characters")
        entry, now = self._paid(order_no), self._now()
        planned = entry.order.ship_date
        late = planned is not None and now >= self.policy.lapse_of(planned)
        if late and entry.claim is Claim.CANCEL_REQUESTED and self.switches["A-12"] == "barred":
            raise NotPossible("date-passed", "the planned ship date has passed")
        self._check(entry, CancelRefusal(now, RefusalReason(kind), confirmed=True))

    def count(self, text: str) -> int:
        """Count the characters of *text* as the form does."""
        match self.switches["A-04"]:
            case "trimmed":
                return len(text.strip())
            case "units":
                return len(text.encode("utf-16-le", "surrogatepass")) // 2
            case _:
                return len(text)

    @alone
    def approve(self, order_no: str) -> None:
        """Approve the request (取消处理)."""
        self._happen(self._paid(order_no), CancelApproval(self._now()))

    @alone
    def ask_withdrawal(self, order_no: str) -> None:
        """Ask the buyer to withdraw the request (取消的撤回要请)."""
        self._message(
            self._happen(self._paid(order_no), WithdrawalAsked(self._now())), "withdrawal-asked"
        )

    @alone
    def ship(self, order_no: str, carrier: str, tracking_no: str) -> None:
        """Mark as shipped (发货处理); this ends an open request, if A-17 allows it."""
        entry, now = self._paid(order_no), self._now()
        if entry.claim is Claim.CANCEL_REQUESTED and self.switches["A-17"] == "barred":
            raise NotPossible("request-open", "a cancel request is open")
        shipment = Shipment(now, carrier.strip() or None, tracking_no.strip() or None)
        shipped = self._happen(entry, shipment, shipped_at=now)
        self._message(shipped, "shipped")

    @alone
    def cancel_as_seller(self, order_no: str, cause: str) -> None:
        """Cancel for a reason of the seller's (SetCancelProcess)."""
        entry, now = self._paid(order_no), self._now()
        if entry.claim is Claim.CANCEL_REQUESTED and self.switches["A-06"] == "barred":
            raise NotPossible("request-open", "a cancel request of the buyer is open")
        self._message(self._happen(entry, Cancellation(now, cause), closed_at=now), "cancelled")

    # Qoo10.

    @alone
    def deliver(self, order_no: str) -> None:
        """Let the parcel arrive."""
        now = self._now()
        self._happen(self._paid(order_no), Delivery(now), delivered_at=now)

    @alone
    def refund(self, order_no: str) -> None:
        """Complete a cancellation now."""
        now = self._now()
        self._happen(self._paid(order_no), Refund(now), closed_at=now)

    @alone
    def deny_withdrawal(self, order_no: str) -> None:
        """Let the buyer insist on the request."""
        self._happen(self._paid(order_no), WithdrawalDenied(self._now()))

    @alone
    def find_fake(self, order_no: str) -> None:
        """Let Qoo10 find that the shipment was not real (假发货)."""
        self._happen(self._paid(order_no), FakeShipmentFound(self._now()))

    # Straight to a point.

    @alone
    def place(self, state: State, *, reservation: bool = False, cart_no: str | None = None) -> str:
        """Make an order that is in *state* now, with the past that leads there.

        >>> from qoo10_cancel.sandbox import Shop, ShopClock
        >>> shop = Shop("sample-key", clock=ShopClock(noon))
        >>> shop.get(shop.place(State.SHIPPING_DELAYED)).order.ship_date
        datetime.date(2022, 8, 10)
        """
        now = self._now()
        old = state in {State.SHIPPING_DELAYED, State.DELIVERED}
        ordered_at = now - (timedelta(days=5) if old else timedelta(hours=2))
        order_no = self.order(at=ordered_at, reservation=reservation, cart_no=cart_no)
        for event in past(state, ordered_at, now, parcel_no(int(order_no))):
            at = event.moment
            facts: dict[str, datetime] = {}
            if isinstance(event, Shipment):
                facts["shipped_at"] = at
            elif isinstance(event, Delivery):
                facts["delivered_at"] = at
            elif isinstance(event, Refund):
                facts["closed_at"] = at
            entry = self._take(self.entries[order_no], event, **facts)
            if isinstance(event, CancelRefusal):
                refusal = Refusal(at, ReasonKind.SHIPPED, "")
                self._store(attrs.evolve(entry, refusal=refusal))
                self._message(entry, "refused", "", "shipped")
        self.catch_up()
        return order_no

    def _paid(self, order_no: str) -> Entry:
        entry = self._entry(order_no)
        if entry.unpaid:
            raise NotPossible("unpaid", "this order is not paid yet")
        return entry
