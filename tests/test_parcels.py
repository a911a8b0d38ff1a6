"""Carriers are known by every name, and numbers for what they are."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoo10_cancel.messages import LANGUAGES
from qoo10_cancel.parcels import (
    CARRIERS,
    FAULTS,
    carrier_named,
    carriers,
    comparable,
    number_fault,
    parcel_of,
    tracking_numbers,
)

NAMES = [name for carrier in CARRIERS.values() for name in carrier.names]
PUBLIC_TOOLS = {
    "ネコポス": "yamato",
    "宅急便コンパクト": "yamato",
    "ヤマト運輸宅急便": "yamato",
    "ヤマト運輸（宅急便）": "yamato",
    "クロネコヤマトの宅急便": "yamato",
    "宅急便(発払い)": "yamato",
    "ヤマト運輸株式会社": "yamato",
    "ﾔﾏﾄ運輸": "yamato",
    "佐川急便(e飛伝)": "sagawa",
    "佐川急便（飛脚宅配便）": "sagawa",
    "Sagawa": "sagawa",
    "クリックポスト": "japan_post",
    "レターパックプラス": "japan_post",
    "レターパックライト": "japan_post",
    "普通郵便": "japan_post",
    "定形外": "japan_post",
    "定形外郵便": "japan_post",
    "日本郵便ゆうパック": "japan_post",
    "日本郵便・ゆうパケット": "japan_post",
    "ゆうパック": "japan_post",
    "日本郵便 EMS": "ems",
    "한진": "hanjin",
    "한진택배": "hanjin",
    "롯데": "lotte",
    "롯데택배": "lotte",
    "우체국": "korea_post",
    "우체국택배": "korea_post",
    "우체국 EMS": "ems",
    "CJ대한통운": "cj",
    "K-Packet": "k_packet",
    "RINCOS": "rincos",
    "KSE": "kse",
    "Qprime": "qprime",
    "Qxpress": "qxpress",
}


class TestCarriers:
    """One row a carrier; every name leads to one of them."""

    @pytest.mark.parametrize("name", sorted(set(NAMES)))
    def test_every_name_leads_to_its_carrier(self, name: str) -> None:
        """In any width and case."""
        carrier = carrier_named(name)

        assert carrier is not None
        assert name in carrier.names
        for spelling in (
            name.upper(),
            name.lower(),
            unicodedata.normalize("NFKD", name),
            f" {name}",
        ):
            assert carrier_named(spelling) is carrier

    def test_no_name_means_two(self) -> None:
        """Whatever its width and case."""
        owners: dict[str, set[str]] = {}
        for carrier in CARRIERS.values():
            for name in carrier.names:
                owners.setdefault(comparable(name), set()).add(carrier.code)

        assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}

    @pytest.mark.parametrize(("name", "code"), PUBLIC_TOOLS.items())
    def test_as_public_tools_write_them(self, name: str, code: str) -> None:
        """A company, a service, both of them, with what is written beside them."""
        carrier = carrier_named(name)

        assert carrier is not None
        assert carrier.code == code

    @pytest.mark.parametrize(
        "name",
        ["", " ", "その他", "佐川急便(ヤマト)", "ヤマト運輸/佐川急便", "山田運送", "株式会社",
         "クール", "ヤマト運輸の隣", "my cousin", "()", "1234"],
    )  # fmt: skip
    def test_what_is_none_or_two_is_unknown(self, name: str) -> None:
        """No unknown name is mapped to a known one."""
        assert carrier_named(name) is None

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_each_has_a_name_in_every_language(self, lang: str) -> None:
        """None of them blank, none of two carriers the same."""
        names = [carrier.name(lang) for carrier in CARRIERS.values()]

        assert all(name.strip() for name in names)
        assert len(set(names)) == len(names)

    @given(text=st.text(max_size=200))
    def test_any_text(self, text: str) -> None:
        """It is a carrier or it is not."""
        carrier = carrier_named(text)

        assert carrier is None or carrier.code in CARRIERS

    def test_a_text_made_of_pieces_ends(self) -> None:
        """A long text of short names and qualifiers is not tried in every way."""
        assert carrier_named("ヤマト" * 2000 + "!" + "x") is None
        assert carriers._is_made_of("jp" * 5000, ("jp", "jpjp", "jpjpjp"))


def with_check_digit(number: str) -> str:
    """Append the digit that the domestic carriers put behind eleven digits."""
    digit = int(number)
    while digit >= 7:
        digit -= digit // 7 * 7
    return f"{number}{digit}"


class TestNumbers:
    """What all spellings have in common, and what is wrong."""

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("412098765433", ("412098765433",)),
            ("4120-9876-5433", ("4120-9876-5433",)),
            ("４１２０－９８７６－５４３３", ("4120-9876-5433",)),
            ("4120 9876 5433\u00a0", ("4120-9876-5433",)),
            ("4120\u20109876\u20135433", ("4120-9876-5433",)),
            ("412098765433/403912345675", ("412098765433", "403912345675")),
            ("412098765433 ／ ４０３９１２３４５６７５", ("412098765433", "403912345675")),
            ("412098765433、403912345675", ("412098765433", "403912345675")),
            ("ea987654325jp", ("EA987654325JP",)),
            ("", ()),
            (" / ", ()),
        ],
    )
    def test_they_are_taken_apart(self, text: str, numbers: tuple[str, ...]) -> None:
        """Each in its normal form."""
        assert tracking_numbers(text) == numbers

    @given(text=st.text(max_size=60))
    def test_the_normal_form_is_its_own(self, text: str) -> None:
        """Taken apart again, the numbers stay as they are."""
        numbers = tracking_numbers(text)

        assert [tracking_numbers(number) for number in numbers] == [(n,) for n in numbers]

    @given(text=st.text(max_size=60))
    def test_spellings_of_a_parcel_agree(self, text: str) -> None:
        """Whatever stands between the letters and digits."""
        assert parcel_of(parcel_of(text)) == parcel_of(text)

    def test_a_number_that_proves_itself_is_no_date(self) -> None:
        """Twelve digits that begin like a day: the carrier's check digit decides."""
        assert number_fault("200912010003", "佐川急便") is None
        assert number_fault("200912010004", "佐川急便") == "number-is-a-date"
        assert number_fault("200912010003") == "number-is-a-date"

    @pytest.mark.parametrize(
        "carrier", ["ヤマト運輸", "ネコポス", "佐川急便(e飛伝)", "日本郵便", "ゆうパック"]
    )
    @given(serial=st.integers(10**10, 10**11 - 1))
    def test_the_check_digit_of_domestic_carriers(self, carrier: str, serial: int) -> None:
        """The twelfth digit is the rest of the first eleven divided by seven."""
        right = with_check_digit(str(serial))
        wrong = f"{right[:-1]}{(int(right[-1]) + 1) % 10}"

        assert number_fault(right, carrier) in (None, "implausible-number")
        assert number_fault(wrong, carrier) in ("check-digit", "implausible-number")

    @pytest.mark.parametrize("carrier", [None, "DHL", "Qxpress", "山田運送"])
    def test_where_no_check_digit_is_known(self, carrier: str | None) -> None:
        """Nothing is said."""
        assert number_fault("412098765432", carrier) is None

    @pytest.mark.parametrize("number", ["41209876543", "4120987654", "4120987654321"])
    def test_numbers_of_another_length(self, number: str) -> None:
        """Nothing is known of their digits."""
        assert number_fault(number, "日本郵便") is None

    @pytest.mark.parametrize(
        ("number", "fault"),
        [
            ("RB123456785GB", None),  # the example of the UPU's own page on S10
            ("RB123456784GB", "check-digit"),
            ("EE 123 456 785 JP", None),
            ("CP000000005KR", None),
            ("CP000000006KR", "check-digit"),
        ],
    )
    def test_the_check_digit_of_international_mail(self, number: str, fault: str | None) -> None:
        """UPU standard S10, whoever carries it."""
        assert number_fault(number) == number_fault(number, "EMS") == fault

    @pytest.mark.parametrize(
        ("number", "fault"),
        [
            ("698016773", "number-is-the-order"),
            ("698-016-773", "number-is-the-order"),
            ("412098765433/698016773", "number-is-the-order"),
            ("249960001", "number-is-the-cart"),
            ("２４９９６０００１", "number-is-the-cart"),
            ("2022-08-12", "number-is-a-date"),
            ("2022/8/12", "number-is-a-date"),
            ("20220812", "number-is-a-date"),
            ("20220812100500", "number-is-a-date"),
            ("２０２２０８１２", "number-is-a-date"),
            ("090-0000-0000", "number-is-a-phone"),
            ("09000000000", "number-is-a-phone"),
            ("03-0000-0000", "number-is-a-phone"),
            ("0120-000-000", "number-is-a-phone"),
            ("111111111111", "implausible-number"),
            ("12345", "implausible-number"),
            ("nan", "implausible-number"),
            ("", "implausible-number"),
            (" ", "implausible-number"),
            ("/", "implausible-number"),
            ("412098765433", None),
            ("20221332", None),
        ],
    )
    def test_what_is_wrong_is_named(self, number: str, fault: str | None) -> None:
        """The first fault counts."""
        assert number_fault(number, None, "698016773", "249960001") == fault

    @given(
        day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), form=st.sampled_from(["-", "/", "."])
    )
    def test_every_date(self, day: date, form: str) -> None:
        """In each form in which dates are written."""
        for text in (
            f"{day:%Y%m%d}",
            f"{day:%Y{form}%m{form}%d}",
            f"{day.year}{form}{day.month}{form}{day.day}",
        ):
            assert number_fault(text) == "number-is-a-date"

    @given(
        text=st.text(max_size=200),
        carrier=st.none() | st.sampled_from(NAMES) | st.text(max_size=20),
        own=st.none() | st.sampled_from(["1", "698016773"]),
    )
    def test_any_text(self, text: str, carrier: str | None, own: str | None) -> None:
        """It has a fault that has a name, or none."""
        assert number_fault(text, carrier, own, own) in {*FAULTS, None}
