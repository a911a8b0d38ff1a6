"""Prints the figures of the page "How far it goes": `make reach`.

Wall clock on the machine that it runs on, once each: for plain arithmetic, not for comparing.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import attrs

from benchmarks.desk import Sink, asked_order, open_folder, postgres_store
from qoo10_cancel import JST, CancelRefusal, Evidence, RefusalReason, decide
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot

_NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
_LISTED = 20_000
_OPEN = 100_000
_ALONE = 500
_NOTICES = 1_000

Figure = tuple[str, str, str]
"""What was done, how much of it in a second, and in a second of processor time of our own."""


class _Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = _NOON

    def __call__(self) -> datetime:
        return self.now


def main() -> None:
    """Print the machine, and a table of what each kind of store does in a second."""
    print(machine(), end="\n\n")
    with open_folder() as folder:
        with SQLiteStore(folder / "desk.sqlite") as store:
            rows = {what: [wall, own] for what, wall, own in figures(store)}
        size = sum(file.stat().st_size for file in folder.iterdir())
    for what, wall, own in _on_postgresql():
        rows[what] += [wall, own]
    head = (
        "a second, where no time is named",
        "SQLite",
        "SQLite, processor time only",
        "PostgreSQL",
        "PostgreSQL, our processor time only",
    )
    print(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    for what, both in rows.items():
        print(f"| {what} | {' | '.join([*both, '—', '—'][:4])} |")
    held = _LISTED + _ALONE + _OPEN
    print(f"\n{size / held:,.0f} bytes a stored order, with its history and notices")
    print(f"{_decisions():,.0f} decisions in a second, without a store")


def machine() -> str:
    """Name the machine."""
    models = [line for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    model = models[0].partition(":")[2].strip() if models else platform.processor()
    python = platform.python_version()
    return f"{os.cpu_count()} × {model}, Python {python}, SQLite {sqlite3.sqlite_version}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def figures(store: Any) -> Iterator[Figure]:
    """Yield what *store* does in a second, and how long its longest answer takes."""
    clock, numbers = _Clock(), count(1)
    desk = Desk(store, clock=clock, notifiers=dict.fromkeys(Channel, Sink()))
    listed = [_listed(next(numbers)) for _ in range(_LISTED)]
    yield _rate("orders of a first poll", _LISTED, lambda: desk.ingest(listed))
    desk.ingest(listed)
    yield _rate("orders of a poll without news", _LISTED, lambda: desk.ingest(listed))

    asked = [_asked(next(numbers)) for _ in range(_ALONE)]
    desk.ingest(asked)
    reason, packed = RefusalReason("prepared"), Evidence(prepared_at=_NOON)

    def refuse() -> None:
        for one in asked:
            key = f"click {one.order_no}"
            desk.refuse(one.order_no, reason, evidence=packed, confirmed=True, key=key)

    yield _rate("refusals, each durable", _ALONE, refuse)
    yield _rate("notices delivered, by one worker", _NOTICES, lambda: desk.deliver(_NOTICES))

    clock.now = _NOON + timedelta(days=6)  # the planned dates of all have passed
    yield _rate("orders moved by the clock, in a sweep", _LISTED + _ALONE, desk.tick)

    clock.now += timedelta(hours=1)
    waiting = [
        attrs.evolve(_listed(next(numbers)), seen_at=clock.now, ship_date=date(2022, 8, 30))
        for _ in range(_OPEN)
    ]
    desk.ingest(waiting)
    took = min(_seconds(lambda: desk.queue_page(50)) for _ in range(5))
    what = f"first page of the queue, {_OPEN + _LISTED + _ALONE:,} orders waiting"
    yield what, *(f"{seconds * 1e3:,.0f} ms" for seconds in took)
    took = _seconds(lambda: desk.erase(asked[0].order_no, actor="Li"))
    what = f"erasing the texts of one order of {_OPEN + _LISTED + _ALONE:,}"
    yield what, *(f"{seconds * 1e3:,.0f} ms" for seconds in took)


def _listed(number: int) -> Snapshot:
    return Snapshot(str(number), _NOON, Shipping.SCHEDULED, ship_date=date(2022, 8, 15))


def _asked(number: int) -> Snapshot:
    return attrs.evolve(
        _listed(number), claim=Claim.CANCEL_REQUESTED, requested_at=_NOON, claims_seen=True
    )


def _rate(what: str, things: int, work: Callable[[], object]) -> Figure:
    wall, own = _seconds(work)
    return what, f"{things / wall:,.0f}", f"{things / own:,.0f}"


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long *work* takes, and how much processor time of this process."""
    began, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - spent


def _decisions() -> float:
    order = asked_order("698016773")
    refusal = CancelRefusal(_NOON, RefusalReason("prepared"), confirmed=True)
    order = attrs.evolve(order, ship_date=date(2022, 8, 15))
    return 5_000 / _seconds(lambda: [decide(order, refusal) for _ in range(5_000)])[1]


def _on_postgresql() -> Iterator[Figure]:
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    try:
        from postgres import PostgresMissing, cluster  # noqa: PLC0415
    except ImportError:
        return
    try:
        with cluster(durable=True) as server:
            yield from figures(postgres_store(server.new_database()))
    except (PostgresMissing, ImportError) as missing:
        print(f"(no figures for PostgreSQL: {missing})", file=sys.stderr)


if __name__ == "__main__":
    main()
