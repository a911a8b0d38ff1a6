"""What a kind of row looks like, as a table, and how one row becomes a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import attrs

from ..errors import Malformed, Unreadable
from ..order import Purchase
from ..snapshot import Snapshot
from ._cells import (
    AGAIN,
    Rewritten,
    fold,
    is_personal,
    line,
    moment,
    moment_or_day,
    number,
    planned_day,
    shown,
    text_of,
    tracking_number,
)
from .codes import send_type

__all__ = ["Location", "RowFormat", "RowReader"]

Said = dict[str, Any]
"""What one row says: the field of a snapshot (or of its purchase), and its value."""

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

_TEXTS: Final = frozenset({"carrier", "request_reason"})
"""Free texts, which no error repeats: anything may stand in them."""

_OF_THE_PURCHASE: Final = tuple(attrs.fields_dict(Purchase))


def _folded(columns: Mapping[str, str]) -> Mapping[str, str]:
    return {fold(name): field for name, field in columns.items()}


def _folded_names(names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names.split(","))


def _as_said(_said: Said, _seen_at: datetime) -> None:
    """Leave what a row says as it is."""


@attrs.frozen
class RowFormat:
    """One kind of row.

    Attributes:
        name: What it is called in errors.
        columns: The columns that are read, and the field each fills. Several may fill one.
        unread: The other columns of the published lists, comma-separated: known, and not kept.
        marks: The fields whose columns tell this kind of row from others.
        needed: The fields without which a row says nothing.
        parsers: How the fields are read that are written differently elsewhere.
        lists: What the absence of an order means in a complete list of such rows.
        normalize: What several cells of a row say together.
        is_file: It comes as a file, which a spreadsheet may have saved again.
    """

    name: str
    columns: Mapping[str, str]
    unread: frozenset[str] = attrs.field(converter=_folded_names)
    marks: tuple[str, ...]
    needed: tuple[str, ...]
    parsers: Mapping[str, Callable[[str], Any]]
    lists: Literal["claims_seen", "shipping_seen"] | None = None
    normalize: Callable[[Said, datetime], None] = _as_said
    is_file: bool = False
    by_name: Mapping[str, str] = attrs.field(init=False)

    @by_name.default
    def _names_folded(self) -> Mapping[str, str]:
        return _folded(self.columns)

    def column_of(self, field: str) -> str:
        """Return the first column that fills *field*."""
        return next(name for name, filled in self.columns.items() if filled == field)

    def marks_in(self, names: Sequence[str]) -> int:
        """Count the marks of this shape among the column *names*."""
        filled = {self.by_name.get(fold(name)) for name in names}
        return sum(mark in filled for mark in self.marks)

    @property
    def all_parsers(self) -> Mapping[str, Callable[[str], Any]]:
        """Return what reads the text of each field."""
        return {**_PARSERS, **self.parsers}


@attrs.frozen
class Location:
    """Location a row stands."""

    source: str
    line: int

    def problem(self, why: str, column: str | None = None, value: object = None) -> Unreadable:
        """Name a problem with the row, or with one cell of it."""
        said = None if value is None else shown(value)
        return Unreadable(why, source=self.source, line=self.line, column=column, value=said)


class RowReader:
    """Which cell of a row fills which field, for rows with these column names."""

    def __init__(
        self, shape: RowFormat, names: Sequence[str], seen_at: datetime, *, complete: bool
    ) -> None:
        self.shape = shape
        self.names = tuple(names)
        self.seen_at = seen_at
        self.complete = complete
        self._places: dict[str, list[int]] = {field: [] for field in shape.needed}
        self._aside: list[int] = []
        for place, name in enumerate(self.names):
            field = shape.by_name.get(fold(name))
            if field is not None:
                self._places.setdefault(field, []).append(place)
            elif fold(name) not in shape.unread:
                self._aside.append(place)
        self._parsers = shape.all_parsers

    def order_in(self, cells: Sequence[str]) -> str | None:
        """Return which order *cells* are about, if they hold all that a row needs."""
        said: Said = {}
        try:
            for field in self.shape.needed:
                self._read_field(field, cells, said)
        except (Malformed, IndexError):
            return None
        order_no: str = said["order_no"]
        return order_no

    def read(self, cells: Sequence[object], where: Location) -> Snapshot | list[Unreadable]:
        """Return what the row says, or every problem with it."""
        said: Said = {}
        problems = []
        for field in self._places:
            try:
                self._read_field(field, cells, said)
            except Malformed as wrong:
                problems.append(where.problem(self._why(wrong), *self._shown(field, cells)))
        return problems or self._snapshot(said, cells, where)

    def _why(self, wrong: Malformed) -> str:
        if self.shape.is_file and isinstance(wrong, Rewritten):
            return f"{wrong}. A spreadsheet has rewritten it; {AGAIN}"
        return str(wrong)

    def _read_field(self, field: str, cells: Sequence[object], said: Said) -> None:
        text = self._text(self._places[field], cells)
        if text:
            said[field] = self._parsers[field](text)
        elif field in self.shape.needed:
            raise Malformed("this is empty, and a row says nothing without it")

    def _text(self, places: list[int], cells: Sequence[object]) -> str:
        """Return what the cells of one field say; they may not contradict each other."""
        said = ""
        for place in places:
            text = text_of(cells[place])
            if said and text and text != said:
                names = ", ".join(self.names[place] for place in places)
                raise Malformed(f"the columns {names} of this row say different things")
            said = said or text
        return said

    def _shown(self, field: str, cells: Sequence[object]) -> tuple[str, object]:
        """Return the column that fills *field*, and what stands there, if that may be shown."""
        places = self._places[field]
        if not places:
            return self.shape.column_of(field), None
        return self.names[places[0]], None if field in _TEXTS else cells[places[0]]

    def _snapshot(
        self, said: Said, cells: Sequence[object], where: Location
    ) -> Snapshot | list[Unreadable]:
        try:
            self.shape.normalize(said, self.seen_at)
            purchase = Purchase(**{name: said.pop(name, None) for name in _OF_THE_PURCHASE})
            if self.shape.lists:
                said[self.shape.lists] = self.complete
            said |= {"purchase": purchase, "unknown_columns": self._set_aside(cells)}
            return Snapshot(seen_at=self.seen_at, **said)
        except Malformed as wrong:
            column, value = self._shown(self.shape.marks[-1], cells)
            return [where.problem(str(wrong), column, value)]

    def _set_aside(self, cells: Sequence[object]) -> dict[str, str]:
        unknown_columns = {}
        for place in self._aside:
            name, cell = self.names[place], cells[place]
            text = cell if isinstance(cell, str) else _plain(cell)
            if text.strip() and not is_personal(name, text):
                unknown_columns[name] = text
        return unknown_columns


def _plain(cell: object) -> str:
    try:
        return text_of(cell)
    except Malformed:
        return f"({type(cell).__name__})"  # not looked into: it may hold anything
