"""What the newest looks at an order showed, and when."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import attrs

from ..japan import end_of
from ..order import NO_LOOKS, Looks, Order, State
from ..snapshot import Claim, Shipping, Snapshot
from .timeline import HAND, tellings

__all__ = [
    "CANCELS",
    "LEFT",
    "LISTED",
    "dated",
    "dated_at",
    "is_later",
    "is_only_inferred",
    "is_settled",
    "looked",
    "looked_at",
    "newest_of",
    "set_aside",
    "shows_no_state",
    "what_they_showed",
]

CANCELS: Final = frozenset({Claim.CANCEL_REQUESTED, Claim.CANCELLING, Claim.CANCELLED})
LEFT: Final = frozenset({Shipping.SHIPPED, Shipping.DELIVERED})
LISTED: Final = frozenset({Shipping.NEW, Shipping.SCHEDULED})
_UNSENT: Final = frozenset(shipping.value for shipping in LISTED)


def shows_no_state(snapshot: Snapshot) -> bool:
    """Return whether *snapshot* shows no state that an order may have."""
    return snapshot.claim not in CANCELS and snapshot.shipping in {None, Shipping.UNPAID}


def set_aside(snapshot: Snapshot) -> str | None:
    """Return the name of a status that this library does not handle; None where there is none."""
    claim, shipping = snapshot.claim, snapshot.shipping
    if claim is not None and claim not in CANCELS:
        return claim.name.lower()
    return shipping.name.lower() if shipping is Shipping.UNPAID else None


def looked(snapshot: Snapshot) -> Looks:
    """Return when *snapshot* shows each source; `observe` takes the newest as *newest*.

    What is set aside shows nothing that an order keeps.
    """
    if shows_no_state(snapshot) and set_aside(snapshot):
        return NO_LOOKS
    return _looks_at(
        snapshot.claims_looked_at,
        snapshot.shipping_looked_at,
        None if snapshot.ship_date is None else dated_at(snapshot),
    )


@lru_cache(maxsize=256)  # all of one poll were looked at together
def _looks_at(
    claims_at: datetime | None, shipping_at: datetime | None, dated_at: datetime | None
) -> Looks:
    return Looks(claims_at=claims_at, shipping_at=shipping_at, dated_at=dated_at)


def dated_at(snapshot: Snapshot) -> datetime:
    """Return when *snapshot* shows its planned date."""
    return snapshot.shipping_looked_at or snapshot.seen_at


def what_they_showed(looks: Looks) -> tuple[object, ...]:
    """Return what *looks* showed, whenever it was."""
    looked = looks.claims_at is not None, looks.shipping_at is not None
    return (*looked, looks.claim, looks.shipping, looks.ship_date)


def is_later(one: datetime | None, other: datetime | None) -> bool:
    """Return whether both are known, and *one* is later."""
    return one is not None and other is not None and one > other


def is_only_inferred(order: Order) -> bool:
    """Return whether an order counts as refunded at once though a later look listed it."""
    if order.state is not State.CANCELLED or order.request is None:
        return False
    return is_later(order.looks.unsent_at, order.request.at)


def dated(looks: Looks, snapshot: Snapshot) -> Looks:
    """Return *looks* with the planned date that *snapshot* shows, if none newer was seen."""
    planned, at = snapshot.ship_date, dated_at(snapshot)
    if planned is None or is_later(looks.dated_at, at):
        return looks
    return attrs.evolve(looks, dated_at=at, ship_date=planned)


def newest_of(looks: Looks, snapshot: Snapshot) -> Looks:
    """Return *looks* with what *snapshot* shows where it is newer."""
    looks = dated(looks, snapshot)
    claims_at, shipping_at = snapshot.claims_looked_at, snapshot.shipping_looked_at
    changes: dict[str, Any] = {}
    if claims_at is not None and not is_later(looks.claims_at, claims_at):
        claim = None if snapshot.claim is None else snapshot.claim.value
        changes |= {"claims_at": claims_at, "claim": claim, "requested_at": snapshot.requested_at}
    if claims_at is not None and snapshot.claim is None:
        changes["unclaimed_at"] = max(looks.unclaimed_at or claims_at, claims_at)
    if shipping_at is not None and not is_later(looks.shipping_at, shipping_at):
        shipping = None if snapshot.shipping is None else snapshot.shipping.value
        changes |= {"shipping_at": shipping_at, "shipping": shipping}
    is_unsent = shipping_at is not None and snapshot.shipping in LISTED
    if is_unsent and not is_later(looks.unsent_at, shipping_at):
        changes["unsent_at"] = shipping_at
    return attrs.evolve(looks, **changes) if changes else looks


def looked_at(order: Order, newest: Looks) -> Order:
    """Return *order* with the moments of the newest looks; what was shown is on it already."""
    if newest is NO_LOOKS:
        return order
    looks, changes = order.looks, dict[str, Any]()
    for name in ("claims_at", "shipping_at", "dated_at"):
        at, known = getattr(newest, name), getattr(looks, name)
        if at is not None and known is not None and at > known:
            changes[name] = at
    if "claims_at" in changes and looks.claim is None:
        changes["unclaimed_at"] = newest.claims_at
    if "shipping_at" in changes and looks.shipping in _UNSENT:
        changes["unsent_at"] = newest.shipping_at
    if newest.dated_at is not None and newest.ship_date is not None:
        changes |= {"dated_at": newest.dated_at, "ship_date": newest.ship_date}
    return attrs.evolve(order, looks=attrs.evolve(looks, **changes)) if changes else order


def is_settled(order: Order, snapshot: Snapshot) -> bool:
    """Return whether *snapshot*, seen again, shows the same of *order* until the clock moves it.

    When a snapshot was made matters only beside the other moments: those on record and those
    that it shows itself, each with the margin by which people may be off.
    """
    looked_since, looked_until = snapshot.looked_between
    looks = order.looks
    known = (looks.claims_at, looks.shipping_at, looks.dated_at, order.last_at)
    if looked_until > snapshot.seen_at or any(is_later(at, looked_since) for at in known):
        return False
    shown = (
        snapshot.requested_at,
        snapshot.closed_at,
        snapshot.shipped_at,
        snapshot.delivered_at,
        snapshot.refused_at,
    )
    accounts = [at for code, at, _ in tellings(order.timeline) if code[0] != "d"]
    moments = (at if isinstance(at, datetime) else end_of(at) for at in (*shown, *accounts) if at)
    return all(at + _OFF < looked_since for at in moments)


_OFF: Final = 2 * HAND
"""A moment that is off by so much is compared with one that is off by so much."""
