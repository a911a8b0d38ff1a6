"""Pages of HTML: whatever a text holds, a browser reads it as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel.errors import UnknownLanguage
from qoo10_cancel.events import CancelRefusal
from qoo10_cancel.japan import JST
from qoo10_cancel.machine import decide
from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.order import Evidence, Order, Purchase, State
from qoo10_cancel.reasons import RefusalReason
from qoo10_cancel.text import visible
from qoo10_cancel.wording import pages
from qoo10_cancel.wording.handovers import handover
from qoo10_cancel.wording.pages import Html, element, page
from qoo10_cancel.wording.screen_words import SCREEN_TERMS, Screen
from qoo10_cancel.wording.sheet import Handover

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
ORDER = Order(
    "698016773",
    State.CANCEL_REQUESTED,
    date(2022, 8, 15),
    Purchase(cart_no="249960001"),
    Evidence(prepared_at=NOON),
)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "section", "div"),
    *("p", "ol", "ul", "li", "dl", "dt", "dd", "blockquote", "span", "code"),
}
ATTRIBUTES = {"lang", "class", "charset", "name", "content", "http-equiv"}

HOSTILE = st.lists(
    st.sampled_from(
        [
            *("<script>alert(1)</script>", "</style>", "</main>", "<!--", "-->", "]]>", "<b"),
            *("&lt;", "&#60;", "&amp", '"', "'", "`", "onload=", "javascript:", "{", "}", "%s"),
            *("\x00", "\x1b[31m", "\u202e", "\u2028", "\ud800", "\U000e0001", "\n", "発送済み"),
        ]
    )
    | st.text(max_size=5),
    max_size=8,
).map("".join)


class Reader(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, html: str) -> None:
        """Read *html* to its end."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag and its attributes."""
        self.tags.append(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        """No page of ours has a comment."""
        raise AssertionError(data)


def read(html: str) -> Reader:
    """Return what a browser makes of *html*, which has nothing but our own elements."""
    found = Reader(html)
    assert set(found.tags) <= TAGS
    assert found.attributes <= ATTRIBUTES
    assert not re.search(r"[^\x20-\x7e\n\u00a0-\U0010ffff]", html)
    assert not [c for c in html if not c.isprintable() and c not in "\n\u3000\u00a0"]
    return found


def sheet(text: str, order: Order = ORDER) -> Handover:
    """Return the sheet of a refusal with *text*."""
    return handover(decide(order, CancelRefusal(NOON, RefusalReason("other", text))))


class TestElements:
    """A text becomes part of a page only escaped."""

    @given(HOSTILE, HOSTILE)
    def test_text_stays_text(self, text: str, value: str) -> None:
        """A browser shows the text as it was, with what is hidden made visible."""
        html = element("p", text, element("span", text), class_=value)

        found = read(html)

        assert found.tags == ["p", "span"]
        assert "".join(found.text) == visible(text) * 2

    @given(HOSTILE)
    def test_a_title_is_text_too(self, text: str) -> None:
        """In the head as in the body."""
        assert visible(text) in "".join(read(page(text, "ja", element("main", text))).text)

    def test_a_page_loads_nothing(self) -> None:
        """The policy of the page forbids what the page has no use for."""
        html = page("t", "ja", element("main"))

        assert "default-src 'none'" in html
        assert not re.search(r"https?:|src=|href=|@import|url\(", html)


class TestTheSheetAsAPage:
    """The sheet's page says what the sheet's text says, and nothing a text holds gets out."""

    @given(HOSTILE, st.sampled_from(list(LANGUAGES)))
    def test_no_text_gets_out(self, text: str, lang: str) -> None:
        """Whatever the seller has typed."""
        made = sheet(text)

        found = read(made.html(lang))

        assert visible(made.paste) in "".join(found.text)

    @given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20))
    def test_no_screen_word_gets_out(self, word: str) -> None:
        """Whatever a shop has written into its file."""
        own = Screen("ja", dict.fromkeys(SCREEN_TERMS, word + "<i>{x}"))

        found = read(sheet("").html("ja", own))

        assert word + "<i>{x}" in "".join(found.text)

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("text", ["", "発送済みです"])
    def test_it_says_what_the_text_says(self, lang: str, text: str) -> None:
        """Title, limits, and every item of every part."""
        made = sheet(text)

        shown = "".join(read(made.html(lang)).text)

        assert made.title(lang) in shown
        for section in made.sections(lang):
            assert section.heading in shown
            assert all(visible(item) in shown for item in section.items)
        assert all(limit in shown for limit in made.limits(lang))

    def test_only_a_clear_sheet_is_filled_in_by_hand(self) -> None:
        """Where a rule stands in the way, nobody is asked when it was clicked."""
        clear = handover(decide(ORDER, CancelRefusal(NOON, RefusalReason("prepared"))))

        assert "Refused at" in clear.html("en")
        assert "Refused at" not in sheet("").html("en")

    @pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("ja_JP", "ja")])
    def test_its_language_is_said(self, lang: str, tag: str) -> None:
        """A reader's programs choose the letters of a language by it."""
        assert f'<html lang="{tag}">' in sheet("").html(lang)

    def test_no_page_without_its_words(self) -> None:
        """As everywhere."""
        with pytest.raises(UnknownLanguage):
            sheet("").html("qaa")


def unescaped(tag: str, *children: str, **_attributes: str) -> Html:
    """Break: a text is taken for HTML."""
    return Html(f"<{tag}>{''.join(children)}</{tag}>")


def unseen(text: str) -> str:
    """Break: what is hidden stays hidden."""
    return text


class TestBrokenPages:
    """The tests above notice a page that lets a text out."""

    @pytest.mark.parametrize(
        ("name", "broken", "text"),
        [
            ("escape", unseen, "<script>"),
            ("visible", unseen, "発送\u202e済み"),
            ("visible", unseen, "\x1b[31m"),
        ],
    )
    def test_it_is_found(
        self, monkeypatch: pytest.MonkeyPatch, name: str, broken: Callable[..., str], text: str
    ) -> None:
        """Markup, an order of reading turned round, a control."""
        monkeypatch.setattr(pages, name, broken)
        claim = TestElements.test_text_stays_text.hypothesis.inner_test

        with pytest.raises(AssertionError):
            claim(None, text, "")
