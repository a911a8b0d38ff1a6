"""Readers that break a promise are caught: a suite that only ever passes proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings

import test_errors
from qoo10_cancel import snapshot
from qoo10_cancel.errors import Unreadable
from qoo10_cancel.readers import (
    _cells,
    _jqsm_tables,
    _lines,
    _reply,
    _rows,
    codes,
    joining,
    jqsm,
    problems,
    qapi,
    read_claims,
    reading,
)
from qoo10_cancel.readers._cells import cell_text
from readers import test_join, test_jqsm, test_qapi

Patch = Callable[[pytest.MonkeyPatch], None]


def guesses_unknown_codes(patch: pytest.MonkeyPatch) -> None:
    """A code that nobody lists becomes the nearest one."""

    def guess(table: Any, code: str, _key: str) -> Any:
        return table.get(code, next(iter(table.values())))

    patch.setattr(codes, "_listed", guess)


def reads_the_label(patch: pytest.MonkeyPatch) -> None:
    """`Delivered(3)` is taken for delivered."""
    labels = {"Seller confirm": "3", "On delivery": "4", "Delivered": "5"}
    number = codes._number_of
    patch.setattr(codes, "_number_of", lambda text: labels.get(text[:-3]) or number(text))


def takes_other_claims_for_unknown_words(patch: pytest.MonkeyPatch) -> None:
    """A row about a return makes the export incomplete."""
    patch.setattr(codes, "OTHER_CLAIM_WORDS", frozenset())


def forgets_what_it_set_aside(patch: pytest.MonkeyPatch) -> None:
    """An order that is in the list under another word is missing from it."""
    listed = property(lambda self: {snapshot.order_no for snapshot in self.snapshots})
    patch.setattr(reading.Reading, "listed", listed)


def drops_bad_rows(patch: pytest.MonkeyPatch) -> None:
    """What cannot be read is not mentioned."""
    patch.setattr(reading.RowCollector, "_keep", lambda _self, _problem: None)


def stops_at_the_first_bad_row(patch: pytest.MonkeyPatch) -> None:
    """One bad row costs the file."""

    def refuse(_self: object, problem: Unreadable) -> None:
        raise problem

    patch.setattr(reading.RowCollector, "_keep", refuse)


def any_bad_cell_costs_the_row(patch: pytest.MonkeyPatch) -> None:
    """A buyer's message of two lines hides the request."""
    patch.setattr(_rows, "DECIDING", tuple(_rows._PARSERS))


def no_bad_cell_costs_the_row(patch: pytest.MonkeyPatch) -> None:
    """A row of an unknown status is read without it."""
    patch.setattr(_rows, "DECIDING", ())


def drops_texts_that_are_no_line(patch: pytest.MonkeyPatch) -> None:
    """What is left of a text after folding is thrown away."""
    init = _cells.BadCell.__init__
    patch.setattr(
        _cells.BadCell,
        "__init__",
        lambda self, key, _kept=None, **params: init(self, key, **params),
    )


def rows_that_differ_cost_each_other(patch: pytest.MonkeyPatch) -> None:
    """Two rows that differ in the carrier lose the order."""
    patch.setattr(reading, "_agreed", lambda rows: rows[0] if len(rows) == 1 else None)


def keeps_personal_columns(patch: pytest.MonkeyPatch) -> None:
    """Every column that is not known is kept."""
    patch.setattr(_rows, "is_personal", lambda _column, _value: False)


def shows_whole_values(patch: pytest.MonkeyPatch) -> None:
    """An error repeats what stood in the cell."""
    patch.setattr(problems, "escaped", str)


def blames_a_spreadsheet_for_everything(patch: pytest.MonkeyPatch) -> None:
    """Who reads a reply is told to export a file."""
    patch.setattr(_rows, "_IN_REPLIES", {"lost-digits": "lost-digits-in-file"})


def takes_any_date_for_rewritten(patch: pytest.MonkeyPatch) -> None:
    """Whatever is no date was written by a spreadsheet."""
    patch.setattr(_rows, "_IN_FILES", {"not-a-date": "rewritten-date"})


def names_the_type_alone(patch: pytest.MonkeyPatch) -> None:
    """Of a number it is said that it was one."""
    patch.setattr(problems, "escaped", lambda value: f"({type(value).__name__})")


def takes_the_last_of_two_keys(patch: pytest.MonkeyPatch) -> None:
    """Of a key that stands twice the later is believed."""
    patch.setattr(_reply, "_object", dict)


def takes_no_answer_for_an_empty_list(patch: pytest.MonkeyPatch) -> None:
    """A reply without rows has none."""
    patch.setattr(_reply, "rows_of", lambda reply, _location: reply.get("ResultObject") or [])
    patch.setattr(qapi, "rows_of", _reply.rows_of)


