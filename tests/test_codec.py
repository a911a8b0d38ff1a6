"""Values to JSON and back: without loss, and with nothing but `Malformed` for anything else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    JST,
    Allowed,
    CancelRefusal,
    Denied,
    Finding,
    Malformed,
    Order,
    Policy,
    Purchase,
    Rule,
    Severity,
    State,
    decide,
    record,
)
from qoo10_cancel.codec import SCHEMA, dumps, from_json, to_json
from qoo10_cancel.codec.classes import CLASSES
from qoo10_cancel.decision import Decision
from qoo10_cancel.events import Event, Retraction, ShipDateSet, Shipment
from qoo10_cancel.machine import retract
from qoo10_cancel.policy import TextPolicy
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot
from qoo10_cancel.testing.strategies import (
    EVERYTHING_LIFTED,
    duties,
    events,
    evidences,
    odd_orders,
    orders,
    policies,
    purchases,
    reasons,
    requests,
    retractions,
    snapshots,
)

REFUSING = samples.EVENTS[CancelRefusal]
REFUSED = decide(samples.ORDERS[State.CANCEL_REQUESTED], REFUSING)
NOTICE = REFUSED.notices[0] if isinstance(REFUSED, Allowed) else None
FOUND = Finding(Rule.TEXT_IS_FIT, "markup", params={"shown": "<b>"}, span=(3, 6))
SEEN = Snapshot(
    "76206",
    samples.NOON,
    Shipping.SCHEDULED,
    Claim.CANCEL_REQUESTED,
    claims_seen=True,
    ship_date=samples.SOON,
    purchase=Purchase("249960001", samples.MORNING, samples.MORNING, reservation=False),
    requested_at=date(2022, 8, 12),
    request_reason="订购取消",
)
STORED = Path(__file__).parent / "corpus" / "stored"
DECISIONS = st.builds(decide, orders() | odd_orders(), events(), policies())
FACTS = st.builds(record, orders() | odd_orders(), events(), policies())
TEXT_POLICIES = st.builds(
    TextPolicy, min_chars=st.integers(1, 99), min_kana_share=st.floats(0.01, 1) | st.just(1)
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(Rule),
    st.text(),
    st.sampled_from(Severity),
    st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text()),
    st.none() | st.tuples(st.integers(), st.integers()),
)
VALUES = {
    "orders": orders() | odd_orders(),
    "events": events(),
    "retractions": retractions(),
    "reasons": reasons(),
    "evidences": evidences(),
    "purchases": purchases(),
    "requests": requests(),
    "duties": duties(),
    "policies": policies(),
    "text policies": TEXT_POLICIES,
    "snapshots": snapshots(),
    "findings": FINDINGS,
    "decisions": DECISIONS,
    "facts": FACTS,
}


def told(value: object) -> Any:
    """Return *value* as it comes back from a file."""
    return from_json(json.loads(json.dumps(to_json(value))))


LEFT_OUT = {"timeline", "looks", "origin"}
"""Fields that say nothing by their default, and stand in every row."""


class TestNothingIsLost:
    """What is read is what was written, field by field."""

    @pytest.mark.parametrize("kind", VALUES)
    @given(data=st.data())
    def test_there_and_back(self, kind: str, data: st.DataObject) -> None:
        """Any value of any kind, through a text of JSON."""
        value = data.draw(VALUES[kind])

        again = told(value)

        assert again == value
        assert type(again) is type(value)
        assert to_json(again) == to_json(value)

    def test_a_date_that_is_set_and_not_shown(self) -> None:
        """Qoo10 may show that a date is set, and not which: None is read back as None."""
        planned = ShipDateSet(date(2022, 8, 12), ship_date=None)

        assert told(planned) == planned

    @given(decision=DECISIONS)
    def test_the_parts_of_a_decision(self, decision: Decision) -> None:
        """Steps, notices and findings can be stored one by one."""
        if isinstance(decision, Denied):
            parts: tuple[object, ...] = decision.violations
        else:
            parts = (*decision.steps, *decision.notices)

        assert tuple(map(told, parts)) == parts

    @given(order=orders())
    def test_moments_come_back_in_japan_time(self, order: Order) -> None:
        """A moment is written with its offset, and is Japan's again when it is read."""
        again = told(order)

        assert again.last_at.tzinfo is JST
        assert to_json(order)["last_at"].endswith("+09:00")

    def test_every_field_of_every_class(self) -> None:
        """Each field that makes a value what it is stands in its JSON."""
        for value in stored_values().values():
            data = to_json(value)
            for field in attrs.fields(type(value)):
                given_ = getattr(value, field.name)
                left_out = given_ is None or (field.name in LEFT_OUT and given_ == field.default)
                assert (field.name in data) == (field.eq and not left_out)

    def test_the_policy_keeps_its_name(self) -> None:
        """A policy that has been stored is the same version of the rules."""
        assert told(EVERYTHING_LIFTED).version == EVERYTHING_LIFTED.version


