"""Where the outside comes in: the clock, the store's path, the policy file, the environment."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ..adapters.sqlite import SQLiteStore
from ..codec import from_json
from ..errors import Malformed, StoreFailed
from ..log import LOGGER
from ..notices import Channel
from ..policy import DEFAULT_POLICY, Policy
from ..ports import Notifier

__all__ = ["CHANNELS", "NOTIFIERS", "notifier_of", "now", "opened_store", "policy_of"]

CHANNELS: Final = frozenset({Channel.SELLER})
"""What is delivered from here; Qoo10 itself tells the buyer, whose notices are recorded only."""

NOTIFIERS: Final = ("log", "mail", "webhook")

_PREFIX: Final = "QOO10_CANCEL_"


def now() -> datetime:
    """Return this machine's time."""
    return datetime.now(UTC)


def opened_store(path: Path, *, make: bool) -> SQLiteStore:
    """Open the store at *path*.

    Args:
        path: The file.
        make: Make it if it is missing; otherwise a wrong path would look like an empty store.

    Raises:
        StoreFailed: It is missing, or cannot be used.
    """
    if not make and not path.exists():
        raise StoreFailed(
            f"there is no store at {path}; import a file first, or name another with --store"
        )
    return SQLiteStore(path)


def policy_of(path: Path | None) -> Policy:
    """Read a policy as `codec.to_json` writes it; without a file, the cautious defaults.

    Raises:
        Malformed: The file cannot be read, or holds no policy.
    """
    if path is None:
        return DEFAULT_POLICY
    try:
        policy = from_json(json.loads(path.read_bytes()))
    except OSError as error:
        raise Malformed(f"the policy file {path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise Malformed(f"the policy file {path} cannot be used: {error}") from None
    if not isinstance(policy, Policy):
        raise Malformed(f"the policy file {path} holds another value, not a policy")
    return policy


def notifier_of(name: str | None, lang: str, environ: Mapping[str, str] = os.environ) -> Notifier:
    """Return the notifier called *name*; without a name, the one that the environment sets up.

    Raises:
        Malformed: It is set up wrongly, not at all, or two are and none is chosen.
    """
    chosen = name or _set_up(environ)
    if chosen not in NOTIFIERS:
        raise Malformed(f"{chosen!r} is no notifier; there are {', '.join(NOTIFIERS)}")
    if chosen == "webhook":
        return _webhook(environ, lang)
    return _mail(environ, lang) if chosen == "mail" else _log()


def _set_up(environ: Mapping[str, str]) -> str:
    mail, webhook = environ.get(f"{_PREFIX}SMTP_HOST"), environ.get(f"{_PREFIX}WEBHOOK_URL")
    if mail and webhook:
        raise Malformed("mail and webhook are both set up; choose one with --notifier")
    if mail:
        return "mail"
    return "webhook" if webhook else "log"


class _Stderr(logging.Handler):
    """Writes to whatever standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)  # noqa: T201


_STDERR: Final = _Stderr()


def _log() -> Notifier:
    from ..adapters.notifiers import LoggingNotifier  # noqa: PLC0415 - slow, and rarely needed

    LOGGER.addHandler(_STDERR)
    LOGGER.setLevel(logging.INFO)
    return LoggingNotifier()


def _webhook(environ: Mapping[str, str], lang: str) -> Notifier:
    from ..adapters.notifiers import WebhookNotifier  # noqa: PLC0415 - slow, and rarely needed

    return WebhookNotifier(
        _wanted(environ, "WEBHOOK_URL"),
        _wanted(environ, "WEBHOOK_SECRET"),
        lang,
        allow_http=_flag(environ, "WEBHOOK_ALLOW_HTTP"),
        allow_private=_flag(environ, "WEBHOOK_ALLOW_PRIVATE"),
    )


def _mail(environ: Mapping[str, str], lang: str) -> Notifier:
    from ..adapters.notifiers import SmtpNotifier, SmtpServer  # noqa: PLC0415 - as above

    security = environ.get(f"{_PREFIX}SMTP_SECURITY", "starttls")
    if security not in {"starttls", "tls", "none"}:
        raise Malformed(f"{_PREFIX}SMTP_SECURITY is starttls, tls or none, not {security!r}")
    server = SmtpServer(
        _wanted(environ, "SMTP_HOST"),
        security,  # type: ignore[arg-type]  # one of the three, as just seen
        _port(environ),
        environ.get(f"{_PREFIX}SMTP_USER"),
        environ.get(f"{_PREFIX}SMTP_PASSWORD"),
    )
    sender, seller = _wanted(environ, "MAIL_FROM"), _wanted(environ, "MAIL_TO")
    return SmtpNotifier(server, sender, seller, seller_lang=lang)


def _wanted(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(_PREFIX + name)
    if not value:
        raise Malformed(f"the environment variable {_PREFIX}{name} is not set")
    return value


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(_PREFIX + name, "0")
    if value not in {"", "0", "1"}:
        raise Malformed(f"{_PREFIX}{name} is 1 or 0, not {value!r}")
    return value == "1"


def _port(environ: Mapping[str, str]) -> int | None:
    value = environ.get(f"{_PREFIX}SMTP_PORT")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value[:6]) < 65536):  # noqa: PLR2004
        raise Malformed(f"{_PREFIX}SMTP_PORT is a port from 1 to 65535, not {value!r}")
    return int(value)
