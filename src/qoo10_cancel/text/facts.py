"""What a text states: facts, read clause by clause from the words that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from .lexicon import Token

__all__ = ["Facts", "read"]

Span = tuple[int, int]
Facts = dict[str, Span]
"""The facts of a text and where each stands.

left, ready, made, agreed, weak, going: grounds, the strongest first.
late, short, fault, not_yet, not_sent, still: the store is late.
later, ship_later, rush, slow, wait, plan, plea: it may be.
others, maybe: another is late, or it only may be. masked: late, but denied or not of the goods.
"""

_SHIPPING: Final = frozenset({"ship", "hand"})
_WORK: Final = frozenset(
    {"ship", "hand", "inbound", "make", "prepare", "step", "pickup", "arrive", "deliver"}
)
_SUPPLY: Final = frozenset({"store", "supply", "inbound", "make", "prepare", "inward", "stock"})
_TROUBLE: Final = frozenset({"late", "short", "fault"})
_STANDING: Final = frozenset({"done", "going", "begun", "not", "absent", "will", "cond"})
_DENIALS: Final = frozenset({"not", "absent", "avoid"})
_ENDS: Final = frozenset({"clause", "sentence"})
_NOT_THE_GOODS: Final = frozenset({"paper", "buyer", "another", "cancel"})
_PAPER: Final = frozenset({"paper"})
_CARRIERS: Final = frozenset({"other"})
_NOT_OURS: Final = frozenset({"buyer", "another"})
_BETWEEN: Final = _TROUBLE | {"refuse", "cancel", "slow", "rush", "needs", "shift", "ontime"}
_REACH: Final = 14
_FAR: Final = 10
_NEAR: Final = 8
_JOINED: Final = 3


def read(tokens: list[Token]) -> Facts:
    """Return the facts that *tokens* state."""
    facts: Facts = {}
    concepts = {token.concept for token in tokens}
    for clause in _clauses(tokens):
        for name, span in _of_clause(clause, concepts):
            facts.setdefault(name, span)
    return facts


def _clauses(tokens: list[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in tokens:
        if token.concept in _ENDS:
            yield clause
            clause = []
        elif not (clause and _ends_refusal(clause[-1], token)):
            clause.append(token)
    yield clause


def _ends_refusal(before: Token, token: Token) -> bool:
    """Say whether *token* is the ending of a refusal: 再販売ができ・ない."""
    joined = before.concept == "refuse" and token.start - before.end <= 1
    return joined and token.concept in _DENIALS


def _of_clause(clause: list[Token], text: set[str]) -> Iterator[tuple[str, Span]]:
    here = {token.concept for token in clause}
    for at, token in enumerate(clause):
        if token.concept in _WORK:
            if name := _of_work(clause, at, here, text):
                yield name, (token.start, clause[_standing(clause, at)[1]].end)
        elif (rule := _RULES.get(token.concept)) and (name := rule(clause, at, here)):
            yield name, (token.start, _end(clause, at))


def _end(clause: list[Token], at: int) -> int:
    """Return where a fact ends: 在庫 and 間に合い say nothing without their denial."""
    if clause[at].concept not in {"stock", "needs"}:
        return clause[at].end
    return next((t.end for t in clause[at + 1 : at + 4] if t.concept in _DENIALS), clause[at].end)


def _standing(clause: list[Token], at: int) -> tuple[str, int]:
    """Say how the work at *at* stands, by the words behind it, and which word is the last."""
    end, found, last = clause[at].end, "", at
    for place in range(at + 1, min(at + 7, len(clause))):
        token = clause[place]
        if token.start - end > (_JOINED if found else _REACH):
            break
        if token.concept in _STANDING:
            if token.concept == "going" and not found and token.start - end > _JOINED:
                continue
            found = _joined(found, "not" if token.concept == "absent" else token.concept)
            end, last = token.end, place
        elif found or token.concept in _WORK or token.concept in _BETWEEN:
            break
    return found, last


def _joined(before: str, standing: str) -> str:
    if standing == "not" or not before:
        return standing
    if standing in {"cond", "will"}:
        return standing
    return before


def _denied(clause: list[Token], at: int, reach: int) -> bool:
    """Say whether what stands at *at* is denied."""
    end = clause[at].end
    for token in clause[at + 1 : at + 4]:
        if token.start - end > reach:
            return False
        if token.concept in _DENIALS:
            return True
    return False


def _before(clause: list[Token], at: int, concepts: frozenset[str], reach: int = 12) -> bool:
    start = clause[at].start
    return any(t.concept in concepts and start - t.end <= reach for t in clause[:at])


def _of_work(clause: list[Token], at: int, here: set[str], text: set[str]) -> str:
    """Name the fact that a piece of work and its standing make; nothing where they make none."""
    concept, (standing, _) = clause[at].concept, _standing(clause, at)
    if concept in _SHIPPING:
        return _of_shipping(clause, at, standing, here)
    if standing == "not":
        return _not_yet(clause, at, concept, here)
    if concept in {"inbound", "arrive"}:
        if standing == "cond":
            return "not_sent" if "inward" in here else "later"
        return (
            "later" if "later" in here or "still" in here else "plan" if standing == "will" else ""
        )
    if concept == "make":
        return _of_making(standing, here, text)
    if concept == "prepare":
        if standing == "done":
            return "ready"
        return {"going": "going", "cond": "later", "will": "plan", "begun": "going"}.get(
            standing, ""
        ) or ("later" if "later" in here else "")
    if concept == "step":
        return "weak" if standing in {"done", "begun", "going"} else ""
    if concept == "pickup" and standing == "done":
        return "ready"
    if concept == "pickup":
        return "" if here & _TROUBLE else "ship_later" if "later" in here else "weak"
    return "ship_later" if concept == "deliver" and here & {"later", "span"} else ""


def _not_yet(clause: list[Token], at: int, concept: str, here: set[str]) -> str:
    if here & {"hear", "cancel"} or _before(clause, at, _NOT_OURS):
        return "masked"
    if concept == "pickup":
        return "others" if "other" in here else ""
    return "not_sent" if concept == "deliver" else "not_yet"


def _of_shipping(clause: list[Token], at: int, standing: str, here: set[str]) -> str:
    if standing == "not":
        return "masked" if here & {"cancel", "hear", "refuse"} else "not_sent"
    if standing in {"done", "going"}:
        if here & {"hear", "later", "rule"} or _before(clause, at, frozenset({"rush"}), 4):
            return "plan"
        if here & {"another", "inward"} and "samebox" not in here:
            return ""
        if _before(clause, at, frozenset({"supply"})):
            return "weak"
        return "left"
    if here & {"later", "span"} or ("day" in here and standing == "will"):
        return "ship_later"
    return "plan" if standing == "will" else ""


def _in_transit(clause: list[Token], at: int, here: set[str]) -> str:
    if here & {"inward", "another", "later"}:
        return ""
    return "" if _denied(clause, at, 2) else "left"


def _of_making(standing: str, here: set[str], text: set[str]) -> str:
    if standing == "cond":
        return "later"
    if here & {"later", "day"} and standing not in {"done", "going"}:
        return "later"
    if standing in {"done", "begun"}:
        return "made"
    if standing == "going":
        return "made" if "bespoke" in text else "going"
    return "plan" if standing == "will" else ""


def _of_trouble(clause: list[Token], at: int, here: set[str]) -> str:
    """Say whose trouble it is, if it is any."""
    concept = clause[at].concept
    if _denied(clause, at, _FAR if concept == "late" else _JOINED - 1) or here & {"hear", "avoid"}:
        return "masked"
    if _before(clause, at, _NOT_THE_GOODS if concept == "late" else _NOT_OURS, 6):
        return "masked"
    if "maybe" in here:
        return "maybe"
    near = concept != "fault" or _before(clause, at, _CARRIERS, _JOINED)
    if "other" in here and near and not here & _SUPPLY:
        return "others"
    return concept


def _short_of(clause: list[Token], at: int) -> bool:
    here = clause[at + 1 : at + 3]
    for token, behind in pairwise([clause[at], *here]):
        if behind.start - token.end > _NEAR or behind.concept == "refuse":
            return False
        if behind.concept == "absent":
            return True
    return False


def _of_need(clause: list[Token], at: int, here: set[str]) -> str:
    """Read a word that is late only where it is denied: 間に合い, 追いつ, 目処."""
    if not _denied(clause, at, _NEAR):
        return ""
    of_paper = _before(clause, at, _PAPER, _NEAR)
    return "masked" if of_paper or "cancel" in here else "late"


def _of_due_date(clause: list[Token], at: int, here: set[str]) -> str:
    if "shift" in here:
        return "masked" if here & {"not", "absent", "ontime"} else "late"
    return "ship_later" if "later" in here else ""


def _of_stock(clause: list[Token], at: int, here: set[str]) -> str:
    return "short" if _short_of(clause, at) else ""


def _of_agreement(clause: list[Token], at: int, here: set[str]) -> str:
    given = here & {"received", "done"} and not here & {"plea", "absent"}
    return "agreed" if given else ""


def _of_still(clause: list[Token], at: int, here: set[str]) -> str:
    return "still" if "stock" in here and "hear" not in here else ""


def _of_talk(clause: list[Token], at: int, here: set[str]) -> str:
    concept = clause[at].concept
    others = concept in {"slow", "rush"} and "other" in here and not here & _SUPPLY
    return "others" if others else concept


def _of_span(clause: list[Token], at: int, here: set[str]) -> str:
    return "slow" if "received" in here and "agree" not in here else ""


def _of_maybe(clause: list[Token], at: int, here: set[str]) -> str:
    return "maybe" if here & {"late", "arrive", "deliver", "other"} else ""


_Rule = Callable[[list[Token], int, set[str]], str]

_RULES: Final[dict[str, _Rule]] = {
    "transit": _in_transit,
    "late": _of_trouble,
    "short": _of_trouble,
    "fault": _of_trouble,
    "needs": _of_need,
    "due": _of_due_date,
    "stock": _of_stock,
    "agree": _of_agreement,
    "still": _of_still,
    "wait": _of_talk,
    "slow": _of_talk,
    "plea": _of_talk,
    "rush": _of_talk,
    "span": _of_span,
    "maybe": _of_maybe,
}
