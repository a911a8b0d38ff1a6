"""Ways to deliver a notice. Here are those that need no extra: mail, a log, a list.

`webhook` needs the extra `http`, and `apprise`, for chat rooms, the extra of that name; import
`WebhookNotifier` and `AppriseNotifier` from there.
"""

from __future__ import annotations

from .log import LoggingNotifier
from .memory import MemoryNotifier
from .smtp import SmtpNotifier, SmtpServer

__all__ = [
    "LoggingNotifier",
    "MemoryNotifier",
    "SmtpNotifier",
    "SmtpServer",
]
