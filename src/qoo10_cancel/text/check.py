"""A reason's text is judged here, stage by stage."""

from __future__ import annotations

import re
from typing import Final

import attrs

from ..findings import Finding, Rule, Severity
from ..policy import Policy
from ..reasons import ReasonKind, RefusalReason

__all__ = ["CheckedReason", "check_reason"]


@attrs.frozen
class CheckedReason:
    """What was found in a text.

    Attributes:
        findings: Everything found, in the order of the stages.
        canonical: The text that was checked, which is the text to send.
        content_length: Characters that say something; the 30 of QC-05 are counted so.
        form_length: UTF-16 code units of the canonical text, as a web form counts.
    """

    findings: tuple[Finding, ...]
    canonical: str
    content_length: int
    form_length: int

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Give the findings that deny a refusal with this text."""
        return tuple(f for f in self.findings if f.severity is Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Give the findings that somebody should know."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def check_reason(reason: RefusalReason | str, policy: Policy = Policy()) -> CheckedReason:  # noqa: B008 - a frozen value
    """Judge the text of *reason*; a plain text is judged as a text for 其他."""
    if isinstance(reason, str):
        reason = RefusalReason(ReasonKind.OTHER, reason)
    text = reason.text.strip()
    content = sum(1 for c in text if not c.isspace())
    form = len(text.encode("utf-16-le", "surrogatepass")) // 2
    found: list[Finding] = []
    need = policy.text.min_chars
    if reason.kind is ReasonKind.OTHER and content == 0:
        found.append(Finding(Rule.OTHER_IS_EXPLAINED, "empty", params={"required": need}))
    elif reason.kind is ReasonKind.OTHER and content < need:
        params = {
            "content_length": content,
            "form_length": form,
            "required": need,
            "missing": need - content,
        }
        found.append(Finding(Rule.OTHER_IS_EXPLAINED, "too-short", params=params))
    if content and not _KANA.search(text):
        found.append(Finding(Rule.TEXT_IS_JAPANESE, "not-japanese"))
    return CheckedReason(tuple(found), text, content, form)
