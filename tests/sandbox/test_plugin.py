"""The fixtures for other people's tests."""

from __future__ import annotations

from qoo10_cancel import State
from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.sandbox import Sandbox, Shop
from qoo10_cancel.sandbox.plugin import qoo10_sandbox, qoo10_shop

__all__ = ["qoo10_sandbox", "qoo10_shop"]


class TestAShopPerTest:
    """Each test has an empty shop of its own, and its key works."""

    def test_one(self, qoo10_sandbox: Sandbox, qoo10_shop: Shop) -> None:
        """Orders are put into it and read over HTTP."""
        order_no = qoo10_shop.place(State.NEW)

        with Qapi(SellerKey(qoo10_shop.key), url=qoo10_sandbox.qapi_url) as qapi:
            assert qapi.find_order(order_no) is not None

    def test_another(self, qoo10_shop: Shop) -> None:
        """It is empty again."""
        assert qoo10_shop.all() == []
