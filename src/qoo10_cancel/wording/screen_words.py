"""The words of J·QSM's screens: the shop's, Qoo10's where they are known, else ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from .._fields import LONGEST_LINE
from ..errors import Malformed, redacted
from ..messages import Problem, advice_text, label, language
from ..reasons import ReasonKind

__all__ = ["SCREEN_TERMS", "Screen", "screens"]

_PLACES: Final = (
    "home_requests",
    "claims_menu",
    "claims_page",
    "trade_details",
    "requests",
    "order_number",
    "refusal_section",
    "refusal_reason",
    "approve_button",
    "withdraw_button",
    "confirm",
    "done",
    "paid",
    "ship_process",
    "planned_date",
    "delayed",
    "ask_qoo10",
    "ask_about",
    "ask_topic",
)
_REASONS: Final = {kind.value: kind for kind in ReasonKind}

SCREEN_TERMS: Final = (*_PLACES, *_REASONS)
"""What the sheet quotes of the screen: places, buttons and dialogs, and the four reasons."""

# Where a page or a screen of Qoo10's has the word; what is not here is our translation. The
# Chinese words are the manual's, the others those of the help pages, the exports and QAPI.
_QOO10S: Final[Mapping[str, frozenset[str]]] = {
    "zh-CN": frozenset(SCREEN_TERMS),
    "ja": frozenset(
        [
            "home_requests",
            "claims_menu",
            "requests",
            "order_number",
            "refusal_section",
            "approve_button",
            "paid",
            "ship_process",
            "planned_date",
            "delayed",
        ]
    ),
    "ko": frozenset(
        [
            "home_requests",
            "requests",
            "order_number",
            "paid",
            "ship_process",
            "planned_date",
            "delayed",
        ]
    ),
    "en": frozenset(["home_requests", "requests", "planned_date"]),
}


def _words(_owner: object, _field: object, words: Mapping[str, str]) -> None:
    for term, word in words.items():
        if term not in SCREEN_TERMS:
            known = ", ".join(SCREEN_TERMS)
            raise Malformed(Problem("no-such-place", {"term": redacted(term), "known": known}))
        plain = word.replace("\u3000", " ") if isinstance(word, str) else ""
        if not plain.strip() or not plain.isprintable() or len(plain) > LONGEST_LINE:
            raise Malformed(Problem("screen-word", {"term": term}))


@attrs.frozen
class Screen:
    """The screen of J·QSM before the person who clicks.

    Attributes:
        lang: The language that it is in.
        words: What it says, by term, where the shop has looked; they win over ours.

    Raises:
        UnknownLanguage: J·QSM is not known in *lang*.
        Malformed: A term is none of `SCREEN_TERMS`, or a word is not one printable line.

    >>> Screen("ja").quote("requests", "ja"), Screen("ja").quote("requests", "en")
    ('【キャンセル要請】', '[キャンセル要請] (≈ Cancel Request)')
    >>> print(Screen("ja").quote("done", "ja"))
    〔≒キャンセルを拒否しました／已拒绝取消〕
    >>> print(Screen("ja", {"done": "拒否が完了しました"}).quote("done", "ja"))
    【拒否が完了しました】
    """

    lang: str = attrs.field(converter=language)
    words: Mapping[str, str] = attrs.field(factory=dict, validator=_words, hash=False)

    def quote(self, term: str, lang: str) -> str:
        """Return the screen's word for *term* as a reader of *lang* is shown it.

        A word that is not known in the screen's language is our translation, marked with ≈,
        beside the Chinese screen's.
        """
        reader = language(lang)
        word, gloss = self._known(term), _word(term, reader)
        if word is None:
            chinese = _word(term, "zh-CN")
            if gloss == chinese:
                return f"〔{chinese}〕"
            return advice_text("quote.unknown", reader, {"gloss": gloss, "chinese": chinese})
        if reader == self.lang:
            return advice_text("quote.known", reader, {"word": word})
        return advice_text("quote.glossed", reader, {"word": word, "gloss": gloss})

    def _known(self, term: str) -> str | None:
        if term in self.words:
            return self.words[term]
        return _word(term, self.lang) if term in _QOO10S.get(self.lang, ()) else None


def _word(term: str, lang: str) -> str:
    if term in _REASONS:
        return label(_REASONS[term], lang)
    return advice_text(f"screen.{term}", lang, {})


def screens(document: Mapping[str, Mapping[str, str]]) -> dict[str, Screen]:
    """Return a shop's screens by language, from a small file that it has written.

    Args:
        document: The words by language and term, as `tomllib` or `json` reads them.

    Raises:
        UnknownLanguage: J·QSM is not known in a language.
        Malformed: It is not of that shape, or a term is unknown.

    >>> screens({"ja": {"done": "拒否が完了しました"}})["ja"].words["done"]
    '拒否が完了しました'
    """
    if not isinstance(document, Mapping):
        raise Malformed(f"screen words stand by language and term, not in {redacted(document)}")
    for lang, words in document.items():
        if not isinstance(words, Mapping):
            raise Malformed(
                f"the words of {redacted(lang)} stand by term, not as {redacted(words)}"
            )
    return {screen.lang: screen for screen in map(Screen, document, document.values())}
