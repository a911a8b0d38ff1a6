"""The list of all answers of the library, for its JSON Schema."""

from __future__ import annotations

from typing import Final

from ..machine import Action, Observed, Waiting
from ..ports import HistoryRow, OutboxEntry
from ..text import CheckedReason
from ..wording import Advice, Dossier, Handover, Prepared, Preview
from .dispatch import DispatchReport
from .intake import IngestReport
from .results import Board, Queue
from .sync import SyncReport

__all__ = ["ANSWERS"]

ANSWERS: Final = (
    Action,
    Advice,
    Board,
    CheckedReason,
    DispatchReport,
    Dossier,
    Handover,
    HistoryRow,
    IngestReport,
    Observed,
    OutboxEntry,
    Prepared,
    Preview,
    Queue,
    SyncReport,
    Waiting,
)
"""What the library answers with, as `to_json` writes it: for `json_schema(*ANSWERS)`."""
