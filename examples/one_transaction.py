"""A table of the shop's own changes with ours in one transaction: both, or neither."""

import sys
from datetime import UTC, datetime, timedelta

import psycopg
from local_postgres import PostgresMissing, cluster
from psycopg_pool import ConnectionPool

from qoo10_cancel import Evidence, RefusalReason, Snapshot
from qoo10_cancel.adapters.postgres import PostgresStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.snapshot import Claim, Shipping

ORDER_NO = "698016773"


class Shop:
    """The host: its table of parcels, and a desk beside it in the same database."""

    def __init__(self, pool: ConnectionPool) -> None:
        self.pool = pool
        self.store = PostgresStore(pool.connection)
        with pool.connection() as connection:
            connection.execute("CREATE TABLE parcels (order_no text PRIMARY KEY, held boolean)")
            connection.execute("INSERT INTO parcels VALUES (%s, false)", [ORDER_NO])

    def desk(self, store: PostgresStore) -> Desk:
        """Return a desk on *store*; somebody else delivers to the seller."""
        return Desk(store, clock=now)

    def hold_and_refuse(self, connection: psycopg.Connection) -> None:
        """Hold the parcel and refuse the request, on the host's own connection."""
        connection.execute("UPDATE parcels SET held = true WHERE order_no = %s", [ORDER_NO])
        reason, packed = RefusalReason("发送准备完了"), Evidence(prepared_at=now())
        self.desk(self.store.on(connection)).refuse(
            ORDER_NO, reason, evidence=packed, confirmed=True
        )

    def tell(self, when: str) -> None:
        """Print what everybody else can read in the database."""
        with self.pool.connection() as connection:
            held = connection.execute("SELECT held FROM parcels").fetchone()
        order = self.store.get(ORDER_NO)
        state = "unknown" if order is None else order.state.value
        steps, outbox_entries = len(self.store.history(ORDER_NO)), len(self.store.outbox_entries())
        parcel = "held" if held == (True,) else "not held"
        print(
            f"{when:<16} parcel {parcel}, order {state}, {steps} steps, {outbox_entries} notices"
        )


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def print_label() -> None:
    """Print the parcel's label, as the shop does in the same transaction; today it fails."""
    raise ConnectionError("the label printer is out of reach")


def asked_to_cancel() -> Snapshot:
    """Return an order of which a buyer asks to cancel, as a poll shows it."""
    return Snapshot(
        ORDER_NO,
        now(),
        Shipping.SCHEDULED,
        Claim.CANCEL_REQUESTED,
        ship_date=(now() + timedelta(days=3)).date(),
        requested_at=now(),
    )


def main(dsn: str) -> None:
    """Refuse twice: the first time the shop fails before its commit."""
    with ConnectionPool(dsn, min_size=1, open=True) as pool:
        shop = Shop(pool)
        shop.desk(shop.store).ingest([asked_to_cancel()])
        shop.tell("before:")
        try:
            with pool.connection() as connection, connection.transaction():
                shop.hold_and_refuse(connection)
                print_label()
        except ConnectionError as error:
            print(f"the shop fails: {error}")
        shop.tell("rolled back:")
        with pool.connection() as connection, connection.transaction():
            shop.hold_and_refuse(connection)
        shop.tell("committed:")


if __name__ == "__main__":
    try:
        with cluster() as server:
            main(server.new_database())
    except PostgresMissing as missing:
        sys.exit(str(missing))
