"""Prints the numbers of the house, and fails when one is beyond its limit: `make house`."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Final

import grimp

import qoo10_cancel
from qoo10_cancel import JST, CancelRefusal, Order, RefusalReason, State, decide
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.snapshot import Claim, Shipping, Snapshot

HOME: Final = Path(qoo10_cancel.__file__).parent
NAME: Final = "qoo10_cancel"

LONG_BY_NATURE: Final = re.compile(r"messages/|words/|testing/|testing\.py|lexicon")
"""Files that may be long: sentences in four languages, word lists and test kits."""

PRIVATE_WORDS: Final = ("said", "lest", "anew", "each_one")
"""Words that tell a reader nothing, as names or in prose."""


def files() -> Iterator[Path]:
    """Yield the files of the package."""
    yield from sorted(HOME.rglob("*.py"))


def room(path: Path) -> str:
    """Return the entry at the root under which *path* lies."""
    return path.relative_to(HOME).parts[0].removesuffix(".py")


def entries() -> set[str]:
    """Return what stands at the root."""
    return {room(path) for path in files()}


# Imports, those for type checking included.

GRAPH: Final = grimp.build_graph(NAME, exclude_type_checking_imports=False)


def _imports(level: Callable[[str], str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for module in GRAPH.modules:
        below = {level(other) for other in GRAPH.find_modules_directly_imported_by(module)}
        found.setdefault(level(module), set()).update(below - {level(module)})
    return found


def _entry(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def _reaches(imports: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    coming = set(imports[start])
    while coming:
        here = coming.pop()
        seen.add(here)
        coming |= imports[here] - seen
    return seen


def circles(imports: Mapping[str, set[str]]) -> set[str]:
    """Return what imports itself on a way through others."""
    return {module for module in imports if module in _reaches(imports, module)}


def floors(imports: Mapping[str, set[str]]) -> Mapping[str, int]:
    """Return the floor of each: one above the highest that it imports."""

    @cache
    def floor(module: str) -> int:
        return 1 + max((floor(below) for below in imports[module]), default=0)

    return {module: floor(module) for module in imports}


# Sizes and words.


def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def longest_file() -> tuple[int, str]:
    """Return the longest file that has no reason to be long."""
    named = ((lines(path), str(path.relative_to(HOME))) for path in files())
    return max(pair for pair in named if not LONG_BY_NATURE.search(pair[1]))


def longest_class() -> tuple[int, str]:
    """Return the longest class outside the test kits."""
    return max(
        ((node.end_lineno or 0) - node.lineno + 1, node.name)
        for path in files()
        if room(path) != "testing"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )


def private_words() -> Mapping[str, int]:
    """Return how often each private word stands in the package."""
    found = Counter[str]()
    for path in files():
        found.update(re.findall(r"[a-z_]+", path.read_text(encoding="utf-8")))
    return {word: found[word] for word in PRIVATE_WORDS}


def lines_by_entry() -> Mapping[str, int]:
    """Return the lines of each entry at the root."""
    found = Counter[str]()
    for path in files():
        found[room(path)] += lines(path)
    return found


# Walks: how often a call goes up, from a module to one on a higher floor.


def climbs(walk: Callable[[], object]) -> int:
    """Return how many calls of *walk* go to a module on a higher floor than the caller's."""
    heights = floors(_imports(lambda module: module))
    seen: list[tuple[str, str]] = []

    def watch(frame: FrameType, event: str, _argument: Any) -> None:
        caller = frame.f_back
        if event == "call" and caller is not None:
            names = (caller.f_globals.get("__name__"), frame.f_globals.get("__name__"))
            if names[0] in heights and names[1] in heights:
                seen.append((str(names[0]), str(names[1])))

    walk()  # once unwatched: caches fill, and lazy imports happen
    sys.setprofile(watch)
    try:
        walk()
    finally:
        sys.setprofile(None)
    return len({pair for pair in seen if heights[pair[1]] > heights[pair[0]]})


NOON: Final = datetime(2022, 8, 12, 12, tzinfo=JST)
REASON: Final = RefusalReason(
    "其他", "商品はすでに佐川急便へ引き渡しており、配送中のためキャンセルはお受けできません。"
)


def ask() -> object:
    """Ask whether a requested order may be refused."""
    order = Order("698016773", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))
    return decide(order, CancelRefusal(NOON, REASON, confirmed=True))


def refuse() -> object:
    """Refuse through a desk that keeps its orders in memory."""
    desk = Desk(MemoryStore(), clock=lambda: NOON)
    seen = Snapshot(
        "698016773",
        NOON,
        Shipping.SCHEDULED,
        Claim.CANCEL_REQUESTED,
        ship_date=date(2022, 8, 15),
        requested_at=NOON,
    )
    desk.ingest([seen])
    return desk.refuse("698016773", REASON, confirmed=True)


def main() -> int:
    """Print every number beside its limit; return 1 when one is beyond."""
    by_entry = _imports(_entry)
    words = private_words()
    tall, wide = longest_file(), longest_class()
    by_file = _imports(lambda module: module)
    numbers = (
        ("entries at the root", len(entries()), 26, ""),
        ("circles between entries", len(circles(by_entry)), 0, ""),
        ("circles between files", len(circles(by_file)), 0, ""),
        ("floors", max(floors(by_entry).values()), 11, ""),
        ("lines of the longest file", tall[0], 400, tall[1]),
        ("lines of the longest class", wide[0], 350, wide[1]),
        ("climbs of decide(order, refusal)", climbs(ask), 3, ""),
        ("climbs of Desk.refuse(reason)", climbs(refuse), 1, ""),
        *((f"uses of “{word}”", count, 39, "") for word, count in words.items()),
    )
    for what, number, limit, where in numbers:
        mark = "" if number <= limit else "  ← too many"
        print(f"{what:<36}{number:>6}  of {limit}  {where}{mark}")
    print()
    for entry, count in sorted(lines_by_entry().items(), key=lambda pair: -pair[1]):
        print(f"{entry:<16}{count:>6} lines, floor {floors(by_entry)[entry]}")
    print(f"{'together':<16}{sum(lines_by_entry().values()):>6} lines")
    return int(any(number > limit for _, number, limit, _ in numbers))


if __name__ == "__main__":
    sys.exit(main())
