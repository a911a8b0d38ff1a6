"""A notifier that writes a line to the log: the subject, and which notice it is."""

from __future__ import annotations

import logging

import attrs

from ..._log import LOGGER
from ...errors import NotDelivered
from ...messages import language
from ...notices import Notice
from ._content import content_of

__all__ = ["LoggingNotifier"]


@attrs.frozen
class LoggingNotifier:
    """Logs the subject of a notice, which has no free text in it, and never its body.

    The record has the fields `event` (`"notice"`), `order_no`, `version`, `kind`, `channel` and
    `key`, for a host's own formatter.

    Attributes:
        level: A level of the standard `logging`, for the logger `qoo10_cancel`.
        seller_lang: The seller reads ja, zh-CN, ko or en. The buyer always reads Japanese.
    """

    level: int = logging.INFO
    seller_lang: str = attrs.field(default="ja", converter=language)

    def notify(self, notice: Notice, /) -> None:
        """Log *notice*.

        Raises:
            NotDelivered: The logger is not set up for that level, or has no handler.
            Undeliverable: The notice cannot be put into words.
        """
        subject = content_of(notice, self.seller_lang).subject
        if not LOGGER.isEnabledFor(self.level) or not _has_handler(LOGGER):
            name = logging.getLevelName(self.level)
            raise NotDelivered(
                f"the logger {LOGGER.name} is not set up for {name}; see logging.basicConfig"
            )
        fields = {
            "event": "notice",
            "order_no": notice.order_no,
            "version": notice.version,
            "kind": notice.kind.value,
            "channel": notice.channel.value,
            "key": notice.key,
        }
        LOGGER.log(self.level, "%s [%s]", subject, ascii(notice.key)[1:-1], extra=fields)


def _has_handler(logger: logging.Logger | None) -> bool:
    """Say whether a record of *logger* reaches a handler other than a `NullHandler`."""
    while logger is not None:
        if any(not isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            return True
        logger = logger.parent if logger.propagate else None
    return False
