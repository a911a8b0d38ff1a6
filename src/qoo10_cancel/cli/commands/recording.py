"""The commands that record facts: what has happened is never denied."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ...events import Event
from .. import details
from ..details import Given, class_of, event_of
from ..options import actor, command, key, option
from ..problems import Misuse
from ..terminal import Terminal
from ..typed import MOMENT_OR_DAY
from .acting import confirmed, tell

__all__ = ["answer", "erase", "record", "retract"]


@command("record")
@details.order
@details.event
@details.details
@option("--happened-at", type=MOMENT_OR_DAY)
@actor
@key
def record(
    terminal: Terminal,
    order_no: str,
    event: str,
    happened_at: datetime | date | None,
    actor: str | None,
    key: str | None,
    **given: Any,
) -> None:
    """Record what has happened: the click has been made, or Qoo10 shows it. Never denied."""
    fact = _fact(terminal, event, happened_at, actor, given)
    desk = terminal.desk(write=True)
    terminal.order(order_no)
    tell(terminal, fact, desk.record(order_no, fact, key=key))


def _fact(
    terminal: Terminal,
    event: str,
    happened_at: datetime | date | None,
    actor: str | None,
    given: dict[str, Any],
) -> Event:
    at = terminal.now() if happened_at is None else happened_at
    return event_of(event, at, Given(**given), actor=actor)


@command("answer")
@details.order
@details.event
@details.details
@option("--happened-at", type=MOMENT_OR_DAY)
@actor
@key
def answer(
    terminal: Terminal,
    order_no: str,
    event: str,
    happened_at: datetime | date | None,
    actor: str | None,
    key: str | None,
    **given: Any,
) -> None:
    """Answer what is asked about an order: refuse, withdraw or whatever became of it."""
    fact = _fact(terminal, event, happened_at, actor, given)
    desk = terminal.desk(write=True)
    terminal.order(order_no)
    tell(terminal, fact, desk.answer(order_no, fact, key=key))


@command("retract")
@details.order
@details.event
@option("--happened-at", type=MOMENT_OR_DAY)
@option("--note", required=True)
@option("--actor", metavar="NAME", required=True)
@key
def retract(
    terminal: Terminal,
    order_no: str,
    event: str,
    happened_at: datetime | date | None,
    note: str,
    actor: str,
    key: str | None,
) -> None:
    """Take back what was recorded here and did not happen, or not then."""
    desk = terminal.desk(write=True)
    terminal.order(order_no)
    what = class_of(event)
    allowed = desk.retract(order_no, what, when=happened_at, note=note, actor=actor, key=key)
    tell(terminal, allowed.steps[-1].event, allowed)


@command("erase")
@details.order
@option("--actor", metavar="NAME", required=True)
@option("--yes", "-y", is_flag=True, help="yes-erase")
@key
def erase(terminal: Terminal, order_no: str, actor: str, yes: bool, key: str | None) -> None:
    """Erase what people wrote about an order, for good; the facts stay in the history."""
    desk = terminal.desk(write=True)
    terminal.order(order_no)
    if not (yes or confirmed(terminal, "confirm.erase", order_no)):
        raise Misuse("not_confirmed")
    allowed = desk.erase(order_no, actor=actor, key=key)
    tell(terminal, allowed.steps[-1].event, allowed)
