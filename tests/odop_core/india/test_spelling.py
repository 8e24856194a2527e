"""Words are found however they are spelt."""

from __future__ import annotations

import pytest

from odop_core.india.spelling import fold_spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E-mail", "EMAIL"),
        ("Jammu & Kashmir", "jammu and kashmir"),
        ("हिन्दी", "हिंदी"),
        ("हाँ", "हां"),
        ("फ़ोन", "फोन"),
        ("फ़ोन", "फ\u093cोन"),
        ("उत्तराखण्ड", "उत्तराखंड"),
        ("पञ्जाब", "पंजाब"),
        ("नम्बर", "नंबर"),
        ("Phone\u200b", "phone"),
        ("Ｐｈｏｎｅ", "phone"),
        ("  Sub - total: ", "subtotal"),
        ("१०", "10"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold_spelling(one) == fold_spelling(other)


@pytest.mark.parametrize(("one", "other"), [("नाम", "नमा"), ("पता", "पति"), ("name", "names"), ("काम", "कम")])
def test_other_words_stay_others(one: str, other: str) -> None:
    assert fold_spelling(one) != fold_spelling(other)


@pytest.mark.parametrize("text", ["", " - ", "…", '"'])
def test_what_has_no_letter_is_nothing(text: str) -> None:
    assert fold_spelling(text) == ""
