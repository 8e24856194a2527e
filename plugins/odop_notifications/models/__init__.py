"""Messages and their delivery, templates, channels; questions and answers; and the calls of the helpline."""

from odop_notifications.models.answer import Answer, AnswerLink, Effect, Meaning
from odop_notifications.models.channel_state import ChannelState
from odop_notifications.models.endpoint import WebhookEndpoint
from odop_notifications.models.escalation import (
    HELPLINE,
    OPEN_QUESTIONS,
    EscalationPolicy,
    EscalationStep,
    Question,
    QuestionState,
)
from odop_notifications.models.helpline import (
    Call,
    CallAttempt,
    CallOutcome,
    CallReason,
    CallState,
    NumberUse,
    Operator,
    Queue,
)
from odop_notifications.models.message import UNSENT, Message, MessageState
from odop_notifications.models.record import AttemptOutcome, DeliveryReceipt, MessageAttempt
from odop_notifications.models.statement_link import StatementLink
from odop_notifications.models.template import Template
from odop_notifications.models.user_id import UserId

__all__ = [
    "HELPLINE",
    "OPEN_QUESTIONS",
    "UNSENT",
    "Answer",
    "AnswerLink",
    "AttemptOutcome",
    "Call",
    "CallAttempt",
    "CallOutcome",
    "CallReason",
    "CallState",
    "ChannelState",
    "DeliveryReceipt",
    "Effect",
    "EscalationPolicy",
    "EscalationStep",
    "Meaning",
    "Message",
    "MessageAttempt",
    "MessageState",
    "NumberUse",
    "Operator",
    "Question",
    "QuestionState",
    "Queue",
    "StatementLink",
    "Template",
    "UserId",
    "WebhookEndpoint",
]
