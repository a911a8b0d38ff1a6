"""The scripts in examples/ run as they stand and say what they are to say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(path.name for path in FOLDER.glob("*.py"))

SAID = {
    "custom_notifier.py": (
        "FileNotifier keeps its promises",
        "Forgetful is caught: the notice was accepted while the way was cut",
    ),
    "demo.py": ("698016773", "698016769", "QC-02"),
    "embedding.py": (
        "CancelRefusal denied by QC-04",
        "CancelRefusal → awaiting_shipment",
        "to deliver: 698016773:4:duty_started:seller",
        "wake at: 2022-08-12T18:00:00+09:00",
    ),
    "own_policy.py": (
        "QC-03",
        "SHOP-1 an order of 68000 yen is refused by two people",
        "with a second person: True",
    ),
    "quickstart.py": ("QC-05", "awaiting_shipment until 2022-08-13 00:00:00+09:00", "buyer_mail"),
    "why_not.py": ("QC-02: 订单已是运送延期", "注文番号 698016769", "Shipment → shipped"),
}


def _run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in an empty folder, with nothing in its environment that it could lean on."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-W", "error", str(FOLDER / script)],
        cwd=folder,
        env=kept,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


class TestExamples:
    """Each script in examples/ runs by itself."""

    @pytest.mark.parametrize("script", SCRIPTS)
    def test_it_says_what_it_is_to_say(self, script: str, tmp_path: Path) -> None:
        """It ends well, complains about nothing, and prints its key lines."""
        if script == "demo.py":
            pytest.importorskip("rich", reason="the demo needs the extra cli")

        done = _run(script, tmp_path)

        assert (done.returncode, done.stderr) == (0, "")
        assert [line for line in SAID[script] if line not in done.stdout] == []
