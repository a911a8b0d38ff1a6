"""The carriers, one row each: a new carrier is a new row here and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

import attrs

__all__ = ["CARRIERS", "Carrier", "carrier_named", "comparable"]


@attrs.frozen
class Carrier:
    """One carrier.

    Attributes:
        code: Its name in records; stable.
        ja: The name that the buyer reads.
        zh: Its name in Chinese.
        ko: Its name in Korean.
        en: Its name in English.
        others: Its other names, its services and its shipping software, as sellers and their
            tools write them.
        by_seven: Whether its numbers have twelve digits, the last of which is the first eleven
            modulo 7.
    """

    code: str
    ja: str
    zh: str
    ko: str
    en: str
    others: tuple[str, ...] = ()
    by_seven: bool = False

    def name(self, lang: str) -> str:
        """Return its name in *lang*, a language by its public name; in English for others.

        >>> from qoo10_cancel.parcels import CARRIERS
        >>> CARRIERS["yamato"].name("ja"), CARRIERS["yamato"].name("en")
        ('ヤマト運輸', 'Yamato Transport')
        """
        names = {"ja": self.ja, "zh-CN": self.zh, "ko": self.ko, "en": self.en}
        return names.get(lang, self.en)

    @property
    def names(self) -> tuple[str, ...]:
        """Return all its names, first the one that the buyer reads."""
        return (self.ja, self.zh, self.ko, self.en, *self.others)


# fmt: off
_ROWS: Final = (
    Carrier("yamato", "ヤマト運輸", "ヤマト運輸（雅玛多）", "야마토운수", "Yamato Transport", (
        "ヤマト", "クロネコヤマト", "クロネコ", "宅急便", "宅急便コンパクト", "コンパクト",
        "ネコポス", "クロネコゆうパケット", "クロネコDM便", "クール宅急便", "宅急便コレクト",
        "宅急便タイムサービス", "TA-Q-BIN", "Takkyubin", "Nekopos", "Kuroneko",
        "Kuroneko Yamato", "Yamato", "YAMATO UNYU", "B2クラウド", "送り状発行システムB2",
        "大和运输", "大和", "黑猫宅急便", "黑猫", "야마토",
    ), by_seven=True),
    Carrier("sagawa", "佐川急便", "佐川急便", "사가와급편", "Sagawa Express", (
        "佐川", "飛脚", "飛脚宅配便", "飛脚クール便", "飛脚航空便", "飛脚ジャストタイム便",
        "飛脚特定信書便", "飛脚メール便", "飛脚ゆうパケット便", "飛脚国際宅配便", "e飛伝",
        "e飛伝2", "e飛伝3", "e飛伝II", "e飛伝III", "e飛伝Pro", "e飛伝Web", "SAGAWA",
        "Sagawa Kyubin", "佐川快递", "사가와", "사가와 익스프레스",
    ), by_seven=True),
    Carrier("japan_post", "日本郵便", "日本邮政", "일본우편", "Japan Post", (
        "郵便局", "日本郵政", "郵便", "ゆうパック", "ゆうパケット", "ゆうパケットプラス",
        "ゆうパケットポスト", "ゆうパケットポストmini", "ゆうメール", "ゆうプリR",
        "ゆうパックプリントR", "クリックポスト", "レターパック", "レターパックプラス",
        "レターパックライト", "スマートレター", "ミニレター", "普通郵便", "定形郵便",
        "定形外郵便", "定形", "定形外", "第一種郵便", "第四種郵便", "書留", "簡易書留",
        "一般書留", "特定記録", "特定記録郵便", "速達", "速達郵便", "国際小包",
        "国際eパケット", "国際eパケットライト", "eパケット", "Yu-Pack", "Yupack", "YuPacket",
        "Click Post", "Letter Pack", "Letter Pack Plus", "Letter Pack Light", "JP", "JP Post",
        "Japan Post Service", "日本邮便", "邮局", "유팩", "유패킷",
    ), by_seven=True),
    Carrier("seino", "西濃運輸", "西浓运输", "세이노운수", "Seino Transportation", (
        "西濃", "カンガルー便", "カンガルーミニ便", "カンガルーPACK", "Seino",
    )),
    Carrier("fukuyama", "福山通運", "福山通运", "후쿠야마통운", "Fukuyama Transporting", (
        "福通", "フクツー宅配便", "パーセルワン", "Fukuyama",
    )),
    Carrier("nittsu", "日本通運", "日本通运", "일본통운", "Nippon Express", (
        "日通", "NX", "NXグループ", "アロー便", "Nittsu",
    )),
    Carrier("meitetsu", "名鉄運輸", "名铁运输", "메이테쓰운수", "Meitetsu Transport", (
        "名鉄", "名鉄NX運輸", "こぐま便", "Meitetsu",
    )),
    Carrier("tonami", "トナミ運輸", "Tonami运输", "도나미운수", "Tonami Transportation", (
        "トナミ", "パンサー宅配便", "Tonami",
    )),
    Carrier("ecohai", "エコ配", "Ecohai", "에코하이", "Ecohai", ("株式会社エコ配",)),
    Carrier("qxpress", "Qxpress", "Qxpress", "Qxpress", "Qxpress", (
        "Qx", "Qエクスプレス", "キューエクスプレス", "큐익스프레스", "Qx Quick",
        "Qxpress Japan", "Qxpress Korea",
    )),
    Carrier("qprime", "Qprime", "Qprime", "Qprime", "Qprime", ("Q-prime", "큐프라임")),
    Carrier("ems", "EMS（国際スピード郵便）", "EMS", "EMS", "EMS", (
        "国際スピード郵便", "Express Mail Service", "日本郵便EMS", "EMS日本郵便", "郵便局EMS",
        "Japan Post EMS", "우체국EMS", "EMS우체국", "한국우체국EMS", "Korea Post EMS",
        "中国邮政EMS", "邮政EMS", "韓国EMS", "국제특급우편",
    )),
    Carrier("korea_post", "韓国郵便", "韩国邮政", "우체국택배", "Korea Post", (
        "우체국", "우체국 소포", "한국우체국", "우정사업본부", "등기우편", "국제등기",
        "韓国郵便局", "韓国郵政", "ePost", "Korea Post Parcel",
    )),
    Carrier("k_packet", "K-Packet", "K-Packet", "K-Packet", "K-Packet", (
        "Kパケット", "K패킷", "케이패킷", "우체국K-Packet", "Korea Post K-Packet",
        "K Packet Light", "韓国郵便K-Packet",
    )),
    Carrier("china_post", "中国郵政", "中国邮政", "중국우정", "China Post", (
        "中国郵便", "ePacket", "E邮宝", "e邮宝", "中国邮政小包", "China Post ePacket",
    )),
    Carrier("dhl", "DHL", "DHL", "DHL", "DHL", (
        "DHL Express", "DHLエクスプレス", "DHL eCommerce", "DHLジャパン", "디에이치엘", "敦豪",
    )),
    Carrier("fedex", "FedEx", "FedEx", "FedEx", "FedEx", (
        "フェデックス", "Federal Express", "フェデラルエクスプレス", "FedEx Express", "페덱스",
        "联邦快递",
    )),
    Carrier("ups", "UPS", "UPS", "UPS", "UPS", (
        "ユーピーエス", "United Parcel Service", "유피에스",
    )),
    Carrier("sf", "SFエクスプレス（順豊速運）", "顺丰速运", "SF익스프레스", "SF Express", (
        "SF", "順豊", "順豊速運", "順豊エクスプレス", "顺丰", "顺丰快递", "순펑",
    )),
    Carrier("cj", "CJ大韓通運", "CJ大韩通运", "CJ대한통운", "CJ Logistics", (
        "CJ", "CJ GLS", "CJ택배", "대한통운", "大韓通運", "씨제이대한통운", "CJ Korea Express",
    )),
    Carrier("hanjin", "韓進（ハンジン）", "韩进快递", "한진택배", "Hanjin", (
        "한진", "韓進", "ハンジン", "韓進宅配", "韓進宅配便", "韩进", "Hanjin Express",
        "Hanjin Transportation", "Hanjin Shipping",
    )),
    Carrier("lotte", "ロッテグローバルロジスティクス", "乐天快递", "롯데택배",
            "Lotte Global Logistics", (
        "롯데", "롯데글로벌로지스", "ロッテ", "ロッテ宅配", "ロッテ宅配便", "Lotte",
        "Lotte Logistics", "현대택배",
    )),
    Carrier("logen", "ローゼン宅配（LOGEN）", "LOGEN快递", "로젠택배", "Logen", (
        "로젠", "ローゼン", "ローゼン宅配", "ILOGEN", "Logen Logistics",
    )),
    Carrier("rincos", "RINCOS", "RINCOS", "RINCOS", "RINCOS", (
        "リンコス", "링코스", "Rincos Express", "Rincos Japan",
    )),
    Carrier("kse", "KSE", "KSE", "KSE", "KSE", (
        "KSE国際", "KSE Express", "KSE International", "KSE국제로지스틱", "케이에스이",
    )),
    Carrier("ocs", "OCS", "OCS", "OCS", "OCS", ("OCS Express", "海外新聞普及", "欧西爱司")),
    Carrier("ecms", "ECMS", "ECMS", "ECMS", "ECMS", (
        "ECMSエクスプレス", "ECMS Express", "ECMSジャパン", "易客满",
    )),
    Carrier("yunexpress", "YunExpress", "云途物流", "YunExpress", "YunExpress", (
        "云途", "雲途物流", "Yun Express",
    )),
    Carrier("yanwen", "Yanwen", "燕文物流", "Yanwen", "Yanwen", (
        "燕文", "Yanwen Logistics", "Yanwen Express",
    )),
)
# fmt: on

CARRIERS: Final[Mapping[str, Carrier]] = {carrier.code: carrier for carrier in _ROWS}
"""Every known carrier by its code."""

_QUALIFIERS: Final = (
    "株式会社", "発払い", "元払い", "着払い", "代引", "代引き", "代金引換", "コレクト",
    "クール", "クール便", "冷蔵", "冷凍", "宅配便", "メール便", "航空便", "船便", "国内",
    "国際", "速達", "書留", "택배", "국제", "快递", "express", "japan", "jp", "co", "ltd",
    "inc", "の",
)  # fmt: skip
"""Words beside a carrier's name that do not make it another carrier's."""


@lru_cache(maxsize=1024)
def carrier_named(text: str) -> Carrier | None:
    """Return the carrier that *text* names; None when it is not listed, or names two.

    A name may be that of the company, of a service, or of both, in any width and case.

    >>> from qoo10_cancel.parcels import carrier_named
    >>> carrier_named("ネコポス").code, carrier_named("佐川急便(e飛伝)").code
    ('yamato', 'sagawa')
    >>> carrier_named("佐川急便(ヤマト)"), carrier_named("my cousin")
    (None, None)
    """
    plain = comparable(text)
    exact = _by_name().get(plain)
    if exact is not None:
        return exact
    made_of = [code for code, names in _names_by_code().items() if _is_made_of(plain, names)]
    return CARRIERS[made_of[0]] if len(made_of) == 1 else None


def comparable(text: str) -> str:
    """Return the letters and digits of a name, which are the same for all its spellings."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ch for ch in folded if ch.isalnum())


@cache
def _by_name() -> Mapping[str, Carrier]:
    return {comparable(name): carrier for carrier in _ROWS for name in carrier.names}


@cache
def _names_by_code() -> Mapping[str, tuple[str, ...]]:
    return {carrier.code: tuple({comparable(name) for name in carrier.names}) for carrier in _ROWS}


_QUALIFYING: Final = tuple(map(comparable, _QUALIFIERS))


def _is_made_of(text: str, names: Iterable[str]) -> bool:
    """Say whether *text* is one of *names*, with other names and qualifiers around it."""
    plain = {0}  # places that qualifiers alone lead to
    named = set[int]()  # and those that a name leads to
    for place in range(len(text)):
        for reached in (plain, named):
            if place in reached:
                reached.update(_ends(text, place, _QUALIFYING))
        if place in plain or place in named:
            named.update(_ends(text, place, names))
    return len(text) in named


def _ends(text: str, place: int, words: Iterable[str]) -> list[int]:
    return [place + len(word) for word in words if text.startswith(word, place)]
