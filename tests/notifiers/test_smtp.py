"""Mail: what is sent, to whom, and what is made of the server's replies."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifiers import broken, claims
from notifiers.servers import (
    PASSWORD,
    USER,
    MailServer,
    a_notice,
    certified,
    free_port,
    mail_server,
    parsed,
    text_of,
    trusting,
)
from qoo10_cancel.adapters.notifiers import SmtpNotifier, SmtpServer
from qoo10_cancel.adapters.notifiers.smtp import message_id
from qoo10_cancel.errors import Malformed, NotDelivered, NotifierFailed, Undeliverable
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.notices import Channel, Notice, NoticeKind
from qoo10_cancel.testing.notifier_life import notices

BUYER = "tanaka.hanako@mail.example"
PLAIN = SmtpServer("mail.example")
HEADERS = [
    "Date",
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
    "Content-Language",
]

names = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=60).map(
    lambda name: name.replace("=?", "").strip()
)


def ours(server: SmtpServer = PLAIN, **more: Any) -> SmtpNotifier:
    """Make our notifier."""
    given: dict[str, Any] = {"seller": "owner@shop.example", "buyer": lambda _: BUYER}
    return SmtpNotifier(server, "shop@shop.example", **(given | more))


@pytest.fixture
def server() -> MailServer:
    """Return the plain mail server with an empty entry box."""
    server = mail_server("none")
    server.handler.forget()
    return server


class TestMail:
    """A mail says what the notice says, in plain text, and can be recognised."""

    def test_it_arrives_with_everything_a_mail_needs(self, server: MailServer) -> None:
        """Date, sender, recipient, subject, id and text, as the notice has them."""
        ours(server.settings, sender_name="秋葉原　本店").notify(a_notice())

        (mail,) = server.handler.mails
        assert server.handler.recipients == [BUYER]
        assert mail["From"].addresses[0].display_name == "秋葉原　本店"
        assert mail["Date"].datetime == datetime(2022, 8, 12, 12, tzinfo=_JAPAN)
        assert mail["Content-Language"] == "ja"
        assert mail.get_content_type() == "text/plain"
        assert "発送済みです。" in text_of(mail)
        assert "698016773" in mail["Subject"]

    def test_a_repeat_is_the_same_mail(self, server: MailServer) -> None:
        """Byte by byte, so that a mail program shows one."""
        notifier = ours(server.settings)

        notifier.notify(a_notice())
        notifier.notify(a_notice())

        first, second = server.handler.raw
        assert first == second

    @given(notice=notices())
    def test_lines_are_short_and_plain(self, notice: Notice) -> None:
        """No server on the way has to break a line or knows more than ASCII."""
        raw = ours(sender_name="支店" * 30).mail(notice, BUYER).as_bytes()

        assert raw.isascii()
        assert max(map(len, raw.split(b"\r\n"))) <= 78
        assert raw.count(b"\n") == raw.count(b"\r\n")

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_subject_arrives_whole(self, lang: str) -> None:
        """However it is folded, a mail program reads what was written."""
        for kind, order_no in product(NoticeKind, ("1", "698016773", "1" * 20)):
            channel = Channel.SELLER
            notice = Notice("k", kind, channel, order_no, 1, _NOON, params=_EVERYTHING)

            mail = parsed(ours(seller_lang=lang).mail(notice, BUYER).as_bytes())

            assert mail["Subject"] == notice.subject(lang)

    @given(name=names.filter(bool))
    @example(name='Akihabara ストア 2, "1"  本店・支店 ' * 2 + ".")
    def test_a_senders_name_arrives_whole(self, name: str) -> None:
        """However long, in whatever script."""
        raw = ours(sender_name=name).mail(a_notice(), BUYER).as_bytes()

        # The newer reader of the standard library puts spaces between long names' parts.
        value = str(message_from_bytes(raw)["From"]).replace("\r\n", "")
        shown, _, address = value.rpartition(" <")
        assert str(make_header(decode_header(shown))) == name
        assert address == "shop@shop.example>"

    def test_the_domain_of_the_id_can_be_fixed(self) -> None:
        """So that a repeat is recognised although the sender has changed."""
        mail = ours(id_domain="ids.example").mail(a_notice(), BUYER)

        assert mail["Message-ID"] == message_id(a_notice().key, "ids.example")
        assert message_id("a", "x.example") != message_id("b", "x.example")

    def test_old_carrier_addresses_are_taken(self, server: MailServer) -> None:
        """Japanese carriers gave out addresses that end with a dot."""
        ours(server.settings, buyer=lambda _: "hana..ko.@docomo.example").notify(a_notice())

        assert server.handler.recipients == ["hana..ko.@docomo.example"]


_JAPAN = timezone(timedelta(hours=9))
_NOON = datetime(2022, 8, 12, 12, tzinfo=_JAPAN)
_EVERYTHING: dict[str, object] = {
    "what": "duty_missed",
    "reason": "other",
    "text": "発送済みです。",
    "until": "?",
    "due_at": "2022-08-13T00:00:00+09:00",
    "rule": "QC-14",
}

hostile = st.builds(
    "".join,
    st.lists(
        st.sampled_from(["\r\n", "\n", "\r", "Bcc: x@evil.example", "\x00", "\u2028", "\x85",
                         "\r\n\r\n<script>", "\r\n.\r\n", "=?utf-8?q?=0D=0ABcc:_x?=", "あ",
                         "\u202e", "%0d%0a", "{order_no}", "\ud800"]),
        max_size=4,
    ),
)  # fmt: skip


class TestInjection:
    """No field of a notice, and no address, makes a header or a second mail."""

    @given(
        key=hostile,
        params=st.fixed_dictionaries(
            dict.fromkeys(("text", "until", "due_at", "rule"), hostile),
            optional={"order_no": hostile, "reason": hostile | st.just("other")},
        ),
        kind=st.sampled_from(NoticeKind),
    )
    def test_no_notice_makes_a_header(
        self, key: str, params: dict[str, object], kind: NoticeKind
    ) -> None:
        """Either the mail has its ten headers and one text, or it is undeliverable."""
        notice = Notice(key, kind, Channel.SELLER, "698016773", 1, _NOON, params=params)
        try:
            raw = ours().mail(notice, BUYER).as_bytes()
        except Undeliverable:
            return

        mail = parsed(raw)
        assert mail.keys() == HEADERS
        assert not mail.is_multipart()
        assert mail["Subject"] == notice.subject("ja")
        assert text_of(mail) == notice.body("ja")

    @pytest.mark.parametrize(
        "address",
        [
            "x@a.example\r\nBcc: y@b.example",
            "x@a.example, y@b.example",
            "x@a.example>\r\nRCPT TO:<y@b.example",
            "X <x@a.example>",
            '"x y"@a.example',
            "x@a.example ",
            "花子@a.example",
            "x@例え.example",
            "x@[127.0.0.1]",
            "x",
            "",
            "@",
            "x\x00@a.example",
        ],
    )
    def test_only_one_plain_address_is_one(self, address: str) -> None:
        """Neither the sender's nor the seller's nor the buyer's is anything else."""
        with pytest.raises(Malformed):
            SmtpNotifier(PLAIN, address)
        with pytest.raises(Malformed):
            ours(seller=address)
        with pytest.raises(Undeliverable) as caught:
            ours(buyer=lambda _: address).notify(a_notice())

        assert not address or address not in str(caught.value)

    @pytest.mark.parametrize(
        "name", ["a\r\nBcc: x", "a\nb", "=?utf-8?q?x?=", "\u202eolleh", "x" * 61]
    )
    def test_a_name_is_one_line(self, name: str) -> None:
        """Nothing in it acts."""
        with pytest.raises(Malformed):
            ours(sender_name=name)

    def test_a_domain_is_one(self) -> None:
        """No Message-ID is made with anything else."""
        with pytest.raises(Malformed):
            ours(id_domain="x>\r\nBcc: y")


