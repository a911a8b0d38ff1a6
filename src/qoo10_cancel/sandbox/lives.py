"""Random lives of a shop from a seed: buyers, staff and Qoo10 act as the rules allow."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from ..reasons import ReasonKind
from .entries import Entry
from .goods import parcel_no
from .orders import NotPossible
from .shop import Shop

__all__ = ["live", "one_act"]

_TEXT: Final = "商品はすでに発送の準備が完了しており、本日中に発送いたします。何卒ご了承ください。"


def live(shop: Shop, seed: int, *, orders: int = 20, days: int = 3) -> None:
    """Let *shop* run for *days* days with random acts; the same seed gives the same acts.

    >>> from qoo10_cancel.sandbox import Shop, ShopClock
    >>> one, two = (Shop("sample-key", clock=ShopClock(noon)) for _ in range(2))
    >>> live(one, 7), live(two, 7)
    (None, None)
    >>> one.as_json() == two.as_json()
    True
    """
    dice = random.Random(seed)  # noqa: S311
    end = shop.clock() + timedelta(days=days)
    while shop.clock() < end:
        if len(shop.entries) < orders and dice.random() < 0.4:  # noqa: PLR2004  a share
            shop.order(reservation=dice.random() < 0.1)  # noqa: PLR2004
        one_act(shop, dice)
        shop.clock.step(timedelta(minutes=dice.randint(1, 24 * 60 * days // max(orders, 1))))


def one_act(shop: Shop, dice: random.Random) -> str | None:
    """Let somebody try one act on one order; return the order number, None in an empty shop."""
    entries = shop.all()
    if not entries:
        return None
    entry = dice.choice(entries)
    act = dice.choice(_ACTS)
    with suppress(NotPossible):
        act(shop, entry, dice)
    return entry.order_no


def _plan(shop: Shop, entry: Entry, dice: random.Random) -> None:
    shop.set_ship_date(entry.order_no, shop.clock().date() + timedelta(days=dice.randint(0, 4)))


def _request(shop: Shop, entry: Entry, _dice: random.Random) -> None:
    shop.request_cancel(entry.order_no)


def _withdraw(shop: Shop, entry: Entry, _dice: random.Random) -> None:
    shop.withdraw(entry.order_no)


def _refuse(shop: Shop, entry: Entry, dice: random.Random) -> None:
    shop.refuse(entry.order_no, dice.choice(list(ReasonKind)), _TEXT)


def _approve(shop: Shop, entry: Entry, _dice: random.Random) -> None:
    shop.approve(entry.order_no)


def _ask(shop: Shop, entry: Entry, _dice: random.Random) -> None:
    shop.ask_withdrawal(entry.order_no)


def _ship(shop: Shop, entry: Entry, dice: random.Random) -> None:
    shop.ship(entry.order_no, "佐川急便", parcel_no(dice.randrange(10**10)))


def _deliver(shop: Shop, entry: Entry, _dice: random.Random) -> None:
    shop.deliver(entry.order_no)


_ACTS: Final[tuple[Callable[[Shop, Entry, random.Random], None], ...]] = (
    _plan, _plan, _plan, _request, _request, _withdraw, _refuse, _refuse, _approve, _ask,
    _ship, _ship, _deliver,
)  # fmt: skip
"""The acts; an act that stands more often happens more often."""
