"""What the library says, in English."""

# What `rules`, `machine`, `observe`, `outlook` and `desk` find: the message and the remedy.
RULES: dict[str, tuple[str, str]] = {
    "QC-00.not-expected": (
        "this does not happen to an order that is “{state}”: {event}",
        (
            "look the order up in J·QSM and read its present state in again; if J·QSM itself does "
            "not let you go on, ask Qoo10 (how to use J·QSM, claims)"
        ),
    ),
    "QC-00.codes-disagree": (
        (
            "Qoo10's two codes do not fit together (shipping {shipping}, claim {claim}; 0 stands "
            "for none); the order is taken as “{state}”"
        ),
        "look the order up in J·QSM; if it stands otherwise there, correct the record",
    ),
    "QC-00.vanished": (
        "Qoo10 no longer lists this order; whether it was cancelled is not known",
        "look the order up in J·QSM under the completed cancels and record what happened",
    ),
    "QC-01.no-request": (
        "there is no cancel request to refuse; the order is “{state}”",
        (
            "refuse only while the buyer's cancel request is open; if J·QSM shows a request, read "
            "the order in again first"
        ),
    ),
    "QC-01.already-refused": (
        "a cancel request for this order was refused before; the order is “{state}”",
        "do not refuse again; if the order is not ship-processed yet, do that today",
    ),
    "QC-02.delayed": (
        (
            "the order is in shipping delay (运送延期), so the cancel cannot be refused; the "
            "buyer may cancel freely and is refunded at once"
        ),
        (
            "if the goods have left or are ready, ship-process the order now, or contact the "
            "buyer directly; otherwise leave the cancel to the buyer"
        ),
    ),
    "QC-03.planned-date-unknown": (
        "no planned ship date is known, so it cannot be checked that it has not passed",
        "look in J·QSM whether the planned ship date is today or later before you refuse",
    ),
    "QC-03.planned-date-passed": (
        "the planned ship date, {ship_date}, has passed, so the cancel can no longer be refused",
        (
            "contact the buyer directly; while a request is open, ask the buyer to withdraw it, "
            "or approve the cancel"
        ),
    ),
    "QC-03.planned-day-is-today": (
        (
            "the planned ship date, {ship_date}, is today; Qoo10 does not say at which hour it "
            "counts as passed"
        ),
        "refuse now, not later, and ship-process the order right after it",
    ),
    "QC-04.not-chosen": (
        "no reason is chosen",
        "choose one of the four reasons: goods shipped, goods ready to ship, made to order, other",
    ),
    "QC-09.more-than-recorded": (
        "the ready text {text} says more than the record can show",
        "read it to the end and send it only if every word of it is true",
    ),
    "QC-09.no-evidence": (
        "nothing on record shows the reason “{reason}”; it would be shown by: {need}",
        (
            "record what shows it, or choose the reason that is true; on any other ground do not "
            "refuse, ask the buyer to withdraw the request"
        ),
    ),
    "QC-09.not-yet": (
        (
            "the reason “{reason}” rests on something that is still to come at the moment of "
            "refusal: {fact_at} (Japan time)"
        ),
        "refuse after it has happened, or correct the recorded time",
    ),
    "QC-10.not-confirmed": (
        "the refusal is not confirmed",
        (
            "check the order and the reason once more, then confirm; the buyer is told at once "
            "and cannot request a cancel again"
        ),
    ),
    "QC-11.refused-before": (
        (
            "a cancel request for this order was refused at {refused_at} (Japan time); the buyer "
            "cannot request a cancel again"
        ),
        (
            "ship-process the order if that is not done yet; if the buyer still does not want "
            "it, speak with the buyer about a return after delivery"
        ),
    ),
    "QC-12.little-time": (
        (
            "only {left} (h:mm:ss) is left to ship-process the order on the day of the refusal "
            "(until {due_at}, Japan time)"
        ),
        (
            "refuse only if you can ship-process right after it; otherwise wait until after "
            "midnight, if the planned ship date allows it"
        ),
    ),
    "QC-12.collides-with-same-day": (
        (
            "the text names {ship_on} as the day of shipping or collection, but a refused order "
            "is to be ship-processed on the day of the refusal"
        ),
        (
            "make the text anew with the day of the refusal, or refuse on the day on which you "
            "ship, if the planned ship date allows it"
        ),
    ),
    "QC-12.late": (
        (
            "ship-processing was due on the day of the refusal, before {due_at} (Japan time); it "
            "comes too late"
        ),
        (
            "ship-process the order all the same, at once; Qoo10 may impose a penalty under the "
            "shop rules"
        ),
    ),
    "QC-12.too-early": (
        "it is too early for this: {event}; it comes at {due_at} (Japan time)",
        "nothing is to be done; the clock takes this step by itself",
    ),
    "QC-13.implausible-number": (
        "the tracking number does not look like a real one",
        "compare it with the parcel's label; false ship-processing is penalised",
    ),
    "QC-13.before-payment": (
        "the order is ship-processed before it was paid ({paid_at}, Japan time)",
        "check both times; ship-process only what has really been handed to the carrier",
    ),
    "QC-13.number-used-elsewhere": (
        "the tracking number is already in use for order {order_no}, which is in another cart",
        (
            "compare it with the labels of both parcels and correct the wrong one; false "
            "ship-processing is penalised"
        ),
    ),
    "QC-14.refunded-at-once": (
        (
            "the order is in shipping delay (运送延期), so the buyer's cancel was refunded at "
            "once, without the seller's answer"
        ),
        "do not ship it any more; if it has left already, contact the carrier and the buyer",
    ),
    "QC-14.refused-and-delayed": (
        (
            "the order was refused before, and its planned ship date, {ship_date}, has passed; "
            "nobody says whether the buyer may now cancel all the same"
        ),
        (
            "ship-process the order at once; if a cancel shows in J·QSM, ask Qoo10 (how to use "
            "J·QSM, claims)"
        ),
    ),
    "QC-14.pending-though-delayed": (
        (
            "Qoo10 shows an open cancel request although the planned ship date had passed; it "
            "should have been refunded at once"
        ),
        (
            "look the order up in J·QSM and check its planned ship date; if it has really passed, "
            "do not refuse, ask Qoo10 (how to use J·QSM, claims)"
        ),
    ),
    "QC-15.request-gone": (
        "the buyer's cancel request is gone, and Qoo10 does not say how",
        (
            "find out whether the buyer withdrew it or your staff refused it, and record which; "
            "after a refusal the order must be ship-processed the same day"
        ),
    ),
    "QC-15.still-pending": (
        "the order is recorded as refused, but Qoo10 still shows the buyer's cancel request",
        (
            "look in J·QSM whether the refusal went through; if it did not, refuse there and "
            "record the moment"
        ),
    ),
    "QC-17.reservation-unknown": (
        (
            "whether this is a reservation item is not known; if it is not, the buyer's cancel is "
            "carried out at once"
        ),
        "look in J·QSM whether the request is open or the order is cancelled already",
    ),
    "QC-18.date-in-the-past": (
        (
            "the planned ship date, {ship_date}, has passed already; the order would be in "
            "shipping delay (运送延期) at once"
        ),
        "set today or a later day on which you can really ship",
    ),
    "QC-18.planned-anew": (
        (
            "the order is in shipping delay (运送延期) and is planned anew for {ship_date}; "
            "whether Qoo10 ends the delay by that is not known"
        ),
        (
            "look in J·QSM whether the order has left the delayed ones; until then the buyer may "
            "cancel freely"
        ),
    ),
    "QC-18.date-changed": (
        (
            "the planned ship date is changed to {ship_date}; whether Qoo10 allows that for this "
            "order is not known"
        ),
        "look in J·QSM which planned ship date stands there",
    ),
    "QC-18.too-early": (
        "it is too early for this: {event}; it comes at {due_at} (Japan time)",
        "nothing is to be done; the clock takes this step by itself",
    ),
    "QC-18.unplanned": (
        "Qoo10 says that shipping is scheduled (3), but no planned ship date is known",
        (
            "look the planned ship date up in J·QSM and record it; without it nobody can say when "
            "the order becomes delayed"
        ),
    ),
    "QC-19.request-pending": (
        (
            "a cancel request is still open; ship-processing before it is answered may end in a "
            "refund for goods that have left"
        ),
        (
            "refuse the request first, then ship-process the order on the same day; or approve it "
            "and do not ship"
        ),
    ),
    "QC-20.only-a-return": (
        "the order is “{state}”; after ship-processing there is no cancel any more, only a return",
        "ask the buyer to request a return after delivery",
    ),
    "QC-21.no-reason-fits": (
        "none of the four reasons is shown by what is on record",
        (
            "do not refuse; ask the buyer to withdraw the request or contact the buyer directly; "
            "if something is missing in the record, add it first"
        ),
    ),
    "QC-22.earlier-than-recorded": (
        "this lies before the latest thing on record for this order ({last_at}, Japan time)",
        "check the time; if it is right, nothing is to be done",
    ),
    "QC-22.corrected": (
        "the record of this order was corrected by hand, by {actor}",
        "compare the order with J·QSM",
    ),
}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "the text is empty; 其他 needs {required} characters",
        "write in Japanese why the request is refused",
    ),
    "QC-05.too-short": (
        (
            "the text has {content_length} of the {required} characters needed (the form may "
            "count {form_length})"
        ),
        "add {missing} more; spaces, emoji and invisible characters do not count",
    ),
    "QC-06.not-japanese": (
        "the text cannot be read as Japanese: {japanese} Japanese letters, {kana} of them kana",
        (
            "write whole sentences in Japanese; a few Japanese words in another language are "
            "not enough"
        ),
    ),
    "QC-06.mixed-language": (
        "part of the text is not Japanese: {pieces}",
        "leave out what is not Japanese; names of goods may stay",
    ),
    "QC-07.invalid-unicode": (
        "the text holds half a character: {found}",
        "type the text again; it was damaged on its way here",
    ),
    "QC-07.control-char": (
        "the text holds a control character: {found}",
        "delete it, or type that place again",
    ),
    "QC-07.bidi-control": (
        "the text holds a character that reverses what the buyer reads: {found}",
        "delete it, or type that place again",
    ),
    "QC-07.invisible-removed": (
        "the text holds {count} invisible characters: {found}",
        "nothing has to be done; they do not count and are not sent",
    ),
    "QC-07.markup": (
        "the text holds HTML: {found}",
        "write plain text; the form may answer HTML with an error page",
    ),
    "QC-07.header-injection": (
        "the text holds what mail takes for a header: {found}",
        "write it as a sentence, without the name of a mail field",
    ),
    "QC-07.placeholder": (
        "a slot of a ready text is still open: {found}",
        "put in what belongs there",
    ),
    "QC-07.mojibake": (
        "the text was read in the wrong encoding: {found}",
        "copy it again from where it can be read; it cannot be repaired here",
    ),
    "QC-07.too-long": (
        "the text has {form_length} characters as a form counts them; {limit} are taken",
        "make it shorter; two or three sentences are enough",
    ),
    "QC-07.too-many-lines": (
        "the text has {lines} lines; more than {limit} may not be shown as written",
        "write it as one paragraph",
    ),
    "QC-07.repetitive": (
        "the text says the same thing again and again: {found}",
        "say it once, and explain it",
    ),
    "QC-07.emoji": (
        "the text holds an emoji, which mail may show as a question mark: {found}",
        "leave emoji out",
    ),
    "QC-07.halfwidth-kana": (
        "the text holds half-width katakana: {found}",
        "write full-width katakana",
    ),
    "QC-07.personal-data": (
        "the text holds what looks like the number of a payment card",
        "take the number out; buyers never need it in a message",
    ),
    "QC-07.contact-info": (
        "the text holds contact data",
        "leave it out; buyers are to be served through Qoo10's own messages",
    ),
    "QC-07.url": (
        "the text holds a link",
        "leave it out; the tracking number is enough",
    ),
    "QC-08.store-delay": (
        "the text gives a delay of the store's own as the reason: {found}",
        (
            "a delay of the store's own is no reason to refuse: accept the cancellation, or "
            "talk with the buyer; if this is not about a delay, keep a note that says so"
        ),
    ),
    "QC-08.reads-like-delay": (
        (
            "no word of delay was recognised, but this part reads like a delay of the store's own, "
            "and no accepted ground was recognised: {found}"
        ),
        (
            "say what has happened to this parcel, and when; if nothing has, accept the "
            "cancellation or talk with the buyer; if this is not about a delay, keep a note that "
            "says so"
        ),
    ),
    "QC-08.delay-mentioned": (
        "the text speaks of delay: {found}",
        "leave the delay out and say what has happened: shipped when, by whom, under which number",
    ),
    "QC-09.no-ground": (
        (
            "the text states none of the grounds that are accepted: shipped, ready to ship, "
            "made to order, agreed with the buyer"
        ),
        "say which of them is true, and since when",
    ),
}

