"""Days and moments as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from qoo10_cancel import (
    JST,
    LANGUAGES,
    Malformed,
    Order,
    ReasonKind,
    read_day,
    read_moment,
    read_moment_or_day,
)
from qoo10_cancel.japan import moment_text
from qoo10_cancel.testing.strategies import days, moments

WIDE = str.maketrans("0123456789/-: ", "０１２３４５６７８９／－：\u3000")


class TestReading:
    """What staff type, paste from J·QSM, or copy from a page of this library is read."""

    @given(day=days())
    def test_a_day_in_any_spelling(self, day: date) -> None:
        """With hyphens, slashes, dots or the words of three languages, wide or with blanks."""
        y, m, d = f"{day.year:04}", day.month, day.day
        spellings = (
            day.isoformat(),
            day.isoformat().translate(WIDE),
            f"{y}/{m}/{d}",
            f"{y}.{m}.{d}",
            f" {y}年{m}月{d}日\u3000",
            f"{y}년 {m}월 {d}일",
        )

        assert {read_day(text) for text in spellings} == {day}
        assert {read_moment_or_day(text) for text in spellings} == {day}

    @given(moment=moments())
    def test_a_moment_as_it_is_shown(self, moment: datetime) -> None:
        """In Japan time, to the second, whichever digits it is typed with."""
        shown = moment_text(moment)

        assert read_moment(shown) == moment.replace(microsecond=0)
        assert (
            read_moment(shown.translate(WIDE)) == read_moment_or_day(shown) == read_moment(shown)
        )

    @pytest.mark.parametrize(
        "text",
        [
            "2022年8月12日 9:30",
            "2022年8月12日9時30分",
            "2022-08-12T09:30",
            "2022/8/12 09:30（日本時間）",
            "2022-08-12 00:30Z",
            "2022-08-12 01:30+01:00",
        ],
    )
    def test_one_moment(self, text: str) -> None:
        """One that names no clock is Japan's."""
        assert read_moment(text) == datetime(2022, 8, 12, 9, 30, tzinfo=JST)
        assert read_moment(text).astimezone(UTC).hour == 0

    @pytest.mark.parametrize(
        "text", ["", "9:30", "8/12", "2022-02-30", "2022年13月1日", "2022/08-12", "1" * 9999]
    )
    def test_neither_day_nor_moment(self, text: str) -> None:
        """Nothing is guessed."""
        for read in (read_day, read_moment, read_moment_or_day):
            with pytest.raises(Malformed):
                read(text)

    def test_a_day_is_no_moment(self) -> None:
        """Nor is a moment a day."""
        with pytest.raises(Malformed, match="is no moment"):
            read_moment("2022-08-12")
        with pytest.raises(Malformed, match="is no date"):
            read_day("2022-08-12 09:30")


class TestWhatIsWrong:
    """Input of people is objected to in their language, with what to write instead."""

    @pytest.mark.parametrize("text", [" 698016773", "698016773\u3000", "６９８０１６７７３"])
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_an_order_number(self, text: str, lang: str) -> None:
        """Blanks around it and full-width digits."""
        with pytest.raises(Malformed) as wrong:
            Order(text)

        assert "698016773" in wrong.value.message(lang)
        assert (wrong.value.message(lang) == str(wrong.value)) is (lang == "en")

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_reason_day_and_moment(self, lang: str) -> None:
        """Each has a sentence of its own in each language."""
        messages = set()
        for read in (ReasonKind.read, read_day, read_moment):
            with pytest.raises(Malformed) as wrong:
                read("x")
            messages.add(wrong.value.message(lang))

        assert len(messages) == 3

    @pytest.mark.parametrize(
        "word", ["商品发送完了", "商品発送完了", "商品發送完了", " 商品発送完了 "]
    )
    def test_a_reason_in_any_script(self, word: str) -> None:
        """The drop-down's word with the letter of any keyboard."""
        assert ReasonKind.read(word) is ReasonKind.SHIPPED
