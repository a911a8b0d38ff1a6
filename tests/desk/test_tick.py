"""Sweeping: whoever sweeps, how often, and by what clock, each move is made once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from desk.surroundings import DAY, HOUR, PACKED, Between, Office, states
from qoo10_cancel import JST, State
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.events import DutyLapse, DutyReminder
from qoo10_cancel.ports import DeliveryState

MIDNIGHT = datetime(2022, 8, 13, tzinfo=JST)


def made(office: Office, order_no: str = "76206") -> list[type]:
    """List what has happened to the order, by the class of the event."""
    return [type(entry.step.event) for entry in office.desk.history(order_no)]


class TestEachBreachOnce:
    """QC-12: a duty that has ended unmet is one breach, told once."""

    @pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), DAY, 30 * DAY])
    def test_however_late(self, office: Office, late: timedelta) -> None:
        """Swept at midnight or a month later: one breach, stamped with midnight."""
        office.refused()
        office.watch.now = MIDNIGHT + late

        assert office.desk.tick() == 1
        assert office.desk.tick() == 0

        [lapse] = [e for e in office.desk.history("76206") if type(e.step.event) is DutyLapse]
        assert lapse.step.event.moment == MIDNIGHT
        assert lapse.recorded_at == office.watch.now
        assert office.entry("duty_missed").state is DeliveryState.WAITING

    def test_not_a_moment_too_early(self, office: Office) -> None:
        """A microsecond before midnight the duty still runs."""
        office.refused()
        office.watch.now = MIDNIGHT - timedelta(microseconds=1)

        office.desk.tick()

        assert DutyLapse not in made(office)
        assert not office.desk.get("76206").duty.missed

    def test_a_clock_set_back(self, office: Office) -> None:
        """The clock goes back an hour after the sweep, and forward again: still one."""
        office.refused()
        for now in (MIDNIGHT, MIDNIGHT - HOUR, MIDNIGHT - HOUR / 2, MIDNIGHT, MIDNIGHT + HOUR):
            office.watch.now = now
            office.desk.tick()

        assert made(office).count(DutyLapse) == 1
        assert made(office).count(DutyReminder) == 2

    @given(
        hours=st.lists(st.integers(-2, 14), max_size=12),
        shipped=st.none() | st.integers(0, 11),
    )
    def test_at_any_moments(self, hours: list[int], shipped: int | None) -> None:
        """Sweeps at any moments, backwards too: the same order as with one sweep at the end."""
        often, once = Office(MemoryStore()), Office(MemoryStore())
        for office in (often, once):
            office.refused()
        for number, hour in enumerate(hours):
            often.watch.now += hour * HOUR
            often.desk.tick()
            if number == shipped:
                for office in (often, once):
                    office.watch.now = often.watch.now
                    office.desk.ship("76206", "佐川急便", "412098765433")
        for office in (often, once):
            office.watch.now = samples.NOON + 30 * DAY
            office.desk.tick()

        assert often.desk.get("76206") == once.desk.get("76206")
        assert made(often) == made(once)
        keys = [entry.notice.key for entry in often.store.outbox_entries()]
        assert keys == [entry.notice.key for entry in once.store.outbox_entries()]

    def test_many_sweepers(self, store: Any) -> None:
        """Eight sweep at once: every order moves once in all."""
        first = Office(store)
        for number in range(1, 21):
            first.refused(str(number))
        sweepers = [Office(store) for _ in range(8)]
        barrier, moved = threading.Barrier(len(sweepers)), []

        def sweep(office: Office) -> None:
            office.watch.now = MIDNIGHT
            barrier.wait()
            moved.append(office.desk.tick())

        threads = [threading.Thread(target=sweep, args=(sweeper,)) for sweeper in sweepers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sum(moved) == 20
        assert {made(first, str(n)).count(DutyLapse) for n in range(1, 21)} == {1}


class TestSweeping:
    """A sweep asks who is due, and the core decides."""

    def test_more_than_a_batch(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        """It goes on until nobody is due."""
        for number in range(1, 11):
            office.plain_order(str(number))
        monkeypatch.setattr("qoo10_cancel.desk.sweeps.BATCH", 4)
        office.watch.now += 9 * DAY

        assert office.desk.tick() == 10
        assert office.desk.board().by_state[State.SHIPPING_DELAYED] == 10

    def test_exactly_a_batch(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        """It ends where the last batch was full."""
        monkeypatch.setattr("qoo10_cancel.desk.sweeps.BATCH", 1)
        office.plain_order()
        office.watch.now += 9 * DAY

        assert office.desk.tick() == 1

    def test_nobody_is_due(self, office: Office) -> None:
        """Nothing is written."""
        office.holds()
        written = office.written()

        assert office.desk.tick() == 0
        assert office.written() == written

    def test_another_was_quicker(self, store: Any) -> None:
        """An order that was changed meanwhile is left to the next sweep, and not counted."""
        rival, changes = Office(store), [PACKED]
        rival.refused()
        office = Office(
            Between(store, lambda _: changes and rival.desk.add_evidence("76206", changes.pop()))
        )
        rival.watch.now = office.watch.now = MIDNIGHT

        assert office.desk.tick() == 0
        assert made(rival).count(DutyLapse) == 1

    def test_a_policy_that_has_changed(self, store: Any) -> None:
        """Woken for a reminder that nobody wants any more: nothing moves, nothing is counted."""
        Office(store).refused()
        silent = Office(store, policy=Office(store).desk.policy.__class__(duty_reminders=()))
        silent.watch.now = MIDNIGHT - HOUR

        assert silent.desk.tick() == 0
        assert store.due(silent.watch.now, 9) in ([], ())

    def test_an_order_that_is_gone(self) -> None:
        """A store that names an order it does not hold is not asked again."""

        class Forgetful(MemoryStore):
            """It wakes for an order that it has forgotten."""

            def get(self, _order_no: str) -> None:
                """Return nothing."""

        store = MemoryStore()
        Office(store).plain_order()
        forgetful = Forgetful()
        forgetful._wakes = store._wakes
        office = Office(forgetful)
        office.watch.now += 9 * DAY

        assert office.desk.tick() == 0

    def test_what_the_clock_brings_is_saved(self, office: Office) -> None:
        """Reminders and the lapse: each a step with its own moment, each with its notice."""
        office.refused()
        office.watch.now = MIDNIGHT

        office.desk.tick()

        assert states(office)[-4:] == [State.AWAITING_SHIPMENT] * 4
        kinds = [entry.notice.kind.value for entry in office.store.outbox_entries()]
        assert kinds[-4:] == ["duty_started", "duty_ending", "duty_ending", "duty_missed"]
