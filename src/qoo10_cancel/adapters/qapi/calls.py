"""One call of QAPI as values: the call, its answer, and what the answer means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import attrs

from ...errors import Unreadable
from ...messages import Problem
from ...readers import CallFailed, check_reply, parse_reply
from .errors import Unanswered, error_for
from .keys import SellerKey, without

__all__ = ["BASE_URL", "LONGEST_ANSWER", "Answer", "Call", "Pause", "judge", "result_of"]

BASE_URL: Final = "https://api.qoo10.jp/GMKT.INC.Front.QAPIService/ebayjapan.qapi"

LONGEST_ANSWER: Final = 67_108_864
"""Bytes; more is not read."""

_LONGEST_CODE: Final = 8
_VERSION: Final = "1.0"


@attrs.frozen
class Call:
    """A method of QAPI and its parameters.

    Attributes:
        method: Such as `ShippingBasic.SetSendingInfo`.
        params: By name; they may hold a password, so no repr shows them.
        harmless: Whether sending it twice does no harm.
        quiet: Whether errors repeat nothing of the answer, which may hold the password sent.
    """

    method: str
    params: Mapping[str, str] = attrs.field(repr=False)
    harmless: bool = True
    quiet: bool = False

    def headers(self, key: SellerKey) -> dict[str, str]:
        """Return the headers, of which one carries *key*."""
        return {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "GiosisCertificationKey": key.reveal(),
            "QAPIVersion": _VERSION,
            "Accept-Encoding": "identity",  # a small body may unpack to a huge one
        }

    def body(self) -> bytes:
        """Return the form; empty fields are sent empty, for null is answered with -90001."""
        return urlencode({"returnType": "application/json", **self.params}).encode()


@attrs.frozen
class Answer:
    """An answer over HTTP. Its status decides nothing: QAPI answers errors with 200."""

    status: int
    body: bytes = attrs.field(repr=False)


@attrs.frozen
class Pause:
    """Wait before going on."""

    seconds: float


def judge(call: Call, answer: Answer, key: SellerKey) -> Mapping[str, Any]:
    """Return the parsed reply of a call that succeeded, without the secrets.

    Raises:
        QapiError: QAPI answered with an error number.
        Unanswered: The answer is not QAPI's.
    """
    body = without(answer.body, key)
    try:
        reply = parse_reply(body, call.method)
        head = {name: value for name, value in reply.items() if not _is_result(name)}
        check_reply(head, call.method)
    except CallFailed as failed:
        text, code = failed.value or "", failed.code
        if call.quiet or key.shows_in(text + code):
            text, code = "", code if len(code) < _LONGEST_CODE else ""
        raise error_for(call.method, code, text) from None
    except Unreadable as wrong:
        why = Problem("qapi-not-ours") if call.quiet else wrong.problem
        raise Unanswered(call.method, why, status=answer.status) from None
    return reply


def result_of(call: Call, reply: Mapping[str, Any]) -> Any:
    """Return ResultObject, which must be there: a list without one is never an empty list.

    Raises:
        Unanswered: The reply has none, or more than one.
    """
    results = [value for name, value in reply.items() if _is_result(name)]
    if len(results) != 1:
        raise Unanswered(call.method, Problem("qapi-no-result"))
    return results[0]


def _is_result(name: object) -> bool:
    return str(name).strip().casefold() == "resultobject"
