"""Several readings into one snapshot for each order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

from ..errors import Malformed, redacted
from ..snapshot import Snapshot, joined
from .reading import Reading

__all__ = ["join", "join_rows"]


def join(
    readings: Reading | Iterable[Reading], *, known: Collection[str] = ()
) -> tuple[Snapshot, ...]:
    """Return what all *readings* say together, one snapshot for each order, by order number.

    The outcome does not depend on the order in which the readings are given. A complete list
    speaks of the orders that are not in it as well: one that is missing from a complete claim
    list has no claim, and one that is missing from a complete shipping list is no longer listed.
    Problems, and what was set aside, stay with their readings.

    Args:
        readings: One reading or several.
        known: Numbers of orders that complete lists would have, such as those of the queue:
            one that is missing from them is told about, too.

    Raises:
        Malformed: *readings* holds something else.

    >>> from qoo10_cancel.readers import Reading, join
    >>> listed = Snapshot("698016773", noon, shipping=Shipping.SCHEDULED)
    >>> claims = Reading((), seen_at=noon, claims_seen=True)
    >>> [both] = join([Reading((listed,), seen_at=noon), claims])
    >>> both.shipping.name, both.claim, both.claims_seen
    ('SCHEDULED', None, True)
    """
    readings = _checked(readings)
    by_order = _rows_of(readings)
    for reading in readings:
        _add_absences(reading, by_order, by_order.keys() | set(known))
    return _joined(by_order)


def join_rows(readings: Iterable[Reading]) -> tuple[Snapshot, ...]:
    """Return what the rows of *readings* say together, one snapshot for each order.

    For the replies of one poll: an order that has a row in one of them is missing from none.
    """
    return _joined(_rows_of(readings))


def _rows_of(readings: Iterable[Reading]) -> defaultdict[str, list[Snapshot]]:
    by_order: defaultdict[str, list[Snapshot]] = defaultdict(list)
    for reading in readings:
        for snapshot in reading.snapshots:
            by_order[snapshot.order_no].append(snapshot)
    return by_order


def _joined(by_order: Mapping[str, list[Snapshot]]) -> tuple[Snapshot, ...]:
    rows = (by_order[order_no] for order_no in sorted(by_order, key=_by_number))
    return tuple(row[0] if len(row) == 1 else joined(row) for row in rows)


def _checked(readings: Reading | Iterable[Reading]) -> list[Reading]:
    if isinstance(readings, Reading):
        return [readings]
    if not isinstance(readings, Iterable):
        raise Malformed(f"give readings to join, not {redacted(readings)}")
    checked = list(readings)
    for reading in checked:
        if not isinstance(reading, Reading):
            raise Malformed(f"readings are joined, not {redacted(reading)}")
    return checked


def _by_number(order_no: str) -> tuple[int, str]:
    return int(order_no), order_no


def _add_absences(
    reading: Reading, by_order: dict[str, list[Snapshot]], order_nos: AbstractSet[str]
) -> None:
    if not (reading.claims_seen or reading.shipping_seen):
        return
    for order_no in order_nos - reading.listed:
        absence = Snapshot(
            order_no,
            reading.seen_at,
            claims_seen=reading.claims_seen,
            shipping_seen=reading.shipping_seen,
        )
        by_order[order_no].append(absence)
