"""A stricter policy, and a rule of the shop's own around `decide`."""

from datetime import date, datetime, timedelta

from qoo10_cancel import (
    JST,
    CancelRefusal,
    Decision,
    Evidence,
    Order,
    Policy,
    RefusalReason,
    State,
    decide,
)

# The switches: what nobody states. Here the planned day itself is already too late, a shipment
# may go out while a request is pending, and the seller is reminded three hours before midnight.
STRICT = Policy(planned_day=False, lift={"QC-19"}, duty_reminders=[timedelta(hours=3)])

DEAR = 50_000
"""Yen from which on a second person looks at a refusal."""


def objections(
    order: Order, refusal: CancelRefusal, total: int, approved_by: str | None
) -> tuple[Decision, list[str]]:
    """Ask the rules of Qoo10, then the shop's own; both answers are shown together.

    The shop's rule stays outside: a code such as QC-05 always means the same, in every shop.
    """
    decision = decide(order, refusal, STRICT)
    ours = []
    if total >= DEAR and approved_by in {None, refusal.actor}:
        ours.append(f"SHOP-1 an order of {total} yen is refused by two people")
    return decision, ours


now = datetime(2022, 8, 15, 9, tzinfo=JST)
packed = Evidence(prepared_at=now - timedelta(hours=1))
refusal = CancelRefusal(now, RefusalReason("发送准备完了"), packed, confirmed=True, actor="Li")

for ship_date in (date(2022, 8, 15), date(2022, 8, 16)):
    order = Order("698016773", State.CANCEL_REQUESTED, ship_date)
    decision, ours = objections(order, refusal, total=68_000, approved_by=None)
    theirs = () if decision.allowed else decision.violations
    print(f"to be shipped on {ship_date}:")
    for found in theirs:
        print(" ", found.rule.code, found.message("en"))
    for line in ours:
        print(" ", line)

decision, ours = objections(order, refusal, total=68_000, approved_by="Tanaka")
print("with a second person:", decision.allowed and not ours, "under policy", STRICT.version)
