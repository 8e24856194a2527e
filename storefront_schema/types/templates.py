"""The wordings messages are written from, and what a message would be. Staff only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case

from odop_notifications.api import Wording
from odop_notifications.api.templates import Category, OccasionInfo
from storefront_schema import scalars
from storefront_schema.interfaces import NodeType
from storefront_schema.resolvers import attribute, text_or_null
from storefront_schema.types.actors import actor_field
from storefront_schema.types.money import OdopMoney

MEANS = {
    "TRANSACTIONAL": "transactional (suffix T): one-time codes and the like",
    "SERVICE": "service (suffix S): a message that the recipient expects",
    "PROMOTIONAL": "promotional (suffix P)",
    "GOVERNMENT": "government (suffix G)",
}
MessageCategoryEnum = graphene.Enum(
    "MessageCategoryEnum",
    [(one.name, one.value) for one in Category],
    description=lambda value: MEANS[value.name] if value else "What a message is to the networks (TCCCPR 2018).",
)


class MessageVariable(graphene.ObjectType):
    class Meta:
        description = "A variable of an occasion."

    name = graphene.String(required=True, description="The name, which a wording uses as {name}.")
    sample = graphene.String(required=True, description="A value it may have.")


class MessageOccasion(graphene.ObjectType):
    class Meta:
        description = "An event that suppliers are notified of."

    name = graphene.String(required=True, description='Its name, such as "bought".')
    description = graphene.String(required=True, description="When suppliers are notified of it.", source="means")
    variables = graphene.List(graphene.NonNull(MessageVariable), required=True, description="What a wording may use.")

    @staticmethod
    def resolve_variables(root: OccasionInfo, _info: graphene.ResolveInfo) -> list[MessageVariable]:
        return [MessageVariable(name=name, sample=sample) for name, sample in root.variables.items()]


class MessageTemplateProblem(graphene.ObjectType):
    class Meta:
        description = "Something the networks or the settings object to in a wording."

    code = graphene.String(required=True, description="The kind of problem, for programs.")
    field = graphene.String(
        required=True,
        resolver=lambda root, _info: to_camel_case(root.field),
        description="The field of `MessageWordingInput` it is about.",
    )
    text = graphene.String(required=True, description="The problem in words.")
    is_blocking = graphene.Boolean(
        required=True, description="Whether the wording cannot be saved; else it is a warning.", source="blocks"
    )


def _problems(description: str) -> graphene.List:
    return graphene.List(graphene.NonNull(MessageTemplateProblem), required=True, description=description)


class MessageTemplate(NodeType):
    class Meta:
        description = "One version of how an occasion is worded in a language for a channel."

    occasion = graphene.String(required=True, description="What it is about.")
    transport = graphene.String(
        resolver=text_or_null("channel"),
        description="The channel; null for every channel without a wording of its own.",
    )
    language = graphene.String(required=True, description='The language, such as "hi".')
    version = graphene.Int(required=True, description="The number of the version, from 1.")
    is_active = graphene.Boolean(required=True, description="Whether it is in force.", source="active")
    text = graphene.String(
        required=True,
        resolver=attribute("wording.text"),
        description="The text; variables are written {name} or {name#tag#}.",
    )
    dlt_content = graphene.String(required=True, description="The text as it is entered on the DLT platform.")
    category = graphene.Field(
        MessageCategoryEnum,
        required=True,
        resolver=attribute("wording.category"),
        description="What it is to the networks.",
    )
    header = graphene.String(
        required=True,
        resolver=attribute("wording.header"),
        description="The DLT header without its suffix; empty: the settings'.",
    )
    dlt_template_id = graphene.String(
        required=True,
        resolver=attribute("wording.dlt_template_id"),
        description="The id the DLT platform gave; empty while it has none.",
    )
    variables_reason = graphene.String(
        required=True,
        resolver=attribute("wording.variables_reason"),
        description="Why it has three variables; may be empty.",
    )
    is_specially_approved = graphene.Boolean(
        required=True,
        resolver=attribute("wording.specially_approved"),
        description="Whether the platform approved of more variables.",
    )
    title = graphene.String(
        required=True, resolver=attribute("wording.title"), description="Of e-mails: the subject line; else empty."
    )
    whatsapp_name = graphene.String(
        required=True,
        resolver=attribute("wording.whatsapp_name"),
        description="Of WhatsApp: the name it was approved under; else empty.",
    )
    buttons = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        resolver=attribute("wording.buttons"),
        description="Of WhatsApp: the payload of each quick reply.",
    )
    voice_prompt = graphene.String(
        required=True,
        resolver=attribute("wording.voice_prompt"),
        description="Of calls: what to press, or a recording's address.",
    )
    problems = _problems("What is objected to today.")
    created_at = scalars.date_time_field(required=True, description="When it was saved (UTC).")
    created_by = actor_field("Who saved it; of what came with the suite, the system.", "created_by")


class MessageTemplatePreview(graphene.ObjectType):
    class Meta:
        description = "What a message would be. Nothing is saved or sent."

    text = graphene.String(required=True, description="What it would say; empty if there is no template.")
    encoding = graphene.String(required=True, description='"gsm7" or "ucs2"; empty if there is no template.')
    parts = graphene.Int(required=True, description="How many short messages it takes.")
    cost = graphene.Field(
        OdopMoney, source="cost_paise", description="What it would cost, tax included; null where no price is known."
    )
    shortened = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Variables whose values were cut to fit."
    )
    problems = _problems("What is objected to in the wording.")
    refusal = graphene.String(
        resolver=text_or_null("refusal"), description="Why such a message would not be sent; null if it would."
    )


class MessageWordingInput(graphene.InputObjectType):
    class Meta:
        description = "How something is worded."

    text = graphene.String(required=True, description="The text; variables are written {name} or {name#tag#}.")
    category = graphene.InputField(MessageCategoryEnum, description="What it is to the networks. Default: SERVICE.")
    header = graphene.String(description="The DLT header without its suffix. Default: the settings'.")
    dlt_template_id = graphene.String(description="The id the DLT platform gave it.")
    variables_reason = graphene.String(description="Why it needs three variables.")
    is_specially_approved = graphene.Boolean(description="Whether the platform approved of more variables.")
    title = graphene.String(description="Of e-mails: the subject line.")
    whatsapp_name = graphene.String(description="Of WhatsApp: the name it was approved under.")
    buttons = graphene.List(
        graphene.NonNull(graphene.String), description="Of WhatsApp: the payload of each quick reply."
    )
    voice_prompt = graphene.String(description="Of calls: what to press, or the address of a recording.")


# What notifications calls otherwise.
_WORDING = {"is_specially_approved": "specially_approved"}


def read_wording(given: Mapping[str, Any]) -> Wording:
    """A `MessageWordingInput` as notifications takes it; what is left out or null is as a new wording has it."""
    values = {_WORDING.get(name, name): value for name, value in given.items() if value is not None}
    if "buttons" in values:
        values["buttons"] = tuple(values["buttons"])
    return Wording(**values)
