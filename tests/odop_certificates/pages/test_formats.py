from __future__ import annotations

import pytest
from django.test import RequestFactory

from odop_certificates.pages.formats import Format, wanted_format

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
        ("text/html;q=0, application/json;q=0", Format.HTML),
        ("application/linkset+json", Format.LINKSET),
        (",;q=,;;," * 100, Format.HTML),
    ],
)
def test_format_is_what_is_wanted_most(accept: str, wanted: Format) -> None:
    assert wanted_format(RequestFactory().get("/", headers={"Accept": accept})) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"format": "jwt"}, Format.JWT),
        ({"linkType": "all"}, Format.LINKSET),
        ({"linkType": "linkset"}, Format.LINKSET),
        ({"linkType": "gs1:certificationInfo"}, Format.JWT),
        ({"linkType": "https://gs1.org/voc/epcis"}, Format.EPCIS),
        ({"linkType": "untp:dpp"}, Format.DPP),
        ({"linkType": "gs1:recipeInfo"}, Format.HTML),
        ({"format": "exe"}, Format.HTML),
    ],
)
def test_format_may_be_asked_for_in_the_address(query: dict[str, str], wanted: Format) -> None:
    assert wanted_format(RequestFactory().get("/", query, headers={"Accept": BROWSER})) == wanted
