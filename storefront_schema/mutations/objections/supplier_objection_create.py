"""supplierObjectionCreate: a supplier disagrees with something."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.objections import ObjectionSubject, raise_objection
from storefront_schema import loaders, request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.objections import TYPES, ObjectionSubjectEnum, SupplierObjection


class SupplierObjectionInput(graphene.InputObjectType):
    class Meta:
        description = "An objection."

    subject = graphene.InputField(ObjectionSubjectEnum, required=True, description="What kind of thing it is about.")
    subject_id = graphene.ID(required=True, description="The ID of what it is about, of that kind.")
    text = graphene.String(required=True, description="What is wrong, in the supplier's words. It stays on record.")


class SupplierObjectionCreate(SupplierMutation):
    class Meta:
        description = (
            "Objects to a decision, bank account, sale, count, note or agreement of a supplier. Staff are to answer; "
            "both sides see all that was said. A bank account that is not in use yet is stopped by it; nothing else "
            "changes until somebody has looked. Objecting again to the same thing says more of it."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        input = SupplierObjectionInput(required=True, description="The objection.")

    objection = graphene.Field(SupplierObjection, description="The objection.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [shared.read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, supplier_id = arguments["input"], shared.read_supplier_id(arguments)
        subject = ObjectionSubject(given["subject"])
        with collect() as each:
            number = each(clean_id, "subjectId", TYPES[subject], given["subject_id"]) or 0
            text = each(clean_text, "text", given["text"])
        with refuse_as(shared.REFUSALS):
            found = raise_objection(supplier_id, subject, number, text=text, by=request.actor(info))
        loaders.BankAccountsOfSupplier.of(info).clear(supplier_id)
        return {"objection": found}
