"""The command line itself: all commands under one name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import Annotated

import typer
from typer.main import get_command

from .acting import add_acting
from .asking import add_asking
from .exporting import add_exporting
from .posting import add_posting
from .recording import add_recording
from .register import NOT_SENT
from .taking_in import add_taking_in
from .terminal import INTERRUPTED, USAGE, Options, Terminal, failure, for_errors, to_its_end
from .texts import add_texts
from .words import say

__all__ = ["app", "run"]

app = typer.Typer(
    name="qoo10-cancel",
    no_args_is_help=True,
    epilog=NOT_SENT,
    # Its tracebacks would print the values of variables, texts for buyers among them.
    pretty_exceptions_enable=False,
)
for add in (
    add_asking,
    add_texts,
    add_exporting,
    add_taking_in,
    add_acting,
    add_recording,
    add_posting,
):
    add(app)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("qoo10-cancel"))
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Say the version and exit."
        ),
    ] = False,
) -> None:
    """Say what a seller on Qoo10 Japan may do with a buyer's cancel request, and record it.

    Nothing here talks to Qoo10: a person clicks in J·QSM, and what is clicked is recorded.

    Exit codes: 0 done or allowed, 1 denied by a rule, 2 usage or malformed input,
    3 some rows could not be read, 4 store trouble, 5 deliveries failed.
    """


_COMMAND = get_command(app)


def run(args: Sequence[str]) -> int:
    """Run the command line with *args* and return its exit code."""
    terminal = for_errors("", Options(json="--json" in args, lang=_lang(args)))
    return to_its_end(lambda: _run(args, terminal), terminal.lang)


def _run(args: Sequence[str], terminal: Terminal) -> int:
    try:
        return int(_COMMAND.main(list(args), prog_name="qoo10-cancel", standalone_mode=False) or 0)
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # Typer takes it for a denial
            raise ended.__context__ from None
        raise
    except Exception as error:
        # Typer's usage errors belong to another package in each of its versions.
        if not hasattr(error, "format_message"):
            raise
        return _misused(error, terminal)


def _lang(args: Sequence[str]) -> str:
    """Find the language among arguments that could not be parsed."""
    for option, value in pairwise([*args, ""]):
        if option == "--lang":
            return value
        if option.startswith("--lang="):
            return option.removeprefix("--lang=")
    return os.environ.get("QOO10_CANCEL_LANG", "en")


def _misused(error: Exception, terminal: Terminal) -> int:
    context = getattr(error, "ctx", None)
    path = "qoo10-cancel" if context is None else context.command_path
    terminal.command = path.removeprefix("qoo10-cancel ")
    message = error.format_message()  # type: ignore[attr-defined]  # as just seen
    hint = say("error.help", terminal.lang, command=path)
    failure(terminal, "Usage", message, USAGE, hint)
    return USAGE
