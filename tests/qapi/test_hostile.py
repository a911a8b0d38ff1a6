"""Whatever comes back: a clear error or what was really there, and the key is nowhere."""

from __future__ import annotations

import contextlib
import inspect
import json
import logging
import pickle
import random
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapi.replies import (
    KEY,
    NOON,
    SECRET,
    SINCE,
    UNTIL,
    Shop,
    claim,
    done,
    failed,
    ok,
    operations,
    routed,
    shipping,
)
from qoo10_cancel import JST, Malformed
from qoo10_cancel.adapters.qapi import Qapi, QapiError, SellerKey
from qoo10_cancel.adapters.qapi.calls import Answer, Call, judge, result_of
from qoo10_cancel.errors import MarketplaceFailed
from qoo10_cancel.ports import Marketplace, Poll
from qoo10_cancel.snapshot import Snapshot

SEEDS = (
    ok(),
    ok(shipping(698016773, 3, EstimatedShippingDate="2022-08-15", PackNo=249960001)),
    ok(*(claim(n, 1, requestDate="2022-08-12 10:05:00") for n in range(1, 9))),
    ok({"orderNo": 7, "shippingStatus": "On delivery(4)", "claimStatus": ""}),
    done(),
    failed(-10002, "no order info"),
    routed(-90001, "存在しないAPIです。"),
    failed(-1, f"no key {SECRET}"),
    b"<html><body>502 Bad Gateway</body></html>",
)
PIECES = (b'"', b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"NaN", b"\\u0000", b"\xff",
          b"\x00", b"-90004", b'"ResultCode":0,', b'"ErrorCode":1,', SECRET.encode(), b"9" * 40,
          b"Seller confirm(3)", b"[" * 50, b"\xef\xbb\xbf", b"\\ud800",
          b'{"ResultObject":')  # fmt: skip


def mutated(dice: random.Random) -> bytes:
    """Return a reply of QAPI with up to eight accidents."""
    body = bytearray(dice.choice(SEEDS))
    for _ in range(dice.randint(1, 8)):
        at = dice.randint(0, len(body))
        match dice.randint(0, 4):
            case 0:
                body[at:at] = dice.choice(PIECES)
            case 1:
                del body[at : at + dice.randint(1, 30)]
            case 2:
                body[at : at + 1] = bytes([dice.randint(0, 255)])
            case 3:
                body[at:at] = body[: dice.randint(0, 80)]
            case 4:
                del body[at:]
    return bytes(body)


def everything_said(error: BaseException | None) -> str:
    """Return all that an error could print: words, fields, a pickle, and what caused it."""
    text = ""
    while error is not None:
        text += f"{error} {error!r} {vars(error)} {pickle.dumps(error)!r}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return text


def check_hidden(text: str) -> None:
    """Fail if *text* has a secret, or more than a few characters of the key."""
    assert "pa55word" not in text
    assert SECRET not in text
    assert SECRET[:8] not in text
    assert quote(SECRET, safe="") not in text


class TestTenThousandHostileReplies:
    """Each one ends in a value or in a `MarketplaceFailed`, and the key is in neither."""

    @pytest.mark.parametrize("seed", range(10))
    def test_a_thousand(self, seed: int) -> None:
        """Lists, one order and a change, by turns."""
        dice = random.Random(seed)  # noqa: S311
        talks = operations(tries=1)
        made = (
            lambda: talks.list_orders(SINCE, UNTIL),
            lambda: talks.list_claims(SINCE, UNTIL),
            lambda: talks.find_order("698016773"),
            lambda: talks.mark_as_shipped("698016773", "佐川急便", "123456789012"),
            lambda: talks.create_key("shop", "pa55word"),
        )
        for _ in range(1_000):
            body = mutated(dice)
            try:
                result = Shop(lambda _call, body=body: body).run(dice.choice(made)())
            except MarketplaceFailed as error:
                check_hidden(everything_said(error))
            else:
                check_hidden(repr(result))
                check_hidden(" ".join(map(str, getattr(result, "problems", ()))))

    @given(
        value=st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda part: st.lists(part, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["ResultCode", "ResultMsg", "ResultObject", "ErrorCode", "OrderNo",
                     "ShippingStatus", "claimStatus", "ClaimInfo", "result_cd", "contr_no"]
                )
                | st.text(max_size=5),
                part,
                max_size=5,
            ),
            max_leaves=25,
        )
    )  # fmt: skip
    def test_any_json_at_all(self, value: object) -> None:
        """It is a poll, with its problems, or a `MarketplaceFailed`."""
        body = json.dumps(value).encode()

        with contextlib.suppress(MarketplaceFailed):
            poll = Shop(lambda _call: body).run(operations(tries=1).poll(SINCE, UNTIL))
            assert isinstance(poll, Poll)
            assert all(isinstance(s, Snapshot) for s in poll.snapshots)


