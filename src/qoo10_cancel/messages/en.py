"""What the library says, in English."""

# What `rules`, `machine`, `observe`, `outlook` and `desk` find: the message and the remedy.
RULES: dict[str, tuple[str, str]] = {
    "QC-00.not-expected": (
        "this does not happen to an order that is “{state}”: {event}",
        (
            "check the order's state in J·QSM and import it again; if J·QSM itself does not let "
            "you go on, ask Qoo10 (how to use J·QSM, claims)"
        ),
    ),
    "QC-00.asked-already": (
        "the order is “{state}” already, so this is not done again: {event}",
        "wait for the buyer's answer, refuse the request, or approve the cancellation",
    ),
    "QC-00.sent-already": (
        "the order is “{state}”, so it is too late for this: {event}",
        ("do nothing; if the buyer does not want the goods, discuss a return after delivery"),
    ),
    "QC-00.closed": (
        "the order is “{state}”, so it is too late for this: {event}",
        "do not ship it; if it has left already, contact the carrier and the buyer",
    ),
    "QC-00.no-open-request": (
        "the order is “{state}” and has no open cancel request to answer: {event}",
        "do nothing; if J·QSM shows a request, import the order again first",
    ),
    "QC-00.codes-disagree": (
        (
            "Qoo10's two codes do not agree (shipping {shipping}, claim {claim}; 0 means none); "
            "the order is treated as “{state}”"
        ),
        "check the order in J·QSM; if it stands otherwise there, correct the record",
    ),
    "QC-00.vanished": (
        "Qoo10 no longer lists this order; whether it was cancelled is not known",
        "check in J·QSM whether it is among the completed cancellations, and record what happened",
    ),
    "QC-00.shipped-and-cancelled": (
        (
            "the order was cancelled, and a later shipment is on record too; which of them "
            "holds is not known"
        ),
        (
            "look the order up in J·QSM; if the parcel has left, contact the carrier and the "
            "buyer; take back the record that is wrong"
        ),
    ),
    "QC-01.no-request": (
        "there is no cancel request to refuse; the order is “{state}”",
        (
            "refuse only while the buyer's cancel request is open; if J·QSM shows a request, "
            "import the order again first"
        ),
    ),
    "QC-01.already-refused": (
        "a cancel request for this order was refused before; the order is “{state}”",
        "do not refuse it again; if the order is not marked as shipped yet, mark it today",
    ),
    "QC-02.delayed": (
        (
            "the order is in shipping delay (运送延期), so its cancellation cannot be refused; "
            "the buyer may cancel freely and is refunded at once"
        ),
        (
            "if the goods have left, mark the order as shipped now; if they are ready, hand "
            "them to the carrier first; otherwise contact the buyer, or leave the cancellation "
            "to the buyer"
        ),
    ),
    "QC-03.planned-date-unknown": (
        "no planned ship date is known, so whether it has passed cannot be checked",
        "before you refuse, check in J·QSM whether the planned ship date is today or later",
    ),
    "QC-03.planned-date-passed": (
        (
            "the planned ship date, {ship_date}, has passed, so the cancellation can no longer "
            "be refused"
        ),
        (
            "contact the buyer directly; while the request is open, ask the buyer to withdraw "
            "it, or approve the cancellation"
        ),
    ),
    "QC-03.planned-day-is-today": (
        (
            "the planned ship date, {ship_date}, is today; Qoo10 does not say at which hour it "
            "counts as passed"
        ),
        "refuse now, not later, and mark the order as shipped right after it",
    ),
    "QC-04.not-chosen": (
        "no reason is chosen",
        "choose one of the four reasons: goods shipped, goods ready to ship, made to order, other",
    ),
    "QC-09.more-than-recorded": (
        "the ready text {text} says more than the record can show",
        "read it to the end, and send it only if every word is true",
    ),
    "QC-09.no-evidence": (
        "nothing on record supports the reason “{reason}”; it would be supported by: {need}",
        (
            "record what supports it, or choose the reason that is true; on any other ground do "
            "not refuse: ask the buyer to withdraw the request"
        ),
    ),
    "QC-09.not-yet": (
        (
            "the reason “{reason}” rests on something that has not happened yet at the moment "
            "of the refusal: {fact_at} (Japan time)"
        ),
        "refuse after it has happened, or correct the recorded time",
    ),
    "QC-09.before-order": (
        (
            "what supports the reason “{reason}” ({fact_at}, Japan time) lies before the "
            "order itself ({ordered_at}, Japan time)"
        ),
        (
            "check both times and correct the wrong one; refuse only on what has happened to "
            "this order"
        ),
    ),
    "QC-10.not-confirmed": (
        "the refusal is not confirmed",
        (
            "check the order and the reason once more, then confirm; the buyer is told at once "
            "and cannot request a cancellation again"
        ),
    ),
    "QC-11.refused-before": (
        (
            "a cancel request for this order was refused at {refused_at} (Japan time); the "
            "buyer cannot request a cancellation again"
        ),
        (
            "if the order is not marked as shipped yet, mark it; if the buyer still does not "
            "want the goods, discuss a return after delivery"
        ),
    ),
    "QC-12.little-time": (
        (
            "only {left} (h:mm:ss) is left to mark the order as shipped on the day of the "
            "refusal (before {due_at}, Japan time)"
        ),
        (
            "refuse only if you can mark the order as shipped right after it; otherwise wait "
            "until after midnight, if the planned ship date allows that"
        ),
    ),
    "QC-12.collides-with-same-day": (
        (
            "the text names {ship_on} as the day of shipping or collection, but a refused order "
            "must be marked as shipped on the day of the refusal"
        ),
        (
            "fill in the text again with the day of the refusal, or refuse on the day on which "
            "you ship, if the planned ship date allows that"
        ),
    ),
    "QC-12.refused-when": (
        "Qoo10 shows that the request was refused, but not when; the duty began at that moment",
        (
            "find out when it was refused and record that moment; if the order has not been "
            "marked as shipped, do it at once"
        ),
    ),
    "QC-12.another-day": (
        (
            "the refusal is on record for another day ({refused_at}, Japan time); the earlier "
            "one counts, and the day on which to ship with it"
        ),
        (
            "check on which day the request was refused; if the earlier record is wrong, take "
            "it back"
        ),
    ),
    "QC-12.ships-later": (
        (
            "the item ships on {ship_date}, but a refused order must be marked as shipped on "
            "the day of the refusal"
        ),
        (
            "refuse on the day on which you ship; if that is too late, ask the buyer to "
            "withdraw the request"
        ),
    ),
    "QC-12.late": (
        (
            "the order had to be marked as shipped on the day of the refusal, before {due_at} "
            "(Japan time); this is too late"
        ),
        (
            "mark the order as shipped at once all the same; Qoo10 may impose a penalty under "
            "the shop rules"
        ),
    ),
    "QC-12.too-early": (
        "it is too early for this: {event}; it comes at {due_at} (Japan time)",
        "do nothing; it happens by itself when its time comes",
    ),
    "QC-13.implausible-number": (
        "the tracking number does not look like a real one",
        "compare it with the parcel's label; Qoo10 penalises false shipments",
    ),
    "QC-13.number-is-the-order": (
        "the tracking number is the order's own number",
        "copy the number from the parcel's label; Qoo10 penalises false shipments",
    ),
    "QC-13.number-is-the-cart": (
        "the tracking number is the order's cart number",
        "copy the number from the parcel's label; Qoo10 penalises false shipments",
    ),
    "QC-13.number-is-a-date": (
        "the tracking number is a date",
        "copy the number from the parcel's label; Qoo10 penalises false shipments",
    ),
    "QC-13.number-is-a-phone": (
        "the tracking number is a telephone number",
        (
            "copy the number from the parcel's label, and keep the buyer's telephone "
            "number out of this field"
        ),
    ),
    "QC-13.check-digit": (
        (
            "the last digits of the tracking number do not fit together as this carrier's "
            "numbers do, so a digit is probably wrong"
        ),
        "compare it digit by digit with the parcel's label and correct it",
    ),
    "QC-13.no-parcel": (
        "the order is marked as shipped without this: {need}",
        (
            "give the carrier and the number on the parcel's label; if the service has no "
            "number, keep the proof of posting: Qoo10 penalises false shipments"
        ),
    ),
    "QC-13.before-payment": (
        "the order is marked as shipped before it was paid ({paid_at}, Japan time)",
        "check both times; mark as shipped only what has really been handed to the carrier",
    ),
    "QC-13.number-used-elsewhere": (
        "the tracking number is already in use for order {order_no}, which is in another cart",
        (
            "compare it with the labels of both parcels and correct the wrong one; Qoo10 "
            "penalises false shipments"
        ),
    ),
    "QC-14.refunded-at-once": (
        (
            "the order was in shipping delay (运送延期), so the buyer's cancellation was "
            "refunded at once, without the seller's answer"
        ),
        "do not ship it; if it has left already, contact the carrier and the buyer",
    ),
    "QC-14.refused-and-delayed": (
        (
            "the order was refused before, and its planned ship date, {ship_date}, has passed; "
            "whether the buyer may cancel it now is not known"
        ),
        (
            "mark the order as shipped at once; if J·QSM shows a cancellation, ask Qoo10 (how "
            "to use J·QSM, claims)"
        ),
    ),
    "QC-14.pending-though-delayed": (
        (
            "Qoo10 shows an open cancel request although the planned ship date had passed; the "
            "buyer should have been refunded at once"
        ),
        (
            "check the order and its planned ship date in J·QSM; if the date has really passed, "
            "do not refuse, ask Qoo10 (how to use J·QSM, claims)"
        ),
    ),
    "QC-15.request-gone": (
        "the buyer's cancel request is gone, and Qoo10 does not say how",
        (
            "find out whether the buyer withdrew it or your staff refused it, and record which; "
            "after a refusal the order must be marked as shipped the same day"
        ),
    ),
    "QC-15.still-pending": (
        "the order is recorded as refused, but Qoo10 still shows the buyer's cancel request",
        (
            "check in J·QSM whether the refusal went through; if it did not, refuse there and "
            "record the moment"
        ),
    ),
    "QC-17.reservation-unknown": (
        (
            "whether this is a reservation item is not known; if it is not, the buyer's "
            "cancellation takes effect at once"
        ),
        "check in J·QSM whether the request is open or the order is already cancelled",
    ),
    "QC-18.date-in-the-past": (
        (
            "the planned ship date, {ship_date}, has passed already; the order would be in "
            "shipping delay (运送延期) at once"
        ),
        "set today or a later day on which you can really ship",
    ),
    "QC-18.new-date": (
        (
            "the order is in shipping delay (运送延期) and gets a new planned ship date, "
            "{ship_date}; whether Qoo10 then ends the delay is not known"
        ),
        (
            "check in J·QSM whether the order has left the delayed ones; until then the buyer "
            "may cancel freely"
        ),
    ),
    "QC-18.date-changed": (
        (
            "the planned ship date is changed to {ship_date}; whether Qoo10 allows that for "
            "this order is not known"
        ),
        "check in J·QSM which planned ship date it shows",
    ),
    "QC-18.too-early": (
        "it is too early for this: {event}; it comes at {due_at} (Japan time)",
        "do nothing; it happens by itself when its time comes",
    ),
    "QC-18.unplanned": (
        "Qoo10 says that shipping is scheduled (3), but no planned ship date is known",
        (
            "find the planned ship date in J·QSM and record it; without it nobody can tell when "
            "the order becomes delayed"
        ),
    ),
    "QC-19.request-pending": (
        (
            "a cancel request is still open; if the order is marked as shipped before the "
            "request is answered, goods that have left may be refunded"
        ),
        (
            "refuse the request first, then mark the order as shipped on the same day; or "
            "approve the cancellation and do not ship"
        ),
    ),
    "QC-20.only-a-return": (
        (
            "the order is “{state}”; once it is marked as shipped there is no cancellation, "
            "only a return"
        ),
        "ask the buyer to request a return after delivery",
    ),
    "QC-21.no-reason-fits": (
        "nothing on record supports any of the four reasons",
        (
            "do not refuse; ask the buyer to withdraw the request, or contact the buyer "
            "directly; if something is missing from the record, add it first"
        ),
    ),
    "QC-22.earlier-than-recorded": (
        "this is earlier than the latest record of this order ({last_at}, Japan time)",
        "check the time; if it is right, do nothing",
    ),
    "QC-22.ahead": (
        (
            "the order was seen at {seen_at}, or shows a later moment, while the clock here says "
            "{now_at} (Japan time); nothing of this look was taken in"
        ),
        "correct the clock that is wrong, and import it again",
    ),
    "QC-22.known": (
        "this is on record already",
        "do nothing",
    ),
    "QC-22.more-exact": (
        "this is the same event as one on record; the more exact account counts",
        "do nothing; if these are two events, check their times",
    ),
    "QC-22.retracted": (
        "a record of this order was taken back by {actor}: {event}",
        "compare the order with J·QSM",
    ),
    "QC-22.shown-by-platform": (
        "Qoo10 itself shows this, so it cannot be taken back: {event}",
        "check the order in J·QSM; if J·QSM is wrong, ask Qoo10 (how to use J·QSM, claims)",
    ),
    "QC-22.not-recorded": (
        "nothing like this was recorded here, so there is nothing to take back: {event}",
        "look at the history of the order, and name what was recorded and when",
    ),
}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "the text is empty; the reason “other” (其他) needs {required} characters",
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
    "QC-06.too-little-japanese": (
        (
            "{content_length} of the {required} characters needed stand in Japanese; in another "
            "language: {pieces}"
        ),
        "write {missing} more characters in Japanese; another language does not count",
    ),
    "QC-06.mixed-language": (
        "part of the text is not Japanese: {pieces}",
        "leave out what is not Japanese; names of goods may stay",
    ),
    "QC-07.invalid-unicode": (
        "the text contains half a character: {found}",
        "type the text again; it was damaged on its way here",
    ),
    "QC-07.control-char": (
        "the text contains a control character: {found}",
        "delete it, or type that place again",
    ),
    "QC-07.bidi-control": (
        "the text contains a character that reverses what the buyer reads: {found}",
        "delete it, or type that place again",
    ),
    "QC-07.invisible-removed": (
        "the text contains {count} invisible characters: {found}",
        "do nothing; they do not count and are not sent",
    ),
    "QC-07.markup": (
        "the text contains HTML: {found}",
        "write plain text; the form may answer HTML with an error page",
    ),
    "QC-07.header-injection": (
        "the text contains what a mail program would read as a header: {found}",
        "write it as a sentence, without the name of a mail field",
    ),
    "QC-07.placeholder": (
        "a slot of a ready text is still open: {found}",
        "fill it in",
    ),
    "QC-07.mojibake": (
        "the text was read in the wrong encoding: {found}",
        "copy it again from where it can be read; it cannot be repaired here",
    ),
    "QC-07.too-long": (
        "the text has {form_length} characters as a form counts them, and the limit is {limit}",
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
        "the text contains an emoji, which mail may show as a question mark: {found}",
        "leave emoji out",
    ),
    "QC-07.halfwidth-kana": (
        "the text contains half-width katakana: {found}",
        "write full-width katakana",
    ),
    "QC-07.odd-characters": (
        "the text holds characters that many screens cannot show: {found}",
        "write them with ordinary characters",
    ),
    "QC-07.personal-data": (
        "the text contains what looks like the number of a payment card",
        "delete the number; buyers never need it in a message",
    ),
    "QC-07.contact-info": (
        "the text contains contact data",
        "delete it; buyers are served through Qoo10's own messages",
    ),
    "QC-07.url": (
        "the text contains a link",
        "delete it; the tracking number is enough",
    ),
    "QC-08.store-delay": (
        "the text gives a delay on the store's side as the reason: {found}",
        (
            "a delay on the store's side is no reason to refuse: approve the cancellation, or "
            "talk with the buyer; if the text is not about a delay, add a note that says so"
        ),
    ),
    "QC-08.reads-like-delay": (
        (
            "no word of delay was recognised, but this part reads like a delay of the store's "
            "own, and no accepted ground was recognised: {found}"
        ),
        (
            "say what has happened to this parcel, and when; if nothing has, accept the "
            "cancellation or talk with the buyer; if this is not about a delay, keep a note that "
            "says so"
        ),
    ),
    "QC-08.delay-mentioned": (
        "the text mentions a delay: {found}",
        (
            "leave the delay out and say what has happened: when it was shipped, by which "
            "carrier, under which number"
        ),
    ),
    "QC-09.no-ground": (
        (
            "none of the accepted grounds was recognised in the text: shipped, ready to ship, "
            "made to order, agreed with the buyer"
        ),
        "if one of them is true, say which, and since when",
    ),
}

