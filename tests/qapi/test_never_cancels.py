"""No path of a refusal or an approval reaches SetCancelProcess: in the code, and on the wire."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

import qoo10_cancel
from qapi.replies import KEY, NOON, ok, shipping
from qoo10_cancel import CancelRefusal, Evidence, RefusalReason, RuleBroken
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.qapi import CancelReason, Qapi
from qoo10_cancel.desk import Desk

SOURCE = Path(qoo10_cancel.__file__).parent
FORBIDDEN = "SetCancelProcess"
OWN = {"cancel_as_seller"}
"""The one door, which nothing opens by itself."""


def functions(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Yield each function's name, and every name, attribute and text that stands in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, set(_mentions(node))


def _mentions(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value.rpartition(".")[2]


def reaching(sources: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return every function from which SetCancelProcess can be reached, by module and name.

    A function is taken to call whatever it names: more than it does, and never less.
    """
    bodies = [
        (module, name, mentions)
        for module, text in sources.items()
        for name, mentions in functions(ast.parse(text))
    ]
    found: set[tuple[str, str]] = set()
    wanted = {FORBIDDEN}
    while True:
        new = {(m, n) for m, n, mentions in bodies if mentions & wanted} - found
        if not new:
            return found
        found |= new
        wanted |= {name for _module, name in new}


def library() -> dict[str, str]:
    """Return the source of every module that a seller's tool runs: all but the sandbox."""
    files = {file.relative_to(SOURCE): file for file in SOURCE.rglob("*.py")}
    return {
        place.as_posix(): file.read_text(encoding="utf-8")
        for place, file in files.items()
        if place.parts[0] != "sandbox"
    }


class TestTheCode:
    """Nothing names what leads to SetCancelProcess but `cancel_as_seller` itself."""

    def test_only_the_one_door_reaches_it(self) -> None:
        """No command, no door of the desk, no poll, no look-up."""
        found = reaching(library())

        assert found == {
            ("adapters/qapi/operations.py", "cancel_as_seller"),
            ("adapters/qapi/client.py", "cancel_as_seller"),
        }
        assert {name for _module, name in found} == OWN

    @pytest.mark.parametrize(
        ("module", "planted"),
        [
            ("desk/facade.py", "def approve(self): self.marketplace.cancel_as_seller('1')"),
            ("desk/x.py", "def a(q): return getattr(q, 'cancel_as_seller')\ndef approve(q): a(q)"),
            ("cli/x.py", "def refuse(c): c.call('Claim.SetCancelProcess')"),
        ],
    )
    def test_a_planted_path_is_found(self, module: str, planted: str) -> None:
        """By a call, by a name in a text, through another function."""
        found = reaching({**library(), module: planted})

        assert {name for place, name in found if place == module} & {"approve", "refuse"}


class _Watched(Qapi):
    """Answers every call from memory, and keeps which methods were called."""

    def __init__(self) -> None:
        super().__init__(KEY, clock=lambda: NOON, pace=0, sleep=lambda _: None)
        self.methods: list[str] = []
        self.answered = False

    def _exchange(self, call: object) -> object:  # type: ignore[override]
        from qoo10_cancel.adapters.qapi.calls import Answer, Call  # noqa: PLC0415

        assert isinstance(call, Call)
        self.methods.append(call.method)
        asked = {"orderNo": 7, "claimStatus": "1", "requestDate": "2022-08-12 10:00:00"}
        rows = {
            "ShippingStatus3": [shipping(7, 3, EstimatedShippingDate="2022-08-15")],
            "ClaimStat1": [] if self.answered else [asked],
        }
        wanted = next((f"{k}{v}" for k, v in call.params.items() if f"{k}{v}" in rows), "")
        return Answer(200, ok(*rows.get(wanted, [])))


class TestTheWire:
    """Whatever the seller answers, no call leaves that cancels an order."""

    @pytest.mark.parametrize("answer", ["refuse", "approve", "ask_withdrawal", "record", "ship"])
    def test_nothing_is_cancelled(self, answer: str) -> None:
        """Synced, prepared, answered, synced again, shipped."""
        desk = Desk(MemoryStore(), clock=lambda: NOON)
        reason, packed = RefusalReason("prepared"), Evidence(prepared_at=NOON - timedelta(hours=1))
        with _Watched() as qapi:
            desk.sync(qapi)
            desk.prepare("7", reason)
            match answer:
                case "refuse":
                    desk.refuse("7", reason, evidence=packed, confirmed=True)
                case "record":
                    desk.record("7", CancelRefusal(NOON, reason, packed, confirmed=True))
                case "ship":
                    with pytest.raises(RuleBroken):
                        desk.mark_as_shipped(qapi, "7", "x", "1")
                case _:
                    getattr(desk, answer)("7")
            qapi.answered = answer in {"refuse", "record"}
            desk.sync(qapi)
            desk.tick()
            if answer in {"refuse", "record"}:
                desk.mark_as_shipped(qapi, "7", "佐川急便", "412345678901")

        assert "ShippingBasic.GetClaimInfo_V3" in qapi.methods
        assert not [method for method in qapi.methods if "Claim.Set" in method]

    def test_the_watch_sees_it(self) -> None:
        """The one door does call it: the watch is not blind."""
        with _Watched() as qapi:
            qapi.cancel_as_seller("7", CancelReason.OUT_OF_STOCK)

        assert qapi.methods == ["Claim.SetCancelProcess"]
