"""The how-tos for web frameworks run: FastAPI on SQLite, Django on a real PostgreSQL."""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from postgres import PostgresMissing, cluster
from qoo10_cancel import JST, Order, Snapshot, State, from_json, to_json
from qoo10_cancel.snapshot import Claim, Shipping

EXAMPLES = Path(__file__).parents[1] / "examples"
LATE = {"reason": "其他", "text": "発送が遅れています。", "actor": "Li", "key": "click-1"}
MADE = {
    **LATE,
    "text": "受注生産品で、すでに製作を開始しております。キャンセルはお受けできません。",
}
NOON = datetime(2022, 8, 12, 12, tzinfo=JST)


@pytest.fixture(autouse=True)
def _beside_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))


def loaded(name: str) -> Any:
    """Return the example as a module."""
    return importlib.import_module(name)


@pytest.mark.parametrize("name", ["web_fastapi", "web_django"])
def test_it_fits_a_page(name: str) -> None:
    """A how-to that is longer than a hundred lines is no how-to."""
    assert len((EXAMPLES / f"{name}.py").read_text("utf-8").splitlines()) <= 100


class TestFastAPI:
    """The queue in the reader's language, a preview, the recorded click and the watch."""

    @pytest.fixture
    def browser(self, tmp_path: Path) -> Iterator[Any]:
        """A browser before the app, which knows one order with an open request."""
        pytest.importorskip("fastapi", reason="the how-to needs fastapi")
        from fastapi.testclient import TestClient  # noqa: PLC0415

        app = loaded("web_fastapi").make_app(str(tmp_path / "shop.sqlite"), lambda: NOON)
        asked = Snapshot(
            "698016773",
            NOON,
            Shipping.SCHEDULED,
            Claim.CANCEL_REQUESTED,
            ship_date=(NOON + timedelta(days=3)).date(),
            requested_at=NOON,
        )
        with TestClient(app) as client:
            client.app.state.desk.ingest([asked])
            yield client

    @pytest.mark.parametrize(
        ("wanted", "word"),
        [("zh-CN,en;q=0.5", "取消要求"), ("ja-JP", "キャンセル要請"), ("qaa", "取消要求")],
    )
    def test_the_queue_speaks_the_readers_language(
        self, browser: Any, wanted: str, word: str
    ) -> None:
        """As the browser asks, and in Chinese where it asks for none of the four."""
        page = browser.get("/", headers={"accept-language": wanted}).text

        assert "698016773" in page
        assert word in page

    def test_a_preview_says_what_stands_in_the_way(self, browser: Any) -> None:
        """Both rules that the text breaks, and the steps for the person who clicks."""
        answer = browser.post("/orders/698016773/preview", json=LATE).json()

        assert not answer["decision"]["allowed"]
        assert {found["rule"] for found in answer["decision"]["violations"]} >= {"QC-05"}
        assert "698016773" in answer["sheet"]["text"]

    @pytest.mark.parametrize(("path", "name"), [("preview", "Prepared"), ("clicked", "Allowed")])
    def test_the_answers_are_what_their_page_describes(
        self, browser: Any, path: str, name: str
    ) -> None:
        """The schema in /docs is the library's, and the answer is valid by it."""
        described = browser.get("/openapi.json").json()["paths"][f"/orders/{{order_no}}/{path}"]
        body = described["post"]["responses"]["200"]["content"]["application/json"]
        answer = browser.post(f"/orders/698016773/{path}", json=MADE).json()

        jsonschema.Draft202012Validator(body["schema"]).validate(answer)
        assert answer["type"] == name

    def test_what_is_clicked_is_recorded_whatever_the_rules_say(self, browser: Any) -> None:
        """The order moves on, and each broken rule is a warning in the reader's language."""
        ja = {"accept-language": "ja"}
        answer = browser.post("/orders/698016773/clicked", json=LATE, headers=ja).json()

        assert {found["rule"] for found in answer["warnings"]} >= {"QC-05", "QC-08"}
        assert "30" in answer["warnings"][0]["message"]
        assert browser.app.state.desk.get("698016773").state is State.AWAITING_SHIPMENT

    def test_what_is_prepared_changes_nothing(self, browser: Any) -> None:
        """Until somebody clicks, the order waits."""
        browser.post("/orders/698016773/preview", json=MADE)

        assert browser.app.state.desk.get("698016773").state is State.CANCEL_REQUESTED

    def test_an_unknown_reason_is_named(self, browser: Any) -> None:
        """It is the form's fault, and the four reasons are listed."""
        answer = browser.post("/orders/698016773/clicked", json={**LATE, "reason": "在庫切れ"})

        assert answer.status_code == 422
        assert "商品发送完了" in answer.text

    def test_a_click_that_comes_twice_counts_once(self, browser: Any) -> None:
        """The key makes the second answer the first one."""
        first = browser.post("/orders/698016773/clicked", json=MADE)
        again = browser.post("/orders/698016773/clicked", json=MADE)

        assert first.json()["order"]["state"] == "awaiting_shipment"
        assert again.json() == first.json()

    def test_the_watch_delivers_what_is_due(
        self, browser: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The seller's notices go to the log."""
        with caplog.at_level(logging.INFO, "qoo10_cancel"):
            browser.post("/orders/698016773/clicked", json=MADE)
            assert browser.post("/watch").json()["delivered"] > 0


@pytest.fixture(scope="module")
def shop() -> Iterator[Any]:
    """The Django example on a database of its own."""
    pytest.importorskip("django", reason="the how-to needs django")
    try:
        with cluster() as server:
            os.environ["QC_DSN"] = f"{server.dsn(_name(server.new_database()))}"
            sys.path.insert(0, str(EXAMPLES))
            module = loaded("web_django")
            from django.db import connection  # noqa: PLC0415

            with connection.schema_editor() as editor:
                for model in (module.ShopOrder, module.History, module.ToTell):
                    editor.create_model(model)
            yield module
            connection.close()
    except PostgresMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"not run on PostgreSQL: {missing}")


