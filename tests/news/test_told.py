"""What `record` and `retract` take, what they refuse to take, and whom they tell."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from news.test_faults import REFUSED_AT_11_37, Told, at, seen
from qoo10_cancel import (
    CancelRequest,
    Malformed,
    Order,
    Policy,
    Purchase,
    RuleBroken,
    ShipDateSet,
    State,
)
from qoo10_cancel.events import Retraction, ShipDateLapse, Shipment
from qoo10_cancel.machine import advance, questions, record, retract
from qoo10_cancel.order import Looks

NO_RESERVATION = Purchase(reservation=False)
ASKED = seen(at(12, 11), 1, requested_at=at(12, 10))
SHIPPED = Shipment(at(12, 13), "佐川急便", "412098765432")


def taking_back(what: Any, **fields: Any) -> Retraction:
    """Return a retraction by somebody, with a note."""
    return Retraction(at(12, 18), actor="Li", what=what, note="mixed up", **fields)


class TestRecord:
    """Facts are never denied; what is no fact at all is."""

    @pytest.mark.parametrize(
        "given",
        [("1", SHIPPED), (Order("1"), "shipped"), (Order("1"), SHIPPED, "strict")],
        ids=["no order", "no event", "no policy"],
    )
    def test_what_is_none(self, given: tuple[Any, ...]) -> None:
        """An argument of another class is an error that names it."""
        with pytest.raises(Malformed):
            record(*given)

    def test_a_move_of_the_clock_that_is_due(self) -> None:
        """It is taken once, as a sweep would."""
        planned = record(Order("1"), ShipDateSet(at(12, 9), ship_date=at(12).date())).order
        lapse = ShipDateLapse(at(13))

        moved = record(planned, lapse)

        assert moved == advance(planned, at(13))
        assert moved.order.state is State.SHIPPING_DELAYED
        assert [found.rule.code for found in record(moved.order, lapse).warnings] == ["QC-00"]

    def test_a_request_that_was_not_refunded_was_a_request(self) -> None:
        """Announced as refunded at once, it turns out to be open: nothing was none."""
        new = seen(at(12, 9), shipping=2, ship_date=None, purchase=NO_RESERVATION)
        told = Told(new, CancelRequest(at(12, 10)))
        assert [notice.kind.value for notice in told.notices] == ["refunded"]

        told.hear(seen(at(12, 11), 1, shipping=2, ship_date=None, requested_at=at(12, 10)))

        assert told.order.state is State.CANCEL_REQUESTED
        kinds = [(n.kind.value, n.params.get("what")) for n in told.notices]
        assert ("set_right", "request") not in kinds
        assert ("set_right", "refunded") in kinds

    def test_the_newest_looks_are_kept_where_they_ask(self) -> None:
        """A refusal is recorded; a later look had shown the request as before."""
        told = Told(ASKED)

        recorded = record(
            told.order,
            REFUSED_AT_11_37,
            newest=Looks(claims_at=at(12, 14), shipping_at=at(12, 14)),
        )

        assert [question.detail for question in questions(recorded.order)] == ["still-pending"]
        assert recorded.order.looks.claims_at == at(12, 14)
        assert recorded.steps[-1].became == recorded.order


class TestRetract:
    """Taken back is what was recorded here, and with it what followed."""

    def test_it_is_taken_back(self) -> None:
        """The order is made again without it; it stays on the timeline, marked."""
        told = Told(ASKED, REFUSED_AT_11_37)

        back = retract(told.order, taking_back("refuse"))

        assert back.order.state is State.CANCEL_REQUESTED
        assert (back.order.refused_at, back.order.duty) == (None, None)
        assert back.order.version == told.order.version + 1
        assert [found.detail for found in back.warnings] == ["retracted"]
        assert record(back.order, REFUSED_AT_11_37).steps == ()

    def test_only_that_of_the_moment(self) -> None:
        """Another moment was not recorded."""
        told = Told(ASKED, REFUSED_AT_11_37)

        with pytest.raises(RuleBroken, match="QC-22"):
            retract(told.order, taking_back("refuse", when=at(12, 11, 38)))
        when = REFUSED_AT_11_37.at
        assert retract(told.order, taking_back("refuse", when=when)).order.refused_at is None

    @pytest.mark.parametrize(
        ("what", "detail"), [("ship", "not-recorded"), ("request", "shown-by-platform")]
    )
    def test_what_is_not(self, what: str, detail: str) -> None:
        """Nothing like it was recorded, or Qoo10 shows it."""
        with pytest.raises(RuleBroken) as broken:
            retract(Told(ASKED).order, taking_back(what))
        assert [found.detail for found in broken.value.violations] == [detail]

    def test_what_is_shown_too_stands(self) -> None:
        """What a person recorded goes, what Qoo10 shows stays, and that is said."""
        told = Told(ASKED, SHIPPED, seen(at(12, 16), 0, 4, shipped_at=at(12, 13, 5)))

        back = retract(told.order, taking_back("ship"))

        assert back.order.state is State.SHIPPED
        assert {found.detail for found in back.warnings} == {"retracted", "shown-by-platform"}

    @pytest.mark.parametrize("given", [("1", taking_back("ship")), (Order("1"), SHIPPED)])
    def test_what_is_none(self, given: tuple[Any, Any]) -> None:
        """An argument of another class is an error that names it."""
        with pytest.raises(Malformed):
            retract(*given)

    def test_a_breach_that_followed_is_set_right(self) -> None:
        """What was announced because of it is, too."""
        told = Told(ASKED, REFUSED_AT_11_37, at(13, 1))
        assert told.kinds[-1] == "duty_missed"

        back = retract(told.order, taking_back("refuse"), Policy())

        right = [n for n in back.notices if n.kind.value == "set_right"]
        assert [notice.params["what"] for notice in right] == ["duty_missed"]
        assert right[0].params["told_at"] == (at(12) + timedelta(days=1)).isoformat()
