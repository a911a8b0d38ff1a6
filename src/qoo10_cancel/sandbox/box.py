"""The shops of one sandbox by their keys, isolated from each other, and named snapshots."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Mapping
from itertools import count
from typing import Any, Final

from ..errors import Malformed, redacted
from ..order import State
from ..snapshot import Claim
from .clock import ShopClock
from .shop import Shop

__all__ = ["API_KEY", "Box", "fill"]

API_KEY: Final = "sandbox-api-key"
"""The API key that CreateCertificationKey expects in the header."""

_WORD: Final = re.compile(r"[!-~]{1,200}")
_MOST_SHOPS: Final = 1_000
_MOST_SNAPSHOTS: Final = 100


class Box:
    """The shops of one sandbox; each has its own state, clock and faults."""

    def __init__(self, api_key: str = API_KEY) -> None:
        self.api_key = api_key
        self._shops: dict[str, Shop] = {}
        self._snapshots: dict[str, dict[str, Any]] = {}
        self._numbers = count(1)
        self._lock = threading.Lock()

    @property
    def shops(self) -> list[Shop]:
        """Give every shop once, the oldest first."""
        return list(dict.fromkeys(self._shops.values()))

    def find(self, key: str) -> Shop | None:
        """Return the shop that *key* belongs to; None if it belongs to none."""
        return self._shops.get(key)

    def open(
        self,
        key: str | None = None,
        *,
        user_id: str | None = None,
        password: str | None = None,
        clock: ShopClock | None = None,
        seed: int = 0,
    ) -> Shop:
        """Open a shop; a key and a login that are not given are generated.

        Raises:
            Malformed: The key or the login is in use, or no word, or there are too many shops.
        """
        name = f"sandbox-{secrets.token_hex(8)}" if key is None else _word("a key", key)
        login = f"shop{next(self._numbers)}" if user_id is None else _word("a login", user_id)
        password = secrets.token_hex(4) if password is None else _word("a password", password)
        with self._lock:
            if name in self._shops:
                raise Malformed("this key belongs to another shop already")
            if any(shop.user_id == login for shop in self._shops.values()):
                raise Malformed(f"the login {redacted(login)} belongs to another shop already")
            if len(self._shops) >= _MOST_SHOPS:
                raise Malformed(f"a sandbox has {_MOST_SHOPS} keys at most")
            shop = Shop(
                name,
                user_id=login,
                password=password,
                clock=clock,
                seed=seed,
            )
            self._shops[name] = shop
        return shop

    def close(self, shop: Shop) -> None:
        """Close a shop; its keys stop working."""
        with self._lock:
            self._shops = {key: other for key, other in self._shops.items() if other is not shop}

    def new_key(self, api_key: str, params: Mapping[str, str]) -> str | None:
        """Return a new key for the shop of a login; None if the login or the API key is wrong."""
        shop = self.login(params.get("user_id", ""), params.get("pwd", ""))
        if shop is None or not secrets.compare_digest(api_key.encode(), self.api_key.encode()):
            return None
        key = f"S5sandbox_{secrets.token_hex(8)}_g_1_"
        with self._lock:
            if len(self._shops) >= _MOST_SHOPS:
                return None
            self._shops[key] = shop
        return key

    def login(self, user_id: str, password: str) -> Shop | None:
        """Return the shop of a login; None if the login is wrong."""
        for shop in self.shops:
            right = secrets.compare_digest(password.encode(), shop.password.encode())
            if shop.user_id == user_id and right:
                return shop
        return None

    # Snapshots.

    def save(self, shop: Shop, name: str) -> None:
        """Keep the state of *shop* as the snapshot *name*."""
        if name not in self._snapshots and len(self._snapshots) >= _MOST_SNAPSHOTS:
            raise Malformed(f"a sandbox keeps {_MOST_SNAPSHOTS} snapshots at most")
        self._snapshots[name] = shop.as_json()

    def restore(self, shop: Shop, name: str) -> None:
        """Set *shop* back to the snapshot *name*, its clock too."""
        shop.load(self._snapshot(name))

    def fork(self, name: str, key: str | None = None) -> Shop:
        """Open another shop that starts from the snapshot *name*."""
        snapshot = self._snapshot(name)
        shop = self.open(key)
        shop.load(snapshot)
        return shop

    def _snapshot(self, name: str) -> dict[str, Any]:
        if name not in self._snapshots:
            known = ", ".join(sorted(self._snapshots)) or "none yet"
            raise Malformed(f"no snapshot is called {redacted(name)}; there are {known}")
        return self._snapshots[name]


def _word(what: str, text: str) -> str:
    """Return *text* if a header and a form can carry it."""
    if _WORD.fullmatch(text) is None:
        raise Malformed(f"{what} has 1 to 200 characters of ASCII without blanks")
    return text


def fill(shop: Shop) -> None:
    """Place an order in every state, two more requests, a reservation, an unpaid one, a return."""
    for state in State:
        if state is not State.REFUSED:
            shop.place(state)
    shop.place(State.CANCEL_REQUESTED)
    shop.place(State.CANCEL_REQUESTED)
    shop.place(State.NEW, reservation=True)
    shop.order(paid=False)
    returned = shop.place(State.DELIVERED)
    shop.open_claim(returned, Claim.RETURN_REQUESTED, "サイズが合わない")
