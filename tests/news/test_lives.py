"""The laws of news on a few histories of each mode, always the same: quick, for the mutants."""

from __future__ import annotations

from random import Random

import pytest

from news.listener import POLICY, Shop, lived
from news.test_laws import LATE, a_week, alike, heard, outcome
from news.world import MODES, Mode
from qoo10_cancel.machine import replay
from qoo10_cancel.machine.engine import look_up
from qoo10_cancel.machine.fold import folded

SEEDS = range(12)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
class TestAFewLives:
    """What `test_laws` claims of any history."""

    def test_nothing_false(self, mode: Mode) -> None:
        """Nothing is believed that is not so."""
        assert [false for seed in SEEDS for false in lived(seed, mode)[1]] == []

    def test_any_order_of_arrival(self, mode: Mode) -> None:
        """Shuffled, some of it twice, with ticks anywhere."""
        for seed in SEEDS:
            news, chance = a_week(seed, mode)
            shuffled = [*news, *chance.sample(news, len(news) // 3)]
            chance.shuffle(shuffled)
            end = max((one.known_at for one in news), default=None)
            if end is not None:
                one = heard([*news, *news])
                other = heard([*shuffled, *news], Random(seed))  # noqa: S311
                assert outcome(other, end + LATE) == outcome(one, end + LATE)

    def test_step_by_step_is_the_fold(self, mode: Mode) -> None:
        """And its steps, replayed, are the order."""
        for seed in SEEDS:
            shop, first, since = Shop(), None, 0
            for one in a_week(seed, mode)[0]:
                shop.learn(one)
                if shop.order is not None:
                    again = folded(shop.order, POLICY, look_up, shop.order.last_at).order
                    assert alike(again) == alike(shop.order)
                    if first is None:
                        first, since = shop.order, len(shop.steps)
            if first is not None:
                assert replay(first, shop.steps[since:]) == shop.order
