"""endpointSwitchOff: a supplier's endpoint is told no more."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import endpoints
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.messages.endpoints import PERMISSIONS, REFUSALS, supplier_argument
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.channels import SupplierEndpoint


class EndpointSwitchOff(StaffMutation):
    class Meta:
        description = "Switches a supplier's endpoint off; the supplier is told."
        permissions = PERMISSIONS

    class Arguments:
        supplier_id = supplier_argument()
        reason = graphene.String(required=True, description="Why; the supplier is told.")

    endpoint = graphene.Field(SupplierEndpoint, description="The endpoint as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        supplier_id = clean_id("supplierId", "Supplier", arguments["supplier_id"])
        why = clean_text("reason", arguments["reason"])
        with refuse_as(REFUSALS):
            return {"endpoint": endpoints.switch_off_endpoint(supplier_id, why)}
