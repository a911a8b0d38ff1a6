"""What comes out of a door: Allowed or Denied, with every step and every finding."""

from __future__ import annotations

from typing import ClassVar, Literal

import attrs

from .errors import CancelError
from .events import Event
from .findings import Finding
from .notices import Notice
from .order import Order, State

__all__ = ["Allowed", "Decision", "Denied", "RuleBroken", "Step"]


@attrs.frozen
class Step:
    """One transition that an order has made; the steps of a life are its history.

    Attributes:
        event: What happened; its `at` is the step's moment, its `actor` who did it.
        source: The state before.
        target: The state after.
        version: The order's version after.
        became: The order after, where the step alone does not say: late news, from which the
            order was folded again; None for a step through the table.
    """

    event: Event
    source: State
    target: State
    version: int
    became: Order | None = None


@attrs.frozen
class Allowed:
    """The event may happen, or has happened.

    Attributes:
        order: The order as it is then.
        steps: What leads there: moves of the clock that were due before, the event, and
            what the system does by itself after it.
        notices: Whom to tell what.
        warnings: What somebody should know all the same.
        violations: Always empty; `Denied` has the broken rules.
        codes: Always empty, likewise.
    """

    allowed: ClassVar[Literal[True]] = True
    violations: ClassVar[tuple[Finding, ...]] = ()
    codes: ClassVar[frozenset[str]] = frozenset()
    for_readers: ClassVar = ("allowed",)

    order: Order
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]
    warnings: tuple[Finding, ...]


@attrs.frozen
class Denied:
    """The event may not happen.

    Attributes:
        order: The order as it came.
        event: What was asked for.
        violations: Every broken rule, never just the first.
        warnings: What else somebody should know.
    """

    allowed: ClassVar[Literal[False]] = False
    for_readers: ClassVar = ("allowed",)

    order: Order
    event: Event
    violations: tuple[Finding, ...]
    warnings: tuple[Finding, ...]

    def __bool__(self) -> bool:
        """Return False, so that `if decide(...)` asks whether the event may happen."""
        return False

    @property
    def codes(self) -> frozenset[str]:
        """Give the codes of the broken rules."""
        return frozenset(found.rule.code for found in self.violations)


Decision = Allowed | Denied


class RuleBroken(CancelError):
    """An event was to happen that one or more rules forbid.

    Attributes:
        denied: What `decide` says to the event: the order as it came, every broken rule, and
            the warnings.
    """

    def __init__(self, denied: Denied) -> None:
        super().__init__(denied)
        self.denied = denied

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Give every broken rule, never just the first."""
        return self.denied.violations

    def message(self, lang: str) -> str:
        """Say in *lang* which rules forbid it."""
        return "; ".join(f"{found.rule.code}: {found.message(lang)}" for found in self.violations)

    def __str__(self) -> str:
        order, event = self.denied.order, type(self.denied.event).__name__
        reasons = self.message("en")
        return f"order {order.order_no} ({order.state.value}) denied {event}: {reasons}"
