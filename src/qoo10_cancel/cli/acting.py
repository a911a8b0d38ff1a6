"""The commands that take in, act and record: each is one commit in the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer
from rich.console import Console, RenderableType
from rich.progress import track
from rich.text import Text

from ..decision import Allowed
from ..errors import Malformed, Unreadable
from ..events import CancelRefusal, Event
from ..japan import day_of, end_of
from ..machine import decide
from ..order import Duty, Order, State
from ..readers import Reading, join, read_file
from ..reasons import RefusalReason
from ..snapshot import Snapshot
from . import documents, views
from .details import (
    Acknowledge,
    Actor,
    Carrier,
    Cause,
    EventName,
    EvidencePairs,
    Key,
    OrderNo,
    Reason,
    ShipDate,
    TextOption,
    TrackingNo,
)
from .register import ACT, Commands, command
from .terminal import BAD_ROWS, DONE, Terminal
from .typed import Given, day, event_of, evidence_of, moment, moment_or_day, state_of
from .views.parts import CALM, FAINT, event_word
from .wiring import now as machine_time
from .words import say

__all__ = ["add_acting"]

_LONG: Final = 2000
"""From so many orders on, an import shows its progress."""


def add_acting(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    for name, act in _COMMANDS.items():
        command(app, name, ACT)(act)


# Taking in.


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
        raise problems[0]
    intake = terminal.desk(make=True).take_in(_tracked(terminal, join(readings)))
    document = documents.intake(intake, problems, terminal.lang)
    terminal.show(document, views.intake_panel(intake, problems, terminal.lang))
    return BAD_ROWS if problems else DONE


def _read(
    terminal: Terminal, files: Sequence[Path], given: datetime | None
) -> tuple[list[Reading], list[Unreadable]]:
    readings: list[Reading] = []
    problems: list[Unreadable] = []
    for path in files:
        try:
            reading = read_file(path, given or _written_at(terminal, path))
        except Unreadable as error:
            problems.append(error)
        else:
            readings.append(reading)
            problems += reading.problems
    return readings, problems


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


# Acting.


def _refuse(
    terminal: Terminal,
    order_no: OrderNo,
    reason: Reason = None,
    text: TextOption = None,
    acknowledge: Acknowledge = None,
    evidence: EvidencePairs = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Confirm (QC-10); else you are asked.")
    ] = False,
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Refuse a cancel request: judged and recorded; the same-day duty starts."""
    chosen = RefusalReason(reason, text or "", acknowledge or "")
    shown = evidence_of(evidence or ())
    desk = terminal.desk()
    asked = CancelRefusal(desk.now(), chosen, shown, confirmed=True, actor=actor)
    confirmed = yes or _confirmed(terminal, desk.get(order_no), asked)
    allowed = desk.refuse(
        order_no, chosen, evidence=shown, confirmed=confirmed, actor=actor, key=key
    )
    _told(terminal, "act.done", asked, allowed)


def _confirmed(terminal: Terminal, order: Order, refusal: CancelRefusal) -> bool:
    """Ask for the OK of the dialog (manual 3.6), where somebody sits and no rule objects."""
    if terminal.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    if not decide(order, refusal, terminal.policy).allowed:
        return True
    return typer.confirm(say("confirm.ask", terminal.lang, order_no=order.order_no))


def _ask_withdrawal(
    terminal: Terminal, order_no: OrderNo, actor: Actor = None, key: Key = None
) -> None:
    """Ask the buyer to take the request back (取消的撤回要请)."""
    _acted(terminal, order_no, "ask-withdrawal", Given(), actor, key)


def _approve(terminal: Terminal, order_no: OrderNo, actor: Actor = None, key: Key = None) -> None:
    """Approve a cancel request; the refund follows."""
    _acted(terminal, order_no, "approve", Given(), actor, key)


