"""Break the core in one place at a time, and see whether the tests notice.

Each mutant is one small change to one module: a comparison turned, a constant moved, a condition
negated, a statement dropped, a guard taken off its row, a state swapped. Of the tests of that
module, those that run the changed line run against it in a process of their own, the quickest
first, until one fails. Survivors are listed;
`mutants-survivors.md` gives the reason why each makes no difference.

Written by hand, because the table is data: cosmic-ray makes 97 mutants of it and mutmut none, and
not one of them takes a guard off a row or leads a row to another state.

    python tests/mutants.py                                 every module
    python tests/mutants.py machine/rules machine/clock     only these
    python tests/mutants.py --list machine/rules            the mutants, not tried
"""

from __future__ import annotations

import ast
import copy
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "qoo10_cancel"
EXPLAINED = Path(__file__).with_name("mutants-survivors.md")
SECONDS = 5  # of the processor: a busy machine kills no mutant
WORKERS = 2
ALIVE = 3

NEWS = (
    "tests/news/test_faults.py",
    "tests/news/test_told.py",
    "tests/news/test_questions.py",
    "tests/test_observe.py",
    "tests/news/test_lives.py",
)

TESTS = {
    "decision": ("tests/test_machine.py", "tests/test_values.py"),
    "events/__init__": ("tests/test_values.py", "tests/test_typed.py", "tests/test_machine.py"),
    "events/event": ("tests/test_values.py", "tests/test_typed.py", "tests/test_machine.py"),
    "findings": ("tests/test_values.py", "tests/test_messages.py"),
    "japan": ("tests/test_japan.py", "tests/test_values.py", "tests/test_clock.py"),
    "machine/announcements": ("tests/test_notices.py",),
    "machine/clock": ("tests/test_clock.py", "tests/test_laws.py::TestClockEventsHandedIn"),
    "machine/course": (
        "tests/test_rules.py::TestNotExpected",
        "tests/test_clock.py::TestMovesOfTheClock",
        "tests/test_machine.py",
        *NEWS,
    ),
    "machine/doors": ("tests/test_machine.py", "tests/test_laws.py"),
    "machine/effects": ("tests/test_effects.py", "tests/test_life.py"),
    "machine/engine": (
        "tests/test_engine.py",
        "tests/test_matrix.py",
        "tests/broken/test_core.py::TestTheDoorsNotice",
    ),
    "machine/erasure": ("tests/test_erasure.py",),
    "machine/fold": NEWS,
    "machine/grounds": ("tests/test_rules.py::TestReasonAgrees",),
    "machine/looks": (*NEWS, "tests/desk/test_looks.py"),
    "machine/news": (*NEWS, "tests/test_notices.py"),
    "machine/objections": (
        "tests/test_rules.py::TestReasonAgrees",
        "tests/test_rules.py::TestNoFakeShipment",
        "tests/test_rules.py::TestMomentsRunForward",
    ),
    "machine/observation": ("tests/news/test_faults.py", "tests/test_observe.py"),
    "machine/outlook": ("tests/test_outlook.py",),
    "machine/refusal_rules": ("tests/test_rules.py", "tests/test_model.py"),
    "machine/rules": ("tests/test_rules.py", "tests/test_model.py"),
    "machine/sequence": NEWS,
    "machine/table": ("tests/test_table.py", "tests/test_rules.py", "tests/test_laws.py"),
    "machine/timeline": (*NEWS, "tests/test_codec.py"),
    "machine/unanswered": NEWS,
    "notices": ("tests/test_notices.py", "tests/test_values.py"),
    "order": ("tests/test_values.py", "tests/test_effects.py"),
    "policy": ("tests/test_policy.py", "tests/test_values.py"),
    "reasons": ("tests/test_values.py", "tests/test_rules.py::TestReasonIsChosen"),
    "snapshot": ("tests/readers/test_join.py", "tests/test_values.py", "tests/test_observe.py"),
}
"""The modules of the core, each with the tests that must notice."""

TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: the module, the line, what it was and what it is, and the whole new source.

    `lines` are those of the changed statement; None where it is run by an import already.
    """

    module: str
    line: int
    lines: range | None
    was: str
    now: str
    source: str

    @property
    def name(self) -> str:
        """Name it without its line, so that an explanation outlives an edit above it."""
        return f"{self.module}: {self.was} -> {self.now}"


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Give the changed forms of one node."""
    match node:
        case ast.Compare(ops=[op, *rest]) if type(op) in TURNED:
            yield _with(node, ops=[TURNED[type(op)](), *rest])
        case ast.BoolOp(op=op):
            yield _with(node, op=TURNED[type(op)]())
        case ast.BinOp(op=op) if type(op) in TURNED:
            yield _with(node, op=TURNED[type(op)]())
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if not _is_turned(
            test
        ):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Attribute(value=ast.Name(id="State"), attr=attr):
            yield _with(node, attr="NEW" if attr != "NEW" else "SHIPPED")
        case ast.Tuple(elts=[_, *_] as elts) if _are_guards(elts):
            for index in range(len(elts)):
                yield _with(node, elts=elts[:index] + elts[index + 1 :])
        case ast.Return(value=value) if value is not None and ast.unparse(value) != "None":
            yield _with(node, value=ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield ast.Pass()


def _is_turned(test: ast.expr) -> bool:
    """Return whether *test* has a mutant that negates it, so that none is tried twice."""
    match test:
        case ast.Compare(ops=[ast.Is() | ast.IsNot() | ast.In() | ast.NotIn()]):
            return True
        case ast.Compare(ops=[ast.Eq() | ast.NotEq()]) | ast.UnaryOp(op=ast.Not()):
            return True
    return False


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _are_guards(elts: list[ast.expr]) -> bool:
    return all(isinstance(e, ast.Name) and e.id.islower() and "_" in e.id for e in elts)


def mutants(module: str) -> Iterator[Mutant]:
    """Give every mutant of a module, from its first line to its last."""
    source = (PACKAGE / f"{module}.py").read_text("utf-8")
    tree = ast.parse(source)
    skipped = _unread(tree)
    for node, lines in _placed(tree):
        if id(node) in skipped or not hasattr(node, "lineno"):
            continue
        for changed in variants(node):
            mutated = _replaced(tree, node, changed)
            yield Mutant(module, node.lineno, lines, _short(node), _short(changed), mutated)


def _placed(
    node: ast.AST, lines: range | None = None, *, inside: bool = False
) -> Iterator[tuple[ast.AST, range | None]]:
    """Give every node with the lines of its statement, of a compound one those of its head."""
    if inside and isinstance(node, ast.stmt):
        body = getattr(node, "body", None)
        end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
        lines = range(node.lineno, end + 1)
    yield node, lines
    inside = inside or isinstance(node, ast.FunctionDef)
    for below in ast.iter_child_nodes(node):
        yield from _placed(below, lines, inside=inside)


def _unread(tree: ast.AST) -> set[int]:
    """List what is no code: annotations, docstrings, decorators, what only mypy reads."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, (ast.AnnAssign, ast.arg)):
            parts = [node.annotation]
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            parts = [*node.decorator_list, getattr(node, "returns", None)]
        elif isinstance(node, ast.Raise):
            parts = [node]  # a message may be worded otherwise
        for part in parts:
            found |= {id(below) for below in ast.walk(part)} if part is not None else set()
    return found


def _replaced(tree: ast.AST, old: ast.AST, new: ast.AST) -> str:
    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if node is old:
                return ast.copy_location(new, old)
            return super().visit(node)

    memo = {id(old): old}  # the one node that must be recognised in the copy
    copied = Replace().visit(copy.deepcopy(tree, memo))
    return ast.unparse(ast.fix_missing_locations(copied))


def _short(node: ast.AST) -> str:
    """Say what a node is, on one line; of a statement with a body only its head."""
    line = " ".join(ast.unparse(node).split("\n")[0].split())
    return line if len(line) <= 90 else f"{line[:87]}..."


class _Replaced(MetaPathFinder, SourceLoader):
    """Imports one module from another source."""

    def __init__(self, module: str, source: str) -> None:
        self.name = f"qoo10_cancel.{module.replace('/', '.')}".removesuffix(".__init__")
        self.path = str(PACKAGE / f"{module}.py")
        self.source = source

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.name:
            return None
        inside = [str(Path(self.path).parent)] if self.path.endswith("__init__.py") else None
        return spec_from_file_location(
            name, self.path, loader=self, submodule_search_locations=inside
        )

    def get_filename(self, *_: object) -> str:
        return self.path

    def get_data(self, *_: object) -> bytes:
        return self.source.encode()

    def path_stats(self, *_: object) -> dict[str, object]:
        raise OSError  # no compiled file is read or written


class _Watch:
    """Notes which lines of a module each test runs, and how long the test takes."""

    def __init__(self, module: str) -> None:
        self.path = str(PACKAGE / f"{module}.py")
        self.test = ""  # none yet: an import
        self.tests: dict[int, set[str]] = {}
        self.seconds: dict[str, float] = {}

    def trace(self, frame: FrameType, _event: str, _value: object) -> Any:
        if frame.f_code.co_filename != self.path:
            return None
        self.tests.setdefault(frame.f_lineno, set()).add(self.test)
        return self.trace

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self.test, start = item.nodeid, time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - start
        self.test = ""
        return result

    def chosen(self, mutant: Mutant) -> dict[str, float]:
        """Return the tests that run the mutant's line, with their seconds, the quickest first."""
        tests = dict(sorted(self.seconds.items(), key=lambda item: item[1]))
        found = {test for line in mutant.lines or () for test in self.tests.get(line, ())}
        if mutant.lines is None or "" in found:
            return tests
        return {test: seconds for test, seconds in tests.items() if test in found}


class _Chosen:
    """Runs only some tests, in their order, each for as long as it may take."""

    def __init__(self, tests: Mapping[str, float]) -> None:
        self.tests = tests
        self.rank = {test: rank for rank, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.rank),
            key=lambda item: self.rank[item.nodeid],
        )

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        _end_within(SECONDS + 3 * self.tests[item.nodeid])


