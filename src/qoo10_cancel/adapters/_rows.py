"""Values to the rows of the tables and back, for the stores on a database.

Each row carries a checksum of its columns, so that a damaged one is never believed. It is
against damage, not against people. A row whose checksum is NULL is not checked: whoever repairs
a row by hand sets it so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final, TypeVar
from zlib import crc32

import attrs

from .._fields import number
from ..codec import dumps, from_json
from ..decision import Allowed, Step
from ..errors import CancelError, Malformed, RowUnreadable
from ..findings import Finding
from ..japan import japan_time
from ..machine import without_texts
from ..notices import Notice
from ..order import Order
from ..parcels import parcel_of
from ..ports import Change, DeliveryState, HistoryRow, Key, OutboxEntry, Outcome, Wake

__all__ = [
    "ENTRY",
    "HISTORY",
    "ORDER",
    "STATUS",
    "Row",
    "Rows",
    "checksum_of",
    "due_at_of",
    "entry_of",
    "erased_entry",
    "erased_history",
    "given_up",
    "history_row_of",
    "notice_of",
    "order_of",
    "outcome_of",
    "stamp",
    "status_row",
    "wake_of",
]

Row = Sequence[Any]

_T = TypeVar("_T")

ORDER: Final = (
    "order_no",
    "version",
    "state",
    "cart_no",
    "tracking_no",
    "refused_at",
    "wake_at",
    "place",
    "asked",
    "body",
)
HISTORY: Final = (
    "order_no",
    "version",
    "step",
    "recorded_at",
    "policy",
    "warnings",
    "key",
    "payload",
    "since",
    "outcome",
)
ENTRY: Final = ("order_no", "notice_key", "version", "channel", "body")
STATUS: Final = ("notice_key", "state", "due_at", "attempts", "token", "error")
"""The columns that a checksum is taken of, in this order; it stands behind them."""

_MOST_ATTEMPTS: Final = 2**31 - 1
"""What an INTEGER of PostgreSQL holds; only a damaged one comes near it."""

_UNREADABLE: Final = (
    CancelError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)
"""What a damaged text makes of a parser; not more, for a signal's handler may raise anything."""


@lru_cache(maxsize=256)  # equal moments have one stamp, whatever their offsets
def stamp(moment: datetime) -> str:
    """Return *moment* as text that sorts as moments do: Japan time, always as long."""
    return japan_time(moment).isoformat(timespec="microseconds")


def _moment(text: str) -> datetime:
    return japan_time(datetime.fromisoformat(text))


