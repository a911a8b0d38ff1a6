"""The dossier of a refusal, for a dispute: all that is on record, as one page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from typing import Final, TypeVar

import attrs

from .._fields import Answer
from ..codec import to_json
from ..errors import Malformed
from ..events import CancelRefusal, CancelRequest, EvidenceAdded, Shipment
from ..findings import Finding, Rule
from ..japan import japan_time, moment_text
from ..messages import advice_text, label, language
from ..order import NO_EVIDENCE, Evidence, Order
from ..ports import HistoryRow
from .pages import Html, element, page
from .previews import Preview, gloss_lines

__all__ = ["Dossier", "dossier"]

_RULES: Final = (
    *(rule for rule in Rule if "QC-01" <= rule.code <= "QC-10"),
    Rule.SHIP_THE_SAME_DAY,
    Rule.NO_FAKE_SHIPMENT,
)
"""The rules that a refusal is judged by."""


@attrs.frozen
class Judgement(Answer):
    """How a refusal was judged.

    Attributes:
        actor: Who refused; None where nobody is named.
        recorded_at: When it was recorded.
        policy: The version of the rules and switches.
        rules: The rules that a refusal is judged by.
        findings: The objections that were recorded with the refusal.
    """

    actor: str | None
    recorded_at: datetime
    policy: str
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]


@attrs.frozen(kw_only=True)
class Dossier(Answer):
    """All that is on record of one refusal: `to_json` writes it, `html` makes a page of it.

    It is meant for Qoo10 or for the buyer, so it says who refused and what the buyer gave as a
    reason; whoever gets it may read that.

    Attributes:
        made_at: When the dossier was made.
        order: The order as it stands.
        request: The request that was refused; None if it is not on record.
        refusal: The refusal; of several, the last.
        judged: By whom, when, and under which rules.
        evidence: What was on record at the refusal, and what came with it.
        shipment: The shipment after the refusal; None if there is none.
        history: Every row of the order's history, oldest first.
        digest: The SHA-256 of the history: it changes when any row, or their order, does.
            A row is written as `to_json` does it, by `json.dumps` with sorted keys and without
            blanks, and ended by a line feed.
    """

    made_at: datetime
    order: Order
    request: CancelRequest | None
    refusal: CancelRefusal
    judged: Judgement
    evidence: Evidence
    shipment: Shipment | None
    history: tuple[HistoryRow, ...]
    digest: str

    def html(self, lang: str) -> str:
        """Render the dossier in *lang* as one page of HTML that stands alone.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        return _Page(self, language(lang)).html()


def dossier(order: Order, history: Iterable[HistoryRow], at: datetime) -> Dossier:
    """Return the dossier of the last refusal of *order*.

    Args:
        order: The order as it stands.
        history: Its whole history, oldest row first; a row of another order is an error.
        at: The aware moment at which the dossier is made.

    Raises:
        Malformed: *at* is naive, no refusal is on record, or a row is another order's.

    >>> from qoo10_cancel import apply
    >>> from qoo10_cancel.ports import HistoryRow
    >>> asked = Order("698016773", State.CANCEL_REQUESTED, date(2022, 8, 15))
    >>> packed = Evidence(prepared_at=noon)
    >>> refusal = CancelRefusal(noon, RefusalReason("prepared"), packed, confirmed=True)
    >>> done = apply(asked, refusal)
    >>> rows = [HistoryRow("698016773", step, noon, Policy().version) for step in done.steps]
    >>> made = dossier(done.order, rows, noon)
    >>> made.evidence == packed, len(made.digest), to_json(made)["refusal"]["confirmed"]
    (True, 64, True)
    """
    rows = tuple(history)
    for row in rows:
        if row.order_no != order.order_no:
            raise Malformed(f"a row of order {row.order_no} is no history of {order.order_no}")
    found = [place for place, row in enumerate(rows) if type(row.step.event) is CancelRefusal]
    if not found:
        raise Malformed(f"no refusal of order {order.order_no} is on record")
    before, row, after = rows[: found[-1]], rows[found[-1]], rows[found[-1] + 1 :]
    refusal = row.step.event
    assert isinstance(refusal, CancelRefusal)  # noqa: S101  found by its type
    return Dossier(
        made_at=japan_time(at),
        order=order,
        request=_last(CancelRequest, before),
        refusal=refusal,
        judged=Judgement(refusal.actor, row.recorded_at, row.policy, _RULES, row.warnings),
        evidence=_evidence_before(after, order) | _evidence((*before, row)),
        shipment=_last(Shipment, after),
        history=rows,
        digest=_digest(rows),
    )


_Kind = TypeVar("_Kind")


def _last(kind: type[_Kind], rows: Sequence[HistoryRow]) -> _Kind | None:
    events = [row.step.event for row in rows if isinstance(row.step.event, kind)]
    return events[-1] if events else None


def _evidence(rows: Sequence[HistoryRow]) -> Evidence:
    known = NO_EVIDENCE
    for event in (row.step.event for row in rows):
        if isinstance(event, (EvidenceAdded, CancelRefusal)):
            known |= event.evidence
        elif isinstance(event, Shipment):
            known |= Evidence(event.carrier, event.tracking_no)
    return known


