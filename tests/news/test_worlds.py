"""What is asked could not have been answered from what was known."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from histories import Tally
from news.test_laws import SEEDS
from news.world import MODES, Mode
from qoo10_cancel.order import PENDING, Order

unanswered = sys.modules["qoo10_cancel.machine.unanswered"]


class TestNothingIsAskedThatIsKnown:
    """For each question there is another history, told in the same words, with another answer."""

    @settings(max_examples=150)
    @given(seed=SEEDS, mode=st.sampled_from(MODES))
    def test_of_any_history(self, seed: int, mode: Mode) -> None:
        """However it is told."""
        tally = Tally()
        tally.live(seed, mode)

        assert tally.open_to_doubt == []


class TestWhatIsAskedInVainIsFound:
    """A question that the record answers has no second history."""

    def test_an_open_request(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Asking what became of a request that the newest look shows open."""

        def is_gone(order: Order, _accounts: Any) -> bool:
            return order.state in PENDING

        monkeypatch.setattr(unanswered, "_is_gone", is_gone)
        tally = Tally()
        for seed in range(20):
            for mode in MODES:
                tally.live(seed, mode)

        assert tally.open_to_doubt
