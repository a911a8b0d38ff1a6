"""What the library logs: named events with known fields, never a text or a person's data."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Final

from .errors import Malformed

__all__ = ["FIELDS", "LOGGER", "is_enabled", "log_event", "text_mark"]

LOGGER: Final = logging.getLogger("qoo10_cancel")
"""Everything the library says goes through this logger; it is silent until a host listens."""

LOGGER.addHandler(logging.NullHandler())

FIELDS: Final[AbstractSet[str]] = frozenset(
    {
        "attempt",
        "channel",
        "codes",
        "command",
        "count",
        "error",
        "kind",
        "order_no",
        "seconds",
        "state",
        "status",
        "version",
    }
)
"""The fields there are. No actor, no name, no address: those belong in the history."""

_WORD: Final = re.compile(r"[\w.:+/-]{1,200}", re.ASCII)
_MARK: Final = re.compile(r"len=\d+ sha256=[0-9a-f]{8}", re.ASCII)


def text_mark(text: str) -> str:
    """Return what a log may show of *text*: its length and a short fingerprint.

    >>> text_mark("商品はすでに発送しました")
    'len=12 sha256=8a8f7022'
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"len={len(text)} sha256={digest[:8]}"


def is_enabled(level: int = logging.INFO) -> bool:
    """Say whether anybody listens to what is logged at *level*."""
    return LOGGER.isEnabledFor(level)


def log_event(event: str, /, *, level: int = logging.INFO, **fields: object) -> None:
    """Log that *event* happened, with *fields* on the record under their own names.

    Numbers, words and tuples of words are logged as they are. Anything else is taken for a
    text and only its mark is logged, so that no value can smuggle one in.

    Args:
        event: What happened, in one word; `event` on the record.
        level: A level of the standard `logging`.
        **fields: Any of `FIELDS`; None is left out.

    Raises:
        Malformed: A field is not one of `FIELDS`.

    >>> log_event("refused", order_no="698016773", codes=("QC-09",))
    >>> log_event("refused", buyer="田中")
    Traceback (most recent call last):
    qoo10_cancel.errors.Malformed: buyer is not logged; there are attempt, channel, ...
    """
    if unknown := sorted(fields.keys() - FIELDS):
        raise Malformed(f"{unknown[0]} is not logged; there are {', '.join(sorted(FIELDS))}")
    if not is_enabled(level):
        return
    texts = {name: _fit(value) for name, value in fields.items() if value is not None}
    extra = {"event": _fit(event), **texts}
    line = " ".join([str(extra["event"]), *(f"{name}={_shown(v)}" for name, v in texts.items())])
    LOGGER.log(level, "%s", line, extra=extra, stacklevel=2)


def _fit(value: object) -> object:
    """Return *value* if it cannot hold a text, else its mark."""
    if isinstance(value, Enum):
        return _fit(value.value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, tuple | list):
        return tuple(_fit(part) for part in value)
    text = str(value)
    return text if _WORD.fullmatch(text) or _MARK.fullmatch(text) else text_mark(text)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(_shown(part) for part in value)
    text = str(value)
    return f"[{text}]" if " " in text else text
