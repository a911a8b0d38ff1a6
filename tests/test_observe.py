"""What a snapshot tells: which code decides, what is asked, and that a life is followed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import samples
from qoo10_cancel import (
    CancelRefusal,
    Duty,
    Malformed,
    Order,
    Policy,
    Purchase,
    RefusalReason,
    RequestWithdrawal,
    Severity,
    State,
    record,
)
from qoo10_cancel.decision import Step
from qoo10_cancel.events import (
    CancelApproval,
    Cancellation,
    CancelRequest,
    Delivery,
    Event,
    Shipment,
)
from qoo10_cancel.findings import Finding
from qoo10_cancel.machine import facts
from qoo10_cancel.machine.doors import advance, decide
from qoo10_cancel.machine.observation import Observed, observe
from qoo10_cancel.machine.unanswered import questions
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot
from qoo10_cancel.testing.strategies import odd_orders, orders, policies, snapshots
from samples import MORNING, NOON, SOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = NOON + HOUR
LISTED = Snapshot(
    "76206", LATER, Shipping.SCHEDULED, claims_seen=True, shipping_seen=True, ship_date=SOON
)
ASKED = attrs.evolve(LISTED, claim=Claim.CANCEL_REQUESTED, requested_at=NOON)
PENDING = attrs.evolve(samples.ORDERS[State.CANCEL_REQUESTED], last_at=MORNING)
REFUSED = attrs.evolve(samples.ORDERS[State.AWAITING_SHIPMENT], last_at=MORNING)


def shown(snapshot: Snapshot, **fields: object) -> Snapshot:
    """Return *snapshot* with other fields."""
    return attrs.evolve(snapshot, **fields)


def keys(findings: tuple[Finding, ...]) -> list[str]:
    """List findings by their keys."""
    return [found.key for found in findings]


def names(steps: tuple[Step, ...]) -> list[str]:
    """List what has happened."""
    return [type(step.event).__name__ for step in steps]


# What each own record becomes when Qoo10 shows a pair of codes. The columns, in the order of
# precedence: claim 3; shipping 5; shipping 4; claim 2; claim 1; shipping 3; shipping 2; nothing.
MATRIX = """
own                claim3     ship5      ship4      claim2      claim1            ship3             ship2             none
-                  cancelled  delivered  shipped    cancelling  cancel_requested  scheduled         new               -
new                cancelled  delivered  shipped    cancelling  cancel_requested  scheduled         new               new
scheduled          cancelled  delivered  shipped    cancelling  cancel_requested  scheduled         scheduled         scheduled
shipping_delayed   cancelled  delivered  shipped    cancelling  cancel_requested  shipping_delayed  shipping_delayed  shipping_delayed
cancel_requested   cancelled  delivered  shipped    cancelling  cancel_requested  cancel_requested  cancel_requested  cancel_requested
withdrawal_asked   cancelled  delivered  shipped    cancelling  withdrawal_asked  withdrawal_asked  withdrawal_asked  withdrawal_asked
awaiting_shipment  cancelled  delivered  shipped    cancelling  awaiting_shipment awaiting_shipment awaiting_shipment awaiting_shipment
cancelling         cancelled  delivered  shipped    cancelling  cancelling        cancelling        cancelling        cancelling
cancelled          cancelled  cancelled  cancelled  cancelled   cancelled         cancelled         cancelled         cancelled
shipped            cancelled  delivered  shipped    shipped     shipped           shipped           shipped           shipped
delivered          cancelled  delivered  delivered  delivered   delivered         delivered         delivered         delivered
"""  # noqa: E501
COLUMNS, *ROWS = [line.split() for line in MATRIX.strip().splitlines()]
EXPECTED = {
    (own, column): state
    for own, *states in ROWS
    for column, state in zip(COLUMNS[1:], states, strict=True)
}


def column_of(shipping: Shipping | None, claim: Claim | None) -> str:
    """Say which code decides."""
    if claim is Claim.CANCELLED:
        return "claim3"
    if shipping in {Shipping.SHIPPED, Shipping.DELIVERED}:
        return f"ship{shipping.value}"
    if claim in {Claim.CANCELLING, Claim.CANCEL_REQUESTED}:
        return f"claim{claim.value}"
    if shipping in {Shipping.NEW, Shipping.SCHEDULED}:
        return f"ship{shipping.value}"
    return "none"


class TestPrecedence:
    """When codes disagree, the same one decides, whatever is on record."""

    @pytest.mark.parametrize("own", [State.SHIPPED, State.DELIVERED])
    @pytest.mark.parametrize("claim", [Claim.CANCEL_REQUESTED, Claim.CANCELLING])
    def test_a_list_of_claims_alone_unships_nothing(self, own: State, claim: Claim) -> None:
        """Where the source does not tell shipping, 4 and 5 on record come before an open claim."""
        seen = Snapshot("76206", LATER, claim=claim, claims_seen=True)

        observed = observe(samples.ORDERS[own], seen)

        assert observed.order is not None
        assert observed.order.state is own
        assert [found.detail for found in observed.warnings] == ["codes-disagree"]

    @pytest.mark.parametrize("own", [row[0] for row in ROWS])
    def test_every_combination(self, own: str) -> None:
        """Each pair of codes, seen against each own record: the state of the matrix."""
        order = None if own == "-" else samples.ORDERS[State(own)]
        expected, came = {}, {}
        for shipping, claim in product((None, *Shipping), (None, *Claim)):
            seen = Snapshot("76206", LATER, shipping, claim, claims_seen=True, shipping_seen=True)

            observed = observe(order, seen)

            expected[shipping, claim] = EXPECTED[own, column_of(shipping, claim)]
            came[shipping, claim] = observed.order.state.value if observed.order else "-"
        assert came == expected

    @pytest.mark.parametrize(
        ("own", "shipping", "claim"),
        [
            ("shipped", 4, 1),
            ("new", 4, 2),
            ("scheduled", 5, 3),
            ("shipped", 3, None),
            ("cancelled", 2, None),
            ("cancelled", 2, 2),
            ("cancelling", 3, None),
            ("delivered", 4, None),
            ("shipped", None, 1),
            ("delivered", None, 2),
            ("cancelled", None, 1),
        ],
    )
    def test_a_disagreement_is_said(
        self, own: str, shipping: int | None, claim: int | None
    ) -> None:
        """Codes that contradict each other, or lag behind the order, are warned about."""
        codes = shipping and Shipping(shipping), claim and Claim(claim)
        seen = Snapshot("76206", LATER, *codes, claims_seen=True)

        observed = observe(samples.ORDERS[State(own)], seen)

        [finding] = [w for w in observed.warnings if w.key == "QC-00.codes-disagree"]
        assert finding.params == {
            "shipping": shipping or 0,
            "claim": claim or 0,
            "state": observed.order.state.value,
        }

    @pytest.mark.parametrize("older", [{"claims_at": NOON}, {"shipping_at": NOON}, {}])
    def test_an_older_list_is_no_disagreement(self, older: dict[str, datetime]) -> None:
        """What has been looked at since has the last word, and nothing contradicts it."""
        left = shown(LISTED, shipping=Shipping.SHIPPED, shipped_at=NOON)
        asked = shown(left, claim=Claim.CANCEL_REQUESTED, requested_at=MORNING)

        observed = observe(observe(None, left).order, shown(asked, seen_at=LATER + HOUR, **older))

        assert observed.order.state is State.SHIPPED
        assert ("QC-00.codes-disagree" in keys(observed.warnings)) is (not older)

    def test_a_list_without_claims_denies_nothing(self) -> None:
        """A shipping list alone does not contradict a cancel that is under way."""
        seen = shown(LISTED, claims_seen=False)

        assert observe(samples.ORDERS[State.CANCELLING], seen).warnings == ()

    @pytest.mark.parametrize("own", [State.NEW, State.SCHEDULED])
    def test_agreeing_codes_are_not_warned_about(self, own: State) -> None:
        """An ordinary pair of codes is no disagreement."""
        assert observe(samples.ORDERS[own], LISTED).warnings == ()


class TestDelayHasNoCode:
    """运送延期 is derived: 2 or 3, and the planned date has passed."""

    @pytest.mark.parametrize("shipping", [Shipping.NEW, Shipping.SCHEDULED])
    @pytest.mark.parametrize("order", [None, samples.ORDERS[State.NEW]])
    @pytest.mark.parametrize(
        ("planned_day", "day", "hour", "state"),
        [
            (True, 14, 23, State.SCHEDULED),
            (True, 15, 0, State.SCHEDULED),
            (True, 15, 23, State.SCHEDULED),
            (True, 16, 0, State.SHIPPING_DELAYED),
            (False, 14, 23, State.SCHEDULED),
            (False, 15, 0, State.SHIPPING_DELAYED),
        ],
    )
    def test_the_edge_is_policy(
        self,
        order: Order | None,
        shipping: Shipping,
        planned_day: bool,
        day: int,
        hour: int,
        state: State,
    ) -> None:
        """Planned for the 15th: delayed from the 16th on, or from the 15th on."""
        at = datetime(2022, 8, day, hour, tzinfo=samples.JST)

        observed = observe(
            order, shown(LISTED, seen_at=at, shipping=shipping), Policy(planned_day=planned_day)
        )

        assert observed.order.state is state

    def test_the_date_is_set_anew(self) -> None:
        """A delayed order with another date, still to come, is scheduled again; it warns."""
        delayed = samples.ORDERS[State.SHIPPING_DELAYED]

        observed = observe(delayed, LISTED)

        assert observed.order.state is State.SCHEDULED
        assert observed.order.ship_date == SOON
        assert keys(observed.warnings) == ["QC-18.new-date"]

    def test_a_pending_request_though_delayed(self) -> None:
        """A request shown on an order that is delayed should have been refunded at once."""
        late = shown(ASKED, ship_date=date(2022, 8, 11))

        observed = observe(None, late)

        assert observed.order.state is State.CANCEL_REQUESTED
        assert keys(observed.warnings) == ["QC-14.pending-though-delayed"]

    @pytest.mark.parametrize("order", [None, samples.ORDERS[State.NEW]])
    def test_scheduled_without_a_date(self, order: Order | None) -> None:
        """Shipping 3 without a date: nobody can say when it becomes delayed; it is said once."""
        observed = observe(order, shown(LISTED, ship_date=None))

        assert observed.order.state is State.SCHEDULED
        assert keys(observed.warnings) == ["QC-18.unplanned"]

    def test_late_news_makes_no_delay(self) -> None:
        """Planned and shipped between two polls, in time: it was never delayed."""
        left = shown(
            LISTED,
            seen_at=NOON + 9 * DAY,
            shipping=Shipping.SHIPPED,
            shipped_at=NOON + 2 * DAY,
        )

        observed = observe(samples.ORDERS[State.NEW], left)

        assert names(observed.steps) == ["ShipDateSet", "Shipment"]
        assert observed.warnings == ()

    def test_a_date_that_came_while_a_request_was_pending(self) -> None:
        """After the withdrawal the date is known, and the order is scheduled, not new."""
        asked = observe(None, shown(ASKED, shipping=None, ship_date=None)).order
        dated = observe(asked, shown(ASKED, seen_at=LATER + HOUR)).order
        back = record(dated, RequestWithdrawal(LATER + 2 * HOUR)).order

        again = shown(LISTED, seen_at=LATER + 3 * HOUR, shipping=Shipping.NEW)

        assert observe(back, again).order.state is State.SCHEDULED


class TestFirstSight:
    """The first poll and the hundredth come to the same."""

    @given(seen=snapshots(), policy=policies())
    def test_first_sight_makes_an_order_or_says_why_not(
        self, seen: Snapshot, policy: Policy
    ) -> None:
        """No order is made only of one that shows no state: set aside, or asked about."""
        observed = observe(None, seen, policy)

        if observed.order is None:
            assert observed.steps == observed.notices == ()
            assert observed.set_aside or keys(observed.questions) == ["QC-00.vanished"]
        else:
            assert observed.order.order_no == seen.order_no

    @pytest.mark.parametrize(
        ("seen", "steps"),
        [
            (LISTED, []),
            (ASKED, ["CancelRequest"]),
            (shown(ASKED, claim=Claim.CANCELLING), ["CancelRequest", "CancelApproval"]),
            (shown(ASKED, claim=Claim.CANCELLED), ["CancelRequest", "Cancellation"]),
            (shown(LISTED, shipping=Shipping.SHIPPED), ["Shipment"]),
            (shown(LISTED, shipping=Shipping.DELIVERED), ["Shipment", "Delivery"]),
            (
                shown(LISTED, refused_at=NOON),
                ["CancelRefusal"],
            ),
        ],
    )
    def test_what_must_have_happened(self, seen: Snapshot, steps: list[str]) -> None:
        """The shortest history that explains what is shown, told from the beginning."""
        observed = observe(None, seen)

        assert names(observed.steps) == steps
        assert observed.order.version == len(steps)

    @pytest.mark.parametrize(
        ("seen", "event"),
        [
            (shown(ASKED, requested_at=None), CancelRequest),
            (shown(ASKED, claim=Claim.CANCELLING), CancelApproval),
            (shown(ASKED, claim=Claim.CANCELLED), Cancellation),
            (shown(LISTED, shipping=Shipping.SHIPPED), Shipment),
            (shown(LISTED, shipping=Shipping.DELIVERED), Delivery),
        ],
    )
    def test_what_has_no_date_had_happened_when_its_list_was_looked_at(
        self, seen: Snapshot, event: type[Event]
    ) -> None:
        """Not when the snapshot was put together."""
        looked = {"claims_at": NOON + HOUR / 2, "shipping_at": NOON + HOUR / 2}

        steps = observe(samples.ORDERS[State.SCHEDULED], shown(seen, **looked)).steps

        assert [step.event.at for step in steps if type(step.event) is event] == [NOON + HOUR / 2]

    @pytest.mark.parametrize(
        ("delivered_at", "left", "arrived"),
        [
            (NOON, NOON, NOON),
            (date(2022, 8, 12), LATER, date(2022, 8, 12)),
            (None, LATER, LATER),
        ],
    )
    def test_what_has_arrived_has_left_before(
        self, delivered_at: datetime | date | None, left: datetime, arrived: datetime | date
    ) -> None:
        """At the latest when it arrived, and when it was seen to have left."""
        seen = shown(LISTED, shipping=Shipping.DELIVERED, delivered_at=delivered_at)

        steps = observe(samples.ORDERS[State.SCHEDULED], seen).steps

        assert [(type(step.event), step.event.at) for step in steps] == [
            (Shipment, left),
            (Delivery, arrived),
        ]

    def test_a_cancel_before_any_date(self) -> None:
        """QC-17: a buyer's request before a date is set cancels at once, as Qoo10 then shows."""
        seen = Snapshot(
            "1",
            LATER,
            claim=Claim.CANCELLED,
            requested_at=NOON,
            purchase=Purchase(reservation=False),
        )

        observed = observe(None, seen)

        assert names(observed.steps) == ["CancelRequest", "Cancellation"]
        assert [notice.kind.value for notice in observed.notices] == ["refunded"]

    def test_the_purchase_is_kept(self) -> None:
        """Cart and dates of the purchase are taken over, and not lost by a later poll."""
        bought = Purchase("249960001", MORNING, MORNING, reservation=False)
        first = observe(None, shown(LISTED, purchase=bought)).order

        second = observe(first, shown(LISTED, seen_at=LATER + HOUR)).order

        assert second.purchase == bought

    def test_the_purchase_becomes_known(self) -> None:
        """What a later poll says of it is added to what is known, as a step of its own."""
        cart = shown(LISTED, purchase=Purchase(cart_no="24996"))
        first = observe(None, cart).order
        later = shown(LISTED, seen_at=LATER + HOUR, purchase=Purchase(ordered_at=MORNING))

        second = observe(first, later)

        assert second.order.purchase == Purchase("24996", MORNING)
        assert names(second.steps) == ["Looked"]
        assert second.steps[0].became == second.order


