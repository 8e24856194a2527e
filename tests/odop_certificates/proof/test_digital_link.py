from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_certificates.proof import digital_link
from odop_certificates.proof.digital_link import Kind, LabelPath

digits_13 = st.text("0123456789", min_size=13, max_size=13)


def with_check_digit(body: str) -> str:
    return body + digital_link.check_digit(body)


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("9506000134352", "09506000134352"),
        ("09506000134352", "09506000134352"),
        ("8901234567890", "08901234567890"),
        ("614141123452", "00614141123452"),
        ("0614141123452", "00614141123452"),
        ("96385074", "00000096385074"),
        (" 8901234567890 ", "08901234567890"),
        ("18901234567897", "18901234567897"),
        ("9506000134353", ""),
        ("00000000", ""),
        ("KURTA-1", ""),
        ("", ""),
        ("९५०६०००१३४३५२", ""),
    ],
)
def test_gtin_is_taken_only_if_it_is_one(text: str, gtin: str) -> None:
    assert digital_link.gtin_14(text) == gtin


@pytest.mark.parametrize(
    "body",
    [
        "000000000012",
        "000000123456",
        "000001234567",
        "020123456789",
        "029999999999",
        "040123456789",
        "049999999999",
        "050123456789",
        "200123456789",
        "250123456789",
        "299999999999",
        "951123456789",
        "952123456789",
        "960123456789",
        "969123456789",
        "980123456789",
        "981123456789",
        "983999999999",
        "984123456789",
        "990123456789",
        "999999999999",
    ],
)
def test_restricted_ranges_identify_no_goods(body: str) -> None:
    """The ranges are those of GS1's General Specifications, figure "GS1 Prefixes"."""
    gtin_13 = with_check_digit(body)

    assert digital_link.gtin_14(gtin_13) == ""
    assert digital_link.gtin_14(f"0{gtin_13}") == ""


@pytest.mark.parametrize("body", ["20123456789", "29999999999", "40123456789", "00000012345"])
def test_restricted_ranges_hold_for_twelve_digits_too(body: str) -> None:
    assert digital_link.gtin_14(with_check_digit(body)) == ""


@pytest.mark.parametrize("body", ["0123456", "2012345", "2999999", "9771234", "9901234"])
def test_restricted_ranges_of_eight_digits(body: str) -> None:
    assert digital_link.gtin_14(with_check_digit(body)) == ""


@pytest.mark.parametrize("body", ["890123456789", "978817525766", "030067812345", "001234567890", "950600013435"])
def test_numbers_beside_the_restricted_ranges_are_gtins(body: str) -> None:
    assert digital_link.gtin_14(with_check_digit(body)) == f"0{with_check_digit(body)}"


@given(digits_13, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(body: str, place: int, by: int) -> None:
    # given
    right = with_check_digit(body)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]

    # then
    assert digital_link.gtin_14(wrong) == ""


@pytest.mark.parametrize("gtin", ["", "09506000134352"])
def test_path_is_read_back(gtin: str) -> None:
    path = digital_link.unit_path("SERIAL", gtin)

    assert digital_link.read_path(path) == LabelPath(Kind.UNIT, "SERIAL", gtin)
    assert digital_link.read_path(f"{path}/") == LabelPath(Kind.UNIT, "SERIAL", gtin)


def test_other_things_have_paths_of_their_own() -> None:
    assert digital_link.read_path("/01/9506000134352") == LabelPath(Kind.PRODUCT, "", "09506000134352")
    assert digital_link.read_path("/c/CODE") == LabelPath(Kind.CERTIFICATE, "CODE")
    assert digital_link.read_path("/8004/9506000134352") == LabelPath(Kind.OTHER)


@pytest.mark.parametrize("path", ["", "/", "/o/", "/o/a/b", "/o/a/21/b", "/01/1/21/2/3", "/x/A", "/01", "/01/1/x/2"])
def test_other_paths_are_none(path: str) -> None:
    assert digital_link.read_path(path) is None
