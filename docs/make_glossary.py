"""Write docs/glossary.md from the words that the library says: python docs/make_glossary.py."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from qoo10_cancel.events import EVENTS, ShipmentRelease
from qoo10_cancel.messages import word
from qoo10_cancel.order import State
from qoo10_cancel.reasons import ReasonKind

PAGE: Final = Path(__file__).with_name("glossary.md")
COLUMNS: Final = ("zh-CN", "ja", "ko", "en")

# The words for which a page or a screen of Qoo10's was found; all others are marked as ours.
QOO10S: Final = {
    "zh-CN": """
        state.new state.scheduled state.shipping_delayed state.cancel_requested
        state.cancelling state.cancelled state.refused state.shipped state.delivered
        event.CancelRequest event.CancelRefusal event.CancelApproval event.WithdrawalAsked
        event.Shipment event.Delivery
        reason.shipped reason.prepared reason.made_to_order reason.other
        need.ship_date need.carrier need.tracking_no need.reason
    """,
    "ja": """
        state.new state.scheduled state.shipping_delayed state.cancel_requested
        state.cancelling state.cancelled state.shipped state.delivered
        event.CancelRequest event.CancelRefusal event.Shipment event.Delivery
        need.ship_date need.carrier need.tracking_no
    """,
    "ko": """
        state.new state.scheduled state.shipping_delayed state.cancel_requested
        state.cancelling state.cancelled state.shipped state.delivered
        event.CancelRequest event.Shipment event.Delivery
        need.ship_date need.carrier need.tracking_no
    """,
}

TEMPLATE: Final = """\
# Glossary

One word for one thing, as the library says it in each language; `label(value, lang)` returns it.
A word with a † is ours: no page or screen of Qoo10's was found that has one. The English words are
ours throughout.

## States

{states}

- 运送延期 has no code in QAPI; it follows from the planned ship date.
- 买家已付款 is a tab of J·QSM, 配送要請 in Japanese and 배송요청 in Korean. It holds every
  paid order that is not marked as shipped; the state here is only that of a refused one.
- An order passes through `refused` and is put back at once; the board's 已拒绝取消 counts
  orders that were ever refused.

## Events

{events}

- The seller *refuses* a request; the library *denies* an event; a notifier *fails* to deliver.
- To *withdraw* is to take a request back, which only the buyer can do.
- `Shipment` is the click in J·QSM that marks an order as shipped (发货处理, 発送処理). A parcel
  that has left is evidence (`handed_over_at`), not yet a `Shipment`.
- `ShipmentRelease` and the last four happen by themselves; nobody has to send them.

## Reasons

{reasons}

- In the order of the drop-down. Its own words are known in Chinese only; the Japanese ones
  name the three cases in which Qoo10 lets a seller refuse.

## Other terms

{terms}

- To *mark as shipped* is 发货处理 and 発送処理 on the screen: the shop tells Qoo10 that the goods
  have left. A false shipment is one that was marked and has not left.
- A *cancellation* ends an order; a *cancel request* asks for one; a *refusal* is the seller's no.

- The planned ship date is a day in Japan, not a moment.
- An order is one line with one order number (订购号码, 注文番号, 주문번호); a cart (购物车号码,
  カート番号, 장바구니번호) groups the lines that were bought together.

## Words of the code

| word | what it is |
| --- | --- |
| state | where an order stands: a member of `State` |
| event | what can happen to an order: a class in `events` |
| command | an event that the seller may cause |
| row | a line of the table: in this state, on this event, with these guards, to that state |
| guard | a function that asks one rule about an order and an event, and returns findings |
| rule | a numbered rule of the business, such as QC-05 |
| finding | what a rule says about an event: a violation, which denies it, or a warning |
| decision | what comes out of a door: `Allowed` or `Denied` |
| step | one transition that an order has made |
| snapshot | what one poll or file says about one order, not yet judged |
| evidence | what the seller can show: the record that a reason rests on |
| duty | to mark a refused order as shipped before the end of that day in Japan |
| notice | a fact to tell the buyer or the seller |
| outbox, entry, lease | where notices wait for delivery; one of them; a worker's hold on it |
| notifier | what delivers a notice; it may fail |
| sweep, `tick` | making the moves of the clock that are due |
| sheet | the page for the person who clicks: `Handover` |
| port, adapter | a protocol that the desk needs, and something that keeps it |
"""


TERMS: Final = (
    ("need.ship_date", "Order.ship_date"),
    ("need.carrier", "Evidence.carrier"),
    ("need.tracking_no", "Evidence.tracking_no"),
    ("need.handed_over_at", "Evidence.handed_over_at"),
    ("need.prepared_at", "Evidence.prepared_at"),
    ("need.evidence", "Evidence"),
    ("need.reason", "RefusalReason"),
    ("need.text", "RefusalReason.text"),
    ("by.buyer", "By.BUYER"),
    ("by.seller", "By.SELLER"),
    ("severity.violation", "Severity.VIOLATION"),
    ("severity.warning", "Severity.WARNING"),
)


def page() -> str:
    """Return the whole page."""
    events = (*EVENTS[:-4], ShipmentRelease, *EVENTS[-4:])
    return TEMPLATE.format(
        states=_table((f"state.{s.value}", f"State.{s.name}") for s in State),
        events=_table((f"event.{e.__name__}", e.__name__) for e in events),
        reasons=_table((f"reason.{r.value}", f"ReasonKind.{r.name}") for r in ReasonKind),
        terms=_table(TERMS),
    )


def _table(rows: Iterable[tuple[str, str]]) -> str:
    lines = [
        f"| {' | '.join(COLUMNS)} | code |",
        f"| {' | '.join('---' for _ in COLUMNS)} | --- |",
    ]
    for key, code in rows:
        cells = " | ".join(_marked(key, lang) for lang in COLUMNS)
        lines.append(f"| {cells} | `{code}` |")
    return "\n".join(lines)


def _marked(key: str, lang: str) -> str:
    text = word(key, lang)
    return text if lang not in QOO10S or key in QOO10S[lang].split() else f"{text} †"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
