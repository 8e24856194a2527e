"""Who acts for a supplier in an app, and where they are signed in."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.sign_in import CodeMedium, MemberRole, SessionInfo
from storefront_schema import loaders, request, scalars
from storefront_schema.interfaces import NodeType
from storefront_schema.language import OdopLanguageEnum, enum_of

CodeMediumEnum = enum_of("SupplierCodeMediumEnum", "How a one-time code is sent.", CodeMedium)
SupplierMemberRoleEnum = enum_of("SupplierMemberRoleEnum", "What a member of a supplier's group may do.", MemberRole)


class SupplierMember(NodeType):
    class Meta:
        description = "Somebody who acts for a supplier with a telephone of their own."

    name = graphene.String(required=True, description="The name.")
    role = graphene.Field(SupplierMemberRoleEnum, required=True, description="What they may do.")
    phone = graphene.String(required=True, description="Their number, all but the last four digits hidden.")
    language = graphene.Field(OdopLanguageEnum, required=True, description="The language of their messages.")
    gets_messages = graphene.Boolean(required=True, description="Whether they get the supplier's messages, too.")
    created_at = scalars.date_time_field(required=True, description="When they were added (UTC).", source="added_at")
    removed_at = scalars.date_time_field(description="When their membership ended (UTC).")


class SupplierSession(NodeType):
    class Meta:
        description = "A telephone on which somebody is signed in for a supplier with a one-time code."

    device = graphene.String(required=True, description="What the app calls the telephone; may be empty.")
    member = graphene.Field(
        SupplierMember,
        resolver=loaders.SupplierMember.resolver("member_id"),
        description="Which member of the group; null for the supplier's own number.",
    )
    is_current = graphene.Boolean(required=True, description="Whether it is the session of this request.")
    created_at = scalars.date_time_field(required=True, description="When they signed in (UTC).", source="began_at")
    last_seen_at = scalars.date_time_field(required=True, description="When the tokens were last renewed (UTC).")
    expires_at = scalars.date_time_field(description="When it ends unless it is renewed (UTC).")
    ended_at = scalars.date_time_field(description="When it ended (UTC); null while it lasts.")

    @staticmethod
    def resolve_is_current(root: SessionInfo, info: graphene.ResolveInfo) -> Any:
        return request.viewer(info).session_id == root.id
