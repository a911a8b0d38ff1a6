"""The life of an outbox as a state machine: each notice is held by one, and ends once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import count
from typing import Final, Protocol

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from ..errors import NotDelivered, RowUnreadable
from ..japan import JST
from ..notices import Channel, Notice, NoticeKind
from ..order import Order
from ..ports import Change, DeliveryState, Lease, Outbox, OutboxEntry, Store

__all__ = ["OutboxLife", "OutboxStore"]

_START: Final = datetime(2022, 8, 12, 10, 5, tzinfo=JST)
_CHANNELS: Final = st.sets(st.sampled_from(Channel), min_size=1)
_SECONDS: Final = st.sampled_from((1, 30, 31, 600))
_LENGTHS: Final = st.sampled_from((1, 30)).map(lambda seconds: timedelta(seconds=seconds))
_RECORDED_ONLY: Final = st.sampled_from((False, False, False, True))
_WHICH: Final = st.integers(0, 9)
_TURN: Final = list(Channel).index
_TO_DELIVER: Final = frozenset({DeliveryState.WAITING, DeliveryState.CLAIMED})
_ENDED: Final = frozenset(
    {DeliveryState.DELIVERED, DeliveryState.DROPPED, DeliveryState.RECORDED_ONLY}
)


class OutboxStore(Store, Outbox, Protocol):
    """A store that hands out its notices itself."""


class OutboxLife(RuleBasedStateMachine):
    """Notices are written, leased, lost, acknowledged late; the outbox must agree with the model.

    To put an outbox of your own to the test, subclass it and override `make`; `damaged` too, if
    a notice of it can be unreadable.

        class MyOutboxLife(OutboxLife):
            def make(self):
                return MyStore(...)

        TestMyOutbox = MyOutboxLife.TestCase
    """

    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.now = _START
        self.order: Order | None = None
        self.model: dict[str, OutboxEntry] = {}
        self.holders: dict[str, str] = {}
        self.tokens: set[str] = set()
        self.numbers = count(1)

    # What an embedder overrides.

    @abstractmethod
    def make(self) -> OutboxStore:
        """Return a new store, with nothing in it, that is its own outbox."""
        raise NotImplementedError

    def damaged(self, outbox: OutboxStore, notice_key: str) -> AbstractContextManager[object]:
        """Make a stored notice unreadable for as long as the context is open."""
        raise NotImplementedError

    # What happens.

    @initialize()
    def is_opened(self) -> None:
        """A new store has an empty outbox."""
        self.outbox = self.make()

    @rule(seconds=_SECONDS)
    def time_passes(self, seconds: int) -> None:
        """Leases run out, notices fall due."""
        self.now += timedelta(seconds=seconds)

    @rule(
        channels=st.lists(st.sampled_from(Channel), min_size=1, max_size=6),
        recorded_only=_RECORDED_ONLY,
    )
    def notices_are_written(self, channels: Sequence[Channel], *, recorded_only: bool) -> None:
        """A change brings notices, for delivery or for the record."""
        self.write(
            [self.notice(channel) for channel in sorted(channels, key=_TURN)],
            recorded_only=recorded_only,
        )

    @precondition(lambda self: self.model)
    @rule(which=_WHICH, recorded_only=st.booleans())
    def a_notice_is_written_again(self, which: int, *, recorded_only: bool) -> None:
        """A key is unique for ever: adding it again changes nothing."""
        self.write([self.entry(which).notice], recorded_only=recorded_only)

    @rule(target=claims, channels=_CHANNELS, limit=st.integers(1, 5), length=_LENGTHS)
    def some_are_claimed(
        self, channels: Collection[Channel], limit: int, length: timedelta
    ) -> object:
        """Somebody takes what is due, the channels in turn, the earliest first."""
        queues = {channel: self.due(channel) for channel in channels}

        taken = self.outbox.claim(self.now, channels=channels, limit=limit, lease=length)

        assert len(taken) == min(limit, sum(map(len, queues.values()))), "not as many as are due"
        self.are_in_turn(taken, queues)
        for lease in taken:
            self.is_held(lease, length)
        return multiple(*taken)

    @precondition(lambda self: self.model)
    @rule(target=claims, which=_WHICH, length=_LENGTHS)
    def one_is_claimed(self, which: int, length: timedelta) -> object:
        """An engine that has the key takes that one notice, or learns when to come again."""
        entry = self.entry(which)
        key, wait = entry.notice.key, (entry.due_at - self.now).total_seconds()
        try:
            lease = self.outbox.claim_one(key, self.now, lease=length)
        except NotDelivered as error:
            held, lease = error.retry_after, None
        else:
            held = None
        if held is not None:
            assert entry.state in _TO_DELIVER, "nobody is to deliver it"
            assert held == wait > 0, "it was due"
            return multiple()
        if lease is None:
            assert entry.state not in _TO_DELIVER, "it was to be delivered"
            return multiple()
        assert lease.notice.key == key, "another notice was claimed"
        assert wait <= 0, "it was not due, or somebody held it"
        self.is_held(lease, length)
        return lease

    @precondition(lambda self: self.model and type(self).damaged is not OutboxLife.damaged)
    @rule(target=claims, which=_WHICH, limit=st.integers(1, 5), length=_LENGTHS)
    def one_cannot_be_read(self, which: int, limit: int, length: timedelta) -> object:
        """It is given up by whoever would have taken it, and holds up none of the others."""
        entry = self.entry(which)
        key, channels = entry.notice.key, (entry.notice.channel,)
        others = [other for other in self.due(entry.notice.channel) if other is not entry]
        with self.damaged(self.outbox, key):
            try:
                assert key not in {other.notice.key for other in self.outbox.outbox_entries()}
                taken = self.outbox.claim(self.now, channels=channels, limit=limit, lease=length)
            except RowUnreadable as error:
                raise AssertionError("one notice has held up the others") from error
        assert len(taken) == min(limit, len(others)), "the others were held up"
        self.are_in_turn(taken, {entry.notice.channel: others})
        for lease in taken:
            self.is_held(lease, length)
        [now] = [other for other in self.outbox.outbox_entries() if other.notice.key == key]
        if now.attempts != entry.attempts:
            assert entry.state in _TO_DELIVER, "it was not to be delivered"
            assert now.state is DeliveryState.DEAD, "it was not given up"
            assert now.error, "nobody says why it was given up"
            self.holders.pop(key, None)
            self.model[key] = now
        else:
            turn = [other.due_at for other in others[:limit]]
            assert (
                entry.state not in _TO_DELIVER
                or entry.due_at > self.now
                or (len(turn) == limit and turn[-1] <= entry.due_at)
            ), "its turn had come"
        return multiple(*taken)

    @rule()
    def an_unknown_one_is_claimed(self) -> None:
        """There is nothing to take, and nothing to revive."""
        length = timedelta(seconds=1)
        assert self.outbox.claim_one("nobody's", self.now, lease=length) is None
        assert not self.outbox.revive("nobody's", self.now)

    @rule(lease=claims)
    def one_is_accepted(self, lease: Lease) -> None:
        """It has been delivered, says one who may hold it no longer."""
        self.settle(lease, self.outbox.ack(lease), DeliveryState.DELIVERED)

    @rule(lease=claims, seconds=_SECONDS)
    def one_fails(self, lease: Lease, seconds: int) -> None:
        """It is to be tried again later."""
        again = self.now + timedelta(seconds=seconds)
        held = self.outbox.nack(lease, error="busy", retry_at=again)
        self.settle(lease, held, DeliveryState.WAITING, "busy", again)

    @rule(lease=claims)
    def one_is_given_up(self, lease: Lease) -> None:
        """It becomes a dead letter."""
        self.settle(lease, self.outbox.bury(lease, error="unknown"), DeliveryState.DEAD, "unknown")

    @rule(lease=claims)
    def one_loses_its_point(self, lease: Lease) -> None:
        """It goes undelivered."""
        self.settle(lease, self.outbox.drop(lease, why="late"), DeliveryState.DROPPED, "late")

    @precondition(lambda self: self.model)
    @rule(which=_WHICH)
    def one_is_revived(self, which: int) -> None:
        """Only what is dead can be revived; its attempts are forgotten."""
        entry = self.entry(which)

        revived = self.outbox.revive(entry.notice.key, self.now)

        assert revived == (entry.state is DeliveryState.DEAD), "revived what was not dead"
        if revived:
            self.model[entry.notice.key] = OutboxEntry(
                entry.notice, DeliveryState.WAITING, 0, self.now
            )

    @rule(seconds=_SECONDS)
    def old_ones_are_cleaned_away(self, seconds: int) -> None:
        """What ended before a moment is removed; what is to be delivered, or is dead, stays."""
        before = self.now - timedelta(seconds=seconds)
        ended = {key for key, entry in self.model.items() if _ended_before(entry, before)}

        assert self.outbox.clean(before) == len(ended), "not as many as had ended"
        self.model = {key: entry for key, entry in self.model.items() if key not in ended}

    # What the model knows.

    def notice(self, channel: Channel) -> Notice:
        """Return a notice that there has never been."""
        kind = NoticeKind.REFUSAL if channel is not Channel.SELLER else NoticeKind.DUTY_STARTED
        key = f"76206:1:{next(self.numbers)}"
        return Notice(key, kind, channel, "76206", 1, self.now, params={"text": "発送済み"})

    def entry(self, which: int) -> OutboxEntry:
        """Return one of the entries."""
        return list(self.model.values())[which % len(self.model)]

    def write(self, notices: Sequence[Notice], *, recorded_only: bool) -> None:
        """Commit a change that brings *notices*."""
        before = self.order
        version = 1 if before is None else before.version + 1
        self.order = Order("76206", version=version)
        state = DeliveryState.RECORDED_ONLY if recorded_only else DeliveryState.WAITING
        entries = tuple(OutboxEntry(notice, state, 0, self.now) for notice in notices)
        change = Change(before, self.order, (), entries, (), None, self.now, "1", (), None)
        self.outbox.commit(change)
        for entry in entries:
            self.model.setdefault(entry.notice.key, entry)

    def due(self, channel: Channel) -> list[OutboxEntry]:
        """Return what is due in *channel*, the earliest first."""
        entries = [
            entry
            for entry in self.model.values()
            if entry.notice.channel is channel
            and entry.state in _TO_DELIVER
            and entry.due_at <= self.now
        ]
        return sorted(entries, key=lambda entry: entry.due_at)

    def are_in_turn(
        self, taken: Sequence[Lease], queues: dict[Channel, list[OutboxEntry]]
    ) -> None:
        """The earliest of each channel are taken, and no channel takes another one's turn."""
        counts = {}
        for channel, queue in queues.items():
            mine = [lease.notice.key for lease in taken if lease.notice.channel is channel]
            due_at = {entry.notice.key: entry.due_at for entry in queue}
            assert set(mine) <= due_at.keys(), "a notice was taken that was not due"
            first = [entry.due_at for entry in queue[: len(mine)]]
            assert sorted(due_at[key] for key in mine) == first, "not the earliest ones"
            counts[channel] = len(mine)
        for channel, queue in queues.items():
            if len(queue) > counts[channel]:
                assert max(counts.values()) <= counts[channel] + 1, "a channel was held up"
        assert {lease.notice.channel for lease in taken} <= queues.keys()

    def is_held(self, lease: Lease, length: timedelta) -> None:
        """A claim counts the attempt, and has a token like no other."""
        key = lease.notice.key
        entry = self.model[key]
        assert lease.notice == entry.notice, "the notice is not as it was written"
        assert lease.attempt == entry.attempts + 1, "the attempt was not counted"
        assert lease.token not in self.tokens, "a token was given out twice"
        assert lease.until == self.now + length, "the lease does not say when it runs out"
        self.tokens.add(lease.token)
        self.holders[key] = lease.token
        self.model[key] = attrs.evolve(
            entry, state=DeliveryState.CLAIMED, attempts=lease.attempt, due_at=self.now + length
        )

    def settle(
        self,
        lease: Lease,
        held: bool,
        state: DeliveryState,
        error: str = "",
        due_at: datetime | None = None,
    ) -> None:
        """Only the last one who took it can say how it ended."""
        key = lease.notice.key
        assert held == (self.holders.get(key) == lease.token), "a lapsed token was accepted"
        if held:
            del self.holders[key]
            entry = self.model[key]
            self.model[key] = attrs.evolve(
                entry, state=state, error=error, due_at=due_at or entry.due_at
            )

    # What must hold.

    @invariant()
    def entries_are_as_they_were_left(self) -> None:
        """Each entry stands as it was left, and in the order in which it was written."""
        entries = self.outbox.outbox_entries()
        assert [entry.notice for entry in entries] == [e.notice for e in self.model.values()]
        for entry in entries:
            expected = self.model[entry.notice.key]
            assert entry.state is expected.state
            assert entry.attempts == expected.attempts
            assert entry.due_at == expected.due_at
            if entry.state is not DeliveryState.CLAIMED:
                assert entry.error == expected.error

    @invariant()
    def entries_are_found(self) -> None:
        """By how they stand, and by their order."""
        for state in DeliveryState:
            alike = [e.notice.key for e in self.model.values() if e.state is state]
            found = self.outbox.outbox_entries(states=[state])
            first = self.outbox.outbox_entries(states=[state], limit=1)
            assert [entry.notice.key for entry in found] == alike
            assert [entry.notice.key for entry in first] == alike[:1]
        keys = list(self.model)
        for number, key in enumerate(keys):
            page = self.outbox.outbox_entries(after=key, limit=2)
            assert [e.notice.key for e in page] == keys[number + 1 : number + 3], "pages differ"
        assert list(self.outbox.outbox_entries(order_no="1")) == []
        assert len(self.outbox.outbox_entries(order_no="76206")) == len(self.model)


def _ended_before(entry: OutboxEntry, moment: datetime) -> bool:
    return entry.state in _ENDED and entry.due_at < moment
