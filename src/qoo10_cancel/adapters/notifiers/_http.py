"""One HTTP request to a checked address, within a deadline; the answer's body stays unread."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final
from urllib.parse import urlsplit

from ...errors import MissingExtra, NotDelivered, Undeliverable
from ._net import connect, remaining, resolve, secure

try:
    import httpcore2
except ModuleNotFoundError as missing:
    if missing.name != "httpcore2":
        raise
    raise MissingExtra("WebhookNotifier", "http") from None

__all__ = ["may_be_called", "post"]

# httpcore2 names the arguments of a backend and of its streams.
# ruff: noqa: ARG002

_Address = IPv4Address | IPv6Address

_PRIVATE: Final = tuple(
    ip_network(net)
    for net in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # RFC 6598, shared; overlay networks live here
        "::1/128",
        "fc00::/7",
    )
)
"""The networks that `allow_private` adds: this machine and private networks, nothing else."""

_NEVER: Final = tuple(
    ip_network(net)
    for net in (
        # Where clouds hand a machine its credentials; some of these pass for ordinary addresses.
        "168.63.129.16/32",  # Azure
        "100.100.100.200/32",  # Alibaba Cloud
        "192.0.0.0/24",  # RFC 6890, protocol assignments; Oracle Cloud uses 192.0.0.192
        "fd00:ec2::/32",  # AWS
        "fd20:ce::/32",  # Google Cloud
        "fd00:c1::/32",  # Oracle Cloud
        "fd00:42::/32",  # Scaleway
        # What not every version of Python knows to be special.
        "192.88.99.0/24",  # RFC 7526, relays of 6to4
        "::ffff:0:0/96",  # RFC 4291, an IPv4 address in the shape of an IPv6 one
        "fec0::/10",  # RFC 3879, site-local
        "64:ff9b::/96",  # RFC 6052, NAT64: an IPv4 address inside
        "64:ff9b:1::/48",  # RFC 8215, the same with a prefix of one's own
        "2002::/16",  # RFC 3056, 6to4: an IPv4 address inside
        "2001::/23",  # RFC 2928, protocol assignments; Teredo has an IPv4 address inside
        "3fff::/20",  # RFC 9637, documentation
        "5f00::/16",  # RFC 9602, segment routing
    )
)
"""Networks that are never called; nor are link-local, multicast and reserved addresses."""


def may_be_called(address: _Address, *, allow_private: bool = False) -> bool:
    """Say whether a webhook may go to *address*: an ordinary public one, of one host.

    >>> from ipaddress import ip_address
    >>> may_be_called(ip_address("8.8.8.8")), may_be_called(ip_address("169.254.169.254"))
    (True, False)
    """
    if any(address in net for net in _NEVER):
        return False
    if allow_private and any(address in net for net in _PRIVATE):
        return True
    return address.is_global and not address.is_multicast and not address.is_reserved


class _GuardedBackend(httpcore2.NetworkBackend):
    """Resolves a name once, and connects to an address that was checked."""

    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to *host* in the time that is left.

        Raises:
            NotDelivered: The host is not found, or does not answer.
            Undeliverable: An address of the host may not be called.
        """
        addresses = resolve(host, port)
        for *_, address in addresses:
            if not may_be_called(ip_address(address[0]), allow_private=self._allow_private):
                raise Undeliverable(
                    f"{host} is at {address[0]}, which is no public address; "
                    "allow_private=True lets private networks and this machine through"
                )
        return _TimedStream(connect(host, addresses, self._deadline), host, self._deadline)


class _TimedStream(httpcore2.NetworkStream):
    """A connection whose every step gets only the time that is left of the whole.

    What is written is held back until something is read: head and body go out together, before
    a receiver who has seen the head alone can hang up.
    """

    def __init__(self, sock: socket.socket, host: str, deadline: float) -> None:
        self._sock = sock
        self._host = host
        self._deadline = deadline
        self._unsent = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._sock.settimeout(remaining(self._deadline))
        self._sock.sendall(self._unsent)
        self._unsent = b""
        self._sock.settimeout(remaining(self._deadline))
        return self._sock.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._unsent += buffer

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        sock = secure(self._host, self._sock, ssl_context, self._deadline)
        return _TimedStream(sock, self._host, self._deadline)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    context: ssl.SSLContext,
    timeout: float,
    allow_private: bool,
) -> tuple[int, Mapping[str, str]]:
    """Post *body* to *url*, and return the status and headers of the answer.

    The host is resolved once, and the address that was checked is the one that is called. No
    redirect is followed, nothing of the environment is used, and the body of the answer is left
    unread.

    Args:
        url: An http or https URL of visible ASCII.
        body: What is posted.
        headers: Sent with it; `Host` and `Content-Length` are added.
        context: Whom TLS trusts.
        timeout: Seconds for all but the lookup of the name, which the system times.
        allow_private: Call private networks and this machine, too.

    Raises:
        NotDelivered: No connection, no TLS, or no answer in time.
        Undeliverable: An address of the host may not be called.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    backend = _GuardedBackend(time.monotonic() + timeout, allow_private=allow_private)
    try:
        with (
            httpcore2.ConnectionPool(ssl_context=context, network_backend=backend) as pool,
            pool.stream(
                "POST",
                httpcore2.URL(scheme=parts.scheme, host=host, port=parts.port, target=target),
                headers=[("Host", parts.netloc), ("Connection", "close"), *headers.items()],
                content=body,
            ) as answer,
        ):
            return answer.status, {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in answer.headers
            }
    except (OSError, httpcore2.ProtocolError) as error:
        raise NotDelivered(f"{host} gave no answer: {type(error).__name__}") from None
