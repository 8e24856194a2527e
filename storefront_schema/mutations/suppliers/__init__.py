"""Taking suppliers on, and what is kept of them."""

from storefront_schema.mutations.suppliers.bulk_steps import SupplierBulkApprove, SupplierBulkSuspend
from storefront_schema.mutations.suppliers.steps import (
    SupplierApprove,
    SupplierBankAccountApprove,
    SupplierBankAccountReject,
    SupplierClose,
    SupplierReinstate,
    SupplierReturnForCorrection,
    SupplierSubmit,
    SupplierSuspend,
)
from storefront_schema.mutations.suppliers.supplier_bank_account_propose import SupplierBankAccountPropose
from storefront_schema.mutations.suppliers.supplier_bulk_upsert import SupplierBulkUpsert
from storefront_schema.mutations.suppliers.supplier_consent_record import SupplierConsentRecord
from storefront_schema.mutations.suppliers.supplier_create import SupplierCreate
from storefront_schema.mutations.suppliers.supplier_erasure_request import SupplierErasureRequest
from storefront_schema.mutations.suppliers.supplier_erasure_request_cancel import SupplierErasureRequestCancel
from storefront_schema.mutations.suppliers.supplier_export import SupplierExport
from storefront_schema.mutations.suppliers.supplier_regime_record import SupplierRegimeRecord
from storefront_schema.mutations.suppliers.supplier_reveal_field import SupplierRevealField
from storefront_schema.mutations.suppliers.supplier_turnover_declare import SupplierTurnoverDeclare
from storefront_schema.mutations.suppliers.supplier_update import SupplierUpdate
from storefront_schema.mutations.suppliers.supplier_verification_record import SupplierVerificationRecord

MUTATIONS = {
    "supplier_approve": SupplierApprove,
    "supplier_bank_account_approve": SupplierBankAccountApprove,
    "supplier_bank_account_propose": SupplierBankAccountPropose,
    "supplier_bank_account_reject": SupplierBankAccountReject,
    "supplier_bulk_approve": SupplierBulkApprove,
    "supplier_bulk_suspend": SupplierBulkSuspend,
    "supplier_bulk_upsert": SupplierBulkUpsert,
    "supplier_close": SupplierClose,
    "supplier_consent_record": SupplierConsentRecord,
    "supplier_create": SupplierCreate,
    "supplier_reveal_field": SupplierRevealField,
    "supplier_erasure_request": SupplierErasureRequest,
    "supplier_erasure_request_cancel": SupplierErasureRequestCancel,
    "supplier_export": SupplierExport,
    "supplier_reinstate": SupplierReinstate,
    "supplier_regime_record": SupplierRegimeRecord,
    "supplier_return_for_correction": SupplierReturnForCorrection,
    "supplier_submit": SupplierSubmit,
    "supplier_suspend": SupplierSuspend,
    "supplier_turnover_declare": SupplierTurnoverDeclare,
    "supplier_update": SupplierUpdate,
    "supplier_verification_record": SupplierVerificationRecord,
}
