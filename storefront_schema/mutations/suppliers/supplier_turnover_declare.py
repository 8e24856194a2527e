"""supplierTurnoverDeclare: what a supplier sold elsewhere in a financial year so far."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.turnover import declare_turnover
from storefront_schema import loaders, request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_money
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.money import money_input
from storefront_schema.types.supplier_records import SupplierTurnover
from storefront_schema.types.suppliers import Supplier


class SupplierTurnoverInput(graphene.InputObjectType):
    class Meta:
        description = "What was sold elsewhere."

    year = graphene.Int(required=True, description="The financial year, by the year it begins in: 2026 is 2026-27.")
    elsewhere = money_input("What they sold elsewhere in that year so far, without GST.", required=True)
    declared_on = scalars.date_input(description="The Indian day they said so. Default: today.")


class SupplierTurnoverDeclare(SupplierMutation):
    for_owners = True

    class Meta:
        description = (
            "Records what a supplier says they sold elsewhere. The last word of a year counts, and lifts a stop that "
            "it shows to be wrong."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        input = SupplierTurnoverInput(required=True, description="What they said.")

    turnover = graphene.Field(SupplierTurnover, description="How far they now are from the limit.")
    supplier = graphene.Field(Supplier, description="The supplier.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [shared.read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            supplier_id = each(shared.read_supplier_id, arguments)
            elsewhere = each(clean_money, "elsewhere", given["elsewhere"])
        with refuse_as(shared.REFUSALS):
            turnover = declare_turnover(
                supplier_id,
                year=given["year"],
                elsewhere_paise=elsewhere,
                declared_on=given.get("declared_on"),
                by=request.actor(info),
            )
        return {"turnover": turnover, "supplier": loaders.Supplier.of(info).load(supplier_id)}
