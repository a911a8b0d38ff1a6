"""Deliver notices: each at least once, and none that has lost its point."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import attrs

from . import log
from .errors import Malformed, NotDelivered, Undeliverable
from .notices import Channel, has_lost_its_point
from .ports import Claimed, Mailbox, Notifier, Store

__all__ = ["LEASE", "MAX_ATTEMPTS", "Post", "Posted"]

LEASE: Final = timedelta(minutes=2)
"""How long one attempt may take before another worker may try."""

MAX_ATTEMPTS: Final = 10
"""After so many attempts a notice becomes a dead letter."""

_HANDFUL: Final = 10
"""How many notices are claimed at a time: a slow notifier must not outlast their lease."""

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=1)


@attrs.frozen
class Posted:
    """What one round of delivering has come to, in notices."""

    delivered: int = 0
    again: int = 0
    dead: int = 0
    dropped: int = 0


class Post:
    """Claims notices, hands each to the notifier of its channel, and says how it went.

    Args:
        store: Where the orders are, to see whether a notice has lost its point.
        mailbox: Hands out the notices; the store itself, if it is one and none is given.
        notifiers: Who delivers, by channel.
        now: Tells the time, in Japan.
        max_attempts: After so many attempts a notice becomes a dead letter.
        lease: How long one attempt may take before another worker may try.
    """

    def __init__(
        self,
        store: Store,
        mailbox: Mailbox | None,
        notifiers: Mapping[Channel, Notifier],
        now: Callable[[], datetime],
        *,
        max_attempts: int = MAX_ATTEMPTS,
        lease: timedelta = LEASE,
    ) -> None:
        self._store = store
        self._mailbox = mailbox
        self._notifiers = notifiers
        self._now = now
        self._max_attempts = max_attempts
        self._lease = lease

    @property
    def mailbox(self) -> Mailbox:
        """Give the mailbox.

        Raises:
            Malformed: The store is none, and none was given.
        """
        mailbox = self._mailbox or self._store
        if not isinstance(mailbox, Mailbox):
            raise Malformed("this store hands out no notices; give the desk a mailbox")
        return mailbox

    def deliver(self, limit: int = 100) -> Posted:
        """Deliver up to *limit* notices that are due, each at least once.

        A notice whose order has moved on, or that has expired, is dropped. One that fails is
        tried again later, and becomes a dead letter after the last attempt.
        """
        ends: list[str] = []
        while claimed := self._claimed(min(_HANDFUL, limit - len(ends))):
            ends += [self._post(each) for each in claimed]
        return Posted(*(ends.count(end) for end in ("delivered", "again", "dead", "dropped")))

    def _claimed(self, limit: int) -> Sequence[Claimed]:
        channels = frozenset(self._notifiers)
        if not channels or limit <= 0:
            return ()
        return self.mailbox.claim(self._now(), channels=channels, limit=limit, lease=self._lease)

    def deliver_one(self, notice_key: str) -> None:
        """Deliver one notice, for engines that hand out keys.

        Raises:
            NotDelivered: It failed and is to be tried again.
        """
        claimed = self.mailbox.claim_one(notice_key, self._now(), lease=self._lease)
        if claimed is not None and self._post(claimed) == "again":
            raise NotDelivered(f"notice {notice_key} was not accepted; it will be tried again")

    def _post(self, claimed: Claimed) -> str:
        notice = claimed.notice
        order = self._store.get(notice.order_no)
        if order is not None and has_lost_its_point(notice, order, self._now()):
            self.mailbox.drop(claimed, why="it has lost its point")
            return self._logged("dropped", claimed)
        try:
            self._notifiers[notice.channel].notify(notice)
        except Undeliverable as error:
            self.mailbox.bury(claimed, error=_one_line(error))
            return self._logged("dead", claimed)
        except NotDelivered as error:
            return self._again(claimed, _one_line(error), error.retry_after)
        except Exception as error:  # noqa: BLE001  a broken notifier must not hold up the others
            return self._again(claimed, type(error).__name__, None)
        self.mailbox.ack(claimed)
        return self._logged("delivered", claimed)

    def _again(self, claimed: Claimed, error: str, retry_after: float | None) -> str:
        if claimed.attempt >= self._max_attempts:
            self.mailbox.bury(claimed, error=error)
            return self._logged("dead", claimed)
        wait = max(_wait(claimed), _asked_wait(retry_after))
        self.mailbox.nack(claimed, error=error, retry_at=self._now() + wait)
        return self._logged("again", claimed)

    def _logged(self, end: str, claimed: Claimed) -> str:
        notice = claimed.notice
        log.happened(
            end,
            order_no=notice.order_no,
            kind=notice.kind.value,
            channel=notice.channel.value,
            attempt=claimed.attempt,
        )
        return end


def _one_line(error: Exception) -> str:
    said = "".join(c if c.isprintable() else " " for c in str(error))
    return said[:200]


def _wait(claimed: Claimed) -> timedelta:
    """Return a wait that doubles with each attempt, spread by the notice's key."""
    doubled = min(_FIRST_WAIT * 2.0 ** min(claimed.attempt - 1, 20), _LONGEST_WAIT)
    spread = hashlib.sha256(f"{claimed.notice.key}{claimed.attempt}".encode()).digest()[0]
    return doubled * (0.75 + spread / 512)


def _asked_wait(retry_after: object) -> timedelta:
    """Return the wait that the other side asked for, if what it said is one, within reason."""
    if not isinstance(retry_after, int | float):
        return timedelta(0)
    # Not a number is less than nothing: both comparisons then leave the first.
    return timedelta(seconds=min(_LONGEST_WAIT.total_seconds(), max(0.0, retry_after)))
