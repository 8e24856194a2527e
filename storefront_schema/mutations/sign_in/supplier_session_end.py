"""supplierSessionEnd: signing out another telephone, such as a lost one."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sign_in
from odop_core.i18n import _
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.sign_in import shared
from storefront_schema.types.sign_in import SupplierSession


class SupplierSessionEnd(SupplierMutation):
    for_owners = True

    class Meta:
        description = "Signs out one telephone of a supplier, such as a lost one. Done again it changes nothing."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the session.")

    session = graphene.Field(SupplierSession, description="The session, which has ended.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int | None]:
        session_id = clean_id("id", "SupplierSession", arguments["id"])
        found = sign_in.sessions_by_id([session_id]).get(session_id)
        return [found.supplier_id if found else None]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        ended = sign_in.end_session(clean_id("id", "SupplierSession", arguments["id"]))
        if ended is None:
            raise Refused("id", _("There is no such session."), Code.NOT_FOUND)
        return {"session": ended}
