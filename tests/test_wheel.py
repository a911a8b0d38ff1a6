"""The built wheel, installed without extras, where nobody else's packages are."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Return what the command prints, and fail loudly if it fails."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    words = [str(word) for word in command]
    done = subprocess.run(words, check=False, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the Python of a fresh environment that holds the wheel and what it requires."""
    folder = tmp_path_factory.mktemp("bare")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    [wheel] = folder.glob("qoo10_cancel-*.whl")
    run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel)
    return python


class TestTheWheel:
    """The core installs with attrs and transitions alone."""

    def test_it_requires_two_packages(self, bare: Path) -> None:
        """Beside pip's own, there are attrs, transitions and the six that it brings."""
        listed = run(bare, "-m", "pip", "list", "--format=freeze")

        names = {line.split("==")[0].lower().replace("-", "_") for line in listed.split()}
        assert names - {"pip", "setuptools"} == {"qoo10_cancel", "attrs", "transitions", "six"}

    def test_importing_it_loads_nothing_else(self, bare: Path) -> None:
        """`import qoo10_cancel` loads nothing from outside the standard library but those."""
        code = """
            import sys
            before = set(sys.modules)
            import qoo10_cancel, qoo10_cancel.desk, qoo10_cancel.adapters.sqlite
            import qoo10_cancel.readers
            tops = {name.split(".")[0] for name in set(sys.modules) - before}
            print(*sorted(tops - set(sys.stdlib_module_names)))
        """

        loaded = run(bare, "-c", textwrap.dedent(code)).split()

        assert set(loaded) <= {"attr", "attrs", "qoo10_cancel", "six", "transitions"}

    def test_the_drawing_part_of_transitions_stays_unloaded(self, bare: Path) -> None:
        """`transitions.extensions` costs more to import than all the rest."""
        code = "import sys, qoo10_cancel; print('transitions.extensions' in sys.modules)"

        assert run(bare, "-c", code).strip() == "False"

    def test_a_missing_extra_is_named(self, bare: Path) -> None:
        """What needs more says which extra to install."""
        code = """
            from qoo10_cancel.errors import MissingExtra
            for part in (
                "testing",
                "adapters.postgres",
                "adapters.notifiers.webhook",
                "adapters.notifiers.apprise",
            ):
                try:
                    __import__(f"qoo10_cancel.{part}")
                except MissingExtra as error:
                    print(error)
        """

        printed = run(bare, "-c", textwrap.dedent(code))

        assert 'pip install "qoo10-cancel[testing]"' in printed
        assert 'pip install "qoo10-cancel[postgres]"' in printed
        assert 'pip install "qoo10-cancel[http]"' in printed
        assert 'pip install "qoo10-cancel[apprise]"' in printed

    def test_it_is_typed(self, bare: Path) -> None:
        """The marker for type checkers is in the wheel."""
        code = "import pathlib, qoo10_cancel as q; print(pathlib.Path(q.__file__).parent)"

        assert (Path(run(bare, "-c", code).strip()) / "py.typed").exists()
