"""Ways to deliver a notice: by mail, by webhook, to a log, to a list."""

from __future__ import annotations

from .logged import LoggingNotifier
from .memory import MemoryNotifier
from .signature import sign, verify
from .smtp import SmtpNotifier, SmtpServer
from .webhook import WebhookNotifier

__all__ = [
    "LoggingNotifier",
    "MemoryNotifier",
    "SmtpNotifier",
    "SmtpServer",
    "WebhookNotifier",
    "sign",
    "verify",
]
