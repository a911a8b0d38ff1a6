"""How long a process waits before it does anything: an import, the version, a short list."""

# ruff: noqa: S603  our own commands

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.rounds import Row

DATA = Path(__file__).parents[1] / "examples" / "data"
SAMPLES = sorted(DATA.glob("*_20220812.csv"))


def rows() -> list[Row]:
    """Return the rows of starting a process, each without that of a bare one, compiled."""
    program = ["-m", "qoo10_cancel.cli"]
    with TemporaryDirectory() as folder:
        store = str(Path(folder) / "shop.sqlite")
        subprocess.run([sys.executable, *program, "import", *map(str, SAMPLES), "--store", store],
                       check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        spent = _spent(
            {
                "bare": ["-c", "pass"],
                "base": ["-c", "import attrs, transitions"],
                "decide": ["-c", "from qoo10_cancel import decide"],
                "version": [*program, "--version"],
                "queue": [*program, "queue", "--store", store],
            }
        )
    base = spent["base"] - spent["bare"]
    times = {name: (seconds - spent["bare"]) / base for name, seconds in spent.items()}
    goals = {
        "decide": ("`from qoo10_cancel import decide`", 2.0),
        "version": ("`qoo10-cancel --version`", 1.0),
        "queue": ("`qoo10-cancel queue`, 11 orders", 3.5),
    }
    return [
        (f"{what}, against `import attrs, transitions`", f"≤ {goal:g}",
         f"{times[name]:.2f} ×", times[name] <= goal)
        for name, (what, goal) in goals.items()
    ]  # fmt: skip


def _spent(runs: dict[str, list[str]]) -> dict[str, float]:
    """Return the seconds of a processor that each run takes, the least of 15 rounds."""
    # The first round compiles, unless the environment forbids to keep what it has compiled.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    least = dict.fromkeys(runs, float("inf"))
    for _ in range(15):
        for name, args in runs.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *args], check=True, stdout=subprocess.DEVNULL, env=env)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = sum(after[:2]) - sum(before[:2])
            least[name] = min(least[name], seconds)
    return least
