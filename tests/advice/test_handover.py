"""The preview and the hand-over sheet: plain, safe, and with the words of the screen."""

from __future__ import annotations

import re
import string
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel.errors import Malformed, UnknownLanguage
from qoo10_cancel.events import CancelRefusal, Shipment
from qoo10_cancel.japan import JST
from qoo10_cancel.machine import decide
from qoo10_cancel.messages import LANGUAGES, en, ja, ko, zh_cn
from qoo10_cancel.order import Evidence, Order, Purchase, Request, State
from qoo10_cancel.policy import Policy
from qoo10_cancel.reasons import RefusalReason
from qoo10_cancel.text import visible
from qoo10_cancel.wording import handovers as sheets
from qoo10_cancel.wording import previews
from qoo10_cancel.wording import sheet as rendering
from qoo10_cancel.wording.handovers import CartOrder, Handover, handover
from qoo10_cancel.wording.previews import preview
from qoo10_cancel.wording.screen_words import SCREEN_TERMS, Screen, screens
from qoo10_cancel.wording.slots import Facts
from qoo10_cancel.wording.templates import READY_TEXTS

NOON = datetime(2022, 8, 12, 12, tzinfo=JST)
TODAY = NOON.date()
CART = Purchase(cart_no="249960001")
PARCEL = Evidence("佐川急便", "2234-5678-9010", NOON, bundled=True)
ORDER = Order(
    "698016773",
    State.CANCEL_REQUESTED,
    date(2022, 8, 15),
    CART,
    PARCEL,
    Request(NOON, State.SCHEDULED, "山田花子 090-0000-0000"),
)
READY = READY_TEXTS["SHIPPED_TRACKED"].fill(Facts(NOON, PARCEL), Policy()).reason
OWN = RefusalReason(
    "other", "本日の朝、すでに配送会社へ引き渡しましたので、キャンセルはお受けできません。"
)
SCREEN = [
    "取消申请",
    "运送/取消/未收取",
    "取消/退货/未收取",
    "交易信息",
    "取消要求",
    "订购号码",
    "拒绝取消",
    "拒绝取消理由",
    "取消处理",
    "取消的撤回要请",
    "已拒绝取消",
    "买家已付款",
    "发货处理",
    "向Qoo10进行咨询",
    "JQSM操作方法",
    "投诉管理(退货·交换·未收取)",
]


def sheet(reason: RefusalReason = READY, order: Order = ORDER, at: datetime = NOON) -> Handover:
    """Return the sheet for refusing *order* with *reason*."""
    return handover(decide(order, CancelRefusal(at, reason)))


@pytest.mark.parametrize("lang", LANGUAGES)
class TestTheSheetInEachLanguage:
    """The person who clicks reads every step in a language of their own."""

    def test_seven_steps(self, lang: str) -> None:
        """Manual 3 has seven steps, and the order is named in them."""
        steps = sheet().steps(lang, Screen("zh"))

        assert len(steps) == 7
        assert "698016773" in steps[2]
        assert "商品发送完了" in steps[3]

    def test_the_screens_words(self, lang: str) -> None:
        """The screen's own words stand there as on the screen."""
        text = sheet().text(lang, Screen("zh-CN"))

        assert [word for word in SCREEN if word not in text] == []
        assert "仅限不可取消状态, 可选择拒绝取消处理。是否要拒绝取消处理?" in text

    def test_the_two_limits(self, lang: str) -> None:
        """Until when it can be refused, and until when it is to be marked as shipped."""
        text = sheet().text(lang)

        assert "2022-08-16 00:00" in text
        assert "2022-08-13 00:00" in text

    def test_the_text_stands_alone(self, lang: str) -> None:
        """The text to paste is a line of its own, unindented and unbroken."""
        lines = sheet(OWN).text(lang).split("\n")

        assert OWN.text in lines

    def test_nothing_of_the_buyers(self, lang: str) -> None:
        """What the buyer wrote is not on the sheet."""
        text = sheet().text(lang)

        assert "山田" not in text
        assert "090" not in text

    def test_no_date_is_said(self, lang: str) -> None:
        """Without a planned date the sheet sends the reader to look it up."""
        dateless = sheet(order=attrs.evolve(ORDER, ship_date=None))
        text = dateless.text(lang, Screen("zh-CN"))

        assert "None" not in text
        assert "运送延期" in text

    def test_a_late_sheet_says_so(self, lang: str) -> None:
        """After the last moment the sheet does not say "refuse before"."""
        early, late = sheet(), sheet(at=NOON + timedelta(days=9))

        assert late.text(lang).split("\n")[3] != early.text(lang).split("\n")[3]
        assert not late.clear

    def test_the_gloss(self, lang: str) -> None:
        """A ready text is glossed, a text of one's own is not, and the preview says so."""
        ready, own = preview(READY, Policy()), preview(OWN, Policy())

        assert ready.gloss(lang) is not None
        assert own.gloss(lang) is None
        assert READY.text in ready.text(lang)
        assert len(own.text(lang).split("\n")) > 5


