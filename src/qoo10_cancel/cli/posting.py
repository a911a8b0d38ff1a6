"""The commands that watch the clock and deliver the notices."""

from __future__ import annotations

import signal
import threading
from typing import Annotated, Final

import typer
from rich.text import Text

from ..desk import Desk, DispatchReport
from ..errors import Conflict, StoreFailed
from ..ports import DeliveryState
from . import documents, views
from .misuse import Misuse
from .register import POST, Commands, command
from .terminal import DONE, FAILED, USAGE, Terminal
from .views.parts import CALM, FAINT, WARN, clock, plain
from .wiring import NOTIFIERS, notifier_of
from .words import say

__all__ = ["add_posting"]


def add_posting(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    for name, act in _COMMANDS.items():
        command(app, name, POST)(act)
    outbox_entries = typer.Typer(
        no_args_is_help=True, help="List notices given up, or revive one."
    )
    for name, act in _LETTERS.items():
        command(outbox_entries, name, POST, within="dead-letters")(act)
    app.add_typer(outbox_entries, name="dead-letters", rich_help_panel=POST)


def _notifiers(incomplete: str) -> list[str]:
    return [name for name in NOTIFIERS if name.startswith(incomplete)]


_Notifier = Annotated[
    str | None,
    typer.Option(
        envvar="QOO10_CANCEL_NOTIFIER",
        metavar="NAME",
        help="log, mail or webhook; else what the environment sets up, else log.",
        autocompletion=_notifiers,
    ),
]


def _tick(terminal: Terminal) -> None:
    """Take every move of the clock that is due: lapses, reminders, breaches."""
    moved = terminal.desk().tick()
    terminal.show({"moved": moved}, terminal.say("tick.moved", CALM, count=moved))


def _deliver(
    terminal: Terminal,
    limit: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="N", help="At most so many notices.")
    ] = 100,
    notifier: _Notifier = None,
) -> int:
    """Deliver the notices to the seller that are due, each at least once."""
    posted = _desk(terminal, notifier).deliver(limit)
    style = WARN if _failed(posted) else CALM
    said = terminal.say("posted", style, **documents.posted(posted))
    hint = (terminal.say("posted.failed", FAINT),) if posted.dead else ()
    terminal.show(documents.posted(posted), said, *_lost(terminal, posted), *hint)
    _say_errors(terminal, posted)
    return FAILED if _failed(posted) else DONE


def _failed(posted: DispatchReport) -> bool:
    return bool(posted.again or posted.dead)


def _lost(terminal: Terminal, posted: DispatchReport) -> tuple[Text, ...]:
    return (terminal.say("posted.lost", WARN, count=posted.lost),) if posted.lost else ()


def _say_errors(terminal: Terminal, posted: DispatchReport) -> None:
    if _failed(posted):
        outbox_entries = terminal.store().outbox_entries(
            states=(DeliveryState.WAITING, DeliveryState.DEAD)
        )
        for error in sorted({entry.error for entry in outbox_entries if entry.error}):
            terminal.note(plain(error, FAINT))


def _desk(terminal: Terminal, notifier: str | None) -> Desk:
    return terminal.desk(notifier=notifier_of(notifier, terminal.lang))


def _run(
    terminal: Terminal,
    every: Annotated[
        float, typer.Option(min=0.1, max=3600, metavar="SECONDS", help="Wait between rounds.")
    ] = 5.0,
    notifier: _Notifier = None,
) -> None:
    """Watch the clock and deliver, until Ctrl-C; each round that did something is a line.

    A store that fails is said, and tried again in the next round.
    """
    if terminal.is_rehearsal:
        raise Misuse("rehearsed")
    desk = _desk(terminal, notifier)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    terminal.note(terminal.say("run.started", FAINT))
    done = False
    while not done:
        done = ended.wait(0.0 if _round(terminal, desk) else every)


def _round(terminal: Terminal, desk: Desk) -> bool:
    """Sweep and deliver once; say whether there may be more to do at once."""
    try:
        moved, posted = desk.tick(), desk.deliver()
    except (Conflict, StoreFailed) as error:
        terminal.note(plain(f"{clock(terminal.now())}  {error}", WARN))
        return False
    busy = posted != DispatchReport()
    if moved or busy:
        _say_round(terminal, moved, posted)
    return busy


def _say_round(terminal: Terminal, moved: int, posted: DispatchReport) -> None:
    counts = {"moved": moved, **documents.posted(posted)}
    said = terminal.say("run.round", WARN if _failed(posted) else "", **counts)
    terminal.note(plain(f"{clock(terminal.now())}  ", FAINT).append_text(said))
    for line in _lost(terminal, posted):
        terminal.note(line)
    _say_errors(terminal, posted)


def _dead(
    terminal: Terminal,
    every: Annotated[
        bool, typer.Option("--all", help="Every notice, not only those that were given up.")
    ] = False,
) -> None:
    """List the notices that were given up, the oldest first."""
    outbox_entries = terminal.store().outbox_entries(states=() if every else (DeliveryState.DEAD,))
    lang = terminal.lang
    heading = "" if every else say("outbox_entries.dead", lang)
    terminal.show(
        {"outbox_entries": [documents.entry(each, lang) for each in outbox_entries]},
        views.notices_table(outbox_entries, lang, heading),
    )


def _revive(
    terminal: Terminal,
    key: Annotated[
        str | None, typer.Argument(metavar="[KEY]", help="The notice's key, as listed.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every notice that was given up.")] = False,
) -> int:
    """Give a notice that was given up another life, or all of them."""
    if every is (key is not None):
        raise Misuse("entry")
    if key is None:
        return _revive_all(terminal)
    revived = terminal.desk().revive(key)
    said = terminal.say("revive.done" if revived else "revive.none", key=key)
    terminal.show({"key": key, "revived": revived}, said)
    return DONE if revived else USAGE


def _revive_all(terminal: Terminal) -> int:
    desk = terminal.desk()
    dead = [
        each.notice.key for each in terminal.store().outbox_entries(states=(DeliveryState.DEAD,))
    ]
    revived = [key for key in dead if desk.revive(key)]
    terminal.show({"keys": revived}, terminal.say("revive.all", CALM, count=len(revived)))
    return DONE


_COMMANDS: Final[Commands] = {"tick": _tick, "deliver": _deliver, "run": _run}
_LETTERS: Final[Commands] = {"list": _dead, "revive": _revive}
