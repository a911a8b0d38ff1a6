"""The desk's commands: judged, saved and queued in one step, once for each key."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import samples
from desk.surroundings import DAY, HOUR, NUMBER, PACKED, REASON, Between, Office
from qoo10_cancel import (
    JST,
    Allowed,
    Evidence,
    Malformed,
    Order,
    Purchase,
    RefusalReason,
    RuleBroken,
    State,
)
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import Conflict, KeyReused, NotFound, RowUnreadable
from qoo10_cancel.events import (
    CancelRefusal,
    DutyLapse,
    EvidenceAdded,
    RequestWithdrawal,
    Shipment,
)
from qoo10_cancel.machine import facts, next_moment, place_in_queue, queue
from qoo10_cancel.notices import Channel
from qoo10_cancel.policy import Policy
from qoo10_cancel.ports import Change
from qoo10_cancel.snapshot import Shipping, Snapshot
from qoo10_cancel.testing import strategies as own

Command = Callable[..., Allowed]

PENDING: dict[str, tuple[Command, State]] = {
    "refuse": (
        lambda desk, **given: desk.refuse(
            "76206", REASON, evidence=PACKED, confirmed=True, **given
        ),
        State.AWAITING_SHIPMENT,
    ),
    "ask_withdrawal": (
        lambda desk, **given: desk.ask_withdrawal("76206", **given),
        State.WITHDRAWAL_ASKED,
    ),
    "approve": (lambda desk, **given: desk.approve("76206", **given), State.CANCELLING),
    "add_evidence": (
        lambda desk, **given: desk.add_evidence("76206", PACKED, **given),
        State.CANCEL_REQUESTED,
    ),
    "record": (
        lambda desk, **given: desk.record("76206", RequestWithdrawal(samples.NOON), **given),
        State.SCHEDULED,
    ),
}
PLAIN: dict[str, tuple[Command, State]] = {
    "set_ship_date": (
        lambda desk, actor=None, **given: desk.set_ship_date(
            "76206", date(2022, 8, 20), actor=actor, **given
        ),
        State.SCHEDULED,
    ),
    "ship": (
        lambda desk, **given: desk.ship("76206", "佐川急便", NUMBER, **given),
        State.SHIPPED,
    ),
}


class Case(NamedTuple):
    """One command of the desk's, and the state that it leads to."""

    name: str
    command: Command
    state: State

    def ready(self, office: Office) -> Order:
        """Take in the order that the command is for."""
        return office.holds() if self.name in PENDING else office.plain_order()


CASES = [Case(name, *fields) for name, fields in {**PENDING, **PLAIN}.items()]
every_command = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@every_command
class TestEveryCommand:
    """Each command makes one decision, and saves it with its history and notices."""

    def test_it_is_saved(self, office: Office, case: Case) -> None:
        """The order, one row a step, the actor's name in the history."""
        before = case.ready(office)

        given = {} if case.name == "record" else {"actor": "李"}
        allowed = case.command(office.desk, **given)

        assert office.desk.get("76206") == allowed.order
        assert allowed.order.state is case.state
        rows = office.desk.history("76206")[before.version :]
        assert [row.step for row in rows] == list(allowed.steps)
        assert rows[-1].warnings == allowed.warnings
        assert {row.recorded_at for row in rows} == {samples.NOON}
        assert {row.policy for row in rows} == {office.desk.policy.version}
        assert rows[0].step.event.actor == given.get("actor")

    def test_a_key_makes_it_happen_once(self, office: Office, case: Case) -> None:
        """A repeat, an hour later, returns the first outcome and writes nothing."""
        case.ready(office)
        first = case.command(office.desk, key="k-1")
        written = office.written()
        office.watch.now += HOUR

        again = case.command(office.desk, key="k-1")

        assert again == first
        assert office.written() == written
        assert office.desk.history("76206")[-1].key == "k-1"

    def test_a_key_is_for_one_command(self, office: Office, case: Case) -> None:
        """The same key with another command is an error, and writes nothing."""
        case.ready(office)
        case.command(office.desk, key="k-1")
        written = office.written()

        with pytest.raises(KeyReused, match="'k-1' was used for another command"):
            office.desk.add_evidence("76206", Evidence(perishable=True), key="k-1")

        assert office.written() == written

    def test_an_unknown_order(self, office: Office, case: Case) -> None:
        """An order that the store does not hold is to be imported first."""
        with pytest.raises(NotFound, match="order 76206 is not in the store; import it first"):
            case.command(office.desk)

    def test_somebody_was_quicker(self, store: Any, case: Case) -> None:
        """On a conflict it reads and decides again; both changes are in the history."""
        rival = Office(store)
        case.ready(rival)
        others = [EvidenceAdded(samples.NOON, Evidence(origin="韓国"))] * 2
        meddled = Between(store, lambda _: others and rival.desk.act("76206", others.pop()))

        allowed = case.command(Office(meddled).desk, key="k-1")

        assert allowed.order == rival.desk.get("76206")
        made = [type(entry.step.event) for entry in rival.desk.history("76206")]
        assert made.count(EvidenceAdded) == 2 + (case.name == "add_evidence")

    def test_it_does_not_try_for_ever(self, store: Any, case: Case) -> None:
        """When others are always quicker, it gives up after eight tries and writes nothing."""
        rival, tries = Office(store), []
        case.ready(rival)

        def meddle(_change: object) -> None:
            tries.append(rival.desk.add_evidence("76206", PACKED))

        with pytest.raises(Conflict, match=r"changed by others 8 times .* nothing is changed"):
            case.command(Office(Between(store, meddle)).desk, key="k-1")

        assert len(tries) == 8
        assert store.outcome("k-1") is None
        assert rival.desk.get("76206") == tries[-1].order


