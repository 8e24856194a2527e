"""Messages, their templates, suppliers' endpoints, answers, and how suppliers are asked again."""

from storefront_schema.mutations.messages.answer_record import AnswerRecord
from storefront_schema.mutations.messages.answer_settle import AnswerSettle
from storefront_schema.mutations.messages.endpoint_rotate_secret import EndpointRotateSecret
from storefront_schema.mutations.messages.endpoint_set_up import EndpointSetUp
from storefront_schema.mutations.messages.escalation_policy_save import EscalationPolicySave
from storefront_schema.mutations.messages.message_template_save import MessageTemplateSave
from storefront_schema.mutations.messages.steps import EndpointSwitchOff, EndpointSwitchOn, MessageResend

MUTATIONS = {
    "answer_record": AnswerRecord,
    "answer_settle": AnswerSettle,
    "endpoint_rotate_secret": EndpointRotateSecret,
    "endpoint_set_up": EndpointSetUp,
    "endpoint_switch_off": EndpointSwitchOff,
    "endpoint_switch_on": EndpointSwitchOn,
    "escalation_policy_save": EscalationPolicySave,
    "message_resend": MessageResend,
    "message_template_save": MessageTemplateSave,
}
