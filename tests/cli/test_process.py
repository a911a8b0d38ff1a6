"""The command line as a program of its own: pipes, colours, signals, completion."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cli.command_line import ASKED, NOON, Shop, a_shop, value_of
from qoo10_cancel.cli import main
from qoo10_cancel.cli.words import say

PROGRAM = [sys.executable, "-m", "qoo10_cancel.cli"]
AT = ["--at", NOON]


@pytest.fixture(scope="module")
def shop() -> object:
    """Give a shop with the sample files taken in."""
    with a_shop() as opened:
        yield opened


def env(shop: Shop, **more: str) -> dict[str, str]:
    """Return an environment in which the shop is the default store."""
    quiet = {"QOO10_CANCEL_STORE": str(shop.store), "TERM": "xterm-256color", "COLUMNS": "80"}
    left_out = {"NO_COLOR", "FORCE_COLOR", "QOO10_CANCEL_LANG"}
    return {k: v for k, v in os.environ.items() if k not in left_out} | quiet | more


def piped(
    command: Sequence[str | Path], env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Run a program with both its outputs in pipes."""
    return subprocess.run(command, check=False, env=env, capture_output=True)


def on_a_terminal(
    shop: Shop, *args: str, typed: bytes = b"", interrupted: bytes = b"", **more: str
) -> tuple[int, str]:
    """Run a command on a pseudo-terminal; return exit code and screen.

    At its question *typed* is typed; when the screen shows *interrupted*, Ctrl-C is pressed.
    """
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *args], env=env(shop, **more), stdin=slave, stdout=slave, stderr=slave
    ) as program:
        os.close(slave)
        output = b""
        quiet = 0
        while quiet < 20:
            if not select.select([master], [], [], 1)[0]:
                quiet += 1
                # An interrupt just before the program waits is noticed with the next one.
                if interrupted and interrupted in output and program.poll() is None:
                    program.send_signal(signal.SIGINT)
                continue
            try:
                output += os.read(master, 65536)
            except OSError:  # the far end of a pseudo-terminal is closed
                break
            if typed and b"[y/N]" in output:
                os.write(master, typed)
                typed = b""
        os.close(master)
    return program.returncode, output.decode()


class TestPipes:
    """A pipe gets plain text; whoever stops reading is no error of ours."""

    def test_no_colour(self, shop: Shop) -> None:
        """Nothing but text goes into a pipe."""
        ended = piped([*PROGRAM, "queue", *AT], env=env(shop))

        assert ended.returncode == 0
        assert b"\x1b" not in ended.stdout + ended.stderr

    def test_a_reader_that_leaves(self, shop: Shop) -> None:
        """`| head -1` ends quietly."""
        command = f"{' '.join(PROGRAM)} rules | head -c 1"
        script = f"set -o pipefail; {command}"

        ended = piped(["bash", "-c", script], env=env(shop))

        assert ended.returncode in {0, 141}
        assert ended.stderr == b""

    def test_an_old_terminal(self, shop: Shop) -> None:
        """Where the system's encoding has no Japanese, nothing breaks, and JSON is JSON."""
        ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        args = [*PROGRAM, "queue", "--lang", "ja", *AT]

        words = piped(args, env=env(shop, **ascii_only))
        piped_json = piped([*args, "--json"], env=env(shop, **ascii_only))

        assert (words.returncode, words.stderr) == (0, b"")
        assert json.loads(piped_json.stdout)["waiting"]


