"""What cannot be read, in four languages, and where it stands."""

from __future__ import annotations

from typing import Any

import attrs

from ..errors import Unreadable
from ..messages import Problem
from ._cells import escaped

__all__ = ["Location", "Problem"]


@attrs.frozen
class Location:
    """Where something stands: a source, or one row of it."""

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
        """Name a problem with the source, the row, or one cell of it."""
        text = None if value is None else escaped(value)
        problem = Problem(key, params)
        return Unreadable(problem, self.source, self.line, column, text, row_read)
