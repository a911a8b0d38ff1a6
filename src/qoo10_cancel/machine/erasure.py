"""Erase what people have written about an order: the facts stay, the free texts go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

import attrs

from ..decision import Allowed, Step
from ..errors import Malformed, redacted
from ..events import Cancellation, CancelRefusal, CancelRequest, Erasure, Event, Retraction
from ..findings import Finding
from ..japan import day_of
from ..messages import Problem
from ..notices import Notice
from ..order import Order, Request
from ..policy import DEFAULT_POLICY
from ..reasons import RefusalReason
from .doors import check_order
from .timeline import ERASED, tellings

__all__ = ["as_erased", "erase", "without_texts"]

_T = TypeVar("_T")

_GONE: Final = "…"
"""What stands where a sentence or a note cannot do without a word."""


def erase(order: Order, erasure: Erasure) -> Allowed:
    """Take the free texts off *order*: what the buyer wrote, was sent, and notes beside it.

    States, moments, actors, the kind of a reason and evidence stay. A store takes the texts
    from all that it holds of the order when it writes the step; see `ports.Store`. A request up
    to the day of the last one that is known is taken in without its text from now on, so that
    no file brings the text back.

    Raises:
        Malformed: The erasure names no actor, or an argument is not what it should be.

    >>> asked = record(Order("1"), CancelRequest(noon, "Sorry, from Hanako")).order
    >>> bare = erase(asked, Erasure(noon, actor="Li")).order
    >>> bare.request.reason, bare.request.at == noon, bare.state is asked.state
    ('', True, True)
    """
    check_order(order, DEFAULT_POLICY)
    if not isinstance(erasure, Erasure):
        raise Malformed(f"texts are erased by an Erasure, not {redacted(erasure)}")
    if not erasure.actor:
        raise Malformed(Problem("erasure-unsigned"))
    bare = attrs.evolve(without_texts(order), version=order.version + 1)
    step = Step(erasure, order.state, bare.state, bare.version, bare)
    return Allowed(bare, (step,), (), ())


def as_erased(order: Order, event: Event) -> Event:
    """Return *event* without its text where it tells of a request whose text was erased."""
    if not (isinstance(event, CancelRequest) and event.reason):
        return event
    erased = [
        _day(at)
        for code, at, detail in tellings(order.timeline)
        if code[0] == CancelRequest.letter and detail == ERASED
    ]
    if erased and _day(event.at) <= max(erased):
        return attrs.evolve(event, reason="")
    return event


def _day(at: datetime | date) -> date:
    return day_of(at) if isinstance(at, datetime) else at


def without_texts(value: _T) -> _T:
    """Return a stored value without any text that a person has written.

    >>> without_texts(RefusalReason("prepared", "Hanako's parcel is packed"))
    RefusalReason(kind=<ReasonKind.PREPARED: 'prepared'>, text='', acknowledgement='')
    """
    bare = _WITHOUT.get(type(value))
    return value if bare is None else bare(value)


def _order(order: Order) -> Order:
    parts: list[Any] = []
    for code, at, detail in tellings(order.timeline):
        parts += (code, at, ERASED if code[0] == CancelRequest.letter else detail)
    return attrs.evolve(
        order,
        request=without_texts(order.request),
        timeline=tuple(parts),
        base=without_texts(order.base),
    )


def _params(params: Mapping[str, object]) -> dict[str, object]:
    """Return *params* without those that quote a text; sentences still find them."""
    gone = {"text": "", "found": _GONE, "pieces": [_GONE]}
    return {name: gone.get(name, value) for name, value in params.items()}


_WITHOUT: Final[Mapping[type, Callable[[Any], Any]]] = {
    Order: _order,
    Request: lambda request: attrs.evolve(request, reason=""),
    RefusalReason: lambda reason: attrs.evolve(reason, text="", acknowledgement=""),
    CancelRequest: lambda event: attrs.evolve(event, reason=""),
    CancelRefusal: lambda event: attrs.evolve(event, reason=without_texts(event.reason)),
    Cancellation: lambda event: attrs.evolve(event, cause=""),
    Retraction: lambda event: attrs.evolve(event, note=_GONE),
    Step: lambda step: attrs.evolve(
        step, event=without_texts(step.event), became=without_texts(step.became)
    ),
    Notice: lambda notice: attrs.evolve(notice, params=_params(notice.params)),
    Finding: lambda found: attrs.evolve(found, params=_params(found.params)),
    Allowed: lambda allowed: Allowed(
        without_texts(allowed.order),
        tuple(map(without_texts, allowed.steps)),
        tuple(map(without_texts, allowed.notices)),
        tuple(map(without_texts, allowed.warnings)),
    ),
}
