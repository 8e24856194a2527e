from __future__ import annotations

import pytest

from odop_core.india.states import STATES, code_of, name_of


@pytest.mark.parametrize(
    ("area", "code"),
    [
        ("Uttar Pradesh", "09"),
        ("UTTAR  PRADESH", "09"),
        ("उत्तर प्रदेश", "09"),
        ("UP", "09"),
        ("Jammu & Kashmir", "01"),
        ("Dadra and Nagar Haveli and Daman and Diu", "26"),
        ("Ladakh", "38"),
        ("Kathmandu", ""),
        ("", ""),
    ],
)
def test_state_of_an_address_by_its_name(area: str, code: str) -> None:
    assert code_of(area) == code


@pytest.mark.parametrize(
    ("pin", "code"), [("226001", "09"), ("110 001", "07"), ("263001", "05"), ("262001", ""), ("26001", ""), ("", "")]
)
def test_state_by_pin_code_only_where_it_is_certain(pin: str, code: str) -> None:
    assert code_of("", pin) == code


def test_named_state_wins_over_the_pin_code() -> None:
    assert code_of("Uttarakhand", "226001") == "05"


def test_every_state_is_there_once() -> None:
    assert len({state.code for state in STATES}) == len(STATES) == 36


def test_unknown_code_is_shown_as_it_is() -> None:
    assert [name_of(code).in_language("en") for code in ("09", "97")] == ["Uttar Pradesh", "97"]
    assert [name_of(code).in_language("hi") for code in ("09", "97")] == ["उत्तर प्रदेश", "97"]
