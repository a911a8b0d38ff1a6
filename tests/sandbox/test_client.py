"""The client against the sandbox, over real HTTP, with every fault."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from qoo10_cancel import JST, State
from qoo10_cancel.adapters.qapi import (
    CancelReason,
    EndUnknown,
    KeyExpired,
    KeyRefused,
    OrderUnknown,
    Parcel,
    Qapi,
    SellerKey,
    Unanswered,
    WrongState,
)
from qoo10_cancel.errors import MarketplaceFailed
from qoo10_cancel.sandbox import Fault, FaultKind, Sandbox, Shop
from qoo10_cancel.snapshot import Claim, Shipping

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
SINCE = NOON - timedelta(days=30)


class TestAWholeShop:
    """What the client reads is what is true."""

    def test_every_state(self, qapi: Qapi, shop: Shop) -> None:
        """Statuses, dates and moments of each order; an unpaid one is not asked for."""
        for state in State:
            shop.place(state)
        shop.order(paid=False)

        poll = qapi.poll(SINCE, NOON)

        assert poll.complete
        assert len(poll.snapshots) == len(State)
        for seen in poll.snapshots:
            entry = shop.get(seen.order_no)
            assert (seen.shipping, seen.claim) == (entry.shipping, entry.claim)
            assert seen.ship_date == (entry.order.ship_date if entry.shipping else None)
            assert seen.requested_at == (entry.asked_at if entry.claim else None)
            assert (seen.shipped_at, seen.closed_at) == (entry.shipped_at, entry.closed_at)

    @pytest.mark.parametrize("state", [s for s in State if s is not State.REFUSED])
    def test_one_order(self, qapi: Qapi, shop: Shop, state: State) -> None:
        """Both statuses of it."""
        order_no = shop.place(state)

        seen = qapi.find_order(order_no)

        assert seen is not None
        assert seen.claim is shop.get(order_no).claim
        assert seen.shipping is shop.get(order_no).last_shipping

    @pytest.mark.parametrize("limit", ["hundred", "five-hundred"])
    def test_a_list_that_is_cut_short_is_seen_through(
        self, qapi: Qapi, shop: Shop, limit: str
    ) -> None:
        """A-18: a server that sends 100 or 500 rows at most hides no order."""
        shop.choose("A-18", limit)
        for n in range(620):
            shop.order(at=NOON - timedelta(hours=n))

        poll = qapi.poll(NOON - timedelta(days=40), NOON)

        assert poll.complete
        assert len(poll.snapshots) == 620

    def test_doing_something(self, qapi: Qapi, shop: Shop) -> None:
        """A date, a shipment, many shipments, a cancellation as the seller, a new key."""
        one, two, three = shop.place(State.NEW), shop.place(State.NEW), shop.place(State.NEW)
        qapi.set_ship_date(one, date(2022, 8, 15))
        qapi.mark_as_shipped(one, "佐川急便", "412345678901")
        ends = qapi.mark_many_as_shipped([Parcel(two, "x", "1"), Parcel("9", "x", "1")])
        qapi.cancel_as_seller(three, CancelReason.OUT_OF_STOCK)

        assert shop.get(one).order.ship_date == date(2022, 8, 15)
        assert [shop.get(no).state for no in (one, two, three)] == [
            State.SHIPPED, State.SHIPPED, State.CANCELLED,
        ]  # fmt: skip
        assert ends[two] is None
        assert ends["9"] is not None

    def test_what_is_not_possible(self, qapi: Qapi, shop: Shop) -> None:
        """The error says who must act."""
        sent = shop.place(State.SHIPPED)

        with pytest.raises(WrongState):
            qapi.mark_as_shipped(sent, "x", "1")
        with pytest.raises(OrderUnknown):
            qapi.set_ship_date("1", date(2022, 8, 15))
        with pytest.raises(WrongState):
            qapi.cancel_as_seller(sent, CancelReason.SHIPPING_DELAY)

    def test_a_wrong_key(self, sandbox: Sandbox) -> None:
        """It belongs to nobody."""
        with Qapi(SellerKey("nobodys-key"), url=sandbox.qapi_url) as stranger:
            with pytest.raises(KeyRefused):
                stranger.find_order("1")

    def test_a_new_key(self, sandbox: Sandbox, shop: Shop) -> None:
        """Made with the API key and the login; its year begins today."""
        api_key = SellerKey("sandbox-api-key")

        key = Qapi.create_key(
            api_key, shop.user_id, shop.password, url=sandbox.qapi_url, clock=shop.clock
        )

        assert sandbox.box.find(key.reveal()) is shop
        assert key.ends_at == datetime(2023, 8, 13, tzinfo=JST)


BROKEN = [FaultKind.REFUSE, FaultKind.DONE_NOT_ANSWERED, FaultKind.HALF, FaultKind.SERVER_ERROR,
          FaultKind.HTML, FaultKind.WRONG_JSON]  # fmt: skip


class TestFaultsWhileReading:
    """A fault that passes is outlived; one that stays is said, and no absence is believed."""

    @pytest.mark.parametrize("kind", [*BROKEN, FaultKind.NO_OBJECT, FaultKind.SLOW])
    def test_once(self, qapi: Qapi, shop: Shop, kind: FaultKind) -> None:
        """The poll is complete."""
        shop.place(State.CANCEL_REQUESTED)
        shop.faults.add(Fault(kind, nth=3, seconds=0.01))

        poll = qapi.poll(SINCE, NOON)

        # A list without its object is not asked for again: it may be the same for ever.
        assert poll.complete or kind is FaultKind.NO_OBJECT
        assert len(poll.snapshots) == 1
        assert shop.faults.struck == 1

    @pytest.mark.parametrize("kind", [*BROKEN, FaultKind.NO_OBJECT])
    def test_for_one_method_always(self, qapi: Qapi, shop: Shop, kind: FaultKind) -> None:
        """Nothing of the claims can be had: that is an error, not "no claims"."""
        shop.place(State.CANCEL_REQUESTED)
        shop.faults.add(Fault(kind, method="GetClaimInfo_V3"))

        with pytest.raises(Unanswered):
            qapi.poll(SINCE, NOON)

    @pytest.mark.parametrize("routing", [True, False])
    def test_an_expired_key(self, qapi: Qapi, shop: Shop, routing: bool) -> None:
        """In either envelope."""
        shop.faults.add(Fault(FaultKind.CODE, code=-90004, routing=routing, nth=5))

        with pytest.raises(KeyExpired):
            qapi.poll(SINCE, NOON)

    def test_a_doubled_row(self, qapi: Qapi, shop: Shop) -> None:
        """The same row twice is one order."""
        shop.place(State.SCHEDULED)
        shop.faults.add(Fault(FaultKind.DOUBLED_ROW))

        assert len(qapi.poll(SINCE, NOON).snapshots) == 1

    def test_a_missing_row(self, qapi: Qapi, shop: Shop) -> None:
        """For one poll; the next one has it."""
        shop.place(State.SCHEDULED)
        shop.faults.add(Fault(FaultKind.MISSING_ROW, method="GetShippingInfo_v3", first=4))

        assert qapi.poll(SINCE, NOON).snapshots == ()
        assert len(qapi.poll(SINCE, NOON).snapshots) == 1

    def test_the_claim_list_lags(self, qapi: Qapi, shop: Shop) -> None:
        """It shows a request that has ended."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        qapi.poll(SINCE, NOON)
        shop.faults.add(Fault(FaultKind.LAGGING_CLAIMS, first=12))
        shop.withdraw(order_no)

        lagging, current = qapi.poll(SINCE, NOON), qapi.poll(SINCE, NOON)

        assert [s.claim for s in lagging.snapshots] == [Claim.CANCEL_REQUESTED]
        assert [s.claim for s in current.snapshots] == [None]


