"""What `--json` prints: one plain document a command; the keys are public and stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

import attrs

from ..codec import to_json
from ..decision import Allowed, Decision, Denied
from ..desk import Board, DispatchReport, IngestReport
from ..errors import Unreadable
from ..findings import Finding, Rule
from ..machine import Action, Waiting
from ..messages import label
from ..ports import HistoryRow, OutboxEntry
from ..text import CheckedReason
from ..wording import Advice, FilledText, Handover

__all__ = [
    "Document",
    "action",
    "advice",
    "board",
    "checked",
    "decision",
    "entry",
    "finding",
    "findings",
    "history_row",
    "intake",
    "posted",
    "problem",
    "ready",
    "rule",
    "sheet",
    "waiting",
]

Document = dict[str, Any]


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def finding(found: Finding, lang: str) -> Document:
    """Tell a finding: `code`, `detail`, `severity`, `message`, `remedy`, `params`, `span`."""
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
    """Tell several findings."""
    return [finding(each, lang) for each in found]


def decision(decided: Decision, lang: str) -> Document:
    """Tell a decision: `allowed`, `order`, `violations`, `warnings`, `steps`, `notices`."""
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


def waiting(each: Waiting, at: datetime) -> Document:
    """Tell who waits: `order_no`, `state`, `urgency`, `until`, `seconds_left`, `ship_date`."""
    until, planned = each.until, each.order.ship_date
    seconds = None if until is None else max((until - at).total_seconds(), 0.0)
    return {
        "order_no": each.order.order_no,
        "state": each.order.state.value,
        "urgency": each.urgency.name.lower(),
        "until": _moment(until),
        "seconds_left": seconds,
        "ship_date": None if planned is None else planned.isoformat(),
    }


def action(each: Action, lang: str) -> Document:
    """Tell a command: `command`, `allowed`, `needs`, `blocked_by`, `warnings`, `leads_to`, …."""
    return {
        "command": each.command.__name__,
        "allowed": each.allowed,
        "needs": list(each.needs),
        "blocked_by": findings(each.blocked_by, lang),
        "warnings": findings(each.warnings, lang),
        "leads_to": None if each.leads_to is None else each.leads_to.value,
        "duty_due": _moment(each.duty_due),
        "notices": [kind.value for kind in each.notices],
        "until": _moment(each.until),
    }


def history_row(row: HistoryRow, lang: str) -> Document:
    """Tell a history's row: `order_no`, `step`, `recorded_at`, `policy`, `warnings`, `key`."""
    return {
        "order_no": row.order_no,
        "step": to_json(row.step),
        "recorded_at": row.recorded_at.isoformat(),
        "policy": row.policy,
        "warnings": findings(row.warnings, lang),
        "key": row.key,
    }


def entry(each: OutboxEntry, lang: str) -> Document:
    """Tell a notice: `key`, `subject`, `standing`, `attempts`, `due_at`, `error`, `notice`."""
    return {
        "key": each.notice.key,
        "subject": each.notice.subject(lang),
        "standing": each.state.value,
        "attempts": each.attempts,
        "due_at": each.due_at.isoformat(),
        "error": each.error,
        "notice": to_json(each.notice),
    }


def board(counted: Board) -> Document:
    """Tell the board's counters by the names of its fields."""
    by_state = {state.value: count for state, count in counted.by_state.items()}
    return {**attrs.asdict(counted, recurse=False), "by_state": by_state}


def problem(each: Unreadable) -> Document:
    """Tell a bad row: `source`, `line`, `column`, `value`, `problem`."""
    names = ("source", "line", "column", "value", "problem")
    return {name: getattr(each, name) for name in names}


def intake(taken: IngestReport, problems: Sequence[Unreadable], lang: str) -> Document:
    """Tell an import: its counts, `set_aside`, `told`, `skipped`, `problems`."""
    return {
        "new": taken.new,
        "changed": taken.changed,
        "unchanged": taken.unchanged,
        "set_aside": [{"order_no": no, "status": status} for no, status in taken.set_aside],
        "told": [
            {
                "order_no": order_no,
                "questions": findings(told.questions, lang),
                "warnings": findings(told.warnings, lang),
            }
            for order_no, told in taken.observed
        ],
        "skipped": list(taken.skipped),
        "problems": [problem(each) for each in problems],
    }


def posted(each: DispatchReport) -> Document:
    """Tell a round of delivering: `delivered`, `again`, `dead`, `dropped`, `lost`."""
    return attrs.asdict(each)


def sheet(each: Handover, lang: str) -> Document:
    """Tell a hand-over sheet: its fields, and `clear` and `text`."""
    fields = attrs.asdict(each, value_serializer=_plain)
    return {**fields, "ready": each.seen.ready, "clear": each.clear, "text": each.text(lang)}


def _plain(_owner: object, _field: object, value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def checked(each: CheckedReason, lang: str) -> Document:
    """Tell a text's judgement: `fit`, `canonical`, both lengths, `findings`."""
    return {
        "fit": not each.violations,
        "canonical": each.canonical,
        "content_length": each.content_length,
        "form_length": each.form_length,
        "findings": findings(each.findings, lang),
    }


def ready(each: FilledText, lang: str) -> Document:
    """Tell a ready text: `key`, `japanese`, `gloss`, `usable`, `open`."""
    return {
        "key": each.ready.key,
        "japanese": each.japanese,
        "gloss": each.gloss(lang),
        "usable": each.usable,
        "open": [{"slot": gap.slot, "field": gap.field, "why": gap.why} for gap in each.gaps],
    }


def advice(each: Advice, lang: str) -> Document:
    """Tell the adviser's answer: `order_no`, `best`, `reasons`, `findings`."""
    return {
        "order_no": each.order_no,
        "best": None if each.best is None else each.best.kind.value,
        "reasons": [
            {
                "reason": reason.kind.value,
                "fits": reason.fits,
                "grounded": reason.grounded,
                "findings": findings(reason.findings, lang),
                "ready": [ready(text, lang) for text in reason.texts],
            }
            for reason in each.reasons
        ],
        "findings": findings(each.findings, lang),
    }


def rule(each: Rule, lang: str) -> Document:
    """Tell a rule: `code`, `name`, `sentence`, `source`, `certainty`, `switch`."""
    return {
        "code": each.code,
        "name": each.name,
        "sentence": label(each, lang),
        "source": each.source,
        "certainty": each.certainty.value,
        "switch": each.switch,
    }
