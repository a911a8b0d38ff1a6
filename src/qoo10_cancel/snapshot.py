"""What one poll or file says about one order: Qoo10's codes and dates, not yet judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from functools import reduce
from itertools import groupby
from typing import Any, Final

import attrs

from ._fields import (
    a_day,
    a_line,
    blank_is_none,
    brief,
    is_a,
    maybe_line,
    maybe_moment,
    maybe_moment_or_day,
    number,
)
from .errors import Malformed, redacted
from .japan import day_of, japan_time, midnight
from .order import NO_PURCHASE, Purchase

__all__ = ["Claim", "Shipping", "Snapshot", "joined"]


class Shipping(Enum):
    """ShippingStatus of QAPI. 运送延期 has no code; it is derived from the planned date."""

    UNPAID = 1
    NEW = 2
    SCHEDULED = 3
    SHIPPED = 4
    DELIVERED = 5


class Claim(Enum):
    """ClaimStat of QAPI. 7 to 10 are listed nowhere; a refusal has no code."""

    CANCEL_REQUESTED = 1
    CANCELLING = 2
    CANCELLED = 3
    RETURN_REQUESTED = 4
    RETURNING = 5
    RETURNED = 6
    EXCHANGE_REQUESTED = 11
    EXCHANGE_APPROVED = 12
    REDELIVERING = 13
    NOT_RECEIVED_REFUNDED = 14
    NOT_RECEIVED_PARTLY_REFUNDED = 15
    UNPAID_CANCELLED = 16


@attrs.frozen(repr=False)
class Snapshot:
    """What one poll or file says about one order line. None means: it does not say.

    Where several sources are joined, each fills what it knows; see `joined`.

    Attributes:
        order_no: 订购号码.
        seen_at: When the poll was made or the file was written; an aware moment.
        shipping: The shipping status; None where the source has no such column.
        claim: The claim status; None where no claim is on record.
        claims_seen: Whether the source would show a claim if there were one.
        shipping_seen: Whether the source would list the order if it were not cancelled.
        ship_date: 发货预定日.
        purchase: The cart, the dates of order and payment, whether it is a reservation item.
        requested_at: When the buyer asked to cancel: a moment, or only a day.
        request_reason: The reason as the claim row shows it: display text.
        closed_at: When the claim was cancelled or refunded.
        shipped_at: When the order was marked as shipped.
        delivered_at: When it arrived.
        carrier: Who carries it.
        tracking_no: The parcel's number.
        refused_at: When the request was refused, where the owner knows it; Qoo10 does not say.
        refusal_shown: Whether the source shows that the request was refused, but not when.
        claims_at: When the claims were looked at, if not at `seen_at`.
        shipping_at: When the shipments were looked at, if not at `seen_at`.
        unknown_columns: Columns that this library does not know, as they were. Never stored.
    """

    order_no: str = attrs.field(converter=number)
    seen_at: datetime = attrs.field(converter=japan_time)
    shipping: Shipping | None = attrs.field(default=None)
    claim: Claim | None = attrs.field(default=None)
    claims_seen: bool = attrs.field(default=False, validator=is_a(bool))
    shipping_seen: bool = attrs.field(default=False, validator=is_a(bool))
    ship_date: date | None = attrs.field(default=None, validator=a_day)
    purchase: Purchase = attrs.field(default=NO_PURCHASE, validator=is_a(Purchase))
    requested_at: datetime | date | None = attrs.field(default=None, converter=maybe_moment_or_day)
    request_reason: str = attrs.field(default="", validator=a_line)
    closed_at: datetime | date | None = attrs.field(default=None, converter=maybe_moment_or_day)
    shipped_at: datetime | date | None = attrs.field(default=None, converter=maybe_moment_or_day)
    delivered_at: datetime | date | None = attrs.field(default=None, converter=maybe_moment_or_day)
    carrier: str | None = attrs.field(default=None, converter=blank_is_none, validator=maybe_line)
    tracking_no: str | None = attrs.field(
        default=None, converter=blank_is_none, validator=maybe_line
    )
    refused_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    refusal_shown: bool = attrs.field(default=False, validator=is_a(bool))
    claims_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    shipping_at: datetime | None = attrs.field(default=None, converter=maybe_moment)
    unknown_columns: dict[str, str] = attrs.field(factory=dict, eq=False, repr=False)

    __repr__ = brief

    @shipping.validator
    @claim.validator
    def _is_a_known_code(self, field: attrs.Attribute[object], value: object) -> None:
        wanted = Shipping if field.name == "shipping" else Claim
        if value is not None and not isinstance(value, wanted):
            raise Malformed(
                f"{field.name} must be {wanted.__name__} or None, not {redacted(value)}"
            )

    @property
    def claims_looked_at(self) -> datetime | None:
        """Return when the claims were looked at; None where the source has none."""
        looked = self.claims_seen or self.claim is not None
        return (self.claims_at or self.seen_at) if looked else None

    @property
    def shipping_looked_at(self) -> datetime | None:
        """Return when the shipments were looked at; None where the source has none."""
        looked = self.shipping_seen or self.shipping is not None
        return (self.shipping_at or self.seen_at) if looked else None

    @property
    def looked_between(self) -> tuple[datetime, datetime]:
        """Return the first and the last moment that it shows."""
        moments = (self.claims_at or self.seen_at, self.shipping_at or self.seen_at, self.seen_at)
        return min(moments), max(moments)

    def joined(self, other: Snapshot) -> Snapshot:
        """Return what both say about the order; see `joined`, of which this is the case of two.

        Raises:
            Malformed: They are about different orders.
        """
        return joined((self, other))


def joined(snapshots: Iterable[Snapshot]) -> Snapshot:
    """Return what all *snapshots* of one order say together, whichever order they come in.

    They are read one after the other in the order of `seen_at`:

    - Where both say something, the later wins. A day does not replace a moment of that same day.
    - What says nothing about a field erases nothing of it.
    - A source that would show a claim and shows none ends the claim that was there, with its
      date and reason; likewise the shipping status of an order that is no longer listed.
    - Of two that were seen at the same moment the one further along wins: the higher code, the
      later date. So the outcome never depends on who was asked first.

    Raises:
        Malformed: There are none, or they are about different orders.

    >>> asked = Snapshot("698016773", noon, claim=Claim.CANCEL_REQUESTED)
    >>> listed = Snapshot("698016773", noon, shipping=Shipping.SCHEDULED)
    >>> both = joined([listed, asked])
    >>> both.claim, both.shipping
    (<Claim.CANCEL_REQUESTED: 1>, <Shipping.SCHEDULED: 3>)
    """
    given = list(snapshots)
    if not all(isinstance(one, Snapshot) for one in given):
        raise Malformed("snapshots are joined, and nothing else")
    by_time = sorted(given, key=_seen_at)
    if len({snapshot.order_no for snapshot in by_time}) != 1:
        numbers = sorted({snapshot.order_no for snapshot in by_time})[:2]
        raise Malformed(f"snapshots of one order are joined; these are of {numbers or 'none'}")
    at_once = (reduce(_both, group) for _moment, group in groupby(by_time, key=_seen_at))
    return reduce(_both, at_once)


def _seen_at(snapshot: Snapshot) -> datetime:
    return snapshot.seen_at


_FLAGS: Final = frozenset({"claims_seen", "shipping_seen", "refusal_shown"})
_OF_THE_CLAIM: Final = frozenset({"claim", "requested_at", "request_reason", "closed_at"})


def _ended(newer: Snapshot) -> frozenset[str]:
    """Name the fields of which *newer* says that nothing older holds any more."""
    no_claim = newer.claims_seen and newer.claim is None
    not_listed = newer.shipping_seen and newer.shipping is None
    return (_OF_THE_CLAIM if no_claim else frozenset()) | ({"shipping"} if not_listed else set())


def _both(older: Snapshot, newer: Snapshot) -> Snapshot:
    at_once = older.seen_at == newer.seen_at
    ended = frozenset[str]() if at_once else _ended(newer)
    fields: dict[str, Any] = {}
    for field in attrs.fields(Snapshot):
        name, new = field.name, getattr(newer, field.name)
        if name in _MOMENTS:
            fields[name] = _looked_at(name, older, newer)
            continue
        old = new if name in ended else getattr(older, name)
        fields[name] = old or new if name in _FLAGS else _chosen(old, new, at_once=at_once)
    return Snapshot(**fields)


_MOMENTS: Final = {"claims_at": "claims_looked_at", "shipping_at": "shipping_looked_at"}


def _looked_at(name: str, *both: Snapshot) -> datetime | None:
    """Return when a source was last looked at; None where that is `seen_at`, or never."""
    moments = [at for one in both if (at := getattr(one, _MOMENTS[name])) is not None]
    latest = max(moments, default=None)
    return None if latest == max(one.seen_at for one in both) else latest


def _chosen(old: Any, new: Any, *, at_once: bool) -> Any:
    """Return what holds after *old* and then *new* were said."""
    if isinstance(old, Purchase):
        names = attrs.fields_dict(Purchase)
        fields = {n: _chosen(getattr(old, n), getattr(new, n), at_once=at_once) for n in names}
        return Purchase(**fields)
    if isinstance(old, dict):
        return {n: _chosen(old.get(n), new.get(n), at_once=at_once) for n in {**old, **new}}
    if new in _SILENT:
        return new if old is None else old
    if old in _SILENT:
        return new
    if at_once:
        return max(old, new, key=_rank)
    return old if _is_the_day_of(new, old) else new


_SILENT: Final = (None, "")
"""What says nothing about its field."""


def _rank(value: Any) -> tuple[Any, bool]:
    if isinstance(value, date):
        moment = isinstance(value, datetime)
        return (value if moment else midnight(value)), moment
    return (value.value if isinstance(value, Enum) else value), False


def _is_the_day_of(new: Any, old: Any) -> bool:
    return type(new) is date and isinstance(old, datetime) and day_of(old) == new