class TestDenials:
    """What is denied changes nothing, and is not remembered under its key."""

    def test_nothing_is_written(self, office: Office) -> None:
        """Every violation at once; orders, history and notices as before."""
        office.holds()
        written = office.written()

        with pytest.raises(RuleBroken) as broken:
            office.desk.refuse("76206", RefusalReason(), confirmed=False)

        assert {found.rule.code for found in broken.value.violations} == {"QC-04", "QC-10"}
        assert office.written() == written

    def test_the_same_key_may_try_again(self, office: Office) -> None:
        """Denied today with a key, allowed with the same key once the reason is a good one."""
        office.holds()
        with pytest.raises(RuleBroken):
            office.desk.refuse("76206", RefusalReason(), confirmed=True, key="k-1")

        allowed = office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True, key="k-1")

        assert allowed.order.state is State.AWAITING_SHIPMENT

    def test_decided_again_it_may_be_denied(self, store: Any) -> None:
        """Refused by somebody else meanwhile: the second refusal meets the order as it is now."""
        rival, done = Office(store), []
        rival.holds()

        def meddle(_change: object) -> None:
            done.append(rival.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True))

        with pytest.raises(RuleBroken) as broken:
            Office(Between(store, meddle)).desk.refuse(
                "76206", REASON, evidence=PACKED, confirmed=True
            )

        assert [f.key for f in broken.value.violations] == ["QC-01.already-refused"]
        assert len(done) == 1

    def test_the_same_key_at_the_same_time(self, store: Any) -> None:
        """Two with one key: the second gets the outcome of the first."""
        rival, first = Office(store), []
        rival.holds()

        def meddle(_change: object) -> None:
            first.append(
                rival.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True, key="k-1")
            )

        second = Office(Between(store, meddle)).desk.refuse(
            "76206", REASON, evidence=PACKED, confirmed=True, key="k-1"
        )

        assert [second] == first

    def test_the_same_key_just_before_reading(self, store: Any) -> None:
        """Carried out just before the order is read: the outcome is the first one's, not a no."""
        rival, first = Office(store), []
        rival.holds()

        class JustBefore(Between):
            """A store in which the other one is quicker, once."""

            def get(self, order_no: str) -> Order | None:
                """Let the other refuse, then read."""
                if not first:
                    refuse = rival.desk.refuse
                    first.append(
                        refuse(order_no, REASON, evidence=PACKED, confirmed=True, key="k-1")
                    )
                return store.get(order_no)

        second = Office(JustBefore(store, lambda _: None)).desk.refuse(
            "76206", REASON, evidence=PACKED, confirmed=True, key="k-1"
        )

        assert [second] == first

    def test_the_moment_recorded_first_stands(self, office: Office) -> None:
        """A page that is sent twice takes the time twice; it is one click all the same."""
        office.holds()
        first = office.desk.record("76206", RequestWithdrawal(samples.NOON), key="k-1")

        office.watch.now += HOUR
        again = office.desk.record("76206", RequestWithdrawal(samples.NOON + HOUR), key="k-1")

        assert again == first
        assert [row.step.event.at for row in office.desk.history("76206")][-1] == samples.NOON

    def test_another_fact_is_another_payload(self, office: Office) -> None:
        """Only the moment may differ."""
        office.holds()
        office.desk.record("76206", RequestWithdrawal(samples.NOON), key="k-1")

        with pytest.raises(KeyReused):
            office.desk.record("76206", RequestWithdrawal(samples.NOON, actor="Li"), key="k-1")


