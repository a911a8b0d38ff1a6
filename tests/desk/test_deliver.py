"""Delivering: at least once, one notice at a time, and nobody holds up the others."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

import samples
from desk.surroundings import DAY, HOUR, NUMBER, PACKED, REASON, Messenger, Office
from qoo10_cancel import Malformed, Notice, RuleBroken
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.desk import Desk, DispatchReport
from qoo10_cancel.errors import NotDelivered, NotFound, Undeliverable
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import DeliveryState
from qoo10_cancel.snapshot import Shipping, Snapshot

SECOND = timedelta(seconds=1)


def failing(error: BaseException, kind: str = "") -> Callable[[Notice], BaseException | None]:
    """Raise *error* for notices of that kind, or for all."""
    return lambda notice: error if kind in {"", notice.kind.value} else None


class TestDelivering:
    """A notice is delivered once it is accepted, and then no more."""

    def test_accepted(self, office: Office) -> None:
        """Handed over once, and settled."""
        office.holds()

        assert office.desk.deliver() == DispatchReport(delivered=1)
        assert office.desk.deliver() == DispatchReport()
        assert [notice.kind.value for notice in office.messenger.taken] == ["request"]
        assert office.entry("request").state is DeliveryState.DELIVERED

    def test_a_worker_that_was_killed(self, office: Office) -> None:
        """Accepted, but not acknowledged: after the lease it comes again, with the same key."""
        office.holds()
        office.messenger.raises = failing(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            office.desk.deliver()
        office.messenger.raises = failing(NotDelivered("no"), "none of these")

        assert office.desk.deliver() == DispatchReport()
        office.watch.now += 2 * timedelta(minutes=1)
        assert office.desk.deliver() == DispatchReport(delivered=1)
        assert office.entry("request").attempts == 2

    def test_it_kills_whoever_takes_it(self, office: Office) -> None:
        """An attempt that is cut short counts: it is given up, and not tried for ever."""
        office.holds()
        office.messenger.raises = failing(KeyboardInterrupt())
        for _ in range(10):
            with pytest.raises(KeyboardInterrupt):
                office.desk.deliver()
            office.watch.now += HOUR

        assert office.desk.deliver() == DispatchReport(dead=1)
        entry = office.entry("request")
        assert (entry.state, entry.error) == (DeliveryState.DEAD, "every attempt was cut short")
        assert office.desk.deliver() == DispatchReport()

    def test_a_slow_notifier_has_the_lease_for_each(self, store: Any) -> None:
        """Of many that take long, another worker gets none that is still to be delivered."""
        slow, quick = Office(store), Office(store)
        for number in range(1, 9):
            slow.holds(str(number))

        def taking_long(_notice: Notice) -> None:
            slow.watch.now += 90 * SECOND
            quick.watch.now = slow.watch.now
            quick.desk.deliver(1)

        slow.messenger.raises = taking_long
        slow.desk.deliver()

        taken = [n.key for n in (*slow.messenger.taken, *quick.messenger.taken)]
        assert len(taken) == len(set(taken)) == 8

    def test_a_lease_that_was_lost(self, store: Any) -> None:
        """Too slow even for that: it may arrive twice, and is not counted as delivered."""
        slow, quick = Office(store), Office(store)
        slow.holds()

        def taking_too_long(_notice: Notice) -> None:
            quick.watch.now += 3 * timedelta(minutes=1)
            assert quick.desk.deliver() == DispatchReport(delivered=1)

        slow.messenger.raises = taking_too_long

        assert slow.desk.deliver() == DispatchReport(lost=1)
        assert slow.entry("request").state is DeliveryState.DELIVERED

    @pytest.mark.parametrize("error", [None, NotDelivered("busy"), Undeliverable("no")])
    def test_whoever_lost_the_lease_changes_nothing(
        self, store: Any, error: Exception | None
    ) -> None:
        """However it ended for the one, the other says how it ends."""
        slow, quick = Office(store), Office(store)
        slow.holds()
        quick.messenger.raises = failing(NotDelivered("is mine now"))

        def taking_too_long(_notice: Notice) -> Exception | None:
            quick.watch.now += 3 * timedelta(minutes=1)
            quick.desk.deliver()
            return error

        slow.messenger.raises = taking_too_long

        assert slow.desk.deliver() == DispatchReport(lost=1)
        assert slow.entry("request").error == "is mine now"

    def test_some_at_a_time(self, office: Office) -> None:
        """No more than asked for."""
        for number in "12345":
            office.holds(number)

        posted = [office.desk.deliver(limit=2).delivered for _ in range(4)]

        assert posted == [2, 2, 1, 0]

    def test_the_buyers_are_kept(self, office: Office) -> None:
        """Qoo10 tells the buyer itself: recorded, and delivered by nobody."""
        office.refused()

        office.desk.deliver()

        buyers = [entry for entry in office.store.outbox_entries() if entry.notice.to_buyer]
        assert [entry.state for entry in buyers] == [
            DeliveryState.RECORDED_ONLY,
            DeliveryState.RECORDED_ONLY,
        ]
        assert not any(notice.to_buyer for notice in office.messenger.taken)

    def test_the_buyers_where_configured(self, store: Any) -> None:
        """With a notifier for a buyer's channel, that one is delivered."""
        mail = Messenger()
        office = Office(store, notifiers={Channel.BUYER_MAIL: mail})
        office.refused()

        assert office.desk.deliver() == DispatchReport(delivered=1)
        assert [notice.channel for notice in mail.taken] == [Channel.BUYER_MAIL]
        assert samples.TEXT in mail.taken[0].body("ja")

    def test_somebody_else_delivers(self, store: Any) -> None:
        """Channels of another process wait for it, and not for this desk."""
        writer = Office(store, notifiers={}, channels=[Channel.BUYER_MAIL])
        writer.refused()

        messenger = Messenger()
        mail = Office(store, notifiers={Channel.BUYER_MAIL: messenger})
        assert mail.desk.deliver() == DispatchReport(delivered=1)
        assert [notice.channel for notice in messenger.taken] == [Channel.BUYER_MAIL]

    def test_another_mailbox(self) -> None:
        """The outbox that is given is the one that is asked."""
        written, empty = MemoryStore(), MemoryStore()
        Office(written).holds()

        assert Office(written, outbox=empty).desk.deliver() == DispatchReport()

    def test_a_store_that_hands_out_nothing(self) -> None:
        """Without an outbox nothing can be delivered."""

        class Silent:
            """A store that is no outbox."""

            get = get_many = commit = commit_many = outcome = due = history = find = counts = print
            keep_looks = newest_looks = waiting = print

        desk = Desk(Silent(), clock=lambda: samples.NOON, notifiers={Channel.SELLER: Messenger()})
        with pytest.raises(Malformed, match="give the desk an outbox"):
            desk.deliver()