# Subject and body of each notice.
_ASKS_SUBJECT = "[Order {order_no}] The buyer asks to cancel"
_ASKS = (
    "The buyer of order {order_no} asks to cancel. Please answer in J·QSM: approve the cancel, "
    "ask the buyer to withdraw the request, or refuse it if the goods are shipped, ready to "
    "ship, or made to order."
)
NOTICES: dict[str, tuple[str, str]] = {
    "refusal": (
        "[Order {order_no}] Your cancel request was not accepted",
        (
            "Thank you for your order. We are sorry, but we were unable to accept your request to "
            "cancel order {order_no}. Your order stands, and it will be shipped to you. We ask "
            "for your understanding.\n\nReason: {reason}\n{text}"
        ),
    ),
    "request.known": (
        _ASKS_SUBJECT,
        _ASKS + "\nIt can be refused until {until} (Japan time).",
    ),
    "request.unknown": (
        _ASKS_SUBJECT,
        (
            _ASKS + "\nNo planned ship date is known, so nobody can say until when it can be "
            "refused: look for the date in J·QSM."
        ),
    ),
    "request.open": (_ASKS_SUBJECT, _ASKS),
    "request.passed": (
        _ASKS_SUBJECT,
        (
            "The buyer of order {order_no} asks to cancel. Its planned ship date passed at "
            "{until} (Japan time), so the cancel can no longer be refused. Please look at the "
            "order in J·QSM: approve the cancel, ask the buyer to withdraw the request, or "
            "contact the buyer directly."
        ),
    ),
    "request_ending": (
        "[Order {order_no}] The cancel request can be refused for {left} more",
        (
            "The cancel request for order {order_no} is still open, and its planned ship date is "
            "about to pass. After that it can no longer be refused. Please answer it in J·QSM now."
            "\nIt can be refused until {until} (Japan time)."
        ),
    ),
    "duty_started": (
        "[Order {order_no}] Refused: ship-process it today",
        (
            "The cancel of order {order_no} was refused. Please ship-process it in J·QSM before "
            "{due_at} (Japan time). If it is not done on the day of the refusal, Qoo10 may impose "
            "a penalty under the shop rules."
        ),
    ),
    "duty_ending": (
        "[Order {order_no}] Not ship-processed yet, {left} left today",
        (
            "Order {order_no} was refused today and is not ship-processed yet. Please "
            "ship-process it in J·QSM before {due_at} (Japan time); after that Qoo10 may impose a "
            "penalty under the shop rules."
        ),
    ),
    "duty_missed": (
        "[Order {order_no}] Not ship-processed on the day of the refusal",
        (
            "Order {order_no} was refused and was not ship-processed by {due_at} (Japan time). "
            "Please ship-process it in J·QSM at once. Qoo10 may impose a penalty under the shop "
            "rules."
        ),
    ),
    "delayed": (
        "[Order {order_no}] The order is now in shipping delay (运送延期)",
        (
            "The planned ship date of order {order_no} has passed without ship-processing. The "
            "buyer may now cancel freely and is refunded at once; a refusal is no longer "
            "possible. Please ship-process the order as soon as the goods have left."
        ),
    ),
    "refunded": (
        "[Order {order_no}] Cancelled by the buyer: do not ship",
        (
            "The buyer cancelled order {order_no}, and the cancel took effect at once, without an "
            "answer from you ({rule}). Please do not ship it. If it has left already, contact the "
            "carrier and the buyer."
        ),
    ),
    "fake_found": (
        "[Order {order_no}] Qoo10 finds the ship-processing false",
        (
            "Qoo10 regards the ship-processing of order {order_no} as false. Qoo10 may impose a "
            "penalty under the shop rules. Please check carrier and tracking number, keep the "
            "proof of dispatch at hand, and ask Qoo10 if you do not agree."
        ),
    ),
}

