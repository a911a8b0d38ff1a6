"""Rules broken on purpose: the corpora must notice each one."""

from __future__ import annotations

import unicodedata

import pytest

from qoo10_cancel.text import canonical as forms
from qoo10_cancel.text import check_reason, facts, hygiene, meaning, reading, script, stages
from qoo10_cancel.text.likeness import Likeness
from text.cases import count_cases, delay_rows, own_cases

UNLIKE = Likeness(0.0, 0.0, 0.0, 0.0)


def _code_points(text: str) -> int:
    return len(text)


def _utf16(text: str) -> int:
    return forms.form_length(text)


def _compatible(text: str) -> int:
    return sum(not char.isspace() for char in unicodedata.normalize("NFKC", forms.seen(text)))


def _share_only(found: script.Script, _text: reading.Reading) -> bool:
    return found.kana_share >= 0.1


def _keeps_all(text: str) -> str:
    return text.strip()


BROKEN: dict[str, tuple[object, str, object]] = {
    "counts code points": (forms, "content_length", _code_points),
    "counts UTF-16 units": (forms, "content_length", _utf16),
    "counts the compatible form": (forms, "content_length", _compatible),
    "keeps invisible characters": (forms, "canonical", _keeps_all),
    "asks only for a share of kana": (stages, "_is_japanese", _share_only),
    "cuts no foreign stretch out": (script, "_is_foreign", lambda _stretch: False),
    "takes any English for a name": (script, "_is_sentence", lambda _words: False),
    "believes babble": (script, "_babbles", lambda _kana: False),
    "ignores bidi": (stages, "_HIDDEN", stages._HIDDEN[:2]),
    "ignores controls": (stages, "_HIDDEN", stages._HIDDEN[::2]),
    "ignores headers and slots": (stages, "_UNFIT", stages._UNFIT[:1]),
    "finds no mojibake": (stages, "_GARBLED", ()),
    "lets everything be repeated": (hygiene, "repetitive", lambda _solid, _least: False),
    "knows no denial": (facts, "_denied", lambda _clause, _at, _reach: False),
    "knows no due date": (facts, "_RULES", facts._RULES | {"due": lambda *_: ""}),
    "knows no trouble": (facts, "_RULES", {}),
    "takes everything for the goods": (facts, "_before", lambda *_: False),
    "knows no transit": (facts, "_RULES", facts._RULES | {"transit": lambda *_: ""}),
    "hears of no others": (meaning, "_OTHERS", 9),
    "reads no work": (facts, "_of_work", lambda _clause, _at, _here, _text: ""),
    "asks no table": (meaning, "likeness", lambda _form, _tokens, _facts: UNLIKE),
    "believes the table alone": (meaning, "TABLE", meaning.TABLE[-1:]),
    "takes no excuse": (meaning, "TABLE", meaning.TABLE[-6:]),
    "reads katakana as it stands": (meaning, "in_hiragana", str),
    "checks no sum": (stages.contact, "_luhn", lambda _digits: False),
}


def complaints() -> list[str]:
    """Say what the corpora object to."""
    wrong = [said for case in (*count_cases(), *own_cases()) if (said := case.wrong())]
    for no, label, text in delay_rows():
        if bool(check_reason(text).violations) is (label == "legit"):
            wrong.append(no)
    if check_reason("\u200b発送\u200b済み\u3164").canonical != "発送済み":
        wrong.append("what is sent")
    return wrong


class TestTheCorporaNotice:
    """A check that cannot fail is a defect: every broken rule is found out."""

    def test_nothing_is_wrong_as_it_stands(self) -> None:
        """The unbroken rule has no complaint."""
        assert complaints() == []

    @pytest.mark.parametrize("name", BROKEN)
    def test_a_broken_rule_is_noticed(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """At least one case turns out otherwise."""
        room, part, broken = BROKEN[name]
        assert getattr(room, part) is not broken
        monkeypatch.setattr(room, part, broken)

        assert complaints()