class TestTheKeyIsShownToNobody:
    """Not in a repr, an error, a log or a pickle, however a server may repeat it."""

    FORMS = (
        SECRET,
        quote(SECRET, safe=""),
        SECRET.replace("/", r"\/"),
        "".join(f"\\u{ord(c):04x}" for c in SECRET),
        "".join(f"\\u{ord(c):04X}" for c in SECRET[:9]) + SECRET[9:],
        "".join(f"%{ord(c):02x}" for c in SECRET),
        "long words before it that make the text too long" + SECRET,
        "x" * 33 + SECRET,
    )

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("field", ["ResultMsg", "ErrorMsg", "ResultCode", "ErrorCode"])
    def test_a_server_that_repeats_it(self, form: str, field: str) -> None:
        """Also where only the first part of it would be shown."""
        code = "" if field.endswith("Code") else '"ResultCode":-1,'
        body = f'{{{code}"{field}":"{form}"}}'.encode()

        with pytest.raises(MarketplaceFailed) as caught:
            Shop(lambda _call: body).run(operations(tries=1).find_order("7"))

        check_hidden(everything_said(caught.value))

    @pytest.mark.parametrize("form", FORMS)
    def test_a_row_that_repeats_it(self, form: str) -> None:
        """A cell that cannot be read is shown; the key in it is not."""
        row = f'{{"OrderNo":"{form}","ShippingStatus":"{form}","{form}":"{form}"}}'
        body = f'{{"ResultCode":0,"ResultObject":[{row}]}}'.encode()

        reading = Shop(lambda _call: body).run(operations().list_orders(SINCE, UNTIL))

        assert reading.problems
        check_hidden(" ".join(map(str, reading.problems)) + repr(reading))

    def test_its_own_repr(self) -> None:
        """Nor that of a client, a call, or the talks."""
        call = Call("m", {"pwd": SECRET})
        with Qapi(KEY) as client:
            check_hidden(f"{KEY!r} {KEY} {client!r} {call!r} {call} {Answer(200, b'')!r}")

    def test_it_is_not_pickled(self) -> None:
        """A job queue would keep it for ever."""
        with pytest.raises(TypeError, match="where secrets are kept"):
            pickle.dumps(KEY)

    @pytest.mark.parametrize(
        "bad", ["", "short", "with blank in", "with\r\nX: header", "鍵" * 9, 7]
    )
    def test_a_bad_one_is_not_repeated(self, bad: str) -> None:
        """A key that cannot be sent is not shown either."""
        with pytest.raises(Malformed) as caught:
            SellerKey(bad)

        assert not bad or str(bad) not in str(caught.value)

    def test_not_in_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        """A call is logged by its method, its status and its seconds."""
        caplog.set_level(logging.DEBUG)
        with Qapi(KEY, url="http://127.0.0.1:9", tries=1, pace=0) as client:
            with pytest.raises(MarketplaceFailed) as caught:
                client.find_order("7")

        check_hidden(caplog.text + everything_said(caught.value))
        assert "qapi_call" in caplog.text


class TestTheKeysAge:
    """A key holds for a year and ends at 23:59:59 Japan time; QAPI sends no notice."""

    @pytest.mark.parametrize(
        ("at", "words"),
        [
            (datetime(2023, 7, 13, 23, 59, 59, tzinfo=JST), None),
            (datetime(2023, 7, 14, 0, 0, 1, tzinfo=JST), "less than 30 days"),
            (datetime(2023, 8, 6, 0, 0, 1, tzinfo=JST), "less than 7 days"),
            (datetime(2023, 8, 12, 0, 0, 1, tzinfo=JST), "less than 1 day,"),
            (datetime(2023, 8, 12, 14, 59, 59, tzinfo=UTC), "less than 1 day,"),
            (datetime(2023, 8, 12, 15, 0, 0, tzinfo=UTC), "ended on 2023-08-12"),
        ],
    )
    def test_a_month_a_week_a_day(self, at: datetime, words: str | None) -> None:
        """Before it ends, and once it has."""
        warning = SellerKey(SECRET, date(2022, 8, 12)).warning(at)

        assert (words is None and warning is None) or (words or "") in (warning or "")

    def test_a_leap_day_ends_on_the_28th(self) -> None:
        """There is no other anniversary."""
        ends = SellerKey(SECRET, date(2024, 2, 29)).ends_at

        assert ends == datetime(2025, 3, 1, tzinfo=JST)

    def test_an_unknown_age_says_nothing(self) -> None:
        """Nothing is guessed."""
        assert SellerKey(SECRET).warning(NOON) is None


class TestMakingAKey:
    """CreateCertificationKey: the new key and the password are shown to nobody."""

    def test_the_new_key(self) -> None:
        """It knows the day on which it was made."""
        reply = json.dumps({"ResultCode": 0, "ResultMsg": "SUCCESS", "ResultObject": "S5_new_key"})

        key = Shop([reply.encode()]).run(operations().create_key("shop", "pa55word"))

        assert (key.reveal(), key.issued_on) == ("S5_new_key", date(2022, 8, 12))

    def test_a_no_repeats_nothing(self) -> None:
        """QAPI's words may hold the password."""
        with pytest.raises(QapiError) as caught:
            Shop([failed(-10001, "no pa55word")]).run(operations().create_key("s", "pa55word"))

        assert "pa55word" not in everything_said(caught.value)


class TestThePort:
    """The client is a `Marketplace`."""

    def test_it_fits(self) -> None:
        """Method by method, with the same positional arguments."""
        wanted = {n: m for n, m in vars(Marketplace).items() if callable(m) and n[0] != "_"}

        assert set(wanted) == {"poll", "find_order", "set_ship_date", "mark_as_shipped"}
        for name, method in wanted.items():
            names = [*inspect.signature(method).parameters]
            assert [*inspect.signature(getattr(Qapi, name)).parameters][: len(names)] == names

    def test_two_result_objects_are_none(self) -> None:
        """Nothing tells which is right."""
        call = Call("m", {})
        reply = judge(call, Answer(200, b'{"ResultCode":0,"ResultObject":1}'), KEY)

        with pytest.raises(MarketplaceFailed, match="more than one"):
            result_of(call, {**reply, "resultobject": []})
