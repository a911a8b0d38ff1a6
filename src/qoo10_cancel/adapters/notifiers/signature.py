"""The signature of a webhook: how it is made, and how the receiver checks it."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import Final

from ...errors import Malformed

__all__ = ["HEADER", "MAX_AGE", "key_of", "sign", "verify"]

HEADER: Final = "X-Signature"
"""The header that carries it: `t=<seconds since 1970>,v1=<HMAC-SHA256 in hex>`."""

MAX_AGE: Final = timedelta(minutes=5)
"""How far the clocks of sender and receiver may be apart, on the way included."""

_SHORTEST_SECRET: Final = 16
_FORM: Final = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})", re.ASCII)


def key_of(secret: str) -> bytes:
    """Return *secret* as the key of the HMAC.

    Raises:
        Malformed: It is too short to be one.
    """
    if not isinstance(secret, str) or len(secret) < _SHORTEST_SECRET:
        raise Malformed(
            f"a secret is a text of {_SHORTEST_SECRET} characters or more, "
            "such as secrets.token_hex(32) makes"
        )
    return secret.encode()


def sign(body: bytes, *, secret: str, at: datetime) -> str:
    """Return the signature of *body*, sent at the aware moment *at*.

    What is signed is the time in whole seconds, a full stop, and the body as it is sent.

    >>> sign(b"{}", secret="an invented secret", at=noon)[:20]
    't=1660273200,v1=4884'
    """
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_mac(body, seconds, secret)}"


def verify(
    body: bytes, signature: str, *, secret: str, at: datetime, max_age: timedelta = MAX_AGE
) -> None:
    """Return if *body* was signed with *secret* not long before *at*, else raise.

    Args:
        body: The bytes of the request as they came, before anything parses them.
        signature: The value of the header `X-Signature`.
        secret: The secret that sender and receiver share.
        at: The receiver's aware moment.
        max_age: Older ones, and ones from a future as far off, are not accepted.

    Raises:
        Malformed: The signature is not in its form, not right, or not of this time.

    >>> signed = sign(b"{}", secret="an invented secret", at=noon)
    >>> verify(b"{}", signed, secret="an invented secret", at=noon)
    >>> verify(b"[]", signed, secret="an invented secret", at=noon)
    Traceback (most recent call last):
    qoo10_cancel.errors.Malformed: the signature is not of this body and secret
    """
    found = _FORM.fullmatch(signature)
    if found is None:
        raise Malformed("the signature is not of the form t=<seconds>,v1=<64 hex digits>")
    seconds = int(found[1])
    if not hmac.compare_digest(found[2], _mac(body, seconds, secret)):
        raise Malformed("the signature is not of this body and secret")
    if abs(at.timestamp() - seconds) > max_age.total_seconds():
        raise Malformed(f"the signature is not of the last {max_age.total_seconds():.0f} seconds")


def _mac(body: bytes, seconds: int, secret: str) -> str:
    return hmac.new(key_of(secret), b"%d." % seconds + body, hashlib.sha256).hexdigest()
