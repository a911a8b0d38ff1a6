"""What a decision costs beside a hand-written dispatch and beside other state machines."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from benchmarks import by_hand, machines
from benchmarks.rounds import Row, ratios, seconds
from qoo10_cancel import (
    JST,
    CancelRefusal,
    CancelRequest,
    Evidence,
    Order,
    Policy,
    Purchase,
    RefusalReason,
    RuleBroken,
    ShipDateSet,
    Shipment,
    State,
    Step,
    actions,
    apply,
    decide,
    queue,
)
from qoo10_cancel.codec import dumps
from qoo10_cancel.events import COMMANDS, Delivery, Event, EvidenceAdded
from qoo10_cancel.machine import facts, record, replay

HOUR = timedelta(hours=1)
NOON = datetime(2022, 8, 12, 9, tzinfo=JST)
POLICY = Policy()
SENT = Evidence(carrier="佐川急便", tracking_no="403912345675")
NEW = Order(
    "698016773",
    purchase=Purchase("249960001", ordered_at=NOON, paid_at=NOON, reservation=False),
)
LIFE = (
    ShipDateSet(NOON + HOUR, ship_date=date(2022, 8, 15)),
    CancelRequest(NOON + 2 * HOUR),
    CancelRefusal(NOON + 3 * HOUR, RefusalReason("shipped"), SENT, confirmed=True),
    Shipment(NOON + 4 * HOUR, "佐川急便", "403912345675"),
    CancelRequest(NOON + 5 * HOUR),  # denied: only a return is left
    Delivery(NOON + 30 * HOUR),
)
ASKED = Order("698016773", State.CANCEL_REQUESTED, date(2022, 8, 15), last_at=NOON)
CHOSEN = CancelRefusal(NOON + HOUR, RefusalReason("shipped"), SENT, confirmed=True)
POOR = CancelRefusal(NOON + HOUR)
"""Denied, with all that is missing."""


def asking() -> list[Event]:
    """Make what `actions` asks about without a draft: each command with nothing filled in."""
    at = NOON + HOUR
    commands = {ShipDateSet: ShipDateSet(at, ship_date=date(2022, 8, 13))}
    return [*(commands.get(command) or command(at) for command in COMMANDS), CHOSEN]


def ours() -> Order:
    """Walk one life on the asking door."""
    order = NEW
    for event in LIFE:
        order = decide(order, event, POLICY).order
    return order


def acting() -> Order:
    """Walk one life on the acting door."""
    order = NEW
    for event in LIFE:
        try:
            order = apply(order, event, POLICY).order
        except RuleBroken as denied:
            order = denied.denied.order
    return order


def recorded() -> tuple[Step, ...]:
    """Return the history of one life."""
    order, steps = NEW, []
    for event in LIFE:
        decision = decide(order, event, POLICY)
        order = decision.order
        steps += decision.steps if decision.allowed else ()
    return tuple(steps)


def hand() -> Order:
    """Walk one life through H."""
    order = NEW
    for event in LIFE:
        order = by_hand.decide(order, event, POLICY).order
    return order


FACTS = tuple(event for event in LIFE if event is not LIFE[4])
"""What has really happened."""

EIGHT = (
    *FACTS[:1],
    EvidenceAdded(NOON + HOUR, Evidence(perishable=False)),
    *FACTS[1:3],
    EvidenceAdded(NOON + 3 * HOUR, Evidence(bundled=True)),
    EvidenceAdded(NOON + 3 * HOUR, Evidence(prepared_at=NOON)),
    *FACTS[3:],
)
LATE = EvidenceAdded(NOON + 2 * HOUR, Evidence(made_to_order=False))


def told(facts: tuple[Event, ...] = FACTS) -> Order:
    """Walk one life on the door for facts, in the order in which they happened."""
    order = NEW
    for event in facts:
        order = record(order, event, POLICY).order
    return order


def commanded() -> Order:
    """Walk the same life on the acting door."""
    order = NEW
    for event in FACTS:
        order = apply(order, event, POLICY).order
    return order


def on_machine(made: Callable[[], machines.Fire]) -> Order:
    """Walk one life on another machine."""
    order, fire = NEW, made()
    for event in LIFE:
        order = machines.answer(order, event, POLICY, fire).order
    return order


def bare() -> Order:
    """Trigger the shared machine beside H: what a command costs at the least."""
    order = NEW
    for event in LIFE:
        machines.bare(order.state, event)
        order = by_hand.decide(order, event, POLICY).order
    return order


def _same_answers() -> None:
    """Compare all that each gives, before anything is timed."""
    fires = [made() for made in machines.MACHINES.values()]
    order = NEW
    for event in LIFE:
        mine = decide(order, event, POLICY)
        assert mine == by_hand.decide(order, event, POLICY)
        for fire in fires:
            assert mine == machines.answer(order, event, POLICY, fire)
        order = mine.order
    for event in (POOR, *asking()):
        assert decide(ASKED, event, POLICY) == by_hand.decide(ASKED, event, POLICY)
    assert acting() == ours() == hand() == bare() == replay(NEW, recorded())
    allowed = [decide(ASKED, event, POLICY).allowed for event in asking()]
    assert machines.may(ASKED, asking(), POLICY) == allowed


def _asked_by_hand() -> None:
    """Ask about each command, and once more about a refusal, filled in: what would follow."""
    for event in asking():
        by_hand.decide(ASKED, event, POLICY)


def rows() -> list[Row]:
    """Return what was measured, with its goals."""
    _same_answers()
    return [*_doors(), *_news(), *_outlook(), *_memory(), _importing()]


def _news() -> list[Row]:
    assert told() == commanded()
    lived = told(EIGHT)
    assert len(facts(lived)) == len(EIGHT)
    assert record(lived, LATE, POLICY).order.evidence.made_to_order is False
    life = ratios(commanded, {"told": told})["told"]
    late = ratios(partial(told, EIGHT), {"late": lambda: record(lived, LATE, POLICY)})["late"]
    stored = len(dumps(lived))
    return [
        ("a life told in order, against the same commands", "≤ 1.15", f"{life:.2f} ×",
         life <= 1.15),
        ("a late fact on eight, against their life", "≤ 2", f"{late:.2f} ×", late <= 2),
        ("an order of eight facts, as JSON", "—", f"{stored:,} bytes", True),
    ]  # fmt: skip


def _doors() -> list[Row]:
    found = ratios(
        hand,
        {
            "ours": ours,
            "apply": acting,
            "replay": partial(replay, NEW, recorded()),
            "bare": bare,
            **{name: partial(on_machine, made) for name, made in machines.MACHINES.items()},
        },
    )
    denied = ratios(
        lambda: by_hand.decide(ASKED, POOR, POLICY), {"d": lambda: decide(ASKED, POOR, POLICY)}
    )["d"]
    life, command, again = found["ours"], found["apply"] / found["bare"], found["replay"]
    rows: list[Row] = [
        ("a life, asking, against H", "≤ 1.15", f"{life:.2f} × H", life <= 1.15),
        ("a denial with all findings, against H", "≤ 1.3", f"{denied:.2f} × H", denied <= 1.3),
        ("a life, replayed from its history, against H", "≤ 1.0", f"{again:.2f} × H", again <= 1),
        ("a command, against a bare trigger and the same guards", "≤ 1.3",
         f"{command:.2f} ×", command <= 1.3),
    ]  # fmt: skip
    for name, goal in machines.GOALS.items():
        times = found[name] / life
        rows.append(
            (f"a life, against {name}", f"≥ {goal}", f"{times:.1f} × faster", times >= goal)
        )
    return rows


def _outlook() -> list[Row]:
    asked = ratios(
        _asked_by_hand,
        {
            "ours": lambda: actions(ASKED, NOON + HOUR, POLICY),
            "may": lambda: machines.may(ASKED, asking(), POLICY),
        },
    )
    orders = [
        Order(str(698000000 + i), State.CANCEL_REQUESTED, date(2022, 8, 15), last_at=NOON)
        for i in range(2000)
    ]
    event = CancelRefusal(NOON + HOUR, RefusalReason("shipped"), SENT, confirmed=True)
    ratio = ratios(
        lambda: [decide(order, event, POLICY) for order in orders],
        {"queue": lambda: queue(orders, NOON + HOUR, POLICY)},
        rounds=5,
    )["queue"]
    ours, may = asked["ours"], asked["may"] / asked["ours"]
    return [
        ("all actions of an order, against H", "≤ 1.5", f"{ours:.2f} × H", ours <= 1.5),
        ("all actions, against `transitions` may_…", "≥ 20", f"{may:.1f} × faster", may >= 20),
        ("queue, an order, against one decision", "≤ 5", f"{ratio:.2f} ×", ratio <= 5),
        _linear(),
    ]  # fmt: skip


def _linear() -> Row:
    def cost(size: int) -> float:
        orders = [
            Order(str(698000000 + i), State.CANCEL_REQUESTED, date(2022, 8, 15), last_at=NOON)
            for i in range(size)
        ]
        return min(seconds(lambda: queue(orders, NOON, POLICY), 0.01) for _ in range(3)) / size

    growth = cost(100_000) / cost(5_000)
    return (
        "queue, an order among 100,000 against 5,000",
        "≤ 1.5",
        f"{growth:.2f} ×",
        growth <= 1.5,
    )


def _memory() -> list[Row]:
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [ours() for _ in range(1000)]
    size = (tracemalloc.get_traced_memory()[0] - before) / len(kept)
    tracemalloc.stop()

    def create(count: int) -> float:
        orders: list[Order] = []
        spent = seconds(
            lambda: orders.extend(Order("698016773", last_at=NOON) for _ in range(count)), 0.001
        )
        return spent / count

    flat = min(create(100_000) for _ in range(3)) / min(create(1_000) for _ in range(9))
    return [
        ("memory of a live order", "≤ 1,000 bytes", f"{size:,.0f} bytes", size <= 1000),
        ("creating, 100,000 live against 1,000", "≤ 1.3", f"{flat:.2f} ×", flat <= 1.3),
    ]


def _importing() -> Row:
    def spent(what: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", what], check=True)  # noqa: S603

    import time  # noqa: PLC0415

    def wall(run: Callable[[], object]) -> float:
        best = float("inf")
        for _ in range(15):
            began = time.perf_counter()
            run()
            best = min(best, time.perf_counter() - began)
        return best

    bare = wall(spent("pass"))
    base = wall(spent("import attrs, transitions")) - bare
    mine = wall(spent("import qoo10_cancel")) - bare
    times = mine / base
    return ("import, against `import attrs, transitions`", "≤ 2", f"{times:.2f} ×", times <= 2)
