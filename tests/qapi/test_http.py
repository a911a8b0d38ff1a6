"""Over real sockets: one total deadline, the right form, no redirects, sync and async alike."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs

import pytest

from qapi.replies import KEY, NOON, SECRET, SINCE, UNTIL, done, ok, shipping
from qoo10_cancel import Malformed
from qoo10_cancel.adapters.qapi import AsyncQapi, EndUnknown, Qapi, SellerKey, Unanswered

Handler = Callable[[socket.socket, bytes], None]


def reply(body: bytes, status: str = "200 OK", extra: str = "") -> bytes:
    """Return a whole HTTP answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{extra}\r\n"
    return head.encode() + body


@contextmanager
def server(handle: Handler) -> Iterator[tuple[str, list[bytes]]]:
    """Serve one connection after the other; give the URL and what was asked."""
    asked: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                request = _read(connection)
                asked.append(request)
                try:
                    handle(connection, request)
                except OSError:
                    continue

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/q", asked
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _read(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65_536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.splitlines()
        if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


def client(url: str, deadline: float = 10.0, tries: int = 1) -> Qapi:
    """Return a client that waits for nothing."""
    return Qapi(
        KEY,
        url=url,
        pace=0,
        deadline=deadline,
        tries=tries,
        clock=lambda: NOON,
        sleep=lambda _: None,
    )


class TestTheRequest:
    """The method stands in the path, the key in a header, everything else in the form."""

    def test_what_arrives(self) -> None:
        """Form T1, with the return type named."""
        with server(lambda c, _: c.sendall(reply(done()))) as (url, asked), client(url) as qapi:
            qapi.mark_as_shipped("7", "佐川急便", "1234 5")

        head, _, body = asked[0].partition(b"\r\n\r\n")
        lines = head.decode().splitlines()
        assert lines[0] == "POST /q/ShippingBasic.SetSendingInfo HTTP/1.1"
        assert f"GiosisCertificationKey: {SECRET}" in lines
        assert "QAPIVersion: 1.0" in lines
        assert parse_qs(body.decode()) == {
            "returnType": ["application/json"],
            "OrderNo": ["7"],
            "ShippingCorp": ["佐川急便"],
            "TrackingNo": ["1234 5"],
        }

    @pytest.mark.parametrize(
        "url", ["http://api.qoo10.jp/x", "ftp://127.0.0.1/", "https://u:p@api.qoo10.jp/", "x", ""]
    )
    def test_the_key_does_not_travel_in_the_open(self, url: str) -> None:
        """Plain http is for this machine's own."""
        with pytest.raises(Malformed):
            Qapi(KEY, url=url)

    def test_a_key_as_plain_text_is_refused(self) -> None:
        """It would be shown by the first repr."""
        with pytest.raises(Malformed, match="SellerKey"):
            Qapi(SECRET)  # type: ignore[arg-type]

    def test_a_redirect_is_not_followed(self) -> None:
        """The key goes to QAPI and nowhere else."""
        with server(lambda c, _: c.sendall(reply(done(), "200 OK"))) as (elsewhere, visited):
            moved = reply(b"", "302 Found", f"Location: {elsewhere}\r\n")
            with server(lambda c, _: c.sendall(moved)) as (url, _), client(url) as qapi:
                with pytest.raises(Unanswered, match="302"):
                    qapi.find_order("7")

        assert visited == []


def drip_body(connection: socket.socket, _request: bytes) -> None:
    """Send one byte after the other, for as long as anybody reads."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    _drip(connection)


def drip_head(connection: socket.socket, _request: bytes) -> None:
    """Send a header that does not end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(connection)


def _drip(connection: socket.socket) -> None:
    pause = threading.Event()
    for _ in range(100):
        connection.sendall(b"x")
        pause.wait(0.05)


def half(connection: socket.socket, _request: bytes) -> None:
    """Send half a body."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")


def nothing(_connection: socket.socket, _request: bytes) -> None:
    """Close without a word."""


def no_http(connection: socket.socket, _request: bytes) -> None:
    """Answer in another language."""
    connection.sendall(b"220 mail.example ESMTP\r\n" * 50)


def odd_encoding(connection: socket.socket, _request: bytes) -> None:
    """Say that it is packed, which it is not."""
    connection.sendall(reply(b"not gzip", extra="Content-Encoding: gzip\r\n"))


class TestOneTotalDeadline:
    """A server that sends a byte now and then does not hold the caller."""

    @pytest.mark.parametrize("handle", [drip_body, drip_head])
    def test_sync(self, handle: Handler) -> None:
        """Head or body."""
        with server(handle) as (url, _), client(url, deadline=0.4) as qapi:
            with pytest.raises(Unanswered, match="longer than its deadline"):
                qapi.find_order("7")

    @pytest.mark.parametrize("handle", [drip_body, drip_head])
    def test_async(self, handle: Handler) -> None:
        """Head or body."""

        async def ask(url: str) -> None:
            async with AsyncQapi(KEY, url=url, pace=0, deadline=0.4, tries=1) as qapi:
                await qapi.find_order("7")

        with server(handle) as (url, _), pytest.raises(Unanswered, match="its deadline"):
            asyncio.run(ask(url))


class TestBrokenAnswers:
    """What is cut, mute or none of HTTP's is said; a change is not sent again."""

    @pytest.mark.parametrize("handle", [half, nothing, no_http, odd_encoding])
    def test_a_question(self, handle: Handler) -> None:
        """Asked again as often as allowed, then said."""
        with server(handle) as (url, asked), client(url, tries=2) as qapi:
            with pytest.raises(Unanswered, match="GetShippingAndClaimInfoByOrderNo_V2"):
                qapi.find_order("7")

        assert len(asked) == 2

    @pytest.mark.parametrize("handle", [half, nothing, no_http, odd_encoding])
    def test_a_change(self, handle: Handler) -> None:
        """One send, then looks alone."""
        with server(handle) as (url, asked), client(url, tries=2) as qapi:
            with pytest.raises(EndUnknown):
                qapi.mark_as_shipped("7", "x", "1")

        assert sum(b"SetSendingInfo" in request for request in asked) == 1


class TestSyncAndAsync:
    """Both carry the same talks."""

    def test_the_same_poll(self) -> None:
        """From the same answers the same snapshots."""

        async def ask(url: str) -> object:
            async with AsyncQapi(KEY, url=url, pace=0, clock=lambda: NOON) as qapi:
                return await qapi.poll(SINCE, UNTIL)

        def handle(connection: socket.socket, request: bytes) -> None:
            rows = [shipping(7)] if b"ShippingStatus=3" in request else []
            connection.sendall(reply(ok(*rows)))

        with server(handle) as (url, asked), client(url) as qapi:
            assert qapi.poll(SINCE, UNTIL) == asyncio.run(ask(url))
            assert len(asked) == 32

    def test_the_pace(self) -> None:
        """Calls start so far apart; also those of several threads."""
        waits: list[float] = []
        with server(lambda c, _: c.sendall(reply(ok()))) as (url, _):
            with Qapi(SellerKey(SECRET), url=url, pace=50.0, sleep=waits.append) as qapi:
                for _ in range(3):
                    qapi.find_order("7")

        assert [round(wait / 10) for wait in waits] == [0, 5, 10]
