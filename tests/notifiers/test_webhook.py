"""Webhooks: where they may go, what they say, and what is made of the answer."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from notifiers import broken, claims
from notifiers.lives import SECRET
from notifiers.servers import a_notice, certified, free_port, trusting, webhook_server
from qoo10_cancel.adapters.notifiers.webhook import WebhookNotifier, _seconds
from qoo10_cancel.codec import from_json
from qoo10_cancel.errors import Malformed, NotDelivered, NotifierFailed, Undeliverable
from qoo10_cancel.notices import Notice, NoticeKind
from qoo10_cancel.testing.notifier_life import notices

NOON = datetime(2022, 8, 12, 3, 0, tzinfo=UTC)


def ours(url: str, *, private: bool = True, timeout: float = 5.0, **more: Any) -> WebhookNotifier:
    """Make our notifier, by default one that may call this machine."""
    return WebhookNotifier(
        url, SECRET, allow_http=True, allow_private=private, timeout=timeout, **more
    )


class TestHostileNetwork:
    """A webhook goes where it was configured to go, and nowhere else."""

    @pytest.mark.parametrize("claim", claims.CLAIMS, ids=lambda claim: claim.__name__)
    def test_every_claim_holds(self, claim: Callable[[claims.Make], None]) -> None:
        """Redirects, metadata, private addresses, rebinding, floods and drips."""
        claim(ours)

    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "2130706433",  # the same in decimal
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "127.1",
            "localhost",
            "0.0.0.0",  # noqa: S104
            "10.0.0.1",
            "172.16.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "2852039166",  # the same in decimal
            "0xa9fea9fe",
            "0251.0376.0251.0376",
            "168.63.129.16",
            "192.0.2.1",
            "192.0.0.192",
            "192.88.99.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:a9fe:a9fe]",
            "[::ffff:8.8.8.8]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::a9fe:a9fe]",
            "[2002:7f00:1::]",
            "[2001:0:7f00:1::]",
            "[fe80::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[fd20:ce::254]",
            "[fec0::1]",
            "[ff02::1]",
        ],
    )
    def test_no_spelling_of_a_private_address_gets_through(
        self, host: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Decimal, octal, hexadecimal, short, mapped, tunnelled: it is the address that counts."""
        monkeypatch.setattr(claims.DeadSocket, "addresses", [])
        monkeypatch.setattr(socket, "socket", claims.DeadSocket)

        with pytest.raises(Undeliverable, match="no public address"):
            ours(f"http://{host}/", private=False).notify(a_notice())

        assert claims.DeadSocket.addresses == []

    @pytest.mark.parametrize(
        "address",
        [
            "169.254.169.254",
            "168.63.129.16",
            "100.100.100.200",
            "fd00:ec2::254",
            "fd00:ec2::254%1",
            "fd20:ce::254",
            "fd00:c1::a9fe:a9fe",
            "192.0.0.192",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "2001:0:7f00:1::",
            "fe80::1",
            "0.0.0.0",  # noqa: S104
            "::",
            "224.0.0.1",
            "ff02::1",
            "240.0.0.1",
            "::ffff:127.0.0.1",
        ],
    )
    def test_some_are_not_called_even_where_private_ones_are(self, address: str) -> None:
        """Metadata, link-local, multicast, reserved: no receiver lives there."""
        with claims.names(address) as called, pytest.raises(Undeliverable):
            ours("http://innocent.example/").notify(a_notice())

        assert called == []

    def test_one_private_answer_among_public_ones_is_one_too_many(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name is not called at all when one of its addresses may not be."""
        both = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
            for address in ("93.184.215.14", "10.0.0.1")
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
        monkeypatch.setattr(socket, "socket", claims.DeadSocket)
        monkeypatch.setattr(claims.DeadSocket, "addresses", [])

        with pytest.raises(Undeliverable):
            ours("http://innocent.example/", private=False).notify(a_notice())

        assert claims.DeadSocket.addresses == []

    def test_a_proxy_of_the_environment_is_not_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What the environment says of proxies does not redirect us."""
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        server = webhook_server("http")
        server.receiver.requests.clear()

        ours(server.url).notify(a_notice())

        assert len(server.receiver.requests) == 1

    def test_no_password_of_the_environment_is_sent(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What .netrc says of the host is not for us."""
        netrc = tmp_path / ".netrc"
        netrc.write_text("machine localhost login owner password from-netrc\n")
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("HOME", str(tmp_path))
        server = webhook_server("http")
        server.receiver.requests.clear()

        ours(server.url).notify(a_notice())

        (request,) = server.receiver.requests
        assert request.headers.keys() == {
            *("Host", "Connection", "Content-Length", "Content-Type", "User-Agent"),
            *("webhook-id", "webhook-timestamp", "webhook-signature"),
        }

    def test_the_address_is_called_under_its_name(self) -> None:
        """The host of the URL stands in `Host` and in the TLS handshake, not its address."""
        names: list[str | None] = []
        context = certified("localhost")
        context.sni_callback = lambda _sock, name, _context: names.append(name)
        hosts: list[bytes] = []

        def shake(caller: socket.socket) -> None:
            with context.wrap_socket(caller, server_side=True) as secured:
                hosts.append(secured.recv(65_536).split(b"\r\n")[1])
                secured.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

        with claims.a_server(shake, reads=False) as url:
            name = url.replace("http://127.0.0.1", "https://LocalHost")
            ours(name, context=trusting()).notify(a_notice())

        assert names == ["localhost"]
        assert hosts == [f"Host: {name[8:-1]}".encode()]

    def test_endless_hints_end(self) -> None:
        """A receiver that says 103 for ever gets no more than the time of one notice."""

        def hint(caller: socket.socket) -> None:
            while True:
                caller.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000)

        with claims.a_server(hint) as url, pytest.raises(NotDelivered, match="TimeoutError"):
            ours(url, timeout=0.3).notify(a_notice())

    def test_a_change_of_protocol_is_no_answer(self) -> None:
        """101: nobody asked for it."""
        answer = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
        with (
            claims.a_server(lambda caller: caller.sendall(answer)) as url,
            pytest.raises(NotDelivered, match="RemoteProtocolError"),
        ):
            ours(url).notify(a_notice())

    def test_an_unknown_name_may_be_known_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """DNS out of order is an outage."""
        monkeypatch.setattr(socket, "getaddrinfo", _nothing_found)

        with pytest.raises(NotDelivered, match="not found"):
            ours("http://innocent.example/").notify(a_notice())

    def test_an_endless_head_is_not_read_to_its_end(self) -> None:
        """A reply of nothing but header lines ends in an error."""

        def send_header_lines(caller: socket.socket) -> None:
            caller.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100_000):
                caller.sendall(b"X: " + b"x" * 1000 + b"\r\n")

        with claims.a_server(send_header_lines) as url, pytest.raises(NotDelivered):
            ours(url).notify(a_notice())

    @pytest.mark.parametrize(
        "answer",
        [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 20", b"\x00" * 70_000],
    )
    def test_what_is_not_http_is_no_answer(self, answer: bytes) -> None:
        """Silence, another protocol and rubbish: not delivered."""
        with (
            claims.a_server(lambda caller: caller.sendall(answer)) as url,
            pytest.raises(NotDelivered),
        ):
            ours(url).notify(a_notice())

    def test_nobody_there_is_an_outage(self) -> None:
        """A closed port: not delivered."""
        with pytest.raises(NotDelivered, match="ConnectionRefusedError"):
            ours(f"http://127.0.0.1:{free_port()}/").notify(a_notice())


_TANAKA = {"reason": "other", "text": "田中様"}


def _nothing_found(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_AGAIN, "try again")


class TestTls:
    """The receiver shows who it is before anything is sent."""

    def posted_with(self, context: ssl.SSLContext | None) -> None:
        """Post to our receiver with that idea of whom to trust."""
        ours(webhook_server("https").url, context=context).notify(a_notice())

    def test_an_unknown_authority_is_not_trusted(self) -> None:
        """This machine does not know the receiver's authority: nothing is posted."""
        receiver = webhook_server("https").receiver
        receiver.requests.clear()

        with pytest.raises(NotDelivered, match="certificate of localhost does not hold"):
            self.posted_with(None)

        assert receiver.requests == []

    def test_a_certificate_for_another_name_does_not_hold(self) -> None:
        """The certificate must be for the host of the URL."""
        with (
            _a_tls_server(certified("other.example")) as url,
            pytest.raises(NotDelivered, match="does not hold"),
        ):
            ours(url, context=trusting()).notify(a_notice())

    def test_an_expired_certificate_does_not_hold(self) -> None:
        """Yesterday's certificate is none."""
        yesterday = datetime.now(UTC) - timedelta(days=1)
        with (
            _a_tls_server(certified("127.0.0.1", not_after=yesterday)) as url,
            pytest.raises(NotDelivered, match="does not hold"),
        ):
            ours(url, context=trusting()).notify(a_notice())

    def test_plain_http_is_no_tls(self) -> None:
        """A server that answers in plain text does not get the notice."""
        url = webhook_server("http").url.replace("http:", "https:")

        with pytest.raises(NotDelivered, match="no TLS"):
            ours(url, context=trusting()).notify(a_notice())

    def test_a_handshake_that_drips_in_ends(self) -> None:
        """The time is for the handshake, too."""
        rest = threading.Event()
        sent: list[bytes] = []

        def drip(caller: socket.socket) -> None:
            caller.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 KiB begins
            for _ in range(200):
                caller.sendall(b"\x02")
                sent.append(b"\x02")
                rest.wait(0.02)

        with (
            claims.a_server(drip, reads=False) as url,
            pytest.raises(NotDelivered, match="no TLS"),
        ):
            ours(url.replace("http:", "https:"), timeout=0.3).notify(a_notice())

        assert len(sent) < 100

    def test_a_context_that_trusts_anybody_is_not_taken(self) -> None:
        """Verification cannot be switched off."""
        with pytest.raises(Malformed, match="does not verify"):
            ours("https://hooks.example/", context=broken.trusts_anybody())


@contextmanager
def _a_tls_server(context: ssl.SSLContext) -> Iterator[str]:
    """Run a server that shakes hands and says no more; yields its URL."""

    def shake(caller: socket.socket) -> None:
        context.wrap_socket(caller, server_side=True).close()

    with claims.a_server(shake, reads=False) as url:
        yield url.replace("http:", "https:")


class TestAnswers:
    """What the receiver answers says whether trying again helps."""

    @pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
    def test_2xx_is_delivered(self, status: int) -> None:
        """Any 2xx."""
        server = webhook_server("http")

        with server.receiver.answering(status):
            ours(server.url).notify(a_notice())

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            *(
                (status, NotDelivered)
                for status in (
                    *(302, 303, 304, 307),
                    *(400, 401, 403, 404, 405, 408, 415, 421, 423, 425, 429, 451),
                    *(500, 501, 502, 503, 504, 505, 507, 599),
                )
            ),
            *((status, Undeliverable) for status in (301, 308, 410, 413, 422)),
        ],
    )
    def test_the_rest_fails(self, status: int, error: type[NotifierFailed]) -> None:
        """What may change is tried again; moved, gone, too large and invalid will not."""
        server = webhook_server("http")
        server.receiver.requests.clear()

        with server.receiver.answering(status), pytest.raises(error, match=str(status)):
            ours(server.url).notify(a_notice())

        assert len(server.receiver.requests) == 1

    def test_retry_after_is_passed_on(self) -> None:
        """The receiver says how long to wait."""
        server = webhook_server("http")

        with (
            server.receiver.answering(429, Retry_After="120"),
            pytest.raises(NotDelivered) as caught,
        ):
            ours(server.url).notify(a_notice())

        assert caught.value.retry_after == 120

    @pytest.mark.parametrize(
        ("retry_after", "seconds"),
        [
            (None, None),
            ("0", 0),
            ("90", 90),
            ("86401", 86_400),
            ("999999999", 86_400),
            ("-5", None),
            ("soon", None),
            (format_datetime(NOON + timedelta(seconds=75)), 75),
            ("Fri, 12 Aug 2022 03:01:00 GMT", 60),
            ("Fri, 12 Aug 2022 02:00:00 GMT", 0),
            ("Fri, 12 Aug 2050 02:00:00 GMT", 86_400),
            ("Fri, 12 Aug 2022 03:01:00 -0000", 60),
        ],
    )
    def test_retry_after_is_seconds_or_a_date(
        self, retry_after: str | None, seconds: float | None
    ) -> None:
        """Both forms of the header, bounded by a day."""
        assert _seconds(retry_after, NOON) == seconds

    @given(st.text() | st.from_regex(r"\w{3}, \d+ Aug \d+ \d+:\d+:\d+ ([+-]\d+|GMT)"))
    def test_any_retry_after_is_bounded(self, retry_after: str) -> None:
        """Whatever stands there: nothing, or 0 to 86,400 seconds."""
        wait = _seconds(retry_after, NOON)

        assert wait is None or 0 <= wait <= 86_400


