"""What the pages show is what happens."""

from __future__ import annotations

import ast
import doctest
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("README*.md"), ROOT / "CHANGELOG.md"])

FENCE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXCUSED = re.compile(r"<!-- not run: \S.* -->\n\Z")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def _blocks(page: str, *, excused: bool = False) -> Iterator[tuple[int, str]]:
    """Give each Python block that is run, or is excused by a reason, with its line number."""
    for found in FENCE.finditer(page):
        if bool(EXCUSED.search(page[: found.start()])) is excused:
            yield page[: found.start(1)].count("\n"), found[1]


def _session(page: str) -> str:
    """Return all sessions of *page* as one, each line where it stands on the page."""
    lines = [""] * page.count("\n")
    for start, block in _blocks(page):
        if ">>>" in block:
            session = block.splitlines()
            lines[start : start + len(session)] = session
    return "\n".join(lines) + "\n"


def _run(page: str, name: str) -> doctest.TestResults:
    """Run the sessions of *page* as one session, and each whole script by itself."""
    for line, block in _blocks(page):
        if ">>>" not in block:
            exec(compile("\n" * line + block, name, "exec"), {"__name__": "__main__"})  # noqa: S102
    test = doctest.DocTestParser().get_doctest(_session(page), {}, name, name, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    return runner.run(test)


def _slug(heading: str) -> str:
    """Return a heading's anchor, as GitHub and MkDocs both make it."""
    slug = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return slug.strip().replace(" ", "-")


class TestEveryBlockRuns:
    """A Python block of a page runs as it stands, from top to bottom, beside the sample files."""

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_as_it_stands(
        self, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """No example of the page says anything but what happens."""
        monkeypatch.chdir(tmp_path)
        shutil.copytree(ROOT / "examples" / "data", tmp_path / "examples" / "data")

        result = _run(page.read_text(encoding="utf-8"), page.name)

        assert result.failed == 0

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_a_block_that_is_not_run_is_python(self, page: Path) -> None:
        """A block that needs a server is excused by a reason, and parses."""
        for _line, block in _blocks(page.read_text(encoding="utf-8"), excused=True):
            ast.parse(block)

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_plain_doctest_reads_it(self, page: Path) -> None:
        """`python -m doctest` takes no closing fence for what an example prints."""
        examples = doctest.DocTestParser().get_examples(page.read_text(encoding="utf-8"))

        assert [example.lineno for example in examples if "```" in example.want] == []

    def test_a_wrong_example_is_noticed(self) -> None:
        """The harness itself fails a page that lies."""
        page = "```python\n>>> 1 + 1\n3\n```\n"

        result = _run(page, "lie.md")

        assert result.failed == 1


class TestLinks:
    """A link inside the pages leads somewhere."""

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_every_link_has_its_end(self, page: Path) -> None:
        """The file exists, and the heading that is pointed to."""
        for path, anchor in LINK.findall(page.read_text(encoding="utf-8")):
            target = page if not path else page.parent / path

            assert target.exists(), f"{page.name} links to {path}"
            if anchor and target.suffix == ".md":
                headings = HEADING.findall(target.read_text(encoding="utf-8"))
                assert anchor in {_slug(heading) for heading in headings}, f"{path}#{anchor}"


class TestTheNavigation:
    """Every page is in the navigation."""

    def test_no_page_is_lost(self) -> None:
        """`mkdocs.yml` names each page, and no page that does not exist."""
        config = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")

        named = set(re.findall(r"[\w-]+\.md", config.partition("\nnav:")[2]))

        assert named == {page.name for page in DOCS.glob("*.md")}
