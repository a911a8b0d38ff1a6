"""What a seller on Qoo10 Japan may do with a buyer's cancel request.

The doors are `decide`, `apply`, `record` and `observe`; the outlook is `actions`, `why`,
`queue` and what stands beside them. Everything here is pure: values in, decision out. What
helps to word a refusal is in `qoo10_cancel.wording`; what stores, delivers and sweeps is in
`qoo10_cancel.desk`.
"""

from typing import TYPE_CHECKING

from ._fields import read_day, read_moment, read_moment_or_day
from .codec import from_json, json_schema, to_json
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
from .messages import LANGUAGES, choose_language, label, language
from .notices import Notice
from .order import Duty, Evidence, Order, Purchase, Request, State
from .policy import Policy
from .reasons import ReasonKind, RefusalReason
from .snapshot import Snapshot
from .text import check_reason

__all__ = [
    "JST",
    "LANGUAGES",
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
    "choose_language",
    "decide",
    "due_events",
    "forecast",
    "from_json",
    "json_schema",
    "label",
    "language",
    "next_moment",
    "observe",
    "queue",
    "read_day",
    "read_moment",
    "read_moment_or_day",
    "record",
    "to_json",
    "why",
]


if TYPE_CHECKING:
    __version__: str
else:  # a type checker would take every name for a text

    def __getattr__(name: str) -> str:
        if name != "__version__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib.metadata import version  # noqa: PLC0415  it is slow, and few ask

        return version("qoo10-cancel")
