"""Problems of reading, worded in four languages, and where they stand."""

from __future__ import annotations

from typing import Any

import attrs

from ..errors import Unreadable
from ..messages import Problem
from ._cells import escaped

__all__ = ["Location", "Problem"]


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
