"""Which of the four reasons fits what is recorded, and which ready text goes with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import attrs

from .._fields import Answer
from ..events import CancelRefusal
from ..findings import Finding, Rule, Severity
from ..machine import reason_agrees
from ..order import NO_EVIDENCE, Evidence, Order
from ..policy import DEFAULT_POLICY, Policy
from ..reasons import ReasonKind, RefusalReason
from .slots import Facts
from .templates import READY_TEXTS, FilledText

__all__ = ["Advice", "ReasonAdvice", "advise"]


@attrs.frozen
class ReasonAdvice(Answer):
    """How one reason of the drop-down fits.

    Attributes:
        kind: The reason.
        fits: Whether the recorded facts support it. 其他 needs no record, only an explanation.
        findings: The objections of QC-09; `message` words them in the reader's language.
        texts: The ready texts that may be used with it, each with the slots still open.
    """

    for_readers: ClassVar = ("grounded",)

    kind: ReasonKind
    fits: bool
    findings: tuple[Finding, ...] = ()
    texts: tuple[FilledText, ...] = ()

    @property
    def text(self) -> FilledText | None:
        """Give the first text that may be sent as it is, if there is one."""
        return next((text for text in self.texts if text.usable), None)

    @property
    def grounded(self) -> bool:
        """Say whether there is a recorded ground to refuse with this reason.

        其他 has one when nothing but the promise to ship is open in one of its ready texts.
        """
        if self.kind is not ReasonKind.OTHER:
            return self.fits
        return any(all(gap.slot == "ship_on" for gap in text.gaps) for text in self.texts)


@attrs.frozen
class Advice(Answer):
    """The advice for one order at one moment.

    Attributes:
        order_no: The order number.
        reasons: The four reasons, in the order of the drop-down.
        findings: The way out (QC-21) when no reason fits; else nothing.
    """

    order_no: str
    reasons: tuple[ReasonAdvice, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def best(self) -> ReasonAdvice | None:
        """Give the first reason with a recorded ground; None when there is none."""
        return next((reason for reason in self.reasons if reason.grounded), None)

    def of(self, kind: ReasonKind) -> ReasonAdvice:
        """Return the advice on the reason *kind*."""
        return next(reason for reason in self.reasons if reason.kind is kind)


def advise(
    order: Order,
    at: datetime,
    policy: Policy = DEFAULT_POLICY,
    ship_on: date | None = None,
    evidence: Evidence = NO_EVIDENCE,
) -> Advice:
    """Say which reasons fit the recorded facts of *order* at the aware moment *at*.

    Whether the order may be refused at all is not asked here; that is for `decide`.

    Args:
        order: The order with what is recorded for it.
        at: When the request is to be refused.
        policy: The switches; a lifted QC-09 warns only, and the reason still does not fit.
        ship_on: The day in Japan on which the seller will ship, where a text promises one.
        evidence: More facts; they win over the order's.

    Raises:
        Malformed: *at* is naive, or *ship_on* is no date.

    >>> packed = Order("698016773", evidence=Evidence(prepared_at=noon))
    >>> best = advise(packed, noon, Policy(), ship_on=date(2022, 8, 12)).best
    >>> best.kind, best.text.ready.key
    (<ReasonKind.PREPARED: 'prepared'>, 'READY_WAREHOUSE')
    """
    facts = Facts.of(order, at, ship_on, evidence)
    reasons = tuple(_reason(kind, order, facts, policy) for kind in ReasonKind)
    advice = Advice(order.order_no, reasons)
    if advice.best is not None:
        return advice
    way_out = Finding(Rule.OTHER_GROUNDS_WITHDRAW, "no-reason-fits", Severity.WARNING)
    return attrs.evolve(advice, findings=(way_out,))


def _reason(kind: ReasonKind, order: Order, facts: Facts, policy: Policy) -> ReasonAdvice:
    event = CancelRefusal(facts.at, RefusalReason(kind), facts.evidence)
    findings = reason_agrees(order, event, policy)
    texts = tuple(
        ready.fill(facts, policy)
        for ready in READY_TEXTS.values()
        if ready.kind is kind and not findings and ready.applies(facts.evidence)
    )
    return ReasonAdvice(kind, not findings, findings, texts)
