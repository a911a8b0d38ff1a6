"""When each question stands, to the second."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from news.test_faults import REFUSED_AT_11_37, Told, at, seen
from qoo10_cancel import CancelApproval, CancelRequest, RequestWithdrawal, State
from qoo10_cancel.events import Retraction, Shipment
from qoo10_cancel.machine import questions, retract

SECOND = timedelta(seconds=1)
DAY_OF_REQUEST = date(2022, 8, 12)
ASKED = seen(at(12, 11), 1, requested_at=at(12, 10))
APPROVED = CancelApproval(at(12, 11, 30))
WITHDRAWN = RequestWithdrawal(at(12, 11, 30))


def gone(moment: datetime, shipping: int = 3, **fields: Any) -> Any:
    """Return a look that shows no claim."""
    return seen(moment, 0, shipping, **fields)


def closed(moment: datetime, closed_at: datetime, **fields: Any) -> Any:
    """Return a look that shows a finished cancellation, and no shipment."""
    return seen(moment, 3, 0, closed_at=closed_at, **fields)


class TestRequestGone:
    """A request was open, and a look no longer shows it."""

    @pytest.mark.parametrize(
        ("request_", "moment", "asked"),
        [
            (CancelRequest(at(12, 10)), at(12, 10, 15) - SECOND, []),
            (CancelRequest(at(12, 10)), at(12, 10, 15), ["request-gone"]),
            (CancelRequest(DAY_OF_REQUEST), at(13) - SECOND, []),
            (CancelRequest(DAY_OF_REQUEST), at(13), ["request-gone"]),
            (ASKED, at(12, 11) + SECOND, ["request-gone"]),
        ],
    )
    def test_once_it_had_been_made(
        self, request_: Any, moment: datetime, asked: list[str]
    ) -> None:
        """What a person writes down may be a quarter of an hour off, a day ends at its end."""
        assert Told(gone(at(12, 9)), request_, gone(moment)).asked == asked

    def test_not_while_it_is_shown(self) -> None:
        """The newest look shows it, an older one that comes later did not."""
        assert Told(ASKED, gone(at(12, 10, 30))).asked == []

    def test_when_it_has_been_sent_since(self) -> None:
        """A refusal has a duty, which the shipment met or not."""
        left = gone(at(12, 16), 4, shipped_at=at(12, 15))

        told = Told(ASKED, gone(at(12, 12)), left)

        assert (told.order.state, told.asked) == (State.SHIPPED, ["request-gone"])

    @pytest.mark.parametrize(
        ("between", "last", "asked"),
        [
            ((gone(at(12, 12)),), {}, ["request-gone"]),
            ((gone(at(12, 12)),), {"requested_at": at(12, 10)}, []),
            ((gone(at(12, 12)),), {"requested_at": DAY_OF_REQUEST}, []),
            ((gone(at(12, 12)), APPROVED), {}, []),
            ((gone(at(12, 14)),), {}, []),
            ((gone(at(12, 14) - SECOND),), {}, ["request-gone"]),
            ((), {}, []),
        ],
        ids=["on other grounds", "on it", "on it, by its day", "approved", "as it was closed",
             "just before", "never gone"],
    )  # fmt: skip
    def test_when_it_was_cancelled_since(
        self, between: tuple[Any, ...], last: dict[str, Any], asked: list[str]
    ) -> None:
        """What became of the request matters, if it was not cancelled on that."""
        assert Told(ASKED, *between, closed(at(12, 15), at(12, 14), **last)).asked == asked

    @pytest.mark.parametrize(("minute", "asked"), [(15, []), (16, ["request-gone"])])
    def test_just_after_it_was_made(self, minute: int, asked: list[str]) -> None:
        """Of a cancelled order only what lies clearly apart is asked about."""
        told = Told(
            seen(at(12, 10, 10), 1, requested_at=at(12, 10)),
            gone(at(12, 10, minute)),
            closed(at(12, 15), at(12, 14)),
        )

        assert told.asked == asked

    @pytest.mark.parametrize(
        ("moment", "asked"), [(at(12, 20), []), (at(13, 0, 1), ["request-gone"])]
    )
    def test_a_request_of_a_day(self, moment: datetime, asked: list[str]) -> None:
        """It may have been made at the very end of its day."""
        told = Told(
            seen(at(12, 11), 1, requested_at=DAY_OF_REQUEST),
            gone(moment),
            closed(at(13, 15), at(13, 14)),
        )

        assert told.asked == asked


class TestStillPending:
    """The list shows a request that was answered."""

    @pytest.mark.parametrize("answer", [REFUSED_AT_11_37, WITHDRAWN, APPROVED])
    @pytest.mark.parametrize(("later", "asked"), [(0 * SECOND, []), (SECOND, ["still-pending"])])
    def test_after_the_answer(self, answer: Any, later: timedelta, asked: list[str]) -> None:
        """Whatever the answer was."""
        look = seen(answer.at + later, 1, requested_at=at(12, 10))

        assert Told(ASKED, answer, look).asked == asked

    @pytest.mark.parametrize(
        ("requested_at", "asked"),
        [
            (at(11, 12) - SECOND, []),
            (at(11, 12), ["still-pending"]),
            (date(2022, 8, 10), []),
            (date(2022, 8, 11), ["still-pending"]),
        ],
    )
    def test_a_list_that_had_it_off_already(self, requested_at: Any, asked: list[str]) -> None:
        """It lags, where the request was then older than any list may be."""
        look = seen(at(11, 13), 1, requested_at=requested_at)
        refusal = REFUSED_AT_11_37

        told = Told(
            look, refusal, gone(at(12, 12)), seen(at(12, 13), 1, requested_at=requested_at)
        )

        assert told.asked == asked

    @pytest.mark.parametrize(
        ("gone_at", "asked"),
        [
            (at(12, 11), ["still-pending"]),
            (at(12, 11, 37), ["still-pending"]),
            (at(12, 11, 37) + SECOND, []),
        ],
    )
    def test_a_list_that_had_it_off_before_the_answer(
        self, gone_at: datetime, asked: list[str]
    ) -> None:
        """Until the moment of the answer itself, that says nothing about the answer."""
        look = seen(at(10, 13), 1, requested_at=at(10, 12))
        again = seen(at(12, 13), 1, requested_at=at(10, 12))

        assert Told(look, gone(gone_at), REFUSED_AT_11_37, again).asked == asked


class TestVanished:
    """No list has the order, and nothing says why."""

    def test_nowhere(self) -> None:
        """Neither among the claims nor among the shipments."""
        assert Told(gone(at(12, 9)), gone(at(12, 12), 0)).asked == ["vanished"]

    def test_what_was_recorded_since(self) -> None:
        """It is there, somebody says; what was recorded before says nothing."""
        evidence = Shipment(at(12, 12), "佐川急便", "412098765432")
        later = Shipment(at(12, 12) + SECOND, "佐川急便", "412098765432")

        assert Told(gone(at(12, 9)), evidence, gone(at(12, 12), 0)).asked == ["vanished"]
        assert Told(gone(at(12, 9)), gone(at(12, 12), 0), later).asked == []

    def test_what_was_taken_back_since(self) -> None:
        """It says nothing either."""
        later = Shipment(at(12, 12) + SECOND, "佐川急便", "412098765432")
        told = Told(gone(at(12, 9)), gone(at(12, 12), 0), later)
        taken = Retraction(at(12, 13), actor="Li", what="ship", note="mixed up")

        assert [q.detail for q in questions(retract(told.order, taken).order)] == ["vanished"]

    def test_what_has_ended(self) -> None:
        """It waits for nobody."""
        arrived = gone(at(12, 9), 5, shipped_at=at(10, 9), delivered_at=at(11, 9))

        assert Told(arrived, gone(at(12, 12), 0)).asked == []


class TestShippedAndCancelled:
    """Both are on record, the shipment later."""

    @pytest.mark.parametrize(
        ("shipped_at", "asked"),
        [(at(12, 14), []), (at(12, 14) + SECOND, ["shipped-and-cancelled"])],
    )
    def test_by_their_moments(self, shipped_at: datetime, asked: list[str]) -> None:
        """Shipped before it was cancelled is no question."""
        shipment = Shipment(shipped_at, "佐川急便", "412098765432")

        assert Told(gone(at(12, 9)), closed(at(12, 15), at(12, 14)), shipment).asked == asked

    def test_only_seen(self) -> None:
        """Shipped by the time it was seen may have been before."""
        told = Told(gone(at(12, 9)), closed(at(12, 15), at(12, 14)), gone(at(12, 16), 4))

        assert told.asked == []


class TestRefusedWhen:
    """A list shows the request as refused, and not when."""

    SHOWN = gone(at(12, 18), refusal_shown=True, requested_at=at(12, 10))

    def test_until_somebody_says_when(self) -> None:
        """Somebody recorded it, before or after."""
        assert Told(ASKED, self.SHOWN).asked == ["refused-when"]
        assert Told(ASKED, self.SHOWN, REFUSED_AT_11_37).asked == []
        assert Told(ASKED, REFUSED_AT_11_37, self.SHOWN).asked == []

    def test_not_once_it_is_cancelled(self) -> None:
        """There is no duty left."""
        assert Told(ASKED, self.SHOWN, closed(at(12, 20), at(12, 19))).asked == []
