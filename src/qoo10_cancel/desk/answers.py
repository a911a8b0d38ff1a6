"""What the desk answers: the counters of the screen, and a refusal judged before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from .._fields import Answer
from ..decision import Decision
from ..machine import Action, Observed, Waiting
from ..order import State
from ..ports import Counts, HistoryRow, OutboxEntry
from ..text import CheckedReason
from ..wording import Advice, Handover, Preview
from .dispatch import DispatchReport
from .intake import IngestReport
from .sync import SyncReport

__all__ = ["ANSWERS", "Board", "Prepared"]


@attrs.frozen
class Prepared(Answer):
    """A refusal that has been judged and not yet made.

    Attributes:
        decision: What the rules say.
        sheet: What the person who clicks needs.
    """

    decision: Decision
    sheet: Handover


@attrs.frozen
class Board(Answer):
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


ANSWERS: Final = (
    Action,
    Advice,
    Board,
    CheckedReason,
    DispatchReport,
    Handover,
    HistoryRow,
    IngestReport,
    Observed,
    OutboxEntry,
    Prepared,
    Preview,
    SyncReport,
    Waiting,
)
"""What the library answers with, as `to_json` writes it: for `json_schema(*ANSWERS)`."""
