"""Recognising Aadhaar numbers."""

import pytest

from odop_core.india import aadhaar


@pytest.mark.parametrize(
    "text",
    [
        "234123412346",
        "2341 2341 2346",
        "2341-2341-2346",
        "Ram (2341 2341 2346), Kakori",
        "scan_2341_2341_2346.pdf",
        "2341.2341.2346",
        "2341\t2341\n2346",
        "२३४१ २३४१ २३४६",
        "２３４１ ２３４１ ２３４６",
        "2341 - 2341 - 2346",
        "2341–2341–2346",
        "2341/2341/2346",
        "2341\u200b2341\u200b2346",
        "2341\u00a02341\u20092346",
        "234123 412346",
        "234 123 412 346",
        "2 3 4 1 2 3 4 1 2 3 4 6",
        "2341,2341,2346",
        "2341•2341•2346",
        "2341|2341|2346",
        "2341 23412346",
        "23412 3412346",
        "2341\u200c2341\u200c2346",
        "2341\u3164\u31642341\u28002346",
        "2\ufe0f\u20e3341 2341 2346",
        "২৩৪১ ২৩৪১ ২৩৪৬",
        "૨૩૪૧૨૩૪૧૨૩૪૬",
        "٢٣٤١٢٣٤١٢٣٤٦",
        "۲۳۴۱ ۲۳۴۱ ۲۳۴۶",
        "𝟐𝟑𝟒𝟏 ②③④① 2346",
        "91 2341 2341 2346",
        "+91 2341 2341 2346",
        "91234123412346",
        "0091-2341-2341-2346",
        "+91234123412346",
        "234123412346@ybl",
        "UID:234123412346.",
        "9198 0000 0007",
        "2341 -- 2341 -- 2346",
        "2341....2341....2346",
        "2341\t  \t2341\t  \t2346",
        "2341 2341 2341 2341",
        "2341234123412341",
    ],
)
def test_what_can_be_an_aadhaar_number_is_recognised(text: str) -> None:
    assert aadhaar.contains_aadhaar(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Shabana Khatoon",
        "234123412345",  # wrong check digit
        "134123412346",  # begins with 1
        "23412341234",  # too short
        "2341234123460",  # too long
        "+91 98000 00001",
        "+919800000007",
        "919800000007",
        "919800000007@ybl",
        "00919800000007",
        "0091 98000 00007",
        "91-98000-00007",
        "+9198 0000 0007",
        "tel:919800000007",
        "https://wa.me/919800000007",
        "९१९८०००००००७",
        "91 9800000007",
        "Sizes 22 24 26 28 30 32",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not aadhaar.contains_aadhaar(text)


def test_one_check_digit_in_ten_fits() -> None:
    assert sum(aadhaar.contains_aadhaar(f"23412341234{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize("text", ["9999 2341 2341 2346", "2341 2341 2346 9999", "2341 2341 2341 2346"])
def test_it_is_recognised_among_other_groups_of_four(text: str) -> None:
    assert aadhaar.contains_aadhaar(text)
    assert not aadhaar.contains_aadhaar(aadhaar.redact_aadhaar(text))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ram 2341 2341 2346, 98000 00001", "Ram ×××× ×××× ××××, 98000 00001"),
        ("मेरा आधार २३४१-२३४१-२३४६ है", "मेरा आधार ××××-××××-×××× है"),
        ("234123412346 234123412346", "×××××××××××× ××××××××××××"),
        ("2341\u200b2341 2346", "××××\u200b×××× ××××"),
        ("234123412345", "234123412345"),
        ("", ""),
    ],
)
def test_it_is_made_unreadable_and_nothing_else(text: str, kept: str) -> None:
    assert aadhaar.redact_aadhaar(text) == kept
