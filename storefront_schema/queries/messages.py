"""What staff ask about messages, templates, channels, answers and questions; suppliers see what is theirs."""

from __future__ import annotations

from datetime import date
from typing import Any

import graphene
from graphql import GraphQLError

from odop_core.security.permissions import Permission
from odop_notifications import api as notifications
from odop_notifications.api import answers, endpoints, escalation
from storefront_schema import request, scalars
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.types.answers import (
    EscalationPolicy,
    NotificationGroupingEnum,
    NotificationMetrics,
    SupplierAnswerCountableConnection,
    SupplierQuestionCountableConnection,
)
from storefront_schema.types.channels import MessageTransport, SupplierEndpointCountableConnection
from storefront_schema.types.messages import SupplierMessageCountableConnection
from storefront_schema.types.templates import (
    MessageOccasion,
    MessageTemplate,
    MessageTemplatePreview,
    MessageWordingInput,
    read_wording,
)

PERMISSIONS = (Permission.MANAGE_NOTIFICATIONS,)
LONGEST_SPAN = 366


def _moment(description: str) -> graphene.InputField:
    return graphene.InputField(scalars.scalar("DateTime"), description=description)


def _day(name: str, description: str) -> graphene.Argument:
    return graphene.Argument(scalars.scalar("Date"), name=name, required=True, description=description)


def _many(kind: Any) -> graphene.List:
    return graphene.List(graphene.NonNull(kind))


class MessageTemplateWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which templates to list. What is left out does not matter."

    occasion = graphene.String(description="What they are about.")
    transport = graphene.String(description='The channel; "" for the wording of every channel without one of its own.')
    language = graphene.String(description="The language.")
    include_history = graphene.Boolean(description="Whether also versions that are no longer in force are listed.")


class MessageVariableInput(graphene.InputObjectType):
    class Meta:
        description = "The value of a variable."

    name = graphene.String(required=True, description="The name of the variable.")
    value = graphene.String(required=True, description="Its value.")


class MessageQueries(graphene.ObjectType):
    class Meta:
        description = "What staff may ask about messages and answers."

    supplier_messages = list_field(
        notifications.MESSAGES,
        SupplierMessageCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        description="Messages to suppliers, newest first.",
    )
    message_occasions = GuardedField(
        _many(MessageOccasion),
        permissions=PERMISSIONS,
        description="The events that suppliers are notified of, and their variables.",
    )
    message_templates = GuardedField(
        _many(MessageTemplate),
        where=graphene.Argument(MessageTemplateWhereInput, description="Which ones."),
        permissions=PERMISSIONS,
        description="The wordings in force.",
    )
    message_template_preview = GuardedField(
        MessageTemplatePreview,
        occasion=graphene.String(required=True, description="What it is about."),
        transport=graphene.String(required=True, description="The channel."),
        language=graphene.String(required=True, description="The language."),
        wording=graphene.Argument(MessageWordingInput, description="A wording to try. Default: the one in force."),
        variables=graphene.List(
            graphene.NonNull(MessageVariableInput), description="Values of variables. Default: samples."
        ),
        permissions=PERMISSIONS,
        description="What a message would be, and what is objected to. Nothing is saved or sent.",
    )
    message_transports = GuardedField(
        _many(MessageTransport), permissions=PERMISSIONS, description="The channels, and how each is doing."
    )
    supplier_endpoints = list_field(
        endpoints.ENDPOINTS,
        SupplierEndpointCountableConnection,
        permissions=PERMISSIONS,
        description="Suppliers' own systems that receive webhooks, oldest first.",
    )
    supplier_answers = list_field(
        answers.ANSWERS,
        SupplierAnswerCountableConnection,
        permissions=PERMISSIONS,
        description="What suppliers answered, newest first.",
    )
    supplier_questions = list_field(
        escalation.QUESTIONS,
        SupplierQuestionCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        description="Questions to suppliers, also those that were answered, oldest first.",
    )
    escalation_policies = GuardedField(
        _many(EscalationPolicy),
        permissions=PERMISSIONS,
        description="When and how suppliers who do not answer are asked again, in the order in which policies "
        "are tried.",
    )
    notification_metrics = GuardedField(
        _many(NotificationMetrics),
        args={
            "first_day": _day("from", "The first Indian day of the orders."),
            "last_day": _day("to", f"The last Indian day, at most {LONGEST_SPAN} days in all."),
            "group_by": graphene.Argument(NotificationGroupingEnum, description="Default: one figure of all."),
        },
        permissions=PERMISSIONS,
        description="How fast suppliers heard and answered.",
    )

    @staticmethod
    def resolve_message_occasions(_root: Any, _info: graphene.ResolveInfo) -> Any:
        return notifications.list_occasions()

    @staticmethod
    def resolve_message_templates(_root: Any, info: graphene.ResolveInfo, where: Any = None) -> Any:
        given = dict(where or {})
        history = bool(given.pop("include_history", False))
        if "transport" in given:
            given["channel"] = given.pop("transport")
        chosen = {name: value for name, value in given.items() if value is not None}
        with request.adapter().reading(info.context):
            return notifications.list_templates(request.database(info), history, **chosen)

    @staticmethod
    def resolve_message_template_preview(
        _root: Any, info: graphene.ResolveInfo, occasion: str, transport: str, language: str, **given: Any
    ) -> Any:
        facts = {fact["name"]: fact["value"] for fact in given.get("variables") or []}
        words = read_wording(given["wording"]) if given.get("wording") else None
        try:
            with request.primary(info):
                return notifications.preview_template(occasion, transport, language, words, facts)
        except notifications.UnknownOccasion as error:
            raise GraphQLError(f"There is no occasion {occasion!r}; `messageOccasions` lists them.") from error

    @staticmethod
    def resolve_message_transports(_root: Any, info: graphene.ResolveInfo) -> Any:
        with request.adapter().reading(info.context):
            return notifications.list_channel_health(request.database(info))

    @staticmethod
    def resolve_escalation_policies(_root: Any, info: graphene.ResolveInfo) -> Any:
        return escalation.list_policies(request.database(info))

    @staticmethod
    def resolve_notification_metrics(
        _root: Any, info: graphene.ResolveInfo, first_day: date, last_day: date, group_by: Any = None
    ) -> Any:
        if not 0 <= (last_day - first_day).days < LONGEST_SPAN:
            raise GraphQLError(f"Ask for at least 1 and at most {LONGEST_SPAN} days ({first_day} to {last_day}).")
        return escalation.compute_figures(first_day, last_day, group_by or "", request.database(info))
