"""Sentences are put into words for whoever reads them, and can be kept until then."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from odop_core.i18n import Text, _, alternatives, comma_separated, in_lines, languages, pgettext, preferred_language


def test_a_sentence_is_in_the_active_language() -> None:
    sentence = _("January")  # Django's own translations know it

    with translation.override("hi"):
        assert str(sentence) == "जनवरी"
    with translation.override("en"):
        assert str(sentence) == "January"


def test_a_language_without_a_translation_gets_english() -> None:
    sentence = _("{count} pieces of nothing in particular", count=3)

    assert sentence.in_language("hi") == "3 pieces of nothing in particular"
    assert sentence.in_language("xx") == "3 pieces of nothing in particular"


def test_values_follow_the_language_of_the_sentence() -> None:
    sentence = _("{month}: {day}", month=_("January"), day=date(2026, 12, 5))

    assert sentence.in_language("HI") == "जनवरी: 5 दिसंबर 2026"
    assert sentence.in_language("en") == "January: 5 December 2026"


def test_braces_in_values_are_left_alone() -> None:
    assert str(_("a {value}", value="{x} %(y)s")) == "a {x} %(y)s"


@pytest.mark.parametrize("values", [{}, {"n": 3}, {"day": date(2026, 1, 2)}, {"parts": [_("January"), "x"]}])
def test_a_kept_sentence_is_the_same_sentence(values: dict[str, object]) -> None:
    sentence = _("something", **values)

    assert Text.from_json(sentence.as_json()) == sentence


def test_the_languages_are_those_there_are_files_of() -> None:
    assert languages() == {"en", "hi"}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("hi", "hi"),
        ("hi-IN,hi;q=0.9,en;q=0.8", "hi"),
        ("bn-IN,en;q=0.8,hi;q=0.9", "hi"),
        ("fr,en;q=0.5,hi;q=0.1", "en"),
        ("en-GB,hi;q=0.5", "en"),
        ("ta,te", "en"),
        ("hi;q=0", "en"),
        ("*", "en"),
        ("<script>", "en"),
    ],
)
def test_a_reader_gets_the_language_they_prefer_of_those_there_are(header: str, code: str) -> None:
    assert preferred_language(header) == code


def test_a_word_is_told_apart_by_its_context() -> None:
    in_a_table = pgettext("column", "Supplier")

    assert (str(in_a_table), in_a_table.in_language("hi")) == ("Supplier", "आपूर्तिकर्ता")
    assert Text.from_json(in_a_table.as_json()) == in_a_table


def test_several_things_are_named_together() -> None:
    months = [_("January"), _("May"), "?"]

    assert comma_separated(months).in_language("hi") == "जनवरी, मई, ?"
    assert alternatives(months).in_language("hi") == "जनवरी या मई या ?"
    assert in_lines(months).in_language("en") == "January\nMay\n?"
    assert not comma_separated([])
