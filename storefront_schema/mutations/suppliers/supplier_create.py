"""supplierCreate: a new supplier."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment import api as consignment
from odop_core.permissions import Permission
from storefront_schema.language import OdopLanguageEnum
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.suppliers import Supplier


class SupplierCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A new supplier."

    name = graphene.String(required=True, description="The supplier's name.")
    phone = graphene.String(required=True, description="A mobile number of ten digits, or an international one with +.")
    name_hi = graphene.String(description="The name in Hindi, for messages.")
    language = OdopLanguageEnum(description="The language of messages. Default: Hindi.")
    artisan = graphene.String(description="Slug of the artisan whom buyers see.")


class SupplierCreate(StaffMutation):
    class Meta:
        description = "Adds a supplier."
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        input = SupplierCreateInput(required=True, description="The supplier.")

    supplier = graphene.Field(Supplier, description="The new supplier.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        return {"supplier": consignment.save_supplier(**changes(arguments["input"]))}


def changes(given: dict[str, Any]) -> consignment.SupplierChanges:
    """The clean values of those fields that were given. Raises Refused."""
    values: consignment.SupplierChanges = {}
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
    return values
