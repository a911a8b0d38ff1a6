"""Each command, as somebody at a terminal meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import signal
import socket
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cli import claims
from cli.command_line import (
    ALSO_ASKED,
    ASKED,
    DATA,
    DELAYED,
    EXAMPLES,
    FILES,
    NOON,
    PACKED,
    Shop,
    a_shop,
    value_of,
)
from qoo10_cancel import JST, Evidence, Order, State, from_json, json_schema, to_json
from qoo10_cancel.adapters.qapi import Qapi
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.cli import main, notifiers
from qoo10_cancel.cli.app import COMMANDS as HEADINGS
from qoo10_cancel.cli.commands.describing import DOCUMENTS
from qoo10_cancel.cli.details import EVENT_NAMES
from qoo10_cancel.cli.words import say
from qoo10_cancel.desk import ANSWERS, Desk, DispatchReport
from qoo10_cancel.errors import StoreFailed
from qoo10_cancel.events import COMMANDS
from qoo10_cancel.messages import LANGUAGES, problem_text, word
from qoo10_cancel.policy import Policy
from qoo10_cancel.ports import HistoryRow
from qoo10_cancel.sandbox import Sandbox, ShopClock
from qoo10_cancel.sandbox import Shop as QooShop
from qoo10_cancel.wording.templates import READY_TEXTS

T = TypeVar("T")
WEBHOOK_SECRET = "whsec_YW4gaW52ZW50ZWQgc2VjcmV0LCBvZiAzMiBieXRlcyE="  # noqa: S105
DOCS = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
BAD = str(DATA / "DeliveryManagement_detail_ja_bad.csv")
FINE = "ご注文の商品は本日の朝に梱包を終え、配送会社へ引き渡しましたので、お受けできません。"
LATE = (
    "商品の入荷が遅れているため、キャンセルのご要望にはお応えいたしかねます。何卒ご了承ください。"
)


@pytest.fixture
def shop() -> object:
    """Give a shop with the sample files taken in."""
    with a_shop() as opened:
        yield opened


class TestImport:
    """Good rows are taken in, bad ones are listed, and the exit code says so."""

    def test_again_changes_nothing(self, shop: Shop) -> None:
        """The same files a second time change nothing."""
        document = shop.json("import", *FILES)

        assert (document["new"], document["changed"], document["problems"]) == (0, 0, [])

    def test_the_order_of_files_does_not_matter(self) -> None:
        """Two files tell the same, whichever is named first."""
        with a_shop(empty=True) as one, a_shop(empty=True) as other:
            one.run("import", *FILES)
            other.run("import", *reversed(FILES))

            assert one.json("export", "orders") == other.json("export", "orders")

    def test_bad_rows(self) -> None:
        """A file with bad rows ends with 3; its good rows are there."""
        with a_shop(empty=True) as shop:
            ended = shop.run("import", BAD)
            document = shop.json("import", BAD)

            assert ended.code == 3
            assert "DeliveryManagement_detail_ja_bad.csv" in ended.out
            assert {problem["line"] for problem in document["problems"]} >= {3, 4, 5}
            assert shop.json("export", "orders")["rows"]

    def test_a_complete_list_speaks_of_what_is_not_in_it(self, shop: Shop, tmp_path: Path) -> None:
        """A request of the queue that it does not show is asked about; without, nothing is."""
        claims = tmp_path / "ClaimGrid_zh.csv"
        rows = Path(FILES[1]).read_bytes().splitlines(keepends=True)
        claims.write_bytes(b"".join(row for row in rows if ASKED.encode() not in row))
        later = ("--at", "2022-08-12T13:00:00+09:00")

        some = shop.json("import", str(claims), *later)
        document = shop.json("import", str(claims), "--complete", *later)

        assert not any(row["questions"] for row in some["observed"])
        asked = {row["order_no"]: row["questions"] for row in document["observed"]}
        assert [question["detail"] for question in asked[ASKED]] == ["request-gone"]
        assert shop.json("board")["asked"] == 1

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_what_is_skipped_is_named(self, shop: Shop, lang: str) -> None:
        """An order whose stored row cannot be read is named; where there is none, none is."""
        skipped = say("intake.skipped", lang, count=1)
        assert skipped not in shop.run("import", *FILES, "--lang", lang).out
        cut = "UPDATE qc_orders SET body = substr(body, 1, 9) WHERE order_no = ?"
        with closing(sqlite3.connect(shop.store)) as connection, connection:
            connection.execute(cut, (ASKED,))

        output = shop.run("import", *FILES, "--lang", lang).out
        document = shop.json("import", *FILES)

        assert shop.run("import", *FILES).code == 3
        assert skipped in output
        assert f"  {ASKED}" in output
        assert document["skipped"] == [ASKED]
        assert document["unchanged"] > 0

    def test_what_is_set_aside_is_named(self) -> None:
        """Orders that are not about cancelling are listed with what they are about."""
        with a_shop(empty=True) as shop:
            output = shop.run("import", *FILES, str(DATA / "GetClaimInfo_V3.json")).out

        assert "698016779  not paid" in output
        assert "698016768  a return" in output

    def test_one_file_of_two(self, shop: Shop) -> None:
        """A file that cannot be read does not keep the other out."""
        ended = shop.run("import", FILES[0], "no-such.csv", "--json")

        assert ended.code == 3
        assert [problem["source"] for problem in ended.document["problems"]] == ["no-such.csv"]

    def test_a_long_path_is_shown_whole(self, shop: Shop) -> None:
        """A file that is not there is named as it was typed, from end to end."""
        path = f"/no such folder/{'delivery-management-' * 6}.csv"

        alone, beside = shop.run("import", path), shop.run("import", FILES[0], path)

        assert path in alone.err
        assert "".join(path.split()) in "".join(beside.out.split())

    def test_nothing_readable(self) -> None:
        """When no file can be read, it ends with 2 and makes no store."""
        with a_shop(empty=True) as shop:
            ended = shop.run("import", "no-such.csv")

            assert ended.code == 2
            assert not shop.store.exists()

    def test_nothing_readable_is_named_whole(self, shop: Shop) -> None:
        """When no file can be read, each of them is named, in words and in JSON."""
        args = ("import", "no-such.csv", "nor-this.csv")

        ended, document = shop.run(*args), shop.json(*args)

        for message in (ended.err, document["message"]):
            assert "no-such.csv: " in message
            assert "nor-this.csv: " in message
        assert document["kind"] == "Unreadable"

    def test_a_long_list_is_cut_and_says_so(self) -> None:
        """Of more than twenty bad rows the first are shown, and how many more there are."""
        with a_shop(empty=True) as shop:
            ended = shop.run("import", FILES[0], *(f"no-{n}.csv" for n in range(21)))

        assert "no-19.csv" in ended.out
        assert "no-20.csv" not in ended.out
        assert "and 1 more" in ended.out

    def test_a_file_speaks_of_when_it_was_written(self) -> None:
        """Without a moment, what a file says is as old as the file."""
        with a_shop(empty=True) as shop:
            old = shop.folder / "old.csv"
            old.write_bytes(Path(FILES[0]).read_bytes())
            os.utime(old, (1_660_300_000, 1_660_300_000))

            shop.run("import", str(old), at=None)

            moments = {row["recorded_at"] for row in shop.json("export", "history")["rows"]}
            orders = shop.json("export", "orders")["rows"]
            assert all(order.get("last_at", "") < "2022-08-13" for order in orders)
            assert all(moment > "2022-08-13" for moment in moments)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_all_are_ahead_of_the_clock(self, lang: str) -> None:
        """Every order is left out: it ends with 3, and says how many there are."""
        with a_shop(empty=True) as shop:
            args = ("import", *FILES, "--seen-at", "2022-08-12 12:06 JST", "--lang", lang)

            ended, document = shop.run(*args), shop.json(*args)

        left_out = {row["order_no"] for row in document["observed"]}
        assert ended.code == 3
        assert document["new"] == 0
        assert left_out
        assert say("intake.ahead", lang, count=len(left_out)) in ended.out

    def test_some_are_ahead_of_the_clock(self, shop: Shop, tmp_path: Path) -> None:
        """What shows a later moment is left out, the others are taken in; it ends with 3."""
        reply = json.loads((DATA / "GetClaimInfo_V3.json").read_text("utf-8"))
        rows = reply["ResultObject"]
        later = next(row for row in rows if row["claimStatus"] == "1")
        later["requestDate"] = "2022-08-12 12:06:00"
        file = tmp_path / "claims.json"
        file.write_text(json.dumps(reply), encoding="utf-8")

        ended = shop.run("import", str(file))

        assert ended.code == 3
        assert say("intake.ahead", "en", count=1) in ended.out


@pytest.fixture
def qoo10(monkeypatch: pytest.MonkeyPatch) -> Iterator[QooShop]:
    """Serve a local Qoo10 with an open request, and let `sync` ask it without a pause."""
    defaults = Qapi.__init__.__kwdefaults__
    monkeypatch.setitem(defaults, "pace", 0.0)
    monkeypatch.setitem(defaults, "sleep", lambda _seconds: None)
    with Sandbox() as sandbox:
        served = sandbox.open(clock=ShopClock(datetime(2022, 8, 12, 12, tzinfo=JST)))
        served.place(State.CANCEL_REQUESTED)
        monkeypatch.setenv("QOO10_CANCEL_QAPI_KEY", served.key)
        monkeypatch.setenv("QOO10_CANCEL_QAPI_URL", sandbox.qapi_url)
        yield served


@pytest.mark.usefixtures("qoo10")
class TestSync:
    """A store is made once the first poll has succeeded, and never by a dry run."""

    def test_the_first_poll_makes_the_store(self) -> None:
        """What Qoo10 shows is in it."""
        with a_shop(empty=True) as shop:
            assert shop.run("sync").code == 0
            assert shop.json("queue")["count"] == 1

    def test_a_dry_run_makes_none(self) -> None:
        """It says what would change, and a wrong path stays an error."""
        with a_shop(empty=True) as shop:
            document = shop.json("sync", "--dry-run")

            assert (document["new"], document["dry_run"]) == (1, True)
            assert list(shop.folder.iterdir()) == []
            assert shop.run("queue").code == 4

    def test_a_dry_run_changes_none(self, shop: Shop) -> None:
        """A store that is there is only read; the real run then does what was said."""
        before = shop.store.read_bytes()

        dry = shop.json("sync", "--dry-run")

        assert shop.store.read_bytes() == before
        assert shop.json("sync") == {**dry, "dry_run": False}
        assert shop.store.read_bytes() != before

    @pytest.mark.parametrize("wrong", ["key", "url"])
    def test_a_failed_poll_makes_none(self, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
        """A key that is refused, or nobody at the address: 5, and no file is left."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        values = {"key": "a-wrong-secret", "url": f"http://127.0.0.1:{port}"}
        monkeypatch.setenv(f"QOO10_CANCEL_QAPI_{wrong.upper()}", values[wrong])
        with a_shop(empty=True) as shop:
            assert shop.run("sync").code == 5
            assert list(shop.folder.iterdir()) == []
            assert shop.run("queue").code == 4

    def test_what_is_ahead_of_the_clock_is_left_out(self, qoo10: QooShop) -> None:
        """A clock so far behind Qoo10's that the request lies ahead leaves it out, with 3."""
        with a_shop(empty=True) as shop:
            ended = shop.run("sync", at=(qoo10.clock() - timedelta(minutes=90)).isoformat())

            assert ended.code == 3
            assert say("intake.ahead", "en", count=1) in ended.out


