"""What a tracking number is: one normal form for all spellings, plausible or not."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["is_plausible", "parcel_of"]


@lru_cache(maxsize=4096)
def parcel_of(tracking_no: str | None) -> str | None:
    """Return what all spellings of a tracking number have in common; None stays None.

    >>> parcel_of("1234-5678-9012") == parcel_of("１２３４ ５６７８ ９０１２")
    True
    """
    if tracking_no is None:
        return None
    same = unicodedata.normalize("NFKC", tracking_no).upper()
    return "".join(c for c in same if c.isalnum()) or tracking_no


_SHORTEST_NUMBER: Final = 6
_LONGEST_NUMBER: Final = 30
_FEWEST_KINDS: Final = 3  # distinct characters; 111111111111 and 121212121212 have fewer
_IN_ORDER: Final = "01234567890123456789"


def is_plausible(tracking_no: str) -> bool:
    """Say whether *tracking_no* looks like a parcel's number (QC-13); the proof is Qoo10's.

    >>> is_plausible("403912345678"), is_plausible("111111111111"), is_plausible("123456")
    (True, False, False)
    """
    said = "".join(c for c in tracking_no if c not in "- ")
    return (
        said.isascii()
        and said.isalnum()
        and _SHORTEST_NUMBER <= len(said) <= _LONGEST_NUMBER
        and any(c.isdigit() for c in said)
        and len(set(said)) >= _FEWEST_KINDS
        and said not in _IN_ORDER
        and said not in _IN_ORDER[::-1]
    )
