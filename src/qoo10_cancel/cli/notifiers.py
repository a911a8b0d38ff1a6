"""The notifier that the environment sets up."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from .._log import LOGGER
from ..ports import Notifier
from .problems import Misuse

__all__ = ["NOTIFIERS", "notifier_of"]

_PREFIX: Final = "QOO10_CANCEL_"


def notifier_of(
    name: str | None, lang: str, environ: Mapping[str, str] = os.environ
) -> Notifier | None:
    """Return the notifier called *name*; without a name, the one that the environment sets up.

    Returns:
        The notifier; None if none is chosen and none is set up.

    Raises:
        Malformed: A setting is missing or wrong, or several are set up and none is chosen.
    """
    chosen = name or _set_up(environ)
    return None if chosen is None else NOTIFIERS[chosen].make(environ, lang)


def _set_up(environ: Mapping[str, str]) -> str | None:
    found = [
        name
        for name, (_make, variable) in NOTIFIERS.items()
        if variable and environ.get(_PREFIX + variable)
    ]
    if len(found) > 1:
        raise Misuse("several_notifiers", names=", ".join(found))
    return next(iter(found), None)


class _Stderr(logging.Handler):
    """Writes to whatever standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)  # noqa: T201


_STDERR: Final = _Stderr()


def _log(_environ: Mapping[str, str], lang: str) -> Notifier:
    from ..adapters.notifiers import LoggingNotifier  # noqa: PLC0415 - slow, and rarely needed

    LOGGER.addHandler(_STDERR)
    LOGGER.setLevel(logging.INFO)
    return LoggingNotifier(seller_lang=lang)


def _webhook(environ: Mapping[str, str], lang: str) -> Notifier:
    from ..adapters.notifiers.webhook import WebhookNotifier  # noqa: PLC0415 - slow, and rarely needed

    url, secret = _required(environ, "WEBHOOK_URL"), _required(environ, "WEBHOOK_SECRET")
    http = _flag(environ, "WEBHOOK_ALLOW_HTTP")
    private = _flag(environ, "WEBHOOK_ALLOW_PRIVATE")
    if url.startswith("http://") and not http:
        raise Misuse("http", variable=f"{_PREFIX}WEBHOOK_ALLOW_HTTP")
    notifier = WebhookNotifier(url, secret, lang, allow_http=http, allow_private=private)
    if not private:
        _check_public(url)
    return notifier


def _check_public(url: str) -> None:
    """Refuse a host at a private address now: at delivery it would cost every notice."""
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
        _required(environ, "SMTP_HOST"),
        security,  # type: ignore[arg-type]  # one of the three, as just seen
        _port(environ),
        environ.get(f"{_PREFIX}SMTP_USER") or None,
        environ.get(f"{_PREFIX}SMTP_PASSWORD") or None,
    )
    sender, seller = _required(environ, "MAIL_FROM"), _required(environ, "MAIL_TO")
    return SmtpNotifier(server, sender, seller, seller_lang=lang)


def _chat(environ: Mapping[str, str], lang: str) -> Notifier:
    from ..adapters.notifiers.apprise import AppriseNotifier  # noqa: PLC0415 - as above

    return AppriseNotifier(_required(environ, "APPRISE_URLS").split(), lang)


def _required(environ: Mapping[str, str], name: str) -> str:
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


class _Kind(NamedTuple):
    """How a notifier is made, and the variable that chooses it by being set."""

    make: Callable[[Mapping[str, str], str], Notifier]
    variable: str | None


NOTIFIERS: Final = {
    "log": _Kind(_log, None),
    "mail": _Kind(_mail, "SMTP_HOST"),
    "webhook": _Kind(_webhook, "WEBHOOK_URL"),
    "chat": _Kind(_chat, "APPRISE_URLS"),
}
"""The notifiers by the name that is typed."""
