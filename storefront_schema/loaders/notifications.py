"""What suppliers were told, what they answered, and who called them."""

from __future__ import annotations

from collections.abc import Mapping

from odop_notifications import api as notifications
from odop_notifications.api import answers, escalation, helpline
from storefront_schema.loaders.base import Loader


class MessagesOfSale(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[notifications.MessageInfo]]:
        return notifications.messages_of_sales(keys, using)


class AttemptsOfMessage(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[notifications.AttemptInfo]]:
        return notifications.attempts_of_messages(keys, using)


class ReceiptsOfMessage(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[notifications.ReceiptInfo]]:
        return notifications.receipts_of_messages(keys, using)


class AnswersOfQuestion(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[answers.AnswerInfo]]:
        return answers.answers_of_questions(keys, using)


class AttemptsOfCall(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[helpline.AttemptAtCall]]:
        return helpline.attempts_of_calls(keys, using)


class Call(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, helpline.CallInfo]:
        return helpline.calls_by_id(keys, using)


class Question(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, escalation.QuestionInfo]:
        return escalation.questions(keys, using)
