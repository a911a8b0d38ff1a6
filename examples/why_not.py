"""Explain an order that may not be refused: every reason at once, in every language."""

from datetime import date, datetime

from qoo10_cancel import JST, LANGUAGES, CancelRefusal, Order, RefusalReason, State, actions, why

now = datetime(2022, 8, 12, 12, tzinfo=JST)
delayed = Order("698016769", State.SHIPPING_DELAYED, ship_date=date(2022, 8, 11))
refusal = CancelRefusal(now, RefusalReason("发送准备完了"), confirmed=True)

for lang in LANGUAGES:
    print(*why(delayed, refusal, lang=lang), sep="\n  ")

print("what may be done instead:")
for action in actions(delayed, now):
    if action.allowed and action.leads_to is not None:
        print(" ", action.command.__name__, "→", action.leads_to.value)
