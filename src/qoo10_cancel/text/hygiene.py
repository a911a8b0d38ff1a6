"""What makes a text unfit to be sent: hidden characters, markup, open slots, rubbish."""

from __future__ import annotations

import re
from typing import Final

from .canonical import BIDI, EMOJI, HIDDEN, NO_CHARACTERS

__all__ = [
    "bidi",
    "broken_unicode",
    "control",
    "emoji",
    "garbled_kana",
    "halfwidth_kana",
    "header",
    "hidden",
    "markup",
    "mojibake",
    "odd",
    "placeholder",
    "repetitive",
    "wide_slot",
]

Span = tuple[int, int]

_CONTROL: Final = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{NO_CHARACTERS}]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BIDI: Final = re.compile(f"[{BIDI}]")
_EMOJI: Final = re.compile(f"[{EMOJI}]")
# No font is sure to show these: private use, and a pile of marks on one letter.
_ODD: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]|[\u0300-\u036f]{3}")
_HALFWIDTH_KANA: Final = re.compile("[\uff66-\uff9f]+")

# ASP.NET answers these with an error page; the rest would be HTML in the buyer's mail.
_MARKUP: Final = re.compile(
    "<[a-z!/?]|&#|&[a-z][a-z0-9]{1,31};"
    # [/b], [url=…], [img]; sizes such as [s] are none
    r"|\[/[a-z]{1,10}\]|\[(?:url|img|color|size|font|quote|align|list)(?:=|\])"
)
_HEADER: Final = re.compile(
    "^(?:to|cc|bcc|from|sender|subject|reply-to|return-path|mime-version|content-[a-z-]{1,30}"
    "|x-[a-z][a-z0-9-]{0,30}):|%0[ad]|=\\?[a-z0-9_-]{1,40}\\?[bq]\\?",
    re.MULTILINE,
)

_SLOT_WORD: Final = (
    "(?:your)?(?:shop|store|order|item|product|customer|buyer|carrier|tracking|ship(?:ping"
    "|ped)?)?[_-]?"
    "(?:name|date|day|time|number|no|id|code|url|mail|email|address|phone|tel|reason|text|title"
    "|carrier|customer|product|item|shop|xxx?)"
)
_SLOT_NAME: Final = (
    "(?:商品|お客様|購入者|店舗|ショップ|運送会社|配送会社|配送業者|運送業者|担当者|会社|氏|お|ご)?"
    "(?:名前?|住所)|"
    "(?:発送|出荷|到着|お届け|注文|集荷)?(?:予定)?日[付時]?|(?:追跡|注文|送り状|伝票|電話|荷物|商品)番号|"
    "(?:運送|配送)(?:会社|業者)|理由|金額|数量|担当者"
)
_BLANK: Final = "[〇○◯●×✕✖△▲▽▼□■◇◆_*]"
_DIGIT: Final = "[0-9一二三四五六七八九十〇]"
_PLACEHOLDER: Final = re.compile(
    "[{][^{}\n]{1,40}[}]|[$%][({][a-z_]{1,40}[)}]|%[sd](?![a-z0-9])"
    "|(?<![0-9])%[a-z_]{2,30}%|#[a-z_]{2,30}#|<%[^%\n]{0,40}%>"
    # X月X日, ＿＿年, MM月DD日, 8月　日
    f"|(?<!{_DIGIT}){_BLANK}{{1,4}}[月日時年円]|(?<![a-z0-9])(?:x{{1,4}}|yyyy|mm|dd|hh)[月日時年円]"
    "|(?<![0-9])[0-9]{1,2}月日(?![本曜程時])"
    # XX運輸, ○○様, and blanks alone
    "|(?<![a-z0-9])xx+(?:運輸|急便|通運|便|様|さん|株式|会社|営業所|番|号)"
    "|(?<![一二三四五六七八九〇])[〇○◯●]{2,}|[×✕✖]{2,}|[△▲□■◇◆]{2,}|_{3,}|\\*{3,}"
    "|(?<!\\()_{2,}(?=[^_)\\s])|(?<![a-z0-9])x{3,}+(?![a-z0-9])"
    f"|\\[{{1,2}}{_SLOT_WORD}\\]|<<?{_SLOT_WORD}>"
    f"|[\\[<【〔〈《≪](?:{_SLOT_NAME})[\\]>】〕〉》≫]{{1,2}}(?=[にでのはをがへと様さ])"
    # 発送日（予定日） is a gloss, 12日に（運送会社）で is a slot.
    f"|(?:^|(?<=[にでのはをがへと、。]))\\((?:{_SLOT_NAME})\\)"
)
_PLACEHOLDER_SIGNS: Final = re.compile("[{$%#〇○◯●×✕✖△▲▽▼□■◇◆x_*<【〔〈《≪(\\[ymdh]|月日")
_TO_DO: Final = re.compile(
    "todo|tbd|fixme|tktk|loremipsum"
    "|ここに(?:[^。、\n]{0,12}を)?(?:ご?(?:記入|入力|記載|挿入)|お?書き|貼り付け)(?!され|した"
    "|いただいた)"
)
# A full-width pair of angle brackets around letters is somebody's slot: ＜NAME＞.
_WIDE_SLOT: Final = re.compile("＜[A-Za-zＡ-Ｚａ-ｚ][A-Za-z_Ａ-Ｚａ-ｚ＿ ]{0,20}＞")

