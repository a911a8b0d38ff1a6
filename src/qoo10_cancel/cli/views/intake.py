"""The result of an import: the counts, the bad rows, the orders to look at."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...desk import IngestReport
from ...errors import Unreadable
from ..words import say
from .parts import CALM, FAINT, LOUD, WARN, indented, plain, table
from .prose import Prose

__all__ = ["intake_panel"]

_SHOWN: Final = 20


def intake_panel(
    intake: IngestReport, problems: Sequence[Unreadable], lang: str
) -> RenderableType:
    """Show the bad rows, the orders skipped, those to look at, set aside, left out; the counts."""
    counts = say(
        "intake.done",
        lang,
        new=intake.new,
        changed=intake.changed,
        unchanged=intake.unchanged,
        aside=len(intake.set_aside),
    )
    return Group(
        *_problems(problems, lang),
        *_skipped(intake, lang),
        *_observed(intake, lang),
        *_aside(intake, lang),
        *_ahead(intake, lang),
        Prose(Text(counts, WARN if problems or intake.skipped or intake.ahead else CALM)),
    )


def _problems(problems: Sequence[Unreadable], lang: str) -> list[RenderableType]:
    if not problems:
        return []
    parts: list[RenderableType] = [
        Text(say("intake.problems", lang, count=len(problems)), LOUD),
        Text(),
    ]
    for source, group in groupby(problems[:_SHOWN], key=attrgetter("source")):
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", no_wrap=True)
        for bad in group:
            line = "" if bad.line is None else str(bad.line)
            column = Prose(plain(bad.column or "", FAINT))
            grid.add_row(Text(line, "bold"), column, Prose(plain(_wrong(bad, lang))))
        parts += [Prose(plain(source, "bold")), indented(grid), Text()]
    return parts + _more(len(problems), lang)


def _wrong(problem: Unreadable, lang: str) -> str:
    value = "" if problem.value is None else f"{problem.value!r}: "
    return f"{value}{problem.message(lang)}"


def _skipped(intake: IngestReport, lang: str) -> list[RenderableType]:
    if not intake.skipped:
        return []
    shown = [indented(plain(order_no)) for order_no in intake.skipped[:_SHOWN]]
    heading = Prose(Text(say("intake.skipped", lang, count=len(intake.skipped)), LOUD))
    return [heading, Text(), *shown, Text(), *_more(len(intake.skipped), lang)]


def _observed(intake: IngestReport, lang: str) -> list[RenderableType]:
    if not intake.observed:
        return []
    shown = table(say("col.order", lang), say("col.rule", lang), say("col.sentence", lang))
    for order_no, observed in intake.observed[:_SHOWN]:
        for found in (*observed.questions, *observed.warnings):
            shown.add_row(plain(order_no), found.rule.code, Prose(plain(found.message(lang))))
            order_no = ""  # noqa: PLW2901 - named once, before its first finding
    heading = Text(say("intake.observed", lang, count=len(intake.observed)), WARN)
    return [heading, Text(), shown, Text(), *_more(len(intake.observed), lang)]


_ASIDE: Final = {
    "unpaid": "unpaid",
    "unpaid_cancelled": "unpaid",
    "return_requested": "return",
    "returning": "return",
    "returned": "return",
    "exchange_requested": "exchange",
    "exchange_approved": "exchange",
    "redelivering": "exchange",
    "not_received_refunded": "missing",
    "not_received_partly_refunded": "missing",
}
"""What each status that is set aside is about."""


def _aside(intake: IngestReport, lang: str) -> list[RenderableType]:
    if not intake.set_aside:
        return []
    grid = Table.grid(padding=(0, 2, 0, 0))
    for order_no, status in intake.set_aside[:_SHOWN]:
        grid.add_row(plain(order_no), Text(say(f"aside.{_ASIDE[status]}", lang), FAINT))
    heading = Prose(Text(say("intake.aside", lang, count=len(intake.set_aside))))
    return [heading, Text(), indented(grid), Text(), *_more(len(intake.set_aside), lang)]


def _ahead(intake: IngestReport, lang: str) -> list[RenderableType]:
    if not intake.ahead:
        return []
    return [Prose(Text(say("intake.ahead", lang, count=len(intake.ahead)), LOUD)), Text()]


def _more(count: int, lang: str) -> list[RenderableType]:
    if count <= _SHOWN:
        return []
    return [Text(say("intake.more", lang, count=count - _SHOWN), FAINT), Text()]
