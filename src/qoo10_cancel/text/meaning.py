"""What a text means for a refusal: the decision table over its facts and what it reads like."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Final

import attrs

from .facts import Facts, read
from .lexicon import in_hiragana, tokens
from .likeness import Likeness, heaviest, likeness

__all__ = ["TABLE", "Meaning", "Row", "Verdict", "meaning"]

Span = tuple[int, int]


class Verdict(Enum):
    """What is said of a text; the values of all but the first are details of findings."""

    SILENT = ""
    STORE = "store-delay"
    READS_LATE = "reads-like-delay"
    MENTIONED = "delay-mentioned"
    NO_GROUND = "no-ground"


_SILENT, _STORE, _READS_LATE, _MENTIONED, _NO_GROUND = Verdict


@attrs.frozen
class Meaning:
    """What a text means.

    Attributes:
        verdict: What is said of it.
        ground: It states a ground, or reads like one.
        span: Where the words are that the verdict rests on, in the solid form.
    """

    verdict: Verdict
    ground: bool
    span: Span


@attrs.frozen
class Row:
    """A row of the decision table: the facts that it asks for, and what is said then.

    Attributes:
        ground: One of these is stated; None where no ground is.
        facts: One of these is stated too; None where it does not matter.
        verdict: What is said.
        count: So many of the facts are needed.
        denied: From this likeness to a delay of the store on, the text is denied.
        silent: From this likeness to a ground on, nothing is said.
    """

    ground: frozenset[str] | None
    facts: frozenset[str] | None
    verdict: Verdict
    count: int = 1
    denied: float = 9
    silent: float = 9


def _any(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LEFT: Final = _any("left")
_STRONG: Final = _any("made agreed ready")
_SLIGHT: Final = _any("weak going")
_GROUNDS: Final = _LEFT | _STRONG | _SLIGHT
_DELAYS: Final = _any("late short fault not_yet not_sent still later ship_later slow rush")
_SOFT: Final = _any("rush slow later ship_later plan plea wait")
_HARD: Final = _any("late short fault not_yet not_sent still")

# The first row that fits decides. The thresholds were chosen on texts of hands that the linear
# table had not been trained on (`train.py --folds`).
TABLE: Final = (
    Row(_LEFT, _any("still not_sent"), _MENTIONED, denied=0.4),
    Row(_LEFT, _any("late not_yet others maybe"), _MENTIONED, denied=0.6, silent=0.7),
    Row(_LEFT, _any("short fault"), _MENTIONED, denied=0.6, silent=0.6),
    Row(_LEFT, None, _SILENT, denied=0.6),
    Row(_STRONG, _HARD, _MENTIONED, denied=0.4, silent=0.5),
    Row(_STRONG, _any("others maybe"), _MENTIONED, denied=0.6),
    Row(_STRONG, None, _SILENT, denied=0.4),
    Row(_SLIGHT, _any("others maybe"), _MENTIONED, denied=0.6, silent=0.8),
    Row(_SLIGHT, _DELAYS, _MENTIONED, denied=0.4, silent=0.6),
    Row(_SLIGHT, None, _NO_GROUND, denied=0.4, silent=0.4),
    Row(None, _HARD, _MENTIONED, denied=0.33, silent=0.4),
    Row(None, _any("later"), _MENTIONED, denied=0.33, silent=0.4),
    Row(None, _any("ship_later slow rush plea"), _MENTIONED, count=2, denied=0.33, silent=0.4),
    Row(None, _any("ship_later"), _NO_GROUND, denied=0.33, silent=0.4),
    Row(None, _any("others maybe"), _MENTIONED, denied=0.6),
    Row(None, None, _NO_GROUND, denied=0.33, silent=0.4),
)
# It is the delay of others where a text reads so much like one, and half as much as a ground.
_OTHERS: Final = 0.25


def meaning(solid: str) -> Meaning:
    """Say what the solid form of a text means.

    >>> meaning("商品の入荷が遅れており発送できません").verdict
    <Verdict.STORE: 'store-delay'>
    """
    form = in_hiragana(solid)
    found = tokens(form)
    facts = read(found)
    row = _row(facts)
    verdict = _verdict(row, facts, likeness(form, found, facts))
    if verdict is _READS_LATE:
        return Meaning(verdict, False, heaviest(form, found))
    return Meaning(verdict, row.ground is not None, _place(row, facts))


def _row(facts: Facts) -> Row:
    names = facts.keys()
    grounds = names & _GROUNDS
    for row in TABLE:
        if row.ground is None:
            if grounds:
                continue
        elif grounds.isdisjoint(row.ground):
            continue
        if row.facts is None or _states(names, row.facts, row.count):
            break
    return row


def _states(names: AbstractSet[str], facts: frozenset[str], count: int) -> bool:
    """Say whether so many of *facts* are among the *names*."""
    if count == 1:
        return not facts.isdisjoint(names)
    return len(facts & names) >= count


def _verdict(row: Row, facts: Facts, like: Likeness) -> Verdict:
    if like.delay >= row.denied and not _is_capped(facts):
        return _STORE if row.facts else _READS_LATE
    if like.others >= max(_OTHERS, like.ground / 2):
        return _MENTIONED
    return _SILENT if like.ground >= row.silent else row.verdict


def _is_capped(facts: Facts) -> bool:
    """Say whether the only word of delay was denied: then the table may not deny the text."""
    return "masked" in facts and facts.keys().isdisjoint(_SOFT | _HARD)


def _place(row: Row, facts: Facts) -> Span:
    """Say where a fact stands that the row asks for: a word for being late first."""
    names = row.facts or facts.keys()
    return next((facts[name] for name in ("late", *facts) if name in names & facts.keys()), (0, 0))