class TestAsking:
    """Asking changes nothing and tells everything."""

    def test_queue(self, shop: Shop) -> None:
        """The dearest comes first, with the time left."""
        shop.run("refuse", ASKED, *PACKED, "--yes")

        document = shop.json("queue", at="2022-08-12 22:30 JST")
        ended = shop.run("queue", "--limit", "1", at="2022-08-12 22:30 JST")

        assert document["waiting"][0]["order"]["order_no"] == ASKED
        assert document["waiting"][0]["until"] == "2022-08-13T00:00:00+09:00"
        assert "1:30" in ended.out
        assert f"and {document['count'] - 1} more" in ended.out

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_when_qoo10_last_listed_an_order(self, shop: Shop, lang: str) -> None:
        """One moment for all, and each order's own where another import left some out."""
        moment = "2022-08-12 12:00"
        assert moment in shop.run("queue", "--lang", lang).out.splitlines()[-1]
        shown = shop.run("show", ASKED, "--lang", lang, env={"COLUMNS": "100"}).out
        assert shown.count(say("listed.yes", lang, moment=moment)) == 2

        shop.run("import", FILES[1], at="2022-08-12 18:00 JST")
        env, later = {"COLUMNS": "120"}, "2022-08-12 18:30 JST"
        output = shop.run("queue", "--lang", lang, at=later, env=env).out

        assert say("col.listed", lang) in output
        rows = {
            row.split()[1]: row.split()[-1] for row in output.splitlines() if "69801677" in row
        }
        assert (rows[ASKED], rows["698016777"]) == ("0:30", "6:30")
        [looks] = [
            row["order"]["looks"]
            for row in shop.json("queue", at=later)["waiting"]
            if row["order"]["order_no"] == ASKED
        ]
        assert looks["claims_at"] == "2022-08-12T18:00:00+09:00"
        assert looks["shipping_at"] == "2022-08-12T12:00:00+09:00"

    def test_show(self, shop: Shop) -> None:
        """The countdown runs; what comes by itself is told."""
        shop.run("refuse", ASKED, *PACKED, "--yes", "--actor", "sato")

        output = shop.run("show", ASKED, at="2022-08-12 14:05 JST").out

        for part in ("9:55 left", "(sato)", "(by itself)", "in 9:55", "2022-08-13 00:00"):
            assert part in output

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", ["cancel", "requested", "shipping", "delayed", "answer"]),
            ("ja", ["キャンセル", "要請", "回答", "配送", "発送"]),
            ("zh-CN", ["取消要求", "处理取消要求", "运送延期"]),
            ("ko", ["취소요청", "요청에", "답변", "배송지연"]),
        ],
    )
    @pytest.mark.parametrize("columns", range(40, 84, 4))
    def test_queue_breaks_no_word(
        self, shop: Shop, columns: int, lang: str, words: list[str]
    ) -> None:
        """However narrow the terminal, each word stands in one piece, within its edge."""
        output = shop.run("queue", "--lang", lang, env={"COLUMNS": str(columns)}).out

        assert [part for part in words if part not in output] == []
        assert all(cell_len(line) <= columns for line in output.splitlines())

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_show_says_what_to_type_and_why_not(self, shop: Shop, lang: str) -> None:
        """Each command stands under the word that is typed; a code comes with its sentence."""
        output = shop.run("show", ASKED, "--lang", lang, env={"COLUMNS": "120"}).out

        for name in ("set-ship-date", "evidence", "refuse", "approve", "ask-withdrawal", "ship"):
            assert re.search(rf"^  {name} ", output, re.MULTILINE)
        assert f"QC-19 {word('rule.QC-19', lang)}" in output

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_show_is_aligned(self, shop: Shop, lang: str) -> None:
        """What may be done stands in one column, whichever way it is answered."""
        output = shop.run("show", ASKED, "--lang", lang).out
        starts = set()
        for name, cls in EVENT_NAMES.items():
            if cls in COMMANDS:
                row = next(row for row in output.splitlines() if row.startswith(f"  {name} "))
                starts.add(cell_len(row[: row.index(word(f"event.{cls.__name__}", lang))]))

        assert len(starts) == 1

    def test_show_before_the_sweep(self, shop: Shop) -> None:
        """A lapse that nobody has swept for is shown as having happened."""
        document = shop.json("show", "698016775", at="2030-01-01 12:00 JST")

        assert document["order"]["state"] == "shipping_delayed"

    def test_why(self, shop: Shop) -> None:
        """Every rule at once, with the way out; exit 1."""
        ended = shop.run("why", DELAYED, "refuse", "--reason", "other", "--text", "発送済みです")

        assert ended.code == 1
        assert all(code in ended.out for code in ("QC-02", "QC-05", "→"))

    def test_why_not_denied(self, shop: Shop) -> None:
        """What may be done ends with 0."""
        document = shop.json("why", ASKED, "refuse", *PACKED)

        assert document["allowed"]
        assert value_of(document["decision"]).order.state.value == "awaiting_shipment"

    def test_prepare(self, shop: Shop) -> None:
        """The sheet is printed whole, each line unbroken, and nothing is recorded."""
        before = shop.json("history", ASKED)

        ended = shop.run("prepare", ASKED, "--reason", "other", "--text", FINE)

        assert ended.code == 0
        assert FINE in ended.out.splitlines()
        assert shop.json("history", ASKED) == before

    def test_prepare_records_no_evidence(self, shop: Shop) -> None:
        """Evidence for a sheet is not on record, and that is said beside the sheet."""
        ended = shop.run("prepare", ASKED, *PACKED)
        without = shop.run("prepare", ASKED, "--reason", "other", "--text", FINE)

        assert f"evidence {ASKED}" in " ".join(ended.err.split())
        assert without.err == ""
        assert value_of(shop.json("show", ASKED)["order"]).evidence == Evidence()

    def test_history_has_the_text_as_sent(self, shop: Shop) -> None:
        """The text stands in the history as it was sent."""
        shop.run("refuse", ASKED, "--reason", "other", "--text", FINE, "--yes")

        document = shop.json("history", ASKED)["history"]

        texts = [value_of(row["step"]).event for row in document]
        assert FINE in {event.reason.text for event in texts if hasattr(event, "confirmed")}
        assert "".join(FINE.split()) in "".join(shop.run("history", ASKED).out.split())

    def test_what_the_buyer_wrote_is_not_shown(self, shop: Shop) -> None:
        """The buyer's own words are on no screen and in no spreadsheet."""
        wrote = value_of(shop.json("show", ASKED)["order"]).request.reason
        assert wrote

        for args in (["show", ASKED], ["history", ASKED], ["export", "orders", "--format", "csv"]):
            assert wrote not in shop.run(*args).out

    def test_board_counts_every_order(self, shop: Shop) -> None:
        """The states add up to all orders."""
        document = shop.json("board")

        assert sum(document["by_state"].values()) == len(shop.json("export", "orders")["rows"])

    @pytest.mark.parametrize("code", ["QC-05", "qc-05"])
    def test_rule(self, shop: Shop, code: str) -> None:
        """One rule in detail, however it is typed."""
        assert "manual 3.4" in shop.run("rules", code).out

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_source_of_a_rule_is_said_in_the_language(self, shop: Shop, lang: str) -> None:
        """Where a rule stands is words, not a key of ours."""
        table, manual = (
            shop.run("rules", code, "--lang", lang).out for code in ("QC-00", "QC-05")
        )

        assert say("source.table", lang) in table
        assert say("source.manual", lang, place="3.4") in manual

    def test_no_such_rule(self, shop: Shop) -> None:
        """An unknown rule is malformed."""
        assert shop.run("rules", "QC-99").code == 2


