"""Names in two languages."""

import pytest

from storefront_schema.language import localized


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
