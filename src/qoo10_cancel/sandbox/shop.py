"""One shop: its orders, what buyers, seller and Qoo10 do with them, its clock and its faults."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import wraps
from heapq import heappop, heappush
from typing import Any, Final, ParamSpec, TypeVar

import attrs

from ..errors import CancelError, Malformed
from ..events import (
    CancelApproval,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Delivery,
    Event,
    FakeShipmentFound,
    Refund,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
    WithdrawalDenied,
)
from ..findings import Severity
from ..japan import JST, day_of, japan_time, midnight
from ..machine import advance, decide, next_moment, record
from ..order import Order, Purchase, State
from ..policy import Policy
from ..reasons import ReasonKind, RefusalReason
from ..snapshot import Claim
from .assumptions import Switches
from .clock import ShopClock
from .entries import Entry, Happening, OtherClaim, Refusal
from .faults import Faults
from .goods import Goods, Person, invent_goods, invent_person
from .rows import RowOf

__all__ = ["Asked", "Message", "NotPossible", "Shop"]

CHECKED: Final = frozenset({"QC-00", "QC-01", "QC-02", "QC-04", "QC-11", "QC-18", "QC-20"})
"""The rules that Qoo10 itself enforces; the text it only counts, and believes the rest."""

_LIFTED: Final = frozenset({"QC-09", "QC-19"})
_FIRST_NUMBER: Final = 698016773
_MOST_ORDERS: Final = 100_000
_JOURNAL: Final = 10_000
_TWO_WEEKS: Final = timedelta(days=14)
_HOUR: Final = timedelta(hours=1)
_REFUNDS: Final = {"hour": _HOUR, "day": timedelta(days=1), "minute": timedelta(minutes=1)}

P = ParamSpec("P")
T = TypeVar("T")


class NotPossible(CancelError):
    """Qoo10 does not let this happen to the order as it stands.

    Attributes:
        detail: Why, in kebab-case; stable.
    """

    def __init__(self, detail: str, words: str) -> None:
        super().__init__(detail, words)
        self.detail = detail
        self.words = words

    def __str__(self) -> str:
        return self.words


@attrs.frozen
class Message:
    """What the buyer was sent, by mail or in the app.

    Attributes:
        at: When.
        order_no: About which order.
        channel: `mail` or `app`.
        kind: `refused`, `withdrawal-asked`, `cancelled`, `shipped`.
        text: What the seller wrote, exactly; may be empty.
        reason: The chosen reason of a refusal, by its value.
    """

    at: datetime
    order_no: str
    channel: str
    kind: str
    text: str = ""
    reason: str = ""


@attrs.frozen
class Asked:
    """A call of QAPI that reached the shop: never its key, never a password.

    Attributes:
        at: When, by the shop's clock.
        method: What was called.
        params: By name, as they arrived.
        form: How it was asked: T1 to T5, with a mark for each oddity of T6.
        code: The number that was answered; empty where no answer was made.
        fault: The fault that struck, if one did.
    """

    at: datetime
    method: str
    params: dict[str, str]
    form: str
    code: str
    fault: str = ""


def _locked(method: Callable[P, T]) -> Callable[P, T]:
    """Run *method* of a shop alone, after what was due by now has happened."""

    @wraps(method)
    def alone(*args: P.args, **kwargs: P.kwargs) -> T:
        shop: Any = args[0]
        with shop.lock:
            shop.catch_up()
            return method(*args, **kwargs)

    return alone


class Shop:
    """A shop on the local Qoo10. Its methods may be called from any thread.

    Args:
        key: Its certification key.
        user_id: The login to J·QSM and for new keys.
        password: The password of that login.
        clock: Its clock; stopped at the present if not given.
        seed: Of everything that is left to chance.
    """

    def __init__(
        self,
        key: str,
        *,
        user_id: str = "sandbox",
        password: str = "sandbox",  # noqa: S107  this is no secret
        clock: ShopClock | None = None,
        seed: int = 0,
    ) -> None:
        self.key = key
        self.user_id = user_id
        self.password = password
        self.clock = ShopClock() if clock is None else clock
        self.switches = Switches()
        self.faults = Faults(seed)
        self.seed = seed
        self.lock = threading.RLock()
        self.entries: dict[str, Entry] = {}
        self.messages: list[Message] = []
        self.journal: list[Asked] = []
        self.last_lists: dict[str, list[bytes]] = {}
        self._fragments: dict[tuple[str, str], tuple[Entry, bytes]] = {}
        self._dice = random.Random(seed)  # noqa: S311
        self._due: dict[str, datetime] = {}
        self._heap: list[tuple[datetime, str]] = []
        self._next = _FIRST_NUMBER

    # Time.

    @property
    def policy(self) -> Policy:
        """Give the policy under which our table is asked."""
        return Policy(
            planned_day=self.switches["A-05"] == "next-day",
            lift=_LIFTED,
            duty_reminders=(),
            request_reminders=(),
        )

    def catch_up(self) -> None:
        """Let everything happen that is due by now."""
        now = self.clock()
        while (due := self._first_due()) is not None and due <= now:
            self._move(self._heap[0][1], due)

    def _first_due(self) -> datetime | None:
        while self._heap:
            at, order_no = self._heap[0]
            if self._due.get(order_no) == at:
                return at
            heappop(self._heap)  # the order has moved since
        return None

    def _move(self, order_no: str, at: datetime) -> None:
        entry = self.entries[order_no]
        refund, delivery = self._own_moves(entry)
        if refund == at:
            self._take(entry, Refund(at), closed_at=at)
        elif delivery == at:
            self._take(entry, Delivery(at), delivered_at=at)
        else:
            moved = advance(entry.order, at, self.policy)
            self._keep(entry, moved.order, moved.steps)

    def _own_moves(self, entry: Entry) -> tuple[datetime | None, datetime | None]:
        """Return when Qoo10 refunds and when the parcel arrives, if they will."""
        approved = [h.at for h in entry.happened if h.target is State.CANCELLING]
        refund = delivery = None
        if entry.state is State.CANCELLING and approved:
            refund = approved[-1] + _REFUNDS[self.switches["A-07"]]
        if (
            entry.state is State.SHIPPED
            and entry.shipped_at is not None
            and self.switches["A-22"] == "two-days"
        ):
            delivery = entry.shipped_at + timedelta(days=2)
        return refund, delivery

    def next_due(self) -> datetime | None:
        """Return when something will happen by itself next; None: never."""
        with self.lock:
            self.catch_up()
            return self._first_due()

    def run_to_next(self) -> datetime:
        """Set the clock to the next moment at which something happens by itself.

        Raises:
            NotPossible: Nothing ever will.
        """
        with self.lock:
            due = self.next_due()
            if due is None:
                raise NotPossible("nothing-due", "nothing will happen by itself in this shop")
            self.clock.set(due)
            self.catch_up()
            return due

    # Looking.

    @_locked
    def all(self) -> list[Entry]:
        """Return every order, the first first."""
        return list(self.entries.values())

    @_locked
    def get(self, order_no: str) -> Entry:
        """Return one order.

        Raises:
            NotPossible: The shop does not have it.
        """
        return self._entry(order_no)

    def _entry(self, order_no: str) -> Entry:
        entry = self.entries.get(order_no)
        if entry is None:
            raise NotPossible("no-such-order", "this shop has no such order")
        return entry

    @_locked
    def truth(self, order_no: str) -> dict[str, Any]:
        """Return all that is true of one order, in plain JSON."""
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

    @_locked
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

    @_locked
    def pay(self, order_no: str) -> None:
        """Let the buyer pay."""
        entry = self._entry(order_no)
        if not entry.unpaid:
            raise NotPossible("paid-already", "this order is paid already")
        purchase = attrs.evolve(entry.order.purchase, paid_at=self._now())
        order = attrs.evolve(entry.order, purchase=purchase)
        self._store(attrs.evolve(entry, order=order, unpaid=False))

    @_locked
    def request_cancel(self, order_no: str, reason: str = "订购取消") -> State:
        """Let the buyer ask to cancel; return the state it leads to.

        Before a ship date is set, and once it has passed, the buyer is refunded at once.
        """
        entry = self._paid(order_no)
        done = self._happen(entry, CancelRequest(self._now(), reason))
        if done.state is State.CANCELLED:
            self._tell(done, "cancelled")
        return done.state

    @_locked
    def withdraw(self, order_no: str) -> State:
        """Let the buyer take the request back."""
        return self._happen(self._paid(order_no), RequestWithdrawal(self._now())).state

    @_locked
    def open_claim(self, order_no: str, code: Claim, reason: str = "") -> None:
        """Let the buyer open, or Qoo10 move, a claim that is no cancellation."""
        if code in {Claim.CANCEL_REQUESTED, Claim.CANCELLING, Claim.CANCELLED}:
            raise NotPossible("no-other-claim", "a cancellation is asked for, not opened")
        entry = self._entry(order_no)
        if entry.shipped_at is None and code is not Claim.UNPAID_CANCELLED:
            raise NotPossible("not-shipped", "only what was shipped is returned or exchanged")
        opened = self._now() if entry.other is None else entry.other.opened_at
        self._store(attrs.evolve(entry, other=OtherClaim(code, opened, reason)))

    # The seller.

    @_locked
    def set_ship_date(self, order_no: str, day: date, delay: tuple[str, str] = ("1", "")) -> None:
        """Set 发货预定日."""
        entry = self._paid(order_no)
        now = self._now()
        if self.switches["A-13"] == "two-weeks" and day > now.date() + _TWO_WEEKS:
            raise NotPossible("too-far-ahead", "a ship date is planned 14 days ahead at most")
        planned = self._happen(entry, ShipDateSet(now, ship_date=day))
        self._store(attrs.evolve(planned, delay=delay))

    @_locked
    def refuse(self, order_no: str, kind: ReasonKind | None, text: str = "") -> None:
        """Refuse the request: after the form, its 30 characters and the OK of the dialog."""
        entry = self._paid(order_no)
        self.check_refusal(order_no, kind, text)
        now = self._now()
        refusal = CancelRefusal(now, RefusalReason(kind), confirmed=True)
        refused = self._happen(entry, refusal)
        assert kind is not None  # noqa: S101  checked
        self._store(attrs.evolve(refused, refusal=Refusal(now, kind, text)))
        self._tell(entry, "refused", text, kind.value)

    @_locked
    def check_refusal(self, order_no: str, kind: ReasonKind | None, text: str = "") -> None:
        """Check what J·QSM's form checks.

        Raises:
            NotPossible: `no-reason`, `too-short`, `date-passed`, or what forbids it.
        """
        if kind is None:
            raise NotPossible("no-reason", "choose a reason")
        if kind is ReasonKind.OTHER and self.count(text) < 30:  # noqa: PLR2004  the form's rule
            raise NotPossible("too-short", "the reason 其他 needs 30 characters or more")
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

    @_locked
    def approve(self, order_no: str) -> None:
        """Approve the request (取消处理)."""
        self._happen(self._paid(order_no), CancelApproval(self._now()))

    @_locked
    def ask_withdrawal(self, order_no: str) -> None:
        """Ask the buyer to take the request back (取消的撤回要请)."""
        self._tell(
            self._happen(self._paid(order_no), WithdrawalAsked(self._now())), "withdrawal-asked"
        )

    @_locked
    def ship(self, order_no: str, carrier: str, tracking_no: str) -> None:
        """Mark as shipped (发货处理); ends a request that is open, if A-17 lets it."""
        entry, now = self._paid(order_no), self._now()
        if entry.claim is Claim.CANCEL_REQUESTED and self.switches["A-17"] == "barred":
            raise NotPossible("request-open", "a cancel request is open")
        shipment = Shipment(now, carrier.strip() or None, tracking_no.strip() or None)
        shipped = self._happen(entry, shipment, shipped_at=now)
        self._tell(shipped, "shipped")

    @_locked
    def cancel_as_seller(self, order_no: str, cause: str) -> None:
        """Cancel for a reason of the seller's (SetCancelProcess)."""
        entry, now = self._paid(order_no), self._now()
        if entry.claim is Claim.CANCEL_REQUESTED and self.switches["A-06"] == "barred":
            raise NotPossible("request-open", "a cancel request of the buyer is open")
        self._tell(self._happen(entry, Cancellation(now, cause), closed_at=now), "cancelled")

    # Qoo10.

    @_locked
    def deliver(self, order_no: str) -> None:
        """Let the parcel arrive."""
        now = self._now()
        self._happen(self._paid(order_no), Delivery(now), delivered_at=now)

    @_locked
    def refund(self, order_no: str) -> None:
        """Complete a cancellation now."""
        now = self._now()
        self._happen(self._paid(order_no), Refund(now), closed_at=now)

    @_locked
    def deny_withdrawal(self, order_no: str) -> None:
        """Let the buyer insist on the request."""
        self._happen(self._paid(order_no), WithdrawalDenied(self._now()))

    @_locked
    def find_fake(self, order_no: str) -> None:
        """Let Qoo10 find that the shipment was not real (假发货)."""
        self._happen(self._paid(order_no), FakeShipmentFound(self._now()))

    # Straight to a point.

    @_locked
    def place(self, state: State, *, reservation: bool = False, cart_no: str | None = None) -> str:
        """Make an order that stands in *state* now, with a past that leads there.

        >>> from qoo10_cancel.sandbox import Shop, ShopClock
        >>> shop = Shop("sample-key", clock=ShopClock(noon))
        >>> shop.get(shop.place(State.SHIPPING_DELAYED)).order.ship_date
        datetime.date(2022, 8, 10)
        """
        now = self._now()
        old = state in {State.SHIPPING_DELAYED, State.DELIVERED}
        ordered_at = now - (timedelta(days=5) if old else 2 * _HOUR)
        order_no = self.order(at=ordered_at, reservation=reservation, cart_no=cart_no)
        for event in _past(state, ordered_at, now, f"4{int(order_no):011}"):
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
                self._tell(entry, "refused", "", "shipped")
        self.catch_up()
        return order_no

    # Shared.

    def _now(self) -> datetime:
        return self.clock().replace(microsecond=0)

    def _paid(self, order_no: str) -> Entry:
        entry = self._entry(order_no)
        if entry.unpaid:
            raise NotPossible("unpaid", "this order is not paid yet")
        return entry

    def _check(self, entry: Entry, event: Event) -> None:
        decision = decide(entry.order, event, self.policy)
        if decision.allowed:
            return
        for found in decision.violations:
            if found.rule.code in CHECKED and found.severity is Severity.VIOLATION:
                raise NotPossible(found.detail, found.message("en"))

    def _happen(self, entry: Entry, event: Event, **facts: Any) -> Entry:
        self._check(entry, event)
        return self._take(entry, event, **facts)

    def _take(self, entry: Entry, event: Event, **facts: Any) -> Entry:
        done = record(entry.order, event, self.policy)
        return self._keep(entry, done.order, done.steps, **facts)

    def _keep(self, entry: Entry, order: Order, steps: Any, **facts: Any) -> Entry:
        happened = tuple(
            Happening(s.event.moment, type(s.event).__name__, s.source, s.target) for s in steps
        )
        if order.state is State.CANCELLED and entry.closed_at is None and happened:
            facts.setdefault("closed_at", happened[-1].at)
        return self._store(
            attrs.evolve(entry, order=order, happened=(*entry.happened, *happened), **facts)
        )

    def _store(self, entry: Entry) -> Entry:
        self.entries[entry.order_no] = entry
        moments = (*self._own_moves(entry), next_moment(entry.order, self.policy))
        due = min((at for at in moments if at is not None), default=None)
        if due is None:
            self._due.pop(entry.order_no, None)
        elif self._due.get(entry.order_no) != due:
            self._due[entry.order_no] = due
            heappush(self._heap, (due, entry.order_no))
        return entry

    def _tell(self, entry: Entry, kind: str, text: str = "", reason: str = "") -> None:
        for channel in ("mail", "app"):
            self.messages.append(Message(self._now(), entry.order_no, channel, kind, text, reason))

    def note(self, asked: Asked) -> None:
        """Keep a call in the journal."""
        with self.lock:
            self.journal.append(asked)
            del self.journal[:-_JOURNAL]

    def fragments(self, row_of: RowOf, entries: list[Entry]) -> list[bytes]:
        """Return the rows of *entries* as JSON; a row is written again only when it changed."""
        kept, name, rows = self._fragments, row_of.__name__, []
        for entry in entries:
            place = (name, entry.order.order_no)
            found = kept.get(place)
            if found is None or found[0] is not entry:
                row = row_of(entry, self.switches, self.user_id)
                found = kept[place] = entry, json.dumps(row, ensure_ascii=False).encode()
            rows.append(found[1])
        return rows

    def choose(self, name: str, choice: str) -> None:
        """Choose for the assumption called *name*; raises as `Switches.choose` does."""
        with self.lock:
            self.switches.choose(name, choice)
            self._fragments.clear()
            for entry in self.entries.values():
                self._store(entry)

    # Snapshots.

    @_locked
    def as_json(self) -> dict[str, Any]:
        """Return the state of the shop as one readable JSON document."""
        return {
            "format": 1,
            "now": self.clock().isoformat(),
            "next": self._next,
            "switches": self.switches.as_json(),
            "orders": [entry.as_json() for entry in self.entries.values()],
            "messages": [
                {**attrs.asdict(message), "at": message.at.isoformat()}
                for message in self.messages
            ],
        }

    def load(self, data: Any) -> None:
        """Make the shop what `as_json` wrote, its clock too.

        Raises:
            Malformed: It is no such document; nothing is changed.
        """
        try:
            if data["format"] != 1:
                raise Malformed("this state was written by another release")
            entries = [Entry.from_json(entry) for entry in data["orders"]]
            messages = [
                Message(**{**m, "at": datetime.fromisoformat(m["at"])}) for m in data["messages"]
            ]
            switches, following = Switches(data["switches"]), int(data["next"])
            clock = ShopClock(datetime.fromisoformat(data["now"]), running=self.clock.running)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise Malformed(
                f"this is no state of a shop: {type(wrong).__name__} at {wrong!s:.60}"
            ) from None
        with self.lock:
            self.clock, self.switches, self._next = clock, switches, following
            self.messages, self.entries, self._due = messages, {}, {}
            self._heap.clear()
            self.last_lists.clear()
            self._fragments.clear()
            for entry in entries:
                self._store(entry)


