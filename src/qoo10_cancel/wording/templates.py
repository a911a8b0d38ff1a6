"""The twelve ready texts: Japanese for the buyer, filled from recorded facts alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import ClassVar, Final

import attrs

from .._fields import Answer
from ..findings import Finding, Rule, Severity
from ..japan import day_of
from ..messages import advice_text
from ..order import Evidence
from ..policy import Policy
from ..reasons import ReasonKind, RefusalReason
from ..text import check_reason
from .slots import Facts, Gap, parse_slot, read_slot, slot_pattern, slot_text

__all__ = ["READY_TEXTS", "FilledText", "ReadyText", "recognise"]


@attrs.frozen
class ReadyText(Answer):
    """A text written beforehand, with slots that only recorded facts fill.

    Attributes:
        key: Its stable name, such as `SHIPPED_TRACKED`.
        kind: The reason of the drop-down that it goes with.
        slots: The open places, in the order of the Japanese text.
        needs: Fields of `Evidence` without which the text would not be true.
        lacks: Fields of `Evidence` with which the text would not be true.
        beyond: Whether it says more than the record can show, so that somebody must read it.

    >>> READY_TEXTS["OTHER_DIGITAL"].text("en")[:52]
    'Your order is a digital code and was sent to you on '
    """

    key: str
    kind: ReasonKind
    slots: tuple[str, ...]
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    beyond: bool = False

    def text(self, lang: str, values: Mapping[str, str] | None = None) -> str:
        """Return the text in *lang*; a slot without a value stands open, as `{shipped_on}`.

        The Japanese text is the one that is sent; the others are for the seller's eyes.

        Raises:
            UnknownLanguage: There is no such text in *lang*.
        """
        known = values or {}
        params = {
            slot: slot_text(slot, known[slot], lang) if slot in known else f"{{{slot}}}"
            for slot in self.slots
        }
        return advice_text(f"ready.{self.key}", lang, params)

    def applies(self, evidence: Evidence) -> bool:
        """Say whether nothing recorded speaks against this text."""
        return all(getattr(evidence, field) for field in self.needs) and not any(
            getattr(evidence, field) for field in self.lacks
        )

    def fill(self, facts: Facts, policy: Policy) -> FilledText:
        """Return the text with every slot that the recorded facts can fill.

        >>> sent = Facts(noon, Evidence(sent_on=date(2022, 8, 12)))
        >>> filled = READY_TEXTS["OTHER_DIGITAL"].fill(sent, Policy())
        >>> filled.japanese[:21], filled.complete
        ('ご注文の商品はデジタルコードで、8月12日', True)
        """
        found = {slot: read_slot(slot, facts, self.kind) for slot in self.slots}
        values = {slot: value for slot, value in found.items() if isinstance(value, str)}
        gaps = tuple(gap for gap in found.values() if isinstance(gap, Gap))
        warnings = self._warnings(facts, values)
        checked = check_reason(RefusalReason(self.kind, self.text("ja", values)), policy)
        return FilledText(self, values, gaps, warnings + checked.findings)

    def _warnings(self, facts: Facts, values: Mapping[str, str]) -> tuple[Finding, ...]:
        warnings: list[Finding] = []
        later = facts.ship_on
        if "ship_on" in values and later is not None and later > day_of(facts.at):
            params = {"ship_on": later.isoformat()}
            warnings.append(_warning(Rule.SHIP_THE_SAME_DAY, "collides-with-same-day", params))
        if self.beyond:
            warnings.append(_warning(Rule.REASON_AGREES, "more-than-recorded", {"text": self.key}))
        return tuple(warnings)


def _warning(rule: Rule, detail: str, params: Mapping[str, object]) -> Finding:
    return Finding(rule, detail, Severity.WARNING, params)


@attrs.frozen
class FilledText(Answer):
    """A ready text with what the records say.

    Attributes:
        ready: The text that was filled.
        values: The slots that are filled, as plain values; see `slots.read_slot`.
        gaps: The slots that are still open, and why.
        findings: What the rules say of the text as it stands.
    """

    for_readers: ClassVar = ("japanese", "gloss", "usable")

    ready: ReadyText
    values: Mapping[str, str] = attrs.field(hash=False)
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def complete(self) -> bool:
        """Say whether no slot is open."""
        return not self.gaps

    @property
    def usable(self) -> bool:
        """Say whether it may be sent: complete, and no rule broken."""
        return self.complete and all(f.severity is Severity.WARNING for f in self.findings)

    @property
    def japanese(self) -> str:
        """Give the text that the buyer reads."""
        return self.ready.text("ja", self.values)

    @property
    def reason(self) -> RefusalReason:
        """Give the reason to refuse with."""
        return RefusalReason(self.ready.kind, self.japanese)

    def gloss(self, lang: str) -> str:
        """Return what the Japanese text says, in *lang*."""
        return self.ready.text(lang, self.values)


_PARCEL: Final = ("shipped_on", "carrier", "tracking_no")
_ABROAD: Final = ("shipped_on", "origin", "carrier", "tracking_no")
_STARTED: Final = ("production_started_on", "ship_on")
_CUSTOM: Final = ("made_to_order",)
_SENT: Final = ("handed_over_at",)  # with it, a text that promises to send is false

# fmt: off
_ROWS: Final = (
    ReadyText("SHIPPED_TRACKED",       ReasonKind.SHIPPED, _PARCEL, lacks=("origin",)),
    ReadyText("SHIPPED_INTERNATIONAL", ReasonKind.SHIPPED, _ABROAD, needs=("origin",)),
    ReadyText("SHIPPED_UNTRACKED",     ReasonKind.SHIPPED, ("shipped_on", "carrier"),
              lacks=("tracking_no",), beyond=True),
    ReadyText("READY_PICKUP",          ReasonKind.PREPARED, ("pickup_on", "carrier"),
              lacks=_SENT, beyond=True),
    ReadyText("READY_WAREHOUSE",       ReasonKind.PREPARED, ("ready_on", "ship_on"),
              lacks=_SENT, beyond=True),
    ReadyText("CUSTOM_STARTED",        ReasonKind.MADE_TO_ORDER, ("production_started_on",),
              needs=_CUSTOM, beyond=True),
    ReadyText("CUSTOM_PROCESSED",      ReasonKind.MADE_TO_ORDER, ("processed_on", "ship_on"),
              needs=_CUSTOM, lacks=_SENT, beyond=True),
    ReadyText("CUSTOM_MADE_TO_ORDER",  ReasonKind.MADE_TO_ORDER, _STARTED,
              needs=_CUSTOM, lacks=_SENT, beyond=True),
    ReadyText("OTHER_BUYER_AGREED",    ReasonKind.OTHER, ("contacted_on", "ship_on"),
              needs=("contacted_on",), lacks=_SENT),
    ReadyText("OTHER_BUNDLED",         ReasonKind.OTHER, _PARCEL, needs=("bundled",)),
    ReadyText("OTHER_PERISHABLE",      ReasonKind.OTHER, ("prepared_on", "ship_on"),
              needs=("perishable",), lacks=_SENT),
    ReadyText("OTHER_DIGITAL",         ReasonKind.OTHER, ("sent_on",), needs=("sent_on",)),
)
# fmt: on

READY_TEXTS: Final[Mapping[str, ReadyText]] = {row.key: row for row in _ROWS}
"""The twelve ready texts by key, in the order in which they are tried."""


def recognise(japanese: str) -> FilledText | None:
    """Return the ready text that *japanese* was filled from; None for a text of one's own.

    >>> sent = Facts(noon, Evidence(sent_on=noon.date()))
    >>> recognise(READY_TEXTS["OTHER_DIGITAL"].fill(sent, Policy()).japanese).values
    {'sent_on': '08-12'}
    """
    for key, expression in _expressions().items():
        if match := expression.fullmatch(japanese):
            values = {slot: parse_slot(slot, text) for slot, text in match.groupdict().items()}
            known = {slot: value for slot, value in values.items() if value is not None}
            filled = FilledText(READY_TEXTS[key], known)
            if filled.japanese == japanese:  # another name for the same carrier is not our text
                return filled
    return None


@cache
def _expressions() -> Mapping[str, re.Pattern[str]]:
    return {key: re.compile(_expression(ready)) for key, ready in READY_TEXTS.items()}


def _expression(ready: ReadyText) -> str:
    expression = re.escape(ready.text("ja"))
    for slot in ready.slots:
        group = f"(?P<{slot}>{slot_pattern(slot)})"
        expression = expression.replace(re.escape(f"{{{slot}}}"), group)
    return expression
