"""J·QSM files and QAPI replies into snapshots: carried, not judged, and never guessed."""

from __future__ import annotations

from .files import read_file
from .joining import join
from .jqsm import read_jqsm_csv
from .qapi import read_by_order, read_claims, read_shipping
from .reading import Reading

__all__ = [
    "Reading",
    "join",
    "read_by_order",
    "read_claims",
    "read_file",
    "read_jqsm_csv",
    "read_shipping",
]
