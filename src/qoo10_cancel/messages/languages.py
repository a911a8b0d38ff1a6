"""Which languages there are, and which of them a reader gets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..errors import Malformed, UnknownLanguage, redacted

__all__ = ["LANGUAGES", "choose_language", "language"]

LANGUAGES: Final[Mapping[str, str]] = {
    "ja": "日本語",
    "zh-CN": "简体中文",
    "ko": "한국어",
    "en": "English",
}
"""The languages that messages exist in: what each calls itself, by its public name.

Another language is one more row here, and the two files that hold its sentences.
"""

# The region of ja-JP or en-US changes nothing; that of Chinese changes the script.
_SIMPLIFIED: Final = frozenset({"zh", "zh-cn", "zh-sg", "zh-hans", "zh-hans-cn", "zh-hans-sg"})


def _find(tag: str) -> str | None:
    plain = tag.partition(".")[0].replace("_", "-").lower()
    if plain in _SIMPLIFIED:
        return "zh-CN"
    primary = plain.partition("-")[0]
    return primary if primary in LANGUAGES else None


def language(lang: str) -> str:
    """Return the public name of *lang*: `zh`, `zh-CN` and `zh_CN.UTF-8` are one language.

    A region is taken off: a browser's `ja-JP` is `ja`.

    Raises:
        UnknownLanguage: No messages exist in *lang*.

    >>> language("zh_CN")
    'zh-CN'
    """
    name = _find(lang) if isinstance(lang, str) else None
    if name is None:
        raise UnknownLanguage(f"no messages in {redacted(lang)}; there are {', '.join(LANGUAGES)}")
    return name


# One member of an Accept-Language header (RFC 9110, 12.5.4): a tag and how much it is wanted.
_MEMBER: Final = re.compile(
    r"\s*(\*|[a-z]+(?:-[a-z0-9]+)*)\s*(?:;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?",
    re.IGNORECASE,
)


def choose_language(
    accept_language: str | None, default: str = "en", *, among: Iterable[str] = LANGUAGES
) -> str:
    """Return the language that an Accept-Language header asks for, or *default*.

    The highest q-value wins, the first of several that are equal. Languages in which no
    messages exist and members that cannot be read are skipped. Of the Chinese tags, `zh`,
    `zh-CN`, `zh-SG` and those with `Hans` are zh-CN; `zh-TW`, `zh-HK` and those with `Hant`,
    whose readers use the other script, are not.

    Args:
        accept_language: The header's value; None or empty when there is none.
        default: What a reader gets whose languages do not exist here.
        among: The languages that the page itself has; *default* need not be one of them.

    Raises:
        Malformed: The header is no text.
        UnknownLanguage: No messages exist in *default*, or in one of *among*.

    >>> choose_language("qaa, en;q=0.5, ja-JP;q=0.9"), choose_language("qaa", default="ja")
    ('ja', 'ja')
    >>> choose_language("ko, en;q=0.5", default="ja", among=["ja", "en"])
    'en'
    """
    fallback, known = language(default), tuple(map(language, among))
    if not isinstance(accept_language, str | None):
        raise Malformed(f"an Accept-Language header is text, not {redacted(accept_language)}")
    members = map(_MEMBER.fullmatch, (accept_language or "").split(","))
    wanted = [(m[1], float(m[2] or 1)) for m in members if m]
    unwanted = {_find(tag) for tag, quality in wanted if quality == 0}
    for tag, quality in sorted(wanted, key=lambda member: -member[1]):
        choices = (fallback, *known) if tag == "*" else (_find(tag),)
        for name in choices:
            if quality > 0 and name in (fallback, *known) and name not in unwanted:
                return name
    return fallback
