"""J·QSM's files are read as they stand, and what cannot be read is named."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel import Malformed
from qoo10_cancel.errors import Unreadable
from qoo10_cancel.readers import Problem, Reading, _lines, join, read_jqsm_csv
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot
from readers.written import (
    CLAIM_WORDS,
    COLUMNS,
    CSV_LISTS,
    DELAYED,
    NOON,
    PERSONAL,
    Fact,
    Hand,
    csv_bytes,
    delivery_list,
    facts,
    hands,
    many_facts,
    read_back,
    texts,
)

FACT = Fact(
    "698016773", 3, 1, "249960001", "佐川急便", "012345678901", "订购取消", "0",
    date(2022, 8, 15), NOON, NOON, None, None, NOON, None,
)  # fmt: skip
JA = COLUMNS["ja"]
HEAD = list(JA.values())
PERSON = "架空さん"


def row(**cells: str) -> dict[str, str]:
    """Write the row of `FACT` in Japanese, with some cells changed."""
    return texts(FACT, "ja", Hand()) | {JA[field]: text for field, text in cells.items()}


def read(*rows: dict[str, str], head: list[str] | None = None) -> Reading:
    """Read a Japanese list with these rows."""
    return read_jqsm_csv(csv_bytes(rows, head or HEAD), NOON, name="list.csv")


def only_problem(reading: Reading) -> Unreadable:
    """Return the one problem of a reading."""
    [problem] = reading.problems
    return problem


class TestListsComeBackAsWritten:
    """What J·QSM has written is what is read."""

    @given(
        many=many_facts(),
        language=st.sampled_from(CSV_LISTS),
        hand=hands(),
        choose=st.integers(0, 2),
        encoding=st.sampled_from(["utf-8", "utf-8-sig"]),
        quoted=st.booleans(),
        newline=st.sampled_from(["\n", "\r\n"]),
        data=st.data(),
    )
    def test_a_delivery_list(
        self,
        many: list[Fact],
        language: str,
        hand: Hand,
        choose: int,
        encoding: str,
        quoted: bool,
        newline: str,
        data: st.DataObject,
    ) -> None:
        """In any language, order of columns, quoting, line end and shape of dates."""
        head = data.draw(st.permutations([*COLUMNS[language].values(), *PERSONAL[language]]))
        rows = [texts(fact, language, hand, choose) for fact in many]

        file = csv_bytes(rows, head, encoding=encoding, quoted=quoted, newline=newline)
        reading = read_jqsm_csv(file, NOON)

        assert reading.problems == ()
        assert list(reading.snapshots) == [read_back(fact, language, hand) for fact in many]

    @given(many=many_facts(), hand=hands(), complete=st.booleans())
    def test_the_claim_grid(self, many: list[Fact], hand: Hand, complete: bool) -> None:
        """The thirteen Chinese columns of the manual."""
        known = [attrs.evolve(fact, claim=1 + fact.claim % 4) for fact in many]
        rows = [texts(fact, "grid", hand) for fact in known]
        head = ["选择", *COLUMNS["grid"].values(), "未收到原因", "退货收货方式", "商品代码"]

        reading = read_jqsm_csv(csv_bytes(rows, head), NOON, complete=complete)

        assert reading.problems == ()
        assert reading.claims_seen == complete
        wanted = [read_back(fact, "grid", hand, claims_seen=complete) for fact in known]
        assert list(reading.snapshots) == wanted

    def test_the_row_of_the_manual(self) -> None:
        """`取消:处理要求`, 2022/08/12, with the manual's short numbers."""
        grid = COLUMNS["grid"]
        cells = dict.fromkeys(grid.values(), "")
        cells |= {grid["claim"]: "取消:处理要求", grid["request_reason"]: "订购取消"}
        cells |= {grid["requested_at"]: "2022/08/12", grid["ordered_at"]: "2022/08/12"}
        cells |= {grid["order_no"]: "76206", grid["cart_no"]: "24996"}

        [snapshot] = read_jqsm_csv(csv_bytes([cells], list(cells)), NOON).snapshots

        assert snapshot.order_no == "76206"
        assert snapshot.claim is Claim.CANCEL_REQUESTED
        assert snapshot.requested_at == date(2022, 8, 12)
        assert snapshot.request_reason == "订购取消"

    def test_a_wide_space_is_a_space(self) -> None:
        """Japanese texts are full of U+3000, which is no printable character to Python."""
        [snapshot] = read(row(carrier="ヤマト運輸　宅急便")).snapshots

        assert snapshot.carrier == "ヤマト運輸 宅急便"

    @pytest.mark.parametrize("cell", ['=HYPERLINK("https://example.invalid")', "+1", "-1", "@x"])
    def test_a_formula_is_a_text(self, cell: str) -> None:
        """What a spreadsheet would run is carried as it is."""
        [snapshot] = read(row(carrier=cell)).snapshots

        assert snapshot.carrier == cell

    def test_a_cell_may_have_line_breaks(self) -> None:
        """A quoted line break belongs to its cell; the next row counts its own line."""
        reading = read(
            {**row(), "配送要請事項": "一\r\n二\r\n三"},
            row(order_no="x"),
            head=[*HEAD, "配送要請事項"],
        )

        assert len(reading.snapshots) == 1
        assert only_problem(reading).line == 5

    @pytest.mark.parametrize("marks", [0, 1, 2, 3])
    def test_byte_order_marks_say_nothing(self, marks: int) -> None:
        """However many there are."""
        file = b"\xef\xbb\xbf" * marks + delivery_list([FACT]).removeprefix(b"\xef\xbb\xbf")

        assert len(read_jqsm_csv(file, NOON).snapshots) == 1

    def test_wide_spaces_around_a_name_say_nothing(self) -> None:
        """A header that somebody has touched is still a header."""
        file = delivery_list([FACT]).replace("注文番号".encode(), "\u3000注文番号\u00a0".encode())

        assert len(read_jqsm_csv(file, NOON).snapshots) == 1

    def test_blank_rows_say_nothing(self) -> None:
        """Spreadsheets leave them at the end."""
        reading = read(row(), {}, {})

        assert (len(reading.snapshots), reading.problems) == (1, ())

    @given(ends=st.integers(0, 40))
    def test_every_way_to_hand_in_a_file(
        self, ends: int, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """A path, bytes and a stream are the same file."""
        file = delivery_list([FACT]) + b"\r\n" * ends
        path = tmp_path_factory.mktemp("files") / "list.csv"
        path.write_bytes(file)

        by_path, by_name = read_jqsm_csv(path, NOON), read_jqsm_csv(str(path), NOON)

        assert by_path == by_name == read_jqsm_csv(file, NOON)
        assert by_path == read_jqsm_csv(io.BytesIO(file), NOON)


class TestDelayHasNoCode:
    """配送遅延 / 배송지연 / 运送延期 is status and date together, and both must agree."""

    @pytest.mark.parametrize("language", CSV_LISTS)
    def test_a_date_that_has_passed_makes_it_scheduled(self, language: str) -> None:
        """Then status 3 and the date say it, as in QAPI."""
        cells = texts(attrs.evolve(FACT, ship_date=date(2022, 8, 11)), language, Hand())
        cells[COLUMNS[language]["shipping"]] = DELAYED[language]

        [snapshot] = read_jqsm_csv(csv_bytes([cells], list(cells)), NOON).snapshots

        assert (snapshot.shipping, snapshot.ship_date) == (Shipping.SCHEDULED, date(2022, 8, 11))

    @given(days=st.integers(1, 400))
    def test_a_date_that_lies_ahead_is_a_problem(self, days: int) -> None:
        """Either the word or the date is wrong."""
        planned = (date(2022, 8, 12) + timedelta(days)).isoformat()

        reading = read(row(shipping="配送遅延", ship_date=planned))

        assert reading.snapshots == ()
        assert only_problem(reading).column == "配送状態"
        assert only_problem(reading).problem.key == "delayed-but-ahead"

    def test_the_planned_day_itself_is_not_judged(self) -> None:
        """On which midnight a delay begins is for the policy to say."""
        [snapshot] = read(row(shipping="配送遅延", ship_date="2022-08-12")).snapshots

        assert (snapshot.shipping, snapshot.ship_date) == (Shipping.SCHEDULED, date(2022, 8, 12))

    def test_the_day_is_a_day_in_japan(self) -> None:
        """Seen one second after midnight in Japan, which is the day before in London."""
        seen_at = datetime(2022, 8, 11, 15, 0, 1, tzinfo=UTC)
        file = csv_bytes([row(shipping="配送遅延", ship_date="2022-08-12")], HEAD)

        assert read_jqsm_csv(file, seen_at).problems == ()

    def test_without_a_date_it_is_a_problem(self) -> None:
        """Nothing is made up in its place."""
        reading = read(row(shipping="配送遅延", ship_date=""))

        assert only_problem(reading).problem.key == "delayed-without-date"


class TestNothingIsGuessed:
    """A cell that is not understood is a problem that names source, line, column and value."""

    @pytest.mark.parametrize(
        ("field", "cell", "key"),
        [
            ("shipping", "配送保留", "unknown-shipping-status"),
            ("shipping", "Seller confirm(3)", "unknown-shipping-status"),
            ("shipping", "3", "unknown-shipping-status"),
            ("shipping", "", "empty"),
            ("order_no", "", "empty"),
            ("order_no", "6.98E+08", "lost-digits-in-file"),
            ("order_no", "6,98E+08", "lost-digits-in-file"),
            ("order_no", "698,016,773", "not-a-number"),
            ("order_no", "６９８０１６７７３", "not-a-number"),
            ("order_no", "698016773.0", "decimal"),
            ("order_no", "nan", "word-for-empty"),
            ("order_no", "9" * 21, "not-a-number"),
            ("order_no", "69801\x006773", "not-a-number"),
        ],
    )
    def test_a_bad_cell_that_decides(self, field: str, cell: str, key: str) -> None:
        """One problem, and no snapshot of that order."""
        reading = read(row(**{field: cell}))

        problem = only_problem(reading)
        assert reading.snapshots == ()
        assert (problem.source, problem.line, problem.column) == ("list.csv", 2, JA[field])
        assert (problem.problem.key, problem.row_read) == (key, False)
        assert len(problem.value or "") <= 60
        assert str(problem).isprintable()

    @pytest.mark.parametrize(
        ("field", "cell", "key"),
        [
            ("cart_no", "-1", "not-a-number"),
            ("cart_no", "JPP22894429", "not-a-number"),
            ("cart_no", "249960001.0", "decimal"),
            ("cart_no", "nan", "word-for-empty"),
            ("cart_no", "2.4996E+08", "lost-digits-in-file"),
            ("tracking_no", "1.23457E+11", "lost-digits-in-file"),
            ("tracking_no", "4.03912E+11", "lost-digits-in-file"),
            ("tracking_no", "12345678901.0", "decimal"),
            ("tracking_no", "nan", "word-for-empty"),
            ("tracking_no", "1\x002", "not-a-tracking-number"),
            ("tracking_no", "403912345675\n403912345679", "not-a-tracking-number"),
            ("tracking_no", "4" * 201, "not-a-tracking-number"),
            ("carrier", "nan", "word-for-empty"),
            ("ship_date", "8/15/2022", "rewritten-date"),
            ("ship_date", "2022/8/15", "rewritten-date"),
            ("ship_date", "2022/08/15 0:00", "rewritten-date"),
            ("ship_date", "44788", "not-a-date"),
            ("ship_date", "NaT", "word-for-empty"),
            ("ship_date", "2022-02-30", "no-such-date"),
            ("ship_date", "0001-01-01 00:00:00", "date-outside"),
            ("ship_date", "2022-08/15", "not-a-date"),
            ("ship_date", "２０２２-０８-１５", "not-a-date"),
            ("ordered_at", "2022-08-12 24:00:00", "no-such-date"),
            ("ship_date", "15.08.2022 0:00:00", "rewritten-date"),
            ("paid_at", "2026-08-10 09:12", "rewritten-date"),
            ("ordered_at", "8/12/2022 10:00:00 PM", "rewritten-date"),
            ("ordered_at", "2022/8/12 오후 1:00", "rewritten-date"),
            ("ordered_at", "2022-08-12T10:00:00+00:00", "not-a-date"),
            ("shipped_at", "1900-01-01", "date-outside"),
            ("delivered_at", "0001-01-01", "date-outside"),
            ("delivered_at", "0", "not-a-date"),
        ],
    )
    def test_a_bad_cell_that_does_not_decide(self, field: str, cell: str, key: str) -> None:
        """One problem, and the row without that cell."""
        reading = read(row(**{field: cell}))

        problem = only_problem(reading)
        assert list(reading.snapshots) == list(read(row(**{field: ""})).snapshots)
        assert (problem.source, problem.line, problem.column) == ("list.csv", 2, JA[field])
        assert (problem.problem.key, problem.row_read) == (key, True)
        assert (problem.value is None) == (field == "carrier"), "no free text is repeated"
        assert str(problem).isprintable()

    @pytest.mark.parametrize(
        ("cell", "key", "kept"),
        [
            ("ヤマト\n宅急便", "text-folded", "ヤマト 宅急便"),
            ("a\x00b\u200bc", "text-folded", "a b c"),
            ("x" * 201, "text-cut", "x" * 200),
            ("x\n" * 20 + "y" * 300, "text-cut", "x " * 20 + "y" * 160),
        ],
    )
    def test_a_free_text_is_folded_or_cut(self, cell: str, key: str, kept: str) -> None:
        """It is one printable line of at most 200 characters."""
        reading = read(row(carrier=cell))

        [snapshot] = reading.snapshots
        assert (only_problem(reading).problem.key, snapshot.carrier) == (key, kept)
        assert only_problem(reading).value is None

    @given(text=st.text(max_size=450))
    def test_no_free_text_costs_a_request(self, text: str) -> None:
        """Whatever the buyer writes, the request and its date are read."""
        cells = texts(FACT, "grid", Hand()) | {"取消/退货理由": text.replace("\r", "\n")}
        file = csv_bytes([cells], list(cells), encoding="utf-8").decode("utf-8", "replace")

        [snapshot] = read_jqsm_csv(file.encode(), NOON).snapshots

        assert (snapshot.claim, snapshot.requested_at) == (Claim.CANCEL_REQUESTED, NOON)

    @pytest.mark.parametrize(
        "cell",
        [
            "2022-08-12T10:00:00",
            "2022-08-12T10:00:00Z",
            "2022-08-12 10:00:00.000",
            "2022-08-12 10:00:00+09:00",
            "tomorrow",
        ],
    )
    def test_no_spreadsheet_is_blamed_for_what_none_writes(self, cell: str) -> None:
        """Programs write T, fractions and offsets."""
        problem = only_problem(read(row(ordered_at=cell)))

        assert problem.problem.key == "not-a-date"
        assert "spreadsheet" not in str(problem)

    def test_every_bad_cell_of_a_row_is_named(self) -> None:
        """So that a person has to look only once."""
        reading = read(row(shipping="?", ship_date="?", order_no="?"))

        columns = {problem.column for problem in reading.problems}
        assert columns == {"配送状態", "注文番号", "発送予定日"}

    @pytest.mark.parametrize("word", ["取消:取消中", "退款完成", "部分退款完成", "拒绝", ""])
    def test_words_of_the_grid_that_nobody_has_seen(self, word: str) -> None:
        """A refund may be that of a cancellation; the others stand on no list."""
        cells = texts(FACT, "grid", Hand()) | {"处理状态": word}

        reading = read_jqsm_csv(csv_bytes([cells], list(cells)), NOON)

        assert reading.snapshots == ()
        assert only_problem(reading).column == "处理状态"

    def test_the_grid_knows_its_words(self) -> None:
        """The one that was seen and the counters' words, also with a wide colon."""
        for claim, word in {**CLAIM_WORDS, 11: "申请交换", 13: "再次运途中"}.items():
            cells = texts(FACT, "grid", Hand()) | {"处理状态": word.replace(":", "：")}

            [snapshot] = read_jqsm_csv(csv_bytes([cells], list(cells)), NOON).snapshots

            assert snapshot.claim is Claim(claim)


class TestWordsOfTheBoard:
    """The grid's rows that are no request for cancellation."""

    @staticmethod
    def read_grid(*words: str) -> Reading:
        """Read a complete grid with a row for each word; its orders are 1, 2, 3 and so on."""
        rows = [
            texts(attrs.evolve(FACT, order_no=str(no)), "grid", Hand()) | {"处理状态": word}
            for no, word in enumerate(words, 1)
        ]
        return read_jqsm_csv(csv_bytes(rows, list(rows[0])), NOON, complete=True)

    @pytest.mark.parametrize(
        "word",
        [
            "退货保留", "已收件退款请求", "交换延期", "接收申请", "确认送货", "卖家确认",
            "撤回申请", "撤回保留", "退货:处理要求", "交换：处理要求", "未收取:处理要求",
        ],
    )  # fmt: skip
    def test_what_is_no_cancellation_is_set_aside_by_name(self, word: str) -> None:
        """It is no problem, and the list stays complete: the order is in it."""
        reading = self.read_grid(word, "取消要求")

        assert (reading.problems, reading.claims_seen) == ((), True)
        assert reading.set_aside == (("1", word.replace("：", ":")),)
        assert [snapshot.order_no for snapshot in reading.snapshots] == ["2"]
        assert reading.listed == {"1", "2"}

    def test_an_order_set_aside_is_not_missing(self) -> None:
        """A request that the seller asks to withdraw has not gone."""
        listed = Reading((Snapshot("1", NOON, shipping=Shipping.SCHEDULED),), seen_at=NOON)

        [snapshot] = join([listed, self.read_grid("撤回申请")])

        assert snapshot.claims_seen is False

    @pytest.mark.parametrize("complete", [True, False])
    def test_a_refused_row_shows_a_refusal(self, complete: bool) -> None:
        """There is no request any more, because it was refused; when is not known."""
        row = texts(FACT, "grid", Hand()) | {"处理状态": "已拒绝取消"}

        reading = read_jqsm_csv(csv_bytes([row], list(row)), NOON, complete=complete)

        [snapshot] = reading.snapshots
        assert (snapshot.refusal_shown, snapshot.claim, snapshot.claims_seen) == (True, None, True)
        assert (snapshot.requested_at, snapshot.request_reason) == (None, "")
        assert (reading.problems, reading.claims_seen) == ((), complete)

    def test_a_refusal_that_was_shown_stays_shown(self) -> None:
        """A refused order cannot be requested for cancellation again."""
        [refused] = self.read_grid("已拒绝取消").snapshots
        later = Snapshot("1", NOON + timedelta(1), shipping=Shipping.SCHEDULED)

        assert refused.joined(later).refusal_shown is True


CELL_LINES = 6


def unread() -> st.SearchStrategy[str]:
    """What may stand in a column that is not read: quotes where they hurt, or well-quoted text."""
    stray = st.text(st.sampled_from('"x'), max_size=3)
    quoted = st.text(st.sampled_from('",x\n'), max_size=CELL_LINES // 2)
    return stray | quoted.map(lambda text: '"' + text.replace('"', '""') + '"')


def messages() -> st.SearchStrategy[str]:
    """What a buyer writes, in several lines, with quotes."""
    return st.lists(st.text(st.sampled_from('赤"、\r'), max_size=4), max_size=4).map("\r\n".join)


class TestGoodRowsComeThrough:
    """A bad row never costs a good one, and is never lost itself."""

    @given(
        many=many_facts(max_size=4),
        bad=st.lists(
            st.sampled_from(
                [
                    '"only","three","cells"',
                    ",".join(["x"] * 90),
                    '"never closed',
                    'x"y","',
                    '"a"b,c',
                    "\x00\x00",
                    "=1+1",
                ]
            ),
            max_size=4,
        ),
        data=st.data(),
    )
    def test_between_broken_lines(
        self, many: list[Fact], bad: list[str], data: st.DataObject
    ) -> None:
        """Ragged rows, open quotes and stray bytes are each one problem with its line."""
        head, *good = delivery_list(many).splitlines(keepends=True)
        broken = [line.encode() + b"\r\n" for line in bad]
        body = data.draw(st.permutations([*good, *broken]))

        reading = read_jqsm_csv(b"".join([head, *body]), NOON)

        wanted = {fact.order_no for fact in many}
        assert {snapshot.order_no for snapshot in reading.snapshots} == wanted
        lines = [no for no, line in enumerate(body, 2) if line in broken]
        assert [problem.line for problem in reading.problems] == lines

    def test_a_line_that_is_not_utf8(self) -> None:
        """One bad line is one problem; the file is what its header is."""
        head, good, other = delivery_list([FACT, attrs.evolve(FACT, order_no="1")]).splitlines(
            keepends=True
        )

        reading = read_jqsm_csv(head + b"\xff\xfe\xfa\r\n" + good + other, NOON)

        assert len(reading.snapshots) == 2
        assert (only_problem(reading).line, only_problem(reading).problem.key) == (
            2,
            "wrong-encoding",
        )

    def test_carriage_returns_alone_inside_a_file(self) -> None:
        """Are the problem of their line, in words for who has the file."""
        head, good = delivery_list([FACT]).splitlines(keepends=True)

        problem = only_problem(read_jqsm_csv(head + good.replace(b"\r\n", b"\r") * 2, NOON))

        assert problem.line == 2
        assert problem.problem.key == "not-csv"

    def test_an_open_quote_before_it(self) -> None:
        """Each of the two lines has its own problem."""
        head, good = delivery_list([FACT]).splitlines(keepends=True)

        reading = read_jqsm_csv(head + b'"never closed\r\n\xff\r\n' + good, NOON)

        assert len(reading.snapshots) == 1
        assert [problem.line for problem in reading.problems] == [2, 3]

    def test_a_quote_that_a_later_one_closes(self) -> None:
        """The rows between them are not taken for the text of a cell."""
        head = "配送状態,注文番号,発送予定日,商品名,オプション情報"
        options = ['"赤', "", '青"', ""]
        rows = [f"配送準備,{no},2022/08/13,,{text}" for no, text in enumerate(options, 1)]

        reading = read_jqsm_csv("\n".join([head, *rows]).encode(), NOON, complete=True)

        assert [snapshot.order_no for snapshot in reading.snapshots] == ["2", "3", "4"]
        assert only_problem(reading).line == 2
        assert "lines 2 to 4" in str(only_problem(reading))
        assert reading.shipping_seen is False, "order 1 would be called vanished"

    @given(rows=st.lists(st.tuples(unread(), unread(), unread()), max_size=5))
    def test_no_order_is_lost_to_what_is_not_read(self, rows: list[tuple[str, ...]]) -> None:
        """Whatever the other columns hold, each order is in the rows or has a problem."""
        text = "素材,配送状態,注文番号,発送予定日,商品名,オプション情報\n" + "".join(
            f"{first},配送準備,{order_no},2022/08/13,{fifth},{last}\n"
            for order_no, (first, fifth, last) in enumerate(rows, 101)
        )

        reading = read_jqsm_csv(text.encode(), NOON)

        found = {snapshot.order_no for snapshot in reading.snapshots}
        problems = {problem.line for problem in reading.problems}
        for order_no in range(101, 101 + len(rows)):
            line = 1 + text[: text.index(f",{order_no},")].count("\n")
            row = range(line - CELL_LINES, line + 1)  # which may have begun further up
            assert str(order_no) in found or problems.intersection(row)

    @given(many=many_facts(min_size=1), cells=st.lists(messages(), min_size=5), data=st.data())
    def test_a_message_of_several_lines(
        self, many: list[Fact], cells: list[str], data: st.DataObject
    ) -> None:
        """A quoted cell is one cell, whichever column it stands in."""
        head = data.draw(st.permutations([*HEAD, "配送要請事項", "おまけ"]))
        rows = [
            texts(fact, "ja", Hand()) | {"配送要請事項": one, "おまけ": other}
            for fact, one, other in zip(many, cells, reversed(cells), strict=False)
        ]

        reading = read_jqsm_csv(csv_bytes(rows, head), NOON)

        assert reading.problems == ()
        assert len(reading.snapshots) == len(rows)

    def test_an_endless_line(self) -> None:
        """A line of 20 MB is skipped, and named, in bounded memory."""
        head, good, other = delivery_list([FACT, attrs.evolve(FACT, order_no="1")]).splitlines(
            keepends=True
        )
        stream = _Meter(head + good + b"x" * 20_000_000 + b"\r\n" + other)

        reading = read_jqsm_csv(stream, NOON)

        assert len(reading.snapshots) == 2
        assert (only_problem(reading).line, stream.most) == (3, 262_144)

    def test_an_endless_cell(self) -> None:
        """A cell that the CSV reader will not hold is the problem of its row alone."""
        reading = read(row(carrier="x" * 140_000), row(order_no="1"))

        assert (len(reading.snapshots), only_problem(reading).line) == (1, 2)

    @given(blank=st.lists(st.sampled_from([b"\n", b"\r\n", b" \n", b"\t\r\n"]), max_size=30))
    def test_blank_lines_count_as_lines(self, blank: list[bytes]) -> None:
        """They cost nothing else, wherever they stand."""
        head, good, bad = delivery_list([FACT, attrs.evolve(FACT, order_no="1")]).splitlines(
            keepends=True
        )
        bad = bad.replace(b'"1"', b'"?"')

        reading = read_jqsm_csv(
            b"".join([*blank, head, *blank, good, *blank, bad, *blank]), NOON, complete=True
        )

        assert len(reading.snapshots) == 1
        assert only_problem(reading).line == 3 * len(blank) + 3

    def test_a_million_blank_lines_are_not_parsed(self) -> None:
        """Nor are lines in which nothing is quoted handed to the CSV reader."""
        file = delivery_list([FACT]) + b"\n" * 1_000_000 + b"x\n" * 10

        with patch.object(_lines.csv, "reader", wraps=_lines.csv.reader) as parser:
            reading = read_jqsm_csv(file, NOON)

        assert (len(reading.snapshots), len(reading.problems)) == (1, 10)
        assert parser.call_count < 10

    def test_no_more_problems_are_kept_than_anyone_reads(self) -> None:
        """Beyond 10,000 they are counted."""
        file = delivery_list([FACT]) + b"x\r\n" * 10_005

        reading = read_jqsm_csv(file, NOON)

        assert len(reading.problems) == 10_001
        assert "5 more" in str(reading.problems[0])
        assert len(reading.snapshots) == 1

    def test_quotes_that_never_match(self) -> None:
        """Every line opens a quote: each is read again a bounded number of times."""
        file = delivery_list([FACT]) + b'x","\r\n' * 3_000

        reading = read_jqsm_csv(file, NOON)

        assert (len(reading.snapshots), len(reading.problems)) == (1, 3_000)


class _Meter(io.BytesIO):
    """A stream that remembers how much was asked of it at most."""

    most = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line."""
        assert size is not None
        assert size > 0, "a whole line was asked for"
        self.most = max(self.most, size)
        return super().readline(size)


class TestTheSameOrderTwice:
    """Two rows of one order that say the same are one; two that do not are two problems."""

    @given(fact=facts(), times=st.integers(2, 5))
    def test_the_same_is_said_once(self, fact: Fact, times: int) -> None:
        """Nobody hears of it."""
        reading = read_jqsm_csv(delivery_list([fact] * times), NOON)

        assert (len(reading.snapshots), reading.problems) == (1, ())

    @given(fact=facts(), other=facts(), between=many_facts(max_size=3))
    def test_a_contradiction_is_named_on_both_lines(
        self, fact: Fact, other: Fact, between: list[Fact]
    ) -> None:
        """None of the two is read, and the others are."""
        other = attrs.evolve(other, order_no=fact.order_no, shipping=1 + fact.shipping % 5)
        between = [one for one in between if one.order_no != fact.order_no]

        reading = read_jqsm_csv(delivery_list([fact, *between, other]), NOON)

        assert [problem.line for problem in reading.problems] == [2, 3 + len(between)]
        assert {problem.value for problem in reading.problems} == {fact.order_no}
        assert [snapshot.order_no for snapshot in reading.snapshots] == [
            fact.order_no for fact in between
        ]

    @given(fact=facts(), other=facts())
    def test_what_does_not_decide_costs_only_itself(self, fact: Fact, other: Fact) -> None:
        """Of two rows with one status that differ elsewhere, what both say is read."""
        other = attrs.evolve(other, order_no=fact.order_no, shipping=fact.shipping)
        alone = [read_jqsm_csv(delivery_list([one]), NOON).snapshots[0] for one in (fact, other)]

        reading = read_jqsm_csv(delivery_list([fact, other]), NOON, complete=True)

        [both] = reading.snapshots
        assert both.shipping is Shipping(fact.shipping)
        assert both.ship_date == (fact.ship_date if fact.ship_date == other.ship_date else None)
        assert reading.shipping_seen is True
        lines = [2, 3] if alone[0] != alone[1] else []
        assert [problem.line for problem in reading.problems] == lines


class TestNothingPersonalIsKept:
    """Names, telephone numbers and addresses reach neither snapshots nor problems."""

    @given(many=many_facts(min_size=1, max_size=3), language=st.sampled_from(CSV_LISTS))
    def test_personal_columns_are_left_out(self, many: list[Fact], language: str) -> None:
        """Whether they are on a published list or not."""
        rows = [
            texts(fact, language, Hand()) | dict.fromkeys(PERSONAL[language], PERSON)
            for fact in many
        ]
        rows[0][COLUMNS[language]["shipping"]] = "?"
        head = [*COLUMNS[language].values(), *PERSONAL[language]]

        reading = read_jqsm_csv(csv_bytes(rows, head), NOON)

        assert PERSON not in repr([attrs.asdict(snapshot) for snapshot in reading.snapshots])
        assert PERSON not in "".join(map(str, reading.problems))
        assert len(reading.problems) == 1

    @pytest.mark.parametrize(
        "value",
        ["+81-00-0000-0000", "03-0000-0000", "09000000000", "a@example.invalid", "〒000-0000"],
    )
    def test_values_that_look_personal_are_left_out(self, value: str) -> None:
        """In an unknown column, and in a column where they do not belong."""
        [kept] = read({**row(), "備考欄": value}, head=[*HEAD, "備考欄"]).snapshots

        problem = only_problem(read(row(ship_date=value)))

        assert kept.unknown_columns == {}
        assert value not in str(problem)
        assert "not shown" in str(problem)

    def test_other_unknown_columns_are_set_aside(self) -> None:
        """As they were; those on a list, and empty ones, are not."""
        cells = {**row(), "新しい欄": " 値 ", "空の欄": "", "商品": "", "数量": "2"}

        [kept] = read(cells, head=list(cells)).snapshots

        assert kept.unknown_columns == {"新しい欄": " 値 "}

    def test_a_file_without_a_header_does_not_show_its_first_row(self) -> None:
        """That row may be somebody's name."""
        with pytest.raises(Unreadable) as refusal:
            read_jqsm_csv(f"{PERSON},+81-00-0000-0000\r\n".encode(), NOON)

        assert PERSON not in str(refusal.value)


class TestOtherFilesAreNamed:
    """What cannot be read at all is said at once, with what was expected."""

    @pytest.mark.parametrize(
        ("file", "key"),
        [
            (b"", "empty-file"),
            (b"\xef\xbb\xbf\r\n \r\n", "empty-file"),
            ("配送状態,注文番号".encode("utf-16"), "utf-16"),
            ("配送状態,注文番号".encode("utf-16-be").join([b"\xfe\xff", b""]), "utf-16"),
            ("配送状態,注文番号".encode("utf-16-le"), "utf-16"),
            ("配送状態,注文番号".encode("utf-16-be"), "utf-16"),
            (b"PK\x03\x04....", "workbook-or-archive"),
            (b"\x1f\x8b....", "workbook-or-archive"),
            (b"\xd0\xcf\x11\xe0....", "workbook-or-archive"),
            (b"<!DOCTYPE html>", "web-page"),
            (b"<?xml version='1.0'?>\n<StdResult>", "xml-reply"),
            (b"<StdResult><ResultCode>0</ResultCode></StdResult>", "xml-reply"),
            (b"<?xml version='1.0'?><!DOCTYPE html>", "web-page"),
            (b"a,b,c\r\n1,2,3\r\n", "unknown-header"),
            (b'"a\r\n', "header-not-csv"),
            ("配送状態;注文番号;発送予定日\r\n".encode(), "semicolons"),
            ('"配送状態"\t"注文番号"\t"発送予定日"\r\n'.encode(), "tabs"),
            ("运送状态;订购号码;发货预定日\r\n".encode("gbk"), "semicolons"),
            ("配送状態,注文番号,発送予定日\r配送準備,1,\r".encode(), "carriage-returns"),
            (b"x" * 300_000, "header-too-long"),
            ("配送状態,注文番号\r\n".encode(), "missing-columns"),
        ],
    )
    def test_it_is_said_what_it_is(self, file: bytes, key: str) -> None:
        """An error with a sentence a seller can use."""
        with pytest.raises(Unreadable) as refusal:
            read_jqsm_csv(file, NOON, name="list.csv")

        assert refusal.value.problem.key == key
        assert refusal.value.source == "list.csv"

    def test_a_column_that_stands_there_twice(self) -> None:
        """Its cells may repeat each other, row by row; they may not contradict each other."""
        twice = "配送状態,注文番号,発送予定日,注文番号,発送予定日\r\n"
        rows = [
            "配送準備,1,2022/08/15,1,2022/08/15",
            "配送準備,2,2022/08/15,2,2022/08/16",
            "配送準備,3,2022/08/15,4,2022/08/15",
        ]

        reading = read_jqsm_csv((twice + "\r\n".join(rows)).encode(), NOON)

        planned = {snapshot.order_no: snapshot.ship_date for snapshot in reading.snapshots}
        assert planned == {"1": date(2022, 8, 15), "2": None}
        assert [(problem.line, problem.problem.key) for problem in reading.problems] == [
            (3, "columns-disagree"),
            (4, "columns-disagree"),
        ]

    def test_a_header_alone_is_a_list_without_orders(self) -> None:
        """That is no error."""
        reading = read()

        assert (reading.snapshots, reading.problems) == ((), ())

    @pytest.mark.parametrize(
        ("language", "encoding"),
        [("ja", "cp932"), ("zh", "gb18030"), ("zh", "gbk"), ("ko", "cp949")],
    )
    def test_a_file_that_was_saved_again(self, language: str, encoding: str) -> None:
        """Its rows are read, without tracking numbers, and its doubtfulness is said."""
        cells = texts(attrs.evolve(FACT, carrier=""), language, Hand())

        reading = read_jqsm_csv(csv_bytes([cells], list(cells), encoding=encoding), NOON)

        named = "gb18030" if encoding == "gbk" else encoding  # which reads both
        assert only_problem(reading).line is None
        assert only_problem(reading).problem == Problem("saved-again", {"encoding": named})
        [snapshot] = reading.snapshots
        assert (snapshot.tracking_no, snapshot.purchase.cart_no) == (None, "249960001")

    def test_no_file_a_directory_and_an_impossible_name(self, tmp_path: Path) -> None:
        """Only the last part of the path is named."""
        for path in (tmp_path / "none.csv", tmp_path, "nul\x00byte.csv"):
            with pytest.raises(Unreadable) as refusal:
                read_jqsm_csv(path, NOON)

            assert str(tmp_path) not in str(refusal.value)

    def test_a_text_stream_is_refused(self) -> None:
        """Who decodes decides, and that is the reader."""
        with pytest.raises(Malformed, match="binary"):
            read_jqsm_csv(io.StringIO("x"), NOON)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "trouble",
        [
            OSError(5, "Input/output error"),
            EOFError("ended early"),
            zlib.error("bad"),
            ValueError(),
        ],
    )
    def test_a_stream_that_breaks(self, trouble: Exception) -> None:
        """The disk's error becomes ours, and so does that of an archive cut short."""

        class Broken(io.BytesIO):
            def readline(self, _size: int | None = -1, /) -> bytes:
                raise trouble

        with pytest.raises(Unreadable, match="cannot be read") as refusal:
            read_jqsm_csv(Broken(), NOON, name="list.csv")

        assert type(trouble).__name__ in str(refusal.value)

    def test_a_closed_file(self) -> None:
        """It cannot be read either."""
        stream = io.BytesIO(delivery_list([FACT]))
        stream.close()

        with pytest.raises(Unreadable, match="closed file"):
            read_jqsm_csv(stream, NOON)

    def test_a_pipe_that_has_nothing_yet_is_not_at_its_end(self) -> None:
        """The rows that are still to come are not taken for missing."""

        class Pipe(io.BytesIO):
            def readline(self, size: int | None = -1, /) -> bytes:
                return super().readline(size) or None  # type: ignore[return-value]

        with pytest.raises(Unreadable, match="no bytes"):
            read_jqsm_csv(Pipe(delivery_list([FACT])), NOON)

    @pytest.mark.parametrize("junk", [None, 5, object(), [b"x"], io.BytesIO, bytearray(b"x")])
    def test_what_is_no_file_at_all(self, junk: Any) -> None:
        """Is refused by name, whatever it is."""
        with pytest.raises(Malformed):
            read_jqsm_csv(junk, NOON)

    def test_a_naive_moment_is_refused(self) -> None:
        """When the file was written decides what is late."""
        with pytest.raises(Malformed, match="naive"):
            read_jqsm_csv(b"", datetime(2022, 8, 12))  # noqa: DTZ001


class TestAnyBytes:
    """Whatever the bytes are, the answer is a reading or a named error."""

    @given(junk=st.binary(max_size=300))
    def test_junk(self, junk: bytes) -> None:
        """Alone, and behind a header."""
        for file in (junk, delivery_list([FACT]) + junk):
            try:
                reading = read_jqsm_csv(file, NOON)
            except Unreadable:
                continue
            assert all(problem.source for problem in reading.problems)

    @given(cells=st.lists(st.lists(st.text(max_size=12), min_size=10, max_size=10), max_size=4))
    def test_any_texts_in_the_cells(self, cells: list[list[str]]) -> None:
        """Every row is a snapshot, a problem, or blank."""
        texts = [[text.encode("utf-8", "ignore").decode() for text in row] for row in cells]
        rows = [dict(zip(HEAD, row, strict=True)) for row in texts]

        reading = read(*rows)

        assert len(reading.snapshots) <= len(rows)
        assert all(str(problem).isprintable() for problem in reading.problems)
