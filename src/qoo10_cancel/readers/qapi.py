"""Reads QAPI replies: shipping rows, claim rows, and the row of one order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from ..errors import Unreadable
from ..japan import japan_time
from ._cells import escaped
from ._qapi_tables import BY_ORDER_ROW, CLAIM_ROW, SHIPPING_ROW
from ._reply import Doubled, Reply, parse_reply, rows_of
from ._rows import RowFormat, RowReader
from .joining import join_rows
from .problems import Location
from .reading import Reading, RowCollector

__all__ = ["read_by_order", "read_claims", "read_reply", "read_shipping"]


def read_shipping(
    reply: Reply | Sequence[Reply],
    seen_at: datetime,
    *,
    name: str = SHIPPING_ROW.name,
    complete: bool = False,
) -> Reading:
    """Read what ShippingBasic.GetShippingInfo answered, version 2 or 3.

    Args:
        reply: JSON text, or the parsed object; or all replies of one poll, as a list.
        seen_at: The moment of the poll; an aware moment.
        name: The reply's name in errors.
        complete: Statuses 2 to 5 were all asked for, in this order, over a period that covers
            every order it is joined with. Only then does it mean anything that an order is
            missing. (Asked in another order, one that moves on meanwhile could be missed.)

    Raises:
        Unreadable: The call failed, or this is no reply of QAPI. (Of several replies: all of
            them. One that failed among others is listed as a problem.)

    >>> from qoo10_cancel.readers import read_shipping
    >>> row = {"OrderNo": 698016773, "ShippingStatus": "Seller confirm(3)",
    ...        "EstimatedShippingDate": "2022-08-15"}
    >>> [seen] = read_shipping({"ResultCode": 0, "ResultObject": [row]}, noon).snapshots
    >>> seen.shipping.name, seen.ship_date.isoformat()
    ('SCHEDULED', '2022-08-15')
    """
    return _read(SHIPPING_ROW, reply, seen_at, name, complete=complete)


def read_claims(
    reply: Reply | Sequence[Reply],
    seen_at: datetime,
    *,
    name: str = CLAIM_ROW.name,
    complete: bool = False,
) -> Reading:
    """Read what ShippingBasic.GetClaimInfo_V3 answered, as `read_shipping` does.

    It is *complete* if every claim status was asked for, over a period that covers every order
    it is joined with. Only then does it mean "no claim" that an order is missing.
    """
    return _read(CLAIM_ROW, reply, seen_at, name, complete=complete)


def read_by_order(
    reply: Reply | Sequence[Reply], seen_at: datetime, *, name: str = BY_ORDER_ROW.name
) -> Reading:
    """Read what GetShippingAndClaimInfoByOrderNo_V2 answered, as `read_shipping` does.

    The replies for several orders are given as a list. A blank claim status says that the order
    has no claim. There is no planned date in it, and nothing that would be *complete*.
    """
    return _read(BY_ORDER_ROW, reply, seen_at, name, complete=False)


def read_reply(reply: Reply, seen_at: datetime, name: str, *, complete: bool = False) -> Reading:
    """Read a reply of any of the three methods; its rows tell which it is.

    A reply without rows tells nothing, so it is never *complete*.
    """
    parsed = parse_reply(reply, name)
    names = _first_names(rows_of(parsed, name))
    reading = _read(_format_of(names), parsed, seen_at, name, complete=complete and bool(names))
    if not complete or names:
        return reading
    problem = Location(name).problem("which-list")
    return Reading((), (problem, *reading.problems), seen_at=seen_at)


def _first_names(rows: Sequence[Any]) -> list[str]:
    first = next((row for row in rows if isinstance(row, Mapping) and row), {})
    return [escaped(name) for name in first]


def _format_of(names: Sequence[str]) -> RowFormat:
    if SHIPPING_ROW.fills("ship_date", names):
        return SHIPPING_ROW
    return max((SHIPPING_ROW, CLAIM_ROW, BY_ORDER_ROW), key=lambda one: one.marks_in(names))


def _read(
    row_format: RowFormat,
    reply: Reply | Sequence[Reply],
    seen_at: datetime,
    name: str,
    *,
    complete: bool,
) -> Reading:
    seen_at = japan_time(seen_at)
    if not isinstance(reply, list | tuple):
        return _read_one(row_format, cast(Reply, reply), seen_at, name, complete=complete)
    parts: list[Reading] = []
    failed: list[Unreadable] = []
    problems: list[Unreadable] = []
    for no, part in enumerate(reply, 1):
        try:
            called = f"{name}, reply {no}"
            parts.append(_read_one(row_format, part, seen_at, called, complete=complete))
            problems += parts[-1].problems
        except Unreadable as failure:
            failed.append(failure)
    if failed and not parts:
        raise failed[0]
    return Reading(
        join_rows(parts),
        (*failed, *problems),
        seen_at=seen_at,
        claims_seen=not failed and _all(part.claims_seen for part in parts),
        shipping_seen=not failed and _all(part.shipping_seen for part in parts),
    )


def _all(flags: Iterable[bool]) -> bool:
    """Say whether there are flags and all are true."""
    found = list(flags)
    return bool(found) and all(found)


def _read_one(
    row_format: RowFormat, reply: Reply, seen_at: datetime, name: str, *, complete: bool
) -> Reading:
    whole = Location(name)
    reader = RowReader(row_format, (), seen_at, complete=complete)
    collector = RowCollector(whole)
    keys: tuple[object, ...] = ()
    empty = 0
    for no, row in enumerate(rows_of(parse_reply(reply, name), name), 1):
        location = Location(name, no)
        if not isinstance(row, Mapping):
            collector.lose(location, "row-not-object", type=type(row).__name__)
            continue
        if not row:
            empty += 1
            continue
        pairs = row.pairs if isinstance(row, Doubled) else row.items()
        names, cells = zip(*pairs, strict=True)
        if keys != names:
            keys = names
            reader = RowReader(row_format, [*map(escaped, keys)], seen_at, complete=complete)
        collector.add(reader.read(cells, location), location)
    if empty:
        collector.lose(whole, "empty-rows", count=empty)
    return collector.reading(reader)
