"""Every problem has a sentence in every language, and every sentence a problem."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import qoo10_cancel
from qoo10_cancel.errors import UnknownLanguage, Unreadable
from qoo10_cancel.messages import LANGUAGES, en
from qoo10_cancel.readers import Problem, read_file
from qoo10_cancel.readers.codes import FAILED_CALLS
from qoo10_cancel.readers.jqsm import _NO_CSV, _OTHER_DELIMITERS
from readers.written import NOON

BOOKS = {
    lang: import_module(f"qoo10_cancel.messages.{lang.replace('-', '_').lower()}").PROBLEMS
    for lang in LANGUAGES
}
PACKAGE = Path(qoo10_cancel.__file__).parent
SOURCES = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "messages"]


def slots(sentence: str) -> set[str]:
    """Name the slots of a sentence."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name}


NODES = [node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8")))]
NAMING = {"BadCell", "_BadLine", "problem", "lose", "Problem"}
"""What takes the key of a problem."""


def texts_in_sources() -> set[str]:
    """Return every text that stands in the readers' code."""
    return {
        node.value
        for node in NODES
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def keys_named() -> set[str]:
    """Return the keys that the readers' code names where it finds a problem."""
    calls = [node for node in NODES if isinstance(node, ast.Call)]
    named = [
        argument.value
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in NAMING
        for argument in call.args
        if isinstance(argument, ast.Constant)
    ]
    tables = [*FAILED_CALLS.values(), *_NO_CSV.values(), *_OTHER_DELIMITERS.values()]
    return {key for key in [*named, *tables] if "-" in key}


class TestSentences:
    """One table of problems, in four languages."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_keys_are_the_same(self, lang: str) -> None:
        """In the same order, with the same slots."""
        book = BOOKS[lang]

        assert list(book) == list(en.PROBLEMS)
        assert {key: slots(text) for key, text in book.items()} == {
            key: slots(text) for key, text in en.PROBLEMS.items()
        }

    def test_every_sentence_is_of_a_problem_that_is_named(self) -> None:
        """None is left over."""
        assert set(en.PROBLEMS) <= texts_in_sources()

    def test_every_problem_that_is_named_has_a_sentence(self) -> None:
        """So that none is found without words."""
        assert len(keys_named()) > 40
        assert keys_named() <= set(en.PROBLEMS)

    @pytest.mark.parametrize("lang", ["ja", "ko", "zh-CN"])
    def test_no_sentence_is_left_in_english(self, lang: str) -> None:
        """Each has letters of its language."""
        assert all(any(ch > "\u2e80" for ch in text) for text in BOOKS[lang].values())

    def test_an_unknown_language_is_an_error(self) -> None:
        """As everywhere."""
        with pytest.raises(UnknownLanguage):
            Problem("empty").message("qaa")

    def test_an_error_speaks_every_language(self) -> None:
        """Its text is English."""
        with pytest.raises(Unreadable) as refusal:
            read_file(b"PK\x03\x04", NOON, name="list.csv")

        error = refusal.value
        assert {error.message(lang) for lang in LANGUAGES} == {
            BOOKS[lang]["workbook-or-archive"] for lang in LANGUAGES
        }
        assert str(error) == f"list.csv: {error.message('en')}"