# The glossary; `docs/glossary.md` is made from it.
WORDS: dict[str, str] = {
    "state.new": "new order",
    "state.scheduled": "shipping scheduled",
    "state.shipping_delayed": "shipping delayed",
    "state.cancel_requested": "cancel requested",
    "state.withdrawal_asked": "buyer asked to withdraw",
    "state.cancelling": "cancelling",
    "state.cancelled": "cancelled",
    "state.refused": "cancel refused",
    "state.awaiting_shipment": "awaiting shipment after a refusal",
    "state.shipped": "on delivery",
    "state.delivered": "delivered",
    "event.CancelRequest": "cancel request",
    "event.RequestWithdrawal": "withdrawal of the request",
    "event.ShipDateSet": "setting the planned ship date",
    "event.EvidenceAdded": "recording evidence",
    "event.CancelRefusal": "refusing the cancel",
    "event.CancelApproval": "approving the cancel",
    "event.WithdrawalAsked": "asking the buyer to withdraw",
    "event.Shipment": "ship-processing",
    "event.WithdrawalDenied": "the buyer keeps the request",
    "event.Refund": "refund",
    "event.Cancellation": "cancellation for another cause",
    "event.Delivery": "delivery",
    "event.FakeShipmentFound": "finding of false ship-processing",
    "event.ShipmentRelease": "return to the paid orders",
    "event.ShipDateLapse": "passing of the planned ship date",
    "event.RequestReminder": "reminder of an open request",
    "event.DutyReminder": "reminder to ship-process",
    "event.DutyLapse": "same-day shipping missed",
    "reason.shipped": "goods shipped",
    "reason.prepared": "goods ready to ship",
    "reason.made_to_order": "made to order",
    "reason.other": "other",
    "need.carrier": "carrier",
    "need.tracking_no": "tracking number",
    "need.handed_over_at": "time of hand-over to the carrier",
    "need.prepared_at": "time at which packing was done",
    "need.made_to_order": "item marked as made to order",
    "need.reason": "reason",
    "need.text": "text for the buyer",
    "need.confirmed": "confirmation",
    "need.evidence": "evidence",
    "need.ship_date": "planned ship date",
    "rule.QC-00": "this does not happen to an order in this state",
    "rule.QC-01": "only an open cancel request can be refused",
    "rule.QC-02": (
        "an order in shipping delay (运送延期) cannot be refused; the buyer cancels freely"
    ),
    "rule.QC-03": "a cancel can be refused until the planned ship date has passed",
    "rule.QC-04": "a refusal names one of the four reasons",
    "rule.QC-05": "the reason “other” is explained in 30 characters or more",
    "rule.QC-06": "the text is written in Japanese",
    "rule.QC-07": "the text is fit to be read by the buyer as it is",
    "rule.QC-08": "a delay of the store's own is no reason to refuse",
    "rule.QC-09": "the reason agrees with what is on record",
    "rule.QC-10": "a refusal is confirmed",
    "rule.QC-11": "once refused, the buyer cannot request a cancel of that order again",
    "rule.QC-12": "after a refusal the order is ship-processed the same day, Japan time",
    "rule.QC-13": "ship-processing is done only for goods that were really sent",
    "rule.QC-14": "in shipping delay (运送延期) a buyer's cancel is refunded at once",
    "rule.QC-15": "a refusal ends the buyer's request and puts the order back among the paid ones",
    "rule.QC-16": "the buyer is told of the refusal and its reason, by app and by mail",
    "rule.QC-17": (
        "before a planned ship date is set, the buyer cancels at once, except for reservation "
        "items"
    ),
    "rule.QC-18": (
        "an order becomes delayed only when its planned ship date has passed without "
        "ship-processing"
    ),
    "rule.QC-19": "an open request is refused before the order is ship-processed",
    "rule.QC-20": "after ship-processing there is no cancel, only a return",
    "rule.QC-21": "on any other ground the buyer is asked to withdraw; the seller does not refuse",
    "rule.QC-22": "what is recorded of an order runs forward in time",
    "list.and": ", ",
    "answer.allowed": ("order {order_no}: {event} is possible; afterwards the order is “{state}”"),
    "answer.denied": "order {order_no} is “{state}”; {event} is not possible now",
    "by.buyer": "buyer",
    "by.seller": "seller",
    "by.platform": "Qoo10",
    "by.clock": "clock",
    "certainty.stated": "Qoo10's seller manual says it",
    "certainty.official": "another page of Qoo10's says it",
    "certainty.derived": "it follows from what is stated",
    "certainty.assumed": "nobody says it; the cautious reading",
    "certainty.technical": "it keeps the records sound",
    "severity.violation": "not allowed",
    "severity.warning": "warning",
}

