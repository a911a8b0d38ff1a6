"""Random shops for an hour: `python tests/converge.py [SECONDS]` prints what came of them."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path

import attrs

from qoo10_cancel.sandbox import Sandbox
from sandbox.test_convergence import run


def main(seconds: float) -> int:
    """Run one seed after the other until the time is over; return the exit code."""
    until = time.monotonic() + seconds
    sums: Counter[str] = Counter()
    false: list[int] = []
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        for seed in count():
            if time.monotonic() > until:
                break
            try:
                figures = run(sandbox, Path(folder) / f"{seed}.sqlite", seed, 60)
                sums.update(attrs.asdict(figures), shops=1)
            except AssertionError as error:
                print(f"seed {seed}: {error}")
                false.append(seed)
    print(f"{dict(sums)}, shops with something false: {len(false)}")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0))
