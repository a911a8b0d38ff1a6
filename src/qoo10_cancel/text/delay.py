"""Does a text speak of delay, and whose? And does it state a ground that the manual accepts?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

import attrs

from . import lexicon
from .canonical import solid

__all__ = ["Delay", "Talk", "delay_form", "has_ground", "talk_of_delay"]

_SENTENCE: Final = re.compile("[^。!?]+")
_BEFORE: Final = 20
_AFTER: Final = 16


class Delay(Enum):
    """What a text says about delay."""

    STORE = "store"
    """The store itself is late, short of something, or not ready."""
    MENTIONED = "mentioned"
    """Delay is in the text, but the goods have left, or others are late, or it only may be."""


@attrs.frozen
class Talk:
    """Where a text speaks of delay.

    Attributes:
        delay: Whose delay it is.
        words: The words that say so.
        span: Where they are in `delay_form` of the text.
    """

    delay: Delay
    words: str
    span: tuple[int, int]


class _Weight(Enum):
    """How heavily a place weighs, the heaviest first."""

    HARD = 1  # only "it has left" excuses it
    SOFT = 2  # natural for goods that are ready or made to order
    OTHERS = 3  # the carrier, the weather, or "may be"
    WAIT = 4  # "please wait": says something only where no ground is stated


def delay_form(text: str) -> str:
    """Return the form of *text* in which delay is looked for: one spelling, in hiragana."""
    return lexicon.spelled(lexicon.in_hiragana(solid(text)))


def has_ground(spelled: str) -> bool:
    """Say whether the goods have left, are ready, are made to order, or the buyer agreed.

    >>> has_ground("本日発送済みです"), has_ground("当店の規定です")
    (True, False)
    """
    return has_left(spelled) or _is_ready(spelled) or bool(lexicon.AGREED.search(spelled))


def has_left(spelled: str) -> bool:
    """Say whether the text states that the goods have left."""
    return lexicon.LEFT.search(spelled) is not None


def _is_ready(spelled: str) -> bool:
    return bool(lexicon.READY.search(spelled) or lexicon.MADE.search(spelled))


def talk_of_delay(form: str, spelled: str) -> Talk | None:
    """Say whether a text speaks of delay: *form* is its delay form, *spelled* has its grounds.

    >>> talk_of_delay("商品のにゅうかが遅れています", "").delay
    <Delay.STORE: 'store'>
    """
    places = sorted(_places(form), key=lambda place: place[0].value)
    if not places:
        return None
    weight, (start, end) = places[0]
    if weight is _Weight.WAIT and has_ground(spelled):
        return None
    excused = has_left(spelled) or (weight is _Weight.SOFT and _is_ready(spelled))
    stores_own = weight in {_Weight.HARD, _Weight.SOFT} and not excused
    delay = Delay.STORE if stores_own else Delay.MENTIONED
    return Talk(delay, form[start:end], (start, end))


def _places(form: str) -> Iterator[tuple[_Weight, tuple[int, int]]]:
    neutral = lexicon.NO_DELAY.sub(lambda found: "＿" * len(found.group()), form)
    for sentence in _SENTENCE.finditer(neutral):
        for weight, (start, end) in _in_sentence(sentence.group()):
            yield weight, (sentence.start() + start, sentence.start() + end)


def _in_sentence(said: str) -> Iterator[tuple[_Weight, tuple[int, int]]]:
    yield from _late(said)
    for pattern, weight in _PATTERNS:
        if found := pattern.search(said):
            yield weight, found.span()


_PATTERNS: Final = (
    (lexicon.SHORTAGE, _Weight.HARD),
    (lexicon.OWN_FAULT, _Weight.HARD),
    (lexicon.NOT_READY, _Weight.SOFT),
    (lexicon.SLOW, _Weight.SOFT),
    (lexicon.WAIT, _Weight.WAIT),
)


def _late(said: str) -> Iterator[tuple[_Weight, tuple[int, int]]]:
    """Find words for being late that stand near what can be late."""
    for found in lexicon.LATE.finditer(said):
        start, end = found.span()
        near = said[max(start - _BEFORE, 0) : end + _AFTER]
        if lexicon.OBJECT.search(near):
            yield _weight(said, end), (start, end)


def _weight(said: str, end: int) -> _Weight:
    if lexicon.CONDITIONAL.match(said, end) or lexicon.PERHAPS.search(said):
        return _Weight.OTHERS
    if lexicon.CARRIER.search(said) and not lexicon.SUPPLY.search(said):
        return _Weight.OTHERS
    return _Weight.HARD
