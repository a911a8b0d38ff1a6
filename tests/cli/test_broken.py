"""Parts that break a promise on purpose; the check of that promise must fail on each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from rich.text import Text

from cli import claims
from qoo10_cancel.cli import endings, rows, typed, words
from qoo10_cancel.cli.views import parts, prose, sheet
from qoo10_cancel.errors import Malformed, NotFound


def _only_equals(value: object) -> str:
    shown = "" if value is None else str(value)
    return f"'{shown}" if shown.startswith("=") else shown


def _as_it_is(text: object, style: str = "") -> Text:
    return Text(str(text), style)


def _the_machines_clock(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise Malformed("no moment") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _rounded_up(until: datetime, at: datetime) -> str:
    minutes = -int(-(until - at + timedelta(seconds=59)).total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def _by_characters(line: str, width: int) -> list[int]:
    return list(range(width, len(line), width))


def _any_place(before: str, after: str) -> bool:
    return True


def _one_cell(_char: str) -> int:
    return 1


def _one_word_short(lang: str) -> dict[str, str]:
    words = dict(_WORDS(lang))
    if lang == "ko":
        del words["queue.title"]
    return words


def _a_slot_too_many(lang: str) -> dict[str, str]:
    words = dict(_WORDS(lang))
    return {**words, "queue.more": "{amount}"} if lang == "ja" else words


_NO_SHRINKING = (Phase.explicit, Phase.generate)
_WORDS = words._words
_LENIENT = {**endings._CODES, NotFound: 2}


def _quiet(_terminal: object, _broken: object) -> int:
    return 0


@pytest.mark.parametrize(
    ("where", "name", "broken", "claim"),
    [
        (rows, "cell", _only_equals, claims.no_cell_is_a_formula),
        (parts, "plain", _as_it_is, claims.nothing_is_obeyed),
        (typed, "read_moment", _the_machines_clock, claims.a_moment_without_a_clock_is_japans),
        (parts, "left", _rounded_up, claims.no_minute_is_given_away),
        (prose, "breaks", _by_characters, claims.no_character_is_lost),
        (prose, "_may_break", _any_place, claims.no_line_opens_with_a_closing_mark),
        (prose, "_parts_words", _any_place, claims.no_japanese_word_is_broken),
        (sheet, "cell_len", _one_cell, claims.carets_stand_below_their_place),
        (words, "_words", _one_word_short, claims.every_language_has_every_word),
        (words, "_words", _a_slot_too_many, claims.every_language_has_every_word),
        (endings, "_CODES", _LENIENT, claims.what_is_not_stored_is_store_trouble),
        (endings, "_denied", _quiet, claims.a_denial_says_so),
    ],
)
def test_each_is_caught(
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    broken: object,
    claim: Callable[[], None],
) -> None:
    """The check that holds for the real part fails for the broken one."""
    monkeypatch.setattr(where, name, broken)
    if hasattr(claim, "hypothesis"):
        claim = settings(max_examples=1000, database=None, phases=_NO_SHRINKING)(claim)

    with pytest.raises((AssertionError, KeyError, pytest.fail.Exception)):
        claim()
