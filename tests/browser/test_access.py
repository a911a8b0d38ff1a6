"""The pages are for everybody: axe finds nothing, and the keyboard alone is enough."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from browser.seller import until_said
from qoo10_cancel import LANGUAGES, State
from qoo10_cancel.sandbox import Sandbox, Shop

ROOT = "/GMKT.INC.Gsm.Web"
PAGES = (
    f"{ROOT}/Default.aspx",
    f"{ROOT}/Claim/ClaimManagement.aspx?list=1",
    f"{ROOT}/Claim/ClaimManagement.aspx?list=1&order_no={{order_no}}",
    f"{ROOT}/Delivery/DeliveryManagement.aspx",
    f"{ROOT}/Delivery/DeliveryManagement.aspx?tab=done",
    f"{ROOT}/Sandbox/Outbox.aspx",
    f"{ROOT}/Login.aspx",
    "/_sandbox/",
    "/_sandbox/assumptions",
)


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds on *page*: the rule and where."""
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


class TestAxe:
    """axe finds nothing on any page in any language."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_page(
        self, page: Page, sandbox: Sandbox, shop: Shop, axe: str, lang: str
    ) -> None:
        """With an order in every state, so that every part is there."""
        for state in State:
            shop.place(state)
        order_no = shop.place(State.CANCEL_REQUESTED)
        found = []
        for path in PAGES:
            joint = "&" if "?" in path else "?"
            page.goto(f"{sandbox.url}{path.format(order_no=order_no)}{joint}lang={lang}")
            found += [f"{path} {v}" for v in violations(page, axe)]

        assert found == []

    def test_the_confirmation_and_an_error(
        self, page: Page, sandbox: Sandbox, shop: Shop, axe: str
    ) -> None:
        """The pages that only appear on the way."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        page.goto(f"{sandbox.url}{ROOT}/Claim/ClaimManagement.aspx?order_no={order_no}")
        page.on("dialog", lambda dialog: dialog.accept())
        page.select_option("#refusal_reason", "other")
        page.click("#btn_refuse")
        page.get_by_role("alert").wait_for()
        found = violations(page, axe)
        page.goto(f"{sandbox.url}{ROOT}/Claim/ClaimManagement.aspx?order_no={order_no}")
        page.select_option("#refusal_reason", "shipped")
        page.evaluate("document.querySelector('#refusal_form').removeAttribute('data-confirm')")
        page.evaluate(
            "() => { const form = document.querySelector('#refusal_form');"
            " const action = document.createElement('input'); action.type = 'hidden';"
            " action.name = 'action'; action.value = 'refuse'; form.append(action);"
            " HTMLFormElement.prototype.submit.call(form); }"
        )
        page.wait_for_selector("form.dialog")
        found += violations(page, axe)

        assert found == []


class TestTheKeyboardAlone:
    """A request is refused without a mouse."""

    def test_a_refusal(self, page: Page, shop: Shop) -> None:
        """Tab, arrows, Enter."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        page.reload()
        messages: list[str] = []
        page.on("dialog", lambda dialog: (messages.append(dialog.message), dialog.accept()))

        tab_to(page, "#home_cancel_request")
        page.keyboard.press("Enter")
        page.wait_for_selector("#__grid_ClaimGrid")
        tab_to(page, f"a[aria-label$='{order_no}']")
        page.keyboard.press("Enter")
        page.wait_for_selector("#detail")
        tab_to(page, "#refusal_reason")
        page.keyboard.press("ArrowDown")
        tab_to(page, "#btn_refuse")
        page.keyboard.press("Enter")
        until_said(page, messages, 2)

        assert len(messages) == 2
        assert shop.get(order_no).state is State.AWAITING_SHIPMENT


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until *selector* has the focus."""
    for _ in range(100):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")
