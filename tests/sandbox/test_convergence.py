"""Whatever happens in a shop, whatever fails, whenever the tool is killed: nothing false remains.

A truth that knows nothing of the desk lives in the sandbox. Buyers, staff and Qoo10 act at random,
calls fail and time out at random, the sandbox is restarted, and the tool is killed with `kill -9`
at any moment and begins again on the same file. It hears of the shop from QAPI, from files
exported hours ago, and from people who write their clicks down late and by ten minutes wrong.

After every job, what the desk believes must be true, or be late, or stand as an open question.
After one sync without faults and with the owner's answers, it stands where the truth stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from qoo10_cancel import JST, CancelRefusal, Order, ReasonKind, RefusalReason, Shipment, State
from qoo10_cancel.adapters.memory import MemoryStore
from qoo10_cancel.adapters.qapi import Qapi
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.events import (
    CancelApproval,
    Event,
    RequestWithdrawal,
    ShipDateSet,
    WithdrawalAsked,
)
from qoo10_cancel.machine import facts, questions
from qoo10_cancel.order import DutyStanding
from qoo10_cancel.sandbox import Entry, Fault, FaultKind, Sandbox, Shop, ShopClock
from qoo10_cancel.sandbox.exports import claim_grid, delivery_list
from qoo10_cancel.sandbox.goods import parcel_no
from qoo10_cancel.sandbox.lives import one_act
from sandbox.tool import Import, Record, Ship, Sync, Tool

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
SLOW = Fault(FaultKind.SLOW, chance=0.2, seconds=0.4)
FAULTS = [
    FaultKind.REFUSE, FaultKind.DONE_NOT_ANSWERED, FaultKind.HALF, FaultKind.SERVER_ERROR,
    FaultKind.HTML, FaultKind.WRONG_JSON, FaultKind.NO_OBJECT, FaultKind.DOUBLED_ROW,
    FaultKind.MISSING_ROW, FaultKind.LAGGING_CLAIMS,
]  # fmt: skip


# What is true, and what of it the desk may not know.


def false_facts(desk: Desk, shop: Shop, looked_at: datetime) -> list[str]:
    """Return what the desk believes that is not so; a belief that is only late is not false.

    Since *looked_at* the desk has not seen the whole shop. A duty that ended since then is missed
    as far as anybody there knows.
    """
    found = []
    for order in desk.store.find():
        entry = shop.get(order.order_no)
        truth = {h.target for h in entry.happened} | {entry.state}
        no, state = order.order_no, order.state
        if state not in truth and not _follows(state, truth, entry, shop, looked_at):
            found.append(f"{no}: {state.value}, which it never was")
        if order.refused_at is not None and entry.order.refused_at is None:
            found.append(f"{no}: refused, which it never was")
        duty, true_duty = order.duty, entry.order.duty
        if duty is not None and true_duty is not None:
            now = shop.clock()
            missed = duty.standing(now) is DutyStanding.MISSED
            if (
                missed
                and duty.due <= looked_at
                and true_duty.standing(now) is DutyStanding.MET
                and entry.delivered_at is None
            ):
                found.append(f"{no}: a duty missed that was met")
    return found


def _follows(
    state: State, truth: set[State], entry: Entry, shop: Shop, looked_at: datetime
) -> bool:
    """Say whether *state* follows from what Qoo10 showed at *looked_at* or later."""
    if state is State.CANCEL_REQUESTED:
        return State.WITHDRAWAL_ASKED in truth  # Qoo10 has one code for both
    if state is State.SHIPPING_DELAYED:
        # 2 or 3, and a planned date has passed: Qoo10 shows no refusal between two looks, and
        # another date only to the next look.
        now = shop.clock()
        return any(now >= shop.policy.lapse_of(day) for day in _planned(entry, looked_at))
    return state is State.NEW


def _planned(entry: Entry, since: datetime) -> list[date]:
    """Return the date planned just before *since*, and those planned from then on."""
    plans = [f.event for f in facts(entry.order) if isinstance(f.event, ShipDateSet)]
    before = sum(plan.moment < since for plan in plans)
    return [plan.ship_date for plan in plans[max(before - 1, 0) :] if plan.ship_date is not None]


def differences(desk: Desk, shop: Shop) -> list[str]:
    """Return where the desk does not stand where the truth stands."""
    found = []
    for entry in shop.all():
        stored = desk.store.get(entry.order_no)
        if stored is None:
            if entry.shipping is not None or entry.claim is not None:
                found.append(f"{entry.order_no}: not seen")
            continue
        here, there = stored.state, entry.state
        if here is not there and {here, there} != {State.CANCEL_REQUESTED, State.WITHDRAWAL_ASKED}:
            found.append(f"{entry.order_no}: {here.value}, truly {there.value}")
    return found


# People.


def answer(entry: Entry, details: tuple[str, ...], _now: datetime) -> Event | None:
    """Return what has truly become of a request."""
    if "request-gone" in details or "still-pending" in details:
        refusals = [h.at for h in entry.happened if h.event == "CancelRefusal"]
        back = [h.at for h in entry.happened if h.event == "RequestWithdrawal"]
        if refusals:
            return refusal(refusals[-1])
        if back:
            return RequestWithdrawal(back[-1])
    return None


def guess(_entry: Entry, details: tuple[str, ...], now: datetime) -> Event | None:
    """Take every request that is gone for refused, as a careless owner would."""
    return refusal(now) if "request-gone" in details else None


def refusal(at: datetime) -> CancelRefusal:
    """Return a refusal that was clicked and confirmed."""
    return CancelRefusal(at, RefusalReason("prepared"), confirmed=True)


def click(entry: Entry) -> Event | None:
    """Return what the staff has just clicked; None if it was somebody else."""
    if not entry.happened:
        return None
    last = entry.happened[-1]
    if last.target is State.AWAITING_SHIPMENT:
        return refusal(max(h.at for h in entry.happened if h.event == "CancelRefusal"))
    events = {"WithdrawalAsked": WithdrawalAsked, "CancelApproval": CancelApproval}
    if last.event == "Shipment":
        evidence = entry.order.evidence
        return Shipment(last.at, evidence.carrier, evidence.tracking_no)
    return events[last.event](last.at) if last.event in events else None


Owner = Callable[[Entry, tuple[str, ...], datetime], Event | None]


@attrs.define
class Figures:
    """What a run came to."""

    orders: int = 0
    syncs: int = 0
    failed: int = 0
    imports: int = 0
    written_down: int = 0
    kills: int = 0
    faults: int = 0
    restarts: int = 0
    asked: int = 0
    open_questions: int = 0
    checks: int = 0
    false: int = 0


class World:
    """A shop with people, files and faults, and a tool that looks at it."""

    def __init__(self, sandbox: Sandbox, file: Path, seed: int, owner: Owner) -> None:
        self._sandbox, self._file, self._owner = sandbox, file, owner
        self._dice = random.Random(seed)  # noqa: S311
        self.shop = sandbox.open(clock=ShopClock(NOON), seed=seed)
        self.tool = Tool(sandbox, self.shop, file, self._dice)
        self.figures = Figures()
        self._files: list[Import] = []
        self._clicks: list[tuple[str, Event]] = []
        self._looked_at = NOON

    def close(self) -> None:
        """Close the shop, and count what came of it."""
        self.figures.kills = self.tool.kills
        self.figures.faults = self.shop.faults.struck
        self.figures.orders = len(self.shop.entries)
        self._sandbox.box.close(self.shop)

    def _chance(self, share: float) -> bool:
        return self._dice.random() < share

    # An hour or so.

    def live(self, steps: int) -> None:
        """Let *steps* things happen; check after each."""
        for _ in range(steps):
            for _act in range(self._dice.randint(1, 4)):
                self._act()
            self.shop.clock.step(timedelta(minutes=self._dice.randint(1, 240)))
            if self._chance(0.5):
                self._sync_badly()
            if self._files and self._chance(0.2):
                self.figures.imports += 1
                self.tool.do(self._files.pop(self._dice.randrange(len(self._files))))
            while self._clicks and self._chance(0.5):
                self._write_down(*self._clicks.pop(self._dice.randrange(len(self._clicks))))
            self._check()

    def _act(self) -> None:
        if self._chance(0.3):
            # Asked for and seen, so that there is something to answer, and to lose sight of.
            self.shop.place(State.CANCEL_REQUESTED)
        if self._chance(0.1):
            self._ship()
        acted = one_act(self.shop, self._dice)
        clicked = None if acted is None else click(self.shop.get(acted))
        if acted is not None and clicked is not None and self._chance(0.6):
            self._clicks.append((acted, clicked))
        if self._chance(0.3):
            entries, now = self.shop.all(), self.shop.clock()
            export = self._dice.choice([delivery_list, claim_grid])
            self._files.append(Import(export(entries), now))

    def _ship(self) -> None:
        """Let the tool mark an order as shipped that it holds for one that may be."""
        with self.desk() as desk:
            ready = [o.order_no for o in desk.store.find() if o.state is State.AWAITING_SHIPMENT]
        if ready:
            self.tool.deadly = 0.5
            number = parcel_no(self._dice.randrange(10**10))
            self.tool.do(Ship(self._dice.choice(ready), number))
            self.tool.deadly = 0.0

    def _write_down(self, order_no: str, event: Event) -> None:
        """Let somebody write down a click, late, and by up to ten minutes wrong."""
        at = event.moment + timedelta(minutes=self._dice.randint(-10, 10))
        if at > self.shop.clock() or at.date() != event.moment.date():
            at = event.moment  # the day is what a person knows
        self.figures.written_down += 1
        self.tool.do(Record(order_no, attrs.evolve(event, at=at)))

    def _sync_badly(self) -> None:
        """Sync while calls fail or time out, the sandbox is down, or the tool is killed."""
        shop, tool = self.shop, self.tool
        if self._chance(0.4):
            shop.faults.add(Fault(self._dice.choice(FAULTS), chance=0.15))
        if self._chance(0.1):
            shop.faults.add(SLOW)
            tool.deadline = 0.2
        down = self._chance(0.03)
        tool.deadly = self._dice.choice([0.0, 0.0, 1.0])
        clean = not (shop.faults.all() or down)
        if down:
            self._sandbox.stop()
            self.figures.restarts += 1
        self._sync(clean=clean)
        if down:
            self._sandbox.start()
        shop.faults.clear()
        tool.deadly, tool.deadline = 0.0, 30.0

    def _sync(self, *, clean: bool) -> None:
        self.figures.syncs += 1
        done, result = self.tool.do(Sync())
        if not done:
            self.figures.failed += 1
            return
        if clean:
            self._looked_at = self.shop.clock()
            self._check_all_is_explained()
        if self._chance(0.5):
            self._answer(result)

    def _answer(self, asked: dict[str, tuple[str, ...]]) -> None:
        for order_no, details in asked.items():
            event = self._owner(self.shop.get(order_no), details, self.shop.clock())
            self.figures.asked += 1
            if event is not None:
                self.tool.do(Record(order_no, event))

    # At the end.

    def settle(self) -> None:
        """Sync well, answer what is asked, write down what nobody has; then compare."""
        for _ in range(3):
            self.shop.clock.step(timedelta(minutes=6))
            done, result = self.tool.do(Sync())
            assert done, result
            self._looked_at = self.shop.clock()
            self._answer(result)
            with self.desk() as desk:
                refused = [
                    (order.order_no, at)
                    for order in desk.store.find()
                    if order.refused_at is None
                    and (at := self.shop.get(order.order_no).order.refused_at) is not None
                ]
            for order_no, at in refused:
                self.tool.do(Record(order_no, refusal(at)))
        with self.desk() as desk:
            _none(false_facts(desk, self.shop, self._looked_at))
            _none(differences(desk, self.shop))

    def _check(self) -> None:
        with self.desk() as desk:
            false = false_facts(desk, self.shop, self._looked_at)
            self.figures.checks += 1
            self.figures.false += len(false)
            _none(false)

    def _check_all_is_explained(self) -> None:
        """What a whole sync leaves different is an open question, or was never shown."""
        with self.desk() as desk:
            for number in differences(desk, self.shop):
                order = desk.store.get(number.partition(":")[0])
                asked = order is not None and questions(order)
                self.figures.open_questions += bool(asked)
                assert asked or self._was_never_shown(order), number

    def _was_never_shown(self, order: Order | None) -> bool:
        """Say whether a request came and was answered between two looks: Qoo10 shows neither."""
        return order is not None and order.request is None

    def desk(self) -> Opened:
        """Open the file, as a restarted tool does."""
        return Opened(self._file, self.shop)


def _none(found: list[str]) -> None:
    assert not found, "; ".join(found)


class Opened:
    """The desk on a file, while it is entered."""

    def __init__(self, file: Path, shop: Shop) -> None:
        self._store = SQLiteStore(file)
        self._shop = shop

    def __enter__(self) -> Desk:
        return Desk(self._store, clock=self._shop.clock)

    def __exit__(self, *_: object) -> None:
        self._store.close()


def run(sandbox: Sandbox, file: Path, seed: int, steps: int, *, owner: Owner = answer) -> Figures:
    """Let a shop live for *steps* acts; check after every one, and at the end."""
    world = World(sandbox, file, seed, owner)
    try:
        world.live(steps)
        world.settle()
    finally:
        world.close()
    return world.figures


class TestConvergence:
    """Random shops, people, files and faults; the tool killed and restarted."""

    @pytest.mark.parametrize("seed", range(3))
    def test_nothing_false_remains(self, sandbox: Sandbox, tmp_path: Path, seed: int) -> None:
        """At every moment, and at the end the desk stands where the truth stands."""
        figures = run(sandbox, tmp_path / "desk.sqlite", seed, 20)

        assert figures.syncs > figures.failed
        assert figures.checks == 20

    def test_a_careless_owner_is_caught(self, sandbox: Sandbox, tmp_path: Path) -> None:
        """Who guesses what became of a request believes something false before long."""
        for seed in range(12):
            try:
                run(sandbox, tmp_path / f"{seed}.sqlite", seed, 20, owner=guess)
            except AssertionError:
                return
        pytest.fail("the guesses were believed")

    def test_a_tool_that_falls_over_is_no_kill(
        self, sandbox: Sandbox, shop: Shop, tmp_path: Path
    ) -> None:
        """An error that is none of the library's is not counted among the kills."""
        tool = Tool(sandbox, shop, tmp_path / "desk.sqlite", random.Random(1))  # noqa: S311

        with pytest.raises(AssertionError, match="by itself"):
            tool.do(len)  # takes one argument, and is given two


