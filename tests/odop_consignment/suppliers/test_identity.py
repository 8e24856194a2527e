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
        (identity.pan, " aaapz 1234-c ", "AAAPZ1234C"),
        (identity.gstin, "27aapfu0939f1zv", "27AAPFU0939F1ZV"),
        (identity.ifsc, "sbin0001234", "SBIN0001234"),
        (identity.udyam, "udyam-up-50-0012345", "UDYAM-UP-50-0012345"),
        (identity.enrolment_number, "en 0900 001", "EN0900001"),
        (identity.account_number, "1234 5678 9", "123456789"),
        (identity.account_number, "१२३४५६७८९", "123456789"),
        (identity.vpa, "Shabana@OKSBI", "shabana@oksbi"),
        (identity.phone, "98765 43210", "+919876543210"),
        (identity.phone, "+91-98765-43210", "+919876543210"),
        (identity.phone, "09876543210", "+919876543210"),
        (identity.phone, "९८७६५४३२१०", "+919876543210"),
        (identity.phone, "+4915112345678", "+4915112345678"),
        (identity.pin, "226 003", "226003"),
        (identity.state_code, "09", "09"),
        (identity.email, " shabana@example.com ", "shabana@example.com"),
    ],
)
def test_numbers_are_kept_in_one_form(check: Callable[[str], str], typed: str, kept: str) -> None:
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed"),
    [
        (identity.pan, ""),
        (identity.pan, "AAAPZ12345"),
        (identity.pan, "AAAXZ1234C"),
        (identity.pan, "AAAKZ1234C"),
        (identity.pan, "AAAPZ0000C"),
        (identity.gstin, "27AAPFU0939F1ZW"),
        (identity.gstin, "27AAPFU0939F0ZV"),
        (identity.gstin, "99AAPFU0939F1ZV"),
        (identity.gstin, "27AAPFU0939F1ZVV"),
        (identity.ifsc, "SBIN1001234"),
        (identity.udyam, "UDYAM-UP-5-0012345"),
        (identity.enrolment_number, "X" * 21),
        (identity.enrolment_number, "EN/09"),
        (identity.account_number, "12345678"),
        (identity.account_number, "1" * 19),
        (identity.vpa, "shabana"),
        (identity.phone, "5876543210"),
        (identity.phone, "+911234567890"),
        (identity.phone, "98765"),
        (identity.pin, "026003"),
        (identity.state_code, "99"),
        (identity.email, "shabana"),
    ],
)
def test_wrong_numbers_are_refused_in_both_languages(check: Callable[[str], str], typed: str) -> None:
    with pytest.raises(IdentityError) as refusal:
        check(typed)
    assert str(refusal.value)
    assert any("\u0900" <= letter <= "\u097f" for letter in refusal.value.message_hi)


@pytest.mark.parametrize("number", [AADHAAR, AADHAAR.replace(" ", ""), "२३४१ २३४१ २३४६", "2341-2341-2346"])
@pytest.mark.parametrize(
    "check",
    [
        identity.pan, identity.gstin, identity.ifsc, identity.udyam, identity.enrolment_number,
        identity.account_number, identity.vpa, identity.phone, identity.pin, identity.email, identity.reason,
        lambda text: identity.line(text, "name"), lambda text: identity.line(f"near {text} chowk", "address"),
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
        identity.reason(f"his id is {number[:4]} {number[4:8]} {number[8:12]} {number[12:]}")


@given(gstins)
def test_gstin_with_its_check_character_is_taken_and_with_any_other_refused(first: str) -> None:
    right = gstin_check_character(first)
    assert identity.gstin(first + right) == first + right
    for wrong in set("0123456789" + LETTERS) - {right}:
        with pytest.raises(IdentityError):
            identity.gstin(first + wrong)


@given(gstins)
def test_gstin_belongs_to_one_pan_and_one_state(first: str) -> None:
    whole = first + gstin_check_character(first)
    assert identity.gstin_of(whole, pan_held=whole[2:12], state_code=whole[:2]) == whole
    with pytest.raises(IdentityError, match="another PAN"):
        identity.gstin_of(whole, pan_held="ZZZPZ9999Z", state_code=whole[:2])
    with pytest.raises(IdentityError, match="another State"):
        identity.gstin_of(whole, pan_held=whole[2:12], state_code="01")


@given(st.text())
def test_no_text_makes_a_check_fail_in_another_way(text: str) -> None:
    for check in (identity.pan, identity.gstin, identity.phone, identity.vpa, identity.account_number, identity.email):
        try:
            check(text)
        except IdentityError:
            continue


def test_hindi_names_with_joiners_are_taken_and_control_characters_are_not() -> None:
    assert identity.line("  श्री\u200dमती   शबाना ", "name") == "श्री\u200dमती शबाना"
    with pytest.raises(IdentityError):
        identity.line("Sha\x00bana", "name")
    with pytest.raises(IdentityError):
        identity.line(" ", "name")
    with pytest.raises(IdentityError):
        identity.line("x" * 129, "name")