class TestTwiceIsOnce:
    """Observing the same snapshot twice tells nothing new; an older one changes nothing."""

    @given(order=st.none() | orders() | odd_orders(), data=st.data(), policy=policies())
    def test_the_same_again(
        self, order: Order | None, data: st.DataObject, policy: Policy
    ) -> None:
        """No steps, no notices, an equal order."""
        seen = data.draw(snapshots(order and order.order_no))
        first = observe(order, seen, policy)

        second = observe(first.order, seen, policy)

        assert second.steps == second.notices == ()
        assert second.order == first.order
        assert second.set_aside == first.set_aside or second.warnings

    @pytest.mark.parametrize("state", [State.SHIPPED, State.DELIVERED, State.CANCELLING])
    @pytest.mark.parametrize("claim", [Claim.CANCEL_REQUESTED, Claim.CANCELLING])
    def test_of_an_order_that_comes_back(self, state: State, claim: Claim) -> None:
        """What was thought gone and is shown with a request is read to its end at once."""
        gone = attrs.evolve(samples.ORDERS[state], ship_date=None)
        seen = Snapshot(
            gone.order_no, LATER, Shipping.SCHEDULED, claim, shipping_seen=True, ship_date=SOON
        )
        first = observe(gone, seen).order

        assert observe(first, seen).steps == ()
        assert first.state in {State.CANCELLING, State.SHIPPED, State.DELIVERED} or (
            first.ship_date == SOON
        )

    @pytest.mark.parametrize(
        ("known", "newer"),
        [
            (date(2022, 8, 12), NOON),
            (NOON, date(2022, 8, 12)),
            (NOON, NOON),
            (NOON, None),
            (None, NOON),
            (date(2022, 8, 12), date(2022, 8, 12)),
        ],
    )
    def test_one_request_told_twice(
        self, known: datetime | date | None, newer: datetime | date | None
    ) -> None:
        """A day now and the hour later, or nothing at all, is the same request."""
        first = observe(None, shown(ASKED, requested_at=known)).order

        again = shown(ASKED, seen_at=LATER + HOUR, requested_at=newer)
        second = observe(first, again)

        assert (second.order.state, second.notices) == (State.CANCEL_REQUESTED, ())
        assert observe(second.order, again).steps == ()

    @pytest.mark.parametrize(
        ("known", "newer"),
        [
            (NOON - HOUR, NOON),
            (NOON - DAY, date(2022, 8, 12)),
            (date(2022, 8, 11), NOON),
            (date(2022, 8, 11), datetime(2022, 8, 12, tzinfo=samples.JST)),
        ],
    )
    def test_a_newer_request(self, known: datetime | date, newer: datetime | date) -> None:
        """Another request than the known one: that was withdrawn in between."""
        first = observe(None, shown(ASKED, seen_at=NOON - HOUR, requested_at=known)).order

        second = observe(first, shown(ASKED, requested_at=newer))

        assert names(second.steps) == ["CancelRequest"]
        assert [notice.kind.value for notice in second.notices] == ["request"]
        assert second.order.state is State.CANCEL_REQUESTED
        assert second.order.request.came_from is State.SCHEDULED


