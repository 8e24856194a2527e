"""Sentences are in the language of the request, names as they were asked for."""

import pytest

from odop_core.i18n import _
from storefront_schema.language import localized, translate_to
from tests.storefront_schema.client import STAFF, in_language, mutate

DAY = _("{day} {month} {year}", day=1, month=_("January"), year=2026)


@pytest.mark.parametrize(
    ("language", "en", "hi", "shown"),
    [
        (None, "Lucknow", "लखनऊ", "Lucknow"),
        ("en", "Lucknow", "लखनऊ", "Lucknow"),
        ("hi", "Lucknow", "लखनऊ", "लखनऊ"),
        ("hi", "Lucknow", "", "Lucknow"),
        ("en", "", "लखनऊ", "लखनऊ"),
        (None, "", "", ""),
    ],
)
def test_a_missing_name_falls_back_to_the_other_language(language: str | None, en: str, hi: str, shown: str) -> None:
    assert localized(language, en=en, hi=hi) == shown


def test_a_sentence_is_written_in_a_language_and_plain_text_stays() -> None:
    assert translate_to(DAY, "hi") == "1 जनवरी 2026"
    assert translate_to(DAY, "en") == "1 January 2026"
    assert translate_to("plain", "hi") == "plain"
    assert translate_to(None, "hi") == ""


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "Name at least 1 and at most 100 sales."),
        ("fr", "Name at least 1 and at most 100 sales."),
        ("hi-IN,en;q=0.5", "कम से कम 1 और अधिक से अधिक 100 बिक्रियाँ बताएँ।"),
    ],
)
def test_a_refusal_is_in_the_language_the_request_prefers(header: str, message: str) -> None:
    # when
    with in_language(header):
        answer = mutate("consignmentSaleMarkReady", "sales { id }", STAFF, ids=("[ID!]!", []))

    # then
    assert answer["errors"] == [{"field": "ids", "message": message, "code": "REQUIRED"}]
