"""supplierEndpointCreate: where a supplier's own system gets what others get as a message."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import endpoints
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.messages.endpoints import PERMISSIONS, REFUSALS, supplier_argument
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.channels import SupplierEndpoint


class SupplierEndpointCreate(StaffMutation):
    class Meta:
        description = "Sets up a supplier's endpoint, or moves it to another address and switches it on."
        permissions = PERMISSIONS

    class Arguments:
        supplier_id = supplier_argument()
        url = graphene.String(required=True, description="The address; https.")

    endpoint = graphene.Field(SupplierEndpoint, description="The endpoint as it now is.")
    secret = graphene.String(description="The secret of a new endpoint, shown this once; null if it had one.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        supplier_id = clean_id("supplierId", "Supplier", arguments["supplier_id"])
        with refuse_as(REFUSALS):
            endpoint, secret = endpoints.set_up_endpoint(supplier_id, arguments["url"].strip())
        return {"endpoint": endpoint, "secret": secret or None}
