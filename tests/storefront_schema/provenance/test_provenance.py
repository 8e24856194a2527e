"""What buyers are told of a product's origin: how far it was checked, its badges, its certificate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.india import dates
from odop_provenance import api as provenance
from odop_provenance.api import claims, marks
from odop_provenance.models import Claim, MarkRegistration
from storefront_schema import ids
from tests.odop_certificates.certified import artisan, certified, verified
from tests.storefront_schema.client import ask

TOLD = """
query($products: [_Any!]!) {
  _entities(representations: $products) {
    ... on Product {
      provenance {
        status isVerified isOnOdopList verifiedAt expiresOn
        badges { kind name number holder validUntil isHeldBySeller }
        craft { giName }
        certificate { code url jwt validFrom validUntil endedAt }
      }
    }
  }
}
"""
GI = "Lucknow Chikan Craft"
TODAY = dates.today()


def told(*products: str) -> list[dict[str, Any]]:
    keys = [{"__typename": "Product", "id": product} for product in products or ("product-kurta",)]
    return [entity["provenance"] for entity in ask(TOLD, products=keys)["_entities"]]


def gi_craft() -> str:
    """The slug of a craft of Lucknow's whose name is a registered GI."""
    return next(craft.slug for craft in provenance.list_crafts(["lucknow"]) if craft.gi_name)


def gi_right(**changes: Any) -> marks.MarkInfo:
    """Shabana may use the GI of Lucknow's embroidery."""
    name = next(craft.gi_name for craft in provenance.list_crafts(["lucknow"]) if craft.slug == gi_craft())
    values = {
        "holder": "Shabana", "valid_until": TODAY + timedelta(days=1), "by": "staff", "artisan_slug": "shabana",
        "gi_name": name,
    }  # fmt: skip
    mark = marks.register_mark(marks.MarkKind.GI, "AU/1", **(values | changes))
    return marks.verify_mark(mark.id, by="staff", why="In the register.", waiver="It is public.")


def test_what_the_seller_says_is_told_as_such() -> None:
    # given
    provenance.claim_origin("product-kurta", district_slug="lucknow")

    # when / then
    assert told() == [
        {
            "status": "ATTESTED", "isVerified": False, "isOnOdopList": False, "verifiedAt": None, "expiresOn": None,
            "badges": [], "craft": None, "certificate": None,
        }
    ]  # fmt: skip


def test_a_verified_product_shows_its_certificate() -> None:
    # given
    certificate = certified(craft=gi_craft())

    # when
    (shown,) = told()

    # then
    assert (shown["status"], shown["isVerified"], shown["isOnOdopList"]) == ("VERIFIED", True, True)
    assert shown["verifiedAt"] is not None
    assert shown["certificate"]["code"] == certificate.code
    assert shown["certificate"]["jwt"] == certificate.token
    assert shown["certificate"]["url"].endswith(f"/c/{certificate.code}")
    assert shown["certificate"]["endedAt"] is None


def test_an_edit_undoes_the_verification_and_everybody_sees_that() -> None:
    # given
    certified(craft=gi_craft())

    # when
    claims.propose_claim("product-kurta", claims.Place("kannauj", off_list=True), by="merchant")

    # then
    (shown,) = told()
    assert (shown["status"], shown["isVerified"], shown["certificate"]) == ("ATTESTED", False, None)


def test_a_verification_that_ran_out_is_told_as_expired_at_once() -> None:
    # given
    certified()
    Claim.objects.update(expires_on=TODAY - timedelta(days=1))

    # when
    (shown,) = told()

    # then
    assert (shown["status"], shown["isVerified"], shown["certificate"]) == ("EXPIRED", False, None)


def test_a_badge_is_shown_while_the_artisan_may_use_the_mark() -> None:
    # given
    artisan()
    mark = gi_right()
    verified(craft=gi_craft(), by="shabana")

    # when
    (shown,) = told()
    MarkRegistration.objects.update(valid_until=TODAY - timedelta(days=1))
    (later,) = told()

    # then
    assert shown["badges"] == [
        {
            "kind": "GI", "name": mark.gi_name, "number": "AU/1", "holder": None,
            "validUntil": mark.valid_until.isoformat(), "isHeldBySeller": False,
        }
    ]  # fmt: skip
    assert shown["craft"] == {"giName": mark.gi_name}
    assert (later["badges"], later["craft"]) == ([], {"giName": None})


@pytest.mark.parametrize("many", [1, 50])
def test_a_page_of_verified_products_takes_as_many_queries_as_one(many: int) -> None:
    # given
    artisan()
    gi_right()
    products = [ids.make("Product", number) for number in range(many)]
    for product in products:
        certified(product, craft=gi_craft(), by="shabana")

    # when
    with CaptureQueriesContext(connection) as queries:
        shown = told(*products)

    # then
    assert len(shown) == many
    assert all(entry["certificate"] and entry["badges"] for entry in shown)
    # Settings and claims, the marks of their artisans, settings for the certificates' address, certificates.
    assert len(queries) == 5
