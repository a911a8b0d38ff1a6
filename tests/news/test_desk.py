"""What holds of the core holds of the desk, which remembers when each source was last seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from news.desks import DeskShop
from news.listener import Shop
from news.test_laws import LATE, SEEDS, a_week, outcome
from news.world import MODES, Mode
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore


def heard_alike(seed: int, mode: Mode, store: Any) -> None:
    """Tell a desk and a bare shop the same; they believe the same, step for step."""
    news, chance = a_week(seed, mode)
    chance.shuffle(news)
    desk, shop = DeskShop(store), Shop()
    for one in [*news, *news]:
        desk.learn(one)
        shop.learn(one)
        assert desk.order == shop.order


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
class TestTheDeskKnowsTheNewestLook:
    """Nobody tells it, in whatever order the looks come."""

    @settings(max_examples=10)
    @given(seed=SEEDS)
    def test_it_believes_what_is_believed_with_them(self, mode: Mode, seed: int) -> None:
        """As if each source's newest look were handed over."""
        heard_alike(seed, mode, MemoryStore())

    @settings(max_examples=10)
    @given(seed=SEEDS)
    def test_any_order_of_arrival(self, mode: Mode, seed: int) -> None:
        """The same order, questions and standing announcements, through a file too."""
        news, chance = a_week(seed, mode)
        if not news:
            return
        end = max(one.known_at for one in news) + LATE
        shuffled = [*news, *chance.sample(news, len(news) // 3)]
        chance.shuffle(shuffled)
        with SQLiteStore(":memory:") as one, SQLiteStore(":memory:") as other:
            in_order, at_random = DeskShop(one), DeskShop(other)
            for told in [*news, *news]:
                in_order.learn(told)
            for told in [*shuffled, *news]:
                if chance.random() < 0.2:
                    at_random.tick(told.known_at)
                at_random.learn(told)

            assert outcome(at_random, end) == outcome(in_order, end)


class TestADeskThatForgetsIsCaught:
    """One that keeps no look that showed the same, or does not hand it over."""

    @pytest.mark.parametrize("method", ["keep_looks", "newest_looks"])
    def test_it_is_noticed(self, method: str) -> None:
        """Within a few hundred orders of any mode."""

        class Forgets(MemoryStore):
            """Keeps no looks."""

        forgets: Callable[..., Any] = lambda *_: {}  # noqa: E731
        setattr(Forgets, method, forgets)

        def all_are_heard_alike() -> None:
            for seed in range(300):
                for mode in MODES:
                    heard_alike(seed, mode, Forgets())

        with pytest.raises(AssertionError):
            all_are_heard_alike()
