"""PLACEHOLDER."""

RULES: dict[str, tuple[str, str]] = {}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "the text is empty; 其他 needs {required} characters",
        "write in Japanese why the request is refused",
    ),
    "QC-05.too-short": (
        "the text has {content_length} of the {required} characters needed (the form may count {form_length})",
        "add {missing} more characters; spaces, emoji and invisible characters do not count",
    ),
    "QC-06.not-japanese": (
        "the text is not Japanese",
        "write the whole text in Japanese, as the manual asks",
    ),
}

NOTICES: dict[str, tuple[str, str]] = {}

WORDS: dict[str, str] = {}

# What `templates`, `slots`, `preview` and `handover` say.
ADVICE: dict[str, str] = {
    "ready.SHIPPED_TRACKED": (
        "Your order was shipped on {shipped_on} by {carrier} (tracking number "
        "{tracking_no}). As it is already in transit, we are unable to accept the "
        "cancellation. If you wish to return it, please request a return after it arrives."
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "Your order was shipped from {origin} on {shipped_on} by international delivery "
        "({carrier}, tracking number {tracking_no}). It is in transit and cannot be called "
        "back, so we are unable to accept the cancellation. We ask for your understanding."
    ),
    "ready.SHIPPED_UNTRACKED": (
        "Your order was shipped on {shipped_on} by {carrier} (a service without tracking). A "
        "parcel cannot be stopped once sent, so we are unable to accept the cancellation. "
        "Please wait a little until it arrives."
    ),
    "ready.READY_PICKUP": (
        "Your order has been packed and labelled, and {carrier} will collect it on "
        "{pickup_on}. As it is ready to ship, we are unable to accept the cancellation. We "
        "will register the tracking number after shipping."
    ),
    "ready.READY_WAREHOUSE": (
        "Your order was made ready for dispatch at the warehouse on {ready_on} and cannot be "
        "taken out individually. We will ship it on {ship_on}, so we are unable to accept "
        "the cancellation. We ask for your understanding."
    ),
    "ready.CUSTOM_STARTED": (
        "Your order is made to your specification, and production started on "
        "{production_started_on}. Once started it cannot be sold to another customer, so we "
        "are unable to accept the cancellation."
    ),
    "ready.CUSTOM_PROCESSED": (
        "The lettering you specified was completed on your item on {processed_on}. A "
        "personalised item cannot be resold, so we are unable to accept the cancellation. It "
        "will be shipped on {ship_on}."
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "Your item is produced after the order is received, and production started on "
        "{production_started_on}. We are unable to accept a cancellation after that. As "
        "announced, it will be shipped on {ship_on}."
    ),
    "ready.OTHER_BUYER_AGREED": (
        "We contacted you on {contacted_on} and you agreed to receive the item as ordered. "
        "The cancellation request is therefore withdrawn and the item will be shipped on "
        "{ship_on}. Thank you very much for your cooperation."
    ),
    "ready.OTHER_BUNDLED": (
        "Your item was shipped on {shipped_on} by {carrier} (tracking number {tracking_no}) "
        "in one box with the other items you ordered. We cannot take out only some of them, "
        "so we are unable to accept the cancellation."
    ),
    "ready.OTHER_PERISHABLE": (
        "Your order is fresh food; your portion was prepared and packed on {prepared_on}. To "
        "keep its quality it cannot be sold to another customer, so we are unable to accept "
        "the cancellation. It will be shipped on {ship_on}."
    ),
    "ready.OTHER_DIGITAL": (
        "Your order is a digital code and was sent to you on {sent_on}. A code cannot be "
        "voided and resold once sent, so we are unable to accept the cancellation. We ask "
        "for your understanding."
    ),
    "months": (
        "January February March April May June July August September October November December"
    ),
    "day": "{day} {month}",
    "carrier.yamato": "Yamato Transport",
    "carrier.sagawa": "Sagawa Express",
    "carrier.japan_post": "Japan Post",
    "carrier.seino": "Seino Transportation",
    "carrier.fukuyama": "Fukuyama Transporting",
    "carrier.qxpress": "Qxpress",
    "carrier.ems": "EMS (express mail)",
    "carrier.dhl": "DHL",
    "carrier.fedex": "FedEx",
    "carrier.ups": "UPS",
    "carrier.sf": "SF Express",
    "carrier.cj": "CJ Logistics",
    "place.kr": "South Korea",
    "place.cn": "China",
    "place.hk": "Hong Kong",
    "place.tw": "Taiwan",
    "place.us": "the United States",
    "place.th": "Thailand",
    "place.vn": "Vietnam",
    "place.sg": "Singapore",
    "place.my": "Malaysia",
    "slot.shipped_on": "day of hand-over",
    "slot.carrier": "carrier",
    "slot.tracking_no": "tracking number",
    "slot.origin": "place of dispatch",
    "slot.pickup_on": "day of collection",
    "slot.ready_on": "day it was made ready",
    "slot.prepared_on": "day it was prepared",
    "slot.production_started_on": "day production started",
    "slot.processed_on": "day of processing",
    "slot.contacted_on": "day the buyer agreed",
    "slot.sent_on": "day the code was sent",
    "slot.ship_on": "day you will ship",
    "gap.missing": "{slot} ({field}): not recorded yet",
    "gap.unlisted": (
        "{slot} ({field}): the name on record is not listed; a text for the buyer uses "
        "listed names only"
    ),
    "gap.malformed": (
        "{slot} ({field}): record it as 6 to 30 capital letters, digits and hyphens, with a "
        "digit among them"
    ),
    "gap.still-to-come": "{slot} ({field}): it is still to come, so it cannot be told as done",
    "gap.before-the-order": "{slot} ({field}): it lies before the order; check the record",
    "gap.before-the-request": (
        "{slot} ({field}): it lies before the cancel request; record an agreement made after it"
    ),
    "gap.has-passed": "{slot} ({field}): the day has passed, so it cannot be promised",
    "gap.not-today": (
        "{slot} ({field}): it must be today, since a refused order is ship-processed the same day"
    ),
    "gap.a-year-away": "{slot} ({field}): it is a year or more away, and the text names no year",
    "choice.shipped": "[商品发送完了] ≈ shipped",
    "choice.prepared": "[发送准备完了] ≈ ready to ship",
    "choice.made_to_order": "[订购制作商品] ≈ made to order",
    "choice.other": "[其他] ≈ other",
    "choice.none": "none chosen yet",
    "screen.home_requests": '[取消申请] "Cancel Request"',
    "screen.claims_menu": "[运送/取消/未收取] ≈ shipping / cancel / not received",
    "screen.claims_page": "[取消/退货/未收取] ≈ cancel / return / not received",
    "screen.trade_details": "[交易信息] ≈ the transactions",
    "screen.requests": '[取消要求] "Cancel Request"',
    "screen.order_number": "[订购号码] ≈ order number",
    "screen.refusal_section": "[拒绝取消] ≈ refuse the cancel",
    "screen.refusal_reason": "[拒绝取消理由] ≈ reason for refusing",
    "screen.approve_button": "[取消处理] ≈ process the cancel",
    "screen.withdraw_button": "[取消的撤回要请] ≈ ask to withdraw the cancel",
    "screen.confirm": (
        "[仅限不可取消状态, 可选择拒绝取消处理。是否要拒绝取消处理?] ≈ only what cannot be "
        "cancelled may be refused; refuse?"
    ),
    "screen.done": "[已拒绝取消] ≈ the cancel is refused",
    "screen.paid": "[买家已付款] ≈ paid by the buyer",
    "screen.ship_process": "[发货处理] ≈ ship-process",
    "screen.planned_date": '[发货预定日] "Estimated Shipping Date"',
    "screen.delayed": "[运送延期] ≈ shipping delayed",
    "screen.ask_qoo10": "[向Qoo10进行咨询] ≈ ask Qoo10",
    "screen.ask_about": "[JQSM操作方法] ≈ how to use J·QSM",
    "screen.ask_topic": ("[投诉管理(退货·交换·未收取)] ≈ claims (return, exchange, not received)"),
    "step.1": (
        "Open J·QSM. On its first page click the number beside {home_requests}.\n(By the "
        "menu: {claims_menu} > {claims_page}.)"
    ),
    "step.2": "Under {trade_details}, click the number of {requests}.",
    "step.3": "In the list find {order_number} {order_no} and double-click its row.",
    "step.4": (
        "Check the details, scroll down to {refusal_section},\nand in the list "
        "{refusal_reason} choose:\n{choice}"
    ),
    "step.5": (
        "Click the button {refusal_section}. Mind its neighbours:\n{approve_button} accepts "
        "the cancel,\n{withdraw_button} only asks the buyer to take the request back."
    ),
    "step.6": "Read the dialog {confirm}\nand, if all is right, click [OK].",
    "step.7": "When {done} appears, it is done.\nRecord the refusal in your tool as well.",
    "field.paste": "Paste the text below into the field, as it is.",
    "field.spare": (
        "If there is a field, paste the text below; if not, send it to the buyer as a message."
    ),
    "field.none": "No text is needed.",
    "field.empty": "There is no text yet.",
    "sheet.title": "Refuse the cancel request of order {order_no}",
    "sheet.made": "Made {made}. All times are Japan time.",
    "sheet.refuse-before": "Refuse before {refuse_before} ({planned_date} {ship_date}).",
    "sheet.too-late": "The time to refuse ended at {refuse_before} ({planned_date} {ship_date}).",
    "sheet.date-unknown": (
        "{planned_date} is not known. Look it up in J·QSM:\nonce it has passed, the order is "
        "{delayed} and cannot be refused."
    ),
    "sheet.ship-before": "If you refuse today, ship-process before {duty_due}.",
    "sheet.legend": (
        '[ ] is what the Chinese screen shows, " " is Qoo10\'s English,\nand what follows ≈ '
        "is our own translation."
    ),
    "sheet.stop": "Not yet: this stands in the way",
    "sheet.note": "Know this first",
    "sheet.steps": "Steps in J·QSM",
    "sheet.text": "What the buyer reads (copy what is between the lines)",
    "sheet.gloss": "What it says",
    "sheet.own-words": (
        "These are your own words, so there is no translation here;\nthe buyer reads the "
        "Japanese exactly as it stands."
    ),
    "sheet.cart": "Same cart ({cart_no})",
    "sheet.sibling": "{order_no} ({stands}): {box}",
    "sheet.each": "Each order is requested, refused and ship-processed by itself.",
    "box.yes": "in the same box",
    "box.no": "in another box",
    "box.unknown": "same box or not: not recorded",
    "sheet.next": "What follows",
    "next.withdrawn": "Qoo10 itself withdraws the request; the order is back under {paid}.",
    "next.ship": (
        "Before {duty_due}: {ship_process}. If it is not done,\nor false, there may be a "
        "penalty under the shop rules."
    ),
    "next.told": "The buyer is told by app and mail, with the reason.",
    "next.final": "The buyer cannot request to cancel this order again.",
    "sheet.trouble": "If the click fails, or Qoo10 says no",
    "trouble.look": (
        "Look whether it is still under {requests}. If not,\nthe buyer has taken it back, or "
        "the order is cancelled."
    ),
    "trouble.contact": "Contact the buyer directly and explain.",
    "trouble.withdraw": "Ask the buyer to take the request back: {withdraw_button} (QC-21).",
    "trouble.ask": "Ask Qoo10: {ask_qoo10}\n> {ask_about}\n> {ask_topic}",
    "preview.title": "What the buyer reads",
    "preview.by": "It comes by app and mail. Reason: {choice}",
    "preview.no-text": "No text: only the reason chosen, in Qoo10's own Japanese.",
}
