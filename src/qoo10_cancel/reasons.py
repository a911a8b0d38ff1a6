"""Why the seller refuses: one of the four reasons of the drop-down, and a text."""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import Final

import attrs

from .errors import Malformed
from .messages import LANGUAGES, Problem, label

__all__ = ["ReasonKind", "RefusalReason"]


class ReasonKind(Enum):
    """The four reasons, in the order of the drop-down (manual 3.4).

    What the library calls them in any of its languages is read as well as the values; the
    Chinese words are those of the drop-down itself.

    >>> ReasonKind.read("商品发送完了") is ReasonKind.read("shipped") is ReasonKind.SHIPPED
    True
    >>> ReasonKind.read("商品発送完了")
    <ReasonKind.SHIPPED: 'shipped'>
    >>> ReasonKind.read("発送準備済み"), ReasonKind.read("Goods ready to ship")
    (<ReasonKind.PREPARED: 'prepared'>, <ReasonKind.PREPARED: 'prepared'>)
    """

    SHIPPED = "shipped"
    """商品发送完了: the goods have left."""
    PREPARED = "prepared"
    """发送准备完了: the goods are inspected, picked and packed."""
    MADE_TO_ORDER = "made_to_order"
    """订购制作商品: the goods are made for this buyer."""
    OTHER = "other"
    """其他: anything else, explained in 30 characters or more."""

    @classmethod
    def read(cls, word: str | ReasonKind) -> ReasonKind:
        """Return the reason that *word* names: a value, or its label in any language.

        Raises:
            Malformed: *word* names none of the four.
        """
        if isinstance(word, ReasonKind):
            return word
        if isinstance(word, str):
            typed = _comparable(word)
            for kind in cls:
                if typed in {kind.value, *(_comparable(label(kind, lang)) for lang in LANGUAGES)}:
                    return kind
        known = ", ".join(f"{kind.value} ({label(kind, 'zh-CN')})" for kind in cls)
        raise Malformed(Problem("no-such-reason", {"known": known}))


_VARIANTS: Final = str.maketrans("発發", "发发")


def _comparable(word: str) -> str:
    """Return *word* as any keyboard of a seller's writes it: 発送 and 發送 are 发送."""
    return unicodedata.normalize("NFKC", word).strip().casefold().translate(_VARIANTS)


def _kind(word: str | ReasonKind | None) -> ReasonKind | None:
    return None if word is None else ReasonKind.read(word)


def _text(_owner: object, field: attrs.Attribute[str], value: object) -> None:
    if not isinstance(value, str):
        raise Malformed(f"{field.name} must be a text, not {type(value).__name__}")


@attrs.frozen
class RefusalReason:
    """A reason the buyer will read.

    A reason is only a value: building a poor one is not an error. Whether it is good enough
    to refuse with is for the rules to say, so that a form can hold an unfinished reason and
    show every complaint at once.

    Attributes:
        kind: The choice of the drop-down; None while nothing is chosen.
        text: What the seller writes, exactly as written; may be empty.
        acknowledgement: A note with which the seller stands by a text that QC-08 objects to;
            it turns that violation into a warning and is kept in the history.

    >>> RefusalReason("其他", "発送済みです").kind
    <ReasonKind.OTHER: 'other'>
    """

    kind: ReasonKind | None = attrs.field(default=None, converter=_kind)
    text: str = attrs.field(default="", validator=_text)
    acknowledgement: str = attrs.field(default="", validator=_text)
