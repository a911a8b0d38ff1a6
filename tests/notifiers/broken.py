"""Notifiers that each break one promise; the suite or a claim must catch every one."""

from __future__ import annotations

import socket
import ssl
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import make_msgid
from ipaddress import ip_address
from typing import Any
from unittest import mock
from urllib.error import HTTPError
from urllib.parse import urlsplit

import attrs

from notifiers import lives
from notifiers.servers import mail_server
from qoo10_cancel.adapters.notifiers import SmtpNotifier, _http
from qoo10_cancel.adapters.notifiers._http import may_be_called
from qoo10_cancel.adapters.notifiers.signature import new_secret
from qoo10_cancel.adapters.notifiers.webhook import WebhookNotifier
from qoo10_cancel.errors import NotDelivered, Undeliverable
from qoo10_cancel.notices import Notice
from qoo10_cancel.ports import Notifier
from qoo10_cancel.testing import Arrival, NotifierLife


class Box:
    """A far end that can be cut off."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.cut = False
        self.asked = 0

    def put(self, mark: str, subject: str, body: str) -> None:
        """Take one notice."""
        self.asked += 1
        if self.asked > 1000:
            raise AssertionError("asked a thousand times")
        if self.cut:
            raise NotDelivered("cut off")
        self.arrivals.append(Arrival(mark, subject, body))


class BoxNotifier:
    """Keeps every promise."""

    def __init__(self, box: Box) -> None:
        self.box = box

    def notify(self, notice: Notice, /) -> None:
        """Put it into the box."""
        self.box.put(notice.key, notice.subject("ja"), notice.body("ja"))


class BoxLife(NotifierLife):
    """The suite for such a notifier."""

    notifier_class: type[BoxNotifier] = BoxNotifier

    def make(self) -> Notifier:
        """Make it, and an empty box."""
        self.box = Box()
        return self.notifier_class(self.box)

    def delivered(self) -> Sequence[Arrival]:
        """Look into the box."""
        return self.box.arrivals

    @contextmanager
    def outage(self) -> Iterator[None]:
        """Cut the box off."""
        self.box.cut, self.box.asked = True, 0
        yield
        self.box.cut = False


class DeliversNothing(BoxNotifier):
    """Says yes and does nothing."""

    def notify(self, notice: Notice, /) -> None:
        """Do nothing."""


class DeliversTwice(BoxNotifier):
    """Delivers a second time, under an id that nobody can recognise."""

    def notify(self, notice: Notice, /) -> None:
        """Put it in, and again."""
        super().notify(notice)
        self.box.put(f"{notice.key}#2", notice.subject("ja"), notice.body("ja"))


class RepeatsItself(BoxNotifier):
    """Delivers twice what was given once."""

    def notify(self, notice: Notice, /) -> None:
        """Put it in, and again."""
        super().notify(notice)
        super().notify(notice)


class SwallowsFailure(BoxNotifier):
    """Says yes when the way is cut."""

    def notify(self, notice: Notice, /) -> None:
        """Try, and keep quiet."""
        with suppress(NotDelivered):
            super().notify(notice)


class GivesUp(BoxNotifier):
    """Takes an outage for the end."""

    def notify(self, notice: Notice, /) -> None:
        """Try once and for all."""
        try:
            super().notify(notice)
        except NotDelivered:
            raise Undeliverable("never again") from None


class RetriesForever(BoxNotifier):
    """Does not come back while the way is cut."""

    def notify(self, notice: Notice, /) -> None:
        """Try, and try, and try."""
        while True:
            try:
                return super().notify(notice)
            except NotDelivered:
                continue


class NeverRecovers(BoxNotifier):
    """Stays broken after its first failure, and does not say so."""

    failed = False

    def notify(self, notice: Notice, /) -> None:
        """Try, unless it has failed before."""
        if self.failed:
            return
        self.failed = True
        super().notify(notice)
        self.failed = False


class PutsTextInSubject(BoxNotifier):
    """Shows the seller's own words where a header is."""

    def notify(self, notice: Notice, /) -> None:
        """Put it in with another subject."""
        text = str(notice.params.get("text", ""))
        self.box.put(notice.key, notice.subject("ja") + text, notice.body("ja"))


class CutsLongTexts(BoxNotifier):
    """Loses the end of a text."""

    def notify(self, notice: Notice, /) -> None:
        """Put in the first thousand characters."""
        self.box.put(notice.key, notice.subject("ja"), notice.body("ja")[:1000])


class SaysFalse(BoxNotifier):
    """Returns whether it has delivered, where it should raise."""

    def notify(self, notice: Notice, /) -> Any:
        """Put it in, and say whether that went well."""
        try:
            super().notify(notice)
        except NotDelivered:
            return False
        return True


class IsAsync(BoxNotifier):
    """Returns a coroutine that nobody awaits."""

    async def notify(self, notice: Notice, /) -> None:  # type: ignore[override]
        """Put it in, were it awaited."""
        super().notify(notice)


class ForgetsTheVersion(BoxNotifier):
    """Takes the second reminder of an order for the first."""

    def notify(self, notice: Notice, /) -> None:
        """Put it in under a mark without a version."""
        mark = f"{notice.order_no}:{notice.kind.value}"
        self.box.put(mark, notice.subject("ja"), notice.body("ja"))


