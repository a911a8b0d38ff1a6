"""Draws the table of transitions as a Mermaid state diagram, in text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..machine import Row
from ..messages import word
from ..order import FINAL, State

__all__ = ["mermaid"]


def mermaid(table: Iterable[Row[Any]], lang: str) -> str:
    """Return the diagram of *table*; what leaves an order where it is, is not drawn.

    >>> from qoo10_cancel.cli.diagram import mermaid
    >>> print(mermaid([Row(State.SHIPPED, Delivery, State.DELIVERED)], "en").splitlines()[-1])
        shipped --> delivered: delivery
    """
    arrows: dict[tuple[State, State], dict[str, None]] = {}  # a set that keeps the order
    for row in table:
        if row.target is not None and row.target is not row.source:
            said = arrows.setdefault((row.source, row.target), {})
            said[word(f"event.{row.event.__name__}", lang)] = None
    names = [f'    state "{word(f"state.{s.value}", lang)}" as {s.value}' for s in State]
    ends = [f"    {state.value} --> [*]" for state in State if state in FINAL]
    lines = [
        f"    {source.value} --> {target.value}: {' / '.join(said)}"
        for (source, target), said in arrows.items()
    ]
    start = f"    [*] --> {State.NEW.value}"
    return "\n".join(["stateDiagram-v2", *names, start, *ends, *lines])
