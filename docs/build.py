"""Build the pages into site/: python docs/build.py, or with --write to renew the generated ones.

Pages that are made from the source, by the `make_*.py` beside this file, are made again in memory
first. If a committed one is stale the build fails and says which.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent


def generated() -> Iterable[tuple[Path, str]]:
    """Give each generated page: its file, and what should be in it."""
    for maker in sorted(HERE.glob("make_*.py")):
        names = runpy.run_path(str(maker))
        yield names["PAGE"], names["page"]()


def stale() -> list[Path]:
    """Return the generated pages whose file says something else."""
    return [file for file, text in generated() if _text(file) != text]


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


def write() -> None:
    """Renew every generated page."""
    for file, text in generated():
        if _text(file) != text:
            file.write_text(text, encoding="utf-8")
            print(f"renewed {file.name}")


def main(arguments: list[str]) -> int:
    """Check or renew the generated pages, then build all strictly; return the exit code."""
    if "--write" in arguments:
        write()
    if old := stale():
        names = ", ".join(file.name for file in old)
        print(f"stale: {names}; renew with: python docs/build.py --write", file=sys.stderr)
        return 1
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # the theme's advertisement for its successor
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=HERE.parent, check=False)  # noqa: S603  our own words
    if done.returncode == 0:
        print(f"built {HERE.parent / 'site' / 'index.html'}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