# Subject and body of each notice.
_ASKS_SUBJECT = "[Order {order_no}] The buyer asks to cancel"
_ASKS = (
    "The buyer of order {order_no} asks to cancel. Please answer in J·QSM: approve the "
    "cancellation, ask the buyer to withdraw the request, or refuse it if the goods are shipped, "
    "ready to ship, or made to order."
)
NOTICES: dict[str, tuple[str, str]] = {
    "refusal": (
        "[Order {order_no}] Your cancel request was not accepted",
        (
            "Thank you for your order. We are sorry, but we could not accept your request to "
            "cancel order {order_no}, for the reason below. Your order stands; please wait a "
            "little until it arrives. We ask for your understanding.\n\nReason: {reason}\n{text}"
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
            "{until} (Japan time), so the cancellation can no longer be refused. Please "
            "check the order in J·QSM: approve the cancellation, ask the buyer to withdraw the "
            "request, or contact the buyer directly."
        ),
    ),
    "request_ending": (
        "[Order {order_no}] The cancel request can be refused for {left} more",
        (
            "The cancel request for order {order_no} is still open, and its planned ship date "
            "is about to pass. After that it can no longer be refused. Please answer it in "
            "J·QSM now.\nIt can be refused until {until} (Japan time)."
        ),
    ),
    "duty_started": (
        "[Order {order_no}] Refused: mark it as shipped today",
        (
            "The cancel request for order {order_no} was refused. Please mark the order as "
            "shipped (发货处理, 発送処理) in J·QSM before {due_at} (Japan time). If that is not "
            "done on the day of the refusal, Qoo10 may impose a penalty under the shop rules."
        ),
    ),
    "duty_ending": (
        "[Order {order_no}] Not marked as shipped yet, {left} left today",
        (
            "The cancel request for order {order_no} was refused today, and the order is not "
            "marked as shipped yet. Please mark it as shipped in J·QSM before {due_at} (Japan "
            "time); after that Qoo10 may impose a penalty under the shop rules."
        ),
    ),
    "duty_missed": (
        "[Order {order_no}] Not marked as shipped on the day of the refusal",
        (
            "The cancel request for order {order_no} was refused, and the order was not marked "
            "as shipped by {due_at} (Japan time). Please mark it as shipped in J·QSM at once. "
            "Qoo10 may impose a penalty under the shop rules."
        ),
    ),
    "delayed": (
        "[Order {order_no}] The order is now in shipping delay (运送延期)",
        (
            "The planned ship date of order {order_no} has passed, and the order is not marked "
            "as shipped. The buyer may now cancel freely and is refunded at once; a refusal is "
            "no longer possible. Please mark the order as shipped as soon as the goods have "
            "left."
        ),
    ),
    "refunded": (
        "[Order {order_no}] Cancelled by the buyer: do not ship",
        (
            "The buyer cancelled order {order_no}, and the cancellation took effect at once, "
            "without your answer ({rule}). Please do not ship it. If it has left already, "
            "contact the carrier and the buyer."
        ),
    ),
    "fake_found": (
        "[Order {order_no}] Qoo10 finds the shipment false",
        (
            "Qoo10 finds that order {order_no} was falsely marked as shipped. Qoo10 may impose "
            "a penalty under the shop rules. Please check carrier and tracking number, keep the "
            "proof of dispatch at hand, and ask Qoo10 if you do not agree."
        ),
    ),
    "set_right.duty_missed": (
        "[Order {order_no}] It was marked as shipped in time",
        (
            "We told you that order {order_no} was not marked as shipped on the day of the "
            "refusal. That was not so: what has become known since shows no breach."
        ),
    ),
    "set_right.delayed": (
        "[Order {order_no}] It was not in shipping delay",
        (
            "We told you that order {order_no} had gone into shipping delay (运送延期, 配送遅延). "
            "That was not so. Please check in J·QSM how the order stands."
        ),
    ),
    "set_right.refunded": (
        "[Order {order_no}] It was not refunded at once",
        (
            "We told you that the buyer had cancelled order {order_no} and was refunded at "
            "once. That was not so. Please check in J·QSM whether a cancel request is open."
        ),
    ),
    "set_right.request": (
        "[Order {order_no}] There was no such cancel request",
        (
            "We told you that the buyer asks to cancel order {order_no}. There was no such "
            "request, or it was the same as one before. Please check in J·QSM whether one is "
            "open."
        ),
    ),
}

