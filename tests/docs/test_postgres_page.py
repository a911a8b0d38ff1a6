"""The page on PostgreSQL, block by block, on a server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from postgres import PostgresMissing, cluster
from qoo10_cancel import JST, Snapshot, State
from qoo10_cancel.adapters.notifiers import MemoryNotifier
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import LetterState
from qoo10_cancel.snapshot import Claim, Shipping

PAGE = Path(__file__).parents[2] / "docs" / "postgres.md"
ORDER_NO = "698016773"


@pytest.fixture
def dsn() -> Iterator[str]:
    """Start a PostgreSQL; without one, skip with the reason, and fail where CI is set."""
    if not os.environ.get("CI"):
        pytest.importorskip("psycopg_pool", reason="the page needs the extra postgres")
    try:
        with cluster() as running:
            yield running.new_database()
    except PostgresMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"not run on PostgreSQL: {missing}")


def _blocks(dsn: str) -> list[str]:
    """Return the blocks of the page, told where the database is."""
    page = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return [block.replace("dbname=shop", dsn) for block in found]


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
        Desk(store, clock=lambda: now, notifiers=notifiers).take_in([seen])


class TestThePage:
    """`docs/postgres.md` shows what happens on a server."""

    def test_every_block(self, dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Old orders come along, a refusal is one with the host's own change, jobs are queued."""
        monkeypatch.chdir(tmp_path)
        _old_file()
        opening, together, delivering, copying = _blocks(dsn)
        shop: dict[str, Any] = {"__name__": "shop"}

        exec(opening, shop)  # noqa: S102
        with closing(shop["pool"]):
            with shop["pool"].connection() as connection:
                connection.execute("CREATE TABLE parcels (order_no text, held boolean)")
                connection.execute(f"INSERT INTO parcels VALUES ('{ORDER_NO}', false)")
            exec(copying, shop)  # noqa: S102
            exec(together, shop)  # noqa: S102
            exec(delivering, shop)  # noqa: S102
            posted = shop["make_desk"]().deliver()
            with shop["pool"].connection() as connection:
                held = connection.execute("SELECT held FROM parcels").fetchone()

            assert held == (True,)
            assert posted.dropped == 1  # the request is answered by now
            assert shop["desk"].get(ORDER_NO).state is State.AWAITING_SHIPMENT
            assert len(shop["desk"].history(ORDER_NO)) == 3
            assert not shop["store"].letters(states={LetterState.WAITING})
            assert "qoo10_cancel:deliver" in shop["app"].tasks
