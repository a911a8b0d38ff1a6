"""Replies of QAPI as tests write them, and talks that are run without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from qoo10_cancel import JST
from qoo10_cancel.adapters.qapi import SellerKey
from qoo10_cancel.adapters.qapi.calls import Answer, Call, Pause
from qoo10_cancel.adapters.qapi.errors import Unanswered
from qoo10_cancel.adapters.qapi.operations import Operations, Procedure
from qoo10_cancel.readers import Problem

T = TypeVar("T")

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
SINCE, UNTIL = NOON - timedelta(days=10), NOON
SECRET = "S5bnbf/secret+of_the_g_1_shop=="  # noqa: S105  made up
KEY = SellerKey(SECRET, NOON.date())

Reply = bytes | Unanswered
Server = Callable[[Call], Reply]


def ok(*rows: object) -> bytes:
    """Return a reply that succeeded, with *rows*."""
    reply = {"ResultCode": 0, "ResultMsg": "SUCCESS", "ResultObject": list(rows)}
    return json.dumps(reply, ensure_ascii=False).encode()


def done() -> bytes:
    """Return what SetSendingInfo answers: no ResultObject."""
    return b'{"ResultCode":0,"ResultMsg":"SUCCESS"}'


def failed(code: int, text: str = "no") -> bytes:
    """Return a numbered error in the envelope of methods."""
    return json.dumps({"ResultCode": code, "ResultMsg": text}).encode()


def routed(code: int, text: str = "no") -> bytes:
    """Return a numbered error in the envelope of the routing."""
    return json.dumps({"ErrorCode": code, "ErrorMsg": text}).encode()


def shipping(order_no: int, status: int = 3, **cells: object) -> dict[str, object]:
    """Return a row of GetShippingInfo_v3."""
    return {"OrderNo": order_no, "ShippingStatus": f"label({status})", **cells}


def claim(order_no: int, status: int = 1, **cells: object) -> dict[str, object]:
    """Return a row of GetClaimInfo_V3."""
    return {"orderNo": order_no, "claimStatus": str(status), **cells}


def lost(sent: bool = True) -> Unanswered:
    """Return what is thrown into a procedure when no answer comes."""
    return Unanswered("method", Problem("qapi-broken-off", {"error": "ReadError"}), sent=sent)


class Shop:
    """Answers one call after the other, and keeps them."""

    def __init__(self, answer: Server | Iterable[Reply]) -> None:
        self.calls: list[Call] = []
        self.pauses: list[float] = []
        if callable(answer):
            self._answer = answer
        else:
            replies = iter(answer)
            self._answer = lambda _call: next(replies)

    @property
    def methods(self) -> list[str]:
        """Give the methods that were called, in order."""
        return [call.method.partition(".")[2] for call in self.calls]

    def run(self, procedure: Procedure[T]) -> T:
        """Run *procedure* to its end."""
        try:
            step = next(procedure)
            while True:
                step = self._next(procedure, step)
        except StopIteration as ended:
            result: T = ended.value
            return result

    def _next(self, procedure: Procedure[Any], step: Call | Pause) -> Call | Pause:
        if isinstance(step, Pause):
            self.pauses.append(step.seconds)
            return procedure.send(None)
        self.calls.append(step)
        reply = self._answer(step)
        if isinstance(reply, Unanswered):
            return procedure.throw(reply)
        return procedure.send(Answer(200, reply))


def operations(tries: int = 3) -> Operations:
    """Return the talks of a client whose clock stands at noon."""
    return Operations(KEY, lambda: NOON, tries)
