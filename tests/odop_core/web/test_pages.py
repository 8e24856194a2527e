"""In which language a page is shown, and that a further language is a further file."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import RequestFactory

from odop_core import i18n
from odop_core.i18n import _
from odop_core.web.pages import Pages

HEAD = '{% extends "base.html" %}{% block main %}{{ name }}{% endblock %}'


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    (tmp_path / "style.css").write_text("p{color:red}\n", encoding="utf-8")
    (tmp_path / "some.html").write_text(HEAD, encoding="utf-8")
    return Pages("odop_core", tmp_path, language_link=_("January"))


@pytest.mark.parametrize(
    ("asked", "cookie", "header", "language"),
    [
        ("", "", "", "en"),
        ("", "", "hi-IN,hi;q=0.9,en;q=0.8", "hi"),
        ("", "", "bn-IN,en;q=0.8,hi;q=0.9", "hi"),
        ("", "", "ta,te", "en"),
        ("", "hi", "en", "hi"),
        ("en", "hi", "hi", "en"),
        ("hi", "", "en", "hi"),
        ("hi-IN", "", "en", "hi"),
        ("<script>", "", "hi", "hi"),
        ("ta", "", "hi", "hi"),
    ],
)
def test_language_is_what_the_reader_chose_or_the_phone_says(
    pages: Pages, asked: str, cookie: str, header: str, language: str
) -> None:
    # given
    request = RequestFactory().get(
        "/", {"lang": asked}, headers={"Accept-Language": header, "Cookie": f"django_language={cookie}"}
    )

    # then
    assert pages.language_of(request) == language


def test_page_is_in_its_language_and_leads_to_the_others(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr("odop_core.web.pages.languages", lambda _app: frozenset({"en", "hi", "bn"}))

    # when
    answer = pages.render("some.html", "hi", status=404, headers={"Vary": "Accept"}, name="<b>")

    # then
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"], answer["Vary"]) == (404, "hi", "Accept")
    assert '<html lang="hi">' in text
    assert "ओडीओपी मार्ट" in text
    assert '<a href="?lang=en" hreflang="en" lang="en">January</a><a href="?lang=bn" hreflang="bn" lang="bn">' in text
    assert "&lt;b&gt;" in text


def test_languages_of_an_app_are_its_catalogues() -> None:
    assert i18n.languages("odop_certificates") == {"en", "hi"}


def test_page_runs_nothing_and_is_not_kept(pages: Pages) -> None:
    # when
    answer = pages.render("some.html", "en")

    # then
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
