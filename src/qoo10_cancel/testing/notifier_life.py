"""What every notifier promises, as a state machine that an implementer runs on their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from inspect import isawaitable
from typing import Final

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from ..errors import NotDelivered, Undeliverable
from ..notices import Channel, Notice, NoticeKind
from ..ports import Notifier
from ..reasons import ReasonKind
from . import strategies as own

__all__ = ["Arrival", "NotifierLife", "notices"]


@attrs.frozen
class Arrival:
    """One notice as it arrived at the far end.

    Attributes:
        mark: What a repeat is recognised by: the notice's key, or what was made of it.
        subject: The subject as it arrived.
        body: The body as it arrived.
    """

    mark: str
    subject: str
    body: str


# Texts that some way of delivering has mangled before: a lone full stop ends an SMTP message,
# "From " starts the next one in a mailbox, and long lines are broken.
_AWKWARD: Final = (
    "",
    ".",
    ".\n.\nQUIT",
    "From 田中",
    "\tあ　い  \n\n",
    "=?utf-8?q?no?=",
    "発送済みです。" * 200,
    "x" * 2000,
    "👨‍👩‍👧 𠮷野家 が",
    '{"a": "\\u0000"}',
    "<b>&amp;</b>",
)


def _texts() -> st.SearchStrategy[str]:
    plain = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))
    return st.one_of(own.texts(), st.sampled_from(_AWKWARD), st.text(plain, max_size=80))


def _params(kind: NoticeKind) -> st.SearchStrategy[dict[str, object]]:
    """Draw what the sentences of a notice of that kind are made of."""
    match kind:
        case NoticeKind.REFUSAL:
            reason = st.sampled_from([reason.value for reason in ReasonKind])
            return st.fixed_dictionaries({"reason": reason, "text": _texts()})
        case NoticeKind.REQUEST | NoticeKind.REQUEST_ENDING:
            return st.sampled_from(({"until": "?"}, {"until": "2022-08-16 00:00"}))
        case NoticeKind.DUTY_STARTED | NoticeKind.DUTY_ENDING | NoticeKind.DUTY_MISSED:
            return own.moments().map(lambda due: {"due_at": due.isoformat()})
        case NoticeKind.SET_RIGHT:
            kinds = ("duty_missed", "delayed", "refunded", "request")
            return st.fixed_dictionaries({"what": st.sampled_from(kinds)})
        case NoticeKind.REFUNDED:
            return st.sampled_from(({"rule": "QC-14"}, {"rule": "QC-17"}))
        case _:
            return st.just({})


@st.composite
def notices(draw: st.DrawFn, channels: Sequence[Channel] = tuple(Channel)) -> Notice:
    """Draw notices of every kind that goes by one of *channels*, with awkward texts."""
    to_seller = Channel.SELLER in channels
    buyers = [channel for channel in channels if channel is not Channel.SELLER]
    kinds = [k for k in NoticeKind if (buyers if k is NoticeKind.REFUSAL else to_seller)]
    kinds += [k for k in kinds if k is NoticeKind.REFUSAL] * 8  # as often as all others
    kind = draw(st.sampled_from(kinds))
    channel = draw(st.sampled_from(buyers)) if kind is NoticeKind.REFUSAL else Channel.SELLER
    order_no, version = draw(own.order_numbers()), draw(st.integers(1, 9))
    key = f"{order_no}:{version}:{kind.value}:{channel.value}"
    at, params = draw(own.moments()), draw(_params(kind))
    return Notice(key, kind, channel, order_no, version, at, params=params)


class NotifierLife(RuleBasedStateMachine):
    """Notices in any order, some of them twice: each arrives unchanged, a repeat is recognised.

    To put a notifier of your own to the test, subclass this and say how it is made, and what
    arrived at the far end; read that around the notifier, not through it.

        class PagerLife(NotifierLife):
            def make(self):
                self.pager = Pager()
                return PagerNotifier(self.pager)

            def delivered(self):
                return [Arrival(m.id, m.title, m.text) for m in self.pager.messages]

        TestPager = PagerLife.TestCase

    Override `arrival_of` where a notice looks different at the far end, and `outage` where the
    way to it can be cut. `channels` and `seller_lang` say what the notifier is set up for.
    """

    channels: Sequence[Channel] = tuple(Channel)
    seller_lang = "ja"

    given = Bundle("given")

    def __init__(self) -> None:
        super().__init__()
        self.notifier = self.make()
        self.made = 0
        self.tried = Counter[str]()
        self.awaited: dict[str, Arrival] = {}
        self.accepted: set[str] = set()

    # What an implementer overrides.

    def make(self) -> Notifier:
        """Make the notifier, and a far end to which nothing has been delivered yet."""
        raise NotImplementedError

    def delivered(self) -> Sequence[Arrival]:
        """Return everything that has arrived at the far end, repeats as well."""
        raise NotImplementedError

    def arrival_of(self, notice: Notice) -> Arrival:
        """Return *notice* as it is to arrive."""
        lang = "ja" if notice.to_buyer else self.seller_lang
        return Arrival(notice.key, notice.subject(lang), notice.body(lang))

    def outage(self) -> AbstractContextManager[object]:
        """Cut the way to the far end for as long as the context is open."""
        raise NotImplementedError

    # What happens.

    @rule(target=given, data=st.data())
    def give(self, data: st.DataObject) -> Notice:
        """A notice is given for the first time."""
        notice = self.new(data)
        self.offer(notice)
        return notice

    @rule(notice=given)
    def give_again(self, notice: Notice) -> None:
        """A notice is given again: a worker was killed before it could acknowledge it."""
        self.offer(notice)

    @precondition(lambda self: type(self).outage is not NotifierLife.outage)
    @rule(target=given, data=st.data())
    def give_in_an_outage(self, data: st.DataObject) -> Notice:
        """A notice is given while the way to the far end is cut."""
        notice = self.new(data)
        self.expect(notice)
        with self.outage():
            try:
                self.notifier.notify(notice)
            except NotDelivered:
                return notice
            except Undeliverable as given_up:
                raise AssertionError("an outage is no reason to give a notice up") from given_up
        raise AssertionError("the notice was accepted while the way was cut")

    def new(self, data: st.DataObject) -> Notice:
        """Draw a notice; its version is its own, so that its key is."""
        draft = data.draw(notices(self.channels), label="notice")
        self.made += 1
        key = f"{draft.order_no}:{self.made}:{draft.kind.value}:{draft.channel.value}"
        notice = attrs.evolve(draft, version=self.made, key=key)
        assert self.arrival_of(notice).mark not in self.awaited, "two notices share a mark"
        return notice

    def expect(self, notice: Notice) -> Arrival:
        """Note that *notice* may arrive once more."""
        arrival = self.arrival_of(notice)
        self.awaited[arrival.mark] = arrival
        self.tried[arrival.mark] += 1
        return arrival

    def offer(self, notice: Notice) -> None:
        """Give *notice*, which is to be accepted."""
        arrival = self.expect(notice)
        answer: object = self.notifier.notify(notice)  # type: ignore[func-returns-value]
        if isawaitable(answer):
            answer.close()  # type: ignore[attr-defined]
        assert answer is None, f"a notifier returns None, not {answer!r}"
        self.accepted.add(arrival.mark)

    # What must hold.

    @invariant()
    def each_arrived(self) -> None:
        """What was accepted is at the far end."""
        missing = self.accepted - {arrival.mark for arrival in self.delivered()}
        assert not missing, f"accepted, but did not arrive: {sorted(missing)}"

    @invariant()
    def each_arrived_unchanged(self) -> None:
        """What is at the far end was given, and reads as it was given."""
        for arrived in self.delivered():
            assert arrived.mark in self.awaited, f"nobody gave {arrived.mark!r}"
            awaited = self.awaited[arrived.mark]
            assert arrived == awaited, f"{arrived} arrived instead of {awaited}"

    @invariant()
    def none_arrived_more_often_than_given(self) -> None:
        """One call delivers once; trying again is for whoever called."""
        for mark, times in Counter(arrival.mark for arrival in self.delivered()).items():
            assert times <= self.tried[mark], f"{mark} was given {self.tried[mark]} times"
