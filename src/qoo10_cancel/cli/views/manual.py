"""The help of a command, in the reader's language: what it does, and what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import click
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...messages import LANGUAGES, word
from ..typed import Typed
from ..words import say
from .parts import FAINT, indented, title
from .prose import Prose

__all__ = ["manual"]


def manual(
    context: click.Context, sections: Mapping[str, Iterable[str]], *, records: bool
) -> RenderableType:
    """Return the help of the command in *context*.

    Args:
        context: The command, and the terminal with the reader's language.
        sections: The names of the commands in it by heading; empty if it holds none.
        records: Whether it records an act; then every language says that nothing is sent to Qoo10.
    """
    lang, name = context.obj.lang, context.obj.command
    words = say(f"help.{name}" if name else "help", lang)
    parts: list[RenderableType] = [Prose(_usage(context, lang)), Text(), Prose(Text(words))]
    params = context.command.params
    own, shared = (
        [param for param in params if param.expose_value is exposed] for exposed in (True, False)
    )
    parts += _section("arguments", _params(own, "argument", lang), lang)
    parts += _section("options", _params(own, "option", lang), lang)
    for heading, names in sections.items():
        parts += _section(heading, _commands(name, names, lang), lang)
    parts += _section("shared", _params(shared, "option", lang), lang)
    if records:
        parts += [Text(), *(Prose(Text(say("help.unsent", other), FAINT)) for other in LANGUAGES)]
    return Group(*parts)


def _usage(context: click.Context, lang: str) -> Text:
    pieces = [context.command_path, *context.command.collect_usage_pieces(context)]
    return Text(say("manual.usage", lang, usage=" ".join(pieces)), "bold")


def _commands(group: str, names: Iterable[str], lang: str) -> Iterator[tuple[str, str]]:
    for name in names:
        words = say(f"help.{group} {name}" if group else f"help.{name}", lang)
        yield name, words.partition("\n")[0]


def _params(params: Iterable[click.Parameter], kind: str, lang: str) -> Iterator[tuple[str, str]]:
    for param in params:
        if param.param_type_name == kind:
            yield _names(param), _about(param, lang)


def _names(param: click.Parameter) -> str:
    if not isinstance(param, click.Option):
        return param.human_readable_name
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.metavar or param.type.name}"


def _about(param: click.Parameter, lang: str) -> str:
    if not isinstance(param, click.Option):
        return say(f"argument.{param.name}", lang)
    words = param.type.words() if isinstance(param.type, Typed) else ()
    known = word("list.and", lang).join(words)
    about = say(f"option.{param.help or max(param.opts, key=len).lstrip('-')}", lang, known=known)
    notes = [param.envvar] if isinstance(param.envvar, str) else []
    if param.required:
        notes.append(say("manual.required", lang))
    return f"{about} [{'; '.join(notes)}]" if notes else about


def _section(heading: str, rows: Iterable[tuple[str, str]], lang: str) -> Iterator[RenderableType]:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(max_width=26)
    grid.add_column()
    for name, about in rows:
        grid.add_row(Prose(Text(name, "cyan")), Prose(Text(about)))
    if grid.row_count:
        yield from (Text(), title(say(f"manual.{heading}", lang)), indented(grid))
