from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.suppliers import identity
from odop_consignment.suppliers.identity import IdentityError, gstin_check_character

AADHAAR = "2341 2341 2346"
VIRTUAL_ID = "2341234123412341"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

pans = st.tuples(
    st.text(LETTERS, min_size=3, max_size=3), st.sampled_from("ABCFGHJLPT"), st.sampled_from(LETTERS),
    st.integers(1, 9999).map("{:04d}".format), st.sampled_from(LETTERS),
).map("".join)  # fmt: skip
gstins = st.tuples(st.sampled_from(["09", "27", "38"]), pans, st.sampled_from("123456789" + LETTERS)).map(
    lambda parts: "".join(parts) + "Z"
)


@pytest.mark.parametrize(("first", "check"), [("27AAPFU0939F1Z", "V"), ("09AAAPZ0000A1Z", "G")])
def test_check_character_of_known_gstins(first: str, check: str) -> None:
    assert gstin_check_character(first) == check


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        (identity.read_pan, " aaapz 1234-c ", "AAAPZ1234C"),
        (identity.read_gstin, "27aapfu0939f1zv", "27AAPFU0939F1ZV"),
        (identity.read_ifsc, "sbin0001234", "SBIN0001234"),
        (identity.read_udyam, "udyam-up-50-0012345", "UDYAM-UP-50-0012345"),
        (identity.read_enrolment_number, "en 0900 001", "EN0900001"),
        (identity.read_account_number, "1234 5678 9", "123456789"),
        (identity.read_account_number, "१२३४५६७८९", "123456789"),
        (identity.read_vpa, "Shabana@OKSBI", "shabana@oksbi"),
        (identity.read_phone_number, "98765 43210", "+919876543210"),
        (identity.read_phone_number, "+91-98765-43210", "+919876543210"),
        (identity.read_phone_number, "09876543210", "+919876543210"),
        (identity.read_phone_number, "९८७६५४३२१०", "+919876543210"),
        (identity.read_phone_number, "+4915112345678", "+4915112345678"),
        (identity.read_pan, "\u202aAAAPZ१२३४Ｃ\u202c", "AAAPZ1234C"),
        (identity.read_gstin, "27AAPFU0939–F1ZV\ufeff", "27AAPFU0939F1ZV"),
        (identity.read_ifsc, "SBINO001234", "SBIN0001234"),
        (identity.read_udyam, "UDYAM–UP–50–0012345\u200b", "UDYAM-UP-50-0012345"),
        (identity.read_account_number, "\u200e1234\u00a05678\u20119", "123456789"),
        (identity.read_vpa, "919800000007@ybl", "919800000007@ybl"),
        (identity.read_email, "shabana\u200b@example.com\u00a0", "shabana@example.com"),
        (identity.read_state_code, "०९", "09"),
        (identity.read_state_code, "09", "09"),
        (identity.read_email, " shabana@example.com ", "shabana@example.com"),
    ],
)
def test_numbers_are_kept_in_one_form(check: Callable[[str], str], typed: str, kept: str) -> None:
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed"),
    [
        (identity.read_pan, ""),
        (identity.read_pan, "AAAPZ12345"),
        (identity.read_pan, "AAAXZ1234C"),
        (identity.read_pan, "AAAKZ1234C"),
        (identity.read_pan, "AAAPZ0000C"),
        (identity.read_gstin, "27AAPFU0939F1ZW"),
        (identity.read_gstin, "27AAPFU0939F0ZV"),
        (identity.read_gstin, "99AAPFU0939F1ZV"),
        (identity.read_gstin, "27AAPFU0939F1ZVV"),
        (identity.read_ifsc, "SBIN1001234"),
        (identity.read_udyam, "UDYAM-UP-5-0012345"),
        (identity.read_enrolment_number, "X" * 21),
        (identity.read_enrolment_number, "EN/09"),
        (identity.read_account_number, "12345678"),
        (identity.read_account_number, "1" * 19),
        (identity.read_vpa, "shabana"),
        (identity.read_phone_number, "5876543210"),
        (identity.read_phone_number, "+911234567890"),
        (identity.read_phone_number, "98765"),
        (identity.read_state_code, "99"),
        (identity.read_email, "shabana"),
    ],
)
def test_wrong_numbers_are_refused_in_both_languages(check: Callable[[str], str], typed: str) -> None:
    with pytest.raises(IdentityError) as refusal:
        check(typed)
    assert str(refusal.value)
    assert any("\u0900" <= letter <= "\u097f" for letter in refusal.value.text.in_language("hi"))


@pytest.mark.parametrize("number", [AADHAAR, AADHAAR.replace(" ", ""), "२३४१ २३४१ २३४६", "2341-2341-2346"])
@pytest.mark.parametrize(
    "check",
    [
        identity.read_pan, identity.read_gstin, identity.read_ifsc, identity.read_udyam, identity.read_enrolment_number,
        identity.read_account_number, identity.read_vpa, identity.read_phone_number,
        identity.read_email, identity.read_reason,
        lambda text: identity.read_line(text, "name"), lambda text: identity.read_line(f"near {text} chowk", "address"),
    ],
)  # fmt: skip
def test_aadhaar_is_refused_everywhere(check: Callable[[str], str], number: str) -> None:
    with pytest.raises(IdentityError, match="Aadhaar"):
        check(number)


def test_virtual_id_is_refused_too() -> None:
    from stdnum import verhoeff

    first = VIRTUAL_ID[:15]
    number = first + verhoeff.calc_check_digit(first)
    with pytest.raises(IdentityError, match="Aadhaar"):
        identity.read_reason(f"his id is {number[:4]} {number[4:8]} {number[8:12]} {number[12:]}")


@given(gstins)
def test_gstin_with_its_check_character_is_taken_and_with_any_other_refused(first: str) -> None:
    right = gstin_check_character(first)
    assert identity.read_gstin(first + right) == first + right
    for wrong in set("0123456789" + LETTERS) - {right}:
        with pytest.raises(IdentityError):
            identity.read_gstin(first + wrong)


@given(gstins)
def test_gstin_belongs_to_one_pan_and_one_state(first: str) -> None:
    whole = first + gstin_check_character(first)
    assert identity.read_gstin_of(whole, pan_held=whole[2:12], state_code=whole[:2]) == whole
    with pytest.raises(IdentityError, match="another PAN"):
        identity.read_gstin_of(whole, pan_held="ZZZPZ9999Z", state_code=whole[:2])
    with pytest.raises(IdentityError, match="another State"):
        identity.read_gstin_of(whole, pan_held=whole[2:12], state_code="01")


@given(st.text())
def test_no_text_makes_a_check_fail_in_another_way(text: str) -> None:
    for check in (
        identity.read_pan,
        identity.read_gstin,
        identity.read_phone_number,
        identity.read_vpa,
        identity.read_account_number,
        identity.read_email,
    ):
        try:
            check(text)
        except IdentityError:
            continue


def test_hindi_names_with_joiners_are_taken_and_control_characters_are_not() -> None:
    assert identity.read_line("  श्री\u200dमती   शबाना ", "name") == "श्री\u200dमती शबाना"
    with pytest.raises(IdentityError):
        identity.read_line("Sha\x07bana", "name")
    with pytest.raises(IdentityError):
        identity.read_line(" ", "name")
    with pytest.raises(IdentityError):
        identity.read_line("x" * 129, "name")


def test_a_name_that_is_none_is_refused_for_its_field() -> None:
    with pytest.raises(IdentityError) as refusal:
        identity.read_name("????? ??????", "nameHi", is_hindi=True)
    assert refusal.value.field == "nameHi"
