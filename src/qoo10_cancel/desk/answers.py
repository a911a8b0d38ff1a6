"""What the desk answers: the counters of the screen, and a refusal judged before it is made."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ..decision import Decision
from ..order import State
from ..ports import Counts
from ..wording import Handover

__all__ = ["Board", "Prepared"]


@attrs.frozen
class Prepared:
    """A refusal that has been judged and not yet made.

    Attributes:
        decision: What the rules say.
        sheet: What the person who clicks needs.
    """

    decision: Decision
    sheet: Handover


@attrs.frozen
class Board:
    """The counters of the manual's screen (manual 3.2).

    Attributes:
        cancel_requested: 取消要求: requests that wait for an answer, asked to withdraw or not.
        cancelling: 取消中.
        cancelled: 取消完成.
        withdrawal_asked: 撤回申请: of the requests, those asked to be withdrawn.
        refused: 已拒绝取消: orders that were ever refused.
        by_state: How many orders are in each state.
    """

    cancel_requested: int
    cancelling: int
    cancelled: int
    withdrawal_asked: int
    refused: int
    by_state: Mapping[State, int] = attrs.field(hash=False)

    @classmethod
    def of(cls, counts: Counts) -> Board:
        """Return the counters for *counts*."""
        by_state = {state: counts.by_state.get(state, 0) for state in State}
        asked = by_state[State.WITHDRAWAL_ASKED]
        return cls(
            by_state[State.CANCEL_REQUESTED] + asked,
            by_state[State.CANCELLING],
            by_state[State.CANCELLED],
            asked,
            counts.refused,
            by_state,
        )
