"""The command line, `qoo10-cancel`: wiring and words for the terminal (extra: cli)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..errors import MissingExtra

__all__ = ["main"]

_NEEDED = frozenset({"typer", "rich"})


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; see docs/command-line.md."""
    try:
        from .app import run  # noqa: PLC0415 - the core installs without typer and rich
    except ModuleNotFoundError as missing:
        if missing.name not in _NEEDED:
            raise
        print(MissingExtra("the command line", "cli"), file=sys.stderr)  # noqa: T201
        return 2
    return run(sys.argv[1:] if args is None else args)
