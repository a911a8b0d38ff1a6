"""Take the pictures of the sandbox for the pages: `make screenshots`.

Needs Chromium (`apt-get install chromium`) and a font for Japanese and Chinese.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from qoo10_cancel import JST, State
from qoo10_cancel.sandbox import Sandbox, Shop, ShopClock, fill

PICTURES = Path(__file__).parent / "img"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
ROOT = "/GMKT.INC.Gsm.Web"
TEXT = "商品はすでに発送の準備が完了しており、本日中に発送いたします。何卒ご了承ください。"


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with Sandbox() as sandbox, sync_playwright() as playwright:
        login = {"user_id": "sandbox", "password": "sandbox"}
        shop = sandbox.open("sandbox-key", clock=ShopClock(NOON), **login)
        fill(shop)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 560}, locale="zh-CN")
        page.on("dialog", lambda dialog: dialog.accept())
        tour(page, sandbox.url, shop)
        browser.close()


def tour(page: Page, url: str, shop: Shop) -> None:
    """Walk through the pages as the manual does, and take a picture of each."""
    order_no = next(e.order_no for e in shop.all() if e.state is State.CANCEL_REQUESTED)
    page.goto(f"{url}{ROOT}/Login.aspx?lang=zh-CN")
    page.fill("#txtLoginID", "sandbox")
    page.fill("#txtLoginPwd", "sandbox")
    page.keyboard.press("Enter")
    page.wait_for_selector("#home_cancel_request")
    take(page, "sandbox-home")
    page.click("#home_cancel_request")
    take(page, "sandbox-claims")
    page.locator("tr", has_text=order_no).dblclick()
    page.select_option("#refusal_reason", "other")
    page.fill("#refusal_text", TEXT)
    page.locator("#detail").scroll_into_view_if_needed()
    take(page, "sandbox-refusal")
    page.click("#btn_refuse")
    page.get_by_role("status").wait_for()
    take(page, "sandbox-done")
    shop.clock.step(timedelta(minutes=1))
    page.goto(f"{url}/_sandbox/")
    take(page, "sandbox-controls")


def take(page: Page, name: str) -> None:
    """Take a picture."""
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/img/{name}.png")


if __name__ == "__main__":
    main()
