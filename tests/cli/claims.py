"""What the command line promises, as checks that a broken part must fail."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console, RenderableType

from cli.command_line import ASKED, a_shop
from qoo10_cancel import JST, Finding, Rule
from qoo10_cancel.cli import rows, typed, words
from qoo10_cancel.cli.views import parts, prose, sheet
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.testing.strategies import moments
from qoo10_cancel.text import CheckedReason

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
LANGS = st.sampled_from(list(LANGUAGES))
TEXTS = st.text(st.sampled_from("発送しました。、（）a b1\u3000한국어ガ-"), max_size=80)


def printed(view: RenderableType, width: int = 80) -> str:
    """Return what a terminal of *width* cells shows, without colours."""
    console = Console(width=width, file=io.StringIO(), markup=False, emoji=False, highlight=False)
    console.print(view)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


@given(st.sampled_from("=+-@\t\r\n＝＋－＠"), st.text(max_size=20))
def no_cell_is_a_formula(opening: str, rest: str) -> None:
    """A cell that opens like a formula opens with an apostrophe instead."""
    assert rows.cell(opening + rest).startswith("'")


@given(
    st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=9), min_size=3), max_size=4)
)
def csv_reads_back(table: list[dict[str, str]]) -> None:
    """What is written as CSV is read back cell by cell."""
    to = io.StringIO(newline="")
    table = [{name: row[name] for name in "abc"} for row in table]

    count = rows.write_csv(table, to)

    read = list(csv.reader(io.StringIO(to.getvalue(), newline=""), strict=True))
    assert count == len(table)
    assert read[1:] == [[rows.cell(value) for value in row.values()] for row in table]


@given(st.text(max_size=60))
def nothing_is_obeyed(text: str) -> None:
    """No control character and none that reverses the line reaches the terminal."""
    shown_text = parts.plain(text).plain

    assert all(char.isprintable() or char in "\n\u3000\u00a0" for char in shown_text)


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, tzinfo=None)


@given(moments().map(_whole))
def a_moment_without_a_clock_is_japans(moment: datetime) -> None:
    """A moment that names no clock is Japan's; one that does is read by it."""
    assert typed.read_moment(f"{moment:%Y/%m/%d %H:%M:%S}") == moment.replace(tzinfo=JST)
    assert typed.read_moment(f"{moment.isoformat()}Z") == moment.replace(tzinfo=UTC)


@given(st.integers(0, 400_000))
def no_minute_is_given_away(seconds: int) -> None:
    """The time left is never said to be more than it is, and less by under a minute."""
    shown_text = parts.left(NOON + timedelta(seconds=seconds), NOON)

    hours, minutes = shown_text.split(":")
    seconds_shown = int(hours) * 3600 + int(minutes) * 60
    assert seconds_shown <= seconds < seconds_shown + 60


@given(TEXTS, st.integers(4, 40))
def no_character_is_lost(text: str, width: int) -> None:
    """Wrapping loses nothing but spaces at the edge, and no line is too wide."""
    output = printed(prose.Prose(parts.plain(text)), width)

    assert "".join(output.split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in output.splitlines())


@given(st.lists(st.sampled_from(["発", "送", "処理", "済み。", "後、", "日）"]), max_size=40))
def no_line_opens_with_a_closing_mark(parts: list[str]) -> None:
    """Where marks stand alone, a wrapped line never opens with one."""
    text = "".join(parts)

    assert all(text[place] not in "。、）" for place in prose.breaks(text, 20))


def no_japanese_word_is_broken() -> None:
    """Where a line can end between words, it does not end inside one."""
    text = "予定どおり発送。お客様のキャンセル要請に回答し、8月12日までに発送処理。"
    words = ["どおり", "発送", "お客様", "キャンセル", "要請", "回答", "8月12日", "発送処理"]

    for width in range(24, 70):
        lines = printed(prose.Prose(parts.plain(text)), width).splitlines()
        assert all(any(word in line for line in lines) for word in words), width


@given(st.data(), st.integers(8, 60))
def carets_stand_below_their_place(data: st.DataObject, width: int) -> None:
    """The carets are as wide as the characters that were found, wherever lines break."""
    text = data.draw(st.text(st.sampled_from("発送aガ、 "), min_size=1, max_size=60))
    text = text.strip() or "発"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = Finding(Rule.TEXT_IS_FIT, "link", span=(start, end))

    output = printed(sheet.MarkedText(CheckedReason((found,), text, 0, 0)), width)

    lines = output.splitlines()
    marked = "".join(_above(shown, carets) for shown, carets in pairwise(lines) if "^" in carets)
    assert marked.replace(" ", "") == text[start:end].replace(" ", "")


def _above(shown: str, carets: str) -> str:
    """Return the characters of *shown* that stand above a caret."""
    shown_text, at = "", 0
    for char in shown:
        if "^" in carets[at : at + cell_len(char)]:
            shown_text += char
        at += cell_len(char)
    return shown_text


def every_language_has_every_word() -> None:
    """The four languages have the same keys, with the same slots in them."""
    books = {lang: words._words(lang) for lang in LANGUAGES}

    for lang, book in books.items():
        assert book.keys() == books["en"].keys(), lang
        for key, sentence in book.items():
            assert _slots(sentence) == _slots(books["en"][key]), (lang, key)


def _slots(sentence: str) -> set[str]:
    return {part.partition("}")[0] for part in sentence.split("{")[1:]}


def what_is_not_stored_is_store_trouble() -> None:
    """An order that the store does not hold ends with 4, in words and in JSON."""
    with a_shop() as shop:
        ended = shop.run("show", "1")
        as_json = shop.run("show", "1", "--json")

    assert (ended.code, as_json.code) == (4, 4)
    assert "order 1 is not in the store" in ended.err
    assert json.loads(as_json.out)["kind"] == "NotFound"


def a_denial_says_so() -> None:
    """A refusal that no rule allows ends with 1 and changes nothing."""
    with a_shop() as shop:
        before = shop.json("history", ASKED)
        ended = shop.run("refuse", ASKED, "--reason", "other", "--yes")
        after = shop.json("history", ASKED)

    assert ended.code == 1
    assert "QC-05" in ended.out
    assert before == after