class TestNobodyDelivers:
    """What nobody has delivered does not count as delivered: it waits, and that is said."""

    def test_the_sellers_notices_wait(self, store: Any) -> None:
        """For the first desk that has a notifier."""
        Office(store, notifiers={}).holds()
        later = Office(store)

        assert later.entry("request").state is DeliveryState.WAITING
        assert later.desk.deliver() == DispatchReport(delivered=1)

    def test_deliver_says_so(self, store: Any) -> None:
        """A desk without a notifier cannot deliver."""
        with pytest.raises(Malformed, match="no notifier: nothing is delivered, and notices wait"):
            Office(store, notifiers={}).desk.deliver()

    def test_a_desk_that_only_sweeps_goes_on(self, store: Any) -> None:
        """`run_forever` without notifiers is the clock's, and nothing is lost by it."""
        office = Office(store, notifiers={})
        office.holds()

        office.desk.run_forever(lambda _seconds: True)

        assert office.entry("request").state is DeliveryState.WAITING

    def test_a_key_of_another_channel_waits(self, store: Any) -> None:
        """An engine's worker that has no notifier for it says so, and it is tried again."""
        office = Office(store, notifiers={Channel.BUYER_MAIL: Messenger()})
        office.holds()

        with pytest.raises(NotDelivered):
            office.desk.deliver_one(office.entry("request").notice.key)

        assert office.entry("request").error == "no notifier for channel seller"

    @pytest.mark.parametrize("answer", [False, True, 0, "", "OK 山田"])
    def test_only_none_is_delivered(self, office: Office, answer: object) -> None:
        """Whoever returns anything may mean that it failed; a text is not repeated."""
        office.holds()
        office.messenger.notify = lambda _notice: answer  # type: ignore[method-assign, assignment, return-value]

        assert office.desk.deliver() == DispatchReport(again=1)
        error = office.entry("request").error
        assert "only None says that it has delivered" in error
        assert "山田" not in error

    def test_an_async_notifier_is_refused_when_the_desk_is_made(self, store: Any) -> None:
        """Nobody would await it."""

        class Async:
            async def notify(self, notice: Notice, /) -> None:
                """Do nothing, some other time."""

        with pytest.raises(Malformed, match=r"Async\.notify is async"):
            Office(store, notifiers={Channel.SELLER: Async()})

    def test_a_coroutine_is_not_delivered(self, office: Office) -> None:
        """However it has come through the door; it is closed, as nobody awaits it."""
        office.holds()

        async def later(_notice: Notice) -> None:
            """Do nothing, some other time."""

        office.messenger.notify = partial(later)  # type: ignore[method-assign, assignment, return-value, misc]

        assert office.desk.deliver() == DispatchReport(again=1)
        assert "returned a coroutine" in office.entry("request").error


