"""The command line as a whole: its commands, and how a run begins."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Final

import click
from click.shell_completion import CompletionItem, shell_complete

from .. import __version__
from ..errors import UnknownLanguage
from ..messages import language
from .endings import to_its_end
from .options import Group
from .terminal import Terminal
from .words import say

__all__ = ["COMMANDS", "run"]

NAME: Final = "qoo10-cancel"

COMMANDS: Final[Mapping[str, Mapping[str, str]]] = {
    "ask": {
        "queue": "asking",
        "show": "asking",
        "why": "judging",
        "check-text": "judging",
        "advise": "judging",
        "prepare": "judging",
        "history": "asking",
        "dossier": "disputing",
        "board": "asking",
        "export": "exporting",
        "rules": "looking_up",
        "diagram": "looking_up",
        "policy": "looking_up",
        "schema": "describing",
    },
    "act": {
        "import": "importing",
        "refuse": "acting",
        "ask-withdrawal": "acting",
        "approve": "acting",
        "set-ship-date": "acting",
        "ship": "acting",
        "evidence": "acting",
        "record": "recording",
        "answer": "recording",
        "retract": "recording",
        "erase": "recording",
    },
    "qoo10": {
        "sync": "syncing",
        "qapi": "syncing",
        "sandbox": "syncing",
    },
    "post": {
        "tick": "posting",
        "deliver": "posting",
        "run": "posting",
        "clean": "posting",
        "dead-letters": "posting",
    },
}
"""Every command under its heading in the help, and the module of `commands` that holds it.

A module is read when one of its commands is called. In it, the command `set-ship-date` is
called `set_ship_date`; its help is in `words`, under `help.set-ship-date`.
"""

_MODULES: Final = {name: module for names in COMMANDS.values() for name, module in names.items()}


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(__version__)
        context.exit()


_VERSION: Final = click.Option(
    ("--version",), is_flag=True, is_eager=True, expose_value=False, callback=_version
)


class _Root(Group):
    """The program; it reads a command's module when the command is called."""

    def __init__(self) -> None:
        super().__init__(NAME)
        self.sections = COMMANDS
        self.params.append(_VERSION)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click gives it
        """Return the names, in the order of the help."""
        return list(_MODULES)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - as above
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command of that name."""
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"{__package__}.commands.{_MODULES[cmd_name]}")
        name = cmd_name.replace("-", "_")
        found: click.Command = getattr(module, "import_" if name == "import" else name)
        return found

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without importing their modules."""
        lang = ctx.obj.lang
        return [
            CompletionItem(name, help=say(f"help.{name}", lang).partition("\n")[0])
            for name in _MODULES
            if name.startswith(incomplete)
        ]


_ROOT: Final = _Root()


def run(args: Sequence[str]) -> int:
    """Run the command line with *args* and return its exit code."""
    terminal = Terminal(json="--json" in args, lang=_lang(args, os.environ))
    instruction = os.environ.get("_QOO10_CANCEL_COMPLETE")
    if instruction:
        variable = "_QOO10_CANCEL_COMPLETE"
        return shell_complete(_ROOT, {"obj": terminal}, NAME, variable, instruction)
    return to_its_end(terminal, lambda: _run(args, terminal))


def _run(args: Sequence[str], terminal: Terminal) -> int:
    try:
        with _ROOT.make_context(NAME, list(args), obj=terminal) as context:
            return _ROOT.invoke(context) or 0
    except click.exceptions.Exit as ended:
        return ended.exit_code


def _lang(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the reader's language as far as it is known before *args* are parsed."""
    wanted = [value for option, value in pairwise([*args, ""]) if option == "--lang"]
    wanted += [arg.removeprefix("--lang=") for arg in args if arg.startswith("--lang=")]
    wanted += [environ.get("QOO10_CANCEL_LANG", "")]
    if not any(wanted):
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        locale = next(filter(None, map(environ.get, names)), "")
        wanted = [locale.partition(".")[0].partition("@")[0]]
    try:
        return language(next(filter(None, wanted)))
    except (StopIteration, UnknownLanguage):
        return "en"