class TestLateIsNotFalse:
    """What followed from the last whole look is late; what another look contradicts is false."""

    @pytest.mark.parametrize(
        ("refused", "looked", "changed"),
        [(False, 22, 23), (True, 22, 23), (True, 25, 25)],
        ids=["before it passed", "refused, before it passed", "refused, after it passed"],
    )
    def test_a_date_planned_anew(
        self, qapi: Qapi, shop: Shop, looked: int, changed: int, *, refused: bool
    ) -> None:
        """Until the next look the order counts as delayed; after it, that would be false."""
        midnight = datetime(2022, 8, 12, tzinfo=JST)
        desk, order_no = Desk(MemoryStore(), clock=shop.clock), shop.order()
        shop.set_ship_date(order_no, date(2022, 8, 12))
        if refused:
            shop.request_cancel(order_no)
            shop.refuse(order_no, ReasonKind.SHIPPED)
        shop.clock.set(looked_at := midnight + timedelta(hours=looked))
        desk.sync(qapi)
        shop.clock.set(midnight + timedelta(hours=changed))
        shop.set_ship_date(order_no, date(2022, 8, 13))
        shop.clock.set(midnight + timedelta(hours=26))
        desk.tick()

        assert desk.get(order_no).state is State.SHIPPING_DELAYED
        assert false_facts(desk, shop, looked_at) == []
        assert false_facts(desk, shop, shop.clock()) == [
            f"{order_no}: shipping_delayed, which it never was"
        ]

        desk.sync(qapi)

        assert desk.get(order_no).state is State.SCHEDULED
        assert false_facts(desk, shop, shop.clock()) == []
