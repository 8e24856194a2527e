"""What a mutation could not do, told in its answer: which field, in words, and a code that programs can tell apart."""

from __future__ import annotations

from collections.abc import Iterable

import graphene

from odop_core.database.states import State
from storefront_schema.language import enum_of


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
    message = graphene.String(required=True, description="The reason in words.")
    message_hi = graphene.String(description="The reason in Hindi, where it may be for a supplier to read; else null.")
    code = graphene.Field(OdopErrorCode, required=True, description="The kind of reason.")


class Refused(Exception):
    """A mutation does not do what was asked; becomes an entry of its `errors`. `message_hi` may be ""."""

    def __init__(self, field: str | None, message: str, code: Code, message_hi: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.message_hi = message_hi


class SeveralRefused(Refused):
    """The same for several reasons at once; each becomes an entry."""

    def __init__(self, refusals: Iterable[Refused]) -> None:
        self.refusals = list(refusals)
        first = self.refusals[0]
        super().__init__(first.field, str(first), first.code, first.message_hi)


def all_told(refusal: Refused) -> list[OdopError]:
    """The refusal as entries of `errors`."""
    return [told(one) for one in getattr(refusal, "refusals", [refusal])]


def told(refusal: Refused) -> OdopError:
    """One refusal as an entry of `errors`."""
    return OdopError(
        field=refusal.field, message=str(refusal), message_hi=refusal.message_hi or None, code=refusal.code.value
    )