class TestNothingIsGuessed:
    """Where two things may have happened, the owner is asked."""

    @pytest.mark.parametrize("state", [State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED])
    def test_a_request_that_is_gone(self, state: State) -> None:
        """Withdrawn or refused: nobody says; the order stays as it is."""
        order = samples.ORDERS[state]

        observed = observe(order, LISTED)

        assert keys(observed.questions) == keys(questions(observed.order))
        assert keys(observed.questions) == ["QC-15.request-gone"]
        assert observed.order.state is state
        assert names(observed.steps) == ["Looked"]
        assert observe(observed.order, LISTED).questions == ()  # asked once

    @pytest.mark.parametrize("shipping", [None, Shipping.SCHEDULED])
    def test_not_looked_at_is_not_gone(self, shipping: Shipping | None) -> None:
        """A source that shows no claims says nothing about the request, or the order."""
        seen = shown(LISTED, shipping=shipping, claims_seen=False, shipping_seen=False)

        assert observe(PENDING, seen).questions == ()

    def test_gone_from_the_claims_alone(self) -> None:
        """A complete claim list without it: the request is gone, the order is not."""
        seen = Snapshot("76206", LATER, claims_seen=True)

        assert keys(observe(PENDING, seen).questions) == ["QC-15.request-gone"]

    @pytest.mark.parametrize("state", State)
    def test_vanished(self, state: State) -> None:
        """No longer listed, and no claim: asked about, unless it had ended."""
        order = samples.ORDERS[state]

        observed = observe(order, Snapshot("76206", LATER, claims_seen=True, shipping_seen=True))

        ended = state in {State.CANCELLED, State.DELIVERED}
        assert keys(observed.questions) == ([] if ended else ["QC-00.vanished"])
        assert observed.order.state is order.state

    UNPLANNED = shown(
        LISTED,
        shipping=Shipping.NEW,
        ship_date=None,
        purchase=Purchase(ordered_at=MORNING, reservation=False),
    )

    @pytest.mark.parametrize("claims_seen", [True, False])
    @pytest.mark.parametrize("listed_before", [True, False])
    def test_refunded_at_once_was_a_guess(self, claims_seen: bool, listed_before: bool) -> None:
        """QC-17: a later look that lists the order has the request open, and that is set right."""
        listed = shown(self.UNPLANNED, claims_seen=claims_seen)
        bought = Order("76206", purchase=listed.purchase)
        if listed_before:
            bought = observe(None, shown(listed, seen_at=MORNING)).order
        refunded = record(bought, CancelRequest(NOON)).order

        observed = observe(refunded, listed)
        again = observe(observed.order, shown(listed, seen_at=LATER + HOUR))

        assert (refunded.state, observed.order.state) == (State.CANCELLED, State.CANCEL_REQUESTED)
        assert [notice.kind.value for notice in observed.notices] == ["request", "set_right"]
        assert keys(observed.questions) == (["QC-15.request-gone"] if claims_seen else [])
        assert (again.steps, again.notices, again.questions) == ((), (), ())

    def test_the_guess_is_set_right_though_the_order_was_cancelled_later(self) -> None:
        """Listed between the request and its close: the refund that was announced was none."""
        bought = Order("76206", purchase=self.UNPLANNED.purchase)
        refunded = record(bought, CancelRequest(NOON)).order
        closed = record(refunded, Cancellation(LATER + HOUR)).order

        observed = observe(closed, self.UNPLANNED)

        assert observed.order.state is State.CANCELLED
        assert [(n.kind.value, n.params["what"]) for n in observed.notices] == [
            ("set_right", "refunded")
        ]

    @pytest.mark.parametrize("seen_at", [NOON, LATER])
    def test_an_earlier_look_contradicts_no_refund(self, seen_at: datetime) -> None:
        """What was listed until the buyer asked may be refunded since."""
        bought = Order("76206", purchase=self.UNPLANNED.purchase)
        refunded = record(bought, CancelRequest(LATER)).order

        earlier = observe(refunded, shown(self.UNPLANNED, seen_at=seen_at))

        assert earlier.order.state is State.CANCELLED
        assert earlier.notices == ()

    def test_still_pending_after_a_refusal(self) -> None:
        """Refused on record, pending at Qoo10: the list may lag, so the owner is asked."""
        seen = shown(ASKED, requested_at=MORNING - HOUR)

        observed = observe(REFUSED, seen)

        assert keys(observed.questions) == ["QC-15.still-pending"]
        assert observed.order.state is State.AWAITING_SHIPMENT
        assert observed.order.duty == REFUSED.duty

    def test_what_is_asked_warns_of_a_shipment(self) -> None:
        """To ship what Qoo10 still shows as requested is warned about."""
        doubted = observe(REFUSED, shown(ASKED, requested_at=MORNING - HOUR)).order
        sent = Shipment(NOON + HOUR, "佐川急便", "412098765432")

        assert "QC-15.still-pending" in keys(decide(doubted, sent).warnings)
        assert "QC-15.still-pending" not in keys(decide(REFUSED, sent).warnings)

    @pytest.mark.parametrize("asked", [None, date(2022, 8, 12), MORNING])
    def test_a_refused_request_by_its_day(self, asked: datetime | date | None) -> None:
        """Without an hour, or with the very same, it is taken for the refused request."""
        observed = observe(REFUSED, shown(ASKED, requested_at=asked))

        assert keys(observed.questions) == ["QC-15.still-pending"]

    @pytest.mark.parametrize("asked", [date(2022, 8, 13), NOON])
    def test_asked_again_after_a_refusal(self, asked: datetime | date) -> None:
        """QC-11: a newer request cannot be; it is shown, so it is believed, with a warning."""
        observed = observe(REFUSED, shown(ASKED, requested_at=asked, seen_at=NOON + 2 * DAY))

        assert observed.questions == ()
        assert "QC-11.refused-before" in keys(observed.warnings)
        assert observed.order.state is State.CANCEL_REQUESTED