def _maybe_stamp(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def _summed(row: Row) -> Row:
    """Return *row* with its checksum behind it."""
    return (*row, checksum_of(row))


def checksum_of(row: Row) -> int:
    """Return the checksum of the columns of *row*."""
    return crc32(repr(row).encode("utf-8", "surrogatepass"))


# To be written.


@attrs.frozen
class Rows:
    """What one change writes, made before the database is locked.

    Attributes:
        order: The order's columns.
        expected: The version that must be stored; None if the order must not be.
        history: Rows of the history.
        outbox: Entries of the outbox, each with its row.
        erases: The texts go from what is stored of the order.
    """

    order: Row
    expected: int | None
    history: tuple[Row, ...]
    outbox: tuple[tuple[OutboxEntry, Row], ...]
    erases: bool = False

    @classmethod
    def of(cls, change: Change, key: Key | None = None, latest: datetime | None = None) -> Rows:
        """Return the rows of *change*; its notices are due at *latest*, if not before.

        Raises:
            Malformed: There is a key, but no step beside which it could be remembered.
        """
        if key is not None and not change.steps:
            raise Malformed(f"the key {key.name!r} stands for a change without any step")
        body = dumps(change.after)
        expected = None if change.before is None else change.before.version
        history = _history_rows(change, key, body)
        outbox = tuple((entry, _entry_row(entry, latest)) for entry in change.outbox_entries)
        order = _order_row(change, body)
        return cls(order, expected, history, outbox, change.erases)


def _order_row(change: Change, body: str) -> Row:
    order = change.after
    return _summed(
        (
            order.order_no,
            order.version,
            order.state.value,
            order.purchase.cart_no,
            parcel_of(order.evidence.tracking_no),
            _maybe_stamp(order.refused_at),
            _maybe_stamp(change.wake_at),
            change.place,
            " ".join(change.asked) or None,
            body,
        )
    )


def _history_rows(change: Change, key: Key | None, outcome: str) -> tuple[Row, ...]:
    """Return one row for each step; the key's outcome stands beside the last one."""
    without = (None,) * 4
    rows = [(*_history_row(row), *without) for row in change.history_rows(key)]
    if key is not None:
        command = (key.name, key.payload, change.steps[0].version, outcome)
        rows[-1] = (*rows[-1][: -len(without)], *command)
    return tuple(map(_summed, rows))


def _history_row(row: HistoryRow) -> Row:
    warnings = "[" + ",".join(map(dumps, row.warnings)) + "]"
    step, recorded_at = dumps(row.step), stamp(row.recorded_at)
    return (row.order_no, row.step.version, step, recorded_at, row.policy, warnings)


def _entry_row(entry: OutboxEntry, latest: datetime | None) -> Row:
    notice = entry.notice
    due_at = entry.due_at if latest is None else min(entry.due_at, latest)
    body = dumps(notice)
    fixed = (notice.order_no, notice.key, notice.version, notice.channel.value, body)
    _, *status = status_row(notice.key, entry.state, due_at, entry.attempts)
    return (*_summed(fixed), *status)


def status_row(
    notice_key: str,
    state: DeliveryState,
    due_at: datetime,
    attempts: int,
    *,
    token: str | None = None,
    error: str = "",
) -> Row:
    """Return the columns of an entry that change while it is delivered, and their checksum."""
    return _summed((notice_key, state.value, stamp(due_at), attempts, token, error))


def given_up(row: Row, at: datetime) -> Row:
    """Return the status for the unreadable entry *row* of `ENTRY` and `STATUS`."""
    status = row[len(ENTRY) + 1 :]
    attempts = status[STATUS.index("attempts")]
    return status_row(
        status[0],
        DeliveryState.DEAD,
        at,
        attempts + 1 if type(attempts) is int and 0 <= attempts < _MOST_ATTEMPTS else 1,
        error="the stored notice cannot be read",
    )


# Erasing.


def erased_history(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows of an order's `HISTORY` without their texts, each with its checksum.

    Raises:
        RowUnreadable: One of them cannot be read, so that nobody knows what it holds.
    """
    had_text = set()
    for row in rows:
        read = history_row_of(row)
        order_no, version, _, recorded_at, policy, _, key, payload, since, outcome, _ = row
        event = read.step.event
        if without_texts(event) != event:
            had_text.add(version)
        bare = attrs.evolve(
            read,
            step=without_texts(read.step),
            warnings=tuple(map(without_texts, read.warnings)),
        )
        *_, step, _, _, warnings = _history_row(bare)
        if outcome is not None:
            outcome = dumps(without_texts(_load(order_no, "outcome", Order, outcome)))
            if had_text & {*range(since, version + 1)}:
                payload = ""
        fixed = (order_no, version, step, recorded_at, policy, warnings)
        yield _summed((*fixed, key, payload, since, outcome))


def erased_entry(row: Row) -> Row:
    """Return a row of `ENTRY` without its texts, with its checksum; raise as above."""
    notice = notice_of(row)
    return _summed((*row[: len(ENTRY) - 1], dumps(without_texts(notice))))


# As it was read.


def _unreadable(order_no: object, what: str, why: object) -> RowUnreadable:
    return RowUnreadable(
        f"order {order_no}: the stored {what} cannot be read ({why}); "
        "restore it from a backup, or run the release that wrote it"
    )


def _check(row: Row, what: str) -> Row:
    """Return the columns of *row* if they are what was written; its checksum stands last."""
    *columns, checksum = row
    if checksum is not None and checksum_of(tuple(columns)) != checksum:
        raise _unreadable(row[0], what, "it is damaged")
    return columns


def _load(order_no: str, what: str, wanted: type[_T], text: str) -> _T:
    return _one(order_no, what, wanted, lambda: json.loads(text))


def _load_all(order_no: str, what: str, wanted: type[_T], text: str) -> tuple[_T, ...]:
    data = _parse(order_no, what, lambda: list(json.loads(text)))
    return tuple(_one(order_no, what, wanted, partial(_itself, item)) for item in data)


def _one(order_no: str, what: str, wanted: type[_T], data: Callable[[], Any]) -> _T:
    value = _parse(order_no, what, lambda: from_json(data()))
    if not isinstance(value, wanted):
        raise _unreadable(order_no, what, f"it is a {type(value).__name__}")
    return value


def _itself(value: Any) -> Any:
    return value


def _parse(order_no: str, what: str, read: Callable[[], _T]) -> _T:
    try:
        return read()
    except _UNREADABLE as error:
        raise _unreadable(order_no, what, str(error) or type(error).__name__) from error


def order_of(row: Row) -> Order:
    """Return the order of a row of `ORDER`."""
    order_no, version, *_, body, checksum = row
    if checksum is not None and checksum_of(tuple(row[:-1])) != checksum:
        raise _unreadable(order_no, "order", "it is damaged")
    order = _load(order_no, "order", Order, body)
    if order.order_no != order_no or order.version != version:
        raise _unreadable(order_no, "order", "it is another order, or another version of it")
    return order


def wake_of(row: Row) -> Wake:
    """Return the wake of (order_no, wake_at)."""
    order_no, wake_at = row
    return _parse(order_no, "wake_at", lambda: Wake(_moment(wake_at), number(order_no)))


def history_row_of(row: Row) -> HistoryRow:
    """Return the history row of a row of `HISTORY`."""
    order_no, version, step, recorded_at, policy, warnings, key, *_ = _check(row, "history")
    return HistoryRow(
        order_no,
        _load(order_no, f"step {version}", Step, step),
        _parse(order_no, f"moment of step {version}", lambda: _moment(recorded_at)),
        policy,
        _load_all(order_no, f"warnings of step {version}", Finding, warnings),
        key,
    )


def notice_of(row: Row) -> Notice:
    """Return the notice of a row of `ENTRY`."""
    order_no, key, version, channel, body = _check(row, "notice")
    notice = _load(order_no, "notice", Notice, body)
    if (notice.key, notice.version, notice.channel.value) != (key, version, channel):
        raise _unreadable(order_no, "notice", "it is another notice")
    return notice


def entry_of(row: Row) -> OutboxEntry:
    """Return the entry of a row of `ENTRY` and `STATUS`, each with its checksum."""
    width = len(ENTRY) + 1
    notice = notice_of(row[:width])
    _, state, due_at, attempts, _, error = _check(row[width:], "status of a notice")
    return _parse(
        notice.order_no,
        "status of a notice",
        lambda: OutboxEntry(notice, DeliveryState(state), attempts, _moment(due_at), error),
    )


def due_at_of(row: Row) -> datetime | None:
    """Return `due_at` of a row of `STATUS`; None if it cannot be read."""
    try:
        due_at = _check(row, "status of a notice")[STATUS.index("due_at")]
        return _parse(row[0], "due_at of a notice", lambda: _moment(due_at))
    except RowUnreadable:
        return None


def outcome_of(rows: Sequence[Row], notices: Sequence[Notice]) -> Outcome:
    """Return the result of a command: its rows of `HISTORY`, and its notices."""
    history = [history_row_of(row) for row in rows]
    *_, payload, _, outcome, _ = rows[-1]
    order = _load(history[-1].order_no, "outcome", Order, outcome)
    steps = tuple(row.step for row in history)
    warnings = tuple(finding for row in history for finding in row.warnings)
    return Outcome(payload, Allowed(order, steps, tuple(notices), warnings))
