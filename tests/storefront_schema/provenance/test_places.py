"""Districts, crafts, artisans and what is said of a product, as anybody reads them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_provenance import api as provenance
from odop_provenance.api import claims
from odop_provenance.models import District
from odop_provenance.settings import PLUGIN_ID as PROVENANCE
from storefront_schema import ids
from tests.factories import switch
from tests.storefront_schema.client import ask
from tests.storefront_schema.goods import PRODUCT_ID, artisan, chikankari

ENTITIES = """
query($products: [_Any!]!, $language: OdopLanguageEnum) {
  _entities(representations: $products) {
    ... on Product {
      provenance {
        product { id }
        district { slug name(language: $language) }
        craft { slug }
        artisan { slug name(language: $language) }
      }
    }
  }
}
"""


def said_of(*product_ids: str, language: str | None = None) -> list[dict | None]:
    products = [{"__typename": "Product", "id": product_id} for product_id in product_ids]
    return [entity["provenance"] for entity in ask(ENTITIES, products=products, language=language)["_entities"]]


def test_all_districts_are_listed_by_name_with_their_code() -> None:
    # when
    districts = ask("{ districts { id name lgdCode division stateCode } }")["districts"]

    # then
    assert len(districts) == 75
    assert [d["name"] for d in districts] == sorted(d["name"] for d in districts)
    lucknow = next(d for d in districts if d["name"] == "Lucknow")
    assert lucknow["id"] == ids.make("District", lucknow["lgdCode"])
    assert lucknow["stateCode"] == "IN-UP"


def test_a_name_is_answered_in_the_language_asked_for() -> None:
    # given
    asked = '{ district(slug: "lucknow") { name en: name(language: EN) hi: name(language: HI) } }'

    # when / then
    assert ask(asked)["district"] == {"name": "Lucknow", "en": "Lucknow", "hi": "लखनऊ"}


def test_a_name_that_was_not_translated_is_answered_in_english() -> None:
    # given
    District.objects.filter(slug="lucknow").update(name_hi="")

    # when / then
    assert ask('{ district(slug: "lucknow") { name(language: HI) } }')["district"] == {"name": "Lucknow"}


def test_there_is_no_district_of_an_unknown_slug() -> None:
    assert ask('{ district(slug: "gotham") { name } }') == {"district": None}


def test_crafts_are_those_of_one_district_or_all() -> None:
    # when
    of_lucknow = ask('{ crafts(district: "lucknow") { id slug district { slug } } }')["crafts"]
    everywhere = ask("{ crafts { slug name category hsn giName hindiNameReviewed } }")["crafts"]

    # then
    assert {craft["district"]["slug"] for craft in of_lucknow} == {"lucknow"}
    assert of_lucknow[0]["id"] == ids.make("Craft", f"lucknow/{of_lucknow[0]['slug']}")
    assert len(everywhere) == len(provenance.list_crafts()) > 100
    assert not [craft for craft in everywhere if craft["hsn"] == "" or craft["giName"] == ""]


def test_crafts_of_all_districts_take_one_query_more_than_the_districts() -> None:
    # when
    with CaptureQueriesContext(
        connection,
    ) as queries:
        districts = ask("{ districts { slug crafts { slug } } }")["districts"]

    # then
    assert len(queries) == 2
    assert sum(len(district["crafts"]) for district in districts) == len(provenance.list_crafts())


@pytest.mark.parametrize(("shows_name", "shown"), [(True, "Shabana Khatoon"), (False, None)])
def test_an_artisan_is_named_only_with_their_consent(shows_name: bool, shown: str | None) -> None:
    # given
    artisan(shows_name=shows_name)

    # when
    answer = ask('{ artisan(slug: "shabana") { id slug name district { slug } } }')["artisan"]

    # then
    assert answer == {
        "id": ids.make("Artisan", "shabana"), "slug": "shabana", "name": shown, "district": {"slug": "lucknow"}
    }  # fmt: skip


def test_artisans_are_not_named_while_the_merchant_does_not_want_it() -> None:
    # given
    artisan()
    switch(PROVENANCE, shows_artisans=False)

    # when / then
    assert ask('{ artisan(slug: "shabana") { name } }')["artisan"] == {"name": None}


def test_a_product_tells_its_district_craft_and_artisan() -> None:
    # given
    artisan()
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow", craft_slug=chikankari(), artisan_slug="shabana")

    # when / then
    assert said_of(PRODUCT_ID, language="HI") == [
        {
            "product": {"id": PRODUCT_ID},
            "district": {"slug": "lucknow", "name": "लखनऊ"},
            "craft": {"slug": chikankari()},
            "artisan": {"slug": "shabana", "name": "शबाना ख़ातून"},
        }
    ]


def test_nothing_is_told_of_a_product_without_a_claim_or_with_a_revoked_one() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    claims.withdraw_claim(PRODUCT_ID)

    # when / then
    assert said_of(PRODUCT_ID, ids.make("Product", 2)) == [None, None]


def test_nothing_is_told_while_the_plugin_is_switched_off() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    switch(PROVENANCE, active=False)

    # when / then
    assert said_of(PRODUCT_ID) == [None]


@pytest.mark.parametrize("many", [1, 50])
def test_a_page_of_products_takes_two_queries_whatever_its_length(many: int) -> None:
    # given
    products = [ids.make("Product", number) for number in range(many)]
    artisan()
    for product in products:
        provenance.claim_origin(product, district_slug="lucknow", craft_slug=chikankari(), artisan_slug="shabana")

    # when
    with CaptureQueriesContext(connection) as queries:
        said = said_of(*products)

    # then
    assert len(said) == many
    assert None not in said
    assert len(queries) == 2  # the plugin's settings, and the claims with all they name
