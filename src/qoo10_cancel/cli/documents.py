"""What `--json` prints besides the values and answers of the library; `to_json` writes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Self

import attrs

from .._fields import Answer
from ..decision import Allowed, Decision, Denied
from ..desk import Board, DispatchReport, IngestReport, Queue
from ..errors import Unreadable
from ..findings import Certainty, Finding, Rule
from ..machine import Action
from ..messages import label
from ..order import Order
from ..policy import Policy
from ..ports import HistoryRow, OutboxEntry
from ..text import CheckedReason
from ..wording import Advice, Dossier, FilledText, Handover

__all__ = [
    "DOCUMENTS",
    "Address",
    "CheckedText",
    "Diagram",
    "Difference",
    "Differences",
    "Error",
    "Exported",
    "History",
    "Imported",
    "Notices",
    "OrderCard",
    "Outlook",
    "Remarks",
    "Revived",
    "Rows",
    "RuleCard",
    "Rules",
    "Saved",
    "Sheet",
    "Swept",
    "Synced",
]


@attrs.frozen
class OrderCard(Answer):
    """`show`: an order as it is at a moment, and what may be done.

    Attributes:
        at: The moment asked about.
        order: The order as it is then.
        questions: What only the owner can answer.
        history: Everything recorded of it, oldest first.
        actions: The commands, and how they stand.
    """

    at: datetime
    order: Order
    questions: tuple[Finding, ...]
    history: tuple[HistoryRow, ...]
    actions: tuple[Action, ...]


@attrs.frozen
class Outlook(Answer):
    """`why`: whether something may happen.

    Attributes:
        allowed: Whether it may, once what it needs is there.
        needs: Names of the input that is missing.
        until: From this moment on it can no longer be done.
        decision: What the rules say to what was typed.
    """

    allowed: bool
    needs: tuple[str, ...]
    until: datetime | None
    decision: Decision


@attrs.frozen
class Sheet(Answer):
    """`prepare`: a refusal that is judged and not made.

    Attributes:
        decision: What the rules say.
        sheet: What the person who clicks needs.
        path: Where it was written as a page.
    """

    decision: Decision
    sheet: Handover
    path: str | None = None


@attrs.frozen
class CheckedText(Answer):
    """`check-text`: what was found in a text.

    Attributes:
        checked: What was found.
        ready: Ready texts to use instead.
    """

    checked: CheckedReason
    ready: tuple[FilledText, ...]


@attrs.frozen
class History(Answer):
    """`history`: what is recorded of an order.

    Attributes:
        order_no: The order number.
        count: How many rows there are, whether or not they are all listed.
        history: The rows that are listed, oldest first.
    """

    order_no: str
    count: int
    history: tuple[HistoryRow, ...]


@attrs.frozen
class Saved(Answer):
    """A command with `--output`.

    Attributes:
        path: The file that was written.
        digest: The digest of the history that a dossier is made of.
    """

    path: str
    digest: str | None = None


@attrs.frozen
class RuleCard(Answer):
    """`rules RULE`: one rule.

    Attributes:
        code: Its public code.
        name: Its name in the library.
        sentence: What it says.
        source: Where it stands.
        certainty: How well it is known.
        switch: The fields of the policy that change how it is applied.
    """

    code: str
    name: str
    sentence: str
    source: str
    certainty: Certainty
    switch: str | None

    @classmethod
    def of(cls, rule: Rule, lang: str) -> RuleCard:
        """Return the card of *rule* in *lang*."""
        sentence = label(rule, lang)
        return cls(rule.code, rule.name, sentence, rule.source, rule.certainty, rule.switch)


@attrs.frozen
class Rules(Answer):
    """`rules`: all of them."""

    rules: tuple[RuleCard, ...]


@attrs.frozen
class Diagram(Answer):
    """`diagram`: the state machine, as Mermaid draws it."""

    mermaid: str


@attrs.frozen
class Rows(Answer):
    """`export`: the orders, or the rows of their history."""

    rows: tuple[Order | HistoryRow, ...]


@attrs.frozen
class Exported(Answer):
    """`export --output`: how many rows were written, and where."""

    rows: int
    path: str


@attrs.frozen
class Remarks(Answer):
    """What was asked or warned about when an order was taken in."""

    order_no: str
    questions: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


@attrs.frozen
class Imported(Answer):
    """`import`: what became of the files.

    Attributes:
        new: Orders seen for the first time.
        changed: Orders to which something has happened.
        unchanged: Orders to which nothing has.
        set_aside: Orders of which another process than a cancellation is shown, and which.
        observed: What was asked or warned about.
        skipped: Orders whose stored row cannot be read.
        problems: What could not be read.
    """

    new: int
    changed: int
    unchanged: int
    set_aside: tuple[tuple[str, str], ...]
    observed: tuple[Remarks, ...]
    skipped: tuple[str, ...]
    problems: tuple[Unreadable, ...]

    @classmethod
    def of(cls, report: IngestReport, problems: Sequence[Unreadable], *more: object) -> Self:
        """Return what *report* says, with the *problems* of reading and the fields beyond."""
        remarks = tuple(
            Remarks(order_no, seen.questions, seen.warnings) for order_no, seen in report.observed
        )
        counts = (report.new, report.changed, report.unchanged, report.set_aside)
        return cls(*counts, remarks, report.skipped, tuple(problems), *more)


@attrs.frozen
class Synced(Imported):
    """`sync`: what Qoo10 showed.

    Attributes:
        looked_up: How many orders were looked up one by one.
        unknown: Orders that Qoo10 does not know.
        left: How many orders were not looked up any more.
        complete: Whether every list and every row could be read.
        dry_run: Whether nothing was written.
    """

    looked_up: int
    unknown: tuple[str, ...]
    left: int
    complete: bool
    dry_run: bool


@attrs.frozen
class Address(Answer):
    """`sandbox`: where it is."""

    url: str
    qapi_url: str
    key: str


@attrs.frozen
class Difference(Answer):
    """Where two captures disagree: the method, the field, and how."""

    method: str
    field: str
    what: str


@attrs.frozen
class Differences(Answer):
    """`qapi compare`: where two captures disagree."""

    differences: tuple[Difference, ...]


@attrs.frozen
class Swept(Answer):
    """`tick`: how many orders the clock has moved."""

    moved: int


@attrs.frozen
class Notices(Answer):
    """`dead-letters list`: the notices.

    Attributes:
        count: How many there are, whether or not they are all listed.
        notices: Those that are listed, the oldest first.
    """

    count: int
    notices: tuple[OutboxEntry, ...]


@attrs.frozen
class Revived(Answer):
    """`dead-letters revive`: the keys of the notices that have another life."""

    keys: tuple[str, ...]


@attrs.frozen
class Error(Answer):
    """A command that failed.

    Attributes:
        kind: The class of the error, or `Usage`.
        message: What is wrong and what to do.
        exit_code: How the command ends.
    """

    kind: str
    message: str
    exit_code: int


DOCUMENTS: Final = (
    Address,
    Advice,
    Allowed,
    Board,
    CheckedText,
    Denied,
    Diagram,
    Differences,
    DispatchReport,
    Dossier,
    Error,
    Exported,
    History,
    Imported,
    Notices,
    OrderCard,
    Outlook,
    Policy,
    Queue,
    Revived,
    Rows,
    RuleCard,
    Rules,
    Saved,
    Sheet,
    Swept,
    Synced,
)
"""What a command prints under `--json`, one of these for each run."""
