"""Making the hand-over sheet: what the person who clicks in J·QSM needs, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from ..events import CancelRefusal
from ..findings import Finding, Rule, Severity
from ..japan import japan_time
from ..machine import (
    delayed_is_free,
    duty_fits_the_day,
    only_pending_is_refused,
    planned_date_ahead,
    reason_agrees,
    reason_is_chosen,
    text_is_fit,
)
from ..order import Duty, Order
from ..policy import DEFAULT_POLICY, Policy
from .previews import Preview, preview
from .sheet import Handover, Remark, Sibling
from .templates import recognised

__all__ = ["Handover", "Remark", "Sibling", "handover"]

_GUARDS: Final = (
    only_pending_is_refused,
    delayed_is_free,
    planned_date_ahead,
    reason_is_chosen,
    text_is_fit,
    reason_agrees,
    duty_fits_the_day,
)
"""Every rule of a refusal but QC-10: the sheet is made before anybody has clicked OK."""


def handover(
    order: Order,
    refusal: CancelRefusal,
    at: datetime,
    policy: Policy = DEFAULT_POLICY,
    siblings: Iterable[Order] = (),
) -> Handover:
    """Return the sheet for the person who will click *refusal* in J·QSM.

    A sheet is made for a poor refusal too: it says what stands in the way.

    Args:
        order: The order as it stands.
        refusal: What is to be clicked.
        at: The aware moment at which the sheet is made.
        policy: The switches.
        siblings: Any orders; those of the same cart are listed.

    Raises:
        Malformed: *at* is naive.

    >>> sheet = handover(Order("698016773"), CancelRefusal(noon), noon, Policy())
    >>> sheet.clear, sheet.duty_due
    (False, '2022-08-13T00:00:00+09:00')
    """
    now = japan_time(at)
    asked = attrs.evolve(refusal, at=now)
    seen = preview(refusal.reason, policy)
    planned = order.ship_date
    found = [f for guard in _GUARDS for f in guard(order, asked, policy)]
    return Handover(
        order_no=order.order_no,
        made_at=now.isoformat(),
        reason=seen.reason,
        paste=seen.japanese,
        ready=seen.ready,
        ship_date=None if planned is None else planned.isoformat(),
        refuse_before=None if planned is None else policy.lapse_of(planned).isoformat(),
        duty_due=Duty.of(now).due.isoformat(),
        cart_no=order.purchase.cart_no,
        siblings=_of_the_cart(order, refusal, siblings),
        remarks=tuple(map(Remark.of, (*found, *_other_days(seen, now)))),
    )


def _other_days(seen: Preview, now: datetime) -> list[Finding]:
    """Point out a ready text that promises another day than today: QC-12, or it has gone stale."""
    filled, today = recognised(seen.japanese), f"{now:%m-%d}"
    days = [] if filled is None else [filled.values.get(slot) for slot in ("ship_on", "pickup_on")]
    rule, detail = Rule.SHIP_THE_SAME_DAY, "collides-with-same-day"
    return [
        Finding(rule, detail, Severity.WARNING, {"ship_on": day})
        for day in days
        if day not in (None, today)
    ]


def _of_the_cart(
    order: Order, refusal: CancelRefusal, orders: Iterable[Order]
) -> tuple[Sibling, ...]:
    cart, mine = order.purchase.cart_no, (order.evidence | refusal.evidence).bundled
    return tuple(
        Sibling(each.order_no, each.state.value, _together(mine, each.evidence.bundled))
        for each in orders
        if cart is not None and each.purchase.cart_no == cart and each.order_no != order.order_no
    )


def _together(mine: bool | None, other: bool | None) -> bool | None:
    if mine is False or other is False:
        return False
    return True if mine and other else None
