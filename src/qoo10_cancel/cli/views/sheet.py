"""The hand-over sheet, and a text under judgement with a mark below what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ...findings import Finding, Severity
from ...handover import Handover
from ...policy import Policy
from ...preview import visible
from ...slots import Gap
from ...templates import FilledText
from ...text import CheckedReason
from ..words import say
from .findings import findings_panel
from .parts import CALM, FAINT, LOUD, WARN, plain, title
from .prose import Prose

__all__ = ["marked_lines", "sheet_panel", "text_panel"]


def sheet_panel(sheet: Handover, lang: str) -> Text:
    """Show the sheet of the person who clicks: no borders, so that its text can be copied.

    Print it with `soft_wrap=True`, or a long text for the buyer is broken at the terminal's
    edge, and the breaks are copied with it.
    """
    said = Text(sheet.text(lang).rstrip("\n"))
    said.highlight_regex(r"^={3,}$", FAINT)
    said.highlight_regex(r"\A.+$", "bold")
    said.highlight_regex(r"QC-\d\d", LOUD if not sheet.clear else WARN)
    return said


def text_panel(
    checked: CheckedReason,
    ready: Iterable[FilledText],
    lang: str,
    policy: Policy,
) -> RenderableType:
    """Show a text, the places that are wrong with it, both lengths, and texts that would pass."""
    clear = not checked.violations
    verdict = Text(say("check.fit" if clear else "check.unfit", lang), CALM if clear else LOUD)
    parts: list[RenderableType] = [verdict, Text()]
    parts += [Padding(line, (0, 0, 0, 2)) for line in marked_lines(checked)]
    parts += [Text(), *_lengths(checked, lang, policy)]
    if checked.findings:
        parts += [Text(), findings_panel(checked.findings, lang)]
    return Group(*parts, *_ready(tuple(ready), lang))


def _lengths(checked: CheckedReason, lang: str, policy: Policy) -> Iterator[Text]:
    numbers = policy.text
    short = checked.content_length < numbers.min_chars
    long = checked.form_length > numbers.max_units
    content = {"length": checked.content_length, "required": numbers.min_chars}
    form = {"length": checked.form_length, "most": numbers.max_units}
    yield Text("  " + say("check.content", lang, **content), WARN if short else "")
    yield Text("  " + say("check.form", lang, **form), WARN if long else "")


def marked_lines(checked: CheckedReason) -> list[Text]:
    """Return the lines of the text, each with a line of carets below what was found in it.

    The carets stand in cells, not in characters: a Japanese character is two cells wide.
    """
    lines: list[Text] = []
    start = 0
    for line in checked.canonical.split("\n"):
        lines += _marked(line, start, checked.findings)
        start += len(line) + 1
    return lines


def _marked(line: str, start: int, found: Sequence[Finding]) -> list[Text]:
    shown, carets = Text(), Text()
    for index, char in enumerate(line, start):
        style = _style(index, found)
        seen = visible(char)
        shown.append(seen, f"{style} underline" if style else "")
        carets.append(("^" if style else " ") * cell_len(seen), style)
    carets.rstrip()
    return [shown, carets] if carets else [shown]


def _style(index: int, found: Sequence[Finding]) -> str:
    here = [f.severity for f in found if f.span and f.span[0] <= index < f.span[1]]
    if not here:
        return ""
    return LOUD if Severity.VIOLATION in here else WARN


def _ready(texts: Sequence[FilledText], lang: str) -> list[RenderableType]:
    if not texts:
        return []
    parts: list[RenderableType] = [Text(), title(say("check.ready", lang))]
    for text in texts:
        parts += [Text(), *_ready_text(text, lang)]
    return parts


def _ready_text(text: FilledText, lang: str) -> Iterator[RenderableType]:
    yield plain(f"  {text.ready.key}", "cyan")
    yield Padding(Prose(plain(text.japanese)), (0, 0, 0, 2))
    if lang != "ja":
        yield Padding(Prose(plain(text.gloss(lang), FAINT)), (0, 0, 0, 2))
    if text.gaps:
        said = Prose(plain(say("check.open", lang, slots=_slots(text.gaps, lang)), WARN))
        yield Padding(said, (0, 0, 0, 2))


def _slots(gaps: Iterable[Gap], lang: str) -> str:
    return "; ".join(gap.message(lang) for gap in gaps)
