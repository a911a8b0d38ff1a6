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
# A column takes so many bits: 8,192 features of a weight of up to 1,000 fit in, and two columns
# fit in a machine word.
_BITS: Final = 24
_HALF: Final = 1 << _BITS - 1
_MASK: Final = (1 << _BITS) - 1
_MIDDLE: Final = _HALF + (_HALF << _BITS)


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
    found: set[str] = set()
    for stretch in _stretches(form, tokens):
        found.update(stretch)
        pairs = list(map(add, stretch, stretch[1:]))
        found.update(pairs)
        found.update(map(add, pairs, stretch[2:]))
    concepts = [token.concept for token in tokens]
    found.update(concepts)
    concepts = [concept for concept in concepts if concept != "refuse"]
    found.update([f"{first} {second}" for first, second in pairwise(concepts)])
    found.update(["^" + concept for concept in concepts[:_FIRST]])
    found.update(["$" + concept for concept in concepts[-_LAST:]])
    stated = ["=" + name for name in sorted(facts)]
    found.update(stated)
    found.update(map("".join, combinations(stated[:_MOST_FACTS], 2)))
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
def _rows() -> tuple[dict[str, int], dict[str, int]]:
    """Return the weights of each feature, two columns in one number, so that one sum adds both."""
    rows: dict[str, list[int]] = packed()["weights"]
    return (
        {name: row[0] + (row[1] << _BITS) for name, row in rows.items()},
        {name: row[2] + (row[3] << _BITS) for name, row in rows.items()},
    )


def _sums(names: set[str]) -> Iterator[int]:
    """Yield the sums of the columns."""
    for rows in _rows():
        total = sum(map(rows.__getitem__, names)) + _MIDDLE
        yield (total & _MASK) - _HALF
        yield (total >> _BITS) - _HALF


def likeness(form: str, tokens: list[Token], facts: Facts) -> Likeness:
    """Say what a text reads like."""
    names = _rows()[0].keys() & features(form, tokens, facts)
    size = 1 / (packed()["scale"] * max(len(names), 1) ** 0.5)
    powers = [exp(min(size * column, _MOST)) for column in _sums(names)]
    total = 1 + sum(powers)
    return Likeness(*[power / total for power in powers])


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
