"""Does a text speak of delay, and whose? And does it state a ground that the manual accepts?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

import attrs

from . import delay_words as said
from . import ground_words as ground
from .spelling import in_hiragana, spelled, unspelled

__all__ = ["Delay", "Talk", "delay_form", "has_ground", "place_of", "talk_of_delay"]

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
        span: Where they are in `delay_form` of the text.
    """

    delay: Delay
    span: tuple[int, int]


class _Weight(Enum):
    """How heavily a place weighs, the heaviest first."""

    HARD = 1  # only "it has left" excuses it
    SOFT = 2  # natural for goods that are ready or made to order
    OTHERS = 3  # the carrier, the weather, or "may be"
    WAIT = 4  # "please wait": says something only where no ground is stated


def delay_form(solid: str) -> str:
    """Return the form in which delay is looked for: in one spelling, and in hiragana."""
    return spelled(in_hiragana(solid))


def place_of(talk: Talk, solid: str) -> tuple[int, int]:
    """Say where in the solid form stands what was found in its delay form."""
    return unspelled(in_hiragana(solid), talk.span)


def has_ground(grounds: str) -> bool:
    """Say whether the goods have left, are ready, are made to order, or the buyer agreed.

    >>> has_ground("本日発送済みです"), has_ground("当店の規定です")
    (True, False)
    """
    return _excuses(grounds) or _is_made(grounds)


def _excuses(grounds: str) -> bool:
    if ground.READY.search(grounds) or ground.AGREED.search(grounds):
        return True
    left = (found.start() for found in ground.LEFT.finditer(grounds))
    return any(not ground.NOT_LEFT.search(grounds, max(at - 3, 0), at) for at in left)


def _is_made(grounds: str) -> bool:
    return ground.MADE.search(grounds) is not None


def talk_of_delay(form: str, grounds: str) -> Talk | None:
    """Say whether a text speaks of delay, given its delay form and where its grounds stand.

    >>> talk_of_delay("商品の入荷が遅れています", "").delay
    <Delay.STORE: 'store'>
    """
    place = _heaviest(_places(form))
    if place is None:
        return None
    weight, span = place
    if weight is _Weight.WAIT and has_ground(grounds):
        return None
    excused = _excuses(grounds) or (weight is _Weight.SOFT and _is_made(grounds))
    stores_own = weight in {_Weight.HARD, _Weight.SOFT} and not excused
    return Talk(Delay.STORE if stores_own else Delay.MENTIONED, span)


_Place = tuple[_Weight, tuple[int, int]]


def _heaviest(places: Iterator[_Place]) -> _Place | None:
    best = None
    for place in places:
        if best is None or place[0].value < best[0].value:
            best = place
        if place[0] is _Weight.HARD:
            break
    return best


def _places(form: str) -> Iterator[_Place]:
    neutral = form
    if said.MAY_BE_NONE.search(form):
        neutral = said.NO_DELAY.sub(lambda found: "＿" * len(found.group()), form)
    for sentence in _SENTENCE.finditer(neutral):
        for weight, (start, end) in _in_sentence(sentence.group()):
            yield weight, (sentence.start() + start, sentence.start() + end)


def _in_sentence(sentence: str) -> Iterator[_Place]:
    yield from _late(sentence)
    for pattern, weight in _PATTERNS:
        if found := pattern.search(sentence):
            yield _lighter(weight, sentence), found.span()


_PATTERNS: Final = (
    (said.SHORTAGE, _Weight.HARD),
    (said.OWN_FAULT, _Weight.HARD),
    (said.NOT_READY, _Weight.SOFT),
    (said.SLOW, _Weight.SOFT),
    (said.WAIT, _Weight.WAIT),
)


def _late(sentence: str) -> Iterator[_Place]:
    """Find words for being late that stand near what can be late."""
    for found in said.LATE.finditer(sentence):
        if not _is_near_object(sentence, found.span()):
            continue
        if not said.CONDITIONAL.match(sentence, found.end()):
            may_be = said.PERHAPS.search(sentence) is not None
            yield _Weight.OTHERS if may_be else _lighter(_Weight.HARD, sentence), found.span()
            return  # the rest of the sentence weighs no more
        yield _Weight.OTHERS, found.span()


def _is_near_object(sentence: str, span: tuple[int, int]) -> bool:
    start, end = span
    return said.OBJECT.search(sentence, max(start - _BEFORE, 0), end + _AFTER) is not None


def _lighter(weight: _Weight, sentence: str) -> _Weight:
    """Return the weight of what others do, where nothing in the sentence is the store's."""
    if weight is _Weight.WAIT or not said.OTHERS.search(sentence):
        return weight
    return weight if said.SUPPLY.search(sentence) else _Weight.OTHERS
