"""Texts with what is to be said of them, case by case."""

from __future__ import annotations

import pytest

from qoo10_cancel.text import check_reason
from text.cases import Case, count_cases, delay_rows, own_cases

COUNTED, OWN, DELAYS = count_cases(), own_cases(), delay_rows()


class TestEveryCaseIsJudgedAsWritten:
    """What the tables say is what the library says: violations, warnings and lengths."""

    @pytest.mark.parametrize("case", COUNTED, ids=lambda case: case.name)
    def test_counting_and_characters(self, case: Case) -> None:
        """A case of counting gets its codes and its length."""
        assert not case.wrong()

    @pytest.mark.parametrize("case", OWN, ids=lambda case: case.name)
    def test_reasons_as_sellers_write_them(self, case: Case) -> None:
        """A reason gets its findings."""
        assert not case.wrong()

    def test_the_tables_are_whole(self) -> None:
        """No case was lost on the way."""
        assert len(COUNTED) == 79
        assert len(OWN) >= 150
        assert len(DELAYS) == 93


class TestDelayIsNoReason:
    """QC-08: a delay of the store's own is denied, what only looks like one is not."""

    @pytest.mark.parametrize(
        "text", [text for _, label, text in DELAYS if label != "legit"], ids=lambda text: text[:12]
    )
    def test_a_delay_is_denied(self, text: str) -> None:
        """Whoever blames the store's own delay is told so."""
        said = [finding.key for finding in check_reason(text).violations]

        assert said == ["QC-08.store-delay"]

    @pytest.mark.parametrize(
        "text", [text for _, label, text in DELAYS if label == "legit"], ids=lambda text: text[:12]
    )
    def test_an_honest_reason_is_never_denied(self, text: str) -> None:
        """Whoever has shipped, packed or made the goods may say so."""
        assert check_reason(text).violations == ()
