"""The hand-over sheet as a value, and how it reads in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from ..findings import Finding, Severity
from ..messages import advice_text, remedy_text, sentence, word
from ..reasons import ReasonKind
from .previews import Preview, choice_text, text_lines, visible

__all__ = ["Handover", "Remark", "Sibling"]


@attrs.frozen
class Remark:
    """A finding in plain values, so that a stored sheet reads as it did.

    Attributes:
        key: The rule's code and the detail, such as `QC-05.too-short`.
        denies: Whether it is a violation; else it is a warning.
        params: What its sentence is made of; plain JSON.
    """

    key: str
    denies: bool
    params: Mapping[str, object] = attrs.field(factory=dict, hash=False)

    @classmethod
    def of(cls, finding: Finding) -> Remark:
        """Return *finding* in plain values."""
        return cls(finding.key, finding.severity is Severity.VIOLATION, dict(finding.params))

    def text(self, lang: str) -> str:
        """Say in *lang* what is found and what to do now."""
        said = sentence(self.key, lang, self.params)
        todo = remedy_text(self.key, lang, self.params)
        return f"{self.key.partition('.')[0]}: {said}\n→ {todo}"


@attrs.frozen
class Sibling:
    """Another order of the same cart.

    Attributes:
        order_no: Which order.
        state: The value of its `State`.
        same_box: Whether it lies in one box with this order; None when that is not recorded.
    """

    order_no: str
    state: str
    same_box: bool | None = None


@attrs.frozen
class Handover:
    """The hand-over sheet of one refusal: plain values, rendered by `text`.

    Moments are ISO texts in Japan time, days are ISO dates. It carries no name, no address
    and nothing that the buyer wrote.

    Attributes:
        order_no: Which order.
        made_at: When the sheet was made.
        reason: The value of the chosen `ReasonKind`; None when none is chosen.
        paste: The canonical text, exactly as it is to be pasted; may be empty.
        ready: The key of the ready text it was filled from; None for a text of one's own.
        ship_date: 发货预定日; None when not known.
        refuse_before: The first moment at which it can no longer be refused; None if not known.
        duty_due: The first moment that is too late to ship-process, if refused that day.
        cart_no: The cart; None when not known.
        siblings: The other orders of the cart.
        remarks: What the rules say of this refusal; one that denies must be put right first.
    """

    order_no: str
    made_at: str
    reason: str | None
    paste: str
    ready: str | None
    ship_date: str | None
    refuse_before: str | None
    duty_due: str
    cart_no: str | None = None
    siblings: tuple[Sibling, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def clear(self) -> bool:
        """Say whether no rule stands in the way."""
        return not any(remark.denies for remark in self.remarks)

    def steps(self, lang: str) -> tuple[str, ...]:
        """Give the seven steps in J·QSM (manual 3), in *lang*; a step may have several lines.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        params = {"order_no": self.order_no, "choice": choice_text(self.reason, lang)}
        steps = [_say(f"step.{number}", lang, params) for number in range(1, 8)]
        steps[3] += "\n" + advice_text(f"field.{self._field}", lang, {})
        return tuple(steps)

    @property
    def _field(self) -> str:
        if self.reason == ReasonKind.OTHER.value:
            return "paste" if self.paste else "empty"
        return "spare" if self.paste else "none"

    def text(self, lang: str) -> str:
        """Render the whole sheet in *lang*, safe for a terminal.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        parts = (
            self._head(lang),
            self._remarks("sheet.stop", lang, denies=True),
            self._remarks("sheet.note", lang, denies=False),
            _section("sheet.steps", lang, _numbered(self.steps(lang))),
            self._text(lang),
            self._cart(lang),
            self._next(lang),
            _section("sheet.trouble", lang, _dashed(_say(key, lang) for key in _TROUBLE)),
        )
        return visible("\n\n".join(part for part in parts if part)) + "\n"

    def _head(self, lang: str) -> str:
        title = _say("sheet.title", lang, {"order_no": self.order_no})
        lines = (
            _say("sheet.made", lang, {"made": _clock(self.made_at)}),
            self._limit(lang),
            _say("sheet.ship-before", lang, {"duty_due": _clock(self.duty_due)}),
            _say("sheet.legend", lang),
        )
        return "\n".join((title, "=" * 60, *lines))

    def _limit(self, lang: str) -> str:
        if self.refuse_before is None:
            return _say("sheet.date-unknown", lang)
        key = "sheet.refuse-before" if self.made_at < self.refuse_before else "sheet.too-late"
        params = {"refuse_before": _clock(self.refuse_before), "ship_date": self.ship_date}
        return _say(key, lang, params)

    def _remarks(self, heading: str, lang: str, *, denies: bool) -> str:
        said = [remark.text(lang) for remark in self.remarks if remark.denies is denies]
        return _section(heading, lang, _dashed(said)) if said else ""

    def _text(self, lang: str) -> str:
        if not self.paste:
            return ""
        seen = Preview(self.reason, self.paste, self.ready)
        return _section("sheet.text", lang, text_lines(seen, lang))

    def _cart(self, lang: str) -> str:
        if not self.siblings:
            return ""
        lines = [_sibling(sibling, lang) for sibling in self.siblings]
        heading = _say("sheet.cart", lang, {"cart_no": self.cart_no})
        return "\n".join((heading, *_dashed(lines), _say("sheet.each", lang)))

    def _next(self, lang: str) -> str:
        due = {"duty_due": _clock(self.duty_due)}
        return _section("sheet.next", lang, _dashed(_say(key, lang, due) for key in _NEXT))


_NEXT: Final = ("next.withdrawn", "next.ship", "next.told", "next.final")
_TROUBLE: Final = ("trouble.look", "trouble.contact", "trouble.withdraw", "trouble.ask")
_SCREEN: Final = (
    "home_requests",
    "claims_menu",
    "claims_page",
    "trade_details",
    "requests",
    "order_number",
    "refusal_section",
    "refusal_reason",
    "approve_button",
    "withdraw_button",
    "confirm",
    "done",
    "paid",
    "ship_process",
    "planned_date",
    "delayed",
    "ask_qoo10",
    "ask_about",
    "ask_topic",
)
"""The words of the screen that the sheet quotes."""


def _say(key: str, lang: str, params: Mapping[str, object] | None = None) -> str:
    screen = {name: advice_text(f"screen.{name}", lang, {}) for name in _SCREEN}
    return advice_text(key, lang, {**screen, **(params or {})})


def _sibling(sibling: Sibling, lang: str) -> str:
    box = {True: "box.yes", False: "box.no", None: "box.unknown"}[sibling.same_box]
    params = {
        "order_no": sibling.order_no,
        "stands": word(f"state.{sibling.state}", lang),
        "box": advice_text(box, lang, {}),
    }
    return advice_text("sheet.sibling", lang, params)


def _clock(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _section(heading: str, lang: str, lines: Iterable[str]) -> str:
    return "\n".join((_say(heading, lang), *lines))


def _numbered(steps: Iterable[str]) -> list[str]:
    return [f"  {number}. {_hung(step, 5)}" for number, step in enumerate(steps, 1)]


def _dashed(lines: Iterable[str]) -> list[str]:
    return [f"  - {_hung(line, 4)}" for line in lines]


def _hung(text: str, width: int) -> str:
    return text.replace("\n", "\n" + " " * width)
