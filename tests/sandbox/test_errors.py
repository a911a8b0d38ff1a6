"""What is refused, by QAPI's methods, J·QSM's pages, the control API and the shop itself."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import httpx2
import pytest

from qoo10_cancel import JST, Malformed, State
from qoo10_cancel.adapters.qapi import (
    AsyncQapi,
    CancelReason,
    Parcel,
    Qapi,
    QapiError,
    SellerKey,
    Unanswered,
    WrongState,
)
from qoo10_cancel.sandbox import Fault, FaultKind, NotPossible, Sandbox, Shop, ShopClock
from qoo10_cancel.snapshot import Claim

SERVICE = "/GMKT.INC.Front.QAPIService/ebayjapan.qapi"
PERIOD = {"search_Sdate": "20220801", "search_Edate": "20220831"}
CLAIMS = "/GMKT.INC.Gsm.Web/Claim/ClaimManagement.aspx"
DELIVERY = "/GMKT.INC.Gsm.Web/Delivery/DeliveryManagement.aspx"


@pytest.fixture
def ask(sandbox: Sandbox, shop: Shop) -> Iterator[Callable[..., dict[str, Any]]]:
    """Return a function that calls a method of QAPI and returns its reply."""
    with httpx2.Client(
        base_url=sandbox.url, trust_env=False, headers={"GiosisCertificationKey": shop.key}
    ) as http:

        def call(method: str, **params: str) -> dict[str, Any]:
            answer = http.post(f"{SERVICE}/{method}", data=params)
            assert answer.status_code == 200
            reply: dict[str, Any] = answer.json()
            return reply

        yield call


class TestNumbers:
    """Each number that a method knows, and nothing is done."""

    @pytest.mark.parametrize(
        ("state", "method", "params", "code"),
        [
            ("new", "ShippingBasic.GetClaimInfo_V3", {**PERIOD, "ClaimStat": "99"}, -10002),
            ("new", "ShippingBasic.GetClaimInfo_V3", {**PERIOD, "search_condition": "9"}, -10002),
            ("new", "ShippingBasic.GetClaimInfo_V3",
             {"search_Sdate": "20220831", "search_Edate": "20220801"}, -10002),
            ("new", "ShippingBasic.SetSellerCheckYN_V2", {"DelayType": "9"}, -10001),
            ("new", "ShippingBasic.SetSellerCheckYN_V2", {"DelayMemo": "x" * 1001}, -10001),
            ("new", "ShippingBasic.SetSellerCheckYN_V2", {"EstShipDt": "20220230"}, -10001),
            ("new", "ShippingBasic.SetSellerCheckYN_V2", {"EstShipDt": "99991231"}, -10001),
            ("shipped", "ShippingBasic.SetSellerCheckYN_V2", {"EstShipDt": "20220815"}, -10001),
            ("scheduled", "ShippingBasic.SetSendingInfo", {"ShippingCorp": "x" * 201}, -10001),
            ("scheduled", "ShippingBasic.SetSendingInfo", {"TrackingNo": "1" * 51}, -10001),
            ("scheduled", "ShippingBasic.SetSendingInfo", {"ShippingCorp": "a\nb"}, -10001),
            ("cancelled", "ShippingBasic.SetSendingInfo", {"ShippingCorp": "x"}, -10103),
            ("new", "Claim.SetCancelProcess", {"CancelReason": "9"}, -10001),
            ("new", "Claim.SetCancelProcess", {"SellerMemo": "x" * 1001}, -10001),
            ("shipped", "Claim.SetCancelProcess", {"CancelReason": "1"}, -10004),
            ("new", "Claim.SetClaimAccept", {}, -10004),
        ],
    )  # fmt: skip
    def test_what_does_not_fit(
        self, ask: Callable[..., dict[str, Any]], shop: Shop, state: str, method: str,
        params: dict[str, str], code: int,
    ) -> None:  # fmt: skip
        """The order stays as it was."""
        order_no = shop.place(State(state))
        before = shop.as_json()

        reply = ask(method, OrderNo=order_no, ContrNo=order_no, **params)

        assert reply["ResultCode"] == code
        assert shop.as_json() == before

    @pytest.mark.parametrize(
        ("rows", "codes"),
        [
            ("[", None),
            ("{}", None),
            (json.dumps([{}] * 501), None),
            ('[{"OrderNo": NaN}]', None),
            ('[{"OrderNo": "\\ud800"}]', None),
            ('[5, {"OrderNo": []}, {"OrderNo": "1", "EstShipDt": "20220815"}]', [-10001] * 3),
        ],
    )
    def test_bulk(
        self, ask: Callable[..., dict[str, Any]], rows: str, codes: list[int] | None
    ) -> None:
        """A call that is no list has a number of its own; a row that is none, in its place."""
        reply = ask("ShippingBasic.SetSellerCheckYNBulk", SendPlanDtInfoJson=rows)

        if codes is None:
            assert reply["ResultCode"] in {-10001, -10011}
        else:
            assert [row["result_cd"] for row in reply["ResultObject"]] == codes

    def test_a_date_set_twice(self, ask: Callable[..., dict[str, Any]], shop: Shop) -> None:
        """A-15: it is changed, or barred; in a bulk answer with the guide's number."""
        order_no = shop.place(State.SCHEDULED)
        shop.choose("A-15", "barred")
        row = json.dumps([{"OrderNo": order_no, "EstShipDt": "20220816"}])

        reply = ask("ShippingBasic.SetSellerCheckYNBulk", SendPlanDtInfoJson=row)

        assert [row["result_cd"] for row in reply["ResultObject"]] == [-10012]

    def test_an_exchange(self, ask: Callable[..., dict[str, Any]], shop: Shop) -> None:
        """Asked for, approved, sent again; each step once, and only for an order it has."""
        order_no = shop.place(State.DELIVERED)
        shop.open_claim(order_no, Claim.EXCHANGE_REQUESTED, "x")

        codes = [
            ask(f"Claim.{method}", OrderNo=number)["ResultCode"]
            for method, number in (
                ("SetClaimRedelivery", order_no), ("SetClaimAccept", order_no),
                ("SetClaimAccept", order_no), ("SetClaimRedelivery", order_no),
                ("SetClaimAccept", "1"),
            )
        ]  # fmt: skip

        assert codes == [-10004, 0, -10004, 0, -10002]
        assert shop.get(order_no).claim is Claim.REDELIVERING

    def test_a_list_that_is_cut_short(
        self, ask: Callable[..., dict[str, Any]], shop: Shop
    ) -> None:
        """A-18."""
        for _ in range(101):
            shop.place(State.NEW)
        shop.choose("A-18", "hundred")

        reply = ask("ShippingBasic.GetShippingInfo_v2", ShippingStat="2", **PERIOD)

        assert len(reply["ResultObject"]) == 100


