"""Deliver notices: each at least once, and none that is obsolete."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from inspect import iscoroutine, iscoroutinefunction
from itertools import count
from typing import Final, cast

import attrs

from .._fields import Answer
from .._log import log_event
from ..errors import Malformed, NotDelivered, RowUnreadable, Undeliverable, redacted
from ..notices import Channel, Notice, NoticeKind, is_obsolete
from ..ports import (
    DeliveryState,
    Lease,
    Notifier,
    Outbox,
    OutboxEntry,
    Store,
    missing_methods,
    one_line,
)

__all__ = ["LEASE", "MAX_ATTEMPTS", "DispatchReport", "Dispatcher"]

LEASE: Final = timedelta(minutes=2)
"""How long one attempt may take before another worker may try."""

MAX_ATTEMPTS: Final = 10
"""After so many attempts a notice becomes a dead letter."""

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=1)

_LONGEST_ASKED: Final = timedelta(days=1)
"""How long a receiver may ask us to wait."""


@attrs.frozen
class DispatchReport(Answer):
    """How many notices of one round of delivery ended in each way.

    Attributes:
        delivered: Accepted for delivery.
        again: Not accepted; tried again later.
        dead: Given up.
        dropped: Obsolete: expired, or their order has moved on.
        lost: The attempt outlasted its lease, and another worker has the notice now: it may be
            delivered twice.
    """

    delivered: int = 0
    again: int = 0
    dead: int = 0
    dropped: int = 0
    lost: int = 0


class Dispatcher:
    """Claims notices, hands each to the notifier of its channel, and says how it went.

    Args:
        store: Where the orders are, to see whether a notice is obsolete.
        outbox: Hands out the notices; the store itself, if it is one and none is given.
        notifiers: Who delivers, by channel.
        now: Tells the time, in Japan.
        max_attempts: After so many attempts a notice becomes a dead letter.
        lease: How long one attempt may take before another worker may try.

    Raises:
        Malformed: There is not one attempt, or no lease, or a notifier is async.
    """

    def __init__(
        self,
        store: Store,
        outbox: Outbox | None,
        notifiers: Mapping[Channel, Notifier],
        now: Callable[[], datetime],
        *,
        max_attempts: int = MAX_ATTEMPTS,
        lease: timedelta = LEASE,
    ) -> None:
        if type(max_attempts) is not int or max_attempts < 1:
            raise Malformed(f"max_attempts is a number from 1 on, not {max_attempts!r}")
        if not isinstance(lease, timedelta) or lease <= timedelta(0):
            raise Malformed(f"lease is a timedelta above zero, not {lease!r}")
        for notifier in notifiers.values():
            _check_not_async(notifier)
        self._store = store
        self._outbox = outbox
        self._notifiers = notifiers
        self._now = now
        self._max_attempts = max_attempts
        self._hold = lease
        self._rounds = count()

    @property
    def has_notifiers(self) -> bool:
        """Say whether anything can be delivered here."""
        return bool(self._notifiers)

    @property
    def outbox(self) -> Outbox:
        """Give the outbox.

        Raises:
            Malformed: The store is none, and none was given.
        """
        outbox = self._store if self._outbox is None else self._outbox
        if missing := missing_methods(outbox, Outbox):
            raise Malformed(
                "this store hands out no notices; give the desk an outbox "
                f"(it has no {', '.join(missing)})"
            )
        return cast("Outbox", outbox)

    def deliver(self, limit: int = 100) -> DispatchReport:
        """Deliver up to *limit* notices that are due, each at least once.

        A notice whose order has moved on, or that has expired, is dropped. One that fails is
        tried again later, and becomes a dead letter after the last attempt.

        The channels are served in turn, and each round begins with another one. A notice is
        claimed when its turn has come, so that a slow notifier has the whole lease for each.

        Raises:
            Malformed: There is no notifier: nothing can be delivered, and notices wait.
        """
        if not self.has_notifiers:
            raise Malformed(
                "this desk has no notifier: nothing is delivered, and notices wait; "
                "give it one with Desk(..., notifiers={Channel.SELLER: ...})"
            )
        ends = Counter[str]()
        waiting = deque(self._notifiers)
        waiting.rotate(-next(self._rounds))
        while waiting and ends.total() < limit:
            channel = waiting.popleft()
            leases = self.outbox.claim(self._now(), channels=(channel,), limit=1, lease=self._hold)
            for lease in leases:
                ends[self._deliver(lease)] += 1
                waiting.append(channel)
        return DispatchReport(**ends)

    def deliver_one(self, notice_key: str) -> None:
        """Deliver one notice, for engines that hand out keys.

        Raises:
            NotDelivered: It failed and is to be tried again.
        """
        lease = self.outbox.claim_one(notice_key, self._now(), lease=self._hold)
        if lease is not None and self._deliver(lease) == "again":
            raise NotDelivered(f"notice {notice_key} was not accepted; it will be tried again")

    def _deliver(self, lease: Lease) -> str:
        """Deliver the notice of *lease*; return how that ended, as `DispatchReport` calls it."""
        notice = lease.notice
        if lease.attempt > self._max_attempts:
            # Each worker that held it was killed before it could say how it ended.
            return self._bury(lease, "every attempt was cut short")
        try:
            order = self._store.get(notice.order_no)
        except RowUnreadable:
            return self._retry(lease, "the stored order cannot be read", None)
        obsolete = order is not None and is_obsolete(notice, order, self._now())
        if obsolete or self._corrects_nothing(notice):
            held = self.outbox.drop(lease, why="it is obsolete")
            return self._finish("dropped", lease, held=held)
        notifier = self._notifiers.get(notice.channel)
        if notifier is None:
            return self._retry(lease, f"no notifier for channel {notice.channel.value}", None)
        try:
            answer: object = notifier.notify(notice)  # type: ignore[func-returns-value]
        except Undeliverable as error:
            return self._bury(lease, one_line(str(error)))
        except NotDelivered as error:
            return self._retry(lease, one_line(str(error)), error.retry_after)
        except Exception as error:  # noqa: BLE001  a broken notifier must not hold up the others
            return self._retry(lease, type(error).__name__, None)
        if answer is not None:
            return self._retry(lease, _not_none(answer), None)
        return self._finish("delivered", lease, held=self.outbox.ack(lease))

    def _corrects_nothing(self, notice: Notice) -> bool:
        """Say whether *notice* sets right what never went out."""
        if notice.kind is not NoticeKind.SET_RIGHT:
            return False
        entries = self.outbox.outbox_entries(order_no=notice.order_no)
        corrected = [entry for entry in entries if _is_corrected(entry.notice, notice)]
        return bool(corrected) and _never_went_out(corrected[-1])

    def _bury(self, lease: Lease, error: str) -> str:
        return self._finish("dead", lease, held=self.outbox.bury(lease, error=error))

    def _retry(self, lease: Lease, error: str, retry_after: float | None) -> str:
        if lease.attempt >= self._max_attempts:
            return self._bury(lease, error)
        wait = max(_wait(lease), _requested_wait(retry_after))
        held = self.outbox.nack(lease, error=error, retry_at=self._now() + wait)
        return self._finish("again", lease, held=held)

    def _finish(self, end: str, lease: Lease, *, held: bool) -> str:
        """Log and return *end*, or "lost" where another worker has the notice by now."""
        end = end if held else "lost"
        notice = lease.notice
        log_event(
            end,
            order_no=notice.order_no,
            kind=notice.kind.value,
            channel=notice.channel.value,
            attempt=lease.attempt,
        )
        return end


def _is_corrected(notice: Notice, by: Notice) -> bool:
    is_its_kind = notice.kind.value == by.params.get("what")
    return is_its_kind and notice.channel is by.channel and notice.version < by.version


def _never_went_out(entry: OutboxEntry) -> bool:
    """Say whether nobody can have read the notice; an attempt that failed may have arrived."""
    untried = entry.state is DeliveryState.WAITING and entry.attempts == 0
    return untried or entry.state in {DeliveryState.DROPPED, DeliveryState.DEAD}


def _check_not_async(notifier: Notifier) -> None:
    if iscoroutinefunction(notifier.notify):
        raise Malformed(
            f"{type(notifier).__name__}.notify is async, and nobody would await it; "
            "give a notifier that returns once the notice is delivered"
        )


def _not_none(answer: object) -> str:
    """Say why a notifier that returned *answer* has not delivered."""
    if iscoroutine(answer):
        answer.close()  # nobody awaits it
    return f"the notifier returned {redacted(answer)}; only None says that it has delivered"


def _wait(lease: Lease) -> timedelta:
    """Return a wait that doubles with each attempt, spread by the notice's key."""
    doubled = min(_FIRST_WAIT * 2.0 ** min(lease.attempt - 1, 20), _LONGEST_WAIT)
    spread = hashlib.sha256(f"{lease.notice.key}{lease.attempt}".encode()).digest()[0]
    return doubled * (0.75 + spread / 512)


def _requested_wait(retry_after: object) -> timedelta:
    """Return the wait that the receiver asked for, a day at most; zero where it named none."""
    if not isinstance(retry_after, int | float):
        return timedelta(0)
    # With NaN both comparisons are false and leave their first argument.
    return timedelta(seconds=min(_LONGEST_ASKED.total_seconds(), max(0.0, retry_after)))
