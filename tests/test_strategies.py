"""The strategies draw what they say, and get to the edges that matter."""

from __future__ import annotations

import builtins
import importlib
import sys
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest import mock

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qoo10_cancel import (
    JST,
    Evidence,
    Order,
    Policy,
    Purchase,
    ReasonKind,
    State,
    check_reason,
    decide,
    observe,
)
from qoo10_cancel.errors import MissingExtra
from qoo10_cancel.events import EVENTS, By, CancelRefusal, Event
from qoo10_cancel.machine.clock import next_move
from qoo10_cancel.machine.grounds import supports
from qoo10_cancel.testing import strategies as own


def drawn(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Draw a few hundred times, always the same ones."""
    seen = []

    @settings(max_examples=250, phases=[Phase.generate], derandomize=True, database=None)
    @given(strategy)
    def see(value: Any) -> None:
        seen.append(value)

    see()
    return seen


class TestTimes:
    """Moments and days stay where they are asked to, and meet the edges."""

    @given(first=own.moments(), data=st.data())
    def test_none_is_earlier(self, first: datetime, data: st.DataObject) -> None:
        """Than the moment asked for."""
        assert data.draw(own.moments(not_before=first)) >= first

    def test_the_edges_are_met(self) -> None:
        """Midnight in Japan, and the last moments before it."""
        clocks = {moment.astimezone(JST).time() for moment in drawn(own.moments())}

        assert clocks >= {time(0, 0), time(23, 59, 30), time(23, 59, 59, 999999)}

    @given(data=st.data(), order=own.orders())
    def test_turns_are_around_the_next_move(self, data: st.DataObject, order: Order) -> None:
        """At it, or a microsecond to either side."""
        move, at = next_move(order, Policy()), data.draw(own.turns(order, Policy()))

        assert move is None or abs(at - move.moment) <= timedelta(microseconds=1)


class TestValues:
    """Orders hold together, texts are fit, proofs prove."""

    @given(state=st.sampled_from(State), data=st.data())
    def test_orders_hold_together(self, state: State, data: st.DataObject) -> None:
        """A pending one has a request, an awaiting one its refusal and its duty."""
        order = data.draw(own.orders(state))

        assert order.state is state
        if state in (State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED):
            assert order.request is not None
        if state is State.AWAITING_SHIPMENT:
            assert order.refused_at == order.duty.started_at
        if state is State.SCHEDULED:
            assert order.ship_date > order.last_at.date()

    @given(text=own.texts())
    def test_texts_are_fit(self, text: str) -> None:
        """Nothing is found in them."""
        assert check_reason(text).findings == ()

    @given(text=own.poor_texts())
    def test_poor_texts_are_not(self, text: str) -> None:
        """At least one violation each."""
        assert check_reason(text).violations

    @given(kind=st.sampled_from(ReasonKind), at=own.moments(), data=st.data())
    def test_proofs_prove(self, kind: ReasonKind, at: datetime, data: st.DataObject) -> None:
        """The reason they are asked for."""
        proof = data.draw(own.proofs(kind, at=at))

        assert isinstance(proof, Evidence)
        assert supports(kind, proof)

    @given(purchase=own.purchases(reservation=True))
    def test_what_is_known_is_kept(self, purchase: Purchase) -> None:
        """A named field has the value it was given."""
        assert purchase.reservation is True

    @given(retraction=own.retractions())
    def test_retractions_name_somebody(self, retraction: Any) -> None:
        """Who, and why."""
        assert retraction.actor
        assert retraction.note

    @given(data=st.data())
    def test_requests_and_reasons_can_be_narrowed(self, data: st.DataObject) -> None:
        """To one origin, one moment, one kind."""
        at = data.draw(own.moments())

        request = data.draw(own.requests(came_from=State.NEW, at=at))
        reason = data.draw(own.reasons(ReasonKind.OTHER))

        assert (request.came_from, request.at) == (State.NEW, at)
        assert reason.kind is ReasonKind.OTHER

    @given(at=own.moments(), data=st.data())
    def test_fit_refusals_are_allowed(self, at: datetime, data: st.DataObject) -> None:
        """On an order whose request is pending, and that says nothing against it."""
        order = Order("1", State.CANCEL_REQUESTED)

        assert decide(order, data.draw(own.fit_refusals(at=at))).allowed


class TestEvents:
    """Every class is drawn, from one party where that is asked."""

    def test_every_class_is_reached(self) -> None:
        """Among any events, with moments and with days."""
        events = drawn(own.events())

        assert {type(event) for event in events} == set(EVENTS)
        assert {type(event.at) for event in events} == {date, datetime}

    @given(event=own.events(kind=By.BUYER))
    def test_of_one_party(self, event: Event) -> None:
        """The buyer's two."""
        assert event.by is By.BUYER

    @pytest.mark.parametrize("at", [datetime(2022, 8, 12, tzinfo=JST), date(2022, 8, 12)])
    @given(data=st.data())
    def test_at_one_moment(self, at: Any, data: st.DataObject) -> None:
        """Or on one day."""
        assert data.draw(own.events_of(CancelRefusal, at=at)).at == at


class TestSnapshots:
    """What a poll may say can be observed."""

    @pytest.mark.parametrize("fresh", [True, False])
    @given(snapshot=own.snapshots(), order=own.orders())
    def test_snapshots_can_be_observed(self, fresh: bool, snapshot: Any, order: Order) -> None:
        """Of an order known before or not."""
        known = None if fresh else order
        if known is not None and known.order_no != snapshot.order_no:
            return

        assert observe(known, snapshot) is not None


class TestTheExtra:
    """Without hypothesis the kit says which extra is missing."""

    def test_it_is_named(self) -> None:
        """The message is the command that installs it."""
        with _without("hypothesis"), pytest.raises(MissingExtra, match=r"qoo10-cancel\[testing\]"):
            importlib.reload(importlib.import_module("qoo10_cancel.testing"))

    def test_another_missing_module_is_not_mistaken_for_it(self) -> None:
        """What hypothesis itself lacks is told as it is."""
        with (
            _without("sortedcontainers", only_from="hypothesis"),
            pytest.raises(ModuleNotFoundError, match="sortedcontainers"),
        ):
            importlib.reload(importlib.import_module("qoo10_cancel.testing"))


def _without(name: str, only_from: str | None = None) -> Any:
    """Have the import of one module fail."""
    real = builtins.__import__

    def importing(asked: str, *args: Any, **kwargs: Any) -> Any:
        if asked.split(".", maxsplit=1)[0] == (only_from or name):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(asked, *args, **kwargs)

    assert "qoo10_cancel.testing" in sys.modules
    return mock.patch.object(builtins, "__import__", importing)