class TestTheOwnRecordDecides:
    """QC-15: Qoo10 has no code for a refusal, so the owner's word is what tells it."""

    @pytest.mark.parametrize("order", [None, PENDING, samples.ORDERS[State.SCHEDULED]])
    def test_a_refusal_is_told(self, order: Order | None) -> None:
        """With the moment of the refusal there is no question: it is recorded, the duty runs."""
        observed = observe(order, shown(LISTED, refused_at=NOON))

        assert observed.questions == ()
        assert observed.order.state is State.AWAITING_SHIPMENT
        assert observed.order.refused_at == NOON
        assert observed.order.duty == Duty(NOON, datetime(2022, 8, 13, tzinfo=samples.JST))

    @pytest.mark.parametrize(
        "seen", [shown(LISTED, refused_at=NOON), shown(LISTED, refusal_shown=True, claims_at=NOON)]
    )
    def test_what_is_known_of_it(self, seen: Snapshot) -> None:
        """When it was, or by when at the latest; that it was confirmed, and not why."""
        observed = observe(PENDING, seen)

        assert observed.order.refused_at == NOON
        assert keys(observed.warnings) == ["QC-04.not-chosen"]

    def test_told_a_day_late(self) -> None:
        """QC-12: told only the next day, the breach is found at once."""
        observed = observe(PENDING, shown(LISTED, seen_at=NOON + DAY, refused_at=NOON))

        assert observed.order.duty.missed
        assert names(observed.steps)[-1] == "DutyLapse"
        assert observed.steps[-1].event.moment.isoformat() == "2022-08-13T00:00:00+09:00"

    def test_refused_and_shipped_between_two_polls(self) -> None:
        """A refusal is not lost because the parcel has left since; its duty is met."""
        left = shown(
            LISTED, shipping=Shipping.SHIPPED, refused_at=NOON, shipped_at=NOON + HOUR / 2
        )

        observed = observe(PENDING, left)

        assert names(observed.steps) == ["CancelRefusal", "Shipment"]
        assert observed.order.refused_at == NOON
        assert observed.order.duty.met_at == NOON + HOUR / 2

    def test_refused_and_cancelled_all_the_same(self) -> None:
        """A finished cancel decides, and the refusal stays on record."""
        observed = observe(PENDING, shown(ASKED, claim=Claim.CANCELLED, refused_at=NOON))

        assert observed.order.state is State.CANCELLED
        assert observed.order.refused_at == NOON

    def test_refused_and_still_shown(self) -> None:
        """The owner says refused, Qoo10 says pending: recorded, watched, asked about."""
        seen = shown(ASKED, requested_at=MORNING, refused_at=NOON)

        observed = observe(PENDING, seen)

        assert observed.order.state is State.AWAITING_SHIPMENT
        assert observed.order.refused_at == NOON
        assert keys(observed.questions) == ["QC-15.still-pending"]
        assert observe(observed.order, seen).steps == ()

    def test_shown_a_while_longer(self) -> None:
        """A refused request that was still shown is gone by that refusal, and nothing is asked."""
        lagging = observe(REFUSED, shown(ASKED, requested_at=MORNING - HOUR)).order

        observed = observe(lagging, shown(LISTED, seen_at=LATER + HOUR))

        assert observed.questions == ()
        assert observed.order.state is State.AWAITING_SHIPMENT
        assert (observed.order.duty, observed.order.request) == (REFUSED.duty, None)

    def test_refused_once_more(self) -> None:
        """Two accounts of the refusal of one request are one: the earlier counts (QC-12)."""
        lagging = observe(REFUSED, shown(ASKED, requested_at=MORNING - HOUR)).order

        observed = observe(lagging, shown(LISTED, seen_at=LATER + HOUR, refused_at=LATER))

        assert observed.order.refused_at == REFUSED.refused_at
        assert observed.order.state is State.AWAITING_SHIPMENT

    @pytest.mark.parametrize("asked", [None, NOON - HOUR, date(2022, 8, 12), LATER])
    def test_what_was_refused_had_been_asked(self, asked: datetime | date | None) -> None:
        """The request of a refusal comes before it, whatever the row says."""
        observed = observe(None, shown(LISTED, refused_at=NOON, requested_at=asked))

        assert observed.order.refused_at == NOON
        assert observed.order.duty == Duty.of(NOON)
        assert [f for f in keys(observed.warnings) if f.startswith("QC-22")] == []

    @pytest.mark.parametrize("order", [None, samples.ORDERS[State.SCHEDULED]])
    @pytest.mark.parametrize(
        ("refused", "requests"),
        [({"refused_at": NOON}, [MORNING]), ({"refusal_shown": True}, [MORNING]), ({}, [])],
    )
    def test_a_refusal_brings_its_request_along(
        self, order: Order | None, refused: dict[str, Any], requests: list[datetime]
    ) -> None:
        """With its date, once no claim shows it any more; without a refusal there was none."""
        observed = observe(order, shown(LISTED, requested_at=MORNING, **refused))

        told = [fact.event for fact in facts(observed.order)]
        assert [event.at for event in told if isinstance(event, CancelRequest)] == requests

    def test_known_already(self) -> None:
        """A refusal on record is not recorded again."""
        known = observe(REFUSED, shown(LISTED, refused_at=MORNING))

        assert "CancelRefusal" not in names(known.steps)

    def test_known_once_the_parcel_has_left(self) -> None:
        """A refusal told after the shipment is on record, and its duty was met by that."""
        left = observe(None, shown(LISTED, shipping=Shipping.SHIPPED, shipped_at=NOON)).order
        gone = shown(LISTED, seen_at=LATER + HOUR, shipping=Shipping.SHIPPED, shipped_at=NOON)

        order = observe(left, shown(gone, refused_at=MORNING)).order

        assert (order.state, order.refused_at) == (State.SHIPPED, MORNING)
        assert (order.duty.met_at, order.duty.missed) == (NOON, False)


