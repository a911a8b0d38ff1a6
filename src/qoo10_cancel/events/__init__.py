"""What can happen to an order, a class each. Who causes an event is fixed by its class."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import attrs

from .._fields import a_day, a_line, blank_is_none, is_a, maybe_line, moment_or_day
from ..errors import Malformed, redacted
from ..findings import Rule
from ..messages import Problem
from ..order import NO_EVIDENCE, Evidence, State
from ..reasons import RefusalReason
from .event import By, Event, Origin

__all__ = [
    "COMMANDS",
    "EVENTS",
    "By",
    "CancelApproval",
    "CancelRefusal",
    "CancelRequest",
    "Cancellation",
    "ClockEvent",
    "Delivery",
    "DutyLapse",
    "DutyReminder",
    "Erasure",
    "Event",
    "EvidenceAdded",
    "FakeShipmentFound",
    "Looked",
    "Origin",
    "Refund",
    "RequestReminder",
    "RequestWithdrawal",
    "Retraction",
    "ShipDateLapse",
    "ShipDateSet",
    "Shipment",
    "ShipmentRelease",
    "WithdrawalAsked",
    "WithdrawalDenied",
]


@attrs.frozen
class CancelRequest(Event):
    """The buyer asks to cancel (取消要求).

    Attributes:
        reason: Display text, not a code.
        open: Whether Qoo10 has shown the request as waiting for an answer.
    """

    name = "request"
    letter = "r"
    by = By.BUYER
    leads_to = State.CANCEL_REQUESTED

    reason: str = attrs.field(default="", validator=a_line)
    open: bool = attrs.field(default=False, validator=is_a(bool), kw_only=True)


class RequestWithdrawal(Event):
    """The buyer takes the request back; the order is where it was before."""

    __slots__ = ()
    name = "withdraw"
    letter = "w"
    by = By.BUYER


@attrs.frozen
class ShipDateSet(Event):
    """The seller sets 发货预定日.

    Attributes:
        ship_date: A date in Japan; None where Qoo10 shows that one is set, and not which.
    """

    name = "set-ship-date"
    letter = "d"
    by = By.SELLER
    leads_to = State.SCHEDULED

    ship_date: date | None = attrs.field(validator=a_day, kw_only=True)


@attrs.frozen
class EvidenceAdded(Event):
    """The seller records evidence: packed, handed over, production begun."""

    name = "evidence"
    letter = "e"
    by = By.SELLER

    evidence: Evidence = attrs.field(default=NO_EVIDENCE, validator=is_a(Evidence))


@attrs.frozen
class CancelRefusal(Event):
    """The seller refuses the buyer's request (拒绝取消).

    Attributes:
        reason: What the buyer will read.
        evidence: What the seller can show; merged with the order's, and wins over it.
        confirmed: The OK of the dialog (manual 3.6).
    """

    name = "refuse"
    letter = "x"
    by = By.SELLER
    leads_to = State.REFUSED

    reason: RefusalReason = attrs.field(factory=RefusalReason, validator=is_a(RefusalReason))
    evidence: Evidence = attrs.field(default=NO_EVIDENCE, validator=is_a(Evidence))
    confirmed: bool = attrs.field(default=False, validator=is_a(bool))


class CancelApproval(Event):
    """The seller approves the request (取消处理); the refund follows."""

    __slots__ = ()
    name = "approve"
    letter = "p"
    by = By.SELLER
    leads_to = State.CANCELLING


class WithdrawalAsked(Event):
    """The seller asks the buyer to take the request back (取消的撤回要请)."""

    __slots__ = ()
    name = "ask-withdrawal"
    letter = "a"
    by = By.SELLER
    leads_to = State.WITHDRAWAL_ASKED


@attrs.frozen
class Shipment(Event):
    """The seller marks the order as shipped (发货处理)."""

    name = "ship"
    letter = "s"
    by = By.SELLER
    leads_to = State.SHIPPED

    carrier: str | None = attrs.field(default=None, converter=blank_is_none, validator=maybe_line)
    tracking_no: str | None = attrs.field(
        default=None, converter=blank_is_none, validator=maybe_line
    )


class WithdrawalDenied(Event):
    """The buyer will not take the request back; it waits for an answer again."""

    __slots__ = ()
    name = "withdrawal-denied"
    letter = "n"
    by = By.PLATFORM
    leads_to = State.CANCEL_REQUESTED


class Refund(Event):
    """Qoo10 has paid the buyer back."""

    __slots__ = ()
    name = "refund"
    letter = "m"
    by = By.PLATFORM
    leads_to = State.CANCELLED


@attrs.frozen
class Cancellation(Event):
    """The order is cancelled for another cause: out of stock, by Qoo10."""

    name = "cancellation"
    letter = "c"
    by = By.PLATFORM
    leads_to = State.CANCELLED

    cause: str = attrs.field(default="", validator=a_line)


class Delivery(Event):
    """The parcel has arrived (交易完成)."""

    __slots__ = ()
    name = "delivery"
    letter = "v"
    by = By.PLATFORM
    leads_to = State.DELIVERED


class FakeShipmentFound(Event):
    """Qoo10 has found the shipment to be false (假发货)."""

    __slots__ = ()
    name = "fake-shipment"
    letter = "f"
    by = By.PLATFORM


class ShipmentRelease(Event):
    """Qoo10 puts a refused order back to 买家已付款. Nobody sends this; it stands in the steps."""

    __slots__ = ()
    name = "release"
    by = By.PLATFORM
    leads_to = State.AWAITING_SHIPMENT
    automatic = True


def _class_called(value: type[Event] | str) -> type[Event]:
    classes = {name: cls for cls in EVENTS for name in (cls.name, cls.__name__) if cls.letter}
    cls = classes.get(value if isinstance(value, str) else getattr(value, "__name__", ""))
    if cls is None:
        raise Malformed(Problem("no-such-event", {"text": redacted(value)}))
    return cls


@attrs.frozen
class Retraction(Event):
    """What was recorded here did not happen: taken back by somebody who says why.

    Attributes:
        what: The class of the event, or what it is called: `ship`.
        when: The moment or day for which it was recorded; None: whenever.
        note: Why.
    """

    name = "retract"
    by = By.SELLER

    what: type[Event] = attrs.field(kw_only=True, converter=_class_called)
    when: datetime | date | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(moment_or_day)
    )
    note: str = attrs.field(kw_only=True, validator=a_line)

    def __attrs_post_init__(self) -> None:
        """Ask for who and why: without them it looks like an edit."""
        if not self.actor or not self.note.strip():
            raise Malformed(Problem("retraction-unexplained"))


class Erasure(Event):
    """What people wrote about the order was erased: the facts stay, the free texts are gone."""

    __slots__ = ()
    name = "erase"
    by = By.SELLER


class Looked(Event):
    """Qoo10 showed something else than before, and nothing has happened by that alone."""

    __slots__ = ()
    name = "look"
    by = By.PLATFORM
    automatic = True


class ClockEvent(Event):
    """A move of the clock. Taken by itself before any later event, so nobody has to send it."""

    __slots__ = ()

    by = By.CLOCK
    automatic = True
    rule: ClassVar[Rule]
    """The rule that denies it when it comes too early."""


class ShipDateLapse(ClockEvent):
    """The planned date has passed, and the order is not marked as shipped."""

    __slots__ = ()
    name = "ship-date-lapse"
    rule = Rule.DELAY_NEEDS_A_LAPSE
    leads_to = State.SHIPPING_DELAYED


class RequestReminder(ClockEvent):
    """An open request can soon no longer be refused: its planned date is ending."""

    __slots__ = ()
    name = "request-reminder"
    rule = Rule.DELAY_NEEDS_A_LAPSE


class DutyReminder(ClockEvent):
    """The day of the refusal is ending and the order is not marked as shipped."""

    __slots__ = ()
    name = "duty-reminder"
    rule = Rule.SHIP_THE_SAME_DAY


class DutyLapse(ClockEvent):
    """The day of the refusal has ended and the order is not marked as shipped: the breach."""

    __slots__ = ()
    name = "duty-lapse"
    rule = Rule.SHIP_THE_SAME_DAY


EVENTS: tuple[type[Event], ...] = (
    CancelRequest,
    RequestWithdrawal,
    ShipDateSet,
    EvidenceAdded,
    CancelRefusal,
    CancelApproval,
    WithdrawalAsked,
    Shipment,
    WithdrawalDenied,
    Refund,
    Cancellation,
    Delivery,
    FakeShipmentFound,
    ShipDateLapse,
    RequestReminder,
    DutyReminder,
    DutyLapse,
)
"""Every event that can be given to `decide`."""

COMMANDS: tuple[type[Event], ...] = tuple(e for e in EVENTS if e.by is By.SELLER)
"""The events that the seller may cause."""
