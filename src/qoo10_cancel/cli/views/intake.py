"""What an import came to: the counts, what could not be read, what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from ...desk import Intake
from ...errors import Unreadable
from ..words import say
from .parts import CALM, FAINT, LOUD, WARN, plain, table
from .prose import Prose

__all__ = ["intake_panel"]

_SHOWN: Final = 20


def intake_panel(intake: Intake, problems: Sequence[Unreadable], lang: str) -> RenderableType:
    """Show the counts; then each bad row by its place; then the orders to look at."""
    counts = say(
        "intake.done",
        lang,
        new=intake.new,
        changed=intake.changed,
        unchanged=intake.unchanged,
        aside=len(intake.set_aside),
    )
    return Group(
        Text(counts, WARN if problems else CALM),
        *_problems(problems, lang),
        *_told(intake, lang),
    )


def _problems(problems: Sequence[Unreadable], lang: str) -> list[RenderableType]:
    if not problems:
        return []
    shown = table(say("col.place", lang), say("col.problem", lang))
    for each in problems[:_SHOWN]:
        shown.add_row(Prose(plain(_place(each))), Prose(plain(_wrong(each))))
    heading = Text(say("intake.problems", lang, count=len(problems)), LOUD)
    return [Text(), heading, Text(), shown, *_more(len(problems), lang)]


def _place(problem: Unreadable) -> str:
    line = "" if problem.line is None else f":{problem.line}"
    column = "" if problem.column is None else f"\n{problem.column}"
    return f"{problem.source}{line}{column}"


def _wrong(problem: Unreadable) -> str:
    value = "" if problem.value is None else f"{problem.value!r}: "
    return f"{value}{problem.problem}"


def _told(intake: Intake, lang: str) -> list[RenderableType]:
    if not intake.told:
        return []
    shown = table(say("col.order", lang), say("col.rule", lang), say("col.sentence", lang))
    for order_no, observed in intake.told[:_SHOWN]:
        for found in (*observed.questions, *observed.warnings):
            shown.add_row(plain(order_no), found.rule.code, Prose(plain(found.message(lang))))
            order_no = ""  # noqa: PLW2901 - named once, before its first finding
    heading = Text(say("intake.told", lang, count=len(intake.told)), WARN)
    return [Text(), heading, Text(), shown, *_more(len(intake.told), lang)]


def _more(count: int, lang: str) -> list[RenderableType]:
    if count <= _SHOWN:
        return []
    return [Text(say("intake.more", lang, count=count - _SHOWN), FAINT)]
