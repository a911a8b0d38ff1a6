"""A sandbox for all tests of this folder, and a shop at noon for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from qoo10_cancel import JST
from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.sandbox import Sandbox, Shop, ShopClock

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Serve one on a free port."""
    with Sandbox() as served:
        yield served


@pytest.fixture
def shop(sandbox: Sandbox) -> Iterator[Shop]:
    """Open an empty shop whose clock stands at noon of 12 August 2022."""
    opened = sandbox.open(clock=ShopClock(NOON))
    yield opened
    sandbox.box.close(opened)


@pytest.fixture
def qapi(sandbox: Sandbox, shop: Shop) -> Iterator[Qapi]:
    """Return a client for the shop that waits for nothing."""
    key = SellerKey(shop.key)
    with Qapi(key, url=sandbox.qapi_url, clock=shop.clock, pace=0, sleep=lambda _: None) as client:
        yield client
