"""A text, read once: every form of it that the rules look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

import attrs

from ..policy import TextPolicy
from ..reasons import ReasonKind, RefusalReason
from . import canonical as forms
from .delay import delay_form

__all__ = ["Reading"]

_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "canonical": str,
    "plain": forms.plain,
    "solid": forms.solid,
    "lines": forms.lines,
    "delay_form": delay_form,
}


@attrs.frozen(slots=False)
class Reading:
    """A reason under judgement.

    Attributes:
        reason: The reason, its text as written.
        limits: The numbers to judge it by.
    """

    reason: RefusalReason
    limits: TextPolicy

    @property
    def explains(self) -> bool:
        """Say whether the text has to explain 其他."""
        return self.reason.kind is ReasonKind.OTHER

    @cached_property
    def canonical(self) -> str:
        """Give the text as it is sent."""
        return forms.canonical(self.reason.text)

    @cached_property
    def content(self) -> int:
        """Give the content length."""
        return forms.content_length(self.canonical)

    @cached_property
    def form(self) -> int:
        """Give the form length of what is sent."""
        return forms.form_length(self.canonical)

    @cached_property
    def plain(self) -> str:
        """Give what a reader sees, in compatible letters."""
        return forms.plain(self.canonical)

    @cached_property
    def solid(self) -> str:
        """Give the plain form in small letters, without white space."""
        return forms.solid(self.canonical)

    @cached_property
    def lines(self) -> str:
        """Give the plain form in small letters, without spaces, line by line."""
        return forms.lines(self.canonical) if "\n" in self.canonical else self.solid

    @cached_property
    def delay_form(self) -> str:
        """Give the form in which delay is looked for."""
        return delay_form(self.canonical)

    def place(self, form: str, span: tuple[int, int]) -> tuple[int, int]:
        """Say where in the canonical text stands what stands at *span* in the form so named."""
        return forms.place(self.canonical, _FORMS[form], *span)
