"""Messages to suppliers: what they say, what was tried, and what became of them."""

from __future__ import annotations

import graphene

from odop_core.security import masks
from odop_core.security.foreign_text import mask_text
from odop_core.security.permissions import Permission
from odop_notifications.api import MessageInfo, MessageState
from odop_notifications.api.messages import AttemptInfo, AttemptOutcome, ReceiptInfo
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField
from storefront_schema.interfaces import NodeType
from storefront_schema.language import OdopLanguageEnum, enum_of
from storefront_schema.resolvers import text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.money import OdopMoney

NotificationStatusEnum = enum_of("NotificationStatusEnum", "How far a message to a supplier has come.", MessageState)
MessageAttemptOutcomeEnum = enum_of("MessageAttemptOutcomeEnum", "How one attempt at sending went.", AttemptOutcome)
STAFF = [Permission.MANAGE_NOTIFICATIONS]


class SupplierMessageAttempt(graphene.ObjectType):
    class Meta:
        description = "One time a message was carried to its channel."

    transport = graphene.String(required=True, description="The channel.", source="channel")
    created_at = scalars.date_time_field(required=True, description="When the attempt ended (UTC).", source="at")
    outcome = graphene.Field(MessageAttemptOutcomeEnum, required=True, description="How it went.")
    detail = graphene.String(required=True, description="What the gateway said; long numbers are hidden.")

    @staticmethod
    def resolve_detail(root: AttemptInfo, _info: graphene.ResolveInfo) -> str:
        return mask_text(root.detail)


class SupplierMessageReceipt(graphene.ObjectType):
    class Meta:
        description = "A gateway's report about a message that it had accepted."

    status = graphene.String(
        required=True, description='The reported status, such as "delivered"; "other" for a word that we do not know.'
    )
    word = graphene.String(
        resolver=text_or_null("word"), description="The gateway's own word, where we do not know it; else null."
    )
    reported_at = scalars.date_time_field(
        description="When that happened, as the gateway has it (UTC); null if it does not say.", source="at"
    )
    received_at = scalars.date_time_field(required=True, description="When we heard of it (UTC).")
    detail = graphene.String(required=True, description="The gateway's own words; long numbers are hidden.")

    @staticmethod
    def resolve_detail(root: ReceiptInfo, _info: graphene.ResolveInfo) -> str:
        return mask_text(root.detail)


class SupplierMessage(NodeType):
    class Meta:
        description = "One message to the supplier of sold goods."

    occasion = graphene.String(
        required=True, description='What it is about, such as "bought": a name of `messageOccasions`.'
    )
    recipient = graphene.String(required=True, description="Initials of whom it is for.")
    language = graphene.Field(OdopLanguageEnum, required=True, description="The language it is written in.")
    text = graphene.String(required=True, description="What it says.")
    status = graphene.Field(NotificationStatusEnum, required=True, source="state", description="How far it has come.")
    transport = graphene.String(resolver=text_or_null("channel"), description="The channel that took it, once one did.")
    failure = graphene.String(
        resolver=text_or_null("failure"),
        description="Why it could not be sent, in words; null when nothing went wrong.",
    )
    created_at = scalars.date_time_field(required=True, description="When it was written (UTC).")
    not_before = scalars.date_time_field(description="Until when it is held for the hours of its channel (UTC).")
    sent_at = scalars.date_time_field(description="When the channel took it (UTC).")
    delivered_at = scalars.date_time_field(
        description="When it reached the recipient's device (UTC), if the gateway reported it."
    )
    read_at = scalars.date_time_field(description="When the recipient opened it (UTC), if the gateway reported it.")
    order = store_field("Order", "order_id", "The order it is about; null if it is about none.")
    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale",
        resolver=loaders.Sale.resolver("sale_id"),
        description="The sale it is about; null if it is about none.",
    )
    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="The supplier it is for; null if that is not recorded.",
    )
    subject = graphene.String(
        resolver=text_or_null("subject"), description='What else it is about, such as "payout:7"; null if nothing.'
    )
    encoding = graphene.String(required=True, description='"gsm7" or "ucs2" where it is or may be an SMS; else empty.')
    parts = graphene.Int(required=True, description="How many short messages it takes.")
    cost = GuardedField(
        OdopMoney,
        permissions=STAFF,
        source="cost_paise",
        description="What it costs, tax included; null where no price is known.",
    )
    address = GuardedField(
        graphene.String, permissions=STAFF, description="Where it went, all but the last four characters hidden."
    )
    attempts = GuardedField(
        graphene.List(graphene.NonNull(SupplierMessageAttempt)),
        permissions=STAFF,
        resolver=loaders.AttemptsOfMessage.resolver(),
        description="Every time it was carried to its channel, oldest first.",
    )
    receipts = GuardedField(
        graphene.List(graphene.NonNull(SupplierMessageReceipt)),
        permissions=STAFF,
        resolver=loaders.ReceiptsOfMessage.resolver(),
        description="The gateway's reports about it, in the order in which they came.",
    )

    @staticmethod
    def resolve_recipient(root: MessageInfo, _info: graphene.ResolveInfo) -> str:
        return masks.mask_name(root.recipient_name)

    @staticmethod
    def resolve_address(root: MessageInfo, _info: graphene.ResolveInfo) -> str:
        return masks.mask_phone(root.address)


class SupplierMessageCountableConnection(CountableConnection):
    class Meta:
        node = SupplierMessage
