"""Messages to makers, the templates they are written from, and the channels that carry them."""

from __future__ import annotations

import graphene

from odop_notifications.api import MessageInfo, MessageState
from storefront_schema import ids, masking, scalars
from storefront_schema.language import OdopLanguageEnum, enum_of

NotificationStatusEnum = enum_of("NotificationStatusEnum", "How far a message to a maker has come.", MessageState)


class MakerMessage(graphene.ObjectType):
    class Meta:
        description = "One message to the maker or owner of sold goods."

    id = graphene.ID(required=True, description="The ID of the message.")
    occasion = graphene.String(required=True, description='What it is about: "bought" or "cancelled".')
    recipient = graphene.String(required=True, description="Initials of whom it is for.")
    language = graphene.Field(OdopLanguageEnum, required=True, description="The language it is written in.")
    text = graphene.String(required=True, description="What it says.")
    status = graphene.Field(NotificationStatusEnum, required=True, description="How far it has come.")
    channel = graphene.String(description="The channel that took it, once one did.")
    failure = graphene.String(description="Why it could not be sent, in words; null when nothing went wrong.")
    created_at = scalars.date_time(required=True, description="When it was written (UTC).")
    sent_at = scalars.date_time(description="When the channel took it (UTC).")

    @staticmethod
    def resolve_id(root: MessageInfo, _info: graphene.ResolveInfo) -> str:
        return ids.make("MakerMessage", root.id)

    @staticmethod
    def resolve_recipient(root: MessageInfo, _info: graphene.ResolveInfo) -> str:
        return masking.name(root.recipient_name)

    @staticmethod
    def resolve_status(root: MessageInfo, _info: graphene.ResolveInfo) -> str:
        return root.state

    @staticmethod
    def resolve_channel(root: MessageInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.channel or None

    @staticmethod
    def resolve_failure(root: MessageInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.failure or None
