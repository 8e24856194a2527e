"""supplierRegimeRecord: from a day on the supplier supplies and is taxed in this way."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.regimes import OffersClash, record_regime
from storefront_schema import loaders, request, scalars
from storefront_schema.errors import Code
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import SupplierRegime, SupplyModelEnum, TaxRegimeEnum
from storefront_schema.types.suppliers import Supplier


class SupplierRegimeInput(graphene.InputObjectType):
    class Meta:
        description = "What a supplier is from a day on."

    valid_from = scalars.date_input(required=True, description="The first Indian day.")
    supply_model = graphene.InputField(SupplyModelEnum, required=True, description="How they supply.")
    tax_regime = graphene.InputField(TaxRegimeEnum, required=True, description="How they are taxed.")
    gstin = graphene.String(description="Their GST registration, where they have one.")
    enrolment_number = graphene.String(description="Their enrolment number, where they have one.")


REFUSALS = {
    **shared.REFUSALS,
    OffersClash: ("supplyModel", Code.OTHER_SELLER),
    WrongChoice: ("taxRegime", Code.INVALID),
}


class SupplierRegimeRecord(StaffMutation):
    class Meta:
        description = (
            "Records how a supplier supplies and is taxed from a day on. What was sold before stays as it was. Refused "
            "where their offers could then not stand beside those of others, naming them."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        input = SupplierRegimeInput(required=True, description="What they are.")

    regime = graphene.Field(SupplierRegime, description="The new regime.")
    supplier = graphene.Field(Supplier, description="The supplier.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, supplier_id = arguments["input"], shared.read_supplier_id(arguments)
        with refuse_as(REFUSALS):
            regime = record_regime(
                supplier_id,
                valid_from=given["valid_from"],
                supply_model=given["supply_model"],
                tax_regime=given["tax_regime"],
                gstin=given.get("gstin") or "",
                enrolment_number=given.get("enrolment_number") or "",
                by=request.actor(info),
            )
        return {"regime": regime, "supplier": loaders.Supplier.of(info).load(supplier_id)}
