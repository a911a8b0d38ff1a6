"""One call of QAPI in its shop: its parameters, what is assumed for it, and its error number."""

from __future__ import annotations

from .faults import Fault
from .requests import Question
from .shop import Shop

__all__ = ["Call", "ErrorNumber", "digits"]


class ErrorNumber(Exception):
    """An error number to answer."""

    def __init__(self, code: int, words: str, *, routing: bool = False) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words
        self.routing = routing


class Call:
    """One call that has reached its shop."""

    def __init__(self, shop: Shop, question: Question, fault: Fault | None) -> None:
        self.shop = shop
        self.params = question.params
        self.fault = fault
        self.assumed: list[str] = []

    def switch(self, name: str) -> str:
        """Return the choice of an assumption, and name it with the answer."""
        self.assumed.append(name)
        return self.shop.switches[name]

    def order_no(self, name: str = "orderno", bad: int = -10001) -> str:
        """Return the order number that the parameter *name* gives; raises as `digits` does."""
        return digits(self.params.get(name), bad)


def digits(value: object, bad: int) -> str:
    """Return an order number as digits.

    Raises:
        ErrorNumber: *value* is no order number; several, joined by commas, are none either.
    """
    text = str(value or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 20):  # noqa: PLR2004
        raise ErrorNumber(bad, "OrderNo is not valid")
    return text
