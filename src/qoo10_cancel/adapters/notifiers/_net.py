"""Connections with a deadline, to a host that proves who it is."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from typing import Any

from ...errors import Malformed, NotDelivered

__all__ = ["AddressInfo", "connect", "remaining", "resolve", "secure", "verifying"]

AddressInfo = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[Any, ...]]
"""One answer of `socket.getaddrinfo`."""


def verifying(context: ssl.SSLContext | None) -> ssl.SSLContext:
    """Return *context*; if it is None, one that trusts what this machine trusts.

    Raises:
        Malformed: *context* does not check the certificate or the host name.
    """
    context = context or ssl.create_default_context()
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise Malformed(
            "this TLS context does not verify certificate and host name; "
            "to trust a CA of your own use ssl.create_default_context(cafile=...)"
        )
    return context


def remaining(deadline: float) -> float:
    """Return the seconds until *deadline*; raise `TimeoutError` where there are none."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the time is up")
    return seconds


def resolve(host: str, port: int) -> Sequence[AddressInfo]:
    """Return the addresses of *host*; raise `NotDelivered` where there are none."""
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotDelivered(f"the name {host} is not found") from None


def connect(host: str, addresses: Sequence[AddressInfo], deadline: float) -> socket.socket:
    """Connect to the first address that answers; raise `NotDelivered` where none does."""
    failure = ""
    for family, kind, proto, _, address in addresses:
        sock = socket.socket(family, kind, proto)
        try:
            sock.settimeout(remaining(deadline))
            sock.connect(address)
        except OSError as error:
            sock.close()
            failure = type(error).__name__
        else:
            return sock
    raise NotDelivered(f"no connection to {host}: {failure}")


def secure(
    host: str, sock: socket.socket, context: ssl.SSLContext, deadline: float
) -> ssl.SSLSocket:
    """Let TLS take over *sock*; raise `NotDelivered` if *host* does not prove who it is."""
    try:
        sock.settimeout(remaining(deadline))
        return context.wrap_socket(sock, server_hostname=host.rstrip("."))
    except ssl.SSLCertVerificationError as error:
        raise NotDelivered(
            f"the certificate of {host} does not hold: {error.verify_message}"
        ) from None
    except OSError as error:
        raise NotDelivered(f"no TLS with {host}: {type(error).__name__}") from None
    finally:
        # Where TLS took over, this socket has been emptied already.
        sock.close()
