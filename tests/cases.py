"""Reads the cases of `corpus/` and says where the library differs from them."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qoo10_cancel import (
    Allowed,
    Duty,
    Evidence,
    Order,
    Policy,
    Purchase,
    RefusalReason,
    Request,
    State,
    decide,
)
from qoo10_cancel.events import EVENTS, Event

HOME = Path(__file__).resolve().parent / "corpus"
FILES = sorted(path for path in HOME.glob("*.json") if path.name != "matrix.json")
CASES: list[dict[str, Any]] = [
    case for path in FILES for case in json.loads(path.read_text("utf-8"))
]
KINDS = {cls.__name__: cls for cls in EVENTS}
OUTCOMES = ("state", "codes", "steps", "warnings", "due")
PARTS = {"purchase": Purchase, "evidence": Evidence, "duty": Duty, "reason": RefusalReason}


def read(name: str, value: Any) -> Any:
    """Read one field of a case."""
    if name == "at" and len(value) == len("2022-08-12"):
        return date.fromisoformat(value)
    if name.endswith(("_at", "due")) or name == "at":
        return datetime.fromisoformat(value)
    if name.endswith(("_date", "_on")):
        return date.fromisoformat(value)
    if name in ("state", "came_from"):
        return State(value)
    if name == "request":
        return Request(**fields({"came_from": "scheduled", **value}))
    if name in PARTS and isinstance(value, dict):
        return PARTS[name](**fields(value))
    return value


def fields(cells: dict[str, Any]) -> dict[str, Any]:
    """Read all fields of one value of a case."""
    return {name: read(name, value) for name, value in cells.items()}


def order_of(case: dict[str, Any]) -> Order:
    """Read the order."""
    return Order(**fields(case["order"]))


def event_of(case: dict[str, Any]) -> Event:
    """Read the event."""
    cells = dict(case["event"])
    return KINDS[cells.pop("kind")](**fields(cells))


def policy_of(case: dict[str, Any]) -> Policy:
    """Read the policy."""
    return Policy(**case.get("policy", {}))


def told(case: dict[str, Any]) -> dict[str, Any]:
    """Tell what the library makes of a case, in the words of the case."""
    decision = decide(order_of(case), event_of(case), policy_of(case))
    warnings = sorted(found.key for found in decision.warnings)
    if not isinstance(decision, Allowed):
        return {"codes": sorted(decision.codes), "warnings": warnings}
    duty = decision.order.duty
    return {
        "state": decision.order.state.value,
        "steps": [step.target.value for step in decision.steps],
        "warnings": warnings,
        "due": duty and duty.due.isoformat(),
    }


def differences(case: dict[str, Any]) -> list[str]:
    """List where the library differs from what is written."""
    found = told(case)
    written = {name: case[name] for name in OUTCOMES if name in case}
    return [name for name, value in written.items() if found.get(name) != value]
