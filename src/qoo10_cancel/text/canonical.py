"""What is sent, how long it is, and the forms of it that the rules look at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final, Literal

__all__ = [
    "BIDI",
    "EMOJI",
    "HAN",
    "HIDDEN",
    "NO_CHARACTERS",
    "canonical",
    "content_length",
    "excerpt",
    "form_length",
    "in_lines",
    "in_one",
    "left_out",
    "lines",
    "place",
    "plain",
    "seen",
    "small",
    "solid",
]

# U+0085, U+2028 and their kin are line breaks; a form knows only LF.
_LINE_BREAK: Final = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")

_SPACE: Final = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK: Final = "\n\t \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_NO_SPACE: Final = re.compile(f"[{_SPACE}]+")
_NO_BLANK: Final = re.compile(f"[\n{_SPACE}]+")

BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# U+2800, 3164 and FFA0 look blank but are symbols and letters to `unicodedata`.
_I: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE: Final = re.compile(f"[{_I}]")

# U+2312, 2605, 2606, 2640, 2642, 266A, 266D and 266F are in the Japanese code page: no emoji.
EMOJI: Final = (
    "\u2300-\u2311\u2313-\u23ff\u2600-\u2604\u2607-\u263f\u2641\u2643-\u2669\u266b\u266c\u266e"
    "\u2670-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff"
)
HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"

# What is left out of the canonical form: all that is invisible, but for a variant of the
# character before it, a joiner between emoji, and what reverses the line: that is denied.
_LEFT_OUT: Final = re.compile(
    f"(?<![{EMOJI}{HAN}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    f"|(?<![{EMOJI}\ufe0f])\u200d"
    f"|(?![{BIDI}\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef])[{_I}]"
)

_FOLDED: Final = re.compile(f"[\r\x0b\x0c\x85\u2028\u2029{_I}]")
_REVERSING: Final = re.compile(f"[{BIDI}]")

# One sign for an Arabic phrase; NFKC would write out up to 18 letters.
_PHRASE: Final = re.compile("[\ufdf0-\ufdfb\ufdfd]")

_ORDINARY: Final = re.compile(
    "[!-~\u3001-\u3029\u3030\u3041-\u3096\u309b-\u30ff\u3220-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d]+"
)
# Assigned after Unicode 14: not counted, so that every Python counts the same.
_YOUNG: Final = re.compile(
    "[\u0cf3\u0ece\u2ffc-\u2fff\u31ef\U00010efd-\U00010eff\U0001123f-\U00011241"
    "\U00011b00-\U00011b09\U00011f00-\U00011f59\U0001342f-\U00013455\U0001b132\U0001b155"
    "\U0001d2c0-\U0001d2d3\U0001df25-\U0001df2a\U0001e030-\U0001e08f\U0001e4d0-\U0001e4f9]"
)
_UNCOUNTED: Final = re.compile(f"[{EMOJI}\uff9e\uff9f]")

# The two last code points of every plane, and a row in the middle, are no characters.
NO_CHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17)
)
HIDDEN: Final = re.compile(
    f"[\x00-\x1f\x7f-\x9f{_I}\u2028\u2029\ud800-\udfff\ue000-\uf8ff{NO_CHARACTERS}]"
)
_VOICE_MARK: Final = re.compile("[\u3099\u309a]")
_PIECE: Final = 1000
_EXCERPT: Final = 30


def canonical(text: str) -> str:
    r"""Return *text* as it is sent: line breaks as LF, no invisible characters, ends stripped.

    Nothing else is rewritten. Controls, lone surrogates and characters that reverse the line
    stay where they are: they are denied, and a finding points at them.

    >>> canonical("\ufeff発送済みです。\r\n　")
    '発送済みです。'
    """
    if not _FOLDED.search(text):
        return text.strip(_BLANK)
    text = _LINE_BREAK.sub("\n", text.replace("\r\n", "\n"))
    before = ""
    while text != before:  # what was left out may have stood between two that now meet
        before, text = text, _LEFT_OUT.sub("", text).strip(_BLANK)
    return text


def left_out(text: str) -> str:
    """Return the invisible characters of *text* that are not sent, or must not be."""
    if not _INVISIBLE.search(text):
        return ""
    return "".join(_LEFT_OUT.findall(text) + _REVERSING.findall(text))


def seen(text: str) -> str:
    """Return *text* without the characters that nobody sees."""
    return _INVISIBLE.sub("", text) if _INVISIBLE.search(text) else text


def _normal(form: Literal["NFC", "NFKC"], text: str) -> str:
    """Normalise piece by piece: to put a run of marks in order costs its length squared."""
    if len(text) <= _PIECE:
        return unicodedata.normalize(form, text)
    pieces = range(0, len(text), _PIECE)
    return "".join(unicodedata.normalize(form, text[at : at + _PIECE]) for at in pieces)


def content_length(text: str) -> int:
    """Count the characters of *text* that say something.

    Letters, digits, punctuation and symbols count; white space, invisible characters, marks on
    a letter and emoji do not. So it is never more than any way of counting a form may have.

    >>> content_length("ご注文は 発送済み😊"), content_length("か\u3099")
    (8, 1)
    """
    text = _normal("NFC", seen(text))
    rest = _ORDINARY.sub("", text)
    return len(text) - len(rest) + sum(map(_counts, rest))


def _counts(char: str) -> bool:
    if "\U00020000" <= char <= "\U0003fffd":
        return True
    if _UNCOUNTED.match(char) or _YOUNG.match(char):
        return False
    return unicodedata.category(char)[0] in "LNPS"


def form_length(text: str) -> int:
    """Count UTF-16 code units, as browsers and web forms do.

    >>> form_length("𠮷野家")
    4
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str) -> str:
    """Return what a reader sees of *text*, in compatible letters (NFKC)."""
    return _normal("NFKC", _PHRASE.sub("\u0627", seen(text)))


