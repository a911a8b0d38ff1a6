"""One run of one command: its store, its clock and its printing."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, TextIO

from .words import say

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from ..adapters.sqlite import SQLiteStore
    from ..desk import Desk
    from ..order import Order
    from ..policy import Policy
    from ..ports import Notifier

__all__ = [
    "BAD_ROWS",
    "DENIED",
    "DONE",
    "FAILED",
    "INTERRUPTED",
    "STORE",
    "USAGE",
    "Terminal",
    "discard",
    "machine_time",
]

DONE: Final = 0
DENIED: Final = 1
USAGE: Final = 2
BAD_ROWS: Final = 3
STORE: Final = 4
FAILED: Final = 5
INTERRUPTED: Final = 130


def machine_time() -> datetime:
    """Return this machine's time."""
    return datetime.now(UTC)


class Terminal:
    """The store, clock and streams of one command, each opened at its first use.

    The attributes are the shared options, which the command line sets as it reads them.

    Attributes:
        command: The command's name, for what is printed.
        json: Whether one JSON document is printed instead of views.
        lang: The reader's language, by its public name.
        store_path: The file of the store.
        policy_path: The file of the policy; None: the cautious defaults.
        at: The moment of a rehearsal; None: the real clock.
    """

    # Rich, the desk and the store are imported when they are used: a run that prints its
    # version or a usage error does not wait for them.

    def __init__(self, *, json: bool = False, lang: str = "en") -> None:
        self.command = ""
        self.json = json
        self.lang = lang
        self.store_path = "qoo10_cancel.sqlite"
        self.policy_path: str | None = None
        self.at: datetime | None = None
        self._store: SQLiteStore | None = None

    @cached_property
    def policy(self) -> Policy:
        """Give the switches."""
        if self.policy_path is None:
            from ..policy import DEFAULT_POLICY  # noqa: PLC0415 - as above

            return DEFAULT_POLICY
        from .policy_file import policy_of  # noqa: PLC0415 - as above

        return policy_of(self.policy_path)

    def now(self) -> datetime:
        """Return the present moment, or that of the rehearsal."""
        return machine_time() if self.at is None else self.at

    def desk(
        self, *, write: bool = False, make: bool = False, notifier: Notifier | None = None
    ) -> Desk:
        """Open the store, as `store` does, and a desk on it."""
        from ..desk import Desk  # noqa: PLC0415 - as above
        from .wiring import CHANNELS, SELLER  # noqa: PLC0415

        store = self.store(write=write, make=make)
        notifiers = {} if notifier is None else {SELLER: notifier}
        return Desk(
            store, clock=self.now, policy=self.policy, notifiers=notifiers, channels=CHANNELS
        )

    def store(self, *, write: bool = False, make: bool = False) -> SQLiteStore:
        """Open the store.

        Args:
            write: Whether the command writes; else nothing in the file can change.
            make: Take a new store if the file is missing: make it to write, else in memory.
        """
        from .wiring import open_store  # noqa: PLC0415 - as above

        if self._store is None:
            self._store = open_store(self.store_path, write=write, make=make)
        return self._store

    def order(self, order_no: str) -> Order:
        """Return the order as stored.

        Raises:
            NotFound: The store does not hold it.
        """
        return self.desk().get(order_no)

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._store is not None:
            self._store.close()

    # Printing.

    @cached_property
    def console(self) -> Console:
        """Give the terminal; Rich leaves colours out of pipes, and under NO_COLOR."""
        from .views.parts import Screen  # noqa: PLC0415 - as above

        return Screen(markup=False, emoji=False, highlight=False)

    def show(self, document: object, *views: RenderableType) -> None:
        """Print the document under `--json`, otherwise the views.

        Args:
            document: An answer, which is written in the reader's language, or plain JSON.
            views: What a person reads.
        """
        if self.json:
            from ..codec import to_json  # noqa: PLC0415 - as above

            plain = document if isinstance(document, Mapping) else to_json(document, self.lang)
            # ASCII alone: no terminal obeys it, and every pipe can carry it.
            print(json.dumps(plain, indent=2))  # noqa: T201
            return
        from .views.parts import wrapped  # noqa: PLC0415 - as above

        for view in views:
            self.console.print(wrapped(view), crop=False)  # what is to be copied may be wider

    def write(self, document: object, text: Text | str) -> None:
        """Print a text to be copied; no line is broken at the terminal's edge."""
        if self.json:
            self.show(document)
        else:
            self.console.print(text, soft_wrap=True)

    def say(self, key: str, style: str = "", /, **params: object) -> Text:
        """Return the words named *key* in the reader's language."""
        from .views.parts import plain  # noqa: PLC0415 - as above

        return plain(say(key, self.lang, **params), style)

    def note(self, text: Text) -> None:
        """Print a remark on standard error, unless only the document is wanted."""
        if not self.json:
            self.complain(text)

    def complain(self, text: Text) -> None:
        """Print on standard error; if that fails, only the exit code tells."""
        from .views.parts import Screen, wrapped  # noqa: PLC0415 - as above

        errors = Screen(stderr=True, markup=False, emoji=False, highlight=False)
        on_terminal = errors.is_terminal
        try:
            # Only a terminal has an edge; what reads a pipe wants the line as it is.
            errors.print(wrapped(text) if on_terminal else text, soft_wrap=not on_terminal)
        except OSError:
            discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Drop what *stream* still buffers, so that the end of the program cannot fail on it."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