class TestRequest:
    """What is posted can be checked, read back, and recognised."""

    @given(notice=notices())
    def test_the_document_holds_the_notice(self, notice: Notice) -> None:
        """The receiver reads back the very notice, and what it says."""
        document = json.loads(ours("https://hooks.example/", seller_lang="ko").body(notice))

        lang = "ja" if notice.to_buyer else "ko"
        assert from_json(document["notice"]) == notice
        assert document["lang"] == lang
        assert document["subject"] == notice.subject(lang)
        assert document["body"] == notice.body(lang)

    def test_the_request_is_signed_and_has_its_key(self) -> None:
        """The signature is of these bytes and this moment; the key is the notice's."""
        server = webhook_server("http")
        server.receiver.requests.clear()

        ours(server.url, clock=lambda: NOON).notify(a_notice())

        (posted,) = server.receiver.requests
        assert posted.path == "/qoo10?shop=1"
        assert posted.headers["Content-Type"] == "application/json"
        assert posted.headers["webhook-id"] == "698016773:4:refusal:buyer_mail"
        assert posted.headers["webhook-timestamp"] == "1660273200"
        signature = Webhook(SECRET).sign(a_notice().key, NOON, posted.body.decode())
        assert posted.headers["webhook-signature"] == signature

    @pytest.mark.parametrize("key", ["1.2", "a\r\nX-Evil: 1", "a b", "鍵", "", "x" * 201, "a\x00"])
    def test_a_key_that_is_no_id_is_not_sent(self, key: str) -> None:
        """No id is made of a key with line breaks, spaces, full stops or other characters."""
        with claims.names("93.184.215.14") as called, pytest.raises(Undeliverable):
            ours("http://hooks.example/").notify(a_notice(key=key))

        assert called == []

    def test_what_json_cannot_hold_is_undeliverable(self) -> None:
        """A number that is none, and a value that is not plain."""
        for value in (float("nan"), object()):
            notice = a_notice(NoticeKind.REQUEST, params={"until": "?", "value": value})
            with pytest.raises(Undeliverable):
                ours("https://hooks.example/").body(notice)

    def test_a_notice_without_its_params_is_undeliverable(self) -> None:
        """It cannot be put into words; another try would not help."""
        with pytest.raises(Undeliverable, match="lacks"):
            ours("https://hooks.example/").notify(a_notice(params={}))


