"""Connections that end when their time is up, and to hosts whose address was checked."""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

from ...errors import NotDelivered, Undeliverable

__all__ = ["Line", "connected", "dial", "left", "looked_up", "may_be_called", "secured"]

_OUR_OWN: Final = tuple(
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
"""What `allow_private` lets through: this machine and private networks, nothing else."""

_METADATA: Final = frozenset(
    ip_address(each)
    for each in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")
)
"""Where clouds hand a machine its credentials; some of these pass for ordinary addresses."""

_Address = IPv4Address | IPv6Address


def may_be_called(address: _Address, *, allow_private: bool = False) -> bool:
    """Say whether a webhook may go to *address*: an ordinary public one, of one host.

    >>> from ipaddress import ip_address
    >>> may_be_called(ip_address("8.8.8.8")), may_be_called(ip_address("169.254.169.254"))
    (True, False)
    """
    if address in _METADATA or _is_not_itself(address):
        return False
    if allow_private and any(address in net for net in _OUR_OWN):
        return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_not_itself(address: _Address) -> bool:
    """Say whether *address* is an IPv6 one that wraps an IPv4 one, or of the old site-local."""
    if isinstance(address, IPv4Address):
        return False
    # Python calls site-local addresses (RFC 3879) global.
    return bool(
        address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local
    )


class Line:
    """An open connection, in the shape that `http.client` talks to.

    Every read gets only the time that is left, so that a reply that drips in ends as well.
    """

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock = sock
        self._until = until

    def sendall(self, data: bytes) -> None:
        """Send all of *data* in the time that is left."""
        self._sock.settimeout(left(self._until))
        self._sock.sendall(data)

    def receive_into(self, buffer: Any) -> int:
        """Read what is there into *buffer*, in the time that is left."""
        self._sock.settimeout(left(self._until))
        return self._sock.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return a file to read the reply from."""
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Hang up."""
        self._sock.close()


class _Incoming(io.RawIOBase):
    def __init__(self, line: Line) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._line.receive_into(buffer)


def left(until: float) -> float:
    """Return the seconds that are left; raise `TimeoutError` where there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is up")
    return left


def dial(
    host: str, port: int, *, allow_private: bool, timeout: float, tls: ssl.SSLContext | None
) -> Line:
    """Connect to *host*, which is looked up once: the address checked is the one called.

    Raises:
        NotDelivered: The host is not found, does not answer, or does not show who it is.
        Undeliverable: An address of the host may not be called.
    """
    until = time.monotonic() + timeout
    found = looked_up(host, port)
    for *_, whither in found:
        if not may_be_called(ip_address(whither[0]), allow_private=allow_private):
            raise Undeliverable(
                f"{host} is at {whither[0]}, which is no public address; "
                "allow_private=True lets private networks and this machine through"
            )
    sock = connected(host, found, until)
    if tls is not None:
        sock = secured(host, sock, tls, until)
    return Line(sock, until)


_Found = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[Any, ...]]


def looked_up(host: str, port: int) -> Sequence[_Found]:
    """Return the addresses of *host*; raise `NotDelivered` where there are none."""
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotDelivered(f"the name {host} is not found") from None


def connected(host: str, found: Sequence[_Found], until: float) -> socket.socket:
    """Connect to the first address that answers; raise `NotDelivered` where none does."""
    why = ""
    for family, kind, proto, _, whither in found:
        sock = socket.socket(family, kind, proto)
        try:
            sock.settimeout(left(until))
            sock.connect(whither)
        except OSError as error:
            sock.close()
            why = type(error).__name__
        else:
            return sock
    raise NotDelivered(f"no connection to {host}: {why}")


def secured(host: str, sock: socket.socket, tls: ssl.SSLContext, until: float) -> ssl.SSLSocket:
    """Let TLS take over *sock*; raise `NotDelivered` where *host* does not show who it is."""
    try:
        sock.settimeout(left(until))
        return tls.wrap_socket(sock, server_hostname=host.rstrip("."))
    except ssl.SSLCertVerificationError as error:
        raise NotDelivered(
            f"the certificate of {host} does not hold: {error.verify_message}"
        ) from None
    except OSError as error:
        raise NotDelivered(f"no TLS with {host}: {type(error).__name__}") from None
    finally:
        # Where TLS took over, this socket has been emptied already.
        sock.close()
