"""One damaged row is never believed, and holds up none of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from postgres import Cluster

from . import damage


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep the log, which names every damaged row, from being kept."""
    caplog.set_level("CRITICAL", logger="qoo10_cancel")


class TestDamage:
    """Whatever stands in a column: the row is unreadable, and the rest of the day goes on."""

    def test_bits_on_sqlite(self, tmp_path: Path) -> None:
        """One bit flipped, in every column of every table; here every eleventh bit."""
        assert damage.on_sqlite(tmp_path / "orders.sqlite", 11)["flips"] > 1000

    def test_a_day_on_sqlite(self, tmp_path: Path) -> None:
        """Cut off, empty, nested without end, not UTF-8, a number of another size."""
        assert damage.a_day_on_sqlite(tmp_path, 7) > 30

    def test_on_postgresql(self, postgres: Cluster) -> None:
        """The same on a server."""
        counts = damage.on_postgresql(postgres.new_database(), 97, 17)

        assert counts["flips"] > 100
        assert counts["days"] > 10

    def test_a_store_without_checksums_is_caught(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It believes another moment, or another number."""
        monkeypatch.setattr("qoo10_cancel.adapters._rows._check", lambda row, _what: row[:-1])

        with pytest.raises(AssertionError):
            damage.on_sqlite(tmp_path / "orders.sqlite", 11)