# UTF-8 read as CP932 (縺繧繝), as GBK (銇銈銉), as Big5 (銝嚗瘜), as Latin-1 (ã, controls);
# EUC-JP read as Latin-1 (¤¥); CP932 read as CP1252 (‚ƒ); anything read with replacements.
_FAMILIES: Final = ("縺繧繝", "銇銈銉", "銝嚗瘜撖", "ã\x80-\x9f", "¤¥", "‚ƒ")
_MOJIBAKE: Final = tuple(re.compile(f"[{signs}]") for signs in _FAMILIES)
_SIGNS: Final = re.compile(f"[\ufffd{''.join(_FAMILIES)}]")
_SIGNS_NEEDED: Final = 3
_REPLACEMENT: Final = re.compile("\ufffd")
# Text that was escaped for transport and never unescaped.
_ESCAPED: Final = re.compile(r"(?:\\u[0-9A-Fa-f]{4}){2}|(?:=[0-9A-Fa-f]{2}){3}")
_EUC_AS_CP932: Final = re.compile("､[ｦ-ﾟ]")

_LOOKED_AT: Final = 1000
_PUNCTUATION: Final = re.compile(
    "[\\s!-/:-@\\[-`{-~\u00a0-\u00bf\u2000-\u206f\u2190-\u2bff\u3000-\u3004\u3008-\u303f\u30fb\uff00-\uff0f]+"
)


def _first(pattern: re.Pattern[str], text: str) -> Span | None:
    found = pattern.search(text)
    return found.span() if found else None


def hidden(text: str) -> bool:
    """Say whether there is any character in *text* that nobody sees, or half of one."""
    return HIDDEN.search(text) is not None


def broken_unicode(text: str) -> Span | None:
    """Find half a character: what no encoding can carry."""
    return _first(_SURROGATE, text)


def control(text: str) -> Span | None:
    """Find a control character or a noncharacter; tabs and line breaks are none."""
    return _first(_CONTROL, text)


def bidi(text: str) -> Span | None:
    """Find a character that changes the direction of what the buyer reads."""
    return _first(_BIDI, text)


def emoji(text: str) -> Span | None:
    """Find an emoji: mail in the Japanese code page may show a question mark."""
    return _first(_EMOJI, text)


def odd(text: str) -> Span | None:
    """Find what no font is sure to show: characters of private use, marks upon marks."""
    return _first(_ODD, text)


def halfwidth_kana(text: str) -> Span | None:
    """Find half-width katakana."""
    return _first(_HALFWIDTH_KANA, text)


def markup(solid: str) -> Span | None:
    """Find HTML or BBCode: a tag or an entity. "10kg < 20kg" is none."""
    return _first(_MARKUP, solid)


def header(lines: str) -> Span | None:
    """Find what would be a header, should the text ever get into a mail's head."""
    return _first(_HEADER, lines)


def placeholder(solid: str) -> Span | None:
    """Find a slot that nobody filled."""
    if _PLACEHOLDER_SIGNS.search(solid) and (found := _PLACEHOLDER.search(solid)):
        return found.span()
    return _first(_TO_DO, solid)


def wide_slot(text: str) -> Span | None:
    """Find a slot in full-width brackets."""
    return _first(_WIDE_SLOT, text)


def mojibake(plain: str) -> Span | None:
    """Find text that was read in the wrong encoding."""
    if ("\\" in plain or "=" in plain) and (found := _ESCAPED.search(plain)):
        return found.span()
    if not _SIGNS.search(plain):
        return None
    if found := _REPLACEMENT.search(plain):
        return found.span()
    for signs in _MOJIBAKE:
        places = [found.start() for found in signs.finditer(plain)]
        if len(places) >= _SIGNS_NEEDED:
            return places[0], places[-1] + 1
    return None


def garbled_kana(text: str) -> Span | None:
    """Find EUC-JP read as CP932: half-width kana, every other one a comma."""
    places = [found.start() for found in _EUC_AS_CP932.finditer(text)]
    return (places[0], places[-1] + 2) if len(places) * 10 > len(text) else None


def repetitive(solid: str, least: int) -> bool:
    """Say whether less than *least* different things are left when all repetition is left out.

    A phrase said over and over has no more groups of three characters than it is long.
    """
    letters = _PUNCTUATION.sub("", solid)[:_LOOKED_AT]
    distinct = len(set(letters))
    if distinct >= least + 2:  # all but the last two begin a group of their own
        return False
    groups = len({letters[start : start + 3] for start in range(len(letters) - 2)})
    return groups < least or distinct < least // 2
