"""Opens the store's file, and says which channels are delivered from here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ..adapters.sqlite import SQLiteStore
from ..notices import Channel
from .problems import NoStore

__all__ = ["CHANNELS", "SELLER", "open_store"]

SELLER: Final = Channel.SELLER
CHANNELS: Final = frozenset({SELLER})
"""The channels delivered from here; Qoo10 itself tells the buyer, so those are recorded only."""

# A path has lost one of its slashes; a single entry is a drive of Windows.
_URL: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/")


def open_store(path: str, *, write: bool, make: bool) -> SQLiteStore:
    """Open the store at *path*.

    Args:
        path: The file.
        write: Whether anything will be written.
        make: Take a new store if it is missing: make the file to write, else keep it in memory.
            Otherwise a wrong path would look like an empty store.

    Raises:
        StoreFailed: It is missing, or cannot be used.
    """
    file = Path(path)
    if url := _URL.match(file.as_posix()):
        raise NoStore("url_store", scheme=url[1])
    try:
        missing = not file.exists()
        if missing and not make:
            raise NoStore("no_store", path=file)
        if missing and not write:
            return SQLiteStore(":memory:")
        return SQLiteStore(file, read_only=not write)
    except OSError as error:
        raise NoStore("unusable", path=file, why=error.strerror) from None
