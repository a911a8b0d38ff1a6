"""The commands that judge an act of the seller's and record it, each in one commit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

import click
from rich.text import Text

from ...decision import Allowed
from ...events import CancelRefusal, Event
from ...machine import decide, questions
from ...order import Order
from .. import details
from ..details import Given, event_of, evidence_of
from ..options import actor, argument, command, key, option
from ..problems import Interrupted
from ..terminal import Terminal
from ..typed import DAY, Typed
from ..views.findings import findings_panel
from ..views.life import countdown
from ..views.parts import CALM, FAINT, event_word, state_word
from ..words import say

__all__ = [
    "approve",
    "ask_withdrawal",
    "confirmed",
    "evidence",
    "refuse",
    "set_ship_date",
    "ship",
    "tell",
]


@command("refuse")
@details.order
@details.refusal
@option("--yes", "-y", is_flag=True)
@actor
@key
def refuse(
    terminal: Terminal,
    order_no: str,
    yes: bool,
    actor: str | None,
    key: str | None,
    **given: Any,
) -> None:
    """Judge a refusal and record it; if no rule objects, the same-day duty starts."""
    typed = Given(**given)
    reason, evidence = typed.refusal, evidence_of(typed.evidence)
    desk = terminal.desk(write=True)
    refusal = CancelRefusal(desk.now(), reason, evidence, confirmed=True, actor=actor)
    agreed = yes or _confirmed(terminal, terminal.order(order_no), refusal)
    allowed = desk.refuse(
        order_no, reason, evidence=evidence, confirmed=agreed, actor=actor, key=key
    )
    tell(terminal, refusal, allowed)


def _confirmed(terminal: Terminal, order: Order, refusal: CancelRefusal) -> bool:
    """Ask for the OK of the dialog (manual 3.6), on a terminal and if no rule objects."""
    allowed = decide(order, refusal, terminal.policy).allowed
    return confirmed(terminal, "confirm.ask", order.order_no, ask=allowed)


def confirmed(terminal: Terminal, question: str, order_no: str, *, ask: bool = True) -> bool:
    """Ask whoever sits at the terminal; return False where nobody does, True if not to *ask*."""
    # A stream that the parent process has closed is None.
    streams = (sys.stdin, sys.stdout)
    somebody = all(stream is not None and stream.isatty() for stream in streams)
    if terminal.json or not somebody:
        return False
    if not ask:
        return True
    try:
        return click.confirm(say(question, terminal.lang, order_no=order_no))
    except (click.Abort, KeyboardInterrupt):
        click.echo()  # the question has no line end
        raise Interrupted("nothing_recorded") from None


@command("ask-withdrawal")
@details.order
@actor
@key
def ask_withdrawal(terminal: Terminal, order_no: str, actor: str | None, key: str | None) -> None:
    """Judge and record that the seller asks the buyer to withdraw the request."""
    _act(terminal, order_no, "ask-withdrawal", Given(), actor, key)


@command("approve")
@details.order
@actor
@key
def approve(terminal: Terminal, order_no: str, actor: str | None, key: str | None) -> None:
    """Judge and record an approval; the refund follows."""
    _act(terminal, order_no, "approve", Given(), actor, key)


@command("set-ship-date")
@details.order
@argument("ship_date", type=DAY)
@actor
@key
def set_ship_date(
    terminal: Terminal, order_no: str, ship_date: date, actor: str | None, key: str | None
) -> None:
    """Judge and record the planned ship date."""
    _act(terminal, order_no, "set-ship-date", Given(ship_date=ship_date), actor, key)


@command("ship")
@details.order
@details.carrier
@details.tracking_no
@actor
@key
def ship(
    terminal: Terminal,
    order_no: str,
    carrier: str | None,
    tracking_no: str | None,
    actor: str | None,
    key: str | None,
) -> None:
    """Judge and record that the order is marked as shipped."""
    given = Given(carrier=carrier, tracking_no=tracking_no)
    _act(terminal, order_no, "ship", given, actor, key)


@command("evidence")
@details.order
@argument("pairs", type=Typed("NAME=VALUE", str), nargs=-1, required=True)
@actor
@key
def evidence(
    terminal: Terminal,
    order_no: str,
    pairs: Sequence[str],
    actor: str | None,
    key: str | None,
) -> None:
    """Record evidence: packed, handed over, production begun."""
    _act(terminal, order_no, "evidence", Given(evidence=tuple(pairs)), actor, key)


def _act(
    terminal: Terminal, order_no: str, name: str, given: Given, actor: str | None, key: str | None
) -> None:
    event = event_of(name, terminal.now(), given, actor=actor)
    desk = terminal.desk(write=True)
    terminal.order(order_no)
    tell(terminal, event, desk.act(order_no, event, key=key))


def tell(terminal: Terminal, event: Event, allowed: Allowed) -> None:
    """Show what is recorded, what is running out now, and what is warned about or asked."""
    lang, order = terminal.lang, allowed.order
    asked = (one for one in questions(order) if one not in allowed.warnings)
    found = (*allowed.warnings, *asked)
    state = state_word(order.state, lang)
    left = countdown(order, terminal.now(), lang, terminal.policy)
    terminal.show(
        allowed,
        terminal.say("act.recorded", CALM, event=event_word(event, lang), state=state),
        terminal.say("act.unsent", FAINT),
        *([] if left is None else [left]),
        *(["", findings_panel(found, lang)] if found else []),
        Text(),
        terminal.say("act.notices", FAINT, count=len(allowed.notices)),
    )
