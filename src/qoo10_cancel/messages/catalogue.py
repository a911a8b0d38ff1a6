"""The texts of each language by key, filled with what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Final

from ..japan import moment_text
from .languages import language

__all__ = [
    "advice_text",
    "answer",
    "notice_text",
    "problem_text",
    "remedy_text",
    "sentence",
    "word",
]

Params = Mapping[str, object]


@cache
def _module(name: str) -> ModuleType:
    # A language is read from its file when it is first needed.
    return import_module(f"{__package__}.{name.replace('-', '_').lower()}")


def _texts(lang: str) -> ModuleType:
    return _module(language(lang))


def _finding(key: str, lang: str) -> tuple[str, str]:
    texts = _texts(lang)
    found: tuple[str, str] = texts.RULES[key] if key in texts.RULES else texts.TEXT[key]
    return found


def _filled(template: str, lang: str, params: Params) -> str:
    return template.format_map({n: _shown(n, value, lang) for n, value in params.items()})


_TERMS: Final = frozenset({"state", "event", "reason", "need"})
"""Params whose value is a term of the glossary, shown in the reader's language."""


def _shown(name: str, value: object, lang: str) -> str:
    if isinstance(value, (list, tuple)):
        return word("list.and", lang).join(_shown(name, part, lang) for part in value)
    text = str(value)
    if name in _TERMS:
        return word(f"{name}.{text}", lang)
    return _moment(text) if name.endswith("_at") else text


def _moment(text: str) -> str:
    try:
        return moment_text(datetime.fromisoformat(text))
    except ValueError:
        return text  # params come from stored rows, too


def sentence(key: str, lang: str, params: Params) -> str:
    """Return the message of the finding named *key*, in *lang*."""
    return _filled(_finding(key, lang)[0], lang, params)


def remedy_text(key: str, lang: str, params: Params) -> str:
    """Return what to do about the finding named *key*, in *lang*."""
    return _filled(_finding(key, lang)[1], lang, params)


def notice_text(kind: str, lang: str, params: Params) -> tuple[str, str]:
    """Return subject and body of a notice of that kind, in *lang*."""
    subject, body = _texts(lang).NOTICES[kind]
    return _filled(subject, lang, params), _filled(body, lang, params)


def problem_text(key: str, lang: str, params: Params) -> str:
    """Return in *lang* why the readers cannot read something, and what to do."""
    return _filled(_texts(lang).PROBLEMS[key], lang, params)


def word(key: str, lang: str) -> str:
    """Return the glossary's word for *key*, such as `state.refused`, in *lang*."""
    text: str = _texts(lang).WORDS[key]
    return text


def advice_text(key: str, lang: str, params: Params) -> str:
    """Return what the adviser or the hand-over sheet says under *key*, in *lang*."""
    return _filled(_texts(lang).ADVICE[key], lang, params)


def answer(key: str, lang: str, params: Params) -> str:
    """Return the sentence whether an event is allowed or denied, in *lang*."""
    return _filled(word(f"answer.{key}", lang), lang, params)
