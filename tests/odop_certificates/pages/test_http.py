from __future__ import annotations

import pytest

from odop_certificates.pages import texts
from odop_certificates.pages.http import Format, Request
from odop_certificates.pages.texts import Language

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", Format.HTML),
        (BROWSER, Format.HTML),
        ("*/*", Format.HTML),
        ("image/png", Format.HTML),
        ("application/vc+jwt", Format.JWT),
        ("application/json", Format.JSON),
        ("application/ld+json, application/json;q=0.5", Format.EPCIS),
        ("text/html;q=0.3, application/json;q=0.9", Format.JSON),
        ("text/html;q=0, application/json;q=nonsense", Format.HTML),
        ("application/linkset+json", Format.LINKSET),
        (",;q=,;;," * 100, Format.HTML),
    ],
)
def test_format_is_what_is_wanted_most(accept: str, wanted: Format) -> None:
    assert Request("/", accept=accept).format == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"format": "jwt"}, Format.JWT),
        ({"linkType": "all"}, Format.LINKSET),
        ({"linkType": "linkset"}, Format.LINKSET),
        ({"linkType": "gs1:certificationInfo"}, Format.JWT),
        ({"linkType": "gs1:recipeInfo"}, Format.HTML),
        ({"format": "exe"}, Format.HTML),
    ],
)
def test_format_may_be_asked_for_in_the_address(query: dict[str, str], wanted: Format) -> None:
    assert Request("/", query=query, accept=BROWSER).format == wanted


@pytest.mark.parametrize(
    ("asked", "header", "spoken"),
    [
        ("", "", Language.ENGLISH),
        ("", "hi-IN,hi;q=0.9,en;q=0.8", Language.HINDI),
        ("", "bn-IN,en;q=0.8,hi;q=0.9", Language.HINDI),
        ("", "ta,te", Language.ENGLISH),
        ("en", "hi", Language.ENGLISH),
        ("hi", "en", Language.HINDI),
        ("<script>", "hi", Language.HINDI),
    ],
)
def test_language_is_what_the_reader_chose_or_the_phone_says(asked: str, header: str, spoken: Language) -> None:
    assert texts.language(asked, header) == spoken


def test_every_text_is_in_both_languages_with_the_same_things_to_fill_in() -> None:
    for name, (english, hindi) in texts.TEXTS.items():
        assert english, name
        assert hindi, name
        assert english.count("{") == hindi.count("{"), name
        assert name == "other_language" or any("\u0900" <= letter <= "\u097f" for letter in hindi), name