class TestReplies:
    """What the server says of a mail for good is for good; all else is worth another try."""

    @pytest.mark.parametrize(
        ("command", "reply", "error"),
        [
            ("MAIL", "550 5.7.1 not from you", Undeliverable),
            ("MAIL", "451 4.3.0 later", NotDelivered),
            ("MAIL", "421 4.3.2 closing", NotDelivered),
            ("MAIL", "530 5.7.0 authenticate first", NotDelivered),
            ("RCPT", "550 5.1.1 no such user", Undeliverable),
            ("RCPT", "552 mailbox full", Undeliverable),
            ("RCPT", "450 4.2.1 greylisted", NotDelivered),
            ("RCPT", "421 4.3.2 closing", NotDelivered),
            ("DATA", "554 5.7.1 looks like spam", Undeliverable),
            ("DATA", "552 5.3.4 too big", Undeliverable),
            ("DATA", "452 4.3.1 disk full", NotDelivered),
        ],
    )
    def test_replies_are_told_apart(
        self, server: MailServer, command: str, reply: str, error: type[NotifierFailed]
    ) -> None:
        """4xx: try again. 5xx of this mail: do not. 530: it is the session, not the mail."""
        with server.handler.saying(**{command: reply}), pytest.raises(error) as caught:
            ours(server.settings).notify(a_notice())

        assert reply[:3] in str(caught.value)
        assert server.handler.mails == []

    def test_one_call_is_one_session(self, server: MailServer) -> None:
        """Trying again is for whoever called."""
        with server.handler.saying(DATA="451 later"), pytest.raises(NotDelivered):
            ours(server.settings).notify(a_notice())

        assert server.handler.sessions == 1

    def test_a_failed_goodbye_is_no_failure(self, server: MailServer) -> None:
        """The mail is taken; raising now would send it again."""
        with server.handler.saying(QUIT="500 what?"):
            ours(server.settings).notify(a_notice())

        assert len(server.handler.mails) == 1

    def test_nobody_there_is_an_outage(self) -> None:
        """A closed port."""
        server = SmtpServer("127.0.0.1", "none", port=free_port())

        with pytest.raises(NotDelivered, match="ConnectionRefusedError"):
            ours(server).notify(a_notice())

    @pytest.mark.parametrize(
        "greeting", [b"", b"554 go away\r\n", b"rubbish\r\n" * 3, b"220 hi\r\n"]
    )
    def test_a_server_that_hangs_up_is_an_outage(self, greeting: bytes) -> None:
        """Before it greets, instead of it, or right after."""
        with _an_odd_server(greeting) as server, pytest.raises(NotDelivered):
            ours(server).notify(a_notice())

    def test_a_silent_server_is_not_waited_for_for_ever(self) -> None:
        """The time runs out."""
        with _an_odd_server(b"", stays=True) as server, pytest.raises(NotDelivered):
            ours(attrs.evolve(server, timeout=0.1)).notify(a_notice())

    @pytest.mark.parametrize("security", ["none", "starttls", "tls"])
    @pytest.mark.parametrize(
        ("greeting", "drop"),
        [(b"", b"220-welcome\r\n"), (b"", b"2"), (b"220 hello\r\n", b"250-more\r\n")],
    )
    def test_a_session_has_one_time_limit(
        self, security: Any, greeting: bytes, drop: bytes
    ) -> None:
        """A server that never says the last line of a reply does not hold a worker for ever."""
        with _a_dripping_server(greeting, drop, tls=security == "tls") as port:
            server = SmtpServer(
                "localhost",
                security,
                port=port,
                timeout=0.5,
                context=trusting(),
                local_hostname="shop.example",
            )
            began = time.monotonic()
            with pytest.raises(NotDelivered):
                ours(server).notify(a_notice())

        assert time.monotonic() - began < 5

    @pytest.mark.parametrize("greeting", [b"220-welcome\r\n", b"220 hello\r\n250-more\r\n"])
    def test_a_reply_without_end_is_not_kept(self, greeting: bytes) -> None:
        """A flood of lines ends the session before it fills the memory."""
        sent: list[int] = []

        def flood(caller: socket.socket) -> None:
            caller.sendall(greeting)
            line = greeting[-10:] if greeting.endswith(b"more\r\n") else greeting
            for _ in range(1000):
                caller.sendall(line * 4096)
                sent.append(len(line) * 4096)

        with claims.a_server(flood, reads=False) as url:
            port = int(url.rpartition(":")[2].strip("/"))
            settings = SmtpServer(
                "127.0.0.1", "none", port=port, timeout=20, local_hostname="shop.example"
            )
            with pytest.raises(NotDelivered, match=r"replies .* do not end"):
                ours(settings).notify(a_notice())

        assert sum(sent) < 20_000_000

    def test_neither_the_address_nor_the_servers_words_are_told(self, server: MailServer) -> None:
        """Both may name a person; the code says enough."""
        reply = f"550 5.1.1 <{BUYER}>: Hanako Tanaka has moved"

        with server.handler.saying(RCPT=reply), pytest.raises(Undeliverable) as caught:
            ours(server.settings).notify(a_notice())

        assert str(caught.value) == (
            "the mail server localhost did not take the recipient: 550 5.1.1"
        )
        assert caught.value.__suppress_context__


