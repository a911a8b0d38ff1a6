"""Real servers on this machine for mail and webhooks, which keep what they are given."""

# What a server calls has the names and arguments that the server gives it.
# ruff: noqa: ARG002, D102, N802

from __future__ import annotations

import email
import email.policy
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import attrs
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from qoo10_cancel.adapters.notifiers import SmtpServer
from qoo10_cancel.notices import Channel, Notice, NoticeKind
from qoo10_cancel.testing import Arrival

OPEN = ExitStack()
"""Closed when the tests are over."""

USER, PASSWORD = "shop", "an invented password"


@cache
def authority() -> trustme.CA:
    """Return the authority that our servers' certificates come from."""
    return trustme.CA()


@cache
def trusting() -> ssl.SSLContext:
    """Return a TLS context that trusts our authority and nobody else."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


def certified(*names: str, not_after: datetime | None = None) -> ssl.SSLContext:
    """Return the TLS context of a server of these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(*names, not_after=not_after).configure_cert(context)
    return context


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class MailHandler:
    """Takes mail, or gives the replies it is set to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.arrivals: list[Arrival] = []
        self.recipients: list[str] = []
        self.sessions = 0
        self.replies: dict[str, str] = {}

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self.replies.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.replies.get("RCPT", "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        reply = self.replies.get("DATA", "250 OK")
        if reply.startswith("2"):
            self.raw.append(envelope.content)
            mail = parsed(envelope.content)
            self.mails.append(mail)
            self.arrivals.append(Arrival(mail["Message-ID"], mail["Subject"], text_of(mail)))
            self.recipients += envelope.rcpt_tos
        return reply

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:
        return self.replies.get("QUIT", "221 Bye")

    def forget(self) -> None:
        """Start again."""
        self.__init__()  # type: ignore[misc]

    @contextmanager
    def saying(self, **replies: str) -> Iterator[None]:
        """Answer these commands in this way."""
        self.replies = replies
        yield
        self.replies = {}


def parsed(raw: bytes) -> EmailMessage:
    """Read a mail as a mail program does."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(mail: EmailMessage) -> str:
    """Read the text, whose lines end with CRLF on the way and whose last line ends as well."""
    return str(mail.get_content()).replace("\r\n", "\n").removesuffix("\n")


@attrs.frozen(eq=False)
class MailServer:
    """An SMTP server that runs, and how to reach it."""

    handler: MailHandler
    settings: SmtpServer


@cache
def mail_server(security: str) -> MailServer:
    """Return the mail server that is secured in this way; it starts with the first question."""
    handler, port = MailHandler(), free_port()
    tls = certified("localhost") if security != "none" else None
    more: dict[str, Any] = {"tls": {"ssl_context": tls}, "none": {}}.get(security) or {}
    if security == "starttls":
        more = {"tls_context": tls, "require_starttls": True}
    if security != "none":
        more |= {"authenticator": _may_enter, "auth_require_tls": security == "starttls"}
    controller = Controller(handler, "127.0.0.1", port, ready_timeout=30, **more)
    controller.start()
    OPEN.callback(controller.stop)
    login = {} if security == "none" else {"user": USER, "password": PASSWORD}
    server = SmtpServer(
        "localhost",
        security,  # type: ignore[arg-type]
        port=port,
        context=trusting(),
        local_hostname="shop.example",
        timeout=10,
        **login,  # type: ignore[arg-type]
    )
    return MailServer(handler, server)


def _may_enter(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@attrs.frozen
class ReceivedRequest:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Takes webhooks, or gives the answer it is set to."""

    def __init__(self) -> None:
        self.requests: list[ReceivedRequest] = []
        self.status = 204
        self.headers: dict[str, str] = {}
        self.flood = 0

    @contextmanager
    def answering(self, status: int, flood: int = 0, **headers: str) -> Iterator[None]:
        """Answer in this way; `Retry_After` stands for `Retry-After`."""
        self.status, self.flood = status, flood
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        yield
        self.status, self.flood, self.headers = 204, 0, {}


@attrs.frozen(eq=False)
class WebhookServer:
    """An HTTP server that runs, and how to reach it."""

    receiver: Receiver
    url: str


@cache
def webhook_server(scheme: str) -> WebhookServer:
    """Return the webhook receiver of that scheme; it starts with the first question."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.requests.append(ReceivedRequest(self.path, dict(self.headers), body))
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if receiver.flood:
                self.flood()

        def flood(self) -> None:
            try:
                for _ in range(receiver.flood):
                    self.wfile.write(b"x" * 65_536)
            except OSError:
                pass  # the caller hung up

        def do_GET(self) -> None:
            receiver.requests.append(ReceivedRequest(self.path, dict(self.headers), b""))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if scheme == "https":
        server.socket = certified("localhost", "127.0.0.1").wrap_socket(
            server.socket, server_side=True
        )
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    OPEN.callback(server.server_close)
    OPEN.callback(server.shutdown)
    return WebhookServer(receiver, f"{scheme}://localhost:{server.server_port}/qoo10?shop=1")


def a_notice(kind: NoticeKind = NoticeKind.REFUSAL, **changes: Any) -> Notice:
    """Return one notice to the buyer, or with other fields."""
    channel = Channel.BUYER_MAIL if kind is NoticeKind.REFUSAL else Channel.SELLER
    at = datetime(2022, 8, 12, 12, tzinfo=timezone(timedelta(hours=9)))
    params: dict[str, object] = {
        NoticeKind.REFUSAL: {"reason": "other", "text": "発送済みです。"},
        NoticeKind.REFUNDED: {"rule": "QC-14"},
        NoticeKind.REQUEST: {"until": "?"},
    }.get(kind, {})
    key = f"698016773:4:{kind.value}:{channel.value}"
    plain = Notice(key, kind, channel, "698016773", 4, at, params=params)
    return attrs.evolve(plain, **changes)
