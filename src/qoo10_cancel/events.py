"""What can happen to an order. Who causes an event is fixed by its class."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import ClassVar

import attrs

from ._fields import a_line, blank_is_none, is_a, maybe_line, moment_or_day
from .errors import Malformed, redacted
from .findings import Rule
from .japan import calendar_day, midnight
from .order import NO_EVIDENCE, Evidence, Order, State
from .reasons import RefusalReason

__all__ = [
    "COMMANDS",
    "EVENTS",
    "By",
    "CancelApproval",
    "CancelRefusal",
    "CancelRequest",
    "Cancellation",
    "ClockEvent",
    "Correction",
    "Delivery",
    "DutyLapse",
    "DutyReminder",
    "Event",
    "EvidenceAdded",
    "FakeShipmentFound",
    "Refund",
    "RequestReminder",
    "RequestWithdrawal",
    "ShipDateLapse",
    "ShipDateSet",
    "Shipment",
    "ShipmentRelease",
    "WithdrawalAsked",
    "WithdrawalDenied",
]


class By(Enum):
    """Who causes an event."""

    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"
    CLOCK = "clock"


@attrs.frozen
class Event:
    """Something that happens to one order.

    A class that adds no field is a plain subclass: making a class with attrs takes a
    millisecond, and there are many.

    Attributes:
        at: When: an aware moment, or a plain date in Japan where only the day is known.
        actor: Who did it, by name, if anybody is to be named in the history.
    """

    name: ClassVar[str]
    """What it is called where it is typed: `refuse`, `set-ship-date`."""
    by: ClassVar[By]
    leads_to: ClassVar[State | None] = None
    """The state in which an order is once this has really happened; None: where it was."""
    automatic: ClassVar[bool] = False
    """Whether the order makes this move by itself, when it is due."""

    at: datetime | date = attrs.field(converter=moment_or_day)
    actor: str | None = attrs.field(default=None, validator=maybe_line, kw_only=True)

    @property
    def moment(self) -> datetime:
        """Give the moment; the first one of the day where only the day is known."""
        at = self.at
        return at if isinstance(at, datetime) else midnight(at)


# The buyer's.


@attrs.frozen
class CancelRequest(Event):
    """The buyer asks to cancel (取消要求). *reason* is display text, not a code."""

    name = "request"
    by = By.BUYER
    leads_to = State.CANCEL_REQUESTED

    reason: str = attrs.field(default="", validator=a_line)


class RequestWithdrawal(Event):
    """The buyer takes the request back; the order is where it was before."""

    __slots__ = ()

    name = "withdraw"
    by = By.BUYER


# The seller's: the commands.


def _is_evidence(_owner: object, field: attrs.Attribute[Evidence], value: object) -> None:
    if type(value) is not Evidence:
        raise Malformed(f"{field.name} must be Evidence, not {redacted(value)}")


@attrs.frozen
class ShipDateSet(Event):
    """The seller sets 发货预定日, a date in Japan."""

    name = "set-ship-date"
    by = By.SELLER
    leads_to = State.SCHEDULED

    ship_date: date = attrs.field(converter=calendar_day, kw_only=True)


@attrs.frozen
class EvidenceAdded(Event):
    """The seller records evidence: packed, handed over, production begun."""

    name = "evidence"
    by = By.SELLER

    evidence: Evidence = attrs.field(default=NO_EVIDENCE, validator=_is_evidence)


@attrs.frozen
class CancelRefusal(Event):
    """The seller refuses the buyer's request (拒绝取消).

    Attributes:
        reason: What the buyer will read.
        evidence: What the seller can show; merged with the order's, and wins over it.
        confirmed: The OK of the dialog (manual 3.6).
    """

    name = "refuse"
    by = By.SELLER
    leads_to = State.REFUSED

    reason: RefusalReason = attrs.field(factory=RefusalReason, validator=is_a(RefusalReason))
    evidence: Evidence = attrs.field(default=NO_EVIDENCE, validator=_is_evidence)
    confirmed: bool = attrs.field(default=False, validator=is_a(bool))


class CancelApproval(Event):
    """The seller approves the request (取消处理); the refund follows."""

    __slots__ = ()

    name = "approve"
    by = By.SELLER
    leads_to = State.CANCELLING


class WithdrawalAsked(Event):
    """The seller asks the buyer to take the request back (取消的撤回要请)."""

    __slots__ = ()

    name = "ask-withdrawal"
    by = By.SELLER
    leads_to = State.WITHDRAWAL_ASKED


@attrs.frozen
class Shipment(Event):
    """The seller ship-processes the order (发货处理)."""

    name = "ship"
    by = By.SELLER
    leads_to = State.SHIPPED

    carrier: str | None = attrs.field(default=None, converter=blank_is_none, validator=maybe_line)
    tracking_no: str | None = attrs.field(
        default=None, converter=blank_is_none, validator=maybe_line
    )


# The platform's.


class WithdrawalDenied(Event):
    """The buyer will not take the request back; it waits for an answer again."""

    __slots__ = ()

    name = "withdrawal-denied"
    by = By.PLATFORM
    leads_to = State.CANCEL_REQUESTED


class Refund(Event):
    """Qoo10 has paid the buyer back."""

    __slots__ = ()

    name = "refund"
    by = By.PLATFORM
    leads_to = State.CANCELLED


@attrs.frozen
class Cancellation(Event):
    """The order is cancelled for another cause: out of stock, by Qoo10."""

    name = "cancellation"
    by = By.PLATFORM
    leads_to = State.CANCELLED

    cause: str = attrs.field(default="", validator=a_line)


class Delivery(Event):
    """The parcel has arrived (交易完成)."""

    __slots__ = ()

    name = "delivery"
    by = By.PLATFORM
    leads_to = State.DELIVERED


class FakeShipmentFound(Event):
    """Qoo10 has found the ship-processing to be false (假发货)."""

    __slots__ = ()

    name = "fake-shipment"
    by = By.PLATFORM


class ShipmentRelease(Event):
    """Qoo10 puts a refused order back to 买家已付款. Nobody sends this; it stands in the steps."""

    __slots__ = ()

    name = "release"
    by = By.PLATFORM
    leads_to = State.AWAITING_SHIPMENT
    automatic = True


# The owner's own records.


@attrs.frozen
class Correction(Event):
    """A wrong record is put right: a recorded act with an actor, never an edit.

    Attributes:
        to: The order as it should be; its version is not looked at.
        note: Why.
    """

    name = "correct"
    by = By.SELLER

    to: Order = attrs.field(kw_only=True, validator=is_a(Order))
    note: str = attrs.field(kw_only=True, validator=a_line)

    def __attrs_post_init__(self) -> None:
        """Ask for who and why: a correction without them cannot be told from an edit."""
        if not self.actor or not self.note.strip():
            raise Malformed("a correction names its actor and says why, in a note")


# The clock's.


class ClockEvent(Event):
    """A move of the clock. Taken by itself before any later event, so nobody has to send it."""

    __slots__ = ()

    by = By.CLOCK
    automatic = True
    rule: ClassVar[Rule]
    """The rule that denies it when it comes too early."""


class ShipDateLapse(ClockEvent):
    """The planned date has passed without ship-processing."""

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
    """The day of the refusal is ending and the order is not ship-processed."""

    __slots__ = ()

    name = "duty-reminder"
    rule = Rule.SHIP_THE_SAME_DAY


class DutyLapse(ClockEvent):
    """The day of the refusal has ended and the order is not ship-processed: the breach."""

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
