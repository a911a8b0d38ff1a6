"""A shop in a folder of its own: its store, and the command line run against it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
from typer.main import get_command
from typer.testing import CliRunner

from qoo10_cancel.cli.app import app

COMMAND = get_command(app)
"""Made once: `CliRunner.invoke` would make it anew for each run."""

DATA = Path(__file__).parents[2] / "examples" / "data"
FILES = (
    str(DATA / "DeliveryManagement_detail_ja_20220812.csv"),
    str(DATA / "ClaimGrid_zh_20220812.csv"),
)
NOON = "2022-08-12 12:00 JST"
ASKED, ALSO_ASKED, DELAYED = "698016773", "698016774", "698016769"
PACKED = ("--reason", "prepared", "-e", "prepared_at=2022-08-12 09:30 JST")


@attrs.frozen
class Ended:
    """How a run of the command line has ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Give what `--json` has printed."""
        said: dict[str, Any] = json.loads(self.out)
        return said


class Shop:
    """Runs commands against one store, at noon unless told otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "shop.sqlite"

    def run(
        self,
        *args: str,
        at: str | None = NOON,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> Ended:
        """Run one command; an exception that no rule of the command line foresees is raised."""
        moment = () if at is None else ("--at", at)
        known = {"QOO10_CANCEL_STORE": str(self.store), "QOO10_CANCEL_LANG": None, "COLUMNS": "80"}
        with CliRunner().isolation(stdin, {**known, **(env or {})}) as (out, err, _):
            try:
                COMMAND.main([*args, *moment], prog_name="qoo10-cancel")
            except SystemExit as ended:
                code = int(ended.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ended(code, out.getvalue().decode(), err.getvalue().decode())

    def json(self, *args: str, **how: Any) -> dict[str, Any]:
        """Run one command under `--json` and return its document."""
        return self.run(*args, "--json", **how).document


@contextmanager
def a_shop(*, empty: bool = False) -> Iterator[Shop]:
    """Open a shop with the sample files taken in, and close it down again."""
    with TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        if not empty:
            shutil.copy(_stocked(), shop.store)
        yield shop


_STOCK: list[tuple[TemporaryDirectory[str], Path]] = []


def _stocked() -> Path:
    """Return a store with the sample files in it, made once."""
    if not _STOCK:
        folder = TemporaryDirectory()
        shop = Shop(Path(folder.name))
        assert shop.run("import", *FILES).code == 0
        _STOCK.append((folder, shop.store))
    return _STOCK[0][1]
