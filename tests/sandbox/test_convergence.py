"""Whatever happens in a shop, whatever fails, whenever the tool is killed: nothing false remains.

A truth that knows nothing of the desk lives in the sandbox. Buyers, staff and Qoo10 act at random,
the connection fails at random, the tool dies at random and begins again on the same file. After
every sync, what the desk believes must be true or stand as an open question; and after one sync
without faults and with the owner's answers, the desk stands where the truth stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from qoo10_cancel import JST, CancelRefusal, RefusalReason, State
from qoo10_cancel.adapters.qapi import Qapi, SellerKey
from qoo10_cancel.adapters.sqlite import SQLiteStore
from qoo10_cancel.desk import Desk
from qoo10_cancel.errors import MarketplaceFailed
from qoo10_cancel.events import RequestWithdrawal, WithdrawalAsked
from qoo10_cancel.order import DutyStanding
from qoo10_cancel.sandbox import Entry, Fault, FaultKind, Sandbox, Shop, ShopClock
from qoo10_cancel.sandbox.lives import one_act

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
FAULTS = [
    FaultKind.REFUSE, FaultKind.DONE_NOT_ANSWERED, FaultKind.HALF, FaultKind.SERVER_ERROR,
    FaultKind.HTML, FaultKind.WRONG_JSON, FaultKind.NO_OBJECT, FaultKind.DOUBLED_ROW,
    FaultKind.MISSING_ROW, FaultKind.LAGGING_CLAIMS,
]  # fmt: skip


class Killed(BaseException):
    """The tool is killed at this call."""


class Tool:
    """A desk on a file, with a client; it can be killed at any call and begun again."""

    def __init__(self, sandbox: Sandbox, shop: Shop, file: Path, dice: random.Random) -> None:
        self._file = file
        self._shop = shop
        self._dice = dice
        self.qapi = Qapi(
            SellerKey(shop.key), url=sandbox.qapi_url, clock=shop.clock, pace=0,
            sleep=self._maybe_die,
        )  # fmt: skip
        self.deadly = 0.0
        self.kills = 0

    def _maybe_die(self, _seconds: float) -> None:
        if self._dice.random() < self.deadly:
            self.kills += 1
            raise Killed

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the file again, as a restarted tool does."""
        store = SQLiteStore(self._file)
        try:
            yield Desk(store, clock=self._shop.clock)
        finally:
            store.close()

    def sync(self) -> dict[str, tuple[str, ...]] | None:
        """Sync; return the open questions, None if it failed or was killed."""
        with self.desk() as desk:
            try:
                report = desk.sync(self.qapi)
                desk.tick()
            except (MarketplaceFailed, Killed):
                return None
        return {no: tuple(f.detail for f in found) for no, found in report.questions.items()}


def false_facts(desk: Desk, shop: Shop) -> list[str]:
    """Return what the desk believes that is not so; a belief that is only late is not false."""
    found = []
    for order in desk.store.find():
        entry = shop.get(order.order_no)
        truth = {h.target for h in entry.happened} | {entry.state}
        no, state = order.order_no, order.state
        if state not in truth and not _follows(state, truth, entry, shop):
            found.append(f"{no}: {state.value}, which it never was")
        if order.refused_at is not None and entry.order.refused_at is None:
            found.append(f"{no}: refused, which it never was")
        duty, true_duty = order.duty, entry.order.duty
        if duty is not None and true_duty is not None:
            now = shop.clock()
            missed = duty.standing(now) is DutyStanding.MISSED
            if (
                missed
                and true_duty.standing(now) is DutyStanding.MET
                and entry.delivered_at is None
            ):
                found.append(f"{no}: a duty missed that was met")
    return found


def _follows(state: State, truth: set[State], entry: Entry, shop: Shop) -> bool:
    """Say whether *state* is what follows from all that Qoo10 shows, though it is not so."""
    if state is State.CANCEL_REQUESTED:
        return State.WITHDRAWAL_ASKED in truth  # Qoo10 has one code for both
    if state is State.SHIPPING_DELAYED:
        # A refusal between two polls of which nobody told: 2 or 3, and the date has passed.
        planned = entry.order.ship_date
        return planned is not None and shop.clock() >= shop.policy.lapse_of(planned)
    return state is State.NEW


def answer(desk: Desk, entry: Entry, details: tuple[str, ...]) -> None:
    """Let the owner say truly what has become of a request."""
    order_no = entry.order_no
    if "request-gone" in details or "still-pending" in details:
        refusals = [h.at for h in entry.happened if h.event == "CancelRefusal"]
        back = [h.at for h in entry.happened if h.event == "RequestWithdrawal"]
        if refusals:
            event = CancelRefusal(refusals[-1], RefusalReason("prepared"), confirmed=True)
            desk.record(order_no, event)
        elif back:
            desk.record(order_no, RequestWithdrawal(back[-1]))


