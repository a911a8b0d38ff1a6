"""The errors between the library and QAPI, and who must act on each.

::

    MarketplaceFailed
    ├── Unanswered       time:        no answer from QAPI; trying again may help
    │   └── EndUnknown       you:     it may have been done; look in J·QSM, do not send it again
    └── QapiError        a numbered answer; nothing was done
        ├── KeyRefused       the owner:   the key is wrong; the message says how to check it
        │   └── KeyExpired       the owner:   the key's year is over; make a new one
        ├── NotAllowed       the owner:   ask Qoo10 for the right to use this method
        ├── BadRequest       the developer: a date, a period or a code does not fit
        ├── OrderUnknown     you:         no such order in this shop
        └── WrongState       you:         the order has moved on; sync, then look again
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...errors import MarketplaceFailed

__all__ = [
    "BadRequest",
    "EndUnknown",
    "KeyExpired",
    "KeyRefused",
    "NotAllowed",
    "OrderUnknown",
    "QapiError",
    "Unanswered",
    "WrongState",
    "error_for",
]


class Unanswered(MarketplaceFailed):
    """QAPI gave no answer, or the answer is not QAPI's.

    Attributes:
        method: The method that was called.
        sent: Whether the call may have reached QAPI.
    """

    def __init__(self, method: str, why: str, *, sent: bool = True) -> None:
        super().__init__(method, why)
        self.method = method
        self.why = why
        self.sent = sent

    def __str__(self) -> str:
        return f"{self.method} was not answered: {self.why}; trying again may help"


class EndUnknown(Unanswered):
    """A call that changes an order was sent, and nothing tells whether it was carried out."""

    def __str__(self) -> str:
        return (
            f"nothing tells whether {self.method} was carried out ({self.why}); "
            "look at the order in J·QSM or sync before you send it again"
        )


class QapiError(MarketplaceFailed):
    """QAPI answered with an error number; nothing was done.

    Attributes:
        method: The method that was called.
        code: The number as QAPI writes it, such as `-10002`.
        text: QAPI's own words, shortened; the key is never in them.
    """

    advice = "nothing is known about this number; look it up in the QAPI guide of this method"

    def __init__(self, method: str, code: str, text: str = "") -> None:
        super().__init__(method, code, text)
        self.method = method
        self.code = code
        self.text = text

    def __str__(self) -> str:
        words = f" ({self.text})" if self.text else ""
        return f"{self.method} answered with code {self.code}{words}: {self.advice}"


class KeyRefused(QapiError):
    """QAPI does not accept the Seller Authorization Key."""

    advice = (
        "check the Seller Authorization Key; a changed password ends it "
        "(-90001 also means that QAPI does not know the method)"
    )


class KeyExpired(KeyRefused):
    """The Seller Authorization Key has expired: it holds for one year."""

    advice = "the Seller Authorization Key has expired; make a new one"


class NotAllowed(QapiError):
    """The key is valid but has no right to use this method."""

    advice = "this key has no right to use the method; ask Qoo10 through J·QSM for it"


class BadRequest(QapiError):
    """A date, a period, a status or a number does not fit."""

    advice = "a date, a period, a status or a number of this call does not fit"


class OrderUnknown(QapiError):
    """The shop has no such order."""

    advice = "this shop has no such order; check the order number and whose key it is"


class WrongState(QapiError):
    """The order is not, or no longer, in a state in which this can be done."""

    advice = "the order is not in a state in which this can be done; sync and look again"


_EVERYWHERE: Final[Mapping[str, type[QapiError]]] = {
    "-10000": KeyRefused,
    "-90000": KeyRefused,
    "-90001": KeyRefused,
    "-90002": NotAllowed,
    "-90003": NotAllowed,
    "-90004": KeyExpired,
    "-90005": KeyExpired,
}

_LISTS: Final[Mapping[str, type[QapiError]]] = {
    "-10001": BadRequest,
    "-10002": BadRequest,
    "-10003": BadRequest,
    "-10004": BadRequest,
}

_OF_A_METHOD: Final[Mapping[str, Mapping[str, type[QapiError]]]] = {
    "GetShippingInfo_v3": _LISTS,
    "GetShippingInfo_v2": _LISTS,
    "GetClaimInfo_V3": {**_LISTS, "-10001": KeyRefused},  # "no seller"
    "GetShippingAndClaimInfoByOrderNo_V2": {
        "-10001": KeyRefused,  # "no seller"
        "-10002": BadRequest,
        "-10003": OrderUnknown,
    },
    "SetSellerCheckYN_V2": {
        "-10001": OrderUnknown,
        "-10012": WrongState,
        "-10013": WrongState,
        "-10016": BadRequest,
        "-10017": BadRequest,
        "-10018": BadRequest,
    },
    "SetSendingInfo": {"-10103": WrongState},
    "SetCancelProcess": {
        "-10001": BadRequest,
        "-10002": OrderUnknown,
        "-10003": KeyRefused,  # "bad seller info"
        "-10004": WrongState,
    },
}
"""The meaning of each number by method: one number means different things elsewhere."""


def error_for(method: str, code: str, text: str = "") -> QapiError:
    """Return the error that *code* stands for in *method*, such as `Claim.SetCancelProcess`."""
    own = _OF_A_METHOD.get(method.rpartition(".")[2].removesuffix("Bulk"), {})
    kind = _EVERYWHERE.get(code) or own.get(code) or QapiError
    return kind(method, code, text)
