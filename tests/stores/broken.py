"""Stores that each break one promise; the suites must catch every one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from qoo10_cancel.adapters._rows import Row, status_row
from qoo10_cancel.adapters._sql import Cursor, readable
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.errors import Conflict, KeyReused, RowUnreadable
from qoo10_cancel.notices import Channel
from qoo10_cancel.order import Looks, Order, State
from qoo10_cancel.ports import (
    Change,
    Counts,
    DeliveryState,
    HistoryRow,
    Key,
    Lease,
    OutboxEntry,
    Outcome,
    Queued,
    Store,
    Wake,
)
from qoo10_cancel.testing import OutboxLife, StoreLife

from .changes import cut_off
from .test_stores import SQLiteOutbox

# What a store promises.


class ForgetsTheVersion(MemoryStore):
    """The last one to write wins."""

    def _fits(self, change: Change) -> bool:
        return change is not None


class LosesTheRace(MemoryStore):
    """Takes an order in although it is there already."""

    def _fits(self, change: Change) -> bool:
        return change.before is None or super()._fits(change)


class SavesWithoutQueueing(MemoryStore):
    """The order changes, and nobody is told."""

    def _write(self, change: Change, key: Key | None = None) -> None:
        super()._write(attrs.evolve(change, outbox_entries=()), key)


class QueuesWithoutSaving(MemoryStore):
    """Somebody is told of what did not happen."""

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Queue first, and see then whether the change fits."""
        for entry in change.outbox_entries:
            self._outbox.setdefault(entry.notice.key, entry)
        super().commit(change, key)


class WritesWhatCameLate(MemoryStore):
    """Leaves a late change out of the orders, and not out of the history."""

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Write the history of all of them."""
        late = super().commit_many(changes)
        for change in late:
            order_no = change.after.order_no
            self._history[order_no] = (*self.history(order_no), *change.history_rows())
        return late


class HidesWhatCameLate(MemoryStore):
    """Does not say that a change was left out."""

    def commit_many(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Say that all went well."""
        super().commit_many(changes)
        return ()


class ChangesHistory(MemoryStore):
    """Keeps only what happened last."""

    def _write(self, change: Change, key: Key | None = None) -> None:
        super()._write(change, key)
        order_no = change.after.order_no
        self._history[order_no] = self._history[order_no][-3:]


class ForgetsWarnings(MemoryStore):
    """Does not keep what was warned about."""

    def history(self, order_no: str) -> Sequence[HistoryRow]:
        """Leave the warnings out."""
        return tuple(attrs.evolve(entry, warnings=()) for entry in super().history(order_no))


class KeepsTexts(MemoryStore):
    """Erases the texts of the order, and of nothing that was written before."""

    def _erase_texts(self, order_no: str) -> None:
        pass


class KeepsTextsOfNotices(MemoryStore):
    """Erases the texts of the history alone."""

    def _erase_texts(self, order_no: str) -> None:
        outbox, outcomes = dict(self._outbox), dict(self._outcomes)
        super()._erase_texts(order_no)
        self._outbox, self._outcomes = outbox, outcomes


class KeepsFingerprints(MemoryStore):
    """Whoever guesses a text that was erased can find out whether the guess is right."""

    def _erase_texts(self, order_no: str) -> None:
        payloads = {name: outcome.payload for name, outcome in self._outcomes.items()}
        super()._erase_texts(order_no)
        for name, outcome in self._outcomes.items():
            self._outcomes[name] = attrs.evolve(outcome, payload=payloads[name])


class ForgetsKeys(MemoryStore):
    """Carries a command out again when it comes again."""

    def _check_key(self, change: Change, key: Key) -> None:
        pass


class TakesAnyPayload(MemoryStore):
    """Takes another command for the one that the key stands for."""

    def commit(self, change: Change, key: Key | None = None) -> None:
        """Call it a conflict."""
        try:
            super().commit(change, key)
        except KeyReused:
            raise Conflict("the command was carried out before") from None


