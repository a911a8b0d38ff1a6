"""What the library's own terms are called in each language."""

from __future__ import annotations

from enum import Enum
from typing import Final

from ..errors import Malformed, redacted
from ..parcels import CARRIERS
from .catalogue import word
from .languages import language

__all__ = ["label"]

_SORTS: Final = {
    "By": "by",
    "Certainty": "certainty",
    "Channel": "channel",
    "DutyStanding": "duty",
    "NoticeKind": "notice",
    "ReasonKind": "reason",
    "Rule": "rule",
    "Severity": "severity",
    "State": "state",
    "Urgency": "urgency",
}
"""The enumerations whose members have a word, by name: they all stand above this package."""


def label(value: object, lang: str) -> str:
    """Return what *value* is called in *lang*, for a page, a menu or a table.

    Args:
        value: A member of `State`, `ReasonKind`, `Rule`, `Urgency`, `Channel`, `NoticeKind`,
            `DutyStanding`, `Severity`, `Certainty` or `By`; an event, its class, or an
            `Action`; a `Waiting` (what to do with the order); the code of a carrier, such as
            `yamato`; or a name in `Action.needs`, such as `ship_date`.
        lang: One of `LANGUAGES`, in any usual spelling.

    Raises:
        Malformed: *value* is nothing that has a word.
        UnknownLanguage: No messages exist in *lang*.

    >>> from qoo10_cancel import ReasonKind, Rule
    >>> label(ReasonKind.PREPARED, "ja"), label("yamato", "en")
    ('発送準備済み', 'Yamato Transport')
    >>> label("tracking_no", "ja")
    '送り状番号'
    >>> label(Rule.OTHER_IS_EXPLAINED, "en")
    'the reason “other” is explained in 30 characters or more'
    """
    try:
        if isinstance(value, str):
            carrier = CARRIERS.get(value)
            return word(f"need.{value}", lang) if carrier is None else carrier.name(language(lang))
        return word(_key(value), lang).format_map(getattr(value, "params", {}))
    except KeyError:
        raise Malformed(f"{redacted(value)} has no label") from None


def _key(value: object) -> str:
    if isinstance(value, Enum):
        return f"{_SORTS[type(value).__name__]}.{value.value}"
    todo = getattr(value, "todo", None)
    if isinstance(todo, str):
        return f"todo.{todo}"
    event = getattr(value, "command", value)
    return f"event.{(event if isinstance(event, type) else type(event)).__name__}"
