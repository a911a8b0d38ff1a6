"""The command that writes orders and history for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from ..ports import HistoryRow
from . import export
from .misuse import Misuse
from .register import command
from .terminal import Terminal

__all__ = ["add_exporting"]


def add_exporting(app: typer.Typer) -> None:
    """Add the command of this module to *app*."""
    command(app, "export")(_export)


def _export(
    terminal: Terminal,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="orders or history.")],
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="jsonl or csv.")] = "jsonl",
    output: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Write to this file; must be new.")
    ] = None,
) -> None:
    """Write orders or their history as JSON lines, or as CSV that is safe in spreadsheets."""
    if what not in {"orders", "history"} or form not in {"jsonl", "csv"}:
        raise Misuse("export")
    if output is not None:
        count = _written(terminal, what, form, output)
        document = {"rows": count, "path": str(output)}
        terminal.show(document, terminal.say("export.done", count=count, path=output))
    elif terminal.json:
        rows = [export.told(each, terminal.lang) for each in _exported(terminal, what)]
        terminal.show({"rows": rows})
    else:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # Windows would end the lines of CSV twice
        _pour(terminal, what, form, sys.stdout)


def _exported(terminal: Terminal, what: str) -> Iterable[export.Exported]:
    store = terminal.store()
    for order in export.all_orders(store):
        if what == "orders":
            yield order
        else:
            yield from store.history(order.order_no)


def _pour(terminal: Terminal, what: str, form: str, to: export.Out) -> int:
    values = _exported(terminal, what)
    if form == "jsonl":
        return export.write_lines(values, to, terminal.lang)
    return export.write_csv(
        (
            export.history_row(each) if isinstance(each, HistoryRow) else export.order_row(each)
            for each in values
        ),
        to,
    )


def _written(terminal: Terminal, what: str, form: str, output: Path) -> int:
    terminal.store()
    # Spreadsheets take a CSV file for UTF-8 only when it opens with a byte order mark.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    try:
        with _whole(output, encoding) as stream:
            return _pour(terminal, what, form, stream)
    except OSError as error:
        raise Misuse("unwritable", path=output, why=error.strerror) from None


@contextmanager
def _whole(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a new file; take it away again if it does not get whole."""
    stream = path.open("x", encoding=encoding, newline="")
    try:
        with stream:
            yield stream
    except BaseException:
        path.unlink()  # half a file would stand in the way of the next try
        raise
