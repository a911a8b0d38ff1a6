"""Commands, and the options of every command, which stand before or after its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import click
from click.core import ParameterSource

from .problems import Usage
from .terminal import USAGE
from .typed import COUNT, KEY, LANG, MOMENT, TEXT, Typed

__all__ = [
    "SHARED",
    "Command",
    "Group",
    "actor",
    "argument",
    "command",
    "help_of",
    "key",
    "limit",
    "option",
]

Act = Callable[..., int | None]
"""The body of a command: it gets its `Terminal` and its own arguments, returns the exit code."""


def _set(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Set a shared option on the terminal; one after the command wins over one before it."""
    name = option.name or ""
    typed = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    # The language was looked for in the environment before anything was parsed.
    if value is not None and (typed or (context.parent is None and name != "lang")):
        setattr(context.obj, name, value)


def _help(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        help_of(context)
        context.exit()


def help_of(context: click.Context) -> None:
    """Print the help of the command in *context*, in the reader's language."""
    from .views.manual import manual  # noqa: PLC0415 - only a reader of the help waits for it

    root, command = context.find_root().command, context.command
    records = command is root or context.obj.command in getattr(root, "sections", {})["act"]
    context.obj.show({}, manual(context, getattr(command, "sections", {}), records=records))


def _shared(*names: str, **how: Any) -> click.Option:
    return click.Option(names, callback=_set, expose_value=False, **how)


SHARED: Final = (
    _shared("--json", is_flag=True, default=None),
    _shared("--lang", type=LANG, envvar="QOO10_CANCEL_LANG"),
    _shared("--store", "store_path", type=Typed("PATH", str), envvar="QOO10_CANCEL_STORE"),
    _shared("--policy", "policy_path", type=Typed("FILE", str), envvar="QOO10_CANCEL_POLICY"),
    _shared("--at", type=MOMENT),
    click.Option(
        ("-h", "--help"), is_flag=True, is_eager=True, expose_value=False, callback=_help
    ),
)
"""The options of every command."""


class Command(click.Command):
    """A command whose terminal knows its name, and that takes the shared options."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **{**how, "add_help_option": False})
        self.params += SHARED

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Note the command's name first, so that every error can show it."""
        if parent is not None:
            parent.obj.command = f"{parent.obj.command} {info_name}".strip()
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse *args*; reject surplus ones in the reader's language."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = ctx  # Click leaves it out
            raise
        if rest and not ctx.resilient_parsing:
            raise Usage("extra", text=" ".join(rest))
        return rest


class Group(Command, click.Group):
    """Commands under one name; without one of them it prints its help.

    Attributes:
        sections: The names of the commands by heading, as the help lists them.
    """

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how, callback=_help_alone, invoke_without_command=True)
        self.sections: Mapping[str, Iterable[str]] = {"commands": self.commands}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command; the rest is the command's."""
        return click.Group.parse_args(self, ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* name."""
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            raise Usage("command", name=args[0], known=", ".join(self.list_commands(ctx)))
        return args[0], found, args[1:]


@click.pass_context
def _help_alone(context: click.Context) -> int | None:
    if context.invoked_subcommand is not None:
        return None
    if context.obj.json:
        raise Usage("no_command")
    help_of(context)
    return USAGE


def command(name: str) -> Callable[[Act], Command]:
    """Make a function the command *name*; the words of its help stand under `help.NAME`."""

    def decorate(act: Act) -> Command:
        return click.command(name, cls=Command)(click.pass_obj(act))

    return decorate


def option(*names: str, **how: Any) -> Callable[[Act], Act]:
    """Return `click.option`, with text as the type unless another one is given.

    The words of its help stand under `option.NAME`; *help* gives another name.
    """
    if not how.get("is_flag"):
        how.setdefault("type", TEXT)
    return click.option(*names, **how)


def argument(name: str, **how: Any) -> Callable[[Act], Act]:
    """Return `click.argument`, with text as the type unless another one is given."""
    how.setdefault("type", TEXT)
    return click.argument(name, **how)


actor: Final = option("--actor", metavar="NAME")
key: Final = option("--key", type=KEY)

_PAGE: Final = 50
"""How many rows of a list are shown unless more are asked for."""


def _page(context: click.Context, _option: click.Parameter, value: int | None) -> int | None:
    # What is not typed is looked at last, so --json is known here.
    return _PAGE if value is None and not context.obj.json else value


limit: Final = option("--limit", type=COUNT, callback=_page)
"""How many rows to show; the command gets None for all of them, as under `--json`."""
