"""From the page of rules to a guard to a test, and back: no rule is only written down."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from qoo10_cancel import Rule, notices
from qoo10_cancel.events import EVENTS, ClockEvent
from qoo10_cancel.findings import Certainty
from qoo10_cancel.machine import course, effects, refusal_rules, rules, table
from qoo10_cancel.messages import LANGUAGES, en, label
from qoo10_cancel.policy import Policy
from qoo10_cancel.wording import advice

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")
CODES = {rule.code for rule in Rule}
CODE = re.compile(r"QC-\d\d")

# Rules that are a row, a step or a notice, and the room in which they are named.
NAMED_IN = {"QC-00": course, "QC-15": effects, "QC-16": notices, "QC-21": advice}


GUARDS = [getattr(module, name) for module in (rules, refusal_rules) for name in module.__all__]


def spanned(text: str) -> set[str]:
    """List the codes of a text; `QC-05 to QC-08` is four of them."""
    codes = set(CODE.findall(text))
    for first, last in re.findall(r"QC-(\d\d) to QC-(\d\d)", text):
        codes |= {f"QC-{number:02}" for number in range(int(first), int(last) + 1)}
    return codes


def guarded() -> set[str]:
    """List the codes with which the docstrings of the guards open."""
    opened = {code for guard in GUARDS for code in spanned((guard.__doc__ or "").split(":")[0])}
    return opened | {cls.rule.code for cls in EVENTS if issubclass(cls, ClockEvent)}


@cache
def claims() -> dict[str, list[str]]:
    """List the test classes whose docstring opens with a code."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            claim = ast.get_docstring(node) or "" if isinstance(node, ast.ClassDef) else ""
            if opening := re.match(r"(QC-\d\d)\. ", claim):
                found.setdefault(opening[1], []).append(node.name)
    return found


def headings() -> list[str]:
    """List the codes of the page's headings, in their order."""
    return re.findall(r"^## (QC-\d\d) \S", PAGE, re.MULTILINE)


class TestFromRuleToTest:
    """Each rule is on the page, in a guard or a named place, and in a test class."""

    def test_each_is_on_the_page(self) -> None:
        """One heading a rule, in the order of the codes, with its sentence."""
        assert headings() == sorted(CODES)
        for rule in Rule:
            assert f"## {rule.code} {label(rule, 'en')}\n" in PAGE

    @pytest.mark.parametrize("rule", Rule)
    def test_its_source_is_said(self, rule: Rule) -> None:
        """Where it stands, how well it is known, and which switch changes it."""
        section = PAGE.split(f"## {rule.code} ")[1].split("\n## ")[0]

        assert rule.source
        assert f"source: {rule.source} · certainty: {rule.certainty.value}" in section
        assert rule.certainty in Certainty
        for switch in (rule.switch or "").split(", ") if rule.switch else []:
            assert switch in inspect.signature(Policy).parameters

    @pytest.mark.parametrize("rule", Rule)
    def test_it_is_asked_somewhere(self, rule: Rule) -> None:
        """By a guard whose docstring opens with it, or in the room named above."""
        if rule.code in NAMED_IN:
            source = inspect.getsource(NAMED_IN[rule.code])
            assert rule.code in source or rule.name in source
        else:
            assert rule.code in guarded()

    @pytest.mark.parametrize("rule", Rule)
    def test_a_test_class_is_named_for_it(self, rule: Rule) -> None:
        """Its docstring opens with the code."""
        assert claims()[rule.code]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_it_can_be_said(self, lang: str) -> None:
        """In each language, and no two rules alike."""
        assert len({label(rule, lang) for rule in Rule}) == len(CODES)

    @pytest.mark.parametrize(
        "key", sorted(key for key in {**en.RULES, **en.TEXT} if key[:2] == "QC")
    )
    def test_each_detail_is_on_the_page(self, key: str) -> None:
        """With what is said of it, and what can be done."""
        code, detail = key.split(".")
        section = PAGE.split(f"## {code} ")[1].split("\n## ")[0]

        assert f"| `{detail}` | " in section


class TestAndBack:
    """No code stands anywhere that the catalogue does not have."""

    def test_on_the_pages(self) -> None:
        """The documentation."""
        for page in (ROOT / "docs").glob("*.md"):
            assert set(CODE.findall(page.read_text("utf-8"))) <= CODES, page.name

    def test_in_the_source(self) -> None:
        """Guards, comments, messages."""
        for file in (ROOT / "src").rglob("*.py"):
            assert set(CODE.findall(file.read_text("utf-8"))) <= CODES, file.name

    def test_in_the_tests(self) -> None:
        """The docstrings of test classes, and the cases in JSON."""
        assert set(claims()) == CODES
        for file in (ROOT / "tests" / "corpus").glob("*.json"):
            assert set(CODE.findall(file.read_text("utf-8"))) <= CODES, file.name

    def test_every_guard_opens_with_its_rule(self) -> None:
        """And the table has no guard from elsewhere."""
        asked = {guard for row in table.TABLE for guard in row.guards}

        assert all(re.match(r"QC-\d\d", guard.__doc__ or "") for guard in asked)
        assert asked <= set(GUARDS)

    def test_what_can_be_said_belongs_to_a_rule(self) -> None:
        """Each message of a finding is one of a rule's."""
        keys = {**en.RULES, **en.TEXT}

        assert {key.split(".")[0] for key in keys} <= CODES