class TestNobodyIsNamed:
    """Personal data does not enter what is stored."""

    PERSONAL = ("buyer", "receiver", "name", "tel", "mobile", "phone", "mail", "address", "zip")

    def test_no_field_is_personal(self) -> None:
        """No field of a stored class is called after a person's data."""
        names = {field.name for cls in CLASSES.values() for field in attrs.fields(cls)}

        assert {n for n in names for word in self.PERSONAL if word in n.split("_")} == set()

    def test_unknown_columns_are_left_out(self) -> None:
        """What a file's unknown columns held is not written, and not read."""
        seen = Snapshot("76206", samples.NOON, unknown_columns={"備考": "田中 花子"})

        assert "田中" not in json.dumps(to_json(seen), ensure_ascii=False)
        with pytest.raises(Malformed, match="Snapshot has no field aside"):
            from_json({**to_json(seen), "aside": {"備考": "田中 花子"}})

    @pytest.mark.parametrize("field", ["reason", "confirmed"])
    def test_an_error_shows_no_text(self, field: str) -> None:
        """A text in the wrong place is not repeated by the error that finds it."""
        refusal = to_json(REFUSING)

        with pytest.raises(Malformed) as caught:
            from_json({**refusal, field: samples.TEXT})

        assert samples.TEXT not in str(caught.value)
        assert f"CancelRefusal.{field}" in str(caught.value)


ORDER = to_json(samples.ORDERS[State.AWAITING_SHIPMENT])
REFUSAL = to_json(REFUSING)


