"""kill -9 between any two steps leaves nothing half done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from postgres import Cluster

from .kills import Tally

TESTS = Path(__file__).parents[1]


def after_kills(kind: str, where: str, kills: int) -> Tally:
    """Return what is left after so many kills."""
    command = [sys.executable, "-m", "stores.kills", kind, where, str(kills)]
    done = subprocess.run(command, cwd=TESTS, check=True, capture_output=True, text=True)
    return Tally(**json.loads(done.stdout))


class TestKills:
    """No change without its notices, no notice without its change, none lost."""

    def test_nothing_is_half_done_on_sqlite(self, tmp_path: Path) -> None:
        """Killed in the middle of a commit, of a delivery, and between them."""
        left = after_kills("sqlite", str(tmp_path / "orders.sqlite"), 20)

        assert left.sound, left
        assert left.kills == 20
        assert left.notices == 3 * left.refused > 0

    def test_nothing_is_half_done_on_postgresql(self, postgres: Cluster) -> None:
        """The same on a server."""
        left = after_kills("postgresql", postgres.new_database(), 8)

        assert left.sound, left
        assert left.kills == 8
        assert left.notices == 3 * left.refused > 0

    @pytest.mark.parametrize("kind", ["torn", "hasty"])
    def test_a_store_that_breaks_its_promise_is_caught(self, kind: str, tmp_path: Path) -> None:
        """One that writes row by row, and one that acknowledges before it is sent."""
        left = after_kills(kind, str(tmp_path / "orders.sqlite"), 30)

        assert not left.sound, left
