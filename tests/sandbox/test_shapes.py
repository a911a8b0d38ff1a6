"""`capture` keeps how answers look and nothing of what they say; `compare` finds changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest

from qoo10_cancel import JST, Malformed
from qoo10_cancel.adapters.qapi import Qapi, SellerKey, compare
from qoo10_cancel.sandbox import Sandbox, Shop, fill

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
SINCE = NOON - timedelta(days=30)
Edit = Callable[[dict[str, Any]], dict[str, Any]]


class _Edited(httpx2.BaseTransport):
    """Changes each row on its way."""

    def __init__(self, edit: Edit) -> None:
        self._inner = httpx2.HTTPTransport()
        self._edit = edit

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._inner.handle_request(request)
        reply = json.loads(response.read())
        if isinstance(reply.get("ResultObject"), list):
            reply["ResultObject"] = [self._edit(row) for row in reply["ResultObject"]]
        return httpx2.Response(200, json=reply)

    def close(self) -> None:
        self._inner.close()


@contextmanager
def changed(sandbox: Sandbox, shop: Shop, edit: Edit = lambda row: row) -> Iterator[Qapi]:
    """Return a client that sees each row changed by *edit*."""
    with Qapi(SellerKey(shop.key), url=sandbox.qapi_url, clock=shop.clock, pace=0,
              transport=_Edited(edit)) as client:  # fmt: skip
        yield client


def renamed(row: dict[str, Any]) -> dict[str, Any]:
    """Call a field another name."""
    return {"EstimatedShipDate" if k == "EstimatedShippingDate" else k: v for k, v in row.items()}


def retyped(row: dict[str, Any]) -> dict[str, Any]:
    """Send a number as a text with letters."""
    return {k: f"N{v}" if k == "orderQty" else v for k, v in row.items()}


def reformed(row: dict[str, Any]) -> dict[str, Any]:
    """Write a moment in another form."""
    return {k: v.replace("-", "/") if k == "requestDate" else v for k, v in row.items()}


def missing(row: dict[str, Any]) -> dict[str, Any]:
    """Leave a field out."""
    return {k: v for k, v in row.items() if k != "paymentAmount"}


class TestCompare:
    """A field renamed, a type changed, a form changed, a key missing: each is found."""

    def test_the_sandbox_fits_itself(self, sandbox: Sandbox, shop: Shop) -> None:
        """Nothing to say."""
        fill(shop)
        with changed(sandbox, shop) as client:
            document = client.capture(SINCE, NOON)

        assert compare(document, json.loads(json.dumps(document))) == []

    @pytest.mark.parametrize(
        ("edit", "field", "words"),
        [
            (renamed, "EstimatedShippingDate", "perhaps it is called EstimatedShipDate"),
            (retyped, "orderQty", "is integer there, and string here"),
            (reformed, "requestDate", "is moment there, and text here"),
            (missing, "paymentAmount", "is missing"),
        ],
    )
    def test_each_change(
        self, sandbox: Sandbox, shop: Shop, edit: Edit, field: str, words: str
    ) -> None:
        """With the method and the field that it is about."""
        fill(shop)
        with changed(sandbox, shop) as client, changed(sandbox, shop, edit) as other:
            found = compare(client.capture(SINCE, NOON), other.capture(SINCE, NOON))

        assert field in {difference.field for difference in found}
        assert any(words in str(difference) for difference in found)

    @pytest.mark.parametrize(
        "bad", [None, {}, [], {"format": 2}, {"format": 1, "methods": {"M": {}}}]
    )
    def test_what_is_no_capture(self, bad: Any) -> None:
        """It is said."""
        with pytest.raises(Malformed):
            compare(bad, bad)


class TestNoData:
    """A capture has nobody's name, number, date or key in it, and no count of orders."""

    def test_nothing_of_the_rows(self, shop: Shop, qapi: Qapi) -> None:
        """None of the values, whatever they are."""
        fill(shop)
        text = json.dumps(qapi.capture(SINCE, NOON), ensure_ascii=False)

        for entry in shop.all():
            assert entry.order_no not in text
            assert entry.person.name not in text
            assert entry.goods.title not in text
        for value in (shop.key, shop.user_id, "2022-08-1", "+81", "@", "サイズ"):
            assert value not in text.replace('"taken_on": "2022-08-12"', "")

    def test_a_name_that_is_data(self, sandbox: Sandbox, shop: Shop) -> None:
        """A server that uses order numbers or names as keys gives none of them away."""
        fill(shop)

        def keyed(_row: dict[str, Any]) -> dict[str, Any]:
            return {"山田太郎": 1, "698016773": 2}

        with changed(sandbox, shop, keyed) as client:
            text = json.dumps(client.capture(SINCE, NOON), ensure_ascii=False)

        assert "山田" not in text
        assert "698016773" not in text

    def test_only_what_changes_nothing_is_asked(self, shop: Shop, qapi: Qapi) -> None:
        """No method that sets anything."""
        fill(shop)
        before = shop.as_json()

        qapi.capture(SINCE, NOON)

        assert shop.as_json() == before
        assert not [a.method for a in shop.journal if ".Get" not in a.method]
