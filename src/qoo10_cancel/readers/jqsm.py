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

from ..errors import Malformed, Unreadable
from ..japan import japan_time
from ..snapshot import Snapshot
from ._cells import AGAIN, fold, shown, text_of
from ._jqsm_tables import CLAIM_GRID, DELIVERY_LISTS
from ._lines import Lines
from ._rows import Location, RowFormat, RowReader
from .reading import Reading, RowCollector

__all__ = ["Source", "opened", "read_jqsm_csv"]

Source = str | PathLike[str] | bytes | BinaryIO
"""A path, the bytes of a file, or a file opened in binary mode."""

_SHAPES: Final = (*DELIVERY_LISTS, CLAIM_GRID)

_LEGACY: Final = {"cp932": "Japanese", "gbk": "Chinese", "cp949": "Korean"}
"""What spreadsheets write on Windows of these languages when they save a CSV file."""

_ENOUGH_MARKS: Final = 2  # one word alone may stand in any file

_OTHER_DELIMITERS: Final = {";": "semicolons", "\t": "tabs"}

_NO_CSV: Final = {
    b"\xff\xfe": "UTF-16 text, as a spreadsheet writes it",
    b"\xfe\xff": "UTF-16 text, as a spreadsheet writes it",
    b"PK\x03\x04": "an .xlsx workbook or an archive",
    b"\xd0\xcf\x11\xe0": "an .xls workbook",
    b"<": "a web page, perhaps the one that asks to log in",
}
"""What a file is that opens like this."""


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
        name: What errors call the file; a path is called by its last part.
        complete: The export was made without any filter of status, over a period that covers
            every order it is joined with, so that an order that is missing says something.

    Raises:
        Unreadable: Nothing can be read: no such file, another kind of file, missing columns.
        Malformed: *seen_at* is not an aware moment.

    >>> from qoo10_cancel.readers import read_jqsm_csv
    >>> file = "配送状態,注文番号,発送予定日\r\n配送準備,698016773,2022/08/15\r\n".encode()
    >>> [snapshot] = read_jqsm_csv(file, noon).snapshots
    >>> snapshot.shipping.name, snapshot.ship_date.isoformat()
    ('SCHEDULED', '2022-08-15')
    """
    seen_at = japan_time(seen_at)
    with opened(source, name) as (stream, called):
        return _read(Lines(stream), seen_at, called, complete=complete)


@contextmanager
def opened(source: Source, name: str | None) -> Iterator[tuple[BinaryIO, str]]:
    """Give the stream of *source*, and what errors call it."""
    is_path = isinstance(source, str | PathLike)
    called = shown(name or _last_part(source) or "file")
    stream = _stream(source, called)
    try:
        yield stream, called
    except OSError as wrong:
        raise Unreadable(f"cannot be read: {wrong.strerror or wrong}", source=called) from None
    finally:
        if is_path:
            stream.close()


def _last_part(source: Source) -> str:
    return PurePath(fsdecode(source)).name if isinstance(source, str | PathLike) else ""


def _stream(source: Source, called: str) -> BinaryIO:
    if isinstance(source, bytes):
        return BytesIO(source)
    if isinstance(source, str | PathLike):
        try:
            return open(source, "rb")  # noqa: PTH123 - any PathLike; closed by `opened`
        except (OSError, ValueError) as wrong:
            why = getattr(wrong, "strerror", None) or wrong
            raise Unreadable(f"cannot be opened: {why}", source=called) from None
    if not hasattr(source, "readline"):
        raise Malformed("give a path, bytes, or a file opened in binary mode")
    return source


def _read(lines: Lines, seen_at: datetime, source: str, *, complete: bool) -> Reading:
    plan, encoding = _header(lines, source, seen_at, complete=complete)
    rows = RowCollector(plan.shape.column_of("order_no"))
    if encoding in _LEGACY:
        rows.object_to(_saved_again(encoding, source))
    for row in lines.rows(encoding, len(plan.names), plan.order_in):
        where = Location(source, row.line)
        if row.wrong:
            rows.object_to(where.problem(row.wrong))
        else:
            rows.take(_trusted(plan.read(row.cells, where), encoding), where)
    return rows.reading(plan, source)


def _saved_again(encoding: str, source: str) -> Unreadable:
    return Unreadable(
        f"this file is not UTF-8 but {encoding}: a spreadsheet on a {_LEGACY[encoding]} Windows "
        f"has saved it again. It may have changed long numbers and dates where nobody can see "
        f"it; tracking numbers were not read. To be sure, {AGAIN}",
        source=source,
    )


def _trusted(outcome: Snapshot | list[Unreadable], encoding: str) -> Snapshot | list[Unreadable]:
    """Take away the tracking number of a file saved again: a leading zero may be lost."""
    if encoding in _LEGACY and isinstance(outcome, Snapshot):
        return attrs.evolve(outcome, tracking_no=None)
    return outcome


# The header.


def _header(
    lines: Lines, source: str, seen_at: datetime, *, complete: bool
) -> tuple[RowReader, str]:
    """Find out which list this is and how it is written, from its first line."""
    first = _first(lines, source)
    found = [(shape, names, encoding) for names, encoding in _readings(first) for shape in _SHAPES]
    shape, names, encoding = max(found, key=_marks_found, default=(_SHAPES[0], [], ""))
    if shape.marks_in(names) < _ENOUGH_MARKS:
        raise Unreadable(_no_header(first), source=source)
    _has_its_columns(shape, names, source)
    return RowReader(shape, names, seen_at, complete=complete), encoding


def _marks_found(found: tuple[RowFormat, list[str], str]) -> int:
    shape, names, _encoding = found
    return shape.marks_in(names)


def _no_header(first: bytes) -> str:
    """Say what is wrong with a first line that is no known header, and what to do."""
    for delimiter, called in _OTHER_DELIMITERS.items():
        for names, _encoding in _readings(first, delimiter):
            if max(shape.marks_in(names) for shape in _SHAPES) >= _ENOUGH_MARKS:
                return (
                    f"its cells are separated by {called} and not by commas, as a spreadsheet "
                    f"writes CSV in some countries; {AGAIN}"
                )
    if b"\r" in first:
        return f"its lines end in a carriage return alone, as J·QSM's do not; {AGAIN}"
    if not any(_readings(first)):
        ways = ", ".join(("UTF-8", *_LEGACY))
        return f"the first line is no row of CSV in any of {ways}; {AGAIN}"
    wanted = "; ".join(f"{each.name}: {', '.join(_marks(each))}" for each in _SHAPES)
    return f"the first line is no header that is known. {wanted}"


def _first(lines: Lines, source: str) -> bytes:
    """Return the first line that is not blank, without byte order marks."""
    while (line := lines.next()) is not None:
        if line.raw is None:
            raise Unreadable("the first line is too long for a header", source=source)
        raw = line.raw
        while raw.startswith(BOM_UTF8):  # files that were put together have several
            raw = raw.removeprefix(BOM_UTF8)
        for opening, what in _NO_CSV.items():
            if raw.startswith(opening):
                raise Unreadable(f"this is {what}, not a CSV file; {AGAIN}", source=source)
        if raw := raw.strip():
            return raw
    raise Unreadable("this file is empty", source=source)


def _readings(first: bytes, delimiter: str = ",") -> Iterator[tuple[list[str], str]]:
    """Give the names in the first line, in every way of writing in which it is a row."""
    for encoding in ("utf-8", *_LEGACY):
        try:
            text = first.decode(encoding)
            names = next(csv.reader([text], delimiter=delimiter, strict=True))
        except (UnicodeDecodeError, csv.Error):
            continue
        yield (
            [shown(text_of(name)) or f"column {no}" for no, name in enumerate(names, 1)],
            encoding,
        )


def _has_its_columns(shape: RowFormat, names: list[str], source: str) -> None:
    folded = [fold(name) for name in names]
    missing = [name for name in _marks(shape) if fold(name) not in folded]
    if missing:
        why = f"the {shape.name} lacks the column {', '.join(missing)}"
        raise Unreadable(why, source=source, line=1)
    twice = [name for name in shape.columns if folded.count(fold(name)) > 1]
    if twice:
        raise Unreadable("this column stands there twice", source=source, line=1, column=twice[0])


def _marks(shape: RowFormat) -> list[str]:
    return [shape.column_of(field) for field in shape.marks]
