"""What mutations about payouts share."""

from __future__ import annotations

from odop_accounts.api.bank_files import WrongLayout
from odop_accounts.api.bank_statements import BadStatement
from odop_accounts.api.payouts import PayoutRefused
from odop_consignment.api.errors import UnknownRow
from odop_core.security.permissions import Permission
from storefront_schema.errors import Code
from storefront_schema.mutations.refusals import Refusals

PREPARE = (Permission.MANAGE_ACCOUNTS,)
APPROVE = (Permission.APPROVE_PAYOUTS,)
REFUSALS: Refusals = {
    UnknownRow: (None, Code.NOT_FOUND),
    BadStatement: ("file", Code.INVALID),
    WrongLayout: ("definition", Code.INVALID),
    PayoutRefused: (None, Code.INVALID_STATUS),
}
