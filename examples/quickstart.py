"""Judge a refusal, read every reason why not, then refuse: ten lines."""

from datetime import date, datetime

from qoo10_cancel import JST, CancelRefusal, Evidence, Order, RefusalReason, State, apply, decide

now = datetime(2022, 8, 12, 11, 30, tzinfo=JST)
order = Order("698016773", State.CANCEL_REQUESTED, ship_date=date(2022, 8, 15))

poor = CancelRefusal(
    now, RefusalReason("其他", "発送済みのため、キャンセルできません。"), confirmed=True
)
for violation in decide(order, poor).violations:
    print(violation.rule.code, violation.message("en"))

sent = Evidence(carrier="佐川急便", tracking_no="403912345675")
good = CancelRefusal(now, RefusalReason("商品发送完了"), sent, confirmed=True)
done = apply(order, good)
print(done.order.state.value, "until", done.order.duty.due)
for notice in done.notices:
    print(notice.channel.value, "|", notice.subject("ja"))