def small(text: str) -> str:
    """Return the plain form in small letters."""
    return plain(text).lower()


def lines(text: str) -> str:
    """Return the plain form in small letters without spaces, line by line."""
    return in_lines(plain(text))


def solid(text: str) -> str:
    """Return the plain form in small letters without any white space."""
    return in_one(plain(text))


def in_lines(plain: str) -> str:
    """Return a plain form in small letters without spaces."""
    return _joined(_NO_SPACE.sub("", plain)).lower()


def in_one(plain: str) -> str:
    """Return a plain form in small letters without white space."""
    return _joined(_NO_BLANK.sub("", plain)).lower()


def _joined(text: str) -> str:
    """Return *text* with voice marks on the kana that a blank parted them from."""
    return _normal("NFC", text) if _VOICE_MARK.search(text) else text


def place(text: str, form: Callable[[str], str], start: int, end: int) -> tuple[int, int]:
    """Say where in *text* stands what stands at *start* to *end* in *form(text)*.

    >>> place("ﾊｯｿｳ 済み", solid, 4, 6)
    (5, 7)
    """
    if form(text) == text:
        return start, end
    first = _holder(text, form, start)
    last = _holder(text, form, end - 1) + 1 if end > start else first
    return first, min(max(first, last), len(text))


def _holder(text: str, form: Callable[[str], str], index: int) -> int:
    """Find the character of *text* that what stands at *index* in its form comes from."""
    low, high, passed = 0, max(len(text), 1), 0
    while high - low > 1:
        middle = (low + high) // 2
        width = len(form(text[low:middle]))
        if passed + width <= index:
            low, passed = middle, passed + width
        else:
            high = middle
    return low


def excerpt(text: str) -> str:
    r"""Return the beginning of *text* in at most 30 characters, hidden ones made visible.

    >>> excerpt("発送\u202e済み")
    '発送⟨U+202E⟩済み'
    """
    shown = ""
    for char in text[:_EXCERPT]:
        hidden = HIDDEN.match(char) or not char.isprintable()
        sign = f"⟨U+{ord(char):04X}⟩" if hidden else char
        if len(shown) + len(sign) > _EXCERPT:
            break
        shown += sign
    return shown
