"""Everything that can be said of a text has a sentence in every language."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import qoo10_cancel.text
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.text import check_reason
from text.cases import count_cases, own_cases

BOOKS = {
    lang: import_module(f"qoo10_cancel.messages.{lang.replace('-', '_').lower()}").TEXT
    for lang in LANGUAGES
}
SOURCE = "".join(
    path.read_text("utf-8") for path in Path(qoo10_cancel.text.__file__).parent.glob("*.py")
)


def slots(said: tuple[str, str]) -> list[set[str]]:
    """Return the placeholders of message and remedy together."""
    return sorted(re.findall(r"\{(\w+)\}", " ".join(said)))


class TestFourLanguagesSayTheSame:
    """The four books have the same keys, and the same params behind each."""

    @pytest.mark.parametrize("name", BOOKS)
    def test_keys_and_params_are_equal(self, name: str) -> None:
        """As the English book has them."""
        assert BOOKS[name].keys() == BOOKS["en"].keys()
        assert {k: slots(v) for k, v in BOOKS[name].items()} == {
            k: slots(v) for k, v in BOOKS["en"].items()
        }

    def test_every_key_is_said_of_some_case(self) -> None:
        """No sentence is there in vain, and none is missing."""
        cases = (*count_cases(), *own_cases())
        said = {finding.key for case in cases for finding in check_reason(case.reason).findings}
        many_lines = check_reason("商品は発送済みです。\n" * 12)
        said |= {finding.key for finding in many_lines.findings}

        assert said == BOOKS["en"].keys()

    @pytest.mark.parametrize("key", BOOKS["en"])
    def test_every_key_names_a_detail_of_the_source(self, key: str) -> None:
        """A detail that the code cannot emit would have no source."""
        assert f'"{key.partition(".")[2]}"' in SOURCE
