"""Somebody who sells on Qoo10: reads the tool's sheet and clicks what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Dialog, Page

from qoo10_cancel import RefusalReason
from qoo10_cancel.adapters.qapi import Qapi
from qoo10_cancel.desk import Desk
from qoo10_cancel.sandbox import Shop
from qoo10_cancel.wording import Prepared

_QUOTED = re.compile(r"【(.*?)】")
HOME = "/GMKT.INC.Gsm.Web/Default.aspx"


class Seller:
    """Works with the desk beside a browser that shows J·QSM in Chinese."""

    def __init__(self, page: Page, desk: Desk, qapi: Qapi, shop: Shop) -> None:
        self.page = page
        self.desk = desk
        self.qapi = qapi
        self.shop = shop

    def go_home(self) -> None:
        """Open J·QSM's first page."""
        self.page.goto(self.page.url.partition("/GMKT")[0] + HOME)

    def prepare(self, order_no: str, reason: RefusalReason) -> Prepared:
        """Let the tool judge and print the sheet."""
        prepared = self.desk.prepare(order_no, reason)
        assert prepared.decision.allowed, prepared
        return prepared

    def follow(self, prepared: Prepared) -> list[str]:
        """Do exactly the seven steps of the sheet; return what the dialogs said."""
        sheet, page = prepared.sheet, self.page
        steps = [_QUOTED.findall(step) for step in sheet.steps("zh-CN")]
        messages: list[str] = []
        self.go_home()
        page.get_by_role("link", name=re.compile(steps[0][0])).click()  # 1: the first page
        with self.seen(steps[1][0]):  # 2: the board
            page.get_by_role("link", name=re.compile(rf"^{steps[1][1]} \d")).click()
        row = page.locator("#__grid_ClaimGrid .objbox tr", has_text=sheet.order_no)
        with self.seen(steps[2][0]):  # 3: the list
            row.dblclick()
        page.locator("#detail").wait_for()
        with self.seen(steps[3][0]):  # 4: the form
            page.get_by_label(steps[3][1], exact=True).select_option(label=steps[3][2])
        if sheet.paste:
            page.locator("#refusal_text").fill(sheet.paste)
        page.on("dialog", lambda dialog: _accept(dialog, messages))
        page.get_by_role("button", name=steps[4][0], exact=True).click()  # 5: the button
        until_said(page, messages, 2)  # 6 and 7: the dialogs
        page.get_by_role("status").wait_for()
        assert messages == [steps[5][0], steps[6][0]]
        return messages

    @contextmanager
    def seen(self, word: str) -> Iterator[None]:
        """Do something on a page that says *word*."""
        self.page.get_by_text(word).filter(visible=True).first.wait_for()
        yield


def until_said(page: Page, messages: list[str], count: int) -> None:
    """Wait until so many dialogs have spoken; the last one comes with the next page."""
    for _ in range(250):
        if len(messages) >= count:
            return
        page.wait_for_timeout(20)


def _accept(dialog: Dialog, messages: list[str]) -> None:
    messages.append(dialog.message)
    dialog.accept()
