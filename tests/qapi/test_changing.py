"""Calls that change an order: never sent again before it is known what came of the first."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapi.replies import Reply, Shop, done, failed, lost, ok, operations
from qoo10_cancel import Malformed
from qoo10_cancel.adapters.qapi import (
    CancelReason,
    EndUnknown,
    Parcel,
    Unanswered,
    WrongState,
)
from qoo10_cancel.adapters.qapi.calls import Call
from qoo10_cancel.errors import MarketplaceFailed

SENT = "SetSendingInfo"
LOOKED = "GetShippingAndClaimInfoByOrderNo_V2"
NUMBER = "123456789012"


def row(status: int, tracking_no: str = "", claim_status: str = "") -> bytes:
    """Return what the look shows of order 7."""
    shown = {"orderNo": 7, "shippingStatus": f"x({status})", "trackingNo": tracking_no}
    return ok({**shown, "claimStatus": claim_status})


def mark(replies: Iterable[Reply]) -> Shop:
    """Mark order 7 as shipped while the shop answers *replies*."""
    shop = Shop(replies)
    shop.run(operations().mark_as_shipped("7", "佐川急便", NUMBER))
    return shop


class TestMarkingAsShipped:
    """A SetSendingInfo whose end is unknown is looked up before it is sent again."""

    def test_answered_is_done(self) -> None:
        """One call."""
        assert mark([done()]).methods == [SENT]

    def test_done_and_not_answered(self) -> None:
        """The look shows it: nothing is sent again."""
        assert mark([lost(), row(4, NUMBER)]).methods == [SENT, LOOKED]

    def test_not_done_and_not_answered(self) -> None:
        """The look shows that it was not done: it is sent once more."""
        assert mark([lost(), row(3), done()]).methods == [SENT, LOOKED, SENT]

    def test_not_sent_at_all(self) -> None:
        """No connection was made: trying again needs no look."""
        assert mark([lost(sent=False), done()]).methods == [SENT, SENT]

    @pytest.mark.parametrize(
        "look",
        [
            pytest.param([lost(), lost(), lost()], id="no-answer"),
            pytest.param([row(4, "another")], id="another-number"),
            pytest.param([ok({"orderNo": 7})], id="no-status"),
            pytest.param([failed(-10003)], id="no-such-order"),
            pytest.param([b"<html>"] * 3, id="an-html-page"),
        ],
    )
    def test_while_nothing_tells_nothing_is_sent(self, look: list[Reply]) -> None:
        """The error says to look in J·QSM."""
        shop = Shop([lost(), *look])

        with pytest.raises(EndUnknown, match="look at the order in J·QSM"):
            shop.run(operations().mark_as_shipped("7", "佐川急便", NUMBER))

        assert shop.methods.count(SENT) == 1

    def test_the_second_end_is_unknown_too(self) -> None:
        """It is not sent a third time."""
        shop = Shop([lost(), row(3), lost()])

        with pytest.raises(EndUnknown):
            shop.run(operations().mark_as_shipped("7", "佐川急便", NUMBER))

    def test_the_first_arrives_after_the_look(self) -> None:
        """The second is refused, a second look shows that the first was carried out."""
        shop = mark([lost(), row(3), failed(-10103), row(4, NUMBER)])

        assert shop.methods == [SENT, LOOKED, SENT, LOOKED]

    def test_a_no_is_a_no(self) -> None:
        """Nothing was done, and nothing is tried again."""
        shop = Shop([failed(-10103, "wrong state")])

        with pytest.raises(WrongState, match="sync and look again"):
            shop.run(operations().mark_as_shipped("7", "佐川急便", NUMBER))

    @given(data=st.data())
    def test_it_is_never_sent_twice_while_its_end_is_unknown(self, data: st.DataObject) -> None:
        """Whatever is lost or answered: between two sends lies a look that shows it undone."""
        kinds = [lost(), lost(sent=False), done(), failed(-10103), row(3), row(4, NUMBER), b"x"]
        log: list[tuple[str, Reply]] = []

        def answer(call: Call) -> Reply:
            reply = data.draw(st.sampled_from(kinds))
            log.append((call.method.partition(".")[2], reply))
            return reply

        shop = Shop(answer)
        with contextlib.suppress(MarketplaceFailed):
            shop.run(operations().mark_as_shipped("7", "佐川急便", NUMBER))

        sends = [n for n, (method, _) in enumerate(log) if method == SENT]
        for first, second in itertools.pairwise(sends):
            end = log[first][1]
            unsent = isinstance(end, Unanswered) and not end.sent
            assert unsent or (LOOKED, row(3)) in log[first:second]

    @pytest.mark.parametrize(
        ("carrier", "tracking_no"), [("x" * 201, "1"), ("x", "1" * 51), (None, "1")]
    )
    def test_what_qapi_does_not_take_is_not_sent(self, carrier: str, tracking_no: str) -> None:
        """At most 200 and 50 characters."""
        with pytest.raises(Malformed, match="characters for QAPI"):
            Shop([]).run(operations().mark_as_shipped("7", carrier, tracking_no))

    @pytest.mark.parametrize(
        ("carrier", "tracking_no", "field"),
        [("", NUMBER, "carrier"), (" ", NUMBER, "carrier"), ("佐川急便", "\u3000", "tracking_no")],
    )
    def test_an_empty_parcel_is_not_sent(self, carrier: str, tracking_no: str, field: str) -> None:
        """Nothing takes it back, so the field is named and nothing leaves; of many likewise."""
        parcels = [Parcel("8", "佐川急便", NUMBER), Parcel("7", carrier, tracking_no)]

        with pytest.raises(Malformed, match=f"{field} is empty, so nothing is sent"):
            Shop([]).run(operations().mark_as_shipped("7", carrier, tracking_no))
        with pytest.raises(Malformed, match=f"{field} is empty, so nothing is sent"):
            Shop([]).run(operations().mark_many_as_shipped(parcels))


class TestSettingTheDate:
    """SetSellerCheckYN_V2: the row of one order shows no planned date, so little can be told."""

    def test_what_is_sent(self) -> None:
        """The date as QAPI takes it."""
        shop = Shop([done()])

        shop.run(operations().set_ship_date("7", date(2022, 8, 15)))

        assert shop.calls[0].params["EstShipDt"] == "20220815"

    def test_still_new_is_not_done(self) -> None:
        """Status 2 after a call without an answer: it is sent again."""
        shop = Shop([lost(), row(2), done()])

        shop.run(operations().set_ship_date("7", date(2022, 8, 15)))

        assert len(shop.calls) == 3

    def test_status_3_tells_nothing_about_the_date(self) -> None:
        """So the end is unknown, and it is said."""
        with pytest.raises(EndUnknown):
            Shop([lost(), row(3)]).run(operations().set_ship_date("7", date(2022, 8, 15)))


class TestManyAtOnce:
    """The bulk form takes 500 orders a call and answers a row for each."""

    def test_five_hundred_a_call(self) -> None:
        """1,100 orders are three calls."""

        def answer(call: Call) -> bytes:
            sent = json.loads(call.params["ShippingInfoJson"])
            return ok(*({"contr_no": r["OrderNo"], "result_cd": "0"} for r in sent))

        shop = Shop(answer)
        parcels = [Parcel(str(n), "ヤマト運輸", str(n)) for n in range(1, 1_101)]

        results = shop.run(operations().mark_many_as_shipped(parcels))

        assert len(shop.calls) == 3
        assert len(results) == 1_100
        assert not any(results.values())

    def test_each_order_has_its_own_end(self) -> None:
        """One was refused; one has no row, and the look shows that it was done."""
        answer = ok({"contr_no": 1, "result_cd": 0}, {"contr_no": 2, "result_cd": -10103})
        parcels = [Parcel(n, "ヤマト運輸", NUMBER) for n in ("1", "2", "7")]

        results = Shop([answer, row(4, NUMBER)]).run(operations().mark_many_as_shipped(parcels))

        assert (results["1"], results["7"]) == (None, None)
        assert isinstance(results["2"], WrongState)

    def test_no_answer_is_looked_up_and_never_sent_again(self) -> None:
        """An order that the look shows undone is for the caller to decide."""
        shop = Shop([lost(), row(3)])

        results = shop.run(operations().mark_many_as_shipped([Parcel("7", "x", NUMBER)]))

        assert isinstance(results["7"], EndUnknown)
        assert shop.methods == ["SetSendingInfoBulk", LOOKED]

    def test_an_order_twice_is_a_mistake(self) -> None:
        """Nothing is sent."""
        with pytest.raises(Malformed, match="twice"):
            Shop([]).run(operations().mark_many_as_shipped([Parcel("7", "x", NUMBER)] * 2))


class TestCancellingAsTheSeller:
    """SetCancelProcess cancels as the seller, for a reason of the seller's, and only if asked."""

    def test_the_reason_is_explicit(self) -> None:
        """No text and no default takes its place."""
        with pytest.raises(Malformed, match=r"CancelReason\.OUT_OF_STOCK"):
            Shop([]).run(operations().cancel_as_seller("7", ""))  # type: ignore[arg-type]

    def test_a_lost_answer_is_looked_up(self) -> None:
        """Claim 2 or 3 shows that it was done."""
        shop = Shop([lost(), row(3, claim_status="2")])

        shop.run(operations().cancel_as_seller("7", CancelReason.OUT_OF_STOCK))

        assert shop.methods == ["SetCancelProcess", LOOKED]