def writes_out_any_number(patch: pytest.MonkeyPatch) -> None:
    """A number of any length is shown as it is."""
    patch.setattr(problems, "escaped", str)
    patch.setattr(_cells, "_MOST_BITS", 10**9)


def knows_commas_alone(patch: pytest.MonkeyPatch) -> None:
    """A file with semicolons is just another file."""
    patch.setattr(jqsm, "_OTHER_DELIMITERS", {})


def takes_silence_for_the_end(patch: pytest.MonkeyPatch) -> None:
    """A pipe that has nothing yet has ended."""
    patch.setattr(_lines, "_bytes", lambda read, most: read(most) or b"")


def takes_dates_for_utc(patch: pytest.MonkeyPatch) -> None:
    """A date without an offset is taken for UTC."""
    patch.setattr(_cells, "JST", timezone(timedelta(0)))
    fresh = lru_cache(_cells.moment_or_day.__wrapped__)
    patch.setattr(_cells, "moment_or_day", fresh)
    patched = {**_rows._PARSERS, "requested_at": fresh, "closed_at": fresh}
    patch.setattr(_rows, "_PARSERS", patched)


def guesses_rewritten_dates(patch: pytest.MonkeyPatch) -> None:
    """8/15/2022 is helpfully understood."""
    ours = _cells.planned_day

    def guess(text: str) -> Any:
        try:
            return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007
        except ValueError:
            return ours(text)

    patch.setattr(_rows, "_PARSERS", {**_rows._PARSERS, "ship_date": guess})


def minds_the_case_of_keys(patch: pytest.MonkeyPatch) -> None:
    """`paymentDate` is not `PaymentDate`."""
    patch.setattr(_rows, "fold", str.swapcase)


def takes_the_last_of_two_rows(patch: pytest.MonkeyPatch) -> None:
    """Of two rows that contradict each other the later is believed."""
    patch.setattr(reading, "_agreed", lambda rows: rows[-1])


def loses_what_a_quote_swallows(patch: pytest.MonkeyPatch) -> None:
    """Lines taken for a broken row are not given back."""
    row = _lines.Lines._row
    patch.setattr(_lines.Lines, "_row", lambda self, *given: (row(self, *given)[0], []))


def takes_rows_for_the_text_of_a_cell(patch: pytest.MonkeyPatch) -> None:
    """Whatever stands between two quotes is one cell."""
    patch.setattr(_lines, "_of_one_order", lambda row, *_given: row)


def refuses_cells_of_several_lines(patch: pytest.MonkeyPatch) -> None:
    """A line of a message is taken for a row."""
    patch.setattr(_lines, "_order_by_itself", lambda text, *_given: text)


def reads_whole_lines(patch: pytest.MonkeyPatch) -> None:
    """A line is held in memory however long it is."""
    patch.setattr(_lines, "LONGEST_LINE", 10**9)


def loses_count_of_blank_lines(patch: pytest.MonkeyPatch) -> None:
    """Lines are numbered without those that are blank."""
    skip = _lines.Lines._skip_blank

    def uncounted(self: Any, most: int) -> bytes:
        no = self._no
        raw = skip(self, most)
        self._no = no
        return raw

    patch.setattr(_lines.Lines, "_skip_blank", uncounted)


def believes_any_delay(patch: pytest.MonkeyPatch) -> None:
    """A delayed row is scheduled whatever its date."""
    patch.setattr(_jqsm_tables, "day_of", lambda _moment: date(2999, 1, 1))


def judges_the_planned_day(patch: pytest.MonkeyPatch) -> None:
    """An order is not yet delayed on its planned day, the reader thinks."""
    day_of = _jqsm_tables.day_of
    patch.setattr(_jqsm_tables, "day_of", lambda at: day_of(at) - timedelta(days=1))


def trusts_a_file_saved_again(patch: pytest.MonkeyPatch) -> None:
    """Tracking numbers are read from a file that may have lost their zeros."""
    patch.setattr(jqsm, "_trusted", lambda outcome, _encoding: outcome)


def computes_with_numbers(patch: pytest.MonkeyPatch) -> None:
    """Numbers are computed with: 698016773.0 is an order number."""

    def text(value: object) -> str:
        return str(int(value)) if isinstance(value, float) else cell_text(value)

    patch.setattr(_rows, "cell_text", text)


def takes_every_list_for_complete(patch: pytest.MonkeyPatch) -> None:
    """An order that is missing from any list is taken to have no claim."""
    init = _rows.RowReader.__init__

    def complete(self: Any, *given: Any, **_flags: bool) -> None:
        init(self, *given, complete=True)

    patch.setattr(_rows.RowReader, "__init__", complete)


def is_complete_despite_problems(patch: pytest.MonkeyPatch) -> None:
    """A list with an unreadable row is taken for complete."""
    ours = reading.RowCollector.reading

    def complete(self: Any, reader: Any) -> Any:
        return attrs.evolve(ours(self, reader), claims_seen=reader.complete)

    patch.setattr(reading.RowCollector, "reading", complete)


