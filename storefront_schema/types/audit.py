"""What was done in the shop: one type for the records of all apps."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.database.audit import AuditEvent, Change
from odop_core.database.states import State
from storefront_schema import ids, loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of, sentence_field
from storefront_schema.resolvers import sentence, sentence_or_null
from storefront_schema.types.actors import actor_field


class AuditKind(State):
    """A new kind comes at the end: the place of a kind is part of the IDs of its events."""

    SUPPLIER = "supplier", "the status or the details of a supplier changed"
    DISCLOSURE = "disclosure", "personal data of a supplier were shown in full"
    CONSENT = "consent", "a supplier gave or withdrew a consent"
    BANK_ACCOUNT_PROPOSED = "bank_account_proposed", "a bank account was proposed"
    BANK_ACCOUNT_DECIDED = "bank_account_decided", "a bank account was approved or rejected"
    AGREEMENT_VERSION = "agreement_version", "a version of an agreement was written"
    AGREEMENT_ENDED = "agreement_ended", "an agreement was ended"
    OBJECTION = "objection", "a supplier objected, or staff answered"
    SALE = "sale", "the status of a sale changed, or something about it was recorded"
    CLAIM = "claim", "a claim of origin changed"
    TEMPLATE = "template", "a version of a message template was saved"
    NUMBER_USED = "number_used", "an operator saw or dialled a telephone number"


AuditKindEnum = enum_of("OdopAuditKindEnum", "What kind of thing was done.", AuditKind)


class AuditChange(graphene.ObjectType):
    class Meta:
        name = "OdopAuditChange"
        description = "A field that changed. Values that are kept secret are never listed."

    field = graphene.String(required=True, description="The name of the field.")
    before = graphene.String(required=True, resolver=sentence("before"), description="Its value before, in words.")
    after = graphene.String(required=True, resolver=sentence("after"), description="Its value after, in words.")


class OdopAuditEvent(NodeType):
    class Meta:
        description = "Something that was done: who, when, to what, and why."

    kind = graphene.Field(AuditKindEnum, required=True, description="What kind of thing it was.")
    sentence = sentence_field("What was done, in words.", resolver=sentence("summary.sentence"))
    reason = graphene.String(
        resolver=sentence_or_null("summary.reason"), description="The reason that was given; null without one."
    )
    changes = graphene.List(
        graphene.NonNull(AuditChange), required=True, description="The fields that changed, without secrets."
    )
    object_type = graphene.String(required=True, description='The type of what it was done to, such as "Supplier".')
    object_id = graphene.ID(required=True, description="The ID of what it was done to.")
    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="The supplier whose things it concerns; null where there is none.",
    )
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When it was done (UTC).", source="at")

    @staticmethod
    def resolve_changes(root: AuditEvent, _info: graphene.ResolveInfo) -> list[Change]:
        return list(root.summary.changes)

    @staticmethod
    def resolve_object_id(root: AuditEvent, _info: graphene.ResolveInfo) -> Any:
        return root.object_key if root.object_type == "Product" else ids.make(root.object_type, root.object_key)


class OdopAuditEventCountableConnection(CountableConnection):
    class Meta:
        node = OdopAuditEvent
