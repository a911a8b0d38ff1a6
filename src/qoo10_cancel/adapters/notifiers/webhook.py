"""A notifier that posts a signed JSON document to one URL."""

from __future__ import annotations

import http.client
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
from ._dial import Line, dial
from ._tls import verifying
from ._words import words
from .signature import HEADER, key_of, sign

__all__ = ["MAX_WAIT", "WebhookNotifier"]

MAX_WAIT: Final = 86_400.0
"""The longest `Retry-After` that is passed on, in seconds: one day."""

_HOST: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|(?=.*:)[0-9a-f:.]{2,45}"
)
_KEY: Final = re.compile(r"[!-~]{1,200}")  # visible ASCII
_URL: Final = re.compile(r"[!-\[\]-~]{1,2000}")  # the same without the backslash
_PORTS: Final = {"https": 443, "http": 80}
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)
_AGAIN: Final = frozenset({408, 429})  # the 4xx that ask for another try


def _shown(url: str) -> str:
    """Show *url* without path and query: they are often a secret of their own."""
    parts = urlsplit(url)
    return f"'{parts.scheme}://{parts.netloc}/…'"


def _a_url(_owner: object, _field: attrs.Attribute[Any], url: object) -> None:
    # What urlsplit would silently drop (tabs, line breaks) is refused before it looks.
    if not isinstance(url, str) or not _URL.fullmatch(url):
        raise Malformed("the URL must be visible ASCII; write other characters as %.. or xn--..")
    parts = _split(url)
    if parts.scheme not in _PORTS:
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
        _port(parts)
    except ValueError:
        raise Malformed("the host or the port of the URL is not one") from None
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS.get(parts.scheme, 0)


def _a_secret(_owner: object, _field: attrs.Attribute[Any], secret: str) -> None:
    key_of(secret)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@attrs.frozen(eq=False)
class WebhookNotifier:
    """Posts each notice to one URL, signed, and trusts nothing on the way there.

    The host is looked up once a notice, and the address that was checked is the address that
    is called. No redirect is followed and nothing of the reply but its head is read.

    Attributes:
        url: Where to post to.
        secret: Shared with the receiver, who checks the signature with `verify`.
        seller_lang: The seller reads ja, zh-CN, ko or en. The buyer always reads Japanese.
        allow_http: Take `http://` too. Everybody on the way can read what is posted.
        allow_private: Take addresses of private networks and of this machine too; never those
            of link-local, multicast, reserved and cloud metadata addresses.
        timeout: Seconds for the whole of it but the name's lookup, which the system times.
        context: Whom TLS trusts; None: whom this machine trusts. It must verify.
        clock: Tells the time that is signed.
    """

    url: str = attrs.field(validator=_a_url, repr=_shown)
    secret: str = attrs.field(validator=_a_secret, repr=False)
    seller_lang: str = attrs.field(default="ja", converter=language)
    allow_http: bool = False
    allow_private: bool = False
    timeout: float = 10.0
    context: ssl.SSLContext | None = attrs.field(default=None, converter=verifying, repr=False)
    clock: Clock = attrs.field(default=_utc_now, repr=False)

    def __attrs_post_init__(self) -> None:
        if urlsplit(self.url).scheme == "http" and not self.allow_http:
            raise Malformed("the URL must start with https://; allow_http=True takes http:// too")

    def notify(self, notice: Notice, /) -> None:
        """Post *notice*, and return once the receiver has answered 2xx.

        Raises:
            NotDelivered: No connection, no TLS, no answer in time, or 408, 429 or 5xx.
            Undeliverable: The host's address may not be called; 3xx, or any other 4xx.
        """
        if not _KEY.fullmatch(notice.key):
            raise Undeliverable("the notice's key cannot go into a header; it is not plain ASCII")
        body = self.body(notice)
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        line = dial(
            host,
            _port(parts),
            allow_private=self.allow_private,
            timeout=self.timeout,
            tls=self.context if parts.scheme == "https" else None,
        )
        try:
            status, retry_after = _asked(line, parts, body, self._headers(notice, parts, body))
        except (OSError, http.client.HTTPException) as error:
            raise NotDelivered(f"{host} gave no answer: {type(error).__name__}") from None
        finally:
            line.close()
        self._settle(host, status, retry_after)

    def body(self, notice: Notice) -> bytes:
        """Return the document that is posted: the notice, and what it says in one language.

        Raises:
            Undeliverable: The notice cannot be put into words or into JSON.
        """
        said = words(notice, self.seller_lang)
        try:
            document = {"notice": to_json(notice), **attrs.asdict(said)}
            return json.dumps(document, allow_nan=False, sort_keys=True).encode()
        except ValueError as error:
            raise Undeliverable(f"the notice cannot be told in JSON: {error}") from None

    def _headers(self, notice: Notice, parts: SplitResult, body: bytes) -> Mapping[str, str]:
        return {
            "Host": parts.netloc,
            "Content-Type": "application/json",
            "User-Agent": "qoo10-cancel",
            "Connection": "close",
            "Idempotency-Key": notice.key,
            HEADER: sign(body, secret=self.secret, at=self.clock()),
        }

    def _settle(self, host: str, status: int, retry_after: str | None) -> None:
        why = f"{host} answered {status}"
        match status // 100:
            case 2:
                return
            case 3:
                raise Undeliverable(f"{why}; redirects are not followed, give the new URL")
            case 4 if status not in _AGAIN:
                raise Undeliverable(why)
            case _:
                wait = _wait(retry_after, self.clock())
                raise NotDelivered(why, retry_after=wait)


def _asked(
    line: Line, parts: SplitResult, body: bytes, headers: Mapping[str, str]
) -> tuple[int, str | None]:
    """Post, and return the status and `Retry-After`; the rest of the reply is left unread."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.hostname or "")
    # With its socket given, it neither looks the host up nor connects by itself.
    connection.sock = line
    connection.request("POST", target, body, headers)
    with connection.getresponse() as reply:
        return reply.status, reply.headers.get("Retry-After")


def _wait(said: str | None, now: datetime) -> float | None:
    """Return how many seconds `Retry-After` asks for: a number, or a date (RFC 9110, 10.2.3)."""
    if said is None:
        return None
    if _SECONDS.fullmatch(said.strip()):
        return min(float(said), MAX_WAIT)
    try:
        date = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), MAX_WAIT)
