"""Ready texts: filled from records alone, and fit to be sent."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel.errors import Malformed
from qoo10_cancel.japan import JST
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.order import Evidence
from qoo10_cancel.parcels import CARRIERS
from qoo10_cancel.policy import Policy
from qoo10_cancel.reasons import ReasonKind
from qoo10_cancel.text import check_reason
from qoo10_cancel.wording import slots, templates
from qoo10_cancel.wording.places import PLACES, place_code
from qoo10_cancel.wording.slots import Facts
from qoo10_cancel.wording.templates import READY_TEXTS, ReadyText, recognise

READY = st.sampled_from(list(READY_TEXTS.values()))
NAMES = [name for carrier in CARRIERS.values() for name in carrier.names]
PARCELS = st.one_of(
    st.from_regex(r"[2-9][0-9]{3}-[0-9]{4}-[0-9]{4}", fullmatch=True),
    st.from_regex(r"E[A-Z][0-9]{9}(JP|KR|CN)", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{11}", fullmatch=True),
)
NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
MOMENTS = st.integers(-(10**6), 10**6).map(lambda minutes: NOON + timedelta(minutes=minutes))


@st.composite
def recorded_facts(draw: st.DrawFn) -> Facts:
    """Everything is on record, and all of it is plausible."""
    at = draw(MOMENTS)
    ordered = at - timedelta(days=draw(st.integers(0, 60)))
    moments = st.datetimes(ordered.replace(tzinfo=None), at.replace(tzinfo=None)).map(
        lambda naive: naive.replace(tzinfo=JST)
    )
    days = moments.map(lambda moment: moment.date())
    evidence = Evidence(
        carrier=draw(st.sampled_from(NAMES)),
        tracking_no=draw(PARCELS),
        handed_over_at=draw(moments),
        origin=draw(st.sampled_from([name for names in PLACES.values() for name in names])),
        prepared_at=draw(moments),
        pickup_on=at.date(),
        made_to_order=True,
        started_on=draw(days),
        processed_on=draw(days),
        contacted_on=draw(days),
        sent_on=draw(days),
        bundled=True,
        perishable=True,
    )
    return Facts(at, evidence, at.date(), ordered.date())


_OPEN = "商品は{shipped_on}に発送済みのため、キャンセルをお受けできません。"
whole_check = pytest.mark.skipif(
    not check_reason(_OPEN).violations, reason="the check of texts does not look for slots yet"
)


class TestEveryReadyTextIsFit:
    """A ready text filled from valid records is Japanese, long enough, and free of objections."""

    @given(READY, recorded_facts())
    def test_filled_it_passes(self, ready: ReadyText, facts: Facts) -> None:
        """No slot is open, and checking the text finds nothing at all."""
        filled = ready.fill(facts, Policy())

        assert filled.gaps == ()
        assert check_reason(filled.reason).findings == ()
        assert check_reason(filled.japanese).findings == (), "nor as a text for 其他"
        assert check_reason(filled.reason).canonical == filled.japanese
        assert "{" not in filled.japanese

    @given(READY, recorded_facts(), st.data())
    def test_an_open_slot_keeps_it_back(
        self, ready: ReadyText, facts: Facts, data: st.DataObject
    ) -> None:
        """Without one of its facts a text names that slot and cannot be used."""
        slot = data.draw(st.sampled_from(ready.slots))

        filled = ready.fill(_without(slot, facts), Policy())

        assert slot in [gap.slot for gap in filled.gaps]
        assert {gap.why for gap in filled.gaps} == {"missing"}
        assert not filled.usable
        assert f"{{{slot}}}" in filled.japanese

    @whole_check
    @given(READY, recorded_facts(), st.data())
    def test_an_open_slot_is_a_violation(
        self, ready: ReadyText, facts: Facts, data: st.DataObject
    ) -> None:
        """Whoever sends the text all the same is denied: a slot is left open."""
        slot = data.draw(st.sampled_from(ready.slots))

        filled = ready.fill(_without(slot, facts), Policy())

        assert [f.key for f in check_reason(filled.reason).violations] == ["QC-07.placeholder"]

    @whole_check
    @given(recorded_facts(), st.sampled_from(["4111111111111111", "5555-5555-5555-4444"]))
    def test_what_is_called_a_tracking_number_is_no_card(self, facts: Facts, card: str) -> None:
        """One in ten numbers of parcels passes the check digit of cards."""
        evidence = attrs.evolve(facts.evidence, tracking_no=card)

        filled = READY_TEXTS["OTHER_BUNDLED"].fill(
            attrs.evolve(facts, evidence=evidence), Policy()
        )

        assert filled.usable


def _without(slot: str, facts: Facts) -> Facts:
    if slot == "ship_on":
        return attrs.evolve(facts, ship_on=None)
    bare = attrs.evolve(facts.evidence, **{slots.FIELDS[slot]: None})
    return attrs.evolve(facts, evidence=bare)


class TestTheTextSaysTheRecords:
    """What stands in a text is what was recorded, in the reader's manner."""

    @given(READY, recorded_facts())
    def test_a_filled_text_is_recognised(self, ready: ReadyText, facts: Facts) -> None:
        """The Japanese alone gives back the ready text and its values."""
        filled = ready.fill(facts, Policy())

        again = recognise(filled.japanese)

        assert again is not None
        assert (again.ready, again.values) == (ready, filled.values)

    @given(READY, recorded_facts(), st.text(max_size=3), st.integers(0, 60))
    def test_a_changed_text_is_not(
        self, ready: ReadyText, facts: Facts, more: str, place: int
    ) -> None:
        """A text with anything added is the seller's own, unless it reads as another record."""
        text = ready.fill(facts, Policy()).japanese
        changed = text[:place] + more + text[place:]

        again = recognise(changed)

        assert again is None or again.japanese == changed

    @pytest.mark.parametrize(
        ("lang", "written"),
        [("ja", "8月2日"), ("zh-CN", "8月2日"), ("ko", "8월 2일"), ("en", "2 August")],
    )
    def test_dates_are_in_the_readers_manner(self, lang: str, written: str) -> None:
        """A day is said as the language says it, without zeros."""
        at = datetime(2022, 8, 2, 9, tzinfo=JST)
        filled = READY_TEXTS["OTHER_DIGITAL"].fill(
            Facts(at, Evidence(sent_on=date(2022, 8, 2))), Policy()
        )

        text = filled.gloss(lang)

        assert written in text

    def test_the_day_is_japans(self) -> None:
        """16:00 of the 11th in Greenwich is the 12th in Japan."""
        moment = datetime.fromisoformat("2022-08-11T16:00:00+00:00")
        at = datetime(2022, 8, 12, 12, tzinfo=JST)
        evidence = Evidence(
            carrier="佐川急便", tracking_no="1234-5678-9012", handed_over_at=moment
        )

        filled = READY_TEXTS["SHIPPED_TRACKED"].fill(Facts(at, evidence), Policy())

        assert filled.japanese.startswith("ご注文の商品は、8月12日に佐川急便で")

    @pytest.mark.parametrize("name", ["Sagawa", "佐 川急便", "山田運送"])
    def test_another_name_is_not_ours(self, name: str) -> None:
        """A text with any other name for the carrier was not filled here."""
        text = READY_TEXTS["SHIPPED_TRACKED"].fill(RECORDED, Policy()).japanese

        assert recognise(text) is not None
        assert recognise(text.replace("佐川急便", name)) is None

    def test_a_day_that_is_none(self) -> None:
        """A text with a 31st of February is no ready text of ours."""
        text = READY_TEXTS["OTHER_DIGITAL"].text("ja", {"sent_on": "02-28"})

        assert recognise(text) is not None
        assert recognise(text.replace("28日", "31日")) is None

    @pytest.mark.parametrize("key", list(READY_TEXTS))
    def test_slots_are_the_same_everywhere(self, key: str) -> None:
        """Each language has exactly the slots that the row lists."""
        ready = READY_TEXTS[key]

        found = {
            tuple(sorted(set(re.findall(r"{(\w+)}", ready.text(lang))))) for lang in LANGUAGES
        }

        assert found == {tuple(sorted(ready.slots))}

    def test_twelve(self) -> None:
        """There are twelve, for all four reasons."""
        assert len(READY_TEXTS) == 12
        assert {ready.kind for ready in READY_TEXTS.values()} == set(ReasonKind)


