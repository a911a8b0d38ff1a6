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
from ..ports import Change, DeliveryState, HistoryRow, Key, OutboxEntry, Outcome

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


def _dumped(value: object) -> str:
    return _JSON.encode(to_json(value))


def _loaded(text: str, order_no: str, what: str, read: Callable[[Any], Any] = from_json) -> Any:
    try:
        return read(json.loads(text))
    except (CancelError, ValueError, TypeError) as error:
        raise RowUnreadable(
            f"order {order_no}: the stored {what} cannot be read ({error}); "
            "restore it from a backup, or run the release that wrote it"
        ) from error


# To be written.


@attrs.frozen
class Rows:
    """What one change writes, made before the database is locked.

    Attributes:
        order: The order's columns, `order_no` last.
        expected: The version that must be stored; None if the order must not be.
        entries: Rows of the history.
        outbox_entries: Rows of the outbox, each with its entry.
    """

    order: Row
    expected: int | None
    entries: tuple[Row, ...]
    outbox_entries: tuple[tuple[OutboxEntry, Row], ...]

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
        entries = _history_rows(change, key, str(order[6]))
        outbox_entries = tuple((entry, _entry_row(entry)) for entry in change.outbox_entries)
        return cls(order, expected, entries, outbox_entries)


def _order_row(order: Order, wake_at: datetime | None) -> Row:
    return (
        order.version,
        order.state.value,
        order.purchase.cart_no,
        parcel_of(order.evidence.tracking_no),
        None if order.refused_at is None else stamp(order.refused_at),
        None if wake_at is None else stamp(wake_at),
        _dumped(order),
        order.order_no,
    )


def _history_row(entry: HistoryRow) -> Row:
    warnings = "[" + ",".join(_dumped(found) for found in entry.warnings) + "]"
    step = _dumped(entry.step)
    recorded_at = stamp(entry.recorded_at)
    return (entry.order_no, entry.step.version, step, recorded_at, entry.policy, warnings)


def _history_rows(change: Change, key: Key | None, outcome: str) -> tuple[Row, ...]:
    """Return a row a step; the key's outcome stands beside the last one."""
    unknown = (None,) * 4
    rows = [(*_history_row(entry), *unknown) for entry in change.entries(key)]
    if key is not None:
        known = (key.name, key.payload, change.steps[0].version, outcome)
        rows[-1] = (*rows[-1][: -len(unknown)], *known)
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
        _dumped(notice),
    )


# As it was read.


def order_of(row: Row) -> Order:
    """Return the order of (order_no, body, ...)."""
    order: Order = _loaded(row[1], row[0], "order")
    return order


def history_row_of(row: Row) -> HistoryRow:
    """Return the entry of (order_no, version, step, recorded_at, policy, warnings, key)."""
    order_no, version, step, recorded_at, policy, warnings, key = row
    return HistoryRow(
        order_no,
        _loaded(step, order_no, f"step {version}"),
        moment_of(recorded_at),
        policy,
        _loaded(warnings, order_no, f"warnings of step {version}", _each),
        key,
    )


def _each(data: list[Any]) -> tuple[Any, ...]:
    return tuple(from_json(each) for each in data)


def notice_of(order_no: str, body: str) -> Notice:
    """Return the notice of a row of the outbox."""
    notice: Notice = _loaded(body, order_no, "notice")
    return notice


def entry_of(row: Row) -> OutboxEntry:
    """Return the entry of (order_no, body, state, attempts, due_at, error)."""
    order_no, body, state, attempts, due_at, error = row
    notice = notice_of(order_no, body)
    return OutboxEntry(notice, DeliveryState(state), attempts, moment_of(due_at), error)


def outcome_of(row: Row, entries: Sequence[HistoryRow], notices: Sequence[Notice]) -> Outcome:
    """Return what (order_no, payload, outcome) came to, with what was written beside it."""
    order_no, payload, outcome = row
    order = _loaded(outcome, order_no, "outcome")
    steps = tuple(entry.step for entry in entries)
    warnings = tuple(found for entry in entries for found in entry.warnings)
    return Outcome(payload, Allowed(order, steps, tuple(notices), warnings))
