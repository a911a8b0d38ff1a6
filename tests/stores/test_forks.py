"""A commit that has returned is there, whatever is forked while a store is open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .forks import FORMS, REFUSED

TESTS = Path(__file__).parents[1]
MAIN = "import sys; from stores.forks import main; main(*sys.argv[1:])"

if not hasattr(os, "fork"):
    pytest.skip("there are no forks on this system", allow_module_level=True)


class TestForks:
    """Nothing is lost and nothing hangs; who cannot use the file is refused, and told why."""

    @pytest.mark.parametrize("form", FORMS)
    def test_no_commit_is_lost(self, form: str, tmp_path: Path) -> None:
        """Closed and opened again in both processes, or refused in the child."""
        command = [sys.executable, "-c", MAIN, form, str(tmp_path / "orders"), "20"]
        done = subprocess.run(
            command, cwd=TESTS, check=True, stdout=subprocess.PIPE, text=True, timeout=120
        )

        left = json.loads(done.stdout)
        assert left["committed"] >= 20
        assert (left["lost"], left["half"]) == (0, 0)
        assert left["refused"] == REFUSED.get(form, 0)
