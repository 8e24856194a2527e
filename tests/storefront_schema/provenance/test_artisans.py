"""artisanCreate and artisanUpdate."""

from __future__ import annotations

from typing import Any

import pytest

from odop_core.security.permissions import Permission
from odop_provenance.models import Artisan
from tests.storefront_schema.client import mutate, refusals, staff
from tests.storefront_schema.goods import artisan

MAY = staff(Permission.MANAGE_PROVENANCE)


def create(**values: Any) -> dict[str, Any]:
    given = {"slug": "shabana", "name": "Shabana Khatoon", "district": "lucknow"} | values
    return mutate("artisanCreate", "artisan { slug name }", MAY, input=("ArtisanCreateInput!", given))


def update(slug: str = "shabana", **values: Any) -> dict[str, Any]:
    return mutate(
        "artisanUpdate", "artisan { name district { slug } }", MAY,
        slug=("String!", slug), input=("ArtisanUpdateInput!", values),
    )  # fmt: skip


def test_an_artisan_is_added_and_shown_only_with_consent() -> None:
    # when
    quiet = create()
    named = create(slug="rukhsana", name="  Rukhsana   Begum ", nameHi="रुख़साना", village="Kakori", isNamePublic=True)

    # then
    assert quiet == {"artisan": {"slug": "shabana", "name": None}, "errors": []}
    assert named == {"artisan": {"slug": "rukhsana", "name": "Rukhsana Begum"}, "errors": []}
    assert Artisan.objects.get(slug="rukhsana").village == "Kakori"


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"slug": "Shabana!"}, ("slug", "INVALID")),
        ({"slug": "s" * 51}, ("slug", "INVALID")),
        ({"slug": "a-234123412346"}, ("slug", "INVALID")),
        ({"name": " "}, ("name", "REQUIRED")),
        ({"name": "x" * 129}, ("name", "INVALID")),
        ({"name": "Shabana\x07"}, ("name", "INVALID")),
        ({"name": "Shabana 2341 2341 2346"}, ("name", "INVALID")),
        ({"village": "2341-2341-2346"}, ("village", "INVALID")),
        ({"district": "gotham"}, ("district", "NOT_FOUND")),
        ({"district": ""}, ("district", "REQUIRED")),
    ],
)
def test_what_cannot_be_used_is_refused(values: dict[str, Any], refusal: tuple[str, str]) -> None:
    # when
    answer = create(**values)

    # then
    assert refusals(answer) == [refusal]
    assert answer["artisan"] is None
    assert not Artisan.objects.exists()


def test_a_slug_is_given_once() -> None:
    # given
    create(name="First")

    # when / then
    assert refusals(create(name="Second")) == [("slug", "UNIQUE")]
    assert Artisan.objects.get().name == "First"


def test_a_hindi_name_with_joiners_is_a_name() -> None:
    assert create(nameHi="क्\u200dषत्रिय")["errors"] == []


def test_only_what_is_given_changes() -> None:
    # given
    artisan(shows_name=True)

    # when
    answer = update(district="kannauj")

    # then
    assert answer == {"artisan": {"name": "Shabana Khatoon", "district": {"slug": "kannauj"}}, "errors": []}
    assert Artisan.objects.get().name_hi == "शबाना ख़ातून"


def test_a_consent_can_be_taken_back() -> None:
    # given
    artisan(shows_name=True)

    # when / then
    assert update(isNamePublic=False)["artisan"]["name"] is None


@pytest.mark.parametrize(
    ("slug", "values", "refusal"),
    [
        ("nobody", {}, ("slug", "NOT_FOUND")),
        ("shabana", {"district": "gotham"}, ("district", "NOT_FOUND")),
        ("shabana", {"name": ""}, ("name", "REQUIRED")),
        ("shabana", {"name": None}, ("name", "REQUIRED")),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(slug: str, values: dict[str, Any], refusal: tuple[str, str]) -> None:
    # given
    artisan()

    # when / then
    assert refusals(update(slug, **values)) == [refusal]
    assert Artisan.objects.get().name == "Shabana Khatoon"
