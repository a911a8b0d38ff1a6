"""Many workers deliver, some are killed without a warning, and no notice is lost."""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from multiprocessing.context import SpawnProcess
from pathlib import Path

import attrs
from local_postgres import PostgresMissing, cluster
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from psycopg_pool import ConnectionPool

from qoo10_cancel import JST, Evidence, Notice, RefusalReason, Snapshot
from qoo10_cancel.adapters.postgres import PostgresStore
from qoo10_cancel.adapters.procrastinate import NAMESPACE, QUEUE, ProcrastinateQueue, blueprint
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import DeliveryState
from qoo10_cancel.snapshot import Claim, Shipping

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
PACKED = Evidence(prepared_at=NOON)
UNDONE = (DeliveryState.WAITING, DeliveryState.CLAIMED)

# All are much longer in a shop; here nobody wants to wait for the rescue.
LEASE = timedelta(seconds=3)
STALLED_AFTER = 3
PATIENCE = 120

# It would tell of every job that is tried again, and this script is about the result.
logging.getLogger("procrastinate").setLevel(logging.CRITICAL)


@attrs.frozen
class Shop:
    """What every process has to know: it is pickled, and opened in each by itself."""

    dsn: str
    ledger: Path
    opened: float

    def now(self) -> datetime:
        """Tell the time of a story that begins at noon, so that no run meets a midnight."""
        return NOON + timedelta(seconds=time.monotonic() - self.opened)

    @contextmanager
    def store(self) -> Iterator[PostgresStore]:
        """Open the store; each notice it writes becomes a job in the same transaction."""
        with ConnectionPool(self.dsn, min_size=1, open=True) as pool:
            yield PostgresStore(pool.connection, jobs=ProcrastinateQueue())

    def lines(self) -> list[str]:
        """Return the keys of what has been delivered, repeats as well."""
        return self.ledger.read_text("utf-8").split()


