"""Every form in which public clients ask QAPI is understood, each as a case of our own making."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import State
from qoo10_cancel.sandbox import Sandbox, Shop
from qoo10_cancel.sandbox.requests import read_question

SERVICE = "/GMKT.INC.Front.QAPIService/ebayjapan.qapi"
PERIOD = {"search_Sdate": "20220801", "search_Edate": "20220831"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def key_headers(shop: Shop) -> dict[str, str]:
    """Return the headers of form T1."""
    return {"GiosisCertificationKey": shop.key, "QAPIVersion": "1.0", **FORM}


def asked(sandbox: Sandbox, verb: str, path: str, **more: Any) -> httpx2.Response:
    """Ask, as it stands: doubled slashes are not tidied up."""
    with httpx2.Client(trust_env=False) as client:
        return client.request(verb, httpx2.URL(sandbox.url + path), **more)


def rows(response: httpx2.Response) -> list[dict[str, Any]]:
    """Return the rows of a JSON answer that succeeded."""
    reply = response.json()
    assert reply["ResultCode"] == 0, reply
    result: list[dict[str, Any]] = reply["ResultObject"]
    return result


class TestEachForm:
    """T1 to T6, with the same answer for all."""

    def test_t1(self, sandbox: Sandbox, shop: Shop) -> None:
        """The method in the path, the key in a header, no returnType, no search_condition."""
        order_no = shop.place(State.CANCEL_REQUESTED)

        answer = asked(
            sandbox, "POST", f"{SERVICE}/ShippingBasic.GetClaimInfo_V3",
            headers=key_headers(shop), data={"ClaimStat": "1", **PERIOD},
        )  # fmt: skip

        assert [row["orderNo"] for row in rows(answer)] == [int(order_no)]
        assert shop.journal[-1].form == "T1"

    def test_t2(self, sandbox: Sandbox, shop: Shop) -> None:
        """Everything in the query of a GET, the key too."""
        shop.place(State.SCHEDULED)
        query = {"v": "1.0", "returnType": "json", "key": shop.key, "ShippingStat": "3",
                 "method": "ShippingBasic.GetShippingInfo_v2", **PERIOD}  # fmt: skip

        answer = asked(sandbox, "GET", SERVICE, params=query)

        assert rows(answer)[0]["shippingStatus"] == "Seller confirm(3)"
        assert shop.journal[-1].form == "T2"

    def test_t2_makes_a_key(self, sandbox: Sandbox, shop: Shop) -> None:
        """The key call has user_id and pwd; the new key opens the same shop."""
        query = {"v": "1.0", "returnType": "json", "key": "sandbox-api-key",
                 "method": "CertificationAPI.CreateCertificationKey",
                 "user_id": shop.user_id, "pwd": shop.password}  # fmt: skip

        key = asked(sandbox, "GET", SERVICE, params=query).json()["ResultObject"]

        assert sandbox.box.find(key) is shop
        assert "pwd" not in shop.journal[-1].params

    @pytest.mark.parametrize("wrong", [{"userId": "x"}, {"user_id": "x"}, {}])
    def test_a_wrong_login_stays_an_error(self, sandbox: Sandbox, wrong: dict[str, str]) -> None:
        """`userId` instead of `user_id` is no login."""
        query = {"key": "sandbox-api-key", "pwd": "x", **wrong,
                 "method": "CertificationAPI.CreateCertificationKey"}  # fmt: skip

        assert asked(sandbox, "GET", SERVICE, params=query).json()["ResultCode"] != 0

    def test_t3(self, sandbox: Sandbox, shop: Shop) -> None:
        """The method in the path of a GET; Page and PageSize are ignored; JSON by default."""
        shop.place(State.NEW)
        query = {"key": shop.key, "ShippingStat": "2", "Page": "1", "PageSize": "10", **PERIOD}

        answer = asked(sandbox, "GET", f"{SERVICE}/ShippingBasic.GetShippingInfo_v2", params=query)

        assert len(rows(answer)) == 1
        assert shop.journal[-1].form == "T3"

    def test_t4(self, sandbox: Sandbox, shop: Shop) -> None:
        """Everything in the body of a POST, the key too; unknown fields are ignored."""
        order_no = shop.place(State.SCHEDULED)
        body = {"v": "1.0", "returnType": "json", "key": shop.key, "OrderNo": order_no,
                "method": "ShippingBasic.SetSendingInfo", "ShippingDate": "20220812",
                "ShippingCorp": "その他", "TrackingNo": " "}  # fmt: skip

        answer = asked(sandbox, "POST", SERVICE, data=body)

        assert answer.json() == {"ResultCode": 0, "ResultMsg": "SUCCESS"}
        assert shop.get(order_no).state is State.SHIPPED
        assert shop.journal[-1].form == "T4"

    def test_t5(self, sandbox: Sandbox, shop: Shop) -> None:
        """Key and version in headers, the method in the body."""
        shop.place(State.NEW)
        body = {"method": "ShippingBasic.GetShippingInfo_v2", "ShippingStat": "2", **PERIOD}

        answer = asked(sandbox, "POST", SERVICE, headers=key_headers(shop), data=body)

        assert len(rows(answer)) == 1
        assert shop.journal[-1].form == "T5"

    def test_t6(self, sandbox: Sandbox, shop: Shop) -> None:
        """Doubled slashes, plain http, header and method names in any case."""
        shop.place(State.CANCEL_REQUESTED)
        headers = {"giosiscertificationkey": shop.key, "qapiversion": "1.0", **FORM}

        answer = asked(
            sandbox, "POST", f"/{SERVICE.lower()}//shippingbasic.getclaiminfo_v3",
            headers=headers, data={"claimstat": "1", "SEARCH_SDATE": "20220801",
                                   "search_edate": "20220831"},
        )  # fmt: skip

        assert len(rows(answer)) == 1
        assert shop.journal[-1].form == "T1+//"

    def test_the_older_path(self, sandbox: Sandbox, shop: Shop) -> None:
        """One client writes the class where the service stands, and the header with hyphens."""
        shop.place(State.CANCEL_REQUESTED)

        answer = asked(
            sandbox, "POST", "/GMKT.INC.Front.QAPIService/ShippingBasic.qapi/GetClaimInfo_V3",
            headers={"giosis-certification-key": shop.key, **FORM}, data=PERIOD,
        )  # fmt: skip

        assert len(rows(answer)) == 1

    def test_xml(self, sandbox: Sandbox, shop: Shop) -> None:
        """ResultCode, ResultMsg and ResultObject are direct children of the root."""
        order_no = shop.place(State.CANCEL_REQUESTED)

        answer = asked(
            sandbox, "POST", f"{SERVICE}/ShippingBasic.GetClaimInfo_V3",
            headers=key_headers(shop), data={"returnType": "text/xml", **PERIOD},
        )  # fmt: skip

        root = ET.fromstring(answer.content)  # noqa: S314  our own
        assert [child.tag for child in root] == ["ResultCode", "ResultMsg", "ResultObject"]
        assert root.findtext("ResultCode") == "0"
        assert [row.findtext("orderNo") for row in root[2]] == [order_no]


class TestErrorsAsQoo10SaysThem:
    """HTTP says 200; the name is looked at before the key; two envelopes."""

    @pytest.mark.parametrize(
        ("method", "words"),
        [
            ("Nothing.GetIt", "Can't find service Name Nothing"),
            ("ShippingBasic.Nothing", "Can't find method Info Nothing"),
            ("ShippingBasic.GetClaimInfo_V3", "存在しないAPIです。"),
            ("Claim.SetCancelReject", "Can't find method Info SetCancelReject"),
        ],
    )
    def test_the_routing_answers_first(self, sandbox: Sandbox, method: str, words: str) -> None:
        """Unknown class, unknown method, then a bad key. No method refuses a request."""
        answer = asked(
            sandbox, "POST", f"{SERVICE}/{method}",
            headers={"GiosisCertificationKey": "nobody's", **FORM},
        )  # fmt: skip

        assert answer.status_code == 200
        assert answer.json() == {"ErrorCode": -90001, "ErrorMsg": words}

    @pytest.mark.parametrize(
        ("method", "params", "code"),
        [
            ("GetShippingInfo_v3", {"ShippingStatus": "9"}, -10003),
            ("GetShippingInfo_v3", {"ShippingStatus": "2"}, -10001),
            ("GetShippingInfo_v3", {"ShippingStatus": "2", "SearchStartDate": "20220101",
                                    "SearchEndDate": "20220501"}, -10002),
            ("GetShippingInfo_v3", {"ShippingStatus": "2", "SearchStartDate": "20220801",
                                    "SearchEndDate": "20220812", "SearchCondition": "4"}, -10004),
            ("GetClaimInfo_V3", {"search_Sdate": "20220230", "search_Edate": "20220812"}, -10002),
            ("GetClaimInfo_V3", {"search_Sdate": "20220101", "search_Edate": "20220501"}, -10003),
            ("GetShippingAndClaimInfoByOrderNo_V2", {"OrderNo": "x"}, -10002),
            ("GetShippingAndClaimInfoByOrderNo_V2", {"OrderNo": "1"}, -10003),
            ("SetSellerCheckYN_V2", {"OrderNo": "1,2", "EstShipDt": "20220815"}, -10001),
            ("SetSendingInfo", {"OrderNo": "1"}, -10001),
        ],
    )  # fmt: skip
    def test_numbers_of_the_guide(
        self, sandbox: Sandbox, shop: Shop, method: str, params: dict[str, str], code: int
    ) -> None:
        """Each with the envelope of methods."""
        answer = asked(
            sandbox, "POST", f"{SERVICE}/ShippingBasic.{method}",
            headers=key_headers(shop), data=params,
        )  # fmt: skip

        assert answer.json()["ResultCode"] == code

    def test_bulk_answers_a_row_for_each_order(self, sandbox: Sandbox, shop: Shop) -> None:
        """Some done, some not; in the order in which they were sent."""
        good, bad = shop.place(State.SCHEDULED), shop.place(State.CANCELLED)
        sent = [{"OrderNo": int(no), "ShippingCorp": "x", "TrackingNo": "1"} for no in (good, bad)]

        answer = asked(
            sandbox, "POST", f"{SERVICE}/ShippingBasic.SetSendingInfoBulk",
            headers=key_headers(shop), data={"ShippingInfoJson": json.dumps(sent)},
        )  # fmt: skip

        assert [(row["contr_no"], row["result_cd"]) for row in rows(answer)] == [
            (int(good), 0), (int(bad), -10103),
        ]  # fmt: skip

    def test_confirmed_without_a_date(self, sandbox: Sandbox, shop: Shop) -> None:
        """A-24: one client sends ShippingDate instead, and says that the order goes to 3."""
        order_no = shop.place(State.NEW)
        call = {"headers": key_headers(shop),
                "data": {"OrderNo": order_no, "ShippingDate": "20220815"}}  # fmt: skip

        refused = asked(sandbox, "POST", f"{SERVICE}/ShippingBasic.SetSellerCheckYN_V2", **call)
        shop.choose("A-24", "taken")
        taken = asked(sandbox, "POST", f"{SERVICE}/ShippingBasic.SetSellerCheckYN_V2", **call)
        listed = asked(
            sandbox, "POST", f"{SERVICE}/ShippingBasic.GetShippingInfo_v2",
            headers=key_headers(shop), data={"ShippingStat": "3", **PERIOD},
        )  # fmt: skip

        assert (refused.json()["ResultCode"], taken.json()["ResultCode"]) == (-10001, 0)
        [row] = rows(listed)
        assert (row["orderNo"], row["EstShippingDate"]) == (int(order_no), "")

    def test_blank_status_and_3_asked_one_after_the_other(
        self, sandbox: Sandbox, shop: Shop
    ) -> None:
        """A-01: who asks for 0 and then for 3 sees an order at 3 twice, or once."""
        order_no = int(shop.place(State.SCHEDULED))

        def seen() -> list[int]:
            answers = [
                asked(
                    sandbox, "POST", f"{SERVICE}/ShippingBasic.GetShippingInfo_v2",
                    headers=key_headers(shop), data={"ShippingStat": status, **PERIOD},
                )
                for status in ("0", "3")
            ]  # fmt: skip
            return [row["orderNo"] for answer in answers for row in rows(answer)]

        assert seen() == [order_no, order_no]
        shop.choose("A-01", "unsent")
        assert seen() == [order_no]

    def test_cancelling_as_the_seller_leaves_a_buyers_request_alone(
        self, sandbox: Sandbox, shop: Shop
    ) -> None:
        """A-06: it answers -10004 unless the switch says otherwise."""
        order_no = shop.place(State.CANCEL_REQUESTED)
        call = {"headers": key_headers(shop), "data": {"ContrNo": order_no, "CancelReason": "1"}}

        barred = asked(sandbox, "POST", f"{SERVICE}/Claim.SetCancelProcess", **call)
        shop.choose("A-06", "cancels")
        done = asked(sandbox, "POST", f"{SERVICE}/Claim.SetCancelProcess", **call)

        assert barred.json()["ResultCode"] == -10004
        assert done.json()["ResultCode"] == 0
        assert "A-06" in done.headers["qoo10-sandbox-assumptions"]
        assert shop.get(order_no).state is State.CANCELLED

    def test_the_assumptions_are_named(self, sandbox: Sandbox, shop: Shop) -> None:
        """In a header, with the word that it is not Qoo10."""
        answer = asked(
            sandbox, "POST", f"{SERVICE}/ShippingBasic.GetShippingInfo_v3",
            headers=key_headers(shop), data={"SearchStartDate": "20220801",
                                             "SearchEndDate": "20220812"},
        )  # fmt: skip

        assert answer.headers["qoo10-sandbox"] == "not Qoo10"
        assert "A-01" in answer.headers["qoo10-sandbox-assumptions"]


TEXT = st.text(max_size=30)


class TestAnythingAtAll:
    """Whatever is asked, it is read, and answered with a number."""

    @given(
        verb=st.sampled_from(["GET", "POST"]),
        rest=st.text(max_size=60),
        query=TEXT,
        headers=st.dictionaries(TEXT, TEXT, max_size=3),
        body=st.binary(max_size=200),
    )
    def test_is_read(
        self, verb: str, rest: str, query: str, headers: dict[str, str], body: bytes
    ) -> None:
        """No form breaks the reader."""
        question = read_question(verb, f"{SERVICE}/{rest}", query, headers, body)

        assert question.form[:2] in {"T1", "T2", "T3", "T4", "T5"}

    @given(
        method=st.sampled_from(
            ["GetShippingInfo_v3", "GetShippingInfo_v2", "GetClaimInfo_V3", "SetSendingInfo",
             "GetShippingAndClaimInfoByOrderNo_V2", "SetSellerCheckYN_V2", "SetSendingInfoBulk",
             "SetSellerCheckYNBulk"]
        ),
        params=st.dictionaries(
            st.sampled_from(
                ["OrderNo", "ShippingStatus", "ShippingStat", "SearchStartDate", "SearchEndDate",
                 "search_Sdate", "search_Edate", "search_condition", "SearchCondition",
                 "ClaimStat", "EstShipDt", "DelayType", "ShippingCorp", "TrackingNo",
                 "ShippingInfoJson", "SendPlanDtInfoJson", "returnType"]
            ),
            st.sampled_from(
                ["", "0", "1", "3", "20220801", "20220812", "99999999", "20220812999999",
                 "698016773", "xml", "[1]", "[{}]", '[{"OrderNo": null}]', "{", "\x00", "＃", "１"]
            )
            | st.text(max_size=40),
            max_size=8,
        ),
    )  # fmt: skip
    def test_is_answered(self, method: str, params: dict[str, str]) -> None:
        """Never a 5xx: the envelope always has its number."""
        from qoo10_cancel.sandbox.methods import answer  # noqa: PLC0415

        shop = Shop("sample-key")
        shop.place(State.SCHEDULED)
        body = httpx2.Request("POST", "http://x", data=params).read()
        headers = {"giosiscertificationkey": shop.key}
        question = read_question("POST", f"{SERVICE}/ShippingBasic.{method}", "", headers, body)

        answered = answer(question, shop, None, lambda _params: None)

        if question.xml:
            assert ET.fromstring(answered.body) is not None  # noqa: S314  our own
        else:
            assert json.loads(answered.body)["ResultCode"] == answered.code