class TestTheShop:
    """What Qoo10 does not let happen."""

    def test_what_is_not_possible(self, shop: Shop) -> None:
        """Each with its detail."""
        new, sent = shop.place(State.NEW), shop.place(State.SHIPPED)
        asked, unpaid = shop.place(State.CANCEL_REQUESTED), shop.order(paid=False)
        shop.choose("A-17", "barred")
        acts: dict[str, Callable[[], object]] = {
            "paid-already": lambda: shop.pay(new),
            "no-other-claim": lambda: shop.open_claim(sent, Claim.CANCELLED),
            "not-shipped": lambda: shop.open_claim(new, Claim.RETURN_REQUESTED),
            "too-long": lambda: shop.refuse(asked, "shipped", "x" * 8193),
            "no-reason": lambda: shop.refuse(asked, None),
            "request-open": lambda: shop.ship(asked, "x", "1"),
            "too-far-ahead": lambda: shop.set_ship_date(new, date(2022, 9, 30)),
            "unpaid": lambda: shop.request_cancel(unpaid),
            "no-such-order": lambda: shop.pay("1"),
        }
        for detail, act in acts.items():
            with pytest.raises(NotPossible) as caught:
                act()
            assert caught.value.detail == detail

    def test_what_qoo10_does(self, shop: Shop) -> None:
        """A buyer who insists, a refund, a shipment that was not real."""
        asked, approved = shop.place(State.WITHDRAWAL_ASKED), shop.place(State.CANCELLING)
        refused = shop.place(State.AWAITING_SHIPMENT)
        shop.ship(refused, "佐川急便", "412345678905")

        shop.deny_withdrawal(asked)
        shop.refund(approved)
        shop.find_fake(refused)

        assert shop.get(asked).state is State.CANCEL_REQUESTED
        assert shop.get(approved).state is State.CANCELLED
        assert "FakeShipmentFound" in {h.event for h in shop.get(refused).happened}

    @pytest.mark.parametrize("at", [datetime(2200, 1, 1, tzinfo=JST), datetime(2022, 8, 13)])  # noqa: DTZ001  that is tested
    def test_the_clock(self, at: datetime) -> None:
        """It goes to the end of 2199, also in steps, and takes no naive moment."""
        clock = ShopClock(datetime(2022, 8, 12, tzinfo=JST))
        with pytest.raises(Malformed):
            clock.set(at)
        with pytest.raises(Malformed):
            clock.step(timedelta.max)

    def test_what_a_fault_cannot_be(self) -> None:
        """A method that is no word, seconds that never end, a chance that is none."""
        for bad in (
            {"kind": "html", "method": 5}, {"kind": "slow", "seconds": 601},
            {"kind": "slow", "seconds": float("nan")}, {"kind": "html", "chance": 2}, {}, [], "x",
        ):  # fmt: skip
            with pytest.raises(Malformed):
                Fault.from_json(bad)

    @pytest.mark.parametrize("bad", ["", "a b", "鍵", "x" * 201])
    def test_keys_and_logins(self, sandbox: Sandbox, bad: str) -> None:
        """What no header can carry is none, and no shop is opened."""
        shops = len(sandbox.box.shops)
        for options in ({"key": bad}, {"user_id": bad}, {"password": bad}):
            with pytest.raises(Malformed, match="1 to 200 characters"):
                sandbox.open(**options)
        assert len(sandbox.box.shops) == shops


