"""What cannot be read, of a file or of what somebody has typed, in four languages."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from .catalogue import problem_text

__all__ = ["Problem"]


@attrs.frozen
class Problem:
    """One way in which something cannot be read.

    Attributes:
        key: Names it, in kebab-case; stable, never translated.
        params: What its sentence is made of; plain JSON.

    >>> from qoo10_cancel.readers import Problem
    >>> Problem("wrong-width", {"cells": 3, "width": 10}).message("ja")
    '見出しは10列ですが、この行は3列です'
    """

    key: str
    params: Mapping[str, object] = attrs.field(factory=dict, hash=False)

    def message(self, lang: str) -> str:
        """Say what is wrong and what to do, in ja, zh-CN, ko or en.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        return problem_text(self.key, lang, self.params)

    def __str__(self) -> str:
        return self.message("en")
