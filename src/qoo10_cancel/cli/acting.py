"""The commands that record an act of the seller's: each is judged, and one commit."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.text import Text

from ..decision import Allowed
from ..events import CancelRefusal, Event
from ..machine import decide
from ..order import Order
from . import documents, views
from .details import Actor, Carrier, Key, OrderNo, Refusal, TrackingNo
from .register import ACT, Commands, command
from .terminal import Terminal
from .typed import Given, event_of
from .views.parts import CALM, FAINT, event_word
from .words import say

__all__ = ["add_acting", "told"]


def add_acting(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    for name, act in _COMMANDS.items():
        command(app, name, ACT)(act)


def _refuse(
    terminal: Terminal,
    order_no: OrderNo,
    refusal: Refusal,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", help="It is clicked and confirmed (QC-10); else you are asked."
        ),
    ] = False,
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Judge a refusal and record it; you click it in J·QSM (拒绝取消).

    If no rule objects, it is recorded and the same-day duty starts. A click that is made and
    denied here is a fact all the same: record it with the command record.
    """
    reason, evidence = refusal
    desk = terminal.desk()
    asked = CancelRefusal(desk.now(), reason, evidence, confirmed=True, actor=actor)
    confirmed = yes or _confirmed(terminal, desk.get(order_no), asked)
    allowed = desk.refuse(
        order_no, reason, evidence=evidence, confirmed=confirmed, actor=actor, key=key
    )
    told(terminal, asked, allowed)


def _confirmed(terminal: Terminal, order: Order, refusal: CancelRefusal) -> bool:
    """Ask for the OK of the dialog (manual 3.6), where somebody sits and no rule objects."""
    # What whoever started us has closed is None.
    somebody = all(each is not None and each.isatty() for each in (sys.stdin, sys.stdout))
    if terminal.json or not somebody:
        return False
    if not decide(order, refusal, terminal.policy).allowed:
        return True
    return typer.confirm(say("confirm.ask", terminal.lang, order_no=order.order_no))


def _ask_withdrawal(
    terminal: Terminal, order_no: OrderNo, actor: Actor = None, key: Key = None
) -> None:
    """Judge and record that you ask the buyer to withdraw; you click it (取消的撤回要请)."""
    _acted(terminal, order_no, "ask-withdrawal", Given(), actor, key)


def _approve(terminal: Terminal, order_no: OrderNo, actor: Actor = None, key: Key = None) -> None:
    """Judge and record an approval; you click it (取消处理), and the refund follows."""
    _acted(terminal, order_no, "approve", Given(), actor, key)


def _set_ship_date(
    terminal: Terminal,
    order_no: OrderNo,
    ship_date: Annotated[str, typer.Argument(metavar="DATE", help="Such as 2022-08-15.")],
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Judge and record the planned ship date; you set it in J·QSM (发货预定日)."""
    _acted(terminal, order_no, "set-ship-date", Given(ship_date=ship_date), actor, key)


def _ship(
    terminal: Terminal,
    order_no: OrderNo,
    carrier: Carrier = None,
    tracking_no: TrackingNo = None,
    actor: Actor = None,
    key: Key = None,
) -> None:
    """Judge and record the ship-processing; you do it in J·QSM (发货处理)."""
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
    told(terminal, event, terminal.desk().act(order_no, event, key=key))


def told(terminal: Terminal, event: Event, allowed: Allowed) -> None:
    """Say that it is recorded and no more, what is running out now, and what was warned about."""
    lang, order = terminal.lang, allowed.order
    views_: list[RenderableType] = [
        _recorded(terminal, event, order),
        terminal.say("act.unsent", FAINT),
        *_below(views.countdown(order, terminal.now(), lang, terminal.policy)),
    ]
    if allowed.warnings:
        views_ += ["", views.findings_panel(allowed.warnings, lang)]
    views_ += [Text(), terminal.say("act.told", FAINT, count=len(allowed.notices))]
    terminal.show(documents.decision(allowed, lang), *views_)


def _recorded(terminal: Terminal, event: Event, order: Order) -> Text:
    what = event_word(event, terminal.lang)
    state = views.state_word(order.state, terminal.lang)
    return terminal.say("act.recorded", CALM, event=what, state=state)


def _below(text: RenderableType | None) -> list[RenderableType]:
    return [] if text is None else [text]


_COMMANDS: Final[Commands] = {
    "refuse": _refuse,
    "ask-withdrawal": _ask_withdrawal,
    "approve": _approve,
    "set-ship-date": _set_ship_date,
    "ship": _ship,
    "evidence": _evidence,
}
