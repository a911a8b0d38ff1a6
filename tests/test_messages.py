"""What the library says: the same in four languages, and a sentence for whatever is found."""

from __future__ import annotations

import ast
import copy
import importlib
import re
import runpy
import string
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qoo10_cancel
from qoo10_cancel.errors import Malformed, UnknownLanguage
from qoo10_cancel.events import (
    EVENTS,
    By,
    ClockEvent,
    Erasure,
    Looked,
    Retraction,
    ShipmentRelease,
)
from qoo10_cancel.findings import Certainty, Finding, Rule, Severity
from qoo10_cancel.japan import JST
from qoo10_cancel.machine import Urgency, actions, queue
from qoo10_cancel.machine.grounds import wanted
from qoo10_cancel.messages import (
    LANGUAGES,
    choose_language,
    label,
    language,
    notice_text,
    word,
)
from qoo10_cancel.notices import Channel, Notice, NoticeKind
from qoo10_cancel.order import Duty, Order, State
from qoo10_cancel.parcels import FAULTS
from qoo10_cancel.reasons import ReasonKind

SOURCE = Path(qoo10_cancel.__file__).parent
DOCS = Path(__file__).parent.parent / "docs"
NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
DICTS = ("RULES", "TEXT", "NOTICES", "WORDS", "ADVICE", "PROBLEMS")
WRITTEN_AHEAD: set[str] = set()
"""Sentences of findings that nothing makes yet."""

Sentence = str | tuple[str, str]
Book = dict[str, dict[str, Sentence]]
Books = dict[str, Book]


def book(lang: str) -> Book:
    """Return every sentence of one language, by dict and key."""
    module = importlib.import_module(f"qoo10_cancel.messages.{lang}")
    return {name: dict(getattr(module, name)) for name in DICTS}


BOOKS: Books = {lang: book(lang.replace("-", "_").lower()) for lang in LANGUAGES}


def parts(sentence: Sentence) -> tuple[str, ...]:
    """Return the sentences under one key."""
    return (sentence,) if isinstance(sentence, str) else sentence


def places(sentence: Sentence) -> set[str]:
    """Return the names of the open places under one key, whichever sentence they stand in."""
    return {
        name
        for part in parts(sentence)
        for _, name, _, _ in string.Formatter().parse(part)
        if name is not None
    }


def wrong(books: Books) -> list[str]:
    """Return what is not the same in all languages, or not there."""
    return [
        f"{lang}.{name}.{key}: {problem}"
        for lang, sentence in books.items()
        for name, model in books["en"].items()
        for key in model.keys() | sentence[name].keys()
        for problem in wrong_under(model.get(key), sentence[name].get(key))
    ]


def wrong_under(model: Sentence | None, sentence: Sentence | None) -> Iterator[str]:
    """Yield what is wrong with *said*, the words for what *model* says in English."""
    if model is None or sentence is None:
        yield "is not in every language"
        return
    if not all(part.strip() for part in parts(sentence)):
        yield "says nothing"
    if len(parts(model)) != len(parts(sentence)):
        yield "has more or fewer sentences"
    elif places(model) != places(sentence):
        yield f"has the places {places(sentence)}, not {places(model)}"


def sentences(lang: str, *names: str) -> list[tuple[str, str]]:
    """Return key and text of every sentence in these dicts of one language."""
    return [
        (key, part)
        for name in names or DICTS
        for key, sentence in BOOKS[lang][name].items()
        for part in parts(sentence)
    ]


# What the modules find, read from their source: rule, detail and params of every finding.


