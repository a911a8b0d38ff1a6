"""QAPI's replies are read as they are sent, and what cannot be read is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import JST
from qoo10_cancel.errors import Malformed, Unreadable
from qoo10_cancel.readers import Reading, read_by_order, read_claims, read_shipping
from qoo10_cancel.snapshot import Claim, Shipping
from readers.written import (
    COLUMNS,
    NOON,
    PERSONAL,
    Fact,
    Hand,
    facts,
    hands,
    json_text,
    many_facts,
    read_back,
    reply,
    texts,
)

READERS: dict[str, Callable[..., Reading]] = {
    "v2": read_shipping,
    "v3": read_shipping,
    "claims": read_claims,
    "by order": read_by_order,
}
PERSON = "架空さん"
CASES = [str, str.lower, str.upper, str.swapcase]


def flags(shape: str, *, complete: bool = False) -> dict[str, bool]:
    """Say what a row of that shape tells of what is not in it."""
    if shape == "by order":
        return {"claims_seen": True, "shipping_seen": True}
    return {"claims_seen" if shape == "claims" else "shipping_seen": complete}


def shipping_row(**cells: Any) -> dict[str, Any]:
    """Write a shipping row, version 3, with some cells changed."""
    return {"OrderNo": 698016773, "ShippingStatus": "Seller confirm(3)", **cells}


def claim_row(**cells: Any) -> dict[str, Any]:
    """Write a claim row, with some cells changed."""
    return {"orderNo": "698016773", "claimStatus": "1", **cells}


class TestRowsComeBackAsSent:
    """What QAPI has sent is what is read."""

    @given(
        many=many_facts(max_size=4),
        shape=st.sampled_from(sorted(READERS)),
        hand=hands(),
        choose=st.integers(0, 5),
        case=st.sampled_from(CASES),
        as_number=st.booleans(),
        empty=st.sampled_from([None, "", []]),
        written=st.sampled_from([dict, json_text, lambda answer: json_text(answer).encode()]),
    )
    def test_every_shape(
        self,
        many: list[Fact],
        shape: str,
        hand: Hand,
        choose: int,
        case: Callable[[str], str],
        as_number: bool,
        empty: Any,
        written: Callable[[Any], Any],
    ) -> None:
        """In any case of keys, with numbers or digits, and every kind of empty."""
        numeric = {COLUMNS[shape]["order_no"], COLUMNS[shape]["cart_no"]} if as_number else set()
        rows = [
            {
                case(name): int(text) if name in numeric else text or empty
                for name, text in texts(fact, shape, hand, choose).items()
            }
            for fact in many
        ]

        reading = READERS[shape](written(reply(rows)), NOON)

        assert reading.problems == ()
        wanted = [read_back(fact, shape, hand, **flags(shape)) for fact in many]
        assert list(reading.snapshots) == wanted

    @given(fact=facts(), shape=st.sampled_from(sorted(READERS)))
    def test_every_way_to_wrap_rows(self, fact: Fact, shape: str) -> None:
        """A list, a single object, and a list under the name that XML clients put it under."""
        sent = texts(fact, shape, Hand())

        found = [
            READERS[shape](reply(rows), NOON)
            for rows in (
                [sent],
                sent,
                {"ClaimInfo": [sent]},
                {"ClaimInfo": sent},
                {"ClaimInfo_V2": [sent]},
                {"ShippingInfo_v3": [sent]},
                {"GetShippingAndClaimInfoByOrderNo_V2": sent},
            )
        ]

        assert all(reading == found[0] for reading in found)
        assert len(found[0].snapshots) == 1

    @pytest.mark.parametrize("nothing", [None, [], {"ClaimInfo": []}, {"ClaimInfo_V2": None}])
    @pytest.mark.parametrize("code", [0, "0"])
    def test_no_rows(self, nothing: Any, code: Any) -> None:
        """A success without orders is no error."""
        reading = read_claims({"ResultCode": code, "ResultObject": nothing}, NOON)

        assert (reading.snapshots, reading.problems) == ((), ())

    def test_the_number_counts_and_not_the_label(self) -> None:
        """The labels differ from market to market."""
        reading = read_shipping(reply([shipping_row(ShippingStatus="Delivered(3)")]), NOON)

        assert reading.snapshots[0].shipping is Shipping.SCHEDULED

    def test_dates_are_japanese(self) -> None:
        """They carry no offset and mean Japan time."""
        row = claim_row(requestDate="20220812100500", cancelRefundDate="2022-08-12 11:00:00")

        [snapshot] = read_claims(reply([row]), NOON).snapshots

        assert snapshot.requested_at == datetime(2022, 8, 12, 10, 5, tzinfo=JST)
        assert snapshot.closed_at == datetime(2022, 8, 12, 11, tzinfo=JST)

    def test_a_planned_date_with_a_time_is_a_day(self) -> None:
        """Both forms are sent."""
        row = shipping_row(EstShippingDate="2022-08-15 00:00:00")

        assert read_shipping(reply([row]), NOON).snapshots[0].ship_date == date(2022, 8, 15)

    @pytest.mark.parametrize("claim", list(Claim))
    def test_every_claim_is_known(self, claim: Claim) -> None:
        """Also those that are set aside later."""
        row = claim_row(claimStatus=claim.value)

        assert read_claims(reply([row]), NOON).snapshots[0].claim is claim

    def test_rows_that_a_client_has_merged(self) -> None:
        """A claim in a shipping row is read; a blank one says nothing."""
        merged = shipping_row(claimStatus="1", requestDate="20220812100500", reason="x")

        [asked] = read_shipping(reply([merged]), NOON, complete=True).snapshots
        [blank] = read_shipping(reply([shipping_row(claimStatus="")]), NOON).snapshots

        assert (asked.shipping, asked.claim) == (Shipping.SCHEDULED, Claim.CANCEL_REQUESTED)
        assert asked.requested_at == datetime(2022, 8, 12, 10, 5, tzinfo=JST)
        assert (blank.claim, blank.claims_seen) == (None, False)

    def test_a_blank_shipping_status_says_nothing(self) -> None:
        """A row asked for by number does not say that the order is gone."""
        row = claim_row(shippingStatus="")

        [snapshot] = read_by_order(reply([row]), NOON).snapshots

        assert (snapshot.shipping, snapshot.shipping_seen) == (None, False)

    def test_a_claim_that_is_not_shown_is_not_none(self) -> None:
        """A row that somebody has cut down says nothing about a claim."""
        row = {"orderNo": 698016773, "shippingStatus": "Seller confirm(3)"}

        [snapshot] = read_by_order(reply([row]), NOON).snapshots

        assert (snapshot.claim, snapshot.claims_seen) == (None, False)

    def test_a_blank_claim_is_no_claim(self) -> None:
        """The one reply that shows both statuses."""
        row = {"orderNo": 698016773, "shippingStatus": "Seller confirm(3)", "claimStatus": ""}

        [snapshot] = read_by_order(reply([row]), NOON).snapshots

        assert (snapshot.claim, snapshot.claims_seen) == (None, True)


class TestNothingIsGuessed:
    """A cell that is not understood is a problem that names source, row, column and value."""

    @pytest.mark.parametrize(
        ("column", "cell", "key"),
        [
            ("ShippingStatus", "6", "unknown-shipping-status"),
            ("ShippingStatus", "Seller confirm", "unknown-shipping-status"),
            ("ShippingStatus", "(3)(4)", "unknown-shipping-status"),
            ("ShippingStatus", "03", "unknown-shipping-status"),
            ("ShippingStatus", "３", "unknown-shipping-status"),
            ("ShippingStatus", None, "empty"),
            ("ShippingStatus", True, "not-a-text"),
            ("ShippingStatus", 3.0, "decimal"),
            ("OrderNo", 698016773.0, "decimal"),
            ("OrderNo", "698016773.0", "decimal"),
            ("OrderNo", float("nan"), "word-for-empty"),
            ("OrderNo", 698016773.5, "not-a-number"),
            ("OrderNo", 10**30, "number-too-long"),
            pytest.param("OrderNo", -(10**9999), "number-too-long", id="huge"),
            ("OrderNo", 10**20, "not-a-number"),
            ("OrderNo", -5, "not-a-number"),
            ("OrderNo", {"a": 1}, "not-a-text"),
            ("OrderNo", "6.98E+08", "lost-digits"),
            ("OrderNo", [], "empty"),
            ("claimStatus", "7", "unknown-claim-status"),
            ("claimStatus", "0", "unknown-claim-status"),
        ],
    )
    def test_a_bad_cell_that_decides(self, column: str, cell: Any, key: str) -> None:
        """One problem, next to the good row."""
        rows = [shipping_row(OrderNo=1), shipping_row(**{column: cell})]

        reading = read_shipping(reply(rows), NOON, name="poll", complete=True)

        [problem] = reading.problems
        assert [snapshot.order_no for snapshot in reading.snapshots] == ["1"]
        assert (problem.source, problem.line, problem.column) == ("poll", 2, column)
        assert (problem.problem.key, problem.row_read) == (key, False)
        assert reading.shipping_seen is False
        assert "J·QSM" not in str(problem), "nobody has exported a reply"
        assert str(problem).isprintable()

    @pytest.mark.parametrize(
        ("column", "cell", "key"),
        [
            ("packNo", "JPP22894429", "not-a-number"),
            ("packNo", 249960001.0, "decimal"),
            ("TrackingNo", "1.23457E+11", "lost-digits"),
            ("TrackingNo", 4.03912e11, "decimal"),
            ("TrackingNo", float("nan"), "word-for-empty"),
            ("PaymentDate", "2022-08-12T10:00:00", "not-a-date"),
            ("PaymentDate", "2026-08-10 09:12", "not-a-date"),
            ("DeliveredDate", "0001-01-01", "date-outside"),
            ("ShippingDate", "1900-01-01", "date-outside"),
            ("cancelRefundDate", "0", "not-a-date"),
            ("requestDate", "soon", "not-a-date"),
            ("AvailableSendType", "4", "unknown-send-type"),
            ("EstimatedShippingDate", "15/08/2022", "not-a-date"),
            ("EstimatedShippingDate", "tomorrow", "not-a-date"),
            ("DeliveryCompany", "nan", "word-for-empty"),
            ("DeliveryCompany", ["x"], "not-a-text"),
            ("reason", {"text": "x"}, "not-a-text"),
        ],
    )
    @pytest.mark.parametrize("reader", ["v3", "claims", "by order"])
    def test_a_bad_cell_that_does_not_decide(
        self, reader: str, column: str, cell: Any, key: str
    ) -> None:
        """The row is read without it, the problem is named, and the list stays complete."""
        row = {**shipping_row(), **claim_row()}
        asked = {} if reader == "by order" else {"complete": True}
        good = READERS[reader](reply([row]), NOON, **asked)

        reading = READERS[reader](reply([row | {column: cell}]), NOON, **asked)

        [problem] = reading.problems
        assert (problem.line, problem.column, problem.problem.key) == (1, column, key)
        assert reading.snapshots == good.snapshots
        assert (reading.claims_seen, reading.shipping_seen) == (
            good.claims_seen,
            good.shipping_seen,
        )
        assert "J·QSM" not in str(problem), "nobody has exported a reply"

    @given(text=st.text(min_size=1, max_size=500))
    def test_no_free_text_costs_a_request(self, text: str) -> None:
        """Whatever the buyer writes, the request is read; the text is one printable line."""
        row = claim_row(requestDate="2022-08-12 10:05:00", reason=text, deliveryCompany=text)

        [snapshot] = read_claims(reply([row]), NOON).snapshots

        assert snapshot.claim is Claim.CANCEL_REQUESTED
        assert snapshot.requested_at == datetime(2022, 8, 12, 10, 5, tzinfo=JST)
        assert len(snapshot.request_reason) <= 200

    @pytest.mark.parametrize(
        ("text", "key", "kept"),
        [
            ("サイズを間違えました。\r\nキャンセルお願いします", "text-folded",
             "サイズを間違えました。 キャンセルお願いします"),
            ("あ" * 201, "text-cut", "あ" * 200),
            ("a\x00b", "text-folded", "a b"),
            ("\ud800x", "text-folded", "x"),
        ],
    )  # fmt: skip
    def test_a_buyers_text_is_folded_or_cut(self, text: str, key: str, kept: str) -> None:
        """And never repeated in the problem."""
        reading = read_claims(reply([claim_row(reason=text)]), NOON, complete=True)

        [problem] = reading.problems
        assert (problem.column, problem.problem.key, problem.value) == ("reason", key, None)
        assert reading.snapshots[0].request_reason == kept
        assert reading.claims_seen is True

    @pytest.mark.parametrize(
        ("cell", "written"),
        [
            (9, "9"),
            (-(10**19), "-10000000000000000000"),
            (698016773.5, "698016773.5"),
            (True, "True"),
            (10**30, "(int)"),
            ({"Receiver": PERSON}, "(dict)"),
            ([PERSON], "(list)"),
            ("+81-00-0000-0000", "(not shown: it looks like a phone number or an address)"),
            ("9" * 300, "9" * 40 + "…"),
        ],
    )
    def test_the_value_is_named(self, cell: Any, written: str) -> None:
        """Where a reply was parsed before, too; nothing is looked into, nothing is endless."""
        [problem] = read_shipping(reply([shipping_row(ShippingStatus=cell)]), NOON).problems

        assert problem.value == written

    @pytest.mark.parametrize("code", [0, 7, 8, 9, 10, 17, -1, "x", "Cancel Request"])
    def test_claims_that_nobody_lists(self, code: Any) -> None:
        """7 to 10 stand nowhere, and a refusal has no code."""
        [problem] = read_claims(reply([claim_row(claimStatus=code)]), NOON).problems

        assert problem.column == "claimStatus"

    def test_a_row_without_its_columns(self) -> None:
        """The column that is missing is named."""
        problems = read_shipping(reply([{"ItemTitle": "x"}]), NOON).problems

        assert {problem.column for problem in problems} == {"orderNo", "shippingStatus"}

    @pytest.mark.parametrize("row", [None, "x", 5, [1], True])
    def test_a_row_that_is_no_object(self, row: Any) -> None:
        """It is a problem of its own; the others are read."""
        reading = read_shipping(reply([row, shipping_row()]), NOON)

        assert [problem.line for problem in reading.problems] == [1]
        assert len(reading.snapshots) == 1

    def test_keys_that_differ_only_in_case(self) -> None:
        """They may repeat each other, or be empty; they may not contradict each other."""
        row = shipping_row(TrackingNo="1", trackingNo="", shippingdate="2022-08-12")

        good = read_shipping(reply([row | {"trackingno": "1"}]), NOON)
        bad = read_shipping(reply([row | {"trackingno": "2"}]), NOON)

        assert good.snapshots[0].tracking_no == "1"
        assert bad.snapshots[0].tracking_no is None
        assert bad.problems[0].problem.key == "columns-disagree"

    def test_a_key_that_stands_twice(self) -> None:
        """It costs its row if it decides, and nothing where nothing is read."""
        rows = [
            '{"orderNo":1,"claimStatus":"1","orderNo":2}',
            '{"orderNo":3,"claimStatus":"1","itemTitle":{"a":1,"a":2}}',
            '{"orderNo":{"a":1,"a":2},"claimStatus":"1"}',
            '{"orderNo":5,"claimStatus":"1","itemTitle":"a","itemTitle":"b"}',
            '{"orderNo":6,"claimStatus":"1","packNo":7,"packNo":8}',
        ]

        reading = read_claims(f'{{"ResultCode":0,"ResultObject":[{",".join(rows)}]}}', NOON)

        assert [snapshot.order_no for snapshot in reading.snapshots] == ["3", "5", "6"]
        assert [(bad.line, bad.column, bad.problem.key) for bad in reading.problems] == [
            (1, "orderNo", "columns-disagree"),
            (3, "orderNo", "not-a-text"),
            (5, "packNo", "columns-disagree"),
        ]

    def test_a_single_row_with_a_key_that_stands_twice(self) -> None:
        """It is a row all the same."""
        text = '{"ResultCode":0,"ResultObject":{"orderNo":1,"claimStatus":"1","orderNo":2}}'

        [problem] = read_claims(text, NOON).problems

        assert (problem.line, problem.column) == (1, "orderNo")

    def test_a_row_wrapped_without_end(self) -> None:
        """It is unwrapped once; what is inside is no row."""
        wrapped: Any = []
        for _ in range(100_000):
            wrapped = {"ClaimInfo": wrapped}

        problems = read_claims(reply(wrapped), NOON).problems

        assert {problem.column for problem in problems} == {"orderNo", "claimStatus"}

    def test_numbers_in_json_are_not_recomputed(self) -> None:
        """6.98E8 is 698000000 to a JSON reader, and no order number."""
        text = '{"ResultCode":0,"ResultObject":[{"OrderNo":6.98E+08,"ShippingStatus":"3"}]}'

        [problem] = read_shipping(text, NOON).problems

        assert (problem.value, problem.problem.key) == ("6.98E+08", "lost-digits")


class TestFailedCalls:
    """A call that failed is an error, whichever envelope says so."""

    @pytest.mark.parametrize(
        ("answer", "key"),
        [
            ({"ErrorCode": -90001, "ErrorMsg": "存在しないAPIです。"}, "failed-no-such-method"),
            ({"ResultCode": -10000, "ResultMsg": "x"}, "failed-wrong-key"),
            ({"ResultCode": "-90005", "ResultMsg": "x"}, "failed-expired-key"),
            ({"ResultCode": "-90002", "ResultMsg": "x"}, "failed-not-allowed"),
            ({"resultcode": -10003, "resultmsg": "x", "ResultObject": [{}]}, "failed"),
            ({"ResultCode": 0, "ErrorCode": -1, "ResultObject": []}, "failed"),
            ({"ResultCode": 1.5}, "bad-result-code"),
            ({"ResultCode": True, "ResultObject": []}, "bad-result-code"),
            ({"ResultCode": 0, "resultcode": 1}, "key-twice"),
            ({"ResultCode": 0, "ResultObject": 5}, "result-not-rows"),
            ({"ResultObject": []}, "no-result-code"),
            ({}, "no-result-code"),
            ("[]", "not-a-reply"),
            ("", "not-json"),
            ("{", "not-json"),
            ("<html><title>Login</title></html>", "web-page"),
            (
                "<?xml version='1.0'?><R><ResultCode>0</ResultCode><ResultObject/></R>",
                "xml-reply",
            ),
            ('{"ResultCode":0,"ResultCode":0,"ResultObject":[]}', "key-twice"),
            ('{"ResultCode":0,"ResultObject":{"ClaimInfo":[],"ClaimInfo":[]}}', "key-twice"),
            ({"ResultCode": 0, "ResultObject": {"ClaimInfo": [], "claiminfo": []}}, "key-twice"),
            ({10**5000: 1}, "no-result-code"),
            ("[" * 100_000, "reply-too-deep"),
            (b"\xff\xff{", "reply-not-utf8"),
            ('{"ResultCode":0,"ResultMsg":"成功"}'.encode("gb18030"), "reply-not-utf8"),
            (5, "not-a-reply"),
            (None, "not-a-reply"),
        ],
    )
    def test_it_is_raised(self, answer: Any, key: str) -> None:
        """With the code and what to do."""
        with pytest.raises(Unreadable) as refusal:
            read_claims(answer, NOON)

        assert refusal.value.problem.key == key
        assert refusal.value.source == "GetClaimInfo_V3"

    def test_no_reply_is_no_complete_list(self) -> None:
        """Of no call nothing is known."""
        assert read_claims([], NOON, complete=True).claims_seen is False

    @pytest.mark.parametrize(
        ("answer", "key"),
        [
            ({"ResultCode": 0, "ResultMsg": "SUCCESS"}, "no-result-object"),
            ({"ResultCode": 0, "Order1": {"orderNo": 1}}, "no-result-object"),
            ({"ResultCode": 0, "ResultObjects": []}, "no-result-object"),
            ({"ResultCode": 0, "ResultObject": ""}, "result-not-rows"),
            ({"ResultCode": 0, "ResultObject": " "}, "result-not-rows"),
            ({"ResultCode": 0, "ResultObject": "[]"}, "result-not-rows"),
            ({"ResultCode": 0, "ResultObject": False}, "result-not-rows"),
            ({"ResultCode": 0, "ResultObject": 0}, "result-not-rows"),
            ({"ResultCode": 0, "ResultObject": {}}, "empty-result-object"),
            ({"ResultCode": 0, "ResultObject": {"ClaimInfo": {}}}, "empty-result-object"),
            ({"ResultCode": 0, "ResultObject": {"ClaimInfo": ""}}, "result-not-rows"),
            ({"ResultCode": None, "ResultObject": []}, "blank-result-code"),
            ({"ResultCode": "", "ResultObject": []}, "blank-result-code"),
            ({"ResultCode": [], "ResultObject": []}, "blank-result-code"),
            ({"ResultCode": 0, "ErrorMsg": "busy", "ResultObject": []}, "error-in-success"),
            ({"ResultCode": 0, "ResultMsg": "FAIL", "ResultObject": []}, "empty-without-success"),
            ({"ResultCode": 0, "ResultMsg": "x", "ResultObject": None}, "empty-without-success"),
        ],
    )
    @pytest.mark.parametrize("read", [read_claims, read_shipping])
    def test_what_is_no_answer_is_never_an_empty_list(
        self, read: Callable[..., Reading], answer: Any, key: str
    ) -> None:
        """Else every order that it was asked about would have vanished."""
        with pytest.raises(Unreadable) as refusal:
            read(answer, NOON, complete=True)

        assert refusal.value.problem.key == key

    @pytest.mark.parametrize(
        "rows", [[{}], [{}, {"orderNo": "1"}], [None], [[]], [{"ClaimInfo": []}], [5, "x"]]
    )
    def test_rows_that_are_none_end_completeness(self, rows: list[Any]) -> None:
        """They may be the order that is missing."""
        reading = read_claims(reply(rows), NOON, complete=True)

        assert reading.problems
        assert (reading.snapshots, reading.claims_seen) == ((), False)

    def test_empty_objects_are_one_problem(self) -> None:
        """However many there are, and the rows between them are read."""
        rows = ",".join(["{}"] * 100_000)
        text = f'{{"ResultCode":0,"ResultObject":[{rows},{json_text(claim_row())},{rows}]}}'

        reading = read_claims(text, NOON, complete=True)

        [problem] = reading.problems
        assert (problem.line, problem.problem.key) == (None, "empty-rows")
        assert problem.problem.params == {"count": 200_000}
        assert (len(reading.snapshots), reading.claims_seen) == (1, False)

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
    def test_json_in_other_unicode(self, encoding: str) -> None:
        """It is read, with or without a byte order mark."""
        text = json_text(reply([claim_row()])).encode(encoding)

        assert len(read_claims(text, NOON).snapshots) == 1

    def test_one_failed_call_among_several(self) -> None:
        """Is a problem, and the list is not complete; all failed is an error."""
        failed = {"ResultCode": -10000}

        reading = read_shipping([failed, reply([shipping_row()])], NOON, complete=True)

        assert len(reading.snapshots) == 1
        assert [problem.source for problem in reading.problems] == ["GetShippingInfo, reply 1"]
        assert reading.shipping_seen is False
        with pytest.raises(Unreadable):
            read_shipping([failed, failed], NOON)

    def test_too_much_text(self) -> None:
        """64 MiB are no reply."""
        with pytest.raises(Unreadable, match="shorter periods"):
            read_claims(" " * 67_108_865, NOON)


class TestSeveralReplies:
    """The replies of one poll are one reading."""

    def test_an_order_that_moved_on_between_two_calls(self) -> None:
        """It was listed under 3 and then under 4: it is 4."""
        replies = [
            reply([shipping_row(ShippingStatus=status)]) for status in ("Seller confirm(3)", "4")
        ]

        [snapshot] = read_shipping(replies, NOON, complete=True).snapshots

        assert snapshot.shipping is Shipping.SHIPPED

    @given(many=many_facts(max_size=4), cut=st.integers(0, 4))
    def test_they_may_be_cut_anywhere(self, many: list[Fact], cut: int) -> None:
        """Two halves hold what the whole holds."""
        rows = [texts(fact, "claims", Hand()) for fact in many]

        halves = read_claims([reply(rows[:cut]), reply(rows[cut:])], NOON)

        whole = read_claims(reply(rows), NOON)
        assert set(halves.snapshots) == set(whole.snapshots)


class TestCompleteness:
    """Only a complete list without problems says anything about an order that is not in it."""

    @pytest.mark.parametrize("complete", [True, False])
    def test_it_has_to_be_said(self, complete: bool) -> None:
        """By whoever asked."""
        claims = read_claims(reply([claim_row()]), NOON, complete=complete)
        shipping = read_shipping(reply([shipping_row()]), NOON, complete=complete)

        assert (claims.claims_seen, claims.shipping_seen) == (complete, False)
        assert (shipping.claims_seen, shipping.shipping_seen) == (False, complete)

    def test_a_row_that_is_lost_ends_it(self) -> None:
        """The order that is missing may be the one that could not be read."""
        rows = [claim_row(), claim_row(orderNo=2, claimStatus="7")]

        assert read_claims(reply(rows), NOON, complete=True).claims_seen is False

    def test_a_reply_with_a_problem_ends_that_of_all(self) -> None:
        """The replies of one poll are one list."""
        replies = [reply([claim_row()]), reply([claim_row(orderNo="?")])]

        assert read_claims(replies, NOON, complete=True).claims_seen is False


class TestNothingPersonalIsKept:
    """Names, telephone numbers and addresses reach neither snapshots nor problems."""

    @given(
        many=many_facts(min_size=1, max_size=3),
        shape=st.sampled_from(sorted(READERS)),
        case=st.sampled_from(CASES),
    )
    def test_personal_columns_are_left_out(
        self, many: list[Fact], shape: str, case: Callable[[str], str]
    ) -> None:
        """Whatever their case."""
        rows = [
            {case(name): text for name, text in texts(fact, shape, Hand()).items()}
            | {case(name): PERSON for name in [*PERSONAL[shape], "newReceiverName"]}
            for fact in many
        ]
        rows[0][case(COLUMNS[shape]["order_no"])] = "?"

        reading = READERS[shape](reply(rows), NOON)

        assert PERSON not in repr([attrs.asdict(one) for one in reading.snapshots])
        assert PERSON not in "".join(map(str, reading.problems))
        assert len(reading.problems) == 1

    def test_unknown_columns_are_set_aside(self) -> None:
        """What is no single value is not looked into."""
        row = shipping_row(New="x", Count=5, Nested={"Receiver": PERSON}, Empty=[], ItemTitle="y")

        [snapshot] = read_shipping(reply([row]), NOON).snapshots

        assert snapshot.unknown_columns == {"New": "x", "Count": "5", "Nested": "(dict)"}


def leaves() -> st.SearchStrategy[Any]:
    """What JSON holds that holds nothing itself."""
    return st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)


def odd_leaves() -> st.SearchStrategy[Any]:
    """What a program may hand in by mistake."""
    odd = st.sampled_from([object(), {1}, (1, 2), NOON, Claim.CANCELLED, Claim, len])
    huge = st.builds(lambda: 10**5000)  # which cannot even be printed
    return leaves() | st.binary(max_size=8) | odd | huge


def anything(leaf: st.SearchStrategy[Any] | None = None) -> st.SearchStrategy[Any]:
    """Any JSON, or what is built like it."""
    keys: st.SearchStrategy[Any] = st.sampled_from(
        ["ResultCode", "ResultObject", "orderNo", "claimStatus", "x"]
    )
    if leaf is not None:
        keys |= st.none() | st.integers() | st.builds(lambda: 10**5000)
    return st.recursive(
        leaves() if leaf is None else leaf,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=12,
    )


class TestAnyJson:
    """Whatever the reply is, the answer is a reading or a named error."""

    @given(junk=anything())
    def test_junk(self, junk: Any) -> None:
        """As an envelope, as rows, and as a text."""
        for answer in (junk, reply(junk), reply([junk]), json_text(junk)):
            for read in (read_shipping, read_claims, read_by_order):
                try:
                    reading = read(answer, NOON)
                except Malformed:
                    continue
                assert all(problem.source for problem in reading.problems)

    @given(junk=anything(odd_leaves()))
    def test_objects_that_no_json_holds(self, junk: Any) -> None:
        """A huge number, a set, a class: in any place, as a key, too."""
        for answer in (junk, [junk], reply(junk), reply([junk]), {"ResultCode": junk}):
            for read in (read_shipping, read_claims, read_by_order):
                try:
                    problems = read(answer, NOON).problems
                except Unreadable as failed:
                    problems = (failed,)
                assert all(len(str(problem)) < 500 for problem in problems)
                assert all(str(problem).isprintable() for problem in problems)

    @given(junk=st.text(max_size=60) | st.binary(max_size=60))
    def test_junk_texts(self, junk: str | bytes) -> None:
        """Text that is no JSON is an error."""
        try:
            read_claims(junk, NOON)
        except Unreadable as refusal:
            assert str(refusal)  # noqa: PT017