def guess(desk: Desk, entry: Entry, details: tuple[str, ...]) -> None:
    """Take every request that is gone for refused, as a careless tool would."""
    if "request-gone" in details:
        at = desk.now()
        desk.record(entry.order_no, CancelRefusal(at, RefusalReason("prepared"), confirmed=True))


Owner = Callable[[Desk, Entry, tuple[str, ...]], None]


def tell_click(desk: Desk, entry: Entry) -> None:
    """Let staff tell the tool of their click, as they do most of the time."""
    last = entry.happened[-1] if entry.happened else None
    if last is None or not any(o.order_no == entry.order_no for o in desk.store.find()):
        return
    if last.target is State.AWAITING_SHIPMENT:
        refused_at = max(h.at for h in entry.happened if h.event == "CancelRefusal")
        desk.record(
            entry.order_no, CancelRefusal(refused_at, RefusalReason("prepared"), confirmed=True)
        )
    elif last.event == "WithdrawalAsked":
        desk.record(entry.order_no, WithdrawalAsked(last.at))


def tell_refusals(desk: Desk, shop: Shop) -> None:
    """Let staff write down, at last, the clicks of which Qoo10 shows nothing any more."""
    for order in list(desk.store.find()):
        refused_at = shop.get(order.order_no).order.refused_at
        if refused_at is not None and order.refused_at is None:
            reason = RefusalReason("prepared")
            desk.record(order.order_no, CancelRefusal(refused_at, reason, confirmed=True))


@attrs.define
class Figures:
    """What a run came to."""

    syncs: int = 0
    failed: int = 0
    kills: int = 0
    struck: int = 0
    orders: int = 0


def run(sandbox: Sandbox, file: Path, seed: int, steps: int, *, owner: Owner = answer) -> Figures:
    """Let a shop live for *steps* acts; check after every sync."""
    dice = random.Random(seed)  # noqa: S311
    shop = sandbox.open(clock=ShopClock(NOON), seed=seed)
    tool = Tool(sandbox, shop, file, dice)
    try:
        return _live(tool, shop, dice, steps, owner)
    finally:
        tool.qapi.close()
        sandbox.box.close(shop)


def _live(tool: Tool, shop: Shop, dice: random.Random, steps: int, owner: Owner) -> Figures:
    figures = Figures()
    for _ in range(steps):
        if dice.random() < 0.3:
            # Asked for and seen, so that there is something to answer, and to lose sight of.
            shop.place(State.CANCEL_REQUESTED)
        acted = one_act(shop, dice)
        if acted is not None and dice.random() < 0.5:
            with tool.desk() as desk:
                tell_click(desk, shop.get(acted))
        shop.clock.step(timedelta(minutes=dice.randint(1, 240)))
        if dice.random() < 0.5:
            shop.faults.clear()
            if dice.random() < 0.5:
                shop.faults.add(Fault(dice.choice(FAULTS), chance=0.15))
            tool.deadly = 0.02 if dice.random() < 0.3 else 0.0
            figures.syncs += 1
            questions = tool.sync()
            figures.failed += questions is None
            with tool.desk() as desk:
                if questions and dice.random() < 0.5:
                    for order_no, details in questions.items():
                        owner(desk, shop.get(order_no), details)
                assert false_facts(desk, shop) == []
    shop.faults.clear()
    tool.deadly = 0.0
    for _ in range(3):
        shop.clock.step(timedelta(minutes=6))
        questions = tool.sync()
        assert questions is not None
        with tool.desk() as desk:
            for order_no, details in questions.items():
                owner(desk, shop.get(order_no), details)
            tell_refusals(desk, shop)
    with tool.desk() as desk:
        assert false_facts(desk, shop) == []
        assert differences(desk, shop) == []
    figures.kills, figures.struck = tool.kills, shop.faults.struck
    figures.orders = len(shop.entries)
    return figures


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


class TestConvergence:
    """Random shops, people and faults; the tool killed and restarted."""

    @pytest.mark.parametrize("seed", range(12))
    def test_nothing_false_remains(self, sandbox: Sandbox, tmp_path: Path, seed: int) -> None:
        """At every sync, and at the end the desk stands where the truth stands."""
        figures = run(sandbox, tmp_path / "desk.sqlite", seed, 40)

        assert figures.syncs > figures.failed

    def test_a_careless_owner_is_caught(self, sandbox: Sandbox, tmp_path: Path) -> None:
        """Who guesses what became of a request believes something false before long."""
        caught = 0
        for seed in range(6):
            try:
                run(sandbox, tmp_path / f"{seed}.sqlite", seed, 40, owner=guess)
            except AssertionError:
                caught += 1

        assert caught > 0
