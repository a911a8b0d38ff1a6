"""J·QSM's pages without JavaScript: the manual's way, and what hostile visitors try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import httpx2
import pytest

from qoo10_cancel import JST, State
from qoo10_cancel.readers import read_jqsm_csv
from qoo10_cancel.sandbox import Sandbox, Shop
from qoo10_cancel.sandbox.words import LANGUAGES
from qoo10_cancel.sandbox.words import word as word_of
from qoo10_cancel.snapshot import Claim, Shipping

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
ROOT = "/GMKT.INC.Gsm.Web"
CLAIMS = f"{ROOT}/Claim/ClaimManagement.aspx"
DELIVERY = f"{ROOT}/Delivery/DeliveryManagement.aspx"
LONG = "商品はすでに発送の準備が完了しており、本日中に発送いたします。何卒ご了承ください。"


class Browser:
    """Follows links and fills in forms, without JavaScript."""

    def __init__(self, sandbox: Sandbox, shop: Shop) -> None:
        self.url = sandbox.url
        self.http = httpx2.Client(base_url=self.url, follow_redirects=True, trust_env=False)
        login = {"txtLoginID": shop.user_id, "txtLoginPwd": shop.password}
        self.page = self.http.post(f"{ROOT}/Login.aspx", data=login)

    @property
    def text(self) -> str:
        """Give the page's words."""
        return unescape(re.sub(r"<[^>]*>", " ", self.page.text))

    def go(self, path: str, **query: str) -> str:
        """Open a page and return its HTML."""
        self.page = self.http.get(self.url + path, params=query or None)
        return self.page.text

    def send(self, path: str, **fields: str) -> int:
        """Fill in a form of the page that is open and send it; return the status."""
        found = re.search(r'name="token" value="([^"]+)"', self.page.text)
        token = {"token": found[1]} if found else {}
        self.page = self.http.post(path, data={**token, **fields})
        return self.page.status_code


@pytest.fixture
def browser(sandbox: Sandbox, shop: Shop) -> Iterator[Browser]:
    """Return a browser that is logged in."""
    opened = Browser(sandbox, shop)
    yield opened
    opened.http.close()


