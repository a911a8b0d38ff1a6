"""Helping the person who refuses: which reason, which text, and the sheet to click by."""

from __future__ import annotations

from .advice import Advice, ReasonAdvice, advise
from .handovers import Handover, Remark, Sibling, handover
from .previews import Preview, preview, visible
from .slots import Gap, Occasion
from .templates import READY_TEXTS, FilledText, ReadyText

__all__ = [
    "READY_TEXTS",
    "Advice",
    "FilledText",
    "Gap",
    "Handover",
    "Occasion",
    "Preview",
    "ReadyText",
    "ReasonAdvice",
    "Remark",
    "Sibling",
    "advise",
    "handover",
    "preview",
    "visible",
]
