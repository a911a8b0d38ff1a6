"""Chat rooms through Apprise: what is written, what counts as delivered, what is never shown."""

from __future__ import annotations

import json
import logging
import socket
import threading
from contextlib import closing, suppress
from urllib.parse import parse_qs

import pytest

from notifiers.servers import a_notice, free_port, webhook_server
from qoo10_cancel.adapters.notifiers.apprise import AppriseNotifier
from qoo10_cancel.errors import Malformed, NotDelivered, Undeliverable
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.notices import NoticeKind


def room(scheme: str = "json", path: str = "room") -> str:
    """Return an Apprise URL of a room at our receiver, which has forgotten what came before."""
    server = webhook_server("http")
    server.receiver.requests.clear()
    port = server.url.rpartition(":")[2].partition("/")[0]
    return f"{scheme}://localhost:{port}/{path}"


class TestMessage:
    """A room reads the subject, the body, and the key by which a repeat is recognised."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_it_says_what_the_notice_says(self, lang: str) -> None:
        """In the seller's language."""
        notice = a_notice(NoticeKind.REFUNDED)

        AppriseNotifier(room(), seller_lang=lang).notify(notice)

        (request,) = webhook_server("http").receiver.requests
        message = json.loads(request.body)
        assert message["title"] == notice.subject(lang)
        assert message["message"] == f"{notice.body(lang)}\n\n698016773:4:refunded:seller"

    def test_any_service_will_do(self) -> None:
        """Here one that posts a form."""
        notice = a_notice(NoticeKind.REQUEST)

        AppriseNotifier(room("form")).notify(notice)

        (request,) = webhook_server("http").receiver.requests
        assert parse_qs(request.body.decode())["title"] == [notice.subject("ja")]

    def test_a_notice_without_its_params_is_undeliverable(self) -> None:
        """It cannot be put into words; nothing is written."""
        with pytest.raises(Undeliverable, match="lacks"):
            AppriseNotifier(room()).notify(a_notice(params={}))

        assert webhook_server("http").receiver.requests == []


class TestAnswers:
    """Delivered is what every room has taken."""

    @pytest.mark.parametrize("status", [301, 400, 401, 404, 429, 500, 503])
    def test_no_is_no(self, status: int) -> None:
        """Apprise does not tell why: it is tried again."""
        notifier = AppriseNotifier(room())

        with (
            webhook_server("http").receiver.answering(status),
            pytest.raises(NotDelivered, match=r"failed: JSON$"),
        ):
            notifier.notify(a_notice())

    def test_one_of_two_is_not_delivered(self) -> None:
        """The other room has it; both get it again."""
        notifier = AppriseNotifier([room("form"), f"json://127.0.0.1:{free_port()}/"])

        with pytest.raises(NotDelivered, match=r"failed: JSON$"):
            notifier.notify(a_notice())

        assert len(webhook_server("http").receiver.requests) == 1

    def test_a_silent_room_is_not_waited_for_for_ever(self) -> None:
        """The time runs out."""
        over = threading.Event()

        def serve() -> None:
            caller, _ = listener.accept()
            over.wait(20)
            caller.close()

        with closing(socket.create_server(("127.0.0.1", 0))) as listener:
            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            notifier = AppriseNotifier(
                f"json://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.3
            )
            with pytest.raises(NotDelivered):
                notifier.notify(a_notice())
            over.set()
            thread.join(timeout=20)


class TestUrls:
    """URLs are checked when they are given, and never shown."""

    @pytest.mark.parametrize(
        "url", ["", "nonsense", "nonsense://T0K3N", "slack://T0K3N", "https://T0K3N.example/"]
    )
    def test_what_apprise_does_not_know_is_refused_at_once(
        self, url: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Without a word of it in the error or in the log."""
        caplog.set_level(1)

        with pytest.raises(Malformed, match="URL 2") as caught:
            AppriseNotifier([room(), url])

        assert "T0K3N" not in str(caught.value) + caplog.text

    @pytest.mark.parametrize("urls", [[], [None], [b"json://x"]])
    def test_urls_are_texts(self, urls: list[str]) -> None:
        """One or more."""
        with pytest.raises(Malformed, match="one or more Apprise URLs"):
            AppriseNotifier(urls)

    def test_only_the_service_is_in_the_repr(self) -> None:
        """Host, path, user and query may each be the secret."""
        shown = repr(AppriseNotifier(["json://T0K3N:T0K3N@T0K3N.example/T0K3N?a=T0K3N"]))

        assert shown == "AppriseNotifier(urls=['json://…'], seller_lang='ja', timeout=30.0)"

    @pytest.mark.parametrize("status", [204, 500])
    def test_nothing_of_it_is_logged(self, status: int, caplog: pytest.LogCaptureFixture) -> None:
        """However much the libraries below would say: neither the URL nor the text."""
        caplog.set_level(1)
        notifier = AppriseNotifier(room(path="T0K3N"))

        with webhook_server("http").receiver.answering(status), suppress(NotDelivered):
            notifier.notify(a_notice(params={"reason": "other", "text": "田中様"}))

        assert "T0K3N" not in caplog.text
        assert "田中" not in caplog.text

    def test_others_still_hear_what_apprise_says(self, caplog: pytest.LogCaptureFixture) -> None:
        """A host that uses Apprise itself keeps its log."""
        caplog.set_level(1)
        AppriseNotifier(room()).notify(a_notice())

        logging.getLogger("apprise").debug("of the host")

        assert caplog.messages[-1] == "of the host"
