"""Bytes into the numbered rows of a CSV file, in bounded memory."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final

import attrs

__all__ = ["Line", "Lines", "Row"]

LONGEST_LINE: Final = 262_144
"""Bytes. A row of 45 columns has about 2,000."""

_MOST_LINES: Final = 32
"""Lines that one row may take: a bound for what an unclosed quote can swallow."""


OrderIn = Callable[[Sequence[str]], str | None]
"""Says which order cells are about, if they hold all that a row needs."""

_UNKNOWN: Final = ""


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
    while raw := _bytes(stream):
        no += 1
        if raw.endswith(b"\n") or len(raw) < LONGEST_LINE:
            yield Line(no, raw)
        else:
            _skip_the_rest(stream)
            yield Line(no, None)


def _skip_the_rest(stream: BinaryIO) -> None:
    while (more := _bytes(stream)) and not more.endswith(b"\n"):
        pass


def _bytes(stream: BinaryIO) -> bytes:
    """Return the next line, or as much of it as may be held.

    Raises:
        OSError: The stream does not give it.
    """
    try:
        raw = stream.readline(LONGEST_LINE)
    except Exception as wrong:  # anybody's stream: gzip alone raises EOFError and zlib.error
        raise OSError(f"{type(wrong).__name__}: {wrong!s:.100}") from wrong
    if not isinstance(raw, bytes):  # None: a pipe that has nothing yet, and is not at its end
        raise OSError(f"open it in binary mode; it gave a {type(raw).__name__} and no bytes")
    return raw


class Lines:
    """The lines of a stream; lines taken for a row that turns out to be broken are given back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._fresh = _lines(stream)
        self._back: deque[Line] = deque()

    def next(self) -> Line | None:
        """Return the next line; None at the end."""
        return self._back.popleft() if self._back else next(self._fresh, None)

    def rows(self, encoding: str, width: int, order_in: OrderIn) -> Iterator[Row]:
        """Give every row that has anything in it; rows of another *width* are bad.

        So is a row of several lines if one of them is a row by itself, about another order: its
        quote was never closed, and the quote of a later row has closed it by chance.

        A row of several lines that is bad is the problem of its first line alone: the others are
        read again, so that an unclosed quote does not cost the rows below it.
        """
        while (first := self.next()) is not None:
            row, more = self._row(first, encoding, width)
            if more and not row.wrong:
                row = _of_one_order(row, [first, *more], encoding, order_in)
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


def _of_one_order(row: Row, lines: list[Line], encoding: str, order_in: OrderIn) -> Row:
    """Return *row*, or why it is bad, if one of its *lines* is a row about another order."""
    order, width = order_in(row.cells) or _UNKNOWN, len(row.cells)
    alone = {_order_by_itself(_text(line, encoding), width, order_in) for line in lines}
    if alone <= {None, order}:
        return row
    last = lines[-1].no
    why = f"a quote that is not closed has made one row of lines {row.line} to {last}"
    return Row(row.line, [], why)


def _order_by_itself(text: str, width: int, order_in: OrderIn) -> str | None:
    """Return the order of a line that is a row by itself, or would be without its quotes."""
    try:
        cells = next(csv.reader([text]), [])  # not strict: a quote may be left open
    except csv.Error:
        cells = []
    if len(cells) == width:
        return order_in(cells) or _UNKNOWN
    return order_in(cells) or order_in(text.replace('"', "").split(","))


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
    what, _, _advice = str(wrong).partition(" - ")  # which is for who wrote the reader
    return f"this row is not well-formed CSV ({what})"
