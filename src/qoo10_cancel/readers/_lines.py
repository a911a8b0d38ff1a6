"""Bytes into the numbered rows of a CSV file, in bounded memory."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

import attrs

__all__ = ["LONGEST_LINE", "CsvRow", "Lines", "RawLine", "read_line", "read_rest"]

LONGEST_LINE: Final = 262_144
"""Bytes. A row of 45 columns has about 2,000."""

_MOST_LINES: Final = 32
"""Lines that one row may take: a bound for what an unclosed quote can swallow."""


OrderIn = Callable[[Sequence[str]], str | None]
"""Returns the order number of a row's cells; None if they lack what a row needs."""

_UNKNOWN: Final = ""


@attrs.frozen
class RawLine:
    """One line: its number, and its bytes; None when it is too long to be read."""

    no: int
    raw: bytes | None


@attrs.frozen
class CsvRow:
    """One row: the number of its first line, and its cells, or why it cannot be read.

    Attributes:
        line: Number of its first line, from 1.
        cells: Its cells; empty when it cannot be read.
        problem: Key of the problem; empty when there is none.
        params: The params of the problem's sentence.
    """

    line: int
    cells: Sequence[str]
    problem: str = ""
    params: Mapping[str, object] = attrs.field(factory=dict)


def read_line(stream: BinaryIO) -> bytes:
    """Return the next line, at most `LONGEST_LINE` bytes of it; empty at the end.

    Raises:
        OSError: The stream cannot be read.
    """
    return _bytes(stream.readline, LONGEST_LINE)


def read_rest(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield the rest of the stream in parts, at most *most* bytes together.

    Raises:
        OSError: The stream cannot be read.
    """
    while most > 0 and (part := _bytes(stream.read, min(most, LONGEST_LINE))):
        most -= len(part)
        yield part


def _bytes(read: Callable[[int], bytes], most: int) -> bytes:
    try:
        raw = read(most)
    except Exception as wrong:  # anybody's stream: gzip alone raises EOFError and zlib.error
        raise OSError(f"{type(wrong).__name__}: {wrong!s:.100}") from wrong
    if not isinstance(raw, bytes):  # None: a pipe that has nothing yet, and is not at its end
        raise OSError(f"open it in binary mode; it gave a {type(raw).__name__} and no bytes")
    return raw


class Lines:
    """The lines of a stream; lines taken for a row that turns out to be broken are given back.

    *start* has the lines that `read_line` has given of the stream before.
    """

    def __init__(self, stream: BinaryIO, start: Iterable[bytes] = ()) -> None:
        self._stream = stream
        self._no = 0
        self._back = deque(map(self._numbered, start))

    def next(self) -> RawLine | None:
        """Return the next line; None at the end."""
        if self._back:
            return self._back.popleft()
        raw = read_line(self._stream)
        return self._numbered(raw) if raw else None

    def next_filled(self) -> RawLine | None:
        """Return the next line that is not blank; None at the end."""
        while self._back:
            line = self._back.popleft()
            if not (line.raw and line.raw.isspace()):
                return line
        raw = _bytes(self._skip_blank, LONGEST_LINE)
        return self._numbered(raw) if raw else None

    def _skip_blank(self, most: int) -> bytes:
        """Return the next line that is not blank. A file may hold millions of blank ones."""
        read, blank = self._stream.readline, 0
        while (raw := read(most)) and raw.isspace() and len(raw) < most:
            blank += 1
        self._no += blank
        return raw

    def _numbered(self, raw: bytes) -> RawLine:
        self._no += 1
        if raw.endswith(b"\n") or len(raw) < LONGEST_LINE:
            return RawLine(self._no, raw)
        while (more := read_line(self._stream)) and not more.endswith(b"\n"):
            pass
        return RawLine(self._no, None)

    def rows(self, encoding: str, width: int, order_in: OrderIn) -> Iterator[CsvRow]:
        """Yield every row that is not empty; a row of another *width* is bad.

        So is a row of several lines if one of them is a row by itself, about another order: its
        quote was never closed, and the quote of a later row has closed it by chance.

        A row of several lines that is bad is the problem of its first line alone: the others are
        read again, so that an unclosed quote does not cost the rows below it.
        """
        while (first := self.next_filled()) is not None:
            row, more = self._row(first, encoding, width)
            if more and not row.problem:
                row = _of_one_order(row, [first, *more], encoding, order_in)
            if row.problem:
                self._back.extendleft(reversed(more))
            if row.problem or any(map(str.strip, row.cells)):
                yield row

    def _row(self, first: RawLine, encoding: str, width: int) -> tuple[CsvRow, list[RawLine]]:
        more: list[RawLine] = []
        try:
            text = _text(first, encoding)
            cells = _plain_cells(text)
            if cells is None:
                texts = self._texts(text, more, encoding)
                cells = next(csv.reader(texts, strict=True), [])
        except _BadLine as bad:
            return CsvRow(first.no, (), bad.key, bad.params), more
        except csv.Error:
            return CsvRow(first.no, (), "not-csv"), more
        if len(cells) != width:
            return CsvRow(first.no, (), "wrong-width", {"cells": len(cells), "width": width}), more
        return CsvRow(first.no, cells), more

    def _texts(self, first: str, more: list[RawLine], encoding: str) -> Iterator[str]:
        yield first
        while len(more) < _MOST_LINES and (line := self.next()) is not None:
            more.append(line)
            try:
                yield _text(line, encoding)
            except _BadLine:
                return  # a problem of its own, once it is read again


def _plain_cells(text: str) -> list[str] | None:
    """Return the cells of a line in which nothing is quoted; None when something is."""
    body = text.rstrip("\r\n")
    return None if '"' in body or "\r" in body else body.split(",")


def _of_one_order(
    row: CsvRow, lines: Sequence[RawLine], encoding: str, order_in: OrderIn
) -> CsvRow:
    """Return *row*, or why it is bad, if one of its *lines* is a row about another order."""
    order, width = order_in(row.cells) or _UNKNOWN, len(row.cells)
    alone = {_order_by_itself(_text(line, encoding), width, order_in) for line in lines}
    if alone <= {None, order}:
        return row
    return CsvRow(row.line, (), "open-quote", {"first": row.line, "last": lines[-1].no})


def _order_by_itself(text: str, width: int, order_in: OrderIn) -> str | None:
    """Return the order of a line that is a row by itself, or would be without its quotes."""
    try:
        cells = next(csv.reader([text]), [])  # not strict: a quote may be left open
    except csv.Error:
        cells = []
    if len(cells) == width:
        return order_in(cells) or _UNKNOWN
    return order_in(cells) or order_in(text.replace('"', "").split(","))


class _BadLine(Exception):
    """A line that cannot be decoded: the key of the problem and its params."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


def _text(line: RawLine, encoding: str) -> str:
    if line.raw is None:
        raise _BadLine("line-too-long", most=LONGEST_LINE)
    try:
        return line.raw.decode(encoding)
    except UnicodeDecodeError:
        raise _BadLine("wrong-encoding", encoding=encoding) from None
