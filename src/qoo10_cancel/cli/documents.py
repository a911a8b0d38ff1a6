"""What `--json` prints: one plain document a command. The keys are public, under `VERSION`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

import attrs

from ..codec import to_json
from ..decision import Allowed, Decision, Denied
from ..desk import Board, DispatchReport, IngestReport
from ..errors import Unreadable
from ..findings import Finding, Rule
from ..machine import Action, Observed, Waiting
from ..messages import label
from ..ports import HistoryRow, OutboxEntry
from ..text import CheckedReason
from ..wording import Advice, FilledText, Handover, Screen

__all__ = [
    "VERSION",
    "Document",
    "action",
    "advice",
    "board",
    "checked",
    "decision",
    "dispatched",
    "entry",
    "finding",
    "findings",
    "history_row",
    "ingested",
    "problem",
    "ready",
    "rule",
    "sheet",
    "waiting",
]

VERSION: Final = 1
"""Stands in each document as `version`. It is raised when a key changes its meaning or goes."""

Document = dict[str, Any]


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def finding(found: Finding, lang: str) -> Document:
    """Return `code`, `detail`, `severity`, `message`, `remedy`, `params`, `span`."""
    return {
        "code": found.rule.code,
        "detail": found.detail,
        "severity": found.severity.value,
        "message": found.message(lang),
        "remedy": found.remedy(lang),
        "params": dict(found.params),
        "span": None if found.span is None else list(found.span),
    }


def findings(found: Iterable[Finding], lang: str) -> list[Document]:
    """Return a document for each finding."""
    return [finding(one, lang) for one in found]


def decision(decided: Decision, lang: str) -> Document:
    """Return `allowed`, `order`, `violations`, `warnings`, `steps`, `notices`."""
    violations = decided.violations if isinstance(decided, Denied) else ()
    steps = decided.steps if isinstance(decided, Allowed) else ()
    notices = decided.notices if isinstance(decided, Allowed) else ()
    return {
        "allowed": decided.allowed,
        "order": to_json(decided.order),
        "violations": findings(violations, lang),
        "warnings": findings(decided.warnings, lang),
        "steps": [to_json(step) for step in steps],
        "notices": [to_json(notice) for notice in notices],
    }


def waiting(order: Waiting, at: datetime) -> Document:
    """Return `order_no`, `state`, `todo`, `urgency`, `until`, `ship_date`, `questions`, …."""
    until, planned = order.until, order.order.ship_date
    seconds = None if until is None else max((until - at).total_seconds(), 0.0)
    return {
        "order_no": order.order.order_no,
        "state": order.order.state.value,
        "todo": order.todo,
        "urgency": order.urgency.name.lower(),
        "until": _moment(until),
        "seconds_left": seconds,
        "ship_date": None if planned is None else planned.isoformat(),
        "questions": [question.key for question in order.questions],
    }


def action(command: Action, lang: str) -> Document:
    """Return `command`, `event`, `allowed`, `needs`, `blocked_by`, `warnings`, `leads_to`, ….

    `command` is what is typed, `event` the name of the class.
    """
    return {
        "command": command.command.name,
        "event": command.command.__name__,
        "allowed": command.allowed,
        "needs": list(command.needs),
        "blocked_by": findings(command.blocked_by, lang),
        "warnings": findings(command.warnings, lang),
        "leads_to": None if command.leads_to is None else command.leads_to.value,
        "duty_due": _moment(command.duty_due),
        "notices": [kind.value for kind in command.notices],
        "until": _moment(command.until),
    }


def history_row(row: HistoryRow, lang: str) -> Document:
    """Return `order_no`, `step`, `recorded_at`, `policy`, `warnings`, `key`."""
    return {
        "order_no": row.order_no,
        "step": to_json(row.step),
        "recorded_at": row.recorded_at.isoformat(),
        "policy": row.policy,
        "warnings": findings(row.warnings, lang),
        "key": row.key,
    }


def entry(kept: OutboxEntry, lang: str) -> Document:
    """Return `key`, `subject`, `state`, `attempts`, `due_at`, `error`, `notice`."""
    return {
        "key": kept.notice.key,
        "subject": kept.notice.subject(lang),
        "state": kept.state.value,
        "attempts": kept.attempts,
        "due_at": kept.due_at.isoformat(),
        "error": kept.error,
        "notice": to_json(kept.notice),
    }


def board(counts: Board) -> Document:
    """Return the counters by the names of their fields."""
    by_state = {state.value: count for state, count in counts.by_state.items()}
    return {**attrs.asdict(counts, recurse=False), "by_state": by_state}


def problem(bad: Unreadable, lang: str) -> Document:
    """Return `source`, `line`, `column`, `value`, `row_read`, `key`, `problem`."""
    names = ("source", "line", "column", "value", "row_read")
    place = {name: getattr(bad, name) for name in names}
    return {**place, "key": bad.problem.key, "problem": bad.message(lang)}


def ingested(report: IngestReport, problems: Sequence[Unreadable], lang: str) -> Document:
    """Return the counts, `set_aside`, `observed`, `skipped`, `problems`."""
    return {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "set_aside": [{"order_no": no, "status": status} for no, status in report.set_aside],
        "observed": [_observed(order_no, seen, lang) for order_no, seen in report.observed],
        "skipped": list(report.skipped),
        "problems": [problem(bad, lang) for bad in problems],
    }


def _observed(order_no: str, seen: Observed, lang: str) -> Document:
    return {
        "order_no": order_no,
        "questions": findings(seen.questions, lang),
        "warnings": findings(seen.warnings, lang),
    }


def dispatched(report: DispatchReport) -> Document:
    """Return `delivered`, `again`, `dead`, `dropped`, `lost`."""
    return attrs.asdict(report)


def sheet(handover: Handover, lang: str, screen: Screen | None = None) -> Document:
    """Return the fields of the sheet, and `ready`, `clear` and `text`."""
    return {
        **attrs.asdict(handover, value_serializer=_plain),
        "findings": findings(handover.findings, lang),
        "ready": handover.seen.ready,
        "clear": handover.clear,
        "text": handover.text(lang, screen),
    }


def _plain(_owner: object, _field: object, value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def checked(reason: CheckedReason, lang: str) -> Document:
    """Return `fit`, `canonical`, both lengths, `findings`."""
    return {
        "fit": not reason.violations,
        "canonical": reason.canonical,
        "content_length": reason.content_length,
        "form_length": reason.form_length,
        "findings": findings(reason.findings, lang),
    }


def ready(text: FilledText, lang: str) -> Document:
    """Return `key`, `japanese`, `gloss`, `usable`, `open`."""
    return {
        "key": text.ready.key,
        "japanese": text.japanese,
        "gloss": text.gloss(lang),
        "usable": text.usable,
        "open": [{"slot": gap.slot, "field": gap.field, "why": gap.why} for gap in text.gaps],
    }


def advice(given: Advice, lang: str) -> Document:
    """Return `order_no`, `best`, `reasons`, `findings`."""
    return {
        "order_no": given.order_no,
        "best": None if given.best is None else given.best.kind.value,
        "reasons": [
            {
                "reason": reason.kind.value,
                "fits": reason.fits,
                "grounded": reason.grounded,
                "findings": findings(reason.findings, lang),
                "ready": [ready(text, lang) for text in reason.texts],
            }
            for reason in given.reasons
        ],
        "findings": findings(given.findings, lang),
    }


def rule(one: Rule, lang: str) -> Document:
    """Return `code`, `name`, `sentence`, `source`, `certainty`, `switch`."""
    return {
        "code": one.code,
        "name": one.name,
        "sentence": label(one, lang),
        "source": one.source,
        "certainty": one.certainty.value,
        "switch": one.switch,
    }
