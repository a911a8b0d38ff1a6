"""The how-to page on wording runs as it stands."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "wording.md"


class TestThePageRuns:
    """`docs/wording.md` shows what the library does, not what it once did."""

    def test_every_block(self) -> None:
        """All its examples run, and there are enough of them to be worth running."""
        result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")

        assert result.failed == 0
        assert result.attempted > 20
