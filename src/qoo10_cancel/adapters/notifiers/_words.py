"""What a notice says when it leaves, in the reader's language, and fit to leave."""

from __future__ import annotations

import unicodedata
from typing import Final

import attrs

from ...errors import Undeliverable
from ...notices import Notice

__all__ = ["Words", "is_a_line", "words"]

_NOT_IN_A_LINE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_IN_A_TEXT: Final = frozenset({"Cc", "Cs"})


def is_a_line(text: str) -> bool:
    r"""Say whether *text* is one line with nothing invisible in it that acts.

    >>> is_a_line("秋葉原電機　本店"), is_a_line("x\r\nBcc: y")
    (True, False)
    """
    # "=?" begins what mail programs decode (RFC 2047): the line would read otherwise there.
    acts = any(unicodedata.category(char) in _NOT_IN_A_LINE for char in text)
    return not acts and "=?" not in text


@attrs.frozen
class Words:
    """Subject and body of a notice, and the language they are in."""

    subject: str
    body: str
    lang: str


def words(notice: Notice, seller_lang: str) -> Words:
    """Put *notice* into words: Japanese for the buyer, *seller_lang* for the seller.

    Raises:
        Undeliverable: It cannot be worded, or a control character stands in it.
    """
    lang = "ja" if notice.to_buyer else seller_lang
    try:
        said = Words(notice.subject(lang), notice.body(lang), lang)
    except LookupError as error:
        raise Undeliverable(f"{_name(notice)} lacks what it is worded from: {error}") from None
    if not is_a_line(said.subject):
        raise Undeliverable(f"the subject of {_name(notice)} is not one line of plain text")
    if any(unicodedata.category(c) in _NOT_IN_A_TEXT and c not in "\n\t" for c in said.body):
        raise Undeliverable(f"the body of {_name(notice)} holds control characters")
    return said


def _name(notice: Notice) -> str:
    return f"the {notice.kind.value} notice of order {notice.order_no}"
