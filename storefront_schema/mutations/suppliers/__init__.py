"""Taking suppliers on, and what is kept of them."""

from storefront_schema.mutations.suppliers.steps import (
    SupplierApprove,
    SupplierBankAccountApprove,
    SupplierBankAccountRefuse,
    SupplierClose,
    SupplierLift,
    SupplierSendBack,
    SupplierSubmit,
    SupplierSuspend,
)
from storefront_schema.mutations.suppliers.supplier_bank_account_propose import SupplierBankAccountPropose
from storefront_schema.mutations.suppliers.supplier_bulk import SupplierBulk
from storefront_schema.mutations.suppliers.supplier_consent_record import SupplierConsentRecord
from storefront_schema.mutations.suppliers.supplier_create import SupplierCreate
from storefront_schema.mutations.suppliers.supplier_disclose import SupplierDisclose
from storefront_schema.mutations.suppliers.supplier_erasure_request import SupplierErasureRequest
from storefront_schema.mutations.suppliers.supplier_erasure_withdraw import SupplierErasureWithdraw
from storefront_schema.mutations.suppliers.supplier_export import SupplierExport
from storefront_schema.mutations.suppliers.supplier_regime_record import SupplierRegimeRecord
from storefront_schema.mutations.suppliers.supplier_turnover_declare import SupplierTurnoverDeclare
from storefront_schema.mutations.suppliers.supplier_update import SupplierUpdate
from storefront_schema.mutations.suppliers.supplier_verification_record import SupplierVerificationRecord

MUTATIONS = {
    "supplier_approve": SupplierApprove,
    "supplier_bank_account_approve": SupplierBankAccountApprove,
    "supplier_bank_account_propose": SupplierBankAccountPropose,
    "supplier_bank_account_refuse": SupplierBankAccountRefuse,
    "supplier_bulk": SupplierBulk,
    "supplier_close": SupplierClose,
    "supplier_consent_record": SupplierConsentRecord,
    "supplier_create": SupplierCreate,
    "supplier_disclose": SupplierDisclose,
    "supplier_erasure_request": SupplierErasureRequest,
    "supplier_erasure_withdraw": SupplierErasureWithdraw,
    "supplier_export": SupplierExport,
    "supplier_lift": SupplierLift,
    "supplier_regime_record": SupplierRegimeRecord,
    "supplier_send_back": SupplierSendBack,
    "supplier_submit": SupplierSubmit,
    "supplier_suspend": SupplierSuspend,
    "supplier_turnover_declare": SupplierTurnoverDeclare,
    "supplier_update": SupplierUpdate,
    "supplier_verification_record": SupplierVerificationRecord,
}