def forgets_absences(patch: pytest.MonkeyPatch) -> None:
    """A complete list says nothing of the orders that are not in it."""
    patch.setattr(joining, "_add_absences", lambda *_: None)


def silence_erases(patch: pytest.MonkeyPatch) -> None:
    """A source without a column erases what another said."""
    patch.setattr(snapshot, "_chosen", lambda _old, new, **_: new)


def the_last_given_wins(patch: pytest.MonkeyPatch) -> None:
    """Of two snapshots of one moment the one given last is believed."""
    ours = snapshot._chosen
    patch.setattr(snapshot, "_chosen", lambda old, new, **_: ours(old, new, at_once=False))


def claims_never_end(patch: pytest.MonkeyPatch) -> None:
    """A claim that is shown no longer stays."""
    patch.setattr(snapshot, "_ended", lambda _newer: frozenset[str]())


def loses_its_place_on_the_way(patch: pytest.MonkeyPatch) -> None:
    """A problem that is sent to another process is made of its sentence alone."""
    patch.setattr(Unreadable, "__reduce__", lambda self: (type(self), self.args[:1]))


JQSM, QAPI, JOIN = test_jqsm, test_qapi, test_join

CAUGHT: list[tuple[Patch, Callable[..., None], tuple[Any, ...]]] = [
    (
        takes_other_claims_for_unknown_words,
        JQSM.TestWordsOfTheBoard().test_what_is_no_cancellation_is_set_aside_by_name,
        ("撤回申请",),
    ),
    (
        forgets_what_it_set_aside,
        JQSM.TestWordsOfTheBoard().test_an_order_set_aside_is_not_missing,
        (),
    ),
    (
        any_bad_cell_costs_the_row,
        QAPI.TestNothingIsGuessed().test_no_free_text_costs_a_request,
        (),
    ),
    (
        no_bad_cell_costs_the_row,
        QAPI.TestNothingIsGuessed().test_a_bad_cell_that_decides,
        ("claimStatus", "7", "unknown-claim-status"),
    ),
    (
        drops_texts_that_are_no_line,
        QAPI.TestNothingIsGuessed().test_a_buyers_text_is_folded_or_cut,
        ("a\x00b", "text-folded", "a b"),
    ),
    (
        rows_that_differ_cost_each_other,
        JQSM.TestTheSameOrderTwice().test_what_does_not_decide_costs_only_itself,
        (),
    ),
    (
        takes_no_answer_for_an_empty_list,
        QAPI.TestFailedCalls().test_what_is_no_answer_is_never_an_empty_list,
        (read_claims, {"ResultCode": 0, "ResultMsg": "SUCCESS"}, "no-result-object"),
    ),
    (
        guesses_unknown_codes,
        JQSM.TestNothingIsGuessed().test_a_bad_cell_that_decides,
        ("shipping", "配送保留", "unknown-shipping-status"),
    ),
    (guesses_unknown_codes, QAPI.TestNothingIsGuessed().test_claims_that_nobody_lists, (7,)),
    (
        reads_the_label,
        QAPI.TestRowsComeBackAsSent().test_the_number_counts_and_not_the_label,
        (),
    ),
    (drops_bad_rows, JQSM.TestGoodRowsComeThrough().test_between_broken_lines, ()),
    (stops_at_the_first_bad_row, JQSM.TestGoodRowsComeThrough().test_between_broken_lines, ()),
    (
        keeps_personal_columns,
        JQSM.TestNothingPersonalIsKept().test_personal_columns_are_left_out,
        (),
    ),
    (
        keeps_personal_columns,
        QAPI.TestNothingPersonalIsKept().test_personal_columns_are_left_out,
        (),
    ),
    (
        shows_whole_values,
        JQSM.TestNothingPersonalIsKept().test_values_that_look_personal_are_left_out,
        ("+81-00-0000-0000",),
    ),
    (
        blames_a_spreadsheet_for_everything,
        QAPI.TestNothingIsGuessed().test_a_bad_cell_that_does_not_decide,
        ("v3", "TrackingNo", "1.23457E+11", "lost-digits"),
    ),
    (
        takes_any_date_for_rewritten,
        JQSM.TestNothingIsGuessed().test_no_spreadsheet_is_blamed_for_what_none_writes,
        ("2022-08-12T10:00:00",),
    ),
    (
        takes_the_last_of_two_keys,
        QAPI.TestNothingIsGuessed().test_a_key_that_stands_twice,
        (),
    ),
    (
        writes_out_any_number,
        QAPI.TestAnyJson().test_objects_that_no_json_holds,
        (),
    ),
    (
        knows_commas_alone,
        JQSM.TestOtherFilesAreNamed().test_it_is_said_what_it_is,
        ("配送状態;注文番号;発送予定日\r\n".encode(), "semicolons"),
    ),
    (
        takes_silence_for_the_end,
        JQSM.TestOtherFilesAreNamed().test_a_pipe_that_has_nothing_yet_is_not_at_its_end,
        (),
    ),
    (names_the_type_alone, QAPI.TestNothingIsGuessed().test_the_value_is_named, (9, "9")),
    (takes_dates_for_utc, QAPI.TestRowsComeBackAsSent().test_dates_are_japanese, ()),
    (
        guesses_rewritten_dates,
        JQSM.TestNothingIsGuessed().test_a_bad_cell_that_does_not_decide,
        ("ship_date", "8/15/2022", "rewritten-date"),
    ),
    (minds_the_case_of_keys, QAPI.TestRowsComeBackAsSent().test_every_shape, ()),
    (
        takes_the_last_of_two_rows,
        JQSM.TestTheSameOrderTwice().test_a_contradiction_is_named_on_both_lines,
        (),
    ),
    (loses_what_a_quote_swallows, JQSM.TestGoodRowsComeThrough().test_between_broken_lines, ()),
    (
        takes_rows_for_the_text_of_a_cell,
        JQSM.TestGoodRowsComeThrough().test_a_quote_that_a_later_one_closes,
        (),
    ),
    (
        takes_rows_for_the_text_of_a_cell,
        JQSM.TestGoodRowsComeThrough().test_no_order_is_lost_to_what_is_not_read,
        (),
    ),
    (
        refuses_cells_of_several_lines,
        JQSM.TestGoodRowsComeThrough().test_a_message_of_several_lines,
        (),
    ),
    (reads_whole_lines, JQSM.TestGoodRowsComeThrough().test_an_endless_line, ()),
    (
        loses_count_of_blank_lines,
        JQSM.TestGoodRowsComeThrough().test_blank_lines_count_as_lines,
        (),
    ),
    (
        believes_any_delay,
        JQSM.TestDelayHasNoCode().test_a_date_that_lies_ahead_is_a_problem,
        (),
    ),
    (
        judges_the_planned_day,
        JQSM.TestDelayHasNoCode().test_the_planned_day_itself_is_not_judged,
        (),
    ),
    (
        trusts_a_file_saved_again,
        JQSM.TestOtherFilesAreNamed().test_a_file_that_was_saved_again,
        ("ja", "cp932"),
    ),
    (
        computes_with_numbers,
        QAPI.TestNothingIsGuessed().test_a_bad_cell_that_decides,
        ("OrderNo", 698016773.0, "decimal"),
    ),
    (takes_every_list_for_complete, QAPI.TestCompleteness().test_it_has_to_be_said, (False,)),
    (is_complete_despite_problems, QAPI.TestCompleteness().test_a_row_that_is_lost_ends_it, ()),
    (
        forgets_absences,
        JOIN.TestReadings().test_missing_from_a_complete_list_says_something,
        (),
    ),
    (silence_erases, JOIN.TestJoining().test_silence_erases_nothing, ()),
    (the_last_given_wins, JOIN.TestJoining().test_two_may_change_places, ()),
    (
        claims_never_end,
        JOIN.TestJoining().test_no_claim_where_one_would_be_shown_ends_the_claim,
        (),
    ),
    (
        loses_its_place_on_the_way,
        test_errors.TestErrorsTravel().test_a_reading_with_problems_arrives,
        (),
    ),
]


