"""The findings of the rules, as a reader sees them: code, sentence, what to do now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...decision import Allowed, Decision, Denied
from ...events import Event
from ...findings import Certainty, Finding, Rule, Severity
from ...messages import answer, label, word
from ..words import say
from .parts import CALM, FAINT, LOUD, WARN, clock, indented, needs_text, plain, table, title
from .prose import Prose

__all__ = ["findings_grid", "findings_panel", "possible_panel", "rule_card", "rules_table"]

_SOURCES: Final = {
    "manual": "manual",
    "buyer help": "help",
    "text rule": "text",
    "table": "table",
    "records": "records",
    "nobody says": "nobody",
}
_STYLES = {Severity.VIOLATION: LOUD, Severity.WARNING: WARN}


def findings_panel(found: Decision | Iterable[Finding], lang: str) -> RenderableType:
    """Show a decision, or findings alone: the answer first, then violations, then warnings.

    >>> from rich.console import Console
    >>> from qoo10_cancel.cli.views.findings import findings_panel
    >>> late = decide(Order("1", State.SHIPPING_DELAYED), CancelRefusal(noon, confirmed=True))
    >>> Console(width=70).print(findings_panel(late, "en"))
    order 1 is “shipping delayed”; ...
    """
    if isinstance(found, (Allowed, Denied)):
        violations = found.violations if isinstance(found, Denied) else ()
        rows = findings_grid((*violations, *found.warnings), lang)
        return Group(_answer(found, lang), *rows)
    findings = sorted(found, key=lambda one: one.severity is Severity.WARNING)
    if not findings:
        return Text(say("found.none", lang), CALM)
    return Group(title(say("found.title", lang)), *findings_grid(findings, lang))


def possible_panel(
    decision: Decision, event: Event, needs: Iterable[str], until: datetime | None, lang: str
) -> RenderableType:
    """Show that an event is possible once what it needs is given.

    Args:
        decision: The decision on the event as far as it is filled in.
        event: The event.
        needs: The names of the input that is missing.
        until: From this moment on it is no longer possible; None: nothing ends it.
        lang: Reader's language.
    """
    order = decision.order
    names = {"event": label(event, lang), "state": label(order.state, lang)}
    text = plain(say("why.possible", lang, order_no=order.order_no, **names), CALM)
    if until is not None:
        text.append(f"\n{say('action.until', lang, until=clock(until))}")
    text.append(f"\n{needs_text(needs, lang)}")
    if isinstance(decision, Allowed):  # its warnings are about what stands in for the input
        return Prose(text)
    missing = (found.as_warning() for found in decision.violations)
    return Group(Prose(text), *findings_grid((*missing, *decision.warnings), lang))


def _answer(decision: Decision, lang: str) -> Prose:
    event = decision.event if isinstance(decision, Denied) else _asked(decision)
    params = {
        "order_no": decision.order.order_no,
        "event": type(event).__name__,
        "state": decision.order.state.value,
    }
    if isinstance(decision, Denied):
        return Prose(plain(answer("denied", lang, params), LOUD))
    return Prose(plain(answer("allowed", lang, params), CALM))


def _asked(decision: Allowed) -> Event:
    """Return the event asked about: the last that did not follow by itself."""
    events = [step.event for step in decision.steps]
    return next((e for e in reversed(events) if not e.automatic), events[-1])


def findings_grid(findings: Iterable[Finding], lang: str) -> list[RenderableType]:
    """Show findings under an empty line, each behind its code; return nothing for none."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for found in findings:
        code = plain(found.rule.code, _STYLES[found.severity])
        grid.add_row(code, Prose(_finding(found, lang)))
    return [Text(), indented(grid)] if grid.row_count else []


def _finding(found: Finding, lang: str) -> Text:
    text = plain(found.message(lang))
    return text.append_text(plain(f"\n→ {found.remedy(lang)}", FAINT))


def rules_table(lang: str) -> RenderableType:
    """List every rule with its sentence, where it stands, and how well it is known."""
    names = ("rule", "sentence", "source")
    shown = table(*(say(f"col.{name}", lang) for name in names), heading=None)
    shown.columns[0].no_wrap = True
    for rule in Rule:
        weak = rule.certainty in {Certainty.ASSUMED, Certainty.DERIVED}
        shown.add_row(
            Text(rule.code, "bold"),
            Prose(plain(label(rule, lang))),
            Prose(Text(_source(rule, lang), WARN if weak else FAINT)),
        )
    return Group(title(say("rules.title", lang)), Text(), shown)


def _source(rule: Rule, lang: str) -> str:
    """Name where *rule* stands; a section or a page keeps its number."""
    name = rule.source.rstrip("0123456789., ")
    place = rule.source.removeprefix(name).strip()
    return say(f"source.{_SOURCES[name]}", lang, place=place)


def rule_card(rule: Rule, lang: str) -> RenderableType:
    """Show one rule: its sentence, its source, how well it is known, and its switch."""
    certainty = word(f"certainty.{rule.certainty.value}", lang)
    lines: list[RenderableType] = [
        Prose(Text.assemble((rule.code, "bold"), "  ", label(rule, lang))),
        Text(),
        indented(Prose(Text(say("rule.source", lang, source=_source(rule, lang))))),
        indented(Prose(Text(say("rule.certainty", lang, certainty=certainty)))),
    ]
    if rule.switch is not None:
        lines.append(indented(Prose(Text(say("rule.switch", lang, switch=rule.switch)))))
    return Group(*lines)
