"""The commands that show what is stored: the queue, an order, its history, the board."""

from __future__ import annotations

from ...japan import japan_time
from ...machine import forecast, looked_at, questions
from ...order import NO_LOOKS
from .. import details, views
from ..documents import History, OrderCard
from ..options import command, limit
from ..terminal import Terminal

__all__ = ["board", "history", "queue", "show"]


@command("queue")
@limit
def queue(terminal: Terminal, limit: int | None) -> None:
    """List the orders that wait for the seller, by what it costs to wait."""
    page = terminal.desk().queue_page(limit)
    terminal.show(page, views.queue_table(page.waiting, page.at, terminal.lang, page.count))


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
        views.order_card(now, at, lang, policy),
        *views.findings_grid(questions(now), lang),
        "",
        views.timeline(stored, entries, at, lang, policy),
        "",
        views.actions_table(actions, lang),
    )


@command("history")
@details.order
@limit
def history(terminal: Terminal, order_no: str, limit: int | None) -> None:
    """Show everything that is recorded of an order: who, when, under which rules."""
    terminal.order(order_no)
    entries, lang = terminal.desk().history(order_no), terminal.lang
    shown = entries if limit is None else entries[-limit:]
    view = views.history_table(order_no, entries, lang, limit)
    terminal.show(History(order_no, len(entries), tuple(shown)), view)


@command("board")
def board(terminal: Terminal) -> None:
    """Show the counters of the J·QSM screen, as stored."""
    counts = terminal.desk().board()
    terminal.show(counts, views.board_panel(counts, terminal.lang))
