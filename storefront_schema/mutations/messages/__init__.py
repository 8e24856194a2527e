"""Messages, their templates, suppliers' endpoints, answers, and how suppliers are asked again."""

from storefront_schema.mutations.messages.escalation_policy_upsert import EscalationPolicyUpsert
from storefront_schema.mutations.messages.message_template_upsert import MessageTemplateUpsert
from storefront_schema.mutations.messages.steps import (
    SupplierEndpointActivate,
    SupplierEndpointDeactivate,
    SupplierMessageResend,
)
from storefront_schema.mutations.messages.supplier_answer_classify import SupplierAnswerClassify
from storefront_schema.mutations.messages.supplier_answer_record import SupplierAnswerRecord
from storefront_schema.mutations.messages.supplier_call_request import SupplierCallRequest
from storefront_schema.mutations.messages.supplier_endpoint_create import SupplierEndpointCreate
from storefront_schema.mutations.messages.supplier_endpoint_rotate_secret import SupplierEndpointRotateSecret
from storefront_schema.mutations.messages.supplier_message_bulk_resend import SupplierMessageBulkResend

MUTATIONS = {
    "supplier_call_request": SupplierCallRequest,
    "supplier_answer_record": SupplierAnswerRecord,
    "supplier_answer_classify": SupplierAnswerClassify,
    "supplier_endpoint_rotate_secret": SupplierEndpointRotateSecret,
    "supplier_endpoint_create": SupplierEndpointCreate,
    "supplier_endpoint_deactivate": SupplierEndpointDeactivate,
    "supplier_endpoint_activate": SupplierEndpointActivate,
    "escalation_policy_upsert": EscalationPolicyUpsert,
    "supplier_message_resend": SupplierMessageResend,
    "supplier_message_bulk_resend": SupplierMessageBulkResend,
    "message_template_upsert": MessageTemplateUpsert,
}
