"""What is made from the source is made again when the source changes."""

from __future__ import annotations

import re
import runpy
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import qoo10_cancel
from qoo10_cancel.errors import MissingExtra
from qoo10_cancel.events import EVENTS, Cancellation, RequestWithdrawal
from qoo10_cancel.machine.table import TABLE, Row
from qoo10_cancel.order import State

DOCS = Path(__file__).parents[2] / "docs"
MAKERS = sorted(DOCS.glob("make_*.py"))


@pytest.fixture(scope="module")
def diagram() -> dict[str, Any]:
    """The names in the script that draws the states."""
    return runpy.run_path(str(DOCS / "make_diagram.py"))


@pytest.fixture(scope="module")
def states() -> dict[str, Any]:
    """The names in the script that lists the states."""
    return runpy.run_path(str(DOCS / "make_states.py"))


class TestGenerated:
    """A committed page says what its script would write today."""

    @pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.stem)
    def test_no_page_is_stale(self, maker: Path) -> None:
        """Renew one with `python docs/build.py --write`."""
        names = runpy.run_path(str(maker))

        assert names["PAGE"].read_text(encoding="utf-8") == names["page"]()


class TestTheBuild:
    """`docs/build.py` notices a stale page and can renew it."""

    def test_a_stale_page_is_named_and_renewed(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A page that was changed by hand is stale until it is written again."""
        build = runpy.run_path(str(DOCS / "build.py"))
        maker = tmp_path / "make_one.py"
        maker.write_text(
            "from pathlib import Path\nPAGE = Path(__file__).with_name('one.md')\n"
            "def page():\n    return 'said'\n"
        )
        build["stale"].__globals__["HERE"] = tmp_path
        (tmp_path / "one.md").write_text("by hand")

        before = build["stale"]()
        build["write"]()

        assert before == [tmp_path / "one.md"]
        assert build["stale"]() == []
        assert capsys.readouterr().out == "renewed one.md\n"


class TestThePicture:
    """The picture shows the table, and says so when it cannot."""

    def test_every_state_has_a_box(self, diagram: dict[str, Any]) -> None:
        """All eleven states are in the picture, once."""
        root = ET.fromstring(diagram["page"]())  # noqa: S314  our own picture
        texts = root.iter("{http://www.w3.org/2000/svg}text")
        bold = [text.text for text in texts if text.get("font-weight") == "bold"]

        assert len(State) == 11
        assert sorted(bold) == sorted(state.value for state in State)

    @pytest.mark.parametrize("missing", [("shipped", "Delivery"), ("cancelling", "Refund")])
    def test_a_move_that_is_gone_is_an_error(self, missing: tuple[str, str]) -> None:
        """A line that the table no longer has cannot stay in the picture."""
        kept = tuple(r for r in TABLE if (r.source.value, r.event.__name__) != missing)

        with pytest.raises(LookupError, match=missing[1]):
            _redrawn(kept)

    def test_a_new_move_is_an_error_until_it_has_a_place(self) -> None:
        """A row that the picture does not know is not left out in silence."""
        row = Row(State.DELIVERED, Cancellation, State.CANCELLED)
        moved = Row(State.NEW, EVENTS[11], State.DELIVERED)

        assert EVENTS[11].__name__ == "Delivery"
        assert _redrawn((*TABLE, row))
        with pytest.raises(LookupError, match="Delivery"):
            _redrawn((*TABLE, moved))

    def test_what_is_drawn_once_is_so(self) -> None:
        """Any order that is not shipped can be cancelled; only a request is withdrawn."""
        ended = {row.source for row in TABLE if row.event is Cancellation}
        back = {row.source for row in TABLE if row.event is RequestWithdrawal}

        assert {s.value for s in set(State) - ended} == {"cancelled", "shipped", "delivered"}
        assert {s.value for s in back} == {"cancel_requested", "withdrawal_asked"}


def _redrawn(table: tuple[Row[Any], ...]) -> str:
    """Draw another table."""
    names = runpy.run_path(str(DOCS / "make_diagram.py"))
    names["page"].__globals__["TABLE"] = table
    page: str = names["page"]()
    return page


class TestTheList:
    """The page of states has every row of the table."""

    def test_every_event_of_a_state_is_in_its_section(self, states: dict[str, Any]) -> None:
        """Whatever the table knows for a state stands under its heading."""
        sections = re.split(r"^## ", states["page"](), flags=re.MULTILINE)[1:]
        by_heading = {section.split("\n")[0]: section for section in sections}

        assert list(by_heading) == [state.value for state in State]
        for row in TABLE:
            assert f"`{row.event.__name__}`" in by_heading[row.source.value]

    def test_each_guard_names_its_rules(self, states: dict[str, Any]) -> None:
        """The first words of a guard's docstring tell which rules it asks; a range counts."""
        guards = {guard for row in TABLE for guard in row.guards}
        codes = {guard.__name__: states["codes_of"](guard) for guard in guards}

        assert all(codes.values())
        assert codes["text_is_fit"] == ["QC-05", "QC-06", "QC-07", "QC-08", "QC-09"]
        assert codes["planned_date_ahead"] == ["QC-03"]


_PATHS = re.findall(r"^::: (\S+)$", (DOCS / "api.md").read_text(encoding="utf-8"), re.MULTILINE)


class TestTheApiPage:
    """The API page has every public name."""

    def test_every_name_of_the_package_is_on_it(self) -> None:
        """A name that is exported and not described is not public, so there is none."""
        described = {path.rpartition(".")[2] for path in _PATHS}
        events = {event.__name__ for event in EVENTS}
        errors = {name for name in dir(qoo10_cancel.errors) if name[0].isupper()}

        assert set(qoo10_cancel.__all__) - described - events - errors == set()

    @pytest.mark.parametrize("path", _PATHS)
    def test_every_name_on_it_is_there(self, path: str) -> None:
        """What the page describes can be imported from where it says."""
        module, _, name = path.rpartition(".")
        try:
            found = getattr(import_module(module), name, None) or import_module(path)
        except MissingExtra as missing:
            pytest.skip(str(missing))

        assert found.__doc__
