"""What holds for every text, however odd."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qoo10_cancel.findings import Rule, Severity
from qoo10_cancel.policy import Policy, TextPolicy
from qoo10_cancel.reasons import ReasonKind, RefusalReason
from qoo10_cancel.text import CheckedReason, check_reason
from qoo10_cancel.text.canonical import canonical, content_length, form_length, place, solid
from text.cases import HOME, count_cases, delay_rows, own_cases

KNOWN = [case.reason.text for case in (*count_cases(), *own_cases())]
_JAPANESE = "発送済み 入荷が遅れて まだ いません ございません 。 、 キャンセル か\u3099 ｶﾞ 縺 ㌀ 𠮷"
_FOREIGN = (
    "您的商品已经发出 취소 your order was http:// a@example.com 4111111111111111 Bcc: <b> {s}"
)
_ODD = "ã ﷺ ㈱ \u200b \u202e \u3164 \ud83d 葛\U000e0100 👨\u200d👩"
PIECES = f"{_JAPANESE} {_FOREIGN} {_ODD}".split()
SPACES = " \u3000\u00a0\u2003\t\n"
HIDDEN = "\u200b\u200d\ufeff\u00ad\u3164\u2800\u2060\ufe0f"
KINDS = st.sampled_from([*ReasonKind, None])


def texts() -> st.SearchStrategy[str]:
    """Any text: pieces of reasons, real reasons, and whatever else a string may hold."""
    odd = st.text(st.characters(exclude_categories=()), max_size=40)
    mixed = st.lists(st.one_of(st.sampled_from(PIECES), odd), max_size=12).map("".join)
    return st.one_of(mixed, st.sampled_from(KNOWN), odd)


def verdict(checked: CheckedReason) -> list[str]:
    """Name the violations."""
    return [finding.key for finding in checked.violations]


class TestEveryTextIsAnswered:
    """No string raises, and what is said of it fits it."""

    @given(texts(), KINDS)
    @example("\ud83d", None)
    @example("", ReasonKind.SHIPPED)
    def test_no_text_raises_and_spans_lie_within(self, text: str, kind: ReasonKind | None) -> None:
        """Every place that a finding points at is in the canonical text."""
        checked = check_reason(RefusalReason(kind, text))

        spans = [finding.span for finding in checked.findings if finding.span]
        assert all(0 <= a <= b <= len(checked.canonical) for a, b in spans)

    @given(texts(), KINDS)
    def test_every_finding_can_be_said(self, text: str, kind: ReasonKind | None) -> None:
        """Each has a message and a remedy, plain params, and no long excerpt."""
        for finding in check_reason(RefusalReason(kind, text)).findings:
            assert finding.message("ja")
            assert finding.remedy("ko")
            assert len(json.dumps(dict(finding.params), ensure_ascii=False)) < 250
            assert all(char.isprintable() for char in str(finding.params.get("found", "")))

    @given(texts())
    def test_after_mojibake_nothing_else_is_said(self, text: str) -> None:
        """What stands behind a wrong encoding means nothing."""
        said = [finding.detail for finding in check_reason(text).findings]

        assert "mojibake" not in said or said[-1] == "mojibake"

    def test_every_text_that_was_found_is_judged(self) -> None:
        """What a search or a fuzzer has found stays judged."""
        found = json.loads((HOME / "found.json").read_text("utf-8"))

        assert found
        assert all(isinstance(check_reason(text), CheckedReason) for text in found)


class TestWhatWasCheckedIsWhatIsSent:
    """The canonical text is sent, so it must be judged as the text was."""

    @given(texts(), KINDS)
    def test_canonical_is_idempotent_with_the_same_verdict(
        self, text: str, kind: ReasonKind | None
    ) -> None:
        """Checking what came out gives it again."""
        once = check_reason(RefusalReason(kind, text))
        twice = check_reason(RefusalReason(kind, once.canonical))

        assert twice.canonical == once.canonical == canonical(text)
        assert verdict(twice) == verdict(once)

    def test_line_breaks_become_one_kind(self) -> None:
        """A form knows only LF."""
        assert canonical("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch") == "a\nb\nc\nd\ne\nf\ng\nh"

    def test_a_variant_and_a_joined_emoji_stay(self) -> None:
        """What belongs to the character before it is kept; the rest that is unseen is not."""
        text = "葛\U000e0100城👨\u200d👩\ufe0f"

        assert canonical(f"\u200b{text}\ufe0e\u200dあ\u200d\ufe0f") == f"{text}あ"


class TestNothingIsCountedTwice:
    """QC-05: content is never longer than what any form can count."""

    @given(texts())
    def test_content_is_never_longer_than_the_form(self, text: str) -> None:
        """Whatever passes here passes there."""
        checked = check_reason(text)

        assert checked.content_length <= checked.form_length
        assert checked.content_length <= len(text)

    @given(st.characters(exclude_categories=()))
    def test_one_character_counts_one_or_nothing(self, char: str) -> None:
        """And a surrogate pair counts two in the form."""
        assert content_length(char) in (0, 1)
        assert form_length(char) == (2 if char > "\uffff" else 1)

    @pytest.mark.parametrize(
        ("length", "said"), [(29, ["QC-05.too-short"]), (30, []), (31, [])], ids=str
    )
    def test_thirty_is_the_first_length_accepted(self, length: int, said: list[str]) -> None:
        """29 are denied, 30 are not."""
        text = "商品は本日すでに発送済みのため、取り消しをお受けできません。です"[:length]

        assert [finding.key for finding in check_reason(text).violations] == said


class TestPaddingBuysNothing:
    """Spaces, unseen characters and decomposition never get a denied text accepted."""

    @given(texts(), st.lists(st.tuples(st.integers(0, 200), st.sampled_from(SPACES + HIDDEN))))
    def test_spaces_and_unseen_characters(self, text: str, padding: list[tuple[int, str]]) -> None:
        """Wherever they are put."""
        padded = text
        for at, char in padding:
            padded = padded[:at] + char + padded[at:]

        assert check_reason(padded).violations or not check_reason(text).violations

    def test_a_voice_mark_finds_its_kana(self) -> None:
        """ｻﾞｲｺ is 在庫 with a blank inside too."""
        text = "ｻ ﾞｲｺが切れており、入荷を待っておりますので、キャンセルはお受けできません。"

        assert "QC-08.store-delay" in verdict(check_reason(text))

    @given(texts())
    def test_decomposition(self, text: str) -> None:
        """NFD is the same text to a reader."""
        decomposed = unicodedata.normalize("NFD", text)

        assert check_reason(decomposed).violations or not check_reason(text).violations


class TestCourtesiesChangeNothing:
    """What is said before or behind does not excuse a delay that the words name."""

    @given(
        st.sampled_from([text for _, label, text in delay_rows() if label != "legit"]),
        st.sampled_from(["", "お世話になっております。", "申し訳ございません。", "お客様へ\n"]),
        st.sampled_from(
            ["", "ご了承ください。", "\nよろしくお願いいたします。", "キャンセルはお断りします。"]
        ),
    )
    def test_a_delay_is_never_passed_over(self, text: str, before: str, behind: str) -> None:
        """It is denied or warned about, however it is framed."""
        keys = [finding.key for finding in check_reason(before + text + behind).findings]

        assert any(key.startswith(("QC-08.", "QC-09.")) for key in keys)


class TestTheCeiling:
    """Above the raw ceiling a text is answered at once, with one finding."""

    def test_a_giant_is_not_read(self) -> None:
        """One finding, and nothing to send."""
        checked = check_reason("あ" * 1_000_000)

        assert verdict(checked) == ["QC-07.too-long"]
        assert (checked.canonical, checked.content_length, checked.form_length) == ("", 0, 0)

    @pytest.mark.parametrize(("units", "read"), [(8192, True), (8193, False)], ids=str)
    def test_the_ceiling_is_counted_in_units(self, units: int, read: bool) -> None:
        """8,192 are read, one more is not; a surrogate pair counts two."""
        text = "𠮷" * 4000 + "あ" * (units - 8000)

        assert bool(check_reason(text).canonical) is read

    def test_the_numbers_are_the_policys(self) -> None:
        """Another policy, another ceiling and another floor."""
        policy = Policy(text=TextPolicy(min_chars=5, max_units=40, raw_ceiling=50))

        assert not check_reason("発送済みのため、お受けできません。", policy).violations
        assert verdict(check_reason("発" * 45, policy))[0] == "QC-07.too-long"
        assert check_reason("発" * 51, policy).canonical == ""


class TestAnAcknowledgementLiftsOnlyDelay:
    """QC-08: a note turns the store's own delay into a warning, and nothing else."""

    LATE = (
        "商品の入荷が遅れており、発送できません。キャンセルはお受けできませんのでお待ちください。"
    )

    def test_a_note_makes_it_a_warning(self) -> None:
        """The finding stays, with the same key."""
        noted = check_reason(RefusalReason("other", self.LATE, acknowledgement="読み違いです"))

        assert noted.violations == ()
        assert [f.rule for f in noted.warnings] == [Rule.DELAY_IS_NO_REASON]
        assert noted.warnings[0].severity is Severity.WARNING

    @pytest.mark.parametrize("note", ["", " \u3000", "\u200b\u3164"], ids=ascii)
    def test_an_empty_note_lifts_nothing(self, note: str) -> None:
        """A note that nobody can see is none."""
        checked = check_reason(RefusalReason("other", self.LATE, acknowledgement=note))

        assert verdict(checked) == ["QC-08.store-delay"]

    @given(texts())
    def test_nothing_else_is_lifted(self, text: str) -> None:
        """All other violations stand."""
        bare = check_reason(RefusalReason("other", text))
        noted = check_reason(RefusalReason("other", text, acknowledgement="確認済み"))

        lifted = set(verdict(bare)) - set(verdict(noted))
        assert lifted <= {"QC-08.store-delay", "QC-08.reads-like-delay"}


