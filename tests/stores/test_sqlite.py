"""One SQLite file: many threads and processes, and whatever can be wrong with a file."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Timer

import attrs
import pytest

from qoo10_cancel import Evidence, State
from qoo10_cancel.adapters import schema_sql
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.errors import Conflict, Malformed, StoreFailed
from qoo10_cancel.events import CancelRefusal
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import DeliveryState, Key

from .changes import NOON, refusal, refused, requested, taken_in
from .damage import cut_logs

NOBODY = 65534
WRITTEN = Path(__file__).parent / "written"
LEASE = timedelta(minutes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a place for a file."""
    return tmp_path / "orders.sqlite"


@contextmanager
def as_nobody(*shared: Path) -> Iterator[None]:
    """Be a user whom permissions hold back; root passes them all."""
    if os.geteuid() != 0:
        yield
        return
    for process in shared:
        for folder in [f for f in process.parents if f.stat().st_uid == 0 and "pytest" in str(f)]:
            folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def sql(path: Path, *statements: str) -> None:
    """Write to the file around the store."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def fill(store: SQLiteStore) -> None:
    """Write until something gives way."""
    for number in range(1000):
        store.commit(refused(str(number)))


class TestTogether:
    """Several threads and several processes may use one file."""

    def test_threads_share_a_store(self, path: Path) -> None:
        """Each change is written, and each notice claimed, once."""
        with SQLiteStore(path) as store, ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda n: store.commit(refused(str(n))), range(40)))
            claims = threads.map(
                lambda _: store.claim(NOON, channels=list(Channel), limit=5, lease=LEASE),
                range(40),
            )
            keys = [claimed.notice.key for some in claims for claimed in some]

        assert len(keys) == len(set(keys)) == 120

    def test_one_of_many_wins(self, path: Path) -> None:
        """Eight decide about the same order at once."""
        with SQLiteStore(path) as store, ThreadPoolExecutor(8) as threads:
            store.commit(taken_in("1", requested("1")))

            def tries(_: int) -> bool:
                try:
                    store.commit(refusal(requested("1")))
                except Conflict:
                    return False
                return True

            won = list(threads.map(tries, range(8)))

            assert sum(won) == 1
            assert len(store.history("1")) == 2

    def test_processes_make_the_file_at_once(self, path: Path) -> None:
        """Whoever comes second finds it made."""
        code = (
            "import sys; from qoo10_cancel.adapters.sqlite import SQLiteStore;"
            "from stores.changes import refused;"
            "SQLiteStore(sys.argv[1]).commit(refused(sys.argv[2]))"
        )
        tests = Path(__file__).parents[1]
        command = [sys.executable, "-c", code, str(path)]
        running = [subprocess.Popen([*command, str(n)], cwd=tests) for n in range(4)]

        assert [process.wait() for process in running] == [0] * 4
        with SQLiteStore(path) as store:
            assert [order.order_no for order in store.find()] == ["0", "1", "2", "3"]

    def test_a_new_file_to_which_somebody_writes(self, path: Path) -> None:
        """Another process has made it just now: it is waited for, as elsewhere."""
        with closing(sqlite3.connect(path)) as first:
            first.executescript(schema_sql("sqlite"))
        with closing(sqlite3.connect(path, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            ending = Timer(0.3, other.rollback)
            ending.start()

            with SQLiteStore(path) as store:
                store.commit(refused("1"))
            ending.join()

    def test_a_new_file_to_which_somebody_writes_for_ever(self, path: Path) -> None:
        """Not longer than the time that was given."""
        with closing(sqlite3.connect(path)) as first:
            first.executescript(schema_sql("sqlite"))
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")

            with pytest.raises(StoreFailed, match="another process holds it"):
                SQLiteStore(path, timeout=0.1)


class TestFiles:
    """A file that cannot be used is refused with the reason and what to do."""

    def test_a_folder(self, tmp_path: Path) -> None:
        """A folder is no file."""
        with pytest.raises(StoreFailed, match="it is a folder"):
            SQLiteStore(tmp_path)

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        """The folder is not made by itself."""
        with pytest.raises(StoreFailed, match="make it first"):
            SQLiteStore(tmp_path / "nowhere" / "orders.sqlite")

    def test_something_else(self, path: Path) -> None:
        """A file that is no database."""
        path.write_bytes(b"order_no,state\n" * 99)

        with pytest.raises(StoreFailed, match="not a SQLite file"):
            SQLiteStore(path)

    def test_another_program_s_database(self, path: Path) -> None:
        """It has tables, and none of ours; it is left as it is."""
        sql(path, "CREATE TABLE notes (text TEXT)")

        with pytest.raises(StoreFailed, match="another program"):
            SQLiteStore(path)

    def test_another_program_s_empty_database(self, path: Path) -> None:
        """Its header names another program."""
        sql(path, "PRAGMA application_id = 42", "VACUUM")

        with pytest.raises(StoreFailed, match="another program"):
            SQLiteStore(path)

    def test_another_program_s_database_is_left_as_it_is(self, path: Path) -> None:
        """To the byte: how it keeps its log is its own affair."""
        sql(path, "CREATE TABLE notes (text TEXT)")
        before = path.read_bytes()

        with pytest.raises(StoreFailed, match="another program"):
            SQLiteStore(path)

        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("name", ["orders\x00.sqlite", "orders\ud800.sqlite"])
    def test_no_path_at_all(self, tmp_path: Path, name: str) -> None:
        """A zero, or half a character."""
        with pytest.raises(StoreFailed, match="cannot be the path of a file"):
            SQLiteStore(tmp_path / name)

    def test_a_newer_schema(self, path: Path) -> None:
        """A newer release has been here."""
        SQLiteStore(path).close()
        sql(path, "UPDATE qc_meta SET value = '99'")

        with pytest.raises(StoreFailed, match="schema 99"):
            SQLiteStore(path)

    def test_a_host_s_own_database(self, path: Path) -> None:
        """A host makes the tables in its own file, and the store works there."""
        with closing(sqlite3.connect(path)) as host:
            host.execute("CREATE TABLE parcels (order_no TEXT)")
            host.executescript(schema_sql("sqlite"))

        with SQLiteStore(path) as store:
            store.commit(refused("1"))

            assert len(store.history("1")) == 2

    def test_a_damaged_order(self, path: Path) -> None:
        """The message names the order, and what cannot be read."""
        with SQLiteStore(path) as store:
            store.commit(refused("698016773"))
            sql(path, """UPDATE qc_orders SET body = '{"schema": 1, "type": "Ord'""")

            with pytest.raises(StoreFailed, match="order 698016773: the stored order cannot"):
                store.get("698016773")

    def test_a_closed_store(self, path: Path) -> None:
        """Asked after it was closed."""
        store = SQLiteStore(path)
        store.close()

        with pytest.raises(StoreFailed, match="closed"):
            store.get("1")

    def test_a_store_that_nobody_closes(self, path: Path) -> None:
        """It is closed when the last name for it is gone: a fork at once finds nothing open."""
        gc.disable()
        try:
            SQLiteStore(path).commit(taken_in("1"))
            assert not path.with_name(f"{path.name}-wal").exists()
        finally:
            gc.enable()
        with SQLiteStore(path) as store:
            assert store.get("1") is not None

    def test_unknown_dialects(self) -> None:
        """The schema is printed for two."""
        with pytest.raises(Malformed, match="there are sqlite, postgresql"):
            schema_sql("oracle")  # type: ignore[arg-type]
        with pytest.raises(Malformed, match="the newest is 1"):
            schema_sql("sqlite", 2)


class TestTheFileIsGone:
    """What is told to a file that nobody will find again is not told as done."""

    def test_removed(self, path: Path) -> None:
        """While it is open: the next command says so, and writes nothing."""
        with SQLiteStore(path) as store:
            store.commit(refused("1"))
            path.unlink()

            for command in (lambda: store.commit(refused("2")), lambda: store.get("1")):
                with pytest.raises(StoreFailed, match="removed or moved since it was opened"):
                    command()

        assert not path.exists()

    def test_moved_and_put_back(self, path: Path) -> None:
        """Where it belongs again, the store goes on."""
        with SQLiteStore(path) as store:
            store.commit(refused("1"))
            path.rename(path.with_suffix(".old"))
            with pytest.raises(StoreFailed, match="removed or moved"):
                store.commit(refused("2"))
            path.with_suffix(".old").rename(path)

            store.commit(refused("2"))

            assert [order.order_no for order in store.find()] == ["1", "2"]

    def test_another_one_in_its_place(self, path: Path) -> None:
        """Restored from a backup under the store's feet."""
        copy = path.with_suffix(".copy")
        SQLiteStore(copy).close()
        with SQLiteStore(path) as store:
            copy.replace(path)

            with pytest.raises(StoreFailed, match="another file is there now"):
                store.commit(refused("1"))


