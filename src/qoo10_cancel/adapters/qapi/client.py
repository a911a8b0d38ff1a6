"""The client, sync and async: carries the talks of `operations` over HTTP with httpx2."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlsplit

from ..._log import log_event
from ...errors import CancelError, Malformed, MissingExtra
from ...japan import JST
from ...ports import Clock, Poll
from ...readers import Reading
from ...snapshot import Snapshot

try:
    import httpx2

    from ._deadline import DeadlineTransport, within
except ModuleNotFoundError as missing:
    if missing.name not in {"httpx2", "httpcore2"}:
        raise
    raise MissingExtra("qoo10_cancel.adapters.qapi", "qapi") from None

from .calls import BASE_URL, LONGEST_ANSWER, Answer, Call, Pause
from .errors import Unanswered
from .keys import SellerKey
from .operations import CancelReason, DelayType, Operations, Parcel, Talk
from .shapes import capture

__all__ = ["AsyncQapi", "Qapi"]

T = TypeVar("T")

_PACE: Final = 0.3
_DEADLINE: Final = 30.0
_TRIES: Final = 3

_NOT_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
"""What goes wrong before anything of a call has reached the other side."""


def _now() -> datetime:
    return datetime.now(JST)


class _Carrier:
    """What both clients share: where, with which key, how fast."""

    def __init__(
        self,
        key: SellerKey,
        *,
        url: str = BASE_URL,
        clock: Clock = _now,
        pace: float = _PACE,
        deadline: float = _DEADLINE,
        tries: int = _TRIES,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        if not isinstance(key, SellerKey):
            raise Malformed("a client takes a SellerKey, so that nothing shows it")
        self._url = _checked_url(url)
        self._key = key
        self._talks = Operations(key, clock, tries)
        self._pace = pace
        self._deadline = deadline
        self._tls = tls
        self._free_at = 0.0
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._key!r}, url={self._url!r})"

    def key_warning(self) -> str | None:
        """Return a sentence when the key ends within a month, a week, a day, or has ended."""
        return self._key.warning(self._talks.clock())

    def _wait(self) -> float:
        """Return for how long to wait, and keep the next caller waiting behind this one."""
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
        raise Malformed("the URL of QAPI has no user, no query and no fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise Malformed("the key travels over https alone; plain http is for this machine's own")
    return url.rstrip("/")


def _failed(call: Call, error: Exception) -> Unanswered:
    # Not the error's own words: they may repeat a header that was sent, or what came back.
    why = "it took longer than its deadline" if _is_late(error) else type(error).__name__
    return Unanswered(call.method, why, sent=not isinstance(error, _NOT_SENT))


def _is_late(error: Exception) -> bool:
    return isinstance(error, httpx2.TimeoutException | TimeoutError)


def _grown(body: bytearray, chunk: bytes, call: Call) -> None:
    body += chunk
    if len(body) > LONGEST_ANSWER:
        raise Unanswered(call.method, f"the answer is longer than {LONGEST_ANSWER} bytes")


def _log(call: Call, started: float, status: int | None, error: str | None = None) -> None:
    seconds = round(time.monotonic() - started, 3)
    log_event("qapi_call", command=call.method, status=status, seconds=seconds, error=error)


class Qapi(_Carrier):
    """Qoo10's API as a `ports.Marketplace`. It may be used from several threads at once.

    Args:
        key: The Seller Authorization Key.
        url: Where QAPI answers; a sandbox's address for rehearsals.
        clock: Tells the time, as an aware moment; stamps what is seen.
        pace: Seconds between the starts of two calls. Qoo10 publishes no limit.
        deadline: Seconds that one call may take, from connecting to its last byte.
        tries: How often a harmless call is made before it counts as unanswered.
        tls: Whom to trust; the system's certificates if not given.
        transport: Carries HTTP instead of the network; for tests.
        sleep: Waits for so many seconds, between calls and before a call is made again.

    Raises:
        Malformed: The URL is not https (or http on this machine), or *key* is no `SellerKey`.

    >>> from qoo10_cancel.adapters.qapi import Qapi, SellerKey
    >>> Qapi(SellerKey("S5bnbf_g_1_example"), url="https://api.qoo10.jp/x")
    Qapi(SellerKey((key)), url='https://api.qoo10.jp/x')
    """

    def __init__(
        self,
        key: SellerKey,
        *,
        transport: httpx2.BaseTransport | None = None,
        url: str = BASE_URL,
        clock: Clock = _now,
        pace: float = _PACE,
        deadline: float = _DEADLINE,
        tries: int = _TRIES,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(
            key, url=url, clock=clock, pace=pace, deadline=deadline, tries=tries, tls=tls
        )
        self._sleep = sleep
        carrier = DeadlineTransport(self._tls_context()) if transport is None else transport
        self._http = httpx2.Client(transport=carrier, timeout=deadline, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    # Reading.

    def poll(self, since: datetime, until: datetime) -> Poll:
        """Return what the lists show of the orders placed from *since* to *until*.

        Periods of any length: they are cut into windows that QAPI takes. A window that may have
        been cut short is halved, down to an hour, and a part that cannot be had leaves the poll
        incomplete.

        Raises:
            QapiError: QAPI answered with a number.
            Unanswered: No part of a list was answered.
            Malformed: *until* lies before *since*, or one of them is naive.
        """
        return self._run(self._talks.poll(since, until))

    def list_orders(self, since: datetime, until: datetime) -> Reading:
        """Return the shipping list (GetShippingInfo_v3); raises as `poll` does."""
        return self._run(self._talks.list_orders(since, until))

    def list_claims(self, since: datetime, until: datetime) -> Reading:
        """Return the claims of the orders placed in the period; raises as `poll` does."""
        return self._run(self._talks.list_claims(since, until))

    def find_order(self, order_no: str) -> Snapshot | None:
        """Return what is shown of one order, without its planned date; None if unknown."""
        return self._run(self._talks.find_order(order_no))

    def capture(self, since: datetime, until: datetime) -> dict[str, Any]:
        """Return what QAPI's answers look like, without what they say; see `compare`.

        Only methods that change nothing are asked. Names of fields, types, classes of values,
        lengths of numbers and dates: no value of anybody's is in it.
        """
        return self._run(capture(self._key, since, until, self._talks.clock()))

    # Changing.

    def set_ship_date(
        self,
        order_no: str,
        ship_date: date,
        delay: DelayType = DelayType.PREPARING,
        memo: str = "",
    ) -> None:
        """Set 発送予定日 (SetSellerCheckYN_V2), a date in Japan; a new order goes to status 3.

        Raises:
            QapiError: QAPI answered with a number; nothing was done.
            EndUnknown: It may have been done, and the order does not tell; the next poll does.
            Unanswered: It was not done.
        """
        return self._run(self._talks.set_ship_date(order_no, ship_date, delay, memo))

    def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str) -> None:
        """Mark as shipped now (SetSendingInfo); QAPI takes no date.

        When no answer comes, the order is looked up: if it was done, this returns; if it was
        not, it is sent once more; if nothing tells, it is not.

        Raises:
            QapiError: QAPI answered with a number; nothing was done.
            EndUnknown: It may have been done; look at the order before sending it again.
            Unanswered: It was not done.
        """
        return self._run(self._talks.mark_as_shipped(order_no, carrier, tracking_no))

    def mark_many_as_shipped(self, parcels: Sequence[Parcel]) -> dict[str, CancelError | None]:
        """Mark many as shipped (SetSendingInfoBulk, 500 a call).

        Returns:
            For each order None if it was done, else the error that says what happened to it.
            It is never sent a second time.
        """
        return self._run(self._talks.mark_many_as_shipped(parcels))

    def cancel_as_seller(self, order_no: str, reason: CancelReason, memo: str = "") -> None:
        """Cancel **as the seller** (SetCancelProcess), for a reason of the seller's.

        This is no answer to a buyer's request: it neither approves nor refuses one, and it may
        count against the shop. Both answers are given in J·QSM alone. Nothing in this library
        calls it.

        Raises:
            QapiError: QAPI answered with a number; nothing was done.
            EndUnknown: It may have been done; look at the order before sending it again.
            Unanswered: It was not done.
        """
        return self._run(self._talks.cancel_as_seller(order_no, reason, memo))

    @classmethod
    def create_key(
        cls,
        api_key: SellerKey,
        user_id: str,
        password: str,
        *,
        url: str = BASE_URL,
        clock: Clock = _now,
        tls: ssl.SSLContext | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> SellerKey:
        """Make a Seller Authorization Key (CreateCertificationKey); it holds for one year.

        Args:
            api_key: The API key that Qoo10 granted.
            user_id: The shop's login.
            password: Its password; it is sent once and kept nowhere.
            url: Where QAPI answers.
            clock: Tells the time.
            tls: Whom to trust.
            transport: Carries HTTP instead of the network; for tests.
        """
        with cls(api_key, url=url, clock=clock, tls=tls, transport=transport) as client:
            return client._run(client._talks.create_key(user_id, password))

    # Carrying.

    def _run(self, talk: Talk[T]) -> T:
        try:
            step = next(talk)
            while True:
                if isinstance(step, Pause):
                    self._sleep(step.seconds)
                    step = talk.send(None)
                    continue
                self._sleep(self._wait())
                try:
                    answer = self._exchange(step)
                except Unanswered as failed:
                    step = talk.throw(failed)
                else:
                    step = talk.send(answer)
        except StopIteration as done:
            result: T = done.value
            return result

    def _exchange(self, call: Call) -> Answer:
        started = time.monotonic()
        body = bytearray()
        try:
            with (
                within(self._deadline),
                self._http.stream(
                    "POST",
                    f"{self._url}/{call.method}",
                    headers=call.headers(self._key),
                    content=call.body(),
                ) as response,
            ):
                for chunk in response.iter_bytes():
                    _grown(body, chunk, call)
        except Unanswered:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the other side made it do
            _log(call, started, None, type(error).__name__)
            raise _failed(call, error) from None
        _log(call, started, response.status_code)
        return Answer(response.status_code, bytes(body))


class AsyncQapi(_Carrier):
    """`Qapi` for asyncio: the same calls, awaited. Arguments and errors are `Qapi`'s."""

    def __init__(
        self,
        key: SellerKey,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        url: str = BASE_URL,
        clock: Clock = _now,
        pace: float = _PACE,
        deadline: float = _DEADLINE,
        tries: int = _TRIES,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__(
            key, url=url, clock=clock, pace=pace, deadline=deadline, tries=tries, tls=tls
        )
        self._sleep = sleep
        if transport is None:
            transport = httpx2.AsyncHTTPTransport(verify=self._tls_context(), trust_env=False)
        self._http = httpx2.AsyncClient(
            transport=transport, timeout=deadline, follow_redirects=False
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def poll(self, since: datetime, until: datetime) -> Poll:
        """Do as `Qapi.poll`."""
        return await self._run(self._talks.poll(since, until))

    async def list_orders(self, since: datetime, until: datetime) -> Reading:
        """Do as `Qapi.list_orders`."""
        return await self._run(self._talks.list_orders(since, until))

    async def list_claims(self, since: datetime, until: datetime) -> Reading:
        """Do as `Qapi.list_claims`."""
        return await self._run(self._talks.list_claims(since, until))

    async def find_order(self, order_no: str) -> Snapshot | None:
        """Do as `Qapi.find_order`."""
        return await self._run(self._talks.find_order(order_no))

    async def set_ship_date(
        self,
        order_no: str,
        ship_date: date,
        delay: DelayType = DelayType.PREPARING,
        memo: str = "",
    ) -> None:
        """Do as `Qapi.set_ship_date`."""
        return await self._run(self._talks.set_ship_date(order_no, ship_date, delay, memo))

    async def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str) -> None:
        """Do as `Qapi.mark_as_shipped`."""
        return await self._run(self._talks.mark_as_shipped(order_no, carrier, tracking_no))

    async def mark_many_as_shipped(
        self, parcels: Sequence[Parcel]
    ) -> dict[str, CancelError | None]:
        """Do as `Qapi.mark_many_as_shipped`."""
        return await self._run(self._talks.mark_many_as_shipped(parcels))

    async def cancel_as_seller(self, order_no: str, reason: CancelReason, memo: str = "") -> None:
        """Do as `Qapi.cancel_as_seller`."""
        return await self._run(self._talks.cancel_as_seller(order_no, reason, memo))

    async def _run(self, talk: Talk[T]) -> T:
        try:
            step = next(talk)
            while True:
                if isinstance(step, Pause):
                    await self._sleep(step.seconds)
                    step = talk.send(None)
                    continue
                await self._sleep(self._wait())
                try:
                    answer = await self._exchange(step)
                except Unanswered as failed:
                    step = talk.throw(failed)
                else:
                    step = talk.send(answer)
        except StopIteration as done:
            result: T = done.value
            return result

    async def _exchange(self, call: Call) -> Answer:
        started = time.monotonic()
        body = bytearray()
        try:
            async with (
                asyncio.timeout(self._deadline),
                self._http.stream(
                    "POST",
                    f"{self._url}/{call.method}",
                    headers=call.headers(self._key),
                    content=call.body(),
                ) as response,
            ):
                async for chunk in response.aiter_bytes():
                    _grown(body, chunk, call)
        except Unanswered:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the other side made it do
            _log(call, started, None, type(error).__name__)
            raise _failed(call, error) from None
        _log(call, started, response.status_code)
        return Answer(response.status_code, bytes(body))