# The glossary; `docs/glossary.md` is made from it.
WORDS: dict[str, str] = {
    "state.new": "new order",
    "state.scheduled": "shipping scheduled",
    "state.shipping_delayed": "shipping delayed",
    "state.cancel_requested": "cancellation requested",
    "state.withdrawal_asked": "buyer asked to withdraw",
    "state.cancelling": "cancelling",
    "state.cancelled": "cancelled",
    "state.refused": "cancellation refused",
    "state.awaiting_shipment": "awaiting shipment after a refusal",
    "state.shipped": "on delivery",
    "state.delivered": "delivered",
    "event.CancelRequest": "cancel request",
    "event.RequestWithdrawal": "withdrawal of the request",
    "event.ShipDateSet": "setting the planned ship date",
    "event.EvidenceAdded": "recording evidence",
    "event.CancelRefusal": "refusing the cancellation",
    "event.CancelApproval": "approving the cancellation",
    "event.WithdrawalAsked": "asking the buyer to withdraw",
    "event.Shipment": "marking as shipped",
    "event.WithdrawalDenied": "the buyer keeps the request",
    "event.Refund": "refund",
    "event.Cancellation": "cancellation for another cause",
    "event.Delivery": "delivery",
    "event.FakeShipmentFound": "finding of a false shipment",
    "event.ShipmentRelease": "return to the paid orders",
    "event.ShipDateLapse": "passing of the planned ship date",
    "event.RequestReminder": "reminder of an open request",
    "event.DutyReminder": "reminder to mark as shipped",
    "event.DutyLapse": "not marked as shipped on the day",
    "event.Erasure": "texts erased",
    "event.Retraction": "record taken back",
    "event.Looked": "look at Qoo10",
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
    "rule.QC-03": "a cancellation can be refused until the planned ship date has passed",
    "rule.QC-04": "a refusal names one of the four reasons",
    "rule.QC-05": "the reason “other” is explained in {required} characters or more",
    "rule.QC-06": "the text is written in Japanese",
    "rule.QC-07": "the text is fit to be read by the buyer as it is",
    "rule.QC-08": "a delay on the store's side is no reason to refuse",
    "rule.QC-09": "the reason agrees with what is on record",
    "rule.QC-10": "a refusal is confirmed",
    "rule.QC-11": "once refused, the buyer cannot request a cancellation of that order again",
    "rule.QC-12": (
        "after a refusal the order is marked as shipped (发货处理, 発送処理) the same day, "
        "Japan time"
    ),
    "rule.QC-13": "an order is marked as shipped only when the goods were really sent",
    "rule.QC-14": "in shipping delay (运送延期) a buyer's cancellation is refunded at once",
    "rule.QC-15": "a refusal ends the buyer's request and puts the order back among the paid ones",
    "rule.QC-16": "the buyer is told of the refusal and its reason, by app and by mail",
    "rule.QC-17": (
        "before a planned ship date is set, the buyer cancels at once, except for reservation "
        "items"
    ),
    "rule.QC-18": (
        "an order becomes delayed only when its planned ship date has passed before it was "
        "marked as shipped"
    ),
    "rule.QC-19": "an open request is refused before the order is marked as shipped",
    "rule.QC-20": "once an order is marked as shipped there is no cancellation, only a return",
    "rule.QC-21": (
        "on any other ground the buyer is asked to withdraw the request; the seller does not "
        "refuse"
    ),
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
    "channel.buyer_app": "buyer, by app",
    "channel.buyer_mail": "buyer, by mail",
    "channel.seller": "seller",
    "todo.duty": "mark as shipped today",
    "todo.missed": "mark as shipped at once",
    "todo.question": "answer what is asked",
    "todo.request": "answer the request",
    "todo.new": "plan the ship date",
    "todo.scheduled": "ship as planned",
    "todo.shipping_delayed": "ship at once",
    "urgency.duty": "to be marked as shipped today",
    "urgency.request": "request to answer",
    "urgency.question": "question to answer",
    "urgency.rest": "no deadline known",
    "notice.refusal": "refusal",
    "notice.request": "new cancel request",
    "notice.request_ending": "time to refuse running out",
    "notice.duty_started": "to be marked as shipped today",
    "notice.duty_ending": "time to mark as shipped running out",
    "notice.duty_missed": "not marked as shipped on the day",
    "notice.delayed": "shipping delayed",
    "notice.refunded": "cancelled and refunded at once",
    "notice.set_right": "earlier notice set right",
    "notice.fake_found": "false shipment found",
    "duty.running": "still to be marked as shipped",
    "duty.met": "marked as shipped in time",
    "duty.missed": "not marked as shipped in time",
}

