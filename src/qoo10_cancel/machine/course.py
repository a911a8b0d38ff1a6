"""An order as it changes: one step after the other, each with what follows from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..decision import Allowed, Step
from ..events import (
    COMMANDS,
    CancelApproval,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    ClockEvent,
    Delivery,
    Event,
    Refund,
    RequestWithdrawal,
    ShipDateLapse,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
    WithdrawalDenied,
)
from ..findings import Finding, Rule, Severity
from ..notices import Notice
from ..order import GONE, PENDING, SENT, UNSENT, Order, State
from ..policy import Policy
from .announcements import notices_of
from .clock import next_move
from .effects import after
from .engine import Fire, look_up, row_for
from .rules import moments_run_forward, refused_and_delayed
from .table import Row

__all__ = ["Course", "leads_to"]


class Course:
    """An order as it changes, with the steps, notices and findings so far."""

    __slots__ = ("found", "notices", "order", "passed", "policy", "steps")

    def __init__(self, order: Order, policy: Policy) -> None:
        self.order = order
        self.policy = policy
        self.steps: list[Step] = []
        self.notices: list[Notice] = []
        self.found: list[Finding] = []
        self.passed: list[Finding] = []
        """What is to be warned about as time goes by, whoever sweeps; once."""

    def step(self, event: Event, target: State) -> None:
        """Take *event* to *target*."""
        before = self.order
        self.order = now = self.after(event, target)
        self.steps.append(Step(event, before.state, target, now.version))
        self.notices.extend(notices_of(event, before, now, self.policy))

    def after(self, event: Event, target: State) -> Order:
        """Return the order once *event* has brought it to *target*."""
        return after(self.order, event, target)

    def advance(self, until: datetime, fire: Fire) -> None:
        """Take the moves that the order makes by itself, up to and including *until*."""
        while self.order.state not in GONE:
            move = next_move(self.order, self.policy)
            if move is None or move.moment > until:
                return
            row = row_for(self.order, move)
            target = fire(row, self.order, move, True)
            if type(move) is ShipDateLapse and self.order.state is State.AWAITING_SHIPMENT:
                self.passed.extend(refused_and_delayed(self.order, move, self.policy))
            self.step(move, self.order.state if target is None else target)

    def judge(self, event: Event) -> Row[Any] | None:
        """Ask every guard of the row that holds; return the row."""
        order, policy, found = self.order, self.policy, self.found
        row = row_for(order, event)
        if event.automatic:
            found.append(_untimely(order, event, policy))
        elif row is None:
            found.append(_out_of_place(order, event))
        else:
            for guard in row.guards:
                if objections := guard(order, event, policy):
                    found.extend(one for one in objections if one not in found)
        found.extend(moments_run_forward(order, event, policy))
        return row

    def includes(self, event: Event) -> bool:
        """Return whether the order has made the move *event* by itself."""
        return bool(self.steps) and any(type(step.event) is type(event) for step in self.steps)

    def allowed(self) -> Allowed:
        """Return what has come of it."""
        return Allowed(self.order, tuple(self.steps), tuple(self.notices), tuple(self.found))


def leads_to(order: Order, event: Event, row: Row[Any] | None) -> State | None:
    """Return the state that *event* leads to when it has really happened; None if it leads back.

    It leads to the target of its row, whatever the guards say. Without a row it still leads
    forward (unsent, requested, refused or cancelling, shipped, delivered), and a refund or a
    cancellation ends any order. An event that would lead back changes no state.
    """
    state, wanted = order.state, _FORWARD.get(type(event))
    if row is not None and row.target is not None:
        return row.target
    if wanted is None:
        return None if type(event) in _MOVES else state
    target, sources = wanted
    return target if state in sources else None


_UNSENT_OR_PENDING = UNSENT | PENDING
_NOT_SENT = frozenset(State) - SENT - {State.CANCELLED}

_FORWARD = {
    WithdrawalAsked: (State.WITHDRAWAL_ASKED, _UNSENT_OR_PENDING),
    WithdrawalDenied: (State.CANCEL_REQUESTED, _UNSENT_OR_PENDING),
    CancelRefusal: (State.REFUSED, _NOT_SENT),
    CancelApproval: (State.CANCELLING, _NOT_SENT),
    Shipment: (State.SHIPPED, _NOT_SENT),
    Delivery: (State.DELIVERED, _NOT_SENT),
    Refund: (State.CANCELLED, frozenset(State) - {State.CANCELLED}),
    Cancellation: (State.CANCELLED, frozenset(State) - {State.CANCELLED}),
}
_MOVES = frozenset({CancelRequest, RequestWithdrawal, ShipDateSet})
"""What happens to an order by a row of the table or not at all."""


def not_expected(order: Order, event: Event) -> Finding:
    """Return that *event* does not happen to *order* in its state (QC-00)."""
    params = {"state": order.state.value, "event": type(event).__name__}
    return Finding(Rule.NOT_EXPECTED, "not-expected", Severity.VIOLATION, params)


def _out_of_place(order: Order, event: Event) -> Finding:
    """Return why the state does not take a command, so that its remedy fits the state."""
    state, command = order.state, type(event)
    if command not in COMMANDS or state is State.REFUSED:
        return not_expected(order, event)
    if state in PENDING:
        detail = "asked-already"
    elif state in SENT:
        detail = "sent-already"
    elif state in GONE:
        detail = "closed"
    else:
        detail = "no-open-request"
    params = {"state": state.value, "event": command.__name__}
    return Finding(Rule.NOT_EXPECTED, detail, Severity.VIOLATION, params)


def _untimely(order: Order, event: Event, policy: Policy) -> Finding:
    """Return why a move of the clock is not due: it comes later, or never."""
    coming = Course(order, policy)
    while isinstance(event, ClockEvent) and (move := next_move(coming.order, policy)):
        coming.advance(move.moment, look_up)
        if coming.includes(event):
            params = {"event": type(event).__name__, "due_at": move.moment.isoformat()}
            return Finding(event.rule, "too-early", Severity.VIOLATION, params)
    return not_expected(order, event)
