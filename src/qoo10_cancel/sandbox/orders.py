"""The orders of one shop as Qoo10 keeps them: moved by the table, and by time."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

import attrs

from ..errors import CancelError, Malformed
from ..events import Delivery, Event, Refund
from ..findings import Severity
from ..machine import advance, decide, next_moment, record
from ..order import Order, State
from ..policy import Policy
from .agenda import Agenda
from .assumptions import Switches
from .clock import ShopClock
from .entries import Entry, Happening
from .faults import Faults
from .records import Message, RecordedCall
from .rows import RowOf

__all__ = ["NotPossible", "ShopOrders", "alone"]

_ENFORCED: Final = frozenset({"QC-00", "QC-01", "QC-02", "QC-04", "QC-11", "QC-18", "QC-20"})
"""The rules that Qoo10 itself enforces: it counts the text, and believes the rest."""

_LIFTED: Final = frozenset({"QC-09", "QC-19"})
_FIRST_NUMBER: Final = 698016773
_JOURNAL: Final = 10_000
_REFUNDS: Final = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "minute": timedelta(minutes=1),
}

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


def alone(method: Callable[P, T]) -> Callable[P, T]:
    """Run *method* under the shop's lock, once everything due by now has happened."""

    @wraps(method)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        shop: Any = args[0]
        with shop.lock:
            shop.catch_up()
            return method(*args, **kwargs)

    return run


class ShopOrders:
    """The orders of one shop, its clock and its faults, without what anybody does to them.

    Args:
        key: The shop's certification key.
        user_id: The login to J·QSM and for new keys.
        password: The password of that login.
        clock: Its clock; stopped at the present if not given.
        seed: Seeds everything that is left to chance.
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
        self.journal: list[RecordedCall] = []
        self.last_lists: dict[str, list[bytes]] = {}
        self._fragments: dict[tuple[str, str], tuple[Entry, bytes]] = {}
        self._dice = random.Random(seed)  # noqa: S311
        self._agenda = Agenda()
        self._next = _FIRST_NUMBER

    # Time.

    @property
    def policy(self) -> Policy:
        """Give the policy for our table, by the choices for the assumptions."""
        return Policy(
            planned_day=self.switches["A-05"] == "next-day",
            lift=_LIFTED,
            duty_reminders=(),
            request_reminders=(),
        )

    def catch_up(self) -> None:
        """Let everything due by now happen."""
        now = self.clock()
        while (first := self._agenda.first()) is not None and first[0] <= now:
            due, order_no = first
            self._move(order_no, due)

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
        """Return when Qoo10 refunds and when the parcel arrives; None for what will not happen."""
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
        """Return when something happens by itself next; None: never."""
        with self.lock:
            self.catch_up()
            first = self._agenda.first()
            return None if first is None else first[0]

    def run_to_next(self) -> datetime:
        """Set the clock to the next moment at which something happens by itself.

        Raises:
            NotPossible: Nothing will.
        """
        with self.lock:
            due = self.next_due()
            if due is None:
                raise NotPossible("nothing-due", "nothing will happen by itself in this shop")
            self.clock.set(due)
            self.catch_up()
            return due

    def _entry(self, order_no: str) -> Entry:
        entry = self.entries.get(order_no)
        if entry is None:
            raise NotPossible("no-such-order", "this shop has no such order")
        return entry

    # Moving orders.

    def _now(self) -> datetime:
        return self.clock().replace(microsecond=0)

    def _check(self, entry: Entry, event: Event) -> None:
        decision = decide(entry.order, event, self.policy)
        if decision.allowed:
            return
        for found in decision.violations:
            if found.rule.code in _ENFORCED and found.severity is Severity.VIOLATION:
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
        self._agenda.put(entry.order_no, due)
        return entry

    def _message(self, entry: Entry, kind: str, text: str = "", reason: str = "") -> None:
        for channel in ("mail", "app"):
            self.messages.append(Message(self._now(), entry.order_no, channel, kind, text, reason))

    def note(self, call: RecordedCall) -> None:
        """Add a call to the journal, which keeps the last 10,000."""
        with self.lock:
            self.journal.append(call)
            del self.journal[:-_JOURNAL]

    def fragments(self, row_of: RowOf, entries: list[Entry]) -> list[bytes]:
        """Return the rows of *entries* as JSON; a row is rewritten only when its entry changed."""
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
        """Set the choice for the assumption *name*; raises what `Switches.choose` raises."""
        with self.lock:
            self.switches.choose(name, choice)
            self._fragments.clear()
            for entry in self.entries.values():
                self._store(entry)

    # Snapshots.

    @alone
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

    def load(self, state: Any) -> None:
        """Replace the shop's state and clock by what `as_json` wrote.

        Raises:
            Malformed: *state* is no such document; nothing is changed.
        """
        try:
            if state["format"] != 1:
                raise Malformed(
                    "this state was written by another release; save it again with this one"
                )
            entries = [Entry.from_json(entry) for entry in state["orders"]]
            messages = [
                Message(**{**m, "at": datetime.fromisoformat(m["at"])}) for m in state["messages"]
            ]
            switches, following = Switches(state["switches"]), int(state["next"])
            now = datetime.fromisoformat(state["now"])
        except (LookupError, TypeError, ValueError, AttributeError) as wrong:
            raise Malformed(
                f"this is not the state of a shop: {type(wrong).__name__} at {wrong!s:.60}"
            ) from None
        numbers = [int(entry.order_no) for entry in entries]
        if len(set(numbers)) < len(numbers):
            raise Malformed("this is not the state of a shop: an order stands in it twice")
        with self.lock:
            self.clock.restore(now)
            self.switches = switches
            self._next = max(following, *(number + 1 for number in numbers), _FIRST_NUMBER)
            self.messages, self.entries = messages, {}
            self._agenda.clear()
            self.last_lists.clear()
            self._fragments.clear()
            for entry in entries:
                self._store(entry)
