"""supplierTurnoverDeclare: what a supplier sold elsewhere in a financial year so far."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.turnover import declare_turnover
from storefront_schema import loaders, request, scalars
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import OwnMutation
from storefront_schema.mutations.suppliers import taking_on
from storefront_schema.types.money import money_input
from storefront_schema.types.supplier_records import SupplierTurnover
from storefront_schema.types.suppliers import Supplier


class SupplierTurnoverInput(graphene.InputObjectType):
    class Meta:
        description = "What was sold elsewhere."

    year = graphene.Int(required=True, description="The financial year, by the year it begins in: 2026 is 2026-27.")
    elsewhere = money_input("What they sold elsewhere in that year so far, without GST.", required=True)
    declared_on = scalars.date_input(description="The Indian day they said so. Default: today.")


class SupplierTurnoverDeclare(OwnMutation):
    class Meta:
        description = (
            "Records what a supplier says they sold elsewhere. The last word of a year counts, and lifts a stop that "
            "it shows to be wrong."
        )
        permissions = taking_on.PERMISSIONS

    class Arguments:
        id = taking_on.supplier_argument()
        input = SupplierTurnoverInput(required=True, description="What they said.")

    turnover = graphene.Field(SupplierTurnover, description="How far they now are from the limit.")
    supplier = graphene.Field(Supplier, description="The supplier.")

    @classmethod
    def whose(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [taking_on.number(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, supplier_id = arguments["input"], taking_on.number(arguments)
        with clean.refusing_as(taking_on.REFUSALS):
            turnover = declare_turnover(
                supplier_id,
                year=given["year"],
                elsewhere_paise=clean.money("elsewhere", given["elsewhere"]),
                declared_on=given.get("declared_on"),
                by=request.who(info),
            )
        return {"turnover": turnover, "supplier": loaders.Supplier.of(info).load(supplier_id)}
