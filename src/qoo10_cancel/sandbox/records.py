"""What a shop records: the messages to its buyers, and the calls of QAPI."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import attrs

from .._fields import is_a, number
from ..errors import Malformed, redacted
from ..japan import japan_time
from ..reasons import ReasonKind

__all__ = ["Message", "RecordedCall"]


def _one_of(*words: str) -> Callable[[object, attrs.Attribute[Any], object], None]:
    def check(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
        if value not in words:
            raise Malformed(f"{field.name} is one of {', '.join(words)}, not {redacted(value)}")

    return check


@attrs.frozen
class Message:
    """A message that the buyer was sent, by mail or in the app.

    Attributes:
        at: When.
        order_no: About which order.
        channel: `mail` or `app`.
        kind: `refused`, `withdrawal-asked`, `cancelled`, `shipped`.
        text: What the seller wrote, exactly; may be empty.
        reason: The chosen reason of a refusal, by its value.
    """

    at: datetime = attrs.field(converter=japan_time)
    order_no: str = attrs.field(converter=number)
    channel: str = attrs.field(validator=_one_of("mail", "app"))
    kind: str = attrs.field(
        validator=_one_of("refused", "withdrawal-asked", "cancelled", "shipped")
    )
    text: str = attrs.field(default="", validator=is_a(str))
    reason: str = attrs.field(
        default="", validator=_one_of("", *(kind.value for kind in ReasonKind))
    )


@attrs.frozen
class RecordedCall:
    """A call of QAPI that reached the shop: never its key, never a password.

    Attributes:
        at: When, by the shop's clock.
        method: The method that was called.
        params: By name, as they arrived.
        form: The form of the call, T1 to T5, with a mark for each oddity of T6.
        code: The number in the answer; empty if there was no answer.
        fault: The fault that struck, if one did.
    """

    at: datetime
    method: str
    params: dict[str, str]
    form: str
    code: str
    fault: str = ""
