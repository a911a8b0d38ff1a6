"""What the desk answers: the counters of the screen, and the orders that wait."""

from __future__ import annotations

from datetime import datetime

import attrs

from .._fields import Answer
from ..machine import Waiting
from ..order import State
from ..ports import Counts

__all__ = ["Board", "Queue"]


@attrs.frozen
class Queue(Answer):
    """The first orders that wait for the seller.

    Attributes:
        at: The moment asked about.
        count: How many wait, whether or not they are all listed.
        waiting: Those that are listed, the most costly to miss first; the `looks` of each order
            say when Qoo10's lists were last looked at, and what they showed.
    """

    at: datetime
    count: int
    waiting: tuple[Waiting, ...]


@attrs.frozen
class Board(Counts, Answer):
    """The counters of the manual's screen (manual 3.2), and all that a store counts.

    Attributes:
        by_state: How many orders are in each state.
        refused: 已拒绝取消: orders that were ever refused.
        asked: Orders about which a question stands, whatever their state.
        cancel_requested: 取消要求: requests that wait for an answer, asked to withdraw or not.
        cancelling: 取消中.
        cancelled: 取消完成.
        withdrawal_asked: 撤回申请: of the requests, those asked to be withdrawn.
    """

    cancel_requested: int = attrs.field(kw_only=True)
    cancelling: int = attrs.field(kw_only=True)
    cancelled: int = attrs.field(kw_only=True)
    withdrawal_asked: int = attrs.field(kw_only=True)

    @classmethod
    def of(cls, counts: Counts) -> Board:
        """Return the counters for *counts*."""
        by_state = {state: counts.by_state.get(state, 0) for state in State}
        withdrawal_asked = by_state[State.WITHDRAWAL_ASKED]
        return cls(
            **{**attrs.asdict(counts, recurse=False), "by_state": by_state},
            cancel_requested=by_state[State.CANCEL_REQUESTED] + withdrawal_asked,
            cancelling=by_state[State.CANCELLING],
            cancelled=by_state[State.CANCELLED],
            withdrawal_asked=withdrawal_asked,
        )
