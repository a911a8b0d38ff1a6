"""Invented persons and goods; no such person lives at such an address."""

from __future__ import annotations

import random
from typing import Final

import attrs

__all__ = ["Goods", "Person", "invent_goods", "invent_person"]

_PERSONS: Final = (
    ("例示 花子", "レイジ ハナコ"),
    ("架空 次郎", "カクウ ジロウ"),
    ("見本 美咲", "ミホン ミサキ"),
    ("試験 太郎", "シケン タロウ"),
    ("仮名 さくら", "カメイ サクラ"),
)
_GOODS: Final = (
    ("見本のハンドクリーム", "SAMPLE-CREAM", 1850),
    ("見本の髪どめ", "SAMPLE-CLIP", 980),
    ("見本の名入れマグカップ", "SAMPLE-MUG", 2950),
    ("見本の敷きパッド", "SAMPLE-PAD", 4290),
)


@attrs.frozen
class Person:
    """A buyer who does not exist."""

    name: str
    kana: str
    phone: str = "+81-00-0000-0000"
    mail: str = "sample@example.invalid"
    zip_code: str = "000-0000"
    address: tuple[str, str] = ("架空県見本市", "例町0-0-0")


@attrs.frozen
class Goods:
    """The goods of one order line; prices in yen."""

    title: str
    item_no: str
    seller_code: str
    price: int
    quantity: int = 1
    option: str = ""
    reservation: bool = False

    @property
    def total(self) -> int:
        """Give the sum that the buyer paid, in yen."""
        return self.price * self.quantity


def invent_person(dice: random.Random) -> Person:
    """Return an invented person."""
    return Person(*dice.choice(_PERSONS))


def invent_goods(dice: random.Random, *, reservation: bool = False) -> Goods:
    """Return invented goods."""
    title, code, price = dice.choice(_GOODS)
    number = dice.randint(1, 9)
    return Goods(
        title, f"89910{number:02}", f"{code}-{number}", price, dice.randint(1, 2),
        reservation=reservation,
    )  # fmt: skip