# What `templates`, `slots`, `preview` and `sheet` say.
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
    "carrier.ems": "EMS",
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
    "choice.shipped": "[商品发送完了] (≈ shipped)",
    "choice.prepared": "[发送准备完了] (≈ ready to ship)",
    "choice.made_to_order": "[订购制作商品] (≈ made to order)",
    "choice.other": "[其他] (≈ other)",
    "choice.none": "none chosen yet",
    "screen.home_requests": '[取消申请] ("Cancel Request")',
    "screen.claims_menu": "[运送/取消/未收取] (≈ shipping / cancel / not received)",
    "screen.claims_page": "[取消/退货/未收取] (≈ cancel / return / not received)",
    "screen.trade_details": "[交易信息] (≈ the transactions)",
    "screen.requests": '[取消要求] ("Cancel Request")',
    "screen.order_number": "[订购号码] (≈ order number)",
    "screen.refusal_section": "[拒绝取消] (≈ refuse the cancel)",
    "screen.refusal_reason": "[拒绝取消理由] (≈ reason for refusing)",
    "screen.approve_button": "[取消处理] (≈ process the cancel)",
    "screen.withdraw_button": "[取消的撤回要请] (≈ ask the buyer to withdraw)",
    "screen.confirm": (
        "[仅限不可取消状态, 可选择拒绝取消处理。是否要拒绝取消处理?] (≈ only what cannot be "
        "cancelled may be refused; refuse?)"
    ),
    "screen.done": "[已拒绝取消] (≈ the cancel is refused)",
    "screen.paid": "[买家已付款] (≈ paid by the buyer)",
    "screen.ship_process": "[发货处理] (≈ ship-process)",
    "screen.planned_date": '[发货预定日] ("Estimated Shipping Date")',
    "screen.delayed": "[运送延期] (≈ shipping delayed)",
    "screen.ask_qoo10": "[向Qoo10进行咨询] (≈ ask Qoo10)",
    "screen.ask_about": "[JQSM操作方法] (≈ how to use J·QSM)",
    "screen.ask_topic": (
        "[投诉管理(退货·交换·未收取)] (≈ claims (return, exchange, not received))"
    ),
    "step.1": (
        "Open J·QSM. On its first page click the number beside {home_requests}.\nBy the "
        "menu: {claims_menu}\n> {claims_page}."
    ),
    "step.2": "Under {trade_details}, click the number of {requests}.",
    "step.3": "In the list find {order_number} {order_no} and double-click its row.",
    "step.4": (
        "Check the details, scroll down to {refusal_section},\nand in the list "
        "{refusal_reason} choose:\n{choice}"
    ),
    "step.5": (
        "Click the button {refusal_section}. Mind its neighbours:\n{approve_button} accepts "
        "the cancel,\n{withdraw_button}\nonly asks the buyer to take the request back."
    ),
    "step.6": "Read the dialog\n{confirm}\nand, if all is right, click [OK].",
    "step.7": "When {done} appears, it is done.\nRecord the refusal in your tool as well.",
    "field.paste": "Paste the text below into the field, as it is.",
    "field.spare": (
        "If there is a field, paste the text below; if not, send it to the buyer as a message."
    ),
    "field.none": "No text is needed.",
    "field.empty": "There is no text yet.",
    "sheet.title": "Refuse the cancel request of order {order_no}",
    "sheet.made": "Made {made}. All times are Japan time.",
    "sheet.refuse-before": "Refuse before {refuse_before}: {planned_date} is {ship_date}.",
    "sheet.too-late": (
        "The time to refuse ended at {refuse_before}: {planned_date} is {ship_date}."
    ),
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
    "next.withdrawn": "Qoo10 itself withdraws the request;\nthe order is back under {paid}.",
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
    "trouble.withdraw": "Ask the buyer to take the request back (QC-21):\n{withdraw_button}",
    "trouble.ask": "Ask Qoo10: {ask_qoo10}\n> {ask_about}\n> {ask_topic}",
    "preview.title": "What the buyer reads",
    "preview.by": "It comes by app and mail. Reason: {choice}",
    "preview.no-text": "No text: only the reason chosen, in Qoo10's own Japanese.",
}
