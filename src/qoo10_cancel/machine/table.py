"""Every transition, one row each; data only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import attrs

from ..events import (
    CancelApproval,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Delivery,
    DutyLapse,
    DutyReminder,
    Event,
    EvidenceAdded,
    FakeShipmentFound,
    Refund,
    RequestReminder,
    RequestWithdrawal,
    ShipDateLapse,
    ShipDateSet,
    Shipment,
    ShipmentRelease,
    WithdrawalAsked,
    WithdrawalDenied,
)
from ..order import FINAL, PENDING, SENT, UNSENT, Order, State
from ..policy import Policy
from .objections import Findings
from .refusal_rules import (
    delayed_is_free,
    duty_fits_the_day,
    evidence_looks_real,
    only_pending_is_refused,
    planned_date_ahead,
    reason_agrees,
    reason_is_chosen,
    refusal_is_confirmed,
    text_is_fit,
)
from .rules import (
    date_is_ahead,
    delayed_is_refunded,
    duty_is_met_in_time,
    pending_is_not_shipped,
    refused_is_final,
    reservation_is_known,
    shipment_looks_real,
    shipped_is_returned,
)

__all__ = ["TABLE", "Row", "faults"]

E = TypeVar("E", bound=Event)
E_contra = TypeVar("E_contra", bound=Event, contravariant=True)
Guard = Callable[[Order, E_contra, Policy], Findings]
When = Callable[[Order], bool]


@attrs.frozen
class Row(Generic[E]):
    """One transition.

    Attributes:
        source: The state the order is in.
        event: What happens to it.
        target: The state it is in then; None when the event is barred here, and the guards
            say by which rules.
        guards: The rules that are asked; one violation denies the event.
        when: Which of several rows for the same state and event holds; exactly one does.
    """

    source: State
    event: type[E]
    target: State | None
    guards: tuple[Guard[E], ...] = ()
    when: When | None = None

    def __str__(self) -> str:
        """Say the row in a line.

        >>> print(Row(State.NEW, ShipDateSet, State.SCHEDULED))
        new + ShipDateSet -> scheduled
        """
        target = "barred" if self.target is None else self.target.value
        return f"{self.source.value} + {self.event.__name__} -> {target}"


def _not_a_reservation(order: Order) -> bool:
    return order.purchase.reservation is False


def _maybe_a_reservation(order: Order) -> bool:
    return order.purchase.reservation is not False


@attrs.frozen
class _CameFrom:
    """Where a withdrawn request brings the order back to."""

    state: State

    def __call__(self, order: Order) -> bool:
        return order.came_from is self.state


# Tuples, in the order of State: the rows of a table stand in a fixed order.
_UNENDED = tuple(s for s in State if s not in FINAL)
_UNSENT = tuple(s for s in State if s in UNSENT)
_SENT = tuple(s for s in State if s in SENT)
_PENDING = tuple(s for s in State if s in PENDING)
_RETURNS = tuple(s for s in State if s not in PENDING and s is not State.REFUSED)
_REFUSED_HERE = (
    planned_date_ahead,
    reason_is_chosen,
    text_is_fit,
    reason_agrees,
    evidence_looks_real,
    refusal_is_confirmed,
    duty_fits_the_day,
)

# fmt: off
TABLE: Final[tuple[Row[Any], ...]] = (
    # Before a request.
    *(Row(state, ShipDateSet, State.SCHEDULED, (date_is_ahead,)) for state in _UNSENT),
    *(Row(state, ShipDateSet, state, (date_is_ahead,))
      for state in (*_PENDING, State.AWAITING_SHIPMENT)),
    Row(State.SCHEDULED,        ShipDateLapse,   State.SHIPPING_DELAYED),
    Row(State.AWAITING_SHIPMENT, ShipDateLapse,  State.AWAITING_SHIPMENT),

    # The buyer asks.
    Row(State.NEW,              CancelRequest,   State.CANCELLED,        (refused_is_final,),
        _not_a_reservation),
    Row(State.NEW,              CancelRequest,   State.CANCEL_REQUESTED,
        (refused_is_final, reservation_is_known), _maybe_a_reservation),
    Row(State.SCHEDULED,        CancelRequest,   State.CANCEL_REQUESTED, (refused_is_final,)),
    Row(State.SHIPPING_DELAYED, CancelRequest,   State.CANCELLED,
        (refused_is_final, delayed_is_refunded)),
    Row(State.AWAITING_SHIPMENT, CancelRequest,  State.CANCEL_REQUESTED, (refused_is_final,)),
    *(Row(state, CancelRequest, None, (refused_is_final, shipped_is_returned))
      for state in _SENT),
    *(Row(state, RequestWithdrawal, back, (), _CameFrom(back))
      for state in _PENDING for back in _RETURNS),

    # The seller answers.
    *(Row(state, CancelRefusal, State.REFUSED, _REFUSED_HERE) for state in _PENDING),
    *(Row(state, CancelRefusal, None, (only_pending_is_refused, *_REFUSED_HERE))
      for state in State if state not in PENDING and state is not State.SHIPPING_DELAYED),
    Row(State.SHIPPING_DELAYED, CancelRefusal,   None, (delayed_is_free, *_REFUSED_HERE)),
    *(Row(state, CancelApproval, State.CANCELLING) for state in _PENDING),
    Row(State.CANCEL_REQUESTED, WithdrawalAsked, State.WITHDRAWAL_ASKED),
    Row(State.WITHDRAWAL_ASKED, WithdrawalDenied, State.CANCEL_REQUESTED),
    Row(State.CANCELLING,       Refund,          State.CANCELLED),
    Row(State.REFUSED,          ShipmentRelease, State.AWAITING_SHIPMENT),

    # The parcel leaves.
    *(Row(state, Shipment, State.SHIPPED, (duty_is_met_in_time, shipment_looks_real))
      for state in (*_UNSENT, State.AWAITING_SHIPMENT)),
    *(Row(state, Shipment, State.SHIPPED,
          (pending_is_not_shipped, duty_is_met_in_time, shipment_looks_real))
      for state in _PENDING),
    Row(State.SHIPPED,          Delivery,        State.DELIVERED),
    *(Row(state, FakeShipmentFound, state) for state in _SENT),

    # The duty of a refusal; it goes on wherever a recorded fact may bring the order.
    *(Row(state, DutyLapse, state) for state in (*_UNSENT, *_PENDING, State.AWAITING_SHIPMENT)),

    # Whatever the state.
    *(Row(state, Cancellation, State.CANCELLED)
      for state in _UNENDED if state is not State.SHIPPED),
    *(Row(state, event, state)
      for event in (EvidenceAdded, RequestReminder, DutyReminder) for state in _UNENDED),
)
# fmt: on


def faults(table: tuple[Row[Any], ...], events: tuple[type[Event], ...]) -> tuple[str, ...]:
    """Return what is wrong with the structure of a table; nothing for a sound one.

    It asks: is each pair of state and event decided by one row, or by rows that each carry a
    `when`; is every state reachable; does a final state stay final; is no state a trap; is
    every event used.

    >>> faults((Row(State.NEW, Refund, State.CANCELLED),), ())[0]
    'nothing leads to scheduled'
    """
    return (
        *_undecided(table),
        *_unreachable(table),
        *(
            f"{row.source.value} is final, and {row.event.__name__} leaves it"
            for row in table
            if row.source in FINAL and row.target not in (None, row.source)
        ),
        *_traps(table),
        *(f"no row for {event.__name__}" for event in events if event not in _used(table)),
    )


def _used(table: tuple[Row[Any], ...]) -> set[type[Event]]:
    return {row.event for row in table}


def _undecided(table: tuple[Row[Any], ...]) -> list[str]:
    rows: dict[tuple[State, type[Event]], list[Row[Any]]] = {}
    for row in table:
        rows.setdefault((row.source, row.event), []).append(row)
    return [
        f"{len(same)} rows for {event.__name__} in {state.value}, not all with a `when`"
        for (state, event), same in rows.items()
        if len(same) > 1 and any(row.when is None for row in same)
    ]


def _reached(table: tuple[Row[Any], ...], start: State) -> set[State]:
    reached, fresh = {start}, [start]
    while fresh:
        here = fresh.pop()
        # A withdrawal leads back to where the order has been already.
        nexts = {
            row.target
            for row in table
            if row.source is here
            and row.target is not None
            and not isinstance(row.when, _CameFrom)
        }
        fresh += nexts - reached
        reached |= nexts
    return reached


def _unreachable(table: tuple[Row[Any], ...]) -> list[str]:
    reached = _reached(table, State.NEW)
    return [f"nothing leads to {state.value}" for state in State if state not in reached]


def _traps(table: tuple[Row[Any], ...]) -> list[str]:
    return [
        f"{state.value} is a trap: no way to a final state"
        for state in State
        if not _reached(table, state) & FINAL
    ]
