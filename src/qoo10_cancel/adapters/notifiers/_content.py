"""What a notice says when it leaves: in the reader's language, and safe to pass on."""

from __future__ import annotations

import unicodedata
from typing import Final

import attrs

from ...errors import Undeliverable
from ...notices import Notice

__all__ = ["Content", "content_of", "is_plain_line"]

_NOT_IN_A_LINE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_IN_A_TEXT: Final = frozenset({"Cc", "Cs"})


def is_plain_line(text: str) -> bool:
    r"""Say whether *text* is one line without control or format characters.

    >>> is_plain_line("秋葉原電機　本店"), is_plain_line("x\r\nBcc: y")
    (True, False)
    """
    # "=?" begins what mail programs decode (RFC 2047): the line would read otherwise there.
    controls = any(unicodedata.category(char) in _NOT_IN_A_LINE for char in text)
    return not controls and "=?" not in text


@attrs.frozen
class Content:
    """Subject and body of a notice, and the language they are in."""

    subject: str
    body: str
    lang: str


def content_of(notice: Notice, seller_lang: str) -> Content:
    """Return what *notice* says: to the buyer in Japanese, to the seller in *seller_lang*.

    Raises:
        Undeliverable: The notice lacks a param of its sentences, or holds a control character.
    """
    name = f"the {notice.kind.value} notice of order {notice.order_no}"
    lang = "ja" if notice.to_buyer else seller_lang
    try:
        content = Content(notice.subject(lang), notice.body(lang), lang)
    except LookupError as error:
        raise Undeliverable(f"{name} lacks a param of its sentences: {error}") from None
    if not is_plain_line(content.subject):
        raise Undeliverable(f"the subject of {name} is not one line of plain text")
    if any(unicodedata.category(c) in _NOT_IN_A_TEXT and c not in "\n\t" for c in content.body):
        raise Undeliverable(f"the body of {name} holds control characters")
    return content
