"""What the three READMEs say besides Python is so: their commands, targets and extras."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from cli.command_line import Ended, Shop

ROOT = Path(__file__).parents[2]
READMES = sorted(ROOT.glob("README*.md"))
SH = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TEXT = re.compile(r"^```text\n\$ qoo10-cancel (.*?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

READ = [pytest.param(path.read_text("utf-8"), id=path.name) for path in READMES]
readmes = pytest.mark.parametrize("page", READ)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """An empty shop in a folder with the sample files, as in a clone."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "data", tmp_path / "examples" / "data")
    return Shop(tmp_path)


def run(shop: Shop, line: str, moment: str) -> Ended:
    """Run the command as a shell does."""
    words: list[str] = []
    for word in shlex.split(line.replace("$NOON", moment)):
        words += sorted(map(str, Path().glob(word))) if "*" in word else [word]
    return shop.run(*words, at=None, env={"COLUMNS": "84"})


class TestReadmes:
    """A reader who types what stands there gets what stands there."""

    @readmes
    def test_every_command_runs(self, page: str, shop: Shop) -> None:
        """One after the other; an answer may be a denial. What is shown is what is printed."""
        blocks = SH.findall(page)
        [moment] = re.findall(r'^NOON="(.*)"$', "".join(blocks), re.MULTILINE)
        lines = re.findall(r"^qoo10-cancel (.*)$", "".join(blocks), re.MULTILINE)

        assert len(lines) >= 4
        for line in lines:
            ended = run(shop, line, moment)
            assert ended.code in {0, 1}, (line, ended.err)
            assert ended.out
        shown = TEXT.findall(page)
        assert shown
        for line, text in shown:
            assert plain(run(shop, line, moment).out) == plain(text), line

    @readmes
    def test_every_target_and_file_exists(self, page: str) -> None:
        """What is made, run and installed."""
        commands = "\n".join(SH.findall(page)) + "\n".join(re.findall(r"`(make .*?)`", page))
        targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        extras = re.findall(r"\[(\w[\w,]*)\]\"", page)

        assert set(re.findall(r"make (\w+)", commands)) <= set(targets)
        assert set(",".join(extras).split(",")) <= project["optional-dependencies"].keys()
        for path in re.findall(r"\.venv/bin/python (\S+\.py)", commands):
            assert (ROOT / path).exists()

    def test_they_have_the_same_parts(self) -> None:
        """As many headings, commands, listings and pictures in each language."""
        marks = (r"^#+ ", r"^qoo10-cancel ", r"^make ", r"^```\w", r"^!\[", r"^\| `pip ")
        parts = {
            path.name: [
                len(re.findall(mark, path.read_text("utf-8"), re.MULTILINE)) for mark in marks
            ]
            for path in READMES
        }

        assert len(parts) == 3
        assert len({tuple(counts) for counts in parts.values()}) == 1, parts


def plain(text: str) -> str:
    """Return *text* without the blanks at its edges, which a page does not show."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
