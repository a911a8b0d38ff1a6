"""Reads a file of any kind that is known here, and says which kinds those are if it is none."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import datetime
from os import PathLike
from typing import Final

from ..japan import japan_time
from ._reply import LONGEST_REPLY
from .jqsm import opened, read_jqsm_csv
from .qapi import read_reply
from .reading import Reading

__all__ = ["read_file"]

_BEFORE_JSON: Final = BOM_UTF8 + b" \t\r\n"


def read_file(path: str | PathLike[str], seen_at: datetime) -> Reading:
    """Read a J·QSM CSV file or a saved QAPI reply; its header or its keys tell which.

    Args:
        path: The file. Errors call it by its last part.
        seen_at: When it was exported or the poll was made; an aware moment.

    Raises:
        Unreadable: It is no such file, or of none of the kinds that can be read.
        Malformed: *seen_at* is not an aware moment.

    >>> from qoo10_cancel.readers import read_file
    >>> read_file("no-such-file.csv", noon)
    Traceback (most recent call last):
    ...
    qoo10_cancel.errors.Unreadable: no-such-file.csv: cannot be opened: No such file or directory
    """
    seen_at = japan_time(seen_at)
    with opened(path, None) as (stream, name):
        start = stream.read(64)
        if not start.lstrip(_BEFORE_JSON).startswith((b"{", b"[")):
            stream.seek(0)
            return read_jqsm_csv(stream, seen_at, name=name)
        return read_reply(start + stream.read(LONGEST_REPLY), seen_at, name)
