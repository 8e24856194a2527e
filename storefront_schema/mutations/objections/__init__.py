"""Objections of suppliers, and the answers of staff."""

from storefront_schema.mutations.objections.steps import (
    SupplierObjectionAnswer,
    SupplierObjectionReply,
    SupplierObjectionWithdraw,
)
from storefront_schema.mutations.objections.supplier_objection_create import SupplierObjectionCreate

MUTATIONS = {
    "supplier_objection_answer": SupplierObjectionAnswer,
    "supplier_objection_create": SupplierObjectionCreate,
    "supplier_objection_reply": SupplierObjectionReply,
    "supplier_objection_withdraw": SupplierObjectionWithdraw,
}
