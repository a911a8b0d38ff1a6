"""The client, sync and async: runs the procedures of `operations` over HTTP with httpx2."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Any, Self, TypeVar

from ...errors import CancelError, MissingExtra
from ...ports import Clock, Poll
from ...readers import Reading
from ...snapshot import Snapshot

try:
    import httpx2

    from ._base import DEADLINE, PACE, TRIES, ClientBase, append, failed, japan_now, log
    from ._deadline import DeadlineTransport, within
except ModuleNotFoundError as missing:
    if missing.name not in {"httpx2", "httpcore2"}:
        raise
    raise MissingExtra("qoo10_cancel.adapters.qapi", "qapi") from None

from .calls import BASE_URL, Answer, Call, Pause
from .errors import Unanswered
from .keys import SellerKey
from .operations import Procedure
from .params import CancelReason, DelayType, Parcel
from .shapes import capture

__all__ = ["AsyncQapi", "Qapi"]

T = TypeVar("T")


class Qapi(ClientBase):
    """Qoo10's API as a `ports.Marketplace`. It may be used from several threads at once.

    Args:
        key: The Seller Authorization Key.
        url: Where QAPI answers; a sandbox's address for rehearsals.
        clock: Tells the time, as an aware moment; stamps what is seen.
        pace: Seconds between the starts of two calls. Qoo10 publishes no limit.
        deadline: Seconds that one call may take, from connecting to its last byte.
        tries: How often a harmless call is made before it counts as unanswered.
        tls: The TLS context; if not given, one that trusts the system's certificates.
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
        clock: Clock = japan_now,
        pace: float = PACE,
        deadline: float = DEADLINE,
        tries: int = TRIES,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(
            key, url=url, clock=clock, pace=pace, deadline=deadline, tries=tries, tls=tls
        )
        self._sleep = sleep
        if transport is None:
            transport = DeadlineTransport(self._tls_context())
        self._http = httpx2.Client(transport=transport, timeout=deadline, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
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
            QapiError: QAPI answered with an error number.
            Unanswered: No part of a list was answered.
            Malformed: *until* lies before *since*, or one of them is naive.
        """
        return self._run(self._operations.poll(since, until))

    def list_orders(self, since: datetime, until: datetime) -> Reading:
        """Return the shipping list (GetShippingInfo_v3); raises as `poll` does."""
        return self._run(self._operations.list_orders(since, until))

    def list_claims(self, since: datetime, until: datetime) -> Reading:
        """Return the claims of the orders placed in the period; raises as `poll` does."""
        return self._run(self._operations.list_claims(since, until))

    def find_order(self, order_no: str) -> Snapshot | None:
        """Return what is shown of one order, without its planned date; None if unknown."""
        return self._run(self._operations.find_order(order_no))

    def capture(self, since: datetime, until: datetime) -> dict[str, Any]:
        """Return the shapes of QAPI's answers, without their values; see `compare`.

        Only methods that change nothing are called. The result has the names of fields, types,
        classes of values, and lengths of numbers and dates.
        """
        return self._run(capture(self._key, since, until, self._operations.clock()))

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
            QapiError: QAPI answered with an error number; nothing was done.
            EndUnknown: It may have been done, and the order does not show it; the next poll does.
            Unanswered: It was not done.
        """
        return self._run(self._operations.set_ship_date(order_no, ship_date, delay, memo))

    def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str) -> None:
        """Mark as shipped now (SetSendingInfo); QAPI takes no date.

        When no answer comes, the order is looked up: if it was done, this returns; if it was
        not, it is sent once more; if nothing tells, it is not.

        Raises:
            QapiError: QAPI answered with an error number; nothing was done.
            EndUnknown: It may have been done; look at the order before sending it again.
            Unanswered: It was not done.
        """
        return self._run(self._operations.mark_as_shipped(order_no, carrier, tracking_no))

    def mark_many_as_shipped(self, parcels: Sequence[Parcel]) -> dict[str, CancelError | None]:
        """Mark many as shipped (SetSendingInfoBulk, 500 a call).

        Returns:
            For each order None if it was done, else the error that says what happened to it.
            It is never sent a second time.
        """
        return self._run(self._operations.mark_many_as_shipped(parcels))

    def cancel_as_seller(self, order_no: str, reason: CancelReason, memo: str = "") -> None:
        """Cancel **as the seller** (SetCancelProcess), for a reason of the seller's.

        This does not answer a buyer's request: it neither approves nor refuses one, and it may
        count against the shop. Both answers are clicks in J·QSM. Nothing in this library
        calls it.

        Raises:
            QapiError: QAPI answered with an error number; nothing was done.
            EndUnknown: It may have been done; look at the order before sending it again.
            Unanswered: It was not done.
        """
        return self._run(self._operations.cancel_as_seller(order_no, reason, memo))

    @classmethod
    def create_key(
        cls,
        api_key: SellerKey,
        user_id: str,
        password: str,
        *,
        url: str = BASE_URL,
        clock: Clock = japan_now,
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
            tls: The TLS context.
            transport: Carries HTTP instead of the network; for tests.
        """
        with cls(api_key, url=url, clock=clock, tls=tls, transport=transport) as client:
            return client._run(client._operations.create_key(user_id, password))

    # Carrying.

    def _run(self, procedure: Procedure[T]) -> T:
        try:
            step = next(procedure)
            while True:
                if isinstance(step, Pause):
                    self._sleep(step.seconds)
                    step = procedure.send(None)
                    continue
                self._sleep(self._wait())
                try:
                    answer = self._exchange(step)
                except Unanswered as error:
                    step = procedure.throw(error)
                else:
                    step = procedure.send(answer)
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
                    append(body, chunk, call)
        except Unanswered:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the other side made it do
            log(call, started, None, type(error).__name__)
            raise failed(call, error) from None
        log(call, started, response.status_code)
        return Answer(response.status_code, bytes(body))


class AsyncQapi(ClientBase):
    """`Qapi` for asyncio: the same calls, awaited. Arguments and errors are `Qapi`'s."""

    def __init__(
        self,
        key: SellerKey,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        url: str = BASE_URL,
        clock: Clock = japan_now,
        pace: float = PACE,
        deadline: float = DEADLINE,
        tries: int = TRIES,
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

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def poll(self, since: datetime, until: datetime) -> Poll:
        """Do as `Qapi.poll`."""
        return await self._run(self._operations.poll(since, until))

    async def list_orders(self, since: datetime, until: datetime) -> Reading:
        """Do as `Qapi.list_orders`."""
        return await self._run(self._operations.list_orders(since, until))

    async def list_claims(self, since: datetime, until: datetime) -> Reading:
        """Do as `Qapi.list_claims`."""
        return await self._run(self._operations.list_claims(since, until))

    async def find_order(self, order_no: str) -> Snapshot | None:
        """Do as `Qapi.find_order`."""
        return await self._run(self._operations.find_order(order_no))

    async def set_ship_date(
        self,
        order_no: str,
        ship_date: date,
        delay: DelayType = DelayType.PREPARING,
        memo: str = "",
    ) -> None:
        """Do as `Qapi.set_ship_date`."""
        return await self._run(self._operations.set_ship_date(order_no, ship_date, delay, memo))

    async def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str) -> None:
        """Do as `Qapi.mark_as_shipped`."""
        return await self._run(self._operations.mark_as_shipped(order_no, carrier, tracking_no))

    async def mark_many_as_shipped(
        self, parcels: Sequence[Parcel]
    ) -> dict[str, CancelError | None]:
        """Do as `Qapi.mark_many_as_shipped`."""
        return await self._run(self._operations.mark_many_as_shipped(parcels))

    async def cancel_as_seller(self, order_no: str, reason: CancelReason, memo: str = "") -> None:
        """Do as `Qapi.cancel_as_seller`."""
        return await self._run(self._operations.cancel_as_seller(order_no, reason, memo))

    async def _run(self, procedure: Procedure[T]) -> T:
        try:
            step = next(procedure)
            while True:
                if isinstance(step, Pause):
                    await self._sleep(step.seconds)
                    step = procedure.send(None)
                    continue
                await self._sleep(self._wait())
                try:
                    answer = await self._exchange(step)
                except Unanswered as error:
                    step = procedure.throw(error)
                else:
                    step = procedure.send(answer)
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
                    append(body, chunk, call)
        except Unanswered:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the other side made it do
            log(call, started, None, type(error).__name__)
            raise failed(call, error) from None
        log(call, started, response.status_code)
        return Answer(response.status_code, bytes(body))
