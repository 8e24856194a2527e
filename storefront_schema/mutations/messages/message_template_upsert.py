"""messageTemplateUpsert: a new version of a wording, in force from now on."""

from __future__ import annotations

from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case

from odop_core.i18n import _
from odop_core.security.permissions import Permission
from odop_notifications import api as notifications
from odop_notifications.api import Wording
from odop_notifications.api.channels import CHANNELS
from odop_notifications.api.templates import Problem, TemplateData, check_wording
from storefront_schema import request
from storefront_schema.errors import Code, Refused, SeveralRefused, collect, under
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.templates import MessageTemplate, MessageWordingInput, read_wording

LONGEST_LANGUAGE = 8


class MessageTemplateUpsertInput(graphene.InputObjectType):
    class Meta:
        description = "Which wording, and how it reads."

    occasion = graphene.String(required=True, description="What it is about: a name of `messageOccasions`.")
    transport = graphene.String(description="The channel. Default: every channel without a wording of its own.")
    language = graphene.String(required=True, description='The language, such as "hi".')
    wording = graphene.InputField(MessageWordingInput, required=True, description="How it reads.")


class MessageTemplateUpsert(StaffMutation):
    class Meta:
        description = (
            "Puts a new version of a wording in force; the one before is kept. What the networks would reject is "
            "refused, each problem as an error."
        )
        permissions = (Permission.MANAGE_NOTIFICATIONS,)

    class Arguments:
        input = MessageTemplateUpsertInput(required=True, description="The wording.")

    template = graphene.Field(MessageTemplate, description="The version in force, with what is still objected to.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        channel, language = given.get("transport") or "", given["language"]
        words = read_wording(given["wording"])
        with collect() as each:
            each(_check_transport, channel)
            each(_check_language, language)
            for field in ("title", "whatsapp_name", "voice_prompt", "variables_reason"):
                each(_check_text, field, getattr(words, field))
            each(_check_wording, given["occasion"], channel, language, words)
        with collect() as each:
            saved = each(_save, given["occasion"], channel, language, words, request.actor(info))
        return {"template": saved}


def _check_transport(channel: str) -> None:
    if channel and channel not in CHANNELS:
        raise Refused(
            "transport",
            _(
                "There is no channel {channel}; there are {channels}.",
                channel=repr(channel),
                channels=", ".join(CHANNELS),
            ),
            Code.INVALID,
        )


def _names() -> str:
    return ", ".join(CHANNELS)


def _check_language(language: str) -> None:
    if len(language) > LONGEST_LANGUAGE:
        raise Refused("language", _("The language is a code such as 'hi', 'en' or 'ur'."), Code.INVALID)


def _check_text(name: str, text: str) -> None:
    with under("wording"):
        clean_text(to_camel_case(name), text, required=False)


def _check_wording(occasion: str, channel: str, language: str, words: Wording) -> None:
    problems = check_wording(occasion, channel, language, words)
    if refusals := [_refused(problem) for problem in problems if problem.blocks]:
        raise SeveralRefused(refusals)


def _save(occasion: str, channel: str, language: str, words: Wording, by: str) -> TemplateData:
    try:
        return notifications.save_template(occasion, channel, language, words, by)
    except notifications.TemplateRefused as error:
        raise SeveralRefused(_refused(problem) for problem in error.problems if problem.blocks) from error


def _refused(problem: Problem) -> Refused:
    """The occasion is named beside the wording."""
    refusal = Refused(to_camel_case(problem.field), problem.text, Code.INVALID)
    return refusal if problem.field == "occasion" else refusal.under("wording")
