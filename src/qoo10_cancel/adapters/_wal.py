"""The write-ahead log of a SQLite file: begun, and emptied."""

from __future__ import annotations

import sqlite3
import time
from typing import Final

from ._sql import Cursor

__all__ = ["PAUSE", "begin_log", "is_log_empty"]

PAUSE: Final = 0.01
"""Seconds between two tries at what SQLite itself does not wait for."""


def is_log_empty(cursor: Cursor) -> bool:
    """Move the log into the file; return False if somebody still reads from it."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy: int = cursor.fetchone()[0]
    return busy == 0


def begin_log(cursor: Cursor, timeout: float) -> None:
    """Switch to WAL, for which SQLite itself does not wait while others write."""
    until = time.monotonic() + timeout
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(PAUSE)
        else:
            return
