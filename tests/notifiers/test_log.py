"""What reaches a log, and what does not."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifiers.lives import Listener
from notifiers.servers import a_notice
from qoo10_cancel._log import FIELDS, LOGGER, log_event, text_mark
from qoo10_cancel.adapters.notifiers import LoggingNotifier
from qoo10_cancel.errors import Malformed, NotDelivered
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.notices import NoticeKind


@pytest.fixture
def listener(caplog: pytest.LogCaptureFixture) -> Listener:
    """Return somebody who listens."""
    caplog.set_level(logging.INFO, LOGGER.name)
    listener = Listener()
    LOGGER.addHandler(listener)
    return listener


class TestLog:
    """No text and no person's data can reach a log."""

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        field=st.sampled_from(sorted(FIELDS)),
        text=st.text("あ漢Σ\r\n\t \x1b'\"", max_size=40).map("田中".__add__),
    )
    def test_no_text_gets_through_any_field(
        self, listener: Listener, field: str, text: str
    ) -> None:
        """Of whatever is no word, only the mark is logged, on one line."""
        log_event("tried", **{field: text, "codes": (text,)})

        record = listener.records[-1]
        assert text not in record.getMessage()
        assert getattr(record, field) in (text_mark(text), (text_mark(text),))
        assert record.getMessage().isprintable()

    @pytest.mark.parametrize("field", ["actor", "buyer", "name", "phone", "body", "message"])
    def test_other_fields_are_not_taken(self, field: str) -> None:
        """There is a list of fields, and names are not on it."""
        with pytest.raises(Malformed, match="is not logged"):
            log_event("tried", **{field: "x"})

    def test_fields_are_on_the_record(self, listener: Listener) -> None:
        """A host's own formatter finds them under their names."""
        log_event("refused", order_no="76206", codes=("QC-05", "QC-06"), version=3, state=None)

        record = listener.records[-1]
        assert vars(record)["event"] == "refused"
        assert vars(record)["codes"] == ("QC-05", "QC-06")
        assert record.getMessage() == "refused order_no=76206 codes=QC-05,QC-06 version=3"
        assert record.funcName == "test_fields_are_on_the_record"

    def test_a_mark_tells_texts_apart_and_no_more(self) -> None:
        """Its length and eight hex digits."""
        assert text_mark("あいう") == text_mark("あいう") != text_mark("あいえ")
        assert text_mark("あいう").startswith("len=3 sha256=")
        assert len(text_mark("あいう")) == 21

    def test_nothing_is_said_until_somebody_listens(self) -> None:
        """A library does not write to the screen of a host that has not asked for it."""
        code = "from qoo10_cancel._log import log_event; log_event('x', level=50, order_no='1')"

        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert run.stdout + run.stderr == ""


class TestLoggingNotifier:
    """The log shows the subject of a notice and which it was, never its body."""

    def test_the_text_stays_out(self, listener: Listener) -> None:
        """The mark is there, the text is not."""
        notice = a_notice(params={"reason": "other", "text": "田中様のご住所"})

        LoggingNotifier().notify(notice)

        record = listener.records[-1]
        assert "田中" not in repr(vars(record))
        assert vars(record)["kind"] == "refusal"
        assert vars(record)["order_no"] == "698016773"

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_subject_is_shown(self, listener: Listener, lang: str) -> None:
        """In the seller's language, so that somebody who reads the log knows what to do."""
        notice = a_notice(NoticeKind.REFUNDED)

        LoggingNotifier(seller_lang=lang).notify(notice)

        line = listener.records[-1].getMessage()
        assert line == f"{notice.subject(lang)} [698016773:4:refunded:seller]"

    def test_a_key_does_nothing_to_a_terminal(self, listener: Listener) -> None:
        """Whatever stands in it."""
        LoggingNotifier().notify(a_notice(key="\x1b[2J\n\u202e"))

        assert listener.records[-1].getMessage().isprintable()

    def test_nobody_listens_at_all(self) -> None:
        """A logger without a handler loses the line, whatever its level."""
        code = (
            "import logging\n"
            "from notifiers.servers import a_notice\n"
            "from qoo10_cancel.adapters.notifiers import LoggingNotifier\n"
            "LoggingNotifier(logging.CRITICAL).notify(a_notice())"
        )
        environ = {**os.environ, "PYTHONPATH": "tests"}

        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environ
        )

        assert "NotDelivered: the logger qoo10_cancel is not set up for CRITICAL" in run.stderr

    def test_nobody_listens(self, caplog: pytest.LogCaptureFixture) -> None:
        """A log that drops the line has not taken the notice."""
        caplog.set_level(logging.ERROR, LOGGER.name)

        with pytest.raises(NotDelivered, match="qoo10_cancel is not set up for INFO"):
            LoggingNotifier().notify(a_notice())
