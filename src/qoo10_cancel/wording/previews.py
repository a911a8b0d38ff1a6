"""What the buyer reads, before anything is sent."""

from __future__ import annotations

from typing import ClassVar

import attrs

from .._fields import Answer
from ..messages import advice_text, label, language
from ..policy import DEFAULT_POLICY, Policy
from ..reasons import ReasonKind, RefusalReason
from ..text import canonical_text, visible
from .templates import recognise

__all__ = ["Preview", "preview"]

_RULE = "-" * 60


@attrs.frozen
class Preview(Answer):
    """What the buyer reads of a refusal.

    Attributes:
        reason: The chosen reason; None when none is chosen.
        japanese: The canonical text: what is checked is what is sent. May be empty.
    """

    for_readers: ClassVar = ("gloss",)

    reason: ReasonKind | None
    japanese: str

    @property
    def ready(self) -> str | None:
        """Give the key of the ready text it was filled from; None for a text of one's own."""
        filled = recognise(self.japanese)
        return None if filled is None else filled.ready.key

    def gloss(self, lang: str) -> str | None:
        """Return what the text says, in *lang*; None for a text of one's own.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        language(lang)
        filled = recognise(self.japanese)
        return None if filled is None else filled.gloss(lang)

    def text(self, lang: str) -> str:
        """Render the preview in *lang*, safe for a terminal.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        none = self.reason is None
        choice = advice_text("choice.none", lang, {}) if none else label(self.reason, lang)
        lines = (
            advice_text("preview.title", lang, {}),
            advice_text("preview.by", lang, {"choice": choice}),
            *text_lines(self, lang),
        )
        return visible("\n".join(lines)) + "\n"


def preview(reason: RefusalReason, policy: Policy = DEFAULT_POLICY) -> Preview:
    """Return what the buyer reads when a request is refused with *reason*.

    >>> own = preview(RefusalReason("other", " すでに発送しました。 "))
    >>> own.japanese, own.gloss("en")
    ('すでに発送しました。', None)
    """
    return Preview(reason.kind, canonical_text(reason.text, policy))


def text_lines(seen: Preview, lang: str) -> tuple[str, ...]:
    """Return the Japanese text between two rules, and below it what it says in *lang*."""
    if not seen.japanese:
        missing = "field.empty" if seen.reason is ReasonKind.OTHER else "preview.no-text"
        return (advice_text(missing, lang, {}),)
    return (_RULE, seen.japanese, _RULE, *gloss_lines(seen, lang))


def gloss_lines(seen: Preview, lang: str) -> tuple[str, ...]:
    """Return what the Japanese text says in *lang*, or that it has no translation."""
    gloss = seen.gloss(lang)
    if gloss is None:
        return (advice_text("sheet.own-words", lang, {}),)
    if language(lang) == "ja":
        return ()
    return (f"{advice_text('sheet.gloss', lang, {})}:", gloss)
