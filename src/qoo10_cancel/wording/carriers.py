"""The carriers and places that a ready text may name, known by the words sellers record."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

__all__ = ["CARRIERS", "PLACES", "carrier_code", "place_code"]

CARRIERS: Final[Mapping[str, tuple[str, ...]]] = {
    "yamato": ("ヤマト運輸", "ヤマト", "クロネコヤマト", "宅急便", "ヤマト宅急便",
               "Yamato", "Yamato Transport", "大和运输", "야마토", "야마토운수"),
    "sagawa": ("佐川急便", "佐川", "飛脚宅配便", "Sagawa", "Sagawa Express", "사가와"),
    "japan_post": ("日本郵便", "郵便局", "ゆうパック", "ゆうパケット",
                   "Japan Post", "日本邮政", "일본우편"),
    "seino": ("西濃運輸", "西濃", "カンガルー便", "Seino", "Seino Transportation"),
    "fukuyama": ("福山通運", "福通", "Fukuyama", "Fukuyama Transporting"),
    "qxpress": ("Qxpress", "Qx"),
    "ems": ("EMS（国際スピード郵便）", "EMS", "国際スピード郵便"),
    "dhl": ("DHL", "DHL Express"),
    "fedex": ("FedEx", "フェデックス", "Federal Express"),
    "ups": ("UPS",),
    "sf": ("SFエクスプレス（順豊速運）", "SF", "SF Express", "順豊", "順豊速運",
           "顺丰", "顺丰速运"),
    "cj": ("CJ大韓通運", "CJ", "CJ Logistics", "CJ대한통운", "대한통운"),
}  # fmt: skip
"""Every known carrier by its code; first the name that the buyer reads, then other names."""

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


def carrier_code(said: str) -> str | None:
    """Return the code of the carrier that a record calls *said*; None when it is not listed.

    >>> carrier_code("ヤマト宅急便"), carrier_code("ｓａｇａｗａ"), carrier_code("my cousin")
    ('yamato', 'sagawa', None)
    """
    return _codes("carrier").get(_plain(said))


def place_code(said: str) -> str | None:
    """Return the code of the place abroad that a record calls *said*; None if not listed.

    >>> place_code("South Korea"), place_code("倉庫")
    ('kr', None)
    """
    return _codes("place").get(_plain(said))


def _plain(said: str) -> str:
    folded = unicodedata.normalize("NFKC", said).casefold()
    return "".join(c for c in folded if c.isalnum())


@cache
def _codes(what: str) -> Mapping[str, str]:
    listed = CARRIERS if what == "carrier" else PLACES
    return {_plain(name): code for code, names in listed.items() for name in names}
