"""What the command line itself objects to, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Malformed, StoreFailed, Unreadable
from .words import say

__all__ = ["Misuse", "NoStore", "NothingRead", "Spoken"]


class Spoken(Exception):
    """An error that can be said in every language; as a string it is English.

    Args:
        key: The sentence's name, without `misuse.` before it.
        params: What it is filled with; one may be such an error itself.
    """

    def __init__(self, key: str, /, **params: object) -> None:
        self.key = key
        self.params = params
        super().__init__(self.said("en"))

    def said(self, lang: str) -> str:
        """Say in *lang* what is wrong.

        >>> from qoo10_cancel.cli.misuse import Misuse
        >>> Misuse("day", text="8/15").said("zh-CN")
        "'8/15' 不是日期；请写成 2022-08-15 的形式"
        """
        params = {
            name: each.said(lang) if isinstance(each, Spoken) else each
            for name, each in self.params.items()
        }
        return say(f"misuse.{self.key}", lang, **params)


class Misuse(Spoken, Malformed):
    """Something that was typed or set up cannot be used."""


class NoStore(Spoken, StoreFailed):
    """What was named is no store."""


class NothingRead(Unreadable):
    """None of the files can be read; each is named, with its own reason."""

    def __init__(self, problems: Sequence[Unreadable]) -> None:
        super().__init__("\n".join(map(str, problems)), source="")

    def __str__(self) -> str:
        return self.problem
