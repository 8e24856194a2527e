"""supplierSignOut: the end of one's own session."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sign_in
from storefront_schema import request
from storefront_schema.mutations.base import PublicMutation


class SupplierSignOut(PublicMutation):
    class Meta:
        description = (
            "Signs out here, or on all telephones of the same person. Who is not signed in with a code changes nothing."
        )

    class Arguments:
        everywhere = graphene.Boolean(description="On all telephones. Default: only here.")

    count = graphene.Int(description="How many sessions ended.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        viewer = request.viewer(info)
        if viewer.supplier_id is None or viewer.session_id is None:
            return {"count": 0}
        if arguments.get("everywhere"):
            return {"count": sign_in.end_sessions(viewer.supplier_id, viewer.member_id)}
        sign_in.end_session(viewer.session_id)
        return {"count": 1}
