"""What the terminal shows: values in, Rich renderables out; no clock, no store, no printing."""

from __future__ import annotations

from .advice import advice_panel, lacking_panel, ready_panel
from .findings import findings_grid, findings_panel, possible_panel, rule_card, rules_table
from .intake import intake_panel
from .life import actions_table, countdown, history_table, order_card, timeline
from .parts import state_word
from .sheet import sheet_panel, text_panel
from .tables import board_panel, notices_table, queue_table

__all__ = [
    "actions_table",
    "advice_panel",
    "board_panel",
    "countdown",
    "findings_grid",
    "findings_panel",
    "history_table",
    "intake_panel",
    "lacking_panel",
    "notices_table",
    "order_card",
    "possible_panel",
    "queue_table",
    "ready_panel",
    "rule_card",
    "rules_table",
    "sheet_panel",
    "state_word",
    "text_panel",
    "timeline",
]