class TestUrl:
    """A URL that is not plainly fit is not taken."""

    @pytest.mark.parametrize(
        "url",
        [
            "http://hooks.example/",
            "ftp://hooks.example/",
            "file:///etc/passwd",
            "hooks.example",
            "",
            "https://",
            "https:///path",
            "https://user:pass@hooks.example/",
            "https://user@hooks.example/",
            "https://hooks.example@evil.example/",
            "https://hooks.example\\@evil.example/",
            "https://hooks.example/#x",
            "https://hooks.example/#",
            "https://hooks.example:99999/",
            "https://hooks.example:x/",
            "https://[::1/",
            "https://[fe80::1%25eth0]/",
            "https://hooks.example/a b",
            "https://hooks.example/\r\nX-Evil: 1",
            "https://hooks\t.example/",
            "https://例え.example/",
            "https://ho%6fks.example/",
            "https://" + "a" * 300 + "/",
        ],
    )
    def test_it_is_refused_at_once(self, url: str) -> None:
        """Not by the first notice, but where it is configured."""
        with pytest.raises(Malformed):
            WebhookNotifier(url, SECRET)

    @pytest.mark.parametrize(
        "url",
        ["https://hooks.example", "https://Hooks.Example:8443/a/b?c=d", "https://[2a00::1]/"],
    )
    def test_a_plain_one_is_taken(self, url: str) -> None:
        """With or without a port, a path and a query."""
        WebhookNotifier(url, SECRET)


