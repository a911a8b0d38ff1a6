"""The whole day and each unhappy day, over real HTTP and in a real browser."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx2
import pytest
from playwright.sync_api import Page

from browser.seller import Seller, until_said
from qoo10_cancel import (
    JST,
    CancelRefusal,
    Evidence,
    ReasonKind,
    RefusalReason,
    State,
    check_reason,
)
from qoo10_cancel.adapters.qapi import EndUnknown
from qoo10_cancel.order import DutyStanding
from qoo10_cancel.readers import read_jqsm_csv
from qoo10_cancel.sandbox import Fault, FaultKind, Sandbox, Shop

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
TEXT = "商品はすでに発送の準備が完了しており、本日中に発送いたします。何卒ご了承ください。"
REASON = RefusalReason(ReasonKind.OTHER, TEXT)
PACKED = Evidence(prepared_at=NOON - timedelta(hours=1))


def asked(seller: Seller) -> str:
    """Let a buyer ask, and the tool see it."""
    order_no = seller.shop.place(State.SCHEDULED)
    seller.desk.sync(seller.qapi)
    seller.shop.clock.step(timedelta(minutes=5))
    seller.shop.request_cancel(order_no, "订购取消")
    seller.desk.sync(seller.qapi)
    return order_no


class TestTheWholeDay:
    """Asked, seen, explained, refused by the sheet's steps, synced, answered, shipped, met."""

    def test_from_the_request_to_the_parcel(self, seller: Seller) -> None:
        """What the tool believes at the end is what is true."""
        desk, shop, qapi = seller.desk, seller.shop, seller.qapi
        order_no = asked(seller)
        assert [waiting.order.order_no for waiting in desk.queue()] == [order_no]

        messages = seller.follow(seller.prepare(order_no, REASON))
        assert messages[1] == "已拒绝取消"
        assert shop.get(order_no).state is State.AWAITING_SHIPMENT

        shop.clock.step(timedelta(minutes=5))
        questions = desk.sync(qapi).questions
        assert [f.detail for f in questions[order_no]] == ["request-gone"]

        refused_at = shop.get(order_no).order.refused_at
        assert refused_at is not None
        desk.record(order_no, CancelRefusal(refused_at, REASON, PACKED, confirmed=True))
        duty = desk.get(order_no).duty
        assert duty is not None
        assert duty.standing(shop.clock()) is DutyStanding.RUNNING

        desk.mark_as_shipped(qapi, order_no, "佐川急便", "412345678901")
        desk.sync(qapi)

        order = desk.get(order_no)
        assert order.state is shop.get(order_no).state is State.SHIPPED
        assert order.duty is not None
        assert order.duty.standing(shop.clock()) is DutyStanding.MET
        assert shop.truth(order_no)["duty"] == "met"
        assert not [a for a in shop.journal if "SetCancelProcess" in a.method]
        texts = {m.text for m in shop.messages if m.kind == "refused"}
        assert texts == {check_reason(REASON).canonical}

    @pytest.mark.parametrize("kind", [k for k in ReasonKind if k is not ReasonKind.OTHER])
    def test_the_other_reasons(self, seller: Seller, kind: ReasonKind) -> None:
        """Each choice of the drop-down by its own words."""
        order_no = asked(seller)
        evidence = Evidence(
            carrier="佐川急便",
            tracking_no="412345678901",
            prepared_at=NOON - timedelta(hours=1),
            made_to_order=True,
        )
        seller.desk.add_evidence(order_no, evidence)

        seller.follow(seller.prepare(order_no, RefusalReason(kind)))

        refusal = seller.shop.get(order_no).refusal
        assert refusal is not None
        assert refusal.kind is kind