class TestClosedStreams:
    """A stream that is closed, full or cut off ends a run as documented, never in a traceback."""

    @pytest.mark.parametrize(
        ("args", "code", "message"),
        [
            ("check-text", 2, b"standard input"),
            ("check-text -", 2, b"standard input"),
            (f"refuse {ASKED} --reason shipped -e tracking_no=1", 1, b"QC-10"),
        ],
    )
    def test_nothing_to_read(self, shop: Shop, args: str, code: int, message: bytes) -> None:
        """With standard input closed there is no text, and nobody who can be asked."""
        ended = in_a_shell(shop, f"{args} --at '{NOON}'", "<&-")

        assert ended.returncode == code
        assert message in ended.stdout + ended.stderr
        assert b"Traceback" not in ended.stderr

    def test_what_cannot_be_read(self, shop: Shop) -> None:
        """A standard input that cannot be read is said to be so, and is no denial."""
        ended = in_a_shell(shop, "check-text --json", "0>/dev/null")

        assert ended.returncode == 2
        assert "cannot be read" in json.loads(ended.stdout)["message"]

    @pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
    def test_nowhere_to_write(self, shop: Shop, closed: str) -> None:
        """Whoever closes an output does not want it; the command runs all the same."""
        assert in_a_shell(shop, "queue", closed).returncode == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
    @pytest.mark.parametrize(
        "args", ["queue", "queue --json", "export orders", "show 1 --json", "--help", "--version"]
    )
    def test_a_full_disk(self, shop: Shop, args: str) -> None:
        """What cannot be written is said in one line, and ends with 2."""
        ended = in_a_shell(shop, args, ">/dev/full", QOO10_CANCEL_LANG="ja")

        assert ended.returncode == 2
        message = say("problem.output", "ja", why="No space left on device")
        assert ended.stderr.decode().splitlines() == [message]

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
    def test_a_full_disk_for_errors(self, shop: Shop) -> None:
        """An error that cannot be said keeps its exit code."""
        assert in_a_shell(shop, "show 1", "2>/dev/full").returncode == 4

    @pytest.mark.parametrize("args", [["queue"], ["show", "1", "--json"], ["--help"], ["qeue"]])
    def test_a_reader_that_has_gone(self, shop: Shop, args: list[str]) -> None:
        """A pipe that nobody reads ends with 141, silently, or with the code of the error."""
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as gone:
            ended = subprocess.run(
                [*PROGRAM, *args], check=False, env=env(shop), stdout=gone, stderr=gone
            )

        assert ended.returncode == (2 if args == ["qeue"] else 141)

    def test_a_stream_of_another_kind(self, shop: Shop) -> None:
        """A program may catch what is printed in whatever takes text."""
        stream = io.StringIO(newline="")
        with contextlib.redirect_stdout(stream):
            code = main(["export", "orders", "--format", "csv", "--store", str(shop.store)])

        assert code == 0
        assert stream.getvalue() == shop.run("export", "orders", "--format", "csv").out


def in_a_shell(
    shop: Shop, args: str, streams: str, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command with its streams as the shell's words *streams* say."""
    script = f"exec {shlex.join(PROGRAM)} {args} {streams}"
    return piped(["bash", "-c", script], env=env(shop, **more))


class TestTerminals:
    """On a terminal there are colours, and somebody who can be asked."""

    def test_colours(self, shop: Shop) -> None:
        """Colours appear, and not under NO_COLOR."""
        _, coloured = on_a_terminal(shop, "queue", *AT)
        _, plain = on_a_terminal(shop, "queue", *AT, NO_COLOR="1")

        assert "\x1b[33m" in coloured
        assert not re.search(r"\x1b\[[0-9;]*3[0-9]", plain)

    @pytest.mark.parametrize(("typed", "code"), [(b"n\n", 1), (b"y\n", 0)])
    def test_the_ok_of_the_dialog(self, typed: bytes, code: int) -> None:
        """A refusal is confirmed by whoever sits there (QC-10)."""
        args = ["refuse", ASKED, "--reason", "prepared", "-e", f"prepared_at={NOON}", *AT]
        with a_shop() as shop:
            ended, screen = on_a_terminal(shop, *args, typed=typed)

        assert f"order {ASKED}" in screen
        assert "only records it" in screen
        assert ended == code
        assert ("QC-10" in screen) == (code == 1)

    def test_nobody_is_asked_in_vain(self) -> None:
        """When another rule objects, it is denied without asking."""
        with a_shop() as shop:
            code, screen = on_a_terminal(shop, "refuse", ASKED, *AT)

        assert code == 1
        assert "QC-04" in screen
        assert "QC-10" not in screen


class TestSignals:
    """`run` works until it is told to end, and says what it does."""

    def test_each_round_is_a_line(self) -> None:
        """A round that did something is told with its counts; one that did nothing is not."""
        with a_shop() as shop:
            command = [*PROGRAM, "run", "--every", "0.1", "--notifier", "log"]
            with subprocess.Popen(command, env=env(shop), stderr=subprocess.PIPE) as program:
                assert program.stderr is not None
                line = next(
                    printed for printed in program.stderr if b" moved by the clock; " in printed
                )
                time.sleep(0.5)  # some rounds more, with nothing to do
                program.send_signal(signal.SIGTERM)
                rest = program.stderr.read()

        assert re.search(rb"^\d{4}-\d\d-\d\d \d\d:\d\d  \d+ moved .* \d+ delivered", line)
        assert rest == b""

    def test_what_fails_is_said(self) -> None:
        """A round in which a notice was not accepted says why."""
        mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "1"}
        mail |= {"MAIL_FROM": "a@b.example", "MAIL_TO": "c@d.example"}
        with a_shop() as shop:
            named = env(shop, **{f"QOO10_CANCEL_{name}": value for name, value in mail.items()})
            with subprocess.Popen([*PROGRAM, "run"], env=named, stderr=subprocess.PIPE) as program:
                assert program.stderr is not None
                line = next(printed for printed in program.stderr if b" to try again" in printed)
                why = program.stderr.readline()
                program.send_signal(signal.SIGTERM)

        assert b" 0 delivered" in line
        assert b"127.0.0.1" in why or b"refused" in why

    def test_at_a_prompt(self) -> None:
        """Ctrl-C at the question records nothing and ends with 130."""
        args = ["refuse", ASKED, "--reason", "prepared", "-e", f"prepared_at={NOON}", *AT]
        with a_shop() as shop:
            before = shop.json("history", ASKED)
            code, screen = on_a_terminal(shop, *args, interrupted=b"[y/N]")

            assert code == 130
            assert "Traceback" not in screen
            assert say("problem.nothing_recorded", "en") in screen
            assert shop.json("history", ASKED) == before

    def test_the_end_of_input_at_a_prompt(self) -> None:
        """Ctrl-D at the question is no answer, either."""
        args = ["refuse", ASKED, "--reason", "prepared", "-e", f"prepared_at={NOON}", *AT]
        with a_shop() as shop:
            code, _ = on_a_terminal(shop, *args, typed=b"\x04")

            assert code == 130
            assert value_of(shop.json("show", ASKED)["order"]).refused_at is None

    @pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
    def test_run(self, sent: signal.Signals, code: int) -> None:
        """Ctrl-C is 130; SIGTERM ends after the round; neither says more."""
        with a_shop() as shop:
            command = [*PROGRAM, "run", "--every", "0.1", "--notifier", "log"]
            with subprocess.Popen(command, env=env(shop), stderr=subprocess.PIPE) as program:
                assert program.stderr is not None
                line = program.stderr.readline()
                program.stderr.readline()  # the first round has begun
                program.send_signal(sent)
                rest = program.stderr.read()

            assert program.returncode == code
        assert b"Ctrl-C" in line
        assert b"Traceback" not in rest