class TestAnythingElseIsMalformed:
    """Hostile JSON is `Malformed`, with the name of what is wrong, and never anything else."""

    @pytest.mark.parametrize(
        ("data", "named"),
        [
            ([], "a JSON object, not list"),
            ("Order", "a JSON object, not str"),
            (None, "a JSON object, not NoneType"),
            ({**ORDER, "schema": 2}, "schema 2 is not known; this version reads schema 1"),
            ({**ORDER, "schema": True}, "schema True"),
            ({**ORDER, "schema": 1.0}, "schema 1.0"),
            ({"type": "Order", "order_no": "1"}, "schema None"),
            ({"schema": 1, "order_no": "1"}, "None is not the name"),
            ({"schema": 1, "type": "Desk"}, "'Desk' is not the name"),
            ({"schema": 1, "type": ["Order"]}, "is not the name"),
            ({"schema": 1, "type": "Order"}, "Order cannot be read: .*'order_no'"),
            ({**ORDER, "buyer": "田中"}, "Order has no field buyer"),
            ({**ORDER, 5: 5}, "Order has no field 5"),
            ({**ORDER, "order_no": 76206}, "Order.order_no: int stands where str belongs"),
            ({**ORDER, "order_no": "76-206"}, "'76-206' is not a number of Qoo10's"),
            ({**ORDER, "order_no": None}, "Order.order_no: NoneType stands where str"),
            ({**ORDER, "version": True}, "Order.version: bool stands where int belongs"),
            ({**ORDER, "version": -1}, "version counts its steps"),
            ({**ORDER, "state": "lost"}, "Order.state: 'lost'"),
            ({**ORDER, "state": ["new"]}, "Order.state: list"),
            ({**ORDER, "ship_date": "2022-08-15T00:00:00+09:00"}, "Order.ship_date"),
            ({**ORDER, "ship_date": 20220815}, "Order.ship_date"),
            ({**ORDER, "last_at": "2022-08-12T12:00:00"}, "naive"),
            ({**ORDER, "last_at": "9999-12-31T23:00:00+00:00"}, "years 1970 to 9998"),
            ({**ORDER, "duty": ORDER["evidence"]}, "Order.duty: Evidence stands where Duty"),
            ({**ORDER, "duty": [1]}, "Order.duty: list"),
            ({**ORDER, "duty": {**ORDER["duty"], "due": "soon"}}, "Order.duty: Duty.due: .*soon"),
            ({**REFUSAL, "at": ["T"]}, "CancelRefusal.at: list stands where str belongs"),
            ({**REFUSAL, "at": None}, "CancelRefusal.at: NoneType"),
            ({**REFUSAL, "confirmed": 1}, "CancelRefusal.confirmed: int"),
        ],
    )
    def test_it_is_named(self, data: Any, named: str) -> None:
        """The error says which field, what stands there, what belongs there."""
        with pytest.raises(Malformed, match=named):
            from_json(data)

    @pytest.mark.parametrize(
        ("value", "field", "data", "named"),
        [
            (Policy(), "short_duty", 1e300, "Policy.short_duty"),
            (Policy(), "short_duty", float("nan"), "Policy.short_duty"),
            (Policy(), "lift", "QC-19", "Policy.lift: str stands where list belongs"),
            (Policy(), "lift", ["QC-01"], "QC-01 cannot be lifted"),
            (Policy(), "duty_reminders", {}, "Policy.duty_reminders: dict"),
            (Policy(), "planned_day", 1, "Policy.planned_day: int"),
            (TextPolicy(), "min_kana_share", "0.1", "TextPolicy.min_kana_share: str"),
            (SEEN, "shipping", True, "Snapshot.shipping: bool stands where int"),
            (SEEN, "claim", 7, "Snapshot.claim: 7"),
            (FOUND, "span", [1], "Finding.span"),
            (FOUND, "span", [1, 2, 3], "Finding.span"),
            (FOUND, "params", [["a", 1]], "Finding.params: list stands where dict"),
            (NOTICE, "order_no", "", "is not a number"),
        ],
    )
    def test_in_every_shape(self, value: object, field: str, data: Any, named: str) -> None:
        """Numbers out of range, lists for sets, truth for a code: none is let through."""
        with pytest.raises(Malformed, match=named):
            from_json({**to_json(value), field: data})

    def test_nesting_has_an_end(self) -> None:
        """A step within a step within a step is refused at the first."""
        data: dict[str, Any] = {"type": "Step"}
        for _ in range(50_000):
            data = {"type": "Step", "event": data}

        with pytest.raises(Malformed, match="Step stands where Event belongs"):
            from_json({"schema": SCHEMA, **data})

    @pytest.mark.parametrize("value", [None, 1, "text", object(), State.NEW, [], Order])
    def test_only_our_values_are_written(self, value: object) -> None:
        """Anything that is no value of ours is refused."""
        with pytest.raises(Malformed, match="is not a value that is written as JSON"):
            to_json(value)

    def test_only_plain_params_are_written(self) -> None:
        """What JSON cannot tell is refused, and not shown."""
        odd = attrs.evolve(FOUND, params={"who": object()})

        with pytest.raises(Malformed, match="a object cannot be written as JSON"):
            to_json(odd)


ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from((*CLASSES, "new", "QC-19", "2022-08-12", "2022-08-12T12:00:00+09:00")),
)
NAMES = st.sampled_from(
    ("type", *sorted({f.name for cls in CLASSES.values() for f in attrs.fields(cls)}))
)
JUNK = st.recursive(
    ATOMS, lambda value: st.lists(value, max_size=3) | st.dictionaries(NAMES, value, max_size=4)
)


