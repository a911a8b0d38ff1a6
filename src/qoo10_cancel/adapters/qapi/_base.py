"""The base of the sync and the async client: the address, the key, the pace, the log."""

from __future__ import annotations

import ssl
import threading
import time
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import httpx2

from ..._log import log_event
from ...errors import Malformed
from ...japan import JST
from ...messages import Problem
from ...ports import Clock
from .calls import BASE_URL, LONGEST_ANSWER, Call
from .errors import Unanswered
from .keys import SellerKey
from .operations import Operations

__all__ = ["DEADLINE", "PACE", "TRIES", "ClientBase", "append", "failed", "japan_now", "log"]

PACE: Final = 0.3
DEADLINE: Final = 30.0
TRIES: Final = 3

_NOT_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
"""The errors before anything of a call has reached the other side."""


def japan_now() -> datetime:
    """Return the present moment in Japan."""
    return datetime.now(JST)


class ClientBase:
    """The base of both clients: the address, the key, the pace."""

    def __init__(
        self,
        key: SellerKey,
        *,
        url: str = BASE_URL,
        clock: Clock = japan_now,
        pace: float = PACE,
        deadline: float = DEADLINE,
        tries: int = TRIES,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        if not isinstance(key, SellerKey):
            raise Malformed("a client takes a SellerKey, so that nothing shows it")
        self._url = _checked_url(url)
        self._key = key
        self._operations = Operations(key, clock, tries)
        self._pace = pace
        self._deadline = deadline
        self._tls = tls
        self._free_at = 0.0
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._key!r}, url={self._url!r})"

    def key_warning(self) -> str | None:
        """Return a sentence when the key ends within a month, a week, a day, or has ended."""
        return self._key.warning(self._operations.clock())

    def _wait(self) -> float:
        """Return the seconds to wait, and reserve the next start for this caller."""
        with self._lock:
            now = time.monotonic()
            start = max(now, self._free_at)
            self._free_at = start + self._pace
        return start - now

    def _tls_context(self) -> ssl.SSLContext:
        return ssl.create_default_context() if self._tls is None else self._tls


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    loopback = parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if parts.username or parts.query or parts.fragment:
        raise Malformed(Problem("qapi-odd-url"))
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise Malformed(Problem("qapi-plain-http"))
    return url.rstrip("/")


def failed(call: Call, error: Exception) -> Unanswered:
    """Return the error for a call that *error* ended."""
    # Not the error's own words: they may repeat a header that was sent, or what came back.
    broken = Problem("qapi-broken-off", {"error": type(error).__name__})
    why = Problem("qapi-late") if _is_late(error) else broken
    return Unanswered(call.method, why, sent=not isinstance(error, _NOT_SENT))


def _is_late(error: Exception) -> bool:
    return isinstance(error, httpx2.TimeoutException | TimeoutError)


def append(body: bytearray, chunk: bytes, call: Call) -> None:
    """Append *chunk* to *body*; raise `Unanswered` if the answer is too long."""
    body += chunk
    if len(body) > LONGEST_ANSWER:
        raise Unanswered(call.method, Problem("qapi-too-long", {"most": LONGEST_ANSWER}))


def log(call: Call, started: float, status: int | None, error: str | None = None) -> None:
    """Log a call: its method, status and seconds, never its params."""
    seconds = round(time.monotonic() - started, 3)
    log_event("qapi_call", command=call.method, status=status, seconds=seconds, error=error)
