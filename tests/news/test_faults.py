"""News that once led astray, each the smallest example of its kind. Times are of August 2022."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from qoo10_cancel import (
    JST,
    CancelRefusal,
    CancelRequest,
    Malformed,
    Order,
    RefusalReason,
    RequestWithdrawal,
    ShipDateSet,
    Snapshot,
    State,
    decide,
)
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.events import Shipment
from qoo10_cancel.machine import advance, facts, observe, questions, record
from qoo10_cancel.notices import NoticeKind, is_obsolete
from qoo10_cancel.snapshot import Claim, Shipping

PLANNED = date(2022, 8, 15)


def at(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """Return a moment of August 2022 in Japan."""
    return datetime(2022, 8, day, hour, minute, second, tzinfo=JST)


def seen(moment: datetime, claim: int = 0, shipping: int = 3, **fields: Any) -> Snapshot:
    """Return what both lists show at a moment."""
    codes = Shipping(shipping) if shipping else None, Claim(claim) if claim else None
    known = {"claims_seen": True, "shipping_seen": True, "ship_date": PLANNED, **fields}
    return Snapshot("1", moment, *codes, **known)


class Told:
    """One order, and all that comes of what is told about it."""

    def __init__(self, *told: Any) -> None:
        self.order: Order | None = None
        self.notices: list[Any] = []
        self.warnings: list[str] = []
        for one in told:
            self.hear(one)

    def hear(self, told: Any) -> None:
        """Hear of a look, an event, or a sweep at a moment."""
        if isinstance(told, datetime):
            come = advance(self.order, told)
        elif isinstance(told, Snapshot):
            come = observe(self.order, told)
        else:
            come = record(self.order, told)
        self.order = come.order
        self.notices += come.notices
        self.warnings += [found.key for found in come.warnings]

    @property
    def kinds(self) -> list[str]:
        """Name what was announced to the seller."""
        return [notice.kind.value for notice in self.notices if not notice.to_buyer]

    @property
    def asked(self) -> list[str]:
        """Name the questions that stand."""
        return [question.detail for question in questions(self.order)]


REFUSED_AT_11_37 = CancelRefusal(at(12, 11, 37), RefusalReason("prepared"), confirmed=True)


class TestNewsThatCameLate:
    """What comes late is put where it belongs."""

    @pytest.mark.parametrize("swept", [True, False])
    def test_asked_on_the_planned_day(self, swept: bool) -> None:
        """A1: told after the sweep of the next day, the request was in time all the same."""
        late = seen(at(15, 23, 50), 1, requested_at=at(15, 20))

        told = Told(seen(at(15, 9)), *([at(16, 9)] if swept else []), late)

        assert told.order.state is State.CANCEL_REQUESTED
        assert told.kinds[: 1 + swept] == (["delayed", "request"] if swept else ["request"])
        assert ("set_right" in told.kinds) is swept

    def test_a_breach_that_was_none(self) -> None:
        """A2: shipped before midnight, as a look from before midnight shows after it."""
        refusal = attrs.evolve(REFUSED_AT_11_37, at=at(15, 12))
        left = seen(at(15, 23, 58), 0, 4, shipped_at=at(15, 22))

        told = Told(seen(at(15, 9), 1, requested_at=at(15, 8)), refusal, at(16, 0, 1), left)

        assert told.order.state is State.SHIPPED
        assert (told.order.duty.met_at, told.order.duty.missed) == (at(15, 22), False)
        [right] = [n for n in told.notices if n.kind is NoticeKind.SET_RIGHT]
        assert right.params["what"] == "duty_missed"
        missed = next(n for n in told.notices if n.kind is NoticeKind.DUTY_MISSED)
        assert is_obsolete(missed, told.order, at(16, 0, 2))

    def test_an_older_look(self) -> None:
        """A3: with days alone, a look from before the close opens nothing again."""
        asked = seen(at(9, 9, 36), 1, requested_at=date(2022, 8, 9))
        closed = seen(
            at(9, 23, 1), 3, 0, requested_at=date(2022, 8, 9), closed_at=date(2022, 8, 9)
        )
        before = seen(at(9, 12), 1, requested_at=date(2022, 8, 9))
        told = Told(asked, closed)
        announced = list(told.kinds)

        told.hear(before)

        assert told.order.state is State.CANCELLED
        assert told.kinds == announced

    def test_a_refusal_told_after_the_shipment(self) -> None:
        """A5: the parcel has left since; the refusal is on record, and its duty was met."""
        left = seen(at(12, 16), 0, 4, shipped_at=at(12, 15))

        told = Told(
            seen(at(12, 11), 1, requested_at=at(12, 10)), left, REFUSED_AT_11_37, at(13, 9)
        )

        assert told.order.state is State.SHIPPED
        assert told.order.refused_at == at(12, 11, 37)
        assert (told.order.duty.met_at, told.order.duty.missed) == (at(12, 15), False)
        assert "duty_missed" not in told.kinds

    def test_a_withdrawal_told_after_the_close(self) -> None:
        """A6: a cancelled order is not scheduled again, and may not be shipped."""
        told = Told(
            seen(at(12, 10, 30), 1, requested_at=at(12, 10)),
            seen(at(12, 12)),
            seen(at(12, 14), 3, 0, closed_at=at(12, 13)),
            RequestWithdrawal(at(12, 11)),
        )

        assert told.order.state is State.CANCELLED
        assert not decide(told.order, Shipment(at(12, 15), "佐川急便", "412098765432"))

    def test_a_refusal_shown_after_the_shipment(self) -> None:
        """A11: the owner's file has it only then; it is not dropped."""
        left = seen(at(12, 16), 0, 4, shipped_at=at(12, 15))

        told = Told(left, attrs.evolve(left, seen_at=at(12, 18), refused_at=at(12, 11, 37)))

        assert told.order.refused_at == at(12, 11, 37)
        assert told.order.duty.met_at == at(12, 15)


