"""Amounts in words, as they stand on invoices."""

from __future__ import annotations

import pytest

from odop_core.india.amount_words import _HINDI, amount_in_words


@pytest.mark.parametrize(
    ("paise", "english", "hindi"),
    [
        (0, "Zero rupees only", "शून्य रुपये मात्र"),
        (1_00, "One rupee only", "एक रुपया मात्र"),
        (1, "Zero rupees and one paisa only", "शून्य रुपये एक पैसा मात्र"),
        (
            1_23_456_50,
            "One lakh twenty-three thousand four hundred fifty-six rupees and fifty paise only",
            "एक लाख तेईस हज़ार चार सौ छप्पन रुपये पचास पैसे मात्र",
        ),
        (1_00_000_00, "One lakh rupees only", "एक लाख रुपये मात्र"),
        (
            12_34_56_789_00,
            "Twelve crore thirty-four lakh fifty-six thousand seven hundred eighty-nine rupees only",
            "बारह करोड़ चौंतीस लाख छप्पन हज़ार सात सौ नवासी रुपये मात्र",
        ),
        (1_500_00_00_000_00, "One thousand five hundred crore rupees only", "एक हज़ार पाँच सौ करोड़ रुपये मात्र"),
        (-5_00, "Minus five rupees only", "ऋण पाँच रुपये मात्र"),
    ],
)
def test_an_amount_is_read_as_india_counts(paise: int, english: str, hindi: str) -> None:
    assert amount_in_words(paise, "en") == english
    assert amount_in_words(paise, "hi") == hindi


def test_each_number_below_a_hundred_has_a_hindi_word_of_its_own() -> None:
    assert len(_HINDI) == len(set(_HINDI)) == 100
