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
from ..ports import Change, Claimed, Letter, LetterState, Mailbox, Store

__all__ = ["OutboxLife", "Post"]

_START: Final = datetime(2022, 8, 12, 10, 5, tzinfo=JST)
_CHANNELS: Final = st.sets(st.sampled_from(Channel), min_size=1)
_SECONDS: Final = st.sampled_from((1, 30, 31, 600))
_LEASES: Final = st.sampled_from((1, 30)).map(lambda seconds: timedelta(seconds=seconds))
_KEPT: Final = st.sampled_from((False, False, False, True))
_WHICH: Final = st.integers(0, 9)
_TURN: Final = list(Channel).index
_TO_DELIVER: Final = frozenset({LetterState.WAITING, LetterState.CLAIMED})


class Post(Store, Mailbox, Protocol):
    """A store that hands out its notices itself."""


class OutboxLife(RuleBasedStateMachine):
    """Notices written, claimed, lost, acknowledged late; what the mailbox says must agree.

    To put a mailbox of your own to the test, subclass it and override `make`; `damaged` too, if
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
        self.model: dict[str, Letter] = {}
        self.holders: dict[str, str] = {}
        self.tokens: set[str] = set()
        self.numbers = count(1)

    # What an embedder overrides.

    @abstractmethod
    def make(self) -> Post:
        """Return a new store, with nothing in it, that is its own mailbox."""
        raise NotImplementedError

    def damaged(self, post: Post, notice_key: str) -> AbstractContextManager[object]:
        """Make a stored notice unreadable for as long as the context is open."""
        raise NotImplementedError

    # What happens.

    @initialize()
    def is_opened(self) -> None:
        """A new store has no letters."""
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
        self.write([self.letter(which).notice], kept=kept)

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
        letter = self.letter(which)
        key, wait = letter.notice.key, (letter.due_at - self.now).total_seconds()
        try:
            claimed = self.post.claim_one(key, self.now, lease=lease)
        except NotDelivered as error:
            held, claimed = error.retry_after, None
        else:
            held = None
        if held is not None:
            assert letter.state in _TO_DELIVER, "nobody is to deliver it"
            assert held == wait > 0, "it was due"
            return multiple()
        if claimed is None:
            assert letter.state not in _TO_DELIVER, "it was to be delivered"
            return multiple()
        assert claimed.notice.key == key, "another notice was claimed"
        assert wait <= 0, "it was not due, or somebody held it"
        self.is_held(claimed, lease)
        return claimed

    @precondition(lambda self: self.model and type(self).damaged is not OutboxLife.damaged)
    @rule(target=claims, which=_WHICH, limit=st.integers(1, 5), lease=_LEASES)
    def one_cannot_be_read(self, which: int, limit: int, lease: timedelta) -> object:
        """It is given up by whoever would have taken it, and holds up none of the others."""
        letter = self.letter(which)
        key, channels = letter.notice.key, (letter.notice.channel,)
        others = [each for each in self.due(letter.notice.channel) if each is not letter]
        with self.damaged(self.post, key):
            try:
                assert key not in {each.notice.key for each in self.post.letters()}
                taken = self.post.claim(self.now, channels=channels, limit=limit, lease=lease)
            except RowUnreadable as error:
                raise AssertionError("one notice has held up the others") from error
        assert len(taken) == min(limit, len(others)), "the others were held up"
        self.are_in_turn(taken, {letter.notice.channel: others})
        for claimed in taken:
            self.is_held(claimed, lease)
        [now] = [each for each in self.post.letters() if each.notice.key == key]
        if now.attempts != letter.attempts:
            assert letter.state in _TO_DELIVER, "it was not to be delivered"
            assert now.state is LetterState.DEAD, "it was not given up"
            assert now.error, "nobody says why it was given up"
            self.holders.pop(key, None)
            self.model[key] = now
        else:
            turn = [each.due_at for each in others[:limit]]
            assert (
                letter.state not in _TO_DELIVER
                or letter.due_at > self.now
                or (len(turn) == limit and turn[-1] <= letter.due_at)
            ), "its turn had come"
        return multiple(*taken)

    @rule()
    def an_unknown_one_is_claimed(self) -> None:
        """There is nothing to take, and nothing to revive."""
        lease = timedelta(seconds=1)
        assert self.post.claim_one("nobody's", self.now, lease=lease) is None
        assert not self.post.revive("nobody's", self.now)

    @rule(claimed=claims)
    def one_is_accepted(self, claimed: Claimed) -> None:
        """It has been delivered, says one who may hold it no longer."""
        self.settle(claimed, self.post.ack(claimed), LetterState.DELIVERED)

    @rule(claimed=claims, seconds=_SECONDS)
    def one_fails(self, claimed: Claimed, seconds: int) -> None:
        """It is to be tried again later."""
        again = self.now + timedelta(seconds=seconds)
        held = self.post.nack(claimed, error="busy", retry_at=again)
        self.settle(claimed, held, LetterState.WAITING, "busy", again)

    @rule(claimed=claims)
    def one_is_given_up(self, claimed: Claimed) -> None:
        """It becomes a dead letter."""
        self.settle(claimed, self.post.bury(claimed, error="unknown"), LetterState.DEAD, "unknown")

    @rule(claimed=claims)
    def one_loses_its_point(self, claimed: Claimed) -> None:
        """It goes undelivered."""
        self.settle(claimed, self.post.drop(claimed, why="late"), LetterState.DROPPED, "late")

    @precondition(lambda self: self.model)
    @rule(which=_WHICH)
    def one_is_revived(self, which: int) -> None:
        """Only what is dead can be revived; its attempts are forgotten."""
        letter = self.letter(which)

        revived = self.post.revive(letter.notice.key, self.now)

        assert revived == (letter.state is LetterState.DEAD), "revived what was not dead"
        if revived:
            self.model[letter.notice.key] = Letter(letter.notice, LetterState.WAITING, 0, self.now)

    # What the model knows.

    def notice(self, channel: Channel) -> Notice:
        """Return a notice that there has never been."""
        kind = NoticeKind.REFUSAL if channel is not Channel.SELLER else NoticeKind.DUTY_STARTED
        key = f"76206:1:{next(self.numbers)}"
        return Notice(key, kind, channel, "76206", 1, self.now, params={"text": "発送済み"})

    def letter(self, which: int) -> Letter:
        """Return one of the letters."""
        return list(self.model.values())[which % len(self.model)]

    def write(self, notices: Sequence[Notice], *, kept: bool) -> None:
        """Commit a change that brings *notices*."""
        before = self.order
        version = 1 if before is None else before.version + 1
        self.order = Order("76206", version=version)
        state = LetterState.KEPT if kept else LetterState.WAITING
        letters = tuple(Letter(notice, state, 0, self.now) for notice in notices)
        self.post.commit(Change(before, self.order, (), letters, (), None, self.now, "1"))
        for letter in letters:
            self.model.setdefault(letter.notice.key, letter)

    def due(self, channel: Channel) -> list[Letter]:
        """Return what is due in *channel*, the earliest first."""
        letters = [
            letter
            for letter in self.model.values()
            if letter.notice.channel is channel
            and letter.state in _TO_DELIVER
            and letter.due_at <= self.now
        ]
        return sorted(letters, key=lambda letter: letter.due_at)

    def are_in_turn(self, taken: Sequence[Claimed], queues: dict[Channel, list[Letter]]) -> None:
        """The earliest of each channel are taken, and no channel takes another one's turn."""
        counts = {}
        for channel, queue in queues.items():
            mine = [each.notice.key for each in taken if each.notice.channel is channel]
            due_at = {letter.notice.key: letter.due_at for letter in queue}
            assert set(mine) <= due_at.keys(), "a notice was taken that was not due"
            first = [letter.due_at for letter in queue[: len(mine)]]
            assert sorted(due_at[key] for key in mine) == first, "not the earliest ones"
            counts[channel] = len(mine)
        for channel, queue in queues.items():
            if len(queue) > counts[channel]:
                assert max(counts.values()) <= counts[channel] + 1, "a channel was held up"
        assert {each.notice.channel for each in taken} <= queues.keys()

    def is_held(self, claimed: Claimed, lease: timedelta) -> None:
        """A claim counts the attempt, and has a token like no other."""
        key = claimed.notice.key
        letter = self.model[key]
        assert claimed.notice == letter.notice, "the notice is not as it was written"
        assert claimed.attempt == letter.attempts + 1, "the attempt was not counted"
        assert claimed.token not in self.tokens, "a token was given out twice"
        self.tokens.add(claimed.token)
        self.holders[key] = claimed.token
        self.model[key] = attrs.evolve(
            letter, state=LetterState.CLAIMED, attempts=claimed.attempt, due_at=self.now + lease
        )

    def settle(
        self,
        claimed: Claimed,
        held: bool,
        state: LetterState,
        error: str = "",
        due_at: datetime | None = None,
    ) -> None:
        """Only the last one who took it can say how it ended."""
        key = claimed.notice.key
        assert held == (self.holders.get(key) == claimed.token), "a lapsed token was accepted"
        if held:
            del self.holders[key]
            letter = self.model[key]
            self.model[key] = attrs.evolve(
                letter, state=state, error=error, due_at=due_at or letter.due_at
            )

    # What must hold.

    @invariant()
    def letters_stand_as_they_do(self) -> None:
        """Each letter stands as it was left, and in the order in which it was written."""
        letters = self.post.letters()
        assert [each.notice for each in letters] == [e.notice for e in self.model.values()]
        for letter in letters:
            expected = self.model[letter.notice.key]
            assert letter.state is expected.state
            assert letter.attempts == expected.attempts
            if letter.state in _TO_DELIVER:
                assert letter.due_at == expected.due_at
            if letter.state is not LetterState.CLAIMED:
                assert letter.error == expected.error

    @invariant()
    def letters_are_found(self) -> None:
        """By how they stand, and by their order."""
        for state in LetterState:
            alike = [e.notice.key for e in self.model.values() if e.state is state]
            assert [each.notice.key for each in self.post.letters(states=[state])] == alike
            assert [e.notice.key for e in self.post.letters(states=[state], limit=1)] == alike[:1]
        assert list(self.post.letters(order_no="1")) == []
        assert len(self.post.letters(order_no="76206")) == len(self.model)
