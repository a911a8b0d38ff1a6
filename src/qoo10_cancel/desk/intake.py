"""Observe what polls and files show, in batches: idempotent, each batch one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any, Final

import attrs

from .._fields import Answer
from ..codec import dumps
from ..decision import Allowed, Step
from ..errors import Conflict, Malformed
from ..findings import Finding, Rule, Severity
from ..machine import Observed, is_settled, looked, observe
from ..order import NO_LOOKS, Looks, Order
from ..parcels import parcel_of
from ..policy import Policy
from ..ports import Change, Look
from ..snapshot import Snapshot
from .ledger import BATCH, TRIES, Ledger

__all__ = ["IngestReport", "Intake"]

_SKEW: Final = timedelta(minutes=5)
"""How far another clock may be ahead of the desk's."""

_NO_PARCELS: Final[Mapping[str | None, list[Order]]] = {}


def _counted(orders: tuple[object, ...]) -> str:
    return f"<{len(orders)} orders>"


@attrs.frozen
class IngestReport(Answer):
    """The result of taking in snapshots.

    Attributes:
        new: Orders seen for the first time.
        changed: Orders to which something has happened.
        unchanged: Orders to which nothing has.
        set_aside: Order number and the name of the status, which this library does not handle.
        steps: Order number and steps, for each known order to which something has happened.
        observed: Order number and what was observed, for each order with warnings or questions;
            a look ahead of the clock is among them, with a warning (QC-22).
        skipped: Orders of which nothing was taken in, because their stored row is unreadable.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    set_aside: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, tuple[Step, ...]], ...] = attrs.field(default=(), repr=_counted)
    observed: tuple[tuple[str, Observed], ...] = attrs.field(default=(), repr=_counted)
    skipped: tuple[str, ...] = ()

    @property
    def questions(self) -> dict[str, tuple[Finding, ...]]:
        """Return what only the owner can answer and was not asked before, by order number."""
        return {no: seen.questions for no, seen in self.observed if seen.questions}

    @property
    def ahead(self) -> tuple[str, ...]:
        """Return the orders of which a look was left out, since it is ahead of the clock."""
        return tuple(no for no, seen in self.observed if any(map(_is_left_out, seen.warnings)))


@attrs.frozen
class _Look:
    """What one snapshot shows of its order, and the change that it makes; None: nothing."""

    snapshot: Snapshot
    observed: Observed
    change: Change | None

    @property
    def order_no(self) -> str:
        return self.snapshot.order_no

    def is_later(self, newest: Mapping[str, Looks]) -> bool:
        """Say whether a source showed the order later than is written on it."""
        order = self.observed.order
        if order is None:
            return False
        return newest[self.order_no].is_later(order.looks)

    @property
    def told_nothing(self) -> bool:
        seen = self.observed
        findings = seen.warnings or seen.questions
        return self.change is None and not (seen.steps or findings or seen.set_aside)


class Intake:
    """Takes in snapshots.

    Args:
        ledger: Reads and writes the orders.
        policy: The switches.
        now: Tells the time, in Japan.
    """

    def __init__(self, ledger: Ledger, policy: Policy, now: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._policy = policy
        self._now = now
        self._rules = hashlib.blake2b(dumps(policy).encode()).digest()

    def ingest(self, snapshots: object) -> IngestReport:
        """Observe *snapshots* in the order given; see `Desk.ingest`."""
        source = _snapshots_of(snapshots)
        reports = []
        while batch := list(islice(source, BATCH)):
            now = self._now()
            ahead = [snapshot for snapshot in batch if _is_ahead(snapshot, now)]
            if ahead:
                reports.append(_ahead(ahead, now))
                batch = [snapshot for snapshot in batch if snapshot not in ahead]
            reports.append(self._ingest_batch(batch))
        return _total(reports)

    def _ingest_batch(self, batch: Sequence[Snapshot]) -> IngestReport:
        snapshots = {snapshot.order_no: snapshot for snapshot in batch}
        if len(snapshots) < len(batch):  # an order twice: in turn, and nothing is skipped
            return self._ingest_all(batch)
        same = self._ledger.unchanged(snapshots, self._print)
        self._ledger.keep_looks({order_no: looked(snapshots[order_no]) for order_no in same})
        news = [snapshot for snapshot in batch if snapshot.order_no not in same]
        report = self._ingest_all(news, remember=True) if news else IngestReport()
        return attrs.evolve(report, unchanged=report.unchanged + len(batch) - len(news))

    def _print(self, snapshot: Snapshot) -> str:
        return _fingerprint(snapshot, self._rules)

    def _ingest_all(self, batch: Sequence[Snapshot], *, remember: bool = False) -> IngestReport:
        order_nos = [snapshot.order_no for snapshot in batch]
        stored, newest = self._ledger.get_many(order_nos), self._ledger.newest_looks(order_nos)
        written: list[_Look] = []
        part = _Part()
        for snapshot in batch:
            order_no = snapshot.order_no
            if order_no in part.moving:  # the second snapshot of an order sees what the first did
                written += self._write(part.looks)
                stored |= self._ledger.get_many(list(part.moving))
                part = _Part()
            if order_no in stored:
                seen_by = newest.get(order_no, NO_LOOKS)
                look = self._look(snapshot, stored[order_no], seen_by, part.parcels)
                part.add(look)
                if look.observed.order is not None:  # of an unknown order no look is kept
                    shown = looked(snapshot)
                    newest[order_no] = shown if seen_by is NO_LOOKS else seen_by.or_later(shown)
        written += self._write(part.looks)
        self._ledger.keep_looks(
            {look.order_no: newest[look.order_no] for look in written if look.is_later(newest)}
        )
        if remember:
            # Only a repeated look that told nothing: a file that is read once leaves no trace.
            self._ledger.remember(
                [
                    Look(look.observed.order, self._print(look.snapshot), look.snapshot.seen_at)
                    for look in written
                    if look.told_nothing
                    and look.observed.order is not None
                    and is_settled(look.observed.order, look.snapshot)
                ]
            )
        return _report(batch, written)

    def _look(
        self,
        snapshot: Snapshot,
        before: Order | None,
        newest: Looks,
        unwritten: Mapping[str | None, list[Order]] = _NO_PARCELS,
    ) -> _Look:
        observed = observe(before, snapshot, self._policy, newest=newest)
        order, steps = observed.order, observed.steps
        if order is None:
            return _Look(snapshot, observed, None)
        parcel = parcel_of(order.evidence.tracking_no)
        found = self._ledger.warnings(order, steps, unwritten.get(parcel, ())) if steps else ()
        if found:
            observed = attrs.evolve(observed, warnings=(*observed.warnings, *found))
        if order == before:
            return _Look(snapshot, observed, None)
        findings = (*observed.warnings, *observed.questions)
        allowed = Allowed(order, steps, observed.notices, findings)
        return _Look(snapshot, observed, self._ledger.change(before, allowed))

    def _write(self, looks: Sequence[_Look]) -> list[_Look]:
        """Write the changes of *looks*; look again at the orders that others changed first."""
        changes = [look.change for look in looks if look.change is not None]
        conflicts = self._ledger.commit_many(changes)
        written = []
        for look in looks:
            if look.change is None or look.order_no not in conflicts:
                written.append(look)
            else:
                written += self._look_again(look.snapshot)
        return written

    def _look_again(self, snapshot: Snapshot) -> Iterator[_Look]:
        """Look and write until nobody is quicker; yield nothing if the order is unreadable."""
        order_no = snapshot.order_no
        for _ in range(TRIES):
            stored = self._ledger.get_many([order_no])
            if order_no not in stored:
                return
            newest = self._ledger.newest_looks([order_no]).get(order_no, NO_LOOKS)
            look = self._look(snapshot, stored[order_no], newest)
            if look.change is None or not self._ledger.commit_many([look.change]):
                yield look
                return
        raise Conflict(f"order {order_no} was changed by others {TRIES} times; try again")


class _Part:
    """The looks of one transaction, and the orders that they move."""

    def __init__(self) -> None:
        self.looks: list[_Look] = []
        self.moving: set[str] = set()
        self.parcels: dict[str | None, list[Order]] = {}

    def add(self, look: _Look) -> None:
        self.looks.append(look)
        if look.change is not None:
            order = look.change.after
            self.moving.add(order.order_no)
            parcel = parcel_of(order.evidence.tracking_no)
            if parcel is not None:
                self.parcels.setdefault(parcel, []).append(order)


_MOMENTS: Final = (',"seen_at":"', ',"claims_at":"', ',"shipping_at":"')
"""How the JSON says when it was looked; no text inside of it can look like this."""


def _fingerprint(snapshot: Snapshot, rules: bytes) -> str:
    """Return a digest of all that *snapshot* shows, but for when, and of the rules."""
    shown = dumps(snapshot)
    for head in _MOMENTS:
        start = shown.find(head)
        if start >= 0:
            end = shown.index('"', start + len(head))
            shown = shown[:start] + shown[end + 1 :]
    return hashlib.blake2b(shown.encode(), digest_size=16, key=rules).hexdigest()


def _snapshots_of(source: Any) -> Iterator[Any]:
    """Yield the snapshots of an iterable, of a reading, or the one that was given."""
    if isinstance(source, Snapshot):
        return iter((source,))
    source = getattr(source, "snapshots", source)
    try:
        return iter(source)
    except TypeError:
        raise Malformed(
            f"give snapshots, or a reading that has them, not a {type(source).__name__}"
        ) from None


def _is_ahead(snapshot: object, now: datetime) -> bool:
    """Return whether *snapshot* shows what lies ahead of the desk's clock."""
    if not isinstance(snapshot, Snapshot):
        raise Malformed(f"snapshots are taken in, not a {type(snapshot).__name__}")
    shown = (snapshot.seen_at, snapshot.requested_at, snapshot.closed_at, snapshot.shipped_at,
             snapshot.delivered_at, snapshot.refused_at)  # fmt: skip
    latest = now + _SKEW
    return any(
        at > latest if isinstance(at, datetime) else at > latest.date()
        for at in shown
        if at is not None
    )


