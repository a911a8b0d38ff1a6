"""What must hold of every webhook notifier on a hostile network, as functions that try it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any
from unittest import mock

from notifiers.servers import a_notice, webhook_server
from qoo10_cancel.errors import NotDelivered, Undeliverable
from qoo10_cancel.ports import Notifier

Make = Callable[..., Notifier]
"""Makes a notifier for a URL; `private` lets it call this machine."""


class DeadSocket(socket.socket):
    """A socket that goes nowhere, and remembers where it was to go."""

    addresses: list[Any] = []

    def connect(self, address: Any) -> None:
        """Note the address; nobody answers there."""
        self.addresses.append(address[0])
        raise ConnectionRefusedError


@contextmanager
def names(*answers: str) -> Iterator[list[Any]]:
    """Have every name stand for these addresses, one after the other, and cut every wire.

    Yields the addresses that were called.
    """
    left = list(answers)

    def looked_up(host: str, port: int, *_: object, **__: object) -> list[Any]:
        address = left.pop(0) if len(left) > 1 else left[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    called: list[Any] = []
    with (
        mock.patch.object(socket, "getaddrinfo", looked_up),
        mock.patch.object(socket, "socket", DeadSocket),
        mock.patch.object(DeadSocket, "addresses", called),
    ):
        yield called


@contextmanager
def a_server(respond: Callable[[socket.socket], None], *, reads: bool = True) -> Iterator[str]:
    """Run a server that reads one request and then does what *respond* does; yields its URL."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def serve() -> None:
            caller, _ = listener.accept()
            with closing(caller):
                caller.recv(65_536 if reads else 0)
                with suppress(OSError):  # the caller hung up
                    respond(caller)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(timeout=20)
        assert not thread.is_alive(), "the caller never hung up"


def outcome_of(notifier: Notifier) -> type[Exception] | None:
    """Have *notifier* deliver a notice, and return what it raised."""
    try:
        notifier.notify(a_notice())
    except (NotDelivered, Undeliverable) as error:
        return type(error)
    return None


def no_redirect_is_followed(make: Make) -> None:
    """A 3xx is the end of it, wherever it points to; what moved for good is given up."""
    server = webhook_server("http")
    for status, expected in ((301, Undeliverable), (302, NotDelivered)):
        server.receiver.requests.clear()

        with server.receiver.answering(status, Location=server.url):
            outcome = outcome_of(make(server.url, private=True))

        assert len(server.receiver.requests) == 1, "a redirect was followed"
        assert outcome is expected


def metadata_is_never_called(make: Make) -> None:
    """Nobody gets a notifier to call where a cloud hands out its credentials."""
    with names("169.254.169.254") as called:
        outcome = outcome_of(make("http://innocent.example/", private=False))
        outcome_on_our_own_network = outcome_of(make("http://innocent.example/", private=True))

    assert called == []
    assert outcome is outcome_on_our_own_network is Undeliverable


def private_addresses_are_not_called(make: Make) -> None:
    """A name that stands for a private address is not called unless that is allowed."""
    with names("10.1.2.3") as called:
        outcome = outcome_of(make("http://innocent.example/", private=False))

    assert called == []
    assert outcome is Undeliverable


def a_name_that_changes_is_called_where_it_was_checked(make: Make) -> None:
    """DNS rebinding: a public address when looked at, this machine when called."""
    with names("93.184.215.14", "127.0.0.1") as called:
        outcome = outcome_of(make("http://innocent.example/", private=False))

    assert called == ["93.184.215.14"]
    assert outcome is NotDelivered


def a_hint_is_no_answer(make: Make) -> None:
    """1xx comes before the answer: a notice is delivered once, and counted as delivered."""

    def answer(caller: socket.socket) -> None:
        caller.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n")
        caller.sendall(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")

    with a_server(answer) as url:
        outcome = outcome_of(make(url, private=True))

    assert outcome is None


def an_endless_reply_is_left_unread(make: Make) -> None:
    """A reply of 32 MiB is not taken in."""
    sent: list[int] = []

    def flood(caller: socket.socket) -> None:
        caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 33554432\r\n\r\n")
        for _ in range(512):
            caller.sendall(b"x" * 65_536)
            sent.append(65_536)

    with a_server(flood) as url:
        outcome = outcome_of(make(url, private=True))

    assert sum(sent) < 33_554_432, "all of it was read"
    assert outcome is None


def a_reply_that_drips_in_ends(make: Make) -> None:
    """A byte now and then does not keep a notifier for ever: its time is for the whole."""
    rest = threading.Event()
    sent: list[bytes] = []

    def drip(caller: socket.socket) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100 + b"\r\n\r\n":
            caller.sendall(bytes([byte]))
            sent.append(bytes([byte]))
            rest.wait(0.02)

    with a_server(drip) as url:
        outcome = outcome_of(make(url, private=True, timeout=0.3))

    assert len(sent) < 100
    assert outcome is NotDelivered


CLAIMS = (
    no_redirect_is_followed,
    a_hint_is_no_answer,
    metadata_is_never_called,
    private_addresses_are_not_called,
    a_name_that_changes_is_called_where_it_was_checked,
    an_endless_reply_is_left_unread,
    a_reply_that_drips_in_ends,
)