class TestTryingAgain:
    """What was not accepted is tried again later, less and less often, and then given up."""

    def test_the_wait_grows(self, office: Office) -> None:
        """Half a minute, then twice that each time, up to an hour; spread by a quarter."""
        office.holds()
        office.messenger.raises = failing(NotDelivered("busy"))
        for attempt in range(1, 10):
            assert office.desk.deliver() == DispatchReport(again=1)
            entry = office.entry("request")
            wait = (entry.due_at - office.watch.now).total_seconds()
            expected = min(30 * 2 ** (attempt - 1), 3600)
            assert 0.75 * expected <= wait < 1.25 * expected
            assert (entry.attempts, entry.error) == (attempt, "busy")
            office.watch.now = entry.due_at - SECOND
            assert office.desk.deliver() == DispatchReport()
            office.watch.now = entry.due_at

        assert office.desk.deliver() == DispatchReport(dead=1)
        assert office.entry("request").state is DeliveryState.DEAD

    def test_the_waits_are_spread(self, office: Office) -> None:
        """Notices that failed together do not all come back together."""
        for number in range(1, 9):
            office.holds(str(number))
        office.messenger.raises = failing(NotDelivered("busy"))

        office.desk.deliver()

        assert len({entry.due_at for entry in office.store.outbox_entries()}) > 3

    @pytest.mark.parametrize(
        ("asked", "least", "most"),
        [
            (None, 22, 38),
            (0, 22, 38),
            (-5, 22, 38),
            (300, 300, 300),
            (300.5, 300.5, 300.5),
            (7200, 7200, 7200),
            (1e300, 86400, 86400),
            (10**400, 86400, 86400),
            (math.inf, 86400, 86400),
            (-math.inf, 22, 38),
            (math.nan, 22, 38),
            ("60", 22, 38),
        ],
    )
    def test_a_wait_that_was_asked_for(
        self, office: Office, asked: Any, least: float, most: float
    ) -> None:
        """What the other side asks for is heeded within reason, whatever it is."""
        office.holds()
        office.messenger.raises = failing(NotDelivered("busy", retry_after=asked))

        assert office.desk.deliver() == DispatchReport(again=1)

        wait = (office.entry("request").due_at - samples.NOON).total_seconds()
        assert least <= wait <= most

    def test_given_up_at_once(self, office: Office) -> None:
        """`Undeliverable` is not tried again; the why is kept, in one short line."""
        office.holds()
        office.messenger.raises = failing(Undeliverable("no such\naddress\x1b[31m" + "!" * 999))

        assert office.desk.deliver() == DispatchReport(dead=1)

        entry = office.entry("request")
        assert entry.state is DeliveryState.DEAD
        assert entry.error.startswith("no such address [31m!")
        assert len(entry.error) == 200

    def test_brought_back(self, office: Office) -> None:
        """A dead letter lives again, its attempts forgotten; only a dead one does."""
        office.holds()
        office.messenger.raises = failing(Undeliverable("no such address"))
        office.desk.deliver()
        key = office.entry("request").notice.key
        office.messenger.raises = failing(NotDelivered("no"), "none of these")

        assert office.desk.revive(key)
        assert not office.desk.revive(key)
        assert office.desk.deliver() == DispatchReport(delivered=1)
        assert office.entry("request").attempts == 1

    def test_how_often_is_configured(self, store: Any) -> None:
        """One attempt, if that is all that is wanted."""
        office = Office(store, max_attempts=1)
        office.holds()
        office.messenger.raises = failing(NotDelivered("busy"))

        assert office.desk.deliver() == DispatchReport(dead=1)


