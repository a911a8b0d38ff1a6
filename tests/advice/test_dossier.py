"""The dossier of a refusal: everything on record is in it, and nothing of it can be exchanged."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.test_pages import HOSTILE, read
from qoo10_cancel import machine, to_json
from qoo10_cancel.errors import Malformed
from qoo10_cancel.events import CancelRefusal, CancelRequest, Event, EvidenceAdded, Shipment
from qoo10_cancel.findings import Finding, Rule, Severity
from qoo10_cancel.japan import JST
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.order import Evidence, Order, State
from qoo10_cancel.policy import Policy
from qoo10_cancel.ports import HistoryRow
from qoo10_cancel.reasons import RefusalReason
from qoo10_cancel.text import visible
from qoo10_cancel.wording import dossiers
from qoo10_cancel.wording.dossiers import Dossier, dossier

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
HOUR = timedelta(hours=1)
PARCEL = Evidence("佐川急便", "2234-5678-9012", NOON - HOUR)
TEXT = "本日の朝、すでに配送会社へ引き渡しましたので、キャンセルはお受けできません。"
LATE = Finding(Rule.SHIP_THE_SAME_DAY, "little-time", Severity.WARNING, {"left": "1:00:00"})


def line(text: str) -> str:
    """Return as much of *text* as one printable line takes."""
    return "".join(c if c.isprintable() else "・" for c in text)[:200]


def life(
    text: str = TEXT, actor: str = "李", reason: str = "注文の取り消し", carrier: str = "佐川急便"
) -> tuple[Order, list[HistoryRow]]:
    """Return an order that was asked for, refused and marked as shipped, and its history."""
    order = Order("698016773", State.SCHEDULED, date(2022, 8, 15))
    events: list[Event] = [
        CancelRequest(NOON, reason),
        EvidenceAdded(NOON + HOUR, attrs.evolve(PARCEL, carrier=carrier), actor=actor),
        CancelRefusal(
            NOON + 2 * HOUR, RefusalReason("other", text), confirmed=True, actor=actor or None
        ),
        Shipment(NOON + 3 * HOUR, carrier, "2234-5678-9012", actor=actor),
    ]
    rows: list[HistoryRow] = []
    for event in events:
        done = machine.record(order, event)
        order = done.order
        rows += [
            HistoryRow(order.order_no, step, step.event.moment, Policy().version)
            for step in done.steps
        ]
    return order, rows


def made(*args: str) -> Dossier:
    """Return the dossier of such a life, made the next morning."""
    order, rows = life(*args)
    return dossier(order, rows, NOON + 20 * HOUR)


class TestWhatIsInIt:
    """What was asked, judged, sent, by whom, on what evidence, under which rules, and shipped."""

    def test_the_facts(self) -> None:
        """Each is taken from the history."""
        it = made()

        assert it.request == CancelRequest(NOON, "注文の取り消し")
        assert (it.refusal.at, it.refusal.actor) == (NOON + 2 * HOUR, "李")
        assert it.refusal.reason.text == TEXT
        assert it.evidence == PARCEL
        assert it.shipment is not None
        assert it.shipment.at == NOON + 3 * HOUR

    def test_the_evidence_is_that_of_the_refusal(self) -> None:
        """What was on record then, whether or not a row says so; nothing that came later."""
        order, rows = life()
        later = attrs.evolve(
            rows[1].step, event=EvidenceAdded(NOON + 4 * HOUR, Evidence(perishable=True))
        )
        known = attrs.evolve(order.evidence, perishable=True, bundled=True)

        it = dossier(
            attrs.evolve(order, evidence=known), [*rows, attrs.evolve(rows[1], step=later)], NOON
        )

        assert it.evidence == attrs.evolve(PARCEL, bundled=True)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_page_shows_them(self, lang: str) -> None:
        """In every language, with the text as it was sent."""
        order, rows = life()
        it = dossier(order, _warned(rows), NOON + 20 * HOUR)

        shown = "".join(read(it.html(lang)).text)

        for fact in (
            "2022-08-12 12:00",
            "2022-08-12 14:00",
            "2022-08-12 15:00",
            "2022-08-13 00:00",
        ):
            assert fact in shown
        for fact in ("注文の取り消し", "李", TEXT, "佐川急便", "2234-5678-9012", it.digest):
            assert fact in shown
        assert LATE.rule.code in shown
        assert "{" not in shown.split("main{")[-1].split("}")[-1]

    def test_the_rules_are_those_that_a_refusal_is_judged_by(self) -> None:
        """QC-01 to QC-10, QC-12 and QC-13: what the guards of the table say they ask."""
        guards = {g for row in machine.TABLE if row.event is CancelRefusal for g in row.guards}
        asked = set()
        for guard in guards:
            opening = (guard.__doc__ or "").split(":")[0]
            asked |= set(re.findall(r"QC-\d\d", opening))
            for first, last in re.findall(r"QC-(\d\d) to QC-(\d\d)", opening):
                asked |= {f"QC-{number:02}" for number in range(int(first), int(last) + 1)}

        assert set(to_json(made())["judged"]["rules"]) == asked - {"QC-11"}

    def test_of_two_refusals_the_last(self) -> None:
        """A policy may let a buyer ask again."""
        order, rows = life()
        again = attrs.evolve(rows[2].step, event=attrs.evolve(rows[2].step.event, actor="王"))

        it = dossier(order, [*rows, attrs.evolve(rows[2], step=again)], NOON)

        assert it.refusal.actor == "王"
        assert it.shipment is None

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (lambda _: [], "no refusal"),
            (lambda rows: rows[:2], "no refusal"),
            (lambda rows: [attrs.evolve(row, order_no="1") for row in rows], "order 1"),
        ],
    )
    def test_what_is_no_history_of_a_refusal(
        self, change: Callable[[list[HistoryRow]], list[HistoryRow]], problem: str
    ) -> None:
        """It is said which order, and what is missing."""
        order, rows = life()

        with pytest.raises(Malformed, match=problem):
            dossier(order, change(rows), NOON)


def _warned(rows: list[HistoryRow]) -> tuple[HistoryRow, ...]:
    late = attrs.evolve(LATE, params={"left": "1:00:00", "due_at": "2022-08-13T00:00:00+09:00"})
    return tuple(attrs.evolve(row, warnings=(late,)) for row in rows)


class TestItIsSafe:
    """No text that a person wrote gets out of the page."""

    @given(HOSTILE, HOSTILE.map(line), HOSTILE.map(line), st.sampled_from(list(LANGUAGES)))
    def test_no_text_gets_out(self, text: str, who: str, why: str, lang: str) -> None:
        """The text as sent, who sent it, and what the buyer gave as a reason."""
        shown = "".join(read(made(text, who, why, line(who + why)).html(lang)).text)

        assert visible(text) in shown
        assert visible(why) in shown


CHANGES: list[Callable[[HistoryRow], HistoryRow]] = [
    lambda row: attrs.evolve(row, recorded_at=row.recorded_at + timedelta(seconds=1)),
    lambda row: attrs.evolve(row, policy=row.policy + "0"),
    lambda row: attrs.evolve(row, key="key"),
    lambda row: attrs.evolve(row, order_no="698016774"),
    lambda row: attrs.evolve(row, warnings=(LATE,)),
    lambda row: attrs.evolve(row, step=attrs.evolve(row.step, version=99)),
    lambda row: attrs.evolve(row, step=attrs.evolve(row.step, target=State.CANCELLED)),
    lambda row: attrs.evolve(
        row, step=attrs.evolve(row.step, event=attrs.evolve(row.step.event, actor="张"))
    ),
]


def digest(rows: list[HistoryRow]) -> str:
    """Return the digest of a history."""
    return dossiers._digest(rows)


class TestTheDigest:
    """The digest changes with any row."""

    @given(st.integers(0, 4), st.sampled_from(CHANGES))
    def test_any_change_is_seen(
        self, place: int, change: Callable[[HistoryRow], HistoryRow]
    ) -> None:
        """Whichever row, whichever field."""
        _, rows = life()
        changed = [*rows[:place], change(rows[place]), *rows[place + 1 :]]

        assert digest(changed) != digest(rows)

    @given(st.permutations(range(5)))
    def test_the_order_is_seen(self, order: list[int]) -> None:
        """Rows that have changed places are another history."""
        _, rows = life()

        assert (digest([rows[i] for i in order]) == digest(rows)) == (order == sorted(order))

    @given(st.integers(0, 4))
    def test_a_row_that_is_gone_is_seen(self, place: int) -> None:
        """Likewise one that was put in."""
        _, rows = life()

        fewer, more = [*rows], [*rows, rows[place]]
        del fewer[place]

        assert len({digest(rows), digest(fewer), digest(more)}) == 3

    @given(HOSTILE)
    def test_anybody_can_compute_it(self, text: str) -> None:
        """The recipe of the docs, on the document as it was sent."""
        document: Any = json.loads(json.dumps(to_json(made(text))))
        lines = [
            json.dumps(row, sort_keys=True, separators=(",", ":")) + "\n"
            for row in document["history"]
        ]

        assert document["digest"] == hashlib.sha256("".join(lines).encode()).hexdigest()

    def test_it_is_in_the_docs(self) -> None:
        """The page says how."""
        page = (Path(__file__).parents[2] / "docs" / "wording.md").read_text(encoding="utf-8")

        assert 'separators=(",", ":")' in page


class TestBrokenDossiers:
    """The tests above notice a dossier that leaves something out."""

    @pytest.mark.parametrize(
        "broken",
        [
            lambda _: "\n",
            lambda row: row.step.event.moment.isoformat(),
            lambda row: json.dumps({"step": str(row.step), "key": row.key}),
        ],
    )
    def test_a_digest_of_less_than_a_row(
        self, monkeypatch: pytest.MonkeyPatch, broken: Callable[[HistoryRow], str]
    ) -> None:
        """Each leaves out a field that somebody might change."""
        monkeypatch.setattr(dossiers, "_line", broken)
        _, rows = life()

        seen = [digest([change(rows[2]), *rows[3:]]) != digest(rows[2:]) for change in CHANGES]

        assert not all(seen)
