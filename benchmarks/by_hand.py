"""H: the same answers from a hand-written dispatch, as a good programmer would write it at once.

It gives the same new orders, steps, findings and notices, by a dict of (state, event) to guards
and target, without `transitions`, without an index read out of it, without a table.
"""

from __future__ import annotations

from qoo10_cancel.decision import Allowed, Denied, Step
from qoo10_cancel.events import (
    CancelApproval,
    CancelRefusal,
    CancelRequest,
    Delivery,
    Event,
    EvidenceAdded,
    ShipDateLapse,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
)
from qoo10_cancel.findings import Finding, Rule, Severity
from qoo10_cancel.machine import after, next_move, notices_of, refusal_rules, rules
from qoo10_cancel.notices import Notice
from qoo10_cancel.order import Order, State
from qoo10_cancel.policy import Policy

S = State
REFUSAL = (
    refusal_rules.planned_date_ahead,
    refusal_rules.reason_is_chosen,
    refusal_rules.text_is_fit,
    refusal_rules.reason_agrees,
    refusal_rules.refusal_is_confirmed,
    refusal_rules.duty_fits_the_day,
)
BARRED = (rules.refused_is_final, rules.shipped_is_returned)
WAYS = {
    (S.NEW, ShipDateSet): ((rules.date_is_ahead,), S.SCHEDULED),
    (S.SCHEDULED, ShipDateSet): ((rules.date_is_ahead,), S.SCHEDULED),
    (S.SCHEDULED, ShipDateLapse): ((), S.SHIPPING_DELAYED),
    (S.SCHEDULED, CancelRequest): ((), S.CANCEL_REQUESTED),
    (S.CANCEL_REQUESTED, CancelRefusal): (REFUSAL, S.REFUSED),
    (S.CANCEL_REQUESTED, CancelApproval): ((), S.CANCELLING),
    (S.CANCEL_REQUESTED, WithdrawalAsked): ((), S.WITHDRAWAL_ASKED),
    (S.CANCEL_REQUESTED, ShipDateSet): ((rules.date_is_ahead,), S.CANCEL_REQUESTED),
    (S.CANCEL_REQUESTED, EvidenceAdded): ((), S.CANCEL_REQUESTED),
    (S.CANCEL_REQUESTED, Shipment): (
        (rules.pending_is_not_shipped, rules.duty_is_met_in_time, rules.shipment_looks_real),
        S.SHIPPED,
    ),
    (S.SHIPPING_DELAYED, CancelRefusal): ((refusal_rules.delayed_is_free, *REFUSAL), None),
    (S.AWAITING_SHIPMENT, Shipment): (
        (rules.duty_is_met_in_time, rules.shipment_looks_real),
        S.SHIPPED,
    ),
    (S.SHIPPED, Delivery): ((), S.DELIVERED),
    (S.SHIPPED, CancelRequest): (BARRED, None),
    (S.DELIVERED, CancelRequest): (BARRED, None),
}
MOVES_ALONE = {S.SCHEDULED, S.REFUSED, S.AWAITING_SHIPMENT, S.CANCEL_REQUESTED}


def decide(order: Order, event: Event, policy: Policy) -> Allowed | Denied:
    """Answer as `qoo10_cancel.decide` does, for the pairs in `WAYS`."""
    at, now = event.moment, order
    steps: list[Step] = []
    notices: list[Notice] = []
    while now.state in MOVES_ALONE:
        move = next_move(now, policy)
        if move is None or move.moment > at:
            break
        now = step(now, move, type(move).leads_to or now.state, steps, notices, policy)
    guards, target = WAYS.get((now.state, type(event)), (None, None))
    found: list[Finding] = []
    if guards is None:
        params = {"state": now.state.value, "event": type(event).__name__}
        found.append(Finding(Rule.NOT_EXPECTED, "not-expected", Severity.VIOLATION, params))
    else:
        for guard in guards:
            found += guard(now, event, policy)
    found += rules.moments_run_forward(now, event, policy)
    violations = tuple(f for f in found if f.severity is Severity.VIOLATION)
    if violations or target is None:
        warnings = tuple(f for f in found if f.severity is Severity.WARNING)
        return Denied(order, event, violations, warnings)
    now = step(now, event, target, steps, notices, policy)
    while now.state in MOVES_ALONE:
        move = next_move(now, policy)
        if move is None or move.moment > at:
            break
        now = step(now, move, type(move).leads_to or now.state, steps, notices, policy)
    return Allowed(now, tuple(steps), tuple(notices), tuple(found))


def step(  # its parts, in the order in which `decide` has them
    order: Order,
    event: Event,
    target: State,
    steps: list[Step],
    notices: list[Notice],
    policy: Policy,
) -> Order:
    """Add one step, with its notices; return the order after it."""
    now = after(order, event, target)
    steps.append(Step(event, order.state, target, now.version))
    notices += notices_of(event, order, now, policy)
    return now
