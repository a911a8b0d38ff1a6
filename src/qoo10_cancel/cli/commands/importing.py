"""The command that takes in files: good rows are kept, bad ones are listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

import attrs
from rich.console import Console
from rich.progress import track

from ...desk import IngestReport
from ...errors import Unreadable
from ...readers import Reading, join, read_file
from ...snapshot import Snapshot
from .. import views
from ..documents import Imported
from ..options import argument, command, option
from ..problems import Interrupted, NothingRead
from ..terminal import BAD_ROWS, DONE, Terminal, machine_time
from ..typed import MOMENT, Typed
from ..words import say

__all__ = ["import_", "sum_reports"]

_LONG: Final = 2000
"""From this many orders on, an import shows its progress."""

_BATCH: Final = 500
"""Orders taken in at a time; Ctrl-C leaves whole batches."""


@command("import")
@argument("files", type=Typed("FILE", str), nargs=-1, required=True)
@option("--seen-at", type=MOMENT)
@option("--complete", is_flag=True)
def import_(
    terminal: Terminal, files: Sequence[str], seen_at: datetime | None, complete: bool
) -> int:
    """Take in J·QSM files and QAPI replies, joined by order number.

    Good rows are taken in, bad ones are listed with their line and column.
    """
    readings, problems = _read(terminal, files, seen_at, complete=complete)
    if not readings:
        raise NothingRead(problems)
    waiting = terminal.desk(make=True).queue() if complete else []
    known = [row.order.order_no for row in waiting]
    report = _ingest(terminal, join(readings, known=known))
    terminal.show(
        Imported.of(report, problems), views.intake_panel(report, problems, terminal.lang)
    )
    return BAD_ROWS if problems or report.skipped else DONE


def _read(
    terminal: Terminal, files: Sequence[str], seen_at: datetime | None, *, complete: bool
) -> tuple[list[Reading], list[Unreadable]]:
    readings: list[Reading] = []
    problems: list[Unreadable] = []
    for name in files:
        path = Path(name)
        try:
            at = seen_at or _written_at(terminal, path)
            reading = read_file(path, at, complete=complete)
        except Unreadable as error:
            problems.append(_named(error, path))
        else:
            readings.append(reading)
            problems += reading.problems
    return readings, problems


def _named(error: Unreadable, path: Path) -> Unreadable:
    """Set the source to the path as typed; readers know its shortened last part."""
    error.source = str(path)
    return error


def _written_at(terminal: Terminal, path: Path) -> datetime:
    if terminal.at is not None:
        return terminal.at
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return machine_time()
    return min(written, machine_time())


def _ingest(terminal: Terminal, snapshots: Sequence[Snapshot]) -> IngestReport:
    desk, report = terminal.desk(make=True), IngestReport()
    source = iter(_tracked(terminal, snapshots))
    done = 0
    try:
        while batch := list(islice(source, _BATCH)):
            report = sum_reports(report, desk.ingest(batch))
            done += len(batch)
    except KeyboardInterrupt:
        raise Interrupted("import_stopped", done=done, count=len(snapshots)) from None
    return report


def sum_reports(first: IngestReport, second: IngestReport) -> IngestReport:
    """Return one report of two."""
    names = [field.name for field in attrs.fields(IngestReport)]
    return IngestReport(*(getattr(first, name) + getattr(second, name) for name in names))


def _tracked(terminal: Terminal, snapshots: Sequence[Snapshot]) -> Iterator[Snapshot]:
    """Show the progress of a long import, on a terminal only."""
    errors = Console(stderr=True)
    quiet = terminal.json or not errors.is_terminal or len(snapshots) < _LONG
    title = say("intake.reading", terminal.lang)
    yield from track(snapshots, title, console=errors, transient=True, disable=quiet)