class TestTheSameFactTwice:
    """Two accounts of one thing are one thing."""

    def test_written_down_by_hand(self) -> None:
        """A9: a request recorded for six seconds before Qoo10's moment is that one."""
        told = Told(
            seen(at(12, 9)),
            CancelRequest(at(12, 9, 59, 54)),
            seen(at(12, 10, 30), 1, requested_at=at(12, 10)),
        )

        assert told.order.request.at == at(12, 10)
        assert told.kinds == ["request"]

    def test_a_refusal_recorded_by_two(self) -> None:
        """A13: the first stands, the breach with it, and the buyer is told once."""
        second = attrs.evolve(REFUSED_AT_11_37, at=at(13, 9), actor="佐藤")
        told = Told(seen(at(12, 11), 1, requested_at=at(12, 10)), REFUSED_AT_11_37, at(13, 8))

        told.hear(second)

        assert told.order.refused_at == at(12, 11, 37)
        assert told.order.duty.missed
        assert "QC-12.another-day" in told.warnings
        assert sum(notice.to_buyer for notice in told.notices) == 2


class TestWhatIsAsked:
    """What cannot be told apart is a question; it changes no state."""

    def test_a_date_while_a_request_is_open(self) -> None:
        """A7: the request stays, with the new date."""
        planned = ShipDateSet(at(12, 11), ship_date=date(2022, 8, 20))

        told = Told(seen(at(12, 10, 30), 1, requested_at=at(12, 10)), planned)

        assert told.order.state is State.CANCEL_REQUESTED
        assert told.order.ship_date == date(2022, 8, 20)
        assert "QC-18.date-changed" in told.warnings

    def test_a_list_that_lags(self) -> None:
        """A17: still listed ten minutes after the refusal: asked about, and shipping goes on."""
        listed = seen(at(12, 11, 40), 1, requested_at=at(12, 10))

        told = Told(
            seen(at(12, 11), 1, requested_at=at(12, 10)),
            attrs.evolve(REFUSED_AT_11_37, at=at(12, 11, 30)),
            listed,
        )

        assert told.order.state is State.AWAITING_SHIPMENT
        assert told.asked == ["still-pending"]
        assert [type(fact.event).__name__ for fact in facts(told.order)].count(
            "CancelRequest"
        ) == 1
        assert decide(told.order, Shipment(at(12, 12), "佐川急便", "412098765432"))

    def test_gone_and_answered(self) -> None:
        """It stands until it is answered, and is raised once."""
        asked, gone = seen(at(12, 10, 30), 1, requested_at=at(12, 10)), seen(at(12, 12))
        first, second = observe(Told(asked).order, gone), None
        second = observe(first.order, attrs.evolve(gone, seen_at=at(12, 13)))

        assert [question.detail for question in first.questions] == ["request-gone"]
        assert second.questions == ()
        assert [question.detail for question in questions(second.order)] == ["request-gone"]
        answered = record(second.order, RequestWithdrawal(at(12, 11))).order
        assert questions(answered) == ()
        assert answered.state is State.SCHEDULED


class TestWhatHasNotHappened:
    """Nothing is recorded that lies ahead."""

    def test_a_refusal_of_tomorrow(self) -> None:
        """A15: twenty-four hours ahead would start a duty that ends a day late."""
        desk = Desk(MemoryStore(), clock=lambda: at(12, 11, 37))
        desk.ingest([seen(at(12, 11), 1, requested_at=at(12, 10))])

        with pytest.raises(Malformed, match="nothing has happened at 2022-08-13T11:37"):
            desk.record("1", attrs.evolve(REFUSED_AT_11_37, at=at(13, 11, 37)))

        assert desk.get("1").refused_at is None
        assert desk.record("1", attrs.evolve(REFUSED_AT_11_37, at=at(12, 11, 42))).steps

    def test_a_row_that_says_refused_answers_what_became_of_it(self) -> None:
        """J·QSM's grid shows a request as refused, and not when."""
        gone = seen(at(12, 16))
        asked = Told(seen(at(12, 11), 1, requested_at=at(12, 10)), gone)
        shown = attrs.evolve(gone, seen_at=at(12, 18), refusal_shown=True)

        told = Told(seen(at(12, 11), 1, requested_at=at(12, 10)), gone, shown)

        assert asked.asked == ["request-gone"]
        assert told.order.state is State.AWAITING_SHIPMENT
        assert "request-gone" not in told.asked


class TestLateSweeps:
    """A sweep that comes late gives one reminder, and that is true."""

    def test_of_two_reminders_only_the_later_one(self) -> None:
        """A18: refused at noon, swept first at 23:05."""
        told = Told(
            seen(at(12, 11), 1, requested_at=at(12, 10)),
            attrs.evolve(REFUSED_AT_11_37, at=at(12, 12)),
            at(12, 23, 5),
        )

        ending = [n for n in told.notices if n.kind is NoticeKind.DUTY_ENDING]
        now = at(12, 23, 5)
        [left] = [n for n in ending if not is_obsolete(n, told.order, now)]
        assert left.expires_at - now == timedelta(minutes=55)
