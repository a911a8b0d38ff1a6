"""Registers a command: gives it the shared options behind its own, and its way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature, isfunction, signature
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ..messages import LANGUAGES
from .terminal import Options, Terminal, carried_out
from .typed import decoded
from .words import say

__all__ = ["ACT", "ASK", "NOT_SENT", "POST", "Commands", "command"]

Commands = Mapping[str, Callable[..., int | None]]
"""Commands by name."""

ASK: Final = "Ask"
ACT: Final = "Record (nothing is sent to Qoo10)"
POST: Final = "Watch and deliver"
NOT_SENT: Final = "\n\n".join(say("help.unsent", lang) for lang in LANGUAGES)
"""What must not be misunderstood, in every language: the help itself is in English."""

_SHARED: Final = "Options of every command"


def _languages(incomplete: str) -> list[str]:
    return [lang for lang in LANGUAGES if lang.startswith(incomplete)]


def _shared(
    json: Annotated[
        bool,
        typer.Option("--json", rich_help_panel=_SHARED, help="Print one JSON document instead."),
    ] = False,
    lang: Annotated[
        str,
        typer.Option(
            rich_help_panel=_SHARED,
            envvar="QOO10_CANCEL_LANG",
            metavar="LANG",
            help="The reader's language: ja, zh-CN, ko or en.",
            autocompletion=_languages,
        ),
    ] = "en",
    store: Annotated[
        Path,
        typer.Option(
            rich_help_panel=_SHARED,
            envvar="QOO10_CANCEL_STORE",
            metavar="PATH",
            help="The store's file.",
        ),
    ] = Path("qoo10_cancel.sqlite"),
    at: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_SHARED,
            metavar="MOMENT",
            help="Rehearse at this moment, such as '2022-08-12 14:05 JST'.",
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            rich_help_panel=_SHARED,
            envvar="QOO10_CANCEL_POLICY",
            metavar="FILE",
            help="The switches, as JSON.",
        ),
    ] = None,
) -> None:
    """Take the options of every command."""


def command(
    app: typer.Typer, name: str, panel: str = ASK, *, within: str = ""
) -> Callable[[Callable[..., int | None]], Callable[..., int | None]]:
    """Register a function as the command *name*.

    The function gets its `Terminal` first, then its own arguments. What it returns is the exit
    code, None for 0; the library's errors are said in words and end it with their own codes.

    Args:
        app: Where to register it.
        name: What it is called.
        panel: Under which heading the help lists it.
        within: The group it belongs to, if it has one.
    """

    def register(act: Callable[..., int | None]) -> Callable[..., int | None]:
        epilog = NOT_SENT if panel == ACT else None
        app.command(name, rich_help_panel=panel, epilog=epilog)(
            _ready(f"{within} {name}".strip(), act)
        )
        return act

    return register


def _ready(name: str, act: Callable[..., int | None]) -> Callable[..., None]:
    own, shared = _parameters(act)[1:], _parameters(_shared)

    def run(**given: Any) -> None:
        options = Options(**{each.name: given.pop(each.name) for each in shared})

        def acted(terminal: Terminal) -> int | None:
            decoded(given)
            return act(terminal, **_bundled(act, given))

        raise typer.Exit(carried_out(name, options, acted))

    # Typer reads both; each version of it another one.
    parameters = [*own, *shared]
    run.__dict__["__signature__"] = Signature(parameters)
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__doc__ = act.__doc__
    return run


def _parameters(function: Callable[..., Any]) -> list[Parameter]:
    """Return what *function* takes, with the parameters of a bundle in its place."""
    found: list[Parameter] = []
    for each in signature(function, eval_str=True).parameters.values():
        maker = _maker(each.annotation)
        found += _parameters(maker) if maker else [each.replace(kind=Parameter.KEYWORD_ONLY)]
    return found


def _bundled(act: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    """Put together what *act* takes as a bundle, and leave the rest as it was given."""
    for name, each in signature(act, eval_str=True).parameters.items():
        if maker := _maker(each.annotation):
            given[name] = maker(**{part.name: given.pop(part.name) for part in _parameters(maker)})
    return given


def _maker(annotation: Any) -> Callable[..., Any] | None:
    """Return the function that makes a bundle of its own parameters, if *annotation* has one."""
    return next(filter(isfunction, getattr(annotation, "__metadata__", ())), None)
