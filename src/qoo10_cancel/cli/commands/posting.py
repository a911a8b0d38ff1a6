"""The commands that watch the clock and deliver the notices."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import attrs
from rich.text import Text

from ..._fields import Answer
from ...desk import Desk, DispatchReport
from ...errors import Conflict, StoreFailed
from ...ports import DeliveryState, OutboxEntry
from ..notifiers import NOTIFIERS, notifier_of
from ..options import Group, argument, command, limit, option
from ..problems import Misuse
from ..terminal import DONE, FAILED, USAGE, Terminal
from ..typed import COUNT, DAYS, SECONDS, choice
from ..views.parts import CALM, FAINT, WARN, clock, plain
from ..views.tables import notices_table
from ..words import say

__all__ = [
    "Cleaned",
    "Notices",
    "Revived",
    "Swept",
    "clean",
    "dead_letters",
    "deliver",
    "run",
    "tick",
]


@attrs.frozen
class Cleaned(Answer):
    """`clean`: the notices that were removed.

    Attributes:
        removed: How many there were.
    """

    removed: int


@attrs.frozen
class Swept(Answer):
    """`tick`: how many orders the clock has moved."""

    moved: int


@attrs.frozen
class Notices(Answer):
    """`dead-letters list`: the notices.

    Attributes:
        count: How many there are, whether or not they are all listed.
        notices: Those that are listed, the oldest first.
    """

    count: int
    notices: tuple[OutboxEntry, ...]


@attrs.frozen
class Revived(Answer):
    """`dead-letters revive`: the keys of the notices that have another life."""

    keys: tuple[str, ...]


_notifier: Final = option(
    "--notifier",
    type=choice("NAME", "notifier", NOTIFIERS),
    envvar="QOO10_CANCEL_NOTIFIER",
)


@command("tick")
def tick(terminal: Terminal) -> None:
    """Take every move of the clock that is due: lapses, reminders, breaches."""
    moved = terminal.desk(write=True).tick()
    terminal.show(Swept(moved), terminal.say("tick.moved", CALM, count=moved))


@command("deliver")
@option("--limit", type=COUNT, default=100, help="deliver-limit")
@_notifier
def deliver(terminal: Terminal, limit: int, notifier: str | None) -> int:
    """Deliver the notices to the seller that are due, each at least once."""
    made = notifier_of(notifier, terminal.lang)
    if made is None:
        raise Misuse("no_notifier")
    report = terminal.desk(write=True, notifier=made).deliver(limit)
    style = WARN if _failed(report) else CALM
    counts = terminal.say("posted", style, **attrs.asdict(report))
    hint = (terminal.say("posted.failed", FAINT),) if report.dead else ()
    terminal.show(report, counts, *_lost(terminal, report), *hint)
    _note_errors(terminal, report)
    return FAILED if _failed(report) else DONE


def _failed(report: DispatchReport) -> bool:
    return bool(report.again or report.dead)


def _lost(terminal: Terminal, report: DispatchReport) -> tuple[Text, ...]:
    return (terminal.say("posted.lost", WARN, count=report.lost),) if report.lost else ()


def _note_errors(terminal: Terminal, report: DispatchReport) -> None:
    if _failed(report):
        states = (DeliveryState.WAITING, DeliveryState.DEAD)
        entries = terminal.store().outbox_entries(states=states)
        for error in sorted({entry.error for entry in entries if entry.error}):
            terminal.note(plain(error, FAINT))


@command("run")
@option("--every", type=SECONDS, default=5.0)
@_notifier
def run(terminal: Terminal, every: float, notifier: str | None) -> None:
    """Watch the clock and deliver, until Ctrl-C; each round that did something is a line.

    A store that fails is named, and tried again in the next round.
    """
    if terminal.at is not None:
        raise Misuse("rehearsed")
    made = notifier_of(notifier, terminal.lang)
    desk = terminal.desk(write=True, notifier=made)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    terminal.note(terminal.say("run.started", FAINT))
    if made is None:
        terminal.note(terminal.say("problem.no_notifier", WARN))
    done = False
    while not done:
        done = ended.wait(0.0 if _round(terminal, desk, delivers=made is not None) else every)


def _round(terminal: Terminal, desk: Desk, *, delivers: bool) -> bool:
    """Sweep and deliver once; return whether there may be more to do at once."""
    try:
        moved = desk.tick()
        report = desk.deliver() if delivers else DispatchReport()
    except (Conflict, StoreFailed) as error:
        terminal.note(plain(f"{clock(terminal.now())}  {error}", WARN))
        return False
    busy = report != DispatchReport()
    if moved or busy:
        _note_round(terminal, moved, report)
    return busy


def _note_round(terminal: Terminal, moved: int, report: DispatchReport) -> None:
    style = WARN if _failed(report) else ""
    counts = terminal.say("run.round", style, moved=moved, **attrs.asdict(report))
    terminal.note(plain(f"{clock(terminal.now())}  ", FAINT).append_text(counts))
    for line in _lost(terminal, report):
        terminal.note(line)
    _note_errors(terminal, report)


@command("clean")
@option("--days", type=DAYS, default=90, help="days-clean")
def clean(terminal: Terminal, days: int) -> None:
    """Remove the notices that ended long ago; what waits and what was given up stays."""
    before = terminal.now() - timedelta(days=days)
    removed = terminal.store(write=True).clean(before)
    terminal.show(Cleaned(removed), terminal.say("clean.done", CALM, count=removed))


# Notices that were given up.


@command("list")
@limit
@option("--all", "every", is_flag=True, help="all-notices")
def list_(terminal: Terminal, limit: int | None, every: bool) -> None:
    """List the notices that were given up, the oldest first."""
    entries = list(_entries(terminal, () if every else (DeliveryState.DEAD,)))
    lang = terminal.lang
    heading = "" if every else say("notices.dead", lang)
    terminal.show(
        Notices(len(entries), tuple(entries[:limit])),
        notices_table(entries, lang, heading, limit),
    )


def _entries(terminal: Terminal, states: tuple[DeliveryState, ...]) -> Iterator[OutboxEntry]:
    """Yield the notices in these states, page by page."""
    store, after = terminal.store(), None
    while page := store.outbox_entries(states=states, after=after):
        yield from page
        after = page[-1].notice.key


@command("revive")
@argument("key", required=False)
@option("--all", "every", is_flag=True, help="all-dead")
def revive(terminal: Terminal, key: str | None, every: bool) -> int:
    """Give a notice that was given up another life, or all of them."""
    if every is (key is not None):
        raise Misuse("entry")
    desk = terminal.desk(write=True)
    if key is None:
        dead = list(_entries(terminal, (DeliveryState.DEAD,)))
        revived = [entry.notice.key for entry in dead if desk.revive(entry.notice.key)]
        terminal.show(
            Revived(tuple(revived)), terminal.say("revive.all", CALM, count=len(revived))
        )
        return DONE
    known = desk.revive(key)
    view = terminal.say("revive.done" if known else "revive.none", key=key)
    terminal.show(Revived((key,) if known else ()), view)
    return DONE if known else USAGE


dead_letters: Final = Group("dead-letters", commands=[list_, revive])
