"""Whom an event causes to be told what, and for how long it is worth telling."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    JST,
    Duty,
    Notice,
    Order,
    Policy,
    Purchase,
    RefusalReason,
    State,
    decide,
    record,
)
from qoo10_cancel.events import CancelRefusal, CancelRequest, Event, Origin, ShipmentRelease
from qoo10_cancel.machine.announcements import notices_of
from qoo10_cancel.machine.doors import advance
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.notices import Channel, NoticeKind, is_obsolete
from qoo10_cancel.testing.strategies import events, orders, policies

DUE = datetime(2022, 8, 13, tzinfo=JST)
LAPSE = datetime(2022, 8, 16, tzinfo=JST)


def told(order: Order, event: Event) -> list[Notice]:
    """List the notices of an event that has happened."""
    return list(record(order, event).notices)


def one(kind: NoticeKind, channel: Channel = Channel.SELLER) -> Notice:
    """Make a notice that never expires."""
    return Notice("k", kind, channel, "76206", 1, samples.NOON)


class TestWhoIsTold:
    """The buyer of a refusal; the seller of what is to be done, and of what cannot be changed."""

    def test_a_refusal(self) -> None:
        """The buyer twice, with the words as sent; the seller of the duty, until midnight."""
        notices = told(samples.ORDERS[State.CANCEL_REQUESTED], samples.EVENTS[CancelRefusal])

        assert [(n.kind.value, n.channel.value, n.expires_at) for n in notices] == [
            ("refusal", "buyer_app", None),
            ("refusal", "buyer_mail", None),
            ("duty_started", "seller", DUE),
        ]
        assert notices[2].params == {"due_at": DUE.isoformat()}
        assert [n.to_buyer for n in notices] == [True, True, False]

    def test_the_words_are_those_that_are_sent(self) -> None:
        """White space around the text is not sent, so it is not told."""
        reason = RefusalReason("other", f" \n{samples.TEXT}\u3000")
        refusal = attrs.evolve(samples.EVENTS[CancelRefusal], reason=reason)

        notices = told(samples.ORDERS[State.CANCEL_REQUESTED], refusal)

        assert notices[0].params == {"reason": "other", "text": samples.TEXT}

    def test_a_refusal_seen_from_outside(self) -> None:
        """What the buyer read is not known, so only the duty is told."""
        notices = told(samples.ORDERS[State.CANCEL_REQUESTED], CancelRefusal(samples.NOON))

        assert [n.kind.value for n in notices] == ["duty_started"]

    def test_a_request(self) -> None:
        """The seller, with the moment until which it can be refused."""
        planned = told(samples.ORDERS[State.SCHEDULED], CancelRequest(samples.NOON))
        unplanned = told(samples.ORDERS[State.NEW], CancelRequest(samples.NOON))

        assert [(n.kind.value, n.params) for n in planned] == [
            ("request", {"until": "2022-08-16 00:00"})
        ]
        assert unplanned[0].params == {"until": "?"}

    def test_a_request_that_cannot_be_refused_any_more(self) -> None:
        """QC-03: after its planned date nobody is invited to refuse; lifted, it has no end."""
        late = attrs.evolve(samples.ORDERS[State.SCHEDULED], ship_date=date(2022, 8, 11))
        shown = CancelRequest(samples.NOON, origin=Origin.QOO10, open=True)
        asked = record(late, shown)
        lifted = record(
            samples.ORDERS[State.SCHEDULED], CancelRequest(samples.NOON), Policy(lift={"QC-03"})
        )

        [*_, notice] = asked.notices
        assert notice.params == {"until": "2022-08-12 00:00", "passed": True}
        assert "no longer be refused" in notice.body("en")
        assert [n.params for n in lifted.notices] == [{"until": ""}]
        assert "refused until" not in lifted.notices[0].body("en")

    @given(off=st.integers(-2, 2))
    def test_the_end_itself_is_too_late(self, off: int) -> None:
        """QC-03: at midnight a request that is shown open can no longer be refused."""
        at = LAPSE + timedelta(microseconds=off)
        shown = CancelRequest(at, origin=Origin.QOO10, open=True)

        [*_, notice] = told(samples.ORDERS[State.SCHEDULED], shown)

        assert notice.params.get("passed", False) is (off >= 0)
        assert notice.params["until"] == "2022-08-16 00:00"

    @pytest.mark.parametrize(
        ("order", "rule"),
        [
            (samples.ORDERS[State.SHIPPING_DELAYED], "QC-14"),
            (Order("76206", purchase=Purchase(reservation=False)), "QC-17"),
        ],
    )
    def test_a_refund_says_by_which_rule(self, order: Order, rule: str) -> None:
        """The buyer may have the money back in 运送延期, and before a date is set."""
        [notice] = told(order, CancelRequest(samples.NOON))

        assert (notice.kind.value, notice.params) == ("refunded", {"rule": rule})

    def test_a_request_that_led_elsewhere(self) -> None:
        """Nobody is told of a refund that there was not."""
        accepted = record(samples.ORDERS[State.SHIPPED], CancelRequest(samples.NOON))

        assert accepted.notices == ()

    def test_the_clock(self) -> None:
        """Each reminder, the breach, and the delay, each with the end of its worth."""
        waiting = advance(samples.ORDERS[State.AWAITING_SHIPMENT], LAPSE).notices
        asked = advance(samples.ORDERS[State.CANCEL_REQUESTED], LAPSE).notices
        planned = advance(samples.ORDERS[State.SCHEDULED], LAPSE).notices

        assert [(n.kind.value, n.expires_at) for n in waiting] == [
            ("duty_ending", DUE),
            ("duty_ending", DUE),
            ("duty_missed", None),
        ]
        assert [(n.kind.value, n.expires_at) for n in asked] == [("request_ending", LAPSE)] * 2
        assert asked[0].params == {"until": "2022-08-16 00:00"}
        assert [(n.kind.value, n.expires_at) for n in planned] == [("delayed", None)]

    def test_a_reminder_says_how_long_is_left(self) -> None:
        """So that the one at six and the one at eleven do not read alike; late, nothing is."""
        params = {"due_at": DUE.isoformat()}
        ending = attrs.evolve(one(NoticeKind.DUTY_ENDING), expires_at=DUE, params=params)
        at_six = attrs.evolve(ending, at=DUE - timedelta(hours=6))
        too_late = attrs.evolve(ending, at=DUE + timedelta(seconds=1))
        of_a_stranger = attrs.evolve(ending, expires_at=None)

        assert "6:00:00" in at_six.subject("ja")
        assert "0:00:00" in too_late.subject("zh")
        assert "?" in of_a_stranger.subject("ko")

    def test_reminders_of_nothing(self) -> None:
        """Where there is no duty and no planned date, there is nothing to tell."""
        for name in ("DutyReminder", "DutyLapse", "RequestReminder"):
            event = next(e for c, e in samples.EVENTS.items() if c.__name__ == name)
            order = samples.ORDERS[State.NEW]
            assert told(order, event) == []
            assert notices_of(event, order, order, Policy()) == ()

    def test_a_request_says_what_is_known_of_its_end(self) -> None:
        """The end, that nobody knows it, or nothing where there is none."""
        asks = {
            until: attrs.evolve(one(NoticeKind.REQUEST), params={"until": until}).body("en")
            for until in ("2022-08-16 00:00", "?", "")
        }

        assert "can be refused until 2022-08-16 00:00" in asks["2022-08-16 00:00"]
        assert "No planned ship date is known" in asks["?"]
        assert asks[""].endswith("ready to ship, or made to order.")

    @pytest.mark.parametrize(
        ("what", "words"),
        [
            ("duty_missed", "marked as shipped in time"),
            ("delayed", "not in shipping delay"),
            ("refunded", "not refunded at once"),
            ("request", "no such cancel request"),
        ],
    )
    def test_what_was_not_so_is_named(self, what: str, words: str) -> None:
        """A correction says which notice it corrects, in each language."""
        right = attrs.evolve(one(NoticeKind.SET_RIGHT), params={"what": what})

        assert words in right.subject("en")
        assert len({right.body(lang) for lang in LANGUAGES}) == len(LANGUAGES)

    @given(order=orders(), event=events())
    def test_every_notice_can_be_said(self, order: Order, event: Event) -> None:
        """In each language a subject of one line, and a body."""
        for notice, lang in product(record(order, event).notices, LANGUAGES):
            assert "\n" not in notice.subject(lang)
            assert notice.order_no in notice.subject(lang) + notice.body(lang)


class TestKeys:
    """A key is unique for ever, and the same whenever the notice is made again."""

    @given(order=orders(), event=events(), policy=policies())
    def test_the_same_again(self, order: Order, event: Event, policy: Policy) -> None:
        """Recorded twice from the same order: the same keys, none of them twice."""
        first, second = record(order, event, policy), record(order, event, policy)

        keys = [notice.key for notice in first.notices]
        assert keys == [notice.key for notice in second.notices]
        assert len(keys) == len(set(keys))
        for notice in first.notices:
            version, kind, channel = notice.version, notice.kind.value, notice.channel.value
            assert notice.key == f"{order.order_no}:{version}:{kind}:{channel}"
            assert order.version < version <= first.order.version

    @given(order=orders(), event=events())
    def test_a_notice_is_of_its_step(self, order: Order, event: Event) -> None:
        """Its version is that of one of the steps, and in order its moment, too."""
        accepted = record(order, event)

        assert {n.version for n in accepted.notices} <= {s.version for s in accepted.steps}
        if all(step.became is None for step in accepted.steps):
            moments = {(step.version, step.event.moment) for step in accepted.steps}
            assert {(n.version, n.at) for n in accepted.notices} <= moments


MISSED = NoticeKind.DUTY_MISSED


class TestLosingThePoint:
    """A notice expires, or its order has moved on; what happened for good stays worth telling."""

    @given(off=st.integers(-2, 2))
    def test_at_its_end_it_expires(self, off: int) -> None:
        """The end is exclusive."""
        ending = attrs.evolve(one(NoticeKind.DUTY_ENDING), expires_at=DUE)
        order = samples.ORDERS[State.AWAITING_SHIPMENT]

        assert is_obsolete(ending, order, DUE + timedelta(seconds=off)) == (off >= 0)

    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("kind", NoticeKind)
    def test_by_kind_and_state(self, kind: NoticeKind, state: State) -> None:
        """Requests while pending; duties while they run; what is so while it is; others always."""
        order = samples.ORDERS[state]
        point = {
            "request": ("cancel_requested", "withdrawal_asked"),
            "request_ending": ("cancel_requested", "withdrawal_asked"),
            "duty_started": ("awaiting_shipment",),
            "duty_ending": ("awaiting_shipment",),
            "delayed": ("shipping_delayed",),
            "refunded": ("cancelled",),
        }
        missed = attrs.evolve(samples.RUNNING, missed=True) if kind is MISSED else order.duty

        refused = attrs.evolve(order, refused_at=samples.NOON, duty=missed)
        lost = is_obsolete(one(kind), refused, samples.NOON)

        assert lost == (kind.value in point and state.value not in point[kind.value])

    @pytest.mark.parametrize("duty", [None, samples.RUNNING])
    def test_a_breach_that_was_none(self, duty: Duty | None) -> None:
        """Met in time as it has turned out, or taken back with the refusal."""
        met = duty and attrs.evolve(duty, met_at=samples.NOON)
        shipped = attrs.evolve(samples.ORDERS[State.SHIPPED], duty=met)

        assert is_obsolete(one(MISSED), shipped, DUE)

    def test_an_older_reminder(self) -> None:
        """Of two reminders that are late only the later one is given: it has the time left."""
        swept = advance(samples.ORDERS[State.AWAITING_SHIPMENT], DUE - timedelta(minutes=55))
        first, second = swept.notices

        now = DUE - timedelta(minutes=55)
        assert is_obsolete(first, swept.order, now)
        assert not is_obsolete(second, swept.order, now)

    def test_a_refusal_that_was_none(self) -> None:
        """Put right, a refusal recorded by mistake is not mailed to the buyer any more."""
        asked = samples.ORDERS[State.CANCEL_REQUESTED]

        assert is_obsolete(one(NoticeKind.REFUSAL), asked, samples.NOON)

    def test_a_met_duty_and_a_cancelled_order(self) -> None:
        """Nobody is told to ship what is shipped, or what nobody wants any more."""
        waiting = samples.ORDERS[State.AWAITING_SHIPMENT]
        met = attrs.evolve(waiting, duty=attrs.evolve(samples.RUNNING, met_at=samples.NOON))
        over = attrs.evolve(waiting, state=State.CANCELLED)

        assert is_obsolete(one(NoticeKind.DUTY_ENDING), met, samples.NOON)
        assert is_obsolete(one(NoticeKind.DUTY_ENDING), over, samples.NOON)

    def test_events_nobody_is_told_of(self) -> None:
        """A date that is set is no news."""
        before, event = samples.ORDERS[State.NEW], next(iter(samples.EVENTS.values()))
        release = ShipmentRelease(samples.NOON)

        assert notices_of(samples.EVENTS[type(event)], before, before, Policy()) == ()
        assert notices_of(release, before, before, Policy()) == ()
        assert decide(before, samples.EVENTS[list(samples.EVENTS)[2]]).notices == ()
        assert date(2022, 8, 12) == samples.NOON.date()
