"""The commands that ask: they read the store and change nothing."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from ..codec import to_json
from ..findings import Rule
from ..machine import TABLE, decide, forecast
from ..order import NO_EVIDENCE
from . import documents, views
from .details import Actor, Details, EventName, OrderNo, Refusal
from .diagram import mermaid
from .misuse import Misuse
from .register import Commands, command
from .terminal import DENIED, DONE, Terminal
from .typed import event_of
from .views.parts import WARN

__all__ = ["add_asking"]


def add_asking(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    for name, act in _COMMANDS.items():
        command(app, name)(act)


def _queue(
    terminal: Terminal,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Show the first N only.")
    ] = None,
) -> None:
    """List the orders that wait for you, by what it costs to wait."""
    at, lang = terminal.now(), terminal.lang
    waiting = terminal.desk().queue()
    said = [documents.waiting(each, at) for each in waiting[:limit]]
    terminal.show(
        {"at": at.isoformat(), "count": len(waiting), "waiting": said},
        views.queue_table(waiting, at, lang, limit),
    )


def _show(terminal: Terminal, order_no: OrderNo) -> None:
    """Show an order: its timeline, what is running out, and what you may do now."""
    at, lang, policy = terminal.now(), terminal.lang, terminal.policy
    desk = terminal.desk()
    stored = desk.get(order_no)
    now = forecast(stored, at, policy)
    entries, actions = desk.history(order_no), desk.actions(order_no)
    terminal.show(
        {
            "at": at.isoformat(),
            "order": to_json(now.order),
            "history": [documents.history_row(entry, lang) for entry in entries],
            "actions": [documents.action(action, lang) for action in actions],
        },
        views.order_card(now.order, at, lang, policy),
        "",
        views.timeline(stored, entries, at, lang, policy),
        "",
        views.actions_table(actions, lang),
    )


def _why(terminal: Terminal, order_no: OrderNo, event: EventName, given: Details) -> int:
    """Say whether something may happen to an order now, why not, and what to do.

    A refusal is taken as confirmed: nothing is asked that was not typed.
    """
    order = terminal.desk().get(order_no)
    decision = decide(order, event_of(event, terminal.now(), given), terminal.policy)
    terminal.show(
        documents.decision(decision, terminal.lang),
        views.findings_panel(decision, terminal.lang),
    )
    return DONE if decision.allowed else DENIED


def _prepare(terminal: Terminal, order_no: OrderNo, refusal: Refusal, actor: Actor = None) -> int:
    """Judge a refusal and print the sheet for the person who clicks; nothing is recorded."""
    reason, evidence = refusal
    prepared = terminal.desk().prepare(order_no, reason, evidence=evidence, actor=actor)
    lang = terminal.lang
    document = {
        **documents.decision(prepared.decision, lang),
        "sheet": documents.sheet(prepared.sheet, lang),
    }
    terminal.write(document, views.sheet_panel(prepared.sheet, lang))
    if evidence != NO_EVIDENCE:
        terminal.note(terminal.say("sheet.unrecorded", WARN, order_no=order_no))
    return DONE if prepared.decision.allowed else DENIED


def _history(terminal: Terminal, order_no: OrderNo) -> None:
    """Show everything that is recorded of an order: who, when, under which rules."""
    desk = terminal.desk()
    desk.get(order_no)
    entries, lang = desk.history(order_no), terminal.lang
    terminal.show(
        {"order_no": order_no, "history": [documents.history_row(each, lang) for each in entries]},
        views.history_table(order_no, entries, lang),
    )


def _board(terminal: Terminal) -> None:
    """Show the counters of the J·QSM screen, as stored."""
    board = terminal.desk().board()
    terminal.show(documents.board(board), views.board_panel(board, terminal.lang))


def _rules(
    terminal: Terminal,
    code: Annotated[
        str | None, typer.Argument(metavar="[RULE]", help="One rule, such as QC-05.")
    ] = None,
) -> None:
    """List the rules with their sources, or show one in detail."""
    lang = terminal.lang
    if code is None:
        said = [documents.rule(rule, lang) for rule in Rule]
        terminal.show({"rules": said}, views.rules_table(lang))
    else:
        rule = _rule(code)
        terminal.show(documents.rule(rule, lang), views.rule_card(rule, lang))


def _rule(code: str) -> Rule:
    try:
        return Rule(code.upper())
    except ValueError:
        last = max(rule.code for rule in Rule)
        raise Misuse("rule", code=code, last=last) from None


def _diagram(terminal: Terminal) -> None:
    """Print the state machine as a Mermaid diagram."""
    drawn = mermaid(TABLE, terminal.lang)
    terminal.write({"mermaid": drawn}, drawn)


_COMMANDS: Final[Commands] = {
    "queue": _queue,
    "show": _show,
    "why": _why,
    "prepare": _prepare,
    "history": _history,
    "board": _board,
    "rules": _rules,
    "diagram": _diagram,
}