class TestSetAside:
    """Returns, exchanges, parcels not received and unpaid orders are named and left alone."""

    ASIDE = [claim for claim in Claim if claim.value > 3]

    @pytest.mark.parametrize("claim", ASIDE)
    @pytest.mark.parametrize("order", [None, samples.ORDERS[State.DELIVERED]])
    def test_claims(self, order: Order | None, claim: Claim) -> None:
        """Claims 4 to 6 and 11 to 16: the name is told, nothing happens."""
        observed = observe(order, Snapshot("76206", LATER, claim=claim))

        assert observed == Observed(order, set_aside=claim.name.lower())

    def test_there_are_nine(self) -> None:
        """Three of returns, three of exchanges, two not received, one unpaid."""
        assert [claim.value for claim in self.ASIDE] == [4, 5, 6, 11, 12, 13, 14, 15, 16]

    @pytest.mark.parametrize("order", [None, samples.ORDERS[State.NEW]])
    def test_unpaid(self, order: Order | None) -> None:
        """Shipping 1: not paid yet, nothing to do."""
        observed = observe(order, Snapshot("76206", LATER, Shipping.UNPAID))

        assert observed == Observed(order, set_aside="unpaid")

    @pytest.mark.parametrize("claim", ASIDE)
    def test_the_parcel_is_followed_all_the_same(self, claim: Claim) -> None:
        """A returned parcel has been delivered."""
        observed = observe(None, Snapshot("76206", LATER, Shipping.DELIVERED, claim))

        assert observed.set_aside == claim.name.lower()
        assert observed.order.state is State.DELIVERED


