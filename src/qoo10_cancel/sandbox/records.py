"""What a shop records: the messages to its buyers, and the calls of QAPI."""

from __future__ import annotations

from datetime import datetime

import attrs

__all__ = ["Message", "RecordedCall"]


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

    at: datetime
    order_no: str
    channel: str
    kind: str
    text: str = ""
    reason: str = ""


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