class TestHostileJson:
    """Whatever is in the file, the reader gives a value or `Malformed`."""

    @given(data=JUNK, name=st.sampled_from(sorted(CLASSES)))
    def test_junk(self, data: Any, name: str) -> None:
        """Any JSON at all, under the name of a value."""
        self.read({"schema": 1, "type": name, **(data if isinstance(data, dict) else {})})

    @given(data=st.data(), junk=ATOMS | JUNK, kind=st.sampled_from(sorted(VALUES)))
    def test_one_spot_is_rotten(self, data: st.DataObject, junk: Any, kind: str) -> None:
        """A stored value in which one spot holds something else."""
        stored = to_json(data.draw(VALUES[kind]))
        holder, key = data.draw(st.sampled_from(list(spots(stored))))
        holder[key] = junk

        self.read(stored)

    def read(self, data: Any) -> None:
        """Read *data*; what comes out can be written again."""
        try:
            value = from_json(data)
        except Malformed:
            return
        assert type(value) in CLASSES.values()


def spots(data: Any) -> list[tuple[Any, Any]]:
    """List every place in *data* where something stands."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    inner = [data[key] for key in keys if isinstance(data[key], dict | list)]
    return [(data, key) for key in keys] + [spot for part in inner for spot in spots(part)]


def stored_values() -> dict[str, object]:
    """Give the values of which each release keeps a row."""
    denied = decide(samples.ORDERS[State.SHIPPING_DELAYED], REFUSING)
    right = Retraction(samples.NOON, actor="佐藤", what=Shipment, note="取り違え")
    wrong = record(samples.ORDERS[State.SCHEDULED], Shipment(samples.NOON)).order
    assert isinstance(REFUSED, Allowed)
    return {
        **{f"order {state.value}": order for state, order in samples.ORDERS.items()},
        **{f"event {cls.__name__}": event for cls, event in samples.EVENTS.items()},
        "refused": REFUSED,
        "denied": denied,
        "retracted": retract(wrong, right),
        "step": REFUSED.steps[0],
        "notice": REFUSED.notices[0],
        "finding": FOUND,
        "snapshot": SEEN,
        "policy": Policy(),
        "lifted": EVERYTHING_LIFTED,
        "text policy": TextPolicy(),
    }


RELEASES = sorted(STORED.glob("*.json"))


class TestStoredRows:
    """Rows written by each release are kept, and keep loading."""

    @pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
    def test_they_load(self, release: Path) -> None:
        """A row of an earlier release is the same value today."""
        for name, row in json.loads(release.read_text(encoding="utf-8")).items():
            assert from_json(row) == stored_values()[name]

    def test_the_form_is_stable(self) -> None:
        """What is written today is, letter by letter, what the newest release wrote."""
        for name, row in json.loads(RELEASES[-1].read_text(encoding="utf-8")).items():
            assert to_json(stored_values()[name]) == row

    def test_every_class_is_there(self) -> None:
        """Each release keeps a row of each class that is stored; a new event joins at the next."""
        rows = json.loads(RELEASES[-1].read_text(encoding="utf-8"))

        assert {name for name in stored_values() if not name.startswith("event ")} <= set(rows)


class TestText:
    """The text that stores write is what `to_json` and `json` make, to the byte."""

    @given(orders() | odd_orders() | snapshots() | events())
    def test_to_the_byte(self, value: object) -> None:
        """Of any value; half a character in a text, too."""
        assert dumps(value) == json.dumps(to_json(value), separators=(",", ":"))

    @given(orders(), events())
    def test_what_a_decision_makes(self, order: Order, event: Event) -> None:
        """Steps, notices, findings."""
        allowed = record(order, event)
        for value in (*allowed.steps, *allowed.notices, *allowed.warnings):
            assert dumps(value) == json.dumps(to_json(value), separators=(",", ":"))

    def test_what_is_no_value(self) -> None:
        """It is refused as by `to_json`."""
        with pytest.raises(Malformed, match="not a value that is stored"):
            dumps({"type": "Order"})
