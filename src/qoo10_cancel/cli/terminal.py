"""One run of one command: its shared options, what it prints, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TextIO

import attrs
from rich.console import Console, Group, RenderableType
from rich.text import Text

from ..adapters.sqlite import SQLiteStore
from ..decision import RuleBroken
from ..desk import Desk
from ..errors import (
    CancelError,
    Conflict,
    KeyReused,
    Malformed,
    MissingExtra,
    NotFound,
    NotifierFailed,
    StoreFailed,
    UnknownLanguage,
    Unreadable,
)
from ..messages import language
from ..notices import Channel
from ..policy import Policy
from ..ports import Notifier
from . import documents
from .misuse import Spoken
from .typed import moment
from .views import findings_panel
from .views.parts import FAINT, LOUD, plain
from .views.prose import Prose
from .wiring import CHANNELS, now, open_store, policy_of
from .words import say

__all__ = [
    "BAD_ROWS",
    "DENIED",
    "DONE",
    "FAILED",
    "INTERRUPTED",
    "STORE",
    "USAGE",
    "Options",
    "Terminal",
    "carried_out",
    "failure",
    "for_errors",
    "to_its_end",
]

DONE: Final = 0
DENIED: Final = 1
USAGE: Final = 2
BAD_ROWS: Final = 3
STORE: Final = 4
FAILED: Final = 5
INTERRUPTED: Final = 130
_PIPE_CLOSED: Final = 141

_CODES: Final[Mapping[type[CancelError], int]] = {
    Unreadable: USAGE,
    UnknownLanguage: USAGE,
    KeyReused: USAGE,
    Malformed: USAGE,
    MissingExtra: USAGE,
    Conflict: STORE,
    NotFound: STORE,
    StoreFailed: STORE,
    NotifierFailed: FAILED,
    CancelError: USAGE,
}
"""The exit code of each error; the first that fits."""


@attrs.frozen
class Options:
    """The options that every command takes."""

    json: bool = False
    lang: str = "en"
    store: Path = Path("qoo10_cancel.sqlite")
    at: str | None = None
    policy: Path | None = None


class Terminal:
    """What a command needs of the outside, opened when it is first asked for.

    Args:
        command: The command's name, for what is printed.
        options: The shared options.

    Raises:
        Malformed: An option is not what it should be.
    """

    def __init__(self, command: str, options: Options) -> None:
        self.command = command
        self.json = options.json
        self.lang = language(options.lang)
        self._options = options
        self._at = None if options.at is None else moment(options.at)
        self._store: SQLiteStore | None = None

    @property
    def is_rehearsal(self) -> bool:
        """Say whether the clock stands still, at the moment of `--at`."""
        return self._at is not None

    @cached_property
    def policy(self) -> Policy:
        """Give the switches."""
        return policy_of(self._options.policy)

    @cached_property
    def console(self) -> Console:
        """Give the terminal; Rich leaves colours out of pipes, and under NO_COLOR."""
        return _Screen(markup=False, emoji=False, highlight=False)

    def now(self) -> datetime:
        """Return the moment that the commands go by."""
        return now() if self._at is None else self._at

    def desk(self, *, make: bool = False, notifier: Notifier | None = None) -> Desk:
        """Open the store and sit down at the desk."""
        store = self.store(make=make)
        notifiers = {} if notifier is None else {Channel.SELLER: notifier}
        return Desk(
            store, clock=self.now, policy=self.policy, notifiers=notifiers, channels=CHANNELS
        )

    def store(self, *, make: bool = False) -> SQLiteStore:
        """Open the store."""
        if self._store is None:
            self._store = open_store(self._options.store, make=make)
        return self._store

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._store is not None:
            self._store.close()

    # Printing.

    def show(self, document: Mapping[str, Any], *views: RenderableType) -> None:
        """Print the document under `--json`, otherwise the views."""
        if self.json:
            # ASCII alone: no terminal obeys it, and every pipe can carry it.
            print(json.dumps({"command": self.command, **document}, indent=2))  # noqa: T201
        else:
            for view in views:
                said = Prose(view) if isinstance(view, Text) else view
                self.console.print(said, crop=False)  # what is to be copied may be wider

    def write(self, document: Mapping[str, Any], text: Text | str) -> None:
        """Print a text that is to be copied: no line of it is broken at the terminal's edge."""
        if self.json:
            self.show(document)
        else:
            self.console.print(text, soft_wrap=True)

    def say(self, key: str, style: str = "", /, **params: object) -> Text:
        """Return the words named *key* in the reader's language."""
        return plain(say(key, self.lang, **params), style)

    def note(self, text: Text) -> None:
        """Print a remark beside the output, unless only the document is wanted."""
        if not self.json:
            _beside(text)


