"""The small parts: what is typed, what is shown, what is written for others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import RenderableType

from cli import claims
from qoo10_cancel import Evidence, Malformed, Order, decide, errors, from_json, to_json
from qoo10_cancel import cli as package
from qoo10_cancel.cli import details, endings, terminal, typed, words
from qoo10_cancel.cli.commands.looking_up import RuleCard, mermaid
from qoo10_cancel.cli.views.advice import lacking_panel
from qoo10_cancel.cli.views.findings import findings_panel, rule_card, rules_table
from qoo10_cancel.cli.views.intake import intake_panel
from qoo10_cancel.cli.views.life import actions_table, countdown, order_card, timeline
from qoo10_cancel.cli.views.tables import queue_table
from qoo10_cancel.desk import IngestReport
from qoo10_cancel.events import EVENTS
from qoo10_cancel.findings import Rule
from qoo10_cancel.machine.outlook import actions, queue
from qoo10_cancel.machine.table import TABLE
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.order import Duty, State
from qoo10_cancel.policy import Policy
from qoo10_cancel.reasons import ReasonKind
from qoo10_cancel.snapshot import Claim
from qoo10_cancel.testing import strategies
from qoo10_cancel.wording.advice import advise

HOUSE = Path(package.__file__).parent
MOMENTS = strategies.moments()
MIDNIGHT = claims.NOON + timedelta(hours=12)
ERRORS = [name for name in errors.__all__ if name != "shown"]
View = Callable[[Order, datetime, str], RenderableType]
VIEWS: st.SearchStrategy[View] = st.sampled_from(
    [
        lambda order, at, lang: queue_table(queue([order], at), at, lang),
        order_card,
        lambda order, at, lang: timeline(order, (), at, lang),
        lambda order, at, lang: actions_table(actions(order, at), lang),
    ]
)


class TestWords:
    """The terminal speaks four languages, each of them whole."""

    def test_equal_keys(self) -> None:
        """No word is missing in one language only."""
        claims.every_language_has_every_word()

    def test_every_word_said_is_known(self) -> None:
        """Every key that the source names has words."""
        from qoo10_cancel.cli.words.en import WORDS  # noqa: PLC0415

        for path in HOUSE.rglob("*.py"):
            for key in re.findall(r'\bsay\(\s*"([a-zA-Z_.]+)"', path.read_text()):
                assert key in WORDS, (path.name, key)
            for key in re.findall(
                r'\b(?:Misuse|NoStore|NotStored|Usage|Interrupted)\(\s*"([a-z_]+)"',
                path.read_text(),
            ):
                assert f"problem.{key}" in WORDS, (path.name, key)


class TestMoments:
    """A moment is Japan's unless it names another clock; nothing else is guessed."""

    def test_naive(self) -> None:
        """A moment without a clock is Japan's."""
        claims.a_moment_without_a_clock_is_japans()

    @given(MOMENTS)
    def test_what_is_written_is_read(self, moment: datetime) -> None:
        """An aware moment is read as it is."""
        assert typed.read_moment(moment.isoformat()) == moment

    @pytest.mark.parametrize("text", ["2022-02-30", "2022-13-01", "12.8.2022"])
    def test_no_such_day(self, text: str) -> None:
        """A day that no calendar has is malformed."""
        with pytest.raises(Malformed, match="is no date"):
            typed.read_day(text)

    def test_in_japan(self) -> None:
        """JST behind a moment says that it is Japan's."""
        assert typed.read_moment("2022-08-12 14:05 JST").isoformat() == "2022-08-12T14:05:00+09:00"

    @given(st.text(max_size=20))
    def test_anything_else_is_malformed(self, text: str) -> None:
        """No text makes anything but a moment or `Malformed`."""
        for read in (typed.read_moment, typed.read_day, typed.read_moment_or_day):
            with suppress(Malformed):
                assert isinstance(read(text), date)


