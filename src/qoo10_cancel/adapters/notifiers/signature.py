"""The signature of a webhook, in the format of Standard Webhooks (standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ...errors import Malformed

__all__ = ["key_of", "new_secret", "signed_headers"]

_PREFIX: Final = "whsec_"
_KEY_BYTES: Final = range(24, 65)


def new_secret() -> str:
    """Return a new secret, to be given to the notifier and to the receiver.

    >>> new_secret()[:6], len(new_secret())
    ('whsec_', 50)
    """
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """Return the key of the HMAC that *secret* holds.

    Raises:
        Malformed: *secret* is not `whsec_` and 24 to 64 bytes in base64.
    """
    if isinstance(secret, str) and secret.startswith(_PREFIX):
        try:
            key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) in _KEY_BYTES:
            return key
    raise Malformed(
        'a secret is "whsec_" and 24 to 64 bytes in base64, such as new_secret() makes'
    )


def signed_headers(
    notice_key: str, body: bytes, *, secret: str, at: datetime
) -> Mapping[str, str]:
    """Return the three headers that prove to a receiver who sent *body*, and when.

    The signature covers the id, the time in whole seconds since 1970 and the body, joined by
    full stops.

    Args:
        notice_key: The key of the notice, without a full stop; the same at every attempt.
        body: The bytes that are sent.
        secret: The secret that sender and receiver share.
        at: When it is sent, as an aware moment.

    >>> headers = signed_headers("1:2:refusal:seller", b"{}", secret=new_secret(), at=noon)
    >>> headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"][:3]
    ('1:2:refusal:seller', '1660273200', 'v1,')
    """
    seconds = str(int(at.timestamp()))
    signed = b".".join((notice_key.encode(), seconds.encode(), body))
    digest = hmac.digest(key_of(secret), signed, hashlib.sha256)
    return {
        "webhook-id": notice_key,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
