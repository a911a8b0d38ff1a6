"""A shop's state goes by the table; the sandbox checks what Qoo10 itself checks, and no more."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import JST, Malformed, ReasonKind, State
from qoo10_cancel.order import DutyStanding
from qoo10_cancel.parcels import number_fault
from qoo10_cancel.sandbox import NotPossible, Shop, ShopClock, live
from qoo10_cancel.sandbox.lives import _ship
from qoo10_cancel.snapshot import Claim, Shipping

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
LONG = "商品はすでに発送の準備が完了しており、本日中に発送いたします。何卒ご了承ください。"


def noon_shop() -> Shop:
    """Return an empty shop at noon."""
    return Shop("sample-key", clock=ShopClock(NOON))


class TestDrivenToAPoint:
    """Any order stands in any state at once, with a past that leads there."""

    @pytest.mark.parametrize("state", list(State))
    @pytest.mark.parametrize("hour", [0, 12, 23])
    def test_every_state(self, state: State, hour: int) -> None:
        """At any time of day; a refused order is put back at once, as the manual says."""
        shop = Shop("sample-key", clock=ShopClock(NOON.replace(hour=hour, minute=5)))

        entry = shop.get(shop.place(state))

        expected = State.AWAITING_SHIPMENT if state is State.REFUSED else state
        assert entry.state is expected
        assert all(h.at <= shop.clock() for h in entry.happened)

    def test_what_the_lists_show(self) -> None:
        """Statuses by state: a cancelled order is in no shipping list."""
        shop = noon_shop()

        shown = {s: (shop.get(shop.place(s)).shipping, shop.get(str(shop._next - 1)).claim)
                 for s in State}  # fmt: skip

        three, asked = Shipping.SCHEDULED, Claim.CANCEL_REQUESTED
        assert shown == {
            State.NEW: (Shipping.NEW, None),
            State.SCHEDULED: (three, None),
            State.SHIPPING_DELAYED: (three, None),
            State.CANCEL_REQUESTED: (three, asked),
            State.WITHDRAWAL_ASKED: (three, asked),
            State.CANCELLING: (three, Claim.CANCELLING),
            State.CANCELLED: (None, Claim.CANCELLED),
            State.REFUSED: (three, None),
            State.AWAITING_SHIPMENT: (three, None),
            State.SHIPPED: (Shipping.SHIPPED, None),
            State.DELIVERED: (Shipping.DELIVERED, None),
        }


class TestWhatQoo10Checks:
    """The form: a reason, 30 characters for 其他, a request that is open."""

    def test_a_refusal_needs_no_truth(self) -> None:
        """No evidence, no Japanese: Qoo10 does not know, so the sandbox does not either."""
        shop = noon_shop()
        order_no = shop.place(State.CANCEL_REQUESTED)

        shop.refuse(order_no, ReasonKind.OTHER, "x" * 30)

        entry = shop.get(order_no)
        assert entry.state is State.AWAITING_SHIPMENT
        assert [m.text for m in shop.messages if m.kind == "refused"] == ["x" * 30] * 2

    @pytest.mark.parametrize("word", ["prepared", "发送准备完了", ReasonKind.PREPARED])
    def test_a_reason_by_any_of_its_words(self, word: str | ReasonKind) -> None:
        """As the library reads it; a word that names none is an error, and nothing happens."""
        shop = noon_shop()
        order_no = shop.place(State.CANCEL_REQUESTED)

        with pytest.raises(Malformed, match="none of the four reasons"):
            shop.refuse(order_no, "because")
        shop.refuse(order_no, word)

        refusal = shop.get(order_no).refusal
        assert refusal is not None
        assert refusal.kind is ReasonKind.PREPARED

    @given(seed=st.integers(0, 999))
    def test_its_own_parcels_have_numbers_that_fit(self, seed: int) -> None:
        """Whatever lives it makes up, no number of its own is warned about."""
        shop = noon_shop()
        order_no = shop.place(State.SCHEDULED)
        entry = shop.get(order_no)

        _ship(shop, entry, random.Random(seed))  # noqa: S311  a life, no secret

        parcel = shop.get(order_no).order.evidence
        assert number_fault(parcel.tracking_no or "", parcel.carrier) is None

    @given(text=st.text(max_size=60))
    def test_thirty_characters(self, text: str) -> None:
        """29 are too short and 30 are not; blanks at the ends are not counted."""
        shop = noon_shop()
        order_no = shop.place(State.CANCEL_REQUESTED)

        with suppress(NotPossible):
            shop.refuse(order_no, ReasonKind.OTHER, text)

        was_refused = shop.get(order_no).order.refused_at is not None
        assert was_refused is (len(text.strip()) >= 30)

    @pytest.mark.parametrize("state", [s for s in State if s not in {
        State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED}])  # fmt: skip
    def test_only_what_is_asked_for_is_refused(self, state: State) -> None:
        """Any other state has no request to refuse."""
        shop = noon_shop()
        order_no = shop.place(state)
        before = shop.get(order_no)

        with pytest.raises(NotPossible):
            shop.refuse(order_no, ReasonKind.SHIPPED)

        assert shop.get(order_no) == before
        assert [m for m in shop.messages if m.kind == "refused"] == [
            m for m in shop.messages if m.reason == "shipped"
        ]

    def test_once_refused_never_asked_again(self) -> None:
        """The manual's part 4."""
        shop = noon_shop()
        order_no = shop.place(State.AWAITING_SHIPMENT)

        with pytest.raises(NotPossible) as caught:
            shop.request_cancel(order_no)

        assert caught.value.detail == "refused-before"

    @pytest.mark.parametrize(
        ("state", "after"),
        [
            (State.NEW, State.CANCELLED),
            (State.SCHEDULED, State.CANCEL_REQUESTED),
            (State.SHIPPING_DELAYED, State.CANCELLED),
        ],
    )
    def test_what_a_buyers_request_leads_to(self, state: State, after: State) -> None:
        """Refunded at once before a date is set and once it has passed; else a request."""
        shop = noon_shop()

        assert shop.request_cancel(shop.place(state)) is after

    def test_a_reservation_item_waits_for_the_seller(self) -> None:
        """Buyer help 583: it is outside the instant cancellation."""
        shop = noon_shop()
        order_no = shop.place(State.NEW, reservation=True)

        assert shop.request_cancel(order_no) is State.CANCEL_REQUESTED

    def test_an_unpaid_order_does_nothing_else(self) -> None:
        """Until it is paid."""
        shop = noon_shop()
        order_no = shop.order(paid=False)
        with pytest.raises(NotPossible):
            shop.set_ship_date(order_no, date(2022, 8, 15))

        shop.pay(order_no)
        shop.set_ship_date(order_no, date(2022, 8, 15))

        assert shop.get(order_no).state is State.SCHEDULED

    def test_other_claims_are_kept_beside(self) -> None:
        """A return on a delivered order; nothing that was not shipped is returned."""
        shop = noon_shop()
        order_no = shop.place(State.DELIVERED)
        shop.open_claim(order_no, Claim.RETURN_REQUESTED, "サイズ")

        assert shop.get(order_no).claim is Claim.RETURN_REQUESTED
        with pytest.raises(NotPossible):
            shop.open_claim(shop.place(State.NEW), Claim.RETURN_REQUESTED)


