"""Values to the rows of the tables and back, for the stores on a database."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

import attrs

from ..codec import from_json, to_json
from ..decision import Allowed
from ..errors import CancelError, Malformed, RowUnreadable
from ..japan import japan_time
from ..notices import Notice
from ..order import Order
from ..parcels import parcel_of
from ..ports import Change, DeliveryState, HistoryRow, Key, OutboxEntry, Outcome, Wake

__all__ = [
    "Row",
    "Rows",
    "entry_of",
    "history_row_of",
    "moment_of",
    "notice_of",
    "order_of",
    "outcome_of",
    "stamp",
    "wake_of",
]

Row = Sequence[Any]

# Plain ASCII: a lone surrogate in a text does not survive any other way.
_JSON: Final = json.JSONEncoder(separators=(",", ":"))


def stamp(moment: datetime) -> str:
    """Return *moment* as text that sorts as moments do: Japan time, always as long."""
    return japan_time(moment).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """Return the moment that `stamp` wrote."""
    return japan_time(datetime.fromisoformat(text))


def _dump(value: object) -> str:
    return _JSON.encode(to_json(value))


def _load(order_no: str, what: str, read: Callable[[Any], Any], stored: Any) -> Any:
    try:
        return read(stored)
    except (CancelError, ValueError, TypeError) as error:
        raise RowUnreadable(
            f"order {order_no}: the stored {what} cannot be read ({error}); "
            "restore it from a backup, or run the release that wrote it"
        ) from error


def _value(text: str) -> Any:
    return from_json(json.loads(text))


def _values(text: str) -> tuple[Any, ...]:
    return tuple(map(from_json, json.loads(text)))


# To be written.


@attrs.frozen
class Rows:
    """What one change writes, made before the database is locked.

    Attributes:
        order: The order's columns, `order_no` last.
        expected: The version that must be stored; None if the order must not be.
        history: Rows of the history.
        outbox: Entries of the outbox, each with its row.
    """

    order: Row
    expected: int | None
    history: tuple[Row, ...]
    outbox: tuple[tuple[OutboxEntry, Row], ...]

    @classmethod
    def of(cls, change: Change, key: Key | None = None) -> Rows:
        """Return the rows of *change*.

        Raises:
            Malformed: There is a key, but no step beside which it could be remembered.
        """
        if key is not None and not change.steps:
            raise Malformed(f"the key {key.name!r} stands for a change without any step")
        order = _order_row(change.after, change.wake_at)
        expected = None if change.before is None else change.before.version
        history = _history_rows(change, key, str(order[6]))
        outbox = tuple((entry, _entry_row(entry)) for entry in change.outbox_entries)
        return cls(order, expected, history, outbox)


def _order_row(order: Order, wake_at: datetime | None) -> Row:
    return (
        order.version,
        order.state.value,
        order.purchase.cart_no,
        parcel_of(order.evidence.tracking_no),
        None if order.refused_at is None else stamp(order.refused_at),
        None if wake_at is None else stamp(wake_at),
        _dump(order),
        order.order_no,
    )


def _history_row(row: HistoryRow) -> Row:
    warnings = "[" + ",".join(map(_dump, row.warnings)) + "]"
    step, recorded_at = _dump(row.step), stamp(row.recorded_at)
    return (row.order_no, row.step.version, step, recorded_at, row.policy, warnings)


def _history_rows(change: Change, key: Key | None, outcome: str) -> tuple[Row, ...]:
    """Return a row a step; the key's outcome stands beside the last one."""
    without = (None,) * 4
    rows = [(*_history_row(row), *without) for row in change.history_rows(key)]
    if key is not None:
        command = (key.name, key.payload, change.steps[0].version, outcome)
        rows[-1] = (*rows[-1][: -len(without)], *command)
    return tuple(rows)


def _entry_row(entry: OutboxEntry) -> Row:
    notice = entry.notice
    return (
        notice.key,
        notice.order_no,
        notice.version,
        notice.channel.value,
        entry.state.value,
        stamp(entry.due_at),
        _dump(notice),
    )


# As it was read.


def order_of(row: Row) -> Order:
    """Return the order of (order_no, body)."""
    order: Order = _load(row[0], "order", _value, row[1])
    return order


def wake_of(row: Row) -> Wake:
    """Return the wake of (order_no, wake_at)."""
    order_no, wake_at = row
    return Wake(_load(order_no, "wake_at", moment_of, wake_at), order_no)


def history_row_of(row: Row) -> HistoryRow:
    """Return the row of (order_no, version, step, recorded_at, policy, warnings, key)."""
    order_no, version, step, recorded_at, policy, warnings, key = row
    return HistoryRow(
        order_no,
        _load(order_no, f"step {version}", _value, step),
        _load(order_no, f"moment of step {version}", moment_of, recorded_at),
        policy,
        _load(order_no, f"warnings of step {version}", _values, warnings),
        key,
    )


def notice_of(order_no: str, body: str) -> Notice:
    """Return the notice of a row of the outbox."""
    notice: Notice = _load(order_no, "notice", _value, body)
    return notice


def entry_of(row: Row) -> OutboxEntry:
    """Return the entry of (order_no, body, state, attempts, due_at, error)."""
    order_no, body, state, attempts, due_at, error = row
    return OutboxEntry(
        notice_of(order_no, body),
        _load(order_no, "state of a notice", DeliveryState, state),
        attempts,
        _load(order_no, "due_at of a notice", moment_of, due_at),
        error,
    )


def outcome_of(row: Row, history: Sequence[HistoryRow], notices: Sequence[Notice]) -> Outcome:
    """Return the result (order_no, payload, outcome) with what was written beside it."""
    order_no, payload, outcome = row
    order = _load(order_no, "outcome", _value, outcome)
    steps = tuple(row.step for row in history)
    warnings = tuple(finding for row in history for finding in row.warnings)
    return Outcome(payload, Allowed(order, steps, tuple(notices), warnings))
