"""The commands that judge before anything is done: events, refusals, texts, reasons."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
from rich.console import RenderableType

from ..._fields import Answer
from ...codec import to_json
from ...decision import Decision, Denied
from ...events import CancelRefusal, Event, ShipDateSet
from ...japan import day_of
from ...machine import decide, forecast
from ...order import NO_EVIDENCE
from ...reasons import ReasonKind, RefusalReason
from ...text import CheckedReason, check_reason
from ...wording import READY_TEXTS, Facts, FilledText, Handover
from ...wording import advise as advise_on
from .. import details
from ..details import Given, event_of, evidence_of
from ..files import write_file
from ..options import actor, argument, command, option
from ..problems import Misuse
from ..screen_file import screen_of
from ..terminal import DENIED, DONE, Terminal
from ..typed import DAY, LANG, ORDER_NO, Typed
from ..views.advice import advice_panel, lacking_panel, ready_panel
from ..views.findings import findings_panel, possible_panel
from ..views.parts import WARN
from ..views.sheet import sheet_panel, text_panel

__all__ = ["CheckedText", "Outlook", "Sheet", "advise", "check_text", "prepare", "why"]


@attrs.frozen
class Outlook(Answer):
    """`why`: whether something may happen.

    Attributes:
        allowed: Whether it may, once what it needs is there.
        needs: Names of the input that is missing.
        until: From this moment on it can no longer be done.
        decision: What the rules say to what was typed.
    """

    allowed: bool
    needs: tuple[str, ...]
    until: datetime | None
    decision: Decision


@attrs.frozen
class Sheet(Answer):
    """`prepare`: a refusal that is judged and not made.

    Attributes:
        decision: What the rules say.
        sheet: What the person who clicks needs.
        path: Where it was written as a page.
    """

    decision: Decision
    sheet: Handover
    path: str | None = None


@attrs.frozen
class CheckedText(Answer):
    """`check-text`: what was found in a text.

    Attributes:
        checked: What was found.
        ready: Ready texts to use instead.
    """

    checked: CheckedReason
    ready: tuple[FilledText, ...]


_LONGEST_TEXT = 1_000_000


@command("why")
@details.order
@details.event
@details.details
def why(terminal: Terminal, order_no: str, event: str, **given: Any) -> int:
    """Say whether something may happen to an order now, why not, and what to do.

    It agrees with `show`: what only lacks input is possible, and the input is named.
    """
    at, lang, policy = terminal.now(), terminal.lang, terminal.policy
    typed = Given(**given)
    draft = event_of(event, at, typed, ship_date=day_of(at) + timedelta(days=1))
    order = forecast(terminal.order(order_no), at, policy).order
    decision = decide(order, draft, policy)
    needs = _needs(decision, draft, typed)
    until = policy.refusable_until(order.ship_date) if isinstance(draft, CancelRefusal) else None
    possible = decision.allowed or bool(needs)
    panel = findings_panel(decision, lang)
    if needs:
        panel = possible_panel(decision, draft, needs, until, lang)
    terminal.show(Outlook(possible, tuple(needs), until, decision), panel)
    return DONE if possible else DENIED


def _needs(decision: Decision, draft: Event, typed: Given) -> Sequence[str]:
    """Name the missing input, if nothing else stands in the way."""
    if isinstance(decision, Denied):
        needs = dict.fromkeys(found.needs or "" for found in decision.violations)
        return () if "" in needs else tuple(needs)
    undated = isinstance(draft, ShipDateSet) and typed.ship_date is None
    return ("ship_date",) if undated else ()


@command("prepare")
@details.order
@details.refusal
@actor
@option("--screen", type=LANG)
@option("--screen-words", type=Typed("FILE", str), envvar="QOO10_CANCEL_SCREEN_WORDS")
@option("--output", type=Typed("PATH", str), help="page-output")
def prepare(
    terminal: Terminal,
    order_no: str,
    actor: str | None,
    screen: str | None,
    screen_words: str | None,
    output: str | None,
    **given: Any,
) -> int:
    """Judge a refusal and print the sheet for the person who clicks; nothing is recorded."""
    details_ = Given(**given)
    evidence = evidence_of(details_.evidence)
    terminal.order(order_no)
    prepared = terminal.desk().prepare(order_no, details_.refusal, evidence=evidence, actor=actor)
    lang = terminal.lang
    quoted = screen_of(screen or lang, screen_words)
    document = to_json(Sheet(prepared.decision, prepared.sheet, output), lang)
    document["sheet"]["text"] = prepared.sheet.text(lang, quoted)  # in the words of the screen
    if output is not None:
        write_file(output, prepared.sheet.html(lang, quoted))
        terminal.show(document, terminal.say("sheet.done", path=output))
    else:
        terminal.write(document, sheet_panel(prepared.sheet, lang, quoted))
    if evidence != NO_EVIDENCE:
        terminal.note(terminal.say("sheet.unrecorded", WARN, order_no=order_no))
    return DONE if prepared.decision.allowed else DENIED


@command("check-text")
@argument("text", required=False)
@option("--file", type=Typed("PATH", str))
@option("--reason", type=details.REASON, default="other")
@option("--order", "order_no", type=ORDER_NO)
@details.acknowledge
def check_text(
    terminal: Terminal,
    text: str | None,
    file: str | None,
    reason: ReasonKind,
    order_no: str | None,
    acknowledge: str | None,
) -> int:
    """Judge a text for the buyer, and offer ready texts when it may not be sent."""
    lang = terminal.lang
    chosen = RefusalReason(reason, _text_of(text, file), acknowledge or "")
    checked = check_reason(chosen, terminal.policy)
    clear = not checked.violations
    ready: Sequence[FilledText] = ()
    shown: list[RenderableType] = [text_panel(checked, lang, terminal.policy)]
    if order_no is not None:
        ready, below = _for_the_order(terminal, reason, order_no)
        shown += ["", below]
    elif not clear:
        ready = _templates(terminal, reason)
        shown += ["", ready_panel(ready, lang, filled=False)]
    terminal.show(CheckedText(checked, tuple(ready)), *shown)
    return DONE if clear else DENIED


def _for_the_order(
    terminal: Terminal, kind: ReasonKind, order_no: str
) -> tuple[Sequence[FilledText], RenderableType]:
    """Return the ready texts for an order, and a view of them, or of what is missing."""
    order, lang = terminal.order(order_no), terminal.lang
    advice = advise_on(order, terminal.now(), terminal.policy)
    texts = advice.of(kind).texts
    if texts:
        return texts, ready_panel(texts, lang, filled=True)
    return texts, lacking_panel(advice, kind, order.evidence, lang)


def _templates(terminal: Terminal, kind: ReasonKind) -> Sequence[FilledText]:
    """Return the ready texts of the reason *kind*, with every slot open."""
    facts = Facts(terminal.now())
    ready = (text for text in READY_TEXTS.values() if text.kind is kind)
    return [text.fill(facts, terminal.policy) for text in ready]


@command("advise")
@details.order
@details.evidence
@option("--ship-on", type=DAY)
def advise(
    terminal: Terminal, order_no: str, evidence: Sequence[str], ship_on: date | None
) -> None:
    """Say which reasons fit what is recorded, and give the ready texts to paste."""
    order, lang = terminal.order(order_no), terminal.lang
    more = evidence_of(evidence)
    advice = advise_on(order, terminal.now(), terminal.policy, ship_on, more)
    panel = advice_panel(advice, order.evidence | more, lang)
    terminal.show(advice, panel)


def _text_of(text: str | None, file: str | None) -> str:
    if text is not None and file is not None:
        raise Misuse("two_texts")
    if file is not None:
        try:
            with Path(file).open("rb") as stream:
                return _decoded(stream.read(_LONGEST_TEXT))
        except (OSError, ValueError) as error:  # ValueError: a zero in the path
            why = getattr(error, "strerror", None) or error
            raise Misuse("unreadable", path=file, why=why) from None
    return _typed_in(asked=text == "-") if text in {None, "-"} else str(text)


def _typed_in(*, asked: bool) -> str:
    # Standard input is None if the parent process has closed it.
    if sys.stdin is None or (sys.stdin.isatty() and not asked):
        raise Misuse("no_text")
    try:
        return _decoded(sys.stdin.buffer.read(_LONGEST_TEXT))
    except OSError as error:
        raise Misuse("unreadable", path="-", why=error.strerror) from None


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8-sig", "surrogateescape")
