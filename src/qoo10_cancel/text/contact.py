"""Contact data, links and card numbers in a text."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["card_number", "contact", "link"]

Span = tuple[int, int]

_DASH: Final = "\u2010-\u2015\u2212\u30fc-"

# Groups are bounded and never overlap, so nothing is tried twice.
_MAIL: Final = re.compile("[a-z0-9._%+-]{1,64}+@[a-z0-9-]{1,63}+[.][a-z]{2}")
_MESSENGER: Final = re.compile(
    "(?:line|ライン|カカオ|kakao|wechat|weixin|微信|ウィーチャット|instagram|インスタ|whatsapp"
    "|telegram|テレグラム"
    "|twitter|ツイッター|facebook|messenger|skype|スカイプ|discord|dm|ダイレクトメッセージ)"
    "(?:[^。!?]{0,12}?(?:id|アカウント|公式|追加|友だち|友達|連絡|相談|問い?合わ?せ|ください)"
    "|[:@])"
)
_PART_OF_A_WORD: Final = re.compile("[a-zァ-ヴー]")
_PHONE: Final = re.compile(f"[(+]?[0-9][0-9() {_DASH}]{{8,17}}+")
_IN_A_NUMBER: Final = re.compile(f"[0-9a-z{_DASH}]")
_NO_DIGIT: Final = re.compile("[^0-9]+")
_AT_HOME: Final = re.compile("0(?:[15789]0[0-9]{8}|120[0-9]{6}|800[0-9]{7}|[1-9][0-9]{8})")
_ABROAD: Final = re.compile("(?:81|82|86)[1-9][0-9]{7,10}")
_CHINESE_MOBILE: Final = re.compile(f"1[3-9][0-9][ {_DASH}][0-9]{{4}}[ {_DASH}][0-9]{{4}}")

_TLD: Final = (
    "com|net|org|jp|cn|kr|tw|hk|info|biz|shop|store|site|online|link|page|app|dev|io|me|tv|cc"
    "|ly|gl|gg|xyz|top"
)
_LINK: Final = re.compile(
    f"https?:/|www[.]"
    f"|(?<![a-z0-9@.-])[a-z0-9-]{{2,63}}+(?:[.][a-z0-9-]{{2,30}}+){{0,3}}[.](?:{_TLD})(?![a-z0-9.-])"
)

_CARD: Final = re.compile(f"[3-6](?:[{_DASH}]?[0-9]){{13,18}}+(?![0-9])")


def link(solid: str) -> Span | None:
    """Find a link or a bare domain."""
    if "." not in solid and ":/" not in solid:
        return None
    found = _LINK.search(solid)
    return found.span() if found else None


def contact(text: str) -> Span | None:
    """Find a mail address, a telephone number, or a messenger's name with a call to use it."""
    if "@" in text and (found := _MAIL.search(text)):
        return found.span()
    for found in _MESSENGER.finditer(text):
        if not _PART_OF_A_WORD.match(text[found.start() - 1 : found.start()]):
            return found.span()
    return _phone(text)


def _phone(text: str) -> Span | None:
    """Find a telephone number; the tracking numbers of carriers have more digits, or no 0."""
    for found in _PHONE.finditer(text):
        if _PART_OF_A_WORD.match(text[found.start() - 1 : found.start()]):
            continue
        said = found.group().strip()
        digits = _NO_DIGIT.sub("", said)
        if _AT_HOME.fullmatch(digits) or _CHINESE_MOBILE.fullmatch(said):
            return found.span()
        if said[0] == "+" and _ABROAD.fullmatch(digits):
            return found.span()
    return None


def card_number(solid: str) -> Span | None:
    """Find the number of a payment card: 14 to 19 digits whose check digit is right (Luhn)."""
    for found in _CARD.finditer(solid):
        starts_here = not _IN_A_NUMBER.match(solid[found.start() - 1 : found.start()])
        if starts_here and _luhn(_NO_DIGIT.sub("", found.group())):
            return found.span()
    return None


def _luhn(digits: str) -> bool:
    odd = sum(int(digit) for digit in digits[::-2])
    even = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (odd + even) % 10 == 0
