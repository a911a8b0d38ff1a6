"""Is it Japanese? Kana, the Han that Japan uses, and stretches in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from .canonical import HAN

__all__ = ["Script", "read_script"]

_KANA: Final = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_HANGUL: Final = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb"
_BOPOMOFO: Final = "\u3105-\u312f\u31a0-\u31bf"
_OTHER: Final = (
    "\u0370-\u10ff\u1200-\u1dbf\u1f00-\u1fff\ua4d0-\ua95f\ua980-\uabff\ufb00-\ufdff\ufe70-\ufefc"
)

_NOT_KANA: Final = re.compile(f"[^{_KANA}]+")
_NOT_HAN: Final = re.compile(f"[^{HAN}]+")
_IS_HAN: Final = re.compile(f"[{HAN}]")
_IS_FOREIGN: Final = re.compile(f"[{_HANGUL}{_BOPOMOFO}{_OTHER}]")
# From how many letters on a stretch is foreign, and how many signs of Chinese it then needs.
_FOREIGN_LETTERS: Final = 6
_CHINESE_FROM: Final = ((12, 2), (8, 3), (6, 4))
_FEWEST_HAN: Final = 6
_LONG_NAME: Final = 20
_NO_KANA_HERE: Final = re.compile(f"[^{_KANA}]{{6,}}")
_NO_KANA_FOR_LONG: Final = re.compile(f"[^{_KANA}]{{20,}}")

_WESTERN: Final = re.compile(f"[^{_KANA}{HAN}{_HANGUL}]{{12,}}")
# A word that stands alone: no part of an address, a link or a name in code.
_WORD: Final = re.compile(
    "(?<![A-Za-z0-9./:@_=-])[A-Za-z\u00c0-\u00ff]+(?:['’][a-z]+)?(?![./:@_=-]*[A-Za-z0-9/_])"
)

# Japanese Han that the code page lacks: four of the list for schools, two common variants.
_JAPANESE_TOO: Final = re.compile("[塡剝頰俱繫\U00020000-\U0003fffd]")
# In CP932 the Han in daily use stand before this, the rare and the old forms from here on.
_RARE: Final = b"\x98\x9f"
# Chinese words of grammar, written with Han that Japanese seldom puts side by side.
_CHINESE: Final = frozenset("的是了於這其之但而也並我你他她就此該些還那則且給很已沒將您們在到個去")
# English words of grammar: they stand in sentences, hardly in the names of goods.
_ENGLISH_WORDS: Final = (
    "a about after all also an and any are as at be because been but by can can't cannot could "
    "did do does don't for from get had has have he her his how i i'm if in is it it's its just "
    "like may me more my no not of on or our out please she should so some such than thank thanks "
    "that the their them then there these they this to up us very was we were what when where "
    "which who will with would yes you your"
)
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())

_FEWEST_WORDS: Final = 4
_MANY_SMALL: Final = 24
_SMALL: Final = re.compile("[a-z\u00df-\u00ff]")
_CAPITAL: Final = re.compile("[A-Z\u00c0-\u00de]")
_IN_CODE: Final = re.compile("[/@=_<{%]")
_MANY_WORDS: Final = 6

# Nobody babbles in fewer pairs of kana, and in Japanese at least one pair of so many is common.
_FEWEST_PAIRS: Final = 12
_ONE_KNOWN_OF: Final = 8
_LOOKED_AT: Final = 4000  # more than any text that is short enough can hold
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヷ"))}
_HIRAGANA_PAIR: Final = re.compile("(?=([ぁ-ゖ][ぁ-ゖ]))")
# Pairs of kana without which nobody gets far in Japanese: endings, particles, courtesies.
_PAIRS: Final = (
    "です ます まし した して ませ せん ない なる なり なっ ある あり いる いた いま おり おい "
    "こと もの "
    "ため ので のに から まで より だけ など には では とは への との のは のが のを にお いう "
    "って った れる "
    "れま れた られ せて さい くだ ただ だき たし ださ すの しま すが ござ ざい いて てお てい "
    "され する でき "
    "きま けし しい とし のか をお はお でし よう たい ちら その この うに のた たち にな にし "
    "すで たが てき "
    "ても っと にも すか てく くな んで んの まっ めに ると とを とが とい うな なの なく てし "
    "すよ うで ょう "
    "ゃん んせ せる きゃ しょ しゅ しっ いの いに いは いを がで がご がお をご はい なん わか "
    "うか かか かり "
    "りま りが りと らに らの らは あっ どう こち うご らい たく ねが がい にち にて みの ずみ "
    "えた えて えま "
    "うけ けで つい"
)
_COMMON_PAIRS: Final = frozenset(_PAIRS.split())


@attrs.frozen
class Script:
    """What a text is written in.

    Attributes:
        kana: Kana, outside stretches in another language.
        han: Han outside such stretches.
        foreign_letters: Hangul and other letters outside them; Latin is not counted.
        stretches: Where another language stands, as places in the plain form.
        foreign: Those of them that are another language for certain, not only long rows of Han.
        strange: Han that Japan does not use, as places in the plain form.
        letters: All letters but Latin, stretches included.
        babbles: Kana only, and they make no words.
    """

    kana: int
    han: int
    foreign_letters: int
    stretches: tuple[tuple[int, int], ...]
    foreign: tuple[tuple[int, int], ...]
    strange: tuple[tuple[int, int], ...]
    letters: int
    babbles: bool

    def outside(self, plain: str) -> str:
        """Return the plain form without what is another language for certain."""
        return _without(plain, self.foreign)

    @property
    def japanese(self) -> int:
        """Count kana and Japanese Han."""
        return self.kana + self.han - len(self.strange)

    @property
    def kana_share(self) -> float:
        """Give the share of kana among kana, Han, Hangul and other letters."""
        return self.kana / max(self.kana + self.han + self.foreign_letters, 1)


def read_script(plain: str) -> Script:
    """Say what the plain form of a text is written in.

    >>> read_script("発送済みです。您的商品已经发出，无法取消").stretches
    ((6, 20),)
    """
    cut = tuple(_cut(plain))
    kept = _without(plain, cut)
    kana, han = _NOT_KANA.sub("", kept), _NOT_HAN.sub("", kept)
    foreign = len(_IS_FOREIGN.findall(kept))
    certain = tuple(sorted((*cut, *_english(plain))))
    return Script(
        kana=len(kana),
        han=len(han),
        foreign_letters=foreign,
        stretches=tuple(sorted((*certain, *_suspect(kept)))),
        foreign=certain,
        strange=tuple(_strange(kept, han)),
        letters=len(kana) + len(han) + foreign + sum(_letters(plain[a:b]) for a, b in cut),
        babbles=len(han) <= len(kana) // 10 and _babbles(kana),
    )


def _cut(plain: str) -> Iterator[tuple[int, int]]:
    for found in _NO_KANA_HERE.finditer(plain):
        if _is_foreign(found.group()):
            yield found.span()


def _letters(stretch: str) -> int:
    return len(_IS_HAN.findall(stretch)) + len(_IS_FOREIGN.findall(stretch))


def _is_foreign(stretch: str) -> bool:
    if len(_IS_FOREIGN.findall(stretch)) >= _FOREIGN_LETTERS:
        return True
    han = _NOT_HAN.sub("", stretch)
    if len(han) < _FEWEST_HAN:
        return False
    signs = _signs(han)
    return any(len(han) >= length and signs >= needed for length, needed in _CHINESE_FROM)


def _signs(han: str) -> int:
    """Count what speaks for Chinese: grammar, rare forms, and twice what Japan does not have."""
    page = _code_page(han)
    rare = sum(1 for at in range(0, len(page), 2) if page[at : at + 2] >= _RARE)
    return 2 * (len(han) - len(page) // 2) + rare + len(_CHINESE.intersection(han))


def _code_page(han: str) -> bytes:
    return _JAPANESE_TOO.sub("国", han).encode("cp932", "ignore")


def _without(plain: str, cut: tuple[tuple[int, int], ...]) -> str:
    kept, last = [], 0
    for start, end in cut:
        kept += [plain[last:start], " " * (end - start)]
        last = end
    return "".join([*kept, plain[last:]])


def _strange(kept: str, han: str) -> Iterator[tuple[int, int]]:
    if len(_code_page(han)) < 2 * len(han):
        for found in _IS_HAN.finditer(kept):
            if not _code_page(found.group()):
                yield found.span()


def _suspect(kept: str) -> Iterator[tuple[int, int]]:
    """Find what is too long for a Japanese name in Han alone."""
    for found in _NO_KANA_FOR_LONG.finditer(kept):
        if len(_NOT_HAN.sub("", found.group())) >= _LONG_NAME:
            yield found.span()


def _english(plain: str) -> Iterator[tuple[int, int]]:
    for found in _WESTERN.finditer(plain):
        words = _WORD.findall(found.group())
        if (len(words) >= _FEWEST_WORDS and _is_sentence(words)) or _is_prose(found.group()):
            yield found.span()


def _is_sentence(words: list[str]) -> bool:
    grammar = len(_ENGLISH.intersection(map(str.lower, words)))
    small = sum(1 for word in words if len(word) > 2 and word.islower())  # noqa: PLR2004
    return grammar > 1 or small >= _FEWEST_WORDS or (grammar == 1 and len(words) >= _MANY_WORDS)


def _is_prose(run: str) -> bool:
    """Say whether *run* has small letters and hardly a capital: names of goods have many.

    It is the same wherever blanks are put in.
    """
    small, capitals = len(_SMALL.findall(run)), len(_CAPITAL.findall(run))
    return small >= _MANY_SMALL and small > capitals * 10 and not _IN_CODE.search(run)


def _babbles(kana: str) -> bool:
    pairs = _HIRAGANA_PAIR.findall(kana[:_LOOKED_AT].translate(_TO_HIRAGANA))
    known = sum(1 for pair in pairs if pair in _COMMON_PAIRS)
    return len(pairs) >= _FEWEST_PAIRS and known * _ONE_KNOWN_OF <= len(pairs)
