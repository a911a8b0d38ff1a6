"""What a text means for a refusal: the decision table over its facts and what it reads like."""

from __future__ import annotations

import re
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
        warned: From this likeness to any delay on, a warning is given instead of nothing.
        silent: From this likeness to a ground on, nothing is said.
    """

    ground: frozenset[str] | None
    facts: frozenset[str] | None
    verdict: Verdict
    count: int = 1
    denied: float = 9
    warned: float = 9
    silent: float = 9


def _any(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LEFT: Final = _any("left")
_STRONG: Final = _any("made agreed ready")
_SLIGHT: Final = _any("weak going")
_GROUNDS: Final = _LEFT | _STRONG | _SLIGHT
_DELAYS: Final = _any("late short fault not_yet not_sent still later ship_later slow rush")
_SOFT: Final = _any("rush slow later ship_later plan plea wait")

# The first row that fits decides; the linear table is asked only where the row names a likeness.
TABLE: Final = (
    Row(_LEFT, _any("still not_sent"), _STORE),
    Row(_LEFT, _any("late not_yet others maybe"), _MENTIONED),
    Row(_LEFT, _any("short fault"), _MENTIONED, silent=0.6),
    Row(_LEFT, _any("later ship_later rush wait"), _MENTIONED, count=2, silent=0.9),
    Row(_LEFT, None, _SILENT, warned=0.5),
    Row(_STRONG, _any("late still"), _STORE),
    Row(_STRONG, _any("short fault not_yet not_sent"), _MENTIONED, denied=0.5, silent=0.6),
    Row(_any("ready"), _any("ship_later"), _STORE),
    Row(_STRONG, _any("others maybe"), _MENTIONED),
    Row(_STRONG, None, _SILENT, denied=0.75, warned=0.5),
    Row(_SLIGHT, _any("late short fault not_yet not_sent still"), _STORE),
    Row(_SLIGHT, _any("slow rush later ship_later"), _STORE),
    Row(_SLIGHT, _any("others maybe"), _MENTIONED),
    Row(_SLIGHT, _any("wait plea"), _NO_GROUND, denied=0.75),
    Row(_any("weak"), None, _SILENT, denied=0.75, warned=0.5),
    Row(_any("going"), None, _NO_GROUND, denied=0.75, silent=0.55),
    Row(None, _any("late short fault not_yet not_sent still"), _STORE),
    Row(None, _any("later"), _STORE),
    Row(None, _any("ship_later slow rush plea"), _STORE, count=2),
    Row(None, _any("ship_later"), _NO_GROUND, denied=0.7),
    Row(None, _any("others maybe"), _MENTIONED, denied=0.75),
    Row(None, None, _NO_GROUND, denied=0.75, silent=0.55),
)
# Where a delay was denied, it takes more to say nothing.
_MASKED: Final = 0.25
# A delay that the words name is only mentioned where the text reads less like one than this;
# half as much suffices where two facts say so.
_UNCLEAR: Final = 0.5
# It is the delay of others where the text reads so, and hardly like one of the store.
_OTHERS, _HARDLY = 0.5, 0.1

_ENOUGH: Final = 3

_HIRAGANA: Final = re.compile("[ぁ-ゖ]")


def meaning(solid: str) -> Meaning:
    """Say what the solid form of a text means.

    >>> meaning("商品の入荷が遅れており発送できません").verdict
    <Verdict.STORE: 'store-delay'>
    """
    form = in_hiragana(solid)
    found = tokens(form)
    facts = read(found)
    row = _row(facts)
    verdict = row.verdict
    if not _is_plain(row, facts):
        verdict = _verdict(row, facts, likeness(form, found, facts))
    if verdict is _READS_LATE:
        return Meaning(verdict, False, heaviest(form, found))
    if verdict is _SILENT and not _HIRAGANA.search(solid):
        return Meaning(_NO_GROUND, False, (0, 0))  # nobody reads a whole text in katakana
    return Meaning(verdict, row.ground is not None, _place(row, facts))


def _is_plain(row: Row, facts: Facts) -> bool:
    """Say whether the facts suffice: three for a delay, or a ground and nothing beside it.

    Nothing is asked of the linear table either where a row would not hear it.
    """
    if row.verdict is _STORE:
        return len(facts.keys() & _DELAYS) >= _ENOUGH
    if row.verdict is _MENTIONED:
        return min(row.denied, row.silent) > 1
    return row.verdict is _SILENT and facts.keys() <= _GROUNDS - _SLIGHT


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
    if row.verdict is _STORE:
        unclear = _UNCLEAR if len(facts.keys() & _DELAYS) == 1 else _UNCLEAR / 2
        others = like.others >= _OTHERS and like.delay < _HARDLY
        return _MENTIONED if others or like.delay + like.others < unclear else _STORE
    if like.delay >= row.denied and not _is_capped(facts):
        return _STORE if row.facts else _READS_LATE
    if like.delay + like.others >= row.warned:
        return _MENTIONED
    if like.ground >= row.silent + ("masked" in facts) * _MASKED and _is_single(facts):
        return _SILENT
    if row.verdict is _NO_GROUND and like.others >= _OTHERS:
        return _MENTIONED
    return row.verdict


def _is_single(facts: Facts) -> bool:
    return len(facts.keys() & _DELAYS) < 2  # noqa: PLR2004


def _is_capped(facts: Facts) -> bool:
    """Say whether the only word of delay was denied: then the table may not deny the text."""
    return "masked" in facts and facts.keys().isdisjoint(_SOFT)


def _place(row: Row, facts: Facts) -> Span:
    """Say where a fact stands that the row asks for: a word for being late first."""
    names = row.facts or facts.keys()
    return next((facts[name] for name in ("late", *facts) if name in names & facts.keys()), (0, 0))