QUICKLY = settings(
    max_examples=1000,  # ends with the first find
    phases=[Phase.generate],  # that it fails is enough; what the smallest case is, is not asked
    database=None,
    suppress_health_check=list(HealthCheck),
    deadline=None,
)


def hurry(test: Callable[..., None], patch: pytest.MonkeyPatch) -> None:
    """Let a property fail without searching for its smallest case, which takes long."""
    # Settings cannot be changed from outside once a test is decorated.
    property_test = getattr(test, "__func__", test)
    if hasattr(property_test, "hypothesis"):
        patch.setattr(property_test, "_hypothesis_internal_use_settings", QUICKLY)


@pytest.mark.parametrize(
    ("broken", "test", "given"), CAUGHT, ids=[case[0].__name__ for case in CAUGHT]
)
class TestBrokenReadersAreCaught:
    """Each broken promise has a test that notices."""

    def test_broken_ones_do_not(
        self,
        broken: Patch,
        test: Callable[..., None],
        given: tuple[Any, ...],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The test that passes elsewhere fails once the promise is broken."""
        hurry(test, monkeypatch)
        broken(monkeypatch)

        with pytest.raises(
            (
                AssertionError,
                Unreadable,
                ValueError,
                TypeError,
                ExceptionGroup,
                pytest.fail.Exception,
            )
        ):
            test(*given)