class TestEvidence:
    """Evidence is typed by the names of its fields."""

    @given(strategies.evidences())
    def test_there_and_back(self, evidence: Evidence) -> None:
        """What is recorded can be typed."""
        fields = attrs.asdict(evidence, recurse=False)
        pairs = [f"{name}={_typed(value)}" for name, value in fields.items() if value is not None]

        assert details.evidence_of(pairs) == evidence

    @pytest.mark.parametrize("pair", ["carrier", "colour=red", "bundled=maybe", "sent_on=12/8"])
    def test_otherwise_malformed(self, pair: str) -> None:
        """An unknown name, or a value that does not fit, is malformed."""
        with pytest.raises(Malformed):
            details.evidence_of([pair])


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


class TestEvents:
    """Every event has a name, and takes only what is its own."""

    def test_each_has_a_name(self) -> None:
        """No event is out of reach."""
        assert set(details.EVENT_NAMES.values()) == set(EVENTS)

    @pytest.mark.parametrize("name", [*details.EVENT_NAMES, *(cls.__name__ for cls in EVENTS)])
    def test_by_either_name(self, name: str) -> None:
        """The short name and the name of the class make the same event."""
        given_ = details.Given(
            ship_date=date(2022, 8, 15) if name in {"set-ship-date", "ShipDateSet"} else None
        )

        event = details.event_of(name, claims.NOON, given_)

        assert event.at == claims.NOON

    def test_no_such_event(self) -> None:
        """A name that is none is answered with those that are."""
        with pytest.raises(Malformed, match=r"'refus' is no event; .* refuse, "):
            details.event_of("refus", claims.NOON, details.Given())

    def test_no_such_state(self) -> None:
        """A state that is none is answered with those that are."""
        with pytest.raises(Malformed, match=r"'paid' is no state; .* cancel_requested, "):
            details.state_of("paid")

    def test_a_plan_has_a_day(self) -> None:
        """A plan without its day is malformed."""
        with pytest.raises(Malformed, match="--ship-date"):
            details.event_of("set-ship-date", claims.NOON, details.Given())

    def test_foreign_details(self) -> None:
        """An option that the event does not take is pointed out, not ignored."""
        with pytest.raises(Malformed, match="approve takes no --reason"):
            details.event_of("approve", claims.NOON, details.Given(reason=ReasonKind.OTHER))


