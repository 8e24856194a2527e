"""What a mutation could not do, as a part of its answer: which field, in words, and with a code for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_core.database.states import State
from odop_core.i18n import Text
from storefront_schema.language import enum_of, translate


class Code(State):
    CONFLICT = "conflict", "it has changed since it was seen, or cannot be done from where it is"
    GRAPHQL_ERROR = "graphql_error", "the request itself is wrong, such as an ID of another type"
    INVALID = "invalid", "the value cannot be used"
    NOT_FOUND = "not_found", "there is no such thing"
    REQUIRED = "required", "a value is missing"
    UNAVAILABLE = "unavailable", "something it needs cannot be reached; try again later"
    UNIQUE = "unique", "it is there already"


OdopErrorCode = enum_of("OdopErrorCode", "Why a mutation did not do what was asked.", Code)


class OdopError(graphene.ObjectType):
    class Meta:
        description = "One reason why a mutation did not do what was asked."

    field = graphene.String(description="The input field it is about; null if it is about none in particular.")
    message = graphene.String(
        required=True, description="The reason in words, in the language of the request (Accept-Language)."
    )
    code = graphene.Field(OdopErrorCode, required=True, description="The kind of reason.")

    @staticmethod
    def resolve_message(root: Any, info: graphene.ResolveInfo) -> str:
        return translate(info, root.message)


class Refused(Exception):
    """A mutation does not do what was asked; becomes an entry of its `errors`."""

    def __init__(self, field: str | None, message: Text | str, code: Code) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.code = code


class SeveralRefused(Refused):
    """The same for several reasons at once; each becomes an entry."""

    def __init__(self, refusals: Iterable[Refused]) -> None:
        self.refusals = list(refusals)
        first = self.refusals[0]
        super().__init__(first.field, first.message, first.code)


def as_errors(refusal: Refused) -> list[OdopError]:
    """The refusal as entries of `errors`."""
    return [as_error(one) for one in getattr(refusal, "refusals", [refusal])]


def as_error(refusal: Refused) -> OdopError:
    """One refusal as an entry of `errors`."""
    return OdopError(field=refusal.field, message=refusal.message, code=refusal.code.value)