class TestTheSheetIsSafe:
    """Nothing that a terminal obeys gets out."""

    @given(st.text(), st.sampled_from(list(LANGUAGES)))
    def test_any_text_is_safe_for_terminals(self, text: str, lang: str) -> None:
        """No control character reaches the terminal, whatever the seller typed."""
        printed = sheet(RefusalReason("other", text)).text(lang)
        printed += preview(RefusalReason("other", text), Policy()).text(lang)

        assert [c for c in printed if not c.isprintable() and c not in "\n\u3000\u00a0"] == []

    @given(st.text())
    def test_what_is_harmless_stays(self, text: str) -> None:
        """Printable characters are shown as they are."""
        harmless = "".join(c for c in text if c.isprintable()) + "。\u3000\n"

        assert visible(harmless) == harmless


def _sibling(**changes: object) -> Order:
    same = Order("698016774", State.SCHEDULED, purchase=CART, evidence=Evidence(bundled=True))
    return attrs.evolve(same, **changes)


class TestTheCart:
    """The orders of the same cart are listed, and whether they lie in the same box."""

    @pytest.mark.parametrize(
        ("mine", "other", "same"),
        [
            (True, True, True),
            (True, False, False),
            (False, True, False),
            (True, None, None),
            (None, None, None),
        ],
    )
    def test_the_box(self, mine: bool | None, other: bool | None, same: bool | None) -> None:
        """Both must be known to be in it; one that is not is enough for no."""
        order = attrs.evolve(ORDER, evidence=Evidence(bundled=mine))
        sibling = _sibling(evidence=Evidence(bundled=other))

        made = handover(decide(order, CancelRefusal(NOON, OWN)), orders=[order, sibling])

        assert made.cart == (CartOrder("698016774", State.SCHEDULED, same),)

    def test_other_carts_are_left_out(self) -> None:
        """Orders of another cart, or of none that is known, are nobody's siblings."""
        others = [
            _sibling(purchase=Purchase(cart_no="249960002")),
            _sibling(order_no="698016775", purchase=Purchase()),
        ]

        alone = attrs.evolve(ORDER, purchase=Purchase())

        made = [
            handover(decide(order, CancelRefusal(NOON, OWN)), orders=others)
            for order in (ORDER, alone)
        ]

        assert [sheet.cart for sheet in made] == [(), ()]


class TestTheSheetObjects:
    """A poor refusal gets a sheet that says what stands in the way."""

    def test_a_good_one_is_clear(self) -> None:
        """A true reason in time meets no objection."""
        made = sheet()

        assert made.clear
        assert made.findings == ()
        assert (made.seen.ready, made.paste) == ("SHIPPED_TRACKED", READY.text)

    @pytest.mark.parametrize(
        ("reason", "key"),
        [
            (RefusalReason(), "QC-04.not-chosen"),
            (RefusalReason("other"), "QC-05.empty"),
            (RefusalReason("other", "発送済みです"), "QC-05.too-short"),
            (RefusalReason("prepared"), "QC-09.no-evidence"),
        ],
    )
    def test_a_poor_one_is_not(self, reason: RefusalReason, key: str) -> None:
        """What `decide` would deny is on the sheet, with the way out."""
        made = sheet(reason)

        assert not made.clear
        assert key in [finding.key for finding in made.findings]
        assert f"{key[:5]}: " in made.text("en")

    @pytest.mark.parametrize("days", [0, 1])
    def test_a_stale_promise(self, days: int) -> None:
        """A ready text that promises to ship today is pointed out tomorrow."""
        evidence = Evidence(prepared_at=NOON)
        filled = READY_TEXTS["READY_WAREHOUSE"].fill(Facts(NOON, evidence, TODAY), Policy())
        order = attrs.evolve(ORDER, evidence=evidence)

        made = sheet(filled.reason, order, NOON + timedelta(days=days))

        keys = [finding.key for finding in made.findings]
        assert keys == ["QC-12.collides-with-same-day"] * days

    def test_it_asks_for_no_confirmation(self) -> None:
        """QC-10 is for the click that follows; the sheet comes before it."""
        assert not decide(ORDER, CancelRefusal(NOON, READY)).allowed
        assert sheet().clear

    def test_it_is_made_of_a_refusal(self) -> None:
        """A decision about anything else is no reason to click."""
        with pytest.raises(Malformed, match="CancelRefusal"):
            handover(decide(ORDER, Shipment(NOON)))

    def test_the_duty_is_the_day_of_japan(self) -> None:
        """At 15:30 in Greenwich Japan has the next day already."""
        at = datetime.fromisoformat("2022-08-12T15:30:00+00:00")

        assert sheet(at=at).duty_due == datetime(2022, 8, 14, tzinfo=JST)