class ForgetsOutcomes(MemoryStore):
    """Knows a key, and not what its command came to."""

    def outcome(self, name: str) -> Outcome | None:
        """Return the outcome without the notices."""
        found = super().outcome(name)
        if found is None:
            return None
        return attrs.evolve(found, allowed=attrs.evolve(found.allowed, notices=()))


class DropsAField(MemoryStore):
    """Forgets who carries the parcel."""

    def get(self, order_no: str) -> Order | None:
        """Return the order without its carrier."""
        order = super().get(order_no)
        if order is None:
            return None
        return attrs.evolve(order, evidence=attrs.evolve(order.evidence, carrier=None))


class RoundsMoments(MemoryStore):
    """Keeps moments to the second."""

    def get(self, order_no: str) -> Order | None:
        """Return the order with its last moment rounded."""
        order = super().get(order_no)
        if order is None or order.last_at is None:
            return order
        return attrs.evolve(order, last_at=order.last_at.replace(microsecond=0))


class SortsAsNumbers(MemoryStore):
    """Finds orders in another order than pages need."""

    def find(self, **wanted: Any) -> Sequence[Order]:
        """Sort by order number as a number."""
        found = super().find(**wanted)
        return sorted(found, key=lambda order: int(order.order_no))


class GetsSome(MemoryStore):
    """Of many that are asked for at once, forgets the last."""

    def get_many(self, order_nos: Collection[str]) -> Mapping[str, Order]:
        """Leave the last one out."""
        return super().get_many(list(order_nos)[:-1])


class GetsOthers(MemoryStore):
    """Returns orders that nobody has asked for."""

    def get_many(self, order_nos: Collection[str]) -> Mapping[str, Order]:
        """Return all there are."""
        return super().get_many([*order_nos, *self._orders])


class ComparesLetterForLetter(MemoryStore):
    """Takes two spellings of one tracking number for two parcels."""

    def find(self, *, tracking_no: str | None = None, **wanted: Any) -> Sequence[Order]:
        """Compare the numbers as they stand there."""
        found = super().find(**wanted)
        return [o for o in found if tracking_no in {None, o.evidence.tracking_no}]


class WakesLate(MemoryStore):
    """What is due at a moment is only due after it."""

    def due(self, at: datetime, limit: int, *, after: Wake | None = None) -> Sequence[Wake]:
        """Leave out what is due right now."""
        return super().due(at - timedelta(microseconds=1), limit, after=after)


class SweepsInCircles(MemoryStore):
    """Whoever pages through what is due gets the first page again and again."""

    def due(self, at: datetime, limit: int, *, after: Wake | None = None) -> Sequence[Wake]:
        """Begin at the beginning."""
        del after
        return super().due(at, limit)


class WaitsForASweep(MemoryStore):
    """Leaves an order in its place in the queue though the clock has moved it."""

    def waiting(self, at: datetime, policy: str, limit: int | None = None) -> Queued:
        """Look at no clock."""
        return super().waiting(at - timedelta(days=40_000), policy, limit)


class TakesAnyPlace(MemoryStore):
    """Believes a place in the queue of another policy."""

    def waiting(self, at: datetime, policy: str, limit: int | None = None) -> Queued:
        """Sort them all together."""
        places, self._places = self._places, {}
        for no, place in places.items():
            self._places[no] = f"{policy} {place.partition(' ')[2]}"
        try:
            return super().waiting(at, policy, limit)
        finally:
            self._places = places


class CountsWhatRests(MemoryStore):
    """Counts as refused only what is in the state of that name."""

    def counts(self) -> Counts:
        """Count states alone."""
        counts = super().counts()
        return attrs.evolve(counts, refused=counts.by_state[State.REFUSED])