class LedgerNotifier:
    """Appends the notice's key to a file that no transaction takes back."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def notify(self, notice: Notice, /) -> None:
        """Deliver *notice*, as slowly as a mail server would."""
        time.sleep(0.05)
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        os.write(file, f"{notice.key}\n".encode())
        os.close(file)
        time.sleep(0.05)  # killed here, it has been delivered and nobody has noted it


# The processes.


def produce(shop: Shop, order_nos: Sequence[str]) -> None:
    """Refuse every request; others deliver what follows from it."""
    with shop.store() as store:
        desk = Desk(store, clock=shop.now, channels=Channel)
        for order_no in order_nos:
            reason = RefusalReason("发送准备完了")
            desk.refuse(order_no, reason, evidence=PACKED, confirmed=True, key=f"click {order_no}")


def deliver(shop: Shop) -> None:
    """Be a worker, until somebody ends it."""
    notifiers = dict.fromkeys(Channel, LedgerNotifier(shop.ledger))
    with shop.store() as store:
        tasks = blueprint(
            lambda: Desk(store, clock=shop.now, notifiers=notifiers, lease=LEASE),
            stalled_after=STALLED_AFTER,
        )
        app = App(connector=PsycopgConnector(conninfo=shop.dsn))
        app.add_tasks_from(tasks, namespace=NAMESPACE)
        app.run_worker(
            queues=[QUEUE],
            concurrency=1,
            fetch_job_polling_interval=0.2,
            update_heartbeat_interval=1,
            stalled_worker_timeout=STALLED_AFTER,
        )


# The trial.


def prepare(shop: Shop, order_nos: Sequence[str]) -> None:
    """Make all tables, take in the orders that buyers ask to cancel, and tell of the requests."""
    with App(connector=SyncPsycopgConnector(conninfo=shop.dsn)).open() as app:
        app.schema_manager.apply_schema()
    with shop.store() as store:
        notifiers = {Channel.SELLER: LedgerNotifier(shop.ledger)}
        desk = Desk(store, clock=shop.now, notifiers=notifiers)
        desk.ingest(_asked_to_cancel(no) for no in order_nos)
        desk.deliver(limit=len(order_nos))


def _asked_to_cancel(order_no: str) -> Snapshot:
    return Snapshot(
        order_no,
        NOON,
        Shipping.SCHEDULED,
        Claim.CANCEL_REQUESTED,
        ship_date=date(2022, 8, 15),
        requested_at=NOON,
    )


def run(shop: Shop, order_nos: Sequence[str], workers: int, kills: int) -> int:
    """Have it all done, killing meanwhile; return how many workers were killed at work."""
    spawn = multiprocessing.get_context("spawn")
    producer = spawn.Process(target=produce, args=(shop, order_nos), daemon=True)
    staff = [spawn.Process(target=deliver, args=(shop,), daemon=True) for _ in range(workers)]
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for this process alone
    for process in (producer, *staff):
        process.start()
    try:
        signal.signal(signal.SIGINT, heard)
        killed = sum(
            kill(shop, worker, lines=len(order_nos) + 1 + number * len(order_nos) // (kills + 1))
            for number, worker in enumerate(staff[:kills], start=1)
        )
        producer.join(PATIENCE)
        wait_for_the_rest(shop)
    finally:
        for process in (producer, *staff):
            process.terminate()
            process.join()
    return killed


def kill(shop: Shop, worker: SpawnProcess, lines: int) -> bool:
    """Kill *worker*, as `kill -9` does, once so many notices have been delivered."""
    until = time.monotonic() + PATIENCE
    while len(shop.lines()) < lines and time.monotonic() < until:
        time.sleep(0.02)
    at_work = worker.is_alive()
    worker.kill()
    return at_work


def wait_for_the_rest(shop: Shop) -> None:
    """Wait until no notice is left, and call the rescue more often than once a minute."""
    until = time.monotonic() + PATIENCE
    with (
        shop.store() as store,
        App(connector=SyncPsycopgConnector(conninfo=shop.dsn)).open() as app,
    ):
        rescue = app.configure_task(f"{NAMESPACE}:rescue", queue=QUEUE)
        while store.outbox_entries(states=UNDONE, limit=1) and time.monotonic() < until:
            rescue.defer(timestamp=0)
            time.sleep(1)


@attrs.frozen
class Tally:
    """What is left in the end; names and figures as they are printed."""

    orders: int
    refused: int
    notices: int
    delivered: int
    lost: int
    delivered_twice: int
    workers_killed: int
    seconds: int


def tally(shop: Shop, orders: int, killed: int) -> Tally:
    """Compare the store with the file."""
    with shop.store() as store:
        refused = store.counts().refused
        outbox_entries = store.outbox_entries(limit=10**6)
    promised = {e.notice.key for e in outbox_entries if e.state is not DeliveryState.RECORDED_ONLY}
    sent = Counter(shop.lines())
    return Tally(
        orders=orders,
        refused=refused,
        notices=len(promised),
        delivered=len(promised & sent.keys()),
        lost=len(promised - sent.keys()),
        delivered_twice=sum(sent.values()) - len(sent),
        workers_killed=killed,
        seconds=round(time.monotonic() - shop.opened),
    )


def main(orders: int, workers: int, kills: int) -> int:
    """Run the trial and print the tally; return 1 if anything was lost."""
    order_nos = [str(698016000 + number) for number in range(orders)]
    with cluster() as server, tempfile.TemporaryDirectory(prefix="qc-ledger-") as folder:
        shop = Shop(server.new_database(), Path(folder) / "ledger", time.monotonic())
        shop.ledger.touch()
        prepare(shop, order_nos)
        print(f"{workers} workers deliver; {kills} of them are going to be killed ...", flush=True)
        found = tally(shop, orders, run(shop, order_nos, workers, kills))
    for name, figure in attrs.asdict(found).items():
        print(f"  {name.replace('_', ' '):<16}{figure:>6}")
    return int(found.lost > 0 or found.refused < orders)


def asked() -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=60)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kill", type=int, default=2, help="fewer than the workers")
    options = parser.parse_args()
    if options.orders < 1 or not 0 <= options.kill < options.workers:
        parser.error("there must be an order, and a worker that is not killed")
    return options


if __name__ == "__main__":
    options = asked()
    try:
        sys.exit(main(options.orders, options.workers, options.kill))
    except PostgresMissing as missing:
        sys.exit(str(missing))
    except KeyboardInterrupt:
        sys.exit("stopped; server and files are gone")