ANY_ORDER = st.one_of(orders(), odd_orders())


class TestAStoreCanKeepIt:
    """Whatever is shown, what comes out can be stored."""

    @given(order=st.none() | ANY_ORDER, data=st.data(), policy=policies())
    def test_steps_chain(self, order: Order | None, data: st.DataObject, policy: Policy) -> None:
        """Each step starts where the last ended; the version counts them; only warnings."""
        observed = observe(order, data.draw(snapshots(order and order.order_no)), policy)

        version = order.version if order else 0
        numbers = [step.version for step in observed.steps]
        assert numbers == list(range(version + 1, version + 1 + len(numbers)))
        for one, two in zip(observed.steps, observed.steps[1:], strict=False):
            assert one.target is two.source
        if observed.steps:
            last = observed.steps[-1]
            assert (observed.order.state, observed.order.version) == (last.target, last.version)
            assert order is None or observed.steps[0].source is order.state
        found = (*observed.warnings, *observed.questions)
        assert all(f.severity is Severity.WARNING and f.message("en") for f in found)

    @given(order=ANY_ORDER, seen=snapshots())
    def test_of_another_order(self, order: Order, seen: Snapshot) -> None:
        """A snapshot of another order is refused."""
        assume(order.order_no != seen.order_no)

        with pytest.raises(Malformed, match="is about order"):
            observe(order, seen)

    @pytest.mark.parametrize(
        ("order", "seen", "policy", "wrong"),
        [
            ("76206", LISTED, Policy(), "an order is an Order"),
            (PENDING, LISTED, "strict", "a policy is a Policy"),
            (None, LISTED, None, "a policy is a Policy"),
            (None, Snapshot("76206", LATER), "strict", "a policy is a Policy"),
        ],
    )
    def test_no_order_and_no_policy(
        self, order: Any, seen: Snapshot, policy: Any, wrong: str
    ) -> None:
        """What is neither is `Malformed`, whether or not there is anything to record."""
        with pytest.raises(Malformed, match=wrong):
            observe(order, seen, policy)

    @pytest.mark.parametrize("junk", [None, {}, "76206", samples.ORDERS[State.NEW]])
    def test_no_snapshot(self, junk: object) -> None:
        """What is no snapshot is refused."""
        with pytest.raises(Malformed, match="a snapshot is a Snapshot"):
            observe(None, junk)


