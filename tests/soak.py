"""Kills, races, forks, signals, damage: `python tests/soak.py [KILLS]` prints what is left."""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector

from postgres import Cluster, cluster
from qoo10_cancel import State
from qoo10_cancel.adapters._store import SqlStore
from qoo10_cancel.adapters.procrastinate import QUEUE, ProcrastinateQueue, blueprint
from qoo10_cancel.desk import Desk, DispatchReport
from qoo10_cancel.ports import DeliveryState
from stores import damage, signals
from stores.changes import NOON, refused, requested, taken_in
from stores.forks import FORMS, REFUSED
from stores.kills import A_LIFE, Step, Tally, desk_of, kill_many, opener, stepping, tally, work

_STARTED: Final = time.monotonic()
_DUTIES: Final = 10_000
_PATIENCE: Final = 180.0
_LINE: Final = "{:<56} {:>6} {:>8} {:>8} {:>6} {:>6} {:>6} {:>8}  {}"

Opener = Callable[[], SqlStore]


def now() -> datetime:
    """Return a clock that starts at noon, far from every midnight."""
    return NOON + timedelta(seconds=time.monotonic() - _STARTED)


def started(run: Callable[[], Any]) -> int:
    """Run *run* in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run()
            code = 0
        finally:
            os._exit(code)
    return child


def ended(child: int) -> bool:
    """Wait for *child*, and say whether it was killed."""
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "a process failed"
    return os.WIFSIGNALED(status)


def kill(child: int) -> bool:
    """Kill *child*, and say whether it had not ended by itself."""
    os.kill(child, signal.SIGKILL)
    return ended(child)


# Two desks on one file.


def two_on_one(open_store: Opener, folder: Path, kills: int) -> Tally:
    """Two processes refuse and deliver on one store; each is killed again and again."""
    chance, ledger, done = random.Random(2), folder / "ledger", 0  # noqa: S311
    fill(open_store, 6 * kills)

    def run(last: int, clock: datetime) -> None:
        step = Step(last)
        work(desk_of(stepping(open_store(), step), ledger, lambda: clock, step))

    for number in range(kills // 2):
        clock = NOON + timedelta(seconds=90) * number
        pair = [started(partial(run, chance.randrange(1, A_LIFE), clock)) for _ in range(2)]
        done += sum([ended(child) for child in pair])
    work(desk_of(open_store(), ledger, lambda: NOON + timedelta(hours=11)))
    return tally(open_store(), ledger, done)


def fill(open_store: Opener, orders: int) -> None:
    """Take in orders of which buyers ask to cancel."""
    open_store().commit_many([taken_in(str(n), requested(str(n))) for n in range(1, orders + 1)])


# Many workers.


def many_workers(open_store: Opener, folder: Path, orders: int) -> Tally:
    """Eight workers deliver; three are killed and never come back."""
    ledger = folder / "ledger"
    fill(open_store, orders)

    def run() -> None:
        store = open_store()
        desk = desk_of(store, ledger, now, lease=timedelta(seconds=3))
        while store.outbox_entries(states=[DeliveryState.WAITING, DeliveryState.CLAIMED], limit=1):
            if not desk.deliver(limit=5).delivered:
                time.sleep(0.2)

    work_without_delivering(open_store)
    workers = [started(run) for _ in range(8)]
    time.sleep(1.5)
    done = sum([kill(child) for child in workers[:3]])
    for child in workers[3:]:
        ended(child)
    return tally(open_store(), ledger, done)


def work_without_delivering(open_store: Opener) -> None:
    """Refuse all that is asked for, and leave the notices to others."""
    desk = desk_of(open_store(), Path(os.devnull), now)
    desk.deliver = lambda *_, **__: DispatchReport()  # type: ignore[method-assign, misc]
    work(desk)


# Procrastinate.


def on_procrastinate(dsn: str, folder: Path, kills: int) -> Tally:
    """A desk that refuses and a worker that delivers; both are killed again and again."""
    ledger, chance, done = folder / "ledger", random.Random(3), 0  # noqa: S311
    with App(connector=SyncPsycopgConnector(conninfo=dsn)).open() as app:
        app.schema_manager.apply_schema()

    open_store = opener("postgresql", dsn, ProcrastinateQueue())

    def refuse(last: int) -> None:
        step = Step(last)
        work_without_delivering(lambda: stepping(open_store(), step))

    def serve() -> None:
        app = App(connector=PsycopgConnector(conninfo=dsn))
        desk = desk_of(open_store(), ledger, now, lease=timedelta(seconds=2))
        app.add_tasks_from(blueprint(lambda: desk, stalled_after=3), namespace="qoo10_cancel")
        app.run_worker(
            queues=[QUEUE],
            concurrency=1,
            update_heartbeat_interval=1,
            stalled_worker_timeout=3,
            fetch_job_polling_interval=0.1,
        )

    fill(open_store, 3 * kills)
    while done < kills:
        worker = started(serve)
        done += ended(started(partial(refuse, chance.randrange(1, A_LIFE))))
        time.sleep(0.2 + chance.random() * 0.4)
        done += kill(worker)
    finish(dsn, open_store, serve)
    return tally(open_store(), ledger, done)


def finish(dsn: str, open_store: Opener, serve: Callable[[], None]) -> None:
    """Have one worker that nobody kills do the rest, and rescue what the others held."""
    work_without_delivering(open_store)
    worker, until = started(serve), time.monotonic() + _PATIENCE
    with App(connector=SyncPsycopgConnector(conninfo=dsn)).open() as app:
        while time.monotonic() < until and open_store().outbox_entries(
            states=[DeliveryState.WAITING, DeliveryState.CLAIMED], limit=1
        ):
            app.configure_task("qoo10_cancel:rescue", queue=QUEUE).defer(timestamp=0)
            time.sleep(2)
    kill(worker)


# One midnight.


def one_midnight(open_store: Opener) -> str:
    """Duties fall due at one moment; two sweepers race, and one is killed."""
    open_store().commit_many([refused(str(n)) for n in range(_DUTIES)])
    midnight = NOON.replace(hour=0) + timedelta(days=1)

    def sweep() -> None:
        Desk(open_store(), clock=lambda: midnight).tick()

    sweepers = [started(sweep) for _ in range(2)]
    time.sleep(1.0)
    killed = kill(sweepers[0])
    ended(sweepers[1])
    began = time.monotonic()
    sweep()
    store = open_store()
    missed = [
        order
        for order in store.find(states=[State.AWAITING_SHIPMENT], limit=10**6)
        if order.duty is not None and order.duty.missed
    ]
    outbox_entries = store.outbox_entries(limit=10**6)
    notices = [e for e in outbox_entries if e.notice.kind.value == "duty_missed"]
    rows = sum(len(store.history(order.order_no)) for order in missed)
    assert len(missed) == len(notices) == _DUTIES, (len(missed), len(notices))
    # Refusal, release, reminders as the policy has them, and one lapse.
    assert rows % _DUTIES == 0
    rest = time.monotonic() - began
    counted = f"{len(missed)} breaches, {len(notices)} notices, {rows} rows"
    return f"{counted}, killed {killed}, {rest:.1f} s"


# The table.


def told(name: str, run: Callable[[], Tally]) -> bool:
    """Run one trial, and print its line."""
    began = time.monotonic()
    left = run()
    took = time.monotonic() - began
    half = left.without_notices + left.without_change + left.half_written
    figures = (left.kills, left.refused, left.notices, left.lost, left.duplicates, half)
    verdict = "kept" if left.sound else "BROKEN"
    print(_LINE.format(name, *figures, f"{took:.0f}", verdict), flush=True)
    return left.sound


def on_sqlite(kills: int, folder: Path) -> list[bool]:
    """Run what runs on one file."""
    at = {name: opener("sqlite", str(folder / name)) for name in ("one", "two", "night")}
    (folder / "pair").mkdir()
    sound = [
        told("SQLite, one desk", lambda: kill_many(at["one"], kills)),
        told(
            "SQLite, two desks on one file",
            lambda: two_on_one(at["two"], folder / "pair", kills),
        ),
    ]
    print(f"SQLite, one midnight, two sweepers: {one_midnight(at['night'])}", flush=True)
    return sound


def on_postgresql(kills: int, folder: Path, server: Cluster) -> list[bool]:
    """Run what runs on a server."""
    one, many, night = (opener("postgresql", server.new_database()) for _ in range(3))
    queue = server.new_database()
    for name in ("many", "queue"):
        (folder / name).mkdir()
    sound = [
        told("PostgreSQL, one desk", lambda: kill_many(one, kills)),
        told(
            "PostgreSQL, eight workers, three killed",
            lambda: many_workers(many, folder / "many", 1000),
        ),
        told(
            "PostgreSQL with Procrastinate, desk and worker",
            lambda: on_procrastinate(queue, folder / "queue", kills),
        ),
    ]
    print(f"PostgreSQL, one midnight, two sweepers: {one_midnight(night)}", flush=True)
    return sound


# What comes from outside: forks, signals, power cuts, damage.


def tried(name: str, run: Callable[[], dict[str, int]], *broken: str) -> bool:
    """Run one trial and print its counts; say whether those of what is *broken* are nothing."""
    began = time.monotonic()
    counts = run()
    sound = not any(counts[count] for count in broken)
    line = ", ".join(f"{count} {name}" for name, count in counts.items())
    verdict = "kept" if sound else "BROKEN"
    print(f"{name}: {line}, {time.monotonic() - began:.0f} s  {verdict}", flush=True)
    return sound


def from_outside(kills: int, folder: Path, server: Cluster) -> list[bool]:
    """Fork, interrupt, cut and damage, ten times as often as the others are killed."""
    often = 10 * kills
    sound = [
        tried(f"fork, {form}", partial(forked, form, folder, kills), "lost", "half", "unexpected")
        for form in FORMS
    ]
    dsn = server.new_database()
    return [
        *sound,
        tried(
            "SQLite, signals",
            partial(signals.on_sqlite, str(folder / "signals"), often),
            *("locked", "unusable", "half"),
        ),
        tried(
            "PostgreSQL, signals",
            partial(signals.on_postgresql, server.new_database(), often),
            *("locked", "unusable", "half"),
        ),
        tried("SQLite, log cut off", lambda: cut(folder / "cut", often), "half"),
        tried("SQLite, every bit flipped", lambda: damage.on_sqlite(folder / "flips")),
        tried("SQLite, days with a damaged row", lambda: days(folder)),
        tried("PostgreSQL, every bit flipped", lambda: damage.on_postgresql(dsn)),
    ]


def forked(form: str, folder: Path, commits: int) -> dict[str, int]:
    """Fork in a program of its own; a child that is refused in vain is unexpected."""
    code = "import sys; from stores.forks import main; main(*sys.argv[1:])"
    command = [sys.executable, "-c", code, form, str(folder / "forks"), str(commits)]
    done = subprocess.run(
        command, cwd=Path(__file__).parent, check=True, stdout=subprocess.PIPE, text=True
    )
    counts: dict[str, int] = json.loads(done.stdout)
    counts.pop("form")
    return {**counts, "unexpected": int(counts["refused"] != REFUSED.get(form, 0))}


def cut(path: Path, cuts: int) -> dict[str, int]:
    """Cut a log off at so many places."""
    return {"cuts": cuts, "half": damage.cut_logs(path, cuts)}


def days(folder: Path) -> dict[str, int]:
    """Spend a day with each odd value in a row; whatever is wrong is raised."""
    (folder / "days").mkdir()
    return {"days": damage.a_day_on_sqlite(folder / "days")}


def main(kills: int) -> int:
    """Run everything; return 1 if a promise was broken."""
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    folder = Path(tempfile.mkdtemp(prefix="qc-soak-"))
    heads = ("kills", "refused", "notices", "lost", "twice", "half", "seconds")
    print(_LINE.format("what", *heads, "promise"))
    try:
        with cluster() as server:
            sound = [*on_sqlite(kills, folder), *on_postgresql(kills, folder, server)]
            logging.getLogger("qoo10_cancel").setLevel(logging.CRITICAL)
            sound += from_outside(kills, folder, server)
    finally:
        shutil.rmtree(folder)
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
