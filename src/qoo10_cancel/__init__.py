"""What a seller on Qoo10 Japan may do with a buyer's cancel request."""

from .decision import Allowed, Decision, Denied, Step
from .errors import CancelError, Malformed, RuleBroken
from .events import (
    CancelApproval,
    Cancellation,
    CancelRefusal,
    CancelRequest,
    Delivery,
    DutyLapse,
    Event,
    FakeShipmentFinding,
    Preparation,
    Refund,
    RequestWithdrawal,
    ShipDateLapse,
    ShipDateSet,
    Shipment,
    WithdrawalAsked,
    WithdrawalDenied,
)
from .findings import Certainty, Finding, Rule, Severity
from .japan import JST
from .machine import apply, decide, record
from .notices import Notice
from .order import Duty, Evidence, Order, Purchase, Request, State
from .policy import Policy
from .reasons import ReasonKind, RefusalReason

__all__ = [
    "JST",
    "Allowed",
    "CancelApproval",
    "CancelError",
    "CancelRefusal",
    "CancelRequest",
    "Cancellation",
    "Certainty",
    "Decision",
    "Delivery",
    "Denied",
    "Duty",
    "DutyLapse",
    "Event",
    "Evidence",
    "FakeShipmentFinding",
    "Finding",
    "Malformed",
    "Notice",
    "Order",
    "Policy",
    "Preparation",
    "Purchase",
    "ReasonKind",
    "Refund",
    "RefusalReason",
    "Request",
    "RequestWithdrawal",
    "Rule",
    "RuleBroken",
    "Severity",
    "ShipDateLapse",
    "ShipDateSet",
    "Shipment",
    "State",
    "Step",
    "WithdrawalAsked",
    "WithdrawalDenied",
    "apply",
    "decide",
    "record",
]
