"""What is erased is in no byte of the files that hold the store."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.surroundings import PACKED, Office
from qoo10_cancel import RefusalReason
from qoo10_cancel.adapters import _orders
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.codec import to_json
from qoo10_cancel.errors import StoreFailed
from qoo10_cancel.events import CancelRefusal, Shipment
from qoo10_cancel.notices import Channel
from samples import NOON

BUYER, SELLER, STANDS_BY = "Hanako asks ", "dear Hanako, ", "Hanako knows "
WORDS = (BUYER, SELLER, STANDS_BY)


def written_in(folder: Path) -> bytes:
    """Return every byte of every file in *folder*."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def left_in(folder: Path, order_nos: Iterable[str]) -> set[str]:
    """Return those of the orders of which any text is in the files of *folder*."""
    found = written_in(folder)
    return {no for no in order_nos if any(f"{word}{no} ".encode() in found for word in WORDS)}


def live(store: SQLiteStore, seed: int, orders: int = 60) -> tuple[Office, list[str]]:
    """Have orders with texts of many lengths come, be refused and shipped.

    Return the office, and half of the orders.
    """
    chance = random.Random(seed)  # noqa: S311
    office = Office(store, channels=list(Channel), notifiers={})
    numbers = [str(n) for n in range(1, orders + 1)]
    for number in numbers:
        words = f"{BUYER}{number} {'please ' * chance.randrange(25)}"
        office.holds(number, request_reason=words[:199])
        if chance.random() < 0.7:
            refuse(office, number, chance)
        if chance.random() < 0.4:
            shipment = Shipment(office.watch.now, "佐川急便", f"41209876{int(number):04}")
            office.desk.record(number, shipment, key=f"ship {number}")
        office.watch.now += timedelta(seconds=1)
    return office, chance.sample(numbers, orders // 2)


def refuse(office: Office, order_no: str, chance: random.Random) -> None:
    """Refuse, with a text of up to some pages."""
    text = f"{SELLER}{order_no} {'sorry ' * chance.choice((1, 40, 900))}"
    reason = RefusalReason("prepared", text, f"{STANDS_BY}{order_no} ")
    refusal = CancelRefusal(office.watch.now, reason, PACKED, confirmed=True)
    office.desk.record(order_no, refusal, key=f"refuse {order_no}")


class LeavesCopies(SQLiteStore):
    """Trusts in SQLite's own secure deletion, which leaves copies of rows that it has moved."""

    def _set_up(self, cursor: Any) -> None:
        super()._set_up(cursor)
        cursor.execute("PRAGMA secure_delete = ON")

    def _forget(self) -> None:
        self._empty_log()


class KeepsItsLog(SQLiteStore):
    """Keeps the pages as they were in the log."""

    def _forget(self) -> None:
        pass


class TestErasedTexts:
    """Nothing is left of them: no page, free page, log, notice, outcome or fingerprint."""

    @pytest.mark.parametrize("seed", range(3))
    def test_no_byte_is_left(self, tmp_path: Path, seed: int) -> None:
        """Whatever was written before and after; the texts of the other orders stay."""
        with SQLiteStore(tmp_path / "orders.sqlite") as store:
            office, erased = live(store, seed)
            for order_no in erased:
                office.desk.erase(order_no, actor="李")
            others = {str(n) for n in range(1, 61)} - set(erased)
            assert left_in(tmp_path, erased) == set()
            assert left_in(tmp_path, others) == others
        assert left_in(tmp_path, erased) == set()

    @pytest.mark.parametrize("broken", [LeavesCopies, KeepsItsLog])
    def test_a_store_that_leaves_bytes_is_caught(
        self, tmp_path: Path, broken: type[SQLiteStore]
    ) -> None:
        """So that nothing less than what the store does would do."""
        with broken(tmp_path / "orders.sqlite") as store:
            office, erased = live(store, 0)
            for order_no in erased:
                office.desk.erase(order_no, actor="李")
            assert left_in(tmp_path, erased)

    def test_no_fingerprint_is_left(self, tmp_path: Path) -> None:
        """Of a command whose text is gone; that of another command stays."""
        with SQLiteStore(tmp_path / "orders.sqlite") as store:
            office = Office(store)
            office.holds("1", request_reason=BUYER)
            reason = RefusalReason("prepared", SELLER)
            refusal = CancelRefusal(NOON, reason, PACKED, confirmed=True)
            office.desk.record("1", refusal, key="refuse 1")
            office.desk.act("1", Shipment(NOON, "佐川急便", "412098765433"), key="ship 1")
            shipment = Shipment(NOON, "佐川急便", "412098765433")
            prints = [payload("record", refusal), payload("act", shipment)]
            assert all(each.encode() in written_in(tmp_path) for each in prints)
            office.desk.erase("1", actor="李")
            assert [each.encode() in written_in(tmp_path) for each in prints] == [False, True]

    def test_nothing_is_half_erased(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whatever ends it in between: every text is there, and the history is protected."""
        with SQLiteStore(tmp_path / "orders.sqlite") as store:
            office, _ = live(store, 1, orders=2)
            before = office.written()

            def fail(row: Any) -> Any:
                raise MemoryError

            monkeypatch.setattr(_orders, "erased_entry", fail)
            with pytest.raises(MemoryError):
                office.desk.erase("1", actor="李")

            assert office.written() == before
            with closing(sqlite3.connect(tmp_path / "orders.sqlite")) as other:
                assert other.execute("SELECT name FROM qc_meta").fetchall() == [("schema",)]

    def test_a_reader_keeps_the_log(self, tmp_path: Path) -> None:
        """It is said: the order is erased, and the log is emptied the next time."""
        path = tmp_path / "orders.sqlite"
        with SQLiteStore(path, timeout=0.05) as store, closing(sqlite3.connect(path)) as reader:
            office, _ = live(store, 1, orders=2)
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM qc_orders").fetchone()
            with pytest.raises(StoreFailed, match="erased, but bytes of them"):
                office.desk.erase("1", actor="李")
            assert office.desk.get("1").request is None or not office.desk.get("1").request.reason
            reader.rollback()
            office.desk.erase("1", actor="李")
            assert left_in(tmp_path, ["1"]) == set()

    @pytest.mark.parametrize("column", ["step", "recorded_at", "policy", "key", "order_no"])
    def test_nobody_changes_the_history_by_the_way(self, tmp_path: Path, column: str) -> None:
        """The mark is gone with the transaction, and does not let facts be changed."""
        path = tmp_path / "orders.sqlite"
        with SQLiteStore(path) as store, closing(sqlite3.connect(path)) as other:
            office, _ = live(store, 1, orders=2)
            office.desk.erase("1", actor="李")
            change = f"UPDATE qc_history SET {column} = '7' WHERE order_no = '1'"
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                other.execute(change)
            other.execute("INSERT INTO qc_meta VALUES ('erasing 1', '')")
            if column != "step":
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    other.execute(change)


def payload(command: str, event: Any) -> str:
    """Return the fingerprint of a command about order 1."""
    data = to_json(event)
    del data["at"]
    return hashlib.sha256(json.dumps([command, "1", data], sort_keys=True).encode()).hexdigest()
