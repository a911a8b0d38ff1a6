"""The lists: what waits for the seller, the board's counters, the notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...desk import Board
from ...machine import Waiting
from ...messages import label, word
from ...order import Order, State
from ...ports import DeliveryState, OutboxEntry
from ..words import say
from .parts import (
    CALM,
    FAINT,
    LOUD,
    WARN,
    Fitting,
    clock,
    closed,
    indented,
    left,
    listings,
    plain,
    state_text,
    table,
    title,
    urgency,
)
from .prose import Prose

__all__ = ["board_panel", "notices_table", "queue_table"]


def queue_table(
    waiting: Sequence[Waiting], at: datetime, lang: str, count: int | None = None
) -> RenderableType:
    """Show who waits for the seller, the dearest first, with the time that is left.

    Where the table would break words, each order is a block of its own.

    Args:
        waiting: As `qoo10_cancel.queue` gives them.
        at: The aware moment from which the time left is counted.
        lang: Reader's language.
        count: How many wait, if these are only the first of them.
    """
    heading = closed(say("queue.title", lang), say("japan", lang, moment=clock(at)))
    if not waiting:
        return Group(heading, Text(), Text(say("queue.empty", lang), CALM))
    together = _listed_together(waiting)
    blocks = _waiting_blocks(waiting, at, lang, listed=together is None)
    view = Fitting(_waiting_table(waiting, at, lang, listed=together is None), blocks)
    total = len(waiting) if count is None else count
    below = list(_more(total, len(waiting), lang))
    if together is not None:
        below.insert(0, Text(say("queue.listed", lang, moment=clock(together)), FAINT))
    return Group(Prose(heading), Text(), view, *below)


def _listed_at(order: Order) -> datetime | None:
    """Return when a list of Qoo10's last had *order*; None where that is unknown."""
    return max((looked for _, looked, listed in listings(order) if listed), default=None)


def _listed_together(waiting: Sequence[Waiting]) -> datetime | None:
    """Return when the first of them was last listed, if the others were within the hour."""
    moments = [_listed_at(row.order) for row in waiting]
    known = [moment for moment in moments if moment is not None]
    if len(known) < len(moments) or max(known) - min(known) > timedelta(hours=1):
        return None
    return min(known)


def _waiting_table(waiting: Iterable[Waiting], at: datetime, lang: str, *, listed: bool) -> Table:
    names = ("left", "order", "state", "todo", "until", *(["listed"] if listed else []))
    shown = table(*(say(f"col.{name}", lang) for name in names))
    shown.columns[0].justify = "right"
    shown.columns[4].no_wrap = True
    shown.columns[4].min_width = len("2022-08-12 12:00")
    for row in waiting:
        shown.add_row(
            _left(row, at, lang),
            plain(row.order.order_no),
            Prose(state_text(row.order.state, lang)),
            Prose(Text(label(row, lang))),
            Text("" if row.until is None else clock(row.until), FAINT),
            *([Text(_listed_ago(row.order, at), FAINT, justify="right")] if listed else []),
        )
    return shown


def _listed_ago(order: Order, at: datetime) -> str:
    """Write how long ago a list of Qoo10's last had *order*, as h:mm."""
    seen = _listed_at(order)
    return "—" if seen is None else left(at, seen)


def _waiting_blocks(waiting: Iterable[Waiting], at: datetime, lang: str, *, listed: bool) -> Table:
    grid = Table.grid(padding=(0, 2, 1, 0), collapse_padding=False)
    grid.add_column(justify="right", no_wrap=True)
    for row in waiting:
        text = plain(row.order.order_no).append("  ")
        text.append_text(state_text(row.order.state, lang))
        text.append("\n" + label(row, lang))
        if row.until is not None:
            until = say("action.until", lang, until=clock(row.until))
            text.append(f"\n{until}", FAINT)
        if listed:
            text.append(f"\n{say('col.listed', lang)}: {_listed_ago(row.order, at)}", FAINT)
        grid.add_row(_left(row, at, lang), Prose(text))
    return grid


def _left(row: Waiting, at: datetime, lang: str) -> Text:
    if row.until is None:
        return Text(say("left.none", lang), FAINT)
    if row.until <= at:
        return Text(say("left.over", lang), LOUD)
    return Text(left(row.until, at), urgency(row.until, at))


def board_panel(board: Board, lang: str) -> RenderableType:
    """Show the counters of the manual's screen, and below them every state."""
    top = Table.grid(padding=(0, 3))
    counters = (
        ("state.cancel_requested", board.cancel_requested),
        ("state.withdrawal_asked", board.withdrawal_asked),
        ("state.cancelling", board.cancelling),
        ("state.cancelled", board.cancelled),
        ("state.refused", board.refused),
        ("urgency.question", board.asked),
    )
    for name, count in counters:
        top.add_row(Text(f"  {word(name, lang)}"), _count(count))
    below = Table.grid(padding=(0, 3))
    for state, count in board.by_state.items():
        if state is not State.REFUSED:
            below.add_row(Text("  ") + state_text(state, lang), _count(count))
    return Group(
        title(say("board.title", lang)),
        Text(),
        top,
        Text(),
        title(say("board.states", lang)),
        Text(),
        below,
    )


def _count(count: int) -> Text:
    return Text(str(count), "bold" if count else FAINT, justify="right")


_STANDINGS = {
    DeliveryState.WAITING: WARN,
    DeliveryState.CLAIMED: WARN,
    DeliveryState.DELIVERED: CALM,
    DeliveryState.DEAD: LOUD,
    DeliveryState.DROPPED: FAINT,
    DeliveryState.RECORDED_ONLY: FAINT,
}


def notices_table(
    entries: Sequence[OutboxEntry], lang: str, heading: str = "", limit: int | None = None
) -> RenderableType:
    """Show notices and how they stand: their subjects, never their texts.

    Args:
        entries: The notices as the outbox holds them.
        lang: Reader's language.
        heading: What they are, if they are not simply notices.
        limit: Show at most so many, and how many more there are.
    """
    head = title(heading or say("notices.title", lang))
    blocks: list[RenderableType] = []
    for entry in entries[:limit]:
        blocks += [Text(), indented(Prose(_standing(entry, lang)))]
        blocks += [indented(indented(Prose(_about(entry, lang))))]
    if not blocks:
        return Group(head, Text(), Text(say("notices.none", lang), FAINT))
    return Group(head, *blocks, *_more(len(entries), len(entries[:limit]), lang))


def _more(total: int, shown: int, lang: str) -> tuple[Text, ...]:
    if total == shown:
        return ()
    return (Text(say("queue.more", lang, count=total - shown, total=total), FAINT),)


def _standing(entry: OutboxEntry, lang: str) -> Text:
    text = Text(f"{clock(entry.notice.at)}  ")
    text.append(label(entry.notice.channel, lang))
    standing = say(f"entry.{entry.state.value}", lang)
    tries = say("entry.tries", lang, count=entry.attempts) if entry.attempts else ""
    return text.append(f"  {standing} {tries}".rstrip(), _STANDINGS[entry.state])


def _about(entry: OutboxEntry, lang: str) -> Text:
    text = plain(entry.notice.subject(lang))
    text.append_text(plain(f"\n{entry.notice.key}", FAINT))
    if entry.error:
        text.append_text(plain(f"\n{entry.error}", LOUD))
    return text
