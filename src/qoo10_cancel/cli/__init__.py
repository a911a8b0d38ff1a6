"""The command line, `qoo10-cancel`: wiring and words for the terminal (extra: cli)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from .. import __version__
from ..errors import MissingExtra

__all__ = ["main"]

_NEEDED = frozenset({"click", "rich"})


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; see docs/command-line.md."""
    typed = sys.argv[1:] if args is None else args
    if list(typed) == ["--version"]:  # asked by scripts, which wait for nothing else
        with suppress(OSError):  # a stream that fails is named below
            print(__version__, flush=True)  # noqa: T201
            return 0
    try:
        from .app import run  # noqa: PLC0415 - the core installs without click and rich
    except ModuleNotFoundError as missing:
        if missing.name not in _NEEDED:
            raise
        print(MissingExtra("the command line", "cli"), file=sys.stderr)  # noqa: T201
        return 2
    _tolerate_any_stream()
    return run(typed)


def _tolerate_any_stream() -> None:
    """Escape what a stream cannot encode, and let a closed stream swallow what is written."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
