"""The command that writes orders and history for other programs."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

import attrs

from ..._fields import Answer
from ...order import Order
from ...ports import HistoryRow
from .. import rows
from ..files import new_file
from ..options import argument, command, option
from ..terminal import Terminal
from ..typed import Typed, choice

__all__ = ["Exported", "Rows", "export"]


@attrs.frozen
class Rows(Answer):
    """`export`: the orders, or the rows of their history."""

    rows: tuple[Order | HistoryRow, ...]


@attrs.frozen
class Exported(Answer):
    """`export --output`: how many rows were written, and where."""

    rows: int
    path: str


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
        terminal.show(Exported(count, output), view)
    elif terminal.json:
        terminal.show(Rows(tuple(rows.exported(terminal.store(), what))))
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
    with new_file(output, encoding) as stream:
        return _write(terminal, what, form, stream)
