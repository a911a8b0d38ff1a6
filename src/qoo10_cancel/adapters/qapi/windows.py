"""Periods to ask for: as long as QAPI takes, halved where an answer may be cut short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import attrs

from ...errors import Malformed
from ...japan import japan_time

__all__ = ["FULL", "ROUND", "Window", "may_be_cut", "windows"]

LONGEST: Final = timedelta(days=89)
"""QAPI takes 90 days; nobody says whether both ends count."""

FULL: Final = 500
"""From this many rows on an answer may be cut short; it has no total, page or cursor."""

ROUND: Final = 100
"""An answer with a multiple of this many rows may be cut short as well."""

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


def may_be_cut(rows: int) -> bool:
    """Say whether an answer with *rows* rows may be only the first part of them.

    >>> [may_be_cut(n) for n in (0, 37, 100, 499, 500)]
    [False, False, True, False, True]
    """
    return rows >= FULL or (rows > 0 and rows % ROUND == 0)


@attrs.frozen
class Window:
    """A period to ask for, to the second; both ends are in it.

    >>> window = Window(noon, noon + timedelta(hours=5))
    >>> window.text
    ('20220812120000', '20220812170000')
    >>> [part.text[1] for part in window.halves()]
    ['20220812140000', '20220812170000']
    """

    start: datetime = attrs.field(converter=japan_time)
    end: datetime = attrs.field(converter=japan_time)

    @property
    def text(self) -> tuple[str, str]:
        """Give both ends as QAPI takes them."""
        return f"{self.start:%Y%m%d%H%M%S}", f"{self.end:%Y%m%d%H%M%S}"

    def halves(self) -> tuple[Window, Window] | None:
        """Return two windows that meet at a midnight, or at a full hour within a day.

        None if it is an hour or less. Both have the meeting second: a row seen twice does no
        harm, and none is lost.
        """
        middle = self.start + (self.end - self.start) / 2
        for whole in (middle.replace(hour=0), middle):
            cut = whole.replace(minute=0, second=0, microsecond=0)
            if self.start < cut < self.end:
                return Window(self.start, cut), Window(cut, self.end)
        return None


def windows(since: datetime, until: datetime) -> Iterator[Window]:
    """Yield windows that QAPI takes and that cover *since* to *until*, oldest first.

    Raises:
        Malformed: *until* lies before *since*.

    >>> [w.text for w in windows(noon, noon + timedelta(days=100))][1]
    ('20221109120000', '20221120120000')
    """
    start, end = japan_time(since), japan_time(until)
    if end < start:
        raise Malformed(
            f"a period ends after it begins; {end.isoformat()} lies before {start.isoformat()}"
        )
    while end - start > LONGEST:
        yield Window(start, start + LONGEST)
        start += LONGEST
    yield Window(start, end)
