"""The command line as a program of its own: pipes, colours, signals, completion."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cli.shop import ASKED, NOON, Shop, a_shop

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


def on_a_terminal(shop: Shop, *args: str, typed: bytes = b"", **more: str) -> tuple[int, str]:
    """Run a command on a pseudo-terminal; return exit code and screen."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *args], env=env(shop, **more), stdin=slave, stdout=slave, stderr=slave
    ) as program:
        os.close(slave)
        said = b""
        while select.select([master], [], [], 20)[0]:
            try:
                said += os.read(master, 65536)
            except OSError:  # the far end of a pseudo-terminal is closed
                break
            if typed and b"[y/N]" in said:
                os.write(master, typed)
                typed = b""
        os.close(master)
    return program.returncode, said.decode()


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
        told = piped([*args, "--json"], env=env(shop, **ascii_only))

        assert (words.returncode, words.stderr) == (0, b"")
        assert json.loads(told.stdout)["waiting"]


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
            ended, said = on_a_terminal(shop, *args, typed=typed)

        assert f"order {ASKED}" in said
        assert "only records it" in said
        assert ended == code
        assert ("QC-10" in said) == (code == 1)

    def test_nobody_is_asked_in_vain(self) -> None:
        """When another rule objects, it is denied without asking."""
        with a_shop() as shop:
            code, said = on_a_terminal(shop, "refuse", ASKED, *AT)

        assert code == 1
        assert "QC-04" in said
        assert "QC-10" not in said


class TestSignals:
    """`run` works until it is told to end."""

    @pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
    def test_run(self, sent: signal.Signals, code: int) -> None:
        """Ctrl-C is 130; SIGTERM ends after the round; neither says more."""
        with a_shop() as shop:
            command = [*PROGRAM, "run", "--every", "0.1"]
            with subprocess.Popen(command, env=env(shop), stderr=subprocess.PIPE) as program:
                assert program.stderr is not None
                said = program.stderr.readline()
                program.stderr.readline()  # the first round has begun
                program.send_signal(sent)
                rest = program.stderr.read()

            assert program.returncode == code
        assert b"Ctrl-C" in said
        assert b"Traceback" not in rest


class TestInstallation:
    """The core installs without; the shell completes."""

    def test_without_the_extra(self, tmp_path: Path) -> None:
        """Without Typer the program says how to get it, and ends with 2."""
        (tmp_path / "typer.py").write_text("raise ModuleNotFoundError(name='typer')")
        path = {"PYTHONPATH": str(tmp_path)}

        ended = piped([*PROGRAM, "queue"], env={**os.environ, **path})

        assert ended.returncode == 2
        assert ended.stderr.strip().endswith(b'pip install "qoo10-cancel[cli]"')

    def test_completion(self) -> None:
        """Commands and event names are completed."""
        asked = {"_QOO10_CANCEL_COMPLETE": "complete_bash", "COMP_WORDS": "qoo10-cancel why 1 re"}
        script = Path(sys.executable).parent / "qoo10-cancel"
        if not script.exists():
            pytest.skip("the program is not installed beside this Python")

        ended = piped(
            [script],
            env={**os.environ, **asked, "COMP_CWORD": "3"},
        )

        assert b"refuse" in ended.stdout
        assert b"approve" not in ended.stdout

    def test_version(self) -> None:
        """It says its version."""
        ended = piped([*PROGRAM, "--version"], os.environ)

        assert re.fullmatch(rb"\d+\.\d+\.\d+\S*\n", ended.stdout)
