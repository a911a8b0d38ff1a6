"""What the library says, in four languages: one file a language, the same keys in each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final

from ..errors import UnknownLanguage, redacted

__all__ = [
    "LANGUAGES",
    "advice_text",
    "answer",
    "language",
    "notice_text",
    "remedy_text",
    "sentence",
    "word",
]

LANGUAGES: Final = ("ja", "zh-CN", "ko", "en")
"""The languages that messages exist in, by their public names."""

_MODULES = {"ja": "ja", "ko": "ko", "en": "en"}
_SIMPLIFIED = frozenset({"zh", "zh-cn", "zh-sg", "zh-hans", "zh-hans-cn", "zh-hans-sg"})
_NAMES = {"ja": "ja", "zh_cn": "zh-CN", "ko": "ko", "en": "en"}


def _module(lang: str) -> str:
    tag = lang.replace("_", "-").lower() if isinstance(lang, str) else ""
    # The region of a browser's ja-JP or en-US changes nothing; that of Chinese changes the script.
    name = "zh_cn" if tag in _SIMPLIFIED else _MODULES.get(tag.split("-")[0])
    if name is None:
        raise UnknownLanguage(f"no messages in {redacted(lang)}; there are {', '.join(LANGUAGES)}")
    return name


def language(lang: str) -> str:
    """Return the public name of *lang*: `zh`, `zh-CN` and `zh_CN` are one language.

    A region is taken off: a browser's `ja-JP` is `ja`.

    Raises:
        UnknownLanguage: No messages exist in *lang*.

    >>> language("zh_CN")
    'zh-CN'
    """
    return _NAMES[_module(lang)]


class _Book:
    """One language's sentences."""

    def __init__(self, module: str) -> None:
        # A language is read from its file when it is first spoken.
        said = import_module(f"{__name__}.{module}")
        self.findings: Mapping[str, tuple[str, str]] = {**said.RULES, **said.TEXT}
        self.notices: Mapping[str, tuple[str, str]] = said.NOTICES
        self.words: Mapping[str, str] = said.WORDS
        self.advice: Mapping[str, str] = said.ADVICE


@cache
def _book(module: str) -> _Book:
    return _Book(module)


def _speak(template: str, lang: str, params: Mapping[str, object]) -> str:
    said = {name: _spoken(name, value, lang) for name, value in params.items()}
    return template.format_map(said)


def _spoken(name: str, value: object, lang: str) -> str:
    if isinstance(value, (list, tuple)):
        return word("list.and", lang).join(_spoken(name, each, lang) for each in value)
    said = str(value)
    if name in _TERMS:
        return word(f"{name}.{said}", lang)
    if name.endswith("_at"):
        return said[:19].replace("T", " ")
    return said


_TERMS: Final = frozenset({"state", "event", "reason", "need"})
"""Params whose value is a term of the glossary, said in the reader's language."""


def sentence(key: str, lang: str, params: Mapping[str, object]) -> str:
    """Say in *lang* what the finding named *key* has found."""
    return _speak(_book(_module(lang)).findings[key][0], lang, params)


def remedy_text(key: str, lang: str, params: Mapping[str, object]) -> str:
    """Say in *lang* what to do about the finding named *key*."""
    return _speak(_book(_module(lang)).findings[key][1], lang, params)


def notice_text(kind: str, lang: str, params: Mapping[str, object]) -> tuple[str, str]:
    """Return subject and body of a notice of that kind, in *lang*."""
    subject, body = _book(_module(lang)).notices[kind]
    return _speak(subject, lang, params), _speak(body, lang, params)


def word(key: str, lang: str) -> str:
    """Return the glossary's word for *key*, such as `state.refused`, in *lang*."""
    return _book(_module(lang)).words[key]


def advice_text(key: str, lang: str, params: Mapping[str, object]) -> str:
    """Say in *lang* what the adviser or the hand-over sheet says under *key*."""
    return _speak(_book(_module(lang)).advice[key], lang, params)


def answer(key: str, lang: str, params: Mapping[str, object]) -> str:
    """Say in *lang* whether an event is allowed or denied."""
    return _speak(word(f"answer.{key}", lang), lang, params)