class TestUnhappyDays:
    """Too late, delayed, twice, too short, killed half-way, a lagging list, evening exports."""

    def test_too_late(self, seller: Seller) -> None:
        """The buyer has withdrawn while the form was open; nothing is refused."""
        order_no = asked(seller)
        seller.go_home()
        seller.page.locator("#home_cancel_request").click()
        seller.page.get_by_role("link", name=order_no).click()
        seller.shop.withdraw(order_no)

        seller.page.locator("#refusal_reason").select_option("shipped")
        seller.page.on("dialog", lambda dialog: dialog.accept())
        seller.page.locator("#btn_refuse").click()

        assert seller.page.get_by_role("alert").inner_text() == "订单的状态不允许此操作"
        assert seller.shop.get(order_no).order.refused_at is None

    def test_delayed_and_refunded(self, seller: Seller) -> None:
        """The planned date has passed: the buyer cancels freely; nothing is left to refuse."""
        order_no = seller.shop.place(State.SCHEDULED)
        seller.desk.sync(seller.qapi)
        seller.shop.clock.step(timedelta(days=4))
        assert seller.shop.request_cancel(order_no) is State.CANCELLED
        seller.desk.sync(seller.qapi)

        seller.go_home()
        seller.page.locator("#home_cancel_request").click()

        assert seller.page.locator("#cancel_request").inner_text() == "0"
        assert seller.desk.get(order_no).state is State.CANCELLED
        assert not seller.desk.prepare(order_no, REASON).decision.allowed

    def test_refused_twice(self, seller: Seller) -> None:
        """There is no second request, and no form for a second refusal."""
        order_no = asked(seller)
        seller.follow(seller.prepare(order_no, REASON))

        url = seller.page.url.partition("?")[0]
        seller.page.goto(f"{url}?list=refused&order_no={order_no}")

        assert seller.page.locator("#detail").is_visible()
        assert seller.page.locator("#refusal_form").count() == 0
        assert seller.page.locator(".sent").inner_text() == TEXT

    def test_a_text_that_is_too_short(self, seller: Seller) -> None:
        """The tool says so before the click, and J·QSM after it; what was typed is kept."""
        order_no = asked(seller)
        short = RefusalReason(ReasonKind.OTHER, "発送済みです")
        assert "QC-05" in {
            f.rule.code for f in seller.desk.prepare(order_no, short).decision.violations  # type: ignore[union-attr]
        }  # fmt: skip
        seller.go_home()
        seller.page.locator("#home_cancel_request").click()
        seller.page.get_by_role("link", name=order_no).click()
        seller.page.locator("#refusal_reason").select_option("other")
        seller.page.locator("#refusal_text").fill(short.text)
        seller.page.on("dialog", lambda dialog: dialog.accept())

        seller.page.locator("#btn_refuse").click()

        assert "30" in seller.page.get_by_role("alert").inner_text()
        assert seller.page.locator("#refusal_text").input_value() == short.text
        assert seller.shop.get(order_no).state is State.CANCEL_REQUESTED

    def test_no_reason_and_no_confirmation(self, seller: Seller) -> None:
        """Two dialogs stop the click: choose a reason; and Cancel instead of OK."""
        order_no = asked(seller)
        seller.go_home()
        seller.page.locator("#home_cancel_request").click()
        seller.page.get_by_role("link", name=order_no).click()
        messages: list[str] = []
        seller.page.on(
            "dialog", lambda dialog: (messages.append(dialog.message), dialog.dismiss())
        )

        seller.page.locator("#btn_refuse").click()
        seller.page.locator("#refusal_reason").select_option("shipped")
        seller.page.locator("#btn_refuse").click()
        until_said(seller.page, messages, 2)

        assert messages[0] == "请选择拒绝取消理由"
        assert messages[1].startswith("仅限不可取消状态")
        assert seller.shop.get(order_no).state is State.CANCEL_REQUESTED

    def test_killed_half_way(self, seller: Seller) -> None:
        """Marked as shipped, no answer, the tool gone: the next sync shows what came of it."""
        order_no = asked(seller)
        seller.follow(seller.prepare(order_no, REASON))
        refused_at = seller.shop.get(order_no).order.refused_at
        assert refused_at is not None
        seller.desk.record(order_no, CancelRefusal(refused_at, REASON, PACKED, confirmed=True))
        seller.shop.faults.add(Fault(FaultKind.DONE_NOT_ANSWERED))
        with pytest.raises(EndUnknown):
            seller.desk.mark_as_shipped(seller.qapi, order_no, "佐川急便", "412345678901")

        seller.shop.faults.clear()
        seller.desk.sync(seller.qapi)

        duty = seller.desk.get(order_no).duty
        assert duty is not None
        assert duty.standing(seller.shop.clock()) is DutyStanding.MET
        sent = [a for a in seller.shop.journal if a.method.endswith("SetSendingInfo")]
        assert len(sent) == 1

    def test_the_claim_list_lags(self, seller: Seller) -> None:
        """It still has the request after the refusal; the refusal on record stands."""
        order_no = asked(seller)
        seller.follow(seller.prepare(order_no, REASON))
        refused_at = seller.shop.get(order_no).order.refused_at
        assert refused_at is not None
        seller.desk.record(order_no, CancelRefusal(refused_at, REASON, PACKED, confirmed=True))
        seller.shop.clock.step(timedelta(minutes=5))
        seller.shop.faults.add(Fault(FaultKind.LAGGING_CLAIMS, first=12))

        questions = seller.desk.sync(seller.qapi).questions
        seller.shop.clock.step(timedelta(minutes=5))
        seller.desk.sync(seller.qapi)

        assert [f.detail for f in questions[order_no]] == ["still-pending"]
        order = seller.desk.get(order_no)
        assert order.refused_at == refused_at
        assert order.state is State.AWAITING_SHIPMENT

    def test_evening_exports_imported_next_morning(self, seller: Seller) -> None:
        """The files of last night never undo what this morning's poll has shown."""
        order_no = asked(seller)
        with seller.page.expect_download() as download:
            seller.page.goto(seller.page.url.partition("/GMKT")[0]
                             + "/GMKT.INC.Gsm.Web/Delivery/DeliveryManagement.aspx")  # fmt: skip
            seller.page.get_by_role("link", name="下载CSV").click()
        evening = seller.shop.clock()
        file = download.value.path().read_bytes()
        seller.shop.clock.step(timedelta(hours=20))
        seller.shop.withdraw(order_no)
        seller.shop.ship(order_no, "佐川急便", "412345678901")
        seller.desk.sync(seller.qapi)
        assert seller.desk.get(order_no).state is State.SHIPPED

        seller.desk.ingest(read_jqsm_csv(file, evening).snapshots)

        assert seller.desk.get(order_no).state is State.SHIPPED


