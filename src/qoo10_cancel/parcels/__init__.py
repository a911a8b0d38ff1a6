"""Parcels: their carriers by every name, and their tracking numbers."""

from __future__ import annotations

from .carriers import CARRIERS, Carrier, carrier_named, comparable
from .numbers import FAULTS, number_fault, parcel_of, tracking_numbers

__all__ = [
    "CARRIERS",
    "FAULTS",
    "Carrier",
    "carrier_named",
    "comparable",
    "number_fault",
    "parcel_of",
    "tracking_numbers",
]
