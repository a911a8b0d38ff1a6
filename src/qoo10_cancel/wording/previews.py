"""What the buyer reads, before anything is sent."""

from __future__ import annotations

import attrs

from ..messages import advice_text, language
from ..policy import Policy
from ..reasons import ReasonKind, RefusalReason
from ..text import check_reason
from .templates import recognised

__all__ = ["Preview", "preview", "visible"]

_RULE = "-" * 60


@attrs.frozen
class Preview:
    """What the buyer reads of a refusal: plain values, rendered by `text`.

    Attributes:
        reason: The value of the chosen `ReasonKind`; None when none is chosen.
        japanese: The canonical text: what is checked is what is sent. May be empty.
        ready: The key of the ready text it was filled from; None for a text of one's own.
    """

    reason: str | None
    japanese: str
    ready: str | None

    def gloss(self, lang: str) -> str | None:
        """Say in *lang* what the text says; None for a text of one's own.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        language(lang)
        filled = recognised(self.japanese)
        return None if filled is None else filled.gloss(lang)

    def text(self, lang: str) -> str:
        """Render the preview in *lang*, safe for a terminal.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        choice = choice_text(self.reason, lang)
        said = (
            advice_text("preview.title", lang, {}),
            advice_text("preview.by", lang, {"choice": choice}),
            *text_lines(self, lang),
        )
        return visible("\n".join(said)) + "\n"


def preview(reason: RefusalReason, policy: Policy) -> Preview:
    """Return what the buyer reads when a request is refused with *reason*.

    >>> own = preview(RefusalReason("other", " すでに発送しました。 "), Policy())
    >>> own.japanese, own.gloss("en")
    ('すでに発送しました。', None)
    """
    japanese = check_reason(reason, policy).canonical if reason.text else ""
    filled = recognised(japanese)
    return Preview(
        reason=None if reason.kind is None else reason.kind.value,
        japanese=japanese,
        ready=None if filled is None else filled.ready.key,
    )


def choice_text(reason: str | None, lang: str) -> str:
    """Say in *lang* which entry of the drop-down the value *reason* is."""
    return advice_text(f"choice.{reason or 'none'}", lang, {})


def text_lines(seen: Preview, lang: str) -> tuple[str, ...]:
    """Return the Japanese text between two lines, and below it what it says in *lang*."""
    if not seen.japanese:
        missing = "field.empty" if seen.reason == ReasonKind.OTHER.value else "preview.no-text"
        return (advice_text(missing, lang, {}),)
    gloss = seen.gloss(lang)
    below: tuple[str, ...] = ()
    if gloss is None:
        below = (advice_text("sheet.own-words", lang, {}),)
    elif language(lang) != "ja":
        below = (f"{advice_text('sheet.gloss', lang, {})}:", gloss)
    return (_RULE, seen.japanese, _RULE, *below)


def visible(text: str) -> str:
    r"""Return *text* with everything a terminal might obey made visible.

    >>> visible("発送\x1b[31m済み\u202e")
    '発送\\x1b[31m済み\\u202e'
    """
    return "".join(c if c.isprintable() or c in "\n\u3000\u00a0" else ascii(c)[1:-1] for c in text)