class TestMessages:
    """Every language says the same things, with the same slots."""

    @pytest.mark.parametrize("module", [ja, zh_cn, ko])
    def test_same_keys_and_slots(self, module: object) -> None:
        """Keys and placeholders agree with the English ones."""
        theirs: dict[str, str] = module.ADVICE  # type: ignore[attr-defined]

        assert theirs.keys() == en.ADVICE.keys()
        for key, text in en.ADVICE.items():
            if not key.startswith(("sheet.legend", "trouble.")):
                assert _slots(theirs[key]) == _slots(text), key


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class TestTheScreensWords:
    """The words of one's own screen stand first: the shop's, Qoo10's, else ours, so marked."""

    @pytest.mark.parametrize("term", SCREEN_TERMS)
    def test_the_manuals_are_chinese(self, term: str) -> None:
        """On the Chinese screen nothing is a translation."""
        quoted = Screen("zh-CN").quote(term, "zh-CN")

        assert re.fullmatch("【.+】", quoted)

    @pytest.mark.parametrize(
        ("lang", "term", "word"),
        [
            ("ja", "requests", "【キャンセル要請】"),
            ("ja", "refusal_section", "【キャンセル拒否】"),
            ("ja", "planned_date", "【発送予定日】"),
            ("ja", "done", "〔≒キャンセルを拒否しました／已拒绝取消〕"),
            ("ja", "shipped", "〔≒発送済み／商品发送完了〕"),
            ("ko", "requests", "【취소요청】"),
            ("ko", "planned_date", "【발송예정일】"),
            ("en", "requests", "[Cancel Request]"),
            ("en", "done", "[≈ the cancellation is refused / 已拒绝取消]"),
        ],
    )
    def test_qoo10s_own_or_ours(self, lang: str, term: str, word: str) -> None:
        """A word is Qoo10's and quoted, or ours and marked beside the Chinese one."""
        assert Screen(lang).quote(term, lang) == word

    @pytest.mark.parametrize(("reader", "screen"), list(product(LANGUAGES, LANGUAGES)))
    def test_each_reader_before_each_screen(self, reader: str, screen: str) -> None:
        """A Chinese reader before a Japanese screen reads Chinese and sees Japanese words."""
        text = sheet().text(reader, Screen(screen))

        assert Screen(screen).quote("requests", reader) in text
        assert "{" not in text

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("term", SCREEN_TERMS)
    def test_the_shops_word_wins(self, lang: str, term: str) -> None:
        """What the shop has seen on its screen is not marked as a translation."""
        own = screens({lang: {term: "画面の{文字}<b>"}})[lang]

        quoted = own.quote(term, lang)

        assert "画面の{文字}<b>" in quoted
        assert "≈" not in quoted
        assert "≒" not in quoted
        assert sheet().text(lang, own)

    @pytest.mark.parametrize(
        ("document", "problem"),
        [
            ({"ja": {"button": "拒否"}}, "no place of the screen"),
            ({"ja": {"done": ""}}, "one printable line"),
            ({"ja": {"done": "a\nb"}}, "one printable line"),
            ({"ja": {"done": "\x1b[31m"}}, "one printable line"),
            ({"ja": {"done": "あ" * 201}}, "one printable line"),
            ({"ja": {"done": 3}}, "one printable line"),
            ({"ja": "done"}, "by term"),
            (["ja"], "by language"),
        ],
    )
    def test_a_bad_file_is_explained(self, document: Any, problem: str) -> None:
        """Nothing of it is taken."""
        with pytest.raises(Malformed, match=problem):
            screens(document)

    def test_a_language_must_exist(self) -> None:
        """J·QSM speaks four."""
        with pytest.raises(UnknownLanguage):
            screens({"qaa": {}})


class TestBrokenSheets:
    """The tests above would notice a sheet that goes wrong."""

    def test_one_that_shows_everything(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A sheet that lets control characters through is caught."""
        monkeypatch.setattr(rendering, "visible", lambda text: text)
        claim = TestTheSheetIsSafe.test_any_text_is_safe_for_terminals.hypothesis.inner_test

        with pytest.raises(AssertionError):
            claim(None, "発送\x1b[31m", "en")

    def test_one_that_lists_every_order(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A sheet that does not look at the cart is caught."""
        monkeypatch.setattr(sheets, "_cart_orders", lambda *_: (CartOrder("1", State.NEW),))

        with pytest.raises(AssertionError):
            TestTheCart().test_other_carts_are_left_out()

    def test_one_that_asks_no_rule(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A sheet that asks nobody is caught."""
        monkeypatch.setattr(sheets, "_findings", lambda _: [])

        with pytest.raises(AssertionError):
            TestTheSheetObjects().test_a_poor_one_is_not(RefusalReason(), "QC-04.not-chosen")

    def test_one_that_translates_anything(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A preview that glosses a seller's own words is caught."""
        always = READY_TEXTS["OTHER_DIGITAL"].fill(Facts(NOON, Evidence(sent_on=TODAY)), Policy())
        monkeypatch.setattr(previews, "recognise", lambda _: always)

        with pytest.raises(AssertionError):
            TestTheSheetInEachLanguage().test_the_gloss("en")