def _plan(
    terminal: Terminal,
    order_no: OrderNo,
    ship_date: Annotated[str, typer.Argument(metavar="DATE", help="Such as 2022-08-15.")],
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Set the planned ship date (发货预定日)."""
    _acted(terminal, order_no, "plan", Given(ship_date=ship_date), actor, key)


def _ship(
    terminal: Terminal,
    order_no: OrderNo,
    carrier: Carrier = None,
    tracking_no: TrackingNo = None,
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Ship-process an order (发货处理)."""
    given = Given(carrier=carrier, tracking_no=tracking_no)
    _acted(terminal, order_no, "ship", given, actor, key)


def _evidence(
    terminal: Terminal,
    order_no: OrderNo,
    pairs: Annotated[
        list[str], typer.Argument(metavar="NAME=VALUE...", help="Such as carrier=佐川急便.")
    ],
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Record evidence: packed, handed over, production begun."""
    _acted(terminal, order_no, "evidence", Given(evidence=tuple(pairs)), actor, key)


def _acted(
    terminal: Terminal, order_no: str, name: str, given: Given, actor: str | None, key: str | None
) -> None:
    event = event_of(name, terminal.now(), given, actor=actor)
    _told(terminal, "act.done", event, terminal.desk().act(order_no, event, key=key))


# Recording facts.


def _record(
    terminal: Terminal,
    order_no: OrderNo,
    event: EventName,
    happened_at: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="When it happened; a date if only that is known."),
    ] = None,
    reason: Reason = None,
    text: TextOption = None,
    acknowledge: Acknowledge = None,
    evidence: EvidencePairs = None,
    carrier: Carrier = None,
    tracking_no: TrackingNo = None,
    ship_date: ShipDate = None,
    cause: Cause = None,
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Record what has happened: the click has been made, or Qoo10 shows it. Never denied."""
    pairs = tuple(evidence or ())
    given = Given(reason, text, acknowledge, pairs, carrier, tracking_no, ship_date, cause)
    at = terminal.now() if happened_at is None else moment_or_day(happened_at)
    fact = event_of(event, at, given, actor=actor)
    _told(terminal, "act.recorded", fact, terminal.desk().record(order_no, fact, key=key))


def _correct(
    terminal: Terminal,
    order_no: OrderNo,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept in the history.")],
    actor: Annotated[str, typer.Option(metavar="NAME", help="Who; kept in the history.")],
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="Such as cancel_requested.")
    ] = None,
    ship_date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The planned ship date, or none.")
    ] = None,
    refused_at: Annotated[
        str | None, typer.Option(metavar="MOMENT", help="When it was refused, or none.")
    ] = None,
    key: Key = None,
) -> None:
    """Put a wrong record right: a recorded act with a name and a note, never an edit."""
    desk = terminal.desk()
    to = _corrected(desk.get(order_no), state, ship_date, refused_at)
    allowed = desk.correct(order_no, to, note=note, actor=actor, key=key)
    _told(terminal, "act.recorded", allowed.steps[-1].event, allowed)


def _corrected(
    order: Order, state: str | None, ship_date: str | None, refused_at: str | None
) -> Order:
    if state is None and ship_date is None and refused_at is None:
        raise Malformed("say what is to be corrected: --state, --ship-date or --refused-at")
    if state is not None:
        order = attrs.evolve(order, state=state_of(state))
    if ship_date is not None:
        order = attrs.evolve(order, ship_date=None if ship_date == "none" else day(ship_date))
    if refused_at is not None:
        refused = None if refused_at == "none" else moment(refused_at)
        order = attrs.evolve(order, refused_at=refused, duty=_duty(order.state, refused))
    return order


def _duty(state: State, refused_at: datetime | None) -> Duty | None:
    """Return the duty that a refusal started, where the order still waits for it (QC-12)."""
    if refused_at is None or state is not State.AWAITING_SHIPMENT:
        return None
    return Duty(refused_at, end_of(day_of(refused_at)))


def _told(terminal: Terminal, key: str, event: Event, allowed: Allowed) -> None:
    """Say what was done, what is running out now, and what was warned about."""
    lang, order = terminal.lang, allowed.order
    views_: list[RenderableType] = [
        _done(terminal, key, event, order),
        *_below(views.countdown(order, terminal.now(), lang, terminal.policy)),
    ]
    if allowed.warnings:
        views_ += ["", views.findings_panel(allowed.warnings, lang)]
    views_ += [Text(), terminal.say("act.told", FAINT, count=len(allowed.notices))]
    terminal.show(documents.decision(allowed, lang), *views_)


def _done(terminal: Terminal, key: str, event: Event, order: Order) -> Text:
    what = event_word(event, terminal.lang)
    state = views.state_word(order.state, terminal.lang)
    return terminal.say(key, CALM, event=what, state=state)


def _below(text: RenderableType | None) -> list[RenderableType]:
    return [] if text is None else [text]


_COMMANDS: Final[Commands] = {
    "import": _import,
    "refuse": _refuse,
    "record": _record,
    "ask-withdrawal": _ask_withdrawal,
    "approve": _approve,
    "plan": _plan,
    "ship": _ship,
    "evidence": _evidence,
    "correct": _correct,
}
