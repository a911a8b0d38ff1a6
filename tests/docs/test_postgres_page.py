"""The page on PostgreSQL, block by block, on a server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from postgres import Cluster, PostgresMissing, cluster
from qoo10_cancel import JST, Snapshot
from qoo10_cancel.adapters.notifiers import MemoryNotifier
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel
from qoo10_cancel.snapshot import Claim, Shipping

if TYPE_CHECKING:
    from psycopg import Connection

PAGE = Path(__file__).parents[2] / "docs" / "postgres.md"
ORDER_NO = "698016773"


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """Start a PostgreSQL; without one, skip with the reason, and fail where CI is set."""
    if not os.environ.get("CI"):
        pytest.importorskip("psycopg_pool", reason="the page needs the extra postgres")
    try:
        with cluster() as running:
            yield running
    except PostgresMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"not run on PostgreSQL: {missing}")


def _written(dsn: str) -> None:
    """Save each block in the file that its first line names, told where the database is."""
    page = PAGE.read_text(encoding="utf-8").replace("dbname=shop", dsn)
    for block in re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        named = re.match(r"# (\w+\.py)", block)
        assert named, f"this block names no file: {block[:60]}"
        with Path(named[1]).open("a", encoding="utf-8") as file:
            file.write(block)


def _run(*script: str) -> str:
    """Run Python in the folder of the files; it must end at once, and complain about nothing."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *script],
        capture_output=True,
        encoding="utf-8",
        timeout=15,
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def _old_file() -> None:
    """Leave a file with one order that a buyer asks to cancel, and its notice undelivered."""
    now = datetime.now(JST)
    planned = (now + timedelta(days=3)).date()
    seen = Snapshot(
        ORDER_NO,
        now,
        Shipping.SCHEDULED,
        Claim.CANCEL_REQUESTED,
        ship_date=planned,
        requested_at=now,
    )
    with closing(SQLiteStore("desk.sqlite")) as store:
        notifiers = {Channel.SELLER: MemoryNotifier()}
        Desk(store, clock=lambda: now, notifiers=notifiers).ingest([seen])


class TestThePage:
    """`docs/postgres.md` shows what happens on a server."""

    @pytest.fixture
    def shop(
        self, server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[Connection[Any]]:
        """Save the files of the page beside a table of the host's and a SQLite file."""
        import psycopg  # noqa: PLC0415 - only with the extra postgres

        monkeypatch.chdir(tmp_path)
        dsn = server.new_database()
        _written(dsn)
        _old_file()
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("CREATE TABLE parcels (order_no text, held boolean)")
            connection.execute(f"INSERT INTO parcels VALUES ('{ORDER_NO}', false)")
            yield connection

    def test_importing_the_shop_does_nothing(self, shop: Connection[Any]) -> None:
        """Its pool is closed in time, and no example acts in it."""
        assert _run("-c", "import shop") == ""

        assert shop.execute("SELECT held FROM parcels").fetchone() == (False,)

    def test_every_block(self, shop: Connection[Any]) -> None:
        """Old orders come along, a refusal is one with the host's own change, jobs are queued."""
        _run("copy_orders.py")
        _run("hold.py")
        printed = _run("-c", _AFTERWARDS).splitlines()

        assert shop.execute("SELECT held FROM parcels").fetchone() == (True,)
        # The notice of the request is dropped: it is answered by now. The one of the duty waits:
        # in this process nobody has set up the log that it goes to.
        assert printed == [
            "dropped 1",
            "awaiting_shipment",
            "3 steps",
            "waiting 1",
            "deliver True",
        ]


_AFTERWARDS = f"""
from qoo10_cancel.ports import DeliveryState
from shop import app, desk, make_desk, store

print("dropped", make_desk().deliver().dropped)
print(desk.get("{ORDER_NO}").state.value)
print(len(desk.history("{ORDER_NO}")), "steps")
print("waiting", len(store.outbox_entries(states={{DeliveryState.WAITING}})))
print("deliver", "qoo10_cancel:deliver" in app.tasks)
"""
