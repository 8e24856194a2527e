"""Who sells a thing: what the law wants buyers to know, and nothing more.

A vendor and an enrolled supplier are named with their address (E-Commerce Rules 2020, r.5); of a consignor nothing is
told, the corporation answers for their goods. The artisan is shown as far as the artisan agreed to be.
"""

from __future__ import annotations

import graphene

from odop_consignment.api.offers import Corporation
from storefront_schema import loaders
from storefront_schema.resolvers import attribute, text_or_null
from storefront_schema.types.places import Artisan
from storefront_schema.types.supplier_records import SupplyModelEnum


class OdopSeller(graphene.ObjectType):
    class Meta:
        description = "The seller of record: whose name is on the buyer's invoice."

    name = graphene.String(required=True, resolver=attribute("seller.name"), description="The seller's legal name.")
    name_hi = graphene.String(resolver=text_or_null("seller.name_hi"), description="The name in Hindi, if it is known.")
    is_corporation = graphene.Boolean(
        required=True,
        resolver=attribute("seller.is_corporation"),
        description="Whether the corporation sells it in its own name.",
    )
    is_registered = graphene.Boolean(
        required=True, resolver=attribute("seller.registered"), description="Whether the seller is registered for GST."
    )
    gstin = graphene.String(
        resolver=text_or_null("seller.gstin"),
        description="The GST registration the goods are sold under; null without one.",
    )
    address = graphene.String(
        required=True,
        resolver=attribute("seller.address"),
        description="The seller's address; may be empty while it is not set.",
    )
    state_code = graphene.String(
        required=True,
        resolver=attribute("seller.state_code"),
        description='GST code of the State goods are sold from ("09": UP).',
    )
    supply_model = graphene.Field(SupplyModelEnum, required=True, description="Under which arrangement it is sold.")
    care_phone = graphene.String(
        required=True,
        resolver=attribute("seller.care_phone"),
        description="Customer care: phone; may be empty while it is not set.",
    )
    care_email = graphene.String(
        required=True,
        resolver=attribute("seller.care_email"),
        description="Customer care: e-mail; may be empty while it is not set.",
    )
    artisan = graphene.Field(
        Artisan,
        resolver=loaders.Artisan.resolver("artisan_slug"),
        description="Whose work it is, as far as they agreed to be shown; null where it is that of several.",
    )


class OdopCorporation(graphene.ObjectType):
    class Meta:
        description = "Who runs the shop, as every shop must tell (E-Commerce Rules 2020, r.4)."

    name = graphene.String(required=True, description="The legal name.")
    address = graphene.String(required=True, description="Head office and branches.")
    gstins = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="The GST registrations, one for each State."
    )
    care_phone = graphene.String(required=True, description="Customer care: phone.")
    care_email = graphene.String(required=True, description="Customer care: e-mail.")
    grievance_officer = graphene.String(required=True, description="Name and designation of the grievance officer.")
    grievance_contact = graphene.String(required=True, description="How to reach the grievance officer.")

    @staticmethod
    def resolve_gstins(root: Corporation, _info: graphene.ResolveInfo) -> list[str]:
        return list(root.gstins)
