"""supplierMessageBulkResend: many messages are sent again."""

from __future__ import annotations

from storefront_schema.mutations.act_on_many import ActOnMany
from storefront_schema.mutations.messages.steps import SupplierMessageResend


class SupplierMessageBulkResend(ActOnMany):
    class Meta:
        description = "Sends failed or refused messages again, as `supplierMessageResend` does with one."
        one = SupplierMessageResend
