"""Inside a tool that has its own orders, its own table, and asyncio."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from typing import Any

import attrs

from qoo10_cancel import (
    JST,
    Allowed,
    CancelRefusal,
    CancelRequest,
    Evidence,
    Order,
    RefusalReason,
    RuleBroken,
    ShipDateSet,
    apply,
    from_json,
    next_moment,
    to_json,
)
from qoo10_cancel.events import Event


@attrs.frozen
class ShopOrder:
    """The tool's own order. It *has* one of ours; it is not one."""

    id: int
    title: str
    cancel: Order


class ShopOrders:
    """The tool's own table, with three columns for us: what, which version, wake when."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        self.db.executescript(
            """
            CREATE TABLE shop_orders (id INTEGER PRIMARY KEY, title TEXT NOT NULL,
                cancel TEXT NOT NULL, cancel_version INTEGER NOT NULL, wake_at TEXT);
            CREATE TABLE shop_outbox (key TEXT PRIMARY KEY, notice TEXT NOT NULL);
            """
        )

    def add(self, order: ShopOrder) -> None:
        """Insert a new order."""
        row = (order.id, order.title, _text(order.cancel), order.cancel.version)
        with self.db:
            self.db.execute("INSERT INTO shop_orders VALUES (?, ?, ?, ?, NULL)", row)

    def get(self, id_: int) -> ShopOrder:
        """Read an order."""
        title, cancel = self.db.execute(
            "SELECT title, cancel FROM shop_orders WHERE id = ?", (id_,)
        ).fetchone()
        return ShopOrder(id_, title, from_json(json.loads(cancel)))

    def act(self, id_: int, event: Event) -> Allowed:
        """Read, decide, and save the order and its notices together, or raise."""
        before = self.get(id_).cancel
        done = apply(before, event)
        with self.db:  # one transaction: no order without its notices, no notice without it
            wake_at = next_moment(done.order)
            row = (_text(done.order), done.order.version, wake_at and wake_at.isoformat())
            written = self.db.execute(
                "UPDATE shop_orders SET cancel = ?, cancel_version = ?, wake_at = ?"
                " WHERE id = ? AND cancel_version = ?",
                (*row, id_, before.version),
            )
            if written.rowcount != 1:
                raise RuntimeError("somebody else was quicker: read and decide again")
            self.db.executemany(
                "INSERT OR IGNORE INTO shop_outbox VALUES (?, ?)",
                [(notice.key, _text(notice)) for notice in done.notices],
            )
        return done


def _text(value: Any) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


async def main() -> None:
    """Let one order live; the event loop never waits for the disk."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        await live(ShopOrders(connection))


async def live(orders: ShopOrders) -> None:
    """Take an order in, act on it, and print what is to be delivered."""
    orders.add(ShopOrder(1, "a mug", Order("698016773")))
    now = datetime(2022, 8, 12, 12, tzinfo=JST)
    packed = Evidence(prepared_at=now)
    events = (
        ShipDateSet(now.replace(hour=9), ship_date=date(2022, 8, 15)),
        CancelRequest(now.replace(hour=10)),
        CancelRefusal(now, confirmed=True),
        CancelRefusal(now, RefusalReason("发送准备完了"), packed, confirmed=True),
    )
    for event in events:
        try:
            done = await asyncio.to_thread(orders.act, 1, event)
        except RuleBroken as no:
            print(type(event).__name__, "denied by", *sorted(v.rule.code for v in no.violations))
        else:
            print(type(event).__name__, "→", done.order.state.value)
    for (key,) in orders.db.execute("SELECT key FROM shop_outbox ORDER BY rowid"):
        print("to deliver:", key)
    print("wake at:", *orders.db.execute("SELECT wake_at FROM shop_orders").fetchone())


if __name__ == "__main__":
    asyncio.run(main())