class TestWhatIsShown:
    """Nothing is obeyed, cut off or wider than the terminal."""

    def test_visible(self) -> None:
        """Controls are made visible."""
        claims.nothing_is_obeyed()

    def test_wrapped(self) -> None:
        """No character is lost at the edge."""
        claims.no_character_is_lost()

    def test_marks(self) -> None:
        """No line opens with a closing mark."""
        claims.no_line_opens_with_a_closing_mark()

    def test_words(self) -> None:
        """Lines end between Japanese words."""
        claims.no_japanese_word_is_broken()

    def test_carets(self) -> None:
        """Carets stand below what was found."""
        claims.carets_stand_below_their_place()

    def test_time_left(self) -> None:
        """The time left is rounded down."""
        claims.no_minute_is_given_away()

    @given(strategies.orders(), MOMENTS, claims.LANGS, st.sampled_from([60, 80, 120]), VIEWS)
    def test_any_order_at_any_moment(
        self, order: Order, at: datetime, lang: str, width: int, draw_view: View
    ) -> None:
        """Each view of each order fits the terminal and obeys nothing."""
        view = draw_view(order, at, lang)

        output = claims.printed(view, width)

        assert "\x1b" not in output
        assert "…" not in output
        assert all(cell_len(line) <= width for line in output.splitlines())

    @given(strategies.orders(), st.data(), claims.LANGS)
    def test_every_finding_is_told_whole(
        self, order: Order, data: st.DataObject, lang: str
    ) -> None:
        """Each sentence stands in the panel from end to end, with its code."""
        decision = decide(order, data.draw(strategies.events()))

        output = claims.printed(findings_panel(decision, lang), 72)

        solid = "".join(output.split())
        for found in (*getattr(decision, "violations", ()), *decision.warnings):
            assert found.rule.code in output
            assert "".join(found.message(lang).split()) in solid.replace(found.rule.code, "")

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_silence_is_said(self, lang: str) -> None:
        """Where no rule objects, that is an answer, too."""
        assert words.say("found.none", lang) in claims.printed(findings_panel((), lang))

    @pytest.mark.parametrize(
        ("duty", "standing"),
        [
            (Duty(claims.NOON, MIDNIGHT), "11:00 left"),
            (
                Duty(claims.NOON, MIDNIGHT, met_at=claims.NOON),
                "Marked as shipped on the day of the refusal",
            ),
            (Duty(claims.NOON, MIDNIGHT, missed=True), "Not marked as shipped"),
        ],
    )
    def test_how_the_duty_stands(self, duty: Duty, standing: str) -> None:
        """A duty that runs shows the time left; one that has ended shows how."""
        order = Order("1", State.AWAITING_SHIPMENT, refused_at=claims.NOON, duty=duty)

        shown = countdown(order, claims.NOON + timedelta(hours=1), "en")

        assert shown is not None
        assert standing.lower() in shown.plain.lower()

    def test_a_request_without_a_day(self) -> None:
        """Where the planned day is not known, no time is made up for a request."""
        shown = countdown(Order("1", State.CANCEL_REQUESTED), claims.NOON, "en")

        assert shown is not None
        assert shown.plain == words.say("count.request_open", "en")

    def test_nothing_fits(self) -> None:
        """Where no reason fits the record, none is recommended."""
        advice = advise(Order("1", State.CANCEL_REQUESTED), claims.NOON)

        output = claims.printed(lacking_panel(advice, ReasonKind.PREPARED, Evidence(), "en"))

        assert advice.best is None
        assert "--reason" not in output

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("cls", [getattr(errors, name) for name in ERRORS])
    def test_every_error_has_a_heading(
        self, cls: type[Exception], lang: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """An error of any class is said in the language, its own words or those of its base."""
        endings.failure(terminal.Terminal(lang=lang), cls.__name__, "why", 2)

        heading, _, rest = capsys.readouterr().err.partition("\n")
        assert heading.startswith(f"{words.say('error', lang)}: ")
        assert len(heading) > len(words.say("error", lang)) + 2
        assert rest == "why\n"

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_status_that_is_set_aside_has_a_word(self, lang: str) -> None:
        """Whatever an import sets aside, it can say what it is about."""
        aside = [claim for claim in Claim if not claim.name.startswith("CANCEL")]
        for status in (*(claim.name.lower() for claim in aside), "unpaid"):
            output = claims.printed(
                intake_panel(IngestReport(set_aside=(("1", status),)), (), lang)
            )

            assert "  1  " in output


class TestWhatIsWritten:
    """What others read is safe and whole."""

    def test_formulas(self) -> None:
        """No cell is a formula."""
        claims.no_cell_is_a_formula()

    def test_csv(self) -> None:
        """CSV is read back."""
        claims.csv_reads_back()

    @given(strategies.orders())
    def test_json_lines(self, order: Order) -> None:
        """An order is read back from its line, without loss."""
        assert from_json(json.loads(json.dumps(to_json(order, "en")))) == order

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_rules(self, lang: str) -> None:
        """Each rule is listed, and has a card of its own."""
        output = claims.printed(rules_table(lang))

        for rule in Rule:
            assert rule.code in output
            assert RuleCard.of(rule, lang).sentence
            assert rule.code in claims.printed(rule_card(rule, lang))

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_diagram(self, lang: str) -> None:
        """Each row that leads elsewhere is drawn, and no barred one."""
        drawn = mermaid(TABLE, lang)

        for row in TABLE:
            if row.target not in {None, row.source}:
                assert f"{row.source.value} --> {row.target.value}" in drawn
        assert "shipped --> cancel" not in drawn
        assert len([line for line in drawn.splitlines() if '" as ' in line]) == len(State)


def test_the_policy_is_shown_to_the_views() -> None:
    """A view goes by the policy it is given, not by the default one."""
    asked = Order("1", State.CANCEL_REQUESTED, date(2022, 8, 12))
    strict = Policy(planned_day=False)

    output = claims.printed(order_card(asked, claims.NOON, "en", strict))

    assert "no longer be refused" in output
