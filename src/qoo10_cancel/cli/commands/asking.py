"""The commands that show what is stored: the queue, an order, its history, the board."""

from __future__ import annotations

from datetime import datetime

import attrs

from ..._fields import Answer
from ...findings import Finding
from ...japan import japan_time
from ...machine import Action, forecast, looked_at, questions
from ...order import NO_LOOKS, Order
from ...ports import HistoryRow
from .. import details
from ..options import command, limit
from ..terminal import Terminal
from ..views.findings import findings_grid
from ..views.life import actions_table, history_table, order_card, timeline
from ..views.tables import board_panel, queue_table

__all__ = ["History", "OrderCard", "board", "history", "queue", "show"]


@attrs.frozen
class OrderCard(Answer):
    """`show`: an order as it is at a moment, and what may be done.

    Attributes:
        at: The moment asked about.
        order: The order as it is then.
        questions: What only the owner can answer.
        history: Everything recorded of it, oldest first.
        actions: The commands, and how they stand.
    """

    at: datetime
    order: Order
    questions: tuple[Finding, ...]
    history: tuple[HistoryRow, ...]
    actions: tuple[Action, ...]


@attrs.frozen
class History(Answer):
    """`history`: what is recorded of an order.

    Attributes:
        order_no: The order number.
        count: How many rows there are, whether or not they are all listed.
        history: The rows that are listed, oldest first.
    """

    order_no: str
    count: int
    history: tuple[HistoryRow, ...]


@command("queue")
@limit
def queue(terminal: Terminal, limit: int | None) -> None:
    """List the orders that wait for the seller, by what it costs to wait."""
    page = terminal.desk().queue_page(limit)
    terminal.show(page, queue_table(page.waiting, page.at, terminal.lang, page.count))


@command("show")
@details.order
def show(terminal: Terminal, order_no: str) -> None:
    """Show an order: its timeline, what is running out, and what may be done now."""
    at, lang, policy = terminal.now(), terminal.lang, terminal.policy
    stored, desk = terminal.order(order_no), terminal.desk()
    newest = desk.store.newest_looks([order_no]).get(order_no, NO_LOOKS)
    now = looked_at(forecast(stored, at, policy).order, newest)
    entries, actions = desk.history(order_no), desk.actions(order_no)
    terminal.show(
        OrderCard(japan_time(at), now, questions(now), tuple(entries), actions),
        order_card(now, at, lang, policy),
        *findings_grid(questions(now), lang),
        "",
        timeline(stored, entries, at, lang, policy),
        "",
        actions_table(actions, lang),
    )


@command("history")
@details.order
@limit
def history(terminal: Terminal, order_no: str, limit: int | None) -> None:
    """Show everything that is recorded of an order: who, when, under which rules."""
    terminal.order(order_no)
    entries, lang = terminal.desk().history(order_no), terminal.lang
    shown = entries if limit is None else entries[-limit:]
    view = history_table(order_no, entries, lang, limit)
    terminal.show(History(order_no, len(entries), tuple(shown)), view)


@command("board")
def board(terminal: Terminal) -> None:
    """Show the counters of the J·QSM screen, as stored."""
    counts = terminal.desk().board()
    terminal.show(counts, board_panel(counts, terminal.lang))
