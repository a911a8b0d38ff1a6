"""The command that takes in files: good rows are kept, bad ones are listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final, Self

import attrs
from rich.console import Console
from rich.progress import track

from ..._fields import Answer
from ...desk import IngestReport
from ...errors import Unreadable
from ...findings import Finding
from ...readers import Reading, join, read_file
from ...snapshot import Snapshot
from ..options import argument, command, option
from ..problems import Interrupted, NothingRead
from ..terminal import BAD_ROWS, DONE, Terminal, machine_time
from ..typed import MOMENT, Typed
from ..views.intake import intake_panel
from ..words import say

__all__ = ["Imported", "Remarks", "import_", "sum_reports"]


@attrs.frozen
class Remarks(Answer):
    """What was asked or warned about when an order was taken in."""

    order_no: str
    questions: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


@attrs.frozen
class Imported(Answer):
    """`import`: what became of the files.

    Attributes:
        new: Orders seen for the first time.
        changed: Orders to which something has happened.
        unchanged: Orders to which nothing has.
        set_aside: Orders of which another process than a cancellation is shown, and which.
        observed: What was asked or warned about.
        skipped: Orders whose stored row cannot be read.
        problems: What could not be read.
    """

    new: int
    changed: int
    unchanged: int
    set_aside: tuple[tuple[str, str], ...]
    observed: tuple[Remarks, ...]
    skipped: tuple[str, ...]
    problems: tuple[Unreadable, ...]

    @classmethod
    def of(cls, report: IngestReport, problems: Sequence[Unreadable], *more: object) -> Self:
        """Return what *report* says, with the *problems* of reading and the fields beyond."""
        remarks = tuple(
            Remarks(order_no, seen.questions, seen.warnings) for order_no, seen in report.observed
        )
        counts = (report.new, report.changed, report.unchanged, report.set_aside)
        return cls(*counts, remarks, report.skipped, tuple(problems), *more)


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
    waiting = terminal.desk(write=True, make=True).queue() if complete else []
    known = [row.order.order_no for row in waiting]
    report = _ingest(terminal, join(readings, known=known))
    terminal.show(Imported.of(report, problems), intake_panel(report, problems, terminal.lang))
    return BAD_ROWS if problems or report.skipped or report.ahead else DONE


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
    desk, report = terminal.desk(write=True, make=True), IngestReport()
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
