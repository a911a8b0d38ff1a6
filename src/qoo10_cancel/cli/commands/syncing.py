"""The commands that ask Qoo10, or rehearse it: sync, sandbox, qapi."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import attrs
from rich.console import Console
from rich.progress import Progress

from ..._fields import Answer, read_day
from ...desk import IngestReport, SyncReport
from ...errors import CancelError, Unreadable
from ...readers import Problem
from ..files import Saved, write_file
from ..options import Group, argument, command, option
from ..problems import Misuse
from ..terminal import BAD_ROWS, DENIED, DONE, Terminal
from ..typed import DAYS, Typed
from ..views.intake import intake_panel
from ..views.parts import CALM, WARN, plain
from ..words import say
from .importing import Imported, sum_reports

if TYPE_CHECKING:
    from ...adapters.qapi import Qapi, SellerKey

__all__ = ["Address", "Difference", "Differences", "Synced", "qapi", "sandbox", "sync"]


@attrs.frozen
class Synced(Imported):
    """`sync`: what Qoo10 showed.

    Attributes:
        looked_up: How many orders were looked up one by one.
        unknown: Orders that Qoo10 does not know.
        left: How many orders were not looked up any more.
        complete: Whether every list and every row could be read.
        dry_run: Whether nothing was written.
    """

    looked_up: int
    unknown: tuple[str, ...]
    left: int
    complete: bool
    dry_run: bool


@attrs.frozen
class Address(Answer):
    """`sandbox`: where it is."""

    url: str
    qapi_url: str
    key: str


@attrs.frozen
class Difference(Answer):
    """Where two captures disagree: the method, the field, and how."""

    method: str
    field: str
    what: str


@attrs.frozen
class Differences(Answer):
    """`qapi compare`: where two captures disagree."""

    differences: tuple[Difference, ...]


_KEY: Final = "QOO10_CANCEL_QAPI_KEY"
_ISSUED: Final = "QOO10_CANCEL_QAPI_KEY_ISSUED"

_url: Final = option("--url", envvar="QOO10_CANCEL_QAPI_URL")
_days: Final = option("--days", type=DAYS, default=30)


@command("sync")
@option("--dry-run", is_flag=True)
@_days
@_url
def sync(terminal: Terminal, dry_run: bool, days: int, url: str | None) -> int:
    """Ask Qoo10 for orders and claims, and take in what it shows."""
    key = _key(os.environ)
    with _client(terminal, key, url) as client, _shown(terminal) as progress:
        period = timedelta(days=days)
        polled = _polled(client, terminal.now(), period)
        desk = terminal.desk(write=not dry_run, make=True)
        report = desk.sync(polled, period=period, dry_run=dry_run, progress=progress)
    problems = [_unreadable(problem) for problem in report.problems]
    both = sum_reports(report.listed, report.looked_up)
    more = (_count(report.looked_up), report.unknown, report.left, report.complete, report.dry_run)
    document = Synced.of(both, problems, *more)
    panel = intake_panel(both, problems, terminal.lang)
    terminal.show(document, panel, *_remarks(terminal, report))
    _warn_of_age(terminal, key)
    left_out = problems or both.skipped or both.ahead
    return BAD_ROWS if left_out or not report.complete else DONE


def _polled(client: Qapi, now: datetime, period: timedelta) -> Any:
    """Return Qoo10 with its poll at hand: no store is made before the poll has succeeded."""
    poll = client.poll(now - period, now)
    return SimpleNamespace(poll=lambda _since, _until: poll, find_order=client.find_order)


def _remarks(terminal: Terminal, report: SyncReport) -> Iterator[Any]:
    if not report.complete:
        yield terminal.say("sync.incomplete", WARN)
    if report.left:
        yield terminal.say("sync.left", WARN, count=report.left)
    if report.dry_run:
        yield terminal.say("sync.dry", CALM)


def _warn_of_age(terminal: Terminal, key: SellerKey) -> None:
    now = terminal.now()
    if key.warning(now) and key.ends_at is not None:
        last = key.ends_at - timedelta(seconds=1)
        terminal.note(terminal.say("sync.key", WARN, last=f"{last:%Y-%m-%d %H:%M:%S}"))


@contextmanager
def _shown(terminal: Terminal) -> Iterator[Any]:
    """Show how many orders are looked up, on a terminal only."""
    errors = Console(stderr=True)
    quiet = terminal.json or not errors.is_terminal
    with Progress(console=errors, transient=True, disable=quiet) as bar:
        task = bar.add_task(say("sync.looking", terminal.lang), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _count(report: IngestReport) -> int:
    return report.new + report.changed + report.unchanged + len(report.set_aside)


def _unreadable(problem: CancelError) -> Unreadable:
    if isinstance(problem, Unreadable):
        return problem
    worded: Any = problem if hasattr(problem, "key") else None  # QAPI's own, in every language
    return Unreadable(worded or Problem("unanswered", {"why": str(problem)}), source="QAPI")


def _key(environ: Mapping[str, str]) -> SellerKey:
    """Return the key of the environment: an option would stand in the shell's history."""
    from ...adapters.qapi import SellerKey  # noqa: PLC0415 - an extra, imported when used

    secret = environ.get(_KEY)
    if not secret:
        raise Misuse("unset", variable=_KEY)
    issued = environ.get(_ISSUED)
    return SellerKey(secret, read_day(issued) if issued else None)


