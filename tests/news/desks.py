"""The shop as it is with a desk: nobody hands over the newest looks, the desk knows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from news.listener import POLICY, Shop
from news.world import ORDER_NO, START
from qoo10_cancel import Snapshot
from qoo10_cancel.desk import Desk
from qoo10_cancel.events import Event
from qoo10_cancel.machine import questions

LATE = START + timedelta(days=60)


class DeskShop(Shop):
    """One order, kept at a desk."""

    def __init__(self, store: Any) -> None:
        super().__init__()
        self.store = store
        self.now = LATE
        self.desk = Desk(store, clock=lambda: self.now, policy=POLICY)

    def hear(self, told: Snapshot | Event) -> None:
        """Take one piece of news in; records of an order not yet seen wait for it."""
        if isinstance(told, Snapshot):
            before = () if self.order is None else questions(self.order)
            self.desk.ingest([told])
            self.read()
            asked = () if self.order is None else questions(self.order)
            self.asked += sum(one not in before for one in asked)
            waiting, self.waiting = self.waiting, []
            for event in waiting:
                self.hear(event)
        elif self.order is None:
            self.waiting.append(told)
        else:
            self.recorded.append(told)
            self.desk.record(ORDER_NO, told)
            self.read()

    def tick(self, at: datetime) -> None:
        """Sweep at a moment."""
        self.now = at
        self.desk.tick()
        self.now = LATE
        self.read()

    def read(self) -> None:
        """Read what the desk keeps."""
        self.order = self.store.get(ORDER_NO)
        self.notices = [entry.notice for entry in self.store.outbox_entries()]
