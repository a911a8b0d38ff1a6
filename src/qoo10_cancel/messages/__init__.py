"""What the library says, in four languages: one file a language, the same keys in each."""

from __future__ import annotations

from .catalogue import advice_text, answer, notice_text, problem_text, remedy_text, sentence, word
from .labels import label
from .languages import LANGUAGES, choose_language, language
from .problems import Problem

__all__ = [
    "LANGUAGES",
    "Problem",
    "advice_text",
    "answer",
    "choose_language",
    "label",
    "language",
    "notice_text",
    "problem_text",
    "remedy_text",
    "sentence",
    "word",
]
