"""The Seller Authorization Key, which nothing shows, and when it ends."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any, Final

from ...errors import Malformed
from ...japan import calendar_day, end_of, japan_time
from ...messages import Problem

__all__ = ["SellerKey", "without"]

_SHAPE: Final = re.compile(r"[\x21-\x7e]{8,500}")
_RUN: Final = re.compile(r"[A-Za-z0-9]+")
_PART: Final = 8
_WARNINGS: Final = (1, 7, 30)
_HIDDEN: Final = "(key)"

_ESCAPED: Final = re.compile(
    rb"\\u00(2[013-9a-f]|[346][0-9a-f]|5[0-9abdef]|7[0-9a-e])", re.IGNORECASE
)
"""ASCII that needs no escape in JSON: all but the quote (22) and the backslash (5c)."""


def _any_form(character: str) -> bytes:
    plain, percent = re.escape(character.encode()), f"%(?i:{ord(character):02x})".encode()
    escaped = rb"\\?" if character in '"\\/' else b""
    return b"(?:" + escaped + plain + b"|" + percent + b")"


def without(body: bytes, key: SellerKey) -> bytes:
    r"""Return *body* without *key*, however JSON or a URL may write it.

    Nothing of an answer is read before: a text that is shortened first could show half a key.

    >>> from qoo10_cancel.adapters.qapi import SellerKey
    >>> without(rb'{"ErrorMsg": "no key sa\/mple\u002d1"}', SellerKey("sa/mple-1"))
    b'{"ErrorMsg": "no key (key)"}'
    """
    if not (key.run in body or b"%" in body or rb"\u00" in body):
        return body  # a search for every form takes longer than parsing
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), body)
    found = key.pattern.sub(_HIDDEN.encode(), plain)
    return body if found == plain else found


class SellerKey:
    """A certification key of QAPI; no repr, error, log or pickle shows it.

    It holds for one year and ends at 23:59:59 Japan time on the anniversary; QAPI sends no
    notice. A change of the shop's password ends it too.

    Args:
        secret: The key as `CreateCertificationKey` returned it.
        issued_on: The day in Japan on which it was made, where that is known.

    Raises:
        Malformed: *secret* is not 8 to 500 printable ASCII characters without blanks.

    >>> from qoo10_cancel.adapters.qapi import SellerKey
    >>> key = SellerKey("S5bnbf_g_1_example", issued_on=date(2022, 8, 12))
    >>> key
    SellerKey((key), issued_on=2022-08-12)
    >>> key.ends_at.isoformat()
    '2023-08-13T00:00:00+09:00'
    """

    __slots__ = ("_secret", "issued_on")

    def __init__(self, secret: str, issued_on: date | None = None) -> None:
        if not isinstance(secret, str) or not _SHAPE.fullmatch(secret):
            raise Malformed(Problem("qapi-bad-key"))
        self._secret = secret
        self.issued_on = None if issued_on is None else calendar_day(issued_on)

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """Match the key as it is, as JSON may escape it, and as a URL may."""
        return re.compile(b"".join(map(_any_form, self._secret)))

    @property
    def run(self) -> bytes:
        """Give the longest part of the key that JSON and URLs write as it is."""
        return max(_RUN.findall(self._secret), key=len, default="").encode()

    def shows_in(self, text: str) -> bool:
        """Say whether *text* has eight characters of the key in a row."""
        parts = (
            self._secret[start : start + _PART] for start in range(len(self._secret) - _PART + 1)
        )
        return any(part in text for part in parts)

    def reveal(self) -> str:
        """Return the key itself, for the one header that carries it."""
        return self._secret

    @property
    def ends_at(self) -> datetime | None:
        """Give the first moment at which it no longer holds; None if its age is not known."""
        if self.issued_on is None:
            return None
        try:
            anniversary = self.issued_on.replace(year=self.issued_on.year + 1)
        except ValueError:  # 29 February
            anniversary = self.issued_on.replace(year=self.issued_on.year + 1, day=28)
        return end_of(anniversary)

    def days_left(self, at: datetime) -> int | None:
        """Return the whole days for which it still holds at *at*; None if not known."""
        ends = self.ends_at
        return None if ends is None else (ends - japan_time(at)) // timedelta(days=1)

    def warning(self, at: datetime) -> str | None:
        """Return a warning if the key ends within a month, a week or a day, or has ended.

        >>> SellerKey("sample-key", date(2022, 8, 12)).warning(datetime(2023, 8, 7, tzinfo=JST))
        'the QAPI key ends in less than 7 days, on 2023-08-12 at 23:59:59 Japan time'
        """
        ends, left = self.ends_at, self.days_left(at)
        if ends is None or left is None:
            return None
        last = f"on {(ends - timedelta(seconds=1)).date().isoformat()} at 23:59:59 Japan time"
        if ends <= japan_time(at):
            return f"the QAPI key ended {last}; make a new one"
        days = next((days for days in _WARNINGS if left < days), None)
        if days is None:
            return None
        return f"the QAPI key ends in less than {'1 day' if days == 1 else f'{days} days'}, {last}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SellerKey) and self._secret == other._secret

    def __hash__(self) -> int:
        return hash(self._secret)

    def __repr__(self) -> str:
        issued = "" if self.issued_on is None else f", issued_on={self.issued_on.isoformat()}"
        return f"{type(self).__name__}({_HIDDEN}{issued})"

    def __reduce__(self) -> Any:
        raise TypeError("a SellerKey is not pickled; read it from where secrets are kept")
