"""A notifier that writes to chat rooms through Apprise: Slack, LINE, Discord, Teams and others."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import attrs

from ...errors import Malformed, MissingExtra, NotDelivered
from ...messages import language
from ...notices import Notice
from ._content import content_of

try:
    import apprise
except ModuleNotFoundError as missing:
    if missing.name != "apprise":
        raise
    raise MissingExtra("AppriseNotifier", "apprise") from None

__all__ = ["AppriseNotifier"]

_delivering: Final = ContextVar("_delivering", default=False)


def _not_while_delivering(_record: logging.LogRecord) -> bool:
    return not _delivering.get()


# Apprise logs URLs and texts at DEBUG, and wrong URLs at ERROR; urllib3 logs paths at DEBUG.
for _name in ("apprise", "urllib3.connectionpool"):
    logging.getLogger(_name).addFilter(_not_while_delivering)


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep what Apprise does in this context, its worker threads included, out of the log."""
    token = _delivering.set(True)
    try:
        yield
    finally:
        _delivering.reset(token)


def _urls(urls: Any) -> tuple[str, ...]:
    several = (urls,) if isinstance(urls, str) else tuple(urls)
    if not several or not all(isinstance(url, str) for url in several):
        raise Malformed("urls are one or more Apprise URLs, such as slack://...")
    return several


def _redacted(urls: tuple[str, ...]) -> str:
    """Return the schemes of *urls*; all the rest of them may be a secret."""
    schemes = (url.partition("://")[0] for url in urls)
    return "[" + ", ".join(f"'{scheme}://…'" for scheme in schemes) + "]"


@attrs.frozen(eq=False)
class AppriseNotifier:
    """Writes each notice to one or more chat rooms; `notice.key` is the last line.

    No chat room takes an idempotency key: a notice that is delivered twice shows as two messages
    with the same last line. When one room of several fails, the next attempt writes to all of
    them again. Where that matters, give one room.

    Apprise goes wherever the URL says, private addresses and redirects included.

    Attributes:
        urls: One Apprise URL or several, such as `slack://...`; often secrets, so they are never
            shown.
        seller_lang: The seller reads ja, zh-CN, ko or en. The buyer always reads Japanese.
        timeout: Seconds for all rooms together; a room that has not answered by then has failed.

    Raises:
        MissingExtra: On import, where the extra `apprise` is not installed.
        Malformed: Apprise does not know one of the URLs.
    """

    urls: tuple[str, ...] = attrs.field(converter=_urls, repr=_redacted)
    seller_lang: str = attrs.field(default="ja", converter=language)
    timeout: float = 30.0
    _apprise: apprise.Apprise = attrs.field(init=False, repr=False)

    @_apprise.default
    def _open_rooms(self) -> apprise.Apprise:
        rooms = apprise.Apprise(asset=apprise.AppriseAsset(app_id="qoo10-cancel"))
        for number, url in enumerate(self.urls, 1):
            with _silenced():
                room = apprise.Apprise.instantiate(url, asset=rooms.asset)
            if room is None:
                raise Malformed(
                    f"Apprise knows no service for URL {number}, or its parts are wrong; "
                    "see appriseit.com/services"
                )
            rooms.add(room)
        return rooms

    def notify(self, notice: Notice, /) -> None:
        """Write *notice* to every room, and return once all of them have taken it.

        Raises:
            NotDelivered: A room did not take it; Apprise does not tell why.
            Undeliverable: The notice cannot be put into words.
        """
        content = content_of(notice, self.seller_lang)
        with _silenced():
            result = self._apprise.notify(
                title=content.subject,
                body=f"{content.body}\n\n{notice.key}",
                body_format=apprise.NotifyFormat.TEXT,
                timeout=self.timeout,
            )
        if not result:
            failed = ", ".join(room.name for room in result if not room) or "no room"
            raise NotDelivered(f"not every chat room took the notice; failed: {failed}")
