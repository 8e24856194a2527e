"""Telephone numbers as people and gateways write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.aadhaar import contains_aadhaar
from odop_core.india.phones import NotAPhoneNumber, read_phone, read_reported_phone

SHE = "+919876543210"


@pytest.mark.parametrize(
    "written",
    [
        "9876543210", "98765 43210", "98765.43210", "98765-43210", "98765–43210", "(98765) 43210", 
        "9 8 7 6 5 4 3 2 1 0",
        "9८७६५४३२१०", "९८७६५४३२१०", "٩٨٧٦٥٤٣٢١٠", "９８７６５４３２１０", 
        "98765\u200b43210", "\u202a+91 98765 43210\u202c",
        "098765 43210", "919876543210", "91-98765-43210", "0919876543210", "+91 98765-43210", "+91 (0) 98765 43210",
        "(+91) 98765 43210", "(+91)-98765-43210", "( +91 ) 9876543210",
        "＋９１ 98765 43210", "00919876543210", "0091 98765 43210", " 9876543210\n",
    ],
)  # fmt: skip
def test_one_number_however_it_is_written(written: str) -> None:
    assert read_phone(written) == SHE
    assert read_reported_phone(written) == SHE


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+49 151 12345678", "+4915112345678"), ("0049 151 12345678", "+4915112345678"),
        ("+447911123456", "+447911123456"),
        ("+999 55500 10001", "+9995550010001"),
    ],
)  # fmt: skip
def test_numbers_of_other_countries(written: str, number: str) -> None:
    assert read_phone(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "", "98765", "98765432101", "5876543210", "+911234567890", "0522-2234567", "+1", "+99", "+000000000000",
        "call me 9876543210", "9.8E+09", "••••••3210", "Rs. 9876543210", "9876543210 / 9876543211", "9876543210 x", "+",
    ],
)  # fmt: skip
def test_what_is_no_mobile_number_is_refused_in_the_readers_language(written: str) -> None:
    with pytest.raises(NotAPhoneNumber, match="ten digits") as refusal:
        read_phone(written)
    assert "दस अंकों" in refusal.value.text.in_language("hi")


def test_a_landline_is_read_where_only_calls_come() -> None:
    assert read_phone("0522-2234567", landline=True) == "+915222234567"


@pytest.mark.parametrize(
    "written", ["9198 0000 0007", "2341 2341 2346", "+2341 2341 2346", "+91 2341 2341 2346", "91234123412346"]
)
def test_what_may_be_an_aadhaar_number_is_never_taken_for_a_telephone_number(written: str) -> None:
    with pytest.raises(NotAPhoneNumber, match="Aadhaar"):
        read_phone(written)


@pytest.mark.parametrize(
    "written",
    ["+919800000007", "919800000007", "९१९८०००००००७", "0091 98000 00007", "91-98000-00007", "\u202a919800000007"],
)
def test_a_telephone_number_is_not_taken_for_an_aadhaar_number(written: str) -> None:
    assert read_phone(written) == "+919800000007"
    assert not contains_aadhaar(f"call {written}")


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("919800000007", "+919800000007"), ("15550783881", "+15550783881"), ("4915112345678", "+4915112345678"),
        ("05222234567", "+915222234567"), ("whatsapp:+919876543210", SHE), ("tel:+919876543210", SHE),
        ("9995550010001", "+9995550010001"),
    ],
)  # fmt: skip
def test_gateways_leave_out_the_plus(told: str, number: str) -> None:
    assert read_reported_phone(told) == number


@pytest.mark.parametrize(
    "told", ["", "VM-ODOPUP", "56767", "shabana@example.com", "9876543210@sip.example", "endpoint:7"]
)
def test_gateways_also_tell_of_what_is_no_number(told: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        read_reported_phone(told)


@given(st.text())
def test_no_text_breaks_it(written: str) -> None:
    for read in (read_phone, read_reported_phone):
        try:
            assert read(written).startswith("+")
        except NotAPhoneNumber:
            continue


@given(st.from_regex(r"[6-9][0-9]{9}", fullmatch=True))
def test_what_was_read_is_read_alike_again(digits: str) -> None:
    assert read_phone(digits) == read_phone(read_phone(digits)) == read_reported_phone(f"91{digits}") == f"+91{digits}"