class TestOnlyRecordsFillSlots:
    """A record that cannot be true, or cannot be read by a buyer, leaves the slot open."""

    @given(
        recorded_facts(), st.text(st.characters(codec="utf-8", categories=["L", "P"]), min_size=1)
    )
    def test_a_carrier_off_the_list_is_reported(self, facts: Facts, name: str) -> None:
        """The buyer never reads a carrier's name that the list does not hold."""
        evidence = attrs.evolve(facts.evidence, carrier=f"山田運送{name[:50]}")

        filled = READY_TEXTS["SHIPPED_TRACKED"].fill(
            attrs.evolve(facts, evidence=evidence), Policy()
        )

        assert [(gap.slot, gap.why) for gap in filled.gaps] == [("carrier", "unlisted")]

    @given(recorded_facts(), st.text(st.sampled_from("ABC019-x _.<>あ"), max_size=40))
    def test_a_number_has_one_shape(self, facts: Facts, written: str) -> None:
        """Six to thirty capitals, digits and hyphens, with a digit; nothing is put right."""
        evidence = attrs.evolve(facts.evidence, tracking_no=written)

        read = slots.read_slot(
            "tracking_no", attrs.evolve(facts, evidence=evidence), ReasonKind.SHIPPED
        )

        fits = (
            set(written) <= set("ABC019-")
            and 6 <= len(written) <= 30
            and bool(set(written) & set("019"))
        )
        assert (read == written) == fits

    @given(recorded_facts(), st.integers(1, 400))
    def test_the_future_is_not_told_as_past(self, facts: Facts, minutes: int) -> None:
        """A parcel handed over later than now has not been handed over."""
        later = facts.at + timedelta(minutes=minutes)
        evidence = attrs.evolve(facts.evidence, handed_over_at=later)

        read = slots.read_slot(
            "shipped_on", attrs.evolve(facts, evidence=evidence), ReasonKind.SHIPPED
        )

        assert isinstance(read, slots.Gap)
        assert read.why == "still-to-come"

    @given(recorded_facts(), st.integers(1, 200), st.sampled_from(["started_on", "sent_on"]))
    def test_nothing_was_done_before_the_order(self, facts: Facts, days: int, field: str) -> None:
        """A day before the day of the order is a wrong record."""
        assert facts.ordered_on is not None
        early = facts.ordered_on - timedelta(days=days)
        slot = {"started_on": "production_started_on", "sent_on": "sent_on"}[field]
        evidence = attrs.evolve(facts.evidence, **{field: early})

        read = slots.read_slot(slot, attrs.evolve(facts, evidence=evidence), ReasonKind.OTHER)

        assert isinstance(read, slots.Gap)
        assert read.why == "before-the-order"

    @given(recorded_facts(), st.integers(-5, 5))
    def test_a_promise_is_for_today(self, facts: Facts, days: int) -> None:
        """Ready and fresh goods ship today; goods made to order may name a later day, warned."""
        moved = attrs.evolve(facts, ship_on=facts.at.date() + timedelta(days=days))

        ready = READY_TEXTS["READY_WAREHOUSE"].fill(moved, Policy())
        made = READY_TEXTS["CUSTOM_PROCESSED"].fill(moved, Policy())

        keys = [f.key for f in made.findings]
        assert ready.complete == (days == 0)
        assert made.complete == (days >= 0)
        assert ("QC-12.collides-with-same-day" in keys) == (days > 0)

    @given(recorded_facts(), st.integers(365, 3000))
    def test_no_day_is_a_year_away(self, facts: Facts, days: int) -> None:
        """A text names no year, so the day must be the nearest of its name."""
        old = facts.at.date() - timedelta(days=days)
        evidence = attrs.evolve(facts.evidence, sent_on=old)
        moved = attrs.evolve(facts, evidence=evidence, ordered_on=None)

        read = slots.read_slot("sent_on", moved, ReasonKind.OTHER)

        assert isinstance(read, slots.Gap)
        assert read.why == "a-year-away"

    def test_agreed_before_it_was_asked(self) -> None:
        """An agreement older than the cancel request is no answer to it."""
        at = datetime(2022, 8, 12, 12, tzinfo=JST)
        evidence = Evidence(contacted_on=date(2022, 8, 11))

        read = slots.read_slot(
            "contacted_on", Facts(at, evidence, asked_on=date(2022, 8, 12)), ReasonKind.OTHER
        )

        assert read == slots.Gap("contacted_on", "contacted_on", "before-the-request")

    def test_only_evidence_is_evidence(self) -> None:
        """Something else in its place is an error that shows no content."""
        with pytest.raises(Malformed, match="not dict"):
            Facts(NOON, {"carrier": "佐川急便"})  # type: ignore[arg-type]

    def test_no_place_means_two(self) -> None:
        """Every name of a place leads to its code."""
        names = [(name, code) for code, listed in PLACES.items() for name in listed]

        assert all(place_code(name) == code for name, code in names)

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("slot", list(slots.FIELDS))
    def test_every_gap_is_said(self, slot: str, lang: str) -> None:
        """Each slot can be named, with each thing that can be wrong, in each language."""
        wrongs = (
            "missing unlisted malformed still-to-come before-the-order before-the-request "
            "has-passed not-today a-year-away"
        )

        messages = [
            slots.Gap(slot, slots.FIELDS[slot], why).message(lang) for why in wrongs.split()
        ]

        assert len(set(messages)) == 9
        assert all(slots.FIELDS[slot] in message for message in messages)


