"""What the environment sets up: the store and the notifier."""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from .._log import LOGGER
from ..adapters.sqlite import SQLiteStore
from ..notices import Channel
from ..ports import Notifier
from .problems import Misuse, NoStore

__all__ = ["CHANNELS", "NOTIFIERS", "SELLER", "notifier_of", "open_store"]

SELLER: Final = Channel.SELLER
CHANNELS: Final = frozenset({SELLER})
"""What is delivered from here; Qoo10 itself tells the buyer, whose notices are recorded only."""

NOTIFIERS: Final = ("log", "mail", "webhook")

_PREFIX: Final = "QOO10_CANCEL_"
# A path has lost one of its slashes; a single entry is a drive of Windows.
_URL: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/")


def open_store(path: str, *, write: bool, make: bool) -> SQLiteStore:
    """Open the store at *path*.

    Args:
        path: The file.
        write: Whether anything will be written.
        make: Make it if it is missing; otherwise a wrong path would look like an empty store.

    Raises:
        StoreFailed: It is missing, or cannot be used.
    """
    file = Path(path)
    if url := _URL.match(file.as_posix()):
        raise NoStore("url_store", scheme=url[1])
    try:
        if not make and not file.exists():
            raise NoStore("no_store", path=file)
        return SQLiteStore(file, read_only=not write)
    except OSError as error:
        raise NoStore("unusable", path=file, why=error.strerror) from None


def notifier_of(name: str | None, lang: str, environ: Mapping[str, str] = os.environ) -> Notifier:
    """Return the notifier called *name*; without a name, the one that the environment sets up.

    Raises:
        Malformed: It is set up wrongly, not at all, or two are and none is chosen.
    """
    chosen = name or _set_up(environ)
    if chosen not in NOTIFIERS:
        raise Misuse("notifier", name=chosen, known=", ".join(NOTIFIERS))
    if chosen == "webhook":
        return _webhook(environ, lang)
    return _mail(environ, lang) if chosen == "mail" else _log(lang)


def _set_up(environ: Mapping[str, str]) -> str:
    mail, webhook = environ.get(f"{_PREFIX}SMTP_HOST"), environ.get(f"{_PREFIX}WEBHOOK_URL")
    if mail and webhook:
        raise Misuse("two_notifiers")
    if mail:
        return "mail"
    return "webhook" if webhook else "log"


class _Stderr(logging.Handler):
    """Writes to whatever standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)  # noqa: T201


_STDERR: Final = _Stderr()


def _log(lang: str) -> Notifier:
    from ..adapters.notifiers import LoggingNotifier  # noqa: PLC0415 - slow, and rarely needed

    LOGGER.addHandler(_STDERR)
    LOGGER.setLevel(logging.INFO)
    return LoggingNotifier(seller_lang=lang)


def _webhook(environ: Mapping[str, str], lang: str) -> Notifier:
    from ..adapters.notifiers.webhook import WebhookNotifier  # noqa: PLC0415 - slow, and rarely needed

    url, secret = _wanted(environ, "WEBHOOK_URL"), _wanted(environ, "WEBHOOK_SECRET")
    http = _flag(environ, "WEBHOOK_ALLOW_HTTP")
    private = _flag(environ, "WEBHOOK_ALLOW_PRIVATE")
    if url.startswith("http://") and not http:
        raise Misuse("http", variable=f"{_PREFIX}WEBHOOK_ALLOW_HTTP")
    notifier = WebhookNotifier(url, secret, lang, allow_http=http, allow_private=private)
    if not private:
        _is_public(url)
    return notifier


def _is_public(url: str) -> None:
    """Check where the host is now: at delivery every notice would be given up for it."""
    from ..adapters.notifiers._http import may_be_called  # noqa: PLC0415 - as above

    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # perhaps it is found by the time of delivery
    for *_, (address, *_rest) in found:
        ip = ip_address(address)
        if may_be_called(ip, allow_private=True) and not may_be_called(ip):
            variable = f"{_PREFIX}WEBHOOK_ALLOW_PRIVATE"
            raise Misuse("private", host=host, address=address, variable=variable)


def _mail(environ: Mapping[str, str], lang: str) -> Notifier:
    from ..adapters.notifiers import SmtpNotifier, SmtpServer  # noqa: PLC0415 - as above

    security = environ.get(f"{_PREFIX}SMTP_SECURITY") or "starttls"
    if security not in {"starttls", "tls", "none"}:
        raise _not_among("SMTP_SECURITY", "starttls, tls, none", security)
    server = SmtpServer(
        _wanted(environ, "SMTP_HOST"),
        security,  # type: ignore[arg-type]  # one of the three, as just seen
        _port(environ),
        environ.get(f"{_PREFIX}SMTP_USER") or None,
        environ.get(f"{_PREFIX}SMTP_PASSWORD") or None,
    )
    sender, seller = _wanted(environ, "MAIL_FROM"), _wanted(environ, "MAIL_TO")
    return SmtpNotifier(server, sender, seller, seller_lang=lang)


def _wanted(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(_PREFIX + name)
    if not value:
        raise Misuse("unset", variable=_PREFIX + name)
    return value


def _not_among(name: str, known: str, value: str) -> Misuse:
    return Misuse("choice", variable=_PREFIX + name, known=known, value=value)


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(_PREFIX + name, "0")
    if value not in {"", "0", "1"}:
        raise _not_among(name, "1, 0", value)
    return value == "1"


def _port(environ: Mapping[str, str]) -> int | None:
    value = environ.get(f"{_PREFIX}SMTP_PORT")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value[:6]) < 65536):  # noqa: PLR2004
        raise _not_among("SMTP_PORT", "1–65535", value)
    return int(value)
