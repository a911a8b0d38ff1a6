"""Judging and moving an order: values in, decision out, whatever keeps or shows them."""

from __future__ import annotations

from .announcements import notices_of
from .clock import next_move
from .doors import advance, apply, decide, foresee, replay, sketch
from .effects import after
from .erasure import erase, without_texts
from .looks import is_settled, looked, looked_at
from .news import record, retract
from .objections import Findings
from .observation import Observed, observe
from .outlook import (
    Action,
    Urgency,
    Waiting,
    actions,
    due_events,
    forecast,
    next_moment,
    place_in_queue,
    queue,
    why,
)
from .refusal_rules import (
    delayed_is_free,
    duty_fits_the_day,
    only_pending_is_refused,
    planned_date_ahead,
    reason_agrees,
    reason_is_chosen,
    text_is_fit,
)
from .rules import number_is_its_own, pending_is_not_shipped, refused_is_final
from .table import TABLE, Row
from .timeline import Fact, facts
from .unanswered import questions

__all__ = [
    "TABLE",
    "Action",
    "Fact",
    "Findings",
    "Observed",
    "Row",
    "Urgency",
    "Waiting",
    "actions",
    "advance",
    "after",
    "apply",
    "decide",
    "delayed_is_free",
    "due_events",
    "duty_fits_the_day",
    "erase",
    "facts",
    "forecast",
    "foresee",
    "is_settled",
    "looked",
    "looked_at",
    "next_moment",
    "next_move",
    "notices_of",
    "number_is_its_own",
    "observe",
    "only_pending_is_refused",
    "pending_is_not_shipped",
    "place_in_queue",
    "planned_date_ahead",
    "questions",
    "queue",
    "reason_agrees",
    "reason_is_chosen",
    "record",
    "refused_is_final",
    "replay",
    "retract",
    "sketch",
    "text_is_fit",
    "why",
    "without_texts",
]
