"""What buyers were refused at checkout. Staff only."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.checkout import RefusalInfo
from storefront_schema import ids, loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.types.supplier_records import TaxRegimeEnum
from storefront_schema.types.suppliers import Supplier


class CheckoutRefusal(graphene.ObjectType):
    class Meta:
        description = "A buyer was told that something cannot be sold to their State."

    id = graphene.ID(required=True, description="The ID of the refusal.")
    variant_id = graphene.ID(required=True, description="The ID of the product variant in the store.")
    supplier = graphene.Field(Supplier, required=True, description="Whose goods they would have been.")
    tax_regime = graphene.Field(TaxRegimeEnum, required=True, description="How the supplier stands towards GST.")
    supplier_state_code = graphene.String(required=True, description="GST code of the supplier's State.")
    bill_state_code = graphene.String(description="GST code of the State to be billed; null if it is not known.")
    ship_state_code = graphene.String(description="GST code of the State to be sent to; null if it is not known.")
    refused_at = scalars.date_time_field(required=True, description="When (UTC).")

    @staticmethod
    def resolve_id(root: RefusalInfo, _info: graphene.ResolveInfo) -> str:
        return ids.make("CheckoutRefusal", root.id)

    @staticmethod
    def resolve_supplier(root: RefusalInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.Supplier.of(info).load(root.supplier_id)

    @staticmethod
    def resolve_bill_state_code(root: RefusalInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.bill_state_code or None

    @staticmethod
    def resolve_ship_state_code(root: RefusalInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.ship_state_code or None


class CheckoutRefusalCountableConnection(CountableConnection):
    class Meta:
        node = CheckoutRefusal
