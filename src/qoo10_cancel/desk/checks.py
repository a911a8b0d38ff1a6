"""Checks of what a desk is given, each with the error that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from ..errors import Malformed
from ..events import CancelRefusal, Event
from ..japan import japan_time
from ..messages import Problem
from ..notices import Channel
from ..policy import Policy
from ..ports import Clock, Notifier, Store, missing_methods

__all__ = ["check_channel", "check_event", "check_now", "check_parts", "check_past", "japan_clock"]

_AT_ONCE: Final = timedelta(minutes=5)
"""How far the moment of a command, and that of a fact ahead, may be from the desk's clock."""


def japan_clock(clock: Clock) -> Callable[[], datetime]:
    """Return a function that tells what *clock* does, in Japan time."""
    return lambda: japan_time(clock())


def check_parts(store: object, clock: object, notifiers: object) -> None:
    """Stop at once what would otherwise fail with the first notice, or the first order."""
    if missing := missing_methods(store, Store):
        raise Malformed(
            f"a store is an object with the methods of ports.Store; a {type(store).__name__} "
            f"has no {', '.join(missing)}"
        )
    if not callable(clock):
        raise Malformed("a clock is called for the time; give a function, not a moment")
    if not isinstance(notifiers, Mapping):
        raise Malformed("notifiers are given by channel, such as {Channel.SELLER: ...}")
    for channel, notifier in notifiers.items():
        check_channel(channel)
        if missing_methods(notifier, Notifier):
            raise Malformed(f"a notifier has a method notify; {type(notifier).__name__} has none")


def check_channel(channel: Any) -> Channel:
    """Return *channel* if it is one."""
    if not isinstance(channel, Channel):
        names = ", ".join(f"Channel.{member.name}" for member in Channel)
        raise Malformed(f"{channel!r} is no channel of notices; there are {names}")
    return channel


def check_event(event: object) -> None:
    """Check that *event* is an event."""
    if not isinstance(event, Event):
        raise Malformed(f"{type(event).__name__} is no event")


def check_now(event: Event, now: datetime) -> None:
    """Check that a command acts now: a back-dated one could evade a rule that holds now."""
    _check_not_ahead(event.moment, now, _AT_ONCE)
    oldest, at = now - _AT_ONCE, event.at
    if at < oldest if isinstance(at, datetime) else at < oldest.date():
        raise Malformed(Problem("long-ago", {"moment": at.isoformat(), "now": now.isoformat()}))


def check_past(event: Event, now: datetime, policy: Policy) -> None:
    """Check that a fact is not of the future, and that its text is not too long to be kept."""
    _check_not_ahead(event.moment, now, _AT_ONCE)
    if isinstance(event, CancelRefusal):
        longest = max(len(event.reason.text), len(event.reason.acknowledgement))
        if longest > policy.text.raw_ceiling:
            most = policy.text.raw_ceiling
            raise Malformed(Problem("text-too-long", {"length": longest, "most": most}))


def _check_not_ahead(moment: datetime, now: datetime, skew: timedelta) -> None:
    """Check that *moment* is not ahead of the clock: a mistyped year would start a future duty."""
    if moment > now + skew:
        params = {"moment": moment.isoformat(), "now": now.isoformat()}
        raise Malformed(Problem("not-yet", params))
