"""The suites catch every store that breaks a promise."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.testing import OutboxLife, StoreLife

from .broken import (
    BROKEN_OUTBOXES,
    BROKEN_STORES,
    HELD_UP_OUTBOXES,
    HELD_UP_STORES,
    TamperedLife,
    damaged_life_of,
    damaged_outbox_of,
)

SHORT = settings(
    max_examples=600,  # ends with the first find
    stateful_step_count=15,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
LONG = settings(SHORT, max_examples=1000, stateful_step_count=30)
SOUND = settings(SHORT, max_examples=80, stateful_step_count=20)


def store_life_of(store: type[MemoryStore]) -> type[StoreLife]:
    """Return the life of *store*."""

    class Life(StoreLife):
        def make(self) -> MemoryStore:
            return store()

    return Life


def outbox_life_of(store: type[MemoryStore]) -> type[OutboxLife]:
    """Return the life of the outbox of *store*."""

    class Life(OutboxLife):
        def make(self) -> MemoryStore:
            return store()

    return Life


def is_caught(life: type[RuleBasedStateMachine], how: settings = SHORT) -> bool:
    """Say whether the suite fails *life* by an objection of its own."""
    try:
        run_state_machine_as_test(life, settings=how)  # type: ignore[no-untyped-call]
    except AssertionError:
        return True
    except ExceptionGroup as group:
        return group.subgroup(AssertionError) is not None
    return False


class TestBrokenStores:
    """A suite that only ever passes proves nothing."""

    @pytest.mark.parametrize("store", BROKEN_STORES, ids=lambda store: store.__name__)
    def test_a_store_that_breaks_a_promise_is_caught(self, store: type[MemoryStore]) -> None:
        """Whichever promise of `Store` it is."""
        assert is_caught(store_life_of(store))

    @pytest.mark.parametrize("store", BROKEN_OUTBOXES, ids=lambda store: store.__name__)
    def test_a_mailbox_that_breaks_a_promise_is_caught(self, store: type[MemoryStore]) -> None:
        """Whichever promise of `Outbox` it is."""
        assert is_caught(outbox_life_of(store), LONG)

    def test_a_history_that_can_be_changed_is_caught(self) -> None:
        """By writing to the file around the store."""
        assert is_caught(TamperedLife)

    @pytest.mark.parametrize("store", HELD_UP_STORES, ids=lambda store: store.__name__)
    def test_a_store_that_one_row_holds_up_is_caught(self, store: type[SQLiteStore]) -> None:
        """By cutting a row off."""
        assert is_caught(damaged_life_of(store))

    @pytest.mark.parametrize("store", HELD_UP_OUTBOXES, ids=lambda store: store.__name__)
    def test_a_mailbox_that_one_row_holds_up_is_caught(self, store: type[SQLiteStore]) -> None:
        """By cutting a notice off."""
        assert is_caught(damaged_outbox_of(store), LONG)

    def test_a_sound_store_passes_the_same_settings(self) -> None:
        """So that it is the broken promise that is caught."""
        assert not is_caught(store_life_of(MemoryStore), SOUND)
        assert not is_caught(outbox_life_of(MemoryStore), SOUND)
        assert not is_caught(damaged_life_of(SQLiteStore), SOUND)
        assert not is_caught(damaged_outbox_of(SQLiteStore), SOUND)