# What `templates`, `slots`, `preview` and `sheet` say.
ADVICE: dict[str, str] = {
    "ready.SHIPPED_TRACKED": (
        "Your order was shipped on {shipped_on} by {carrier} (tracking number {tracking_no}). "
        "As it is already in transit, we are sorry that we cannot accept the cancellation. If "
        "you wish to return it, please request a return after it arrives."
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "Your order was shipped from {origin} on {shipped_on} by international delivery ("
        "{carrier}, tracking number {tracking_no}). It is in transit and cannot be called back, "
        "so we are sorry that we cannot accept the cancellation. We ask for your understanding."
    ),
    "ready.SHIPPED_UNTRACKED": (
        "Your order was shipped on {shipped_on} by {carrier} (a service without tracking). A "
        "parcel cannot be stopped once sent, so we are sorry that we cannot accept the "
        "cancellation. Please wait a little until it arrives."
    ),
    "ready.READY_PICKUP": (
        "Your order has been packed and labelled, and {carrier} will collect it on {pickup_on}. "
        "As it is ready to ship, we are sorry that we cannot accept the cancellation. We will "
        "register the tracking number after shipping."
    ),
    "ready.READY_WAREHOUSE": (
        "Your order was made ready for dispatch at the warehouse on {ready_on} and cannot be "
        "taken out individually. We will ship it on {ship_on}, so we are sorry that we cannot "
        "accept the cancellation. We ask for your understanding."
    ),
    "ready.CUSTOM_STARTED": (
        "Your order is made to your specification, and production started on "
        "{production_started_on}. Once started it cannot be sold to another customer, so we are "
        "sorry that we cannot accept the cancellation."
    ),
    "ready.CUSTOM_PROCESSED": (
        "The lettering you specified was completed on your item on {processed_on}. A "
        "personalised item cannot be resold, so we are sorry that we cannot accept the "
        "cancellation. It will be shipped on {ship_on}."
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "Your item is produced after the order is received, and production started on "
        "{production_started_on}. We are sorry that we cannot accept a cancellation after that. "
        "As announced, it will be shipped on {ship_on}."
    ),
    "ready.OTHER_BUYER_AGREED": (
        "We contacted you on {contacted_on} and you agreed to receive the item as ordered. "
        "The cancellation request is therefore withdrawn and the item will be shipped on "
        "{ship_on}. Thank you very much for your cooperation."
    ),
    "ready.OTHER_BUNDLED": (
        "Your item was shipped on {shipped_on} by {carrier} (tracking number {tracking_no}) in "
        "one box with the other items you ordered. We cannot take out only some of them, so we "
        "are sorry that we cannot accept the cancellation."
    ),
    "ready.OTHER_PERISHABLE": (
        "Your order is fresh food; your portion was prepared and packed on {prepared_on}. To "
        "keep its quality it cannot be sold to another customer, so we are sorry that we cannot "
        "accept the cancellation. It will be shipped on {ship_on}."
    ),
    "ready.OTHER_DIGITAL": (
        "Your order is a digital code and was sent to you on {sent_on}. A code cannot be voided "
        "and resold once sent, so we are sorry that we cannot accept the cancellation. We ask "
        "for your understanding."
    ),
    "months": (
        "January February March April May June July August September October November December"
    ),
    "day": "{day} {month}",
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
    "gap.still-to-come": (
        "{slot} ({field}): it is still to come, so the text cannot say that it is done"
    ),
    "gap.before-the-order": "{slot} ({field}): it is earlier than the order; check the record",
    "gap.before-the-request": (
        "{slot} ({field}): it is earlier than the cancel request; record an agreement made "
        "after it"
    ),
    "gap.has-passed": "{slot} ({field}): the day has passed, so the text cannot promise it",
    "gap.not-today": (
        "{slot} ({field}): it must be today, since a refused order is marked as shipped the "
        "same day"
    ),
    "gap.a-year-away": "{slot} ({field}): it is a year or more away, and the text names no year",
    "choice.none": "none chosen yet",
    "screen.home_requests": "Cancel Request",
    "screen.claims_menu": "shipping / cancel / not received",
    "screen.claims_page": "cancel / return / not received",
    "screen.trade_details": "transactions",
    "screen.requests": "Cancel Request",
    "screen.order_number": "order number",
    "screen.refusal_section": "refuse the cancellation",
    "screen.refusal_reason": "reason for refusing",
    "screen.approve_button": "process the cancellation",
    "screen.withdraw_button": "ask the buyer to withdraw",
    "screen.confirm": "only what cannot be cancelled may be refused; refuse?",
    "screen.done": "the cancellation is refused",
    "screen.paid": "paid by the buyer",
    "screen.ship_process": "mark as shipped",
    "screen.planned_date": "Estimated Shipping Date",
    "screen.delayed": "shipping delayed",
    "screen.ask_qoo10": "ask Qoo10",
    "screen.ask_about": "how to use J·QSM",
    "screen.ask_topic": "claims (return, exchange, not received)",
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
        "Click the button {refusal_section}. Mind its neighbours:\n{approve_button} approves "
        "the cancellation,\n{withdraw_button} only asks the buyer to withdraw the request."
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
    "sheet.ship-before": "If you refuse today, mark the order as shipped before {duty_due}.",
    "sheet.legend": (
        "[ ] is a word of the screen; [≈ / ] is our translation and the Chinese screen's word,\n"
        "where the screen's own word is not known."
    ),
    "sheet.stop": "Not yet: this stands in the way",
    "sheet.note": "Know this first",
    "sheet.steps": "Steps in J·QSM",
    "sheet.text": "What the buyer reads (copy it as it stands)",
    "sheet.gloss": "What it says",
    "sheet.own-words": (
        "These are your own words, so there is no translation here;\nthe buyer reads the "
        "Japanese exactly as it stands."
    ),
    "sheet.cart": "Same cart ({cart_no})",
    "sheet.sibling": "{order_no} ({stands}): {box}",
    "sheet.each": "Each order is requested, refused and marked as shipped by itself.",
    "box.yes": "in the same box",
    "box.no": "in another box",
    "box.unknown": "same box or not: not recorded",
    "sheet.next": "What follows",
    "next.withdrawn": "Qoo10 itself withdraws the request;\nthe order is back under {paid}.",
    "next.ship": (
        "Before {duty_due}: {ship_process}. If it is not done,\nor done falsely, Qoo10 may "
        "impose a penalty under the shop rules."
    ),
    "next.told": "The buyer is told by app and mail, with the reason.",
    "next.final": "The buyer cannot request a cancellation of this order again.",
    "sheet.trouble": "If the click fails, or Qoo10 says no",
    "trouble.look": (
        "Check whether the request is still under {requests}. If not,\nthe buyer has withdrawn "
        "it, or the order is cancelled."
    ),
    "trouble.contact": "Contact the buyer directly and explain.",
    "trouble.withdraw": "Ask the buyer to withdraw the request (QC-21):\n{withdraw_button}",
    "trouble.ask": "Ask Qoo10: {ask_qoo10}\n> {ask_about}\n> {ask_topic}",
    "preview.title": "What the buyer reads",
    "preview.by": "It comes by app and mail. Reason: {choice}",
    "preview.no-text": "No text: only the reason chosen, in Qoo10's own Japanese.",
    "quote.known": "[{word}]",
    "quote.glossed": "[{word}] (≈ {gloss})",
    "quote.unknown": "[≈ {gloss} / {chinese}]",
    "paper.clicked": "Refused at (Japan time)",
    "paper.by": "By",
    "paper.marked": "Marked as shipped at (Japan time)",
    "dossier.title": "Refusal of the cancel request of order {order_no}",
    "dossier.asked": "What was asked",
    "dossier.judged": "How the refusal was judged",
    "dossier.sent": "What the buyer was sent",
    "dossier.evidence": "Evidence on record at the refusal",
    "dossier.shipment": "Shipment",
    "dossier.rules": "The rules of a refusal",
    "dossier.history": "Everything on record, the first first",
    "dossier.digest": "Digest of the history",
    "dossier.digest-how": (
        "SHA-256 of the rows of the history as JSON, one a line, in UTF-8. It changes when any "
        "row does."
    ),
    "dossier.nothing": "not recorded",
    "dossier.no-objection": "No rule objected.",
    "fact.policy": "Version of the rules and the policy",
    "dossier.yes": "yes",
    "dossier.no": "no",
    "dossier.manual": "manual {place}; {certainty}",
    "fact.asked_at": "Asked at",
    "fact.request_reason": "Reason shown by Qoo10",
    "fact.refused_at": "Refused at",
    "fact.actor": "By",
    "fact.recorded_at": "Recorded at",
    "fact.reason": "Reason",
    "fact.acknowledgement": "Note",
    "fact.ship_date": "Planned ship date",
    "fact.duty_due": "To be marked as shipped before",
    "fact.shipped_at": "Marked as shipped at",
    "fact.duty": "The duty",
    "fact.carrier": "Carrier",
    "fact.tracking_no": "Tracking number",
    "fact.handed_over_at": "Handed to the carrier at",
    "fact.origin": "Sent from",
    "fact.prepared_at": "Ready to ship at",
    "fact.pickup_on": "Collection on",
    "fact.made_to_order": "Made to order",
    "fact.started_on": "Production started on",
    "fact.processed_on": "Processed on",
    "fact.contacted_on": "Buyer agreed on",
    "fact.sent_on": "Code sent on",
    "fact.bundled": "In one box with the cart's other orders",
    "fact.perishable": "Fresh food",
}

