"""How a run ends: errors in words, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Final

import attrs
import click

from .._fields import Answer
from ..decision import RuleBroken
from ..errors import (
    CancelError,
    Conflict,
    KeyReused,
    Malformed,
    MarketplaceFailed,
    MissingExtra,
    NotFound,
    NotifierFailed,
    StoreFailed,
    UnknownLanguage,
    Unreadable,
)
from .problems import Interrupted, Usage
from .terminal import DENIED, FAILED, INTERRUPTED, STORE, USAGE, Terminal, discard
from .words import say

__all__ = ["Error", "failure", "to_its_end"]


@attrs.frozen
class Error(Answer):
    """A command that failed.

    Attributes:
        kind: The class of the error, or `Usage`.
        message: What is wrong and what to do.
        exit_code: How the command ends.
    """

    kind: str
    message: str
    exit_code: int


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
    MarketplaceFailed: FAILED,
    CancelError: USAGE,
}
"""The exit code of each error; the first that fits."""


def to_its_end(terminal: Terminal, act: Callable[[], int]) -> int:
    """Run *act*, print what goes wrong in words, and return the exit code."""
    try:
        code = _done(terminal, act)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _PIPE_CLOSED
    except OSError as error:  # a file that cannot be read or written is a Misuse
        terminal.complain(terminal.say("problem.output", _loud(), why=error.strerror))
        code = USAGE
    else:
        return code
    discard(sys.stdout)
    return code


def _done(terminal: Terminal, act: Callable[[], int]) -> int:
    try:
        return act()
    except RuleBroken as broken:
        return _denied(terminal, broken)
    except CancelError as error:
        return _failed(terminal, error)
    except click.UsageError as error:
        return _misused(terminal, _worded(error))
    except Usage as error:
        return _misused(terminal, error)
    except Interrupted as ended:
        terminal.note(terminal.say(f"problem.{ended.key}", **ended.params))
        return INTERRUPTED
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    finally:
        terminal.close()


def _denied(terminal: Terminal, broken: RuleBroken) -> int:
    from rich.text import Text  # noqa: PLC0415 - a run that goes well does not wait for it

    from .views.findings import findings_panel  # noqa: PLC0415
    from .views.parts import FAINT  # noqa: PLC0415

    denied, lang = broken.denied, terminal.lang
    panel = findings_panel(denied, lang)
    unchanged = terminal.say("act.denied", FAINT)
    terminal.show(denied, panel, Text(), unchanged)
    return DENIED


def _failed(terminal: Terminal, error: CancelError) -> int:
    code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
    failure(terminal, _kind(error), error.message(terminal.lang), code)
    return code


def _kind(error: CancelError) -> str:
    """Name the public class of *error*."""
    classes = type(error).__mro__
    return next(cls.__name__ for cls in classes if cls.__module__ == CancelError.__module__)


def _misused(terminal: Terminal, error: Usage) -> int:
    path = f"qoo10-cancel {terminal.command}".strip()
    hint = say("error.help", terminal.lang, command=path)
    failure(terminal, "Usage", error.message(terminal.lang), USAGE, hint)
    return USAGE


def _worded(error: click.UsageError) -> Usage:
    """Return Click's objection in our own words, which exist in four languages."""
    if isinstance(error, click.NoSuchOption):
        return Usage("no_option", option=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return Usage("missing", name=error.param.human_readable_name)
    if isinstance(error, click.BadOptionUsage):
        return Usage(_value_or_none(error), option=error.option_name)
    return Usage("usage", why=error.format_message())


def _value_or_none(error: click.BadOptionUsage) -> str:
    command = None if error.ctx is None else error.ctx.command
    options = [] if command is None else command.params
    flags = {
        name for option in options if getattr(option, "is_flag", False) for name in option.opts
    }
    return "takes_no_value" if error.option_name in flags else "no_value"


def _loud() -> str:
    from .views.parts import LOUD  # noqa: PLC0415 - as above

    return LOUD


def failure(terminal: Terminal, kind: str, message: str, code: int, hint: str = "") -> None:
    """Print an error: its kind in the reader's language, then the exact message."""
    if terminal.json:
        terminal.show(Error(kind, message, code))
        return
    from .views.parts import FAINT, LOUD, plain  # noqa: PLC0415 - as above

    text = terminal.say("error", LOUD).append(": ", "").append(_heading(terminal, kind))
    text.append("\n").append_text(plain(message))
    if hint:
        text.append_text(plain(f"\n{hint}", FAINT))
    terminal.complain(text)


def _heading(terminal: Terminal, kind: str) -> str:
    try:
        return say(f"fault.{kind}", terminal.lang)
    except KeyError:
        return say("fault.CancelError", terminal.lang)
