"""supplierLanguageUpdate: the language of one's messages."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import change_supplier, sign_in
from storefront_schema import loaders, request
from storefront_schema.language import OdopLanguageEnum
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sign_in import shared
from storefront_schema.mutations.suppliers.shared import read_supplier_id, supplier_argument
from storefront_schema.types.suppliers import Supplier


class SupplierLanguageUpdate(SupplierMutation):
    class Meta:
        description = (
            "Chooses the language of a supplier's messages. A member of the group chooses that of their own messages."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = supplier_argument()
        language = OdopLanguageEnum(required=True, description="The language.")

    supplier = graphene.Field(Supplier, description="The supplier as they now are.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        supplier_id, viewer = read_supplier_id(arguments), request.viewer(info)
        with refuse_as(shared.REFUSALS):
            if viewer.member_id is not None:
                sign_in.change_member(viewer.member_id, language=arguments["language"])
            else:
                change_supplier(supplier_id, by=request.actor(info), language=arguments["language"])
        return {"supplier": loaders.Supplier.of(info).clear(supplier_id).load(supplier_id)}
