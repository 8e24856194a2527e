"""pickupPointCreate: a warehouse in the store, where goods are collected."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import Address, NoPickupPoint, create_pickup_point
from storefront_schema import request
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.arguments import clean_name, clean_phone, clean_pin, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.pickups import OdopPickupPoint


class PickupPointCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A new pickup point, in India."

    reference = graphene.String(
        required=True, description='Your own lasting name for it ("supplier-17"): asked again, it is the same one.'
    )
    name = graphene.String(required=True, description="What it is to be called.")
    street_address_1 = graphene.String(name="streetAddress1", required=True, description="House and street.")
    street_address_2 = graphene.String(name="streetAddress2", description="More of it.")
    city = graphene.String(required=True, description="The city, town or village.")
    postal_code = graphene.String(required=True, description="The PIN code.")
    country_area = graphene.String(description='The State. Default: "Uttar Pradesh".')
    company_name = graphene.String(description="Whose place it is.")
    phone = graphene.String(description="A phone number there.")
    email = graphene.String(description="An e-mail address there.")
    copy_settings_from = graphene.ID(
        description="ID of a warehouse: the new one sells in the same channels and zones. Default: as is set."
    )


class PickupPointCreate(StaffMutation):
    class Meta:
        description = "Makes a warehouse in the store, where goods are collected."
        permissions = shared.PERMISSIONS
        atomic = False  # the store is asked

    class Arguments:
        input = PickupPointCreateInput(required=True, description="The pickup point.")

    pickup_point = graphene.Field(OdopPickupPoint, description="The pickup point, as the store has it.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            like = each(shared.clean_optional_id, "copySettingsFrom", "Warehouse", given, "copy_settings_from") or ""
            address = each(_address, given)
        with refuse_as({**shared.STORE_REFUSALS, NoPickupPoint: (None, Code.INVALID)}):
            point = create_pickup_point(
                given["reference"],
                given["name"],
                address,
                by=request.actor(info),
                like=like,
                email=given.get("email") or "",
            )
        return {"pickup_point": point}


def _address(given: dict[str, Any]) -> Address:
    """Raises Refused."""
    with collect() as each:
        place = {
            "company_name": each(clean_name, "companyName", given.get("company_name"), required=False),
            "street_address_1": each(clean_text, "streetAddress1", given["street_address_1"]),
            "street_address_2": each(clean_text, "streetAddress2", given.get("street_address_2"), required=False),
            "city": each(clean_name, "city", given["city"]),
            "postal_code": each(clean_pin, "postalCode", given["postal_code"]),
            "country_area": each(clean_name, "countryArea", given.get("country_area") or "Uttar Pradesh"),
            "country_code": "IN",
            "phone": each(clean_phone, "phone", given["phone"]) if given.get("phone") else "",
        }
    return Address(**place)
