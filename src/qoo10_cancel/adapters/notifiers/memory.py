"""A notifier that keeps what it is given, for tests and rehearsals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...notices import Notice

__all__ = ["MemoryNotifier"]


class MemoryNotifier:
    """Keeps each notice once, by its key, and counts how often it came.

    >>> notifier = MemoryNotifier()
    >>> notifier.delivered
    ()
    """

    def __init__(self) -> None:
        self._kept: dict[str, Notice] = {}
        self._times = Counter[str]()

    def notify(self, notice: Notice, /) -> None:
        """Keep *notice*; a repeat is counted."""
        self._kept.setdefault(notice.key, notice)
        self._times[notice.key] += 1

    @property
    def delivered(self) -> Sequence[Notice]:
        """Every notice once, in the order in which they first came."""
        return tuple(self._kept.values())

    def times(self, key: str) -> int:
        """Return how often the notice with that key was given."""
        return self._times[key]