class TestTheManualsWay:
    """Home, board, list, detail, form, confirmation, done: the manual's seven steps."""

    def test_a_refusal(self, browser: Browser, shop: Shop) -> None:
        """Step by step, by the words of the manual."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        browser.go(f"{ROOT}/Default.aspx", lang="zh-CN")
        assert re.search(r"取消申请\s+1", browser.text)
        browser.go(CLAIMS, list="1")
        assert "取消:处理要求" in browser.text
        browser.go(CLAIMS, list="1", order_no=order_no)
        for word in ("拒绝取消理由", "商品发送完了", "发送准备完了", "订购制作商品", "其他",
                     "取消处理", "取消的撤回要请", "拒绝取消"):  # fmt: skip
            assert word in browser.text

        browser.send(CLAIMS, action="refuse", order_no=order_no, reason="other", text=LONG)
        assert "是否要拒绝取消处理" in browser.text
        assert shop.get(order_no).state is State.CANCEL_REQUESTED
        browser.send(CLAIMS, action="refuse", order_no=order_no, reason="other", text=LONG,
                     confirmed="1")  # fmt: skip

        assert "已拒绝取消" in browser.text
        assert shop.get(order_no).state is State.AWAITING_SHIPMENT
        refusal = shop.get(order_no).refusal
        assert refusal is not None
        assert refusal.text == LONG
        browser.go(CLAIMS)
        assert re.search(r"取消要求\s+0", browser.text)

    def test_it_is_told_once(self, browser: Browser, shop: Shop) -> None:
        """The dialog comes once; the next page is silent."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        browser.go(CLAIMS, list="1", order_no=order_no)
        browser.send(CLAIMS, action="refuse", order_no=order_no, reason="shipped", confirmed="1")
        assert "data-done" in browser.page.text

        assert "data-done" not in browser.go(CLAIMS)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"reason": ""}, "请选择拒绝取消理由"),
            ({"reason": "other", "text": "x" * 29}, "其他理由必须填写30字以上"),
        ],
    )
    def test_the_form_checks(
        self, browser: Browser, shop: Shop, fields: dict[str, str], words: str
    ) -> None:
        """What is missing is said, and what was typed is still there."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        browser.go(CLAIMS, list="1", order_no=order_no, lang="zh-CN")

        status = browser.send(CLAIMS, action="refuse", order_no=order_no, confirmed="1", **fields)

        assert status == 409
        assert words in browser.text
        assert fields.get("text", "") in browser.text
        assert shop.get(order_no).state is State.CANCEL_REQUESTED

    def test_too_late(self, browser: Browser, shop: Shop) -> None:
        """The request has been withdrawn while the form was open."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        browser.go(CLAIMS, list="1", order_no=order_no, lang="en")
        shop.withdraw(order_no)

        browser.send(CLAIMS, action="refuse", order_no=order_no, reason="shipped", confirmed="1")

        assert "This order is not in a state in which this can be done" in browser.text

    def test_the_other_two_answers(self, browser: Browser, shop: Shop) -> None:
        """Process the cancellation, or ask the buyer to withdraw."""
        one, two = shop.place(State.CANCEL_REQUESTED), shop.place(State.CANCEL_REQUESTED)
        browser.go(CLAIMS, order_no=one)
        browser.send(CLAIMS, action="approve", order_no=one)
        browser.go(CLAIMS, order_no=two)
        browser.send(CLAIMS, action="ask-withdrawal", order_no=two)

        assert shop.get(one).state is State.CANCELLING
        assert shop.get(two).state is State.WITHDRAWAL_ASKED

    def test_the_board_counts(self, browser: Browser, shop: Shop) -> None:
        """Every counter that the manual's screen has."""
        for state in State:
            shop.place(state)
        browser.go(CLAIMS, lang="zh-CN")

        for label, count in (("取消要求", 2), ("取消中", 1), ("取消完成", 1), ("撤回申请", 1),
                             ("已拒绝取消", 2)):  # fmt: skip
            assert re.search(rf"{label}\s+{count}\b", browser.text), label

    def test_the_delivery_list(self, browser: Browser, shop: Shop) -> None:
        """A planned date and a shipment by hand."""
        order_no = shop.place(State.NEW)
        browser.go(DELIVERY, lang="zh-CN")
        browser.send(DELIVERY, action="set-date", order_no=order_no, ship_date="2022-08-15")
        assert "已填写发货预定日" in browser.text
        browser.send(DELIVERY, action="ship", order_no=order_no, carrier="佐川急便",
                     tracking_no="412345678901")  # fmt: skip

        assert shop.get(order_no).state is State.SHIPPED
        assert "412345678901" in browser.go(DELIVERY, tab="shipping")

    @pytest.mark.parametrize(
        "ship_date", ["2022-08-11", "2023-08-12", "", "x", "2022-02-30", "１"]
    )
    def test_a_date_that_cannot_be(self, browser: Browser, shop: Shop, ship_date: str) -> None:
        """In the past, too far ahead, or none at all."""
        order_no = shop.place(State.NEW)
        browser.go(DELIVERY, lang="en")

        status = browser.send(DELIVERY, action="set-date", order_no=order_no, ship_date=ship_date)

        assert status == 409
        assert "This planned ship date is not possible" in browser.text

    def test_what_the_buyer_was_sent(self, browser: Browser, shop: Shop) -> None:
        """By mail and in the app, with the reason and the text."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        browser.go(CLAIMS, order_no=order_no)
        browser.send(CLAIMS, action="refuse", order_no=order_no, reason="other", text=LONG,
                     confirmed="1")  # fmt: skip

        browser.go(f"{ROOT}/Sandbox/Outbox.aspx")

        assert browser.text.count(LONG) == 2


class TestKnownIdsAndPaths:
    """Screen automation that was written for J·QSM finds its way."""

    @pytest.mark.parametrize("path", [CLAIMS, CLAIMS.lower(), f"/{CLAIMS.upper()}/"])
    def test_the_claim_grid(self, browser: Browser, shop: Shop, path: str) -> None:
        """DhtmlxGrid's structure: the rows from the second on; the fourth cell is the reason."""
        shop.place(State.CANCEL_REQUESTED)

        page = browser.go(path)

        assert 'id="__grid_ClaimGrid"' in page
        assert 'id="ctl00_ctl00_MainMaster_MainHolder_cancel_end"' in page
        body = page[page.index('class="objbox"') :]
        rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", rows[1], re.DOTALL)
        assert (len(cells), cells[3]) == (13, "订购取消")
        assert (
            len(re.findall(r"<td>", page[page.index('class="xhdr"') :].split("</table>")[0])) == 13
        )

    def test_the_delivery_page(self, browser: Browser) -> None:
        """Its tab, its counters, its grid."""
        page = browser.go(DELIVERY)

        for name in ("tab_main_request", "txt_shipping_type_registered",
                     "txt_cnt_awaiting_orders1", "__grid_goods_grid"):  # fmt: skip
            assert f'id="{name}"' in page

    def test_the_login(self, sandbox: Sandbox) -> None:
        """Its path in both spellings, and its two fields."""
        for path in ("/GMKT.INC.GSM.Web/Login.aspx", "/GMKT.INC.Gsm.Web/login.aspx"):
            page = httpx2.get(sandbox.url + path).text
            assert 'name="txtLoginID"' in page
            assert 'name="txtLoginPwd"' in page


