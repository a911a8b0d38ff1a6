"""What the terminal says, in English."""

WORDS: dict[str, str] = {
    "col.left": "Left",
    "col.order": "Order",
    "col.state": "State",
    "col.todo": "To do",
    "col.until": "Before",
    "col.listed": "Listed ago",
    "col.rule": "Rule",
    "col.sentence": "What it says",
    "col.source": "Source",
    "japan": "{moment}, Japan time",
    "comma": ", ",
    "queue.title": "Waiting for you",
    "queue.empty": "Nothing waits for you.",
    "queue.listed": "Qoo10 last listed them at {moment}.",
    "queue.more": "and {count} more; see them with --limit {total}",
    "left.over": "over",
    "left.none": "–",
    "card.title": "Order {order_no}",
    "fact.planned": "Planned ship date",
    "fact.cart": "Cart",
    "fact.ordered": "Ordered",
    "fact.paid": "Paid",
    "fact.requested": "Cancellation requested",
    "fact.refused": "Refused",
    "fact.shipping_list": "Shipping list",
    "fact.claim_list": "Claim list",
    "listed.yes": "{moment}: the order was in it",
    "listed.no": "{moment}: the order was not in it",
    "fact.evidence": "On record",
    "count.duty": "Mark as shipped before {until}: {left} left",
    "count.met": "Marked as shipped on the day of the refusal",
    "count.late": "Marked as shipped after the day of the refusal",
    "count.missed": "Not marked as shipped on the day of the refusal, which ended {until}",
    "count.request": "Can be refused before {until}: {left} left",
    "count.request_over": "Can no longer be refused; the time ended {until}",
    "count.request_open": "No planned ship date is known; look it up before you refuse",
    "count.scheduled": "Becomes delayed at {until}: {left} left",
    "count.delayed": "The buyer may cancel freely and is refunded at once",
    "line.title": "What has happened",
    "line.empty": "Nothing is recorded yet.",
    "line.now": "now",
    "line.auto": "by itself",
    "line.in": "in {left}",
    "actions.title": "What you may do now",
    "action.yes": "possible",
    "action.no": "not possible",
    "action.needs": "needs: {needs}",
    "action.until": "before {until}",
    "found.none": "No rule objects.",
    "found.title": "What the rules say",
    "check.fit": "This text may be sent.",
    "check.unfit": "This text may not be sent like this.",
    "check.none": "No text is needed with this reason: the buyer reads the reason itself.",
    "check.content": "{length} characters count ({required} are needed for “other”)",
    "check.form": "{length} in the form's own count (at most {most})",
    "check.ready": "Ready texts for this order",
    "check.templates": "Ready texts, to be filled from the record of an order (--order ORDER)",
    "check.unready": "No ready text fits this reason and this order.",
    "check.open": "open: {slots}",
    "advise.title": "Which reason fits the record of order {order_no}",
    "advise.fits": "fits",
    "advise.explain": "must be explained in a text",
    "advise.unfit": "does not fit",
    "advise.best": "What is recorded fits “{reason}”: --reason {value}",
    "advise.needs": "{text} needs on record: {fields}",
    "advise.lacks": "{text} contradicts what is on record: {fields}",
    "sheet.unrecorded": (
        "What -e says was used for this sheet only: give it again with the refusal, or record it "
        "with: qoo10-cancel evidence {order_no} …"
    ),
    "sheet.done": "The sheet is written to {path}.",
    "board.title": "Cancel requests",
    "board.states": "All orders by state",
    "notices.none": "No notices.",
    "notices.dead": "Dead letters",
    "notices.title": "Notices",
    "entry.waiting": "waiting",
    "entry.claimed": "being delivered",
    "entry.delivered": "delivered",
    "entry.dead": "given up",
    "entry.dropped": "dropped, pointless by now",
    "entry.recorded_only": "recorded only",
    "entry.tries": "(tried {count} ×)",
    "history.title": "History of order {order_no}",
    "history.recorded": "recorded {moment}, rules {policy}",
    "history.text": "Text as sent",
    "history.earlier": "{count} earlier; see them with --limit {total}",
    "rules.title": "The rules",
    "rule.source": "Source: {source}",
    "rule.certainty": "How well it is known: {certainty}",
    "rule.switch": "Switch in the policy: {switch}",
    "source.manual": "manual {place}",
    "source.help": "buyer help {place}",
    "source.text": "our own text rule",
    "source.table": "our own table, drawn from the manual",
    "source.records": "our own records",
    "source.nobody": "nobody says it",
    "intake.done": "{new} new, {changed} changed, {unchanged} unchanged, {aside} set aside",
    "intake.problems": "Not read: {count}",
    "intake.observed": "Look at these: {count}",
    "intake.aside": "Set aside, since these are not about cancelling: {count}",
    "intake.skipped": "Skipped, since what is stored of them cannot be read: {count}",
    "intake.ahead": "Left out, since they are ahead of the clock (QC-22): {count}",
    "intake.more": "and {count} more; --json lists all",
    "intake.reading": "Taking in",
    "aside.unpaid": "not paid",
    "aside.return": "a return",
    "aside.exchange": "an exchange",
    "aside.missing": "a parcel not received",
    "act.recorded": "Recorded: {event}. The order is now “{state}”.",
    "act.unsent": "This is a record only: nothing was sent to Qoo10.",
    "act.denied": "Nothing was changed.",
    "act.notices": "Notices made: {count}",
    "help.unsent": "It records only; nothing is sent to Qoo10. A person clicks in J·QSM.",
    "help": (
        "Say what a seller on Qoo10 Japan may do with a buyer's cancel request, and record "
        "it.\n\nOnly sync and qapi ask Qoo10, and they change nothing there: a person clicks "
        "in J·QSM, and what is clicked is recorded. All times are Japan time.\n\nExit codes: "
        "0 done or allowed, 1 denied by a rule, or qapi compare found a difference, 2 usage, "
        "malformed input, or an output that cannot be written, 3 import or sync did not take "
        "in everything, 4 store trouble, 5 a delivery failed, or Qoo10 did not answer or "
        "refused the key, 130 interrupted, 141 the reader of the output has gone."
    ),
    "help.queue": "List the orders that wait for you, by what it costs to wait.",
    "help.show": "Show an order: its timeline, what is running out, and what you may do now.",
    "help.why": (
        "Say whether something may happen to an order now, why not, and what to do.\n\nA refusal "
        "is taken as confirmed."
    ),
    "help.check-text": (
        "Judge a text for the buyer, and offer ready texts when it may not be sent."
    ),
    "help.advise": "Say which reasons fit what is recorded, and give the ready texts to paste.",
    "help.prepare": (
        "Judge a refusal and print the sheet for the person who clicks; nothing is recorded."
    ),
    "help.history": "Show everything that is recorded of an order: who, when, under which rules.",
    "help.board": "Show the counters of the J·QSM screen, as stored.",
    "help.export": (
        "Write orders or their history as JSON lines, or as CSV that is safe in spreadsheets."
    ),
    "help.rules": "List the rules with their sources, or show one in detail.",
    "help.diagram": "Print the state machine as a Mermaid diagram.",
    "help.policy": "Print the policy in force, as a file for --policy.",
    "help.import": (
        "Take in J·QSM files and QAPI replies, joined by order number.\n\nGood rows are taken in, "
        "bad ones are listed with their line and column."
    ),
    "help.refuse": (
        "Judge a refusal and record it; you click it in J·QSM (拒绝取消).\n\nIf no rule objects, "
        "it is recorded and the same-day duty starts. A click that is made and denied here is a "
        "fact all the same: record it with the command record."
    ),
    "help.ask-withdrawal": (
        "Judge and record that you ask the buyer to withdraw; you click it (取消的撤回要请)."
    ),
    "help.approve": (
        "Judge and record an approval; you click it (取消处理), and the refund follows."
    ),
    "help.set-ship-date": (
        "Judge and record the planned ship date; you set it in J·QSM (发货预定日)."
    ),
    "help.ship": (
        "Judge and record that the order is marked as shipped; you do it in J·QSM (发货处理)."
    ),
    "help.evidence": "Record evidence: packed, handed over, production begun.",
    "help.record": (
        "Record what has happened: the click has been made, or Qoo10 shows it. Never denied."
    ),
    "help.answer": (
        "Answer what is asked about an order: refuse, withdraw, or whatever became of it."
    ),
    "help.retract": (
        "Take back what was recorded here and did not happen, or not then; it stays in the "
        "history."
    ),
    "help.erase": (
        "Erase what people wrote about an order, for good: the buyer's words, the text that the "
        "buyer was sent, and notes. The facts stay in the history."
    ),
    "help.tick": "Take every move of the clock that is due: lapses, reminders, breaches.",
    "help.deliver": "Deliver the notices to the seller that are due, each at least once.",
    "help.clean": "Remove the notices that ended long ago; those that wait or were given up stay.",
    "help.run": (
        "Watch the clock and deliver, until Ctrl-C; each round that did something is a line.\n\nA "
        "store that fails is named, and tried again in the next round."
    ),
    "help.dead-letters": "List notices given up, or revive them.",
    "help.dead-letters list": "List the notices that were given up, the oldest first.",
    "help.dead-letters revive": "Give a notice that was given up another life, or all of them.",
    "help.dossier": "Put together everything that is on record of a refusal, for a dispute.",
    "help.schema": "Print the JSON Schema of what the library writes as JSON.",
    "confirm.ask": (
        "No rule objects to refusing order {order_no}. This only records it: click [拒绝取消] in J"
        "·QSM first. Have you clicked?"
    ),
    "confirm.erase": (
        "The texts of order {order_no} are erased for good, here and in its history and notices. "
        "Erase them?"
    ),
    "clean.done": "Notices removed: {count}",
    "tick.moved": "Orders moved by the clock: {count}",
    "posted": "{delivered} delivered, {again} to try again, {dead} given up, {dropped} dropped",
    "posted.failed": (
        "Those given up: qoo10-cancel dead-letters list; once mended: dead-letters revive --all"
    ),
    "posted.lost": (
        "Taken over by another worker meanwhile, so they may be delivered twice: {count}"
    ),
    "run.started": "Watching and delivering; Ctrl-C ends it.",
    "run.round": (
        "{moved} moved by the clock; {delivered} delivered, {again} to try again, {dead} given up,"
        " {dropped} dropped"
    ),
    "revive.done": "{key} is due again.",
    "revive.none": "{key} is no dead letter; nothing was changed.",
    "revive.all": "Due again: {count}",
    "export.done": "{count} rows written to {path}.",
    "error": "Error",
    "error.help": "Try: {command} --help",
    "fault.Usage": "The command was not understood.",
    "fault.Malformed": "Something that was given cannot be used.",
    "fault.Unreadable": "This cannot be read.",
    "fault.UnknownLanguage": "This language is not supported.",
    "fault.KeyReused": "This key belongs to another command.",
    "fault.MissingExtra": "A part is not installed.",
    "fault.Conflict": "Somebody else changed the order meanwhile. Nothing was changed; try again.",
    "fault.NotFound": "This is not in the store.",
    "fault.StoreFailed": "The store cannot be used.",
    "fault.NotifierFailed": "A notice was not delivered.",
    "fault.CancelError": "This did not work.",
    "problem.rule": "{code!r} is no rule; there are QC-00 to {last}",
    "problem.export": "export takes orders or history, and --format jsonl or csv",
    "problem.unwritable": "{path} cannot be written: {why}",
    "problem.output": "the output cannot be written: {why}",
    "problem.unreadable": "{path} cannot be read: {why}",
    "problem.rehearsed": "run goes by the real clock; rehearse with tick and deliver and --at",
    "problem.entry": "give the key of one notice, or --all",
    "problem.not_confirmed": "nothing was erased; to erase for good, say --yes",
    "problem.two_texts": "give the text itself or --file, not both",
    "problem.no_text": "give a text, --file, or a text on standard input",
    "problem.bytes": "{name} is not UTF-8 text: {text}",
    "problem.yes_or_no": "{text!r} is neither yes nor no",
    "problem.evidence": "evidence is given as NAME=VALUE, not {pair!r}; names are {known}",
    "problem.value": "{name}: {why}",
    "problem.state": "{text!r} is no state; there are {known}",
    "problem.ship_date": "set-ship-date needs --ship-date, such as 2022-08-15",
    "problem.event": "{text!r} is no event; there are {known}",
    "problem.foreign": "{name} takes no --{option}",
    "problem.no_store": (
        "there is no store at {path}; run import or sync first, or name another with --store"
    ),
    "problem.unusable": "the store {path} cannot be used: {why}",
    "problem.url_store": (
        "the command line works on SQLite files, and this is a URL ({scheme}:); PostgreSQL is for "
        "programs, see docs/postgres.md"
    ),
    "problem.policy": "the policy file {path} cannot be used: {why}",
    "problem.no_policy": "the policy file {path} holds another value, not a policy",
    "problem.notifier": "{name!r} is no notifier; there are {known}",
    "problem.unset": "the environment variable {variable} is not set",
    "problem.choice": "{variable} is {known}, not {value!r}",
    "problem.http": (
        "the webhook's URL starts with http://, which everybody on the way can read; use https://,"
        " or set {variable}=1"
    ),
    "problem.private": (
        "the webhook's host {host} is at {address}, which is no public address; to let private "
        "networks and this machine through, set {variable}=1"
    ),
    "problem.usage": "{why}",
    "problem.no_option": "there is no option {option}",
    "problem.no_value": "{option} needs a value",
    "problem.takes_no_value": "{option} takes no value",
    "problem.missing": "{name} is missing",
    "problem.extra": "this is too much: {text}",
    "problem.command": "there is no command {name!r}; there are {known}",
    "problem.no_command": "no command is given",
    "problem.number": "{text!r} is no number from {least} to {most}",
    "problem.reason": "{text!r} is no reason; there are {known}",
    "problem.empty_key": "the key is empty; give --key a text that is new for every command",
    "problem.nothing_recorded": "Stopped; nothing was recorded.",
    "problem.import_stopped": (
        "Stopped: {done} of {count} orders are in. Run it again; what is in is not taken in twice."
    ),
    "problem.switch": "{name!r} is no switch; there are {known}",
    "problem.switch_table": "{name} is a table, written as [{name}]",
    "problem.no_notifier": (
        "no notifier is set up, so notices wait; see docs/command-line.md, or give --notifier log"
    ),
    "problem.several_notifiers": (
        "several notifiers are set up ({names}); choose one with --notifier"
    ),
    "problem.not_refused": (
        "no refusal of order {order_no} is on record, so there is nothing to put together"
    ),
    "problem.screen_words": "the file of screen words {path} cannot be used: {why}",
    "problem.order_no": "{text!r} is no order number; it consists of digits",
    "argument.order_no": "The order number (订购号码).",
    "argument.event": (
        "What happens: set-ship-date, evidence, refuse, approve, ask-withdrawal, ship, request, "
        "withdraw, refund, … (docs/command-line.md)."
    ),
    "argument.text": "The text; - reads standard input.",
    "argument.rule": "One rule, such as QC-05.",
    "argument.what": "orders or history.",
    "argument.files": "J·QSM CSV files and QAPI replies.",
    "argument.ship_date": "Such as 2022-08-15 or 2022/08/15.",
    "argument.pairs": "Such as carrier=佐川急便.",
    "argument.key": "The notice's key, as listed.",
    "option.json": "Print one JSON document instead.",
    "option.lang": "The reader's language: {known}; else the terminal's.",
    "option.store": "The store's file.",
    "option.policy": "The policy's file, TOML or JSON; the command policy prints one.",
    "option.at": (
        "Take this moment as now, such as '2022-08-12 14:05'; Japan time unless a clock is named. "
        "What is written stays."
    ),
    "option.help": "Show this help and end.",
    "option.version": "Print the version and end.",
    "option.limit": "Show so many; 50 unless given.",
    "option.days-clean": "Only what ended more than so many days ago; 90 unless given.",
    "option.deliver-limit": "Deliver at most so many; 100 unless given.",
    "option.reason": (
        "shipped, prepared, made_to_order or other; or the words of the drop-down, in any "
        "language."
    ),
    "option.text": "What the buyer reads, in Japanese.",
    "option.acknowledge": "Stand by a text that QC-08 objects to, and say why.",
    "option.evidence": (
        "What shows the reason, such as prepared_at='2022-08-12 09:30'; repeatable."
    ),
    "option.carrier": "Who carries the parcel.",
    "option.tracking-no": "The parcel's number.",
    "option.ship-date": "The planned ship date, such as 2022-08-15.",
    "option.cause": "Why it was cancelled.",
    "option.happened-at": "When it happened; a date if only that is known.",
    "option.actor": "Who does it; kept in the history.",
    "option.key": "An idempotency key: a repeat changes nothing.",
    "option.yes": "It is clicked and confirmed (QC-10); else you are asked.",
    "option.yes-erase": "It may be erased for good; else you are asked.",
    "option.note": "Why; kept in the history.",
    "option.file": "Read the text from this file.",
    "option.order": "Fill the ready texts for this order.",
    "option.ship-on": "The day on which you will ship, if a text says so.",
    "option.format": "One of {known}; jsonl unless given.",
    "option.output": "Write to this file; must be new.",
    "option.seen-at": "When the files were exported; else --at, else when each was last written.",
    "option.notifier": "One of {known}; else the one that the environment sets up.",
    "option.every": "Seconds to wait between rounds; 5 unless given.",
    "option.all-notices": "Every notice, not only those that were given up.",
    "option.all-dead": "Every notice that was given up.",
    "option.page-output": "Write a page of HTML to this new file; for a dossier also .json.",
    "option.screen": "The language of J·QSM's screen, if it is not yours.",
    "option.screen-words": "A file of your screen's own words, TOML; see docs/wording.md.",
    "option.complete": ("The files list every waiting order: one that is missing says something."),
    "manual.usage": "Usage: {usage}",
    "manual.required": "required",
    "manual.arguments": "Arguments",
    "manual.options": "Options",
    "manual.shared": "Options of every command",
    "manual.commands": "Commands",
    "manual.ask": "Ask",
    "manual.act": "Record (nothing is sent to Qoo10)",
    "manual.post": "Watch and deliver",
    "switch.planned_day": "The planned ship date itself is still in time (QC-03, QC-18).",
    "switch.lift": "Rules that only warn: any of QC-03, QC-09, QC-11, QC-19.",
    "switch.duty_reminders": (
        "How long before the end of the day of a refusal to remind you, as h:mm (QC-12)."
    ),
    "switch.request_reminders": (
        "How long before a request can no longer be refused to remind you, as h:mm (QC-03, QC-18)."
    ),
    "switch.short_duty": (
        "A refusal that leaves less time than this on its day is warned about, as h:mm (QC-12)."
    ),
    "switch.min_chars": "Characters that count, needed for “other” (QC-05).",
    "switch.max_units": "Longest text in the form's own count; Qoo10's limit is not known.",
    "switch.raw_ceiling": "Longer texts are not looked at any further.",
    "switch.min_kana": "Kana that Japanese has at least.",
    "switch.min_japanese_letters": "Kana and Japanese Han together, at least.",
    "switch.min_kana_share": "Share of kana among kana, Han and Hangul, at least.",
    "switch.max_lines": "More lines than this are warned about.",
    "switch.url_is_violation": "Deny links instead of warning about them.",
    "switch.version": "Name of these numbers, stored with every decision.",
    "why.possible": (
        "order {order_no} is “{state}”; {event} is possible once what is missing is given"
    ),
    "help.sync": (
        "Ask Qoo10 for orders and claims, and take in what it shows.\n\nNothing is changed "
        "at Qoo10. The key stands in QOO10_CANCEL_QAPI_KEY, and the day on which it was made "
        "in QOO10_CANCEL_QAPI_KEY_ISSUED."
    ),
    "help.qapi": "Keep the shapes of QAPI's answers, without their values, or compare them.",
    "help.qapi capture": "Write the shapes of QAPI's answers, without any of their values.",
    "help.qapi compare": "Compare a capture with another one, or with the sandbox.",
    "help.sandbox": "Serve a local Qoo10 to rehearse on, until Ctrl-C. It is not Qoo10.",
    "option.dry-run": "Write nothing; say what would change.",
    "option.days": "How many days back to ask; 30 unless given.",
    "option.url": "Where QAPI answers; Qoo10's own unless given.",
    "option.port": "On which port of this machine; 8010 unless given.",
    "option.empty": "Begin without orders.",
    "argument.output": "The file to write; must be new.",
    "argument.real": "The capture of the real QAPI.",
    "argument.other": "Another capture; the sandbox's if none is given.",
    "sync.incomplete": (
        "Not every list could be had in full; nothing that is missing is taken for gone."
    ),
    "sync.left": "Open orders not looked up in this run: {count}",
    "sync.dry": "A dry run: nothing was written.",
    "sync.key": "The QAPI key holds until {last}, Japan time; make a new one in time.",
    "sync.looking": "Looking up",
    "capture.done": "Written to {path}: names, types and forms of fields, and no data.",
    "compare.same": "Both look the same.",
    "manual.qoo10": "Ask Qoo10, and rehearse",
    "fault.MarketplaceFailed": "Qoo10 gave no usable answer.",
    "dossier.digest": "Digest of the history: {digest}. For the page: --output FILE.html",
    "dossier.done": "Written to {path}. Digest of the history: {digest}",
}