def _past(state: State, ordered_at: datetime, now: datetime, parcel: str) -> Iterator[Event]:
    """Yield what leads a new order to *state* by *now*."""
    today = day_of(now)
    if state is State.NEW:
        return
    delayed = state is State.SHIPPING_DELAYED
    planned = today - timedelta(days=2) if delayed else today + timedelta(days=3)
    if state is State.DELIVERED:
        planned = today
    yield ShipDateSet(ordered_at + timedelta(minutes=10), ship_date=planned)
    if state in {State.SHIPPED, State.DELIVERED}:
        sent = now - timedelta(days=2) if state is State.DELIVERED else now - _HOUR / 2
        yield Shipment(sent, "佐川急便", parcel)
    if state is State.DELIVERED:
        yield Delivery(now - timedelta(days=1))
    if state in _ASKED_FIRST:
        yield CancelRequest(now - _HOUR, "订购取消")
    if state is State.WITHDRAWAL_ASKED:
        yield WithdrawalAsked(now - _HOUR / 2)
    if state in {State.CANCELLING, State.CANCELLED}:
        yield CancelApproval(now - _HOUR / 4)
    if state is State.CANCELLED:
        yield Refund(now - _HOUR / 12)
    if state in {State.REFUSED, State.AWAITING_SHIPMENT}:
        # On this day, so that its duty is still running.
        at = max(now - _HOUR / 4, midnight(today).replace(tzinfo=JST))
        yield CancelRefusal(min(at, now), RefusalReason(ReasonKind.SHIPPED), confirmed=True)


_ASKED_FIRST: Final = frozenset(
    {
        State.CANCEL_REQUESTED,
        State.WITHDRAWAL_ASKED,
        State.CANCELLING,
        State.CANCELLED,
        State.REFUSED,
        State.AWAITING_SHIPMENT,
    }
)
