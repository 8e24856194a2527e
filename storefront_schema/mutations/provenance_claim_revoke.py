"""provenanceClaimRevoke: taking back what was said of a product's origin."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.permissions import Permission
from odop_provenance import api as provenance
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation


class ProvenanceClaimRevoke(StaffMutation):
    class Meta:
        description = "Takes back what was said of a product's origin."
        permissions = (Permission.MANAGE_PROVENANCE,)

    class Arguments:
        product_id = graphene.ID(required=True, description="ID of the product in the store.")

    product_id = graphene.ID(description="The ID of the product.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        product_id = clean.store_id("productId", "Product", arguments["product_id"])
        if not provenance.revoke_claim(product_id):
            raise Refused("productId", "Nothing is said of this product's origin.", Code.NOT_FOUND)
        return {"product_id": product_id}
