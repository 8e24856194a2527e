"""Earnings are held back, and let go."""

from __future__ import annotations

import graphene

from odop_accounts import api as accounts
from odop_accounts.api import documents
from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_core.security.permissions import Permission
from storefront_schema.errors import Code
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.types.accounts import EarningsHold
from storefront_schema.types.documents import OdopDocument

REASON = "Why, in words the supplier can understand. It stays on record."


class ActOnHold(ActOnOne):
    class Meta:
        abstract = True

    permissions = (Permission.MANAGE_ACCOUNTS,)
    answer = "hold"
    refusals = {UnknownRow: (None, Code.NOT_FOUND), WrongChoice: ("id", Code.INVALID_STATUS)}
    hold = graphene.Field(EarningsHold, description="The hold as it now is.")


class ConsignmentSaleHold(ActOnHold):
    class Meta:
        description = "Holds back what a supplier earned by a sale, such as one the buyer disputes: it is not due."
        reason = REASON

    row = "ConsignmentSale"
    id_description = "ID of the sale."
    act = staticmethod(accounts.hold_sale)


class SupplierHold(ActOnHold):
    class Meta:
        description = "Holds back all that is due to a supplier: nothing is paid out."
        reason = REASON

    row = "Supplier"
    id_description = "ID of the supplier."
    act = staticmethod(accounts.hold_supplier)


class EarningsHoldRelease(ActOnHold):
    class Meta:
        description = "Releases what was held back."
        reason = REASON

    row = "EarningsHold"
    id_description = "ID of the hold."
    act = staticmethod(accounts.release_hold)


class OdopDocumentVoid(ActOnOne):
    class Meta:
        description = (
            "Makes an invoice void that was issued by mistake, while its goods are still with the supplier. It keeps "
            "its number. Once they have left, a credit note corrects it when they come back."
        )
        reason = "Why, in words. It stays on record."

    permissions = (Permission.MANAGE_ACCOUNTS,)
    answer = "document"
    row = "OdopDocument"
    id_description = "ID of the document."
    refusals = {UnknownRow: (None, Code.NOT_FOUND), WrongChoice: ("id", Code.INVALID_STATUS)}
    document = graphene.Field(OdopDocument, description="The document, which is void now.")
    act = staticmethod(documents.void_document)


class OdopChallanIssue(ActOnOne):
    class Meta:
        description = (
            "Issues the delivery challan for goods that a supplier hands over, or gets back, by a posted consignment "
            "note. Asked for again, it is the same one."
        )

    permissions = (Permission.MANAGE_ACCOUNTS,)
    answer = "document"
    row = "ConsignmentNote"
    id_argument = "note_id"
    id_description = "ID of the consignment note."
    refusals = {UnknownRow: (None, Code.NOT_FOUND), WrongChoice: ("noteId", Code.INVALID_STATUS)}
    document = graphene.Field(OdopDocument, description="The challan.")
    act = staticmethod(documents.issue_challan)
