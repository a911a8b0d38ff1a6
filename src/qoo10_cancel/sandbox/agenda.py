"""An agenda: when something happens next to which order, the earliest first."""

from __future__ import annotations

from datetime import datetime
from heapq import heappop, heappush

__all__ = ["Agenda"]


class Agenda:
    """The next due moment of every order that has one.

    >>> agenda = Agenda()
    >>> agenda.put("698016773", noon)
    >>> agenda.put("698016773", None)
    >>> agenda.first() is None
    True
    """

    def __init__(self) -> None:
        self._due: dict[str, datetime] = {}
        self._heap: list[tuple[datetime, str]] = []

    def put(self, order_no: str, due: datetime | None) -> None:
        """Note when something happens to the order next; None: never."""
        if due is None:
            self._due.pop(order_no, None)
        elif self._due.get(order_no) != due:
            self._due[order_no] = due
            heappush(self._heap, (due, order_no))

    def first(self) -> tuple[datetime, str] | None:
        """Return the earliest due moment and its order; None if nothing is due ever."""
        while self._heap:
            due, order_no = self._heap[0]
            if self._due.get(order_no) == due:
                return due, order_no
            heappop(self._heap)  # the order has moved since
        return None

    def clear(self) -> None:
        """Forget every moment."""
        self._due.clear()
        self._heap.clear()
