"""The corpora of texts, read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from qoo10_cancel.reasons import ReasonKind, RefusalReason
from qoo10_cancel.text import check_reason

HOME = Path(__file__).resolve().parent / "corpus"


@attrs.frozen
class Case:
    """A text and what is to be said of it."""

    name: str
    reason: RefusalReason
    violations: frozenset[str]
    warnings: frozenset[str]
    content_length: int | None = None

    def wrong(self) -> str:
        """Say in what the library answers otherwise; nothing when it is right."""
        checked = check_reason(self.reason)
        said = details(checked.violations), details(checked.warnings)
        wanted = self.violations, self.warnings
        if said != wanted:
            return f"{self.name}: said {said}, wanted {wanted}"
        if self.content_length not in (None, checked.content_length):
            return f"{self.name}: counted {checked.content_length}"
        return ""


def details(findings: tuple[object, ...]) -> frozenset[str]:
    """Return the details of findings."""
    return frozenset(finding.detail for finding in findings)


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a corpus, without its head."""
    for line in (HOME / name).read_text("utf-8").split("\n")[1:]:
        if line:
            yield line.split("\t")


def unescaped(text: str) -> str:
    """Return *text* with Python's escapes taken as the characters they stand for."""
    if "\\" not in text:
        return text
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")


def named(codes: str) -> frozenset[str]:
    """Return details from codes such as `REASON_TOO_SHORT,REASON_EMPTY`."""
    names = (code.removeprefix("REASON_").lower().replace("_", "-") for code in codes.split(","))
    return frozenset(name for name in names if name)


def count_cases() -> list[Case]:
    """Return the cases of counting."""
    return [
        Case(
            f"count {no}: {what}",
            RefusalReason(ReasonKind.OTHER, unescaped(text)),
            named(errors),
            named(warnings),
            int(length),
        )
        for no, what, length, _, _, errors, warnings, text in rows("count_cases.tsv")
    ]


_WARNINGS = (
    "invisible-removed too-many-lines emoji halfwidth-kana contact-info url mixed-language "
    "delay-mentioned no-ground odd-characters"
)
WARNINGS = frozenset(_WARNINGS.split())


def own_cases() -> list[Case]:
    """Return the cases of every other kind."""
    cases = []
    for no, what, kind, said, text in rows("own_cases.tsv"):
        wanted = frozenset(said.split(",")) - {""}
        reason = RefusalReason(kind, unescaped(text))
        cases.append(Case(f"{no} ({what})", reason, wanted - WARNINGS, wanted & WARNINGS))
    return cases


def delay_rows() -> list[tuple[str, str, str]]:
    """Return name, label and text of the reasons that speak of delay, or seem to."""
    return [(no, label, text) for no, label, _, text in rows("store_delay.tsv")]
