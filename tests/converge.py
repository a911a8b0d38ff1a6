"""Random shops for an hour: `python tests/converge.py [SECONDS [SEED]]` prints the figures."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import Counter
from itertools import count
from pathlib import Path

import attrs

from qoo10_cancel.sandbox import Sandbox
from sandbox.test_convergence import World, answer

_STEPS = 40


def main(seconds: float, first: int) -> int:
    """Run one seed after the other until the time is over; return the exit code."""
    began = time.monotonic()
    sums: Counter[str] = Counter()
    failed: list[int] = []
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        for seed in count(first):
            if time.monotonic() > began + seconds:
                break
            world = World(sandbox, Path(folder) / f"{seed}.sqlite", seed, answer)
            try:
                world.live(_STEPS)
                world.settle()
            except AssertionError:
                print(f"seed {seed}: {traceback.format_exc()}", flush=True)
                failed.append(seed)
            finally:
                world.close()
            sums.update(attrs.asdict(world.figures), shops=1)
    minutes = (time.monotonic() - began) / 60
    print(f"{minutes:.0f} minutes, shops with something false: {len(failed)} {failed}")
    for name, number in sums.items():
        print(f"{name.replace('_', ' '):>16} {number:>8,}")
    return 1 if failed else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(float((arguments or ["3600"])[0]), int((arguments[1:] or ["0"])[0])))
