"""Reads a J·QSM file: which list it is, how it is written, and its rows."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from os import PathLike, fsdecode
from pathlib import PurePath
from typing import BinaryIO, Final

import attrs

from ..errors import Malformed, redacted
from ..japan import japan_time
from ._cells import cell_text, escaped, fold
from ._jqsm_tables import CLAIM_GRID, DELIVERY_LISTS
from ._lines import Lines
from ._reply import markup_key
from ._rows import RowFormat, RowOutcome, RowReader
from .problems import Location
from .reading import Reading, RowCollector

__all__ = ["Source", "open_source", "read_jqsm_csv", "read_lines"]

Source = str | PathLike[str] | bytes | BinaryIO
"""A path, the bytes of a file, or a file opened in binary mode."""

_FORMATS: Final = (*DELIVERY_LISTS, CLAIM_GRID)

_LEGACY: Final = ("cp932", "gb18030", "cp949")
"""What spreadsheets write on a Japanese, Chinese or Korean Windows when they save a CSV file."""

_ENOUGH_MARKS: Final = 2  # one word alone may stand in any file

_OTHER_DELIMITERS: Final = {";": "semicolons", "\t": "tabs"}

_NO_CSV: Final = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"PK\x03\x04": "workbook-or-archive",
    b"\x1f\x8b": "workbook-or-archive",
    b"\xd0\xcf\x11\xe0": "workbook-or-archive",
}
"""The key of the problem with a file that begins with these bytes."""


def read_jqsm_csv(
    source: Source, seen_at: datetime, *, name: str | None = None, complete: bool = False
) -> Reading:
    r"""Read a delivery list (detail or brief; ja, ko, zh) or the claim grid (zh) of J·QSM.

    Good rows are read and bad ones are reported by line and column; nothing is guessed. A file
    that a spreadsheet has saved again in its own character set is read with a problem that says
    what cannot be trusted in it; tracking numbers are not taken from it.

    Args:
        source: A path, bytes, or a file opened in binary mode, which is read as a stream.
        seen_at: When the file was exported; an aware moment.
        name: The file's name in errors; unless given, the last part of its path.
        complete: The export was made without any filter of status, over a period that covers
            every order it is joined with, so that an order that is missing says something.

    Raises:
        Unreadable: Nothing can be read: no such file, another kind of file, missing columns.
        Malformed: *seen_at* is not an aware moment, or *source* is no file.

    >>> from qoo10_cancel.readers import read_jqsm_csv
    >>> file = "配送状態,注文番号,発送予定日\r\n配送準備,698016773,2022/08/15\r\n".encode()
    >>> [snapshot] = read_jqsm_csv(file, noon).snapshots
    >>> snapshot.shipping.name, snapshot.ship_date.isoformat()
    ('SCHEDULED', '2022-08-15')
    """
    seen_at = japan_time(seen_at)
    with open_source(source, name) as (stream, called):
        return read_lines(Lines(stream), seen_at, called, complete=complete)


@contextmanager
def open_source(source: Source, name: str | None) -> Iterator[tuple[BinaryIO, str]]:
    """Open *source*; give its stream and its name in errors."""
    called = escaped(name or _last_part(source) or "file")
    stream = _stream(source, called)
    try:
        yield stream, called
    except OSError as wrong:
        why = str(wrong.strerror or wrong)
        raise Location(called).problem("cannot-be-read", why=why) from None
    finally:
        if isinstance(source, str | PathLike):
            stream.close()


def _last_part(source: Source) -> str:
    if not isinstance(source, str | PathLike):
        source = getattr(source, "name", "")  # an open file has the name of its path
    return PurePath(fsdecode(source)).name if isinstance(source, str | PathLike) else ""


def _stream(source: Source, called: str) -> BinaryIO:
    if isinstance(source, bytes):
        return BytesIO(source)
    if isinstance(source, str | PathLike):
        try:
            return open(source, "rb")  # noqa: PTH123 - any PathLike; closed by `open_source`
        except (OSError, ValueError) as wrong:
            why = str(getattr(wrong, "strerror", None) or wrong)
            raise Location(called).problem("cannot-be-opened", why=why) from None
    if not hasattr(source, "readline") or hasattr(source, "encoding"):
        raise Malformed(
            f"give a path, bytes, or a file opened in binary mode, not {redacted(source)}"
        )
    return source


def read_lines(lines: Lines, seen_at: datetime, called: str, *, complete: bool) -> Reading:
    """Read the lines of a J·QSM file, as `read_jqsm_csv` does."""
    whole = Location(called)
    reader, encoding = _header(lines, whole, seen_at, complete=complete)
    collector = RowCollector(whole)
    if encoding in _LEGACY:
        collector.lose(whole, "saved-again", encoding=encoding)
    for row in lines.rows(encoding, len(reader.names), reader.order_in):
        location = Location(called, row.line)
        if row.problem:
            collector.lose(location, row.problem, **row.params)
        else:
            collector.add(_trusted(reader.read(row.cells, location), encoding), location)
    return collector.reading(reader)


def _trusted(outcome: RowOutcome, encoding: str) -> RowOutcome:
    """Drop the tracking number of a file saved again: it may have lost a leading zero."""
    if encoding not in _LEGACY or outcome.snapshot is None:
        return outcome
    return attrs.evolve(outcome, snapshot=attrs.evolve(outcome.snapshot, tracking_no=None))


# The header.


def _header(
    lines: Lines, whole: Location, seen_at: datetime, *, complete: bool
) -> tuple[RowReader, str]:
    """Find out which list this is and how it is written, from its first line."""
    first = _first_line(lines, whole)
    found = [
        (row_format, names, encoding)
        for names, encoding in _decoded(first)
        for row_format in _FORMATS
    ]
    row_format, names, encoding = max(found, key=_marks_found, default=(_FORMATS[0], [], ""))
    if row_format.marks_in(names) < _ENOUGH_MARKS:
        key = _why_no_header(first)
        headers = [" + ".join(known.marking_columns) for known in _FORMATS]
        raise whole.problem(key, headers=headers, encodings=["UTF-8", *_LEGACY])
    _check_columns(row_format, names, whole)
    return RowReader(row_format, names, seen_at, complete=complete), encoding


def _marks_found(found: tuple[RowFormat, list[str], str]) -> int:
    row_format, names, _encoding = found
    return row_format.marks_in(names)


def _why_no_header(first: bytes) -> str:
    """Return what is wrong with a first line that is no known header."""
    for delimiter, key in _OTHER_DELIMITERS.items():
        for names, _encoding in _decoded(first, delimiter):
            if max(row_format.marks_in(names) for row_format in _FORMATS) >= _ENOUGH_MARKS:
                return key
    if b"\r" in first:
        return "carriage-returns"
    return "unknown-header" if any(_decoded(first)) else "header-not-csv"


def _first_line(lines: Lines, whole: Location) -> bytes:
    """Return the first line that is not blank, without byte order marks."""
    while (line := lines.next_filled()) is not None:
        if line.raw is None:
            raise whole.problem("header-too-long")
        raw = line.raw
        while raw.startswith(BOM_UTF8):  # files that were put together have several
            raw = raw.removeprefix(BOM_UTF8)
        for opening, key in _NO_CSV.items():
            if raw.startswith(opening):
                raise whole.problem(key)
        if raw.startswith(b"<"):
            raise whole.problem(markup_key(raw.decode("latin-1")))
        if b"\x00" in raw:
            raise whole.problem("utf-16")
        if raw := raw.strip():
            return raw
    raise whole.problem("empty-file")


def _decoded(first: bytes, delimiter: str = ",") -> Iterator[tuple[list[str], str]]:
    """Yield the column names in the first line, in every encoding that reads it as a row."""
    for encoding in ("utf-8", *_LEGACY):
        try:
            text = first.decode(encoding)
            names = next(csv.reader([text], delimiter=delimiter, strict=True))
        except (UnicodeDecodeError, csv.Error):
            continue
        called = [escaped(cell_text(name)) for name in names]
        yield [name or f"column {no}" for no, name in enumerate(called, 1)], encoding


def _check_columns(row_format: RowFormat, names: list[str], whole: Location) -> None:
    folded = [fold(name) for name in names]
    missing = [name for name in row_format.marking_columns if fold(name) not in folded]
    if missing:
        raise Location(whole.source, 1).problem("missing-columns", columns=missing)