class TestTheControlPage:
    """Its buttons, and what they say."""

    @pytest.mark.parametrize(
        ("form", "says"),
        [
            ({"do": "place", "state": "scheduled"}, r"new order \d+"),
            ({"do": "place", "state": "flying"}, "no state"),
            ({"do": "request", "order_no": "ASKED"}, "cancel_requested"),
            ({"do": "withdraw", "order_no": "ASKED"}, "does not happen to an order"),
            ({"do": "deliver", "order_no": "SENT"}, "delivered"),
            ({"do": "step", "by": "1h"}, "it is 2022-08-12 13:00"),
            ({"do": "step", "by": "soon"}, "a duration is written"),
            ({"do": "next"}, "it is 2022"),
            ({"do": "fly"}, "no such button"),
        ],
    )
    def test_each_button(
        self, sandbox: Sandbox, shop: Shop, form: dict[str, str], says: str
    ) -> None:
        """The page that follows tells what came of it."""
        numbers = {"ASKED": shop.place(State.SCHEDULED), "SENT": shop.place(State.SHIPPED)}
        fields = {name: numbers.get(value, value) for name, value in form.items()}
        with httpx2.Client(base_url=sandbox.url, trust_env=False, follow_redirects=True) as http:
            page = http.post(
                "/_sandbox/act", data={"shop": shop.key, **fields}, headers={"Origin": sandbox.url}
            )

        outcome = re.search(r'role="status">(.*?)</p>', page.text)
        assert outcome is not None
        assert re.search(says, outcome[1]), outcome[1]

    def test_who_asks_for_nothing_that_is_there(self, sandbox: Sandbox) -> None:
        """Another shop, another file."""
        form = {"shop": "nobody's"}
        with httpx2.Client(base_url=sandbox.url, trust_env=False) as http:
            act = http.post("/_sandbox/act", data=form, headers={"Origin": sandbox.url})
            file = http.get("/_sandbox/static/../app.py")

        assert (act.status_code, file.status_code) == (404, 404)

    def test_over_http(self, sandbox: Sandbox, shop: Shop) -> None:
        """The clock runs and stops, faults go, a shop is closed."""
        shop.faults.add(Fault(FaultKind.HTML))
        headers = {"GiosisCertificationKey": shop.key}
        with httpx2.Client(
            base_url=f"{sandbox.url}/_sandbox/", trust_env=False, headers=headers
        ) as http:
            runs = http.post("shop/clock", json={"running": True}).json()["running"]
            stands = http.post("shop/clock", json={"running": False}).json()["running"]
            left = http.delete("shop/faults").json()["faults"]
            chosen = http.put("shop/assumptions", json={"A-03": "moment"}).json()["A-03"]
            lived = http.post("shop/live", json={"seed": 1, "orders": 2, "days": 1}).json()
            closed = http.delete("shop").json()
            gone = http.get("shop/clock").status_code

        assert (runs, stands, left, chosen) == (True, False, [], "moment")
        assert lived["seed"] == 1
        assert (closed, gone) == ({"closed": True}, 422)


