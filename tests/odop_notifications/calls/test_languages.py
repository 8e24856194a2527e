from __future__ import annotations

import pytest
from django.utils import timezone

from odop_notifications.calls import languages
from odop_notifications.helpline import operators
from odop_notifications.helpline.operators import BadOperator
from odop_notifications.models import Call

LONGEST_CODE = 8


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ur", "ur"), (" Urdu ", "ur"), ("उर्दू", "ur"), ("BHO", "bho"), ("bhojpuri", "bho"), ("Bundelkhandi", "bns"),
        ("Braj-Bhasha", "bra"), ("अंग्रेज़ी", "en"), ("अंग्रे\u095bी", "en"), ("Nepali", "ne"),
    ],
)  # fmt: skip
def test_language_is_known_by_code_and_name(written: str, code: str) -> None:
    assert languages.language_code(written) == code


def test_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(languages.UnknownLanguage, match=r"'Klingon'.*bho \(Bhojpuri\)") as refused:
        languages.language_code("Klingon")
    assert "भाषा" in refused.value.text.in_language("hi")


def test_every_code_fits_its_column() -> None:
    assert max(map(len, languages.NAMES)) <= LONGEST_CODE


@pytest.mark.django_db
def test_operators_languages_are_kept_as_codes() -> None:
    # when
    saved = operators.save_operator("asha", ["Hindi", "hi", "Bundelkhandi"])

    # then
    assert saved.languages == ("hi", "bns")


@pytest.mark.django_db
def test_operator_who_speaks_what_nobody_knows_is_refused() -> None:
    with pytest.raises(BadOperator, match="There is no language"):
        operators.save_operator("asha", ["Klingon"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("recorded", "is_spoken"), [([], True), ([["hi"]], False), ([["hi"], ["ur"]], True), ([["hi"], []], True)]
)
def test_language_is_spoken_where_somebody_may_be_given_calls_in_it(recorded: list[list[str]], is_spoken: bool) -> None:
    # given
    for number, spoken in enumerate(recorded):
        operators.save_operator(f"operator-{number}", spoken)

    # then
    assert languages.is_spoken("ur") is is_spoken


def waiting_in(language: str) -> Call:
    now = timezone.now()
    return Call.objects.create(
        key=f"call-{language}", reason="unanswered", language=language, due_at=now, rank_at=now, sla_due_at=now,
        created_at=now,
    )  # fmt: skip


@pytest.mark.django_db
def test_calls_in_a_language_nobody_speaks_any_more_are_hindi_ones() -> None:
    # given
    operators.save_operator("asha", ["hi"])
    operators.save_operator("bittu", ["bho"])
    call = waiting_in("bho")

    # when
    operators.save_operator("bittu", ["hi"])

    # then
    call.refresh_from_db()
    assert call.language == "hi"


@pytest.mark.django_db
def test_calls_in_a_language_that_is_spoken_stay_as_they_are() -> None:
    # given
    operators.save_operator("bittu", ["bho"])
    call = waiting_in("bho")

    # when
    operators.save_operator("asha", ["hi"])

    # then
    call.refresh_from_db()
    assert call.language == "bho"
