"""Free text made safe to show."""

from __future__ import annotations

__all__ = ["visible"]


def visible(text: str) -> str:
    r"""Return *text* with everything a terminal might obey made visible.

    >>> visible("発送\x1b[31m済み\u202e")
    '発送\\x1b[31m済み\\u202e'
    """
    return "".join(c if c.isprintable() or c in "\n\u3000\u00a0" else ascii(c)[1:-1] for c in text)