class TestEveryPageSaysWhatItIs:
    """A banner, the assumptions, four languages."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        "path", [f"{ROOT}/Default.aspx", CLAIMS, DELIVERY, f"{ROOT}/Sandbox/Outbox.aspx",
                 f"{ROOT}/Login.aspx"]
    )  # fmt: skip
    def test_the_banner(self, browser: Browser, path: str, lang: str) -> None:
        """In the language of the page, which says which it is."""
        page = browser.go(path, lang=lang)

        banner = word_of("banner", lang)
        assert banner in browser.text
        assert f'<html lang="{lang}">' in page
        assert "A-19" in browser.page.headers["qoo10-sandbox-assumptions"]

    @pytest.mark.parametrize(
        "wish", ["ja-JP,ja;q=0.9", "ko", "en-GB", "qaa, zh;q=0.5", "qaa", "\x7f"]
    )
    def test_the_browsers_language(self, sandbox: Sandbox, wish: str) -> None:
        """Chosen from what the browser asks for; Chinese, the manual's, if none of it exists."""
        page = httpx2.get(
            f"{sandbox.url}{ROOT}/Login.aspx", headers={"Accept-Language": wish}
        ).text

        expected = {"j": "ja", "k": "ko", "e": "en"}.get(wish[0], "zh-CN")
        assert f'<html lang="{expected}">' in page

    @pytest.mark.parametrize("path", ["/_sandbox/", "/_sandbox/assumptions"])
    def test_the_controls_too(self, sandbox: Sandbox, path: str) -> None:
        """They are no page of Qoo10's either."""
        assert "Sandbox, not Qoo10" in httpx2.get(sandbox.url + path).text


