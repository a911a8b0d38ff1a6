"""One order: its card with the countdown, its timeline, its history, what may be done now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

import attrs
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from ...decision import Step
from ...events import By, CancelRefusal, Retraction
from ...findings import Finding
from ...machine import Action, forecast, next_moment
from ...messages import label
from ...order import PENDING, Duty, DutyStanding, Evidence, Order, State
from ...policy import Policy
from ...ports import HistoryRow
from ..words import say
from .parts import (
    CALM,
    FAINT,
    LOUD,
    STATES,
    WARN,
    clock,
    closed,
    event_word,
    indented,
    left,
    listings,
    needs_text,
    plain,
    state_text,
    title,
    urgency,
)
from .prose import Prose

__all__ = ["actions_table", "countdown", "history_table", "order_card", "timeline"]

_POLICY: Final = Policy()
_MARKS: Final = {By.BUYER: "○", By.SELLER: "●", By.PLATFORM: "◇", By.CLOCK: "·"}


# The card.


def order_card(order: Order, at: datetime, lang: str, policy: Policy = _POLICY) -> RenderableType:
    """Show what is known of *order* at the aware moment *at*, and what is running out.

    What the buyer wrote is not shown.
    """
    heading = closed(say("card.title", lang, order_no=order.order_no))
    heading.append("  ").append_text(state_text(order.state, lang))
    grid = Table.grid(padding=(0, 2, 0, 0))
    for name, value in _facts(order, lang):
        grid.add_row(Text(f"  {name}", FAINT), Prose(value))
    facts: list[RenderableType] = [Text(), grid] if grid.row_count else []
    return Group(Prose(heading), *facts, *_count(order, at, lang, policy))


def _facts(order: Order, lang: str) -> Iterator[tuple[str, Text]]:
    purchase, request = order.purchase, order.request
    moments = {
        "planned": order.ship_date,
        "ordered": purchase.ordered_at,
        "paid": purchase.paid_at,
        "requested": None if request is None else request.at,
        "refused": order.refused_at,
    }
    for name, moment in moments.items():
        if moment is not None:
            yield say(f"fact.{name}", lang), Text(clock(moment))
    if purchase.cart_no is not None:
        yield say("fact.cart", lang), plain(purchase.cart_no)
    for source, looked, listed in listings(order):
        key = "listed.yes" if listed else "listed.no"
        yield say(f"fact.{source}", lang), Text(say(key, lang, moment=clock(looked)))
    recorded = _recorded(order.evidence)
    if recorded:
        yield say("fact.evidence", lang), plain(recorded)


def _recorded(evidence: Evidence) -> str:
    fields = attrs.asdict(evidence, recurse=False)
    return "\n".join(
        f"{name}={_value(value)}" for name, value in fields.items() if value is not None
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clock(value) if isinstance(value, datetime) else str(value)


def _count(order: Order, at: datetime, lang: str, policy: Policy) -> list[RenderableType]:
    text = countdown(order, at, lang, policy)
    if text is None:
        return []
    lines: list[RenderableType] = [Text(), indented(Prose(text))]
    duty = order.duty
    if duty is not None and duty.standing(at) is DutyStanding.RUNNING:
        whole = (duty.due - duty.started_at).total_seconds()
        style = urgency(duty.due, at) or CALM
        bar = ProgressBar(
            whole, duty.left(at), width=40, complete_style=style, finished_style=style
        )
        lines.append(indented(bar))
    return lines


def countdown(order: Order, at: datetime, lang: str, policy: Policy = _POLICY) -> Text | None:
    """Say what is running out for *order*, and how much time is left; None when nothing is."""
    if order.duty is not None:
        return _duty(order.duty, at, lang)
    if order.state in PENDING:
        return _request(order, at, lang, policy)
    if order.state is State.SHIPPING_DELAYED:
        return Text(say("count.delayed", lang), LOUD)
    if order.state is State.SCHEDULED and order.ship_date is not None:
        return _running("scheduled", policy.lapse_of(order.ship_date), at, lang)
    return None


def _duty(duty: Duty, at: datetime, lang: str) -> Text:
    standing = duty.standing(at)
    if standing is DutyStanding.RUNNING:
        return _running("duty", duty.due, at, lang)
    if standing is DutyStanding.MET:
        return Text(say("count.met", lang), CALM)
    key = "count.missed" if duty.met_at is None else "count.late"
    return Text(say(key, lang, until=clock(duty.due)), LOUD)


def _request(order: Order, at: datetime, lang: str, policy: Policy) -> Text:
    if order.ship_date is None:
        return Text(say("count.request_open", lang), WARN)
    until = policy.lapse_of(order.ship_date)
    if until <= at:
        return Text(say("count.request_over", lang, until=clock(until)), LOUD)
    return _running("request", until, at, lang)


def _running(key: str, until: datetime, at: datetime, lang: str) -> Text:
    text = say(f"count.{key}", lang, until=clock(until), left=left(until, at))
    return Text(text, urgency(until, at) or "bold")


# The timeline.


def timeline(
    order: Order,
    entries: Sequence[HistoryRow],
    at: datetime,
    lang: str,
    policy: Policy = _POLICY,
) -> RenderableType:
    """Show what has happened to *order*, the moment *at*, and what comes by itself after it.

    Steps that happen by themselves are marked; the warnings stand below their step.
    What the clock has brought since the last commit is shown as if it had been swept.
    """
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column()
    if not entries:
        grid.add_row("", "", Text(say("line.empty", lang), FAINT))
    steps = [(entry.step, entry.warnings) for entry in entries]
    steps += [(step, ()) for step in forecast(order, at, policy).steps]
    for step, warnings in steps:
        if step.event.moment <= at:
            _add_step(grid, step, warnings, lang)
    grid.add_row(Text(clock(at), "bold"), Text("─", "bold"), Text(say("line.now", lang), "bold"))
    for step, warnings in steps:
        if step.event.moment > at:
            _add_step(grid, step, warnings, lang)
    for step in _ahead(order, at, policy):
        _add_ahead(grid, step, at, lang)
    return Group(title(say("line.title", lang)), Text(), indented(grid))


def _add_step(grid: Table, step: Step, warnings: Iterable[Finding], lang: str) -> None:
    event = step.event
    style = FAINT if event.automatic else ""
    text = Prose(_what(step, warnings, lang))
    grid.add_row(Text(clock(event.at), style), _who(step, lang), text)


def _who(step: Step, lang: str) -> Text:
    by = step.event.by
    return Text(f"{_MARKS[by]} {label(by, lang)}", FAINT if by is By.CLOCK else "")


def _what(step: Step, warnings: Iterable[Finding], lang: str) -> Text:
    event = step.event
    text = Text(event_word(event, lang))
    if event.automatic:
        text.append(f" ({say('line.auto', lang)})", FAINT)
    if event.actor:
        text.append_text(plain(f" ({event.actor})", FAINT))
    if step.target is not step.source:
        text.append(" → ", FAINT).append_text(state_text(step.target, lang))
    for found in warnings:
        text.append_text(plain(f"\n{found.rule.code} ", WARN))
        text.append_text(plain(found.message(lang), FAINT))
    return text


def _ahead(order: Order, at: datetime, policy: Policy) -> tuple[Step, ...]:
    """Return the moves that come by themselves after *at*, up to the last that is known."""
    now = forecast(order, at, policy).order
    steps: list[Step] = []
    while (moment := next_moment(now, policy)) is not None:
        coming = forecast(now, moment, policy)
        steps += coming.steps
        now = coming.order
    return tuple(steps)


def _add_ahead(grid: Table, step: Step, at: datetime, lang: str) -> None:
    moment = step.event.moment
    text = Text(event_word(step.event, lang), "italic")
    if step.target is not step.source:
        text.append(" → ").append(label(step.target, lang), STATES[step.target])
    text.append(f"  {say('line.in', lang, left=left(moment, at))}", urgency(moment, at) or FAINT)
    grid.add_row(Text(clock(moment), FAINT), Text("┆", FAINT), Prose(text))


# The history and what may be done.


def history_table(
    order_no: str, entries: Sequence[HistoryRow], lang: str, limit: int | None = None
) -> RenderableType:
    """Show rows of the history: who, what, under which rules, and the text as sent.

    Args:
        order_no: The order.
        entries: Its history, the first first.
        lang: Reader's language.
        limit: Show only so many, the last ones, and how many there are before them.
    """
    shown = entries if limit is None else entries[-limit:]
    grid = Table.grid(padding=(0, 2, 1, 0), collapse_padding=False)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column()
    for entry in shown:
        moment = Text(clock(entry.step.event.at))
        grid.add_row(moment, _who(entry.step, lang), Prose(_recorded_step(entry, lang)))
    heading = say("history.title", lang, order_no=order_no)
    earlier = len(entries) - len(shown)
    note = say("history.earlier", lang, count=earlier, total=len(entries)) if earlier else ""
    return Group(closed(heading, note), Text(), indented(grid))


def _recorded_step(entry: HistoryRow, lang: str) -> Text:
    text, event = _what(entry.step, entry.warnings, lang), entry.step.event
    if isinstance(event, CancelRefusal) and event.reason.kind is not None:
        text.append(f"\n{label(event.reason.kind, lang)}")
    if isinstance(event, CancelRefusal) and event.reason.text:
        text.append(f"\n{say('history.text', lang)}:\n", FAINT)
        text.append_text(plain(event.reason.text))
    if isinstance(event, Retraction):
        text.append_text(plain(f"\n{event.note}"))
    when = clock(entry.recorded_at)
    note = say("history.recorded", lang, moment=when, policy=entry.policy)
    return text.append_text(plain(f"\n{note}", FAINT))


def actions_table(actions: Iterable[Action], lang: str) -> RenderableType:
    """Show each command: possible, what it still needs, or the rules that stand against it."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for action in actions:
        typed = Text(action.command.name, "cyan" if action.allowed else FAINT)
        grid.add_row(typed, Prose(_standing(action, lang)))
    return Group(title(say("actions.title", lang)), Text(), indented(grid))


def _standing(action: Action, lang: str) -> Text:
    yes, no = say("action.yes", lang), say("action.no", lang)
    text = Text(yes, CALM) if action.allowed else Text(no, FAINT)
    text.pad_right(max(cell_len(yes), cell_len(no)) + 2 - text.cell_len)
    text.append(event_word(action.command, lang))
    if not action.allowed:
        for rule in dict.fromkeys(found.rule for found in action.blocked_by):
            text.append(f"\n{rule.code} {label(rule, lang)}", FAINT)
        return text
    if action.until is not None:
        text.append(f"  {say('action.until', lang, until=clock(action.until))}")
    if action.needs:
        text.append(f"\n{needs_text(action.needs, lang)}", FAINT)
    return text
