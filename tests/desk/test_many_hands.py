"""Several threads, an event loop, a loop that runs until it is stopped, and what is logged."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import samples
from desk.surroundings import DAY, NUMBER, PACKED, REASON, Office
from qoo10_cancel import Malformed, RuleBroken, State
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import Conflict, NotDelivered, RowUnreadable, StoreFailed
from qoo10_cancel.events import CancelRefusal, Shipment

THREADS = 16


def together(*works: Callable[[], None]) -> None:
    """Do all *works* at the same time, each in a thread of its own."""
    barrier = threading.Barrier(len(works))

    def after_the_barrier(work: Callable[[], None]) -> None:
        barrier.wait()
        work()

    threads = [threading.Thread(target=after_the_barrier, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


@contextmanager
def offices(path: Path, *, shared: bool) -> Iterator[list[Office]]:
    """Open one store for all threads, or one for each on the same file."""
    with ExitStack() as opened:
        stores = [opened.enter_context(SQLiteStore(path)) for _ in range(1 if shared else THREADS)]
        yield [Office(stores[number % len(stores)]) for number in range(THREADS)]


class Refuser:
    """Somebody who refuses the request."""

    def __init__(self, office: Office) -> None:
        self.desk = office.desk
        self.won: list[int] = []
        self.denied: list[frozenset[str]] = []

    def __call__(self) -> None:
        """Refuse, and see whether that did it."""
        try:
            allowed = self.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True)
        except RuleBroken as broken:
            self.denied.append(frozenset(found.key for found in broken.violations))
        else:
            self.won.append(allowed.order.version)


class Shipper(Refuser):
    """Somebody who marks the order as shipped as soon as that is possible."""

    def __call__(self) -> None:
        """Try until it is shipped, by whomever."""
        while not self.won and {"QC-00.sent-already"} not in self.denied:
            try:
                allowed = self.desk.ship("76206", "佐川急便", NUMBER)
            except RuleBroken as broken:
                self.denied.append(frozenset(found.key for found in broken.violations))
            else:
                self.won.append(allowed.order.version)


class TestThreads:
    """Sixteen threads at one order: exactly one wins each step, and the history says so."""

    @pytest.mark.parametrize("shared", [True, False], ids=["one store", "one each"])
    def test_refusing_and_shipping(self, tmp_path: Path, shared: bool) -> None:
        """Eight refuse and eight ship: one refusal, one shipment, in that order."""
        with offices(tmp_path / "orders.sqlite", shared=shared) as several:
            several[0].holds()
            refusers = [Refuser(office) for office in several[:8]]
            shippers = [Shipper(office) for office in several[8:]]

            together(*refusers, *shippers)

            history = several[0].desk.history("76206")
            order = several[0].desk.get("76206")
        assert [len(who.won) for who in refusers].count(1) == 1
        assert [len(who.won) for who in shippers].count(1) == 1
        assert sum(len(who.won) for who in (*refusers, *shippers)) == 2
        made = [entry.step.event for entry in history]
        assert [type(event) for event in made].count(CancelRefusal) == 1
        assert [type(event) for event in made].count(Shipment) == 1
        assert [entry.step.version for entry in history] == list(range(1, order.version + 1))
        assert all(one.step.target is two.step.source for one, two in pairwise(history))
        assert order.state is State.SHIPPED
        keys_denied = {key for who in refusers for keys in who.denied for key in keys}
        assert keys_denied <= {"QC-01.already-refused", "QC-01.no-request"}

    def test_one_key_for_all(self, tmp_path: Path) -> None:
        """Sixteen with one key: it happens once, and all get the same outcome."""
        outcomes: list[Any] = []
        with offices(tmp_path / "orders.sqlite", shared=False) as several:
            several[0].holds()

            def refuse(office: Office) -> Callable[[], None]:
                return lambda: outcomes.append(
                    office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True, key="k-1")
                )

            together(*map(refuse, several))

            steps = len(several[0].desk.history("76206"))
        assert len(outcomes) == THREADS
        assert all(outcome == outcomes[0] for outcome in outcomes)
        assert steps == 3

    def test_delivering_together(self, tmp_path: Path) -> None:
        """Several workers share the notices: each goes out once."""
        with offices(tmp_path / "orders.sqlite", shared=False) as several:
            for number in range(1, 21):
                several[0].holds(str(number))

            together(*[lambda office=office: office.desk.deliver(5) for office in several[:4]])

            taken = [notice.key for office in several for notice in office.messenger.taken]
        assert len(taken) == len(set(taken)) == 20


class TestAsyncio:
    """From an event loop the desk is called through `asyncio.to_thread`."""

    def test_the_loop_goes_on(self) -> None:
        """While the store is slow, the loop runs: it is the loop that lets the store go on."""
        going_on, entered = threading.Event(), threading.Event()

        class Slow(MemoryStore):
            """It waits until somebody else says go."""

            def get(self, order_no: str) -> Any:
                entered.set()
                assert going_on.wait(30), "the loop was held up"
                return super().get(order_no)

        store = Slow()
        going_on.set()
        office = Office(store)
        office.holds()
        going_on.clear()
        entered.clear()

        async def both() -> Any:
            refusing = asyncio.create_task(
                asyncio.to_thread(
                    office.desk.refuse, "76206", REASON, evidence=PACKED, confirmed=True
                )
            )
            await asyncio.to_thread(entered.wait, 30)
            going_on.set()
            return await refusing

        assert asyncio.run(both()).order.state is State.AWAITING_SHIPMENT


class TestRunningForever:
    """`run_forever` sweeps and delivers until it is told to stop."""

    def test_until_it_is_stopped(self, office: Office) -> None:
        """It waits only when there was nothing to do, and stops when told."""
        office.refused()
        office.watch.now += DAY
        waits: list[float] = []

        def stop(seconds: float) -> bool:
            waits.append(seconds)
            return len(waits) == 4

        office.desk.run_forever(stop, every=timedelta(seconds=7))

        assert waits == [0.0, 7.0, 7.0, 7.0]
        assert [n.kind.value for n in office.messenger.taken] == ["duty_missed"]

    @pytest.mark.parametrize("error", [StoreFailed("busy"), Conflict("late"), RowUnreadable("x")])
    def test_a_store_that_fails_for_a_while(
        self, office: Office, error: Exception, caplog: pytest.LogCaptureFixture
    ) -> None:
        """It is logged, and tried again in the next round."""
        office.refused()
        office.watch.now += DAY
        fails = [error, error]
        waits: list[float] = []
        tick = office.desk.tick

        def failing() -> int:
            if fails:
                raise fails.pop()
            return tick()

        def stop(seconds: float) -> bool:
            waits.append(seconds)
            return len(waits) == 4

        office.desk.tick = failing  # type: ignore[method-assign]  the store's failure, simply put
        office.desk.run_forever(stop, every=timedelta(seconds=7))

        assert waits == [7.0, 7.0, 0.0, 7.0]
        logged = [record.getMessage() for record in caplog.records]
        assert logged.count(f"round_failed error={type(error).__name__}") == 2

    def test_what_is_nobody_s_store_ends_it(self, store: Any) -> None:
        """A desk that cannot work as it was made does not go on as if it could."""
        desk = Desk(store, clock=lambda: samples.NOON.replace(tzinfo=None))

        with pytest.raises(Malformed, match="naive"):
            desk.run_forever(lambda _seconds: False)

    def test_stopped_from_outside(self, store: Any) -> None:
        """`Event().wait` is all that is needed to stop it from another thread."""
        office, stop = Office(store), threading.Event()
        running = threading.Thread(
            target=office.desk.run_forever,
            args=(stop.wait,),
            kwargs={"every": timedelta(hours=1)},
        )
        running.start()

        stop.set()

        running.join(60)
        assert not running.is_alive()


class TestLogging:
    """What is logged names orders, rules and counts: no text, and nobody."""

    def test_no_text_and_no_actor(self, office: Office, caplog: pytest.LogCaptureFixture) -> None:
        """Refused by somebody, with a text: neither is in any record, under any name."""
        caplog.set_level(logging.DEBUG, logger="qoo10_cancel")
        office.holds(request_reason="サイズ違い")
        office.messenger.raises = lambda _notice: NotDelivered("田中 花子")
        office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True, actor="李", key="鍵")
        office.desk.deliver()
        office.desk.ship("76206", "佐川急便", NUMBER, actor="李")
        office.watch.now += DAY
        office.desk.tick()

        logged = "\n".join(f"{r.getMessage()} {vars(r)}" for r in caplog.records)
        assert "CancelRefusal" in logged
        for secret in (
            samples.TEXT,
            samples.TEXT[:8],
            "李",
            "田中",
            NUMBER,
            "佐川急便",
            "サイズ",
            "鍵",
        ):
            assert secret not in logged

    def test_what_is_said(self, office: Office, caplog: pytest.LogCaptureFixture) -> None:
        """Each step of a command, each delivery, each sweep that moved something."""
        office.refused()
        caplog.set_level(logging.INFO, logger="qoo10_cancel")
        office.desk.ship("76206", "佐川急便", "111111111111")
        office.plain_order("2")
        office.watch.now += 9 * DAY
        office.desk.tick()
        office.desk.deliver()

        logged = [record.getMessage() for record in caplog.records]

        assert logged[0] == "Shipment order_no=76206 version=4 state=shipped codes=QC-13"
        assert logged[1] == "ticked count=1"
        assert "delivered order_no=2 kind=delayed channel=seller attempt=1" in logged

    def test_silence_by_default(self, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
        """A host that does not listen hears nothing."""
        office.refused()

        assert capsys.readouterr() == ("", "")
