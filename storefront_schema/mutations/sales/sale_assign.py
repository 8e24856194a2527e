"""saleAssign: who supplies a sale that found no supplier by itself."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment import api as consignment
from odop_core.permissions import Permission
from storefront_schema.errors import Code
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.sales import ConsignmentSale


class SaleAssign(StaffMutation):
    class Meta:
        description = "Says by hand which offer supplies an unassigned sale; the maker is then told."
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the unassigned sale.")
        offer_id = graphene.ID(required=True, description="ID of the offer, which must be of the same variant.")

    sale = graphene.Field(ConsignmentSale, description="The sale as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        sale_id = clean.number("id", "ConsignmentSale", arguments["id"])
        offer_id = clean.number("offerId", "Offer", arguments["offer_id"])
        with (
            clean.refusing("id", Code.INVALID, consignment.WrongChoice),
            clean.refusing(None, Code.NOT_FOUND, consignment.UnknownRow),
        ):
            return {"sale": consignment.assign_sale(sale_id, offer_id)}
