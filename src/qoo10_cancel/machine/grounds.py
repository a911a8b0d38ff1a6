"""Which recorded facts support which reason (QC-09)."""

from __future__ import annotations

from typing import Final

from ..order import Evidence
from ..reasons import ReasonKind

__all__ = ["supports", "wanted"]


def supports(kind: ReasonKind, evidence: Evidence) -> bool:
    """Say whether *evidence* holds what the reason *kind* rests on (QC-09).

    The manual names the four reasons; which record is proof of which is our own reading.

    >>> supports(ReasonKind.SHIPPED, Evidence(carrier="佐川急便"))
    False
    >>> supports(ReasonKind.SHIPPED, Evidence(carrier="佐川急便", tracking_no="123456789012"))
    True
    """
    if kind is ReasonKind.SHIPPED:
        parcel = bool(evidence.carrier and evidence.tracking_no)
        return parcel or evidence.handed_over_at is not None
    if kind is ReasonKind.PREPARED:
        return evidence.prepared_at is not None
    if kind is ReasonKind.MADE_TO_ORDER:
        return evidence.made_to_order is True
    return True


def wanted(kind: ReasonKind) -> tuple[str, ...]:
    """Name the fields of `Evidence` that the reason *kind* rests on; see `supports`.

    >>> wanted(ReasonKind.PREPARED), wanted(ReasonKind.OTHER)
    (('prepared_at',), ())
    """
    return _WANTED[kind]


_WANTED: Final = {
    ReasonKind.SHIPPED: ("carrier", "tracking_no", "handed_over_at"),
    ReasonKind.PREPARED: ("prepared_at",),
    ReasonKind.MADE_TO_ORDER: ("made_to_order",),
    ReasonKind.OTHER: (),
}