class TestHostileVisitors:
    """Nothing that was typed becomes markup; nothing is done for another site's form."""

    def test_markup_stays_text(self, browser: Browser, shop: Shop) -> None:
        """In the reason, the carrier, the number, the order number, the list."""
        evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
        order_no = shop.place(State.CANCEL_REQUESTED)
        shop.withdraw(order_no)
        shop.request_cancel(order_no, evil)
        other = shop.place(State.SCHEDULED)
        shop.ship(other, evil, evil[:50])

        pages = [
            browser.go(CLAIMS),
            browser.go(CLAIMS, order_no=order_no, list=evil),
            browser.go(DELIVERY, tab="shipping", filter=evil, page=evil),
            browser.go(f"{ROOT}/Sandbox/Outbox.aspx", lang=evil),
        ]
        browser.go(CLAIMS, order_no=order_no)
        browser.send(CLAIMS, action="refuse", order_no=order_no, reason="other", text=evil)
        pages.append(browser.page.text)

        assert not [page for page in pages if "<img" in page or "<script>" in page]

    def test_a_form_of_another_site(self, browser: Browser, shop: Shop) -> None:
        """Without the token of the page nothing happens."""
        order_no = shop.place(State.CANCEL_REQUESTED)

        for token in ({}, {"token": "x"}, {"token": ""}):
            fields = {"action": "approve", "order_no": order_no, **token}
            assert browser.http.post(CLAIMS, data=fields).status_code == 403

        assert shop.get(order_no).state is State.CANCEL_REQUESTED

    def test_nobody_is_let_in_without_a_login(self, sandbox: Sandbox) -> None:
        """Every page leads to the login."""
        for path in (f"{ROOT}/Default.aspx", CLAIMS, DELIVERY):
            answer = httpx2.get(sandbox.url + path)
            assert (answer.status_code, answer.headers["location"][-10:]) == (303, "Login.aspx")

        wrong = httpx2.post(f"{sandbox.url}{ROOT}/Login.aspx", data={"txtLoginID": "x"})
        assert wrong.status_code == 403

    def test_another_shops_order(self, browser: Browser, sandbox: Sandbox) -> None:
        """A login sees its own shop."""
        other = sandbox.open()
        order_no = other.place(State.CANCEL_REQUESTED)
        browser.go(CLAIMS, order_no=order_no)

        browser.send(CLAIMS, action="approve", order_no=order_no)

        assert browser.page.status_code == 409
        assert other.get(order_no).state is State.CANCEL_REQUESTED
        sandbox.box.close(other)

    def test_the_headers(self, browser: Browser) -> None:
        """No script but the page's own, no frame, no sniffing, no cache."""
        browser.go(CLAIMS)
        headers = browser.page.headers

        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"

    def test_logging_out(self, browser: Browser) -> None:
        """Ends the session."""
        browser.go(CLAIMS)
        browser.send(f"{ROOT}/Logout.aspx")
        browser.go(CLAIMS)

        assert "txtLoginPwd" in browser.page.text


class TestFiles:
    """The files that the pages hand out are what our readers read."""

    def test_the_delivery_list(self, browser: Browser, shop: Shop) -> None:
        """Status, planned date, carrier and number of each order that is listed."""
        for state in State:
            shop.place(state)
        browser.go(f"{ROOT}/Delivery/Download.aspx")

        reading = read_jqsm_csv(browser.page.content, NOON + timedelta(hours=1))

        assert reading.problems == ()
        assert len(reading.snapshots) == len(State) - 1
        for seen in reading.snapshots:
            entry = shop.get(seen.order_no)
            delayed = entry.state is State.SHIPPING_DELAYED
            assert seen.shipping is entry.shipping or delayed
            assert seen.ship_date == entry.order.ship_date
            assert seen.shipping in set(Shipping)

    def test_the_claim_grid(self, browser: Browser, shop: Shop) -> None:
        """The 13 columns of the manual."""
        for state in State:
            shop.place(state)
        browser.go(f"{ROOT}/Claim/Download.aspx")

        reading = read_jqsm_csv(browser.page.content, NOON + timedelta(hours=1))

        assert reading.problems == ()
        assert {s.claim for s in reading.snapshots} == {
            Claim.CANCEL_REQUESTED, Claim.CANCELLING, Claim.CANCELLED,
        }  # fmt: skip

    def test_no_formula(self, browser: Browser, shop: Shop) -> None:
        """A cell that a spreadsheet would run is made a text."""
        shop.ship(shop.place(State.SCHEDULED), "=HYPERLINK(1)", "+1")

        browser.go(f"{ROOT}/Delivery/Download.aspx")

        assert b'"=' not in browser.page.content
        assert b'"+' not in browser.page.content
