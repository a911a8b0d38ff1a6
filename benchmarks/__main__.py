"""Print every table: `python -m benchmarks`, or `make bench`."""

from __future__ import annotations

import sys

from benchmarks import core
from benchmarks.rounds import table


def main() -> int:
    """Print what was measured; it is for reading, and fails nothing."""
    rows = core.rows()
    for name in ("start", "text", "desk"):
        try:
            module = __import__(f"benchmarks.{name}", fromlist=[name])
        except ImportError as error:
            print(f"(no figures for {name}: {error})", file=sys.stderr)
        else:
            rows += module.rows()
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
