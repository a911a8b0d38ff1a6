"""Draws the README's picture of a terminal from what the commands really print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

HERE: Final = Path(__file__).parent
PAGE: Final = HERE / "img" / "screen.svg"
DATA: Final = HERE.parent / "examples" / "data"
WIDTH: Final = 84

FILES: Final = (*sorted(DATA.glob("*_20220812.csv")), DATA / "GetClaimInfo_V3.json")
TEXT: Final = "在庫切れのため発送が遅れております。申し訳ございませんがお待ちください。"
SHOWN: Final = (
    (0, ("queue", "--lang", "en")),
    (1, ("why", "698016769", "refuse", "--lang", "zh")),
    (1, ("check-text", TEXT, "--lang", "ja")),
)
"""The commands of README, each in another language, and how they end: 1 is a denial."""

LINES: Final = 40
"""So many lines fit on one screen; the rest of the last answer is left out."""

# Cells in pixels. Rich's own picture counts characters, and squeezes the wide ones of East Asia.
CELL: Final = 8.4
LINE: Final = 19
EDGE: Final = 16
BACK, INK = "#1b1e24", "#d7dae0"
FONT: Final = (
    "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', 'MS Gothic', monospace"
)


def _run(folder: str, code: int, *command: str) -> str:
    environment = {
        **os.environ,
        "COLUMNS": str(WIDTH),
        "FORCE_COLOR": "1",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONUTF8": "1",
    }
    program = [sys.executable, "-m", "qoo10_cancel.cli", *command, "--at", "2022-08-12 12:00"]
    done = subprocess.run(  # noqa: S603, PLW1510
        program, cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    if done.returncode != code:
        raise SystemExit(f"{command[0]} ended with {done.returncode}, not {code}: {done.stderr}")
    return done.stdout


def _lines(console: Console) -> list[Text]:
    lines: list[Text] = []
    with tempfile.TemporaryDirectory() as folder:
        _run(folder, 0, "import", *map(str, FILES))
        for code, command in SHOWN:
            typed = " ".join(word if word.isascii() else f'"{word}"' for word in command)
            lines += Text(f"$ qoo10-cancel {typed}", style="bold").wrap(console, WIDTH)
            lines += Text.from_ansi(_run(folder, code, *command)).split("\n")
            lines.append(Text())
    return lines[:LINES]


def _spans(line: Text, y: int, console: Console) -> Iterator[str]:
    """Yield the parts of a line, each at its own cells."""
    cell = 0
    for segment in line.render(console):
        style = segment.style or Style()
        color = style.color.get_truecolor(MONOKAI).hex if style.color else INK
        marks = ' font-weight="bold"' if style.bold else ""
        marks += ' text-decoration="underline"' if style.underline else ""
        marks += ' opacity="0.6"' if style.dim else ""
        for words in re.finditer(r"\S+(?: \S+)*", segment.text):
            start = cell + cell_len(segment.text[: words.start()])
            yield (
                f'<text x="{EDGE + start * CELL:.1f}" y="{y}" '
                f'textLength="{cell_len(words[0]) * CELL:.1f}" '
                f'fill="{color}"{marks}>{escape(words[0])}</text>'
            )
        cell += cell_len(segment.text)


def page() -> str:
    """Return the picture, as SVG that loads nothing."""
    console = Console(width=WIDTH)
    lines = _lines(console)
    width, height = round(WIDTH * CELL) + 2 * EDGE, len(lines) * LINE + 2 * EDGE
    parts = [
        part
        for row, line in enumerate(lines)
        for part in _spans(line, EDGE + (row + 1) * LINE - 5, console)
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    head += f' font-family="{FONT}" font-size="14" xml:space="preserve" role="img">'
    title = "<title>qoo10-cancel in a terminal: the queue, a denial, a text judged</title>"
    back = f'<rect width="{width}" height="{height}" rx="8" fill="{BACK}"/>'
    return "\n".join((head, title, back, *parts, "</svg>\n"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
