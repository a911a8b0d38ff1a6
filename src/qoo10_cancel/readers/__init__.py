"""J·QSM files and QAPI replies into snapshots: carried, not judged, and never guessed."""

from __future__ import annotations

from ._reply import CallFailed, check_reply, parse_reply
from ._reply import rows_of as reply_rows
from .files import read_file
from .joining import join
from .jqsm import read_jqsm_csv
from .problems import Problem
from .qapi import read_by_order, read_claims, read_shipping
from .reading import Reading

__all__ = [
    "CallFailed",
    "Problem",
    "Reading",
    "check_reply",
    "join",
    "parse_reply",
    "read_by_order",
    "read_claims",
    "read_file",
    "read_jqsm_csv",
    "read_shipping",
    "reply_rows",
]