class TestActingIsNow:
    """What is acted is judged as of now; what has happened before is recorded."""

    def test_of_the_future(self, office: Office) -> None:
        """A mistyped year ships nothing."""
        office.plain_order()
        written = office.written()

        with pytest.raises(Malformed, match="yet: it is"):
            office.desk.act("76206", Shipment(datetime(2097, 1, 1, tzinfo=JST)))

        assert office.written() == written

    def test_back_dated(self, office: Office) -> None:
        """QC-03: yesterday the planned date had not passed; today it has."""
        office.holds(ship_date=samples.NOON.date())
        written = office.written()
        office.watch.now += DAY
        refusal = CancelRefusal(samples.NOON, REASON, PACKED, confirmed=True)

        with pytest.raises(Malformed, match=r"2022-08-12T12.* is too long ago, .* use record"):
            office.desk.act("76206", refusal)

        assert office.written() == written
        assert office.desk.record("76206", refusal).order.refused_at == samples.NOON

    @given(seconds=st.integers(-900, 900))
    @example(seconds=-300)
    @example(seconds=300)
    def test_clocks_may_differ_a_little(self, seconds: int) -> None:
        """By five minutes, either way."""
        office = Office(MemoryStore())
        office.plain_order()
        shipment = Shipment(samples.NOON + timedelta(seconds=seconds), "佐川急便", NUMBER)

        if abs(seconds) <= 300:
            office.desk.act("76206", shipment)
        else:
            with pytest.raises(Malformed):
                office.desk.act("76206", shipment)

    @pytest.mark.parametrize(("day", "taken"), [(11, False), (12, True), (13, False)])
    def test_where_only_the_day_is_known(self, office: Office, day: int, taken: bool) -> None:
        """Today is now; yesterday and tomorrow are not."""
        office.plain_order()
        shipment = Shipment(date(2022, 8, day), "佐川急便", NUMBER)
        try:
            office.desk.act("76206", shipment)
        except Malformed:
            assert not taken
        else:
            assert taken

    def test_a_repeat_may_come_late(self, office: Office) -> None:
        """With its key, what was acted an hour ago returns its first outcome."""
        office.plain_order()
        shipment = Shipment(samples.NOON, "佐川急便", NUMBER)
        first = office.desk.act("76206", shipment, key="k")
        office.watch.now += HOUR

        assert office.desk.act("76206", shipment, key="k") == first