class TestWithoutJavaScript:
    """Everything works by links and forms: the confirmation is a page of its own."""

    def test_a_refusal(self, sandbox: Sandbox, shop: Shop, page: Page) -> None:
        """The cookie of the session is enough."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
        context.add_cookies(page.context.cookies())
        plain = context.new_page()
        plain.goto(f"{sandbox.url}/GMKT.INC.Gsm.Web/Default.aspx")
        plain.locator("#home_cancel_request").click()
        plain.get_by_role("link", name=order_no).click()
        plain.locator("#refusal_reason").select_option("prepared")
        plain.locator("#btn_refuse").click()
        assert shop.get(order_no).state is State.CANCEL_REQUESTED

        plain.get_by_role("button", name="OK").click()

        assert plain.get_by_role("status").inner_text() == "已拒绝取消"
        assert shop.get(order_no).state is State.AWAITING_SHIPMENT
        context.close()


class TestNoOutsideWorld:
    """The pages ask nobody but the sandbox."""

    def test_every_request_stays_here(self, sandbox: Sandbox, page: Page) -> None:
        """No font, no script, no picture from elsewhere."""
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))

        page.goto(f"{sandbox.url}/GMKT.INC.Gsm.Web/Claim/ClaimManagement.aspx")

        hosts = {httpx2.URL(url).host for url in asked_for if not url.startswith("data:")}
        assert hosts == {"127.0.0.1"}
