"""What a seller on Qoo10 Japan may do with a buyer's cancel request.

The doors are `decide`, `apply`, `record` and `observe`; the outlook is `actions`, `why`,
`queue` and what stands beside them. Everything here is pure: values in, decision out. What
helps to word a refusal is in `qoo10_cancel.wording`; what stores, delivers and sweeps is in
`qoo10_cancel.desk`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
        Action,
        Urgency,
        Waiting,
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

__version__ = "0.1.0"

__all__ = [
    "JST",
    "LANGUAGES",
    "Action",
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
    "Urgency",
    "Waiting",
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

# A name is imported when it is first used (PEP 562), so that whoever needs one part does not
# wait for the others: the command line prints its version without the machine.

_NAMES = {
    "_fields": "read_day read_moment read_moment_or_day",
    "codec": "from_json json_schema to_json",
    "decision": "Allowed Decision Denied RuleBroken Step",
    "errors": "CancelError Malformed",
    "events": "CancelApproval CancelRefusal CancelRequest EvidenceAdded RequestWithdrawal "
    "ShipDateSet Shipment",
    "findings": "Finding Rule Severity",
    "japan": "JST",
    "machine": "Action Urgency Waiting actions apply decide due_events forecast next_moment "
    "observe queue record why",
    "messages": "LANGUAGES choose_language label language",
    "notices": "Notice",
    "order": "Duty Evidence Order Purchase Request State",
    "policy": "Policy",
    "reasons": "ReasonKind RefusalReason",
    "snapshot": "Snapshot",
    "text": "check_reason",
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}


if not TYPE_CHECKING:  # a type checker would take every name for known

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