def _client(terminal: Terminal, key: SellerKey, url: str | None) -> Qapi:
    from ...adapters.qapi import BASE_URL, Qapi  # noqa: PLC0415 - as above

    return Qapi(key, url=url or BASE_URL, clock=terminal.now)


# The sandbox.


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) < 65536):  # noqa: PLR2004
        raise Misuse("number", text=text, least=0, most=65535)
    return int(text)


@command("sandbox")
@option("--port", type=Typed("PORT", _port), default="8010")
@option("--empty", is_flag=True)
def sandbox(terminal: Terminal, port: int, empty: bool) -> int:
    """Serve a local Qoo10 to rehearse on, until Ctrl-C."""
    from ...sandbox.__main__ import open_sandbox, welcome  # noqa: PLC0415 - an extra

    served = open_sandbox("127.0.0.1", port, empty=empty)
    terminal.show(Address(served.url, served.qapi_url, "sandbox-key"), plain(welcome(served)))
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    served.stop()
    return DONE


# The shapes of QAPI's answers.


@command("capture")
@argument("output", type=Typed("FILE", str))
@_days
@_url
def capture(terminal: Terminal, output: str, days: int, url: str | None) -> None:
    """Write the shapes of QAPI's answers, without any of their values."""
    with _client(terminal, _key(os.environ), url) as client:
        document = client.capture(terminal.now() - timedelta(days=days), terminal.now())
    write_file(output, json.dumps(document, ensure_ascii=False, indent=1))
    terminal.show(Saved(output), terminal.say("capture.done", path=output))


@command("compare")
@argument("real", type=Typed("FILE", str))
@argument("other", type=Typed("FILE", str), required=False)
def compare(terminal: Terminal, real: str, other: str | None) -> int:
    """Compare a capture with another one, or with the sandbox."""
    from ...adapters.qapi import compare as differences  # noqa: PLC0415 - an extra

    found = differences(_read(real), _rehearsed() if other is None else _read(other))
    lines = [plain(str(difference)) for difference in found]
    if not found:
        lines = [terminal.say("compare.same", CALM)]
    rows = tuple(Difference(**attrs.asdict(difference)) for difference in found)
    terminal.show(Differences(rows), *lines)
    return DENIED if found else DONE


def _read(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise Misuse("unreadable", path=path, why=error.strerror) from None
    except ValueError as error:
        raise Misuse("unreadable", path=path, why=type(error).__name__) from None


def _rehearsed() -> Mapping[str, Any]:
    """Return a capture of the sandbox, with an order in every state."""
    from ...adapters.qapi import Qapi, SellerKey  # noqa: PLC0415 - as above
    from ...sandbox import Sandbox, fill  # noqa: PLC0415

    with Sandbox() as served:
        shop = served.open()
        fill(shop)
        now: datetime = shop.clock()
        with Qapi(SellerKey(shop.key), url=served.qapi_url, clock=shop.clock, pace=0) as client:
            return client.capture(now - timedelta(days=30), now)


qapi: Final = Group("qapi", commands=[capture, compare])
