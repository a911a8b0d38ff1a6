"""The laws by which news converges, each on true histories as polls and people tell them."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.listener import POLICY, Shop, lived
from news.world import MODES, Mode, News, a_history, news_of
from qoo10_cancel import Order, Snapshot
from qoo10_cancel.decision import Allowed
from qoo10_cancel.machine import advance, decide, observe, questions, record, replay
from qoo10_cancel.machine.engine import look_up
from qoo10_cancel.machine.fold import folded
from qoo10_cancel.notices import NoticeKind

SEEDS = st.integers(0, 2**32 - 1)
LATE = timedelta(days=30)


def a_week(seed: int, mode: Mode) -> tuple[list[News], Random]:
    """Make up the news of one order, and a source of chance to shuffle it by."""
    chance = Random(seed)  # noqa: S311
    return news_of(a_history(chance), mode, chance), chance


def heard(news: list[News], chance: Random | None = None) -> Shop:
    """Tell a shop the *news* in that order, with ticks in between where there is chance."""
    shop = Shop()
    for one in news:
        if chance is not None and chance.random() < 0.3:
            shop.tick(one.known_at - timedelta(hours=chance.randrange(40)))
        shop.learn(one)
    return shop


def outcome(shop: Shop, at: datetime) -> dict[str, Any]:
    """Tell what a shop believes at a moment, in what must not depend on how it came to it."""
    if shop.order is None:
        return {}
    order = advance(shop.order, at, POLICY).order
    return {
        "state": order.state,
        "ship_date": order.ship_date,
        "evidence": order.evidence,
        "request": order.request and (order.request.at, order.request.came_from),
        "refused_at": order.refused_at,
        "duty": order.duty and (order.duty.due, order.duty.met_at, order.duty.missed),
        "questions": {question.key for question in questions(shop.order)},
        "announced": shop.standing(),
    }


class TestAnyOrderOfArrival:
    """A set of news in any order, each any number of times, comes to the same."""

    @pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
    @settings(max_examples=40)
    @given(seed=SEEDS)
    def test_shuffled_and_twice(self, mode: Mode, seed: int) -> None:
        """State, request, refusal, duty, date, evidence, questions, and what stands announced."""
        news, chance = a_week(seed, mode)
        end = max((one.known_at for one in news), default=None)
        if end is None:
            return
        shuffled = [*news, *chance.sample(news, len(news) // 3)]
        chance.shuffle(shuffled)

        # The newest look comes once more: an order that no list has shown keeps none.
        one, other = heard([*news, *news]), heard([*shuffled, *news], chance)

        assert outcome(other, end + LATE) == outcome(one, end + LATE)


class TestKnownIsKnown:
    """The same news again writes nothing and tells nobody."""

    @pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
    @settings(max_examples=30)
    @given(seed=SEEDS)
    def test_the_whole_week_again(self, mode: Mode, seed: int) -> None:
        """The order stays as it is, step for step."""
        news, _chance = a_week(seed, mode)
        shop = heard([*news, *news])
        before, notices = shop.order, list(shop.notices)

        for one in news:
            shop.learn(one)

        assert shop.order == before
        assert shop.notices == notices


class TestNothingFalse:
    """What is believed is true or an open question; after one look and true answers, all is."""

    @pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
    @settings(max_examples=60)
    @given(seed=SEEDS)
    def test_of_any_history(self, mode: Mode, seed: int) -> None:
        """Beside a page of plain code that knows what really happened."""
        _shop, found = lived(seed, mode)

        assert found == []


class TestStepByStepIsTheFold:
    """The order reached news by news is what its own timeline comes to."""

    @pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
    @settings(max_examples=40)
    @given(seed=SEEDS)
    def test_of_any_history(self, mode: Mode, seed: int) -> None:
        """After each piece of news."""
        news, _chance = a_week(seed, mode)
        shop = Shop()
        for one in news:
            shop.learn(one)
            if shop.order is not None:
                order = shop.order
                again = folded(order, POLICY, look_up, order.last_at).order
                assert alike(again) == alike(order)


def alike(order: Order) -> Order:
    """Return *order* without what depends on the way."""
    reminded = order.request and attrs.evolve(order.request, reminded_at=None)
    return attrs.evolve(
        order, version=0, last_at=None, base=None, looks=Order("1").looks, request=reminded
    )


class TestReplay:
    """The steps in the order of arrival give the order that is stored."""

    @pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
    @settings(max_examples=20)
    @given(seed=SEEDS)
    def test_of_any_history(self, mode: Mode, seed: int) -> None:
        """From the order as the first look showed it."""
        news, _chance = a_week(seed, mode)
        shop, first, since = Shop(), None, 0
        for one in news:
            shop.learn(one)
            if first is None and shop.order is not None:
                first, since = shop.order, len(shop.steps)
        if first is not None:
            assert replay(first, shop.steps[since:]) == shop.order


class TestNothingInSilence:
    """Each piece of news becomes a fact, makes one more exact, is known, or is answered."""

    @settings(max_examples=60)
    @given(seed=SEEDS, mode=st.sampled_from(MODES))
    def test_a_record_is_a_step_or_a_finding(self, seed: int, mode: Mode) -> None:
        """Whatever somebody records, whenever."""
        news, chance = a_week(seed, mode)
        chance.shuffle(news)
        order: Order | None = None
        for one in news:
            if isinstance(one.told, Snapshot):
                order = observe(order, one.told, POLICY).order
            elif order is not None:
                recorded = record(order, one.told, POLICY)
                assert recorded.steps or recorded.warnings
                order = recorded.order


class TestInOrderItIsWhatItWas:
    """`record` of what `decide` allows is the very same, as long as it is later than all known."""

    @settings(max_examples=60)
    @given(seed=SEEDS)
    def test_what_may_happen_happens_alike(self, seed: int) -> None:
        """By hand, one after the other."""
        news, _chance = a_week(seed, Mode("by hand", by_hand=2.0))
        order = Order("698016773")
        told = (one.told for one in news if not isinstance(one.told, Snapshot))
        for event in sorted(told, key=lambda event: event.moment):
            asked = decide(order, event, POLICY)
            recorded = record(order, event, POLICY)
            assert recorded == asked or not isinstance(asked, Allowed)
            order = recorded.order


class TestNeverBackwards:
    """No late news undoes what Qoo10 has shown to have happened after it."""

    @settings(max_examples=60)
    @given(seed=SEEDS, mode=st.sampled_from(MODES))
    def test_shipped_stays_shipped(self, seed: int, mode: Mode) -> None:
        """Whatever comes late: an order that Qoo10 showed shipped is led nowhere back."""
        news, _chance = a_week(seed, mode)
        shop = Shop()
        gone: set[str] = set()
        for one in news:
            shop.learn(one)
            if shop.order is not None:
                if gone:
                    assert shop.order.state.value in {"shipped", "delivered", "cancelled"}
                shown = isinstance(one.told, Snapshot) and one.told.shipping
                if shown and shown.value >= 4:
                    gone.add(shown.name)

    @settings(max_examples=60)
    @given(seed=SEEDS, mode=st.sampled_from(MODES))
    def test_a_breach_is_taken_back_once(self, seed: int, mode: Mode) -> None:
        """What is set right has been announced, and is set right once."""
        news, chance = a_week(seed, mode)
        shop = heard(news, chance)
        told = [notice.kind for notice in shop.notices]
        right = [n.params["what"] for n in shop.notices if n.kind is NoticeKind.SET_RIGHT]
        assert all(right.count(kind.value) <= told.count(kind) for kind in set(told))