def for_errors(command: str, options: Options) -> Terminal:
    """Return a terminal that can always be had; it speaks the language, if that is known."""
    terminal = Terminal(command, Options(json=options.json))
    with contextlib.suppress(UnknownLanguage):
        terminal.lang = language(options.lang)
    return terminal


class _Screen(Console):
    """A console that leaves it to the run how to end when nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Say so, where Rich would end the program with the code of a denial."""
        raise BrokenPipeError


def _beside(text: Text) -> None:
    """Print on standard error; where that takes nothing, the exit code must do."""
    errors = _Screen(stderr=True, markup=False, emoji=False, highlight=False)
    try:
        # Only a terminal has an edge; what reads a pipe wants the line as it is.
        errors.print(Prose(text) if errors.is_terminal else text, soft_wrap=not errors.is_terminal)
    except OSError:
        _given_up(sys.stderr)


def to_its_end(act: Callable[[], int], lang: str) -> int:
    """Run *act* and return its exit code, or that of an output that takes no more."""
    try:
        code = act()
        sys.stdout.flush()
    except BrokenPipeError:
        code = _PIPE_CLOSED
    except OSError as error:  # whatever is read says so where it is read
        _beside(plain(say("misuse.output", lang, why=error.strerror), LOUD))
        code = USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    else:
        return code
    _given_up(sys.stdout)
    return code


def carried_out(command: str, options: Options, act: Callable[[Terminal], int | None]) -> int:
    """Run *act*, print what goes wrong in words, and return the exit code."""
    terminal = for_errors(command, options)

    def acted() -> int:
        nonlocal terminal
        try:
            terminal = Terminal(command, options)
            return act(terminal) or DONE
        except RuleBroken as broken:
            return _denied(terminal, broken)
        except CancelError as error:
            return _failed(terminal, error)
        finally:
            terminal.close()

    return to_its_end(acted, terminal.lang)


def _denied(terminal: Terminal, broken: RuleBroken) -> int:
    denied = broken.denied
    terminal.show(
        documents.decision(denied, terminal.lang),
        findings_panel(denied, terminal.lang),
        Group(Text(), terminal.say("act.denied", FAINT)),
    )
    return DENIED


def _failed(terminal: Terminal, error: CancelError) -> int:
    code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
    message = error.said(terminal.lang) if isinstance(error, Spoken) else str(error)
    failure(terminal, _kind(error), message, code)
    return code


def _kind(error: CancelError) -> str:
    """Name the public class of *error*."""
    classes = type(error).__mro__
    return next(each.__name__ for each in classes if each.__module__ == CancelError.__module__)


def failure(terminal: Terminal, kind: str, message: str, code: int, hint: str = "") -> None:
    """Print an error: what kind it is in the reader's language, then what exactly."""
    if terminal.json:
        error = {"kind": kind, "message": message, "exit_code": code}
        terminal.show({"error": error})
        return
    said = terminal.say("error", LOUD).append(": ", "").append_text(_heading(terminal, kind))
    said.append("\n").append_text(plain(message))
    if hint:
        said.append_text(plain(f"\n{hint}", FAINT))
    _beside(said)


def _heading(terminal: Terminal, kind: str) -> Text:
    try:
        return terminal.say(f"fault.{kind}")
    except KeyError:
        return terminal.say("fault.CancelError")


def _given_up(stream: TextIO) -> None:
    """Let what could not be written not be written when the program ends, either."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
