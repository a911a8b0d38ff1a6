"""The command that takes in files: good rows are kept, bad ones are listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import track

from ..errors import Unreadable
from ..readers import Reading, join, read_file
from ..snapshot import Snapshot
from . import documents, views
from .misuse import NothingRead
from .register import ACT, command
from .terminal import BAD_ROWS, DONE, Terminal
from .typed import moment
from .wiring import now as machine_time
from .words import say

__all__ = ["add_taking_in"]

_LONG: Final = 2000
"""From so many orders on, an import shows its progress."""


def add_taking_in(app: typer.Typer) -> None:
    """Add the command of this module to *app*."""
    command(app, "import", ACT)(_import)


def _import(
    terminal: Terminal,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="J·QSM CSV files and QAPI replies.")
    ],
    seen_at: Annotated[
        str | None,
        typer.Option(
            metavar="MOMENT",
            help="When the files were exported; else --at, else when each was last written.",
        ),
    ] = None,
) -> int:
    """Take in J·QSM files and QAPI replies, joined by order number.

    Good rows are taken in, bad ones are listed with their line and column.
    """
    given = None if seen_at is None else moment(seen_at)
    readings, problems = _read(terminal, files, given)
    if not readings:
        raise NothingRead(problems)
    intake = terminal.desk(make=True).ingest(_tracked(terminal, join(readings)))
    document = documents.intake(intake, problems, terminal.lang)
    terminal.show(document, views.intake_panel(intake, problems, terminal.lang))
    return BAD_ROWS if problems or intake.skipped else DONE


def _read(
    terminal: Terminal, files: Sequence[Path], given: datetime | None
) -> tuple[list[Reading], list[Unreadable]]:
    readings: list[Reading] = []
    problems: list[Unreadable] = []
    for path in files:
        try:
            reading = read_file(path, given or _written_at(terminal, path))
        except Unreadable as error:
            problems.append(_whole(error, path))
        else:
            readings.append(reading)
            problems += reading.problems
    return readings, problems


def _whole(error: Unreadable, path: Path) -> Unreadable:
    """Name the file as it was typed: readers know it by its last part, and cut that."""
    return Unreadable(
        error.problem,
        source=str(path),
        line=error.line,
        column=error.column,
        value=error.value,
    )


def _written_at(terminal: Terminal, path: Path) -> datetime:
    if terminal.is_rehearsal:
        return terminal.now()
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return machine_time()
    return min(written, machine_time())


def _tracked(terminal: Terminal, snapshots: Sequence[Snapshot]) -> Iterator[Snapshot]:
    """Show the progress of a long import, on a terminal only."""
    errors = Console(stderr=True)
    quiet = terminal.json or not errors.is_terminal or len(snapshots) < _LONG
    title = say("intake.reading", terminal.lang)
    yield from track(snapshots, title, console=errors, transient=True, disable=quiet)
