"""What buyers were refused at checkout. Staff only."""

from __future__ import annotations

import graphene

from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.resolvers import text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.supplier_records import TaxRegimeEnum
from storefront_schema.types.suppliers import Supplier


class CheckoutRefusal(NodeType):
    class Meta:
        description = "A buyer was refused because something cannot be sold to their State."

    variant = store_field("ProductVariant", "variant_id", "The product variant.")
    supplier = graphene.Field(
        Supplier,
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Whose goods they would have been.",
    )
    tax_regime = graphene.Field(TaxRegimeEnum, required=True, description="The supplier's registration for GST.")
    supplier_state_code = graphene.String(required=True, description="GST code of the supplier's State.")
    billing_state_code = graphene.String(
        resolver=text_or_null("bill_state_code"),
        description="GST code of the State to be billed; null if it is not known.",
    )
    shipping_state_code = graphene.String(
        resolver=text_or_null("ship_state_code"),
        description="GST code of the State to be sent to; null if it is not known.",
    )
    created_at = scalars.date_time_field(
        required=True, description="When the buyer was told (UTC).", source="refused_at"
    )


class CheckoutRefusalCountableConnection(CountableConnection):
    class Meta:
        node = CheckoutRefusal
