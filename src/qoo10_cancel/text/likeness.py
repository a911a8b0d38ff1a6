"""What a text reads like: a linear table over known words, pieces of words, and facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from math import exp
from operator import add
from typing import Final, NamedTuple

from .facts import Facts
from .lexicon import Token, packed

__all__ = ["Likeness", "features", "heaviest", "likeness"]

_FIRST, _LAST, _MOST_FACTS = 2, 3, 8
_MOST: Final = 50.0  # more would overflow
# The weights of a feature stand in one number, so that one sum adds all columns and counts the
# features: four columns of 24 bits, which hold 8,192 weights of up to 1,000, and the count.
_BITS: Final = 24
_HALF: Final = 1 << _BITS - 1
_MASK: Final = (1 << _BITS) - 1
_COLUMNS: Final = range(0, 4 * _BITS, _BITS)
_MIDDLE: Final = sum(_HALF << at for at in _COLUMNS)
_COUNT: Final = 4 * _BITS


class Likeness(NamedTuple):
    """How much a text reads like a delay of the store, a ground, a delay of others, or neither.

    What is left to 1 is how much it reads like no reason at all.
    """

    delay: float
    ground: float
    others: float
    no_ground: float


def features(form: str, tokens: list[Token], facts: Facts) -> set[str]:
    """Return what the table looks at.

    Characters, pairs and triples of them outside refusals; concepts, pairs of them, the first
    and the last ones; facts and pairs of them.
    """
    concepts = [token.concept for token in tokens]
    found = set(concepts)
    if "refuse" in found:
        concepts = [concept for concept in concepts if concept != "refuse"]
    for stretch in _stretches(form, tokens):
        pairs = list(map(add, stretch, stretch[1:]))
        found.update(stretch, pairs, map(add, pairs, stretch[2:]))
    found.update([f"{first} {second}" for first, second in pairwise(concepts)])
    found.update(["^" + concept for concept in concepts[:_FIRST]])
    found.update(["$" + concept for concept in concepts[-_LAST:]])
    if facts:
        stated = ["=" + name for name in sorted(facts)]
        found.update(stated, map("".join, combinations(stated[:_MOST_FACTS], 2)))
    return found


def _stretches(form: str, tokens: list[Token]) -> Iterator[str]:
    """Yield what stands between the refusals, which say nothing about why."""
    at = 0
    for token in tokens:
        if token.concept == "refuse":
            yield form[at : token.start]
            at = token.end
    yield form[at:]


@cache
def _rows() -> dict[str, int]:
    """Return the weights of each feature, all columns in one number."""
    rows: dict[str, list[int]] = packed()["weights"]
    return {
        name: (1 << _COUNT) + sum(weight << at for at, weight in zip(_COLUMNS, row, strict=True))
        for name, row in rows.items()
    }


def likeness(form: str, tokens: list[Token], facts: Facts) -> Likeness:
    """Say what a text reads like."""
    known = filter(None, map(_rows().get, features(form, tokens, facts)))
    total = sum(known, _MIDDLE)
    size = 1 / (packed()["scale"] * max(total >> _COUNT, 1) ** 0.5)
    powers = [exp(min(size * ((total >> at & _MASK) - _HALF), _MOST)) for at in _COLUMNS]
    whole = 1 + sum(powers)
    return Likeness(*[power / whole for power in powers])


def heaviest(form: str, tokens: list[Token]) -> tuple[int, int]:
    """Say which clause of a text reads most like a delay of the store."""
    weights = packed()["weights"]
    ends = [token.end for token in tokens if token.concept in {"clause", "sentence"}]
    best, span, start = -1, (0, len(form)), 0
    for end in (*ends, len(form)):
        clause = form[start:end]
        names = weights.keys() & set(map("".join, pairwise(clause)))
        weight = sum(weights[name][0] for name in names)
        if weight > best:
            best, span = weight, (start, end)
        start = end
    return span