class TestSecrets:
    """Nothing that is secret is shown."""

    def test_neither_secret_nor_path_is_in_the_repr(self) -> None:
        """A path is often a secret of its own."""
        shown = repr(WebhookNotifier("https://hooks.example/T0K3N?k=T0K3N", SECRET))

        assert SECRET not in shown
        assert "T0K3N" not in shown
        assert "hooks.example" in shown

    def test_neither_is_in_an_error(self) -> None:
        """Not in what is raised, and not in what it was raised from."""
        notifier = ours(f"http://127.0.0.1:{free_port()}/T0K3N?k=T0K3N")

        with pytest.raises(NotDelivered) as caught:
            notifier.notify(a_notice())

        error: BaseException | None = caught.value
        while error is not None:
            assert SECRET not in repr(error)
            assert "T0K3N" not in repr(error)
            error = error.__cause__ or error.__context__

    def test_neither_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        """However much the libraries below say."""
        caplog.set_level(1)
        server = webhook_server("http")

        ours(server.url.replace("qoo10", "T0K3N")).notify(a_notice(params=_TANAKA))

        assert "http11" in caplog.text
        for text in ("T0K3N", SECRET, "田中"):
            assert text not in caplog.text

    @pytest.mark.parametrize(
        "secret",
        ["", "whsec_", "whsec_c2hvcnQ=", "whsec_" + "!" * 44, SECRET[6:], None, b"x" * 32],
    )
    def test_a_secret_has_its_form(self, secret: Any) -> None:
        """Anything else could be guessed, or is the wrong text."""
        with pytest.raises(Malformed, match=r"new_secret\(\) makes"):
            WebhookNotifier("https://hooks.example/", secret)
