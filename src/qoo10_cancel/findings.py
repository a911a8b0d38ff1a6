"""What can be wrong with an event: the rules, each with its source, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import ClassVar, Final

import attrs

from .messages import label, remedy_text, sentence

__all__ = ["LIFTABLE", "OTHER_MIN_CHARS", "Certainty", "Finding", "Rule", "Severity"]

OTHER_MIN_CHARS: Final = 30
"""How many characters the reason 其他 is explained in, at least (manual 3.4)."""


class Severity(Enum):
    """How much a finding weighs."""

    VIOLATION = "violation"
    """The event is denied."""
    WARNING = "warning"
    """The event may happen; somebody should know this."""


class Certainty(Enum):
    """How well a rule is known."""

    STATED = "stated"
    """Qoo10's manual for sellers says it."""
    OFFICIAL = "official"
    """Another page of Qoo10's says it."""
    DERIVED = "derived"
    """It follows from what is stated."""
    ASSUMED = "assumed"
    """Nobody says it; this is the cautious reading."""
    TECHNICAL = "technical"
    """It keeps the records sound; Qoo10 has no say in it."""


class Rule(Enum):
    """A rule of the business. Its code is public and never changes its meaning.

    `docs/rules.md` has each rule's sentence and where it comes from.

    >>> Rule.OTHER_IS_EXPLAINED.code, Rule("QC-05") is Rule.OTHER_IS_EXPLAINED
    ('QC-05', True)
    >>> print(Rule.REASON_IS_CHOSEN)
    QC-04: a refusal names one of the four reasons
    """

    # fmt: off
    NOT_EXPECTED             = "QC-00"
    ONLY_PENDING_IS_REFUSED  = "QC-01"
    DELAYED_IS_FREE          = "QC-02"
    PLANNED_DATE_AHEAD       = "QC-03"
    REASON_IS_CHOSEN         = "QC-04"
    OTHER_IS_EXPLAINED       = "QC-05"
    TEXT_IS_JAPANESE         = "QC-06"
    TEXT_IS_FIT              = "QC-07"
    DELAY_IS_NO_REASON       = "QC-08"
    REASON_AGREES            = "QC-09"
    REFUSAL_IS_CONFIRMED     = "QC-10"
    REFUSED_IS_FINAL         = "QC-11"
    SHIP_THE_SAME_DAY        = "QC-12"
    NO_FAKE_SHIPMENT         = "QC-13"
    DELAYED_IS_REFUNDED      = "QC-14"
    REFUSAL_WITHDRAWS        = "QC-15"
    BUYER_IS_TOLD            = "QC-16"
    UNPLANNED_IS_FREE        = "QC-17"
    DELAY_NEEDS_A_LAPSE      = "QC-18"
    PENDING_IS_NOT_SHIPPED   = "QC-19"
    SHIPPED_IS_RETURNED      = "QC-20"
    OTHER_GROUNDS_WITHDRAW   = "QC-21"
    MOMENTS_RUN_FORWARD      = "QC-22"
    # fmt: on

    @property
    def source(self) -> str:
        """Say where the rule stands: a section of the manual, a help page, our own table."""
        return _CATALOGUE[self].source

    @property
    def certainty(self) -> Certainty:
        """Say how well the rule is known."""
        return _CATALOGUE[self].certainty

    @property
    def switch(self) -> str | None:
        """Name the fields of `Policy` that change how the rule is applied, if there are any."""
        return _CATALOGUE[self].switch

    @property
    def params(self) -> Mapping[str, object]:
        """Give the manual's own numbers that the rule's sentence names."""
        return _CATALOGUE[self].params

    @property
    def code(self) -> str:
        """Give the public code, such as `QC-05`."""
        return str(self.value)

    def __str__(self) -> str:
        return f"{self.code}: {label(self, 'en')}"


@attrs.frozen
class _Entry:
    """Where a rule comes from."""

    source: str
    certainty: Certainty
    switch: str | None = None
    params: Mapping[str, object] = attrs.field(factory=dict)


_FORM: Final = {"required": OTHER_MIN_CHARS}

