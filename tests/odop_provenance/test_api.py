from __future__ import annotations

import pytest

from odop_provenance import api
from odop_provenance.api import UnknownPlace, claims, places
from odop_provenance.settings import PLUGIN_ID
from tests.factories import switch

pytestmark = pytest.mark.django_db


@pytest.fixture
def shabana() -> str:
    """An artisan of Lucknow who agreed to be named."""
    return api.save_artisan("shabana", name="Shabana", name_hi="शबाना", district_slug="lucknow", shows_name=True).slug


def artisan_of(product_id: str) -> api.ArtisanInfo:
    artisan = api.find_provenance([product_id])[product_id].artisan
    assert artisan is not None
    return artisan


def test_districts_are_told_by_name() -> None:
    # when
    names = [district.name_en for district in places.list_districts()]

    # then
    assert len(names) == 75
    assert names == sorted(names)


def test_district_is_found_by_its_slug() -> None:
    # when
    found = places.find_district("lucknow")

    # then
    assert found is not None
    assert (found.name_en, found.name_hi) == ("Lucknow", "लखनऊ")


def test_unknown_district_is_none() -> None:
    assert places.find_district("delhi") is None


def test_crafts_of_a_district() -> None:
    assert {craft.slug for craft in api.list_crafts(["agra"])} >= {"leather-products", "petha"}
    assert {craft.district.slug for craft in api.list_crafts(["agra"])} == {"agra"}


def test_crafts_of_no_district_are_none() -> None:
    assert api.list_crafts([]) == []


def test_claim_tells_district_craft_and_artisan(shabana: str) -> None:
    # when
    api.claim_origin("product-1", district_slug="agra", craft_slug="petha", artisan_slug=shabana)

    # then
    found = api.find_provenance(["product-1"])["product-1"]
    assert found.district.slug == "agra"
    assert found.craft is not None
    assert (found.craft.slug, found.craft.name_hi) == ("petha", "पेठा")
    assert artisan_of("product-1").name_en == "Shabana"


def test_product_of_a_district_may_be_off_its_list() -> None:
    # when
    api.claim_origin("product-1", district_slug="agra")

    # then
    assert api.find_provenance(["product-1"])["product-1"].craft is None


def test_product_without_a_claim_is_left_out() -> None:
    assert api.find_provenance(["product-1"]) == {}


@pytest.mark.parametrize("shows_name", [True, False])
@pytest.mark.parametrize("shows_artisans", [True, False])
def test_artisan_is_named_only_if_both_artisan_and_merchant_agree(
    shabana: str, shows_name: bool, shows_artisans: bool
) -> None:
    # given
    api.save_artisan("shabana", name="Shabana", name_hi="शबाना", district_slug="lucknow", shows_name=shows_name)
    switch(PLUGIN_ID, shows_artisans=shows_artisans)
    api.claim_origin("product-1", district_slug="lucknow", artisan_slug=shabana)

    # when
    artisan, listed = artisan_of("product-1"), api.find_artisans([shabana])[shabana]

    # then
    expected = ("Shabana", "शबाना") if shows_name and shows_artisans else ("", "")
    assert (artisan.name_en, artisan.name_hi) == expected
    assert (listed.name_en, listed.name_hi) == expected


def test_artisan_is_not_named_without_consent() -> None:
    assert api.save_artisan("asha", name="Asha", district_slug="agra").name_en == ""


def test_consent_taken_back_hides_the_name(shabana: str) -> None:
    # when
    api.save_artisan(shabana, name="Shabana", district_slug="lucknow", shows_name=False)

    # then
    assert api.find_artisans([shabana])[shabana].name_en == ""


def test_later_claim_replaces_the_earlier() -> None:
    # given
    api.claim_origin("product-1", district_slug="agra", craft_slug="petha")

    # when
    api.claim_origin("product-1", district_slug="lucknow")

    # then
    found = api.find_provenance(["product-1"])["product-1"]
    assert (found.district.slug, found.craft) == ("lucknow", None)


def test_claim_taken_back_is_no_longer_told() -> None:
    # given
    api.claim_origin("product-1", district_slug="agra")

    # when
    taken_back = [
        claims.withdraw_claim("product-1"),
        claims.withdraw_claim("product-1"),
        claims.withdraw_claim("product-2"),
    ]

    # then
    assert taken_back == [True, False, False]
    assert api.find_provenance(["product-1"]) == {}


def test_claim_taken_back_may_be_made_anew() -> None:
    # given
    api.claim_origin("product-1", district_slug="agra")
    claims.withdraw_claim("product-1")

    # when
    api.claim_origin("product-1", district_slug="agra")

    # then
    assert "product-1" in api.find_provenance(["product-1"])


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"district_slug": "delhi"}, "'delhi'"),
        ({"district_slug": "agra", "craft_slug": "chikankari"}, "'chikankari' is not on the ODOP list of Agra"),
        ({"district_slug": "lucknow", "craft_slug": "petha"}, "'petha' is not on the ODOP list of Lucknow"),
        ({"district_slug": "agra", "artisan_slug": "nobody"}, "There is no artisan 'nobody'"),
    ],
)
def test_claim_the_programme_does_not_know_is_refused_by_name(given: dict[str, str], named: str) -> None:
    # when
    with pytest.raises(UnknownPlace, match=named):
        api.claim_origin("product-1", **given)

    # then
    assert api.find_provenance(["product-1"]) == {}


def test_plugin_switched_off_tells_nothing() -> None:
    # given
    api.claim_origin("product-1", district_slug="agra")

    # when
    switch(PLUGIN_ID, active=False)

    # then
    assert api.find_provenance(["product-1"]) == {}
