"""The commands that ask: they read the store and change nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from ..advice import advise
from ..codec import to_json
from ..errors import Malformed
from ..findings import Rule
from ..machine import decide
from ..outlook import forecast
from ..ports import Entry
from ..reasons import ReasonKind, RefusalReason
from ..slots import Occasion
from ..table import TABLE
from ..templates import READY_TEXTS, FilledText
from ..text import check_reason
from . import documents, export, views
from .details import (
    Acknowledge,
    Actor,
    Carrier,
    Cause,
    EventName,
    EvidencePairs,
    OrderNo,
    Reason,
    ShipDate,
    TextOption,
    TrackingNo,
)
from .diagram import mermaid
from .register import Commands, command
from .terminal import DENIED, DONE, Terminal
from .typed import Given, event_of, evidence_of

__all__ = ["add_asking"]

_LONGEST_TEXT: Final = 1_000_000


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
            "history": [documents.entry(entry, lang) for entry in entries],
            "actions": [documents.action(action, lang) for action in actions],
        },
        views.order_card(now.order, at, lang, policy),
        "",
        views.timeline(stored, entries, at, lang, policy),
        "",
        views.actions_table(actions, lang),
    )


def _why(
    terminal: Terminal,
    order_no: OrderNo,
    event: EventName,
    reason: Reason = None,
    text: TextOption = None,
    acknowledge: Acknowledge = None,
    evidence: EvidencePairs = None,
    carrier: Carrier = None,
    tracking_no: TrackingNo = None,
    ship_date: ShipDate = None,
    cause: Cause = None,
) -> int:
    """Say whether something may happen to an order now, why not, and what to do.

    A refusal is taken as confirmed: nothing is asked that was not typed.
    """
    pairs = tuple(evidence or ())
    given = Given(reason, text, acknowledge, pairs, carrier, tracking_no, ship_date, cause)
    order = terminal.desk().get(order_no)
    decision = decide(order, event_of(event, terminal.now(), given), terminal.policy)
    terminal.show(
        documents.decision(decision, terminal.lang),
        views.findings_panel(decision, terminal.lang),
    )
    return DONE if decision.allowed else DENIED


def _check_text(
    terminal: Terminal,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="The text; - reads standard input.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Read the text from this file.")
    ] = None,
    reason: Reason = "other",
    order: Annotated[
        str | None, typer.Option(metavar="ORDER", help="Fill the ready texts for this order.")
    ] = None,
    acknowledge: Acknowledge = None,
) -> int:
    """Judge a text for the buyer, and offer ready texts when it may not be sent."""
    chosen = RefusalReason(reason, _text_of(text, file), acknowledge or "")
    checked = check_reason(chosen, terminal.policy)
    clear = not checked.violations
    ready = () if clear and order is None else _ready_texts(terminal, chosen.kind, order)
    lang = terminal.lang
    terminal.show(
        {
            **documents.checked(checked, lang),
            "ready": [documents.ready(each, lang) for each in ready],
        },
        views.text_panel(checked, ready, lang, terminal.policy),
    )
    return DONE if clear else DENIED


def _text_of(text: str | None, file: Path | None) -> str:
    if text is not None and file is not None:
        raise Malformed("give the text itself or --file, not both")
    if file is not None:
        try:
            with file.open("rb") as stream:
                return _decoded(stream.read(_LONGEST_TEXT))
        except OSError as error:
            raise Malformed(f"{file} cannot be read: {error.strerror}") from None
    if text is None and sys.stdin.isatty():
        raise Malformed("give a text, --file, or a text on standard input")
    return _decoded(sys.stdin.buffer.read(_LONGEST_TEXT)) if text in (None, "-") else str(text)


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8-sig", "surrogateescape")


def _ready_texts(
    terminal: Terminal, kind: ReasonKind | None, order_no: str | None
) -> tuple[FilledText, ...]:
    """Return the ready texts of the reason *kind*: filled for an order, else with open slots."""
    if kind is None:
        return ()
    at, policy = terminal.now(), terminal.policy
    if order_no is not None:
        order = terminal.desk().get(order_no)
        return advise(order, at, policy).of(kind).texts
    occasion = Occasion(at)
    return tuple(r.fill(occasion, policy) for r in READY_TEXTS.values() if r.kind is kind)


def _prepare(
    terminal: Terminal,
    order_no: OrderNo,
    reason: Reason = None,
    text: TextOption = None,
    acknowledge: Acknowledge = None,
    evidence: EvidencePairs = None,
    actor: Actor = None,
) -> int:
    """Judge a refusal without making it, and print the sheet for the person who clicks."""
    chosen = RefusalReason(reason, text or "", acknowledge or "")
    shown = evidence_of(evidence or ())
    prepared = terminal.desk().prepare(order_no, chosen, evidence=shown, actor=actor)
    lang = terminal.lang
    document = {
        **documents.decision(prepared.decision, lang),
        "sheet": documents.sheet(prepared.sheet, lang),
    }
    terminal.write(document, views.sheet_panel(prepared.sheet, lang))
    return DONE if prepared.decision.allowed else DENIED


def _history(terminal: Terminal, order_no: OrderNo) -> None:
    """Show everything that is recorded of an order: who, when, under which rules."""
    desk = terminal.desk()
    desk.get(order_no)
    entries, lang = desk.history(order_no), terminal.lang
    terminal.show(
        {"order_no": order_no, "history": [documents.entry(each, lang) for each in entries]},
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
        raise Malformed(f"{code!r} is no rule; there are QC-00 to {last}") from None


def _diagram(terminal: Terminal) -> None:
    """Print the state machine as a Mermaid diagram."""
    drawn = mermaid(TABLE, terminal.lang)
    terminal.write({"mermaid": drawn}, drawn)


def _export(
    terminal: Terminal,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="orders or history.")],
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="jsonl or csv.")] = "jsonl",
    output: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Write to this file; must be new.")
    ] = None,
) -> None:
    """Write orders or their history as JSON lines, or as CSV that is safe in spreadsheets."""
    if what not in {"orders", "history"} or form not in {"jsonl", "csv"}:
        raise Malformed("export takes orders or history, and --format jsonl or csv")
    if output is not None:
        count = _written(terminal, what, form, output)
        document = {"rows": count, "path": str(output)}
        terminal.show(document, terminal.say("export.done", count=count, path=output))
    elif terminal.json:
        rows = [export.told(each, terminal.lang) for each in _exported(terminal, what)]
        terminal.show({"rows": rows})
    else:
        _pour(terminal, what, form, sys.stdout)


def _exported(terminal: Terminal, what: str) -> Iterable[export.Exported]:
    store = terminal.store()
    for order in export.all_orders(store):
        if what == "orders":
            yield order
        else:
            yield from store.history(order.order_no)


def _pour(terminal: Terminal, what: str, form: str, to: export.Out) -> int:
    values = _exported(terminal, what)
    if form == "jsonl":
        return export.write_lines(values, to, terminal.lang)
    return export.write_csv(
        (
            export.history_row(each) if isinstance(each, Entry) else export.order_row(each)
            for each in values
        ),
        to,
    )


def _written(terminal: Terminal, what: str, form: str, output: Path) -> int:
    terminal.store()
    # Spreadsheets take a CSV file for UTF-8 only when it opens with a byte order mark.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    try:
        with output.open("x", encoding=encoding, newline="") as stream:
            return _pour(terminal, what, form, stream)
    except OSError as error:
        raise Malformed(f"{output} cannot be written: {error.strerror}") from None


_COMMANDS: Final[Commands] = {
    "queue": _queue,
    "show": _show,
    "why": _why,
    "check-text": _check_text,
    "prepare": _prepare,
    "history": _history,
    "board": _board,
    "rules": _rules,
    "diagram": _diagram,
    "export": _export,
}
