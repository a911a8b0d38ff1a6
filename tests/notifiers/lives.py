"""Our four notifiers, each before the suite, and what arrives at their far ends."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

from notifiers.post_offices import Posted, hook_office, mail_office, trusting
from qoo10_cancel._log import LOGGER, text_mark
from qoo10_cancel.adapters.notifiers import (
    LoggingNotifier,
    MemoryNotifier,
    SmtpNotifier,
    WebhookNotifier,
    verify,
)
from qoo10_cancel.adapters.notifiers.smtp import message_id
from qoo10_cancel.codec import from_json
from qoo10_cancel.notices import Notice
from qoo10_cancel.ports import Notifier
from qoo10_cancel.testing import Arrival, NotifierLife

SECRET = "a secret that was invented here"  # noqa: S105


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
    """A log shows which notice it was, and the mark of its text."""

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
        said = [vars(record) for record in self.listener.records]
        return [Arrival(each["key"], each["event"], each["text"]) for each in said]

    def arrival_of(self, notice: Notice) -> Arrival:
        """No words, only their mark."""
        return Arrival(notice.key, "notice", text_mark(notice.body("ja")))

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
        office = mail_office(self.security)
        self.postmaster = office.postmaster
        self.postmaster.forget()
        return SmtpNotifier(
            office.server,
            sender="shop@shop.example",
            seller="owner@shop.example",
            buyer=lambda notice: f"buyer-{notice.order_no}@mail.example",
            sender_name="秋葉原電機　楽天街道支店",
            seller_lang=self.seller_lang,
        )

    def delivered(self) -> Sequence[Arrival]:
        """Read the entry box."""
        return self.postmaster.arrivals

    def arrival_of(self, notice: Notice) -> Arrival:
        """Its Message-ID is made of its key."""
        said = super().arrival_of(notice)
        return Arrival(message_id(notice.key, "shop.example"), said.subject, said.body)

    def outage(self) -> AbstractContextManager[object]:
        """The server asks to try again."""
        return self.postmaster.saying(DATA="451 4.3.0 try again")


class StartTlsLife(MailLife):
    """With STARTTLS and a login; the seller reads English, whose subjects are folded."""

    security = "starttls"
    seller_lang = "en"


class TlsLife(MailLife):
    """TLS from the first byte; the seller reads Korean."""

    security = "tls"
    seller_lang = "ko"


class HookLife(NotifierLife):
    """A repeat is recognised by its key, in the header and in the document."""

    scheme = "http"

    def make(self) -> Notifier:
        """Clear the receiver's desk."""
        office = hook_office(self.scheme)
        self.hook = office.hook
        self.hook.requests.clear()
        return self.notifier_at(office.url)

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
        return [self.read(posted) for posted in self.hook.requests]

    def read(self, posted: Posted) -> Arrival:
        """Read one request as a careful receiver does."""
        verify(posted.body, posted.headers["X-Signature"], secret=SECRET, at=datetime.now(UTC))
        said = json.loads(posted.body)
        notice = from_json(said["notice"])
        assert notice.key == posted.headers["Idempotency-Key"]
        return Arrival(notice.key, said["subject"], said["body"])

    def outage(self) -> AbstractContextManager[object]:
        """The receiver is busy."""
        return self.hook.answering(503)


class SecureHookLife(HookLife):
    """Over TLS; the seller reads Chinese."""

    scheme = "https"
    seller_lang = "zh-CN"
