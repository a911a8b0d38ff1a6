"""What a poll costs: the client's reading, the sandbox's answers, the sandbox's start."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from benchmarks.rounds import Row, ratios
from qoo10_cancel import JST
from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.adapters.qapi.calls import Answer, Call, judge
from qoo10_cancel.readers import read_shipping

_KEY = "sandbox-key"
_PERIOD = timedelta(days=7)
_NEW, _SCHEDULED = 249, 251
"""500 orders in two lists; neither may have been cut short, so none is asked in halves."""

_POLLS = 200
_ANSWERS = 300
_STARTS = 7
_METHOD = "ShippingBasic.GetShippingInfo_v3"


def rows() -> list[Row]:
    """Return every row."""
    return [*_polls(), *_answers(), *_starts()]


def _polls() -> Iterator[Row]:
    with _Served() as sandbox:
        sandbox.place("new", _NEW)
        sandbox.place("scheduled", _SCHEDULED)
        bodies = [sandbox.list(status) for status in "2345"]
        call, key = Call(_METHOD, {}), SellerKey(_KEY)

        def read() -> object:
            replies = [judge(call, Answer(200, body), key) for body in bodies]
            return read_shipping(replies, datetime.now(JST), complete=True)

        reading = ratios(lambda: [json.loads(b) for b in bodies], {"read": read})["read"]
        yield (
            "QAPI client: reading the orders of a poll of 500, against `json.loads` alone",
            "≤ 4 ×",
            f"{reading:.1f} ×",
            reading <= 4,
        )
        theirs, ours, began = sandbox.cpu(), time.process_time(), time.monotonic()
        with Qapi(key, url=sandbox.qapi_url, pace=0) as qapi:
            for _ in range(_POLLS):
                now = datetime.now(JST)
                found = qapi.poll(now - _PERIOD, now)
                assert found.complete
                assert len(found.snapshots) == _NEW + _SCHEDULED
        wall = time.monotonic() - began
        ours, theirs = time.process_time() - ours, sandbox.cpu() - theirs
        yield (
            f"QAPI client: {_POLLS} polls of 500 orders, its part of all the work",
            "≥ 50 %",
            f"{ours / (ours + theirs):.0%} ({1000 * wall / _POLLS:.0f} ms a poll)",
            ours >= theirs,
        )


def _answers() -> Iterator[Row]:
    with _Served() as sandbox:
        sandbox.place("scheduled", 500)
        sandbox.list("3")
        times, cpu = [], sandbox.cpu()
        for _ in range(_ANSWERS):
            began = time.monotonic()
            sandbox.list("3")
            times.append(time.monotonic() - began)
        cpu = (sandbox.cpu() - cpu) / _ANSWERS
    best = min(times)  # whatever else the machine does only adds to it
    yield (
        "sandbox: a list of 500 orders over HTTP, to its last byte",
        "≤ 5 ms",
        f"{1000 * best:.1f} ms ({1000 * cpu:.1f} ms of processor time)",
        best <= 0.005,
    )


def _starts() -> Iterator[Row]:
    times, cpu = [], 0.0
    for _ in range(_STARTS):
        began = time.monotonic()
        with _Served("--seed", "1") as sandbox:
            sandbox.list("3")
            times.append(time.monotonic() - began)
            cpu = sandbox.cpu()
    best = min(times)
    yield (
        "sandbox: from the command to the first answer",
        "≤ 1 s",
        f"{best:.2f} s ({cpu:.2f} s of processor time)",
        best <= 1,
    )


class _Served:
    """A sandbox in a process of its own."""

    def __init__(self, *options: str) -> None:
        command = [sys.executable, "-m", "qoo10_cancel.sandbox", "--port", "0"]
        self._process = subprocess.Popen(  # noqa: S603  our own command
            [*command, *(options or ("--empty",))], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.qapi_url = next(
            line.split()[1] for line in self._process.stdout if line.strip().startswith("QAPI")
        )
        self._http = http.client.HTTPConnection(urlsplit(self.qapi_url).netloc)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()
        self._process.kill()
        self._process.communicate()

    def _post(self, path: str, body: str, media: str) -> bytes:
        headers = {"GiosisCertificationKey": _KEY, "Content-Type": media}
        self._http.request("POST", path, body, headers)
        answer = self._http.getresponse()
        assert answer.status == 200, answer.status
        return answer.read()

    def place(self, state: str, count: int) -> None:
        """Place orders."""
        body: dict[str, Any] = {"state": state, "count": count}
        self._post("/_sandbox/shop/orders", json.dumps(body), "application/json")

    def list(self, status: str) -> bytes:
        """Return what the list of a shipping status is answered with."""
        today = datetime.now(JST)
        params = {
            "ShippingStatus": status,
            "SearchStartDate": f"{today - _PERIOD:%Y%m%d}",
            "SearchEndDate": f"{today:%Y%m%d}",
        }
        path = f"{urlsplit(self.qapi_url).path}/{_METHOD}"
        return self._post(path, urlencode(params), "application/x-www-form-urlencoded")

    def cpu(self) -> float:
        """Return the seconds of processor time that the process has had."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
