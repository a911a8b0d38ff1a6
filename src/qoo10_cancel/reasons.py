"""Why the seller refuses: one of the four reasons of the drop-down, and a text."""

from __future__ import annotations

from enum import Enum

import attrs

from .errors import Malformed, redacted

__all__ = ["ReasonKind", "RefusalReason"]


class ReasonKind(Enum):
    """The four reasons, in the order of the drop-down (manual 3.4).

    The manual's own words are accepted as well as the names.

    >>> ReasonKind.read("商品发送完了") is ReasonKind.read("shipped") is ReasonKind.SHIPPED
    True
    """

    SHIPPED = "shipped"
    """商品发送完了: the goods have left."""
    PREPARED = "prepared"
    """发送准备完了: the goods are inspected, picked and packed."""
    MADE_TO_ORDER = "made_to_order"
    """订购制作商品: the goods are made for this buyer."""
    OTHER = "other"
    """其他: anything else, explained in 30 characters or more."""

    @property
    def label(self) -> str:
        """Give the words of the drop-down, as the Chinese screen shows them."""
        return _LABELS[self]

    @classmethod
    def read(cls, word: str | ReasonKind) -> ReasonKind:
        """Return the reason that *word* names: a value, a name, or the manual's own word.

        Raises:
            Malformed: *word* names none of the four.
        """
        if isinstance(word, ReasonKind):
            return word
        if isinstance(word, str):
            said = word.strip()
            for kind in cls:
                if said.lower() == kind.value or said == kind.label:
                    return kind
        known = ", ".join(f"{kind.value} ({kind.label})" for kind in cls)
        raise Malformed(f"{redacted(word)} is none of the four reasons: {known}")


_LABELS = {
    ReasonKind.SHIPPED: "商品发送完了",
    ReasonKind.PREPARED: "发送准备完了",
    ReasonKind.MADE_TO_ORDER: "订购制作商品",
    ReasonKind.OTHER: "其他",
}


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
