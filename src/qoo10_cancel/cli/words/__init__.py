"""What the terminal says around the library's own sentences: one file a language, equal keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from ...messages import language

__all__ = ["say"]


@cache
def _words(lang: str) -> Mapping[str, str]:
    words: Mapping[str, str] = import_module(f"{__name__}.{lang.replace('-', '_').lower()}").WORDS
    return words


def say(key: str, lang: str, /, **params: object) -> str:
    """Return the words named *key* in *lang*, filled with *params*.

    Raises:
        UnknownLanguage: There are no words in *lang*.

    >>> from qoo10_cancel.cli.words import say
    >>> say("line.now", "zh")
    '现在'
    """
    return _words(language(lang))[key].format_map(params)
