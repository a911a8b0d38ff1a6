"""A file tells by itself what it is; the sample files tell their story."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel.errors import Malformed, Unreadable
from qoo10_cancel.readers import (
    join,
    read_by_order,
    read_claims,
    read_file,
    read_jqsm_csv,
    read_shipping,
)
from qoo10_cancel.snapshot import Claim, Shipping
from readers.written import NOON, Fact, Hand, delivery_list, json_text, many_facts, reply, texts

SAMPLES = Path(__file__).parents[2] / "examples" / "data"


class TestFilesAreRecognised:
    """By their header or their keys, never by their name."""

    @given(
        many=many_facts(min_size=1, max_size=2),
        blanks=st.sampled_from(["", "\ufeff", "\ufeff" * 2, " \n"]),
    )
    def test_replies(
        self, many: list[Fact], blanks: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """The keys of the first row tell which method has answered."""
        path = tmp_path_factory.mktemp("files") / "anything.csv"
        for shape, read in {
            "v2": read_shipping,
            "v3": read_shipping,
            "claims": read_claims,
            "by order": read_by_order,
        }.items():
            answer = reply([texts(fact, shape, Hand()) for fact in many])
            path.write_text(blanks + json_text(answer), encoding="utf-8")

            assert read_file(path, NOON).snapshots == read(answer, NOON).snapshots

    def test_lists(self, tmp_path: Path) -> None:
        """A CSV file is recognised by its header."""
        path = tmp_path / "anything.json"
        path.write_bytes(delivery_list([]))

        assert read_file(path, NOON) == read_jqsm_csv(path, NOON)

    @given(many=many_facts(max_size=2), blanks=st.integers(0, 3))
    def test_every_way_to_hand_in_a_file(
        self, many: list[Fact], blanks: int, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """A path, bytes, an open file and a pipe are the same file."""
        path = tmp_path_factory.mktemp("files") / "anything"
        answer = reply([texts(fact, "claims", Hand()) for fact in many])
        for content in (delivery_list(many), json_text(answer).encode()):
            path.write_bytes(b"\r\n" * blanks + content)
            wanted = read_file(path, NOON)
            reader, writer = os.pipe()
            os.write(writer, path.read_bytes()[:60_000])
            os.close(writer)

            with path.open("rb") as file, open(reader, "rb") as pipe:  # noqa: PTH123
                read = [read_file(source, NOON) for source in (str(path), file, pipe)]

            assert read == [wanted] * 3
            assert read_file(path.read_bytes(), NOON).snapshots == wanted.snapshots

    def test_a_text_file_is_refused(self, tmp_path: Path) -> None:
        """Who decodes decides, and that is the reader."""
        path = tmp_path / "list.csv"
        path.write_bytes(delivery_list([]))

        with path.open() as file, pytest.raises(Malformed, match="binary"):
            read_file(file, NOON)  # type: ignore[arg-type]

    def test_an_open_file_is_called_by_its_name(self, tmp_path: Path) -> None:
        """Its last part, as a path is."""
        path = tmp_path / "other.csv"
        path.write_bytes(b"x")

        with path.open("rb") as file, pytest.raises(Unreadable, match=r"^other\.csv: "):
            read_file(file, NOON)

    def test_completeness_has_to_be_said(self) -> None:
        """And a reply without rows cannot be told: it may be that of another method."""
        row = {"orderNo": 1, "claimStatus": "1"}
        claims, empty = json_text(reply([row])).encode(), json_text(reply([])).encode()

        assert read_file(claims, NOON).claims_seen is False
        assert read_file(claims, NOON, complete=True).claims_seen is True
        assert read_file(delivery_list([]), NOON, complete=True).shipping_seen is True
        assert read_file(empty, NOON).problems == ()
        reading = read_file(empty, NOON, complete=True)
        assert [problem.problem.key for problem in reading.problems] == ["which-list"]
        assert (reading.claims_seen, reading.shipping_seen) == (False, False)

    def test_a_shipping_row_with_a_claim_merged_into_it(self) -> None:
        """It has a planned date, so it is no row of the method for one order."""
        row = {"OrderNo": 1, "ShippingStatus": "3", "EstShippingDate": "", "claimStatus": ""}

        [snapshot] = read_file(json_text(reply([row])).encode(), NOON).snapshots

        assert (snapshot.claim, snapshot.claims_seen) == (None, False)

    def test_a_reply_without_rows_is_empty(self, tmp_path: Path) -> None:
        """It does not matter whose it is."""
        path = tmp_path / "none.json"
        path.write_text(json_text(reply(None)))

        assert read_file(path, NOON).snapshots == ()

    @pytest.mark.parametrize("text", ["", "hello", "[1]", "{}", '{"a":'])
    def test_other_files_are_errors(self, text: str, tmp_path: Path) -> None:
        """That name the file by its last part."""
        path = tmp_path / "other.txt"
        path.write_text(text)

        with pytest.raises(Unreadable) as refusal:
            read_file(path, NOON)

        assert refusal.value.source == "other.txt"

    @given(junk=st.binary(max_size=200))
    def test_any_bytes(self, junk: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
        """A reading, or a named error."""
        path = tmp_path_factory.mktemp("files") / "junk"
        path.write_bytes(junk)

        try:
            read_file(path, NOON)
        except Unreadable as refusal:
            assert refusal.source == "junk"  # noqa: PT017

    def test_a_directory_is_an_error(self, tmp_path: Path) -> None:
        """As is a file that is not there."""
        for path in (tmp_path, tmp_path / "none"):
            with pytest.raises(Unreadable, match="cannot be opened"):
                read_file(path, NOON)


class TestSamples:
    """The sample files are read as their README tells."""

    GOOD = sorted(
        path
        for path in SAMPLES.glob("*.*")
        if path.suffix in (".csv", ".json") and not path.stem.endswith(("_bad", "_error"))
    )

    @pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
    def test_each_is_read_whole(self, path: Path) -> None:
        """Without a problem, and with nothing set aside."""
        reading = read_file(path, NOON)

        assert reading.snapshots
        assert reading.problems == ()
        assert not any(snapshot.unknown_columns for snapshot in reading.snapshots)

    def test_together_they_tell_the_story(self) -> None:
        """Twelve orders at noon of 12 August 2022."""
        snapshots = join(read_file(path, NOON) for path in self.GOOD)
        story = {snapshot.order_no: snapshot for snapshot in snapshots}

        codes = {no: (snapshot.shipping, snapshot.claim) for no, snapshot in story.items()}
        assert codes == {
            "698016768": (Shipping.DELIVERED, Claim.RETURN_REQUESTED),
            "698016769": (Shipping.SCHEDULED, None),
            "698016770": (Shipping.SHIPPED, Claim.CANCEL_REQUESTED),
            "698016771": (None, Claim.CANCELLING),
            "698016772": (None, Claim.CANCELLED),
            "698016773": (Shipping.SCHEDULED, Claim.CANCEL_REQUESTED),
            "698016774": (Shipping.SCHEDULED, Claim.CANCEL_REQUESTED),
            "698016775": (Shipping.SCHEDULED, None),
            "698016776": (Shipping.SCHEDULED, None),
            "698016777": (Shipping.NEW, None),
            "698016778": (Shipping.SCHEDULED, None),
            "698016779": (Shipping.UNPAID, None),
        }
        assert story["698016769"].ship_date == date(2022, 8, 11)
        assert story["698016773"].ship_date == date(2022, 8, 15)
        assert story["698016773"].purchase.cart_no == "249960001"

    def test_the_bad_one_names_ten_lines(self) -> None:
        """And gives the two good orders, and three without the cell that is bad."""
        reading = read_file(SAMPLES / "DeliveryManagement_detail_ja_bad.csv", NOON)

        assert [problem.line for problem in reading.problems] == list(range(3, 13))
        assert [snapshot.order_no for snapshot in reading.snapshots] == [
            "698016773",
            "698016777",
            "698016778",
            "698016770",
            "698016775",
        ]
        read = [problem.line for problem in reading.problems if problem.row_read]
        assert read == [5, 6, 8]

    def test_the_error_is_an_error(self) -> None:
        """It says what to do."""
        with pytest.raises(Unreadable, match="the key is wrong"):
            read_file(SAMPLES / "GetClaimInfo_V3_error.json", NOON)

    @pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.name)
    def test_they_are_written_as_jqsm_writes(self, path: Path) -> None:
        """UTF-8 with a byte order mark, CRLF, every cell quoted."""
        raw = path.read_bytes()

        assert raw.startswith(b'\xef\xbb\xbf"')
        assert raw.count(b"\n") == raw.count(b'"\r\n')
