"""consignorUpdate: what is known of a consignor."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment import api as consignment
from odop_core.permissions import Permission
from storefront_schema.errors import Code
from storefront_schema.language import OdopLanguageEnum
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.consignor_create import changes
from storefront_schema.types.sales import Consignor, SupplyModelEnum


class ConsignorUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of a consignor; what is left out stays."

    name = graphene.String(description="The consignor's name.")
    phone = graphene.String(description="A mobile number of ten digits, or an international one with +.")
    name_hi = graphene.String(description="The name in Hindi, for messages.")
    language = OdopLanguageEnum(description="The language of messages.")
    artisan = graphene.String(description="Slug of the artisan whom buyers see; empty for none.")
    supply_model = SupplyModelEnum(description="The arrangement they supply under.")


class ConsignorUpdate(StaffMutation):
    class Meta:
        description = "Changes a consignor."
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the consignor.")
        input = ConsignorUpdateInput(required=True, description="What to change.")

    consignor = graphene.Field(Consignor, description="The consignor as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        consignor_id = clean.number("id", "Consignor", arguments["id"])
        values = changes(arguments["input"])
        with clean.refusing("id", Code.NOT_FOUND, consignment.UnknownRow):
            return {"consignor": consignment.change_consignor(consignor_id, **values)}
