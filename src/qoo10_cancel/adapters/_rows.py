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
from ..japan import japan
from ..notices import Notice
from ..order import Order
from ..ports import Change, Entry, Key, Letter, LetterState, Outcome, parcel_of

__all__ = [
    "Row",
    "Rows",
    "entry_of",
    "letter_of",
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
    return japan(moment).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """Return the moment that `stamp` wrote."""
    return japan(datetime.fromisoformat(text))


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
        letters: Rows of the outbox, each with its letter.
    """

    order: Row
    expected: int | None
    entries: tuple[Row, ...]
    letters: tuple[tuple[Letter, Row], ...]

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
        entries = _entry_rows(change, key, str(order[6]))
        letters = tuple((letter, _letter_row(letter)) for letter in change.letters)
        return cls(order, expected, entries, letters)


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


def _entry_row(entry: Entry) -> Row:
    warnings = "[" + ",".join(_dumped(found) for found in entry.warnings) + "]"
    step = _dumped(entry.step)
    recorded_at = stamp(entry.recorded_at)
    return (entry.order_no, entry.step.version, step, recorded_at, entry.policy, warnings)


def _entry_rows(change: Change, key: Key | None, outcome: str) -> tuple[Row, ...]:
    """Return a row a step; the key's outcome stands beside the last one."""
    unknown = (None,) * 4
    rows = [(*_entry_row(entry), *unknown) for entry in change.entries(key)]
    if key is not None:
        known = (key.name, key.payload, change.steps[0].version, outcome)
        rows[-1] = (*rows[-1][: -len(unknown)], *known)
    return tuple(rows)


def _letter_row(letter: Letter) -> Row:
    notice = letter.notice
    return (
        notice.key,
        notice.order_no,
        notice.version,
        notice.channel.value,
        letter.state.value,
        stamp(letter.due_at),
        _dumped(notice),
    )


# As it was read.


def order_of(row: Row) -> Order:
    """Return the order of (order_no, body, ...)."""
    order: Order = _loaded(row[1], row[0], "order")
    return order


def entry_of(row: Row) -> Entry:
    """Return the entry of (order_no, version, step, recorded_at, policy, warnings, key)."""
    order_no, version, step, recorded_at, policy, warnings, key = row
    return Entry(
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


def letter_of(row: Row) -> Letter:
    """Return the letter of (order_no, body, state, attempts, due_at, error)."""
    order_no, body, state, attempts, due_at, error = row
    notice = notice_of(order_no, body)
    return Letter(notice, LetterState(state), attempts, moment_of(due_at), error)


def outcome_of(row: Row, entries: Sequence[Entry], notices: Sequence[Notice]) -> Outcome:
    """Return what (order_no, payload, outcome) came to, with what was written beside it."""
    order_no, payload, outcome = row
    order = _loaded(outcome, order_no, "outcome")
    steps = tuple(entry.step for entry in entries)
    warnings = tuple(found for entry in entries for found in entry.warnings)
    return Outcome(payload, Allowed(order, steps, tuple(notices), warnings))