class TestCheckText:
    """A text is judged, with a mark at its place and texts that would pass."""

    def test_fit(self, shop: Shop) -> None:
        """A fit text ends with 0."""
        ended = shop.run("check-text", FINE)

        assert ended.code == 0
        assert "may be sent" in ended.out

    def test_from_a_file_and_from_standard_input(self, shop: Shop) -> None:
        """Argument, file and standard input are judged alike."""
        file = shop.folder / "text.txt"
        file.write_text(FINE, encoding="utf-8-sig")

        documents = [
            shop.json("check-text", FINE),
            shop.json("check-text", "--file", str(file)),
            shop.json("check-text", stdin=FINE.encode()),
            shop.json("check-text", "-", stdin=FINE.encode()),
        ]

        assert all(other == documents[0] for other in documents)

    def test_marked(self, shop: Shop) -> None:
        """A delay is marked where it is said; ready texts are offered."""
        ended = shop.run("check-text", LATE)

        assert ended.code == 1
        assert re.search(r"^ +\^+ *$", ended.out, re.MULTILINE)
        assert "OTHER_DIGITAL" in ended.out

    def test_filled_for_an_order(self, shop: Shop) -> None:
        """For an order the ready texts are filled from its record."""
        shop.run("evidence", ASKED, "sent_on=2022-08-12")

        document = shop.json("check-text", "短い", "--order", ASKED)

        assert [text["ready"]["key"] for text in document["ready"] if text["usable"]] == [
            "OTHER_DIGITAL"
        ]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_japanese_comes_first_and_unbroken(self, shop: Shop, lang: str) -> None:
        """What is pasted is Japanese, in one line without an indent; the gloss is below it."""
        ended = shop.run("check-text", "短い", "--lang", lang, env={"COLUMNS": "50"})

        ready = READY_TEXTS["OTHER_DIGITAL"]
        lines = ended.out.splitlines()
        at = lines.index(ready.text("ja"))
        below = "".join(line.strip() for line in lines[at + 1 :])
        assert lines[at - 1].strip() == "OTHER_DIGITAL"
        assert say("check.templates", lang)[:10] in ended.out
        assert (lang == "ja") or below.startswith("".join(ready.text(lang).split("\n"))[:9])

    def test_what_is_missing_is_said(self, shop: Shop) -> None:
        """Where no ready text fits, the missing record is named, and the reason that fits."""
        shop.run("evidence", ASKED, "prepared_at=2022-08-12 09:30 JST")

        output = shop.run("check-text", "短い", "--order", ASKED).out

        assert "OTHER_DIGITAL needs on record: sent_on" in output
        assert "--reason prepared" in output

    @pytest.mark.parametrize("reason", ["shipped", "prepared", "made_to_order"])
    def test_no_text_is_needed(self, shop: Shop, reason: str) -> None:
        """With a reason other than "other" an empty text is nothing to count."""
        ended = shop.run("check-text", "", "--reason", reason)

        assert ended.code == 0
        assert "No text is needed" in ended.out
        assert "30" not in ended.out

    def test_a_file_that_cannot_be_read(self, shop: Shop) -> None:
        """A folder is no text, and that is no judgement of one."""
        ended = shop.run("check-text", "--file", str(shop.folder))

        assert ended.code == 2
        assert str(shop.folder) in ended.err

    def test_both(self, shop: Shop) -> None:
        """A text and a file at once are malformed, not chosen between."""
        assert shop.run("check-text", "x", "--file", "y").code == 2


class TestAdvise:
    """Which reason fits, what is missing, and the texts to paste, before anything is refused."""

    def test_nothing_on_record(self, shop: Shop) -> None:
        """Where nothing is recorded nothing fits, and the way out is named."""
        ended, document = shop.run("advise", ASKED), shop.json("advise", ASKED)

        assert ended.code == 0
        assert not any(reason["grounded"] for reason in document["reasons"])
        assert "QC-21" in ended.out
        assert "OTHER_PERISHABLE needs on record: perishable" in ended.out

    def test_filled(self, shop: Shop) -> None:
        """What is recorded, and what is said besides, fills the text; it is one line."""
        more = ("-e", "prepared_at=2022-08-12 09:30 JST", "--ship-on", "2022-08-12")

        ended, document = shop.run("advise", ASKED, *more), shop.json("advise", ASKED, *more)

        best = next(reason for reason in document["reasons"] if reason["grounded"])
        usable = [text["japanese"] for text in best["texts"] if text["usable"]]
        assert best["kind"] == "prepared"
        assert usable[0] in ended.out.splitlines()
        assert value_of(shop.json("show", ASKED)["order"]).evidence == Evidence()

    def test_an_open_slot_is_named(self, shop: Shop) -> None:
        """A text with a gap says what to record for it."""
        output = shop.run("advise", ASKED, "-e", "prepared_at=2022-08-12 09:30 JST").out

        assert "(pickup_on): not recorded yet" in " ".join(output.split())

    def test_a_text_against_the_record(self, shop: Shop) -> None:
        """A text that promises to send is not for what is sent."""
        output = shop.run("advise", ASKED, "-e", "handed_over_at=2022-08-12 09:30 JST").out

        assert "OTHER_PERISHABLE contradicts what is on record: handed_over_at" in output


