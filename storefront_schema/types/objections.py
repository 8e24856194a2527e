"""What suppliers object to, as they and staff see it."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.objections import ObjectionInfo, ObjectionState, ObjectionSubject
from storefront_schema import ids, loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of

ObjectionSubjectEnum = enum_of("SupplierObjectionSubjectEnum", "What a supplier objects to.", ObjectionSubject)
ObjectionStatusEnum = enum_of("SupplierObjectionStatusEnum", "How far an objection has come.", ObjectionState)
# The type of the row's ID, by the subject.
TYPES = {
    ObjectionSubject.SUPPLIER: "Supplier",
    ObjectionSubject.BANK_ACCOUNT: "SupplierBankAccount",
    ObjectionSubject.SALE: "ConsignmentSale",
    ObjectionSubject.STOCK_COUNT: "StockCount",
    ObjectionSubject.NOTE: "ConsignmentNote",
    ObjectionSubject.AGREEMENT_VERSION: "AgreementVersion",
}


class SupplierObjectionEntry(graphene.ObjectType):
    class Meta:
        description = "What one side said of an objection. It never changes."

    text = graphene.String(required=True, description="The words.")
    is_answer = graphene.Boolean(required=True, description="Whether staff answered; else the supplier said it.")
    created_by = staff_actor_field("Who wrote it.", "by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="at")


class SupplierObjection(NodeType):
    class Meta:
        description = "A supplier disagrees with something, and staff answer. Both see all of it."

    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Who objects.",
    )
    subject = graphene.Field(ObjectionSubjectEnum, required=True, description="What kind of thing it is about.")
    subject_id = graphene.ID(
        required=True,
        description="The ID of what it is about, of the type that `subject` names: these have no type in common.",
    )
    status = graphene.Field(ObjectionStatusEnum, required=True, description="How far it has come.", source="state")
    entries = graphene.Field(
        list_of(SupplierObjectionEntry),
        resolver=loaders.EntriesOfObjection.resolver(),
        description="What was said, oldest first.",
    )
    created_at = scalars.date_time_field(required=True, description="When it was raised (UTC).", source="raised_at")
    updated_at = scalars.date_time_field(
        required=True, description="When something was last said (UTC).", source="changed_at"
    )

    @staticmethod
    def resolve_subject_id(root: ObjectionInfo, _info: graphene.ResolveInfo) -> Any:
        return ids.make(TYPES[ObjectionSubject(root.subject)], root.subject_id)


class SupplierObjectionCountableConnection(CountableConnection):
    class Meta:
        node = SupplierObjection
