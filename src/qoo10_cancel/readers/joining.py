"""Several readings into one snapshot for each order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..snapshot import Snapshot, joined
from .reading import Reading

__all__ = ["join"]


def join(readings: Iterable[Reading]) -> tuple[Snapshot, ...]:
    """Return what all *readings* say together, one snapshot for each order, by order number.

    The outcome does not depend on the order in which the readings are given. A complete list
    speaks of the orders that are not in it as well: one that is missing from a complete claim
    list has no claim, and one that is missing from a complete shipping list is no longer listed.
    Problems stay with their readings.

    >>> from qoo10_cancel.readers import Reading, join
    >>> listed = Snapshot("698016773", noon, shipping=Shipping.SCHEDULED)
    >>> claims = Reading((), seen_at=noon, claims_seen=True)
    >>> [both] = join([Reading((listed,), seen_at=noon), claims])
    >>> both.shipping.name, both.claim, both.claims_seen
    ('SCHEDULED', None, True)
    """
    readings = list(readings)
    said: defaultdict[str, list[Snapshot]] = defaultdict(list)
    for reading in readings:
        for snapshot in reading.snapshots:
            said[snapshot.order_no].append(snapshot)
    for reading in readings:
        _add_absences(reading, said)
    return tuple(joined(said[order_no]) for order_no in sorted(said, key=_by_number))


def _by_number(order_no: str) -> tuple[int, str]:
    return int(order_no), order_no


def _add_absences(reading: Reading, said: dict[str, list[Snapshot]]) -> None:
    if not (reading.claims_seen or reading.shipping_seen):
        return
    present = {snapshot.order_no for snapshot in reading.snapshots}
    for order_no in said.keys() - present:
        absence = Snapshot(
            order_no,
            reading.seen_at,
            claims_seen=reading.claims_seen,
            shipping_seen=reading.shipping_seen,
        )
        said[order_no].append(absence)
