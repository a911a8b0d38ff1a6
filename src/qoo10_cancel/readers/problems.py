"""Problems of reading, worded in four languages, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ..errors import Unreadable
from ..messages import problem_text
from ._cells import escaped

__all__ = ["Location", "Problem"]


@attrs.frozen
class Problem:
    """One way in which something cannot be read.

    Attributes:
        key: Names it, in kebab-case; stable, never translated.
        params: The params of its sentence; plain JSON.

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


@attrs.frozen
class Location:
    """A place in the input: a source, or one row of it."""

    source: str
    line: int | None = None

    def problem(
        self,
        key: str,
        column: str | None = None,
        value: Any = None,
        *,
        row_read: bool = False,
        **params: object,
    ) -> Unreadable:
        """Return the error for a problem with the source, the row, or one cell of it."""
        text = None if value is None else escaped(value)
        problem = Problem(key, params)
        return Unreadable(problem, self.source, self.line, column, text, row_read)
