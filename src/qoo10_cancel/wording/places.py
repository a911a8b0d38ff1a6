"""The places abroad that a ready text may name, known by the words sellers record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from ..parcels import comparable

__all__ = ["PLACES", "place_code"]

PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "kr": ("韓国", "KR", "Korea", "South Korea", "한국", "대한민국", "韩国"),
    "cn": ("中国", "CN", "China", "중국"),
    "hk": ("香港", "HK", "Hong Kong", "홍콩"),
    "tw": ("台湾", "TW", "Taiwan", "대만"),
    "us": ("アメリカ", "US", "USA", "United States", "米国", "美国", "미국"),
    "th": ("タイ", "TH", "Thailand", "泰国", "태국"),
    "vn": ("ベトナム", "VN", "Vietnam", "Viet Nam", "越南", "베트남"),
    "sg": ("シンガポール", "SG", "Singapore", "新加坡", "싱가포르"),
    "my": ("マレーシア", "MY", "Malaysia", "马来西亚", "말레이시아"),
}
"""Every known place of dispatch abroad by its code; first the name that the buyer reads."""


def place_code(text: str) -> str | None:
    """Return the code of the place abroad that a record calls *text*; None if not listed.

    >>> place_code("South Korea"), place_code("倉庫")
    ('kr', None)
    """
    return _codes().get(comparable(text))


@cache
def _codes() -> Mapping[str, str]:
    return {comparable(name): code for code, names in PLACES.items() for name in names}
