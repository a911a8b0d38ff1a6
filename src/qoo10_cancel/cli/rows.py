"""Orders and their history as rows, for JSON lines and for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TextIO

from ..codec import to_json
from ..events import CancelRefusal
from ..order import Order
from ..ports import HistoryRow, Store
from ..text import visible

__all__ = ["Exported", "cell", "exported", "row", "write_csv", "write_lines"]

Exported = Order | HistoryRow

_PAGE: Final = 1000

# Also in the wide form in which East Asian spreadsheets take them for the same.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    r"""Write *value* so that no spreadsheet takes it for a formula.

    >>> from qoo10_cancel.cli.rows import cell
    >>> cell('=HYPERLINK("http://x.example")'), cell(None)
    ('\'=HYPERLINK("http://x.example")', '')
    """
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    text = text.encode("utf-8", "backslashreplace").decode()
    return f"'{text}" if text.startswith(_FORMULA) else text


def exported(store: Store, what: str) -> Iterator[Exported]:
    """Yield every order of *store*, by order number, or every row of its `history`."""
    after = None
    while page := store.find(after=after, limit=_PAGE):
        for order in page:
            if what == "orders":
                yield order
            else:
                yield from store.history(order.order_no)
        after = page[-1].order_no


def row(value: Exported) -> dict[str, Any]:
    """Return an order or a row of the history as one row of a spreadsheet."""
    return _order(value) if isinstance(value, Order) else _history_row(value)


def _order(order: Order) -> dict[str, Any]:
    """Return *order* without what the buyer wrote."""
    purchase, request, duty = order.purchase, order.request, order.duty
    return {
        "order_no": order.order_no,
        "state": order.state.value,
        "ship_date": order.ship_date,
        "cart_no": purchase.cart_no,
        "ordered_at": purchase.ordered_at,
        "paid_at": purchase.paid_at,
        "requested_at": request and request.at,
        "refused_at": order.refused_at,
        "duty_due": duty and duty.due,
        "duty_met_at": duty and duty.met_at,
        "duty_missed": duty and duty.missed,
        "carrier": order.evidence.carrier,
        "tracking_no": order.evidence.tracking_no,
        "last_at": order.last_at,
        "version": order.version,
    }


def _history_row(entry: HistoryRow) -> dict[str, Any]:
    """Return *entry* with the text as sent."""
    step, event = entry.step, entry.step.event
    reason = event.reason if isinstance(event, CancelRefusal) else None
    return {
        "order_no": entry.order_no,
        "version": step.version,
        "at": event.at,
        "event": type(event).__name__,
        "by": event.by.value,
        "actor": event.actor,
        "source": step.source.value,
        "target": step.target.value,
        "reason": reason and reason.kind and reason.kind.value,
        "text": reason and reason.text,
        "warnings": " ".join(found.key for found in entry.warnings),
        "recorded_at": entry.recorded_at,
        "policy": entry.policy,
        "key": entry.key,
    }


def write_csv(rows: Iterable[Mapping[str, Any]], to: TextIO, *, visibly: bool = False) -> int:
    """Write *rows* as CSV, every cell quoted; return how many there were.

    Args:
        rows: The rows; the keys of the first one are the head.
        to: Where to write.
        visibly: Write no character that a terminal obeys: for a person's eyes, not a file.
    """
    writer, count = csv.writer(to, quoting=csv.QUOTE_ALL, lineterminator="\r\n"), 0
    for count, row in enumerate(rows, 1):
        if count == 1:
            writer.writerow(row)
        cells = map(cell, row.values())
        writer.writerow(map(visible, cells) if visibly else cells)
    return count


def write_lines(values: Iterable[Exported], to: TextIO, lang: str) -> int:
    """Write *values* as JSON lines, without loss; return how many there were."""
    count = 0
    for value in values:
        to.write(json.dumps(to_json(value, lang)) + "\n")
        count += 1
    return count
