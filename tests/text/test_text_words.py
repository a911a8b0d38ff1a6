"""The patterns of words are tried where they can begin, and nowhere else."""

from __future__ import annotations

import re

import pytest

from qoo10_cancel.text import delay_words, ground_words
from qoo10_cancel.text.canonical import solid
from qoo10_cancel.text.delay import delay_form
from qoo10_cancel.text.spelling import spelled
from text.cases import count_cases, delay_rows, own_cases

TEXTS = [case.reason.text for case in (*count_cases(), *own_cases())]
TEXTS += [text for _, _, text in delay_rows()]
HEAD = re.compile(r"\(\?=\[[^\]]+\]\)")
PATTERNS = [
    (room, name)
    for room in (delay_words, ground_words)
    for name in room.__all__
    if HEAD.match(getattr(room, name).pattern)
]


class TestFirstLettersAreComplete:
    """`starting` names every letter that a pattern can begin with."""

    @pytest.mark.parametrize(("room", "name"), PATTERNS, ids=lambda part: str(part)[-12:])
    def test_nothing_is_missed_for_its_first_letter(self, room: object, name: str) -> None:
        """With and without the list of letters, the same is found in every text."""
        form = delay_form if room is delay_words else spelled
        quick = getattr(room, name)
        slow = re.compile(HEAD.sub("", quick.pattern, count=1))
        texts = [form(solid(text)) for text in TEXTS]

        assert len(PATTERNS) == 13
        assert [quick.findall(text) for text in texts] == [slow.findall(text) for text in texts]