# A little Qoo10 that knows only what happens there, and shows what QAPI would.


class Shop:
    """One order at Qoo10: its codes, told by somebody who has not read our table."""

    def __init__(self) -> None:
        self.now = datetime(2022, 8, 9, 9, tzinfo=samples.JST)
        self.shipping, self.claim = 2, 0
        self.planned: date | None = None
        self.asked: datetime | None = None
        self.refused: datetime | None = None
        self.told: dict[str, datetime] = {}

    @property
    def is_late(self) -> bool:
        """The planned date has passed."""
        return self.planned is not None and self.now.date() > self.planned

    def true_state(self) -> State:
        """Say where the order really stands."""
        if self.claim:
            states = (State.CANCEL_REQUESTED, State.CANCELLING, State.CANCELLED)
            return states[self.claim - 1]
        if self.shipping > 3:
            return State.SHIPPED if self.shipping == 4 else State.DELIVERED
        if self.refused:
            return State.AWAITING_SHIPMENT
        if self.is_late:
            return State.SHIPPING_DELAYED
        return State.NEW if self.planned is None else State.SCHEDULED

    def possible(self) -> list[str]:
        """List what may happen next."""
        if self.claim == 3 or self.shipping == 5:
            return []
        if self.claim == 2:
            return ["refunds"]
        if self.claim == 1:
            return ["withdraws", "approves", *([] if self.is_late else ["refuses"])]
        if self.shipping == 4:
            return ["arrives"]
        return ["plans", "ships", *([] if self.refused else ["asks"])]

    def plans(self) -> None:
        """The seller sets a date, or another one."""
        self.shipping, self.planned = 3, self.now.date() + 3 * DAY

    def asks(self) -> None:
        """The buyer wants to cancel: at once without a date, or when it has passed."""
        at_once = self.planned is None or self.is_late
        self.asked, self.claim = self.now, 3 if at_once else 1
        self.told["closed_at"] = self.now

    def withdraws(self) -> None:
        """The buyer thinks better of it."""
        self.claim, self.asked = 0, None

    def refuses(self) -> None:
        """Somebody clicks."""
        self.withdraws()
        self.refused = self.now

    def approves(self) -> None:
        """Somebody lets the buyer go."""
        self.claim = 2

    def refunds(self) -> None:
        """The money is back."""
        self.claim = 3
        self.told["closed_at"] = self.now

    def ships(self) -> None:
        """The seller marks the order as shipped."""
        self.shipping = 4
        self.told["shipped_at"] = self.now

    def arrives(self) -> None:
        """The parcel is there."""
        self.shipping = 5
        self.told["delivered_at"] = self.now

    def shows(self) -> Snapshot:
        """Return what two lists and the owner tell together."""
        ended = self.claim == 3
        moments_ = {name: at for name, at in self.told.items() if ended or name != "closed_at"}
        return Snapshot(
            "76206",
            self.now,
            None if ended else Shipping(self.shipping),
            Claim(self.claim) if self.claim else None,
            claims_seen=True,
            shipping_seen=True,
            ship_date=self.planned,
            requested_at=self.asked,
            purchase=Purchase(reservation=False),
            **moments_,
        )


