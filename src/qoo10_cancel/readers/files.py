"""Reads a file of any known kind, and finds out which kind it is."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from datetime import datetime
from typing import BinaryIO, Final

from ..japan import japan_time
from ._lines import LONGEST_LINE, Lines, read_line, read_rest
from ._reply import LONGEST_REPLY
from .jqsm import Source, open_source, read_lines
from .qapi import read_reply
from .reading import Reading

__all__ = ["read_file"]

_BEFORE_JSON: Final = BOM_UTF8 + BOM_UTF16_LE + BOM_UTF16_BE + b" \t\r\n\x00"


def read_file(
    source: Source, seen_at: datetime, *, name: str | None = None, complete: bool = False
) -> Reading:
    """Read a J·QSM CSV file or a saved QAPI reply; its header or its keys tell which.

    Args:
        source: A path, bytes, or a file opened in binary mode.
        seen_at: When it was exported or the poll was made; an aware moment.
        name: The file's name in errors; unless given, the last part of its path.
        complete: It lists every order over a period that covers every order it is joined with,
            so that an order that is missing says something.

    Raises:
        Unreadable: There is no such file, or it is of no known kind.
        Malformed: *seen_at* is not an aware moment, or *source* is no file.

    >>> from qoo10_cancel.readers import read_file
    >>> read_file("no-such-file.csv", noon)
    Traceback (most recent call last):
    ...
    qoo10_cancel.errors.Unreadable: no-such-file.csv: cannot be opened: No such file or directory
    """
    seen_at = japan_time(seen_at)
    with open_source(source, name) as (stream, called):
        start = _start(stream)
        if _is_json(start):
            reply = b"".join([*start, *read_rest(stream, LONGEST_REPLY)])
            return read_reply(reply, seen_at, called, complete=complete)
        return read_lines(Lines(stream, start), seen_at, called, complete=complete)


def _start(stream: BinaryIO) -> list[bytes]:
    """Return the lines up to the first that is not blank, within `LONGEST_LINE` bytes."""
    start: list[bytes] = []
    length = 0
    while length < LONGEST_LINE and (raw := read_line(stream)):
        start.append(raw)
        length += len(raw)
        if raw.strip(_BEFORE_JSON):
            break
    return start


def _is_json(start: list[bytes]) -> bool:
    return bool(start) and start[-1].lstrip(_BEFORE_JSON).startswith((b"{", b"["))