class TestWhoMayRead:
    """Orders, buyers' words and staff names are for the owner of the file alone."""

    def test_a_new_file(self, path: Path) -> None:
        """Its log, too, whatever the umask."""
        before = os.umask(0o022)
        try:
            with SQLiteStore(path) as store:
                store.commit(refused("1"))
                modes = {file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
        finally:
            os.umask(before)

        assert modes == {0o600}

    def test_a_file_that_is_there(self, path: Path) -> None:
        """Its owner has decided already."""
        SQLiteStore(path).close()
        path.chmod(0o660)

        SQLiteStore(path).close()

        assert path.stat().st_mode & 0o777 == 0o660


class TestPowerCuts:
    """The log is cut off anywhere: what is left is a beginning of what was committed, whole."""

    def test_a_log_that_is_cut(self, path: Path) -> None:
        """At 60 places."""
        assert cut_logs(path, 60) == 0


class TestTrouble:
    """What goes wrong in the middle leaves nothing half-written."""

    def test_the_disk_is_full(self, path: Path) -> None:
        """Whatever was committed stays; whatever was not leaves no trace."""
        with SQLiteStore(path) as store:
            store._connection.execute("PRAGMA max_page_count = 40")
            with pytest.raises(StoreFailed, match="make room"):
                fill(store)
            store._connection.execute("PRAGMA max_page_count = 4000")
            written = store.counts().refused

            assert written > 0
            assert len(store.find()) == written
            assert len(store.outbox_entries()) == 3 * written
            store.commit(refused("1000"))

    def test_somebody_holds_the_file(self, path: Path) -> None:
        """Longer than the store waits."""
        with SQLiteStore(path, timeout=0.05) as store, closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")

            with pytest.raises(StoreFailed, match="another process holds it"):
                store.commit(refused("1"))

            other.rollback()
            store.commit(refused("1"))

    def test_a_file_is_read_only(self, path: Path) -> None:
        """It can be read by nobody who cannot write beside it."""
        SQLiteStore(path).close()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        try:
            with as_nobody(path), pytest.raises(StoreFailed, match=r"read-only|let this user"):
                SQLiteStore(path).commit(refused("1"))
        finally:
            path.parent.chmod(0o755)

    def test_a_file_becomes_read_only(self, path: Path) -> None:
        """In the middle; what was committed can still be read."""
        with SQLiteStore(path) as store:
            store.commit(refused("1"))
            store._connection.execute("PRAGMA query_only = ON")

            with pytest.raises(StoreFailed, match="read-only"):
                store.commit(refused("2"))

            assert len(store.history("1")) == 2

    def test_reading_only(self, path: Path) -> None:
        """It reads what is committed, while others write, and writes nothing itself."""
        with SQLiteStore(path) as store, SQLiteStore(path, read_only=True) as reader:
            store.commit(refused("1"))

            assert reader.get("1") == store.get("1")
            with pytest.raises(StoreFailed, match="read-only"):
                reader.commit(refused("2"))

    def test_reading_only_needs_no_rights(self, path: Path) -> None:
        """A file in a folder that is not writable is read, unless a log shows a writer."""
        with SQLiteStore(path) as store:
            store.commit(refused("1"))
        path.chmod(0o444)
        path.parent.chmod(0o555)
        try:
            with as_nobody(path), SQLiteStore(path, read_only=True) as reader:
                assert len(reader.history("1")) == 2
        finally:
            path.parent.chmod(0o755)
        path.with_name("orders.sqlite-wal").touch()
        path.parent.chmod(0o555)
        try:
            with as_nobody(path), pytest.raises(StoreFailed, match=r"read-only|let this user"):
                SQLiteStore(path, read_only=True)
        finally:
            path.parent.chmod(0o755)

    def test_reading_only_makes_nothing(self, path: Path) -> None:
        """Neither a file where there is none, nor tables in an empty one."""
        with pytest.raises(StoreFailed):
            SQLiteStore(path, read_only=True)
        assert not path.exists()

        path.touch()
        with pytest.raises(StoreFailed, match="open it once with the right to write"):
            SQLiteStore(path, read_only=True)
        assert path.read_bytes() == b""

    def test_a_key_without_a_step(self, path: Path) -> None:
        """There would be no row to remember it by."""
        with SQLiteStore(path) as store, pytest.raises(Malformed, match="without any step"):
            store.commit(taken_in("1"), Key("click", "p"))

    def test_odd_texts_survive(self, path: Path) -> None:
        """Half a character, a zero, a direction mark."""
        text = "発送\ud83d済み\x00\u202e" + "あ" * 9
        change = refused("1")
        first, *others = change.steps
        assert isinstance(first.event, CancelRefusal)
        reason = attrs.evolve(first.event.reason, text=text)
        odd = attrs.evolve(first, event=attrs.evolve(first.event, reason=reason))
        with SQLiteStore(path) as store:
            store.commit(attrs.evolve(change, steps=(odd, *others)))

            kept = store.history("1")[0].step.event
            assert isinstance(kept, CancelRefusal)
            assert kept.reason.text == text


class TestEarlierReleases:
    """What an earlier release has written is read by this one."""

    @pytest.mark.parametrize("file", sorted(WRITTEN.glob("*.sql")), ids=lambda file: file.stem)
    def test_rows_load(self, file: Path, path: Path) -> None:
        """Orders, history, outcomes and outbox_entries."""
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(file.read_text())
        with SQLiteStore(path) as store:
            order, history = store.get("698016773"), store.history("698016773")
            outcome = store.outcome("click")
            states = [entry.state for entry in store.outbox_entries()]

        assert order is not None
        assert order.state is State.AWAITING_SHIPMENT
        assert order.evidence == Evidence(prepared_at=NOON)
        assert [entry.step.version for entry in history] == [3, 4]
        assert outcome is not None
        assert outcome.allowed.order == order
        assert states == [DeliveryState.DELIVERED, DeliveryState.WAITING, DeliveryState.WAITING]


class TestTheMemo:
    """What was read is not read again, as long as the row is the same to the last letter."""

    def test_a_row_that_was_changed_by_hand(self, path: Path) -> None:
        """It is read as it is now."""
        with SQLiteStore(path) as store:
            store.commit(taken_in("1", requested("1")))
            before = store.get("1")
            body = "replace(body, '2022-08-15', '2022-08-16')"
            sql(path, f"UPDATE qc_orders SET body = {body}, checksum = NULL")

            assert store.get("1") != before
            assert str(store.get("1").ship_date) == "2022-08-16"

    def test_it_is_bounded(self, path: Path) -> None:
        """However many orders are read."""
        with SQLiteStore(path) as store:
            store.commit_many([taken_in(str(n), requested(str(n))) for n in range(5000)])
            for start in range(0, 5000, 500):
                store.get_many([str(n) for n in range(start, start + 500)])

            assert len(store._memo) <= 4096
