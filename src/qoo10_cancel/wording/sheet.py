"""The hand-over sheet as a value, and how it reads in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import ClassVar, Final

import attrs

from .._fields import Answer
from ..findings import Finding, Severity
from ..japan import moment_text
from ..messages import advice_text, label, language
from ..order import State
from ..reasons import ReasonKind
from ..text import visible
from .pages import Html, element, page
from .previews import Preview, gloss_lines
from .screen_words import SCREEN_TERMS, Screen

__all__ = ["CartOrder", "Handover", "Section"]


@attrs.frozen
class CartOrder(Answer):
    """Another order of the same cart.

    Attributes:
        order_no: The order number.
        state: Its state.
        same_box: Whether it lies in one box with this order; None when that is not recorded.
    """

    order_no: str
    state: State
    same_box: bool | None = None


@attrs.frozen
class Section:
    """A part of a page: a heading, and what stands below it.

    Attributes:
        name: One of `stop`, `note`, `steps`, `text`, `cart`, `next` or `trouble`.
        heading: Its heading, in the reader's language.
        items: Its items; one may have several lines.
        below: Lines that stand below the items.
    """

    name: str
    heading: str
    items: tuple[str, ...]
    below: tuple[str, ...] = ()


@attrs.frozen
class Handover(Answer):
    """The hand-over sheet of one refusal, rendered by `text` and `html`.

    It carries no name, no address and nothing that the buyer wrote.

    Attributes:
        order_no: The order number.
        made_at: When the sheet was made.
        reason: The chosen reason; None when none is chosen.
        paste: The canonical text, exactly as it is to be pasted; may be empty.
        ship_date: 发货预定日; None when not known.
        refuse_before: The first moment at which it can no longer be refused; None if not known.
        duty_due: The first moment that is too late to mark as shipped, if refused that day.
        cart_no: The cart; None when not known.
        cart: The other orders of the cart.
        findings: What the rules say of this refusal; a violation must be put right first.
    """

    for_readers: ClassVar = ("clear", "text")

    order_no: str
    made_at: datetime
    reason: ReasonKind | None
    paste: str
    ship_date: date | None
    refuse_before: datetime | None
    duty_due: datetime
    cart_no: str | None = None
    cart: tuple[CartOrder, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def clear(self) -> bool:
        """Say whether no rule stands in the way."""
        return all(finding.severity is Severity.WARNING for finding in self.findings)

    @property
    def seen(self) -> Preview:
        """Give the preview of what the buyer reads."""
        return Preview(self.reason, self.paste)

    def title(self, lang: str) -> str:
        """Return the title of the sheet, in *lang*."""
        return advice_text("sheet.title", lang, {"order_no": self.order_no})

    def limits(self, lang: str, screen: Screen | None = None) -> tuple[str, ...]:
        """Return when the sheet was made, the two limits, and how screen words are marked."""
        page = _Page(self, lang, screen)
        return (
            page.say("sheet.made"),
            page.say(self._limit),
            page.say("sheet.ship-before"),
            page.say("sheet.legend"),
        )

    def steps(self, lang: str, screen: Screen | None = None) -> tuple[str, ...]:
        """Return the seven steps in J·QSM (manual 3), in *lang*; a step may have several lines.

        Args:
            lang: The reader's language.
            screen: The screen that the steps quote; that of the reader's language if not given.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        page = _Page(self, lang, screen)
        steps = [page.say(f"step.{number}") for number in range(1, 8)]
        steps[3] += "\n" + page.say(f"field.{self._field}")
        return tuple(steps)

    def sections(self, lang: str, screen: Screen | None = None) -> tuple[Section, ...]:
        """Return the parts of the sheet in *lang*, without those that have nothing to say."""
        page = _Page(self, lang, screen)
        paste = (self.paste,) if self.paste else ()
        sections = (
            page.section("stop", self._remarks(lang, Severity.VIOLATION)),
            page.section("note", self._remarks(lang, Severity.WARNING)),
            page.section("steps", self.steps(lang, screen)),
            page.section("text", paste, gloss_lines(self.seen, lang)),
            page.section("cart", map(page.cart_order, self.cart), [page.say("sheet.each")]),
            page.section("next", map(page.say, _NEXT)),
            page.section("trouble", map(page.say, _TROUBLE)),
        )
        return tuple(section for section in sections if section.items)

    def text(self, lang: str, screen: Screen | None = None) -> str:
        """Render the whole sheet in *lang*, safe for a terminal.

        Args:
            lang: The reader's language.
            screen: The screen that the sheet quotes; that of the reader's language if not given.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        head = "\n".join((self.title(lang), "=" * 60, *self.limits(lang, screen)))
        parts = (head, *map(_section_text, self.sections(lang, screen)))
        return visible("\n\n".join(parts)) + "\n"

    def html(self, lang: str, screen: Screen | None = None) -> str:
        """Render the sheet in *lang* as one page of HTML, to be printed on one side of A4.

        It stands alone: it loads nothing, and every text in it is escaped.

        Raises:
            UnknownLanguage: No messages exist in *lang*.
        """
        return _sheet_html(self, language(lang), screen)

    def _remarks(self, lang: str, severity: Severity) -> tuple[str, ...]:
        return tuple(
            f"{finding.rule.code}: {finding.message(lang)}\n→ {finding.remedy(lang)}"
            for finding in self.findings
            if finding.severity is severity
        )

    @property
    def _field(self) -> str:
        if self.reason is ReasonKind.OTHER:
            return "paste" if self.paste else "empty"
        return "spare" if self.paste else "none"

    @property
    def _limit(self) -> str:
        if self.refuse_before is None:
            return "sheet.date-unknown"
        return "sheet.refuse-before" if self.made_at < self.refuse_before else "sheet.too-late"


def _sheet_html(sheet: Handover, lang: str, screen: Screen | None) -> str:
    """Return the sheet as a page: the limits, the parts, and lines to be filled in by hand."""
    made, *limits, legend = sheet.limits(lang, screen)
    parts = {section.name: section for section in sheet.sections(lang, screen)}
    beside = element(
        "div", *(_section_html(parts.pop(n)) for n in ("next", "trouble")), class_="two"
    )
    body = (
        element("h1", sheet.title(lang)),
        element("p", made, class_="faint"),
        element("ul", *(element("li", limit) for limit in limits), class_="limits"),
        *map(_section_html, parts.values()),
        beside,
        *([element("dl", *_by_hand(lang), class_="hand")] if sheet.clear else []),
        element("p", legend, class_="faint"),
    )
    return page(sheet.title(lang), lang, element("main", *body))


def _section_html(section: Section) -> Html:
    if section.name == "text":
        items = [element("blockquote", item, class_="paste", lang="ja") for item in section.items]
    else:
        listed = "ol" if section.name == "steps" else "ul"
        items = [element(listed, *(element("li", item) for item in section.items))]
    below = [element("p", "\n".join(section.below))] if section.below else []
    return element("section", element("h2", section.heading), *items, *below, class_=section.name)


def _by_hand(lang: str) -> Iterator[Html]:
    for line in ("clicked", "by", "marked"):
        yield element("dt", advice_text(f"paper.{line}", lang, {}))
        yield element("dd", "")


_NEXT: Final = ("next.withdrawn", "next.ship", "next.told", "next.final")
_TROUBLE: Final = ("trouble.look", "trouble.contact", "trouble.withdraw", "trouble.ask")
_RULE: Final = "-" * 60


class _Page:
    """The sentences of one sheet, filled in for one reader before one screen."""

    def __init__(self, sheet: Handover, lang: str, screen: Screen | None) -> None:
        quoted = screen or Screen(lang)
        reason = None if sheet.reason is None else sheet.reason.value
        before = sheet.refuse_before
        self._lang = lang
        self._params: Mapping[str, object] = {
            **{term: quoted.quote(term, lang) for term in SCREEN_TERMS},
            "choice": advice_text("choice.none", lang, {})
            if reason is None
            else quoted.quote(reason, lang),
            "order_no": sheet.order_no,
            "cart_no": sheet.cart_no,
            "made": moment_text(sheet.made_at),
            "ship_date": sheet.ship_date,
            "refuse_before": None if before is None else moment_text(before),
            "duty_due": moment_text(sheet.duty_due),
        }

    def say(self, key: str) -> str:
        return advice_text(key, self._lang, self._params)

    def section(self, name: str, items: Iterable[str], below: Iterable[str] = ()) -> Section:
        return Section(name, self.say(f"sheet.{name}"), tuple(items), tuple(below))

    def cart_order(self, other: CartOrder) -> str:
        box = {True: "box.yes", False: "box.no", None: "box.unknown"}[other.same_box]
        params = {
            "order_no": other.order_no,
            "stands": label(other.state, self._lang),
            "box": self.say(box),
        }
        return advice_text("sheet.sibling", self._lang, params)


def _section_text(section: Section) -> str:
    return "\n".join((section.heading, *_item_lines(section), *section.below))


def _item_lines(section: Section) -> list[str]:
    if section.name == "text":
        return [_RULE, *section.items, _RULE]  # alone on its line, so that it can be copied
    if section.name == "steps":
        return [f"  {n}. {_hung(step, 5)}" for n, step in enumerate(section.items, 1)]
    return [f"  - {_hung(item, 4)}" for item in section.items]


def _hung(text: str, width: int) -> str:
    return text.replace("\n", "\n" + " " * width)