class TestItsOwnClock:
    """Every shop has a clock of its own; every stamp and every automatic move follows it."""

    def test_a_planned_date_passes(self) -> None:
        """On the next day in Japan, and not a second before."""
        shop = noon_shop()
        order_no = shop.order()
        shop.set_ship_date(order_no, date(2022, 8, 12))
        shop.clock.set(datetime(2022, 8, 12, 23, 59, 59, tzinfo=JST))
        assert shop.get(order_no).state is State.SCHEDULED

        shop.clock.step(timedelta(seconds=1))

        assert shop.get(order_no).state is State.SHIPPING_DELAYED

    def test_to_the_next_due_moment(self) -> None:
        """The refund comes an hour after the approval; then nothing more."""
        shop = noon_shop()
        order_no = shop.place(State.CANCEL_REQUESTED)
        shop.approve(order_no)

        assert shop.run_to_next() == NOON + timedelta(hours=1)

        assert shop.get(order_no).state is State.CANCELLED
        assert shop.get(order_no).closed_at == NOON + timedelta(hours=1)
        with pytest.raises(NotPossible):
            shop.run_to_next()

    def test_a_duty_is_missed_at_midnight(self) -> None:
        """The truth knows it; Qoo10 says nothing of it."""
        shop = noon_shop()
        order_no = shop.place(State.AWAITING_SHIPMENT)

        shop.clock.set(datetime(2022, 8, 13, 0, 0, 0, tzinfo=JST))

        duty = shop.get(order_no).order.duty
        assert duty is not None
        assert duty.standing(shop.clock()) is DutyStanding.MISSED
        assert shop.truth(order_no)["duty"] == "missed"

    def test_it_never_goes_back(self) -> None:
        """Stamps would contradict each other."""
        with pytest.raises(Malformed, match="never goes back"):
            ShopClock(NOON).set(NOON - timedelta(seconds=1))

    def test_it_can_run(self) -> None:
        """As real time does, and be stopped."""
        clock = ShopClock(NOON, running=True)

        assert clock.running
        assert clock() <= clock()
        clock.run(running=False)
        assert clock() == clock()


