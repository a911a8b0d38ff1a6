"""The command that writes orders and history for other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from .. import rows
from ..options import argument, command, option
from ..problems import Misuse
from ..terminal import Terminal
from ..typed import Typed, choice

__all__ = ["export"]

_WHAT: Final = choice("WHAT", "export", ("orders", "history"))
_FORM: Final = choice("FORM", "export", ("jsonl", "csv"))


@command("export")
@argument("what", type=_WHAT)
@option("--format", "form", type=_FORM, default="jsonl")
@option("--output", type=Typed("PATH", str))
def export(terminal: Terminal, what: str, form: str, output: str | None) -> None:
    """Write orders or their history as JSON lines, or as CSV that is safe in spreadsheets."""
    if output is not None:
        count = _write_file(terminal, what, form, Path(output))
        view = terminal.say("export.done", count=count, path=output)
        terminal.show({"rows": count, "path": output}, view)
    elif terminal.json:
        values = rows.exported(terminal.store(), what)
        terminal.show({"rows": [rows.document(value, terminal.lang) for value in values]})
    else:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # Windows would end the lines of CSV twice
        _write(terminal, what, form, sys.stdout)


def _write(terminal: Terminal, what: str, form: str, to: TextIO) -> int:
    values = rows.exported(terminal.store(), what)
    if form == "jsonl":
        return rows.write_lines(values, to, terminal.lang)
    return rows.write_csv(map(rows.row, values), to, visibly=to.isatty())


def _write_file(terminal: Terminal, what: str, form: str, output: Path) -> int:
    terminal.store()
    # Spreadsheets take a CSV file for UTF-8 only when it opens with a byte order mark.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    try:
        with _new_file(output, encoding) as stream:
            return _write(terminal, what, form, stream)
    except OSError as error:
        raise Misuse("unwritable", path=output, why=error.strerror) from None


@contextmanager
def _new_file(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a new file for this user alone; take it away if it is not written to its end."""
    stream = open(path, "x", encoding=encoding, newline="", opener=_private)  # noqa: SIM115
    try:
        with stream:
            yield stream
    except BaseException:
        path.unlink()  # half a file would stand in the way of the next try
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # texts to buyers and names of staff are in it
