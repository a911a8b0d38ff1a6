"""The tool in a process of its own for each job, so that it can be killed at any moment."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import attrs

from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import CancelError
from qoo10_cancel.events import Event
from qoo10_cancel.readers import read_file
from qoo10_cancel.sandbox import Sandbox, Shop

Job = Callable[[Desk, Qapi], Any]

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(  # what a process imports, it has when it is forked
    [f"qoo10_cancel.{name}" for name in ("adapters.qapi", "adapters.sqlite", "readers", "sandbox")]
)


@attrs.frozen
class Sync:
    """Polls, and lets the clock bring what it brings."""

    def __call__(self, desk: Desk, qapi: Qapi) -> dict[str, tuple[str, ...]]:
        """Return the open questions by order number."""
        report = desk.sync(qapi)
        desk.tick()
        return {no: tuple(f.detail for f in found) for no, found in report.questions.items()}


@attrs.frozen
class Import:
    """Takes in a file that was exported from J·QSM at *seen_at*."""

    file: bytes
    seen_at: datetime

    def __call__(self, desk: Desk, _qapi: Qapi) -> int:
        """Return to how many orders something has happened."""
        reading = read_file(self.file, self.seen_at, name="export.csv")
        assert not reading.problems, reading.problems
        return len(desk.ingest(reading.snapshots).steps)


@attrs.frozen
class Record:
    """Writes down what a person says has happened."""

    order_no: str
    event: Event

    def __call__(self, desk: Desk, _qapi: Qapi) -> None:
        """Record it."""
        desk.record(self.order_no, self.event)


@attrs.frozen
class Ship:
    """Marks an order as shipped, at Qoo10 and in the tool."""

    order_no: str
    number: str

    def __call__(self, desk: Desk, qapi: Qapi) -> None:
        """Judge, send and record it."""
        desk.mark_as_shipped(qapi, self.order_no, "佐川急便", self.number)


@attrs.frozen
class Setting:
    """What a process of the tool needs to know."""

    file: Path
    url: str
    key: str
    now: datetime
    deadline: float

    def do(self, job: Job) -> Any:
        """Open the file and the client, and do *job*."""
        store = SQLiteStore(self.file)
        key = SellerKey(self.key)
        with Qapi(key, url=self.url, clock=self.clock, pace=0, deadline=self.deadline,
                  sleep=lambda _seconds: None) as qapi:  # fmt: skip
            try:
                return job(Desk(store, clock=self.clock), qapi)
            finally:
                store.close()

    def clock(self) -> datetime:
        """Return the shop's time, which stands still while the tool works."""
        return self.now


def _work(setting: Setting, job: Job, answers: Connection) -> None:
    try:
        answers.send((True, setting.do(job)))
    except CancelError as failed:
        answers.send((False, f"{type(failed).__name__}: {failed}"))


class Tool:
    """A tool on a file; every job is a process, and may be killed.

    Attributes:
        deadly: How likely a job is killed.
        deadline: Seconds that a call may take.
        kills: How often it was killed before it was done.
        ran: How many jobs it began.
    """

    def __init__(self, sandbox: Sandbox, shop: Shop, file: Path, dice: random.Random) -> None:
        self._sandbox, self._shop, self._file, self._dice = sandbox, shop, file, dice
        self.deadly, self.deadline = 0.0, 30.0
        self.kills = self.ran = 0
        self._usual = 0.2  # seconds that a job takes

    def do(self, job: Job) -> tuple[bool, Any]:
        """Return whether *job* was done, and its result; it may be killed at any moment."""
        setting = Setting(
            self._file, self._sandbox.qapi_url, self._shop.key, self._shop.clock(), self.deadline
        )
        here, there = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=_work, args=(setting, job, there))
        started = time.monotonic()
        process.start()
        there.close()
        self.ran += 1
        struck = self._dice.random() < self.deadly
        if struck and not here.poll(self._dice.random() * self._usual):
            process.kill()
        try:
            done: tuple[bool, Any] = here.recv()
        except (EOFError, OSError):  # nothing came, or half of it
            assert struck, "the tool fell over by itself"
            self.kills += 1
            done = False, "killed"
        else:
            self._usual += (time.monotonic() - started - self._usual) / 8
        process.join()
        process.close()
        here.close()
        return done