class TestPages:
    """What a page refuses, it says in words or by its status."""

    @pytest.fixture
    def site(self, sandbox: Sandbox, shop: Shop) -> Iterator[Callable[..., httpx2.Response]]:
        """Return a function that posts a form of somebody who is logged in."""
        with httpx2.Client(base_url=sandbox.url, trust_env=False, follow_redirects=True) as http:
            login = {"txtLoginID": shop.user_id, "txtLoginPwd": shop.password}
            page = http.post("/GMKT.INC.Gsm.Web/Login.aspx", data=login)
            token = re.findall(r'name="token" value="([^"]+)"', page.text)[0]

            def post(path: str, **fields: str) -> httpx2.Response:
                return http.post(path, data={"token": token, **fields})

            yield post

    @pytest.mark.parametrize(
        ("path", "fields", "status"),
        [
            (CLAIMS, {"action": "fly"}, 400),
            (CLAIMS, {"action": "refuse", "reason": "nonsense"}, 400),
            (CLAIMS, {"action": "refuse", "reason": "other", "text": "x"}, 409),
            (CLAIMS, {"action": "approve", "order_no": "1"}, 409),
            (DELIVERY, {"action": "fly"}, 400),
            (DELIVERY, {"action": "set-date", "ship_date": "soon"}, 409),
            (DELIVERY, {"action": "set-date", "ship_date": "9999-12-31"}, 409),
            (DELIVERY, {"action": "ship", "carrier": "a\nb"}, 409),
            ("/GMKT.INC.Gsm.Web/Nowhere.aspx", {}, 404),
        ],
    )
    def test_what_does_not_fit(
        self, site: Callable[..., httpx2.Response], shop: Shop, path: str,
        fields: dict[str, str], status: int,
    ) -> None:  # fmt: skip
        """And nothing is done."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        before = shop.as_json()

        answer = site(path, **{"order_no": order_no, **fields})

        assert answer.status_code == status
        assert shop.as_json() == before


class TestTheClient:
    """What the client makes of it."""

    def test_every_method_async(self, sandbox: Sandbox, shop: Shop) -> None:
        """The asynchronous client does what the other does."""
        new, scheduled, bulk = (
            shop.place(State.NEW),
            shop.place(State.SCHEDULED),
            shop.place(State.SCHEDULED),
        )
        since, until = shop.clock() - timedelta(days=1), shop.clock()

        async def run() -> tuple[Any, ...]:
            key = SellerKey(shop.key)
            async with AsyncQapi(key, url=sandbox.qapi_url, clock=shop.clock, pace=0) as qapi:
                orders = await qapi.list_orders(since, until)
                claims = await qapi.list_claims(since, until)
                await qapi.set_ship_date(new, until.date() + timedelta(days=1))
                await qapi.mark_as_shipped(scheduled, "佐川急便", "412345678905")
                many = await qapi.mark_many_as_shipped([Parcel(bulk, "佐川急便", "412345678905")])
                await qapi.cancel_as_seller(new, CancelReason.OUT_OF_STOCK)
                return orders, claims, many, await qapi.find_order(scheduled)

        orders, claims, many, seen = asyncio.run(run())

        assert (len(orders.snapshots), len(claims.snapshots)) == (3, 0)
        assert many == {bulk: None}
        assert seen.tracking_no == "412345678905"
        assert shop.get(new).state is State.CANCELLED

    def test_each_list_by_itself(self, qapi: Qapi, shop: Shop) -> None:
        """Orders and claims can be asked for apart."""
        shop.place(State.CANCEL_REQUESTED)
        since, until = shop.clock() - timedelta(days=1), shop.clock()

        orders, claims = qapi.list_orders(since, until), qapi.list_claims(since, until)

        assert [s.claim for s in orders.snapshots] == [None]
        assert [s.claim for s in claims.snapshots] == [Claim.CANCEL_REQUESTED]

    def test_a_bulk_answer_that_is_lost(self, qapi: Qapi, shop: Shop) -> None:
        """Each parcel is looked up; where the look fails too, its end is that."""
        order_no = shop.place(State.SCHEDULED)
        shop.faults.add(Fault(FaultKind.DONE_NOT_ANSWERED, method="SetSendingInfoBulk"))
        shop.faults.add(
            Fault(FaultKind.CODE, method="GetShippingAndClaimInfoByOrderNo_V2", code=-90002)
        )

        ends = qapi.mark_many_as_shipped([Parcel(order_no, "佐川急便", "412345678905")])

        assert isinstance(ends[order_no], QapiError)
        assert shop.get(order_no).state is State.SHIPPED

    def test_answered_late_and_refused_then(self, qapi: Qapi, shop: Shop) -> None:
        """Not done at first, refused the second time, and not done: the refusal is told."""
        order_no = shop.place(State.SCHEDULED)
        shop.faults.add(Fault(FaultKind.SERVER_ERROR, method="SetSendingInfo", nth=1))
        shop.faults.add(Fault(FaultKind.CODE, method="SetSendingInfo", code=-10103, routing=False))

        with pytest.raises(WrongState):
            qapi.mark_as_shipped(order_no, "佐川急便", "412345678905")

        assert shop.get(order_no).state is State.SCHEDULED

    @pytest.mark.parametrize("kind", [FaultKind.HTML, FaultKind.WRONG_JSON])
    def test_a_capture_of_no_json(self, qapi: Qapi, shop: Shop, kind: FaultKind) -> None:
        """It is no capture."""
        shop.faults.add(Fault(kind))

        with pytest.raises(Unanswered, match="not QAPI's"):
            qapi.capture(shop.clock() - timedelta(days=1), shop.clock())
