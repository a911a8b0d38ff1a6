"""The words that the text rule knows, and where they stand in a text."""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from typing import Any, Final, NamedTuple

__all__ = ["Token", "in_hiragana", "packed", "tokens"]

_TABLE: Final = "table.json"
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヷ"))} | {
    ord(digit): "0" for digit in "123456789"
}


class Token(NamedTuple):
    """A known word: what it means, and where it stands in the form."""

    concept: str
    start: int
    end: int


_Word = tuple[str, str, int]
_Index = dict[str, tuple[_Word, ...]]


@cache
def packed() -> dict[str, Any]:
    """Return what `training/train.py` wrote: words by concept, and weights by feature."""
    data = pkgutil.get_data(__package__, _TABLE)
    return json.loads(data or b"{}")  # type: ignore[no-any-return]


@cache
def _index() -> tuple[_Index, dict[str, _Word]]:
    """Return the words by their first two characters, the longest first, and the shortest ones.

    A word that ends with a sentence is known with the full stop, but does not hold it.
    """
    index: dict[str, list[_Word]] = {}
    for concept, words in packed()["words"].items():
        for word in words.split():
            index.setdefault(word[:2], []).append(
                (word, concept, len(word[:1] + word[1:].rstrip("。")))
            )
    short = {head: words.pop() for head, words in index.items() if len(head) == 1}
    return {
        head: tuple(sorted(words, key=lambda word: -len(word[0])))
        for head, words in index.items()
        if words
    }, short


def in_hiragana(text: str) -> str:
    """Return *text* with hiragana for katakana and 0 for every digit, its length unchanged.

    >>> in_hiragana("メーカー8月")
    'めーかー0月'
    """
    return text.translate(_TO_HIRAGANA)


def tokens(form: str) -> list[Token]:
    """Return the known words of *form* from left to right, at each place the longest.

    >>> [token.concept for token in tokens("商品の入荷が遅れています")]
    ['stock', 'inbound', 'late', 'going']
    """
    index, short = _index()
    found, at, length, starts = [], 0, len(form), form.startswith
    while at < length:
        for word in index.get(form[at : at + 2], ()):
            if starts(word[0], at):
                break
        else:
            if form[at] not in short:
                at += 1
                continue
            word = short[form[at]]
        end = at + word[2]
        found.append(Token(word[1], at, end))
        at = end
    return found
