"""The commands sync, sandbox and qapi, against the sandbox, as they are typed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from qoo10_cancel import State
from qoo10_cancel.adapters.qapi import Qapi
from qoo10_cancel.cli.app import run
from qoo10_cancel.sandbox import Fault, FaultKind, Sandbox, Shop, ShopClock, fill

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(
    sandbox: Sandbox,
    shop: Shop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Typed:
    """Return a function that types a command and gives its code, output and errors."""
    monkeypatch.setenv("QOO10_CANCEL_QAPI_KEY", shop.key)
    monkeypatch.setenv("QOO10_CANCEL_QAPI_URL", sandbox.qapi_url)
    monkeypatch.setenv("QOO10_CANCEL_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("QOO10_CANCEL_LANG", "en")

    def type_it(*args: str) -> tuple[int, str, str]:
        code = run([*args, "--at", shop.clock().isoformat()])
        output = capsys.readouterr()
        return code, output.out, output.err

    return type_it


def document(result: tuple[int, str, str]) -> dict[str, Any]:
    """Return the JSON document of a command."""
    read: dict[str, Any] = json.loads(result[1])
    return read


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command's client wait for nothing."""
    defaults = Qapi.__init__.__kwdefaults__
    monkeypatch.setitem(defaults, "pace", 0.0)
    monkeypatch.setitem(defaults, "sleep", lambda _seconds: None)


