"""Tracking numbers: one normal form for all spellings, and the faults of a number."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final

from .carriers import carrier_named

__all__ = ["FAULTS", "number_fault", "parcel_of", "tracking_numbers"]


@lru_cache(maxsize=4096)
def parcel_of(tracking_no: str | None) -> str | None:
    """Return the same text for all spellings of a tracking number; None stays None.

    >>> parcel_of("1234-5678-9012") == parcel_of("１２３４ ５６７８ ９０１２")
    True
    """
    if tracking_no is None:
        return None
    return _bare(tracking_no) or tracking_no


def _bare(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).upper() if ch.isalnum())


_JOINED: Final = re.compile(r"[/,;、，；／|&+]|\s+と\s+|\s+and\s+", re.IGNORECASE)
_DASHES: Final = re.compile(r"\s*[-‐‑‒–—―−ー－]\s*|\s+")


def tracking_numbers(tracking_no: str) -> tuple[str, ...]:
    """Return the numbers that a text holds, each in its normal form; several may be joined.

    The normal form has plain capitals, digits and single hyphens.

    >>> from qoo10_cancel.parcels import tracking_numbers
    >>> tracking_numbers("４０３９-１２３４-５６７５ / ee123456785jp")
    ('4039-1234-5675', 'EE123456785JP')
    """
    plain = unicodedata.normalize("NFKC", tracking_no).upper()
    parts = (_DASHES.sub("-", part.strip()) for part in _JOINED.split(plain))
    return tuple(part for part in parts if part)


FAULTS: Final = (
    "number-is-the-order",
    "number-is-the-cart",
    "number-is-a-date",
    "number-is-a-phone",
    "implausible-number",
    "check-digit",
)
"""Every fault that a number may have."""


def number_fault(
    tracking_no: str,
    carrier: str | None = None,
    order_no: str | None = None,
    cart_no: str | None = None,
) -> str | None:
    """Return the fault of *tracking_no*, None if it has none (QC-13); only Qoo10 can prove it.

    Args:
        tracking_no: One number, or several that are joined by `/`, in any spelling.
        carrier: Who carries the parcel, by any name; then its check digit is tried.
        order_no: The order's own number, which is no parcel's.
        cart_no: Its cart's number, which is no parcel's either.

    Returns:
        One of `FAULTS`; of several numbers, the fault of the first bad one.

    >>> from qoo10_cancel.parcels import number_fault
    >>> number_fault("403912345675", "佐川急便"), number_fault("403912345678", "佐川急便")
    (None, 'check-digit')
    >>> number_fault("698016773", order_no="698016773"), number_fault("090-0000-0000")
    ('number-is-the-order', 'number-is-a-phone')
    """
    if _is_date(tracking_no) and not _is_checked(tracking_no, carrier):
        return "number-is-a-date"
    numbers = tracking_numbers(tracking_no)
    own = {order_no: "number-is-the-order", cart_no: "number-is-the-cart"}
    faults = [own.get(_bare(number)) or _fault(number, carrier) for number in numbers]
    return next((fault for fault in faults if fault), None if numbers else "implausible-number")


def _fault(number: str, carrier: str | None) -> str | None:
    bare = _bare(number)
    if _is_date(bare) and not _is_checked(bare, carrier):
        return "number-is-a-date"
    if _PHONE.fullmatch(number):
        return "number-is-a-phone"
    if not _is_plausible(number, bare):
        return "implausible-number"
    return None if _check_digit_fits(bare, carrier) else "check-digit"


_DATE: Final = re.compile(
    r"(20\d\d)(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?:[T -]?\d\d(?::?\d\d){1,2})?", re.ASCII
)
_PHONE: Final = re.compile(
    r"0[5789]0-?\d{4}-?\d{4}|0\d{1,4}-\d{1,4}-\d{4}|0120-?\d{3}-?\d{3}|0800-?\d{3}-?\d{4}",
    re.ASCII,
)
"""Japan's mobile numbers, land lines with hyphens, and free numbers."""


def _is_date(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DATE.fullmatch(plain)
    if found is None:
        return False
    year, _, month, day, *compact = found.groups()
    try:
        date(int(year), int(month or compact[0]), int(day or compact[1]))
    except ValueError:
        return False
    return True


_SHORTEST_NUMBER: Final = 6
_LONGEST_NUMBER: Final = 30
_FEWEST_KINDS: Final = 3  # distinct characters; 111111111111 and 121212121212 have fewer
_IN_ORDER: Final = "01234567890123456789"
_WRITTEN: Final = re.compile(r"[A-Z0-9-]+", re.ASCII)


def _is_plausible(number: str, bare: str) -> bool:
    return (
        _WRITTEN.fullmatch(number) is not None
        and _SHORTEST_NUMBER <= len(bare) <= _LONGEST_NUMBER
        and any(ch.isdigit() for ch in bare)
        and len(set(bare)) >= _FEWEST_KINDS
        and bare not in _IN_ORDER
        and bare not in _IN_ORDER[::-1]
    )


_POSTAL: Final = re.compile(r"[A-Z]{2}(\d{8})(\d)[A-Z]{2}", re.ASCII)
"""UPU standard S10: EMS, K-Packet and every other item of international mail."""

_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_TWELVE: Final = re.compile(r"(\d{11})(\d)", re.ASCII)


def _check_digit_fits(bare: str, carrier: str | None) -> bool:
    """Say whether the check digit is right, or not known to be there."""
    if postal := _POSTAL.fullmatch(bare):
        return _postal_check_digit(postal[1]) == int(postal[2])
    known = carrier_named(carrier) if carrier else None
    twelve = _TWELVE.fullmatch(bare)
    if known is None or not known.by_seven or twelve is None:
        return True
    return int(twelve[1]) % 7 == int(twelve[2])


def _is_checked(number: str, carrier: str | None) -> bool:
    """Return whether *carrier* puts a check digit on its numbers, and this one's is right."""
    known = carrier_named(carrier) if carrier else None
    twelve = _TWELVE.fullmatch(number)
    return bool(known and known.by_seven and twelve and _check_digit_fits(number, carrier))


def _postal_check_digit(serial: str) -> int:
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, serial, strict=True)) % 11
    return {0: 5, 1: 0}.get(rest, 11 - rest)
