"""Bytes into the numbered rows of a CSV file, in bounded memory."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final

import attrs

__all__ = ["Line", "Lines", "Row"]

LONGEST_LINE: Final = 262_144
"""Bytes. A row of 45 columns has about 2,000."""

_MOST_LINES: Final = 32
"""Lines that one row may take: a bound for what an unclosed quote can swallow."""


@attrs.frozen
class Line:
    """One line: its number, and its bytes; None when it is too long to be read."""

    no: int
    raw: bytes | None


@attrs.frozen
class Row:
    """One row: the number of its first line, and its cells, or why it cannot be read."""

    line: int
    cells: list[str]
    wrong: str = ""


def _lines(stream: BinaryIO) -> Iterator[Line]:
    no = 0
    while raw := stream.readline(LONGEST_LINE):
        no += 1
        if raw.endswith(b"\n") or len(raw) < LONGEST_LINE:
            yield Line(no, raw)
        else:
            _skip_the_rest(stream)
            yield Line(no, None)


def _skip_the_rest(stream: BinaryIO) -> None:
    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass


class Lines:
    """The lines of a stream; lines taken for a row that turns out to be broken are given back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._fresh = _lines(stream)
        self._back: deque[Line] = deque()

    def next(self) -> Line | None:
        """Return the next line; None at the end."""
        return self._back.popleft() if self._back else next(self._fresh, None)

    def rows(self, encoding: str, width: int) -> Iterator[Row]:
        """Give every row that has anything in it; rows of another *width* are bad.

        A row that takes several lines and is broken is the problem of its first line alone: the
        others are read again, so that an unclosed quote does not cost the rows below it.
        """
        while (first := self.next()) is not None:
            row, more = self._row(first, encoding, width)
            if row.wrong:
                self._back.extendleft(reversed(more))
            if row.wrong or any(map(str.strip, row.cells)):
                yield row

    def _row(self, first: Line, encoding: str, width: int) -> tuple[Row, list[Line]]:
        more: list[Line] = []
        try:
            cells = next(csv.reader(self._texts(first, more, encoding), strict=True), [])
        except (csv.Error, _Bad) as wrong:
            return Row(first.no, [], _why(wrong)), more
        if cells and len(cells) != width:
            why = f"this row has {len(cells)} cells and the header {width}"
            return Row(first.no, [], why), more
        return Row(first.no, cells), more

    def _texts(self, first: Line, more: list[Line], encoding: str) -> Iterator[str]:
        yield _text(first, encoding)
        while len(more) < _MOST_LINES and (line := self.next()) is not None:
            more.append(line)
            try:
                yield _text(line, encoding)
            except _Bad:
                return  # a problem of its own, once it is read again


class _Bad(Exception):
    """A line that is no text."""


def _text(line: Line, encoding: str) -> str:
    if line.raw is None:
        raise _Bad(f"this line is longer than {LONGEST_LINE} bytes and was skipped")
    try:
        return line.raw.decode(encoding)
    except UnicodeDecodeError:
        raise _Bad(f"this line is not written in {encoding}") from None


def _why(wrong: Exception) -> str:
    if isinstance(wrong, _Bad):
        return str(wrong)
    return f"this row is not well-formed CSV ({wrong})"
