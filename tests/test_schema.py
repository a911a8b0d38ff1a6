"""The JSON Schema says what `to_json` writes: nothing less, and nothing more."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import (
    JST,
    CancelRefusal,
    Evidence,
    Finding,
    Order,
    RefusalReason,
    Rule,
    Snapshot,
    State,
    actions,
    check_reason,
    decide,
    from_json,
    json_schema,
    observe,
    queue,
    to_json,
)
from qoo10_cancel._fields import Answer
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.notifiers import MemoryNotifier
from qoo10_cancel.codec.classes import CLASSES
from qoo10_cancel.desk import ANSWERS, Desk
from qoo10_cancel.errors import Malformed, MarketplaceFailed, UnknownLanguage, Unreadable
from qoo10_cancel.machine import Urgency
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.notices import Channel
from qoo10_cancel.ports import Lease, Poll
from qoo10_cancel.readers import Problem
from qoo10_cancel.snapshot import Claim, Shipping
from qoo10_cancel.testing import strategies as ours
from qoo10_cancel.wording import advise, dossier, preview

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
ASKED = Order("698016773", State.CANCEL_REQUESTED, date(2022, 8, 15))
SEEN = Snapshot(
    "698016773",
    NOON,
    Shipping.SCHEDULED,
    Claim.CANCEL_REQUESTED,
    ship_date=date(2022, 8, 15),
    requested_at=NOON,
)
VALUES = json_schema()
EVERYTHING = json_schema(*ANSWERS)

VALIDATES = jsonschema.Draft202012Validator


def valid(document: Any, schema: dict[str, Any]) -> bool:
    """Say whether *document*, as it is after a journey through JSON, is what *schema* says."""
    return VALIDATES(schema).is_valid(json.loads(json.dumps(document)))


class Listed:
    """A marketplace that lists one order, and a row that nobody can read."""

    def poll(self, since: datetime, until: datetime) -> Poll:  # noqa: ARG002
        """Return the list."""
        bad = Unreadable(Problem("unanswered", {"why": "x"}), "GetClaimInfo_V3", 3, "requestDate")
        return Poll((SEEN,), (bad, MarketplaceFailed("no answer")), complete=True, asked_at=until)

    def find_order(self, order_no: str) -> Snapshot | None:
        """Return nothing: it does not know the order."""

    def set_ship_date(self, order_no: str, ship_date: date) -> None:
        """Do nothing."""

    def mark_as_shipped(self, order_no: str, carrier: str, tracking_no: str) -> None:
        """Do nothing."""


def answers() -> list[Answer]:
    """Return answers of every class, as a shop gets them in a day."""
    store = MemoryStore()
    desk = Desk(store, clock=lambda: NOON, notifiers={Channel.SELLER: MemoryNotifier()})
    packed, reason = Evidence(prepared_at=NOON), RefusalReason("prepared")
    report = desk.ingest([SEEN])
    prepared = desk.prepare("698016773", reason, evidence=packed)
    page = desk.queue_page(1)
    desk.refuse("698016773", reason, evidence=packed, confirmed=True, actor="李")
    gone = desk.ingest([attrs.evolve(SEEN, order_no="2", claim=Claim.RETURNING)])
    return [
        *actions(ASKED, NOON),
        *page.waiting,
        page,
        *desk.history("698016773"),
        *store.outbox_entries(),
        advise(ASKED, NOON, evidence=packed),
        advise(ASKED, NOON),
        desk.board(),
        dossier(desk.get("698016773"), desk.history("698016773"), NOON),
        check_reason("発送済みです"),
        desk.deliver(),
        prepared,
        prepared.sheet,
        report,
        desk.sync(Listed(), period=timedelta(days=3)),
        gone,
        observe(ASKED, attrs.evolve(SEEN, claim=None, claims_seen=True)),
        preview(RefusalReason("other", "発送済みです")),
    ]


class TestValues:
    """What is stored is what the schema says."""

    @given(
        st.one_of(
            ours.orders(),
            ours.odd_orders(),
            ours.events(),
            ours.reasons(),
            ours.evidences(),
            ours.policies(),
            ours.snapshots(),
            ours.retractions(),
        )
    )
    def test_every_value_is_valid(self, value: object) -> None:
        """Whatever can be stored."""
        assert valid(to_json(value), VALUES)

    @given(ours.orders(), st.sampled_from(list(CLASSES)))
    def test_no_value_is_taken_for_another(self, order: Order, name: str) -> None:
        """An object under another name has other fields."""
        document = {**to_json(order), "type": name}

        assert valid(document, VALUES) == (name == "Order")

    def test_the_schema_is_a_schema(self) -> None:
        """By its own dialect."""
        VALIDATES.check_schema(VALUES)
        VALIDATES.check_schema(EVERYTHING)
        assert json.loads(json.dumps(EVERYTHING)) == EVERYTHING

    def test_every_stored_class_is_in_it(self) -> None:
        """And every field says what it means, where the docs do."""
        assert VALUES["$defs"].keys() == CLASSES.keys()
        order = VALUES["$defs"]["Order"]["properties"]["ship_date"]
        assert order["description"].startswith("发货预定日")


class TestAnswers:
    """What is answered is what the schema says, with and without a language."""

    @pytest.mark.parametrize("lang", [None, *LANGUAGES])
    def test_every_answer_is_valid(self, lang: str | None) -> None:
        """Of each class there is one."""
        given = answers()

        assert {type(answer) for answer in given} == set(ANSWERS)
        for answer in given:
            assert valid(to_json(answer, lang), EVERYTHING), type(answer).__name__

    def test_each_is_listed(self) -> None:
        """No answer is forgotten; those that only stand in others are in the definitions."""
        written = {
            cls.__name__
            for cls in Answer.__subclasses__()
            if not cls.__module__.startswith("qoo10_cancel.cli")
        }

        assert written <= EVERYTHING["$defs"].keys()

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_findings_speak_the_readers_language(self, lang: str) -> None:
        """Message and remedy, wherever a finding stands."""
        found = Finding(Rule.REASON_IS_CHOSEN, "not-chosen")

        document = to_json(found, lang)

        assert document["message"] == found.message(lang)
        assert document["remedy"] == found.remedy(lang)
        nested = to_json(decide(ASKED, CancelRefusal(NOON)), lang)
        assert all(f["message"] and f["remedy"] for f in nested["violations"])

    def test_what_is_added_for_a_reader_is_not_read_back(self) -> None:
        """It follows from the rest, so a value reads back whichever form it has."""
        found = Finding(Rule.REASON_IS_CHOSEN, "not-chosen")
        denied = decide(ASKED, CancelRefusal(NOON))

        for value in (found, denied):
            assert from_json(to_json(value)) == value == from_json(to_json(value, "ja"))

    def test_answers_are_only_written(self) -> None:
        """And only in a language that exists."""
        found = Finding(Rule.REASON_IS_CHOSEN, "not-chosen")

        with pytest.raises(Malformed, match="Waiting"):
            from_json(to_json(queue([ASKED], NOON)[0]))
        with pytest.raises(UnknownLanguage):
            to_json(found, "qaa")

    def test_what_is_no_answer_is_not_written(self) -> None:
        """A lease's token stays where it is."""
        with pytest.raises(Malformed, match="Lease"):
            to_json(object.__new__(Lease))
        for cls in (Lease, Desk, int, "Order"):
            with pytest.raises(Malformed, match="not written as JSON"):
                json_schema(cls)  # type: ignore[arg-type]

    def test_what_waiting_costs_is_a_word(self) -> None:
        """A reader of the JSON needs no table of numbers."""
        assert [urgency.value for urgency in Urgency] == ["duty", "request", "question", "rest"]


