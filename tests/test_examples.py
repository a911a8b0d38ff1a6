"""The scripts in examples/ run as they stand and say what they are to say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from postgres import PostgresMissing, binaries

FOLDER = Path(__file__).parents[1] / "examples"
SHARED = {"local_postgres.py", "web_django.py", "web_fastapi.py"}
SCRIPTS = sorted({path.name for path in FOLDER.glob("*.py")} - SHARED)

SAID = {
    "custom_notifier.py": (
        "FileNotifier keeps its promises",
        "Forgetful is caught: the notice was accepted while the way was cut",
    ),
    "demo.py": ("698016773", "QC-02", "698016779  not paid", "broken on purpose", "(tried 1 ×)"),
    "embedding.py": (
        "CancelRefusal denied by QC-04",
        "CancelRefusal → awaiting_shipment",
        "to deliver: 698016773:4:duty_started:seller",
        "wake at: 2022-08-12T18:00:00+09:00",
    ),
    "many_workers.py": (
        "orders              12",
        "refused             12",
        "notices             48",
        "delivered           48",
        "lost                 0",
        "workers killed       1",
    ),
    "one_transaction.py": (
        "rolled back:     parcel not held, order cancel_requested, 1 steps, 1 notices",
        "committed:       parcel held, order awaiting_shipment, 3 steps, 4 notices",
    ),
    "own_policy.py": (
        "QC-03",
        "SHOP-1 an order of 68000 yen is refused by two people",
        "with a second person: True",
    ),
    "quickstart.py": ("QC-05", "awaiting_shipment until 2022-08-13 00:00:00+09:00", "buyer_mail"),
    "why_not.py": ("QC-02: 订单已是运送延期", "注文番号 698016769", "Shipment → shipped"),
}

OPTIONS = {"many_workers.py": ("--orders", "12", "--workers", "2", "--kill", "1")}
ON_POSTGRESQL = {"many_workers.py", "one_transaction.py"}


def _need_postgresql() -> None:
    """Skip with the reason where there is no PostgreSQL, and fail where CI is set."""
    if not os.environ.get("CI"):
        pytest.importorskip("psycopg_pool", reason="the script needs the extra postgres")
    try:
        binaries()
    except PostgresMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"not run on PostgreSQL: {missing}")


def _run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in an empty folder, with nothing in its environment that it could lean on."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    # Not -I: a script finds the module beside it.
    python = (sys.executable, "-E", "-s", "-X", "utf8", "-W", "error")
    return subprocess.run(
        [*python, str(FOLDER / script), *OPTIONS.get(script, ())],
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
        if script in ON_POSTGRESQL:
            _need_postgresql()

        done = _run(script, tmp_path)

        assert (done.returncode, done.stderr) == (0, "")
        assert [line for line in SAID[script] if line not in done.stdout] == []
