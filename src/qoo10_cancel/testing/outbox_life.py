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

__all__ = ["OutboxLife", "Post"]

_START: Final = datetime(2022, 8, 12, 10, 5, tzinfo=JST)
_CHANNELS: Final = st.sets(st.sampled_from(Channel), min_size=1)
_SECONDS: Final = st.sampled_from((1, 30, 31, 600))
_LEASES: Final = st.sampled_from((1, 30)).map(lambda seconds: timedelta(seconds=seconds))
_KEPT: Final = st.sampled_from((False, False, False, True))
_WHICH: Final = st.integers(0, 9)
_TURN: Final = list(Channel).index
_TO_DELIVER: Final = frozenset({DeliveryState.WAITING, DeliveryState.CLAIMED})


class Post(Store, Outbox, Protocol):
    """A store that hands out its notices itself."""


class OutboxLife(RuleBasedStateMachine):
    """Notices written, claimed, lost, acknowledged late; what the outbox_ says must agree.

    To put a outbox_ of your own to the test, subclass it and override `make`; `damaged` too, if
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
    def make(self) -> Post:
        """Return a new store, with nothing in it, that is its own outbox_."""
        raise NotImplementedError

    def damaged(self, post: Post, notice_key: str) -> AbstractContextManager[object]:
        """Make a stored notice unreadable for as long as the context is open."""
        raise NotImplementedError

    # What happens.

    @initialize()
    def is_opened(self) -> None:
        """A new store has an empty outbox."""
        self.post = self.make()

    @rule(seconds=_SECONDS)
    def time_passes(self, seconds: int) -> None:
        """Leases run out, notices fall due."""
        self.now += timedelta(seconds=seconds)

    @rule(channels=st.lists(st.sampled_from(Channel), min_size=1, max_size=6), kept=_KEPT)
    def notices_are_written(self, channels: Sequence[Channel], *, kept: bool) -> None:
        """A change brings notices, for delivery or for the record."""
        self.write([self.notice(channel) for channel in sorted(channels, key=_TURN)], kept=kept)

    @precondition(lambda self: self.model)
    @rule(which=_WHICH, kept=st.booleans())
    def a_notice_is_written_again(self, which: int, *, kept: bool) -> None:
        """A key is unique for ever: adding it again changes nothing."""
        self.write([self.entry(which).notice], kept=kept)

    @rule(target=claims, channels=_CHANNELS, limit=st.integers(1, 5), lease=_LEASES)
    def some_are_claimed(
        self, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> object:
        """Somebody takes what is due, the channels in turn, the earliest first."""
        queues = {channel: self.due(channel) for channel in channels}

        taken = self.post.claim(self.now, channels=channels, limit=limit, lease=lease)

        assert len(taken) == min(limit, sum(map(len, queues.values()))), "not as many as are due"
        self.are_in_turn(taken, queues)
        for claimed in taken:
            self.is_held(claimed, lease)
        return multiple(*taken)

    @precondition(lambda self: self.model)
    @rule(target=claims, which=_WHICH, lease=_LEASES)
    def one_is_claimed(self, which: int, lease: timedelta) -> object:
        """An engine that has the key takes that one notice, or is told when to come again."""
        entry = self.entry(which)
        key, wait = entry.notice.key, (entry.due_at - self.now).total_seconds()
        try:
            claimed = self.post.claim_one(key, self.now, lease=lease)
        except NotDelivered as error:
            held, claimed = error.retry_after, None
        else:
            held = None
        if held is not None:
            assert entry.state in _TO_DELIVER, "nobody is to deliver it"
            assert held == wait > 0, "it was due"
            return multiple()
        if claimed is None:
            assert entry.state not in _TO_DELIVER, "it was to be delivered"
            return multiple()
        assert claimed.notice.key == key, "another notice was claimed"
        assert wait <= 0, "it was not due, or somebody held it"
        self.is_held(claimed, lease)
        return claimed

    @precondition(lambda self: self.model and type(self).damaged is not OutboxLife.damaged)
    @rule(target=claims, which=_WHICH, limit=st.integers(1, 5), lease=_LEASES)
    def one_cannot_be_read(self, which: int, limit: int, lease: timedelta) -> object:
        """It is given up by whoever would have taken it, and holds up none of the others."""
        entry = self.entry(which)
        key, channels = entry.notice.key, (entry.notice.channel,)
        others = [each for each in self.due(entry.notice.channel) if each is not entry]
        with self.damaged(self.post, key):
            try:
                assert key not in {each.notice.key for each in self.post.outbox_entries()}
                taken = self.post.claim(self.now, channels=channels, limit=limit, lease=lease)
            except RowUnreadable as error:
                raise AssertionError("one notice has held up the others") from error
        assert len(taken) == min(limit, len(others)), "the others were held up"
        self.are_in_turn(taken, {entry.notice.channel: others})
        for claimed in taken:
            self.is_held(claimed, lease)
        [now] = [each for each in self.post.outbox_entries() if each.notice.key == key]
        if now.attempts != entry.attempts:
            assert entry.state in _TO_DELIVER, "it was not to be delivered"
            assert now.state is DeliveryState.DEAD, "it was not given up"
            assert now.error, "nobody says why it was given up"
            self.holders.pop(key, None)
            self.model[key] = now
        else:
            turn = [each.due_at for each in others[:limit]]
            assert (
                entry.state not in _TO_DELIVER
                or entry.due_at > self.now
                or (len(turn) == limit and turn[-1] <= entry.due_at)
            ), "its turn had come"
        return multiple(*taken)

    @rule()
    def an_unknown_one_is_claimed(self) -> None:
        """There is nothing to take, and nothing to revive."""
        lease = timedelta(seconds=1)
        assert self.post.claim_one("nobody's", self.now, lease=lease) is None
        assert not self.post.revive("nobody's", self.now)

    @rule(claimed=claims)
    def one_is_accepted(self, claimed: Lease) -> None:
        """It has been delivered, says one who may hold it no longer."""
        self.settle(claimed, self.post.ack(claimed), DeliveryState.DELIVERED)

    @rule(claimed=claims, seconds=_SECONDS)
    def one_fails(self, claimed: Lease, seconds: int) -> None:
        """It is to be tried again later."""
        again = self.now + timedelta(seconds=seconds)
        held = self.post.nack(claimed, error="busy", retry_at=again)
        self.settle(claimed, held, DeliveryState.WAITING, "busy", again)

    @rule(claimed=claims)
    def one_is_given_up(self, claimed: Lease) -> None:
        """It becomes a dead letter."""
        self.settle(
            claimed, self.post.bury(claimed, error="unknown"), DeliveryState.DEAD, "unknown"
        )

    @rule(claimed=claims)
    def one_loses_its_point(self, claimed: Lease) -> None:
        """It goes undelivered."""
        self.settle(claimed, self.post.drop(claimed, why="late"), DeliveryState.DROPPED, "late")

    @precondition(lambda self: self.model)
    @rule(which=_WHICH)
    def one_is_revived(self, which: int) -> None:
        """Only what is dead can be revived; its attempts are forgotten."""
        entry = self.entry(which)

        revived = self.post.revive(entry.notice.key, self.now)

        assert revived == (entry.state is DeliveryState.DEAD), "revived what was not dead"
        if revived:
            self.model[entry.notice.key] = OutboxEntry(
                entry.notice, DeliveryState.WAITING, 0, self.now
            )

    # What the model knows.

    def notice(self, channel: Channel) -> Notice:
        """Return a notice that there has never been."""
        kind = NoticeKind.REFUSAL if channel is not Channel.SELLER else NoticeKind.DUTY_STARTED
        key = f"76206:1:{next(self.numbers)}"
        return Notice(key, kind, channel, "76206", 1, self.now, params={"text": "発送済み"})

    def entry(self, which: int) -> OutboxEntry:
        """Return one of the entries."""
        return list(self.model.values())[which % len(self.model)]

    def write(self, notices: Sequence[Notice], *, kept: bool) -> None:
        """Commit a change that brings *notices*."""
        before = self.order
        version = 1 if before is None else before.version + 1
        self.order = Order("76206", version=version)
        state = DeliveryState.RECORDED_ONLY if kept else DeliveryState.WAITING
        outbox_entries = tuple(OutboxEntry(notice, state, 0, self.now) for notice in notices)
        self.post.commit(Change(before, self.order, (), outbox_entries, (), None, self.now, "1"))
        for entry in outbox_entries:
            self.model.setdefault(entry.notice.key, entry)

    def due(self, channel: Channel) -> list[OutboxEntry]:
        """Return what is due in *channel*, the earliest first."""
        outbox_entries = [
            entry
            for entry in self.model.values()
            if entry.notice.channel is channel
            and entry.state in _TO_DELIVER
            and entry.due_at <= self.now
        ]
        return sorted(outbox_entries, key=lambda entry: entry.due_at)

    def are_in_turn(
        self, taken: Sequence[Lease], queues: dict[Channel, list[OutboxEntry]]
    ) -> None:
        """The earliest of each channel are taken, and no channel takes another one's turn."""
        counts = {}
        for channel, queue in queues.items():
            mine = [each.notice.key for each in taken if each.notice.channel is channel]
            due_at = {entry.notice.key: entry.due_at for entry in queue}
            assert set(mine) <= due_at.keys(), "a notice was taken that was not due"
            first = [entry.due_at for entry in queue[: len(mine)]]
            assert sorted(due_at[key] for key in mine) == first, "not the earliest ones"
            counts[channel] = len(mine)
        for channel, queue in queues.items():
            if len(queue) > counts[channel]:
                assert max(counts.values()) <= counts[channel] + 1, "a channel was held up"
        assert {each.notice.channel for each in taken} <= queues.keys()

    def is_held(self, claimed: Lease, lease: timedelta) -> None:
        """A claim counts the attempt, and has a token like no other."""
        key = claimed.notice.key
        entry = self.model[key]
        assert claimed.notice == entry.notice, "the notice is not as it was written"
        assert claimed.attempt == entry.attempts + 1, "the attempt was not counted"
        assert claimed.token not in self.tokens, "a token was given out twice"
        self.tokens.add(claimed.token)
        self.holders[key] = claimed.token
        self.model[key] = attrs.evolve(
            entry, state=DeliveryState.CLAIMED, attempts=claimed.attempt, due_at=self.now + lease
        )

    def settle(
        self,
        claimed: Lease,
        held: bool,
        state: DeliveryState,
        error: str = "",
        due_at: datetime | None = None,
    ) -> None:
        """Only the last one who took it can say how it ended."""
        key = claimed.notice.key
        assert held == (self.holders.get(key) == claimed.token), "a lapsed token was accepted"
        if held:
            del self.holders[key]
            entry = self.model[key]
            self.model[key] = attrs.evolve(
                entry, state=state, error=error, due_at=due_at or entry.due_at
            )

    # What must hold.

    @invariant()
    def letters_stand_as_they_do(self) -> None:
        """Each entry stands as it was left, and in the order in which it was written."""
        outbox_entries = self.post.outbox_entries()
        assert [each.notice for each in outbox_entries] == [e.notice for e in self.model.values()]
        for entry in outbox_entries:
            expected = self.model[entry.notice.key]
            assert entry.state is expected.state
            assert entry.attempts == expected.attempts
            if entry.state in _TO_DELIVER:
                assert entry.due_at == expected.due_at
            if entry.state is not DeliveryState.CLAIMED:
                assert entry.error == expected.error

    @invariant()
    def letters_are_found(self) -> None:
        """By how they stand, and by their order."""
        for state in DeliveryState:
            alike = [e.notice.key for e in self.model.values() if e.state is state]
            assert [each.notice.key for each in self.post.outbox_entries(states=[state])] == alike
            assert [
                e.notice.key for e in self.post.outbox_entries(states=[state], limit=1)
            ] == alike[:1]
        assert list(self.post.outbox_entries(order_no="1")) == []
        assert len(self.post.outbox_entries(order_no="76206")) == len(self.model)
