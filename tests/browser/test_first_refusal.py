"""The page "your first refused request", run as it stands: commands and clicks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from qoo10_cancel.sandbox import Sandbox
from qoo10_cancel.sandbox.__main__ import open_sandbox

PAGE = (Path(__file__).parents[2] / "docs" / "first-refusal.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\d)\. .*?\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
[ORDER_NO] = set(re.findall(r"\b\d{9}\b", PAGE))
_NOT_HERE = ("git clone", "make sandbox", "source ")


class Shell:
    """A terminal in which somebody types what the page says."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self._url = folder, url
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self._environment = {"PATH": path, "LANG": "C.UTF-8", "HOME": str(folder)}

    def type(self, section: str) -> list[str]:
        """Type the commands of a section; return what each one printed."""
        printed = []
        blocks = re.findall(r"^```console\n(.*?)^```", SECTIONS[section], re.MULTILINE | re.DOTALL)
        for line in re.findall(r"^\$ (.*)$", "".join(blocks), re.MULTILINE):
            if line.startswith(_NOT_HERE):
                continue
            if line.startswith("export "):
                name, _, value = line.removeprefix("export ").partition("=")
                self._environment[name] = value.replace("http://127.0.0.1:8010", self._url)
                continue
            done = subprocess.run(
                ["bash", "-c", line], cwd=self._folder, env=self._environment, text=True,
                capture_output=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            printed.append(done.stdout)
        return printed


@pytest.fixture
def rehearsal() -> Iterator[Sandbox]:
    """Serve what `make sandbox` serves, on a free port."""
    served = open_sandbox("127.0.0.1", 0)
    yield served
    served.stop()


@pytest.fixture
def screen(chromium: Browser, rehearsal: Sandbox) -> Iterator[Page]:
    """Open J·QSM in Chinese and log in, as the page says."""
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{rehearsal.url}/")
    login = re.search(r"log in with `(\w+)` / `(\w+)`", SECTIONS["4"])
    assert login is not None
    page.fill("#txtLoginID", login[1])
    page.fill("#txtLoginPwd", login[2])
    page.keyboard.press("Enter")
    page.wait_for_selector("#home_cancel_request")
    yield page
    context.close()


class TestThePage:
    """Each command succeeds, and what the text says of its outcome is so."""

    def test_from_the_queue_to_the_duty(
        self, rehearsal: Sandbox, screen: Page, tmp_path: Path
    ) -> None:
        """Six steps, in a terminal and in a browser."""
        shell = Shell(tmp_path, rehearsal.url)
        shell.type("1")
        _sync, queue, show, _advise = shell.type("2")
        assert ORDER_NO in queue
        assert "refuse          possible" in show
        _evidence, sheet = shell.type("3")
        assert "Steps in J·QSM" in sheet

        screen.on("dialog", lambda dialog: dialog.accept())
        screen.click("#home_cancel_request")
        screen.click("#cancel_request")
        screen.locator("#__grid_ClaimGrid .objbox tr", has_text=ORDER_NO).dblclick()
        screen.select_option("#refusal_reason", "prepared")
        screen.click("#btn_refuse")
        screen.get_by_role("status").get_by_text("已拒绝取消").wait_for()
        assert screen.locator("#__grid_ClaimGrid .objbox tr", has_text=ORDER_NO).count() == 0

        _record, _sync, queue = shell.type("5")
        assert next(re.finditer(r"\b\d{9}\b", queue))[0] == ORDER_NO
        assert "today" in queue

        screen.goto(f"{rehearsal.url}/GMKT.INC.Gsm.Web/Delivery/DeliveryManagement.aspx")
        row = screen.locator("tr", has_text=ORDER_NO)
        given = re.search(r"such as (\w+) and (\d+)", SECTIONS["6"])
        assert given is not None
        row.locator("[name=carrier]").fill(given[1])
        row.locator("[name=tracking_no]").fill(given[2])
        row.get_by_role("button", name="发货处理").click()
        screen.get_by_role("status").wait_for()

        _sync, show = shell.type("6")
        shown = re.search(r"`show` says \*(.+?)\*", SECTIONS["6"])
        assert shown is not None
        assert shown[1] in show
        assert rehearsal.box.shops[0].truth(ORDER_NO)["duty"] == "met"
