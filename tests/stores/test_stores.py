"""Every store of ours goes through the door that is open to strangers' stores."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings

from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.ports import Store
from qoo10_cancel.testing import OutboxLife, StoreLife
from qoo10_cancel.testing.outbox_life import OutboxStore

from .changes import cut_off

TAMPERING = (
    "UPDATE qc_history SET policy = 'another' WHERE order_no = ?",
    "DELETE FROM qc_history WHERE order_no = ?",
    "INSERT OR REPLACE INTO qc_history SELECT * FROM qc_history WHERE order_no = ?",
    "DELETE FROM qc_orders WHERE order_no = ? AND order_no IN (SELECT order_no FROM qc_history)",
)


class MemoryLife(StoreLife):
    """The store in memory."""

    def make(self) -> Store:
        """Return a new store in memory."""
        return MemoryStore()


class MemoryOutbox(OutboxLife):
    """The outbox in memory."""

    def make(self) -> MemoryStore:
        """Return a new store in memory."""
        return MemoryStore()


class SQLiteOutbox(OutboxLife):
    """The outbox of the store on SQLite."""

    def make(self) -> SQLiteStore:
        """Return a store that forgets everything."""
        return SQLiteStore(":memory:")

    @contextmanager
    def damaged(self, outbox: OutboxStore, notice_key: str) -> Iterator[None]:
        """Cut the stored notice off."""
        assert isinstance(outbox, SQLiteStore)
        with cut_off(outbox, "qc_outbox", "notice_key", notice_key):
            yield

    def teardown(self) -> None:
        """Close it."""
        if hasattr(self, "outbox"):
            assert isinstance(self.outbox, SQLiteStore)
            self.outbox.close()


class SQLiteLife(StoreLife):
    """The store in one file, which is closed and opened again, and tampered with."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()

    @property
    def path(self) -> Path:
        """Give the file."""
        return Path(self.folder.name) / "orders.sqlite"

    def make(self) -> Store:
        """Return a store on a new file."""
        return SQLiteStore(self.path)

    def reopen(self, store: Store) -> Store:
        """Close the file and open it again."""
        assert isinstance(store, SQLiteStore)
        store.close()
        return SQLiteStore(self.path)

    def tamper(self, store: Store, order_no: str) -> None:
        """Write to the file with another connection; each attempt on history is refused."""
        tampered = len(store.history(order_no)) == 0
        with closing(sqlite3.connect(self.path)) as other:
            other.execute("PRAGMA foreign_keys = ON")
            for sql in TAMPERING:
                try:
                    other.execute(sql, (order_no,))
                except sqlite3.IntegrityError:
                    continue
                assert tampered, sql

    @contextmanager
    def damaged(self, store: Store, order_no: str) -> Iterator[None]:
        """Cut the stored order off."""
        assert isinstance(store, SQLiteStore)
        with cut_off(store, "qc_orders", "order_no", order_no):
            yield

    def teardown(self) -> None:
        """Remove the file."""
        if hasattr(self, "store"):
            assert isinstance(self.store, SQLiteStore)
            self.store.close()
        self.folder.cleanup()


# A life of a store draws whole lives of orders: a few of them take as long as many others.
FEW = settings(max_examples=20, stateful_step_count=20, deadline=None)

TestMemoryStore = MemoryLife.TestCase
TestMemoryStore.settings = FEW
TestSQLiteStore = SQLiteLife.TestCase
TestSQLiteStore.settings = FEW
TestMemoryOutbox = MemoryOutbox.TestCase
TestSQLiteOutbox = SQLiteOutbox.TestCase