class TestOneReadableFile:
    """A shop is written as one JSON document, and read back as it was."""

    @given(seed=st.integers(0, 10_000))
    def test_as_it_was(self, seed: int) -> None:
        """Whatever has happened in it."""
        shop = noon_shop()
        live(shop, seed, orders=6, days=2)
        text = json.dumps(shop.as_json())

        again = Shop("sample-key", clock=ShopClock(NOON + timedelta(days=9)))
        again.load(json.loads(text))

        assert again.as_json() == shop.as_json()
        assert [again.truth(e.order_no) for e in again.all()] == [
            shop.truth(e.order_no) for e in shop.all()
        ]

    @pytest.mark.parametrize("bad", [
        {}, {"format": 2}, [], None, {"format": 1, "orders": [{}], "messages": [], "now": "",
                                      "switches": {}, "next": 1}])  # fmt: skip
    def test_anything_else_changes_nothing(self, bad: object) -> None:
        """It is said what is wrong."""
        shop = noon_shop()
        shop.place(State.NEW)
        before = shop.as_json()

        with pytest.raises(Malformed):
            shop.load(bad)

        assert shop.as_json() == before


class TestRandomLives:
    """A seed decides what happens; whatever happens, the lists fit the state."""

    @given(seed=st.integers(0, 10_000))
    def test_the_same_seed_the_same_lives(self, seed: int) -> None:
        """To the letter."""
        one, two = noon_shop(), noon_shop()

        live(one, seed, orders=5, days=2)
        live(two, seed, orders=5, days=2)

        assert one.as_json() == two.as_json()

    @given(seed=st.integers(0, 10_000))
    def test_nothing_impossible_is_shown(self, seed: int) -> None:
        """No claim 1 on what was shipped, no shipping status on what was cancelled."""
        shop = noon_shop()
        live(shop, seed, orders=8, days=4)

        for entry in shop.all():
            if entry.state is State.CANCELLED:
                assert (entry.shipping, entry.claim) == (None, Claim.CANCELLED)
            if entry.shipped_at is not None:
                assert entry.claim is None
            if entry.order.refused_at is not None:
                assert entry.refusal is not None


class TestSwitches:
    """What nobody documents has an id and a switch."""

    @pytest.mark.parametrize(
        ("choice", "text", "enough"),
        [
            ("trimmed", " " * 5 + "あ" * 25, False),
            ("all", " " * 5 + "あ" * 25, True),
            ("units", "𠮷" * 15, True),
            ("all", "𠮷" * 15, False),
        ],
    )
    def test_how_the_form_counts(self, choice: str, text: str, enough: bool) -> None:
        """A-04."""
        shop = noon_shop()
        shop.choose("A-04", choice)

        assert (shop.count(text) >= 30) is enough

    def test_the_planned_day_itself(self) -> None:
        """A-05: it may have passed on the day already."""
        shop = noon_shop()
        order_no = shop.order()
        shop.set_ship_date(order_no, date(2022, 8, 13))
        shop.choose("A-05", "same-day")

        shop.clock.set(datetime(2022, 8, 13, tzinfo=JST))

        assert shop.get(order_no).state is State.SHIPPING_DELAYED

    def test_a_late_refusal(self) -> None:
        """A-12: a request that is open while its date passes is barred, or not."""
        for choice, barred in (("barred", True), ("allowed", False)):
            shop = noon_shop()
            shop.choose("A-12", choice)
            order_no = shop.place(State.CANCEL_REQUESTED)
            shop.clock.step(timedelta(days=5))
            assert shop.get(order_no).state is State.CANCEL_REQUESTED

            refuse: Callable[[], None] = lambda s=shop, o=order_no: s.refuse(o, ReasonKind.SHIPPED)  # type: ignore[misc]  # noqa: E731
            if barred:
                with pytest.raises(NotPossible) as caught:
                    refuse()
                assert caught.value.detail == "date-passed"
            else:
                refuse()

    @pytest.mark.parametrize("bad", [("A-99", "x"), ("A-03", "x"), (None, None)])
    def test_an_unknown_one(self, bad: tuple[str, str]) -> None:
        """It is said which there are."""
        with pytest.raises(Malformed):
            noon_shop().choose(*bad)