def _evidence_before(later: Sequence[HistoryRow], order: Order) -> Evidence:
    """Return what is on record for *order* but for what the *later* rows have brought."""
    brought = attrs.asdict(_evidence(later), recurse=False)
    return attrs.evolve(
        order.evidence, **{name: None for name, value in brought.items() if value is not None}
    )


def _digest(rows: Sequence[HistoryRow]) -> str:
    import hashlib  # noqa: PLC0415  it brings OpenSSL along, and few ask

    return hashlib.sha256("".join(map(_line, rows)).encode()).hexdigest()


def _line(row: HistoryRow) -> str:
    written = {name: part for name, part in to_json(row).items() if name != "schema"}
    return json.dumps(written, sort_keys=True, separators=(",", ":")) + "\n"


class _Page:
    """The sentences of one dossier, for one reader."""

    def __init__(self, made: Dossier, lang: str) -> None:
        self.made, self.lang = made, lang

    def html(self) -> str:
        made, order_no = self.made, self.made.order.order_no
        title = self.say("dossier.title", order_no=order_no)
        body = (
            element("h1", title),
            element("p", self.say("sheet.made", made=moment_text(made.made_at)), class_="faint"),
            self.section("asked", self.facts(self.asked())),
            self.section("judged", self.facts(self.judged()), self.findings()),
            self.section("sent", *self.sent()),
            self.section("evidence", self.facts(self.recorded())),
            self.section("shipment", self.facts(self.shipped())),
            self.section("rules", element("ul", *map(self.rule, _RULES))),
            self.section("history", element("ol", *map(self.row, made.history), class_="rows")),
            self.section(
                "digest",
                element("p", element("code", made.digest)),
                element("p", self.say("dossier.digest-how"), class_="faint"),
            ),
        )
        return page(title, self.lang, element("main", *body))

    def say(self, key: str, **params: object) -> str:
        return advice_text(key, self.lang, params)

    def section(self, name: str, *body: Html) -> Html:
        heading = element("h2", self.say(f"dossier.{name}"))
        return element("section", heading, *body, class_=name)

    def facts(self, facts: Iterable[tuple[str, object]]) -> Html:
        rows = [(name, self.value(value)) for name, value in facts]
        if not rows:
            return element("p", self.say("dossier.nothing"))
        return element("dl", *(part for name, value in rows for part in self.fact(name, value)))

    def fact(self, name: str, value: str) -> tuple[Html, Html]:
        return element("dt", self.say(f"fact.{name}")), element("dd", value)

    def value(self, value: object) -> str:
        if value is None or value == "":
            return self.say("dossier.nothing")
        if isinstance(value, bool):
            return self.say("dossier.yes" if value else "dossier.no")
        if isinstance(value, datetime):
            return moment_text(value)
        return label(value, self.lang) if isinstance(value, Enum) else str(value)

    def asked(self) -> Iterator[tuple[str, object]]:
        request = self.made.request
        if request is not None:
            yield "asked_at", request.at
            yield "request_reason", request.reason

    def judged(self) -> Iterator[tuple[str, object]]:
        made = self.made
        yield "refused_at", made.refusal.at
        yield "actor", made.refusal.actor
        yield "recorded_at", made.judged.recorded_at
        yield "policy", made.judged.policy
        yield "ship_date", made.order.ship_date

    def findings(self) -> Html:
        found = [
            f"{f.rule.code}: {f.message(self.lang)}\n→ {f.remedy(self.lang)}"
            for f in self.made.judged.findings
        ]
        if not found:
            return element("p", self.say("dossier.no-objection"))
        return element("ul", *(element("li", text) for text in found))

    def sent(self) -> Iterator[Html]:
        reason = self.made.refusal.reason
        more = [("acknowledgement", reason.acknowledgement)] if reason.acknowledgement else []
        yield self.facts([("reason", reason.kind), *more])
        if reason.text:
            yield element("blockquote", reason.text, class_="paste", lang="ja")
            below = gloss_lines(Preview(reason.kind, reason.text), self.lang)
            yield element("p", "\n".join(below))

    def recorded(self) -> Iterator[tuple[str, object]]:
        for field in attrs.fields(Evidence):
            value = getattr(self.made.evidence, field.name)
            if value is not None:
                yield field.name, value

    def shipped(self) -> Iterator[tuple[str, object]]:
        duty, shipment = self.made.order.duty, self.made.shipment
        if duty is not None:
            yield "duty_due", duty.due
            yield "duty", duty.standing(self.made.made_at)
        yield "shipped_at", None if shipment is None else shipment.at
        if shipment is not None:
            yield "carrier", shipment.carrier
            yield "tracking_no", shipment.tracking_no

    def rule(self, rule: Rule) -> Html:
        known = label(rule.certainty, self.lang)
        if rule.source.startswith("manual "):
            place = rule.source.removeprefix("manual ")
            known = self.say("dossier.manual", place=place, certainty=known)
        text = f"{rule.code}: {label(rule, self.lang)}\n"
        return element("li", text, element("span", known, class_="faint"))

    def row(self, row: HistoryRow) -> Html:
        step = row.step
        who = step.event.actor or label(step.event.by, self.lang)
        what = f"{label(step.event, self.lang)} → {label(step.target, self.lang)}"
        return element(
            "li",
            element("span", self.value(step.event.at)),
            element("span", what),
            element("span", who, class_="faint"),
        )
