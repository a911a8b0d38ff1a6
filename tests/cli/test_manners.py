"""How the command line speaks and listens: languages, moments, words, pages, interruptions."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.command_line import ASKED, DELAYED, EXAMPLES, FILES, NOON, Shop, a_shop, value_of
from qoo10_cancel import JST, EvidenceAdded, Malformed, Policy, ReasonKind, State, apply, from_json
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.cli import details, policy_file, typed
from qoo10_cancel.cli.app import COMMANDS, run
from qoo10_cancel.cli.commands import importing
from qoo10_cancel.cli.endings import to_its_end
from qoo10_cancel.cli.options import SHARED, Group
from qoo10_cancel.cli.terminal import Terminal
from qoo10_cancel.cli.views.parts import clock
from qoo10_cancel.cli.words import say
from qoo10_cancel.desk import Desk, IngestReport
from qoo10_cancel.events import COMMANDS as SELLERS
from qoo10_cancel.events import EVENTS
from qoo10_cancel.messages import LANGUAGES, label, problem_text
from qoo10_cancel.notices import Channel, Notice, NoticeKind
from qoo10_cancel.ports import Change, DeliveryState, OutboxEntry
from qoo10_cancel.snapshot import Snapshot
from qoo10_cancel.testing import strategies
from stores.test_sqlite import as_nobody

NAMES = [name for names in COMMANDS.values() for name in names]
PROGRAM = [sys.executable, "-m", "qoo10_cancel.cli"]


@pytest.fixture
def shop() -> Iterator[Shop]:
    """Give a shop with the sample files taken in."""
    with a_shop() as opened:
        yield opened


def commands() -> Iterator[tuple[list[str], click.Command]]:
    """Yield every command with what is typed for it, those in groups too."""
    from qoo10_cancel.cli.app import _ROOT  # noqa: PLC0415

    context = click.Context(_ROOT, obj=Terminal())
    for name in NAMES:
        command = _ROOT.get_command(context, name)
        assert command is not None
        yield [name], command
        if isinstance(command, Group):
            yield from (([name, inner], command.commands[inner]) for inner in command.commands)


class TestHelp:
    """The help is in the reader's language, and leaves nothing out."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("flag", ["-h", "--help"])
    def test_every_command(self, flag: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Each command names each of its options and arguments, and says what it does."""
        for path, command in commands():
            code = run([*path, flag, "--lang", lang])
            text = capsys.readouterr().out
            solid = "".join(text.split())

            assert code == 0
            assert "".join(say(f"help.{' '.join(path)}", lang).split()) in solid, path
            for param in command.params:
                if isinstance(param, click.Option):
                    assert all(name in text for name in param.opts), (path, param.opts)
                else:
                    assert say(f"argument.{param.name}", lang)[:6] in text, (path, param.name)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_program(self, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
        """The first help lists every command under its heading."""
        run(["--lang", lang, "-h"])

        text = capsys.readouterr().out
        assert [name for name in NAMES if f"\n  {name} " not in text] == []
        assert [
            say(f"manual.{h}", lang) for h in COMMANDS if say(f"manual.{h}", lang) not in text
        ] == []

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_exit_codes(self, lang: str) -> None:
        """Every code that the page lists is named; 3 and 5 are the ends of `sync`, too."""
        page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
        rows = re.findall(r"^\| (\d+) \| ", page.split("## Exit codes")[1], re.MULTILINE)
        codes = say("help", lang).rpartition("\n\n")[2]

        assert re.findall(r"(?<![\w])(\d+) ", codes) == rows
        assert "sync" in codes.split("3 ")[1].split("4 ")[0]
        assert "Qoo10" in codes.split("5 ")[1].split("130 ")[0]
        assert "sync" in say("problem.no_store", lang, path="x")

    @pytest.mark.parametrize(
        ("lang", "stays"),
        [("en", "stays"), ("ja", "残ります"), ("ko", "남습니다"), ("zh-CN", "保留")],
    )
    def test_another_moment_is_no_rehearsal(self, lang: str, stays: str, shop: Shop) -> None:
        """The help of --at says that what is written stays; and it does."""
        text = shop.run("record", "-h", "--lang", lang, at=None).out
        shop.run("record", ASKED, "withdraw", at="2022-08-12 13:00 JST")

        assert stays in "".join(say("option.at", lang).split())
        assert "".join(say("option.at", lang).split()) in "".join(text.split())
        order = value_of(shop.json("show", ASKED, at="2022-08-12 13:01 JST")["order"])
        assert order.request is None

    @pytest.mark.parametrize("args", [[], ["dead-letters"]])
    def test_nothing_typed(self, args: list[str], shop: Shop) -> None:
        """A program or a group alone prints its help; a script is told by code and document."""
        ended, document = shop.run(*args, at=None), shop.json(*args, at=None)

        assert ended.code == 2
        assert say("manual.shared", "en") in ended.out
        assert document["message"] == say("problem.no_command", "en")

    def test_no_option_stands_twice(self) -> None:
        """No command has an option of its own that is called like one of every command."""
        shared = {name for option in SHARED for name in option.opts}

        for path, command in commands():
            names = [name for param in command.params for name in param.opts]
            assert len(names) == len(set(names)), path
            assert shared <= set(names), path


class TestLanguage:
    """`--lang`, then QOO10_CANCEL_LANG, then the terminal's language, then English."""

    @pytest.mark.parametrize(
        ("args", "env", "lang"),
        [
            ((), {"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, "ja"),
            ((), {"LC_ALL": "", "LC_MESSAGES": "ko_KR", "LANG": "ja_JP.UTF-8"}, "ko"),
            ((), {"LC_ALL": "zh_CN.GB18030", "LANG": "ja_JP.UTF-8"}, "zh-CN"),
            ((), {"LC_ALL": "", "LANG": "ko_KR.eucKR@euro"}, "ko"),
            ((), {"LC_ALL": "zh_TW.UTF-8"}, "en"),
            ((), {"LC_ALL": "C.UTF-8"}, "en"),
            ((), {"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, "en"),
            ((), {"LC_ALL": "ja_JP.UTF-8", "QOO10_CANCEL_LANG": "ko"}, "ko"),
            (("--lang", "zh"), {"LC_ALL": "ja_JP.UTF-8", "QOO10_CANCEL_LANG": "ko"}, "zh-CN"),
        ],
    )
    def test_which(
        self, shop: Shop, args: tuple[str, ...], env: dict[str, str], lang: str
    ) -> None:
        """Answers, help and usage errors are all in it."""
        quiet = {"LC_MESSAGES": "", "LANG": "", **env}

        assert say("queue.title", lang) in shop.run("queue", *args, env=quiet).out
        assert say("manual.shared", lang) in shop.run("queue", "-h", *args, env=quiet).out
        assert say("fault.Usage", lang) in shop.run("qeue", *args, env=quiet).err

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        ("args", "key", "params"),
        [
            (["qeue"], "command", {"name": "qeue", "known": ", ".join(NAMES)}),
            (["queue", "--limt", "3"], "no_option", {"option": "--limt"}),
            (["queue", "--limit"], "no_value", {"option": "--limit"}),
            (["queue", "--json=yes"], "takes_no_value", {"option": "--json"}),
            (["queue", "x", "y"], "extra", {"text": "x y"}),
            (["show"], "missing", {"name": "ORDER"}),
            (["queue", "--limit", "0"], "number", {"text": "0", "least": 1, "most": 1_000_000}),
            (
                ["clean", "--days", "36501"],
                "number",
                {"text": "36501", "least": 1, "most": 36_500},
            ),
            (["sync", "--days", "36501"], "number", {"text": "36501", "least": 1, "most": 36_500}),
            (["run", "--every", "x"], "number", {"text": "x", "least": 0.1, "most": 3600}),
        ],
    )
    def test_usage(
        self, args: list[str], key: str, params: dict[str, object], lang: str, shop: Shop
    ) -> None:
        """What cannot be parsed is said in the language, with the way to the help."""
        ended = shop.run("--lang", lang, *args, at=None)

        command = args[0] if args[0] in NAMES else ""
        assert ended.code == 2
        assert say(f"problem.{key}", lang, **params) in ended.err
        assert f"{f'qoo10-cancel {command}'.strip()} --help" in ended.err

    def test_whatever_else_click_objects_to(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An objection that has no words of ours is shown as Click words it."""

        def object_to_it() -> int:
            raise click.BadParameter("odd")

        assert to_its_end(Terminal(), object_to_it) == 2
        assert "odd" in capsys.readouterr().err

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        ("args", "key", "params"),
        [
            (["show", "1"], "not-stored", {"order_no": "1"}),
            (["approve", "1"], "not-stored", {"order_no": "1"}),
            (["show", "12a"], "order_no", {"text": "12a"}),
            (["ship", "12x"], "order_no", {"text": "12x"}),
            (["record", "1", "request"], "not-stored", {"order_no": "1"}),
            (["approve", ASKED, "--key", ""], "empty_key", {}),
            (
                ["refuse", ASKED, "--reason", "x"],
                "reason",
                {"text": "x", "known": "shipped, prepared, made_to_order, other"},
            ),
        ],
    )
    def test_problems(
        self, args: list[str], key: str, params: dict[str, object], lang: str, shop: Shop
    ) -> None:
        """What cannot be done is said in the language."""
        known = problem_text(key, lang, params) if "-" in key else ""
        ended = shop.run(*args, "--lang", lang)

        assert (known or say(f"problem.{key}", lang, **params)) in ended.err


class TestOptionsOfEveryCommand:
    """They stand before the command or behind it."""

    def test_before(self, shop: Shop) -> None:
        """What stands before the command is the same as what stands behind it."""
        other = shop.folder / "other.sqlite"
        other.write_bytes(shop.store.read_bytes())
        args = ["--lang", "ko", "--store", str(other), "--at", NOON, "--json"]

        assert shop.run(*args, "queue", at=None) == shop.run("queue", *args, at=None)

    def test_both(self, shop: Shop) -> None:
        """What stands behind the command wins."""
        ended = shop.run("--lang", "ja", "queue", "--lang", "ko")

        assert say("queue.title", "ko") in ended.out

    def test_a_group(self, shop: Shop) -> None:
        """They stand before, in and behind a group."""
        for place in range(3):
            args = ["dead-letters", "list"]
            args.insert(place, "--json")
            assert "notices" in shop.run(*args).document


class TestMoments:
    """Moments and dates are taken as J·QSM and this program write them."""

    @given(strategies.moments())
    def test_as_shown(self, moment: datetime) -> None:
        """What a view shows of a moment names its minute."""
        typed_back = typed.read_moment(clock(moment))

        assert moment - typed_back < timedelta(minutes=1)
        assert typed.read_moment(say("japan", "ja", moment=clock(moment))) == typed_back

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_with_the_note(self, lang: str) -> None:
        """The note that a moment is Japan's may be typed with it."""
        shown = say("japan", lang, moment="2022-08-12 12:00")

        assert typed.read_moment(shown) == datetime(2022, 8, 12, 12, tzinfo=JST)

    @pytest.mark.parametrize(
        "text",
        [
            "2022-08-12 12:00",
            "2022/08/12 12:00:00",
            "2022/8/12 12:00",
            "2022-08-12T03:00Z",
            " 2022-08-12 12:00 jst ",
            "2022-08-12T12:00+09:00",
        ],
    )
    def test_one_moment(self, text: str) -> None:
        """Each of these is noon in Japan."""
        assert typed.read_moment(text) == datetime(2022, 8, 12, 12, tzinfo=JST)

    @pytest.mark.parametrize("text", ["2022-08-12", "12:00", "2022-08/12 12:00", "now", ""])
    def test_no_moment(self, text: str) -> None:
        """A day alone, a time alone, or anything else is no moment."""
        with pytest.raises(Malformed):
            typed.read_moment(text)

    @pytest.mark.parametrize("text", ["2022-08-05", "2022/08/05", "2022/8/5", " 2022/08/05 "])
    def test_one_day(self, text: str) -> None:
        """Each of these is the fifth of August."""
        assert typed.read_day(text) == date(2022, 8, 5)
        assert typed.read_moment_or_day(text) == date(2022, 8, 5)

    def test_in_a_command(self, shop: Shop) -> None:
        """A date with slashes is set, and a moment without a clock is Japan's."""
        document = shop.json(
            "set-ship-date", DELAYED, "2022/08/20", "--at", "2022/08/12 12:00", at=None
        )

        order = value_of(document["order"])
        assert order.ship_date == date(2022, 8, 20)
        assert order.last_at == datetime(2022, 8, 12, 12, tzinfo=JST)


class TestTypedBack:
    """Whatever the library calls a thing can be typed."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_labels(self, lang: str) -> None:
        """A reason, a state and an event are known by their labels, in quotes or without."""
        for kind in ReasonKind:
            assert details.reason_of(f"“{label(kind, lang)}”") is kind
        for state in State:
            assert details.state_of(label(state, lang)) is state
        for cls in EVENTS:
            given_ = details.Given()
            event = details.event_of(
                label(cls, lang), typed.read_moment(NOON), given_, ship_date=date(2022, 8, 20)
            )
            assert type(event) is cls

    def test_evidence(self, shop: Shop) -> None:
        """What `show` prints of the evidence on record can be given again."""
        pairs = [
            "carrier=佐川急便",
            "prepared_at=2022/8/12 9:30",
            "bundled=yes",
            "sent_on=2022/8/1",
        ]
        shop.run("evidence", ASKED, *pairs)

        lines = [
            line
            for line in shop.run("show", ASKED, env={"COLUMNS": "200"}).out.splitlines()
            if "=" in line
        ]
        again = [line.strip().removeprefix("On record").strip() for line in lines]

        assert len(again) == 4
        assert details.evidence_of(again) == details.evidence_of(pairs)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_remedy_can_be_followed(self, shop: Shop, lang: str) -> None:
        """The words of the remedy are taken as they stand in it."""
        output = shop.run("why", ASKED, "refuse", "--lang", lang).out

        for kind in ReasonKind:
            assert "".join(label(kind, lang).split()) in "".join(output.split())
            assert shop.run("why", ASKED, "refuse", "--reason", label(kind, lang)).code in {0, 1}


class TestWhyAgreesWithShow:
    """What `show` calls possible, `why` calls possible, and names the same input."""

    def test_every_order(self, shop: Shop) -> None:
        """For every order and every command, nothing typed, both say the same."""
        for row in shop.json("export", "orders")["rows"]:
            order_no = row["order_no"]
            for action in shop.json("show", order_no)["actions"]:
                ended = shop.run("why", order_no, action["command"], "--json")

                assert ended.document["allowed"] is action["allowed"], (order_no, action)
                assert ended.code == (0 if action["allowed"] else 1)
                if action["command"] == "CancelRefusal" and action["allowed"]:
                    assert ended.document["needs"] == ["reason"]
                    assert ended.document["until"] == action["until"]
                if action["command"] == "ShipDateSet" and action["allowed"]:
                    assert ended.document["needs"] == ["ship_date"]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_what_is_needed(self, shop: Shop, lang: str) -> None:
        """An order that may be refused: until when, and that a reason is needed; code 0."""
        ended = shop.run("why", ASKED, "refuse", "--lang", lang)

        assert ended.code == 0
        assert say("action.until", lang, until="2022-08-16 00:00") in ended.out
        assert "QC-04" in ended.out

    def test_a_lapse_that_nobody_has_swept(self, shop: Shop) -> None:
        """`why` names the state in which `show` shows the order."""
        late = "2030-01-01 12:00"

        document = shop.json("why", ASKED, "refuse", at=late)

        assert document["decision"]["order"] == shop.json("show", ASKED, at=late)["order"]

    def test_the_commands_are_the_seller_s(self) -> None:
        """`show` lists what the seller can do, by the words that are typed."""
        assert {cls.name for cls in SELLERS} <= set(NAMES)


class TestKeys:
    """A key is a text; an empty one is a mistake."""

    @pytest.mark.parametrize("key", ["", " ", "\u3000"])
    def test_empty(self, shop: Shop, key: str) -> None:
        """An empty key is an error, and nothing is recorded."""
        before = shop.json("history", ASKED)

        ended = shop.run("approve", ASKED, "--key", key)

        assert ended.code == 2
        assert shop.json("history", ASKED) == before


class TestPages:
    """A long list shows a page, and says how many more there are and how to see them."""

    @pytest.fixture
    def long(self) -> Iterator[Shop]:
        """Give a shop with 120 orders that wait."""
        with a_shop(empty=True) as shop:
            head, *rows = Path(FILES[1]).read_text("utf-8-sig").splitlines()
            row = next(row for row in rows if ASKED in row)
            many = [row.replace(ASKED, str(800_000_000 + n)) for n in range(120)]
            file = shop.folder / "many.csv"
            file.write_text("\n".join([head, *many]), "utf-8-sig")
            assert shop.run("import", str(file)).code == 0
            yield shop

    def test_queue(self, long: Shop) -> None:
        """Fifty stand there, and then that there are seventy more."""
        lines = long.run("queue").out.splitlines()
        whole = long.run("queue", "--limit", "120").out

        assert sum("8000000" in line or "8000001" in line for line in lines) == 50
        assert "and 70 more; see them with --limit 120" in lines
        assert "more" not in whole
        assert len(long.json("queue")["waiting"]) == 120
        assert len(long.json("queue", "--limit", "7")["waiting"]) == 7
        assert long.json("queue", "--limit", "7")["count"] == 120

    def test_notices(self, long: Shop) -> None:
        """So do notices."""
        output = long.run("dead-letters", "list", "--all").out

        assert "and 70 more; see them with --limit 120" in output
        assert len(long.json("dead-letters", "list", "--all")["notices"]) == 120

    def test_history(self, shop: Shop) -> None:
        """A history shows its end, and says how much there is before it."""
        for n in range(60):
            shop.run("evidence", ASKED, f"carrier=c{n}")
        total = shop.json("history", ASKED)["count"]

        output = shop.run("history", ASKED).out
        last = shop.json("history", ASKED, "--limit", "1")

        assert f"{total - 50} earlier; see them with --limit {total}" in output
        assert "earlier" not in shop.run("history", ASKED, "--limit", str(total)).out
        assert [row["step"]["version"] for row in last["history"]] == [total]

    def test_more_dead_letters_than_a_store_gives_at_once(self, shop: Shop) -> None:
        """Of 1,500 notices that were given up, each is listed, and each revived."""
        bury(shop, 1500)

        assert shop.json("dead-letters", "list")["count"] == 1500
        assert "Due again: 1500" in shop.run("dead-letters", "revive", "--all").out
        assert shop.json("dead-letters", "list")["count"] == 0


def bury(shop: Shop, count: int) -> None:
    """Put *count* dead letters into the outbox of *shop*."""
    entries = tuple(
        OutboxEntry(
            Notice(f"n{n}", NoticeKind.REQUEST, Channel.SELLER, ASKED, 1, typed.read_moment(NOON)),
            DeliveryState.DEAD,
            8,
            typed.read_moment(NOON),
            "answered 410",
        )
        for n in range(count)
    )
    with SQLiteStore(shop.store) as store:
        before = store.get(ASKED)
        assert before is not None
        done = apply(before, EvidenceAdded(typed.read_moment(NOON)))
        at = typed.read_moment(NOON)
        change = Change(before, done.order, done.steps, entries, (), None, at, "1", (), None)
        store.commit(change)


class TestInterruptions:
    """Ctrl-C says what was done."""

    def test_in_an_import(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is in is said, and a second run takes the rest in."""
        whole, batches = Desk.ingest, iter(range(9))

        def once(desk: Desk, snapshots: list[Snapshot]) -> IngestReport:
            if next(batches):
                raise KeyboardInterrupt
            return whole(desk, snapshots)

        monkeypatch.setattr(importing, "_BATCH", 4)
        with a_shop(empty=True) as shop:
            with monkeypatch.context() as patched:
                patched.setattr(Desk, "ingest", once)
                ended = shop.run("import", *FILES)
            there = len(shop.json("export", "orders")["rows"])
            again = shop.json("import", *FILES)

        assert ended.code == 130
        assert "Stopped: 4 of 12 orders are in." in ended.err
        assert there + again["new"] == 11


class TestPolicy:
    """`policy` prints what `--policy` reads."""

    @given(strategies.policies(), st.sampled_from(list(LANGUAGES)))
    def test_there_and_back(self, policy: Policy, lang: str) -> None:
        """Any policy is written as TOML and read as it was."""
        assert policy_file.parsed(policy_file.written(policy, lang)) == policy

    def test_in_a_file(self, shop: Shop) -> None:
        """What is printed can be changed and given back; what is left out keeps its default."""
        file = shop.folder / "policy.toml"
        printed = shop.run("policy").out
        file.write_text(printed.replace("lift = []", 'lift = ["QC-19"]'), "utf-8")
        short = shop.folder / "short.toml"
        short.write_text('lift = ["QC-19"]\n', "utf-8")

        codes = [shop.run("why", ASKED, "ship", "--policy", str(f)).code for f in (file, short)]

        assert shop.run("why", ASKED, "ship").code == 1
        assert codes == [0, 0]
        assert shop.run("policy", "--policy", str(file)).out == file.read_text("utf-8")
        assert from_json(shop.json("policy")) == Policy()

    @pytest.mark.parametrize(
        "text",
        [
            "planed_day = true",
            "text = 3",
            "[text]\nmin_char = 3",
            "short_duty = 3",
            'short_duty = "two hours"',
            'lift = "QC-19"',
            'lift = ["QC-05"]',
            "planned_day = 1",
            "planned_day =",
            "[text]\nmin_chars = 0",
        ],
    )
    def test_no_policy(self, shop: Shop, text: str) -> None:
        """A mistyped switch is said, never passed over."""
        file = shop.folder / "policy.toml"
        file.write_text(text, "utf-8")

        ended = shop.run("policy", "--policy", str(file))

        assert ended.code == 2
        assert str(file) in ended.err

    @given(st.binary(max_size=60))
    def test_any_file(self, raw: bytes) -> None:
        """Whatever is in the file, it is a policy or a problem."""
        with a_shop(empty=True) as shop:
            file = shop.folder / "policy.toml"
            file.write_bytes(raw)
            assert shop.run("policy", "--policy", str(file)).code in {0, 2}


_READING = {
    name: args
    for name, args in EXAMPLES.items()
    if args[0] in COMMANDS["ask"] or name == "dead-letters list"
}


class TestReadingOnly:
    """What only reads needs no right to write, and changes nothing."""

    @pytest.mark.parametrize("args", _READING.values(), ids=_READING)
    def test_without_the_right_to_write(self, shop: Shop, args: list[str]) -> None:
        """In a folder and a file that are not writable, the answer is the same."""
        answer = shop.run(*args)
        shop.store.chmod(0o444)
        shop.folder.chmod(0o555)
        try:
            with as_nobody():
                ended = shop.run(*args)
        finally:
            shop.folder.chmod(0o755)

        assert ended == answer

    @pytest.mark.parametrize("args", _READING.values(), ids=_READING)
    def test_nothing_is_changed(self, shop: Shop, args: list[str]) -> None:
        """The file is the same to the byte, and no other stands beside it."""
        before, written = shop.store.read_bytes(), shop.store.stat().st_mtime_ns

        shop.run(*args, at="2030-01-01 12:00")

        assert shop.store.read_bytes() == before
        assert shop.store.stat().st_mtime_ns == written
        assert [file.name for file in shop.folder.iterdir()] == [shop.store.name]

    def test_what_others_have_just_written_is_read(self, shop: Shop) -> None:
        """While somebody has the store open, what is committed is seen."""
        with SQLiteStore(shop.store) as store:
            Desk(store, clock=lambda: typed.read_moment(NOON)).approve(ASKED)

            document = shop.json("show", ASKED)

        assert document["order"]["state"] == "cancelling"


class TestExportToATerminal:
    """On a terminal nothing in an export is obeyed; in a pipe or a file it is whole."""

    @pytest.mark.parametrize("form", ["csv", "jsonl"])
    def test_controls(self, shop: Shop, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A text that clears the screen or turns the line round is made visible."""
        text = "\x1b[2J\x1b]0;x\x07\u202e発送"
        shop.run("record", ASKED, "refuse", "--reason", "other", "--text", text)
        args = ["export", "history", "--format", form]

        piped = shop.run(*args).out
        monkeypatch.setattr("cli.command_line._Stream.isatty", lambda _: True, raising=False)
        shown = shop.run(*args).out

        assert not {"\x1b", "\x07", "\u202e"} & {*shown}
        assert "発送" in shown or "\\u767a" in shown
        assert (text in piped) == (form == "csv")


class TestStart:
    """A run reads only the modules that it needs."""

    @pytest.mark.parametrize(
        ("args", "spared"),
        [
            (
                ["--version"],
                [
                    "rich",
                    "sqlite3",
                    "qoo10_cancel.desk",
                    "qoo10_cancel.readers",
                    "qoo10_cancel.wording",
                ],
            ),
            (["qeue"], ["sqlite3", "qoo10_cancel.adapters.sqlite"]),
            (["rules"], ["sqlite3", "qoo10_cancel.readers", "asyncio"]),
            (
                ["queue"],
                ["qoo10_cancel.readers", "qoo10_cancel.adapters.notifiers", "asyncio", "ssl"],
            ),
        ],
    )
    def test_what_is_spared(self, shop: Shop, args: list[str], spared: list[str]) -> None:
        """These modules are not read."""
        script = (
            "import json, sys\nfrom qoo10_cancel.cli import main\n"
            f"main({args!r})\nprint(json.dumps(sorted(sys.modules)))"
        )
        # A measure of coverage would bring modules of its own along.
        env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        env["QOO10_CANCEL_STORE"] = str(shop.store)
        ended = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
        )

        assert not set(spared) & set(json.loads(ended.stdout.splitlines()[-1]))