class ExpectsNoVersion(BoxLife):
    """A life whose implementer believes that such a mark will do."""

    notifier_class = ForgetsTheVersion

    def arrival_of(self, notice: Notice) -> Arrival:
        """A mark without a version."""
        arrival = super().arrival_of(notice)
        return attrs.evolve(arrival, mark=f"{notice.order_no}:{notice.kind.value}")


class NewMessageIdEachTime(SmtpNotifier):
    """Sends mails of which no two are known for the same."""

    def mail(self, notice: Notice, to: str) -> EmailMessage:
        """Stamp it again."""
        mail = super().mail(notice, to)
        mail.replace_header("Message-ID", make_msgid(domain="shop.example"))
        return mail


class NewMessageIdLife(lives.MailLife):
    """The suite for such mails."""

    def make(self) -> Notifier:
        """Make it as ours is made."""
        super().make()
        find = "buyer@mail.example"
        return NewMessageIdEachTime(
            mail_server("none").settings,
            "shop@shop.example",
            seller="owner@shop.example",
            buyer=lambda _: find,
        )


class WrongSignatureLife(lives.HookLife):
    """The suite for a notifier that signs with another secret."""

    def notifier_at(self, url: str) -> Notifier:
        """Make it with that secret."""
        return WebhookNotifier(url, new_secret(), allow_http=True, allow_private=True)


def _life(cls: type[BoxNotifier]) -> type[BoxLife]:
    return type(f"{cls.__name__}Life", (BoxLife,), {"notifier_class": cls})


LIVES: Sequence[type[NotifierLife]] = (
    *(
        _life(cls)
        for cls in (
            DeliversNothing,
            DeliversTwice,
            RepeatsItself,
            SwallowsFailure,
            GivesUp,
            RetriesForever,
            NeverRecovers,
            SaysFalse,
            IsAsync,
            PutsTextInSubject,
            CutsLongTexts,
            ForgetsTheVersion,
        )
    ),
    ExpectsNoVersion,
    NewMessageIdLife,
    WrongSignatureLife,
)


# On a hostile network.


@attrs.frozen
class Naive:
    """What is written in five lines: redirects, any address, and all of the reply."""

    url: str
    timeout: float = 5.0

    def notify(self, notice: Notice, /) -> None:
        """Post it."""
        try:
            with urllib.request.urlopen(self.url, notice.key.encode(), self.timeout) as reply:  # noqa: S310
                reply.read()
        except HTTPError as error:
            error.close()
            raise Undeliverable("refused") from None
        except OSError:
            raise NotDelivered("no answer") from None


class LooksTwice(Naive):
    """Looks the host up, finds it fit, and has it looked up again to call it."""

    def notify(self, notice: Notice, /) -> None:
        """Look, then post."""
        host = urlsplit(self.url).hostname or ""
        for *_, addresses in socket.getaddrinfo(host, 80):
            if not may_be_called(ip_address(addresses[0])):
                raise Undeliverable("not there")
        super().notify(notice)


def naive(url: str, *, private: bool, timeout: float = 5.0) -> Notifier:
    """Make one that goes anywhere."""
    return Naive(url, timeout)


def looks_twice(url: str, *, private: bool, timeout: float = 5.0) -> Notifier:
    """Make one that looks before it leaps, and leaps elsewhere."""
    return LooksTwice(url, timeout)


def calls_anybody(url: str, *, private: bool, timeout: float = 5.0) -> Notifier:
    """Make ours with its check of addresses taken out."""

    class CallsAnybody(WebhookNotifier):
        def notify(self, notice: Notice, /) -> None:
            with mock.patch.object(_http, "may_be_called", return_value=True):
                super().notify(notice)

    return CallsAnybody(url, lives.SECRET, allow_http=True)


def allows_metadata(url: str, *, private: bool, timeout: float = 5.0) -> Notifier:
    """Make ours with link-local addresses taken for private ones."""

    class AllowsMetadata(WebhookNotifier):
        def notify(self, notice: Notice, /) -> None:
            def lenient(address: Any, *, allow_private: bool) -> bool:
                return allow_private or may_be_called(address)

            with mock.patch.object(_http, "may_be_called", lenient):
                super().notify(notice)

    return AllowsMetadata(url, lives.SECRET, allow_http=True, allow_private=private)


def trusts_anybody() -> ssl.SSLContext:
    """Make a TLS context that checks nothing."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


CAUGHT: Sequence[tuple[Callable[..., Notifier], str]] = (
    (naive, "no_redirect_is_followed"),
    (naive, "a_hint_is_no_answer"),
    (naive, "metadata_is_never_called"),
    (naive, "private_addresses_are_not_called"),
    (naive, "an_endless_reply_is_left_unread"),
    (naive, "a_reply_that_drips_in_ends"),
    (looks_twice, "a_name_that_changes_is_called_where_it_was_checked"),
    (calls_anybody, "private_addresses_are_not_called"),
    (allows_metadata, "metadata_is_never_called"),
)
"""Who breaks which claim."""
