"""docs/logging.md lists every event that is logged, with its level and fields, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

import qoo10_cancel
from qoo10_cancel._log import FIELDS
from qoo10_cancel.desk import DispatchReport
from qoo10_cancel.events import EVENTS

SOURCE = Path(qoo10_cancel.__file__).parent
PAGE = (Path(__file__).parents[2] / "docs" / "logging.md").read_text("utf-8")

STEP = "the class of a step"
COMPUTED = {"ledger.py": {STEP}, "dispatch.py": {f.name for f in attrs.fields(DispatchReport)}}
"""The events of which the code computes the name, by file."""

Logged = dict[str, tuple[str, set[str]]]


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Yield every call of `log_event` in the package."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "log_event":
                yield path, node


def emitted() -> Logged:
    """Return what the code logs: the level and the fields of each event."""
    found: Logged = {}
    for path, call in calls():
        event = call.args[0]
        names = {event.value} if isinstance(event, ast.Constant) else COMPUTED[path.name]
        given = {word.arg or "": ast.unparse(word.value) for word in call.keywords}
        level = given.pop("level", "logging.INFO").removeprefix("logging.")
        for name in names:
            assert found.setdefault(str(name), (level, set(given))) == (level, set(given)), name
    return found


def listed() -> Logged:
    """Return what the page lists."""
    table = PAGE.partition("| event | level |")[2].partition("\n\n")[0]
    found: Logged = {}
    for row in table.splitlines()[2:]:
        event, level, _when, fields = row.strip("| ").split(" | ")
        names = {STEP} if event.startswith(STEP) else set(re.findall(r"`(\w+)`", event))
        found |= {name: (level, set(re.findall(r"`(\w+)`", fields))) for name in names}
    return found


class TestThePage:
    """The page and the code say the same."""

    def test_every_event_with_its_fields(self) -> None:
        """Nothing is logged that is not listed, and nothing listed that is not logged."""
        assert emitted() == listed()

    def test_every_field_that_there_is(self) -> None:
        """A field that no event has is none."""
        assert set().union(*(fields for _level, fields in emitted().values())) == FIELDS

    def test_the_example_of_a_step(self) -> None:
        """It is an event's class."""
        [name] = re.findall(rf"{STEP}, such as `(\w+)`", PAGE)

        assert name in {cls.__name__ for cls in EVENTS}
