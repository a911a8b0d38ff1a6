"""Contact data, links and card numbers in a text."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["card_number", "contact", "link"]

Span = tuple[int, int]

_DASH: Final = "\u2010-\u2015\u2212\u30fc-"

# Groups are bounded and never overlap, so nothing is tried twice.
_MAIL: Final = re.compile(
    "[a-z0-9._%+-]{1,64}+(?:@[a-z0-9-]{1,63}+[.][a-z]{2}|[(\\[](?:at|アット)[)\\]])"
    "|アットマーク|(?<![a-z0-9._-])@[a-z][a-z0-9_.]{2,30}"
)
_AT: Final = ("@", "(at", "[at", "アット")
_CALL: Final = (
    "(?:id|アカウント|公式|追加|友だち|友達|連絡|相談|問い?合わ?せ|お願い|どうぞ|ください|まで)"
)
_MESSENGER: Final = re.compile(
    "(?:line(?!friends|フレンズ|up)|ライン(?!ストーン|ナップ|アップ|ワーク)|カカオ|kakao"
    "|wechat|weixin|微信|ウィーチャット|ウェイシン|instagram|インスタ|whatsapp|telegram"
    "|テレグラム|viber|zalo|twitter|ツイッター|facebook|messenger|メッセンジャー|skype|スカイプ"
    "|discord|ディスコード|qq号|dm|ダイレクトメッセージ)"
    f"(?:[^。!?]{{0,12}}?{_CALL}|[号:@])"
)
_PART_OF_A_WORD: Final = re.compile("[a-zァ-ヴー]")
_PHONE: Final = re.compile(f"[(+]?[0-9][0-9().・ {_DASH}]{{8,17}}+")
_PHONE_WORD: Final = re.compile("(?:tel|phone|fax|call|mobile|[^a-z])[:.]?$")
_IN_A_NUMBER: Final = re.compile(f"[0-9a-z{_DASH}]")
_NO_DIGIT: Final = re.compile("[^0-9]+")
_AT_HOME: Final = re.compile("0(?:[15789]0[0-9]{8}|120[0-9]{6}|800[0-9]{7}|[1-9][0-9]{8})")
_ABROAD: Final = re.compile("(?:1|7|3[0-9]|4[0-9]|6[0-6]|8[1246]|85[0-9]|886)[1-9][0-9]{6,10}")
_CHINESE_MOBILE: Final = re.compile(f"1[3-9][0-9][ {_DASH}][0-9]{{4}}[ {_DASH}][0-9]{{4}}")
_KANJI_DIGIT: Final = re.compile("[〇零一二三四五六七八九]")
_KANJI_DIGITS: Final = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))

# What a number is said to be, in the characters before it.
_CALLED: Final = 14
_REFERENCE: Final = re.compile(
    "番号|ナンバー|追跡|伝票|送り状|荷物|注文|日時|コード|no[.:]?|jan|id"
)
_OF_A_PHONE: Final = re.compile("電話|携帯|ケータイ|スマホ|ダイヤル|連絡先|tel|phone|fax")
_OF_A_CARD: Final = re.compile("カード|card|クレジット|visa|master|jcb|amex")

_TLD: Final = (
    "com|net|org|jp|cn|kr|tw|hk|info|biz|shop|store|site|online|link|page|app|dev|io|me|tv|cc"
    "|ly|gl|gg|xyz|top|ee|be|co|us|uk|eu|vn|th"
)
_END_OF_NAME: Final = "(?![a-z0-9.-])"
_LINK: Final = re.compile(
    f"h(?:tt|xx)ps?:/|www[.]"
    f"|(?<![a-z0-9@.-])[a-z0-9-]{{2,63}}+(?:[.][a-z0-9-]{{2,30}}+){{0,3}}[.](?:{_TLD}){_END_OF_NAME}"
    f"|(?<![a-z0-9@.-])[a-z0-9-]{{1,63}}+[.](?:{_TLD})/"
    f"|[a-z0-9-](?:ドット|[(\\[](?:dot|ドット)[)\\]])(?:{_TLD}){_END_OF_NAME}"
    f"|[ぁ-んァ-ヶ一-龠][.](?:jp|com|net|org|shop|store|site){_END_OF_NAME}"
    "|(?<![0-9.])(?:[0-9]{1,3}[.]){3}[0-9]{1,3}(?![0-9.])"
)
_MAY_BE_LINK: Final = re.compile("[.]|:/|ドット|dot")

_CARD: Final = re.compile(f"[3-6](?:[{_DASH}]?[0-9]){{13,18}}+(?![0-9])")


def link(solid: str) -> Span | None:
    """Find a link, an address of a host, or a bare domain, spelled out too."""
    if not _MAY_BE_LINK.search(solid):
        return None
    found = _LINK.search(solid)
    return found.span() if found else None


def contact(text: str) -> Span | None:
    """Find a mail address, a telephone number, or a messenger's name with a call to use it."""
    if any(sign in text for sign in _AT) and (found := _MAIL.search(text)):
        return found.span()
    for found in _MESSENGER.finditer(text):
        if not _PART_OF_A_WORD.match(text[found.start() - 1 : found.start()]):
            return found.span()
    return _phone(_KANJI_DIGIT.sub(_digit, text))


def _digit(found: re.Match[str]) -> str:
    return _KANJI_DIGITS[found.group()]


def _phone(text: str) -> Span | None:
    """Find a telephone number; the tracking numbers of carriers have more digits, or no 0."""
    for found in _PHONE.finditer(text):
        before = text[max(found.start() - _CALLED, 0) : found.start()]
        if not _PHONE_WORD.search(before or " ") or _is_reference(before, _OF_A_PHONE):
            continue
        number = found.group().strip()
        digits = _NO_DIGIT.sub("", number)
        if _AT_HOME.fullmatch(digits) or _CHINESE_MOBILE.fullmatch(number):
            return found.span()
        if number[0] == "+" and _ABROAD.fullmatch(digits):
            return found.span()
    return None


def _is_reference(before: str, other: re.Pattern[str]) -> bool:
    """Say whether a number is called one of an order or a parcel, and not that of *other*."""
    return bool(_REFERENCE.search(before)) and not other.search(before)


def card_number(solid: str) -> Span | None:
    """Find the number of a payment card: 14 to 19 digits whose check digit is right (Luhn).

    One in ten tracking numbers passes too, so what is called one is none.
    """
    for found in _CARD.finditer(solid):
        start = found.start()
        if _IN_A_NUMBER.match(solid[start - 1 : start]):
            continue
        called = _is_reference(solid[max(start - _CALLED, 0) : start], _OF_A_CARD)
        if not called and _luhn(_NO_DIGIT.sub("", found.group())):
            return found.span()
    return None


def _luhn(digits: str) -> bool:
    odd = sum(int(digit) for digit in digits[::-2])
    even = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (odd + even) % 10 == 0