RAISED = [
    ValueError("田中 花子"),
    MemoryError(),
    RecursionError(),
    StopIteration(),
    OSError(28, "No space"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
    ExceptionGroup("several", [ValueError("x")]),
    NotFound("what"),
    NotDelivered("", retry_after=math.nan),
    Undeliverable("\ud800"),
    type("Own", (Exception,), {"__str__": lambda _self: 1 / 0})(),
]


class TestNobodyHoldsUpTheOthers:
    """A notifier may raise anything: the other notices go out all the same."""

    @pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
    def test_whatever_it_raises(self, office: Office, error: Exception) -> None:
        """One notice fails, the rest of the round is delivered."""
        for number in "12345":
            office.holds(number)
        office.messenger.raises = lambda n: error if n.order_no == "3" else None

        posted = office.desk.deliver()

        assert posted.delivered == 4
        assert posted.again + posted.dead == 1
        assert sorted(n.order_no for n in office.messenger.taken) == ["1", "2", "4", "5"]

    def test_no_text_of_a_stranger_is_kept(self, office: Office) -> None:
        """Of an error that is none of ours only the name is kept: it may hold anything."""
        office.holds()
        office.messenger.raises = failing(ValueError("田中 花子 +81-90-0000-0000"))

        office.desk.deliver()

        assert office.entry("request").error == "ValueError"

    def test_one_at_a_time(self, store: Any) -> None:
        """With fewer than there are channels, a full one does not starve the others."""
        office = Office(store, notifiers=dict.fromkeys(Channel, Messenger()))
        for number in range(1, 7):
            office.refused(str(number))

        for _ in range(2 * len(Channel)):
            office.desk.deliver(1)

        taken = [
            e.notice.channel
            for e in store.outbox_entries()
            if e.state is not DeliveryState.WAITING
        ]
        assert {channel: taken.count(channel) for channel in Channel} == dict.fromkeys(Channel, 2)

    def test_one_channel_is_down(self, store: Any) -> None:
        """Ten that fail do not keep those of another channel waiting."""
        mail, seller = Messenger(), Messenger()
        office = Office(store, notifiers={Channel.BUYER_MAIL: mail, Channel.SELLER: seller})
        mail.raises = failing(NotDelivered("down"))
        for number in range(1, 11):
            office.refused(str(number))

        while office.desk.deliver(limit=5) != DispatchReport():
            pass

        assert len(seller.taken) == 10
        assert mail.taken == []


class TestLostPoint:
    """A notice that is obsolete is dropped, not delivered."""

    def test_the_order_has_moved_on(self, office: Office) -> None:
        """A request that is answered need not be announced any more."""
        office.refused()
        office.desk.ship("76206", "佐川急便", NUMBER)

        assert office.desk.deliver() == DispatchReport(dropped=2)

        dropped = [
            entry
            for entry in office.store.outbox_entries()
            if entry.state is DeliveryState.DROPPED
        ]
        assert [entry.notice.kind.value for entry in dropped] == ["request", "duty_started"]
        assert {entry.error for entry in dropped} == {"it is obsolete"}

    @pytest.mark.parametrize(("late", "end"), [(-SECOND, "delivered"), (0 * SECOND, "dropped")])
    def test_it_has_expired(self, office: Office, late: timedelta, end: str) -> None:
        """Until midnight the reminder is worth its while, from midnight on it is not."""
        office.refused()
        office.watch.now = samples.NOON + 12 * HOUR + late

        office.desk.deliver()

        assert office.entry("duty_started").state.value == end

    def test_a_breach_stays_worth_telling(self, office: Office) -> None:
        """What has happened for good is delivered a week later."""
        office.refused()
        office.watch.now += DAY
        office.desk.tick()
        office.desk.deliver()
        office.watch.now += 7 * DAY

        assert office.entry("duty_missed").state is DeliveryState.DELIVERED


class TestSettingRight:
    """What sets a notice right goes only to those who may have read it."""

    def breach_taken_back(self, office: Office, end: Callable[[Office], object]) -> None:
        """Announce a breach, let that notice *end*, and hear of a shipment in time."""
        office.refused()
        office.desk.deliver()
        office.watch.now += DAY
        office.desk.tick()
        end(office)
        left = Snapshot(
            "76206", office.watch.now, Shipping.SHIPPED, shipped_at=samples.NOON + HOUR
        )
        office.desk.ingest([left])

    def test_what_went_out_is_set_right(self, office: Office) -> None:
        """Delivered, or tried: it may have arrived."""
        self.breach_taken_back(office, lambda office: office.desk.deliver())

        assert office.desk.deliver() == DispatchReport(delivered=1)
        assert office.messenger.taken[-1].kind.value == "set_right"

    def test_what_was_tried_is_set_right(self, office: Office) -> None:
        """An attempt that failed may have arrived all the same."""

        def fails(office: Office) -> None:
            office.messenger.raises = failing(NotDelivered("no answer"))
            office.desk.deliver()
            office.messenger.raises = failing(NotDelivered("no"), "none of these")

        self.breach_taken_back(office, fails)

        assert office.desk.deliver() == DispatchReport(delivered=1)
        assert office.messenger.taken[-1].kind.value == "set_right"

    def test_what_never_went_out_is_not(self, office: Office) -> None:
        """It waited, and nobody had tried: both are dropped."""
        self.breach_taken_back(office, lambda _office: None)

        assert office.desk.deliver().delivered == 0
        assert office.entry("duty_missed").state is DeliveryState.DROPPED
        assert office.entry("set_right").state is DeliveryState.DROPPED

    def test_what_was_given_up_is_not(self, office: Office) -> None:
        """Nobody has read a dead letter."""

        def dies(office: Office) -> None:
            office.messenger.raises = failing(Undeliverable("no such room"))
            office.desk.deliver()
            office.messenger.raises = failing(NotDelivered("no"), "none of these")

        self.breach_taken_back(office, dies)

        assert office.desk.deliver() == DispatchReport(dropped=1)

    def test_what_is_no_longer_known_is_set_right(self, office: Office) -> None:
        """A notice that was delivered long ago, and cleared away."""
        self.breach_taken_back(office, lambda office: office.desk.deliver())
        office.store.clean(office.watch.now + 30 * DAY)

        assert office.desk.deliver() == DispatchReport(delivered=1)


class TestOneByOne:
    """Engines that hand out keys deliver one notice each."""

    def key(self, office: Office) -> str:
        """Take in a request, and return the key of its notice."""
        office.holds()
        return office.entry("request").notice.key

    def test_accepted(self, office: Office) -> None:
        """Delivered, and a second time nothing happens."""
        key = self.key(office)

        office.desk.deliver_one(key)
        office.desk.deliver_one(key)

        assert len(office.messenger.taken) == 1

    def test_not_accepted(self, office: Office) -> None:
        """The engine is told to try again; too early, it is told how long to wait."""
        key = self.key(office)
        office.messenger.raises = failing(NotDelivered("busy"))

        with pytest.raises(NotDelivered, match=f"notice {key} was not accepted"):
            office.desk.deliver_one(key)
        with pytest.raises(NotDelivered) as early:
            office.desk.deliver_one(key)

        assert 22 <= early.value.retry_after <= 38

    def test_given_up(self, office: Office) -> None:
        """A dead letter is not to be tried again."""
        key = self.key(office)
        office.messenger.raises = failing(Undeliverable("no"))

        office.desk.deliver_one(key)

        assert office.entry("request").state is DeliveryState.DEAD

    def test_unknown(self, office: Office) -> None:
        """A key that nobody knows is nobody's notice."""
        office.desk.deliver_one("76206:1:request:seller")


class TestNothingIsLost:
    """Each change has its notices, each notice its change."""

    def test_a_change_and_its_notices(self, office: Office) -> None:
        """A denied command tells nobody anything; an allowed one all that it says."""
        office.holds()
        before = list(office.store.outbox_entries())
        with pytest.raises(RuleBroken):
            office.desk.refuse("76206", REASON)
        assert list(office.store.outbox_entries()) == before

        allowed = office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True)

        notices = [entry.notice for entry in office.store.outbox_entries()][len(before) :]
        assert notices == list(allowed.notices)

    def test_a_repeat_tells_nobody_twice(self, office: Office) -> None:
        """The same poll again, the same key again: no notice more."""
        office.holds()
        office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True, key="k")
        outbox_entries = list(office.store.outbox_entries())

        office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True, key="k")
        office.desk.ingest([Snapshot("76206", office.watch.now, Shipping.SCHEDULED)])

        assert list(office.store.outbox_entries()) == outbox_entries
