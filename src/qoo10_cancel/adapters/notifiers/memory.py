"""A notifier that keeps notices in a list, for tests and rehearsals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...notices import Notice

__all__ = ["MemoryNotifier"]


class MemoryNotifier:
    """Keeps each notice once, by its key, and counts how often it was given.

    >>> notifier = MemoryNotifier()
    >>> notifier.delivered
    ()
    """

    def __init__(self) -> None:
        self._notices: dict[str, Notice] = {}
        self._times = Counter[str]()

    def notify(self, notice: Notice, /) -> None:
        """Keep *notice*; a repeat is counted."""
        self._notices.setdefault(notice.key, notice)
        self._times[notice.key] += 1

    @property
    def delivered(self) -> Sequence[Notice]:
        """Every notice once, in the order in which they were first given."""
        return tuple(self._notices.values())

    def times(self, key: str) -> int:
        """Return how often the notice with that key was given."""
        return self._times[key]