def _is_left_out(found: Finding) -> bool:
    return (found.rule, found.detail) == (Rule.MOMENTS_RUN_FORWARD, "ahead")


def _ahead(snapshots: Sequence[Snapshot], now: datetime) -> IngestReport:
    """Report looks of which nothing is taken, since one of the two clocks is wrong."""
    observed = []
    for snapshot in snapshots:
        params = {"seen_at": snapshot.seen_at.isoformat(), "now_at": now.isoformat()}
        found = Finding(Rule.MOMENTS_RUN_FORWARD, "ahead", Severity.WARNING, params)
        observed.append((snapshot.order_no, Observed(None, warnings=(found,))))
    return IngestReport(observed=tuple(observed))


def _report(batch: Sequence[Snapshot], looks: Sequence[_Look]) -> IngestReport:
    changes = [look.change for look in looks if look.change is not None]
    known = [change for change in changes if change.before is not None]
    read = {look.order_no for look in looks}
    return IngestReport(
        new=len(changes) - len(known),
        changed=len(known),
        unchanged=sum(look.change is None and look.observed.set_aside is None for look in looks),
        set_aside=tuple(
            (look.order_no, look.observed.set_aside)
            for look in looks
            if look.observed.set_aside is not None
        ),
        steps=tuple((change.after.order_no, change.steps) for change in known),
        observed=tuple(
            (look.order_no, look.observed)
            for look in looks
            if look.observed.warnings or look.observed.questions
        ),
        skipped=tuple(s.order_no for s in batch if s.order_no not in read),
    )


def _total(reports: Sequence[IngestReport]) -> IngestReport:
    return IngestReport(
        new=sum(report.new for report in reports),
        changed=sum(report.changed for report in reports),
        unchanged=sum(report.unchanged for report in reports),
        set_aside=tuple(chain.from_iterable(report.set_aside for report in reports)),
        steps=tuple(chain.from_iterable(report.steps for report in reports)),
        observed=tuple(chain.from_iterable(report.observed for report in reports)),
        skipped=tuple(chain.from_iterable(report.skipped for report in reports)),
    )
