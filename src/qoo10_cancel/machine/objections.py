"""How a rule objects, and what several rules ask."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..events import Event
from ..findings import Finding, Rule, Severity
from ..japan import day_of
from ..order import Order
from ..parcels import number_fault
from ..policy import Policy

__all__ = [
    "NOTHING",
    "Findings",
    "is_before",
    "number_looks_real",
    "unless_lifted",
    "violation",
    "warning",
]

Findings = tuple[Finding, ...]
NOTHING: Final[Findings] = ()


def violation(rule: Rule, detail: str, **params: object) -> Findings:
    """Return one finding that denies."""
    return (Finding(rule, detail, Severity.VIOLATION, params),)


def warning(rule: Rule, detail: str, **params: object) -> Findings:
    """Return one finding that denies nothing."""
    return (Finding(rule, detail, Severity.WARNING, params),)


def unless_lifted(policy: Policy, rule: Rule, detail: str, **params: object) -> Findings:
    """Return a violation, or a warning where *policy* lifts the rule."""
    say = warning if rule in policy.lift else violation
    return say(rule, detail, **params)


def is_before(event: Event, moment: datetime) -> bool:
    """Say whether *event* came before *moment*; where only its day is known, a day before."""
    at = event.at
    return at < moment if isinstance(at, datetime) else at < day_of(moment)


def number_looks_real(order: Order, carrier: str | None, tracking_no: str | None) -> Findings:
    """Return what is wrong with the tracking number, if there is one."""
    if tracking_no is None:
        return NOTHING
    fault = number_fault(tracking_no, carrier, order.order_no, order.purchase.cart_no)
    return warning(Rule.NO_FAKE_SHIPMENT, fault) if fault else NOTHING