RECORDED = Facts(
    NOON,
    Evidence(
        carrier="佐川急便",
        tracking_no="2234-5678-9012",
        handed_over_at=NOON,
        prepared_at=NOON,
        made_to_order=True,
        processed_on=NOON.date(),
        sent_on=NOON.date(),
    ),
    ship_on=NOON.date(),
    ordered_on=NOON.date(),
)
records, fit, says = TestOnlyRecordsFillSlots, TestEveryReadyTextIsFit, TestTheTextSaysTheRecords
BROKEN = {
    "takes any name for a carrier's": (
        (slots, "carrier_named", lambda _: CARRIERS["yamato"]),
        (records.test_a_carrier_off_the_list_is_reported, RECORDED, "山田"),
    ),
    "believes the future": (
        (slots, "_wrong_past", lambda *_: None),
        (records.test_the_future_is_not_told_as_past, RECORDED, 1),
    ),
    "believes in work before the order": (
        (slots, "_wrong_past", lambda *_: None),
        (records.test_nothing_was_done_before_the_order, RECORDED, 1, "sent_on"),
    ),
    "promises any day": (
        (slots, "_wrong_promise", lambda *_: None),
        (records.test_a_promise_is_for_today, RECORDED, 1),
    ),
    "denies custom work a later day": (
        (slots, "_wrong_promise", lambda day, seen, _: "no" if day > seen.at.date() else None),
        (records.test_a_promise_is_for_today, RECORDED, 1),
    ),
    "takes numbers of any length": (
        (slots, "_NUMBERS", re.compile(r"[A-Z0-9-]+")),
        (records.test_a_number_has_one_shape, RECORDED, "A1"),
    ),
    "shows the stored value": (
        (templates, "slot_text", lambda _slot, value, _lang: value),
        (says.test_dates_are_in_the_readers_manner, "en", "2 August"),
    ),
    "recognises what it likes": (
        (templates, "parse_slot", lambda _slot, _said: None),
        (says.test_a_filled_text_is_recognised, READY_TEXTS["OTHER_DIGITAL"], RECORDED),
    ),
    "drops what is missing": (
        (templates, "read_slot", lambda *_: "08-12"),
        (fit.test_an_open_slot_keeps_it_back, READY_TEXTS["OTHER_DIGITAL"], RECORDED, "first"),
    ),
}


class First:
    """Draws the first slot of a digital text."""

    def draw(self, _: object) -> str:
        """Return the only slot there is."""
        return "sent_on"


class TestBrokenFillings:
    """The tests above would notice a filling that goes wrong."""

    @pytest.mark.parametrize("name", BROKEN)
    def test_each_is_caught(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        """With the broken part in place, the claim it breaks does not hold; without, it does."""
        part, (claim, *given_values) = BROKEN[name]
        plain = claim.hypothesis.inner_test if hasattr(claim, "hypothesis") else claim
        values = [First() if value == "first" else value for value in given_values]
        plain(None, *values)

        monkeypatch.setattr(*part)

        with pytest.raises(AssertionError):
            plain(None, *values)
