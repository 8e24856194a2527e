"""supplierUpdate: what is known of a supplier."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment import api as consignment
from odop_core.permissions import Permission
from storefront_schema.errors import Code
from storefront_schema.language import OdopLanguageEnum
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.suppliers.supplier_create import changes
from storefront_schema.types.suppliers import Supplier


class SupplierUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of a supplier; what is left out stays."

    name = graphene.String(description="The supplier's name.")
    phone = graphene.String(description="A mobile number of ten digits, or an international one with +.")
    name_hi = graphene.String(description="The name in Hindi, for messages.")
    language = OdopLanguageEnum(description="The language of messages.")
    artisan = graphene.String(description="Slug of the artisan whom buyers see; empty for none.")


class SupplierUpdate(StaffMutation):
    class Meta:
        description = "Changes a supplier."
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the supplier.")
        input = SupplierUpdateInput(required=True, description="What to change.")

    supplier = graphene.Field(Supplier, description="The supplier as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        supplier_id = clean.number("id", "Supplier", arguments["id"])
        values = changes(arguments["input"])
        with clean.refusing("id", Code.NOT_FOUND, consignment.UnknownRow):
            return {"supplier": consignment.change_supplier(supplier_id, **values)}
