"""A notifier that writes a line to the log: which notice, never what it says."""

from __future__ import annotations

import logging

import attrs

from ..._log import LOGGER, log_event, text_mark
from ...errors import NotDelivered
from ...notices import Notice
from ._words import words

__all__ = ["LoggingNotifier"]


@attrs.frozen
class LoggingNotifier:
    """Logs order number, kind, channel, rule and key of a notice, and the mark of its body.

    Attributes:
        level: A level of the standard `logging`, for the logger `qoo10_cancel`.
    """

    level: int = logging.INFO

    def notify(self, notice: Notice, /) -> None:
        """Log *notice*.

        Raises:
            NotDelivered: Nobody listens to the logger at that level.
            Undeliverable: The notice cannot be put into words.
        """
        said = words(notice, "ja")
        if not LOGGER.isEnabledFor(self.level):
            name = logging.getLevelName(self.level)
            raise NotDelivered(f"the logger {LOGGER.name} is not set up for {name}")
        log_event(
            "notice",
            level=self.level,
            order_no=notice.order_no,
            version=notice.version,
            kind=notice.kind,
            channel=notice.channel,
            codes=notice.params.get("rule"),
            key=notice.key,
            text=text_mark(said.body),
        )