class TestFaultsWhileChanging:
    """A SetSendingInfo whose end is unknown is never sent twice."""

    @pytest.mark.parametrize("kind", [FaultKind.DONE_NOT_ANSWERED, FaultKind.HALF])
    def test_done_but_not_answered(self, qapi: Qapi, shop: Shop, kind: FaultKind) -> None:
        """The look shows it."""
        order_no = shop.place(State.SCHEDULED)
        shop.faults.add(Fault(kind, method="SetSendingInfo", nth=1))

        qapi.mark_as_shipped(order_no, "佐川急便", "412345678901")

        sent = [a for a in shop.journal if a.method.endswith("SetSendingInfo")]
        assert len(sent) == 1
        assert shop.get(order_no).state is State.SHIPPED

    @pytest.mark.parametrize("kind", [FaultKind.REFUSE, FaultKind.SERVER_ERROR, FaultKind.HTML])
    def test_not_done_and_not_answered(self, qapi: Qapi, shop: Shop, kind: FaultKind) -> None:
        """The look shows that it was not done; then it is sent once more."""
        order_no = shop.place(State.SCHEDULED)
        shop.faults.add(Fault(kind, method="SetSendingInfo", nth=1))

        qapi.mark_as_shipped(order_no, "佐川急便", "412345678901")

        assert shop.get(order_no).state is State.SHIPPED
        looks = [a.method.partition(".")[2] for a in shop.journal]
        assert looks == [
            "SetSendingInfo", "GetShippingAndClaimInfoByOrderNo_V2", "SetSendingInfo",
        ]  # fmt: skip

    def test_the_look_fails_too(self, qapi: Qapi, shop: Shop) -> None:
        """Nothing is sent again, and the error says to look in J·QSM."""
        order_no = shop.place(State.SCHEDULED)
        shop.faults.add(Fault(FaultKind.DONE_NOT_ANSWERED))

        with pytest.raises(EndUnknown, match="J·QSM"):
            qapi.mark_as_shipped(order_no, "佐川急便", "412345678901")

        assert sum("SetSendingInfo" in a.method for a in shop.journal) == 1

    def test_answered_but_not_done(self, qapi: Qapi, shop: Shop) -> None:
        """An answer is believed; the next poll shows that it was not done."""
        order_no = shop.place(State.SCHEDULED)
        shop.faults.add(Fault(FaultKind.ANSWERED_NOT_DONE, method="SetSendingInfo", nth=1))

        qapi.mark_as_shipped(order_no, "佐川急便", "412345678901")

        [seen] = qapi.poll(SINCE, NOON).snapshots
        assert seen.shipping is Shipping.SCHEDULED


class TestTheKeyOnTheWire:
    """Nothing that the sandbox keeps has a key in it."""

    def test_the_journal(self, qapi: Qapi, shop: Shop) -> None:
        """Methods and parameters, no key."""
        qapi.find_order("1")

        assert shop.key not in repr(shop.journal)

    @pytest.mark.parametrize("kind", list(FaultKind))
    def test_no_error_has_it(self, qapi: Qapi, shop: Shop, kind: FaultKind) -> None:
        """Whatever goes wrong."""
        order_no = shop.place(State.SCHEDULED)
        shop.faults.add(Fault(kind, seconds=0.01))
        try:
            qapi.poll(SINCE, NOON)
            qapi.mark_as_shipped(order_no, "x", "1")
        except MarketplaceFailed as error:
            text = f"{error} {error!r} {error.__context__!r}"
        else:
            text = ""

        assert shop.key not in text
