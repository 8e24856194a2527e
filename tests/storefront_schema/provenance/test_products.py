"""Products by origin, artisans, and the lists of reviewers: filters, pages, and what a page costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.india import dates
from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from odop_provenance.api import claims
from odop_provenance.models import Claim, ClaimState, Craft, District, MarkRegistration
from odop_provenance.settings import PLUGIN_ID as PROVENANCE
from storefront_schema import ids
from tests.effort import effort
from tests.factories import switch
from tests.odop_certificates.certified import artisan, verified
from tests.storefront_schema.client import ask, staff, where
from tests.storefront_schema.provenance.test_provenance import gi_craft, gi_right

REVIEWER = staff(Permission.MANAGE_PROVENANCE)
TODAY = dates.today()
# As many products as the programme lists today.
CATALOGUE = effort(2_000, nightly=11_000)
PRODUCTS = """
query($where: OdopProductWhereInput, $first: Int, $after: String) {
  odopProducts(where: $where, first: $first, after: $after, channel: "any") {
    totalCount
    edges { cursor node {
      id provenance { status district { slug } craft { slug } badges { name } certificate { code } }
    } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
ARTISANS = """
query($where: ArtisanWhereInput, $first: Int, $after: String) {
  artisans(where: $where, first: $first, after: $after) {
    totalCount edges { node { slug name district { slug } } } pageInfo { hasNextPage endCursor }
  }
}
"""


def listed(**given: Any) -> list[str]:
    found = ask(PRODUCTS, where=where(**given), first=100)["odopProducts"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"]["id"] for edge in found["edges"]]


def named(**given: Any) -> list[str]:
    found = ask(ARTISANS, where=where(**given))["artisans"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"]["slug"] for edge in found["edges"]]


def test_products_are_listed_by_their_origin() -> None:
    # given
    verified("verified", craft=gi_craft())
    provenance.claim_origin("of lucknow", district_slug="lucknow", craft_slug=gi_craft())
    provenance.claim_origin("off the list", district_slug="lucknow")
    provenance.claim_origin("of kannauj", district_slug="kannauj")
    claims.propose_claim("draft", claims.Place("lucknow"), by="merchant")
    provenance.claim_origin("taken back", district_slug="lucknow")
    claims.withdraw_claim("taken back")

    # when / then
    assert listed() == ["verified", "of lucknow", "off the list", "of kannauj"]
    assert listed(district="lucknow") == ["verified", "of lucknow", "off the list"]
    assert listed(district="lucknow", craft=gi_craft()) == ["verified", "of lucknow"]
    assert listed(craft=gi_craft(), isVerified=True) == ["verified"]
    assert listed(district="gotham") == []


def test_a_verification_that_ran_out_is_none() -> None:
    # given
    verified("verified")
    Claim.objects.update(expires_on=TODAY - timedelta(days=1))

    # when / then
    assert listed(isVerified=True) == []
    assert listed() == ["verified"]


def test_products_of_a_gi_are_those_that_may_show_it_today() -> None:
    # given
    artisan()
    artisan("rukhsana")
    name = gi_right().gi_name
    verified("by a user of the gi", craft=gi_craft(), by="shabana")
    verified("by somebody else", craft=gi_craft(), by="rukhsana")
    provenance.claim_origin("not verified", district_slug="lucknow", craft_slug=gi_craft(), artisan_slug="shabana")

    # when
    before = listed(gi=name)
    switch(PROVENANCE, badges_need_verification=False)
    on_the_sellers_word = listed(gi=name)
    MarkRegistration.objects.update(valid_until=TODAY - timedelta(days=1))

    # then
    assert before == ["by a user of the gi"]
    assert on_the_sellers_word == ["by a user of the gi", "not verified"]
    assert listed(gi=name) == []


def test_nothing_is_listed_while_the_plugin_is_off() -> None:
    # given
    verified("verified")
    switch(PROVENANCE, active=False)

    # when / then
    assert listed() == []


@pytest.fixture
def listing() -> list[str]:
    """Products of all districts, every third of them verified."""
    crafts = list(Craft.objects.order_by("pk"))
    districts = {district.pk: district for district in District.objects.all()}
    products = [ids.make("Product", number) for number in range(CATALOGUE)]
    Claim.objects.bulk_create(
        Claim(
            product_id=product,
            district=districts[crafts[number % len(crafts)].district_id],
            craft=crafts[number % len(crafts)],
            state=ClaimState.ATTESTED if number % 3 else ClaimState.VERIFIED,
            verified_at=None if number % 3 else f"{TODAY}T00:00Z",
        )
        for number, product in enumerate(products)
    )
    return products


def test_a_long_catalogue_is_paged_through_with_its_provenance_at_the_same_cost(
    listing: list[str],
) -> None:
    # given
    seen: list[str] = []
    costs = set()
    after = None

    # when
    while True:
        with CaptureQueriesContext(connection) as queries:
            page = ask(PRODUCTS, first=100, after=after)["odopProducts"]
        costs.add(len(queries))
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        assert page["totalCount"] == CATALOGUE
        if not page["pageInfo"]["hasNextPage"]:
            break

    # then
    assert seen == listing
    # One fewer where a page has nobody whose marks or certificates are to be looked up.
    assert max(costs) <= 8
    assert max(costs) - min(costs) <= 1


@pytest.mark.parametrize("given", [{"district": "lucknow"}, {"isVerified": True}, {"craft": "chikankari"}])
def test_a_filtered_page_of_a_hundred_costs_what_a_page_of_ten_does(listing: list[str], given: dict[str, Any]) -> None:
    # given
    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ask(PRODUCTS, where=where(**given), first=first)["odopProducts"]["edges"]
        return len(queries)

    # when / then
    assert count(100) == count(10)


def test_artisans_are_listed_who_agreed_to_be_named() -> None:
    # given
    artisan()
    artisan("rukhsana", district=District.objects.get(slug="unnao"))
    artisan("hidden", shows_name=False)
    provenance.claim_origin("kurta", district_slug="lucknow", craft_slug=gi_craft(), artisan_slug="shabana")

    # when / then
    assert named() == ["shabana", "rukhsana"]
    assert named(district="unnao") == ["rukhsana"]
    assert named(craft=gi_craft()) == ["shabana"]


def test_no_artisans_are_listed_while_artisans_are_not_named() -> None:
    # given
    artisan()
    switch(PROVENANCE, shows_artisans=False)

    # when / then
    assert named() == []


def test_artisans_are_paged_through() -> None:
    # given
    for slug in ("a", "b", "c"):
        artisan(slug)

    # when
    first = ask(ARTISANS, first=2)["artisans"]
    second = ask(ARTISANS, first=2, after=first["pageInfo"]["endCursor"])["artisans"]

    # then
    assert [[edge["node"]["slug"] for edge in page["edges"]] for page in (first, second)] == [["a", "b"], ["c"]]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
