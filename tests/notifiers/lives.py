"""Our notifiers, each before the suite, and what arrives at their far ends."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import attrs
from standardwebhooks import Webhook, WebhookVerificationError

from notifiers.servers import ReceivedRequest, mail_server, trusting, webhook_server
from qoo10_cancel._log import LOGGER
from qoo10_cancel.adapters.notifiers import (
    LoggingNotifier,
    MemoryNotifier,
    SmtpNotifier,
)
from qoo10_cancel.adapters.notifiers.apprise import AppriseNotifier
from qoo10_cancel.adapters.notifiers.smtp import message_id
from qoo10_cancel.adapters.notifiers.webhook import WebhookNotifier
from qoo10_cancel.codec import from_json
from qoo10_cancel.notices import Notice
from qoo10_cancel.ports import Notifier
from qoo10_cancel.testing import Arrival, NotifierLife

SECRET = "whsec_YW4gaW52ZW50ZWQgc2VjcmV0LCBvZiAzMiBieXRlcyE="  # noqa: S105


class MemoryLife(NotifierLife):
    """What is kept is what was given."""

    def make(self) -> Notifier:
        """Make one that holds nothing yet."""
        self.memory = MemoryNotifier()
        return self.memory

    def delivered(self) -> Sequence[Arrival]:
        """Read its list."""
        return [
            Arrival(kept.key, kept.subject("ja"), kept.body("ja"))
            for kept in self.memory.delivered
            for _ in range(self.memory.times(kept.key))
        ]


class Listener(logging.Handler):
    """Keeps the records."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.records.append(record)


class LoggedLife(NotifierLife):
    """A log shows which notice it was, and its subject."""

    def make(self) -> Notifier:
        """Make one, and somebody who listens."""
        self.listener = Listener()
        LOGGER.addHandler(self.listener)
        LOGGER.setLevel(logging.INFO)
        return LoggingNotifier()

    def teardown(self) -> None:
        """Leave the logger as it was."""
        LOGGER.removeHandler(self.listener)
        LOGGER.setLevel(logging.NOTSET)

    def delivered(self) -> Sequence[Arrival]:
        """Read the records."""
        return [
            Arrival(record.key, record.getMessage(), "")  # type: ignore[attr-defined]
            for record in self.listener.records
        ]

    def arrival_of(self, notice: Notice) -> Arrival:
        """One line; the body stays out."""
        return Arrival(notice.key, f"{notice.subject('ja')} [{notice.key}]", "")

    @contextmanager
    def outage(self) -> Iterator[None]:
        """Nobody listens."""
        LOGGER.setLevel(logging.ERROR)
        yield
        LOGGER.setLevel(logging.INFO)


class MailLife(NotifierLife):
    """A repeat is recognised by its Message-ID."""

    security = "none"

    def make(self) -> Notifier:
        """Empty the entry box."""
        server = mail_server(self.security)
        self.handler = server.handler
        self.handler.forget()
        return SmtpNotifier(
            server.settings,
            sender="shop@shop.example",
            seller="owner@shop.example",
            buyer=lambda notice: f"buyer-{notice.order_no}@mail.example",
            sender_name="秋葉原電機　楽天街道支店",
            seller_lang=self.seller_lang,
        )

    def delivered(self) -> Sequence[Arrival]:
        """Read the entry box."""
        return self.handler.arrivals

    def arrival_of(self, notice: Notice) -> Arrival:
        """Its Message-ID is made of its key."""
        mark = message_id(notice.key, "shop.example")
        return attrs.evolve(super().arrival_of(notice), mark=mark)

    def outage(self) -> AbstractContextManager[object]:
        """The server asks to try again."""
        return self.handler.saying(DATA="451 4.3.0 try again")


class StartTlsLife(MailLife):
    """With STARTTLS and a login; the seller reads English, whose subjects are folded."""

    security = "starttls"
    seller_lang = "en"


class TlsLife(MailLife):
    """TLS from the first byte; the seller reads Korean."""

    security = "tls"
    seller_lang = "ko"


class HookLife(NotifierLife):
    """A repeat is recognised by its key, in the signed id and in the document."""

    scheme = "http"

    def make(self) -> Notifier:
        """Forget the requests of before."""
        server = webhook_server(self.scheme)
        self.receiver = server.receiver
        self.receiver.requests.clear()
        return self.notifier_at(server.url)

    def notifier_at(self, url: str) -> Notifier:
        """Make the notifier; our receiver is on this very machine."""
        return WebhookNotifier(
            url,
            SECRET,
            seller_lang=self.seller_lang,
            allow_http=True,
            allow_private=True,
            context=trusting(),
        )

    def delivered(self) -> Sequence[Arrival]:
        """Read what was posted, and taken."""
        return [self.read(request) for request in self.receiver.requests]

    def read(self, request: ReceivedRequest) -> Arrival:
        """Read one request as a careful receiver does."""
        try:
            document = Webhook(SECRET).verify(request.body, request.headers)
        except WebhookVerificationError as error:
            raise AssertionError("the signature does not hold") from error
        notice = from_json(document["notice"])
        assert notice.key == request.headers["webhook-id"]
        return Arrival(notice.key, document["subject"], document["body"])

    def outage(self) -> AbstractContextManager[object]:
        """The receiver is busy."""
        return self.receiver.answering(503)


class ChatLife(NotifierLife):
    """A repeat is recognised by the last line of the message."""

    seller_lang = "zh-CN"

    def make(self) -> Notifier:
        """Make one that writes to our receiver, by Apprise's own JSON service."""
        server = webhook_server("http")
        self.receiver = server.receiver
        self.receiver.requests.clear()
        url = server.url.replace("http://", "json://").partition("?")[0]
        return AppriseNotifier(url, seller_lang=self.seller_lang)

    def delivered(self) -> Sequence[Arrival]:
        """Read what was posted."""
        return [self.read(request) for request in self.receiver.requests]

    def read(self, request: ReceivedRequest) -> Arrival:
        """Read one message as a person does."""
        message = json.loads(request.body)
        body, _, key = message["message"].rpartition("\n\n")
        return Arrival(key, message["title"], body)

    def outage(self) -> AbstractContextManager[object]:
        """The room is shut."""
        return self.receiver.answering(503)


class SecureHookLife(HookLife):
    """Over TLS; the seller reads Chinese."""

    scheme = "https"
    seller_lang = "zh-CN"
