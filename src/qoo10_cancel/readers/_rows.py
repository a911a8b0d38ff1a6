"""Formats of rows, as tables, and how one row becomes a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import attrs

from ..errors import Unreadable
from ..order import Purchase
from ..snapshot import Snapshot
from ._cells import (
    BadCell,
    cell_text,
    fold,
    is_personal,
    line,
    moment,
    moment_or_day,
    number,
    planned_day,
    tracking_number,
)
from .codes import OtherClaim, send_type
from .problems import Location

__all__ = ["DECIDING", "RowFormat", "RowOutcome", "RowReader", "Values"]

Values = dict[str, Any]
"""The value of each field of a snapshot (or of its purchase) that one row fills."""

DECIDING: Final = ("order_no", "shipping", "claim")
"""The fields that decide. A row is lost if one of them is filled and cannot be read."""

_PARSERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "order_no": number,
    "cart_no": number,
    "ordered_at": moment,
    "paid_at": moment,
    "reservation": send_type,
    "ship_date": planned_day,
    "requested_at": moment_or_day,
    "request_reason": line,
    "closed_at": moment_or_day,
    "shipped_at": moment_or_day,
    "delivered_at": moment_or_day,
    "carrier": line,
    "tracking_no": tracking_number,
}

_FREE_TEXTS: Final = frozenset({"carrier", "request_reason"})
"""Free texts, which no error repeats: they may hold anything."""

_OF_THE_PURCHASE: Final = tuple(attrs.fields_dict(Purchase))

_IN_FILES: Final = {"lost-digits": "lost-digits-in-file"}
_IN_REPLIES: Final = {"rewritten-date": "not-a-date"}
"""Only a file may have been saved again by a spreadsheet, and can be exported again."""


def _folded(columns: Mapping[str, str]) -> Mapping[str, str]:
    return {fold(name): field for name, field in columns.items()}


def _folded_names(names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names.split(","))


def _as_they_are(_values: Values, _seen_at: datetime, _fields: Collection[str]) -> None:
    """Leave the values of a row as they are."""


@attrs.frozen
class RowFormat:
    """One kind of row.

    Attributes:
        name: Its name in errors.
        columns: The columns that are read, and the field each fills. Several may fill one.
        unread: The other columns of the published lists, comma-separated: known, and not kept.
        marks: The fields whose columns tell this kind of row from others.
        needed: The fields without which a row says nothing.
        parsers: The parsers of the fields that this format writes in its own way.
        lists: What a complete list of such rows says about an order that is missing.
        normalize: Changes the values of a row where several cells decide together, given the
            moment it was seen at and the fields that have a column.
        is_file: Whether it comes as a file, which a spreadsheet may have saved again.
    """

    name: str
    columns: Mapping[str, str]
    unread: frozenset[str] = attrs.field(converter=_folded_names)
    marks: tuple[str, ...]
    needed: tuple[str, ...]
    parsers: Mapping[str, Callable[[str], Any]]
    lists: Literal["claims_seen", "shipping_seen"] | None = None
    normalize: Callable[[Values, datetime, Collection[str]], None] = _as_they_are
    is_file: bool = False
    by_name: Mapping[str, str] = attrs.field(init=False)

    @by_name.default
    def _names_folded(self) -> Mapping[str, str]:
        return _folded(self.columns)

    def column_of(self, field: str) -> str:
        """Return the first column that fills *field*."""
        return next(name for name, filled in self.columns.items() if filled == field)

    @property
    def marking_columns(self) -> list[str]:
        """Return the columns that tell this kind of row from others."""
        return [self.column_of(field) for field in self.marks]

    def fills(self, field: str, names: Sequence[str]) -> bool:
        """Say whether one of the columns *names* fills *field*."""
        return any(self.by_name.get(fold(name)) == field for name in names)

    def marks_in(self, names: Sequence[str]) -> int:
        """Count the marks of this format among the column *names*."""
        return sum(self.fills(mark, names) for mark in self.marks)

    @property
    def all_parsers(self) -> Mapping[str, Callable[[str], Any]]:
        """Return the parser of each field."""
        return {**_PARSERS, **self.parsers}


@attrs.frozen
class RowOutcome:
    """The outcome of reading one row.

    Attributes:
        snapshot: What the row says; None when it is lost or set aside.
        set_aside: Order number and word of a claim that is no cancellation.
        problems: Every cell that cannot be read as it stands.
    """

    snapshot: Snapshot | None = None
    set_aside: tuple[str, str] | None = None
    problems: tuple[Unreadable, ...] = ()

    @property
    def is_lost(self) -> bool:
        """Say whether the row was lost."""
        return self.snapshot is None and self.set_aside is None


class RowReader:
    """Reads rows whose columns have the given names."""

    def __init__(
        self, row_format: RowFormat, names: Sequence[str], seen_at: datetime, *, complete: bool
    ) -> None:
        self.format = row_format
        self.names = tuple(names)
        self.seen_at = seen_at
        self.complete = complete
        self._places: dict[str, list[int]] = {field: [] for field in row_format.needed}
        self._unknown: list[int] = []
        for place, name in enumerate(self.names):
            field = row_format.by_name.get(fold(name))
            if field is not None:
                self._places.setdefault(field, []).append(place)
            elif fold(name) not in row_format.unread:
                self._unknown.append(place)
        self._parsers = row_format.all_parsers

    def order_in(self, cells: Sequence[str]) -> str | None:
        """Return the order number in *cells*; None if they lack what a row needs."""
        values: Values = {}
        try:
            for field in self.format.needed:
                self._read_field(field, cells, values)
        except (BadCell, IndexError):
            return None
        order_no: str = values["order_no"]
        return order_no

    def read(self, cells: Sequence[object], location: Location) -> RowOutcome:
        """Return the snapshot of a row, and every problem with its cells.

        A cell that does not decide never costs the row: its field stays open, and what can be
        kept of a free text is kept.
        """
        values: Values = {}
        bad: list[tuple[str, BadCell]] = []
        for field in self._places:
            try:
                self._read_field(field, cells, values)
            except BadCell as cell:
                bad.append((field, cell))
                if cell.kept is not None:
                    values[field] = cell.kept
        lost = any(field in DECIDING for field, _cell in bad)
        if not lost:
            try:
                self.format.normalize(values, self.seen_at, self._places)
            except BadCell as cell:
                bad.append((self.format.marks[-1], cell))
                lost = True
        problems = tuple(
            self._problem(cell, field, cells, location, row_read=not lost) for field, cell in bad
        )
        return RowOutcome(problems=problems) if lost else self._outcome(values, cells, problems)

    def _problem(
        self,
        bad: BadCell,
        field: str,
        cells: Sequence[object],
        location: Location,
        *,
        row_read: bool,
    ) -> Unreadable:
        places = self._places[field]
        column = self.names[places[0]] if places else self.format.column_of(field)
        value = cells[places[0]] if places and field not in _FREE_TEXTS else None
        variants = _IN_FILES if self.format.is_file else _IN_REPLIES
        key = variants.get(bad.key, bad.key)
        return location.problem(key, column, value, row_read=row_read, **bad.params)

    def _read_field(self, field: str, cells: Sequence[object], values: Values) -> None:
        text = self._text(self._places[field], cells)
        if text:
            values[field] = self._parsers[field](text)
        elif field in self.format.needed:
            raise BadCell("empty")

    def _text(self, places: list[int], cells: Sequence[object]) -> str:
        """Return the text of one field; its cells may not contradict each other."""
        text = ""
        for place in places:
            other = cell_text(cells[place])
            if text and other and other != text:
                raise BadCell("columns-disagree", columns=[self.names[place] for place in places])
            text = text or other
        return text

    def _outcome(
        self, values: Values, cells: Sequence[object], problems: tuple[Unreadable, ...]
    ) -> RowOutcome:
        claim = values.get("claim")
        if isinstance(claim, OtherClaim):
            aside = (values["order_no"], claim.word)
            return RowOutcome(set_aside=aside, problems=problems)
        purchase = Purchase(**{name: values.pop(name, None) for name in _OF_THE_PURCHASE})
        if self.format.lists:
            values.setdefault(self.format.lists, self.complete)
        snapshot = Snapshot(
            seen_at=self.seen_at,
            purchase=purchase,
            unknown_columns=self._unknown_columns(cells),
            **values,
        )
        return RowOutcome(snapshot, problems=problems)

    def _unknown_columns(self, cells: Sequence[object]) -> dict[str, str]:
        columns = {}
        for place in self._unknown:
            name, cell = self.names[place], cells[place]
            text = cell if isinstance(cell, str) else _plain(cell)
            if text.strip() and not is_personal(name, text):
                columns[name] = text
        return columns


def _plain(cell: object) -> str:
    try:
        return cell_text(cell)
    except BadCell:
        return f"({type(cell).__name__})"  # not looked into: it may hold anything
