"""Who sells a thing: what the law wants buyers to know, and nothing more.

A vendor and an enrolled supplier are named with their address (E-Commerce Rules 2020, r.5); of a consignor nothing is
told, the corporation answers for their goods. The maker is shown as far as the artisan agreed to be.
"""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import Corporation, SoldBy
from storefront_schema import loaders
from storefront_schema.types.places import Artisan
from storefront_schema.types.supplier_records import SupplyModelEnum


class OdopSeller(graphene.ObjectType):
    class Meta:
        description = "The seller of record: whose name is on the buyer's invoice."

    name = graphene.String(required=True, description="The seller's legal name.")
    name_hi = graphene.String(description="The name in Hindi, if it is known.")
    is_corporation = graphene.Boolean(required=True, description="Whether the corporation sells it in its own name.")
    registered = graphene.Boolean(required=True, description="Whether the seller is registered for GST.")
    gstin = graphene.String(description="The GST registration the goods are sold under; null without one.")
    address = graphene.String(required=True, description="The seller's address; may be empty while it is not set.")
    state_code = graphene.String(required=True, description='GST code of the State goods are sold from ("09": UP).')
    supply_model = graphene.Field(SupplyModelEnum, required=True, description="Under which arrangement it is sold.")
    care_phone = graphene.String(required=True, description="Customer care: phone; may be empty while it is not set.")
    care_email = graphene.String(required=True, description="Customer care: e-mail; may be empty while it is not set.")
    maker = graphene.Field(Artisan, description="Whose work it is, as far as they agreed to be shown.")

    @staticmethod
    def resolve_name(root: SoldBy, _info: graphene.ResolveInfo) -> str:
        return root.seller.name

    @staticmethod
    def resolve_name_hi(root: SoldBy, _info: graphene.ResolveInfo) -> str | None:
        return root.seller.name_hi or None

    @staticmethod
    def resolve_is_corporation(root: SoldBy, _info: graphene.ResolveInfo) -> bool:
        return root.seller.is_corporation

    @staticmethod
    def resolve_registered(root: SoldBy, _info: graphene.ResolveInfo) -> bool:
        return root.seller.registered

    @staticmethod
    def resolve_gstin(root: SoldBy, _info: graphene.ResolveInfo) -> str | None:
        return root.seller.gstin or None

    @staticmethod
    def resolve_address(root: SoldBy, _info: graphene.ResolveInfo) -> str:
        return root.seller.address

    @staticmethod
    def resolve_state_code(root: SoldBy, _info: graphene.ResolveInfo) -> str:
        return root.seller.state_code

    @staticmethod
    def resolve_care_phone(root: SoldBy, _info: graphene.ResolveInfo) -> str:
        return root.seller.care_phone

    @staticmethod
    def resolve_care_email(root: SoldBy, _info: graphene.ResolveInfo) -> str:
        return root.seller.care_email

    @staticmethod
    def resolve_maker(root: SoldBy, info: graphene.ResolveInfo) -> Any:
        return loaders.Artisan.of(info).load(root.artisan_slug) if root.artisan_slug else None


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
