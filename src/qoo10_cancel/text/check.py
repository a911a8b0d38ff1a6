"""The door: a reason goes in, what was found in its text comes out."""

from __future__ import annotations

from typing import ClassVar

import attrs

from .._fields import Answer
from ..errors import Malformed, redacted
from ..findings import Finding, Severity
from ..policy import DEFAULT_POLICY, Policy
from ..reasons import ReasonKind, RefusalReason

__all__ = ["CheckedReason", "canonical_text", "check_reason"]


@attrs.frozen
class CheckedReason(Answer):
    """What was found in a reason's text.

    Attributes:
        findings: Everything found, in the order of the stages.
        canonical: The text that was checked, which is the text to send; empty where the text
            was too long to be looked at.
        content_length: Characters that say something; the 30 of QC-05 are counted so.
        form_length: UTF-16 code units of the canonical text, as a web form counts.
    """

    for_readers: ClassVar = ("fit",)

    findings: tuple[Finding, ...]
    canonical: str
    content_length: int
    form_length: int

    @property
    def fit(self) -> bool:
        """Say whether no rule forbids to send it."""
        return not self.violations

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Give the findings that deny a refusal with this text."""
        return tuple(f for f in self.findings if f.severity is Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Give the findings that somebody should know."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


def check_reason(reason: RefusalReason | str, policy: Policy = DEFAULT_POLICY) -> CheckedReason:
    """Judge the text of *reason* by QC-05 … QC-09; a plain text is judged as one for 其他.

    Hidden characters and broken Unicode come first, then markup and open slots; text read in the
    wrong encoding ends it there. Then length, repetition, language and contact data. Delay is
    looked at where nothing else is wrong but the length, ground where nothing is.

    Raises:
        Malformed: An argument is not what it should be; no text is.

    >>> check_reason("発送済みです").violations[0].message("en")
    'the text has 6 of the 30 characters needed (the form may count 6)'
    >>> check_reason(RefusalReason("shipped", "発送済みです。")).findings
    ()
    """
    if isinstance(reason, str):
        reason = RefusalReason(ReasonKind.OTHER, reason)
    if not isinstance(reason, RefusalReason):
        raise Malformed(f"a reason is a RefusalReason or a text, not {redacted(reason)}")
    if not isinstance(policy, Policy):
        raise Malformed(f"a policy is a Policy, not {redacted(policy)}")
    # The patterns take a while to compile; whoever judges no text need not wait for them.
    from .stages import judged  # noqa: PLC0415

    text, findings = judged(reason, policy.text)
    if text is None:
        return CheckedReason(findings, "", 0, 0)
    return CheckedReason(findings, text.canonical, text.content, text.form)


def canonical_text(text: str, policy: Policy = DEFAULT_POLICY) -> str:
    """Return *text* as it is sent, unjudged; empty where it is too long to be looked at.

    >>> canonical_text(" 発送済みです。 ")
    '発送済みです。'
    """
    from .canonical import canonical, form_length  # noqa: PLC0415  patterns, as above

    ceiling = policy.text.raw_ceiling
    return "" if len(text) > ceiling or form_length(text) > ceiling else canonical(text)
