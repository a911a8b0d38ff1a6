"""The errors of the command line itself, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Malformed, StoreFailed, Unreadable
from .words import say

__all__ = ["Interrupted", "Misuse", "NoStore", "NothingRead", "Usage", "Worded"]


class Worded(Exception):
    """An error that is worded in every language; as a string it is English.

    Args:
        key: The name of the sentence, without `problem.` before it.
        params: What fills it; one may be such an error itself.
    """

    def __init__(self, key: str, /, **params: object) -> None:
        self.key = key
        self.params = params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """Say in *lang* what is wrong.

        >>> from qoo10_cancel.cli.problems import Misuse
        >>> Misuse("yes_or_no", text="8/15").message("zh-CN")
        "'8/15' 既不是 yes 也不是 no"
        """
        params = {
            name: value.message(lang) if isinstance(value, Worded) else value
            for name, value in self.params.items()
        }
        return say(f"problem.{self.key}", lang, **params)


class Usage(Worded):
    """The command line cannot be parsed."""


class Misuse(Worded, Malformed):
    """A value that was typed, or a setting, cannot be used."""


class NoStore(Worded, StoreFailed):
    """The path names no store that can be opened."""


class Interrupted(Worded):
    """Ctrl-C ended the command; the sentence says what is done and what is not."""


class NothingRead(Unreadable):
    """None of the files can be read; the message names each with its reason."""

    def __init__(self, problems: Sequence[Unreadable]) -> None:
        super().__init__(problems[0].problem, source=problems[0].source)
        self.args = (problems,)
        self.problems = problems

    def message(self, lang: str) -> str:
        """Return all problems in *lang*, one a line."""
        return "\n".join(f"{error.source}: {error.message(lang)}" for error in self.problems)

    def __str__(self) -> str:
        return self.message("en")
