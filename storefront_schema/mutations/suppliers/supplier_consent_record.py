"""supplierConsentRecord: a supplier agrees to a purpose, or takes that back; both go the same way."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import read_notice, record_consent
from storefront_schema import loaders, request
from storefront_schema.language import Language, OdopLanguageEnum
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import PurposeEnum, SupplierConsent
from storefront_schema.types.suppliers import Supplier


class SupplierConsentInput(graphene.InputObjectType):
    class Meta:
        description = "A word of a supplier."

    purpose = graphene.InputField(PurposeEnum, required=True, description="What it is about.")
    is_given = graphene.Boolean(required=True, description="Whether they agree, or take it back.")
    medium = graphene.String(description='How they said so, such as "paper form". Default: "web".')
    language = OdopLanguageEnum(description="The language of the notice they were shown. Default: HI.")
    notice_version = graphene.String(description="The version they were shown. Default: that of `supplierNotice`.")


class SupplierConsentRecord(SupplierMutation):
    for_owners = True

    class Meta:
        description = (
            "Records that a supplier agreed to a purpose, or withdrew that consent. Without the "
            "consent to SUPPLY nothing more of theirs is sold."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        input = SupplierConsentInput(required=True, description="What they said.")

    consent = graphene.Field(SupplierConsent, description="The word on record.")
    supplier = graphene.Field(Supplier, description="The supplier.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [shared.read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, supplier_id = arguments["input"], shared.read_supplier_id(arguments)
        language = given.get("language") or Language.HI.value
        with refuse_as(shared.REFUSALS):
            consent = record_consent(
                supplier_id,
                given["purpose"],
                given=given["is_given"],
                channel=given.get("medium") or "web",
                language=language,
                notice_version=given.get("notice_version") or read_notice(language).version,
                by=request.actor(info),
            )
        return {"consent": consent, "supplier": loaders.Supplier.of(info).load(supplier_id)}
