"""What the client asks for, and when it believes what it was shown."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapi.replies import (
    NOON,
    SINCE,
    UNTIL,
    Reply,
    Shop,
    claim,
    done,
    failed,
    lost,
    ok,
    operations,
    routed,
    shipping,
)
from qoo10_cancel import JST
from qoo10_cancel.adapters.qapi import KeyExpired, KeyRefused, QapiError, Unanswered
from qoo10_cancel.adapters.qapi.calls import Call
from qoo10_cancel.adapters.qapi.windows import windows
from qoo10_cancel.snapshot import Claim, Shipping


class TestWhatIsAsked:
    """Statuses 2 to 5 in this order, then every claim status, by the date of the order."""

    def test_the_order_of_the_questions(self) -> None:
        """Nothing is asked blank, for nobody agrees on what a blank status means."""
        shop = Shop(lambda _call: ok())

        shop.run(operations().poll(SINCE, UNTIL))

        orders = [c.params["ShippingStatus"] for c in shop.calls if "ShippingStatus" in c.params]
        claims = [c.params["ClaimStat"] for c in shop.calls if "ClaimStat" in c.params]
        assert shop.methods == ["GetShippingInfo_v3"] * 4 + ["GetClaimInfo_V3"] * 12
        assert orders == ["2", "3", "4", "5"]
        assert claims == ["1", "2", "3", "4", "5", "6", "11", "12", "13", "14", "15", "16"]

    def test_an_order_that_moves_on_meanwhile_is_taken_for_the_further_one(self) -> None:
        """Seen at 2 and, a moment later, at 3: it is at 3."""

        def answer(call: Call) -> bytes:
            status = call.params.get("ShippingStatus")
            return ok(shipping(1, int(status))) if status in {"2", "3"} else ok()

        poll = Shop(answer).run(operations().poll(SINCE, UNTIL))

        assert [s.shipping for s in poll.snapshots] == [Shipping.SCHEDULED]
        assert poll.complete


class TestAListWithoutItsObject:
    """ResultObject must be there: an answer without it is an error, never an empty list."""

    BLANK = b'{"ResultCode":0,"ResultMsg":"SUCCESS","ResultObject":""}'

    @pytest.mark.parametrize("reply", [done(), BLANK, b"{}", b"", b"<html>", b"null", b"[]"])
    def test_is_no_empty_list(self, reply: bytes) -> None:
        """Whatever is missing, it is not taken for "no orders"."""
        with pytest.raises(Unanswered):
            Shop(lambda _call: reply).run(operations().poll(SINCE, UNTIL))

    @pytest.mark.parametrize("empty", ["[]", "null"])
    def test_an_empty_one_is(self, empty: str) -> None:
        """`[]` and `null` are both seen in real answers."""
        reply = f'{{"ResultCode":0,"ResultMsg":"SUCCESS","ResultObject":{empty}}}'.encode()

        poll = Shop(lambda _call: reply).run(operations().poll(SINCE, UNTIL))

        assert poll.complete
        assert poll.snapshots == ()


class TestWindows:
    """A period is cut so that QAPI takes it, and covered without a gap."""

    @given(
        since=st.datetimes(datetime(2020, 1, 1), datetime(2029, 1, 1)),  # noqa: DTZ001
        seconds=st.integers(0, 400 * 86_400),
    )
    def test_covered_without_a_gap_and_never_over_90_days(
        self, since: datetime, seconds: int
    ) -> None:
        """Each window begins in the second in which the one before ends."""
        start = since.replace(microsecond=0, tzinfo=JST)
        end = start + timedelta(seconds=seconds)

        cut = list(windows(start, end))

        assert (cut[0].start, cut[-1].end) == (start, end)
        assert all(a.end == b.start for a, b in itertools.pairwise(cut))
        assert all(w.end - w.start < timedelta(days=90) for w in cut)

    @given(placed=st.lists(st.integers(0, 10 * 86_400), max_size=1_200))
    def test_a_window_that_may_be_cut_short_is_halved(self, placed: list[int]) -> None:
        """A server that silently sends 500 rows at most hides no order that halving can show."""
        rows = {n: SINCE + timedelta(seconds=s) for n, s in enumerate(placed, 1)}

        def answer(call: Call) -> bytes:
            if call.params.get("ShippingStatus") != "3":
                return ok()
            start, end = call.params["SearchStartDate"], call.params["SearchEndDate"]
            found = [n for n, at in rows.items() if start <= f"{at:%Y%m%d%H%M%S}" <= end]
            return ok(*(shipping(n) for n in found[:500]))

        reading = Shop(answer).run(operations().list_orders(SINCE, UNTIL))

        seen = {int(s.order_no) for s in reading.snapshots}
        assert not reading.shipping_seen or seen == set(rows)

    def test_an_hour_that_may_be_cut_short_is_never_believed(self) -> None:
        """500 rows within one hour: what is there is read, and it is not complete."""
        full = ok(*(shipping(n) for n in range(1, 501)))

        def answer(call: Call) -> bytes:
            return full if call.params.get("ShippingStatus") == "3" else ok()

        poll = Shop(answer).run(operations().poll(NOON - timedelta(minutes=30), NOON))

        assert len(poll.snapshots) == 500
        assert not poll.complete
        assert "may be cut short" in str(poll.problems[0])


class TestIncomplete:
    """A poll is complete only when every part answered."""

    @pytest.mark.parametrize("missing", range(16))
    def test_a_part_that_does_not_answer_leaves_it_incomplete(self, missing: int) -> None:
        """The others are read, and no absence is believed."""
        replies: list[Reply] = [ok()] * 16
        replies[1] = ok(shipping(1))
        replies[missing : missing + 1] = [lost()] * 3

        poll = Shop(replies).run(operations().poll(SINCE, UNTIL))

        assert not poll.complete
        assert any("was not answered" in str(p) for p in poll.problems)
        shows_claims = [s.claims_seen for s in poll.snapshots]
        assert missing < 4 or not any(shows_claims)

    def test_a_call_that_does_no_harm_is_made_three_times(self) -> None:
        """Then it counts as not answered; one and two seconds lie between."""
        shop = Shop([lost(), lost(sent=False), ok(shipping(1)), ok(), ok(), ok()])

        reading = shop.run(operations().list_orders(SINCE, UNTIL))

        assert reading.shipping_seen
        assert shop.pauses == [1.0, 2.0]

    def test_a_number_that_means_no_ends_it_at_once(self) -> None:
        """An expired key is not asked about sixteen times."""
        shop = Shop(lambda _call: routed(-90004))

        with pytest.raises(KeyExpired) as caught:
            shop.run(operations().poll(SINCE, UNTIL))

        assert len(shop.calls) == 1
        assert "make a new one" in str(caught.value)


class TestOneOrder:
    """One order is looked up by its number: both statuses, no planned date."""

    def test_what_is_shown(self) -> None:
        """A filled claim status means that a claim is on record."""
        row = {"orderNo": 7, "shippingStatus": "Seller confirm(3)", "claimStatus": "1"}

        found = Shop([ok(row)]).run(operations().find_order("7"))

        assert found is not None
        assert (found.shipping, found.claim) == (Shipping.SCHEDULED, Claim.CANCEL_REQUESTED)

    @pytest.mark.parametrize("reply", [failed(-10003), ok()])
    def test_none_when_the_shop_does_not_have_it(self, reply: bytes) -> None:
        """-10003, or no row."""
        assert Shop([reply]).run(operations().find_order("7")) is None

    def test_another_orders_row_is_not_believed(self) -> None:
        """A row with another number says nothing about this order."""
        assert Shop([ok(claim(8))]).run(operations().find_order("7")) is None

    @pytest.mark.parametrize("reply", [failed(-10001), routed(-90001)])
    def test_a_key_that_is_refused(self, reply: bytes) -> None:
        """Who must act is said."""
        with pytest.raises(KeyRefused, match="check the Seller Authorization Key"):
            Shop([reply]).run(operations().find_order("7"))

    def test_a_number_that_nobody_documents(self) -> None:
        """It is no known error, and keeps its number and QAPI's words."""
        with pytest.raises(QapiError, match="-4711") as caught:
            Shop([failed(-4711, "odd")]).run(operations().find_order("7"))

        assert type(caught.value) is QapiError
