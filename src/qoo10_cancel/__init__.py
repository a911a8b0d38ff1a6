"""What a seller on Qoo10 Japan may do with a buyer's cancel request.

The doors are `decide`, `apply`, `record` and `observe`; the outlook is `actions`, `why`,
`queue` and what stands beside them. Everything here is pure: values in, decision out. What
helps to word a refusal is in `qoo10_cancel.wording`; what stores,
delivers and sweeps is in `qoo10_cancel.desk`.
"""

from .codec import from_json, to_json
from .decision import Allowed, Decision, Denied, RuleBroken, Step
from .errors import CancelError, Malformed
from .events import (
    CancelApproval,
    CancelRefusal,
    CancelRequest,
    EvidenceAdded,
    RequestWithdrawal,
    ShipDateSet,
    Shipment,
)
from .findings import Finding, Rule, Severity
from .japan import JST
from .machine import (
    actions,
    apply,
    decide,
    due_events,
    forecast,
    next_moment,
    observe,
    queue,
    record,
    why,
)
from .notices import Notice
from .order import Duty, Evidence, Order, Purchase, Request, State
from .policy import Policy
from .reasons import ReasonKind, RefusalReason
from .snapshot import Snapshot
from .text import check_reason

__all__ = [
    "JST",
    "Allowed",
    "CancelApproval",
    "CancelError",
    "CancelRefusal",
    "CancelRequest",
    "Decision",
    "Denied",
    "Duty",
    "Evidence",
    "EvidenceAdded",
    "Finding",
    "Malformed",
    "Notice",
    "Order",
    "Policy",
    "Purchase",
    "ReasonKind",
    "RefusalReason",
    "Request",
    "RequestWithdrawal",
    "Rule",
    "RuleBroken",
    "Severity",
    "ShipDateSet",
    "Shipment",
    "Snapshot",
    "State",
    "Step",
    "actions",
    "apply",
    "check_reason",
    "decide",
    "due_events",
    "forecast",
    "from_json",
    "next_moment",
    "observe",
    "queue",
    "record",
    "to_json",
    "why",
]
