"""The hand-over sheet, and a text under judgement with a mark below what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.text import Text

from ...findings import Finding, Severity
from ...policy import Policy
from ...text import CheckedReason, visible
from ...wording import Handover, Screen
from ..words import say
from .findings import findings_panel
from .parts import CALM, FAINT, LOUD, WARN, indented
from .prose import Prose, breaks

__all__ = ["MarkedText", "sheet_panel", "text_panel"]


def sheet_panel(sheet: Handover, lang: str, screen: Screen | None = None) -> Text:
    """Show the sheet of the person who clicks: no borders, so that its text can be copied.

    Print it with `soft_wrap=True`, or a long text for the buyer is broken at the terminal's
    edge, and the breaks are copied with it.
    """
    text = Text(sheet.text(lang, screen).rstrip("\n"))
    text.highlight_regex(r"^={3,}$", FAINT)
    text.highlight_regex(r"\A.+$", "bold")
    text.highlight_regex(r"QC-\d\d", LOUD if not sheet.clear else WARN)
    return text


def text_panel(checked: CheckedReason, lang: str, policy: Policy) -> RenderableType:
    """Show a text, the places that are wrong with it, and both its lengths."""
    clear = not checked.violations
    if clear and not checked.canonical:
        return Prose(Text(say("check.none", lang), CALM))
    verdict = Text(say("check.fit" if clear else "check.unfit", lang), CALM if clear else LOUD)
    parts: list[RenderableType] = [verdict, Text()]
    parts += [indented(MarkedText(checked)), Text()]
    parts += [*_lengths(checked, lang, policy)]
    if checked.findings:
        parts += [Text(), findings_panel(checked.findings, lang)]
    return Group(*parts)


def _lengths(checked: CheckedReason, lang: str, policy: Policy) -> Iterator[RenderableType]:
    numbers = policy.text
    short = checked.content_length < numbers.min_chars
    long = checked.form_length > numbers.max_units
    content = {"length": checked.content_length, "required": numbers.min_chars}
    form = {"length": checked.form_length, "most": numbers.max_units}
    yield indented(Prose(Text(say("check.content", lang, **content), WARN if short else "")))
    yield indented(Prose(Text(say("check.form", lang, **form), WARN if long else "")))


class MarkedText:
    """A checked text, with carets below every place that something was found at.

    The carets stand in cells, not in characters (a Japanese character is two cells wide), and
    where a line is broken at the edge its carets are broken with it.
    """

    def __init__(self, checked: CheckedReason) -> None:
        self._lines: list[list[tuple[str, str]]] = [[]]
        for index, char in enumerate(checked.canonical):
            if char == "\n":
                self._lines.append([])
            else:
                style = _style(index, checked.findings)
                self._lines[-1] += [(shown, style) for shown in visible(char)]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in self._lines:
            whole = "".join(char for char, _ in line)
            places = [0, *breaks(whole, options.max_width), len(line)]
            for start, end in pairwise(places):
                yield from _marked(line[start:end])


def _marked(part: Sequence[tuple[str, str]]) -> Iterator[Text]:
    shown, carets = Text(no_wrap=True, overflow="ignore"), Text(no_wrap=True, overflow="ignore")
    for char, style in part:
        shown.append(char, f"{style} underline" if style else "")
        carets.append(("^" if style else " ") * cell_len(char), style)
    shown.rstrip()
    yield shown
    carets.rstrip()
    if carets:
        yield carets


def _style(index: int, found: Sequence[Finding]) -> str:
    here = [f.severity for f in found if f.span and f.span[0] <= index < f.span[1]]
    if not here:
        return ""
    return LOUD if Severity.VIOLATION in here else WARN