def _name(dsn: str) -> str:
    return dsn.rpartition("dbname=")[2]


class TestDjango:
    """The shop's row, the history and the notices change together, or not at all."""

    @pytest.fixture
    def row(self, shop: Any) -> Any:
        """The one row of the shop, with an open request."""
        from django.test import Client  # noqa: PLC0415

        now = datetime.now(UTC)
        order = Order(
            "698016773", State.CANCEL_REQUESTED, ship_date=(now + timedelta(days=3)).date()
        )
        for model in (shop.History, shop.ToTell, shop.ShopOrder):
            model.objects.all().delete()
        shop.ShopOrder.objects.create(order_no="698016773", shelf="B-2", body=to_json(order))
        self.client = Client()
        return shop.ShopOrder.objects

    def post(self, form: dict[str, str]) -> Any:
        """Click."""
        return self.client.post(
            "/orders/698016773/refusal",
            json.dumps(form),
            content_type="application/json",
            headers={"accept-language": "ja"},
        )

    def test_a_denial_writes_nothing(self, shop: Any, row: Any) -> None:
        """It says why, in Japanese."""
        answer = self.post(LATE)

        assert answer.status_code == 409
        assert "文字" in "".join(answer.json()["no"])
        assert from_json(row.get().body).state is State.CANCEL_REQUESTED
        assert not shop.ToTell.objects.exists()

    def test_a_refusal_is_one_transaction(self, shop: Any, row: Any) -> None:
        """The order, its steps and the notices; and the moment to look again."""
        assert self.post(MADE).json()["state"] == "awaiting_shipment"

        assert from_json(row.get().body).state is State.AWAITING_SHIPMENT
        assert row.get().wake_at is not None
        assert shop.History.objects.count() == 2
        assert {t.notice["kind"] for t in shop.ToTell.objects.all()} >= {"refusal", "duty_started"}

    def test_a_failure_half_way_leaves_nothing(
        self, shop: Any, row: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The notices fail after the history was written: both are as before."""
        monkeypatch.setattr(shop.ToTell.objects, "bulk_create", lambda _: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            self.post(MADE)

        assert from_json(row.get().body).state is State.CANCEL_REQUESTED
        assert not shop.History.objects.exists()