def without_type(document: dict[str, Any]) -> None:
    """Break: an object does not say what it is."""
    del document["order"]["type"]


def with_another_state(document: dict[str, Any]) -> None:
    """Break: a state that does not exist."""
    document["order"]["state"] = "lost"


def with_a_field_too_many(document: dict[str, Any]) -> None:
    """Break: a field that nobody knows."""
    document["order"]["buyer"] = "山田花子"


def with_a_number_for_a_text(document: dict[str, Any]) -> None:
    """Break: an order number that lost its leading zeros."""
    document["order"]["order_no"] = 698016773


def without_a_version(document: dict[str, Any]) -> None:
    """Break: nobody can tell which form it is."""
    del document["schema"]


def without_a_needed_field(document: dict[str, Any]) -> None:
    """Break: half an answer."""
    del document["urgency"]


class TestBrokenDocuments:
    """The schema notices a document that is not what `to_json` writes."""

    @pytest.mark.parametrize(
        "broken",
        [
            without_type,
            with_another_state,
            with_a_field_too_many,
            with_a_number_for_a_text,
            without_a_version,
            without_a_needed_field,
        ],
    )
    def test_it_is_noticed(self, broken: Callable[[dict[str, Any]], None]) -> None:
        """One mistake is enough."""
        document = to_json(queue([ASKED], NOON)[0])
        wrong = copy.deepcopy(document)
        broken(wrong)

        assert valid(document, EVERYTHING)
        assert not valid(wrong, EVERYTHING)