WHAT = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from((0, 1, 5, 20, 50)), st.booleans()), max_size=9
)


class Owner:
    """Somebody who polls, keeps the order, and answers what is asked."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.order: Order | None = None
        self.steps: list[Step] = []
        self.warnings: list[Finding] = []

    def polls(self) -> Observed:
        """Read what is shown, and answer a question with the truth."""
        observed = observe(self.order, self.shop.shows())
        self.took(observed.order, observed.steps, observed.warnings)
        if "QC-15.request-gone" in keys(observed.questions):
            answer = record(self.order, RequestWithdrawal(self.shop.now))
            self.took(answer.order, answer.steps, answer.warnings)
            return self.polls()
        return observed

    def refused(self) -> None:
        """Record one's own click at once."""
        reason = RefusalReason("other", samples.TEXT)
        recorded = record(self.order, CancelRefusal(self.shop.now, reason, confirmed=True))
        self.took(recorded.order, recorded.steps, recorded.warnings)

    def took(
        self, order: Order | None, steps: tuple[Step, ...], warnings: tuple[Finding, ...]
    ) -> None:
        """Go on with the order that came out."""
        self.order = order
        self.steps += steps
        self.warnings += warnings


class TestALifeIsFollowed:
    """What happens at Qoo10, polled at whatever moments, ends in the state that is true."""

    @given(life=WHAT)
    def test_polled_after_each_event(self, life: list[tuple[int, int, bool]]) -> None:
        """With a poll after everything, the order is always where it really is."""
        shop = Shop()
        owner = Owner(shop)
        for choice, hours, between in [(0, 0, True), *life]:
            self.one(owner, choice, hours, between=between)

            owner.polls()

            assert owner.order.state is shop.true_state()
            assert "QC-22.earlier-than-recorded" not in keys(tuple(owner.warnings))

    @given(life=WHAT)
    def test_polled_now_and_then(self, life: list[tuple[int, int, bool]]) -> None:
        """With polls missed, the last one and the owner's answers bring it to the truth."""
        shop = Shop()
        owner = Owner(shop)
        owner.polls()
        for choice, hours, polled in life:
            self.one(owner, choice, hours, between=polled)

        owner.polls()

        assert owner.order.state is shop.true_state()
        assert [s.version for s in owner.steps] == list(range(1, len(owner.steps) + 1))

    @given(life=WHAT, ticks=st.lists(st.booleans(), min_size=9, max_size=9))
    def test_swept_in_between(self, life: list[tuple[int, int, bool]], ticks: list[bool]) -> None:
        """Sweeps between the polls make no difference to where it ends."""
        shop = Shop()
        owner = Owner(shop)
        owner.polls()
        for (choice, hours, between), tick in zip(life, ticks, strict=False):
            if tick:
                owner.order = advance(owner.order, shop.now).order
            self.one(owner, choice, hours, between=between)
            owner.polls()

        assert owner.order.state is shop.true_state()

    def one(self, owner: Owner, choice: int, hours: int, *, between: bool) -> None:
        """Let some time go by, and one thing happen."""
        shop = owner.shop
        if between:
            shop.now += hours * HOUR / 2
            owner.polls()
        shop.now += hours * HOUR + HOUR / 60  # one buyer never asks twice at one moment
        possible = shop.possible()
        if possible:
            what = possible[choice % len(possible)]
            getattr(shop, what)()
            if what == "refuses":
                owner.refused()