@contextmanager
def _an_odd_server(greeting: bytes, *, stays: bool = False) -> Iterator[SmtpServer]:
    """Run a server that says this to its first caller, and hangs up or just stays."""
    over = threading.Event()

    def serve() -> None:
        caller, _ = listener.accept()
        with closing(caller):
            caller.sendall(greeting)
            over.wait(20 if stays else 0.05)

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        yield SmtpServer("127.0.0.1", "none", port=port, timeout=5, local_hostname="shop.example")
        over.set()
        thread.join(timeout=20)


@contextmanager
def _a_dripping_server(greeting: bytes, drop: bytes, *, tls: bool) -> Iterator[int]:
    """Run a server that greets, and then says *drop* again and again; give its port."""
    over = threading.Event()

    def serve() -> None:
        caller, _ = listener.accept()
        with suppress(OSError):
            if tls:
                caller = certified("localhost").wrap_socket(caller, server_side=True)
            caller.sendall(greeting)
            while not over.wait(0.05):
                caller.sendall(drop)
        caller.close()

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        over.set()
        thread.join(timeout=20)


class TestSecurity:
    """Nothing is sent before the server has shown who it is."""

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_an_unknown_authority_is_not_trusted(self, security: str) -> None:
        """No password and no mail goes to a server that this machine does not trust."""
        server = mail_server(security)
        server.handler.forget()

        with pytest.raises(NotDelivered, match=r"certificate .*does not hold"):
            ours(attrs.evolve(server.settings, context=None)).notify(a_notice())

        assert server.handler.mails == []

    def test_another_name_is_not_trusted(self) -> None:
        """The certificate is for localhost, not for 127.0.0.1."""
        server = attrs.evolve(mail_server("starttls").settings, host="127.0.0.1")

        with pytest.raises(NotDelivered, match="certificate does not hold"):
            ours(server).notify(a_notice())

    def test_a_server_without_starttls_gets_nothing(self, server: MailServer) -> None:
        """Somebody on the way may have cut STARTTLS out of the greeting."""
        login = {"user": USER, "password": PASSWORD}
        settings = attrs.evolve(server.settings, security="starttls", **login)

        with pytest.raises(NotDelivered, match="offers no STARTTLS"):
            ours(settings).notify(a_notice())

        assert server.handler.mails == []

    def test_a_wrong_password_is_worth_another_try(self) -> None:
        """It says nothing of the notice, which waits until somebody has put it right."""
        server = attrs.evolve(mail_server("starttls").settings, password="the wrong one")  # noqa: S106

        with pytest.raises(NotDelivered, match="535 SMTPAuthenticationError") as caught:
            ours(server).notify(a_notice())

        assert "the wrong one" not in repr(caught.value)

    def test_verification_cannot_be_switched_off(self) -> None:
        """A TLS context that trusts anybody is not taken."""
        with pytest.raises(Malformed, match="does not verify"):
            SmtpServer("mail.example", context=broken.trusts_anybody())

    @pytest.mark.parametrize(
        "settings",
        [
            {"security": "none", "user": USER, "password": PASSWORD},
            {"security": "ssl"},
            {"security": None},
            {"user": USER},
            {"password": PASSWORD},
            {"user": USER, "password": "パスワード"},
        ],
    )
    def test_settings_that_cannot_be_meant_are_not_taken(self, settings: dict[str, Any]) -> None:
        """A password in plain text, half a login, an unknown word."""
        with pytest.raises(Malformed):
            SmtpServer("mail.example", **settings)

    def test_nothing_secret_is_shown(self) -> None:
        """Neither the password nor the addresses that belong to people."""
        server = SmtpServer("mail.example", user=USER, password=PASSWORD, context=trusting())

        shown = repr(ours(server))

        assert PASSWORD not in shown
        assert "owner@" not in shown


class TestRecipients:
    """The buyer's notices go to the buyer, the seller's to the seller, and nobody's to nobody."""

    def test_each_goes_to_its_own(self, server: MailServer) -> None:
        """The seller never gets the buyer's mail, nor the other way round."""
        notifier = ours(server.settings, seller_lang="zh_CN")

        notifier.notify(a_notice())
        notifier.notify(a_notice(NoticeKind.REQUEST))

        assert server.handler.recipients == [BUYER, "owner@shop.example"]
        assert [m["Content-Language"] for m in server.handler.mails] == ["ja", "zh-CN"]

    @pytest.mark.parametrize(
        ("kind", "settings"),
        [
            (NoticeKind.REFUSAL, {"buyer": None}),
            (NoticeKind.REFUSAL, {"buyer": lambda _: None}),
            (NoticeKind.REQUEST, {"seller": None}),
        ],
    )
    def test_without_an_address_nothing_is_sent(
        self, kind: NoticeKind, settings: dict[str, Any]
    ) -> None:
        """It says so, and does not ask to try again."""
        with pytest.raises(Undeliverable, match="no mail address"):
            ours(**settings).notify(a_notice(kind))