class TestActing:
    """A command is judged, recorded, and told."""

    def test_a_denial(self) -> None:
        """Denied: 1, and nothing is changed."""
        claims.a_denial_says_so()

    def test_without_the_ok(self, shop: Shop) -> None:
        """Where nobody can be asked, --yes is the OK of the dialog (QC-10)."""
        ended = shop.run("refuse", ASKED, *PACKED)

        assert ended.code == 1
        assert "QC-10" in ended.out

    def test_a_repeat(self, shop: Shop) -> None:
        """The same key again returns the first outcome; another command with it is an error."""
        first = shop.json("approve", ASKED, "--key", "k1")
        again = shop.json("approve", ASKED, "--key", "k1")
        other = shop.run("ask-withdrawal", ALSO_ASKED, "--key", "k1", "--json")

        assert again == first
        assert (other.code, other.document["kind"]) == (2, "KeyReused")

    @pytest.mark.parametrize(
        ("args", "state"),
        [
            (["ask-withdrawal", ASKED], "withdrawal_asked"),
            (["approve", ASKED], "cancelling"),
            (["set-ship-date", DELAYED, "2022-08-20"], "scheduled"),
            (["ship", DELAYED, "--carrier", "佐川急便"], "shipped"),
            (["evidence", ASKED, "bundled=yes"], "cancel_requested"),
            (["record", DELAYED, "request"], "cancelled"),
            (["record", ASKED, "refuse", "--happened-at", "2022-08-12"], "awaiting_shipment"),
        ],
    )
    def test_each(self, shop: Shop, args: list[str], state: str) -> None:
        """Each command leaves the order where the table says."""
        document = shop.json(*args)

        assert document["allowed"]
        assert document["order"]["state"] == state
        assert value_of(document["order"]) == value_of(shop.json("show", args[1])["order"])

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        "args",
        [
            ["refuse", ASKED, *PACKED, "--yes"],
            ["approve", ASKED],
            ["ask-withdrawal", ASKED],
            ["set-ship-date", DELAYED, "2022-08-20"],
            ["ship", DELAYED],
            ["record", ASKED, "refuse"],
        ],
        ids=lambda args: args[0],
    )
    def test_nothing_is_sent_to_qoo10(self, shop: Shop, args: list[str], lang: str) -> None:
        """What is done is said to be a record, and that Qoo10 was not told."""
        output = shop.run(*args, "--lang", lang).out

        assert say("act.unsent", lang) in output

    @pytest.mark.parametrize("args", [["--help"], ["refuse", "--help"], ["ship", "--help"]])
    def test_the_help_says_who_clicks(
        self, args: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Before anything is typed, the help says in every language that nothing is sent."""
        main(args)

        output = "".join(capsys.readouterr().out.split())
        for lang in LANGUAGES:
            assert "".join(say("help.unsent", lang).split()) in output

    def test_no_japanese_word_is_broken(self, shop: Shop) -> None:
        """The sentence that tells the new state is broken between words, too."""
        args = ["refuse", ASKED, *PACKED, "--yes", "--lang", "ja"]
        output = shop.run(*args, env={"COLUMNS": "50"}).out

        assert "キャンセル拒否後" in output

    def test_a_click_that_was_denied_can_be_recorded(self, shop: Shop) -> None:
        """The way out that docs/command-line.md names for it holds."""
        denied = shop.run("refuse", ASKED, "--reason", "shipped", "--yes")
        recorded = shop.json("record", ASKED, "refuse", "--reason", "shipped")

        assert denied.code == 1
        assert recorded["order"]["state"] == "awaiting_shipment"
        assert [warning["rule"] for warning in recorded["warnings"]] == ["QC-09"]

    def test_a_fact_is_never_denied(self, shop: Shop) -> None:
        """A click that was forbidden is recorded all the same, with warnings, and watched."""
        ended = shop.run("record", DELAYED, "refuse", "--reason", "shipped")

        assert ended.code == 0
        assert "QC-02" in ended.out
        assert "Mark as shipped before 2022-08-13 00:00" in ended.out

    def test_a_retraction(self, shop: Shop) -> None:
        """A step of the history, with its actor and its note."""
        shop.run("refuse", ASKED, *PACKED, "--yes")
        who = ("--note", "clicked nothing", "--actor", "Li")

        document = shop.json("retract", ASKED, "refuse", *who)

        order = value_of(document["order"])
        assert (order.state.value, order.refused_at, order.duty) == (
            "cancel_requested",
            None,
            None,
        )
        assert "clicked nothing" in shop.run("history", ASKED).out

    def test_texts_are_erased(self, shop: Shop) -> None:
        """For good, once it is confirmed; the history says by whom."""
        shop.run("refuse", ASKED, *PACKED, "--text", FINE, "--yes")
        assert FINE in str(shop.json("history", ASKED))

        asked = shop.run("erase", ASKED, "--actor", "Li")
        assert (asked.code, FINE in str(shop.json("history", ASKED))) == (2, True)
        assert "--yes" in asked.err
        order = value_of(shop.json("erase", ASKED, "--actor", "Li", "--yes")["order"])

        assert order.state.value == "awaiting_shipment"
        assert FINE not in str(shop.json("history", ASKED))
        assert "Li" in shop.run("history", ASKED).out
        assert "texts erased" in shop.run("show", ASKED).out

    def test_nothing_to_take_back(self, shop: Shop) -> None:
        """Denied, by name."""
        ended = shop.run("retract", ASKED, "ship", "--note", "x", "--actor", "Li")

        assert ended.code == 1
        assert "QC-22" in ended.out + ended.err

    def test_nothing_is_asked(self, shop: Shop) -> None:
        """Where no question stands there is nothing to answer."""
        ended = shop.run("answer", ASKED, "withdraw")

        assert ended.code == 2

    @pytest.mark.parametrize(
        "args",
        [
            ["record", ASKED, "refuse", "--reason", "prepared"],
            ["record", ASKED, "approve", "--happened-at", "2022-08-12"],
        ],
    )
    def test_a_fact_is_recorded_once(self, shop: Shop, args: list[str]) -> None:
        """A repeat with the key means what was true the first time, and changes nothing."""
        first = shop.json(*args, "--key", "k1")
        rows = len(shop.json("history", ASKED)["history"])

        again = shop.json(*args, "--key", "k1", at="2022-08-12 12:01 JST")

        assert again == first
        assert first["allowed"]
        assert len(shop.json("history", ASKED)["history"]) == rows

    @pytest.mark.parametrize(
        "other",
        [
            ["record", ASKED, "refuse", "--reason", "shipped"],
            ["record", ASKED, "approve"],
            ["record", ALSO_ASKED, "refuse", "--reason", "prepared"],
        ],
    )
    def test_another_fact_with_the_key(self, shop: Shop, other: list[str]) -> None:
        """The same key with anything else is an error, and nothing is recorded."""
        shop.run("record", ASKED, "refuse", "--reason", "prepared", "--key", "k1")

        ended = shop.run(*other, "--key", "k1", "--json", at="2022-08-12 12:01 JST")

        assert (ended.code, ended.document["kind"]) == (2, "KeyReused")


class _Gone(BaseHTTPRequestHandler):
    """A receiver that wants nothing."""

    def do_POST(self) -> None:
        """Answer 410."""
        self.send_response(410)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gone() -> Iterator[dict[str, str]]:
    """Give the settings of a webhook that answers 410 to everything."""
    with HTTPServer(("127.0.0.1", 0), _Gone) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {
            "QOO10_CANCEL_WEBHOOK_URL": f"http://127.0.0.1:{server.server_port}/hook",
            "QOO10_CANCEL_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "QOO10_CANCEL_WEBHOOK_ALLOW_HTTP": "1",
            "QOO10_CANCEL_WEBHOOK_ALLOW_PRIVATE": "1",
        }
        server.shutdown()


def _next_or_interrupt(rounds: Iterator[T]) -> T:
    for posted in rounds:
        return posted
    raise KeyboardInterrupt


def _next_or_raise(rounds: Iterator[object]) -> object:
    came = _next_or_interrupt(rounds)
    if isinstance(came, Exception):
        raise came
    return came


class TestClockAndPost:
    """The clock moves orders, and the seller is told."""

    def test_old_notices_are_cleaned_away(self, shop: Shop) -> None:
        """Those that ended long ago; the history has all that happened."""
        shop.run("refuse", ASKED, *PACKED, "--yes")
        shop.run("deliver", "--notifier", "log")
        history = shop.json("history", ASKED)["count"]

        assert shop.json("clean", at="2022-11-09 12:00 JST")["removed"] == 0
        early = shop.json("clean", "--days", "30", at="2022-11-12 12:00 JST")["removed"]
        assert early > 0
        assert "removed: 0" in shop.run("clean", at="2022-11-12 12:00 JST").out
        assert shop.json("history", ASKED)["count"] == history

    def test_tick(self, shop: Shop) -> None:
        """A day later the breach is recorded, once."""
        shop.run("refuse", ASKED, *PACKED, "--yes")

        moved = [shop.json("tick", at="2022-08-13 00:05 JST")["moved"] for _ in range(2)]

        assert moved == [1, 0]
        assert "Not marked as shipped" in shop.run("show", ASKED, at="2022-08-13 09:00 JST").out

    def test_the_log(self, shop: Shop) -> None:
        """Where the log is chosen, notices go there by their subjects, and no text with them."""
        ended = shop.run("deliver", "--notifier", "log", "--json")

        rows = shop.json("dead-letters", "list", "--all")["notices"]
        subjects = [r["notice"]["subject"] for r in rows if r["state"] == "delivered"]
        assert ended.code == 0
        assert ended.document["delivered"] == len(subjects) > 0
        assert all(subject in ended.err for subject in subjects)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_nothing_is_set_up(self, shop: Shop, lang: str) -> None:
        """Without a notifier, notices wait, and that is said: nothing counts as delivered."""
        before = shop.json("dead-letters", "list", "--all")

        ended = shop.run("deliver", "--lang", lang)

        assert ended.code == 2
        assert say("problem.no_notifier", lang) in ended.err
        assert shop.json("dead-letters", "list", "--all") == before

    def test_run_without_a_notifier(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """`run` watches the clock all the same, and says that notices wait."""
        ticks = iter([3])
        monkeypatch.setattr(Desk, "tick", lambda _desk: _next_or_interrupt(ticks))
        monkeypatch.setattr(signal, "signal", lambda *_: None)

        ran = shop.run("run", "--every", "0.1", at=None)

        assert "3 moved by the clock; 0 delivered" in ran.err
        assert say("problem.no_notifier", "en") in ran.err

    def test_a_failed_delivery(self, shop: Shop) -> None:
        """A webhook that nobody answers ends with 5; the notice is kept."""
        env = {
            "QOO10_CANCEL_WEBHOOK_URL": "http://127.0.0.1:1/hook",
            "QOO10_CANCEL_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "QOO10_CANCEL_WEBHOOK_ALLOW_HTTP": "1",
            "QOO10_CANCEL_WEBHOOK_ALLOW_PRIVATE": "1",
        }

        ended = shop.run("deliver", "--json", env=env)

        assert ended.code == 5
        assert ended.document["again"] > 0

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_what_another_worker_has_is_said(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch, lang: str
    ) -> None:
        """`deliver` and `run` tell of notices that were lost, and of none where none was."""
        lost = say("posted.lost", lang, count=2)
        rounds = iter(
            [
                DispatchReport(1),
                DispatchReport(1, lost=2),
                DispatchReport(1),
                DispatchReport(1, lost=2),
            ]
        )
        monkeypatch.setattr(Desk, "deliver", lambda *_: _next_or_interrupt(rounds))
        monkeypatch.setattr(signal, "signal", lambda *_: None)

        runs = [shop.run("deliver", "--lang", lang, "--notifier", "log") for _ in range(2)]
        ran = shop.run("run", "--lang", lang, "--notifier", "log", at=None)

        assert [lost in ended.out for ended in runs] == [False, True]
        assert [ended.code for ended in runs] == [0, 0]
        assert ran.err.count(lost) == 1
        assert ran.err.rstrip().endswith(lost)

    def test_a_store_that_fails_is_tried_again(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`run` says why, and watches on: the duties of tomorrow must not wait for a restart."""
        rounds = iter([DispatchReport(7)])
        ticks = iter([StoreFailed("the file is locked"), 3])
        monkeypatch.setattr(Desk, "deliver", lambda *_: _next_or_interrupt(rounds))
        monkeypatch.setattr(Desk, "tick", lambda _desk: _next_or_raise(ticks))
        monkeypatch.setattr(signal, "signal", lambda *_: None)

        ran = shop.run("run", "--every", "0.1", "--notifier", "log", at=None)

        assert "the file is locked" in ran.err
        assert "3 moved by the clock; 7 delivered" in ran.err

    def test_no_key_is_broken(self, shop: Shop) -> None:
        """A notice's key stands in one piece, to be copied."""
        rows = shop.json("dead-letters", "list", "--all")["notices"]
        keys = [row["notice"]["key"] for row in rows]
        output = shop.run("dead-letters", "list", "--all", env={"COLUMNS": "50"}).out

        assert [key for key in keys if key not in output] == []

    def test_a_dead_letter_lives_again(self, shop: Shop, gone: dict[str, str]) -> None:
        """What the receiver will not have is given up, listed, and revived by its key."""
        assert shop.run("deliver", env=gone).code == 5

        notices = shop.json("dead-letters", "list")["notices"]
        key = notices[0]["notice"]["key"]
        listed = shop.run("dead-letters", "list").out
        codes = [shop.run("dead-letters", "revive", key).code for _ in range(2)]

        assert key in listed
        assert "answered 410" in listed
        assert codes == [0, 2]
        assert len(shop.json("dead-letters", "list")["notices"]) == len(notices) - 1

    def test_all_dead_letters_at_once(self, shop: Shop, gone: dict[str, str]) -> None:
        """With --all every one of them is due again; it is the key or --all."""
        shop.run("deliver", env=gone)
        keys = [r["notice"]["key"] for r in shop.json("dead-letters", "list")["notices"]]

        document = shop.json("dead-letters", "revive", "--all")

        assert document["keys"] == keys
        assert shop.json("dead-letters", "list")["notices"] == []
        assert shop.run("dead-letters", "revive").code == 2
        assert shop.run("dead-letters", "revive", "k", "--all").code == 2

    def test_run_needs_the_real_clock(self, shop: Shop) -> None:
        """A rehearsal of `run` would never end; it is malformed."""
        assert shop.run("run").code == 2


class TestNotifiers:
    """Notifiers are set up by the environment, and wrong settings are said before anything."""

    @pytest.mark.parametrize(
        ("env", "message"),
        [
            ({"WEBHOOK_URL": "https://x.example"}, "WEBHOOK_SECRET is not set"),
            ({"SMTP_HOST": "m.example", "WEBHOOK_URL": "https://x.example"}, "choose one"),
            ({"SMTP_HOST": "m.example"}, "MAIL_FROM is not set"),
            ({"SMTP_HOST": "m.example", "SMTP_SECURITY": "ssl"}, "is starttls, tls, none, not"),
            ({"SMTP_HOST": "m.example", "SMTP_PORT": "0"}, "SMTP_PORT is 1–65535"),
            ({"SMTP_HOST": "m.example", "SMTP_PORT": "99999999999"}, "SMTP_PORT is 1–65535"),
            ({"NOTIFIER": "pigeon"}, "'pigeon' is no notifier"),
            ({"NOTIFIER": "webhook"}, "WEBHOOK_URL is not set"),
            ({"NOTIFIER": "chat"}, "APPRISE_URLS is not set"),
            ({"APPRISE_URLS": "nowhere://x"}, "Apprise knows no service for URL 1"),
            (
                {
                    "WEBHOOK_URL": "https://x.example",
                    "WEBHOOK_SECRET": WEBHOOK_SECRET,
                    "WEBHOOK_ALLOW_HTTP": "yes",
                },
                "WEBHOOK_ALLOW_HTTP is 1, 0, not",
            ),
            (
                {
                    "WEBHOOK_URL": "http://x.example",
                    "WEBHOOK_SECRET": WEBHOOK_SECRET,
                },
                "set QOO10_CANCEL_WEBHOOK_ALLOW_HTTP=1",
            ),
            (
                {
                    "WEBHOOK_URL": "https://127.0.0.1:1/x",
                    "WEBHOOK_SECRET": WEBHOOK_SECRET,
                },
                "set QOO10_CANCEL_WEBHOOK_ALLOW_PRIVATE=1",
            ),
            (
                {
                    "WEBHOOK_URL": "https://localhost/x",
                    "WEBHOOK_SECRET": WEBHOOK_SECRET,
                },
                "set QOO10_CANCEL_WEBHOOK_ALLOW_PRIVATE=1",
            ),
        ],
    )
    def test_wrong_settings(self, shop: Shop, env: dict[str, str], message: str) -> None:
        """Each ends with 2, names the variable, and touches no notice."""
        before = shop.json("dead-letters", "list", "--all")
        ended = shop.run("deliver", env={f"QOO10_CANCEL_{name}": v for name, v in env.items()})

        assert ended.code == 2
        assert message in ended.err
        assert shop.json("dead-letters", "list", "--all") == before

    @pytest.mark.parametrize("found", [[], [(0, 0, 0, "", ("8.8.8.8", 443))]])
    def test_a_host_that_is_public_or_not_found_yet(
        self, found: list[object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name that is not found at the start may be found by the time of delivery."""

        def look_up(*_args: object, **_how: object) -> list[object]:
            if not found:
                raise socket.gaierror
            return found

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        names = {
            "WEBHOOK_URL": "https://x.example",
            "WEBHOOK_SECRET": WEBHOOK_SECRET,
        }

        notifier = notifiers.notifier_of(
            None, "ko", {f"QOO10_CANCEL_{n}": v for n, v in names.items()}
        )

        assert notifier.seller_lang == "ko"  # type: ignore[attr-defined]

    def test_a_server_without_starttls(self, shop: Shop) -> None:
        """It is said what the server lacks, and which variable to set."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=_plain_mail, args=(server,), daemon=True).start()
            names = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.getsockname()[1])}
            names |= {"MAIL_FROM": "a@b.example", "MAIL_TO": "c@d.example"}

            args = ["deliver", "--limit", "1"]
            ended = shop.run(*args, env={f"QOO10_CANCEL_{n}": v for n, v in names.items()})

        assert ended.code == 5
        assert "offers no STARTTLS" in ended.err
        assert "QOO10_CANCEL_SMTP_SECURITY" in ended.err

    def test_mail(self) -> None:
        """A mail server is taken from the environment."""
        names = {"SMTP_HOST": "m.example", "MAIL_FROM": "a@b.example", "MAIL_TO": "c@d.example"}
        env = {f"QOO10_CANCEL_{name}": value for name, value in names.items()}

        notifier = notifiers.notifier_of(None, "ko", {**env, "QOO10_CANCEL_SMTP_PORT": "2525"})

        assert (notifier.server.port, notifier.seller_lang) == (2525, "ko")  # type: ignore[attr-defined]

    def test_what_is_empty_is_not_set(self) -> None:
        """An empty variable is as good as none: nobody logs in with an empty name."""
        names = {"SMTP_HOST": "m.example", "MAIL_FROM": "a@b.example", "MAIL_TO": "c@d.example"}
        empty = dict.fromkeys(("SMTP_USER", "SMTP_PASSWORD", "SMTP_SECURITY", "SMTP_PORT"), "")

        env = {f"QOO10_CANCEL_{n}": value for n, value in {**names, **empty}.items()}
        server = notifiers.notifier_of(None, "en", env).server  # type: ignore[attr-defined]

        assert (server.user, server.password, server.port) == (None, None, None)
        assert server.security == "starttls"


def _plain_mail(server: socket.socket) -> None:
    """Greet one caller, and offer nothing."""
    caller, _ = server.accept()
    with caller, caller.makefile("rwb", buffering=0) as line:
        line.write(b"220 m.example\r\n")
        while line.readline():
            line.write(b"250 m.example\r\n")


class TestStoreTrouble:
    """A store that cannot be used ends with 4, in words."""

    def test_not_there(self) -> None:
        """A wrong path is no empty shop, and nothing is made there."""
        with a_shop(empty=True) as shop:
            ended = shop.run("queue")

            assert ended.code == 4
            assert "there is no store" in ended.err
            assert not shop.store.exists()

    @pytest.mark.parametrize("url", ["postgresql:///shop", "sqlite:////tmp/x.sqlite"])
    def test_a_url(self, shop: Shop, url: str) -> None:
        """A URL is called one, by its scheme, and where to read on is said."""
        for args in (["queue"], ["import", *FILES]):
            ended = shop.run(*args, "--store", url)

            assert ended.code == 4
            assert f"this is a URL ({url.partition(':')[0]}:)" in ended.err
            assert "docs/postgres.md" in ended.err

    def test_a_path_that_no_system_takes(self, shop: Shop) -> None:
        """It is the store that cannot be used, in words and in JSON, and not the output."""
        path = str(shop.folder / ("a" * 5000))
        for args in (["queue"], ["import", *FILES]):
            ended, document = shop.run(*args, "--store", path), shop.json(*args, "--store", path)

            assert ended.code == 4
            assert "File name too long" in ended.err
            assert document["kind"] == "StoreFailed"

    def test_a_drive_is_no_url(self, shop: Shop) -> None:
        """A path that opens with a drive of Windows is a path."""
        assert (
            "there is no store at C:/no.sqlite" in shop.run("queue", "--store", "C:/no.sqlite").err
        )

    def test_a_folder(self, shop: Shop) -> None:
        """A folder is named as what it is."""
        for args in (["queue"], ["import", *FILES]):
            ended = shop.run(*args, "--store", str(shop.folder))

            assert ended.code == 4
            assert "folder" in ended.err

    def test_another_file(self, shop: Shop) -> None:
        """A file that is no store is left as it is."""
        other = shop.folder / "notes.txt"
        other.write_text("not a store, " * 100)

        ended = shop.run("queue", "--store", str(other))

        assert ended.code == 4
        assert other.read_text() == "not a store, " * 100

    def test_read_only(self, shop: Shop) -> None:
        """A store that may only be read is not half-written; a reader may still ask."""
        _make_read_only(shop.store)

        ended, asked = shop.run("approve", ASKED), shop.run("queue")

        assert ended.code == 4
        assert "read-only" in ended.err
        assert asked.code == 0

    def test_not_found(self) -> None:
        """An unknown order is store trouble."""
        claims.what_is_not_stored_is_store_trouble()


def _make_read_only(store: Path) -> None:
    """Set the header so that SQLite takes the file for one that only newer versions may write.

    Permissions would not do: they do not bind the superuser, whom tests may run as.
    """
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    raw = bytearray(store.read_bytes())
    raw[18] = 3
    store.write_bytes(bytes(raw))


class TestExport:
    """What goes out is whole, and harmless where it is opened."""

    def test_json_lines(self, shop: Shop) -> None:
        """Each line is an order that is read back."""
        lines = shop.run("export", "orders").out.splitlines()

        assert [from_json(json.loads(line)).order_no for line in lines] == sorted(
            row["order_no"] for row in shop.json("export", "orders")["rows"]
        )

    def test_a_formula_in_a_record(self, shop: Shop) -> None:
        """A carrier or an actor that is a formula reaches no spreadsheet as one."""
        shop.run("ship", DELAYED, "--carrier", "=cmd|' /C calc'!A0", "--actor", "@sum(1)")

        files = [shop.run("export", what, "--format", "csv").out for what in ("orders", "history")]

        for text in files:
            rows = list(csv.reader(io.StringIO(text)))
            assert not [cell for row in rows for cell in row if cell[:1] in {"=", "@", "+", "-"}]
            assert [cell for row in rows for cell in row if cell.startswith(("'=", "'@"))]

    def test_to_a_file(self, shop: Shop) -> None:
        """A CSV file opens with a byte order mark; no file is written over."""
        file = shop.folder / "orders.csv"
        args = ["export", "orders", "--format", "csv", "--output", str(file)]

        document, again = shop.json(*args), shop.run(*args)

        assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600

        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        assert document["rows"] == len(file.read_text("utf-8-sig").splitlines()) - 1
        assert again.code == 2

    @pytest.mark.parametrize(
        ("error", "code"),
        [(StoreFailed("gone"), 4), (OSError(28, "full"), 2), (KeyboardInterrupt(), 130)],
    )
    def test_half_a_file_is_taken_away(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
    ) -> None:
        """An export that fails in the middle leaves nothing in the way of the next try."""
        file = shop.folder / "history.jsonl"
        args = ["export", "history", "--output", str(file)]

        def failing(store: SQLiteStore, order_no: str) -> Sequence[HistoryRow]:
            if order_no > DELAYED:
                raise error
            return whole(store, order_no)

        with monkeypatch.context() as broken:
            whole = SQLiteStore.history
            broken.setattr(SQLiteStore, "history", failing)
            ended = shop.run(*args)

        assert ended.code == code
        assert not file.exists()
        assert shop.json(*args)["rows"] == len(shop.json("export", "history")["rows"])

    def test_lines_end_once(self, shop: Shop) -> None:
        """Where the system writes a line end as two characters, CSV is the same all the same."""
        args = ["export", "orders", "--format", "csv"]

        assert shop.run(*args, newline="\r\n").out == shop.run(*args).out

    def test_of_what(self, shop: Shop) -> None:
        """Anything but orders and history is malformed."""
        assert shop.run("export", "buyers").code == 2


class TestOptions:
    """The options of every command."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_languages(self, shop: Shop, lang: str) -> None:
        """Option and environment are the same; each language says something else."""
        by_option = shop.run("queue", "--lang", lang).out
        by_environment = shop.run("queue", env={"QOO10_CANCEL_LANG": lang}).out

        assert by_option == by_environment
        assert (lang == "en") == (by_option == shop.run("queue").out)

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        ("args", "key", "params"),
        [
            (["queue", "--store", "no.sqlite"], "no_store", {"path": "no.sqlite"}),
            (["dead-letters", "revive"], "entry", {}),
        ],
    )
    def test_errors_are_said_in_the_language(
        self, shop: Shop, args: list[str], key: str, params: dict[str, str], lang: str
    ) -> None:
        """What the command line itself objects to is in the reader's language from end to end."""
        ended = shop.run(*args, "--lang", lang, at=None)
        document = shop.json(*args, "--lang", lang, at=None)

        assert say(f"problem.{key}", lang, **params) in ended.err
        assert say("error", lang) in ended.err
        assert document["message"] == say(f"problem.{key}", lang, **params)
        assert document["kind"] in {"Malformed", "StoreFailed"}

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        ("args", "key", "params"),
        [
            (["queue", "--at", "noon"], "not-a-typed-moment", {"text": "'noon'"}),
            (["set-ship-date", ASKED, "15/8"], "not-a-typed-day", {"text": "'15/8'"}),
            (["ship", "６９８"], "full-width-number", {"number": "698"}),
        ],
    )
    def test_so_is_what_the_library_objects_to(
        self, shop: Shop, args: list[str], key: str, params: dict[str, str], lang: str
    ) -> None:
        """What people type is read by the library, which has words for them."""
        ended = shop.run(*args, "--lang", lang, at=None)

        assert problem_text(key, lang, params) in ended.err

    @pytest.mark.parametrize("how", [["--lang", "ja"], ["--lang=ja"], []])
    @pytest.mark.parametrize("args", [["queue", "--limit", "x"], ["nosuch"], ["show"]])
    def test_usage_is_said_in_the_language(
        self, shop: Shop, args: list[str], how: list[str]
    ) -> None:
        """Even what could not be parsed is answered in the language that was asked for."""
        env = {} if how else {"QOO10_CANCEL_LANG": "ja"}
        ended, ended_as_json = (
            shop.run(*args, *how, env=env),
            shop.run(*args, "--json", *how, env=env),
        )

        assert say("fault.Usage", "ja") in ended.err
        assert ended_as_json.document["kind"] == "Usage"

    def test_an_unknown_language(self, shop: Shop) -> None:
        """It is said in English, and ends with 2."""
        assert "qaa" in shop.run("queue", "--lang", "qaa").err

    def test_a_policy(self, shop: Shop) -> None:
        """The switches of a file are gone by."""
        file = shop.folder / "policy.json"
        file.write_text(json.dumps(to_json(Policy(lift={"QC-19"}))))

        codes = [
            shop.run("why", ASKED, "ship", *more).code for more in ([], ["--policy", str(file)])
        ]

        assert codes == [1, 0]

    def test_no_policy_file(self, shop: Shop) -> None:
        """A policy file that is not there is named."""
        ended = shop.run("why", ASKED, "ship", "--policy", "no-such.json")

        assert ended.code == 2
        assert "no-such.json" in ended.err

    @pytest.mark.parametrize(
        "raw",
        ["", "{}", "[" * 9999, '{"schema": 1, "type": "Duty"}', json.dumps(to_json(Order("1")))],
    )
    def test_no_policy(self, shop: Shop, raw: str) -> None:
        """A file that holds no policy is malformed."""
        file = shop.folder / "policy.json"
        file.write_text(raw)

        assert shop.run("why", ASKED, "ship", "--policy", str(file)).code == 2

    def test_the_help_keeps_them_apart(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Each stands once, under the heading of its own, and no other stands there."""
        main(["refuse", "--help"])

        own, _, shared = capsys.readouterr().out.partition("Options of every command")
        listed = {name: (f"--{name} " in own, f"--{name} " in shared) for name in _SHARED}
        assert set(listed.values()) == {(False, True)}
        assert "--key" not in shared

    def test_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A command that is not understood ends with 2; under --json in JSON."""
        codes = main(["qeue"]), main(["queue", "--limit", "many", "--json"]), main(["show"])

        output = capsys.readouterr()
        assert codes == (2, 2, 2)
        assert json.loads(output.out)["kind"] == "Usage"
        assert "qoo10-cancel show --help" in output.err


_SHARED = ("json", "lang", "store", "at", "policy")
_SAMPLES = {"DeliveryManagement_detail.csv": FILES[0], "ClaimGrid.csv": FILES[1]}


def _consoles() -> list[str]:
    """Return the listings of the page in which commands are typed."""
    found = re.findall(r"^```console\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)
    return [block for block in found if "$ qoo10-cancel" in block]


class TestTheDocs:
    """What docs/command-line.md says is so."""

    def test_keys(self, shop: Shop) -> None:
        """Each document is of a type that is listed for its command."""
        for name, args in EXAMPLES.items():
            document = shop.json(*args)

            assert name == "schema" or document["type"] in _listed()[name], name

    def test_every_type_is_listed(self) -> None:
        """With its keys, and no other; what a command can print is a document."""
        defined = json_schema(*DOCUMENTS)["$defs"]
        listed = {kind: keys for kinds in _listed().values() for kind, keys in kinds.items()}

        assert listed.keys() == {cls.__name__ for cls in DOCUMENTS}
        for kind, keys in listed.items():
            assert keys == defined[kind]["properties"].keys() - {"schema", "type"}, kind

    def test_the_schema_is_printed(self, shop: Shop) -> None:
        """It is that of everything that is written."""
        printed = shop.json("schema")

        assert shop.run("schema").out == shop.run("schema", "--json").out
        assert printed["$defs"].keys() >= {cls.__name__ for cls in (*DOCUMENTS, *ANSWERS)}

    @pytest.mark.parametrize("block", _consoles(), ids=lambda block: block.split("\n")[-2])
    def test_every_listing_runs(self, shop: Shop, block: str) -> None:
        """Each command of a listing is understood, and no refusal in it leaves a warning."""
        for line in re.findall(r"^\$ qoo10-cancel (.*)$", block, re.MULTILINE):
            args = [_SAMPLES.get(word, word) for word in shlex.split(line)]
            ended = shop.run(*args)

            assert ended.code == 0, line
            assert args[0] != "record" or "QC-09" not in ended.out, line
            assert shown(block, line) in {"", plain(ended.out)}, line

    def test_a_wrong_record_is_put_right(self, shop: Shop) -> None:
        """The listing for it leaves the request open and no duty."""
        block = next(listing for listing in _consoles() if " retract " in listing)
        for line in re.findall(r"^\$ qoo10-cancel (.*)$", block, re.MULTILINE):
            shop.run(*shlex.split(line))

        order = value_of(shop.json("show", ASKED)["order"])
        assert (order.state.value, order.duty) == ("cancel_requested", None)

    def test_every_command_is_there(self) -> None:
        """No command is left out of the list, or of the examples above."""
        names = set(_NAMES)

        for name in names:
            assert f"`{name}" in DOCS, name
        elsewhere = {"answer", "run", "dead-letters", "sync", "qapi", "sandbox"}
        assert names - elsewhere <= EXAMPLES.keys()

    def test_every_variable_is_there(self) -> None:
        """No environment variable is left out."""
        source = Path(notifiers.__file__).read_text()

        for name in re.findall(r'"((?:SMTP|WEBHOOK|MAIL|APPRISE)_[A-Z_]+)"', source):
            assert f"`QOO10_CANCEL_{name}`" in DOCS


def shown(block: str, line: str) -> str:
    """Return what *block* shows below the command of *line*."""
    below = block.partition(f"$ qoo10-cancel {line}\n")[2]
    return plain(below.partition("$ ")[0])


def plain(text: str) -> str:
    """Return *text* without the blanks at its edges, which a page does not show."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _listed() -> dict[str, dict[str, set[str]]]:
    """Read the table of documents: the types of each command's, and their keys."""
    table = DOCS.partition("| command | type | keys |")[2].partition("\n\n")[0]
    listed: dict[str, dict[str, set[str]]] = {}
    for row in table.splitlines()[2:]:
        commands, kind, keys = row.strip("| ").split(" | ")
        for name in re.findall(r"`([^`]+)`", commands) or [commands]:
            types = listed.setdefault(name, {})
            types[kind.strip("`")] = set(re.findall(r"`([a-z_]+)`", keys))
    return listed


_ANY = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            ASKED,
            ALSO_ASKED,
            DELAYED,
            "other",
            "refuse",
            "ship",
            "set-ship-date",
            "orders",
            "-",
            "QC-05",
        ]
    ),
    st.sampled_from(["2022-08-12", NOON, "carrier=x", "\udc80", "\x1b[31m", "\x00", "none", "-1"]),
    st.sampled_from(["--reason", "--text", "--evidence", "--yes", "--ship-date", "--key", "--x"]),
)
_NAMES = sorted(name for names in HEADINGS.values() for name in names)
_ENDING = [name for name in _NAMES if name != "sandbox"]
"""The commands that end by themselves; the sandbox is served until Ctrl-C."""


_TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["\udcff", "\u202eす", FILES[0], FINE]))


def _given(name: str) -> st.SearchStrategy[str]:
    return _TEXTS.map(lambda text: f"--{name}={text}")


_REFUSE = ("--reason=other", _given("text"), _given("acknowledge"), _given("actor"))
_PLAUSIBLE = st.one_of(
    *(
        st.tuples(
            *(cell if isinstance(cell, st.SearchStrategy) else st.just(cell) for cell in row)
        )
        for row in (
            ("why", ASKED, *_REFUSE[:3]),
            ("refuse", ASKED, "--yes", *_REFUSE),
            ("record", ASKED, "refuse", *_REFUSE, _given("key")),
            ("retract", ASKED, "ship", _given("note"), _given("actor")),
            ("answer", ASKED, "withdraw", _given("actor")),
            ("ship", DELAYED, _given("carrier"), _given("tracking-no")),
            ("dead-letters", "revive", _TEXTS),
            ("show", _TEXTS),
            ("queue", _given("at")),
            ("queue", _given("store")),
            ("queue", _given("policy")),
            ("import", _TEXTS),
        )
    )
)


class TestHostileInput:
    """No input makes a traceback; every end has a documented code; JSON is always JSON."""

    @given(st.sampled_from(_ENDING), st.lists(_ANY, max_size=5), st.sampled_from(list(LANGUAGES)))
    def test_no_traceback(self, name: str, args: list[str], lang: str) -> None:
        """Whatever is typed, the exit code is one of those documented."""
        with a_shop() as shop:
            ended = shop.run(name, *args, "--lang", lang)

        assert ended.code in {0, 1, 2, 3, 4, 5}
        assert "Traceback" not in ended.err
        assert "\x1b" not in ended.out + ended.err

    @given(_PLAUSIBLE, st.sampled_from(list(LANGUAGES)))
    def test_what_was_stored_is_shown(self, args: tuple[str, ...], lang: str) -> None:
        """After any command, what the store holds is shown, and nothing in it is obeyed."""
        with a_shop() as shop:
            ended = shop.run(*args, "--lang", lang, at=None)
            shown = [shop.run(name, ASKED, "--lang", lang) for name in ("show", "history")]

        assert ended.code in {0, 1, 2, 3, 4, 5}
        assert [run.code for run in shown] == [0, 0]
        for run in (ended, *shown):
            assert not {"\x1b", "\u202e"} & {*run.out, *run.err}

    @given(st.sampled_from(_ENDING), st.lists(_ANY, max_size=3))
    def test_json(self, name: str, args: list[str]) -> None:
        """What stands on standard output is one document, whatever happens."""
        with a_shop() as shop:
            ended = shop.run(name, "--json", *args)

        assert ended.out.isascii()
        document = ended.document
        assert "$schema" in document or document["type"] in {cls.__name__ for cls in DOCUMENTS}

    @given(_PLAUSIBLE | st.lists(_ANY, min_size=1, max_size=4))
    def test_an_error_speaks_the_readers_language(self, args: list[str]) -> None:
        """Whoever reads Japanese is told in Japanese what is wrong, whatever was typed."""
        with a_shop() as shop:
            ended = shop.run(*args, "--json", "--lang=ja")

        error = ended.document if '"type": "Error"' in ended.out else {"message": "。"}
        assert any(letter > "\u2e80" for letter in error["message"])

    @given(st.binary(max_size=200))
    def test_any_bytes_as_a_text(self, raw: bytes) -> None:
        """Any bytes on standard input are judged, not choked on."""
        with a_shop(empty=True) as shop:
            ended = shop.run("check-text", stdin=raw)

        assert ended.code in {0, 1}

    @given(st.binary(max_size=200))
    def test_any_bytes_as_a_file(self, raw: bytes) -> None:
        """Any file is read or said to be unreadable."""
        with a_shop(empty=True) as shop:
            file = shop.folder / "any.csv"
            file.write_bytes(raw)
            ended = shop.run("import", str(file))

        assert ended.code in {0, 2, 3}