_EXPORT_AGAIN = "export the file from J·QSM again and do not open it in a spreadsheet first"

# What the readers cannot read: a cell, a row, a file or a reply.
PROBLEMS: dict[str, str] = {
    "not-one-line": "{field} must be one printable line of at most {most} characters",
    "nothing-asked": "nothing is asked about order {order_no}; record what has happened",
    "retraction-unexplained": "a retraction names its actor and says why, in a note",
    "screen-word": "the screen's word for {term} must be one printable line",
    "no-such-place": "{term} is no place of the screen; there are {known}",
    "store-full": (
        "{path}: the disk is full; nothing was written, make room and try again ({error})"
    ),
    "store-read-only": (
        "{path}: it is read-only; let this user write to the file and its folder ({error})"
    ),
    "store-busy": (
        "{path}: another process holds it; try again, or wait longer with timeout= ({error})"
    ),
    "store-not-sqlite": "{path}: it is not a SQLite file; give another path ({error})",
    "store-damaged": "{path}: it is damaged; restore it from a backup ({error})",
    "store-disk": (
        "{path}: the disk cannot be read or written; see to the disk and try again ({error})"
    ),
    "store-forbidden": "{path}: this user may not open it; let this user write to it ({error})",
    "store-failed": "{path}: SQLite failed ({error})",
    "store-is-folder": "{path}: it is a folder; give the path of a file ({error})",
    "store-no-folder": "{path}: there is no folder {folder}; make it first ({error})",
    "store-cannot-open": (
        "{path}: it cannot be opened; let this user write to the file and its folder ({error})"
    ),
    "store-foreign": (
        "{path} belongs to another program; give another path, or make the tables in "
        'it with schema_sql("sqlite")'
    ),
    "store-older": (
        "{path} has schema {found}, this release reads {newest}; open it once with the "
        "right to write, which brings it up to date"
    ),
    "store-newer": (
        "the store has schema {found}, this release knows {newest}; install the "
        "release that wrote it, or a newer one"
    ),
    "no-number": "{text} is not a number of Qoo10's: 1 to {most} digits, as text",
    "not-stored": "order {order_no} is not in the store; import it first",
    "not-yet": "nothing has happened at {moment} yet: it is {now} now",
    "long-ago": (
        "{moment} is too long ago, for it is {now} now; a command acts now, so use record for "
        "what has happened before"
    ),
    "text-too-long": "a text of {length} characters is too long to be kept; shorten it to {most}",
    "erasure-unsigned": "an erasure names its actor",
    "no-such-event": "{text} is no name of an event, such as ship",
    "key-reused": "the key '{key}' was used for another command",
    "key-erased": "the key '{key}' was used for one whose text has been erased",
    "blanks-around-number": "blanks stand around the digits of this number; write {number}",
    "full-width-number": "this number has full-width digits; write {number}",
    "not-a-typed-day": "{text} is no date; write it like 2022-08-15",
    "not-a-typed-moment": "{text} is no moment; write it like 2022-08-12 14:05",
    "no-such-reason": "this is none of the four reasons: {known}",
    "empty": "this is empty, and without it the row says nothing",
    "not-a-number": "this is not a number as Qoo10 writes it: 1 to 20 digits",
    "number-too-long": "this number is longer than any of Qoo10's",
    "not-a-text": "this must be a text or a whole number, not a value of the type {type}",
    "lost-digits": "the last digits of this number are lost; pass numbers on as texts",
    "lost-digits-in-file": (
        "the last digits of this number are lost, because a spreadsheet has "
        "rewritten it; " + _EXPORT_AGAIN
    ),
    "decimal": (
        "a program has made a decimal of this number; have it read the column as text "
        "(pandas: dtype=str)"
    ),
    "word-for-empty": (
        "programs write this where nothing stands; leave empty cells empty (pandas: "
        "keep_default_na=False)"
    ),
    "not-a-date": (
        "this is not a date as Qoo10 writes it: 2022-08-12, 2022/08/12 or 20220812, with or "
        "without a time (10:05:00)"
    ),
    "rewritten-date": (
        "this is not a date as Qoo10 writes it (2022-08-12, 2022/08/12 or 20220812, with or "
        "without a time): a spreadsheet has rewritten it; " + _EXPORT_AGAIN
    ),
    "date-outside": "this date lies outside the years {first} to {last}",
    "no-such-date": "there is no such date or time",
    "text-cut": "this text has {length} characters; the first {most} were read",
    "text-folded": (
        "this text has line breaks or characters that cannot be printed; it was read as one line"
    ),
    "not-a-tracking-number": (
        "this is not one printable line of at most {most} characters, so it was not read as "
        "a tracking number"
    ),
    "unknown-shipping-status": "this shipping status is not known; known are {known}",
    "unknown-claim-status": "this claim status is not known; known are {known}",
    "unknown-send-type": "this AvailableSendType is not known; known are {known}",
    "columns-disagree": (
        "the columns {columns} of this row differ, and nothing tells which is right"
    ),
    "delayed-without-date": (
        "this row is delayed and does not say which planned ship date has passed"
    ),
    "delayed-but-ahead": (
        "this row is delayed, but its planned ship date {ship_date} lies ahead of {day}, the "
        "day on which it was seen"
    ),
    "row-not-object": "a row is an object with keys, not a value of the type {type}",
    "empty-rows": ("{count} rows are empty objects, so nothing tells which orders they are about"),
    "line-too-long": "this line is longer than {most} bytes and was skipped",
    "wrong-encoding": "this line is not written in {encoding}, as the header is",
    "wrong-width": "this row has {cells} cells and the header has {width}",
    "not-csv": "this row is not well-formed CSV; look at its quotes and line ends",
    "open-quote": "a quote that is not closed has made one row of lines {first} to {last}",
    "contradiction": (
        "line {other} says something else about this order, and nothing tells which is "
        "right; neither was read"
    ),
    "rows-differ": (
        "line {other} is about the same order and differs in some columns; only what both "
        "say was read"
    ),
    "more-problems": "{count} more problems of this source are not listed",
    "cannot-be-opened": "cannot be opened: {why}",
    "cannot-be-read": "cannot be read: {why}",
    "saved-again": (
        "this file is not UTF-8 but {encoding}: a spreadsheet has saved it again. It may "
        "have changed long numbers and dates where nobody can see it; tracking numbers were "
        "not read. To be sure, " + _EXPORT_AGAIN
    ),
    "utf-16": (
        "this is UTF-16 text, as a spreadsheet writes it, not a CSV file; " + _EXPORT_AGAIN
    ),
    "workbook-or-archive": (
        "this is an .xlsx or .xls workbook or an archive, not a CSV file; " + _EXPORT_AGAIN
    ),
    "web-page": (
        "this is a web page, perhaps the one that asks to log in; log in again and fetch the "
        "file or the reply once more"
    ),
    "xml-reply": "this is a reply of QAPI in XML; ask with returnType=application/json",
    "semicolons": (
        "its cells are separated by semicolons and not by commas, as a spreadsheet writes "
        "CSV in some countries; " + _EXPORT_AGAIN
    ),
    "tabs": (
        "its cells are separated by tabs and not by commas, as a spreadsheet "
        "writes text; " + _EXPORT_AGAIN
    ),
    "carriage-returns": (
        "its lines end in a carriage return alone, as J·QSM's do not; " + _EXPORT_AGAIN
    ),
    "header-not-csv": ("the first line is no row of CSV in any of {encodings}; " + _EXPORT_AGAIN),
    "unknown-header": (
        "the first line is no header that is known; the lists that can be read have these "
        "columns: {headers}"
    ),
    "missing-columns": "the list lacks the column {columns}; export it with all its columns",
    "header-too-long": "the first line is too long for a header",
    "empty-file": "this file is empty",
    "not-a-reply": (
        "a reply of QAPI is an object with ResultCode and ResultObject, not a value of the "
        "type {type}"
    ),
    "reply-too-long": "this reply is too long; ask for shorter periods",
    "reply-not-utf8": "this reply is not UTF-8; pass on the bytes that QAPI sent",
    "reply-too-deep": "this reply is nested too deeply",
    "not-json": "this is not JSON, or it was cut off",
    "no-result-code": "this is no reply of QAPI: it has no ResultCode; its keys are {keys}",
    "blank-result-code": (
        "the ResultCode of this reply is empty, so nothing tells that the call succeeded; "
        "ask again"
    ),
    "bad-result-code": "the code of this reply is not a number",
    "no-result-object": (
        "this reply has no ResultObject, so it is not a list without orders; its keys are {keys}"
    ),
    "result-not-rows": (
        "ResultObject must be a list of objects, one object, or null, not a value of the "
        "type {type}"
    ),
    "empty-result-object": (
        "ResultObject is an empty object, so nothing tells whether there are no orders; a "
        "list without orders is []"
    ),
    "empty-without-success": (
        "this reply has no rows and its message is not SUCCESS, so it is not a list without orders"
    ),
    "error-in-success": "this reply has the code of a success and an error message; ask again",
    "key-twice": "this key stands twice in one object, and nothing tells which is right",
    "failed": "QAPI answered with code {code}: no row was sent",
    "failed-wrong-key": "QAPI answered with code {code}: check the Seller Authorization Key",
    "failed-no-such-method": ("QAPI answered with code {code}: no such API, or the key is wrong"),
    "failed-not-allowed": (
        "QAPI answered with code {code}: this key is not allowed to ask for this"
    ),
    "failed-expired-key": (
        "QAPI answered with code {code}: the Seller Authorization Key has expired; make a new one"
    ),
    "unanswered": "the call failed: {why}",
    "qapi-unanswered": "{method} was not answered: {why}; trying again may help",
    "qapi-end-unknown": (
        "nothing tells whether {method} was carried out ({why}); look at the order in "
        "J·QSM or sync before you send it again"
    ),
    "qapi-bad-key": (
        "a certification key is 8 to 500 printable ASCII characters without blanks; copy it "
        "again (it is not shown here)"
    ),
    "qapi-odd-url": "the URL of QAPI has no user, no query and no fragment",
    "qapi-plain-http": "the key travels over https alone; plain http is for this machine's own",
    "qapi-late": "it took longer than its deadline",
    "qapi-broken-off": "the connection failed ({error})",
    "qapi-too-long": "the answer is longer than {most} bytes",
    "qapi-no-result": "the reply has no ResultObject, or more than one",
    "qapi-no-row": "the answer has no row for this order",
    "qapi-no-key": "ResultObject is no key",
    "qapi-not-ours": "the answer is not QAPI's",
    "qapi-code": (
        "{method} answered with code {code}{words}: nothing is known about this number; "
        "look it up in the QAPI guide of this method"
    ),
    "qapi-key-refused": (
        "{method} answered with code {code}{words}: check the Seller Authorization Key; a "
        "changed password ends it (-90001 also means that QAPI does not know the method)"
    ),
    "qapi-key-expired": (
        "{method} answered with code {code}{words}: the Seller Authorization Key has "
        "expired; make a new one"
    ),
    "qapi-not-allowed": (
        "{method} answered with code {code}{words}: this key has no right to use the "
        "method; ask Qoo10 through J·QSM for it"
    ),
    "qapi-bad-request": (
        "{method} answered with code {code}{words}: a date, a period, a status or a number "
        "of this call does not fit"
    ),
    "qapi-order-unknown": (
        "{method} answered with code {code}{words}: this shop has no such order; check the "
        "order number and whose key it is"
    ),
    "qapi-wrong-state": (
        "{method} answered with code {code}{words}: the order is not in a state in which "
        "this can be done; sync and look again"
    ),
    "may-be-cut": (
        "{rows} rows came for {first} to {last}, so many that the list may be cut short; ask "
        "again for a shorter period"
    ),
    "key-hidden": "a cell repeats the key, so it is not shown",
    "which-list": (
        "this reply has no rows, so nothing tells which list is complete; read it with "
        "read_claims or read_shipping"
    ),
}
