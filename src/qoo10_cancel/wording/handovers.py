"""Making the hand-over sheet: what the person who clicks in J·QSM needs, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import attrs

from .._fields import Answer
from ..decision import Allowed, Decision
from ..errors import Malformed
from ..events import CancelRefusal
from ..findings import Finding, Rule, Severity
from ..japan import day_of, end_of
from ..order import Order
from ..policy import DEFAULT_POLICY, Policy
from .previews import Preview, preview
from .sheet import CartOrder, Handover
from .templates import recognise

__all__ = ["CartOrder", "Handover", "Prepared", "handover"]


@attrs.frozen
class Prepared(Answer):
    """A refusal that has been judged and not yet made.

    Attributes:
        decision: What the rules say.
        sheet: What the person who clicks needs.
    """

    decision: Decision
    sheet: Handover


def handover(
    decision: Decision, policy: Policy = DEFAULT_POLICY, orders: Iterable[Order] = ()
) -> Handover:
    """Return the sheet for the person who will click the refusal that *decision* is about.

    A sheet is made for a denied refusal too: it says what stands in the way. It is made before
    anybody has clicked OK, so it does not ask for the confirmation (QC-10).

    Args:
        decision: The answer of `decide` to a `CancelRefusal` at the moment of the sheet.
        policy: The switches.
        orders: Any orders; those of the same cart are listed.

    Raises:
        Malformed: The decision is about another event.

    >>> from qoo10_cancel import decide
    >>> sheet = handover(decide(Order("698016773"), CancelRefusal(noon)))
    >>> sheet.clear, sheet.duty_due.isoformat()
    (False, '2022-08-13T00:00:00+09:00')
    """
    order, refusal = decision.order, _refusal(decision)
    now, seen = refusal.moment, preview(refusal.reason, policy)
    return Handover(
        order_no=order.order_no,
        made_at=now,
        reason=seen.reason,
        paste=seen.japanese,
        ship_date=order.ship_date,
        refuse_before=None if order.ship_date is None else policy.lapse_of(order.ship_date),
        duty_due=end_of(day_of(now)),
        cart_no=order.purchase.cart_no,
        cart=_cart_orders(order, refusal, orders),
        findings=(*_findings(decision), *_stale_promises(seen, now)),
    )


def _refusal(decision: Decision) -> CancelRefusal:
    if isinstance(decision, Allowed):
        events = [step.event for step in decision.steps]
    else:
        events = [decision.event]
    for event in events:
        if isinstance(event, CancelRefusal):
            return event
    raise Malformed("a sheet is made from a decision about a CancelRefusal, about no other event")


def _findings(decision: Decision) -> list[Finding]:
    violations = () if isinstance(decision, Allowed) else decision.violations
    found = (*violations, *decision.warnings)
    return [finding for finding in found if finding.rule is not Rule.REFUSAL_IS_CONFIRMED]


def _stale_promises(seen: Preview, now: datetime) -> list[Finding]:
    """Return a warning for each day but today that a ready text promises (QC-12)."""
    filled, today = recognise(seen.japanese), f"{now:%m-%d}"
    days = [] if filled is None else [filled.values.get(slot) for slot in ("ship_on", "pickup_on")]
    rule, detail = Rule.SHIP_THE_SAME_DAY, "collides-with-same-day"
    return [
        Finding(rule, detail, Severity.WARNING, {"ship_on": day})
        for day in days
        if day not in (None, today)
    ]


def _cart_orders(
    order: Order, refusal: CancelRefusal, orders: Iterable[Order]
) -> tuple[CartOrder, ...]:
    cart, bundled = order.purchase.cart_no, (order.evidence | refusal.evidence).bundled
    return tuple(
        CartOrder(other.order_no, other.state, _in_one_box(bundled, other.evidence.bundled))
        for other in orders
        if cart is not None and other.purchase.cart_no == cart and other.order_no != order.order_no
    )


def _in_one_box(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return True if first and second else None
