"""Steps of many suppliers at once."""

from __future__ import annotations

from storefront_schema.mutations.act_on_many import ActOnMany
from storefront_schema.mutations.suppliers.steps import REASON, SupplierApprove, SupplierSuspend


class SupplierBulkApprove(ActOnMany):
    class Meta:
        description = "Approves suppliers, each by another person than the one who submitted them."
        one = SupplierApprove
        reason = REASON


class SupplierBulkSuspend(ActOnMany):
    class Meta:
        description = "Suspends suppliers: nothing of theirs is sold for now."
        one = SupplierSuspend
        reason = REASON
