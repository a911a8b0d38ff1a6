"""The arguments and options that several commands share, each spelled once."""

from __future__ import annotations

from typing import Annotated

import typer

from ..events import COMMANDS
from ..order import Evidence
from ..reasons import ReasonKind, RefusalReason
from .typed import EVENT_NAMES, Given, evidence_of

__all__ = [
    "Acknowledge",
    "Actor",
    "Carrier",
    "Details",
    "EventName",
    "EvidencePairs",
    "Key",
    "OrderNo",
    "Reason",
    "Refusal",
    "TrackingNo",
]


def _events(incomplete: str) -> list[str]:
    return [name for name in EVENT_NAMES if name.startswith(incomplete)]


def _reasons(incomplete: str) -> list[str]:
    return [kind.value for kind in ReasonKind if kind.value.startswith(incomplete)]


_SELLERS = ", ".join(name for name, cls in EVENT_NAMES.items() if cls in COMMANDS)

OrderNo = Annotated[str, typer.Argument(metavar="ORDER", help="The order number (订购号码).")]
EventName = Annotated[
    str,
    typer.Argument(
        metavar="EVENT",
        help=f"What happens: {_SELLERS}, request, withdraw, refund, … (docs/command-line.md).",
        autocompletion=_events,
    ),
]
Reason = Annotated[
    str | None,
    typer.Option(
        metavar="REASON",
        help="shipped, prepared, made_to_order or other; or the words of the drop-down.",
        autocompletion=_reasons,
    ),
]
_Text = Annotated[
    str | None, typer.Option("--text", metavar="TEXT", help="What the buyer reads, in Japanese.")
]
Acknowledge = Annotated[
    str | None,
    typer.Option(metavar="NOTE", help="Stand by a text that QC-08 objects to, and say why."),
]
EvidencePairs = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence",
        "-e",
        metavar="NAME=VALUE",
        help="What shows the reason, such as prepared_at='2022-08-12 09:30 JST'; repeatable.",
    ),
]
Carrier = Annotated[str | None, typer.Option(metavar="NAME", help="Who carries the parcel.")]
TrackingNo = Annotated[str | None, typer.Option(metavar="NUMBER", help="The parcel's number.")]
Actor = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who does it; kept in the history.")
]
Key = Annotated[
    str | None,
    typer.Option(metavar="KEY", help="An idempotency key: a repeat changes nothing."),
]


# What several options make together; the register gives a command all of them in one.


def _refusal(
    reason: Reason = None,
    text: _Text = None,
    acknowledge: Acknowledge = None,
    evidence: EvidencePairs = None,
) -> tuple[RefusalReason, Evidence]:
    return RefusalReason(reason, text or "", acknowledge or ""), evidence_of(evidence or ())


def _details(
    reason: Reason = None,
    text: _Text = None,
    acknowledge: Acknowledge = None,
    evidence: EvidencePairs = None,
    carrier: Carrier = None,
    tracking_no: TrackingNo = None,
    ship_date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The planned ship date, as 2022-08-15.")
    ] = None,
    cause: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why it was cancelled.")
    ] = None,
) -> Given:
    pairs = tuple(evidence or ())
    return Given(reason, text, acknowledge, pairs, carrier, tracking_no, ship_date, cause)


Refusal = Annotated[tuple[RefusalReason, Evidence], _refusal]
Details = Annotated[Given, _details]
