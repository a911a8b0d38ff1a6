"""The command that describes what is written as JSON."""

from __future__ import annotations

import json
from typing import Final

from ...codec import VALUES, json_schema
from ...decision import Allowed, Denied
from ...desk import ANSWERS, Board, DispatchReport, Queue
from ...policy import Policy
from ...wording import Advice, Dossier
from ..endings import Error
from ..files import Saved
from ..options import command
from ..terminal import Terminal
from .asking import History, OrderCard
from .exporting import Exported, Rows
from .importing import Imported
from .judging import CheckedText, Outlook, Sheet
from .looking_up import Diagram, RuleCard, Rules
from .posting import Cleaned, Notices, Revived, Swept
from .syncing import Address, Differences, Synced

__all__ = ["DOCUMENTS", "schema"]

DOCUMENTS: Final = (
    Address,
    Advice,
    Allowed,
    Board,
    CheckedText,
    Cleaned,
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


@command("schema")
def schema(terminal: Terminal) -> None:
    """Print the JSON Schema of what the library writes: values, answers, documents."""
    described = json_schema(*dict.fromkeys((*VALUES, *ANSWERS, *DOCUMENTS)))
    terminal.write(described, json.dumps(described, indent=2))
