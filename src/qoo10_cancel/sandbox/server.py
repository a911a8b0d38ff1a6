"""Serving a sandbox over HTTP, in a thread of its own."""

from __future__ import annotations

import os
import secrets
import socket
import ssl
import threading
from typing import Any, Final, Self

from ..errors import Malformed, MissingExtra
from .box import Box
from .shop import Shop

try:
    import uvicorn

    from .app import application
except ModuleNotFoundError as missing:
    if missing.name not in {"uvicorn", "starlette", "jinja2"}:
        raise
    raise MissingExtra("qoo10_cancel.sandbox", "sandbox") from None

__all__ = ["Sandbox"]

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_START: Final = 10.0


class Sandbox:
    """A local Qoo10 that is served while it is entered, or from `start` to `stop`.

    Args:
        host: The address to listen on; by default only this machine reaches it.
        port: The port to listen on; 0: any free port.
        token: The token that `/_sandbox` asks for; generated if other machines can reach it.
        certificate: Certificate and key files, to serve TLS.

    Raises:
        Malformed: Others could reach it over plain HTTP and *host* was not meant that way.

    >>> from qoo10_cancel.sandbox import Sandbox
    >>> with Sandbox() as sandbox:
    ...     shop = sandbox.open()
    ...     sandbox.qapi_url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        token: str | None = None,
        certificate: tuple[str, str] | None = None,
    ) -> None:
        self.box = Box()
        self.host = host
        self.token = token
        if host not in _LOOPBACK and token is None:
            self.token = secrets.token_urlsafe(18)
        self._port = port
        self._certificate = certificate
        self._socket: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def open(self, key: str | None = None, **options: Any) -> Shop:
        """Open a shop; see `Box.open` for the options."""
        return self.box.open(key, **options)

    @property
    def url(self) -> str:
        """Give the address, without a trailing slash."""
        scheme = "http" if self._certificate is None else "https"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self._port}"

    @property
    def qapi_url(self) -> str:
        """Give the address of QAPI, as `Qapi` takes it."""
        return f"{self.url}/GMKT.INC.Front.QAPIService/ebayjapan.qapi"

    def start(self) -> Self:
        """Listen and answer, in a thread of its own.

        Raises:
            Malformed: The port is in use, or *host* is not an address of this machine.
        """
        listener = self._listen()
        config = uvicorn.Config(
            application(self.box, token=self.token),
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            access_log=False,  # keys stand in URLs of the older forms
            log_level="critical",
            server_header=False,
            timeout_graceful_shutdown=1,
            ssl_certfile=self._certificate and self._certificate[0],
            ssl_keyfile=self._certificate and self._certificate[1],
            ssl_version=ssl.PROTOCOL_TLS_SERVER,
        )
        self._server = uvicorn.Server(config)
        self._socket = listener
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, daemon=True
        )
        self._thread.start()
        started = threading.Event()
        while not self._server.started:
            if not self._thread.is_alive():
                raise Malformed("the sandbox did not start; is the certificate right?")
            started.wait(0.005)
        return self

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        # asyncio sends at once (TCP_NODELAY) only where the protocol is named.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # elsewhere it would let two listen on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.host, self._port))
        except OSError as wrong:
            listener.close()
            raise Malformed(
                f"the sandbox cannot listen on {self.host} port {self._port}: {wrong.strerror}; "
                "choose another port (--port 8011, make sandbox PORT=8011; 0 is any free one)"
            ) from None
        listener.listen(128)
        self._port = listener.getsockname()[1]
        return listener

    def stop(self) -> None:
        """Stop answering; the shops stay."""
        if self._server is None or self._thread is None or self._socket is None:
            return
        self._server.should_exit = True
        self._thread.join(_START)
        self._socket.close()
        self._server = self._thread = self._socket = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()
