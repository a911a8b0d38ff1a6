"""Erasing what people wrote about an order, and what news comes to afterwards."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    CancelRefusal,
    CancelRequest,
    Malformed,
    Order,
    RefusalReason,
    Shipment,
    State,
    observe,
    record,
)
from qoo10_cancel.codec import from_json, to_json
from qoo10_cancel.decision import Allowed
from qoo10_cancel.events import Cancellation, Erasure, Event, Retraction
from qoo10_cancel.machine import erase, queue, replay, without_texts
from qoo10_cancel.machine.erasure import as_erased
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot
from qoo10_cancel.testing import strategies as own

WORD = "Hanako"
DAY = timedelta(days=1)
ERASURE = Erasure(samples.NOON + DAY, actor="李")


def asked(**seen: Any) -> Snapshot:
    """Return what a poll shows of a request in Hanako's words."""
    looked = seen.pop("seen_at", samples.NOON)
    shown = {"requested_at": samples.MORNING, "request_reason": f"{WORD} asks", **seen}
    codes = Shipping.SCHEDULED, Claim.CANCEL_REQUESTED
    return Snapshot("76206", looked, *codes, ship_date=samples.SOON, claims_seen=True, **shown)


def told(event: Event) -> Event:
    """Return *event* with a word of Hanako's wherever it takes text."""
    if isinstance(event, CancelRequest):
        return attrs.evolve(event, reason=WORD)
    if isinstance(event, CancelRefusal):
        reason = RefusalReason("other", f"{WORD}様 " * 9, f"{WORD} knows")
        return attrs.evolve(event, reason=reason)
    return attrs.evolve(event, cause=WORD) if isinstance(event, Cancellation) else event


def written(value: Any) -> str:
    """Return *value* as a store writes it."""
    return json.dumps(to_json(value), ensure_ascii=False)


class TestErasing:
    """The facts stay, and no text does."""

    @given(st.lists(own.events(), max_size=6))
    def test_no_text_is_left_in_anything(self, events: list[Event]) -> None:
        """Not in the order, a step, a notice or a warning, whatever has happened."""
        order, made = Order("76206", request=attrs.evolve(samples.ASKED, reason=WORD)), []
        for event in events:
            accepted = record(order, told(event))
            order, made = accepted.order, [*made, accepted]

        bare = erase(order, ERASURE)

        assert WORD not in written(bare.order)
        for accepted in made:
            assert WORD not in written(without_texts(accepted))
        assert WORD not in repr([w.message("ja") for a in made for w in without_texts(a).warnings])

    @given(own.orders() | own.odd_orders())
    def test_the_facts_stay(self, order: Order) -> None:
        """State, dates, request, duty, evidence; the step is the next one, and on record."""
        bare = erase(order, ERASURE)

        assert bare.steps[0].event == ERASURE
        assert (bare.steps[0].source, bare.steps[0].target) == (order.state, order.state)
        assert bare.order.version == order.version + 1
        same = ("state", "ship_date", "purchase", "evidence", "refused_at", "duty", "last_at")
        assert [getattr(bare.order, n) for n in same] == [getattr(order, n) for n in same]
        if order.request is not None:
            assert bare.order.request == attrs.evolve(order.request, reason="")
        assert [w.until for w in queue([bare.order], samples.NOON)] == [
            w.until for w in queue([order], samples.NOON)
        ]

    @given(own.orders())
    def test_twice_is_once(self, order: Order) -> None:
        """What is erased has no text to erase."""
        bare = erase(order, ERASURE).order
        assert without_texts(bare) == bare
        assert from_json(to_json(bare)) == bare

    def test_the_history_is_replayed(self) -> None:
        """The rows without their texts lead to the order without its texts."""
        order, steps = Order("76206", State.SCHEDULED, samples.SOON), []
        for event in (CancelRequest(samples.MORNING, WORD), samples.EVENTS[CancelRefusal]):
            accepted = record(order, event)
            order, steps = accepted.order, [*steps, *accepted.steps]
        bare = erase(order, ERASURE)
        start = Order("76206", State.SCHEDULED, samples.SOON)
        assert replay(start, [*map(without_texts, steps), *bare.steps]) == bare.order

    def test_a_note_is_erased(self) -> None:
        """A retraction still has one, since it cannot do without."""
        wrong = Retraction(samples.NOON, what=Shipment, note=WORD, actor="李")
        assert without_texts(wrong) == attrs.evolve(wrong, note="…")

    @pytest.mark.parametrize("actor", [None, ""])
    def test_an_erasure_names_its_actor(self, actor: str | None) -> None:
        """Somebody stands by it."""
        with pytest.raises(Malformed, match="names its actor"):
            erase(Order("1"), Erasure(samples.NOON, actor=actor))

    def test_of_nothing_but_an_order(self) -> None:
        """What is no order is `Malformed`."""
        with pytest.raises(Malformed, match="an order is an Order"):
            erase("1", Erasure(samples.NOON, actor="Li"))  # type: ignore[arg-type]

    def test_where_nothing_was_erased_a_text_comes_in(self) -> None:
        """A request that is known without its text is no request whose text was erased."""
        asked = record(samples.ORDERS[State.SCHEDULED], CancelRequest(samples.NOON)).order
        told = CancelRequest(samples.MORNING, "订购取消")

        assert as_erased(asked, told) is told

    def test_by_nothing_but_an_erasure(self) -> None:
        """No other event erases."""
        with pytest.raises(Malformed, match="by an Erasure"):
            erase(Order("1"), Shipment(samples.NOON))  # type: ignore[arg-type]


class TestNewsAfterwards:
    """No file brings an erased text back."""

    @pytest.mark.parametrize(
        "seen",
        [
            asked(),
            asked(seen_at=samples.NOON + 3 * DAY),
            asked(requested_at=samples.MORNING.date()),
            asked(requested_at=None),
            asked(requested_at=samples.MORNING - timedelta(hours=1)),
            asked(request_reason=f"{WORD} asks again"),
        ],
    )
    @pytest.mark.parametrize("first", [asked(), asked(requested_at=samples.MORNING.date())])
    def test_the_same_request_comes_without_its_text(
        self, first: Snapshot, seen: Snapshot
    ) -> None:
        """Whichever list shows it, later or earlier, with the moment or the day alone."""
        before = observe(None, first).order
        assert before is not None
        assert WORD in written(before)

        again = observe(erase(before, ERASURE).order, seen)

        assert again.order is not None
        assert WORD not in written(again.order)
        assert WORD not in written(
            Allowed(again.order, again.steps, again.notices, again.warnings)
        )
        assert again.order.state is State.CANCEL_REQUESTED

    def test_a_request_of_another_day_has_its_text(self) -> None:
        """What a buyer writes afterwards was never erased."""
        order = Order("76206", State.SCHEDULED, date(2022, 8, 20))
        order = record(order, CancelRequest(samples.MORNING, WORD)).order
        order = erase(order, ERASURE).order
        later = record(order, CancelRequest(samples.MORNING + 2 * DAY, "another text")).order
        assert "another text" in written(later)
        assert WORD not in written(later)
