"""The cases in plain JSON, which another language could run as well."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from qoo10_cancel import (
    Allowed,
    Duty,
    Evidence,
    Order,
    Policy,
    Purchase,
    RefusalReason,
    Request,
    RuleBroken,
    State,
    apply,
    decide,
    record,
)
from qoo10_cancel.events import EVENTS, Event

HOME = Path(__file__).resolve().parent / "corpus"
FILES = sorted(path for path in HOME.glob("*.json") if path.name != "matrix.json")
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in FILES
    for case in json.loads(path.read_text("utf-8"))
]
KINDS = {cls.__name__: cls for cls in EVENTS}
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


def fields(said: dict[str, Any]) -> dict[str, Any]:
    """Read all fields of one value of a case."""
    return {name: read(name, value) for name, value in said.items()}


def order_of(case: dict[str, Any]) -> Order:
    """Read the order."""
    return Order(**fields(case["order"]))


def event_of(case: dict[str, Any]) -> Event:
    """Read the event."""
    said = dict(case["event"])
    return KINDS[said.pop("kind")](**fields(said))


class TestTheCorpus:
    """Each case: the state that is reached, or exactly the rules that are broken."""

    def test_there_are_enough(self) -> None:
        """A corpus that lost its cases would pass; this one has more than sixty."""
        assert len(CASES) >= 60

    @pytest.mark.parametrize("case", CASES)
    def test_it_comes_out_as_written(self, case: dict[str, Any]) -> None:
        """State or codes, and where they are written, steps, warnings and the duty's end."""
        decision = decide(order_of(case), event_of(case), Policy(**case.get("policy", {})))

        if isinstance(decision, Allowed):
            assert decision.order.state.value == case.get("state")
            if "steps" in case:
                assert [step.target.value for step in decision.steps] == case["steps"]
            if "due" in case:
                assert decision.order.duty == Duty(
                    decision.order.refused_at, read("due", case["due"])
                )
        else:
            assert sorted(decision.codes) == case.get("codes")
        if "warnings" in case:
            assert sorted(found.key for found in decision.warnings) == case["warnings"]

    @pytest.mark.parametrize("case", CASES)
    def test_the_other_doors_agree(self, case: dict[str, Any]) -> None:
        """`apply` does or raises the same; `record` takes it and warns of the same."""
        order, event, policy = order_of(case), event_of(case), Policy(**case.get("policy", {}))

        accepted = record(order, event, policy)

        if "state" in case:
            assert apply(order, event, policy) == accepted
            assert accepted.order.state.value == case["state"]
        else:
            with pytest.raises(RuleBroken) as broken:
                apply(order, event, policy)
            assert sorted({f.rule.code for f in broken.value.violations}) == case["codes"]
            assert set(case["codes"]) <= {found.rule.code for found in accepted.warnings}