def _end_within(seconds: float) -> None:
    """End this process once it has computed for so long: an endless loop is noticed."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def watched(module: str, pipe: Connection) -> None:
    """Run the tests of *module* as it is, and send which of them runs what; None if one fails."""
    _quiet()
    watch = _Watch(module)
    sys.settrace(watch.trace)
    passed = _passes(module, watch)
    sys.settrace(None)
    pipe.send((watch.tests, watch.seconds) if passed and not differs() else None)


def survives(mutant: Mutant, tests: Mapping[str, float]) -> bool:
    """Run *tests*, with their seconds, against the mutant, in this process, which ends then."""
    _end_within(SECONDS)
    sys.meta_path.insert(0, _Replaced(mutant.module, mutant.source))
    _quiet()
    try:
        return not differs() and _passes(mutant.module, _Chosen(tests))
    except BaseException:  # noqa: BLE001  a module that cannot be imported is noticed, too
        return False


def _quiet() -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    os.chdir(ROOT)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)


def _passes(module: str, plugin: object) -> bool:
    # In one process: the tests of a module share the import of everything else.
    options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider"]
    passed = pytest.main([*options, *TESTS[module]], plugins=[_Quick(), plugin])
    return passed in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}


def differs() -> bool:
    """Say whether the matrix or the corpus comes out otherwise: most mutants end here."""
    import cases  # noqa: PLC0415  the package under test is the mutant
    import test_matrix  # noqa: PLC0415

    matrix = test_matrix.TestTheMatrix()
    for cell in test_matrix.CELLS:
        matrix.test_decide(*cell.values)
        matrix.test_record(*cell.values)
    return any(cases.differences(case) for case in cases.CASES)


class _Quick:
    """Has Hypothesis stop at the first failure: nobody wants the smallest example here."""

    def pytest_sessionstart(self) -> None:
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile(
            "mutants",
            max_examples=30,
            phases=phases,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutants")


FORK = multiprocessing.get_context("fork")


def _watch(module: str) -> _Watch | None:
    """Return what the tests of *module* run; None if they fail as it is."""
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=watched, args=(module, theirs))
    process.start()
    theirs.close()
    watch = _Watch(module)
    try:
        watch.tests, watch.seconds = ours.recv()
    except (EOFError, TypeError):
        return None
    finally:
        process.join()
    return watch


def _survivors(tried: list[Mutant], watches: dict[str, _Watch]) -> Iterator[Mutant]:
    """Yield the mutants that survive, each tried in a process that is forked for it."""
    with ThreadPoolExecutor(WORKERS) as threads:
        alive = threads.map(lambda mutant: _alive(mutant, watches[mutant.module]), tried)
        for mutant, lives in zip(tried, alive, strict=True):
            if lives:
                yield mutant


def _alive(mutant: Mutant, watch: _Watch) -> bool:
    process = FORK.Process(target=_try, args=(mutant, watch.chosen(mutant)))
    process.start()
    process.join()
    return process.exitcode == ALIVE


def _try(mutant: Mutant, tests: Mapping[str, float]) -> None:
    os._exit(ALIVE if survives(mutant, tests) else 0)


def explained() -> set[str]:
    """List the survivors of which it is written down why they make no difference."""
    if not EXPLAINED.exists():
        return set()
    lines = EXPLAINED.read_text("utf-8").splitlines()
    return {line.removeprefix("- `").removesuffix("`") for line in lines if line.startswith("- `")}


def main(arguments: list[str]) -> int:
    """Try every mutant of the modules named; return 1 if one survives without a word."""
    names = [name for name in arguments if not name.startswith("-")] or list(TESTS)
    tried = [mutant for name in names for mutant in mutants(name)]
    if "--list" in arguments:
        for mutant in tried:
            print(f"{mutant.line:4} {mutant.name}")
        return 0
    start = time.monotonic()
    watches = {name: watch for name in names if (watch := _watch(name))}
    if broken := sorted(set(names) - set(watches)):
        print(f"the tests of {', '.join(broken)} fail as it is; nothing would survive them")
        return 2
    lived = []
    for mutant in _survivors(tried, watches):
        lived.append(mutant)
        print(f"line {mutant.line}: {mutant.name}", flush=True)
    print(f"{'module':<24} {'tried':>6} {'killed':>7} {'survived':>9}")
    for name in names:
        all_, left = (sum(m.module == name for m in group) for group in (tried, lived))
        print(f"{name:<24} {all_:>6} {all_ - left:>7} {left:>9}")
    known = explained()
    unexplained = [mutant for mutant in lived if mutant.name not in known]
    for mutant in unexplained:
        print(f"not explained: line {mutant.line}: {mutant.name}")
    print(f"{len(tried)} mutants in {(time.monotonic() - start) / 60:.0f} minutes")
    return int(bool(unexplained))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
