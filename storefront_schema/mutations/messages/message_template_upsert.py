"""messageTemplateUpsert: a new version of a wording, in force from now on."""

from __future__ import annotations

from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case

from odop_core.i18n import _
from odop_core.security.permissions import Permission
from odop_notifications import api as notifications
from odop_notifications.api.channels import CHANNELS
from odop_notifications.api.templates import Problem
from storefront_schema import request
from storefront_schema.errors import Code, Refused, SeveralRefused
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
        if len(language) > LONGEST_LANGUAGE:
            raise Refused("language", _("The language is a code such as 'hi', 'en' or 'ur'."), Code.INVALID)
        words = read_wording(given["wording"])
        for field in ("title", "whatsapp_name", "voice_prompt", "variables_reason"):
            clean_text(field, getattr(words, field), required=False)
        try:
            saved = notifications.save_template(given["occasion"], channel, language, words, request.actor(info))
        except notifications.TemplateRefused as error:
            raise SeveralRefused(_refused(problem) for problem in error.problems if problem.blocks) from error
        return {"template": saved}


def _refused(problem: Problem) -> Refused:
    return Refused(to_camel_case(problem.field), problem.text, Code.INVALID).under("wording")
