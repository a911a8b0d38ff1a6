"""A text, read once: every form of it that the rules look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs

from ..policy import TextPolicy
from ..reasons import ReasonKind, RefusalReason
from . import canonical as forms

__all__ = ["Reading", "read"]

_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "canonical": str,
    "plain": forms.plain,
    "small": forms.small,
    "solid": forms.solid,
    "lines": forms.lines,
}


@attrs.frozen
class Reading:
    """A reason under judgement.

    Attributes:
        reason: The reason, its text as written.
        limits: The numbers to judge it by.
        canonical: The text as it is sent.
        content: Its content length.
        form: Its form length.
        plain: What a reader sees of it, in compatible letters.
        lines: The plain form in small letters without spaces, line by line.
        solid: The same without line breaks.
    """

    reason: RefusalReason
    limits: TextPolicy
    canonical: str
    content: int
    form: int
    plain: str
    lines: str
    solid: str

    @property
    def explains(self) -> bool:
        """Say whether the text has to explain 其他."""
        return self.reason.kind is ReasonKind.OTHER

    def place(self, form: str, span: tuple[int, int]) -> tuple[int, int]:
        """Say where in the canonical text stands what stands at *span* in the form so named."""
        return forms.place(self.canonical, _FORMS[form], *span)


def read(reason: RefusalReason, limits: TextPolicy) -> Reading:
    """Read the text of *reason*."""
    text = forms.canonical(reason.text)
    plain = forms.plain(text)
    solid = forms.in_one(plain)
    return Reading(
        reason,
        limits,
        text,
        forms.content_length(text),
        forms.form_length(text),
        plain,
        forms.in_lines(plain) if "\n" in plain else solid,
        solid,
    )
