"""New files that commands write: whole or not at all, and readable by their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import attrs

from .._fields import Answer
from .problems import Misuse

__all__ = ["Saved", "new_file", "write_file"]


@attrs.frozen
class Saved(Answer):
    """A command with `--output`.

    Attributes:
        path: The file that was written.
        digest: The digest of the history that a dossier is made of.
    """

    path: str
    digest: str | None = None


_OWNERS_ALONE = 0o600


@contextmanager
def new_file(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a new file; remove it again if writing fails.

    Raises:
        Misuse: The file cannot be written, or exists already.
    """
    try:
        stream = os.fdopen(_new(path), "w", encoding=encoding, newline="")
        try:
            with stream:
                yield stream
        except BaseException:
            path.unlink()  # half a file would stand in the way of the next try
            raise
    except OSError as error:
        raise Misuse("unwritable", path=path, why=error.strerror) from None


def _new(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNERS_ALONE)


def write_file(path: str, text: str) -> None:
    """Write *text* to a new file.

    Raises:
        Misuse: The file cannot be written, or exists already.
    """
    with new_file(Path(path)) as stream:
        stream.write(text)
