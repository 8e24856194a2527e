"""Signing in with a one-time code, one's own number and language, and the members of a group."""

from storefront_schema.mutations.sign_in.supplier_language_update import SupplierLanguageUpdate
from storefront_schema.mutations.sign_in.supplier_members import (
    SupplierMemberCreate,
    SupplierMemberDelete,
    SupplierMemberUpdate,
)
from storefront_schema.mutations.sign_in.supplier_phone_change import (
    SupplierPhoneChangeConfirm,
    SupplierPhoneChangeRequest,
)
from storefront_schema.mutations.sign_in.supplier_session_end import SupplierSessionEnd
from storefront_schema.mutations.sign_in.supplier_sign_in import SupplierSignIn
from storefront_schema.mutations.sign_in.supplier_sign_in_code_request import SupplierSignInCodeRequest
from storefront_schema.mutations.sign_in.supplier_sign_out import SupplierSignOut
from storefront_schema.mutations.sign_in.supplier_token_refresh import SupplierTokenRefresh

MUTATIONS = {
    "supplier_language_update": SupplierLanguageUpdate,
    "supplier_member_create": SupplierMemberCreate,
    "supplier_member_delete": SupplierMemberDelete,
    "supplier_member_update": SupplierMemberUpdate,
    "supplier_phone_change_confirm": SupplierPhoneChangeConfirm,
    "supplier_phone_change_request": SupplierPhoneChangeRequest,
    "supplier_session_end": SupplierSessionEnd,
    "supplier_sign_in": SupplierSignIn,
    "supplier_sign_in_code_request": SupplierSignInCodeRequest,
    "supplier_sign_out": SupplierSignOut,
    "supplier_token_refresh": SupplierTokenRefresh,
}
