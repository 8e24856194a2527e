"""States by their names, in the spellings of offices."""

from __future__ import annotations

import pytest

from odop_core.india.states import STATES, code_of


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("UP", "09"), ("U.P.", "09"), ("Uttar-Pradesh", "09"), ("UTTARPRADESH", "09"), ("उत्तर प्रदेश", "09"),
        ("उ.प्र.", "09"),
        ("Orissa", "21"), ("उड़ीसा", "21"), ("ओड़िशा", "21"), ("Uttaranchal", "05"), ("उत्तराखण्ड", "05"),
        ("उत्तरांचल", "05"),
        ("Pondicherry", "34"), ("J&K", "01"), ("J & K", "01"), ("Jammu and Kashmir", "01"), ("Tamilnadu", "33"),
        ("पञ्जाब", "03"), ("Chattisgarh", "22"), ("झारखण्ड", "20"), ("Daman & Diu", "26"), ("म.प्र.", "23"),
        ("Atlantis", ""), ("", ""), ("-", ""),
    ],
)  # fmt: skip
def test_state_is_found_by_its_name(written: str, code: str) -> None:
    assert code_of(written) == code


def test_no_spelling_means_two_states() -> None:
    spellings = [(spelling, state.code) for state in STATES for spelling in (str(state.name), *state.also)]

    assert [(spelling, code_of(spelling)) for spelling, _code in spellings] == spellings
