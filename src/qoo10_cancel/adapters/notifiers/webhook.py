"""A notifier that posts a signed JSON document to one URL."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import attrs

from ...codec import to_json
from ...errors import Malformed, NotDelivered, Undeliverable
from ...messages import language
from ...notices import Notice
from ...ports import Clock
from ._content import content_of
from ._http import post
from ._net import verifying
from .signature import key_of, new_secret, signed_headers

__all__ = ["MAX_WAIT", "WebhookNotifier", "new_secret"]

MAX_WAIT: Final = 86_400.0
"""The longest `Retry-After` that is passed on, in seconds: one day."""

_HOST: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|(?=.*:)[0-9a-f:.]{2,45}"
)
_ID: Final = re.compile(r"[!-\-/-~]{1,200}")  # visible ASCII without the full stop
_URL: Final = re.compile(r"[!-\[\]-~]{1,2000}")  # visible ASCII without the backslash
_SCHEMES: Final = frozenset({"https", "http"})
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)

_FOR_GOOD: Final = {
    301: "the receiver has moved for good; give its new URL",
    308: "the receiver has moved for good; give its new URL",
    410: "the receiver is gone for good",
    413: "it will not take a document of this size",
    422: "it will not take what this document says",
}
"""Answers that the same notice would get again; any other may change."""


def _redacted(url: str) -> str:
    """Return *url* without path and query, which are often a secret of their own."""
    parts = urlsplit(url)
    return f"'{parts.scheme}://{parts.netloc}/…'"


def _check_url(_owner: object, _field: attrs.Attribute[Any], url: object) -> None:
    # What urlsplit would silently drop (tabs, line breaks) is refused before it looks.
    if not isinstance(url, str) or not _URL.fullmatch(url):
        raise Malformed("the URL must be visible ASCII; write other characters as %.. or xn--..")
    parts = _split(url)
    if parts.scheme not in _SCHEMES:
        raise Malformed("the URL must start with https://")
    if "@" in parts.netloc:
        raise Malformed("the URL must not hold a user or password; requests are signed instead")
    if parts.fragment or "#" in url:
        raise Malformed("the URL must not hold a fragment (#...)")
    if not _HOST.fullmatch(parts.hostname or ""):
        raise Malformed("the URL names no host")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError:
        raise Malformed("the host or the port of the URL is not one") from None
    return parts


def _check_secret(_owner: object, _field: attrs.Attribute[Any], secret: str) -> None:
    key_of(secret)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@attrs.frozen(eq=False)
class WebhookNotifier:
    """Posts each notice to one URL, signed, and trusts nothing on the way there.

    The host is resolved once for each notice, and the address that was checked is the address
    that is called. No redirect is followed, no proxy of the environment is used, and only the
    head of the answer is read. The signature is of the format of Standard Webhooks.

    Attributes:
        url: Where to post to.
        secret: Shared with the receiver; `new_secret` makes one.
        seller_lang: The seller reads ja, zh-CN, ko or en. The buyer always reads Japanese.
        allow_http: Take `http://` too. Everybody on the way can read what is posted.
        allow_private: Take addresses of private networks and of this machine too; never those
            of link-local, multicast, reserved and cloud metadata addresses.
        timeout: Seconds for all but the lookup of the name, which the system times.
        context: The TLS context, which must verify; None: it trusts what this machine trusts.
        clock: Tells the time that is signed.

    Raises:
        MissingExtra: On import, where the extra `http` is not installed.
        Malformed: The URL, the secret or the context cannot be used.
    """

    url: str = attrs.field(validator=_check_url, repr=_redacted)
    secret: str = attrs.field(validator=_check_secret, repr=False)
    seller_lang: str = attrs.field(default="ja", converter=language)
    allow_http: bool = False
    allow_private: bool = False
    timeout: float = 10.0
    context: ssl.SSLContext = attrs.field(default=None, converter=verifying, repr=False)
    clock: Clock = attrs.field(default=_utc_now, repr=False)

    def __attrs_post_init__(self) -> None:
        if urlsplit(self.url).scheme == "http" and not self.allow_http:
            raise Malformed("the URL must start with https://; allow_http=True takes http:// too")

    def notify(self, notice: Notice, /) -> None:
        """Post *notice*, and return once the receiver has answered 2xx.

        Raises:
            NotDelivered: No connection, no TLS, no answer in time, or an answer that may change.
            Undeliverable: The host's address may not be called, the notice cannot be posted, or
                the answer is 301, 308, 410, 413 or 422.
        """
        if not _ID.fullmatch(notice.key):
            raise Undeliverable(
                "the notice's key cannot be a webhook-id: visible ASCII without a full stop"
            )
        body = self.body(notice)
        status, headers = post(
            self.url,
            body,
            {
                "Content-Type": "application/json",
                "User-Agent": "qoo10-cancel",
                **signed_headers(notice.key, body, secret=self.secret, at=self.clock()),
            },
            context=self.context,
            timeout=self.timeout,
            allow_private=self.allow_private,
        )
        self._check(status, headers)

    def body(self, notice: Notice) -> bytes:
        """Return the document that is posted: the notice, and what it says in one language.

        Raises:
            Undeliverable: The notice cannot be put into words or into JSON.
        """
        content = content_of(notice, self.seller_lang)
        try:
            document = {"notice": to_json(notice), **attrs.asdict(content)}
            return json.dumps(document, allow_nan=False, sort_keys=True).encode()
        except ValueError as error:
            raise Undeliverable(f"the notice cannot be written as JSON: {error}") from None

    def _check(self, status: int, headers: Mapping[str, str]) -> None:
        """Return if the answer is 2xx; else raise whether another try may help."""
        if status in range(200, 300):
            return
        answer = f"{urlsplit(self.url).hostname} answered {status}"
        if status in _FOR_GOOD:
            raise Undeliverable(f"{answer}: {_FOR_GOOD[status]}")
        if status in range(300, 400):
            answer += "; redirects are not followed"
        wait = _seconds(headers.get("retry-after"), self.clock())
        raise NotDelivered(answer, retry_after=wait)


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """Return how many seconds `Retry-After` asks for: a number, or a date (RFC 9110, 10.2.3)."""
    if retry_after is None:
        return None
    if _SECONDS.fullmatch(retry_after.strip()):
        return min(float(retry_after), MAX_WAIT)
    try:
        date = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), MAX_WAIT)