@pytest.mark.usefixtures("quick")
class TestSync:
    """One poll, from a terminal."""

    def test_what_is_taken_in(self, typed: Typed, shop: Shop) -> None:
        """The same again changes nothing."""
        fill(shop)
        first, second = document(typed("sync", "--json")), document(typed("sync", "--json"))

        assert first["new"] == len(shop.all()) - 1  # one is unpaid
        assert (second["new"], second["changed"]) == (0, 0)
        assert first["complete"]

    def test_it_is_said_in_words(self, typed: Typed, shop: Shop) -> None:
        """And the queue then has the request."""
        order_no = shop.place(State.CANCEL_REQUESTED)

        code, out, _ = typed("sync")

        assert (code, "1 new" in out) == (0, True)
        assert order_no in typed("queue")[1]

    def test_a_dry_run(self, typed: Typed, shop: Shop) -> None:
        """Nothing is written, and that is said."""
        typed("sync")
        shop.place(State.CANCEL_REQUESTED)

        _, out, _ = typed("sync", "--dry-run")

        assert "A dry run: nothing was written." in out
        assert document(typed("queue", "--json"))["count"] == 0

    def test_a_part_is_missing(self, typed: Typed, shop: Shop) -> None:
        """What is there is taken in; the code says that it is not all."""
        shop.place(State.SCHEDULED)
        shop.faults.add(Fault(FaultKind.HTML, method="GetClaimInfo_V3", first=3))

        code, out, _ = typed("sync")

        assert code == 3
        assert "nothing that is missing is taken for gone" in " ".join(out.split())

    def test_a_key_that_is_refused(
        self, typed: Typed, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is said who must act, and the key is not shown."""
        shop.place(State.NEW)
        monkeypatch.setenv("QOO10_CANCEL_QAPI_KEY", "a-wrong-secret")

        code, out, err = typed("sync")

        assert code == 5
        assert "check the Seller Authorization Key" in " ".join(err.split())
        assert "a-wrong-secret" not in out + err

    def test_no_key(self, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is said which variable is not set."""
        monkeypatch.delenv("QOO10_CANCEL_QAPI_KEY")

        code, _, err = typed("sync")

        assert (code, "QOO10_CANCEL_QAPI_KEY" in err) == (2, True)

    def test_an_old_key(self, typed: Typed, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """A month before its end it is said."""
        issued = shop.clock().date() - timedelta(days=350)
        monkeypatch.setenv("QOO10_CANCEL_QAPI_KEY_ISSUED", issued.isoformat())

        _, _, err = typed("sync")

        assert "The QAPI key holds until" in err


@pytest.mark.usefixtures("quick")
class TestShapes:
    """`qapi capture` and `qapi compare`."""

    def test_the_sandbox_against_itself(self, typed: Typed, shop: Shop, tmp_path: Path) -> None:
        """Nothing differs."""
        fill(shop)
        file = str(tmp_path / "shape.json")

        assert typed("qapi", "capture", file)[0] == 0
        code, out, _ = typed("qapi", "compare", file)

        assert (code, out.strip()) == (0, "Both look the same.")

    def test_a_difference(self, typed: Typed, shop: Shop, tmp_path: Path) -> None:
        """Named by method and field; a file that exists is not written over."""
        fill(shop)
        file = tmp_path / "shape.json"
        typed("qapi", "capture", str(file))
        real = json.loads(file.read_text(encoding="utf-8"))
        row = real["methods"]["ShippingBasic.GetClaimInfo_V3"]["row"]
        row["claim_status"] = row.pop("claimStatus")
        file.write_text(json.dumps(real), encoding="utf-8")

        code, out, _ = typed("qapi", "compare", str(file))

        assert code == 1
        assert "claim_status: is missing; perhaps it is called claimStatus" in " ".join(
            out.split()
        )
        assert typed("qapi", "capture", str(file))[0] == 2

    @pytest.mark.parametrize("content", ["", "[]", "{}", "\x00"])
    def test_no_capture(self, typed: Typed, tmp_path: Path, content: str) -> None:
        """It is said."""
        file = tmp_path / "x.json"
        file.write_text(content, encoding="utf-8")

        assert typed("qapi", "compare", str(file), str(file))[0] == 2


class TestTheSandboxCommand:
    """`qoo10-cancel sandbox` and `python -m qoo10_cancel.sandbox`."""

    @pytest.mark.parametrize(
        "program",
        [["qoo10_cancel.cli", "sandbox"], ["qoo10_cancel.sandbox"]],
        ids=["cli", "module"],
    )
    def test_it_opens_and_ends(self, program: list[str], sandbox: Sandbox) -> None:
        """It says where it is, answers there, and ends with Ctrl-C."""
        port = _free_port(sandbox)
        process = subprocess.Popen(
            [sys.executable, "-m", *program, "--port", port],
            stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
            preexec_fn=_hears_ctrl_c,  # noqa: PLW1509  no other thread runs in between
        )  # fmt: skip
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(8)]

        url = re.search(r"http://127\.0\.0\.1:\d+", "".join(lines))
        assert url is not None
        assert httpx2.get(f"{url[0]}/_sandbox/shop/clock").json()["running"] is True
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        process.stdout.close()


def _hears_ctrl_c() -> None:
    """Undo what a shell does to jobs in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _free_port(sandbox: Sandbox) -> str:
    """Return a port that was free a moment ago."""
    with Sandbox() as other:
        other.open(clock=ShopClock())
        return other.url.rpartition(":")[2]


class TestErrorsInFourLanguages:
    """What goes wrong between the tool and Qoo10 is said in the reader's language, to the end."""

    FAULTS = (
        *(Fault(FaultKind.CODE, code=code, routing=False)
          for code in (-10000, -90002, -90004, -10001, -4711)),
        Fault(FaultKind.SERVER_ERROR), Fault(FaultKind.REFUSE), Fault(FaultKind.NO_OBJECT),
    )  # fmt: skip

    @pytest.mark.usefixtures("quick")
    @pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind.value}{fault.code}")
    def test_no_english_in_it(self, typed: Typed, shop: Shop, fault: Fault) -> None:
        """In English it is itself; elsewhere no three English words stand in a row."""
        shop.faults.add(fault)
        outputs = {lang: typed("sync", "--lang", lang)[2] for lang in ("en", "ja", "zh-CN", "ko")}

        english = re.compile(r"[a-z]+ [a-z]+ [a-z]+", re.IGNORECASE)
        assert [lang for lang, text in outputs.items() if english.search(text)] == ["en"]
        assert len(set(outputs.values())) == 4

    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("QOO10_CANCEL_QAPI_KEY", "short"),
            ("QOO10_CANCEL_QAPI_URL", "http://api.qoo10.jp/x"),
            ("QOO10_CANCEL_QAPI_URL", "https://api.qoo10.jp/x?y"),
        ],
    )
    def test_nor_in_what_was_set_wrong(
        self, typed: Typed, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
    ) -> None:
        """The key and the address."""
        monkeypatch.setenv(variable, value)
        outputs = {lang: typed("sync", "--lang", lang)[2] for lang in ("en", "ja", "zh-CN", "ko")}

        english = re.compile(r"[a-z]+ [a-z]+ [a-z]+", re.IGNORECASE)
        assert [lang for lang, text in outputs.items() if english.search(text)] == ["en"]
        assert value not in "".join(outputs.values())
