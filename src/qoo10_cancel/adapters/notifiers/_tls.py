"""TLS as every notifier wants it: the other side shows who it is."""

from __future__ import annotations

import ssl

from ...errors import Malformed

__all__ = ["verifying"]


def verifying(context: ssl.SSLContext | None) -> ssl.SSLContext:
    """Return *context*, or one that trusts what this machine trusts.

    Raises:
        Malformed: It would talk to anybody: certificate or host name go unchecked.
    """
    context = context or ssl.create_default_context()
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise Malformed(
            "this TLS context does not verify certificate and host name; "
            "to trust a CA of your own use ssl.create_default_context(cafile=...)"
        )
    return context
