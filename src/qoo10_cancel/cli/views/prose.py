"""Breaks lines as East Asian readers expect: between characters, never before a closing mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

__all__ = ["Prose", "breaks"]

_NARROW: Final = 12
"""Prose asks for no fewer cells than this, if it is longer."""

_NOT_FIRST: Final = frozenset(
    "。、，．！？：；）］｝」』】〕〉》’”ーっゃゅょッャュョ々.,!?:;)]}%…"
)
_KANA: Final = re.compile("[ぁ-ヿ]")
_HONORIFIC: Final = frozenset("おご")
_NOT_LAST: Final = frozenset("（［｛「『【〔〈《‘“([{")


class Prose:
    """A text that is wrapped where its language allows it; Rich alone breaks at spaces only."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in self.text.split("\n", allow_blank=True):
            for part in line.divide(breaks(line.plain, options.max_width)):
                part.rstrip()
                part.no_wrap = True
                part.overflow = "ignore"
                if options.justify == "right":
                    part.pad_left(options.max_width - part.cell_len)
                yield part

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        lines = self.text.plain.split("\n")
        widest = max(map(cell_len, lines))
        longest = max(cell_len(word) for line in lines for word in _words(line))
        narrow = min(widest, max(longest, _NARROW))
        return Measurement(narrow, widest).with_maximum(options.max_width)


def _words(line: str) -> Iterator[str]:
    """Give the pieces of *line* that are better left whole."""
    start = 0
    for place in range(1, len(line)):
        before, after = line[place - 1], line[place]
        if _may_break(before, after) and (_parts_words(before, after) or not _KANA.search(line)):
            yield line[start:place].rstrip()
            start = place
    yield line[start:]


def breaks(line: str, width: int) -> list[int]:
    """Say before which characters of *line* to begin a new one, for *width* cells a line.

    >>> from qoo10_cancel.cli.views.prose import breaks
    >>> breaks("拒否する前に、確認。", 12), breaks("refuse now", 8)
    ([4], [7])
    """
    found: list[int] = []
    start = 0
    while (end := _fitting(line, start, width)) < len(line):
        start = _breakable(line, start, end)
        found.append(start)
    return found


def _fitting(line: str, start: int, width: int) -> int:
    """Return where the characters from *start* no longer fit."""
    cells = 0
    for index in range(start, len(line)):
        cells += cell_len(line[index])
        # A space may hang over the edge: it is taken away. One character always fits.
        if cells > width and index > start and line[index] != " ":
            return index
    return len(line)


def _breakable(line: str, start: int, end: int) -> int:
    """Return the last place up to *end* where a line may end; *end* itself if there is none.

    In Japanese, between words is better than inside one, unless half of the line stays empty.
    """
    places = [p for p in range(end, start, -1) if _may_break(line[p - 1], line[p])]
    if _KANA.search(line):
        middle = (start + end) / 2
        between = (p for p in places if p > middle and _parts_words(line[p - 1], line[p]))
        return next(between, places[0] if places else end)
    return places[0] if places else end


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    return (_is_ideographic(before) or _is_ideographic(after)) and not (
        after in _NOT_FIRST or before in _NOT_LAST
    )


def _parts_words(before: str, after: str) -> bool:
    """Guess whether a word ends here: at a space or a mark, or where the script changes.

    Japanese has no spaces, but its words seldom open with hiragana, and end before another script.
    """
    if before == " " or after in _NOT_LAST or (before in _NOT_FIRST and not before.isalnum()):
        return True
    script = _script(after)
    if script == "DIGIT" or before in _HONORIFIC:  # 8月12日, お客様
        return False
    return script != "HIRAG" and _script(before) not in {script, "DIGIT"}


def _script(char: str) -> str:
    return unicodedata.name(char, "")[:5]


def _is_ideographic(char: str) -> bool:
    """Say whether *char* stands alone: a wide one, but no Hangul, which is written in words."""
    return cell_len(char) > 1 and not "\uac00" <= char <= "\ud7a3"
