"""odopDocumentsIssue: the invoices of an order, now."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import documents
from odop_consignment.api import suppliers
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.arguments import clean_store_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse
from storefront_schema.types.documents import OdopDocument
from storefront_schema.types.fields import list_of


class OdopDocumentsIssue(StaffMutation):
    class Meta:
        description = (
            "Issues the invoices of an order, one for each seller of record, also for goods that have not left; and "
            "whatever credit notes and vouchers are missing. What was issued before stays, and is issued once."
        )
        permissions = (Permission.MANAGE_ACCOUNTS,)

    class Arguments:
        order_id = graphene.ID(required=True, description="ID of the order in the store.")
        buyer_gstin = graphene.String(description="The buyer's GSTIN, if a business bought.")

    documents = graphene.Field(list_of(OdopDocument), description="All documents of the order, oldest first.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            order_id = each(clean_store_id, "orderId", "Order", arguments["order_id"])
            gstin = each(_clean_gstin, "buyerGstin", arguments.get("buyer_gstin"))
        with refuse("orderId", Code.INVALID_STATUS, documents.NotReady):
            return {"documents": documents.issue_documents(order_id, by=request.actor(info), buyer_gstin=gstin)}


def _clean_gstin(field: str, text: str | None) -> str:
    with refuse(field, Code.INVALID, suppliers.IdentityError):
        return suppliers.read_gstin(text, field) if text and text.strip() else ""