class TestPlacesArePointedAt:
    """A finding points at what it is about."""

    @pytest.mark.parametrize(
        ("text", "detail", "shown"),
        [
            (
                "商品は発送済みです。<b>キャンセル</b>はお受けできません。ご了承ください。",
                "markup",
                "<b",
            ),
            (
                "ｼｮｳﾋﾝ は発送済みです。 { slot } キャンセルはお受けできません。",
                "placeholder",
                "{ slot }",
            ),
            (
                "商品は発送済みです。キャンセルはお受けできません\u202eので",
                "bidi-control",
                "\u202e",
            ),
            (
                "商品のﾆｭｳｶ が おくれて います。キャンセルはお受けできませんので。",
                "store-delay",
                "おくれ",
            ),
        ],
        ids=lambda value: str(value)[:8],
    )
    def test_the_span_holds_what_was_found(self, text: str, detail: str, shown: str) -> None:
        """Through spaces, half-width kana and other spellings."""
        checked = check_reason(text)
        (span,) = [f.span for f in checked.findings if f.detail == detail]

        assert checked.canonical[slice(*span)] == shown

    @given(st.text(st.sampled_from("あ漢 　ａ㈱\n"), min_size=1), st.data())
    def test_places_are_found_again(self, text: str, data: st.DataObject) -> None:
        """What stands in the solid form is in the text where `place` says."""
        formed = solid(text)
        start = data.draw(st.integers(0, len(formed)))
        end = data.draw(st.integers(start, len(formed)))

        assert formed[start:end] in solid(text[slice(*place(text, solid, start, end))])

    def test_a_card_number_is_not_repeated(self) -> None:
        """The finding has the place, not the number."""
        text = (
            "カード番号4111-1111-1111-1111を確認しました。商品は発送済みのため、お受けできません。"
        )
        (found,) = check_reason(text).violations

        assert found.detail == "personal-data"
        assert "4111" not in f"{found.params}{found.message('en')}{found.remedy('ja')}"
