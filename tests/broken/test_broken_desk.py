"""Outlook, observe, codec and desk broken on purpose: each break has a test that notices."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import Phase, settings

import samples
import test_codec
import test_observe
import test_outlook
from desk import test_commands, test_deliver, test_tick
from desk.surroundings import Office
from qoo10_cancel import (
    Allowed,
    Decision,
    Order,
    Policy,
    RefusalReason,
    State,
    decide,
    findings,
)
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.codec import classes, reading, writing
from qoo10_cancel.desk import commands, facade, ledger, sweeps
from qoo10_cancel.desk import dispatch as post
from qoo10_cancel.events import Event, EvidenceAdded
from qoo10_cancel.machine import outlook
from qoo10_cancel.notices import Channel
from qoo10_cancel.snapshot import Snapshot

observe = sys.modules[
    "qoo10_cancel.machine.observation"
]  # the function hides the module of its name

asked = sys.modules["qoo10_cancel.machine.unanswered"]

Patch = Callable[[pytest.MonkeyPatch], None]
Check = Callable[..., None]


def every_choice_blocks(patch: pytest.MonkeyPatch) -> None:
    """What is not filled in yet forbids the command."""
    patch.setattr(findings, "_NEEDS", {})


def forgets_that_the_buyer_is_told(patch: pytest.MonkeyPatch) -> None:
    """Before a reason is chosen nobody is said to be told."""
    patch.setattr(outlook, "_SOME_REASON", RefusalReason())


def ends_what_is_lifted(patch: pytest.MonkeyPatch) -> None:
    """A moment is named from which on a refusal is forbidden, though nothing forbids it."""
    patch.setattr(
        Policy, "refusable_until", lambda self, day: None if day is None else self.lapse_of(day)
    )


def queues_by_number(patch: pytest.MonkeyPatch) -> None:
    """The queue is a list."""
    patch.setattr(outlook, "_rank", lambda each: each.order.order_no)


def forgets_a_running_duty(patch: pytest.MonkeyPatch) -> None:
    """A refused order that is asked about again is no hurry."""
    patch.setattr(outlook, "_is_running", lambda _duty: False)


def queues_what_was(patch: pytest.MonkeyPatch) -> None:
    """The queue shows orders as they were swept last."""
    patch.setattr(outlook, "_as_of", lambda order, *_: order)


def believes_the_claim_first(patch: pytest.MonkeyPatch) -> None:
    """An open claim decides over a parcel that has left."""
    patch.setattr(observe, "LEFT", frozenset())


def takes_gone_for_nothing(patch: pytest.MonkeyPatch) -> None:
    """A request that is gone is no question."""
    patch.setattr(asked, "_is_gone", lambda *_: False)


def misses_what_it_did_not_look_for(patch: pytest.MonkeyPatch) -> None:
    """A request that a list of shipments does not show is gone."""
    looked_at = Snapshot.seen_at
    patch.setattr(Snapshot, "claims_looked_at", property(looked_at.__get__))


def loses_a_refusal(patch: pytest.MonkeyPatch) -> None:
    """What the owner knows of is not recorded."""
    patch.setattr(observe, "CancelRefusal", lambda at, **_: EvidenceAdded(at))


def takes_truth_for_a_code(patch: pytest.MonkeyPatch) -> None:
    """True is 1."""
    patch.setattr(reading, "_of", lambda _wanted, data: data)


def stores_what_was_set_aside(patch: pytest.MonkeyPatch) -> None:
    """Every field of a class is stored."""
    patch.setattr(classes, "stored_fields", lambda cls: tuple(f.name for f in attrs.fields(cls)))
    writing._writer.cache_clear()


def forgets_keys(patch: pytest.MonkeyPatch) -> None:
    """A repeat is not recognised."""
    patch.setattr(ledger.Ledger, "_first_outcome", lambda *_: None)


def asks_for_the_key_first(patch: pytest.MonkeyPatch) -> None:
    """The key is looked up, and then the order is read: the other way round."""

    def change(self: Any, order_no: str, key: Any, act: Any) -> Allowed:
        first = self._first_outcome(key)
        if first is not None:
            return first
        order = self.get(order_no)
        allowed = act(order)
        self._store.commit(self.change(order, allowed), key)
        return allowed

    patch.setattr(ledger.Ledger, "run", change)


def gives_up_at_once(patch: pytest.MonkeyPatch) -> None:
    """A conflict is the end of it."""
    patch.setattr(ledger, "TRIES", 1)


def acknowledges_nothing(patch: pytest.MonkeyPatch) -> None:
    """What was accepted comes again."""
    patch.setattr(MemoryStore, "ack", lambda *_: False)


def delivers_what_has_lost_its_point(patch: pytest.MonkeyPatch) -> None:
    """A request is announced after it was answered."""
    patch.setattr(post, "is_obsolete", lambda *_: False)


def waits_as_told(patch: pytest.MonkeyPatch) -> None:
    """Whatever a notifier asks to wait is believed."""
    patch.setattr(post, "_requested_wait", lambda seconds: timedelta(seconds=seconds))


def tells_the_buyer(patch: pytest.MonkeyPatch) -> None:
    """Every channel is delivered."""
    keep = facade.Desk.__init__

    def all_channels(self: Any, *given: Any, **said: Any) -> None:
        keep(self, *given, **said)
        notifiers = self._dispatcher._notifiers
        notifiers.update(dict.fromkeys(Channel, notifiers[Channel.SELLER]))
        self._ledger._channels = frozenset(Channel)

    patch.setattr(facade.Desk, "__init__", all_channels)


def knows_one_cart_only(patch: pytest.MonkeyPatch) -> None:
    """All lines are of one cart."""
    patch.setattr(ledger, "number_is_its_own", lambda *_: ())


def sweeps_without_looking(patch: pytest.MonkeyPatch) -> None:
    """A sweep changes nothing."""
    patch.setattr(sweeps, "advance", lambda order, *_: Allowed(order, (), (), ()))


def judges_the_past(patch: pytest.MonkeyPatch) -> None:
    """A refusal is judged as of the last thing that has happened, and so is its sheet."""

    def judge(order: Order, event: Event, policy: Policy) -> Decision:
        return decide(order, attrs.evolve(event, at=samples.NOON), policy)

    patch.setattr(commands, "decide", judge)


PENDING = samples.ORDERS[State.CANCEL_REQUESTED]
UNSENT = test_outlook.CancelRefusal(samples.NOON)
QUEUE = test_outlook.TestTheQueue()
SIGHT = test_observe.TestNothingIsGuessed()
REFUSE = next(case for case in test_commands.CASES if case.name == "refuse")
NAN = float("nan")
STORE = object()
"""Stands for a new store."""
OFFICE = object()
"""Stands for a new office."""

CAUGHT: list[tuple[Patch, Check, tuple[Any, ...]]] = [
    (
        every_choice_blocks,
        test_outlook.TestWhatIsMissingDoesNotBlock().test_a_half_filled_draft,
        (UNSENT, ("reason", "confirmed")),
    ),
    (
        forgets_that_the_buyer_is_told,
        test_outlook.TestWhatIsMissingDoesNotBlock().test_the_buyer_will_be_told,
        (),
    ),
    (
        ends_what_is_lifted,
        test_outlook.TestUntil().test_none_means_that_nothing_ends_it_where_it_is_lifted,
        (),
    ),
    (queues_by_number, QUEUE.test_what_waiting_costs, ()),
    (forgets_a_running_duty, QUEUE.test_what_waiting_costs, ()),
    (queues_what_was, QUEUE.test_a_tick_makes_no_difference, ()),
    (believes_the_claim_first, test_observe.TestPrecedence().test_every_combination, ("new",)),
    (takes_gone_for_nothing, SIGHT.test_a_request_that_is_gone, (State.CANCEL_REQUESTED,)),
    (misses_what_it_did_not_look_for, SIGHT.test_not_looked_at_is_not_gone, (None,)),
    (
        loses_a_refusal,
        test_observe.TestTheOwnRecordDecides().test_refused_and_shipped_between_two_polls,
        (),
    ),
    (
        takes_truth_for_a_code,
        test_codec.TestAnythingElseIsMalformed().test_in_every_shape,
        (test_codec.SEEN, "shipping", True, "Snapshot.shipping: bool stands where int"),
    ),
    (
        stores_what_was_set_aside,
        test_codec.TestNobodyIsNamed().test_unknown_columns_are_left_out,
        (),
    ),
    (
        forgets_keys,
        test_commands.TestEveryCommand().test_a_key_makes_it_happen_once,
        (OFFICE, REFUSE),
    ),
    (
        asks_for_the_key_first,
        test_commands.TestDenials().test_the_same_key_just_before_reading,
        (STORE,),
    ),
    (
        gives_up_at_once,
        test_commands.TestEveryCommand().test_somebody_was_quicker,
        (STORE, REFUSE),
    ),
    (acknowledges_nothing, test_deliver.TestDelivering().test_accepted, (OFFICE,)),
    (
        delivers_what_has_lost_its_point,
        test_deliver.TestLostPoint().test_the_order_has_moved_on,
        (OFFICE,),
    ),
    (
        waits_as_told,
        test_deliver.TestTryingAgain().test_a_wait_that_was_asked_for,
        (OFFICE, NAN, 22, 38),
    ),
    (tells_the_buyer, test_deliver.TestDelivering().test_the_buyers_are_kept, (OFFICE,)),
    (
        knows_one_cart_only,
        test_commands.TestNumbersUsedElsewhere().test_in_another_cart,
        (OFFICE,),
    ),
    (
        sweeps_without_looking,
        test_tick.TestEachBreachOnce().test_however_late,
        (OFFICE, timedelta(0)),
    ),
    (
        judges_the_past,
        test_commands.TestPreparing().test_the_sheet_says_what_the_rules_say,
        (OFFICE, False, 9),
    ),
]


@pytest.fixture(autouse=True)
def _fresh_codec() -> Any:
    """Have the codec look at its classes again, before and after."""
    for cached in (writing._writer, reading._readers):
        cached.cache_clear()
    yield
    for cached in (writing._writer, reading._readers):
        cached.cache_clear()


def made(stand_in: object) -> object:
    """Return what *stand_in* stands for."""
    if stand_in is OFFICE:
        return Office(MemoryStore())
    return MemoryStore() if stand_in is STORE else stand_in


@pytest.mark.parametrize(
    ("broken", "check", "given"), CAUGHT, ids=[each[0].__name__ for each in CAUGHT]
)
class TestBrokenOnesAreCaught:
    """A suite that only ever passes proves nothing."""

    def test_it_is_noticed(
        self, broken: Patch, check: Check, given: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whole, the check passes; broken, it fails."""
        if hasattr(check, "hypothesis"):
            quick = settings(phases=[Phase.generate], database=None, max_examples=3000)
            monkeypatch.setattr(check.__func__, "_hypothesis_internal_use_settings", quick)
        else:
            check(*map(made, given))
        broken(monkeypatch)

        with pytest.raises((Exception, pytest.fail.Exception)):
            check(*map(made, given))
