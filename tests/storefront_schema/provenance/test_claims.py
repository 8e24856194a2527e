"""provenanceClaimSet and provenanceClaimRevoke."""

from __future__ import annotations

from typing import Any

import pytest

from odop_core.security.permissions import Permission
from odop_provenance.models import Claim, ClaimState
from odop_provenance.settings import PLUGIN_ID as PROVENANCE
from storefront_schema import ids
from tests.factories import switch
from tests.storefront_schema.client import mutate, refusals, staff
from tests.storefront_schema.goods import PRODUCT_ID, artisan, chikankari

MAY = staff(Permission.MANAGE_PROVENANCE)


def claim(**values: Any) -> dict[str, Any]:
    given = {"productId": PRODUCT_ID, "district": "lucknow"} | values
    return mutate(
        "provenanceClaimSet", "claim { public { district { slug } craft { slug } artisan { slug } } }", MAY,
        input=("ProvenanceClaimSetInput!", given),
    )  # fmt: skip


def revoke(product_id: str = PRODUCT_ID) -> dict[str, Any]:
    return mutate(
        "provenanceClaimRevoke", "product { id } claim { status }", MAY,
        productId=("ID!", product_id), reason=("String!", "It is not so."),
    )  # fmt: skip


def test_a_claim_is_made_and_made_anew() -> None:
    # given
    artisan()

    # when
    first = claim(craft=chikankari(), artisan="shabana")
    second = claim(district="kannauj")

    # then
    assert first["claim"]["public"] == {
        "district": {"slug": "lucknow"}, "craft": {"slug": chikankari()}, "artisan": {"slug": "shabana"}
    }  # fmt: skip
    assert second["claim"]["public"] == {"district": {"slug": "kannauj"}, "craft": None, "artisan": None}
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"district": "gotham"}, ("district", "NOT_FOUND")),
        ({"district": "kannauj", "craft": "chikankari"}, ("craft", "NOT_FOUND")),
        ({"artisan": "nobody"}, ("artisan", "NOT_FOUND")),
        ({"productId": "1"}, ("productId", "GRAPHQL_ERROR")),
        ({"productId": ids.make("Order", 1)}, ("productId", "GRAPHQL_ERROR")),
    ],
)
def test_a_claim_of_something_unknown_is_refused(values: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert refusals(claim(**values)) == [refusal]
    assert not Claim.objects.exists()


def test_a_claim_can_be_made_while_the_plugin_is_off_and_shows_later() -> None:
    # given
    switch(PROVENANCE, active=False)

    # when / then
    assert claim() == {"claim": {"public": None}, "errors": []}
    assert Claim.objects.get().state == ClaimState.ATTESTED


def test_a_claim_is_taken_back_once() -> None:
    # given
    claim()

    # when / then
    assert revoke() == {"product": {"id": PRODUCT_ID}, "claim": {"status": "REVOKED"}, "errors": []}
    assert refusals(revoke()) == [("productId", "INVALID_STATUS")]
    assert Claim.objects.get().state == ClaimState.REVOKED


def test_taking_back_needs_the_id_of_a_product() -> None:
    assert refusals(revoke("!")) == [("productId", "GRAPHQL_ERROR")]
