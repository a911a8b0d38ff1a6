"""Several sources about one order say together what is known of it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import JST, Malformed, Purchase
from qoo10_cancel.readers import Reading, join
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot, joined
from readers.written import NOON, lines

ONE = Snapshot("698016773", NOON)
LATER = NOON + timedelta(minutes=5)
HOUR = timedelta(hours=1)


def snapshots(order_no: str = "698016773", minutes: int = 3) -> st.SearchStrategy[Snapshot]:
    """Anything that a source may say about one order, within a few *minutes*."""
    moment = st.integers(0, 3 * 1440).map(
        lambda minute: datetime(2022, 8, 12, tzinfo=JST) + timedelta(minutes=minute)
    )
    day = st.dates(date(2022, 8, 12), date(2022, 8, 14))
    when = st.none() | moment | day
    return st.builds(
        Snapshot,
        st.just(order_no),
        st.integers(0, minutes).map(lambda minute: NOON + timedelta(minutes=minute)),
        shipping=st.none() | st.sampled_from(Shipping),
        claim=st.none() | st.sampled_from([Claim(1), Claim(2), Claim(3)]),
        claims_seen=st.booleans(),
        shipping_seen=st.booleans(),
        ship_date=st.none() | day,
        purchase=st.builds(
            Purchase,
            cart_no=st.none() | st.sampled_from(["1", "2"]),
            paid_at=st.none() | moment,
            reservation=st.none() | st.booleans(),
        ),
        requested_at=when,
        request_reason=lines(),
        closed_at=when,
        shipped_at=when,
        carrier=st.none() | lines(),
        unknown_columns=st.dictionaries(st.sampled_from("ab"), st.sampled_from("xy")),
    )


def everything_in(snapshot: Snapshot) -> dict[str, object]:
    """Show everything, with what is set aside, which equality leaves out."""
    return attrs.asdict(snapshot)


class TestJoining:
    """What is known of an order does not depend on who was asked first."""

    def test_a_known_order_that_is_nowhere(self) -> None:
        """A complete list tells that it is not there; another list tells nothing."""
        claims = Reading((), seen_at=NOON, claims_seen=True)
        aside = attrs.evolve(claims, set_aside=(("1", "환불"),))

        assert join(claims, known=["1"]) == (Snapshot("1", NOON, claims_seen=True),)
        assert join(attrs.evolve(claims, claims_seen=False), known=["1"]) == ()
        assert join(aside, known=["1"]) == ()

    @given(data=st.data(), many=st.lists(snapshots(), min_size=1, max_size=5))
    def test_the_order_of_the_snapshots_does_not_matter(
        self, data: st.DataObject, many: list[Snapshot]
    ) -> None:
        """Given in any order, they say the same."""
        shuffled = data.draw(st.permutations(many))

        assert everything_in(joined(shuffled)) == everything_in(joined(many))

    @given(one=snapshots(), other=snapshots())
    def test_two_may_change_places(self, one: Snapshot, other: Snapshot) -> None:
        """`a.joined(b)` is `b.joined(a)`, also for what is set aside."""
        assert everything_in(one.joined(other)) == everything_in(other.joined(one))

    @given(many=st.tuples(*[snapshots(minutes=0)] * 3))
    def test_of_one_moment_they_may_be_grouped_as_one_likes(
        self, many: tuple[Snapshot, Snapshot, Snapshot]
    ) -> None:
        """`(a + b) + c` is `a + (b + c)`."""
        a, b, c = many

        assert everything_in(a.joined(b).joined(c)) == everything_in(a.joined(b.joined(c)))

    @given(many=st.lists(snapshots(), min_size=1, max_size=5))
    def test_one_after_the_other_is_all_at_once(self, many: list[Snapshot]) -> None:
        """Told in the order of time, each joins what was known before."""
        dated = [attrs.evolve(one, seen_at=NOON + timedelta(no)) for no, one in enumerate(many)]
        known = dated[0]
        for later in dated[1:]:
            known = known.joined(later)

        assert everything_in(known) == everything_in(joined(dated))

    @given(one=snapshots())
    def test_twice_the_same_says_nothing_new(self, one: Snapshot) -> None:
        """Nor does it alone."""
        assert (
            everything_in(joined([one, one])) == everything_in(joined([one])) == everything_in(one)
        )

    @given(one=snapshots())
    def test_silence_erases_nothing(self, one: Snapshot) -> None:
        """A source without a column leaves what another said."""
        silent = Snapshot(one.order_no, LATER)

        # When each list was looked at is kept beside the moment of both.
        claims_at, shipping_at = one.claims_looked_at, one.shipping_looked_at
        looked = {"claims_at": claims_at, "shipping_at": shipping_at}
        later = attrs.evolve(one, seen_at=LATER, **looked)
        assert everything_in(one.joined(silent)) == everything_in(later)

    @given(one=snapshots(), other=snapshots())
    def test_the_later_wins(self, one: Snapshot, other: Snapshot) -> None:
        """Where both say something."""
        later = attrs.evolve(other, seen_at=LATER)

        both = one.joined(later)

        assert both.seen_at == LATER
        for name in ("shipping", "claim", "ship_date", "carrier"):
            new = getattr(later, name)
            assert not new or getattr(both, name) == new

    def test_a_day_does_not_replace_its_own_moment(self) -> None:
        """A file knows the day where the poll before knew the minute; another day does."""
        exact = attrs.evolve(ONE, shipped_at=datetime(2022, 8, 12, 9, 30, tzinfo=JST))

        same = exact.joined(Snapshot(ONE.order_no, LATER, shipped_at=date(2022, 8, 12)))
        other = exact.joined(Snapshot(ONE.order_no, LATER, shipped_at=date(2022, 8, 13)))

        assert same.shipped_at == exact.shipped_at
        assert other.shipped_at == date(2022, 8, 13)

    def test_no_claim_where_one_would_be_shown_ends_the_claim(self) -> None:
        """With its date and its reason."""
        asked = attrs.evolve(ONE, claim=Claim(1), requested_at=NOON, request_reason="x")

        ended = asked.joined(Snapshot(ONE.order_no, LATER, claims_seen=True))

        assert (ended.claim, ended.requested_at, ended.request_reason) == (None, None, "")

    def test_an_older_claim_is_not_revived(self) -> None:
        """The poll that shows none came after it, whichever was read first."""
        none = Snapshot(ONE.order_no, LATER, claims_seen=True)

        assert none.joined(attrs.evolve(ONE, claim=Claim(1))).claim is None

    def test_an_order_that_is_listed_no_longer(self) -> None:
        """It has no shipping status any more."""
        listed = attrs.evolve(ONE, shipping=Shipping.SCHEDULED)

        gone = listed.joined(Snapshot(ONE.order_no, LATER, shipping_seen=True))

        assert (gone.shipping, gone.shipping_seen) == (None, True)

    def test_of_one_moment_the_one_further_along_wins(self) -> None:
        """An order was seen at 3 and at 4 in one poll."""
        three = attrs.evolve(ONE, shipping=Shipping.SCHEDULED, claims_seen=True)
        four = attrs.evolve(ONE, shipping=Shipping.SHIPPED, claim=Claim(1))

        both = three.joined(four)

        assert (both.shipping, both.claim) == (Shipping.SHIPPED, Claim(1))

    def test_different_orders_are_not_joined(self) -> None:
        """Nor is nothing."""
        with pytest.raises(Malformed, match="'1', '698016773'"):
            ONE.joined(Snapshot("1", NOON))
        with pytest.raises(Malformed, match="none"):
            joined([])

    def test_of_many_orders_two_are_named(self) -> None:
        """So that the message stays short."""
        with pytest.raises(Malformed, match=re.escape("of ['1', '2']")):
            joined(Snapshot(order_no, NOON) for order_no in "321")


class TestSnapshots:
    """A snapshot holds what Qoo10 lists, and nothing else."""

    @pytest.mark.parametrize(
        "wrong",
        [{"shipping": 3}, {"claim": Shipping.NEW}, {"ship_date": NOON}, {"carrier": "a\nb"}],
    )
    def test_other_values_are_malformed(self, wrong: dict[str, Any]) -> None:
        """The message names the field."""
        with pytest.raises(Malformed, match=next(iter(wrong))):
            Snapshot("698016773", NOON, **wrong)

    def test_the_codes_are_those_of_qapi(self) -> None:
        """A file of snapshots holds them, so none changes."""
        assert [shipping.value for shipping in Shipping] == [1, 2, 3, 4, 5]
        assert [claim.value for claim in Claim] == [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]

    def test_unknown_columns_are_set_aside(self) -> None:
        """They make no difference, and do not fill a log."""
        other = attrs.evolve(ONE, unknown_columns={"備考": "x"})

        assert (other, repr(other)) == (ONE, repr(ONE))

    def test_a_list_is_looked_at_if_it_shows_or_would_show_it(self) -> None:
        """At a moment of its own, else when all was seen."""
        silent = Snapshot("1", NOON)
        complete = attrs.evolve(silent, claims_seen=True, shipping_seen=True)
        shown = Snapshot("1", NOON, Shipping.NEW, Claim.CANCELLED)
        apart = attrs.evolve(shown, claims_at=NOON - HOUR, shipping_at=NOON - 2 * HOUR)

        assert (silent.claims_looked_at, silent.shipping_looked_at) == (None, None)
        assert complete.claims_looked_at == complete.shipping_looked_at == NOON
        assert shown.claims_looked_at == shown.shipping_looked_at == NOON
        assert (apart.claims_looked_at, apart.shipping_looked_at) == (NOON - HOUR, NOON - 2 * HOUR)

    def test_between_which_moments_it_looked(self) -> None:
        """From the first list to the last."""
        once = Snapshot("1", NOON)
        before = attrs.evolve(once, claims_at=NOON - HOUR, shipping_at=NOON - 2 * HOUR)
        claims_first = attrs.evolve(before, shipping_at=None)

        assert once.looked_between == (NOON, NOON)
        assert before.looked_between == (NOON - 2 * HOUR, NOON)
        assert claims_first.looked_between == (NOON - HOUR, NOON)


class TestReadings:
    """Readings are joined by order number."""

    @given(data=st.data())
    def test_the_order_of_the_readings_does_not_matter(self, data: st.DataObject) -> None:
        """Also where lists are complete."""
        reading = st.builds(
            Reading,
            st.lists(
                st.sampled_from("123").flatmap(snapshots),
                max_size=3,
                unique_by=lambda snapshot: snapshot.order_no,
            ).map(tuple),
            seen_at=st.sampled_from([NOON, LATER]),
            claims_seen=st.booleans(),
            shipping_seen=st.booleans(),
        )
        readings = data.draw(st.lists(reading, max_size=4))

        found = join(data.draw(st.permutations(readings)))

        assert list(map(everything_in, found)) == list(map(everything_in, join(readings)))
        assert [int(snapshot.order_no) for snapshot in found] == sorted(
            {int(one.order_no) for reading in readings for one in reading.snapshots}
        )

    def test_one_reading_may_be_given_alone(self) -> None:
        """As it comes from a reader."""
        reading = Reading((ONE,), seen_at=NOON)

        assert join(reading) == join([reading]) == (ONE,)

    @pytest.mark.parametrize("junk", [None, 5, ONE, [ONE], "x", {"a": 1}])
    def test_nothing_else_is_joined(self, junk: Any) -> None:
        """Snapshots have a method of that name."""
        with pytest.raises(Malformed, match="reading"):
            join(junk)

    def test_missing_from_a_complete_list_says_something(self) -> None:
        """From a complete claim list: no claim. From one that is not: nothing."""
        listed = Reading((attrs.evolve(ONE, shipping=Shipping.SCHEDULED),), seen_at=NOON)

        [known] = join([listed, Reading((), seen_at=NOON, claims_seen=True)])
        [unknown] = join([listed, Reading((), seen_at=NOON)])

        assert (known.claims_seen, unknown.claims_seen) == (True, False)

    def test_a_cancel_that_was_withdrawn_between_two_polls(self) -> None:
        """The later complete list has no claim of the order."""
        before = Reading((attrs.evolve(ONE, claim=Claim(1)),), seen_at=NOON, claims_seen=True)
        after = Reading((), seen_at=LATER, claims_seen=True)

        [snapshot] = join([after, before])

        assert (snapshot.claim, snapshot.claims_seen) == (None, True)