class AsksForEver(MemoryStore):
    """What was asked once counts as asked, answered or not."""

    def _write(self, change: Change, key: Key | None = None) -> None:
        before = set(self._asked)
        super()._write(change, key)
        self._asked |= before


class BelievesTheLastLook(MemoryStore):
    """What comes last is the newest, whenever it was seen."""

    def keep_looks(self, looks: Mapping[str, Looks]) -> None:
        """Keep it as it comes."""
        self._looks.update(looks)


class KeepsOneMoment(MemoryStore):
    """A later look at one list makes the older look at the other one as late."""

    def keep_looks(self, looks: Mapping[str, Looks]) -> None:
        """Keep the latest of them all, for each."""
        super().keep_looks(looks)
        for order_no in looks:
            kept = self._looks[order_no]
            at = max(filter(None, (kept.claims_at, kept.shipping_at)), default=None)
            self._looks[order_no] = attrs.evolve(kept, claims_at=at, shipping_at=at)


class QueuesTwice(MemoryStore):
    """A notice that is added again is to be delivered again."""

    def _write(self, change: Change, key: Key | None = None) -> None:
        for entry in change.outbox_entries:
            self._outbox.pop(entry.notice.key, None)
        super()._write(change, key)


class CanBeTamperedWith(SQLiteStore):
    """The database lets anybody change what has happened."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        for name in ("changed", "removed"):
            drop = f"DROP TRIGGER qc_history_is_not_{name}"
            self._write(lambda cursor, drop=drop: cursor.execute(drop))


class TamperedLife(StoreLife):
    """Somebody writes to the file of a store whose history is not kept."""

    def make(self) -> Store:
        """Return a store without its triggers."""
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "orders.sqlite"
        return CanBeTamperedWith(self.path)

    def tamper(self, store: Store, order_no: str) -> None:
        """Change who judged."""
        assert isinstance(store, CanBeTamperedWith)
        with closing(sqlite3.connect(self.path)) as other, suppress(sqlite3.IntegrityError):
            update = "UPDATE qc_history SET policy = 'x', checksum = NULL WHERE order_no = ?"
            other.execute(update, (order_no,))
            other.commit()

    def teardown(self) -> None:
        """Remove the file."""
        if hasattr(self, "store"):
            assert isinstance(self.store, SQLiteStore)
            self.store.close()
            self.folder.cleanup()


class OneRowHoldsUpAll(SQLiteStore):
    """Finds nothing as long as one order cannot be read."""

    def _page(
        self, sql: str, values: Sequence[str], after: Sequence[Any], limit: int, read: Any
    ) -> list[Any]:
        limited = (f"{sql} LIMIT ?", (*values, *after, limit))
        rows = self._read(lambda cursor: self._select(cursor, *limited))
        return [read(row[: -len(after)]) for row in rows]


class EndsAtADamagedPage(SQLiteStore):
    """Takes a page on which nothing can be read for the last one."""

    def _page(
        self, sql: str, values: Sequence[str], after: Sequence[Any], limit: int, read: Any
    ) -> list[Any]:
        limited = (f"{sql} LIMIT ?", (*values, *after, limit))
        rows = self._read(lambda cursor: self._select(cursor, *limited))
        return list(readable([row[: -len(after)] for row in rows], read))


class HidesWhatCannotBeRead(SQLiteStore):
    """Takes an order that cannot be read for one that is not there."""

    def get_many(self, order_nos: Collection[str]) -> Mapping[str, Order]:
        """Leave it out."""
        found = {}
        for order_no in order_nos:
            with suppress(RowUnreadable):
                found[order_no] = self.get(order_no)
        return {no: order for no, order in found.items() if order is not None}


def damaged_life_of(broken: type[SQLiteStore]) -> type[StoreLife]:
    """Return the life of a store whose rows are cut off now and then."""

    class Life(StoreLife):
        def make(self) -> Store:
            return broken(":memory:")

        @contextmanager
        def damaged(self, store: Store, order_no: str) -> Iterator[None]:
            assert isinstance(store, SQLiteStore)
            with cut_off(store, "qc_orders", "order_no", order_no):
                yield

        def teardown(self) -> None:
            if hasattr(self, "store"):
                assert isinstance(self.store, SQLiteStore)
                self.store.close()

    return Life


# What an outbox promises.


class ClaimsWithoutCounting(MemoryStore):
    """A worker that dies leaves no trace of its attempt."""

    def _lease(self, entry: OutboxEntry, until: datetime) -> Lease:
        return super()._lease(attrs.evolve(entry, attempts=0), until)


class HoldsForEver(MemoryStore):
    """What a dead worker held is never delivered."""

    def _due(self, channel: Channel, at: datetime) -> list[OutboxEntry]:
        return [
            entry for entry in super()._due(channel, at) if entry.state is DeliveryState.WAITING
        ]


class HoldsNothing(MemoryStore):
    """Two workers get the same notice."""

    def _lease(self, entry: OutboxEntry, until: datetime) -> Lease:
        claimed = super()._lease(entry, until)
        held = self._outbox[claimed.notice.key]
        self._outbox[claimed.notice.key] = attrs.evolve(held, due_at=entry.due_at)
        return claimed


class AcceptsLapsedTokens(MemoryStore):
    """A worker that was given up can say how it ended."""

    def _settle(
        self, claimed: Lease, state: DeliveryState, error: str = "", at: datetime | None = None
    ) -> bool:
        self._tokens[claimed.notice.key] = claimed.token
        return super()._settle(claimed, state, error, at)


class AcksTheWholeBatch(MemoryStore):
    """One notice is accepted, and all that are held count as delivered."""

    def ack(self, claimed: Lease) -> bool:
        """Settle everything that is held."""
        held = super().ack(claimed)
        for key, entry in self._outbox.items():
            if held and entry.state is DeliveryState.CLAIMED:
                self._outbox[key] = attrs.evolve(entry, state=DeliveryState.DELIVERED)
        return held


class OneChannelFirst(MemoryStore):
    """A full channel holds up the others."""

    def claim(
        self, at: datetime, *, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> Sequence[Lease]:
        """Take all of one channel before the next."""
        taken: list[Lease] = []
        for channel in channels:
            left = limit - len(taken)
            taken += super().claim(at, channels=[channel], limit=left, lease=lease)
        return taken


class DeliversWhatIsKept(MemoryStore):
    """Hands out what is only on record."""

    def _write(self, change: Change, key: Key | None = None) -> None:
        outbox_entries = (
            attrs.evolve(entry, state=DeliveryState.WAITING) for entry in change.outbox_entries
        )
        super()._write(attrs.evolve(change, outbox_entries=tuple(outbox_entries)), key)


class HurriesRetries(MemoryStore):
    """Tries again at once whatever was said."""

    def nack(self, claimed: Lease, *, error: str, retry_at: datetime) -> bool:
        """Leave the moment out."""
        return super().nack(claimed, error=error, retry_at=retry_at - timedelta(seconds=30))


class RevivesTheLiving(MemoryStore):
    """Sends again what has arrived."""

    def revive(self, notice_key: str, at: datetime) -> bool:
        """Revive whatever there is."""
        entry = self._outbox.get(notice_key)
        if entry is not None:
            self._outbox[notice_key] = attrs.evolve(entry, state=DeliveryState.DEAD)
        return super().revive(notice_key, at)


class RepeatsAPage(MemoryStore):
    """Whoever pages through the entries gets the last one of a page again."""

    def outbox_entries(self, **wanted: Any) -> Sequence[OutboxEntry]:
        """Begin a page with the entry that ended the one before."""
        entries = super().outbox_entries(**wanted)
        last = self._outbox.get(wanted.get("after", ""))
        return entries if last is None else [last, *entries]


class CleansWhatWaits(MemoryStore):
    """Removes old notices, delivered or not."""

    def clean(self, before: datetime) -> int:
        """Remove the dead, too."""
        dead = [k for k, e in self._outbox.items() if e.state is DeliveryState.DEAD]
        for key in dead:
            del self._outbox[key]
        return super().clean(before) + len(dead)


class KeepsWhatIsOld(MemoryStore):
    """Removes nothing."""

    def clean(self, before: datetime) -> int:
        """Count only."""
        del before
        return 0


class TellsNoEngine(MemoryStore):
    """Tells an engine that all is done while somebody still holds the notice."""

    def claim_one(self, notice_key: str, at: datetime, *, lease: timedelta) -> Lease | None:
        """Return nothing where it should say when to come again."""
        entry = self._outbox.get(notice_key)
        if entry is not None and entry.due_at > at:
            return None
        return super().claim_one(notice_key, at, lease=lease)


class NeverGivesUp(SQLiteStore):
    """A notice that cannot be read is taken again and again."""

    def _lease(self, cursor: Cursor, row: Row, at: datetime, until: datetime) -> Lease | None:
        lease = super()._lease(cursor, row, at, until)
        if lease is None:
            held = status_row(row[1], DeliveryState.CLAIMED, until, row[9] + 1)
            update = (
                "UPDATE qc_outbox SET state = ?, due_at = ?, attempts = ?, token = ?, error = ?, "
                "status_checksum = ? WHERE id = ?"
            )
            cursor.execute(update, (*held[1:], row[-1]))
        return lease


class TakesTooFew(SQLiteStore):
    """A notice that cannot be read takes the turn of one that can."""

    def claim(
        self, at: datetime, *, channels: Collection[Channel], limit: int, lease: timedelta
    ) -> Sequence[Lease]:
        """Look once."""

        def work(cursor: Cursor) -> list[Lease | None]:
            rows = self._in_turn(cursor, channels, at, limit)
            return [self._lease(cursor, row, at, at + lease) for row in rows]

        return [held for held in self._write(work) if held is not None]


def damaged_outbox_of(broken: type[SQLiteStore]) -> type[OutboxLife]:
    """Return the life of an outbox whose notices are cut off now and then."""

    class Life(SQLiteOutbox):
        def make(self) -> SQLiteStore:
            return broken(":memory:")

    return Life


BROKEN_STORES = (
    ForgetsTheVersion,
    LosesTheRace,
    SavesWithoutQueueing,
    QueuesWithoutSaving,
    WritesWhatCameLate,
    HidesWhatCameLate,
    ChangesHistory,
    ForgetsWarnings,
    KeepsTexts,
    KeepsTextsOfNotices,
    KeepsFingerprints,
    ForgetsKeys,
    TakesAnyPayload,
    ForgetsOutcomes,
    DropsAField,
    RoundsMoments,
    SortsAsNumbers,
    GetsSome,
    GetsOthers,
    ComparesLetterForLetter,
    WakesLate,
    SweepsInCircles,
    WaitsForASweep,
    TakesAnyPlace,
    CountsWhatRests,
    AsksForEver,
    BelievesTheLastLook,
    KeepsOneMoment,
    DeliversWhatIsKept,
)

HELD_UP_STORES = (OneRowHoldsUpAll, EndsAtADamagedPage, HidesWhatCannotBeRead)

HELD_UP_OUTBOXES = (OneRowHoldsUpAll, NeverGivesUp, TakesTooFew)

BROKEN_OUTBOXES = (
    QueuesTwice,
    ClaimsWithoutCounting,
    HoldsForEver,
    HoldsNothing,
    AcceptsLapsedTokens,
    AcksTheWholeBatch,
    OneChannelFirst,
    DeliversWhatIsKept,
    HurriesRetries,
    RevivesTheLiving,
    TellsNoEngine,
    RepeatsAPage,
    CleansWhatWaits,
    KeepsWhatIsOld,
)
