"""A shop in a folder of its own: its store, and the command line run against it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import attrs
import jsonschema

from qoo10_cancel import from_json, json_schema
from qoo10_cancel.cli import main
from qoo10_cancel.cli.commands.describing import DOCUMENTS

DATA = Path(__file__).parents[2] / "examples" / "data"
FILES = (
    str(DATA / "DeliveryManagement_detail_ja_20220812.csv"),
    str(DATA / "ClaimGrid_zh_20220812.csv"),
)
NOON = "2022-08-12 12:00 JST"
ASKED, ALSO_ASKED, DELAYED = "698016773", "698016774", "698016769"
PACKED = ("--reason", "prepared", "-e", "prepared_at=2022-08-12 09:30 JST")

EXAMPLES = {
    "queue": ["queue"],
    "show": ["show", ASKED],
    "why": ["why", ASKED, "refuse"],
    "prepare": ["prepare", ASKED, *PACKED],
    "check-text": ["check-text", "x", "--order", ASKED],
    "advise": ["advise", ASKED],
    "history": ["history", ASKED],
    "board": ["board"],
    "rules": ["rules"],
    "rules RULE": ["rules", "QC-00"],
    "diagram": ["diagram"],
    "policy": ["policy"],
    "schema": ["schema"],
    "export": ["export", "orders"],
    "import": ["import", FILES[0]],
    "tick": ["tick"],
    "deliver": ["deliver", "--notifier", "log"],
    "clean": ["clean"],
    "dead-letters list": ["dead-letters", "list", "--all"],
    "dead-letters revive": ["dead-letters", "revive", "k"],
    "refuse": ["refuse", ASKED],
    "record": ["record", ASKED, "refuse"],
    "dossier": ["dossier", ASKED],
    "ask-withdrawal": ["ask-withdrawal", ALSO_ASKED],
    "approve": ["approve", ALSO_ASKED],
    "set-ship-date": ["set-ship-date", DELAYED, "2022-08-30"],
    "ship": ["ship", DELAYED],
    "evidence": ["evidence", "698016777", "bundled=no"],
    "retract": ["retract", "698016777", "evidence", "--note", "n", "--actor", "a"],
    "erase": ["erase", ALSO_ASKED, "--actor", "a", "--yes"],
    "an error": ["show", "1"],
}
"""A command line for each command that ends by itself, and for an error."""

VALID = jsonschema.Draft202012Validator(json_schema(*DOCUMENTS))


def value_of(part: dict[str, Any]) -> Any:
    """Return the value that is a part of a document."""
    return from_json({"schema": 1, **part})


@attrs.frozen
class Ended:
    """How a run of the command line has ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Give what `--json` has printed: one of the documents of the schema."""
        document: dict[str, Any] = json.loads(self.out)
        if "$schema" not in document:  # the schema itself
            VALID.validate(document)
        return document


class _Stream(TextIOWrapper):
    """A standard stream that is no terminal, and remembers what was written to it."""

    def __init__(self, newline: str = "") -> None:
        super().__init__(BytesIO(), "utf-8", newline=newline)

    def said(self) -> str:
        """Return what was written."""
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, BytesIO)
        return buffer.getvalue().decode()


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
        newline: str = "",
    ) -> Ended:
        """Run one command; an exception that no rule of the command line foresees is raised."""
        moment = () if at is None else ("--at", at)
        known: dict[str, str] = {
            "QOO10_CANCEL_STORE": str(self.store),
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
        } | dict(env or {})
        out, err, typed = _Stream(newline), _Stream(), TextIOWrapper(BytesIO(stdin), "utf-8")
        streams = mock.patch.multiple(sys, stdout=out, stderr=err, stdin=typed)
        with mock.patch.dict(os.environ, known), streams:
            code = main([*args, *moment])
        return Ended(code, out.said(), err.said())

    def json(self, *args: str, **how: Any) -> dict[str, Any]:
        """Run one command under `--json` and return its document."""
        return self.run(*args, "--json", **how).document


@contextmanager
def a_shop(*, empty: bool = False) -> Iterator[Shop]:
    """Open a shop with the sample files taken in, and close it down again."""
    with TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        if not empty:
            shop.store.write_bytes(_stocked())
        yield shop


@cache
def _stocked() -> bytes:
    """Return a store with the sample files in it, made once."""
    with a_shop(empty=True) as shop:
        assert shop.run("import", *FILES).code == 0
        return shop.store.read_bytes()