# fmt: off
_CATALOGUE: Final = {
    Rule.NOT_EXPECTED:             _Entry("table", Certainty.STATED),
    Rule.ONLY_PENDING_IS_REFUSED:  _Entry("manual 1, 3", Certainty.STATED),
    Rule.DELAYED_IS_FREE:          _Entry("manual 1", Certainty.STATED),
    Rule.PLANNED_DATE_AHEAD:       _Entry("manual 1", Certainty.DERIVED, "lift, planned_day"),
    Rule.REASON_IS_CHOSEN:         _Entry("manual 3.4", Certainty.STATED),
    Rule.OTHER_IS_EXPLAINED:       _Entry("manual 3.4", Certainty.STATED, "text", _FORM),
    Rule.TEXT_IS_JAPANESE:         _Entry("manual 1, 3.4", Certainty.STATED, "text"),
    Rule.TEXT_IS_FIT:              _Entry("text rule", Certainty.DERIVED, "text"),
    Rule.DELAY_IS_NO_REASON:       _Entry("manual 3.4", Certainty.STATED),
    Rule.REASON_AGREES:            _Entry("manual 1", Certainty.STATED, "lift"),
    Rule.REFUSAL_IS_CONFIRMED:     _Entry("manual 3.6", Certainty.STATED),
    Rule.REFUSED_IS_FINAL:         _Entry("manual 4", Certainty.STATED, "lift"),
    Rule.SHIP_THE_SAME_DAY:        _Entry("manual 1", Certainty.STATED, "short_duty"),
    Rule.NO_FAKE_SHIPMENT:         _Entry("manual 1", Certainty.STATED),
    Rule.DELAYED_IS_REFUNDED:      _Entry("manual 1", Certainty.STATED),
    Rule.REFUSAL_WITHDRAWS:        _Entry("manual 3.7", Certainty.STATED),
    Rule.BUYER_IS_TOLD:            _Entry("manual 1, 4", Certainty.STATED),
    Rule.UNPLANNED_IS_FREE:        _Entry("buyer help 583", Certainty.OFFICIAL),
    Rule.DELAY_NEEDS_A_LAPSE:      _Entry("manual 1", Certainty.STATED, "planned_day"),
    Rule.PENDING_IS_NOT_SHIPPED:   _Entry("nobody says", Certainty.ASSUMED, "lift"),
    Rule.SHIPPED_IS_RETURNED:      _Entry("buyer help 583", Certainty.OFFICIAL),
    Rule.OTHER_GROUNDS_WITHDRAW:   _Entry("manual 1", Certainty.STATED),
    Rule.MOMENTS_RUN_FORWARD:      _Entry("records", Certainty.TECHNICAL),
}
# fmt: on


LIFTABLE: Final = frozenset(
    {
        Rule.PLANNED_DATE_AHEAD,
        Rule.REASON_AGREES,
        Rule.REFUSED_IS_FINAL,
        Rule.PENDING_IS_NOT_SHIPPED,
    }
)
"""The rules that a policy may lift: QC-03, QC-09, QC-11, QC-19. A lifted rule still warns."""


_NEEDS: Final = {
    "QC-04.not-chosen": "reason",
    "QC-05.empty": "text",
    "QC-09.no-evidence": "evidence",
    "QC-10.not-confirmed": "confirmed",
}


@attrs.frozen
class Finding:
    """What one rule says about one event.

    Attributes:
        rule: The rule that speaks.
        detail: Which way the rule was met, in kebab-case; stable, never translated.
        severity: A violation denies the event, a warning does not.
        params: The numbers, dates (ISO) and words the sentence is made of; plain JSON.
        span: Where in the canonical text of a reason it is, in characters from 0, end
            exclusive; None when it is not about a place in a text.

    >>> short = Finding(Rule.OTHER_IS_EXPLAINED, "too-short",
    ...                 params={"content_length": 6, "form_length": 6, "required": 30})
    >>> short.message("en")
    'the text has 6 of the 30 characters needed (the form may count 6)'
    >>> print(Finding(Rule.REASON_IS_CHOSEN, "not-chosen"))  # doctest: +ELLIPSIS
    QC-04: no reason is chosen → choose one of the four reasons: ...
    """

    for_readers: ClassVar = ("message", "remedy")

    rule: Rule
    detail: str
    severity: Severity = Severity.VIOLATION
    params: Mapping[str, object] = attrs.field(factory=dict, hash=False)
    span: tuple[int, int] | None = None

    @property
    def needs(self) -> str | None:
        """Name the input whose absence is all that is found, such as `reason`; else None."""
        return _NEEDS.get(self.key)

    @property
    def key(self) -> str:
        """Name the sentence: the rule's code and the detail, `QC-05.too-short`."""
        return f"{self.rule.code}.{self.detail}"

    def message(self, lang: str) -> str:
        """Say what is wrong, in ja, zh-CN, ko or en.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        return sentence(self.key, lang, self.params)

    def remedy(self, lang: str) -> str:
        """Say what to do now, in ja, zh-CN, ko or en.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        return remedy_text(self.key, lang, self.params)

    def __str__(self) -> str:
        return f"{self.rule.code}: {self.message('en')} → {self.remedy('en')}"

    def as_warning(self) -> Finding:
        """Return the same finding as a warning: the rule was lifted, or not obeyed."""
        return attrs.evolve(self, severity=Severity.WARNING)