def names_in(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what each name of a function may stand for."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=True))
            else:
                pairs = [(target, value)]
            for name, expression in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(expression)
    return found


def meanings(node: ast.expr, known: Mapping[str, list[ast.expr]]) -> list[ast.expr]:
    """Return every expression that *node* may stand for."""
    if isinstance(node, ast.Name):
        others = {name: values for name, values in known.items() if name != node.id}
        return [m for value in known.get(node.id, []) for m in meanings(value, others)]
    if isinstance(node, ast.IfExp):
        return meanings(node.body, known) + meanings(node.orelse, known)
    return [node]


def codes(node: ast.expr) -> set[str]:
    """Return the codes of the rules that an expression may be."""
    match node:
        case ast.Attribute(ast.Name("Rule"), name):
            return {Rule[name].code}
        case ast.Attribute(_, "rule"):
            return {event.rule.code for event in EVENTS if issubclass(event, ClockEvent)}
    return set()


def params_of(call: ast.Call, known: Mapping[str, list[ast.expr]]) -> set[str]:
    """Return the names of the params that a call hands over."""
    names = {k.arg for k in call.keywords if k.arg is not None}
    handed = [*call.args, *(k.value for k in call.keywords if k.arg == "params")]
    for argument in handed:
        for value in meanings(argument, known):
            if isinstance(value, ast.Dict):
                names |= {str(k.value) for k in value.keys if isinstance(k, ast.Constant)}
    return names


def found_in(source: str) -> dict[str, set[str]]:
    """Return every finding that a module makes, by key, with its params."""
    found: dict[str, set[str]] = {}
    tree = ast.parse(source)
    constants = [statement for statement in tree.body if isinstance(statement, ast.AnnAssign)]
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for function in (ast.Module(constants, []), *functions):
        known = names_in(function)
        for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
            arguments = [m for a in call.args for m in meanings(a, known)]
            rules = {code for argument in arguments for code in codes(argument)}
            details = {detail for argument in arguments for detail in details_of(argument)}
            for key in (f"{code}.{detail}" for code in rules for detail in details):
                params = params_of(call, known)
                found[key] = found.get(key, params) & params
    return found


def details_of(node: ast.expr) -> set[str]:
    """Return the detail that an expression is, if it has the shape of one."""
    match node:
        case ast.Constant(str(value)) if re.fullmatch(r"[a-z]+(-[a-z]+)*", value):
            return {value}
    return set()


FOUND = {
    key: params
    for module in sorted(SOURCE.rglob("*.py"))
    for key, params in found_in(module.read_text(encoding="utf-8")).items()
}
FOUND |= {f"QC-13.{fault}": set() for fault in FAULTS}


class TestTheFourLanguages:
    """A sentence exists in all four languages, with the same open places."""

    def test_they_are_equal(self) -> None:
        """Keys, the number of sentences and the places are those of English."""
        problems = wrong(BOOKS)

        assert problems == []

    @pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
    def test_nothing_is_left_in_english(self, lang: str) -> None:
        """No sentence of another language is the English one."""
        same = [
            key
            for name in ("RULES", "TEXT", "NOTICES")
            for key, sentence in BOOKS[lang][name].items()
            if set(parts(sentence)) & set(parts(BOOKS["en"][name][key]))
        ]

        assert same == []

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_finding_is_said_in_one_place(self, lang: str) -> None:
        """No key is among the rules' sentences and among the text's."""
        both = BOOKS[lang]["RULES"].keys() & BOOKS[lang]["TEXT"].keys()

        assert both == set()


def without_a_key(books: Books) -> None:
    """Break: a translation is forgotten."""
    del books["ko"]["RULES"]["QC-02.delayed"]


def with_a_key_too_many(books: Books) -> None:
    """Break: one language says what no other says."""
    books["ja"]["WORDS"]["state.lost"] = "紛失"


def with_another_place(books: Books) -> None:
    """Break: a place has another name."""
    books["zh-CN"]["RULES"]["QC-03.planned-date-passed"] = ("{date}已过", "…")


def without_a_place(books: Books) -> None:
    """Break: a value is left out."""
    books["ja"]["NOTICES"]["duty_started"] = ("注文番号 {order_no}", "発送してください。")


def with_one_sentence(books: Books) -> None:
    """Break: the remedy is forgotten."""
    books["ko"]["RULES"]["QC-02.delayed"] = "배송지연"


def with_nothing_said(books: Books) -> None:
    """Break: a sentence is empty."""
    books["ja"]["RULES"]["QC-02.delayed"] = ("配送遅延", " ")


class TestABrokenBook:
    """The check of the four languages finds what a translator may get wrong."""

    @pytest.mark.parametrize(
        "broken",
        [
            without_a_key,
            with_a_key_too_many,
            with_another_place,
            without_a_place,
            with_one_sentence,
            with_nothing_said,
        ],
    )
    def test_it_is_found(self, broken: Callable[[Books], None]) -> None:
        """One mistake is one problem more than before."""
        books = copy.deepcopy(BOOKS)
        broken(books)

        problems = wrong(books)

        assert len(problems) == len(wrong(BOOKS)) + 1


class TestFindings:
    """Whatever is found has a message and a remedy, and nothing is said that nobody finds."""

    def test_the_source_is_read(self) -> None:
        """Findings made in four different ways are seen with what they carry."""
        made = {key: FOUND.get(key) for key in ("QC-01.already-refused", "QC-18.too-early")}

        assert made == {
            "QC-01.already-refused": {"state"},
            "QC-18.too-early": {"event", "due_at"},
        }
        assert FOUND["QC-14.refused-and-delayed"] == {"ship_date"}
        assert "QC-00.vanished" in FOUND

    def test_every_finding_has_a_sentence(self) -> None:
        """No finding of a module is without words."""
        silent = FOUND.keys() - BOOKS["en"]["RULES"].keys() - BOOKS["en"]["TEXT"].keys()

        assert silent == set()

    def test_every_sentence_has_a_finding(self) -> None:
        """No sentence of the rules is left over."""
        unused = BOOKS["en"]["RULES"].keys() - FOUND.keys() - WRITTEN_AHEAD

        assert unused == set()

    @pytest.mark.parametrize("key", sorted(FOUND))
    def test_a_sentence_needs_only_what_is_found(self, key: str) -> None:
        """Each open place of a sentence is a param of the finding."""
        sentence = BOOKS["en"]["RULES"].get(key, "")

        assert places(sentence) <= FOUND[key]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_words_in_a_sentence_are_the_languages_own(self, lang: str) -> None:
        """State, event, reason and what is needed are said as words, moments without an offset."""
        lacking = {"reason": "shipped", "need": ["carrier", "tracking_no"]}
        early = {"event": "DutyLapse", "due_at": "2022-08-13T00:00:00+09:00"}

        unproven = Finding(Rule.REASON_AGREES, "no-evidence", params=lacking).message(lang)
        untimely = Finding(Rule.SHIP_THE_SAME_DAY, "too-early", params=early).message(lang)

        comma = "、" if lang in ("ja", "zh-CN") else ", "
        assert word("reason.shipped", lang) in unproven
        assert f"{word('need.carrier', lang)}{comma}{word('need.tracking_no', lang)}" in unproven
        assert word("event.DutyLapse", lang) in untimely
        assert "2022-08-13 00:00" in untimely
        assert "00:00:00" not in untimely
        assert "+09:00" not in untimely


class TestNotices:
    """Each notice has a subject of one line without free text, and a body that reads well."""

    def test_every_kind_has_words(self) -> None:
        """No kind is without words, and no words are without a kind."""
        kinds = {key.split(".")[0] for key in BOOKS["en"]["NOTICES"]}

        assert kinds == {kind.value for kind in NoticeKind}

    @pytest.mark.parametrize("lang", BOOKS)
    def test_a_subject_has_nothing_but_the_order_number_and_the_time_left(self, lang: str) -> None:
        """Nothing that a person wrote can reach a mail's header."""
        subjects = {kind: sentence[0] for kind, sentence in BOOKS[lang]["NOTICES"].items()}

        endings = {"duty_ending", "request_ending"}
        assert all(places(s) - {"left"} == {"order_no"} for s in subjects.values())
        assert {kind for kind, s in subjects.items() if "left" in places(s)} == endings
        assert all("\n" not in subject for subject in subjects.values())

    @given(st.sampled_from(list(LANGUAGES)), st.sampled_from(list(ReasonKind)), st.text())
    def test_a_text_arrives_as_it_was_written(
        self, lang: str, kind: ReasonKind, text: str
    ) -> None:
        """Braces and all else in a text are only text."""
        params = {"order_no": "698016773", "reason": kind.value, "text": text}

        subject, body = notice_text("refusal", lang, params)

        assert body.endswith(f"{word(f'reason.{kind.value}', lang)}\n{text}")
        assert "698016773" in subject

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_refusal_agrees_with_the_text_it_carries(self, lang: str) -> None:
        """The frame does not say that the goods are still to be shipped, nor that they are."""
        params = {"order_no": "698016773", "reason": "other", "text": ""}

        subject, body = notice_text("refusal", lang, params)

        assert not re.search("発送|寄|发货|보내|발송|ship", subject + body)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_moment_that_is_not_known_is_explained(self, lang: str) -> None:
        """A request says until when it can be refused; or that nobody knows, or that it cannot."""

        def body(**params: object) -> str:
            return Notice(
                "k", NoticeKind.REQUEST, Channel.SELLER, "76206", 1, NOON, params=params
            ).body(lang)

        until = "2022-08-16 00:00"
        bodies = [
            body(until=until),
            body(until="?"),
            body(until=""),
            body(until=until, passed=True),
        ]

        assert len(set(bodies)) == 4
        assert [until in text for text in bodies] == [True, False, False, True]
        assert bodies[0].startswith(bodies[2])
        assert bodies[1].startswith(bodies[2])
        assert all("?" not in text for text in bodies)


def keys_of(prefix: str, values: type[Enum]) -> set[str]:
    """Return the glossary's keys for the members of an enum."""
    return {f"{prefix}.{member.value}" for member in values}


class TestWords:
    """Every term has a word, and every word a term."""

    @pytest.mark.parametrize(
        ("prefix", "terms"),
        [
            ("state", keys_of("state", State)),
            (
                "event",
                {
                    f"event.{e.__name__}"
                    for e in (*EVENTS, Erasure, Looked, Retraction, ShipmentRelease)
                },
            ),
            ("reason", keys_of("reason", ReasonKind)),
            ("rule", keys_of("rule", Rule)),
            ("by", keys_of("by", By)),
            ("certainty", keys_of("certainty", Certainty)),
            ("severity", keys_of("severity", Severity)),
            ("channel", keys_of("channel", Channel)),
            ("notice", keys_of("notice", NoticeKind)),
            ("urgency", {f"urgency.{u.name.lower()}" for u in Urgency}),
            ("answer", {"answer.allowed", "answer.denied"}),
        ],
    )
    def test_none_is_missing(self, prefix: str, terms: set[str]) -> None:
        """The words of one sort are exactly its terms."""
        keys = {key for key in BOOKS["en"]["WORDS"] if key.startswith(f"{prefix}.")}

        assert keys == terms

    @pytest.mark.parametrize("lang", BOOKS)
    @pytest.mark.parametrize(
        "prefix", ["state", "event", "reason", "need", "rule", "severity", "notice", "urgency"]
    )
    def test_two_terms_have_two_words(self, prefix: str, lang: str) -> None:
        """One word for one thing."""
        labels = [w for key, w in BOOKS[lang]["WORDS"].items() if key.startswith(f"{prefix}.")]

        assert len(labels) == len(set(labels))

    @pytest.mark.parametrize("kind", list(ReasonKind))
    def test_what_a_reason_rests_on_has_a_word(self, kind: ReasonKind) -> None:
        """Evidence that is asked for can be named."""
        needed = {f"need.{field}" for field in wanted(kind)}

        assert needed <= BOOKS["en"]["WORDS"].keys()

    def test_what_a_command_needs_has_a_word(self) -> None:
        """Whatever the outlook asks to be filled in can be named."""
        asked = Order("698016773", State.CANCEL_REQUESTED, date(2022, 8, 15))
        new = Order("698016773")

        needs = {n for order in (asked, new) for a in actions(order, NOON) for n in a.needs}

        assert {"reason", "ship_date"} <= needs
        assert {f"need.{name}" for name in needs} <= BOOKS["en"]["WORDS"].keys()

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("kind", list(ReasonKind))
    def test_a_reason_is_read_by_what_it_is_called(self, kind: ReasonKind, lang: str) -> None:
        """What is printed can be typed back, in small and in capital letters."""
        printed = label(kind, lang)

        assert ReasonKind.read(printed) is kind
        assert ReasonKind.read(f" {printed.upper()} ") is kind


class TestLabels:
    """Whatever a page shows of the library has a label in every language."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        "values",
        [By, Certainty, Channel, NoticeKind, ReasonKind, Rule, Severity, State, Urgency, EVENTS],
    )
    def test_each_value_has_one(self, values: Any, lang: str) -> None:
        """One line, with nothing left open, and another one for each value."""
        labels = [label(value, lang) for value in values]

        assert all(text.strip() and "{" not in text and "\n" not in text for text in labels)
        assert len(set(labels)) >= len(labels) - 1  # 配送完了 is a state and an event

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_an_action_is_called_as_its_event(self, lang: str) -> None:
        """Its class, an event and the action that leads to it have one label."""
        for action in actions(Order("698016773"), NOON):
            assert label(action, lang) == label(action.command, lang)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_what_to_do_is_called_something(self, lang: str) -> None:
        """An order that waits, and the input that an action needs."""
        new, asked = Order("1"), Order("2", State.CANCEL_REQUESTED, date(2022, 8, 15))
        refused = attrs.evolve(asked, state=State.AWAITING_SHIPMENT, duty=Duty.of(NOON))
        later = NOON + timedelta(days=1)
        waiting = [*queue([new, asked, refused], NOON), *queue([refused], later)]

        labels = [label(order, lang) for order in waiting]
        needs = [label(name, lang) for action in actions(asked, NOON) for name in action.needs]

        assert [order.todo for order in waiting] == ["duty", "request", "new", "missed"]
        assert len({*labels, *needs}) == len(labels) + len(set(needs))

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_number_of_a_rule_is_the_manuals(self, lang: str) -> None:
        """QC-05 names its 30 in every language."""
        assert "30" in label(Rule.OTHER_IS_EXPLAINED, lang)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_carrier_is_named_by_its_code(self, lang: str) -> None:
        """Its code is known; a name is not a code."""
        assert label("sagawa", lang) in {"佐川急便", "사가와급편", "Sagawa Express"}
        with pytest.raises(Malformed, match="no label"):
            label("my cousin", lang)

    @given(st.none() | st.integers() | st.text() | st.dates() | st.just(Order("1")))
    def test_what_has_no_label_is_malformed(self, value: Any) -> None:
        """It is said, in no other way than other bad input is."""
        if value in {"yamato", "ups", "cj", "sf", "dhl", "ems"}:
            return
        with pytest.raises(Malformed, match="no label"):
            label(value, "en")

    def test_a_language_that_does_not_exist_is_said(self) -> None:
        """As everywhere."""
        with pytest.raises(UnknownLanguage):
            label(State.NEW, "qaa")


class TestScripts:
    """Each language is written in its own script; what quotes the screen stands in 【】."""

    def test_japanese_has_no_characters_of_china(self) -> None:
        """A character that Japanese Windows cannot write is not Japanese."""
        foreign = [
            (key, char)
            for key, sentence in sentences("ja")
            for char in re.findall("[㐀-鿿]", re.sub("【.*?】", "", sentence))
            if not char.encode("cp932", errors="ignore")
        ]

        assert foreign == []

    def test_korean_is_written_in_hangul(self) -> None:
        """Every Korean sentence has Hangul in it."""
        foreign = [
            key
            for key, sentence in sentences("ko", "RULES", "TEXT", "NOTICES", "WORDS")
            if not re.search("[가-힣]", sentence) and sentence not in {"Qoo10", ", "}
        ]

        assert foreign == []

    def test_korean_particles_fit_whatever_stands_before_them(self) -> None:
        """A particle that depends on the sound before it does not follow an open place."""
        particle = r"\} ?(?:이|가|은|는|을|를|으로|로|와|과)(?![가-힣])"
        wrong = [key for key, text in sentences("ko") if re.search(particle, text)]

        assert wrong == []

    def test_chinese_has_no_kana(self) -> None:
        """No Japanese sentence was left among the Chinese ones; carriers keep their names."""
        foreign = [
            key
            for key, sentence in sentences("zh-CN")
            if re.search("[ぁ-ゖァ-ヺ]", sentence) and not key.startswith("carrier.")
        ]

        assert foreign == []


class TestLanguage:
    """A language has one public name and is found under its usual spellings."""

    @pytest.mark.parametrize(
        "spelling", ["zh", "zh-CN", "zh_CN", "ZH", "zh-cn", "zh-SG", "zh-Hans-CN"]
    )
    def test_chinese_is_one_language(self, spelling: str) -> None:
        """However it is spelled."""
        assert language(spelling) == "zh-CN"

    @pytest.mark.parametrize("tag", ["ja-JP", "ko_KR", "en-US", "en-GB"])
    def test_a_region_changes_nothing(self, tag: str) -> None:
        """Browsers send one."""
        assert language(tag) == tag[:2]

    @pytest.mark.parametrize("tag", ["zh-TW", "zh-HK", "zh-Hant", "zh-Hant-SG"])
    def test_another_script_is_another_language(self, tag: str) -> None:
        """The Chinese messages are written in simplified characters."""
        with pytest.raises(UnknownLanguage):
            language(tag)

    @given(st.text() | st.none() | st.integers())
    def test_any_other_is_an_error(self, lang: Any) -> None:
        """A name is known, or the error names those that are."""
        known = {name.split("-")[0] for name in LANGUAGES}
        if isinstance(lang, str) and lang.replace("_", "-").lower().split("-")[0] in known:
            return

        with pytest.raises(UnknownLanguage, match="ja, zh-CN, ko, en"):
            language(lang)

    @given(st.sampled_from(["qaa", "", "jp", "zh-TW", "messages"]))
    def test_a_finding_says_so(self, lang: str) -> None:
        """Message and remedy both object to a language that does not exist."""
        found = Finding(Rule.DELAYED_IS_FREE, "delayed")

        for say in (found.message, found.remedy):
            with pytest.raises(UnknownLanguage):
                say(lang)


class TestChoosingALanguage:
    """The best of the languages that a browser asks for, or the default."""

    @pytest.mark.parametrize(
        ("header", "chosen"),
        [
            ("ja", "ja"),
            ("ja-JP, en;q=0.5", "ja"),
            ("en;q=0.5, ja-JP", "ja"),
            ("en;q=0.5,ja;q=0.9", "ja"),
            ("qaa, qab;q=0.9, ko;q=0.1", "ko"),
            ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
            ("zh-TW, zh;q=0.9, en;q=0.8", "zh-CN"),
            ("zh-TW, ja;q=0.4", "ja"),
            ("ZH-HANS-CN", "zh-CN"),
            ("ja;q=0, ko;q=0.2", "ko"),
            ("ja;q=0", "en"),
            ("*", "en"),
            ("*, en;q=0", "ja"),
            ("ko;q=0.001", "ko"),
            ("ja;q=2, ko;q=nan, en;q=-1, zh;q=0.3", "zh-CN"),
            (" ko ; q=0.7 , ja ; q=0.8 ", "ja"),
            ("", "en"),
            (None, "en"),
            (";;;,,,=", "en"),
        ],
    )
    def test_the_header_decides(self, header: str | None, chosen: str) -> None:
        """By q-value, then by place; what cannot be read is skipped."""
        assert choose_language(header) == chosen

    @given(st.text() | st.none(), st.sampled_from(list(LANGUAGES)))
    def test_it_is_always_one_of_ours(self, header: str | None, default: str) -> None:
        """Whatever a stranger sends."""
        assert choose_language(header, default) in LANGUAGES

    @given(st.permutations(list(LANGUAGES)))
    def test_the_order_of_preference_holds(self, wanted: list[str]) -> None:
        """The first of several is chosen, wherever its q-value stands in the header."""
        members = [f"{lang};q={1 - place / 10:.1f}" for place, lang in enumerate(wanted)]

        assert choose_language(", ".join(reversed(members))) == wanted[0]

    @given(st.permutations(list(LANGUAGES)), st.sets(st.sampled_from(list(LANGUAGES))))
    def test_a_page_has_its_own_languages(self, wanted: list[str], page: set[str]) -> None:
        """The first that the page has, too; a default is given even where it has none of them."""
        header = ", ".join(wanted)
        first = next((lang for lang in wanted if lang in {*page, "en"}), "en")

        assert choose_language(header, among=page) == first

    @pytest.mark.parametrize("default", ["qaa", ""])
    def test_a_default_must_exist(self, default: str) -> None:
        """A mistake of the programmer's is no fallback."""
        with pytest.raises(UnknownLanguage):
            choose_language("ja", default)

    @pytest.mark.parametrize("header", [b"ja", 3, ["ja"]])
    def test_a_header_is_text(self, header: Any) -> None:
        """Bytes are not read as if they were."""
        with pytest.raises(Malformed, match="text"):
            choose_language(header)


class TestTheDoor:
    """`qoo10_cancel` holds the public names, and imports each when it is used."""

    def test_every_name(self) -> None:
        """Each is there, by its name, by a star and in `dir()`."""
        by_star: dict[str, Any] = {}
        exec("from qoo10_cancel import *", by_star)  # noqa: S102  as at a prompt

        assert set(qoo10_cancel.__all__) == set(qoo10_cancel._MODULES)
        assert by_star.keys() - {"__builtins__"} == set(qoo10_cancel.__all__)
        assert set(qoo10_cancel.__all__) <= set(dir(qoo10_cancel))
        for name in qoo10_cancel.__all__:
            assert getattr(qoo10_cancel, name) is by_star[name]

    def test_one_part_does_not_wait_for_the_others(self) -> None:
        """A process that asks for an error or the version loads no machine and no messages."""
        code = (
            "import sys, qoo10_cancel as q; q.Malformed, q.__version__;"
            "print(*sorted(m for m in sys.modules if m.partition('.')[0] in "
            "('qoo10_cancel', 'attrs', 'transitions')))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )

        assert done.stdout.split() == ["qoo10_cancel", "qoo10_cancel.errors"]


class TestReadable:
    """What a developer prints reads as a sentence."""

    def test_the_version(self) -> None:
        """`__version__` is that of the distribution; no other name is made up."""
        assert qoo10_cancel.__version__ == version("qoo10-cancel")
        with pytest.raises(AttributeError, match="nothing_here"):
            qoo10_cancel.nothing_here  # type: ignore[attr-defined]  # noqa: B018

    def test_a_finding_and_a_rule(self) -> None:
        """With the code first."""
        found = Finding(Rule.REFUSAL_IS_CONFIRMED, "not-confirmed")

        assert str(found).startswith("QC-10: the refusal is not confirmed → check the order")
        assert str(Rule.REFUSAL_IS_CONFIRMED) == "QC-10: a refusal is confirmed"


class TestGlossary:
    """docs/glossary.md is what the script makes of the words."""

    def test_the_page_is_fresh(self) -> None:
        """If this fails: python docs/make_glossary.py."""
        script = runpy.run_path(str(DOCS / "make_glossary.py"))

        assert (DOCS / "glossary.md").read_text(encoding="utf-8") == script["page"]()

    def test_words_marked_as_qoo10s_exist(self) -> None:
        """No word is claimed for Qoo10 that the library does not say."""
        script = runpy.run_path(str(DOCS / "make_glossary.py"))

        claimed = {key for keys in script["QOO10S"].values() for key in keys.split()}

        assert claimed <= BOOKS["en"]["WORDS"].keys()
