"""The commands about what the buyer reads: one judges a text, one says which reason fits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import RenderableType

from ..reasons import ReasonKind, RefusalReason
from ..text import check_reason
from ..wording import READY_TEXTS, Facts, FilledText, advise
from . import documents, views
from .details import Acknowledge, EvidencePairs, OrderNo, Reason
from .misuse import Misuse
from .register import command
from .terminal import DENIED, DONE, Terminal
from .typed import day, evidence_of

__all__ = ["add_texts"]

_LONGEST_TEXT: Final = 1_000_000


def add_texts(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    command(app, "check-text")(_check_text)
    command(app, "advise")(_advise)


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
    ready: tuple[FilledText, ...] = ()
    shown: list[RenderableType] = [views.text_panel(checked, terminal.lang, terminal.policy)]
    if chosen.kind is not None and order is not None:
        ready, below = _for_the_order(terminal, chosen.kind, order)
        shown += ["", below]
    elif chosen.kind is not None and not clear:
        ready = _templates(terminal, chosen.kind)
        shown += ["", views.ready_panel(ready, terminal.lang, filled=False)]
    said = [documents.ready(each, terminal.lang) for each in ready]
    terminal.show({**documents.checked(checked, terminal.lang), "ready": said}, *shown)
    return DONE if clear else DENIED


def _for_the_order(
    terminal: Terminal, kind: ReasonKind, order_no: str
) -> tuple[tuple[FilledText, ...], RenderableType]:
    """Return the ready texts for an order, and a view of them, or of what is missing."""
    order, lang = terminal.desk().get(order_no), terminal.lang
    advice = advise(order, terminal.now(), terminal.policy)
    texts = advice.of(kind).texts
    if texts:
        return texts, views.ready_panel(texts, lang, filled=True)
    return texts, views.lacking_panel(advice, kind, order.evidence, lang)


def _templates(terminal: Terminal, kind: ReasonKind) -> tuple[FilledText, ...]:
    """Return the ready texts of the reason *kind*, with every slot open."""
    facts = Facts(terminal.now())
    ready = (each for each in READY_TEXTS.values() if each.kind is kind)
    return tuple(each.fill(facts, terminal.policy) for each in ready)


def _advise(
    terminal: Terminal,
    order_no: OrderNo,
    evidence: EvidencePairs = None,
    ship_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day on which you will ship, if a text says so."),
    ] = None,
) -> None:
    """Say which reasons fit what is recorded, and give the ready texts to paste."""
    order, lang = terminal.desk().get(order_no), terminal.lang
    more = evidence_of(evidence or ())
    promised = None if ship_on is None else day(ship_on)
    advice = advise(order, terminal.now(), terminal.policy, promised, more)
    terminal.show(
        documents.advice(advice, lang),
        views.advice_panel(advice, order.evidence | more, lang),
    )


def _text_of(text: str | None, file: Path | None) -> str:
    if text is not None and file is not None:
        raise Misuse("two_texts")
    if file is not None:
        try:
            with file.open("rb") as stream:
                return _decoded(stream.read(_LONGEST_TEXT))
        except OSError as error:
            raise Misuse("unreadable", path=file, why=error.strerror) from None
    return _typed_in(asked=text == "-") if text in (None, "-") else str(text)


def _typed_in(*, asked: bool) -> str:
    # Standard input is None where whoever started us has closed it.
    if sys.stdin is None or (sys.stdin.isatty() and not asked):
        raise Misuse("no_text")
    try:
        return _decoded(sys.stdin.buffer.read(_LONGEST_TEXT))
    except OSError as error:
        raise Misuse("unreadable", path="-", why=error.strerror) from None


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8-sig", "surrogateescape")
