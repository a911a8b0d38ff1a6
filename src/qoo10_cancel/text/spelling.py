"""One spelling for the many that sellers use, and how words become patterns."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CANNOT", "NOT", "either", "in_hiragana", "spelled", "starting", "unspelled", "words"]


def either(*patterns: str) -> str:
    """Return a pattern for any of *patterns*."""
    return f"(?:{'|'.join(patterns)})"


def words(*lists: str) -> str:
    """Return a pattern for any of the words in *lists*, where blanks divide them.

    >>> words("遅れ 遅延", "延期")
    '(?:遅れ|遅延|延期)'
    """
    return either(*" ".join(lists).split())


def starting(letters: str, pattern: str) -> re.Pattern[str]:
    """Compile *pattern*, to be tried only where one of *letters* stands: all it can begin with.

    >>> starting("遅", words("遅れ 遅延")).search("入荷が遅延").start()
    3
    """
    return re.compile(f"(?=[{letters}]){pattern}")


# Kana for kanji (a seller abroad types what she hears), old forms, and kanji for the verbs of
# courtesy that are as often written in kana.
_PAIRS: Final = (
    "おくれ=遅れ おくら=遅ら おそく=遅く おそい=遅い おそか=遅か ちえん=遅延 遲=遅 延滞=遅延",
    "後れて=遅れて 後れま=遅れま 後れる=遅れる",
    "まにあ=間に合 間にあ=間に合 まに合=間に合 ",
    "はっそう=発送 しゅっか=出荷 にゅうか=入荷 せいさん=生産 せいぞう=製造 せいさく=製作",
    "ざいこ=在庫 ざいりょう=材料 しょうひん=商品 しなもの=品物 にもつ=荷物 貨物=荷物",
    "こうじょう=工場 じゅんび=準備 はいそう=配送 はいたつ=配達 とうちゃく=到着 こんぽう=梱包",
    "しなぎれ=品切れ けっぴん=欠品 うりきれ=売り切れ ぎれ=切れ きれて=切れて ふそく=不足",
    "のうき=納期 よてい=予定 かんせい=完成 かんりょう=完了 しあが=仕上が しだい=次第",
    "とどい=届い とどか=届か とどき=届き とどけ=届け とどく=届く そろ=揃 おく=送",
    "つくり=作り つくっ=作っ つくれ=作れ はじま=始ま はじめ=始め おわっ=終わっ おわり=終わり",
    "たりな=足りな たりま=足りま たらな=足りな たらず=足らず たりず=足りず",
    "じかん=時間 らいげつ=来月 らいしゅう=来週 またせ=待たせ ひきわた=引き渡 引渡=引き渡",
    "致=いた 頂戴=いただき 頂=いただ 戴=いただ 下さ=くださ 出来=でき でけへ=できへ 御座=ござ",
    "無い=ない 無く=なく 無か=なか 無し=なし 未だ=まだ 迄=まで 掛か=かか 掛け=かけ",
    "既に=すでに 直ぐ=すぐ 暫く=しばらく 居り=おり 居ま=いま 居な=いな 有り=あり 有る=ある",
    "為に=ために 為、=ため、 御=ご 通り=どおり とおり=どおり 取消=取り消 差止=差し止",
    "呼戻=呼び戻 仕入れ=仕入 取り寄せ=取寄 取りよせ=取寄 お取寄=取寄 貼付=貼り付",
)
# Behind a kanji these are the end of another verb: 止まって, 決まって.
_ALONE: Final = {"まって": "待って", "まち": "待ち"}
_SPELLINGS: Final = dict(pair.split("=") for pair in " ".join(_PAIRS).split()) | _ALONE
_SPELLING: Final = re.compile(
    "|".join(
        f"{word}(?<![一-鿿]{word})" if word in _ALONE else word
        for word in sorted(_SPELLINGS, key=len, reverse=True)
    )
)
_KATAKANA: Final = re.compile("[ァ-ヶ]+")
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヷ"))}


def in_hiragana(text: str) -> str:
    """Return *text* with hiragana for katakana, its length unchanged.

    >>> in_hiragana("メーカー")
    'めーかー'
    """
    return _KATAKANA.sub(lambda found: found.group().translate(_TO_HIRAGANA), text)


def spelled(text: str) -> str:
    """Return *text* in one spelling: the usual kanji, and kana for the verbs of courtesy.

    >>> spelled("おくれて頂き")
    '遅れていただき'
    """
    return _SPELLING.sub(lambda found: _SPELLINGS[found.group()], text)


def unspelled(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Say where in *text* stands what stands at *span* in `spelled(text)`.

    >>> unspelled("商品がおくれて頂き", (3, 5))
    (3, 6)
    """
    shift = 0
    places: list[int] = []
    for found in _SPELLING.finditer(text):
        while len(places) < len(span) and found.start() + shift >= span[len(places)]:
            places.append(span[len(places)] - shift)
        shift += len(_SPELLINGS[found.group()]) - len(found.group())
    places += [place - shift for place in span[len(places) :]]
    return max(places[0], 0), max(places)


# The negations of every level of courtesy and of some dialects, behind a stem:
# ない ません ておりません てない ずに かねます へん んけん …
NOT: Final = "(?:て(?:は|も)?(?:おり|おら|い|こ|来)?|と(?:りま|ら))?ま?" + either(
    words("せん ない なく なかっ なさそう へん かね"),
    "ず(?![みつれいっ])",
    "ん(?:の|で|と|け|から|かった|さかい|し)",
)
# Behind the stem of a verb with する: 発送できません, 発送することができない, 発送は困難 …
CANNOT: Final = (
    "(?:する)?(?:こと|事)?[がはもを]?"
    "(?:まだ|すぐに?|直ちに|本日|予定どおりに?|期日に){0,2}"
    f"(?:でき{NOT}|不可能|困難|難し|叶い?ま|叶わ)"
)
