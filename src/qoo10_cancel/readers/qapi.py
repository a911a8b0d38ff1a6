"""Reads QAPI replies: shipping rows, claim rows, and the row of one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from ..errors import Unreadable
from ..japan import japan_time
from ._cells import shown
from ._qapi_tables import BY_ORDER_ROW, CLAIM_ROW, SHIPPING_ROW
from ._reply import Doubled, Reply, parsed, rows_of
from ._rows import Location, RowFormat, RowReader
from .joining import join
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
        name: What errors call the reply.
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
    """Read a reply of any of the three methods; its rows tell which it is."""
    reply = parsed(reply, name)
    rows = rows_of(reply, name)
    return _read(_shape_of(rows), reply, seen_at, name, complete=complete)


def _shape_of(rows: Sequence[Any]) -> RowFormat:
    names = [shown(name) for name in rows[0]] if rows and isinstance(rows[0], Mapping) else []
    return max((SHIPPING_ROW, CLAIM_ROW, BY_ORDER_ROW), key=lambda shape: shape.marks_in(names))


def _read(
    shape: RowFormat,
    reply: Reply | Sequence[Reply],
    seen_at: datetime,
    name: str,
    *,
    complete: bool,
) -> Reading:
    seen_at = japan_time(seen_at)
    if not isinstance(reply, list | tuple):
        return _read_one(shape, cast(Reply, reply), seen_at, name, complete=complete)
    parts: list[Reading] = []
    problems: list[Unreadable] = []
    for no, each in enumerate(reply, 1):
        try:
            parts.append(_read_one(shape, each, seen_at, f"{name}, reply {no}", complete=complete))
            problems += parts[-1].problems
        except Unreadable as failed:
            problems.append(failed)
    if problems and not parts:
        raise problems[0]
    seen = {shape.lists: complete and bool(parts) and not problems} if shape.lists else {}
    return Reading(join(parts), tuple(problems), seen_at=seen_at, **seen)


def _read_one(
    shape: RowFormat, reply: Reply, seen_at: datetime, name: str, *, complete: bool
) -> Reading:
    keys: tuple[object, ...] = ()
    plan = RowReader(shape, (), seen_at, complete=complete)
    rows = RowCollector(shape.column_of("order_no"))
    for no, row in enumerate(rows_of(parsed(reply, name), name), 1):
        where = Location(name, no)
        if not isinstance(row, Mapping):
            rows.object_to(where.problem(f"a row is an object, not a {type(row).__name__}"))
            continue
        if isinstance(row, Doubled):
            rows.object_to(row.problem(name, no))
            continue
        if tuple(row) != keys:
            keys = tuple(row)
            plan = RowReader(shape, tuple(map(shown, keys)), seen_at, complete=complete)
        rows.take(plan.read(tuple(row.values()), where), where)
    return rows.reading(plan, name)