class TestFacts:
    """What has happened is recorded, whatever the rules say."""

    @pytest.mark.parametrize("key", [None, "k-1"])
    def test_a_breach_told_twice(self, office: Office, key: str | None) -> None:
        """QC-12: what the clock has told already is known, and nothing is written again."""
        office.refused()
        office.watch.now += DAY
        lapse = DutyLapse(office.desk.get("76206").duty.due)
        office.desk.record("76206", lapse)
        written = office.written()

        again = [office.desk.record("76206", lapse, key=key) for _ in range(2)]

        assert [(known.steps, known.notices) for known in again] == [((), ()), ((), ())]
        assert [[f.key for f in known.warnings] for known in again] == [["QC-00.not-expected"]] * 2
        assert office.written() == written

    def test_a_click_against_advice(self, office: Office) -> None:
        """Told no, and clicked all the same: warned loudly, and watched all the same."""
        office.plain_order(ship_date=date(2022, 8, 11))

        recorded = office.desk.record("76206", CancelRefusal(samples.NOON, REASON, confirmed=True))

        assert {found.rule.code for found in recorded.warnings} == {"QC-02", "QC-03", "QC-09"}
        assert office.desk.get("76206").duty.due.isoformat() == "2022-08-13T00:00:00+09:00"
        kept = {type(e.step.event).__name__: e.warnings for e in office.desk.history("76206")}
        assert kept.pop("CancelRefusal") == recorded.warnings, "beside the click, not before it"
        assert set(kept.values()) <= {()}

    def test_a_record_is_taken_back(self, office: Office) -> None:
        """An act with a name and a note; what was recorded stays to be read."""
        office.refused()

        office.desk.retract("76206", "refuse", note="押していない", actor="李")

        order = office.desk.get("76206")
        assert (order.state, order.refused_at, order.duty) == (State.CANCEL_REQUESTED, None, None)
        assert [fact.retracted for fact in facts(order)][-1]
        event = office.desk.history("76206")[-1].step.event
        assert (event.actor, event.note) == ("李", "押していない")

    def test_taken_back_and_told_again(self, office: Office) -> None:
        """The same file, imported again, does not bring it back; another moment is a new fact."""
        refused = office.refused()
        office.desk.retract("76206", CancelRefusal, note="押していない", actor="李")

        office.desk.record("76206", CancelRefusal(refused.refused_at, REASON, PACKED))
        assert office.desk.get("76206").refused_at is None
        office.desk.record("76206", CancelRefusal(samples.NOON - HOUR, REASON, PACKED))
        assert office.desk.get("76206").refused_at == samples.NOON - HOUR

    @pytest.mark.parametrize(
        ("what", "detail"), [("ship", "not-recorded"), ("request", "shown-by-platform")]
    )
    def test_what_cannot_be_taken_back(self, office: Office, what: str, detail: str) -> None:
        """What nobody recorded here, and what Qoo10 itself shows."""
        office.holds()

        with pytest.raises(RuleBroken) as broken:
            office.desk.retract("76206", what, note="取り違え", actor="李")

        assert [found.key for found in broken.value.violations] == [f"QC-22.{detail}"]

    @pytest.mark.parametrize(("note", "actor"), [("", "李"), ("  ", "李"), ("取り違え", "")])
    def test_a_retraction_says_who_and_why(self, office: Office, note: str, actor: str) -> None:
        """Without a note or a name there is none."""
        office.holds()

        with pytest.raises(Malformed, match="names its actor and says why"):
            office.desk.retract("76206", "refuse", note=note, actor=actor)

    def test_a_question_is_answered(self, office: Office) -> None:
        """It waits in the queue until it is; where nothing is asked there is nothing to answer."""
        office.holds()
        gone = Snapshot("76206", samples.NOON, Shipping.SCHEDULED, claims_seen=True)
        office.desk.ingest([attrs.evolve(gone, shipping_seen=True)])
        [waiting] = office.desk.queue()
        assert [question.detail for question in waiting.questions] == ["request-gone"]

        office.desk.answer("76206", RequestWithdrawal(samples.NOON, actor="李"))

        assert office.desk.get("76206").state is State.SCHEDULED
        assert [waiting.questions for waiting in office.desk.queue()] == [()]
        with pytest.raises(Malformed, match="nothing is asked"):
            office.desk.answer("76206", RequestWithdrawal(samples.NOON))

    def test_a_text_without_end(self, office: Office) -> None:
        """Ten million characters are not kept; what is looked at by the text rule is."""
        office.holds()
        written = office.written()
        for text in ("あ" * 8193, "あ" * 10_000_000):
            refusal = CancelRefusal(samples.NOON, RefusalReason("other", text), confirmed=True)
            with pytest.raises(Malformed, match="too long to be kept; shorten it to 8192"):
                office.desk.record("76206", refusal)
        assert office.written() == written

        kept = RefusalReason("other", "あ" * 8192)
        office.desk.record("76206", CancelRefusal(samples.NOON, kept, confirmed=True))


