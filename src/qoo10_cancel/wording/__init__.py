"""Helping the person who refuses: which reason, which text, and the sheet to click by."""

from __future__ import annotations

from .advice import Advice, ReasonAdvice, advise
from .dossiers import Dossier, dossier
from .handovers import CartOrder, Handover, Prepared, handover
from .previews import Preview, preview
from .screen_words import SCREEN_TERMS, Screen, screens
from .sheet import Section
from .slots import Facts, Gap
from .templates import READY_TEXTS, FilledText, ReadyText

__all__ = [
    "READY_TEXTS",
    "SCREEN_TERMS",
    "Advice",
    "CartOrder",
    "Dossier",
    "Facts",
    "FilledText",
    "Gap",
    "Handover",
    "Prepared",
    "Preview",
    "ReadyText",
    "ReasonAdvice",
    "Screen",
    "Section",
    "advise",
    "dossier",
    "handover",
    "preview",
    "screens",
]
