"""The news broken on purpose: each break believes something false before long."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from news import listener
from news.listener import lived
from news.world import MODES
from qoo10_cancel import Order, Policy, Snapshot, State
from qoo10_cancel.events import Event
from qoo10_cancel.machine import Observed, fold, looks, news
from qoo10_cancel.order import Looks

observation = sys.modules["qoo10_cancel.machine.observation"]
asked = sys.modules["qoo10_cancel.machine.unanswered"]

Patch = Callable[[pytest.MonkeyPatch], None]


def lands_where_its_class_says(patch: pytest.MonkeyPatch) -> None:
    """A fact brings the order to the state that its class names, whatever has happened since."""

    def leads_to(order: Order, event: Event, _row: Any) -> State | None:
        return event.leads_to or order.state

    patch.setattr(fold, "leads_to", leads_to)


def takes_the_last_moment_for_the_last_look(patch: pytest.MonkeyPatch) -> None:
    """A look from before the last thing that happened is stale."""
    observe = listener.observe

    def stale(order: Order | None, seen: Snapshot, policy: Policy, **more: Any) -> Observed:
        if order is not None and order.last_at is not None and seen.seen_at < order.last_at:
            return Observed(order)
        return observe(order, seen, policy, **more)

    patch.setattr(listener, "observe", stale)


def takes_a_second_account_for_a_second_fact(patch: pytest.MonkeyPatch) -> None:
    """Whoever tells of a request tells of another one."""
    patch.setattr(fold.Fold, "_is_the_same", lambda *_: False)


def takes_any_look_for_the_newest(patch: pytest.MonkeyPatch) -> None:
    """What was looked at long ago has the last word, once it comes in."""
    for module in (looks, observation):
        patch.setattr(module, "is_later", lambda *_: False)


def asks_nothing(patch: pytest.MonkeyPatch) -> None:
    """A request that is gone is simply still there."""
    patch.setattr(listener, "questions", lambda _order: ())


def takes_the_table_at_its_word(patch: pytest.MonkeyPatch) -> None:
    """What is only inferred, that a request was refunded at once, stands against what is seen."""
    patch.setattr(fold.Fold, "_is_open", lambda *_: False)


def sets_nothing_right(patch: pytest.MonkeyPatch) -> None:
    """What was announced and is not so stays announced."""
    patch.setattr(news, "_SET_RIGHT", ())


def folds_in_the_order_of_arrival(patch: pytest.MonkeyPatch) -> None:
    """What is learnt last happened last."""
    patch.setattr(news, "inserted", lambda timeline, telling: (*timeline, *telling))


def forgets_when_a_source_was_looked_at(patch: pytest.MonkeyPatch) -> None:
    """A poll that shows the same leaves no trace, on the order or elsewhere."""
    patch.setattr(news, "looked_at", lambda order, _newest: order)
    patch.setattr(observation, "looked_at", lambda order, _newest: order)


BROKEN: tuple[Patch, ...] = (
    lands_where_its_class_says,
    takes_the_last_moment_for_the_last_look,
    takes_a_second_account_for_a_second_fact,
    takes_any_look_for_the_newest,
    asks_nothing,
    takes_the_table_at_its_word,
    sets_nothing_right,
    folds_in_the_order_of_arrival,
    forgets_when_a_source_was_looked_at,
)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda patch: patch.__name__)
class TestBrokenOnesBelieveSomethingFalse:
    """The histories that the unbroken one lives through without a falsehood find each of them."""

    def test_it_is_noticed(self, broken: Patch, monkeypatch: pytest.MonkeyPatch) -> None:
        """Within a few hundred orders of any mode."""
        broken(monkeypatch)

        assert any(lived(seed, mode)[1] for seed in range(400) for mode in MODES)


def test_an_unmade_look_shows_nothing() -> None:
    """The marks of an order that was never looked at are empty."""
    assert Order("1").looks == Looks()