class TestNumbersUsedElsewhere:
    """QC-13: a tracking number that another cart has used is a sign of fake shipping."""

    def shipped(self, office: Office, order_no: str, cart: str | None) -> list[str]:
        """Ship an order of that cart, and list what was warned about."""
        office.plain_order(order_no, purchase=Purchase(cart))
        allowed = office.desk.ship(order_no, "佐川急便", NUMBER)
        kept = office.desk.history(order_no)[-1].warnings
        assert kept == allowed.warnings
        return [found.key for found in allowed.warnings]

    def test_in_another_cart(self, office: Office) -> None:
        """The same number on a parcel of another cart is warned about, and said where."""
        self.shipped(office, "1", "249960001")

        assert self.shipped(office, "2", "249960002") == ["QC-13.number-used-elsewhere"]
        [found] = office.desk.history("2")[-1].warnings
        assert found.params == {"order_no": "1"}

    @pytest.mark.parametrize(
        "spelling",
        ["4120-9876-5433", "４１２０９８７６５４３３", "4120 9876 5433", "4120－98765433"],
    )
    def test_spelled_in_another_way(self, office: Office, spelling: str) -> None:
        """It is the same parcel, whoever is first."""
        self.shipped(office, "1", "249960001")
        office.plain_order("2", purchase=Purchase("249960002"))
        office.plain_order("3", purchase=Purchase("249960003"))

        allowed = office.desk.ship("2", "佐川急便", spelling)

        assert "QC-13.number-used-elsewhere" in [found.key for found in allowed.warnings]
        assert allowed.order.evidence.tracking_no == spelling
        assert self.shipped(office, "3", "249960003") == ["QC-13.number-used-elsewhere"]

    def test_in_the_same_cart(self, office: Office) -> None:
        """Lines of one cart lie in one box."""
        self.shipped(office, "1", "249960001")

        assert self.shipped(office, "2", "249960001") == []

    def test_where_the_cart_is_not_known(self, office: Office) -> None:
        """Nobody can say that it is one box."""
        self.shipped(office, "1", None)

        assert self.shipped(office, "2", None) == ["QC-13.number-used-elsewhere"]

    def test_behind_a_big_cart(self, office: Office) -> None:
        """A dozen lines in one box do not hide the stranger behind them."""
        for number in range(10, 22):
            self.shipped(office, str(number), "249960001")
        self.shipped(office, "99", "249960002")

        assert self.shipped(office, "22", "249960001") == ["QC-13.number-used-elsewhere"]

    def test_a_recorded_shipment(self, office: Office) -> None:
        """A fact is looked up, too."""
        self.shipped(office, "1", "249960001")
        office.plain_order("2", purchase=Purchase("249960002"))

        recorded = office.desk.record("2", Shipment(samples.NOON, "佐川急便", NUMBER))

        assert [found.key for found in recorded.warnings] == ["QC-13.number-used-elsewhere"]

    def test_without_a_number(self, office: Office) -> None:
        """Nothing is looked up where there is nothing to look up."""
        self.shipped(office, "1", "249960001")
        office.plain_order("2", purchase=Purchase("249960002"))

        warnings = office.desk.ship("2", "佐川急便").warnings

        assert [found.key for found in warnings] == ["QC-13.no-parcel"]


class TestPreparing:
    """`prepare` judges a refusal without making it, and writes the sheet for the click."""

    def test_nothing_is_written(self, office: Office) -> None:
        """Judged as `refuse` would, and nothing has happened."""
        office.holds()
        written = office.written()

        prepared = office.desk.prepare("76206", REASON, evidence=PACKED, actor="李")

        assert prepared.decision.allowed
        assert prepared.sheet.clear
        assert office.written() == written
        made = office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True, actor="李")
        assert made == prepared.decision

    def test_the_cart_is_on_the_sheet(self, office: Office) -> None:
        """The other lines of the cart are listed; those of others are not."""
        office.holds("1")
        office.holds("2")
        office.holds("3", purchase=Purchase("249960002"))
        office.holds("4", purchase=Purchase())

        carts = [
            [other.order_no for other in office.desk.prepare(number, REASON).sheet.cart]
            for number in "1234"
        ]

        assert carts == [["2"], ["1"], [], []]

    @pytest.mark.parametrize("days", [0, 9])
    @pytest.mark.parametrize("pending", [True, False])
    def test_the_sheet_says_what_the_rules_say(
        self, office: Office, pending: bool, days: int
    ) -> None:
        """Swept or not, sheet and decision name the same rules, as of now."""
        (office.holds if pending else office.plain_order)()
        office.watch.now += days * DAY

        prepared = office.desk.prepare("76206", RefusalReason())

        objections = {finding.key for finding in prepared.sheet.findings}
        assert {finding.key for finding in prepared.decision.violations} <= objections
        assert ("QC-03.planned-date-passed" in objections) == (days == 9)


