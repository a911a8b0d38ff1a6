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

from ...errors import Explained, MarketplaceFailed
from ...messages import Problem

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
        why: What is wrong, in every language.
        sent: Whether the call may have reached QAPI.
        status: The status of HTTP, where there was an answer.
    """

    key = "qapi-unanswered"

    def __init__(
        self, method: str, why: Explained, *, sent: bool = True, status: int | None = None
    ) -> None:
        super().__init__(method, why)
        self.method = method
        self.why = why
        self.sent = sent
        self.status = status

    @property
    def params(self) -> Mapping[str, object]:
        """Return what its sentence is made of, in English."""
        return self._params("en")

    def _params(self, lang: str) -> Mapping[str, object]:
        status = "" if self.status is None else f"HTTP {self.status}: "
        return {"method": self.method, "why": status + self.why.message(lang)}

    def message(self, lang: str) -> str:
        """Say in *lang* what is wrong and what to do."""
        return Problem(self.key, self._params(lang)).message(lang)

    def __str__(self) -> str:
        return self.message("en")


class EndUnknown(Unanswered):
    """A call that changes an order was sent, and nothing tells whether it was carried out."""

    key = "qapi-end-unknown"


class QapiError(MarketplaceFailed):
    """QAPI answered with an error number; nothing was done.

    Attributes:
        method: The method that was called.
        code: The number as QAPI writes it, such as `-10002`.
        text: QAPI's own words, shortened; the key is never in them.
    """

    key = "qapi-code"

    def __init__(self, method: str, code: str, text: str = "") -> None:
        super().__init__(method, code, text)
        self.method = method
        self.code = code
        self.text = text

    @property
    def params(self) -> Mapping[str, object]:
        """Return what its sentence is made of."""
        words = f" ({self.text})" if self.text else ""
        return {"method": self.method, "code": self.code, "words": words}

    def message(self, lang: str) -> str:
        """Say in *lang* what QAPI answered and what to do."""
        return Problem(self.key, self.params).message(lang)

    def __str__(self) -> str:
        return self.message("en")


class KeyRefused(QapiError):
    """QAPI does not accept the Seller Authorization Key."""

    key = "qapi-key-refused"


class KeyExpired(KeyRefused):
    """The Seller Authorization Key has expired: it holds for one year."""

    key = "qapi-key-expired"


class NotAllowed(QapiError):
    """The key is valid but has no right to use this method."""

    key = "qapi-not-allowed"


class BadRequest(QapiError):
    """A date, a period, a status or a number does not fit."""

    key = "qapi-bad-request"


class OrderUnknown(QapiError):
    """The shop has no such order."""

    key = "qapi-order-unknown"


class WrongState(QapiError):
    """The order is not, or no longer, in a state in which this can be done."""

    key = "qapi-wrong-state"


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
