"""Prints what a database of this release holds: `python -m stores.written > schema_N.sql`."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.notices import Channel
from qoo10_cancel.order import Looks
from qoo10_cancel.ports import Key
from stores.changes import NOON, refusal, requested, taken_in


def main() -> None:
    """Take an order in, refuse it, deliver one of its notices, and print the file as SQL."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.sqlite"
        order = requested("698016773")
        with SQLiteStore(path) as store:
            store.commit(taken_in("698016773", order))
            store.commit(refusal(order), Key("click", "p" * 64))
            channels, lease = list(Channel), timedelta(minutes=2)
            [held] = store.claim(NOON, channels=channels, limit=1, lease=lease)
            store.ack(held)
            store.keep_looks({"698016773": Looks(claims_at=NOON, shipping_at=NOON)})
        with closing(sqlite3.connect(path)) as connection:
            print("\n".join(connection.iterdump()))


if __name__ == "__main__":
    main()
