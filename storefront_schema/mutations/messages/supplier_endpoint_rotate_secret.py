"""supplierEndpointRotateSecret: a new secret for a supplier's endpoint."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import endpoints
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.messages.endpoints import PERMISSIONS, REFUSALS, supplier_argument
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.channels import SupplierEndpoint


class SupplierEndpointRotateSecret(StaffMutation):
    class Meta:
        description = "Gives a supplier's endpoint a new secret; for two days the one before signs along."
        permissions = PERMISSIONS

    class Arguments:
        supplier_id = supplier_argument()

    endpoint = graphene.Field(SupplierEndpoint, description="The endpoint as it now is.")
    secret = graphene.String(description="The new secret, shown this once.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        supplier_id = clean_id("supplierId", "Supplier", arguments["supplier_id"])
        with refuse_as(REFUSALS):
            endpoint, secret = endpoints.rotate_secret(supplier_id)
        return {"endpoint": endpoint, "secret": secret}
