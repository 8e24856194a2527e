"""supplierVerificationRecord: somebody looked at one thing a supplier says."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.suppliers import record_verification
from storefront_schema import loaders, request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_line, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import CheckItemEnum, CheckResultEnum, SupplierVerification
from storefront_schema.types.suppliers import Supplier

SOURCE_LENGTH = 64


class SupplierVerificationInput(graphene.InputObjectType):
    class Meta:
        description = "What was looked at, how, and what was found. These rows never change: write no personal data."

    item = graphene.InputField(CheckItemEnum, required=True, description="What was looked at.")
    result = graphene.InputField(CheckResultEnum, required=True, description="What was found.")
    source = graphene.String(required=True, description='How it was seen, such as "GST portal" or "penny drop".')
    reference = graphene.String(description="The reference the source gave.")
    remark = graphene.String(description="What was found, in words; needed for REFUSED.")


class SupplierVerificationRecord(StaffMutation):
    class Meta:
        description = "Records the check of one fact about a supplier, as it is now."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        input = SupplierVerificationInput(required=True, description="What was found.")

    verification = graphene.Field(SupplierVerification, description="The verification.")
    supplier = graphene.Field(Supplier, description="The supplier.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            supplier_id = each(shared.read_supplier_id, arguments)
            source = each(clean_line, "source", given["source"], longest=SOURCE_LENGTH)
            reference = each(clean_line, "reference", given.get("reference"), required=False)
            remark = each(clean_text, "remark", given.get("remark"), required=False)
        with refuse_as(shared.REFUSALS):
            verification = record_verification(
                supplier_id,
                given["item"],
                given["result"],
                source=source,
                reference=reference,
                remark=remark,
                by=request.actor(info),
            )
        return {"verification": verification, "supplier": loaders.Supplier.of(info).load(supplier_id)}
