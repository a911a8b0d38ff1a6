"""The command that judges a text for the buyer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from ..advice import advise
from ..errors import Malformed
from ..reasons import ReasonKind, RefusalReason
from ..slots import Occasion
from ..templates import READY_TEXTS, FilledText
from ..text import check_reason
from . import documents, views
from .details import Acknowledge, Reason
from .register import command
from .terminal import DENIED, DONE, Terminal

__all__ = ["add_texts"]

_LONGEST_TEXT: Final = 1_000_000


def add_texts(app: typer.Typer) -> None:
    """Add the command of this module to *app*."""
    command(app, "check-text")(_check_text)


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