class TestAsking:
    """What the desk is asked, it answers from the store, as of now."""

    def test_actions(self, office: Office) -> None:
        """What may be done, with a draft and without."""
        office.holds()
        draft = CancelRefusal(samples.NOON, REASON, PACKED)

        refuse = office.desk.actions("76206", draft)[2]

        assert [found.key for found in refuse.blocked_by] == ["QC-10.not-confirmed"]
        assert office.desk.actions("76206")[2].allowed

    def test_the_queue_reads_page_after_page(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However many orders there are, each is there once; the shipped are not."""
        monkeypatch.setattr("qoo10_cancel.desk.ledger._PAGE", 3)
        for number in range(1, 11):
            office.plain_order(str(number))
        office.desk.ship("5", "佐川急便", NUMBER)
        office.refused("11")

        queued = [waiting.order.order_no for waiting in office.desk.queue()]

        assert queued[0] == "11"
        assert sorted(queued, key=int) == [str(n) for n in range(1, 12) if n != 5]

    def test_the_board(self, office: Office) -> None:
        """The counters of the manual's screen; the refused stay counted when they have left."""
        office.holds("1")
        office.holds("2")
        office.desk.ask_withdrawal("2")
        office.holds("3")
        office.desk.approve("3")
        office.refused("4")
        office.refused("5")
        office.desk.ship("5", "佐川急便", NUMBER)

        board = office.desk.board()

        assert (board.cancel_requested, board.withdrawal_asked) == (2, 1)
        assert (board.cancelling, board.cancelled, board.refused) == (1, 0, 2)
        assert board.by_state[State.SHIPPED] == board.by_state[State.AWAITING_SHIPMENT] == 1
        assert sum(board.by_state.values()) == 5

    def test_a_clock_without_a_zone(self) -> None:
        """A clock that tells naive moments is refused."""
        desk = Desk(MemoryStore(), clock=lambda: samples.NOON.replace(tzinfo=None))

        with pytest.raises(Malformed, match="naive"):
            desk.now()

    def test_shipped_orders_wait_for_nobody(self, office: Office) -> None:
        """An order that has left is not in the queue."""
        office.plain_order(shipping=Shipping.SHIPPED)

        assert office.desk.queue() == []


class TestWhatCannotBe:
    """What would go wrong later is said at once."""

    @pytest.mark.parametrize("order_no", [76206, "", "x", "\ud800", None, "7" * 21])
    def test_no_number_of_an_order(self, office: Office, order_no: Any) -> None:
        """Digits, kept as text: nothing else is asked of a store."""
        for ask in (office.desk.get, office.desk.history, office.desk.ship, office.desk.actions):
            with pytest.raises(Malformed, match="not a number of Qoo10's"):
                ask(order_no)

    @pytest.mark.parametrize("event", [None, "Shipment", Order("76206"), Shipment])
    def test_no_event(self, office: Office, event: Any) -> None:
        """Neither acted nor recorded."""
        office.holds()
        for do in (office.desk.act, office.desk.record):
            with pytest.raises(Malformed, match="is no event"):
                do("76206", event)

    def test_a_fact_of_the_future(self, office: Office) -> None:
        """A mistyped year starts no duty of that year."""
        office.holds()
        click = CancelRefusal(office.watch.now + 400 * DAY, REASON, PACKED, confirmed=True)

        with pytest.raises(Malformed, match="yet: it is"):
            office.desk.record("76206", click)

        assert office.desk.get("76206").refused_at is None

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"notifiers": {"seller": print}}, "no channel"),
            ({"notifiers": [1]}, "by channel"),
            ({"channels": ["seller"]}, "no channel"),
            ({"lease": timedelta(0)}, "lease is a timedelta"),
            ({"lease": 5}, "lease is a timedelta"),
            ({"max_attempts": 0}, "max_attempts is a number"),
            ({"max_attempts": True}, "max_attempts is a number"),
            ({"notifiers": {Channel.SELLER: print}}, "a method notify"),
            ({"clock": samples.NOON}, "not a moment"),
            ({"store": "shop.sqlite"}, "a store is"),
        ],
    )
    def test_a_desk_that_cannot_work(self, wrong: dict[str, Any], message: str) -> None:
        """A channel of another name, a notifier that is none, a clock that stands, no store."""
        parts = {"store": MemoryStore(), "clock": lambda: samples.NOON, **wrong}

        with pytest.raises(Malformed, match=message):
            Desk(parts.pop("store"), **parts)


