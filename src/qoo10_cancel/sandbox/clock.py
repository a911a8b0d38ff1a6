"""The clock of one shop: set, stepped, stopped or running."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

from ..errors import Malformed
from ..japan import JST, japan_time

__all__ = ["ShopClock"]

_LAST_YEAR: Final = 2199
_CENTURIES: Final = timedelta(days=100_000)


class ShopClock:
    """A shop's clock; it never goes back.

    Args:
        at: The moment that it shows first; the present if not given.
        running: Whether it runs by itself, as fast as real time.

    >>> from qoo10_cancel.sandbox import ShopClock
    >>> clock = ShopClock(noon)
    >>> clock.step(timedelta(hours=1))
    >>> clock()
    datetime.datetime(2022, 8, 12, 13, 0, tzinfo=JST)
    """

    def __init__(self, at: datetime | None = None, *, running: bool = False) -> None:
        self._shown = japan_time(datetime.now(JST) if at is None else at)
        self._since = time.monotonic() if running else None

    def __call__(self) -> datetime:
        """Return the moment that it shows."""
        if self._since is None:
            return self._shown
        return self._shown + timedelta(seconds=time.monotonic() - self._since)

    @property
    def running(self) -> bool:
        """Say whether the clock runs by itself."""
        return self._since is not None

    def run(self, *, running: bool = True) -> None:
        """Let the clock run, or stop it."""
        self._shown, self._since = self(), time.monotonic() if running else None

    def set(self, at: datetime) -> None:
        """Show *at* from now on.

        Raises:
            Malformed: *at* is naive, earlier than the moment the clock shows, or after 2199.
        """
        moment = japan_time(at)
        if moment < self():
            raise Malformed(
                f"a shop's clock never goes back; it already shows {self().isoformat()}"
            )
        self.restore(moment)

    def step(self, by: timedelta) -> None:
        """Move the clock on by *by*; raises as `set` does."""
        self.set(self() + min(by, _CENTURIES))

    def restore(self, at: datetime) -> None:
        """Show *at*, also an earlier moment: the shop is set back to a snapshot.

        Raises:
            Malformed: *at* is naive, or after 2199.
        """
        moment = japan_time(at)
        if moment.year > _LAST_YEAR:
            raise Malformed(f"a shop's clock goes to the end of {_LAST_YEAR}")
        self._shown, self._since = moment, time.monotonic() if self.running else None
