"""Invented persons and goods; no such person lives at such an address."""

from __future__ import annotations

import random
from typing import Any, Final

import attrs

from .._fields import a_line, is_a
from ..errors import Malformed, redacted

__all__ = ["Goods", "Person", "invent_goods", "invent_person", "parcel_no"]

_MOST: Final = 10**9
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


def _two_lines(owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, tuple) or len(value) != 2:  # noqa: PLR2004  as the rows have them
        raise Malformed(f"{field.name} has two lines")
    for line in value:
        a_line(owner, field, line)


def _number(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if type(value) is not int or not 0 <= value <= _MOST:
        raise Malformed(f"{field.name} is a number up to {_MOST}, not {redacted(value)}")


@attrs.frozen
class Person:
    """A buyer who does not exist."""

    name: str = attrs.field(validator=a_line)
    kana: str = attrs.field(validator=a_line)
    phone: str = attrs.field(default="+81-00-0000-0000", validator=a_line)
    mail: str = attrs.field(default="sample@example.invalid", validator=a_line)
    zip_code: str = attrs.field(default="000-0000", validator=a_line)
    address: tuple[str, str] = attrs.field(
        default=("架空県見本市", "例町0-0-0"), validator=_two_lines
    )


@attrs.frozen
class Goods:
    """The goods of one order line; prices in yen."""

    title: str = attrs.field(validator=a_line)
    item_no: str = attrs.field(validator=a_line)
    seller_code: str = attrs.field(validator=a_line)
    price: int = attrs.field(validator=_number)
    quantity: int = attrs.field(default=1, validator=_number)
    option: str = attrs.field(default="", validator=a_line)
    reservation: bool = attrs.field(default=False, validator=is_a(bool))

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


def parcel_no(number: int) -> str:
    """Return a tracking number of Sagawa's, whose last digit proves the others.

    >>> from qoo10_cancel.sandbox.goods import parcel_no
    >>> parcel_no(698016773)
    '406980167731'
    """
    digits = 4 * 10**10 + number % 10**10
    return f"{digits}{digits % 7}"
