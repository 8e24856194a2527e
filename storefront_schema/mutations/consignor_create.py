"""consignorCreate: a new consignor."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment import api as consignment
from odop_core.permissions import Permission
from storefront_schema.language import OdopLanguageEnum
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.sales import Consignor, SupplyModelEnum


class ConsignorCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A new consignor."

    name = graphene.String(required=True, description="The consignor's name.")
    phone = graphene.String(required=True, description="A mobile number of ten digits, or an international one with +.")
    name_hi = graphene.String(description="The name in Hindi, for messages.")
    language = OdopLanguageEnum(description="The language of messages. Default: Hindi.")
    artisan = graphene.String(description="Slug of the artisan whom buyers see.")
    supply_model = SupplyModelEnum(description="The arrangement they supply under. Default: CONSIGNMENT.")


class ConsignorCreate(StaffMutation):
    class Meta:
        description = "Adds a consignor."
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        input = ConsignorCreateInput(required=True, description="The consignor.")

    consignor = graphene.Field(Consignor, description="The new consignor.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        return {"consignor": consignment.save_consignor(**changes(arguments["input"]))}


def changes(given: dict[str, Any]) -> consignment.ConsignorChanges:
    """The clean values of those fields that were given. Raises Refused."""
    values: consignment.ConsignorChanges = {}
    if "name" in given:
        values["name"] = clean.name("name", given["name"])
    if "phone" in given:
        values["phone"] = clean.phone("phone", given["phone"] or "")
    if "name_hi" in given:
        values["name_hi"] = clean.name("nameHi", given["name_hi"], required=False)
    if given.get("language"):
        values["language"] = given["language"]
    if "artisan" in given:
        values["artisan_slug"] = clean.artisan("artisan", given["artisan"])
    if given.get("supply_model"):
        values["supply_model"] = given["supply_model"]
    return values