class TestInstallation:
    """The core installs without; the shell completes."""

    def test_without_the_extra(self, tmp_path: Path) -> None:
        """Without Click the program says how to get it, and ends with 2."""
        (tmp_path / "click.py").write_text("raise ModuleNotFoundError(name='click')")
        path = {"PYTHONPATH": str(tmp_path)}

        ended = piped([*PROGRAM, "queue"], env={**os.environ, **path})

        assert ended.returncode == 2
        assert ended.stderr.strip().endswith(b'pip install "qoo10-cancel[cli]"')

    def test_another_module_that_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Only what the extra brings is blamed on the extra."""
        monkeypatch.setitem(sys.modules, "qoo10_cancel.cli.app", None)

        with pytest.raises(ModuleNotFoundError):
            main(["queue"])

    @pytest.mark.parametrize(
        ("typed", "offered", "withheld"),
        [
            ("dead", "dead-letters", "queue"),
            ("why 1 re", "refuse", "approve"),
            ("refuse 1 --reason pr", "prepared", "shipped"),
            ("queue --lang z", "zh-CN", "ja"),
            ("deliver --notifier w", "webhook", "mail"),
        ],
    )
    def test_completion(self, typed: str, offered: str, withheld: str) -> None:
        """Commands, events, reasons, languages and notifiers are completed."""
        words = f"qoo10-cancel {typed}"
        asked = {"_QOO10_CANCEL_COMPLETE": "bash_complete", "COMP_WORDS": words}
        script = Path(sys.executable).parent / "qoo10-cancel"
        if not script.exists():
            pytest.skip("the program is not installed beside this Python")

        place = {"COMP_CWORD": str(len(words.split()) - 1)}
        ended = piped([script], env={**os.environ, **asked, **place})

        assert offered in ended.stdout.decode()
        assert withheld not in ended.stdout.decode()

    def test_version(self) -> None:
        """It says its version."""
        ended = piped([*PROGRAM, "--version"], os.environ)

        assert re.fullmatch(rb"\d+\.\d+\.\d+\S*\n", ended.stdout)
