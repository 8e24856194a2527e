from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_certificates.proof import digital_link
from odop_certificates.proof.digital_link import UnitPath

digits_13 = st.text("0123456789", min_size=13, max_size=13)


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("9506000134352", "09506000134352"),
        ("8901234567890", "08901234567890"),
        ("614141123452", "00614141123452"),
        ("96385074", "00000096385074"),
        ("9506000134353", ""),
        ("2012345678900", ""),
        ("20123451", ""),
        ("00000000", ""),
        ("KURTA-1", ""),
        ("", ""),
        ("९५०६०००१३४३५२", ""),
    ],
)
def test_gtin_is_taken_only_if_it_is_one(text: str, gtin: str) -> None:
    assert digital_link.gtin_14(text) == gtin


@given(digits_13, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(body: str, place: int, by: int) -> None:
    # given
    right = body + digital_link.check_digit(body)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]

    # then
    assert digital_link.gtin_14(wrong) == ""


@pytest.mark.parametrize("gtin", ["", "09506000134352"])
def test_path_is_read_back(gtin: str) -> None:
    assert digital_link.read_path(digital_link.unit_path("SERIAL", gtin)) == UnitPath("SERIAL", gtin)


@pytest.mark.parametrize("path", ["/", "/o/", "/o/a/b", "/01/09506000134352", "/01/1/21/2/3", "/x/SERIAL"])
def test_other_paths_are_none(path: str) -> None:
    assert digital_link.read_path(path) is None
