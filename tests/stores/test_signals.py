"""A handler of a signal may raise anywhere: nothing is left open, and nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from postgres import Cluster

TESTS = Path(__file__).parents[1]


def after_signals(kind: str, where: str, signals: int) -> dict[str, int]:
    """Return what is found open, and what is left, after so many signals."""
    command = [sys.executable, "-m", "stores.signals", kind, where, str(signals)]
    done = subprocess.run(
        command, cwd=TESTS, check=True, stdout=subprocess.PIPE, text=True, timeout=300
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


class TestSignals:
    """Others may write at once, and so may this process, while the exception is still handled."""

    def test_on_sqlite(self, tmp_path: Path) -> None:
        """At random instants; some are followed by a second one at once."""
        found = after_signals("sqlite", str(tmp_path / "orders.sqlite"), 200)

        assert found["signals"] == 200
        assert found["second"] > 0
        assert (found["locked"], found["unusable"], found["half"]) == (0, 0, 0)

    def test_on_postgresql(self, postgres: Cluster) -> None:
        """The same on a server."""
        found = after_signals("postgresql", postgres.new_database(), 60)

        assert found["signals"] == 60
        assert (found["locked"], found["unusable"], found["half"]) == (0, 0, 0)

    def test_a_store_that_leaves_it_open_is_caught(self, tmp_path: Path) -> None:
        """One that begins before it sees to the end."""
        assert after_signals("careless", str(tmp_path / "orders.sqlite"), 200)["locked"] > 0
