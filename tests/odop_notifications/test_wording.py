from __future__ import annotations

from typing import Any

import pytest

from odop_notifications.wording import TEXTS, words

ABOUT: dict[str, Any] = {"name": "शबाना", "quantity": 2, "product": "चिकनकारी कुर्ता", "order": "7"}


def test_bought_in_hindi() -> None:
    assert words("bought", "hi", **ABOUT) == (
        "नमस्ते शबाना जी, ODOP मार्ट पर आपका 2 नग चिकनकारी कुर्ता बिका है (आदेश 7)। कृपया माल तैयार रखें।",
        "hi",
    )


def test_cancelled_in_hindi() -> None:
    assert words("cancelled", "hi", **ABOUT) == (
        "नमस्ते शबाना जी, आदेश 7 का 2 नग चिकनकारी कुर्ता रद्द हो गया है। कृपया यह माल न भेजें।",
        "hi",
    )


@pytest.mark.parametrize("occasion", list(TEXTS))
def test_every_occasion_has_the_same_languages(occasion: str) -> None:
    assert set(TEXTS[occasion]) == {"hi", "en"}


@pytest.mark.parametrize("language", ["ur", "", "EN", "hi-IN"])
def test_language_nobody_wrote_for_falls_back_to_hindi(language: str) -> None:
    # when
    text, spoken = words("bought", language, **ABOUT)

    # then
    assert spoken == "hi"
    assert text.startswith("नमस्ते")


def test_unknown_occasion_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("birthday", "hi", **ABOUT)


def test_braces_in_a_product_name_stay_as_they_are() -> None:
    # when
    text, _language = words("bought", "en", **{**ABOUT, "product": "{name} {0}"})

    # then
    assert "2 of your {name} {0} were bought" in text