class TestErasing:
    """Texts go for good; the facts, and who erased them, stay."""

    def test_it_is_a_step_of_the_history(self, office: Office) -> None:
        """With its actor and its moment; state and duty stay as they were."""
        office.holds(request_reason="Hanako asks")
        before = office.desk.refuse("76206", REASON, evidence=PACKED, confirmed=True).order
        office.watch.now += DAY

        bare = office.desk.erase("76206", actor="李").order

        assert (bare.state, bare.duty) == (before.state, before.duty)
        last = office.desk.history("76206")[-1].step.event
        assert (last.actor, last.at) == ("李", samples.NOON + DAY)
        assert "Hanako" not in repr(office.written())
        assert REASON.text not in repr(office.written())
        assert len(office.desk.history("76206")) == bare.version

    def test_a_key_whose_text_is_gone_is_refused(self, office: Office) -> None:
        """Nobody knows any longer whether it is the same command."""
        office.holds()
        refuse = PENDING["refuse"][0]
        refuse(office.desk, key="k-1")
        office.desk.erase("76206", actor="李")
        written = office.written()

        with pytest.raises(KeyReused, match="'k-1' was used for one whose text has been erased"):
            refuse(office.desk, key="k-1")

        assert office.written() == written

    def test_a_key_makes_it_happen_once(self, office: Office) -> None:
        """As with every command."""
        office.holds()
        first = office.desk.erase("76206", actor="李", key="k-1")
        assert office.desk.erase("76206", actor="李", key="k-1") == first

    def test_a_look_brings_no_text_back(self, office: Office) -> None:
        """The list that Qoo10 still shows has it."""
        office.holds(request_reason="Hanako asks")
        office.desk.erase("76206", actor="李")
        office.holds(request_reason="Hanako asks")
        office.watch.now += HOUR
        office.holds(request_reason="Hanako asks", requested_at=samples.NOON)
        assert "Hanako" not in repr(office.written())

    def test_a_row_that_cannot_be_read(self, tmp_path: Path) -> None:
        """It is said, and nothing is erased: nobody knows what stands there."""
        with SQLiteStore(tmp_path / "orders.sqlite") as store:
            office = Office(store)
            office.holds(request_reason="Hanako asks")
            damage = "UPDATE qc_outbox SET body = 'x' || body WHERE order_no = '76206'"
            with closing(sqlite3.connect(tmp_path / "orders.sqlite")) as other:
                other.execute(damage)
                other.commit()

            with pytest.raises(RowUnreadable, match="stored notice"):
                office.desk.erase("76206", actor="李")

            request = office.desk.get("76206").request
            assert request is not None
            assert request.reason == "Hanako asks"


class TestTheFirstPage:
    """It is the beginning of the whole queue, whoever wrote the orders and whenever."""

    @given(
        st.lists(own.orders() | own.odd_orders(), max_size=6),
        own.policies(),
        own.policies(),
        own.moments(),
        st.integers(0, 7),
        st.booleans(),
    )
    def test_it_is_exact(
        self,
        orders: list[Order],
        wrote: Policy,
        reads: Policy,
        at: datetime,
        limit: int,
        same: bool,
    ) -> None:
        """Though the clock has moved some and nobody has swept, and under another policy too."""
        reads = wrote if same else reads
        store = MemoryStore()
        for n, order in enumerate(orders):
            own_no = attrs.evolve(order, order_no=str(n))
            moment, place = next_moment(own_no, wrote), place_in_queue(own_no, wrote)
            store.commit(Change(None, own_no, (), (), (), moment, at, wrote.version, (), place))

        page = Desk(store, clock=lambda: at, policy=reads).queue_page(limit)

        whole = queue(store.find(), at, reads)
        assert list(page.waiting) == whole[:limit]
        assert page.count == len(whole)
