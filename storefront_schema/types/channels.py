"""How the channels are doing, and the endpoints of suppliers' own systems. Staff only."""

from __future__ import annotations

import graphene

from odop_core.security.foreign_text import mask_text
from odop_notifications.api import ChannelHealth
from odop_notifications.api.endpoints import EndpointInfo
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.resolvers import text_or_null


class MessageTransportRate(graphene.ObjectType):
    class Meta:
        description = "How fast a channel takes messages."

    messages = graphene.Int(required=True, description="At most so many messages,")
    seconds = graphene.Int(required=True, description="in so many seconds.")


class MessageTransportUnknownWord(graphene.ObjectType):
    class Meta:
        description = "A status word of a gateway whose meaning is not configured: it changes no message."

    word = graphene.String(required=True, description="The word; long numbers in it are hidden.")
    count = graphene.Int(required=True, description="How often it came.")
    last_at = scalars.date_time_field(required=True, description="When it last came (UTC).")


class MessageTransport(graphene.ObjectType):
    class Meta:
        description = "A way to reach suppliers, and how it is doing."

    name = graphene.String(required=True, source="channel", description='Its name, such as "sms".')
    is_configured = graphene.Boolean(
        required=True, description="Whether the settings hold what it needs.", source="is_set_up"
    )
    is_default = graphene.Boolean(required=True, description="Whether suppliers are notified over it first.")
    rate = graphene.Field(MessageTransportRate, description="Its limit; null without one.")
    is_paused = graphene.Boolean(
        required=True, description="Whether it rests after too many failures in a row.", source="is_resting"
    )
    paused_until = scalars.date_time_field(description="When one message is tried again (UTC).", source="resting_until")
    consecutive_failures = graphene.Int(
        required=True, description="Temporary failures since it last worked.", source="failures_in_a_row"
    )
    last_failure = graphene.String(description="The latest failure in words; long numbers are hidden.")
    last_success_at = scalars.date_time_field(description="When it last took a message (UTC).")
    waiting = graphene.Int(required=True, description="How many messages are queued or held.")
    failed = graphene.Int(required=True, description="How many were given up and may be sent again.", source="given_up")
    unknown_words = graphene.List(
        graphene.NonNull(MessageTransportUnknownWord),
        required=True,
        description="Status words of its gateway that we do not know, the most frequent first; at most 20.",
    )

    @staticmethod
    def resolve_rate(root: ChannelHealth, _info: graphene.ResolveInfo) -> MessageTransportRate | None:
        return MessageTransportRate(messages=root.rate[0], seconds=root.rate[1]) if root.rate else None

    @staticmethod
    def resolve_last_failure(root: ChannelHealth, _info: graphene.ResolveInfo) -> str | None:
        return mask_text(root.last_failure) or None


class SupplierEndpoint(NodeType):
    class Meta:
        description = "A supplier's own system, which receives as a webhook what others get as a message."

    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Whose system it is. A supplier has one at a time.",
    )
    url = graphene.String(required=True, description="The address; the part after `?` is hidden.")
    secret = graphene.String(required=True, description="The end of the secret that signs; the rest is hidden.")
    is_active = graphene.Boolean(required=True, description="Whether it is switched on.")
    previous_secret_expires_at = scalars.date_time_field(
        description="Until when the secret before signs along (UTC).", source="old_secret_until"
    )
    failing_since = scalars.date_time_field(description="Since when nothing got through (UTC); null while it works.")
    last_success_at = scalars.date_time_field(description="When something last got through (UTC).")
    disabled_at = scalars.date_time_field(description="When it was switched off (UTC).")
    disabled_reason = graphene.String(resolver=text_or_null("disabled_reason"), description="Why it was switched off.")
    created_at = scalars.date_time_field(required=True, description="When it was set up (UTC).")

    @staticmethod
    def resolve_is_active(root: EndpointInfo, _info: graphene.ResolveInfo) -> bool:
        return root.disabled_at is None


class SupplierEndpointCountableConnection(CountableConnection):
    class Meta:
        node = SupplierEndpoint
