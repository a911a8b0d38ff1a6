"""Chromium before the sandbox; skipped where it is not installed, but never in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

if find_spec("playwright") or os.environ.get("CI"):
    from playwright.sync_api import Browser, Page, sync_playwright

    from browser.seller import Seller
else:
    collect_ignore_glob = ["test_*.py"]

from qoo10_cancel import JST
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.desk import Desk
from qoo10_cancel.sandbox import Sandbox, Shop, ShopClock

ROOT = Path(__file__).parents[2]
NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def _missing(what: str) -> None:
    """Skip the test, or fail it in CI: there it must run."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} must be installed in CI")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core; it is used in tests alone."""
    place = os.environ.get("AXE_CORE", str(ROOT / "node_modules" / "axe-core" / "axe.min.js"))
    if not Path(place).exists():
        _missing("axe-core (npm install --no-save axe-core)")
    return Path(place).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Chromium for a module: its event loop must not outlast the browser's tests."""
    if CHROMIUM is None:
        _missing("chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


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
def page(chromium: Browser, sandbox: Sandbox, shop: Shop) -> Iterator[Page]:
    """Open a page of J·QSM in Chinese, logged in; no script of the page may fail."""
    context = chromium.new_context(locale="zh-CN", bypass_csp=True)
    opened = context.new_page()
    opened.set_default_timeout(5_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{sandbox.url}/GMKT.INC.Gsm.Web/Login.aspx?lang=zh-CN")
    opened.fill("#txtLoginID", shop.user_id)
    opened.fill("#txtLoginPwd", shop.password)
    opened.keyboard.press("Enter")
    opened.wait_for_selector("#home_cancel_request")
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def qapi(sandbox: Sandbox, shop: Shop) -> Iterator[Qapi]:
    """Return a client for the shop that waits for nothing."""
    with Qapi(
        SellerKey(shop.key), url=sandbox.qapi_url, clock=shop.clock, pace=0, sleep=lambda _: None
    ) as client:
        yield client


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """Return a desk whose clock is the shop's."""
    return Desk(MemoryStore(), clock=shop.clock)


@pytest.fixture
def seller(page: Page, desk: Desk, qapi: Qapi, shop: Shop) -> Seller:
    """Return somebody who has the tool and the browser."""
    return Seller(page, desk, qapi, shop)
